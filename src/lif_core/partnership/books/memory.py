"""Memory: what a partnership holds of its store, and how it catches up with what others wrote."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from lif_core.errors import StorageError
from lif_core.hooks.ports import Head, Row, Storage, StoredCommit
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.partnership.books.collecting import without_collecting
from lif_core.partnership.books.commits import day_of, sealed_in
from lif_core.partnership.books.forms import keyed
from lif_core.partnership.books.rows import (
    AHEAD,
    YES,
    entries_of,
    folded,
    glances_of,
    of_their_types,
    pointing_key,
    record_of,
    row_gone,
    row_of,
)
from lif_core.records import TYPES, Record
from lif_core.serial.glances import Seen
from lif_core.values.identifiers import type_of
from lif_core.view.register import Register
from lif_core.view.shelf import Shelf

Read = TypeVar("Read")


class Mark(NamedTuple):
    """Where a record stands in the journal: the commit that last changed it, and the last day of effect."""

    position: int
    until: str


class Stock:
    """The records of one type.

    Args:
        shelf: the records, without those taken back.
        marked: tells where each stands, those taken back among them; asked when somebody first wants to know.
        last: the last commit that changed one of them, and the last day of effect of any.

    Attributes:
        shelf: the records, without those taken back.
        last: the last commit that changed one of them, and the last day of effect of any.
    """

    def __init__(self, shelf: Shelf, marked: Callable[[], Mapping[str, Mark]], last: Mark) -> None:
        self.shelf, self.last, self._marked = shelf, last, marked

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """Where each record stands, also of those taken back."""
        return self._marked()

    @classmethod
    def of(cls, record_type: str, rows: Sequence[Row]) -> "Stock":
        """Take a glance at every row."""
        ids, positions, untils = [row.id for row in rows], [row.position for row in rows], [row.until for row in rows]
        last = Mark(max(positions, default=0), max(untils, default=""))
        return cls(Shelf(record_type, glances_of(record_type, rows)), lambda: _marked(ids, positions, untils), last)

    def after(self, record_type: str, rows: Sequence[Row]) -> "Stock":
        """Give the stock with these rows in the place of what stood."""
        gone = [row.id for row in rows if not row.body]
        fresh = Stock.of(record_type, rows)
        marks = {**self.marks, **fresh.marks}
        last = Mark(max(self.last.position, fresh.last.position), max(self.last.until, fresh.last.until))
        return Stock(self.shelf.plus(fresh.shelf, gone), lambda: marks, last)


def _marked(ids: Iterable[str], positions: Iterable[int], untils: Iterable[str]) -> dict[str, Mark]:
    """Tell where records stand. Most of a commit stand at one place, so they share one mark."""
    shared: dict[tuple[int, str], Mark] = {}
    places = zip(positions, untils, strict=True)
    return {
        id: shared.get(place) or shared.setdefault(place, Mark(*place)) for id, place in zip(ids, places, strict=True)
    }


class Memory:
    """The records as the store had them at one head, a type read when somebody first asks for it.

    Never another than it was: what is read later is read as it stood at that head.

    Args:
        storage: the store.
        lock: held while the store is asked.
        head: where the journal ended.
        stocks: what was read already, by record type.

    Attributes:
        head: where the journal ended.
        register: every record after all its changes, also those that take effect later.
        marks: where each record stands, by id; also of those taken back.
    """

    def __init__(
        self, storage: Storage, lock: AbstractContextManager[Any], head: Head, stocks: Mapping[str, Stock] | None = None
    ) -> None:
        self.head = head
        self.register = Register(fetch=lambda record_type: self.stock(record_type).shelf)
        self.marks: Mapping[str, Mark] = _Marks(self)
        self._storage, self._lock = storage, lock
        self._stocks = dict(stocks or {})
        self._pasts: dict[tuple[date, date | None], Register] = {}

    @classmethod
    def of(cls, storage: Storage, lock: AbstractContextManager[Any]) -> "Memory":
        """Give the memory of a store as it is now."""
        return cls(storage, lock, storage.head())

    def stock(self, record_type: str) -> Stock:
        """Give what stands of one record type, reading it when first asked for.

        Raises:
            InvalidData: a row was altered, and is no record.
            StorageError: the store cannot be read, or another one was put in its place.
        """
        held = self._stocks.get(record_type)
        if held is None:
            with self._lock, without_collecting():
                held = self._stocks.get(record_type) or Stock.of(record_type, self._all_rows(record_type))
                self._stocks[record_type] = held
        return held

    def _all_rows(self, record_type: str) -> Sequence[Row]:
        rows = list(of_their_types(self._storage.load(type=record_type)))
        return rows if self._storage.head() == self.head else self._rows_then(rows)

    def rows(self, record_type: str) -> Iterator[Row]:
        """Stream the rows of a type as they stood at our head, also where others have written since."""
        stream = of_their_types(self._storage.load(type=record_type))
        with self._lock:
            first = list(islice(stream, BATCH))  # from here on it shows what stood when this was read
            is_ours = self._storage.head() == self.head
        if is_ours:
            yield from first
            yield from in_batches(stream, self._lock)
        else:
            yield from self._rows_then([*first, *stream])

    def some_rows(self, **asked: Any) -> list[Row] | None:
        """Give the rows that the storage is asked for, None where others have written since."""
        with self._lock:
            found = list(of_their_types(self._storage.load(**asked)))
            return found if self._storage.head() == self.head else None

    def rows_pointing(self, record_id: str, day: date) -> list[Row] | None:
        """Give the rows that may point at a record on a day; None where the keys of rows do not tell.

        They tell what points now. A row that may stand otherwise on a day that is not yet past has a key that says so.
        """
        with self._lock:
            if not keyed(self._storage) or day < self._last_written():
                return None
        found = [self.some_rows(keys=keys) for keys in ({pointing_key(record_id): YES}, {AHEAD: YES})]
        return None if None in found else list({row.id: row for some in found for row in some or ()}.values())

    def _last_written(self) -> date:
        last = next(iter(self._storage.commits(self.head.position - 1)), None) if self.head.position else None
        return day_of(last) if last is not None else date.min

    def _rows_then(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Put what stood at our head in the place of what others have written since."""
        if self.head.position and not _behind(self._storage, self.head):
            raise StorageError("Another store was put in the place of this one. Open the partnership again.")
        since = [row.id for row in rows if row.position > self.head.position]
        then = self.entries(since) if since else {}
        standing = [row for row in rows if row.position <= self.head.position]
        return [*standing, *(_row_at(id, entries) for id, entries in then.items() if entries)]

    def caught_up(self) -> "Memory":
        """Give the memory of the store as it is now; this one where nothing was written."""
        memory = self
        while self._storage.head() != memory.head:
            commits = _behind(self._storage, memory.head)
            if not commits:
                return Memory.of(self._storage, self._lock)
            touched = list(dict.fromkeys(id for commit in commits for id in commit.touches if memory._holds(id)))
            seen = Head(commits[-1].position, commits[-1].link)
            memory = memory.after(seen, self._storage.load(ids=touched))
        return memory

    def _holds(self, record_id: str) -> bool:
        return self.has_read(type_of(record_id))

    def has_read(self, record_type: str) -> bool:
        """Tell whether the records of a type were read already."""
        return record_type in self._stocks

    def after(self, head: Head, rows: Iterable[Row]) -> "Memory":
        """Give the memory at `head`, which these rows lead to; of types that nobody has asked for they are left out."""
        fresh: dict[str, list[Row]] = {}
        for row in rows:
            if row.type in self._stocks:
                fresh.setdefault(row.type, []).append(row)
        with without_collecting():
            stocks = {type: self._stocks[type].after(type, some) for type, some in fresh.items()}
        return Memory(self._storage, self._lock, head, {**self._stocks, **stocks})

    def as_of(self, day: date, known_by: date | None = None) -> Register:
        """Give the records as they stood on `day`, by what was written until the end of `known_by`.

        Only records with a later change are replayed; the others stand as they are.
        """
        found = self._pasts.pop((day, known_by), None)
        if found is None:
            past = _Past(self, day, known_by)
            found = Register(fetch=past.shelf, stream=past.stream, look=past.look)
        self._pasts[day, known_by] = found  # the last one asked for
        while len(self._pasts) > _PASTS:
            del self._pasts[next(iter(self._pasts))]
        return found

    def entries(self, record_ids: list[str]) -> dict[str, list[Entry]]:
        """Give every change of some records up to our head, in the order of writing."""
        with self._lock:
            found = journal_of(self._storage, record_ids)
        return {id: [one for one in some if one.sequence[0] <= self.head.position] for id, some in found.items()}

    def replayed(self, record_ids: Iterable[str], day: date) -> dict[str, Record | None]:
        """Give some records as they stood on a day, None for those that were not there."""
        past = _Past(self, day, None)
        return {id: past.told(id, entries) for id, entries in self.entries(list(record_ids)).items()}

    def last_by(self, known_by: date) -> int:
        """Tell the last commit written by the end of a day, in the machine's place."""
        with self._lock:
            return _position_by(self._storage, known_by)


BATCH = 500
"""Rows that are read at once while nobody else is let at the store."""
_PASTS = 4  # days that a memory keeps at hand: a report, and what it is compared with


class _Marks(Mapping[str, Mark]):
    """Where each record stands: read together with the rows of its type."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def __getitem__(self, record_id: str) -> Mark:
        try:
            record_type = type_of(record_id)
        except ValueError:
            raise KeyError(record_id) from None
        return self._memory.stock(record_type).marks[record_id]

    def __iter__(self) -> Iterator[str]:
        return (record_id for record_type in TYPES for record_id in self._memory.stock(record_type).marks)

    def __len__(self) -> int:
        return sum(len(self._memory.stock(record_type).marks) for record_type in TYPES)


class _Past:
    """The records of a memory as they stood on a day, by what was known of them."""

    def __init__(self, memory: Memory, day: date, known_by: date | None) -> None:
        self._memory, self._day = memory, day
        self._on = day.isoformat()
        self._limit = None if known_by is None else memory.last_by(known_by)
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, record_type: str) -> Shelf:
        """Give the shelf of a type as it stood."""
        found = self._shelves.get(record_type)
        if found is None:
            found = self._shelves.setdefault(record_type, self._made(record_type))
        return found

    def stream(self, record_type: str) -> Iterator[Seen]:
        """Give glances of the records of a type as it stood, one after another, and keep none that was not read."""
        if self._memory.has_read(record_type):
            yield from self.shelf(record_type)
            return
        late: list[str] = []
        rows = self._memory.rows(record_type)
        while batch := list(islice(rows, BATCH)):
            late += [row.id for row in batch if self._is_late(row)]
            yield from glances_of(record_type, (row for row in batch if not self._is_late(row)))
        yield from (record for record in self._replayed(late).values() if record is not None)

    def look(self, *, id: str = "", pointing_at: str = "") -> Sequence[Record] | None:
        """Give one record by its id, or those that may point at one; None where that takes reading every record."""
        if id:
            rows = self._memory.some_rows(ids=[id])
        else:
            rows = self._memory.rows_pointing(pointing_at, self._day) if self._limit is None else None
        if rows is None:
            return None
        late = self._replayed([row.id for row in rows if self._is_late(row)])
        found = (late[row.id] if row.id in late else record_of(row) for row in sorted(rows, key=attrgetter("id")))
        return [record for record in found if record is not None]

    def _made(self, record_type: str) -> Shelf:
        stock = self._memory.stock(record_type)
        if not self._is_late(stock.last):
            return stock.shelf
        late = [id for id, mark in stock.marks.items() if self._is_late(mark)]
        if not late:
            return stock.shelf
        replayed = self._replayed(late)
        there = [record for record in replayed.values() if record is not None]
        return stock.shelf.plus(there, [id for id, record in replayed.items() if record is None])

    def _is_late(self, mark: Mark | Row) -> bool:
        """Tell whether a record was changed after the day, or after what counts of the journal."""
        return mark.until > self._on or (self._limit is not None and mark.position > self._limit)

    def _replayed(self, record_ids: list[str]) -> dict[str, Record | None]:
        entries = self._memory.entries(record_ids) if record_ids else {}
        return {id: self.told(id, some) for id, some in entries.items()}

    def told(self, record_id: str, entries: list[Entry]) -> Record | None:
        """Give the record that those of its changes make that count, None where it is not there."""
        some = [
            entry
            for entry in entries
            if entry.change.on <= self._day and (self._limit is None or entry.sequence[0] <= self._limit)
        ]
        try:
            return folded(record_id, some)
        except DoesNotFold:  # its beginning was written after `known_by`: nobody knew of it
            return None


def in_batches(stream: Iterator[Read], lock: AbstractContextManager[Any]) -> Iterator[Read]:
    """Stream rows or commits, holding the store only while a batch of them is read."""
    while True:
        with lock:
            batch = list(islice(stream, BATCH))
        if not batch:
            return
        yield from batch


def _row_at(record_id: str, entries: list[Entry]) -> Row:
    """Give the row that these changes of a record left behind."""
    position, until = entries[-1].sequence[0], max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    recorded = entries[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)


def _behind(storage: Storage, head: Head) -> list[StoredCommit]:
    """Give the commits behind a head; none where a backup, or another store, was put in the place of ours."""
    known = [head.link] if head.position else []
    found = list(storage.commits(head.position - len(known)))
    return found[len(known) :] if [commit.link for commit in found[: len(known)]] == known else []


def journal_of(storage: Storage, record_ids: list[str]) -> dict[str, list[Entry]]:
    """Give every change of some records, in the order of writing."""
    wanted = set(record_ids)
    found: dict[str, list[Entry]] = {record_id: [] for record_id in record_ids}
    few = len(wanted) <= 50
    seen: set[int] = set()
    for commit in _touching(storage, record_ids) if few else storage.commits():
        if commit.position in seen or wanted.isdisjoint(commit.touches):
            continue
        seen.add(commit.position)
        for entry in entries_of(sealed_in(commit), commit.position):
            if entry.change.record in wanted:
                found[entry.change.record].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: entry.sequence)
    return found


def _touching(storage: Storage, record_ids: list[str]):  # type: ignore[no-untyped-def]
    for record_id in record_ids:
        yield from storage.history(record_id)


def _position_by(storage: Storage, known_by: date) -> int:
    """Tell the last commit written by the end of a day, in the machine's place.

    What stands before it was written before it, also where a clock that was wrong for a while says a later day.
    """
    return max((commit.position for commit in storage.commits() if day_of(commit) <= known_by), default=0)
