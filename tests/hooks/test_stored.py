"""What databases hold is read as what was written, or refused: no value of another sort gets through."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.hooks import Head, Row, StoredCommit
from lif_core.hooks.stored import StoredKeys, commit_of, head_of, row_of

COMMIT = (7, "a" * 64, ["demo/action/1"], b"{}")
ROW = ("demo/action/1", "action", 7, "2024-05-14", '{"state":"open"}', b"{}")
WRONG = st.one_of(st.none(), st.floats(), st.booleans(), st.lists(st.integers(), max_size=2), st.tuples())


def test_what_was_written_is_read() -> None:
    assert head_of(7, "a" * 64) == Head(7, "a" * 64)
    assert commit_of(*COMMIT) == StoredCommit(7, "a" * 64, ("demo/action/1",), b"{}")
    assert row_of(*ROW) == Row("demo/action/1", "action", 7, "2024-05-14", {"state": "open"}, b"{}")


@pytest.mark.parametrize(
    ("make", "values", "lenient"), [(head_of, COMMIT[:2], ()), (commit_of, COMMIT, (2,)), (row_of, ROW, (4,))]
)
@given(data=st.data())
def test_a_value_of_another_sort_is_refused(
    make: Callable[..., Any], values: tuple[Any, ...], lenient: tuple[int, ...], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from([place for place in range(len(values)) if place not in lenient]))
    others = st.sampled_from([one for one in (7, "a", b"{}") if type(one) is not type(values[place])])
    wrong = data.draw(st.one_of(WRONG, others))
    with pytest.raises(ValueError, match=r"^This is no"):
        make(*values[:place], wrong, *values[place + 1 :])


@pytest.mark.parametrize("values", [(0, "a" * 64), (-1, "a" * 64), (7, ""), (7, "A" * 64), (7, "a" * 63), (7, "[[1]]")])
def test_what_can_be_no_head_is_refused(values: tuple[int, str]) -> None:
    with pytest.raises(ValueError, match="no head"):
        head_of(*values)


@pytest.mark.parametrize("until", ["", "today", "2024-13-01"])
def test_what_is_no_day_is_refused(until: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        row_of(*ROW[:3], until, *ROW[4:])


@given(st.one_of(WRONG, st.text(), st.binary(), st.just("[" * 100_000), st.just('{"a":1,"b":["c"],"d":"e"}')))
def test_spoilt_keys_are_left_out(text: Any) -> None:
    assert all(type(name) is type(value) is str for name, value in StoredKeys(text).items())


def test_spoilt_touches_are_left_out() -> None:
    for spoilt in (None, "demo/action/1", 7, {"demo/action/1": 1}, [None, 7]):
        assert commit_of(7, "a" * 64, spoilt, b"{}").touches == ()
