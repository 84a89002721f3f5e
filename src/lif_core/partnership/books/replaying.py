"""Replaying: what the commits of a store make, and where its rows say something else.

What counts is the journal, and its chain tells whether somebody altered it. The rows beside it only save replaying
it: whoever alters them by hand changes what people read and no commit. So they are compared with what the commits make.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.ports import GENESIS, Head, Rebuilds, Row, Storage, StoredCommit
from lif_core.journal.chain import verify
from lif_core.journal.change import Change
from lif_core.journal.fold import DoesNotFold, Entry, Plain, fold
from lif_core.journal.sealed import Sealed
from lif_core.partnership.books.rows import entries_of, folded, record_of, row_gone, row_of
from lif_core.records import TYPES
from lif_core.serial.plain import rebuild
from lif_core.values.identifiers import type_of


@attrs.frozen
class Made:
    """What the commits of a journal make, the chain having been checked.

    Attributes:
        head: where the journal ends.
        links: every link it ever ended on, that of the empty journal first.
        touches: by position the ids of the records that each commit touches.
        rows: what should stand beside the commits, in the order of ids.
        spoilt: positions of the commits of which the store says that they touch other records.
        frameworks: fingerprints of the frameworks that commits were decided under.
    """

    head: Head
    links: tuple[str, ...] = attrs.field(repr=False)
    touches: Mapping[int, tuple[str, ...]] = attrs.field(repr=False)
    rows: tuple[Row, ...] = attrs.field(repr=False)
    spoilt: tuple[int, ...] = ()
    frameworks: tuple[str, ...] = ()


# --- what should stand there ----------------------------------------------------------------------------------------


def made(storage: Storage) -> Made:
    """Check the chain of a store, and tell what its commits make.

    Raises:
        BrokenChain: names the first commit that does not fit.
        InvalidData: the changes of a record make none; every such record is told.
    """
    walk = _Walk()
    verify(walk.over(storage.commits()), GENESIS, walk.take)
    return walk.made()


@attrs.define
class _Walk:
    """Goes through the commits once, and notes what each says and what the store says of it."""

    links: list[str] = attrs.field(factory=lambda: [GENESIS])
    said: dict[int, tuple[str, ...]] = attrs.field(factory=dict)
    touches: dict[int, tuple[str, ...]] = attrs.field(factory=dict)
    entries: dict[str, list[Entry]] = attrs.field(factory=dict)
    frameworks: dict[str, None] = attrs.field(factory=dict)

    def over(self, commits: Iterator[StoredCommit]) -> Iterator[tuple[int, str, bytes]]:
        for stored in commits:
            self.said[stored.position] = stored.touches
            self.links.append(stored.link)
            yield stored.position, stored.link, stored.body

    def take(self, position: int, sealed: Sealed) -> None:
        self.touches[position] = sealed.commit.touches
        self.frameworks.setdefault(sealed.commit.framework)
        for entry in entries_of(sealed, position):
            self.entries.setdefault(entry.change.record, []).append(entry)

    def made(self) -> Made:
        spoilt = tuple(position for position, ids in self.touches.items() if ids != self.said[position])
        last = len(self.touches)
        head = Head(last, self.links[-1]) if last else Head()
        named = tuple(filter(None, self.frameworks))
        return Made(head, tuple(self.links), self.touches, tuple(self._rows()), spoilt, named)

    def _rows(self) -> Iterator[Row]:
        wrong = []
        for record_id in sorted(self.entries):
            entries = self.entries[record_id]
            last = max(entries, key=lambda one: one.sequence)
            until, position, recorded = max(one.change.on for one in entries), last.sequence[0], last.recorded
            try:
                record = folded(record_id, entries)
            except (DoesNotFold, InvalidData, KeyError, ValueError):
                wrong.append(_makes_none(record_id))
                continue
            if record is None:
                yield row_gone(record_id, position, until, recorded)
            else:
                yield row_of(record, position, until, recorded)
        if wrong:
            raise InvalidData(wrong)


class Growing:
    """Records as they grow, commit by commit: each change is laid upon what stood.

    Only where one is entered late, and takes effect before another that is there already, the whole record is folded
    again; else the time would grow with the square of a record's history.
    """

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._stands: dict[str, tuple[Plain | None, date]] = {}

    def take(self, sealed: Sealed, position: int) -> Iterator[Row]:
        """Take a commit, and give the row of each record that it touches.

        Raises:
            DoesNotFold: the changes of a record make none.
            InvalidData: they make one that is not valid.
        """
        fresh: dict[str, list[Entry]] = {record_id: [] for record_id in sealed.commit.touches}
        for entry in entries_of(sealed, position):
            fresh[entry.change.record].append(entry)
        return (self._row(record_id, entries, position) for record_id, entries in fresh.items())

    def _row(self, record_id: str, fresh: list[Entry], position: int) -> Row:
        known = self._entries.setdefault(record_id, [])
        plain, until = self._stands.get(record_id, (None, date.min))
        is_late = any(entry.change.on < until for entry in fresh)
        plain = fold([*(known if is_late else _as_one(record_id, plain, known)), *fresh], record_id)
        known += fresh
        until = max(until, *(entry.change.on for entry in fresh))
        self._stands[record_id] = plain, until
        if plain is None:
            return row_gone(record_id, position, until, fresh[-1].recorded)
        return row_of(rebuild(TYPES[type_of(record_id)], plain), position, until, fresh[-1].recorded)


def _as_one(record_id: str, plain: Plain | None, known: Sequence[Entry]) -> list[Entry]:
    """Give what stands of a record as if one change had made it."""
    if not known:
        return []
    set_ = {key: value for key, value in (plain or {}).items() if key != "id"}
    made = [Entry((0, 0), date.min, Change(record=record_id, kind="create", set=set_, on=date.min))]
    gone = Entry((0, 1), date.min, Change(record=record_id, kind="withdraw", on=date.min))
    return made if plain is not None else [*made, gone]


# --- what stands there ----------------------------------------------------------------------------------------------


def differing(storage: Storage, what: Made) -> tuple[str, ...]:
    """Tell the ids of records of which a store says something else than its commits make, in order.

    Raises:
        NotAStore: the tables of the store were taken away, so that nothing can be compared.
    """
    found = {record_id for position in what.spoilt for record_id in what.touches[position]}
    found.update(_rows_differing(storage.load(), what.rows))
    if isinstance(storage, Rebuilds):
        found.update(storage.strays())
    return tuple(sorted(found))


def _rows_differing(held: Iterator[Row], wanted: tuple[Row, ...]) -> Iterator[str]:
    """Walk two lists of rows side by side, both in the order of ids."""
    left: dict[str, Row] = {}
    right: dict[str, Row] = {}
    for stands, should in itertools.zip_longest(held, wanted):
        for row, mine, theirs in ((stands, left, right), (should, right, left)):
            if row is None:
                continue
            other = theirs.pop(row.id, None)
            if other is None:
                mine[row.id] = row
            elif not _say_the_same(row, other):
                yield row.id
    yield from (id if isinstance(id, str) else "" for id in left)  # a damaged row may have lost its id
    yield from right


def _say_the_same(one: Row, other: Row) -> bool:
    first, second = ((row.type, row.position, row.until, dict(row.keys)) for row in (one, other))
    return first == second and (one.body == other.body or _is_one_record(one, other))


def _is_one_record(one: Row, other: Row) -> bool:
    """Tell whether two bodies are two spellings of one record: another version of this library may leave out more."""
    if not one.body or not other.body:
        return False
    try:
        return record_of(one) == record_of(other)
    except (InvalidData, ValueError, KeyError, TypeError):
        return False


def _makes_none(record_id: str) -> Problem:
    return Problem(
        code="journal.no-record",
        says="The changes of this record make none.",
        mend="Restore the last backup whose fingerprint you hold, or redact the record.",
        where=record_id,
    )
