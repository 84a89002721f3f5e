"""Memory: what a partnership holds of its store, and how it catches up with what others wrote."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

import attrs

from lif_core.hooks.ports import Head, Row, Storage, StoredCommit
from lif_core.journal.chain import decode
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.partnership.rows import entries_of, folded, record_of
from lif_core.records.record import Record
from lif_core.view.register import Register


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector still: of records being read it would find none to take, again and again.

    Freezing and unfreezing puts everything read among the old objects without walking it, so that the next small
    collections do not walk it either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # else somebody froze objects of theirs, which must stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class Mark(NamedTuple):
    """Where a record stands in the journal: the commit that last changed it, and the last day of effect."""

    position: int
    until: str


@attrs.frozen
class Memory:
    """The records as the store had them at one head. Never changed, only replaced.

    Attributes:
        head: where the journal ended.
        register: every record after all its changes, also those that take effect later.
        marks: where each record stands, by id; also of those taken back.
    """

    head: Head
    register: Register
    marks: Mapping[str, Mark]

    @classmethod
    def of(cls, storage: Storage) -> "Memory":
        """Read a whole store."""
        while True:
            head = storage.head()
            with _without_collecting():
                memory = cls(head, Register(), {}).after(head, storage.load())
            if storage.head() == head:  # nobody wrote while we read
                return memory

    def caught_up(self, storage: Storage) -> "Memory":
        """Give the memory of the store as it is now; this one where nothing was written."""
        memory = self
        while storage.head() != memory.head:
            commits = _behind(storage, memory.head)
            if not commits:
                return Memory.of(storage)
            touched = list(dict.fromkeys(record_id for commit in commits for record_id in commit.touches))
            seen = Head(commits[-1].position, commits[-1].link)
            memory = memory.after(seen, storage.load(ids=touched))
        return memory

    def after(self, head: Head, rows: Iterable[Row]) -> "Memory":
        """Give the memory at `head`, with these rows read."""
        marks, records, gone = dict(self.marks), [], []
        for row in rows:
            marks[row.id] = Mark(row.position, row.until)
            record = record_of(row)
            if record is None:
                gone.append(row.id)
            else:
                records.append(record)
        register = self.register.plus(records, gone) if len(self.register) else Register(records)
        return Memory(head, register, marks)

    def as_of(self, storage: Storage, day: date, known_by: date | None = None) -> Register:
        """Give the records as they stood on `day`, by what was written until the end of `known_by`.

        Only records with a later change are replayed; the others stand as they are.
        """
        limit = None if known_by is None else _position_by(storage, known_by)
        on = day.isoformat()
        late = [
            record_id
            for record_id, mark in self.marks.items()
            if mark.until > on or (limit is not None and mark.position > limit)
        ]
        if not late:
            return self.register
        replayed = self._replayed(storage, late, day, known_by)
        there = [record for record in replayed.values() if record is not None]
        return self.register.plus(there, [record_id for record_id, record in replayed.items() if record is None])

    def _replayed(
        self, storage: Storage, late: list[str], day: date, known_by: date | None
    ) -> dict[str, Record | None]:
        entries = journal_of(storage, late)
        chosen = {
            record_id: [
                entry
                for entry in entries[record_id]
                if entry.change.on <= day and (known_by is None or entry.recorded <= known_by)
            ]
            for record_id in late
        }
        return {record_id: _told(record_id, some) for record_id, some in chosen.items()}


def _behind(storage: Storage, head: Head) -> list[StoredCommit]:
    """Give the commits behind a head; none where a backup, or another store, was put in the place of ours."""
    known = [head.link] if head.position else []
    found = list(storage.commits(head.position - len(known)))
    return found[len(known) :] if [commit.link for commit in found[: len(known)]] == known else []


def _told(record_id: str, entries: list[Entry]) -> Record | None:
    try:
        return folded(record_id, entries)
    except DoesNotFold:  # its beginning was written after `known_by`: nobody knew of it
        return None


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
        for entry in entries_of(decode(commit.body), commit.position):
            if entry.change.record in wanted:
                found[entry.change.record].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: entry.sequence)
    return found


def _touching(storage: Storage, record_ids: list[str]):  # type: ignore[no-untyped-def]
    for record_id in record_ids:
        yield from storage.history(record_id)


def _position_by(storage: Storage, known_by: date) -> int:
    """Tell the last commit written by the end of a day (UTC)."""
    last = 0
    for commit in storage.commits():
        if decode(commit.body).commit.at.date() > known_by:
            break
        last = commit.position
    return last
