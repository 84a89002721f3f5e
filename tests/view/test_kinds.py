"""What a status stands for."""

from datetime import date

import pytest

from lif_core.errors import UnknownName
from lif_core.measures.due import due
from lif_core.measures.gaps import gaps
from lif_core.records import TYPES, Action, Finding, Record
from lif_core.values.when import When
from lif_core.view.facts import days_late
from lif_core.view.kinds import fell_back, is_withdrawn, standing

DAY = date(2024, 6, 3)
DONE = {"done": When.on(date(2024, 1, 10))}


def action(**given) -> Action:
    return Action(id="demo/action/1", due=When.on(date(2024, 1, 31)), **given)


def test_what_was_done_in_time_and_did_not_hold_is_not_late(see) -> None:
    """Its target date was met: what it wants now is a decision whether it is taken up again."""
    fallen = action(state="not-sustained", happened=DONE)
    view = see(DAY, [fallen])
    assert fell_back(view, fallen)
    assert days_late(view, fallen) == 0
    assert due(view) == ()
    codes = {gap.code for gap in gaps(view)}
    assert "not-sustained" in codes
    assert "action-overdue" not in codes


def test_once_it_is_taken_up_again_its_target_date_counts(see) -> None:
    again = action(state="in-progress", happened=DONE)
    view = see(DAY, [again])
    assert not fell_back(view, again)
    assert days_late(view, again) == 124
    assert "action-overdue" in {gap.code for gap in gaps(view)}


def test_what_was_never_done_cannot_fall_back(see) -> None:
    for state in ("planned", "in-progress", "waiting", "not-sustained"):
        one = action(state=state)
        assert not fell_back(see(DAY, [one]), one)


def test_what_was_taken_back_does_not_stand(see) -> None:
    states = ("planned", "withdrawn", "done", "sustained")
    planned, gone, done, held = [Action(id=f"demo/action/{state}", state=state) for state in states]
    view = see(DAY, [held, gone, planned, Finding(id="demo/finding/1"), done])
    assert is_withdrawn(view, gone)
    assert list(standing(view, Action)) == [held, planned, done]
    assert list(standing(view, Finding)) == list(standing(view, "finding")) == [view.register["demo/finding/1"]]


def test_what_stands_of_a_type_is_all_of_it_but_what_was_taken_back(see) -> None:
    """Of every type, in every status of every kind."""
    framework = see(DAY).framework
    kinds = [(name, framework.kind(name, id)) for name in TYPES for id in framework.kinds(name) or ("standard",)]
    statuses = [(name, kind.id, state) for name, kind in kinds for state in kind.states]
    every = [
        TYPES[name](id=f"demo/{name}/{number}", kind=kind, state=state)
        for number, (name, kind, state) in enumerate(statuses)
    ]
    view = see(DAY, every)
    for name, record_class in TYPES.items():
        left = [one for one in view.register.of_type(name) if not is_withdrawn(view, one)]
        assert list(standing(view, record_class)) == list(standing(view, name)) == left
    assert 0 < sum(is_withdrawn(view, one) for one in every) < len(every)


def test_only_a_record_type_can_stand(see) -> None:
    with pytest.raises(UnknownName, match="record type called 'Record'"):
        standing(see(DAY), Record)
