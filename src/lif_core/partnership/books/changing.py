"""Changing: what differs between two views of a partnership, each of a day and of what was known by a day."""

from collections.abc import Sequence
from datetime import date

import attrs

from lif_core.framework.framework import Framework
from lif_core.hooks.ports import StoredCommit
from lif_core.journal.fold import DoesNotFold
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import day_of, sealed_in
from lif_core.partnership.books.rows import entries_of, folded
from lif_core.records import Record
from lif_core.view.changes import RecordChange, changed_between
from lif_core.view.register import Register
from lif_core.view.view import View


@attrs.frozen
class Moment:
    """When a register is looked at.

    Attributes:
        day: the day it is looked at.
        known_by: last day of writing that counts, None for everything written.
    """

    day: date
    known_by: date | None = None


def changed(
    books: Books, earlier: Moment, later: Moment, *, record: str = "", audience: str = ""
) -> tuple[RecordChange, ...]:
    """Tell what differs between two moments, in the order of the records' ids.

    Of the register those records are replayed that have a change after the earlier moment, and no others. Of one record
    its own commits are read, and no others. What an audience may see hangs on the records around, so that for one they
    are all looked at.

    Args:
        books: the partnership's.
        earlier: the moment that is compared with.
        later: the moment that is told about.
        record: id of the one record to look at; left out, all.
        audience: for whom; left out, the partnership itself.
    """
    if record and not audience:
        with books.lock:
            stored = list(books.storage.history(record))
        before, after = (_view_of_one(books, record, stored, moment) for moment in (earlier, later))
    else:
        seen = books.memory()
        before, after = (books.view(moment.day, moment.known_by, audience, seen=seen) for moment in (earlier, later))
    return changed_between(before, after, record)


def _view_of_one(books: Books, record_id: str, stored: Sequence[StoredCommit], moment: Moment) -> View:
    found = _as_of(record_id, stored, moment)
    register = Register([found] if found is not None else [])
    framework: Framework = books.framework(moment.day)
    return View(framework=framework, register=register, day=moment.day, known_by=moment.known_by)


def _as_of(record_id: str, stored: Sequence[StoredCommit], moment: Moment) -> Record | None:
    known = [one for one in stored if moment.known_by is None or day_of(one) <= moment.known_by]
    entries = (entry for one in known for entry in entries_of(sealed_in(one), one.position))
    counting = [entry for entry in entries if entry.change.record == record_id and entry.change.on <= moment.day]
    try:
        return folded(record_id, counting)
    except DoesNotFold:  # its beginning was written later: nobody knew of it
        return None
