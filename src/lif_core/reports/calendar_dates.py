"""Calendar dates: what is due and what is planned, as days that a calendar can hold.

Calendars are shared, and read on locked phones: an entry is a sort of day and a reference number. What stands behind
a number is told by the document itself, and by the register.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID, uuid5

import attrs

from lif_core.measures.due import Due, due
from lif_core.records import (
    Action,
    Challenge,
    Consultation,
    Meeting,
    Record,
    Return,
    Review,
    Session,
)
from lif_core.reports.document import Block, Dated, Document, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.values.spans import Span, add, parse_span
from lif_core.values.when import When
from lif_core.view.kinds import standing
from lif_core.view.view import View

SORTS = (
    *("target-date", "milestone", "deadline", "check-again", "review-of-a-hold", "meeting", "session"),
    *("consultation-opens", "consultation-closes", "answer", "return", "acknowledgement"),
)
"""Every sort of day, in the order in which the document lists them."""
_OURS = UUID("6b1f2d0e-6a0c-5b52-9d7a-2f0f6c1d8e44")
_NUMBER = re.compile(r"(?=.*[0-9])[A-Z0-9./_-]{1,24}")
_WORD = re.compile(r"[A-Z]{7,}")


def calendar(view: View, asked: Asked | None = None, *, within: str | Span | None = None) -> Document:
    """Build the calendar: deadlines, target dates, checks, meetings, sessions, consultations, answers and returns owed.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        within: how far to look ahead, such as `90 days`; left out, as far as there are dates.
    """
    teller = Teller(view, asked)
    entries = sorted(_entries(teller, due(view, within), within), key=_in_order)
    sections = (
        Section(name="about", title=teller.words("calendar-about"), blocks=_about(teller)),
        Section(name="days", title=teller.words("calendar-days"), blocks=(_table(teller, entries),)),
    )
    dates = (entry.dated(teller) for entry in entries)
    return teller.document("calendar", teller.words("calendar"), sections, dates=dates)


def dates_of(teller: Teller, items: Iterable[Due]) -> tuple[Dated, ...]:
    """Give what is due as days of a calendar; what has no certain day is in no calendar."""
    return tuple(entry.dated(teller) for entry in _of_due(teller, items))


@attrs.frozen(weakref_slot=False, kw_only=True)
class _Entry:
    """One day: of which record, what sort, and what tells it apart from others of that record and sort."""

    record: Record
    sort: str
    first: date
    last: date
    which: str = ""

    @property
    def uid(self) -> str:
        """A name of its own, made from the id by a hash: no id of ours leaves, and the same day has the same name."""
        return str(uuid5(_OURS, f"{self.record.id} {self.sort} {self.which}"))

    @property
    def number(self) -> str:
        """The reference number; one made up where the record has none, or one that holds words."""
        ref = self.record.ref
        return ref if _NUMBER.fullmatch(ref) and not _WORD.search(ref) else f"#{self.uid[:6]}"

    def dated(self, teller: Teller) -> Dated:
        title = f"{teller.words(f'day-{self.sort}')} {self.number}"
        return Dated(uid=self.uid, title=title, sort=self.sort, first=self.first, last=self.last)


def _in_order(entry: _Entry) -> tuple[date, int, str]:
    return entry.first, SORTS.index(entry.sort), entry.uid


def _about(teller: Teller) -> tuple[Block, ...]:
    return (Paragraph(teller.words("calendar-note")),)


def _table(teller: Teller, entries: Iterable[_Entry]) -> Block:
    columns = (
        teller.column("when", 13, "day"),
        teller.column("last-day", 13, "day"),
        teller.column("sort-of-date", 20),
        teller.column("number-in-calendar", 14),
        teller.column("what", 60),
    )
    told = [
        (
            one.first, one.last if one.last != one.first else None, teller.words(f"day-{one.sort}"), one.number,
            _what(teller, one.record),
        )
        for one in entries
    ]  # fmt: skip
    return teller.table("days", columns, told, nothing="calendar-empty")


def _what(teller: Teller, record: Record) -> str:
    """Tell what stands behind a number: its name, then whose it is or what it asks."""
    if isinstance(record, Meeting):
        more = teller.body(record.body)
    elif isinstance(record, Session):
        course = teller.view.register.get(record.course)
        more = teller.name(course) if course is not None else ""
    elif isinstance(record, Challenge | Consultation):
        more = record.question
    elif isinstance(record, Return):
        more = teller.party(record.agency)
    else:
        return teller.entry(record)
    return f"{teller.name(record)}: {more}" if more else teller.name(record)


# --- which days there are -------------------------------------------------------------------------------------------


def _entries(teller: Teller, items: Iterable[Due], within: str | Span | None) -> Iterator[_Entry]:
    told = {entry.uid: entry for entry in _of_due(teller, items)}
    yield from told.values()
    until = _until(teller.view, within)
    for entry in _planned(teller.view):
        if entry.uid not in told and (until is None or entry.first <= until):
            teller.shows(entry.record)
            yield entry


def _until(view: View, within: str | Span | None) -> date | None:
    if within is None:
        return None
    span = parse_span(within) if isinstance(within, str) else within
    return add(span, view.day, view.framework.calendar() if span.unit == "working-days" else None)


def _of_due(teller: Teller, items: Iterable[Due]) -> Iterator[_Entry]:
    """Give what is due on a day that is certain: what waits on a condition is in no calendar."""
    told: set[str] = set()
    for one in items:
        record = teller.view.register.get(one.record)
        if record is None or one.last is None or one.standing not in ("overdue", "coming"):
            continue
        teller.shows(record)
        for which in _names(one, record):
            entry = _Entry(record=record, sort=one.sort.replace(" ", "-"), first=one.last, last=one.last, which=which)
            if entry.uid not in told:
                told.add(entry.uid)
                yield entry
                break


def _names(one: Due, record: Record) -> Iterator[str]:
    """Tell what can tell a day apart from others of its record: its rule, the place of its milestone."""
    if one.sort == "milestone" and isinstance(record, Action):
        for place, milestone in enumerate(record.milestones):
            if milestone.reached is None and milestone.due.last == one.last:
                yield f"{place}"
    elif one.sort == "review of a hold" and isinstance(record, Review):
        for hold in record.holds:
            if hold.review_by is not None and hold.review_by.last == one.last:
                yield f"{hold.kind} {hold.since}"
    else:
        yield one.reckoning.rule.id if one.reckoning is not None else ""


def _planned(view: View) -> Iterator[_Entry]:
    """Give what takes place: meetings, sessions, consultations, from the day of the view on."""
    for meeting in standing(view, Meeting):
        yield from _day(view, meeting, "meeting", meeting.on)
    for session in standing(view, Session):
        yield from _day(view, session, "session", session.on)
    for consultation in standing(view, Consultation):
        yield from _day(view, consultation, "consultation-opens", consultation.opens)


def _day(view: View, record: Record, sort: str, when: When | None) -> Iterator[_Entry]:
    """Give the days of one date where they are certain and not past."""
    if when is None or not when.is_certain or when.first is None or when.last is None:
        return
    if when.last >= view.day:
        yield _Entry(record=record, sort=sort, first=when.first, last=when.last)
