"""Ics: the days of a document as iCalendar (RFC 5545): whole days, one name each for ever, nothing but numbers.

A calendar is shared and read on locked phones. Of a document it takes the days and their reference numbers; for whom
it is made, its marking and as at when stand in each entry, and no word of any record.
"""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from lif_core.errors import Problem, Refused
from lif_core.reports.document import Dated, Document
from lif_core.values.labels import Language

_MADE_BY = "-//lif-export-calendar//EN"
_LANGUAGES: dict[Language, str] = {"en": "en-GB", "cy": "cy-GB"}
_DAY_ONE = date(2000, 1, 1).toordinal()


def dates(document: Document) -> bytes:
    """Give the days of a document as the bytes of an `.ics` file; the same document gives the same bytes.

    Raises:
        Refused: the report has no days that a calendar could hold; a file without any is no calendar by the standard.
    """
    if not document.dates:
        says = f"The report {document.name} has no days that a calendar could hold."
        mend = "Ask for the report calendar or the due list, for readers and a day for whom something lies ahead."
        raise Refused([Problem(code="calendar.no-days", says=says, mend=mend, where=document.name)])
    made = Calendar()
    made.add("prodid", _MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{document.name} {document.as_at.isoformat()}")
    for one in document.dates:
        made.add_component(_event(one, document))
    return bytes(made.to_ical())


def _event(one: Dated, document: Document) -> Event:
    """Give one entry: free the whole day long, confidential, and newer than what was written on an earlier day."""
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", datetime.combine(document.as_at, time(), UTC))
    event.add("sequence", max(0, document.as_at.toordinal() - _DAY_ONE))
    event.add("dtstart", one.first)
    event.add("dtend", one.last + timedelta(days=1))  # the day on which it no longer is
    event.add("summary", one.title, {"LANGUAGE": _LANGUAGES[document.language]})
    told = (document.whose, document.footer.as_at, document.audience, document.marking, document.footer.fingerprint)
    event.add("description", "\n".join(line for line in told if line), {"LANGUAGE": _LANGUAGES[document.language]})
    event.add("categories", [one.sort])
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event
