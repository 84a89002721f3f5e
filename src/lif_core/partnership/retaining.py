"""Retaining: records whose time of keeping is over are listed, and go only when told to."""

from datetime import date

import attrs

from lif_core.measures.retention import Kept, retention
from lif_core.partnership.books import Books
from lif_core.partnership.erasing import redact
from lif_core.records import Record
from lif_core.records.fields import TO, metadata

_STAYS = {"id", "kind", "state", "disclosure"}


def retain(books: Books, day: date | None = None, *, delete: bool = False, by: str = "") -> tuple[Kept, ...]:
    """Tell the records whose time of keeping is over; with `delete`, remove what they say for good.

    What goes is everything a record says. Its id, kind, status and disclosure level stay, and so do the ids it points
    at, so that what hangs together with it still reads and the chain still holds. What a hold keeps is listed and
    never goes.

    Args:
        books: the partnership's.
        day: the day it is looked at; left out, today.
        delete: whether what may go goes.
        by: id of the role that does it; left out, the one in the settings.
    """
    view = books.view(day)
    found = retention(view)
    for kept in found if delete else ():
        if kept.may_go:
            record = view.register[kept.record]
            redact(books, kept.record, _said(record), by=by, why=f"Retention rule {kept.rule}, kept for {kept.keep}")
    return found


def _said(record: Record) -> tuple[str, ...]:
    """Tell the fields in which a record says something."""
    stays = _STAYS | set(metadata(type(record), TO))
    return tuple(field.name for field in attrs.fields(type(record)) if field.name not in stays)
