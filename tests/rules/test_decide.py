"""Decide: every request writes what it says, or is refused with everything that stands in its way."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lif_core.errors import Refused
from lif_core.framework.layers import FrameworkHistory
from lif_core.journal.fold import apply
from lif_core.records import TYPES, Action, Hold, Link, Party, Record
from lif_core.rules.decide import Case, decide
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import (
    CREATING,
    AcceptGap,
    Amend,
    Create,
    Evaluate,
    GiveEvidence,
    LiftHold,
    Move,
    PlaceHold,
    PlanAction,
    RecordFinding,
    Request,
    Reschedule,
    StartReview,
    TellEvent,
    Withdraw,
    WriteNote,
)
from lif_core.rules.saying import SAYS
from lif_core.serial import from_wire, to_wire
from lif_core.values.reading import read_when
from lif_core.values.when import When

Make = Callable[..., Case]
REVIEW, FINDING, ACTION, DONE = "demo/review/1", "demo/finding/1", "demo/action/1", "demo/action/2"
CANARY = "canary-7f3a"


def refused(case: Case, request: Request) -> dict[str, str]:
    """The problems of a request by their code, each as it is told; the register stays as it was."""
    before = {record.id: record for record in case.view.register}
    with pytest.raises(Refused) as raised:
        decide(case, request)
    assert {record.id: record for record in case.view.register} == before
    assert CANARY not in f"{raised.value}{raised.value!r}"
    return {problem.code: str(problem) for problem in raised.value.problems}


def codes(case: Case, request: Request) -> list[str]:
    with pytest.raises(Refused) as raised:
        decide(case, request)
    return [problem.code for problem in raised.value.problems]


def made(case: Case, request: Request) -> Any:
    """The record that a request makes, which is what folding its change gives."""
    proposal = decide(case, request)
    (change,) = proposal.changes
    base = {"id": change.record} if change.kind == "create" else to_wire(case.view.register[change.record])
    assert from_wire(TYPES[change.record.split("/")[1]], apply(base, change.set)) == proposal.records[0]
    assert change.on == case.view.day
    assert CANARY not in f"{proposal!r}{request!r}"
    return proposal.records[0]


# --- creating ---------------------------------------------------

SMALLEST: dict[str, dict[str, Any]] = {
    **{name: {"ref": "1"} for name in SAYS},
    "review": {"kind": "rapid-review"},
    "accepted-gap": {"gap": "action-without-lead", "why": CANARY, "until": date(2024, 12, 1)},
}


@pytest.mark.parametrize("name", CREATING)
def test_every_creating_request_makes_its_record(case: Make, name: str) -> None:
    record = made(case(), CREATING[name](**SMALLEST.get(name, {})))
    assert type(record) is TYPES[name]
    assert record.state == case().view.framework.kind(name, record.kind).initial


def test_an_action_with_everything(case: Make) -> None:
    record = made(
        case(),
        PlanAction(
            text=CANARY,
            ref="3.2",
            label="Huddle",
            answers=[FINDING],
            lead="Children's Services",
            leads=["police", Party(said="a team")],
            group="learning-and-improvement-group",
            strength="system-change",
            due="Sept 2024 (website permitting)",
            themes=["Information sharing"],
            happened={"started": datetime(2024, 5, 1, 12, 0, tzinfo=UTC)},
            planned={"done": "30 September 2024"},
            extra={"as-published-number": "4"},
            keys={"old tracker": "12"},
        ),
    )
    assert [(lead.named, lead.first) for lead in record.leads] == [
        ("childrens-services", True),
        ("police", False),
        ("a team", False),
    ]
    assert record.due.condition == "website permitting"
    assert record.themes == ("information-sharing",)
    assert record.happened["started"] == When.on(date(2024, 5, 1))
    assert record.planned["done"].exact == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ({"lead": "police"}, [("police", True)]),
        ({"leads": "police"}, [("police", False)]),
        ({"leads": ["police", "schools"]}, [("police", False), ("schools", False)]),
        ({"lead": "police", "leads": ["police", "schools"]}, [("police", True), ("schools", False)]),
        ({"lead": Party(role="chair")}, [("chair", True)]),
        ({"lead": ""}, []),
        ({}, []),
    ],
)
def test_one_lead_or_several_of_whom_none_is_first(
    case: Make, given: dict[str, Any], leads: list[tuple[str, bool]]
) -> None:
    assert [(lead.named, lead.first) for lead in made(case(), PlanAction("x", **given)).leads] == leads


def test_lead_names_one(case: Make) -> None:
    assert "action.one-lead" in codes(case(), PlanAction(lead=["police", "schools"]))  # type: ignore[arg-type]


def test_everything_is_refused_at_once_with_the_nearest(case: Make) -> None:
    request = PlanAction(
        answers=["demo/finding/404", REVIEW],
        lead="childrn services",
        kind="zork",
        themes=["neglct"],
        group="learning-and-improvement-grup",
        disclosure="secret",
        due=CANARY,
        extra={"as-published-statu": "x"},
        text=CANARY,
    )
    with pytest.raises(Refused) as raised:
        decide(case(), request)
    told = {problem.found: problem.nearest for problem in raised.value.problems}
    assert told == {
        "secret": None,
        "neglct": "neglect",
        "as-published-statu": "as-published-status",
        "demo/finding/404": None,
        REVIEW: None,
        "learning-and-improvement-grup": "learning-and-improvement-group",
        "childrn services": "childrens-services",
        "zork": None,
    }
    assert CANARY not in str(raised.value)


def test_a_kind_is_named_by_its_words_too(case: Make) -> None:
    assert made(case(), StartReview(kind="LCSPR")).kind == "local-child-safeguarding-practice-review"
    assert made(case(), StartReview(kind="Rapid review")).kind == "rapid-review"
    assert codes(case(), StartReview(kind="rapid-reviw")) == ["unknown-name"]
    assert codes(case(), StartReview(kind="")) == ["unknown-name"]  # reviews have no standard kind


def test_a_retired_kind_is_recorded_with_a_warning(case: Make) -> None:
    proposal = decide(case(), StartReview(kind="serious-case-review"))
    assert proposal.warnings == (
        "Serious case review is no longer used on this day. "
        "Now it is called local-child-safeguarding-practice-review. It was recorded all the same.",
    )
    assert decide(case(date(2018, 1, 1)), StartReview(kind="serious-case-review")).warnings == ()


def test_an_event_must_be_one_that_can_happen(case: Make) -> None:
    told = refused(case(), StartReview(kind="rapid-review", happened={"notificaton-sent": date(2024, 5, 1)}))
    assert "Did you mean 'notification-sent'?" in told["unknown-name"]
    both = StartReview(kind="rapid-review", happened={"zork": CANARY}, planned={"zonk": CANARY})
    assert codes(case(), both) == ["unknown-name", "unknown-name"]
    assert codes(case(), StartReview(kind="rapid-review", state="sentt")) == ["status.unknown"]


def test_a_day_before_its_trigger_is_refused(case: Make) -> None:
    happened = {"notification-sent": date(2024, 5, 1), "sent": date(2024, 4, 1)}
    told = refused(case(), StartReview(kind="rapid-review", happened=happened))
    assert told == {
        "date.before-its-trigger": "demo/review/000001: "
        "Sent on 1 Apr 2024 lies before notification sent on 1 May 2024. "
        "Correct one of the two days."
    }
    assert "date.before-its-trigger" in codes(case(), TellEvent(record=REVIEW, event="sent", when="1 April 2024"))
    assert "date.before-its-trigger" in codes(case(), Amend(record=REVIEW, set={"happened.sent": date(2024, 4, 1)}))


def test_what_is_said_to_have_happened_ahead_is_told(case: Make) -> None:
    proposal = decide(case(), TellEvent(record=REVIEW, event="sent", when=date(2024, 7, 1)))
    assert proposal.warnings == ("Sent is said to have happened on a day that lies ahead: plan it instead.",)


def test_disclosure_is_that_of_the_narrowest_source(case: Make) -> None:
    assert made(case(), PlanAction(answers=FINDING)).disclosure == "review-team"
    assert made(case(), WriteNote(about=[REVIEW, FINDING])).disclosure == "review-team"
    assert made(case(), Evaluate(rests_on="demo/evidence/1")).disclosure == "partnership"
    assert made(case(), PlanAction("x")).disclosure == "partnership"
    proposal = decide(case(), PlanAction(answers=FINDING, disclosure="public"))
    assert proposal.warnings == ("It is marked public, wider than review-team, the narrowest record it hangs on.",)


def test_a_gap_is_accepted_with_a_reason_and_an_end_only(case: Make) -> None:
    assert codes(case(), AcceptGap()) == ["gap-missing", "reason-missing", "end-missing"]
    asked: dict[str, Any] = {"gap": "action-without-lead", "why": CANARY}
    assert codes(case(), AcceptGap(**asked, until="Ongoing")) == ["end-missing"]
    assert codes(case(), AcceptGap(**asked, until=date(2024, 6, 2))) == ["end-passed"]
    assert made(case(), AcceptGap(**asked, until=date(2024, 6, 3))).gap == "action-without-lead"
    odd = AcceptGap(gap="action-without-leed", why=CANARY, until=date(2024, 9, 1))
    assert "action-without-lead" in decide(case(), odd).warnings[0]


@pytest.mark.parametrize(
    "request_",
    [
        PlanAction(leads=5),  # type: ignore[arg-type]
        PlanAction(answers=5),  # type: ignore[arg-type]
        PlanAction(due=object()),  # type: ignore[arg-type]
        PlanAction(due=True),
        PlanAction(text=5),  # type: ignore[arg-type]
        PlanAction(text="\ud800"),
        PlanAction(text="x" * 100_001),
        PlanAction(happened="done"),  # type: ignore[arg-type]
        PlanAction(happened={"done": {"said": "x", "first": "yesterday"}}),  # type: ignore[dict-item]
        PlanAction(extra={"as-published-number": 4}),
        PlanAction(keys={"a": 4}),  # type: ignore[dict-item]
        PlanAction(milestones=[{"text": CANARY}]),  # type: ignore[list-item]
        PlanAction(leads=[{"name": CANARY}]),  # type: ignore[list-item]
        GiveEvidence(owner=["police", "schools"]),
        GiveEvidence(revises=["demo/evidence/1", "demo/evidence/1"]),
        RecordFinding(sort=CANARY),  # type: ignore[arg-type]
        Move(record="", to="done"),
        Move(record=None, to="done"),  # type: ignore[arg-type]
        Move(record="demo/action/404", to="done"),
        Move(record=ACTION, to=""),
        Move(record=ACTION, to="done", when=object()),  # type: ignore[arg-type]
        TellEvent(record=REVIEW, event="", when=date(2024, 5, 1)),
        Reschedule(record=ACTION, due=object(), why="x"),  # type: ignore[arg-type]
        Amend(record=ACTION, set={"": 1}),
        Amend(record=ACTION, set={"due.first": 1}),
        LiftHold(record=REVIEW, kind="criminal", when=date(2024, 5, 1)),
    ],
)
def test_bad_input_is_refused_and_gives_no_traceback(case: Make, request_: Request) -> None:
    assert all(refused(case(), request_).values())


# --- moving -----------------------------------------------------


def test_a_move_along_the_path_keeps_its_day(case: Make) -> None:
    record = made(case(), Move(record=ACTION, to="done", when="2 June 2024"))
    assert (record.state, record.happened["done"].exact) == ("done", date(2024, 6, 2))
    assert decide(case(), Move(record="3.2", to="in-progress")).changes[0].kind == "move"
    assert made(case(), Move(record=ACTION, to="done")).happened["done"].exact == date(2024, 6, 3)


def test_a_move_that_the_path_does_not_know(case: Make) -> None:
    told = refused(case(), Move(record=REVIEW, to="closed"))
    assert told == {
        "status.no-such-move": "demo/review/1: Rapid review cannot go from open to closed. "
        "From here it may go to: summaries-in, withdrawn."
    }
    assert "Did you mean 'withdrawn'" in refused(case(), Move(record=REVIEW, to="withdrawnn"))["status.unknown"]


def test_a_gate_tells_every_condition_that_is_not_met(case: Make) -> None:
    with pytest.raises(Refused) as raised:
        decide(case(), Move(record=DONE, to="checked"))
    assert [problem.mend for problem in raised.value.problems] == [
        "Name the evidence that the action was done.",
        "Record an evaluation: what difference did the action make?",
    ]
    told = codes(case(), Move(record=ACTION, to="sustained"))
    assert told == ["status.no-such-move", *["gate.show-it-held"] * 3]


def test_some_moves_ask_for_a_reason(case: Make) -> None:
    assert refused(case(), Move(record=ACTION, to="withdrawn")) == {
        "reason-missing": "demo/action/1: The move to 'withdrawn' asks for a reason. Give it with `why`."
    }
    assert decide(case(), Move(record=ACTION, to="withdrawn", why="because")).reasons == ("because",)
    assert made(case(why="because"), Move(record=ACTION, to="withdrawn")).state == "withdrawn"


def test_a_status_is_not_reached_before_the_one_it_follows(case: Make) -> None:
    told = refused(case(), Move(record=DONE, to="not-sustained", why="x", when=date(2024, 1, 1)))
    assert told["status.too-early"] == (
        "demo/action/2: Not sustained on 1 Jan 2024 would lie before done on 10 Jan 2024. "
        "Correct the day, or the day of the status before it."
    )


def test_who_decides_is_told(case: Make, records: dict[str, Record]) -> None:
    for step in ("summaries-in", "met"):
        records["review"] = decide(case(), Move(record=REVIEW, to=step)).records[0]
    proposal = decide(case(), Move(record=REVIEW, to="signed-off"))
    assert proposal.warnings == ("Signed off is decided by Safeguarding partners; Business manager records it here.",)
    assert decide(case(by="safeguarding-partners"), Move(record=REVIEW, to="signed-off")).warnings == ()


# --- the other requests -----------------------------------------


def test_an_amendment_sets_what_it_names_and_nothing_else(case: Make) -> None:
    record = made(case(), Amend(record=ACTION, set={"text": CANARY, "planned.done": "1 July 2024", "ref": None}))
    assert (record.text, record.ref, record.state) == (CANARY, "", "planned")
    unchanged = decide(case(), Amend(record=ACTION, set={"ref": "3.2"}))
    assert (unchanged.changes, unchanged.records[0].id) == ((), ACTION)


def test_an_amendment_is_refused_with_everything(case: Make) -> None:
    request = Amend(
        record=ACTION, set={"state": "done", "id": "x", "txt": CANARY, "happened.zork": "x", "kind": "zork"}
    )
    told = codes(case(), request)
    assert told == ["amend.not-this-way", "amend.not-this-way", "unknown-field", "unknown-name", "unknown-name"]
    assert "Did you mean 'text'" in str(refused(case(), Amend(record=ACTION, set={"txt": 1})))


def test_another_kind_must_know_the_status(case: Make) -> None:
    assert codes(case(), Amend(record=REVIEW, set={"kind": "multi-agency-audit"})) == ["status.unknown"]


def test_a_target_date_is_moved_with_a_reason_and_the_first_is_kept(case: Make) -> None:
    assert codes(case(), Reschedule(record=ACTION, due=date(2024, 9, 1))) == ["reason-missing"]
    record = made(case(), Reschedule(record=ACTION, due=date(2024, 9, 1), why=CANARY))
    assert (record.due.exact, record.rescheduled[0].was.exact, record.rescheduled[0].on.exact) == (
        date(2024, 9, 1),
        date(2024, 6, 3),
        date(2024, 6, 3),
    )
    assert codes(case(why="x"), Reschedule(record=REVIEW, due=date(2024, 9, 1))) == ["not-for-this-record"]


def test_an_event_is_told(case: Make) -> None:
    assert made(case(), TellEvent(record=REVIEW, event="met", when="May 2024")).happened["met"].reading == "month"
    assert codes(case(), TellEvent(record=REVIEW, event="meet", when="May 2024")) == ["unknown-name"]


def test_a_hold_is_placed_and_lifted(case: Make, records: dict[str, Record]) -> None:
    hold = Hold(kind="Criminal investigation or proceedings", since=When.on(date(2024, 5, 2)), why=CANARY)
    records["review"] = made(case(), PlaceHold(record=REVIEW, hold=hold))
    assert records["review"].holds[0].kind == "criminal"  # type: ignore[attr-defined]
    assert codes(case(), LiftHold(record=REVIEW, kind="criminal", when=date(2024, 5, 1))) == ["date.before-its-trigger"]
    lifted = made(case(), LiftHold(record=REVIEW, kind="criminal", when=date(2024, 6, 1)))
    assert lifted.holds[0].until.exact == date(2024, 6, 1)
    assert codes(case(), PlaceHold(record=ACTION, hold=hold)) == ["not-for-this-record"]
    assert codes(case(), PlaceHold(record=REVIEW, hold=Hold(kind="zork", since=hold.since))) == ["unknown-name"]


def test_taking_back_asks_for_a_reason_and_tells_what_still_points_at_it(case: Make) -> None:
    assert codes(case(), Withdraw(record=FINDING)) == ["reason-missing"]
    proposal = decide(case(), Withdraw(record=FINDING, why="entered twice"))
    assert (proposal.gone, proposal.changes[0].kind) == ((FINDING,), "withdraw")
    assert proposal.warnings == ("1 record still points at demo/finding/1.",)


def test_a_conversion_that_the_framework_does_not_foresee_is_told_and_recorded(case: Make) -> None:
    """A rapid review turns into a local review, not back into a rapid review."""
    links = [Link("converted-to", "demo/review/1")]
    back = [Link("arose-from", "demo/review/1")]
    foreseen = decide(case(), StartReview(kind="other-review", label="x", links=back))
    assert not any("turn into" in one for one in foreseen.warnings)
    odd = decide(case(), StartReview(kind="rapid-review", label="x", links=links))
    (warning,) = [one for one in odd.warnings if "turn into" in one]
    assert warning.startswith("Rapid review is not known to turn into Rapid review, only into Local child safeguarding")
    assert odd.changes


def test_an_unknown_record_is_told_with_what_is_meant(case: Make) -> None:
    assert "There is no record 'demo/action/404'." in str(refused(case(), Withdraw(record="demo/action/404", why="x")))
    assert "There is no record '3.9'." in str(refused(case(), WriteNote(about="3.9")))
    later = case(later=lambda record_id: date(2025, 1, 1))
    assert "begins on 2025-01-01" in str(refused(later, WriteNote(about="demo/action/9")))


def test_proposals_follow_one_another(case: Make) -> None:
    one, other = decide(case(), PlanAction(text="a")), decide(case(why="w"), Withdraw(record=FINDING, why="because"))
    both = Proposal().then([one, other])
    assert [change.kind for change in both.changes] == ["create", "withdraw"]
    assert (both.gone, both.reasons) == ((FINDING,), ("because",))
    assert both.warnings == other.warnings


def test_every_request_has_documentation() -> None:
    for request in (*CREATING.values(), Create, Move, Amend, Reschedule, TellEvent, PlaceHold, LiftHold, Withdraw):
        assert request.__doc__


def test_kinds_without_a_framework_are_free(case: Make, liverpool: FrameworkHistory) -> None:
    assert isinstance(made(case(), PlanAction("x", kind="standard")), Action)


@pytest.mark.parametrize(
    "request_",
    [
        PlanAction("x", due="04/09/2024"),
        Reschedule("3.2", due="04/09/2024", why="late"),
        Amend("3.2", {"due": "04/09/2024"}),
        TellEvent("2024-A", "sent", "04/09/2024"),
        Move("3.2", "in-progress", when="04/09/2024"),
    ],
)
def test_a_typed_date_that_can_be_two_is_asked_about(case: Make, request_: Request) -> None:
    """In a sheet it stays what it is; whoever types it knows which day is meant."""
    with pytest.raises(Refused) as caught:
        decide(case(), request_)
    (problem,) = caught.value.problems
    assert problem.code == "date.ambiguous"
    assert "4 Sep 2024 or 9 Apr 2024" in problem.says


def test_a_date_that_was_read_as_ambiguous_is_taken(case: Make) -> None:
    read = read_when("04/09/2024")
    assert made(case(), PlanAction("x", due=read)).due == read


@pytest.mark.parametrize(
    "request_", [PlanAction("x", due="when it is agreed"), Reschedule("3.2", due="when it is agreed", why="late")]
)
def test_words_that_name_no_day_are_taken_and_told(case: Make, request_: Request) -> None:
    assert any("names no day" in told for told in decide(case(), request_).warnings)


def test_whoever_marks_a_record_wider_than_what_it_hangs_on_is_told(case: Make) -> None:
    """The action answers a finding of the review team."""
    told = decide(case(), Amend("3.2", {"disclosure": "public"})).warnings
    assert told == ("It is marked public, wider than review-team, the narrowest record it hangs on.",)
    assert not decide(case(), Amend("3.2", {"disclosure": "review-team"})).warnings


@pytest.mark.parametrize("due", ["04/09/2024", "31 Feb 2026", "Friday 31 January 2026"])
def test_a_doubtful_day_within_a_part_is_asked_about(case: Make, due: str) -> None:
    assert codes(case(), Amend("3.2", {"milestones": [{"due": due}]}))[0].startswith("date.")
