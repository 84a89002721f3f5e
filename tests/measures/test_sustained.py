"""Sustained: where an action stands after it was done, and what is proposed for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core import Partnership, compose
from lif_core.framework.documents import read_document
from lif_core.measures.sustained import (
    Stage,
    life_of,
    proposed,
    reopening,
    sustained,
    to_decide,
)
from lif_core.records import Action, Evaluation, Evidence, Party, Record
from lif_core.records.evidence import Outcome
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2025, 6, 3)
DONE = date(2024, 5, 10)
A = "demo/action/1"
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def action(state: str = "done", **given: Any) -> Action:
    happened = {"done": When.on(DONE)} | ({state: on(2025, 5, 1)} if state != "done" else {})
    return Action(id=A, ref="3.2", state=state, **{"leads": (POLICE,), "happened": happened, **given})


def evidence() -> Evidence:
    return Evidence(id="demo/evidence/1", shows=(A,), state="offered", sort="data")


def check(number: int, outcome: Outcome = "held", by: Party | None = SCHOOLS, day: date = DAY) -> Evaluation:
    id = f"demo/evaluation/{number}"
    return Evaluation(id=id, of=(A,), by=by, on=When.on(day), state="completed", outcome=outcome)


AFTER = [check(1, day=date(2024, 8, 10)), check(2, day=date(2024, 11, 8)), check(3, day=date(2025, 5, 12))]
CASES: list[tuple[Stage, tuple[Record, ...], str]] = [
    ("no-evidence", (action(),), "Done on 10 May 2024, and no evidence is on record."),
    ("not-evaluated", (action(), evidence()), "Done on 10 May 2024, with evidence, and nobody has evaluated it."),
    (
        "not-evaluated",
        (action(), evidence(), check(1, by=POLICE)),
        "Done on 10 May 2024, and only its own lead has evaluated it.",
    ),
    (
        "check-overdue",
        (action(), evidence(), AFTER[0]),
        "Checked again on 10 Aug 2024; to be checked again by 10 Nov 2024, and that day has passed.",
    ),
    (
        "did-not-hold",
        (action(), evidence(), *AFTER[:2], check(3, "did-not-hold", day=date(2025, 5, 12))),
        "Checked again on 12 May 2025, and it did not hold; it still counts as done.",
    ),
    ("held", (action(), evidence(), *AFTER), "Checked again on 12 May 2025, and it held; nobody has called it "
     "sustained yet."),
    ("not-told", (action(), evidence(), *AFTER[:2], check(3, "", day=date(2025, 5, 12))),
     "Checked again on 12 May 2025; whether it held was not said."),
    ("not-sustained", (action("not-sustained"),), "It did not hold, and nobody has taken it up again."),
    ("sustained", (action("sustained"), evidence(), *AFTER), "Done on 10 May 2024, and sustained."),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "records", "says"), CASES)
def test_where_an_action_stands_after_it_was_done(
    see: See, stage: Stage, records: tuple[Record, ...], says: str
) -> None:
    (life,) = sustained(see(DAY, *records))
    assert (life.stage, life.says) == (stage, says)
    assert str(life) == f"Action 3.2: {says}"


def test_a_check_ahead_is_no_trouble(see: See) -> None:
    (life,) = sustained(see(date(2024, 9, 1), action(), evidence(), AFTER[0]))
    assert (life.stage, life.next_check) == ("check-ahead", date(2024, 11, 10))
    assert life.says == "Checked again on 10 Aug 2024; to be checked again by 10 Nov 2024."


def test_what_is_to_be_done_has_no_such_life(see: See) -> None:
    still = Action(id=A, state="in-progress", leads=(POLICE,))
    assert sustained(see(DAY, still, action("withdrawn"))) == ()
    assert life_of(see(DAY, still), still) is None


def test_a_check_made_much_too_soon_says_so(see: See) -> None:
    (life,) = sustained(see(DAY, action(), evidence(), check(1, day=date(2024, 5, 20))))
    assert [one.early for one in life.checks] == [True, False, False]
    assert life.says.startswith("Checked again on 20 May 2024, sooner than was asked; to be checked again by")


def test_the_schedule_is_that_of_its_strength_in_the_framework() -> None:
    text = """
layer = "x"
[action.standard]
path = "planned > done > sustained"
done = ["done", "sustained"]
sustained = ["sustained"]
[evidence.standard]
path = "offered"
[strength.training]
rank = 1
check-again = ["6 weeks", "8 weeks"]
"""
    framework = compose([read_document(text, "x.toml")]).on(DAY)
    trained = action(strength="training")
    view = View(framework=framework, register=Register([trained, evidence(), check(1, day=date(2024, 6, 20))]), day=DAY)
    (life,) = sustained(view)
    assert [one.due for one in life.checks] == [date(2024, 6, 21), date(2024, 7, 5)]
    assert (life.stage, life.next_check) == ("check-overdue", date(2024, 7, 5))


def test_what_asks_most_for_somebody_stands_first(see: See) -> None:
    worse = check(9, "worse")
    other = Action(id="demo/action/2", state="done", leads=(POLICE,), happened={"done": When.on(DONE)})
    view = see(DAY, other, action(), evidence(), worse)
    assert [one.stage for one in sustained(view)] == ["did-not-hold", "no-evidence"]


# --- what is proposed -------------------------------------------------------------------------------------------------


@pytest.fixture
def failed(lif: Partnership) -> Partnership:
    """Give a partnership in which an action was done, and a check found that it did not hold."""
    with lif.work(by="qa-officer", on=date(2024, 5, 14)) as work:
        one = work.plan_action("Weekly huddle", lead="police", ref="3.2", strength="procedure", group="executive")
        for state in ("in-progress", "done"):
            work.move(one, state)
        work.evaluate(one, by="schools", on=date(2024, 9, 2), outcome="did-not-hold", ref="E1")
    return lif


def test_what_did_not_hold_is_reopened_by_whoever_commits_the_proposal(failed: Partnership) -> None:
    day = date(2024, 9, 3)
    (found,) = proposed(failed.as_of(day), "qa-officer")
    assert (found.request.to, found.refused) == ("not-sustained", ())
    assert found.request.why == "Checked again on 2 Sep 2024 (Evaluation E1): it did not hold."
    assert found.proposal is not None
    assert [change.set["state"] for change in found.proposal.changes] == ["not-sustained"]
    assert str(found).endswith("it still counts as done. Proposed: move it to 'not sustained'.")
    assert failed.as_of(day).show("3.2").state == "done"
    with failed.work(by="qa-officer", on=day) as work:
        (after,) = work.apply([found.request])
    assert after.state == "not-sustained"
    (again,) = proposed(failed.as_of(day))
    assert (again.life.stage, again.request.to) == ("not-sustained", "in-progress")


def test_it_stands_on_the_agenda_of_its_group_only(failed: Partnership) -> None:
    view = failed.as_of(date(2024, 9, 3))
    assert len(to_decide(view)) == len(to_decide(view, "executive")) == 1
    assert to_decide(view, "case-review-group") == ()


def test_nothing_is_reopened_that_held(see: See) -> None:
    assert reopening(see(DAY, action(), evidence(), *AFTER), action()) is None
    assert reopening(see(DAY, action("in-progress")), action("in-progress")) is None
    move = reopening(see(DAY, action(), evidence(), check(1, "worse")), action())
    assert move is not None
    assert move.to == "not-sustained"


def test_what_held_is_proposed_step_by_step_and_a_gate_may_stand_in_its_way(see: See) -> None:
    view = see(DAY, action(), evidence(), *AFTER)
    (found,) = proposed(view)
    assert (found.request.to, found.refused) == ("checked", ())
    (found,) = proposed(see(DAY, action("checked"), evidence(), *AFTER))
    assert found.request.to == "sustained"
