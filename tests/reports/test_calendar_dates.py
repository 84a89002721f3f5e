"""The calendar: every day by its sort and number, and what stands behind the number beside it."""

from datetime import date

import pytest

from lif_core.reports.calendar_dates import SORTS, calendar
from lif_core.reports.due_list import due_list
from lif_core.reports.phrases import PHRASES
from lif_core.reports.telling import Asked

DAY = date(2025, 3, 20)


@pytest.fixture
def made(year):
    return calendar(year.as_of(DAY, audience="partnership"))


def days(document) -> dict[str, date]:
    return {one.title: one.last for one in document.dates}


def test_it_holds_what_is_due_and_what_takes_place(made):
    assert days(made) == {
        "Return owed S1": date(2025, 3, 10),
        "Return owed S2": date(2025, 3, 10),
        "Deadline 2025-002": date(2025, 3, 24),
        "Meeting M1": date(2025, 4, 3),
        "Acknowledgement owed B1": date(2025, 4, 10),
        "Consultation closes H1": date(2025, 4, 14),
        "Answer owed C1": date(2025, 4, 30),
        "Session T3": date(2025, 5, 6),
        "Target date 2024-017": date(2025, 6, 30),
    }


def test_what_stands_behind_a_number_is_told_by_the_document_only(made):
    rows = {row[3].value: row[4].value for row in made.section("days").tables[0].rows}
    assert rows["M1"] == "Meeting M1: Quality Assurance Group"
    assert rows["T3"] == "Session T3: Course Sharing what we know"
    assert rows["C1"] == "Challenge C1: How do you know that the huddle helps?"
    assert not any("huddle" in one.title for one in made.dates)


def test_it_looks_as_far_ahead_as_it_is_asked(year):
    ahead = days(calendar(year.as_of(DAY), within="14 days"))
    assert "Meeting M1" in ahead
    assert "Session T3" not in ahead


def test_what_is_past_is_in_it_only_while_it_is_owed(year):
    later = days(calendar(year.as_of(date(2025, 4, 20))))
    assert "Meeting M1" not in later
    assert "Return owed S1" in later


def test_a_number_that_holds_words_is_replaced(year):
    plain = calendar(year.as_of(DAY))
    with year.work(by="qa-officer", on=date(2025, 3, 21), why="Renamed", dry_run=True) as work:
        action = next(year.as_of(DAY).list("action", ref="2024-017"))
        work.amend(action, {"ref": "Child V R3"})
        again = calendar(work.view)
    number = next(one.title for one in again.dates if one.sort == "target-date").removeprefix("Target date ")
    assert number.startswith("#")
    assert number in [row[3].value for row in again.section("days").tables[0].rows]
    assert {one.uid for one in again.dates if one.sort == "target-date"} == {
        one.uid for one in plain.dates if one.sort == "target-date"
    }


def test_every_sort_of_day_has_words_in_both_languages(year):
    assert {f"day-{sort}" for sort in SORTS} <= set(PHRASES)
    welsh = calendar(year.as_of(DAY), Asked(language="cy"))
    assert "Cyfarfod M1" in days(welsh)


def test_the_due_list_has_its_days_too(year):
    assert "Target date 2024-017" in days(due_list(year.as_of(DAY)))
