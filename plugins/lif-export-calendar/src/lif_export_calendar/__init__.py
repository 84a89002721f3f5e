"""Calendars from lif_core: iCalendar, for Outlook and all others. Nothing heavy is imported before a file is made."""

from typing import TYPE_CHECKING

from lif_core.hooks import Offer, hookimpl

if TYPE_CHECKING:
    from lif_core.reports.document import Document

__all__ = ["dates", "lif_api", "lif_exporters"]

lif_api = 1
"""The edition of the hooks that this plug-in is written for."""


def dates(document: "Document") -> bytes:
    """Give the days of a document as iCalendar; see `lif_export_calendar.ics`."""
    from lif_export_calendar.ics import dates as make

    return make(document)


@hookimpl
def lif_exporters() -> list[Offer]:
    """Offer the exporter of this distribution."""
    return [Offer(name="ics", suffixes=(".ics",), make=dates, summary="Days for a calendar, by reference number only")]
