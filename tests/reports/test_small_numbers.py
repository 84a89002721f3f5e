"""Small numbers: one rule in every paper: nobody outside those who work on the records reads any, nor works one out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest

from lif_core.records import (
    Action,
    Attendance,
    Course,
    Evaluation,
    Evidence,
    Feedback,
    Finding,
    Measure,
    Party,
    Reading,
    Recommendation,
    Record,
    Return,
    Review,
    Session,
)
from lif_core.records.returned import Headcount
from lif_core.reports.catalogue import REPORTS
from lif_core.testing import canaries
from lif_core.values.when import When

DAY = date(2025, 3, 20)
THEN = When.on(date(2024, 11, 5))
OUTSIDE = ("public", "region", "practitioners", "agencies")
INSIDE = ("", "partnership", "review-team")
GIVEN = {"agency-update": {"body": "police"}, "thread": {"record": "x/action/1"}, "minutes": {"meeting": "x/meeting/1"}}
FEW = re.compile(r"(?<![0-9])93[2456](?![0-9])")
"""Numbers that stand nowhere but where something small is told, as the other number beside it."""


def everything() -> tuple[Record, ...]:
    """A public register: every number in it that could be small, of how many numbers that stand nowhere else."""
    from lif_core.records import Meeting

    graded = tuple(
        Reading(measure="files", grade=grade, n=n, of=931)
        for grade, n in (("good", 447), ("fair", 481), ("poor", 3))  # 931 together
    )
    public: dict[str, Any] = {"disclosure": "public"}
    return (
        Review(id="x/review/1", kind="section-11-audit", state="returned", happened={"asked": THEN}, **public),
        Finding(id="x/finding/1", state="recorded", text="One", reviews=("x/review/1",), **public),
        Recommendation(
            id="x/recommendation/1", state="made", text="Do", findings=("x/finding/1",), **public
        ),
        Action(
            id="x/action/1", ref="1", text="Huddle", state="done", answers=("x/recommendation/1",), **public,
            leads=(Party(body="police", first=True),), happened={"done": THEN},
        ),
        Evidence(id="x/evidence/1", shows=("x/action/1",), state="accepted", text="Audit", on=THEN, **public),
        Evaluation(
            id="x/evaluation/1", of=("x/action/1", "x/recommendation/1", "x/review/1", "x/course/1"), **public,
            state="completed", outcome="improved", on=THEN, rests_on=("x/evidence/1",),
            readings=(
                Reading(measure="x/measure/1", n=3, of=932), Reading(measure="x/measure/1", n=932, of=934),
                Reading(measure="On time", n=3), *graded,
            ),
        ),
        Measure(
            id="x/measure/1", of=("x/action/1",), definition="On time", baseline=Reading(n=2, of=935), **public
        ),
        Course(id="x/course/1", state="planned", label=None, ref="C1", **public),
        Session(id="x/session/1", course="x/course/1", state="held", on=THEN, places=936, **public),
        Attendance(
            id="x/attendance/1", session="x/session/1", agency=Party(body="police"), booked=936, attended=933,
            did_not_attend=3, **public,
        ),
        Feedback(
            id="x/feedback/1", session="x/session/1", time_point="after", state="returned", asked=936, replies=934,
            readings=(Reading(measure="Useful", grade="very", n=3, of=934), Reading(measure="Useful", n=931, of=934)),
            **public,
        ),
        Return(
            id="x/return/1", kind="training-return", agency=Party(body="police"), state="returned", as_at=THEN,
            happened={"returned": THEN}, headcount=(Headcount(in_post=937, in_date=935),), **public,
        ),
        Meeting(id="x/meeting/1", state="planned", on=When.on(DAY), body="quality-assurance-group", **public),
    )  # fmt: skip


def texts(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, int | float) and not isinstance(held, bool):
        yield str(held)
    elif isinstance(held, tuple):
        for one in held:
            yield from texts(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            yield from texts(getattr(held, field.name))


def told_in(name: str, liverpool, audience: str) -> list[str]:
    view = canaries.view_of(liverpool, everything(), audience, DAY)
    return list(texts(REPORTS[name].make(view, **GIVEN.get(name, {}))))


def few_in(name: str, liverpool, audience: str) -> set[str]:
    return {found for text in told_in(name, liverpool, audience) for found in FEW.findall(text)}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_paper_tells_a_small_number_outside(name: str, audience: str, liverpool):
    assert few_in(name, liverpool, audience) == set()


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_paper_tells_the_grades_from_which_a_small_one_is_worked_out(name: str, audience: str, liverpool):
    """447 and 481 of 931 files leave three."""
    for text in told_in(name, liverpool, audience):
        assert not ("447" in text and "481" in text)


@pytest.mark.parametrize("audience", INSIDE)
def test_the_papers_tell_them_inside(audience: str, liverpool):
    named = [name for name in REPORTS if audience or name != "agency-update"]  # which is made for somebody
    told = {name: few_in(name, liverpool, audience) for name in named}
    telling = {"action-plan", "yearly-report", "inspection-pack", "training-evaluation", "training-plan"}
    assert {name for name, found in told.items() if found} >= telling
    assert {"932", "934"} <= told["action-plan"]
    (line,) = {text for text in told_in("action-plan", liverpool, audience) if "447" in text}
    assert "447 of 931; 481 of 931; 3 of 931" in line


def test_the_threshold_told_is_that_of_the_framework(liverpool):
    from lif_core.reports.figures import share, tally
    from lif_core.reports.telling import Teller
    from lif_core.values.rates import Rate

    teller = Teller(canaries.view_of(liverpool, (), "agencies", DAY))
    assert share(teller, Rate("x", 3, 20)) == tally(teller, 4) == "not shown, fewer than 5"


def test_what_was_published_for_everybody_is_hidden_from_nobody(liverpool):
    """A figure for the public is told as printed; one for agencies is not told where it is small."""
    from lif_core.records import Figure

    year = When("2024-25", date(2024, 4, 1), date(2025, 3, 31), "year")
    for level, told in (("public", "3"), ("agencies", "not shown")):
        figure = Figure(
            id="x/figure/1", state="published", name="Staff who agree", value="3", n=3, of=50, period=year,
            disclosure=level,
        )  # fmt: skip
        view = canaries.view_of(liverpool, (figure,), "agencies", DAY)
        document = REPORTS["yearly-report"].make(view)
        (table,) = [one for section in document.sections for one in section.tables if one.name == "data"]
        assert [row[1].value for row in table.rows] == [told]
