"""Meetings: the last one, the next three, and whether those who are there may decide."""

from collections.abc import Callable
from datetime import date

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.measures.meetings import last_meeting, meeting_on, next_meetings, quorum
from lif_core.records import Meeting, Party
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

TEXT = """
layer = "x"
[meeting.standard]
path = "planned > held > minutes-agreed"
also = ["planned > cancelled"]
finished = ["held", "minutes-agreed", "cancelled"]
withdrawn = ["cancelled"]
[body.group]
label = "The group"
quorum = 2
meets = "6 weeks"
[body.other]
label = "Other"
[role.sergeant]
label = "Sergeant"
body = "other"
[disclosure.partnership]
rank = 4
"""
DAY = date(2024, 6, 20)


@pytest.fixture(scope="module")
def see() -> Callable[..., View]:
    framework = compose([read_document(TEXT, "x.toml")]).newest
    return lambda *records: View(framework=framework, register=Register(records), day=DAY)


def met(number: int, day: date | None, state: str, body: str = "group") -> Meeting:
    return Meeting(id=f"x/meeting/{number}", body=body, on=When.on(day) if day else None, state=state)


def test_the_last_meeting_is_the_last_that_was_held(see) -> None:
    held, planned = met(1, date(2024, 3, 1), "held"), met(2, date(2024, 5, 1), "planned")
    gone = met(3, date(2024, 6, 1), "cancelled")
    assert last_meeting(see(held, planned, gone), "group") == held
    assert last_meeting(see(planned, gone), "group") == planned
    assert last_meeting(see(held), "group", date(2024, 3, 1)) is None
    assert last_meeting(see(met(4, None, "held")), "group") is None
    assert last_meeting(see(held), "other") is None
    assert meeting_on(see(held, planned), "group", date(2024, 5, 1)) == planned


def test_the_next_three_are_those_planned_and_then_those_that_follow(see) -> None:
    planned = met(1, date(2024, 7, 1), "planned")
    told = next_meetings(see(planned), "group")
    assert [(one.on, one.is_planned) for one in told] == [
        (date(2024, 7, 1), True), (date(2024, 8, 12), False), (date(2024, 9, 23), False),
    ]  # fmt: skip
    assert [one.on for one in next_meetings(see(), "group")] == [
        date(2024, 8, 1),
        date(2024, 9, 12),
        date(2024, 10, 24),
    ]
    assert next_meetings(see(), "other") == ()


def test_a_quorum_counts_agencies_once_and_roles_for_their_agency(see) -> None:
    police, sergeant = Party(body="group"), Party(role="sergeant")
    short = quorum(see(), "group", [sergeant, Party(body="other"), Party(said="somebody")])
    assert (short.present, short.is_met) == (1, False)
    assert str(short) == "The group may not decide: 1 of the 2 agencies that are needed are there."
    assert quorum(see(), "group", [sergeant, police]).is_met
    assert quorum(see(), "other").is_met is None
    assert "does not say" in str(quorum(see(), "other"))
