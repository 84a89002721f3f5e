"""Leaving: every file that leaves is recorded: what it showed, for whom, by whom, when. Never its text, nor where to.

Whoever lets it go is named before anything is written. The record is a commit of its own: without it nobody could
tell, when something is removed for good, who still has a copy.
"""

import errno
import hashlib
import os
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import attrs

from lif_core.errors import StorageAway, StorageFull, UnsafePlace
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DisclosureLevel
from lif_core.hooks.ports import Backs
from lif_core.partnership.books import Books
from lif_core.partnership.keeping import dump, marking
from lif_core.partnership.work import Work, begin
from lif_core.records import Export
from lif_core.rules.requests import FileExport
from lif_core.view.who import party_of

_BLOCK = 1 << 20
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


@attrs.frozen(weakref_slot=False)
class Leaving:
    """One file that is about to leave, let go by somebody who was named.

    Attributes:
        work: the unit of work that records it.
        by: id of the role or body that lets it go.
    """

    work: Work = attrs.field(repr=False)
    by: str

    def record(self, *, shown: Iterable[str] = (), whole: bool = False, **told: Any) -> Export:
        """Record that it left, in a commit of its own.

        Args:
            shown: ids of the records it shows.
            whole: whether it is a copy of the whole register.
            **told: what else `FileExport` takes.
        """
        view, ids = self.work.view, tuple(shown)
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

    def _levels(self, ids: tuple[str, ...]) -> set[str]:
        register = self.work.view.register
        return {record.disclosure for id in ids if (record := register.get(id)) is not None}


def leaving(books: Books, *, by: str = "", report: str) -> Leaving:
    """Name who lets a file go, before it is written.

    Args:
        books: the partnership's.
        by: id of the role; left out, the one in the settings.
        report: what leaves: the name of a report, `dump` or `backup`.

    Raises:
        InvalidData: nobody is named.
        Refused: whoever is named is no role or body of the framework.
    """
    return Leaving(begin(books, by=by, why=f"Left: {report}"), by or books.settings.by)


def _narrowest(framework: Framework, levels: set[str]) -> str:
    """Tell the level of the record of a file: that of the narrowest record it shows, the narrowest of all for none."""
    known = framework.all(DisclosureLevel)
    told = [level for level in levels if level in known] or list(known)
    return max(told, key=framework.disclosure, default="")


def copies_of(books: Books, record_id: str, since: int) -> tuple[Export, ...]:
    """Tell the files that left and showed a record, the oldest first.

    Args:
        books: the partnership's.
        record_id: the record.
        since: the position of the commit that made it: a copy of the whole register has it if it was made after.
    """
    memory = books.memory()
    exports = [one for one in memory.register.of_type("export") if isinstance(one, Export)]
    found = [one for one in exports if record_id in one.shown or (one.whole and memory.marks[one.id].position > since)]
    return tuple(sorted(found, key=lambda one: memory.marks[one.id].position))


def dumped(books: Books, *, by: str = "", file: str = "") -> Generator[str, None, None]:
    """Give the lines of `keeping.dump`, and record that they left: also where not all of them were asked for.

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
    seen, day = hashlib.sha256(), books.today
    lines = dump(books, day)
    begun = False
    try:
        for line in lines:
            begun = True
            seen.update(f"{line}\n".encode("utf-8", "surrogatepass"))
            yield line
    finally:
        if begun:
            mark = marking(books.framework(day))
            going.record(report="dump", whole=True, marking=mark, file=file, sha256=seen.hexdigest(), as_at=day)


def back_up(books: Books, path: str | os.PathLike[str], *, by: str = "") -> Export:
    """Write a consistent copy to a new file, while others write, and record that it was made.

    A storage that makes copies of its own makes one; of any other it is the lines of a dump, of one moment. `restored`
    takes both.

    Args:
        books: the partnership's.
        path: the file; there must be none of that name.
        by: id of the role that makes it; left out, the one in the settings.

    Raises:
        InvalidData: nobody is named; nothing was written.
        Refused: whoever is named is no role or body of the framework.
        StorageError: the copy could not be written.
    """
    storage, target = books.storage, Path(path)
    going, day = leaving(books, by=by, report="backup"), books.today
    if isinstance(storage, Backs):
        storage.backup(str(target))
    else:
        _write_new(target, dump(books, day))
    mark = marking(books.framework(day))
    return going.record(report="backup", whole=True, marking=mark, file=target.name, sha256=_hash_of(target), as_at=day)


def _write_new(target: Path, lines: Iterable[str]) -> None:
    """Write a new file, readable by nobody else: it appears whole and on the disk, or not at all."""
    part = target.with_name(f"{target.name}.part")
    if target.exists():
        raise UnsafePlace(f"There is a file at {target} already; it was left as it is. Name another one.")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.writelines(f"{line}\n".encode("utf-8", "surrogatepass") for line in lines)
            out.flush()
            os.fsync(out.fileno())
        os.rename(part, target)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull(f"There is no room left for {target}; no copy was made. Free some space.") from None
        raise StorageAway(f"{target} cannot be written. See that its folder is there and that you may.") from None
    finally:
        part.unlink(missing_ok=True)


def _hash_of(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()
