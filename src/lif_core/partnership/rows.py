"""Rows: records as a storage keeps them, and back."""

from collections.abc import Iterable, Sequence
from datetime import date

from lif_core.hooks.ports import Row
from lif_core.journal.chain import Sealed, lifted
from lif_core.journal.fold import Entry, fold
from lif_core.records import TYPES, Record
from lif_core.serial.plain import decode as decode_record
from lif_core.serial.plain import encode as encode_record
from lif_core.serial.plain import rebuild
from lif_core.values.identifiers import type_of

SEARCHABLE = ("state", "ref", "kind")
"""Fields by which a storage can find rows."""


def row_of(record: Record, position: int, until: date) -> Row:
    """Give the row of a record that commit `position` left behind, its last change taking effect on `until`."""
    keys = {name: getattr(record, name) for name in SEARCHABLE if getattr(record, name)}
    return Row(
        id=record.id,
        type=type_of(record.id),
        position=position,
        until=until.isoformat(),
        keys=keys,
        body=encode_record(record),
    )


def row_gone(record_id: str, position: int, until: date) -> Row:
    """Give the row of a record that was taken back."""
    return Row(id=record_id, type=type_of(record_id), position=position, until=until.isoformat(), keys={}, body=b"")


def record_of(row: Row) -> Record | None:
    """Give the record of a row, None where it was taken back."""
    return decode_record(TYPES[row.type], row.body) if row.body else None


def entries_of(sealed: Sealed, position: int) -> Iterable[Entry]:
    """Give the changes of a commit with their places in the journal."""
    recorded = sealed.commit.at.date()
    for number, change in enumerate(lifted(sealed).changes):
        yield Entry((position, number), recorded, change)


def folded(record_id: str, entries: Sequence[Entry]) -> Record | None:
    """Give the record that some of its changes make, None where it is not there.

    Raises:
        DoesNotFold: the changes make no record.
        InvalidData: they make one that is not valid.
    """
    plain = fold(entries, record_id)
    return None if plain is None else rebuild(TYPES[type_of(record_id)], plain)
