"""Exports: every file that leaves is recorded: what it showed, for whom, by whom, when. Never its text, nor where to.

Whoever lets it go is named before anything is written. The record is a commit of its own: without it nobody could
tell, when something is removed for good, who still has a copy.
"""

import hashlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import attrs

from lif_core.errors import Problem, Refused, UnsafePlace
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DisclosureLevel
from lif_core.hooks.ports import Backs
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.files import PART, not_written, sync_folder, write_new
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.rows import folded
from lif_core.partnership.copies.dumping import dump, marking
from lif_core.partnership.writing.work import Work, begin
from lif_core.records import Export
from lif_core.rules.requests import Amend, FileExport
from lif_core.view.who import party_of


@attrs.frozen(weakref_slot=False)
class Leaving:
    """One file that is about to leave, let go by somebody who was named.

    Attributes:
        work: the unit of work that records it.
        by: id of the role or body that lets it go.
        books: the partnership's.
    """

    work: Work = attrs.field(repr=False)
    by: str
    books: Books = attrs.field(repr=False)

    def record(self, *, shown: Iterable[str] = (), whole: bool = False, gone: bool = False, **told: Any) -> Export:
        """Record that it left, in a commit of its own.

        Args:
            shown: ids of the records it shows.
            whole: whether it is a copy of the whole register, or counts as one.
            gone: whether it is out of the house already: it is then recorded whatever it shows.
            **told: what else `FileExport` takes.

        Raises:
            Refused: something that it shows was removed for good since it was begun; nothing was recorded.
        """
        view, ids = self.work.view, tuple(shown)
        if not gone:
            self.work.rests_on(lambda now: self._see_nothing_removed(now, None if whole else frozenset(ids)))
        with self.work as work:
            (record,) = work.apply(
                [
                    FileExport(
                        shown=ids,
                        whole=whole,
                        disclosure=_narrowest(view.framework, self._levels(ids)),
                        by=party_of(view.framework, self.by),
                        on=view.day,
                        **told,
                    )
                ]
            )
        assert isinstance(record, Export)
        return record

    def see_nothing_removed(self) -> None:
        """Refuse a copy of the whole register while which something was removed for good.

        Raises:
            Refused: the copy may still show it.
        """
        self._see_nothing_removed(self.books.memory(), None)

    def _see_nothing_removed(self, now: Memory, shown: frozenset[str] | None) -> None:
        """Refuse a file that shows what was removed since: whoever removed it was not told of this copy."""
        since = self.work.seen.head.position
        for position, commit in self.books.commits(since):
            removed = {change.record for change in commit.changes if change.kind == "redact"}
            if position <= now.head.position and removed and (shown is None or not removed.isdisjoint(shown)):
                says = "Something that this file shows was removed for good while it was made."
                mend = "Destroy it where it is out already, and make another."
                raise Refused([Problem("leaving.removed-since", says, mend)])

    def _levels(self, ids: tuple[str, ...]) -> set[str]:
        register = self.work.view.register
        return {record.disclosure for id in ids if (record := register.get(id)) is not None}


def leaving(books: Books, *, by: str = "", report: str, seen: Memory | None = None) -> Leaving:
    """Name who lets a file go, before it is written.

    Args:
        books: the partnership's.
        by: id of the role; left out, the one in the settings.
        report: what leaves: the name of a report, `dump` or `backup`.
        seen: what was known of the store when it was made; left out, what is known now.

    Raises:
        InvalidData: nobody is named.
        Refused: whoever is named is no role or body of the framework.
    """
    return Leaving(begin(books, by=by, why=f"Left: {report}", seen=seen), by or books.settings.by, books)


def _narrowest(framework: Framework, levels: set[str]) -> str:
    """Tell the level of the record of a file: that of the narrowest record it shows, the narrowest of all for none."""
    known = framework.all(DisclosureLevel)
    told = [level for level in levels if level in known] or list(known)
    return max(told, key=framework.disclosure, default="")


def copies_of(books: Books, record_id: str, since: int) -> tuple[Export, ...]:
    """Tell the files that left and showed a record, the oldest first; also those whose own record was taken back.

    A file that does not say which records it shows counts as showing every one, whoever its readers were.

    Args:
        books: the partnership's.
        record_id: the record.
        since: the position of the commit that made it: a copy of the whole register has it if it was made after.
    """
    memory = books.memory()
    marks = memory.stock("export").marks
    found = [one for one in left(memory) if record_id in one.shown or (one.whole and marks[one.id].position > since)]
    return tuple(sorted(found, key=lambda one: marks[one.id].position))


def left(memory: Memory) -> Iterator[Export]:
    """Give the record of every file that left, also of those that somebody took back."""
    yield from memory.register.of_type(Export)
    yield from _taken_back(memory, [id for id in memory.stock("export").marks if id not in memory.register])


def _taken_back(memory: Memory, ids: list[str]) -> Iterator[Export]:
    """Give records of files that left and that somebody took back: the files are out all the same."""
    for id, entries in (memory.entries(ids) if ids else {}).items():
        record = folded(id, [entry for entry in entries if entry.change.kind != "withdraw"])
        if isinstance(record, Export):
            yield record


def dumped(books: Books, *, by: str = "", file: str = "") -> Generator[str, None, None]:
    """Give the lines of `dumping.dump`, and record that they left: also where not all of them were asked for.

    Args:
        books: the partnership's.
        by: id of the role that lets it go; left out, the one in the settings.
        file: name of the file the lines go to; left out, nobody can tell.

    Raises:
        InvalidData: nobody is named; not a line was given.
        Refused: whoever is named is no role or body of the framework.
    """
    going = leaving(books, by=by, report="dump")
    return _recorded(books, going, file)


def _recorded(books: Books, going: Leaving, file: str) -> Generator[str, None, None]:
    """Record it before a line is out, whatever stops it then; its hash is told behind the last line."""
    day, why = books.today, "Left: dump"
    lines = dump(books, day)
    first = next(lines)  # tells where the journal ends: the record that follows is no part of the dump
    told: dict[str, Any] = {"marking": marking(books.framework(day)), "file": file, "as_at": day}
    record = going.record(report="dump", whole=True, gone=True, **told)
    seen = hashlib.sha256()
    try:
        for line in chain((first,), lines):
            seen.update(f"{line}\n".encode("utf-8", "surrogatepass"))
            yield line
    finally:
        with begin(books, by=going.by, why=why) as work:
            work.apply([Amend(record.id, {"sha256": seen.hexdigest()})])
        going.see_nothing_removed()


def back_up(books: Books, path: str | os.PathLike[str], *, by: str = "") -> Export:
    """Write a consistent copy to a new file, while others write, and record that it was made.

    A storage that makes copies of its own, and opens them, makes one; of any other it is the lines of a dump, of one
    moment. `Partnership.restore` takes both. It stands in its place only when it is recorded: a copy that nobody
    recorded is nowhere.

    Args:
        books: the partnership's.
        path: the file; there must be none of that name.
        by: id of the role that makes it; left out, the one in the settings.

    Raises:
        InvalidData: nobody is named; nothing was written.
        Refused: whoever is named is no role or body of the framework; or something was removed for good meanwhile.
        StorageError: the copy could not be written.
    """
    storage, target = books.storage, Path(path)
    going, day = leaving(books, by=by, report="backup"), books.today
    mark = marking(books.framework(day))

    def record(made: Path) -> Export:
        told: dict[str, Any] = {"marking": mark, "file": target.name, "sha256": _hash_of(made), "as_at": day}
        return going.record(report="backup", whole=True, **told)

    if isinstance(storage, Backs) and not books.plugins.opens_no_copies(books.settings.storage):
        return _in_place(target, lambda part: storage.backup(str(part)), record)
    lines = (f"{line}\n".encode("utf-8", "surrogatepass") for line in dump(books, day))
    return _in_place(target, lambda part: write_new(part, lines), record)


def _in_place(target: Path, write: Callable[[Path], None], record: Callable[[Path], Export]) -> Export:
    """Write a new file beside its place, record it, and put it there: it appears whole, or not at all."""
    part = target.with_name(f"{target.name}{PART}")
    if target.exists():
        raise UnsafePlace(f"There is a file at {target} already; it was left as it is. Name another one.")
    try:
        part.unlink(missing_ok=True)
        write(part)
        recorded = record(part)
        os.rename(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise not_written(target, error) from None
    finally:
        part.unlink(missing_ok=True)
    return recorded


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
