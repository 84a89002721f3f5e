"""Retaining: records whose time of keeping is over are listed, and go only when told to."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby, islice

import attrs

from lif_core.errors import Conflict, InvalidData
from lif_core.journal.fold import DoesNotFold
from lif_core.measures.retention import Kept, retention
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.rows import altered, folded
from lif_core.partnership.removing.carrying_out import REASON, STAYS
from lif_core.partnership.removing.erasing import remove_all
from lif_core.partnership.removing.holding import holds
from lif_core.partnership.writing.work import writer
from lif_core.records import Record
from lif_core.records.fields import TO, metadata
from lif_core.records.intake import PART_KEY, SHEET_KEY
from lif_core.serial.plain import to_wire

AT_ONCE = 500
"""Records that are removed by one commit: what a storage does to forget the old bytes, it does once for all of them."""


def retain(books: Books, day: date | None = None, *, delete: bool = False, by: str = "") -> tuple[Kept, ...]:
    """Tell the records whose time of keeping is over; with `delete`, remove what they say for good.

    What goes is everything a record says, also one that was taken back, and the reasons given for it where no commit of
    it touches a record that stays. Its id, kind, status and disclosure level stay, which line of which sheet it
    was, and the ids it points at, so that what hangs together with it still reads and the chain still holds. What a
    hold keeps is listed and never goes.

    What goes is looked at as it stands now, whatever the day: a hold that was placed since then keeps it, also one that
    takes effect later, and one that somebody places while others go.

    Many go by one commit: those of one rule, `AT_ONCE` at most. Where it is stopped, what went by then is gone.

    Args:
        books: the partnership's.
        day: the day it is looked at; left out, today.
        delete: whether what may go goes.
        by: id of the role that does it; left out, the one in the settings.
    """
    seen = books.memory()
    held = _held(books, seen) if day is None else None
    found = retention(books.view(day, seen=seen), _taken_back(seen, day or books.today), held)
    if not delete:
        return found
    by = writer(books, by, books.framework(books.today))
    named = [kept.record for kept in found]
    gone: dict[str, Kept] = {}
    while True:
        seen = books.memory()
        now = _now(books, seen)
        left = [now[record] for record in named if record in now and record not in gone]
        if _all_gone(books, [kept for kept in left if kept.may_go], seen, by, gone):
            told = {kept.record: kept for kept in left} | gone
            return tuple(told[record] for record in named if record in told)


def _all_gone(books: Books, going: list[Kept], seen: Memory, by: str, gone: dict[str, Kept]) -> bool:
    """Remove records for good while nobody else writes; tell whether all of them went."""
    every = {kept.record for kept in going} | gone.keys()
    taken_back = {record.id: record for record, _ in _taken_back(seen, books.today)}
    for batch in _batches(going):
        records = (seen.register.get(kept.record) or taken_back[kept.record] for kept in batch)
        wanted = {one.id: (*_said(one), *([REASON] if _alone(books, one.id, every) else ())) for one in records}
        why = f"Retention rule {batch[0].rule}, kept for {batch[0].keep}"
        try:
            receipt = remove_all(books, wanted, by=by, why=why, seen=seen)
        except Conflict:
            return False
        gone.update((kept.record, kept) for kept in batch)
        seen = books.memory()
        if seen.head.position != receipt.position:
            return False  # somebody wrote behind it: perhaps a hold
    return True


def _batches(going: list[Kept]) -> Iterator[list[Kept]]:
    """Give together what goes by one rule, so that one reason says why."""
    by_rule = sorted(going, key=lambda kept: (kept.rule, str(kept.keep)))
    for _, some in groupby(by_rule, key=lambda kept: (kept.rule, kept.keep)):
        while batch := list(islice(some, AT_ONCE)):
            yield batch


def _alone(books: Books, record_id: str, going: Collection[str]) -> bool:
    """Tell whether the commits of a record touch no record that stays: then their reasons may go with it."""
    with books.lock:
        return all(id in going for stored in books.storage.history(record_id) for id in stored.touches)


def _now(books: Books, seen: Memory) -> dict[str, Kept]:
    """Tell by record what was kept long enough as it stands today; what is still to take effect may keep it too."""
    today, back, held = books.view(seen=seen), list(_taken_back(seen, books.today)), _held(books, seen)
    ahead = {kept.record: kept for kept in retention(attrs.evolve(today, register=seen.register), back, held)}
    over = ((kept, ahead.get(kept.record)) for kept in retention(today, back, held))
    return {kept.record: later if kept.may_go else kept for kept, later in over if later is not None}


def _held(books: Books, seen: Memory) -> dict[str, str]:
    """Tell by record the review whose hold keeps it, also where somebody took away what led to it."""
    return {record: next(iter(reviews)) for record, reviews in holds(books, seen).kept.items()}


def _taken_back(seen: Memory, day: date) -> Iterator[tuple[Record, date]]:
    """Give records that were taken back by a day and still say something in the journal, and the day it was."""
    ids = [id for id in seen.marks if id not in seen.register]
    for id, entries in (seen.entries(ids) if ids else {}).items():
        gone = max((entry.change.on for entry in entries if entry.change.kind == "withdraw"), default=None)
        try:
            record = folded(id, [entry for entry in entries if entry.change.kind != "withdraw"])
        except DoesNotFold:
            gone = None
        if gone is None:  # the store does not lead to every commit of it
            raise InvalidData([altered(id)])
        if record is not None and gone <= day and not to_wire(record).keys().isdisjoint(_said(record)):
            yield record, gone


def _said(record: Record) -> tuple[str, ...]:
    """Tell the fields in which a record says something.

    Which line of which sheet it was stays: else that sheet, taken in once more, would bring it back as something new.
    """
    stays = STAYS | {"keys"} | set(metadata(type(record), TO))
    fields = [field.name for field in attrs.fields(type(record)) if field.name not in stays]
    return (*fields, *(f"keys.{name}" for name in record.keys if name not in (SHEET_KEY, PART_KEY)))
