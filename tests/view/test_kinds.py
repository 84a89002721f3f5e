"""What a status stands for."""

from datetime import date

from lif_core.measures.due import due
from lif_core.measures.gaps import gaps
from lif_core.records import Action
from lif_core.values.when import When
from lif_core.view.facts import days_late
from lif_core.view.kinds import fell_back

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
