"""Calendars, opened by icalendar."""

from datetime import date

import attrs
import pytest
from icalendar import Calendar

from lif_core.errors import Refused
from lif_core.hooks import Plugins
from lif_core.reports import Dated
from lif_core.reports.calendar_dates import calendar
from lif_core.testing import canaries, documents
from lif_export_calendar import dates

DAY = date(2024, 5, 16)


def events(made: bytes) -> list:
    return [part for part in Calendar.from_ical(made).walk() if part.name == "VEVENT"]


def titles(made: bytes) -> list[str]:
    return [str(one["summary"]) for one in events(made)]


@pytest.fixture
def made(lif) -> bytes:
    return dates(lif.as_of(DAY, audience="partnership").report("calendar").document)


def test_a_title_is_a_sort_of_day_and_a_number(made):
    told = titles(made)
    assert "Target date 2024-017" in told
    assert all(title.rpartition(" ")[2].startswith(("#", "2024")) for title in told)
    assert b"Child" not in made
    assert b"huddle" not in made


def test_what_waits_on_a_condition_is_in_no_calendar(made):
    assert not any("3.2" in title for title in titles(made))


def test_a_day_is_a_whole_day_and_ends_on_the_next(made):
    one = next(one for one in events(made) if str(one["summary"]) == "Target date 2024-017")
    assert (one["dtstart"].dt, one["dtend"].dt) == (date(2024, 9, 30), date(2024, 10, 1))
    assert one["dtstart"].params["VALUE"] == "DATE"
    assert (str(one["transp"]), str(one["class"])) == ("TRANSPARENT", "CONFIDENTIAL")
    assert one["summary"].params["LANGUAGE"] == "en-GB"


def test_every_entry_has_a_name_of_its_own_for_ever(lif, made):
    before = {str(one["summary"]): str(one["uid"]) for one in events(made)}
    action = next(lif.as_of(DAY).list("action", ref="2024-017"))
    with lif.work(by="qa-officer", on=date(2024, 6, 1), why="Sub-group") as work:
        work.reschedule(action, date(2024, 12, 20), why="police rota")
    again = events(dates(lif.as_of(date(2024, 6, 2), audience="partnership").report("calendar").document))
    after = {str(one["summary"]): one for one in again}
    assert len(set(before.values())) == len(before) == len(events(made))
    moved = after["Target date 2024-017"]
    assert str(moved["uid"]) == before["Target date 2024-017"]
    assert moved["dtstart"].dt == date(2024, 12, 20)
    assert moved["sequence"] > events(made)[0]["sequence"]


def test_no_id_leaves(lif, made):
    ids = [record.id for record in lif.as_of(DAY).register]
    assert ids
    assert not any(id.encode() in made or id.rpartition("/")[2].encode() in made for id in ids)


def test_each_entry_says_as_at_audience_and_marking(made):
    told = str(events(made)[0]["description"])
    assert "As at 16 May 2024" in told
    assert "For: Partnership" in told
    assert "OFFICIAL-SENSITIVE" in told


def test_titles_in_welsh(lif):
    document = lif.as_of(DAY, audience="partnership").report("calendar", language="cy").document
    made = dates(document)
    assert "Dyddiad targed 2024-017" in titles(made)
    assert events(made)[0]["summary"].params["LANGUAGE"] == "cy-GB"


def test_long_and_awkward_text_is_folded_and_escaped(document):
    title = "Target; date, of \\ 1\nDYDDIAD TARGED â " * 6
    one = Dated(uid="1", title=title, sort="target-date", first=DAY, last=DAY)
    made = dates(attrs.evolve(document, dates=(one,)))
    assert titles(made) == [title]
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_a_report_without_days_is_refused_in_a_sentence(document):
    with pytest.raises(Refused, match="has no days that a calendar could hold"):
        dates(attrs.evolve(document, dates=()))


def test_a_calendar_with_nothing_in_it_is_no_calendar(liverpool):
    """By RFC 5545 a calendar holds at least one component; some programs refuse one that holds none."""
    view = canaries.view_of(liverpool, (), "agencies", DAY)
    with pytest.raises(Refused, match="has no days"):
        dates(calendar(view))


def test_what_an_audience_may_not_read_is_not_in_its_calendar(liverpool):
    inner, outer = (
        dates(documents.planted_report(liverpool, "calendar", audience)) for audience in ("review-team", "public")
    )
    assert 0 < len(events(outer)) < len(events(inner))


def test_the_host_finds_the_exporter():
    offers = Plugins().offers("lif_exporters")
    assert ".ics" in offers["ics"].suffixes
