"""The fold: changes in the order (day of effect, order of writing), whatever order they come in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.journal.change import Change
from lif_core.journal.fold import DoesNotFold, Entry, apply, fold

BEGIN = date(2024, 1, 1)
ID = "demo/action/1"


def entry(position: int, on: int, kind: str = "amend", **values: Any) -> Entry:
    change = Change(record=ID, kind=kind, set=values, on=BEGIN + timedelta(days=on))  # type: ignore[arg-type]
    return Entry((position, 0), BEGIN, change)


amendments = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["ref", "text", "state"]), st.text(max_size=3)))


@given(amendments, st.randoms())
def test_the_order_of_reading_does_not_count(amended: list[tuple[int, str, str]], random: Any) -> None:
    entries = [
        entry(1, 0, "create"),
        *(entry(n, on, **{field: text}) for n, (on, field, text) in enumerate(amended, 2)),
    ]
    shuffled = [*entries]
    random.shuffle(shuffled)
    assert fold(shuffled, ID) == fold(entries, ID)


@given(amendments)
def test_the_last_day_wins_and_on_one_day_the_last_written(amended: list[tuple[int, str, str]]) -> None:
    entries = [
        entry(1, 0, "create"),
        *(entry(n, on, **{field: text}) for n, (on, field, text) in enumerate(amended, 2)),
    ]
    folded = fold(entries, ID) or {}
    for field in ("ref", "text", "state"):
        said = [(on, n, text) for n, (on, name, text) in enumerate(amended) if name == field]
        assert folded.get(field) == (max(said)[2] if said else None)


def test_a_change_entered_late_takes_its_place() -> None:
    entries = [
        entry(1, 0, "create", state="planned"),
        entry(2, 9, state="done"),
        entry(3, 5, state="in-progress", ref="7"),
    ]
    assert fold(entries, ID) == {"id": ID, "state": "done", "ref": "7"}


def test_what_does_not_begin_once_does_not_fold() -> None:
    assert fold([], ID) is None
    with pytest.raises(DoesNotFold, match="twice"):
        fold([entry(1, 0, "create"), entry(2, 1, "create")], ID)
    with pytest.raises(DoesNotFold, match="before it begins"):
        fold([entry(1, 4, "create"), entry(2, 1)], ID)


def test_what_was_taken_back_is_not_there() -> None:
    assert fold([entry(1, 0, "create"), entry(2, 3, "withdraw")], ID) is None
    assert fold([entry(1, 0, "create"), entry(2, 3, "withdraw"), entry(3, 4, ref="7")], ID) is None


def test_entries_of_maps_are_set_one_by_one() -> None:
    state = {"happened": {"sent": 1, "met": 2}, "extra": {}}
    after = apply(state, {"happened.sent": None, "happened.answered": 3, "extra.x": 4, "ref": None})
    assert after == {"happened": {"met": 2, "answered": 3}, "extra": {"x": 4}}
    assert state == {"happened": {"sent": 1, "met": 2}, "extra": {}}
