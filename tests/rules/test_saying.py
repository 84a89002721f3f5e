"""What a request has to say: an empty record is refused, and what the reference says must be given must be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from lif_core.errors import Refused
from lif_core.records import Challenge, Consultation, Record, Return
from lif_core.records.fields import SAID
from lif_core.records.returned import Headcount
from lif_core.rules import requests as ask
from lif_core.rules.decide import Case, decide
from lif_core.rules.reading import NOT_ASKED
from lif_core.rules.requests import CREATING, Request
from lif_core.rules.saying import MUST, SAYS
from lif_core.view.register import Register

Make = Callable[..., Case]


def codes(case: Case, request: Request) -> list[str]:
    """Tell what stands in the way of a request."""
    try:
        decide(case, request)
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return []


@pytest.mark.parametrize("name", SAYS)
def test_a_record_that_says_nothing_is_refused_with_what_it_is_there_to_say(case: Make, name: str) -> None:
    empty = CREATING[name]()
    sorted_ = CREATING[name](kind="standard", disclosure="agencies", handle="x")
    for request in (empty, sorted_):
        with pytest.raises(Refused) as refused:
            decide(case(), request)
        (problem,) = refused.value.problems
        assert (problem.code, problem.says) == ("says-nothing", SAYS[name][1])
        assert SAYS[name][0] in attrs.fields_dict(CREATING[name])


@pytest.mark.parametrize("name", SAYS)
def test_one_thing_said_is_enough(case: Make, name: str) -> None:
    """Trackers hold rows with a number and a lead only; they are taken in, and show up as gaps."""
    assert "says-nothing" not in codes(case(), CREATING[name](ref="7"))
    words = [field for field in attrs.fields(CREATING[name]) if SAID in field.metadata]
    assert [one.name for one in words if "says-nothing" in codes(case(), CREATING[name](**{one.name: "x"}))] == []


def test_every_type_that_people_add_is_looked_at_or_says_enough_by_its_kind() -> None:
    assert set(CREATING) - set(SAYS) == {"review", "product", "accepted-gap", *NOT_ASKED}


CHALLENGE, CONSULTATION, RETURN = "demo/challenge/1", "demo/consultation/1", "demo/return/1"

WITHOUT: dict[tuple[str, str], Request] = {
    ("StartReview", "kind"): ask.StartReview(ref="7"),
    ("RecordAttendance", "session"): ask.RecordAttendance(attended=4),
    ("AcceptGap", "gap"): ask.AcceptGap(why="x", until=date(2024, 12, 1)),
    ("AcceptGap", "why"): ask.AcceptGap("action-without-lead", until=date(2024, 12, 1)),
    ("AcceptGap", "until"): ask.AcceptGap("action-without-lead", why="x"),
    ("Reschedule", "why"): ask.Reschedule("3.2", date(2024, 9, 1)),
    ("Withdraw", "why"): ask.Withdraw("3.2"),
    ("HandOver", "why"): ask.HandOver("police", "schools"),
    ("TakeReturn", "as_at"): ask.TakeReturn(RETURN, headcount=[Headcount(group="x", in_post=4, in_date=3)]),
    ("AnswerChallenge", "answer"): ask.AnswerChallenge(CHALLENGE),
    ("EscalateChallenge", "to"): ask.EscalateChallenge(CHALLENGE, why="x"),
    ("EscalateChallenge", "why"): ask.EscalateChallenge(CHALLENGE, to="chair"),
    ("TellHeard", "you_said"): ask.TellHeard(CONSULTATION),
    ("TellHeard", "we_did"): ask.TellHeard(CONSULTATION),
}


@pytest.mark.parametrize(("of", "field"), [key for key in MUST if key != ("Move", "why")])
def test_without_what_must_be_given_a_request_is_refused(
    case: Make, records: dict[str, Record], of: str, field: str
) -> None:
    """`Move` asks for a reason where a kind does, which the moves of each kind are tried with elsewhere."""
    more: list[Any] = [
        Challenge(id=CHALLENGE, state="raised", question="?"),
        Consultation(id=CONSULTATION, state="open"),
        Return(id=RETURN, state="asked"),
    ]
    made = case()
    view = attrs.evolve(made.view, register=Register([*records.values(), *more]))
    request = WITHOUT[of, field]
    assert type(request).__name__ == of
    assert len(codes(attrs.evolve(made, view=view), request)) == 1


def test_an_amend_reads_the_days_of_parts_as_a_creating_request_does(case: Make) -> None:
    """A line of JSON for a milestone is the same, whether the action is new or there already."""
    milestone = {"text": "half of it", "due": "30 Sep 2024"}
    amended = decide(case(), ask.Amend("3.2", {"milestones": [milestone]})).records[0]
    assert [one.due.first for one in amended.milestones] == [date(2024, 9, 30)]  # type: ignore[attr-defined]
