"""Retaining: records whose time of keeping is over are listed, and go only when told to."""

from datetime import date

import attrs

from lif_core.errors import Conflict
from lif_core.measures.retention import Kept, retention
from lif_core.partnership.books import Books
from lif_core.partnership.erasing import STAYS, remove
from lif_core.partnership.memory import Memory
from lif_core.records import Record
from lif_core.records.fields import TO, metadata
from lif_core.records.intake import PART_KEY, SHEET_KEY


def retain(books: Books, day: date | None = None, *, delete: bool = False, by: str = "") -> tuple[Kept, ...]:
    """Tell the records whose time of keeping is over; with `delete`, remove what they say for good.

    What goes is everything a record says. Its id, kind, status and disclosure level stay, which line of which sheet it
    was, and the ids it points at, so that what hangs together with it still reads and the chain still holds. What a
    hold keeps is listed and never goes.

    What goes is looked at as it stands now, whatever the day: a hold that was placed since then keeps it, also one that
    takes effect later, and one that somebody places while others go.

    Args:
        books: the partnership's.
        day: the day it is looked at; left out, today.
        delete: whether what may go goes.
        by: id of the role that does it; left out, the one in the settings.
    """
    found = retention(books.view(day))
    if not delete:
        return found
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
    for kept in going:
        why = f"Retention rule {kept.rule}, kept for {kept.keep}"
        try:
            receipt = remove(books, kept.record, _said(seen.register[kept.record]), by=by, why=why, seen=seen)
        except Conflict:
            return False
        gone[kept.record] = kept
        seen = books.memory()
        if seen.head.position != receipt.position:
            return False  # somebody wrote behind it: perhaps a hold
    return True


def _now(books: Books, seen: Memory) -> dict[str, Kept]:
    """Tell by record what was kept long enough as it stands today; what is still to take effect may keep it too."""
    today = books.view(seen=seen)
    ahead = {kept.record: kept for kept in retention(attrs.evolve(today, register=seen.register))}
    over = ((kept, ahead.get(kept.record)) for kept in retention(today))
    return {kept.record: later if kept.may_go else kept for kept, later in over if later is not None}


def _said(record: Record) -> tuple[str, ...]:
    """Tell the fields in which a record says something.

    Which line of which sheet it was stays: else that sheet, taken in once more, would bring it back as something new.
    """
    stays = STAYS | {"keys"} | set(metadata(type(record), TO))
    fields = [field.name for field in attrs.fields(type(record)) if field.name not in stays]
    return (*fields, *(f"keys.{name}" for name in record.keys if name not in (SHEET_KEY, PART_KEY)))
