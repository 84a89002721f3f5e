"""Rows: records as a storage keeps them, and back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.ports import Row
from lif_core.journal.fold import Entry, fold
from lif_core.journal.sealed import Sealed, lifted
from lif_core.records import TYPES, Record
from lif_core.serial.glances import Seen, glances
from lif_core.serial.plain import decode as decode_record
from lif_core.serial.plain import encode as encode_record
from lif_core.serial.plain import rebuild
from lif_core.values.identifiers import type_of
from lif_core.view.register import pointers

AHEAD = "ahead"
"""Key of rows that have a change which takes effect only after it was written: on some days they stand otherwise."""
YES = "yes"
"""Value of keys that are there or not, such as `theme:neglect`."""

_OWNERS = ("leads", "owner", "by", "agency", "to")
_OWNING_ROLES = ("lead_role",)


def row_of(record: Record, position: int, until: date, recorded: date) -> Row:
    """Give the row of a record that a commit left behind.

    Args:
        record: the record as it stands.
        position: the commit.
        until: the last day on which one of the record's changes takes effect.
        recorded: the day on which the commit was written.
    """
    keys = dict(keys_of(record))
    if until > recorded:
        keys[AHEAD] = YES
    return Row(record.id, type_of(record.id), position, until.isoformat(), keys, encode_record(record))


def row_gone(record_id: str, position: int, until: date, recorded: date) -> Row:
    """Give the row of a record that was taken back."""
    keys = {AHEAD: YES} if until > recorded else {}
    return Row(record_id, type_of(record_id), position, until.isoformat(), keys, b"")


def pointing_key(record_id: str) -> str:
    """Tell the key of rows that point at a record, whichever of their fields or links does."""
    return f"to:{record_id}"


def keys_of(record: Record) -> Iterator[tuple[str, str]]:
    """Tell by which keys a storage finds a record; `partnership/books/finding.py` asks for them.

    What nearly every record of a type has (its `standard` kind, the usual disclosure) is no key: it would find nothing
    that the type does not find, and cost a place in the index for each record.
    """
    for name, usual in (("state", ""), ("ref", ""), ("kind", "standard"), ("disclosure", "partnership")):
        value = getattr(record, name)
        if value != usual:
            yield name, value
    for theme in record.themes:
        yield f"theme:{theme}", YES
    for owner in owners_of(record):
        yield f"owner:{owner}", YES
    for _, target in pointers(record):
        yield pointing_key(target), YES
    due = getattr(record, "due", None)
    if due is not None and due.last is not None:
        yield "due", due.last.isoformat()[:7]


def owners_of(record: Seen) -> tuple[str, ...]:
    """Tell who leads, owns, made or was asked for a record: ids of bodies and roles, never words."""
    found: dict[str, None] = {}
    for name in _OWNERS:
        held = getattr(record, name, None)
        for party in held if isinstance(held, tuple) else (held,):
            if party is not None and (named := party.body or party.role):
                found[named] = None
    for name in _OWNING_ROLES:
        if held := getattr(record, name, ""):
            found[held] = None
    return tuple(found)


def record_of(row: Row) -> Record | None:
    """Give the record of a row, None where it was taken back.

    Raises:
        InvalidData: the row was altered, and is no record.
    """
    if not row.body:
        return None
    try:
        record = decode_record(TYPES[row.type], row.body)
    except (KeyError, InvalidData):
        raise InvalidData([altered(row.id)]) from None
    if record.id != row.id:
        raise InvalidData([altered(row.id)])
    return record


def of_their_types(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows on, each of the type that its id names.

    Raises:
        InvalidData: one was altered, and is of another.
    """
    for row in rows:
        if f"/{row.type}/" not in row.id:
            raise InvalidData([altered(row.id)])
        yield row


def glances_of(record_type: str, rows: Iterable[Row]) -> list[Seen]:
    """Give glances of the records of rows of one type, leaving out those taken back.

    Raises:
        InvalidData: rows were altered, and are no records of that type, or another's; each is told.
    """
    standing = [row for row in rows if row.body]
    if not standing:
        return []
    try:
        seen = glances(TYPES[record_type], [row.body for row in standing])
    except InvalidData:
        raise InvalidData(altered(row.id) for row in standing if not _is_sound(row)) from None
    if [one.id for one in seen] != [row.id for row in standing]:
        raise InvalidData(altered(row.id) for one, row in zip(seen, standing, strict=True) if one.id != row.id)
    return seen


def _is_sound(row: Row) -> bool:
    try:
        record_of(row)
    except InvalidData:
        return False
    return True


def altered(record_id: str) -> Problem:
    """Tell that a store says something else of a record than its commits make."""
    return Problem(
        code="rows.altered",
        says="What the store shows of this record is not what its commits make: it was altered by hand, or written by "
        "another version of this library.",
        mend="`lif rebuild` makes it again from the commits.",
        where=record_id,
    )


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
