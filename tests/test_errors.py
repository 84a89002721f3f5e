"""Errors: the name that is offered is near the one that was said, and an unknown name is a look-up that failed."""

import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership
from lif_core.errors import LifError, SeveralFit, UnknownName, nearest
from lif_core.framework.layers import FrameworkHistory
from lif_core.records import TYPES
from lif_core.testing import MemoryStorage

IDS = st.text(string.ascii_lowercase + "-", min_size=5, max_size=20)


@given(IDS, st.data())
def test_one_letter_wrong_is_near(name: str, data: st.DataObject) -> None:
    """Law: a name with one letter left out, doubled or exchanged with the next is near."""
    at = data.draw(st.integers(0, len(name) - 2))
    wrong = data.draw(
        st.sampled_from(
            (
                name[:at] + name[at + 1 :],
                name[: at + 1] + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
    )
    assert nearest(wrong, ["zzzzzzzzzzzzzzzzzzzzzzzzz", name]) == name


@given(st.text(max_size=30), st.lists(st.text(max_size=30)))
def test_what_is_near_is_known_and_shares_more_than_half(name: str, known: list[str]) -> None:
    """Law: what is offered is one of those that are known, and has most of its letters from what was said."""
    near = nearest(name, known)
    if near is not None:
        assert near in known
        assert 2 * (Counter(near) & Counter(name)).total() > max(len(near), len(name))


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("colour", None),
        ("owner", None),
        ("dsclosure", "disclosure"),
        ("lead-role", "lead_role"),
        ("how_mesured", "how_measured"),
        ("titel", None),
    ],
)
def test_of_the_fields_of_an_action(said: str, near: str | None) -> None:
    assert nearest(said, [*TYPES["action"].__annotations__, "disclosure", "label", "themes"]) == near


def test_a_filter_that_there_is_not_is_told_without_a_far_name(liverpool: FrameworkHistory) -> None:
    now = Partnership(liverpool, MemoryStorage()).as_of()
    with pytest.raises(UnknownName) as unknown:
        now.find("action", colour="red")
    assert (unknown.value.nearest, "Did you mean" in str(unknown.value)) == (None, False)


def test_an_unknown_name_is_a_look_up_that_failed() -> None:
    for error in (UnknownName("x", "record", ()), SeveralFit("x", "record", ("a", "b"))):
        assert isinstance(error, LookupError)
        assert isinstance(error, LifError)
        assert not isinstance(error, KeyError)  # whose text would be quoted
