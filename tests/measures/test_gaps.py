"""Gaps: each code appears where something is missing, and not where it is there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core.errors import UnknownName
from lif_core.framework.layers import FrameworkHistory
from lif_core.framework.shape import GapRule
from lif_core.measures.gaps import LEVELS, Gap, gaps, known
from lif_core.records import (
    AcceptedGap,
    Action,
    Course,
    Decision,
    Evaluation,
    Evidence,
    Finding,
    Hold,
    Milestone,
    Party,
    Recommendation,
    Record,
    Reply,
    Rescheduled,
    Review,
)
from lif_core.values.reading import read_when
from lif_core.values.when import When
from lif_core.view.gap_codes import CODES
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
A, F, R = "demo/action/1", "demo/finding/1", "demo/review/1"
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def action(**given: Any) -> Action:
    return Action(id=A, **{"state": "planned", "leads": (POLICE,), "due": on(2024, 9, 1), **given})


def done(**given: Any) -> Action:
    return action(**{"state": "done", "happened": {"done": on(2024, 5, 10)}, **given})


def finding(**given: Any) -> Finding:
    return Finding(id=F, **{"state": "recorded", **given})


def made(**given: Any) -> Recommendation:
    return Recommendation(id="demo/recommendation/1", **{"state": "made", **given})


def evidence(**given: Any) -> Evidence:
    return Evidence(id="demo/evidence/1", **{"shows": (A,), "state": "offered", "sort": "data", **given})


def evaluation(**given: Any) -> Evaluation:
    return Evaluation(id="demo/evaluation/1", **{"of": (A,), "by": SCHOOLS, "judgement": "x", **given})


def review(**given: Any) -> Review:
    return Review(id=R, kind="rapid-review", **{"state": "open", **given})


def signed(**given: Any) -> Decision:
    by = Party(body="executive")
    return Decision(id="demo/decision/1", **{"kind": "sign-off", "state": "signed", "about": (A,), "by": by, **given})


def held(**given: Any) -> Review:
    return review(holds=(Hold(kind="criminal", since=on(2024, 1, 1), review_by=on(2024, 6, 2), **given),))


MOVED = Rescheduled(was=on(2024, 1, 1), on=on(2024, 1, 1))
NEWER = Evidence(id="demo/evidence/2", revises="demo/evidence/1")
FOUND = (review(), finding(reviews=(R,)))
ANOTHER = Action(id="demo/action/2", state="planned", leads=(POLICE,), answers=(F,), strength="training")
RETURNED = finding(themes=("neglect",), happened={"recorded": on(2024, 6, 1)})
CASES: dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]] = {
    "finding-without-response": ((finding(),), (finding(), action(answers=(F,)))),
    "answered-by-training-only": (
        (finding(), Course(id="demo/course/1", answers=(F,))),
        (finding(), Course(id="demo/course/1", answers=(F,)), action(answers=(F,))),
    ),
    "recommendation-without-response": (
        (made(replies=(Reply(body=POLICE, stance="no-reply"),)),),
        (made(replies=(Reply(body=POLICE, stance="accepted"),)),),
    ),
    "action-without-lead": ((action(leads=()),), (action(leads=(), lead_role="chair"),)),
    "action-without-first-lead": (
        (action(leads=(POLICE, SCHOOLS)),),
        (action(leads=(Party(body="police", first=True), SCHOOLS)),),
    ),
    "action-without-date": ((action(due=read_when("Ongoing")),), (action(),)),
    "action-date-ambiguous": ((action(due=read_when("Sept 23")),), (action(due=read_when("Sept 2024")),)),
    "action-date-conditional": ((action(due=read_when("Sept 2014 (website permitting)")),), (action(),)),
    "action-overdue": ((action(due=on(2024, 6, 2)),), (action(due=on(2024, 6, 3)),)),
    "milestone-overdue": (
        (action(milestones=(Milestone(due=on(2024, 6, 2)),)),),
        (done(milestones=(Milestone(due=on(2024, 6, 2)),)),),
    ),
    "closed-without-evidence": ((done(),), (done(), evidence())),
    "closed-on-self-report": ((done(), evidence(sort="self-report")), (done(), evidence())),
    "closed-without-evaluation": ((done(),), (done(), evaluation())),
    "evaluated-by-own-lead": ((done(), evaluation(by=POLICE)), (done(), evaluation())),
    "action-not-checked-again": (
        (done(strength="audit", happened={"done": on(2024, 3, 1)}),),
        (done(strength="audit", happened={"done": on(2024, 3, 1)}), evaluation(on=on(2024, 5, 20))),
    ),
    "action-did-not-hold": (
        (done(happened={"done": on(2024, 3, 1)}), evaluation(on=on(2024, 5, 20), outcome="did-not-hold")),
        (done(happened={"done": on(2024, 3, 1)}), evaluation(on=on(2024, 5, 20), outcome="held")),
    ),
    "closed-without-sign-off": ((done(signs_off=("executive",)),), (done(signs_off=("executive",)), signed())),
    "evidence-expired": (
        (evidence(expires=on(2024, 6, 2)),),
        (evidence(expires=on(2024, 6, 2)), Evidence(id="demo/evidence/2", revises="demo/evidence/1")),
    ),
    "evaluation-rests-on-revised-evidence": (
        (evidence(), NEWER, evaluation(rests_on=("demo/evidence/1",))),
        (evidence(), NEWER, evaluation(rests_on=("demo/evidence/1", "demo/evidence/2"))),
    ),
    "plan-only-tells": (
        (*FOUND, ANOTHER, action(answers=(F,), strength="training")),
        (*FOUND, ANOTHER, action(answers=(F,), strength="system-change")),
    ),
    "plan-without-measure": (
        (*FOUND, ANOTHER, action(answers=(F,))),
        (*FOUND, ANOTHER, action(answers=(F,), how_measured="Files in which the child is heard")),
    ),
    "review-past-deadline": (
        (review(happened={"notification-sent": on(2024, 5, 1)}),),
        (review(happened={"notification-sent": on(2024, 5, 1), "sent": on(2024, 5, 20)}),),
    ),
    "deadline-without-day": (
        (review(happened={"notification-sent": read_when("01/05/2024")}),),
        (review(happened={"notification-sent": read_when("31/05/2024")}),),
    ),
    "hold-not-reviewed": ((held(),), (held(until=on(2024, 6, 1)),)),
    "theme-came-back": ((done(themes=("neglect",)), RETURNED), (action(themes=("neglect",)), RETURNED)),
    "target-date-moved-twice": ((action(rescheduled=(MOVED, MOVED)),), (action(rescheduled=(MOVED,)),)),
    "not-sustained": ((action(state="not-sustained"),), (action(),)),
}

TRAINING = {
    *("need-without-course", "agency-not-reached", "session-without-date", "session-without-attendance"),
    *("training-without-feedback", "training-judged-by-reaction-only", "course-without-need"),
}

SCRUTINY = {
    *("return-overdue", "challenge-unanswered", "answer-without-evidence", "challenge-not-raised"),
    *("product-wider-than-source", "product-source-held", "product-heading-missing", "product-unacknowledged"),
    *("consultation-without-answer", "comments-not-looked-at", "meeting-without-minutes", "minutes-not-agreed"),
}


def codes(view: View) -> set[str]:
    return {gap.code for gap in gaps(view)}


def test_every_code_has_a_case(liverpool: FrameworkHistory) -> None:
    elsewhere = {"field-not-filled-in"}  # in test_asked_for: no shipped layer asks for any field
    elsewhere |= TRAINING  # in gap_rules/test_training
    elsewhere |= SCRUTINY  # in gap_rules/test_scrutiny
    assert {*CASES, *elsewhere} == {*CODES, *liverpool.newest.all(GapRule)}


@pytest.mark.parametrize("code", CASES)
def test_it_appears_where_something_is_missing_and_not_where_it_is_there(see: See, code: str) -> None:
    missing, there = CASES[code]
    assert code in codes(see(DAY, missing))
    assert code not in codes(see(DAY, there))


@pytest.mark.parametrize("code", CASES)
def test_every_gap_is_one_sentence_and_a_cure(see: See, code: str) -> None:
    for gap in gaps(see(DAY, CASES[code][0])):
        assert gap.says[0].isupper() or gap.says[0].isdigit()
        assert gap.says.endswith(".")
        assert gap.mend.endswith((".", "?"))
        assert not {"None", "null"} & set(str(gap).replace(".", " ").split())
        known(gap.code, see(DAY))


def test_the_sentences_read_aloud(see: See) -> None:
    view = see(
        DAY,
        finding(text="Agencies did not share what each knew"),
        action(ref="3.2", due=on(2024, 5, 31), leads=(POLICE, SCHOOLS, Party(said="a team"))),
        review(ref="2024-A", happened={"notification-sent": on(2024, 5, 1)}),
    )
    assert [str(gap) for gap in gaps(view)] == [
        'Finding "Agencies did not share what each knew": No recommendation and no action answers it. '
        "Make a recommendation, plan an action, or say why neither is needed.",
        "Action 3.2: Its target date, 31 May 2024, passed 3 days ago. "
        "Report progress, or propose another date with a reason.",
        "Rapid review 2024-A: Complete the rapid review and send it to the Panel by Thursday 23 May 2024, "
        "now 11 days overdue "
        "(15 working days after notification on Wednesday 1 May; Monday 6 May is a bank holiday). Panel guidance. "
        "Do it now, and record why it is late.",
        "Action 3.2: Three leads are named, and nobody says which one leads. "
        "Name one of them as the lead; the others stay beside it.",
    ]


def test_the_heaviest_come_first_and_the_order_does_not_hang_on_the_register(see: See) -> None:
    records = [record for missing, _ in CASES.values() for record in missing]
    forward, backward = gaps(see(DAY, records)), gaps(see(DAY, {r.id: r for r in records}.values()))
    weights = [LEVELS.index(gap.level) for gap in forward]
    assert weights == sorted(weights)
    unique = list({record.id: record for record in records}.values())
    assert gaps(see(DAY, unique)).open == gaps(see(DAY, unique[::-1])).open == backward.open
    assert {gap.level for gap in forward.at_least("high")} == {"high"}
    assert len(forward.at_least("low")) == len(forward) == sum(forward.counted().values())


def test_what_was_taken_back_has_no_gaps(see: See) -> None:
    gone = [
        action(state="withdrawn", leads=(POLICE, SCHOOLS), due=on(2024, 1, 1)),
        finding(state="withdrawn"),
        made(state="withdrawn"),
        evidence(state="superseded", expires=on(2024, 1, 1)),
        review(state="withdrawn", happened={"notification-sent": on(2024, 5, 1)}),
    ]
    assert codes(see(DAY, gone)) == set()


def test_evaluation_by_nobody_named(see: See) -> None:
    (gap,) = [gap for gap in gaps(see(DAY, done(), evaluation(by=None))) if gap.code == "evaluated-by-own-lead"]
    assert gap.says == "It was evaluated, and nobody other than its own lead is named as having done so."


# --- baseline and acceptance ------------------------------------


def test_what_began_before_the_baseline_is_counted_and_never_hidden(see: See) -> None:
    old = action(due=on(2024, 1, 31), leads=(), happened={"started": on(2023, 1, 1)})
    fresh = Action(id="demo/action/2", state="planned", leads=(POLICE,), due=on(2024, 6, 1))
    told = gaps(see(DAY, old, fresh, baseline=date(2024, 4, 1)))
    assert [gap.record for gap in told] == ["demo/action/2"]
    assert {gap.code for gap in told.older} == {"action-overdue", "action-without-lead"}
    assert str(told).splitlines()[-1] == "2 older gaps began before 1 Apr 2024: `lif gaps --older` lists them."
    one = gaps(see(DAY, action(due=on(2024, 1, 31)), baseline=date(2024, 4, 1)))
    assert str(one) == "1 older gap began before 1 Apr 2024: `lif gaps --older` lists them."
    assert str(gaps(see(DAY))) == "No gaps."


def accepted(**given: Any) -> AcceptedGap:
    plain = {
        "gap": "action-without-lead",
        "about": (A,),
        "why": "the post is vacant",
        "until": on(2024, 6, 3),
        "state": "accepted",
    }
    return AcceptedGap(id="demo/accepted-gap/1", **{**plain, **given})


def test_an_accepted_gap_is_told_with_reason_and_end_and_comes_back(see: See) -> None:
    lacking = action(leads=())
    told = gaps(see(DAY, lacking, accepted()))
    assert (len(told), len(told.accepted)) == (0, 1)
    assert str(told) == ("Action: Nobody leads it. Accepted for now until 3 Jun 2024, because: the post is vacant")
    assert codes(see(date(2024, 6, 4), lacking, accepted())) == {"action-without-lead"}
    assert codes(see(DAY, lacking, accepted(about=()))) == set()


@pytest.mark.parametrize(
    "given",
    [
        {"gap": "action-overdue"},
        {"about": ("demo/action/2",)},
        {"until": None},
        {"until": read_when("Ongoing")},
        {"until": read_when("Sept 23")},
        {"state": "lapsed"},
        {"state": "withdrawn"},
    ],
)
def test_what_does_not_accept_this_gap_now(see: See, given: dict[str, Any]) -> None:
    assert codes(see(DAY, action(leads=()), accepted(**given))) == {"action-without-lead"}


# --- rules of plug-ins ------------------------------------------


def test_rules_of_plug_ins_are_asked_and_one_that_fails_is_named(see: See) -> None:
    def own(view: View) -> list[Gap]:
        return [Gap(code="own", level="high", record=A, name="Action", says="Missing.", mend="Mend it.")]

    def failing(view: View) -> list[Gap]:
        raise RuntimeError("canary")

    told = gaps(see(DAY, action(leads=())), {"failing": failing, "own": own})
    assert told.counted() == {"action-without-lead": 1, "own": 1}
    assert told.unasked == ("failing",)
    assert str(told).splitlines()[-1] == "The gap rule 'failing' failed: what it would tell is missing here."
    assert "canary" not in f"{told}{told!r}"


def test_a_code_that_nobody_tells(see: See) -> None:
    with pytest.raises(UnknownName, match="action-without-lead"):
        known("action-without-leed", see(DAY))
