"""Storage: the journal and the records as they stand, in one SQLite file."""

import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import apsw

from lif_core.errors import Conflict, NotAStore, StorageError, UnsafePlace
from lif_core.hooks import Head, Row, StoredCommit
from lif_core.hooks.stored import UNWRITABLE, StoredKeys, closed, commit_of, head_of, keys_text, row_of, see_it_follows
from lif_storage_sqlite import opening, schema
from lif_storage_sqlite.place import path_of
from lif_storage_sqlite.telling import altered, replaced, told, told_by_system

Made = TypeVar("Made")

PATIENCE = 5.0
"""Seconds a call waits for other processes before it raises `StorageAway`."""

_BATCH = 1_000  # rows that are put at once while all are written anew


class SqliteStorage:
    """A store in one SQLite file, with its log beside it while it is open.

    A stream (`commits`, `load`, `history`) shows the store as it stood when its first item was asked for, on a
    connection of its own: writing goes on meanwhile.

    Where the file at its path is moved away, or another is put in its place, every call raises `StorageError` from then
    on. What cannot be seen: that other bytes were written over the file itself, as copying onto it does; and what
    another program does at the new file, with the log of the old one beside it, before this one is next asked or
    closed. A store is put back by `lif restore`, or while no program has it open.

    Args:
        path: file of the store.
        patience: seconds a call waits for other processes.
        vfs: name of an apsw virtual file system, None for the system's own.
        make: whether it is made where there is none.
    """

    def __init__(
        self, path: Path | str, *, patience: float = PATIENCE, vfs: str | None = None, make: bool = True
    ) -> None:
        main = opening.open_file(Path(path), patience, vfs, make=make)
        self._set_up(Path(path), patience, vfs, main)
        try:
            owed = self.owes
        except StorageError:
            main.close(True)
            raise
        if owed:
            # An erasure was killed or blocked before the old bytes were gone: finish it, or leave it to the next.
            with suppress(StorageError):
                self.scrub()

    def _set_up(self, path: Path, patience: float, vfs: str | None, main: apsw.Connection) -> None:
        self.path, self._patience, self._vfs = path, patience, vfs
        self._process = os.getpid()
        self._file = opening.file_at(path)
        self._is_replaced = False
        self._known: Head | None = None  # where the journal ended when we last looked
        self._main: apsw.Connection | None = main
        self._readers: list[apsw.Connection] = []
        self._idle: list[apsw.Connection] = []

    def head(self) -> Head:
        """Tell where the journal ends, as other processes see it too."""
        main = self._connection()
        try:
            self._known = _head(main)
            return self._known
        except apsw.Error as error:
            raise self._told(error) from error
        except ValueError:  # its message may quote what stands there
            raise altered(self.path) from None

    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        """Write one commit and the rows it leaves behind, all or nothing, durable when this returns."""
        with self._transaction() as main:
            see_it_follows(commit, expect, _head(main))
            _add(main, commit)
            _put(main, rows)
        self._known = Head(commit.position, commit.link)

    def commits(self, after: int = 0) -> Iterator[StoredCommit]:
        """Stream the commits behind position `after`, in order."""
        return self._stream(schema.COMMITS, (after,), _commit)

    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        """Stream rows: those named by `ids`, or all of a `type`, or all; of these only those whose `keys` agree."""
        wanted = dict(keys or {})
        bound: list[str] = [] if ids is None else [json.dumps(list(ids))]
        for pair in wanted.items():
            bound += pair
        if type is not None:
            bound.append(type)
        statement = schema.load(ids=ids is not None, type=type is not None, keys=len(wanted))
        return self._stream(statement, tuple(bound), row_of)

    def history(self, id: str) -> Iterator[StoredCommit]:
        """Stream the commits that touch one record, in order."""
        return self._stream(schema.HISTORY, (id,), _commit)

    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        """Append `commit`, replace bodies of earlier commits, and leave none of the old bytes in any file.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageError: the erasure was written, but another process holds the log open, so that the old bytes
                still stand in it; `scrub` (also the next opening) finishes.
        """
        with self._transaction() as main:
            see_it_follows(commit, expect, _head(main))
            _add(main, commit)
            for replacement in replacements:
                if not main.execute(schema.REPLACE, (replacement.body, replacement.position)).fetchall():
                    raise StorageError(f"There is no commit {replacement.position} to replace; nothing was written.")
            _put(main, rows)
            main.execute(schema.OWE, (commit.link,))
        self._known = Head(commit.position, commit.link)
        self.scrub()

    @property
    def owes(self) -> bool:
        """Whether an erasure was killed or blocked before every erased byte was gone; `scrub` finishes it."""
        main = self._connection()
        try:
            return bool(main.execute(schema.OWED).fetchall())
        except apsw.Error as error:
            raise self._told(error) from error

    def scrub(self) -> None:
        """Write the file anew from what stands in it and empty the log, so that no erased byte stays in either.

        Raises:
            StorageError: another process holds the log open; erased bytes still stand in it.
        """
        main = self._connection()
        try:
            owed: list[Any] = main.execute(schema.OWED).fetchall()  # what others erase from here on, they finish
            main.execute("VACUUM")
            busy = main.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]
            if busy:
                raise apsw.BusyError
            for one in owed:
                main.execute(schema.SETTLED, one)
        except apsw.Error as error:
            raise StorageError(
                f"The erasure was written, but the erased bytes still stand in {self.path} or {self.path.name}-wal: "
                f"{_hindrance(error)} It is finished when the store is next opened, or by calling scrub()."
            ) from error

    def strays(self) -> Iterator[str]:
        """Tell the ids of records that a key or a history would not lead to, or would wrongly lead to."""
        return self._stream(schema.STRAYS, (), str)

    def rebuild(self, expect: Head, touches: Iterable[tuple[int, Sequence[str]]], rows: Iterable[Row]) -> None:
        """Put `rows` in the place of all rows, and make the tables of touches and keys again, all or nothing."""
        with self._transaction() as main:
            found = _head(main)
            if found != expect:
                raise Conflict(expect, found)
            main.execute(schema.DROP_DERIVED).fetchall()
            main.execute(schema.CREATE_DERIVED).fetchall()
            for position, ids in touches:
                text = json.dumps(list(ids), ensure_ascii=False)
                main.execute(schema.RETOUCH, (text, position, text))
                main.executemany(schema.TOUCH, [(record, position) for record in ids])
            several = iter(rows)
            while batch := list(itertools.islice(several, _BATCH)):
                _put(main, batch)

    def keep(self, fingerprint: str, document: bytes) -> None:
        """Keep a framework document once; a second time with the same fingerprint does nothing."""
        if self.kept(fingerprint) is None:
            with self._transaction() as main:
                main.execute(schema.KEEP, (fingerprint, document))

    def kept(self, fingerprint: str) -> bytes | None:
        """Give a framework document back, or None."""
        main = self._connection()
        try:
            found: list[Any] = main.execute(schema.KEPT, (fingerprint,)).fetchall()
        except apsw.Error as error:
            raise self._told(error) from error
        except UnicodeDecodeError:
            raise altered(self.path) from None
        if found and type(found[0][0]) is not bytes:
            raise altered(self.path)
        return found[0][0] if found else None

    def backup(self, target: str) -> None:
        """Write a consistent copy of the store to `target` (a path or address), while others write.

        The copy appears whole or not at all, and holds nothing that was erased before it was made.

        Raises:
            UnsafePlace: there is a file at `target` already.
            StorageError: the copy could not be written or does not read back.
        """
        place = path_of(target)
        part = place.with_name(f"{place.name}.part")
        if place.exists():
            raise UnsafePlace(f"There is a file at {place} already; it was left as it is. Name another one.")
        main = self._connection()
        part.unlink(missing_ok=True)
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            main.execute("VACUUM INTO ?", (str(part),))
            _read_back(part)
            os.rename(part, place)
            opening.sync_folder(place.parent)
        except apsw.Error as error:
            raise told(error, place, main.system_errno) from error
        except OSError as error:
            raise told_by_system(error, place) from error
        finally:
            part.unlink(missing_ok=True)

    def close(self) -> None:
        """Release files and connections; a second time does nothing. The last to close empties the log."""
        if self._main is None or self._process != os.getpid():
            self._main = None
            return
        if opening.file_at(self.path) != self._file:
            self._let_go()
            return
        main, self._main = self._main, None
        readers, self._readers, self._idle = self._readers, [], []
        try:
            for connection in (*readers, main):
                connection.close(True)
        except apsw.Error as error:
            raise told(error, self.path) from error

    def _connection(self) -> apsw.Connection:
        # A connection must not cross a fork: the child would drop the parent's locks.
        if self._main is None or self._process != os.getpid():
            raise replaced(self.path) if self._is_replaced else closed()
        self._see_same_file()
        return self._main

    def _see_same_file(self) -> None:
        """See that the file at our path is the one that we opened: what is written into another is lost.

        Our log is emptied then, into the file that it belongs to: found beside another one, it would damage that.
        """
        if self._main is None or opening.file_at(self.path) == self._file:
            return
        self._let_go()
        raise replaced(self.path)

    def _let_go(self) -> None:
        """Close what is no longer the file at our path.

        Its log is emptied, into the file that it belongs to, unless somebody wrote since we last looked: whoever opened
        the file that stands there now writes into the same log.
        """
        main, readers, known = self._main, self._readers, self._known
        self._main, self._readers, self._idle, self._is_replaced = None, [], [], True
        if main is not None:
            opening.let_go(main, readers, lambda: known is not None and _head(main) == known)

    @contextmanager
    def _transaction(self) -> Iterator[apsw.Connection]:
        """One writer at a time, from before the head is read until the commit is on the disk."""
        main = self._connection()
        try:
            try:
                main.execute("BEGIN IMMEDIATE")  # in here: who waits for it may be interrupted right behind it
                yield main
                if opening.file_at(self.path) != self._file:
                    raise replaced(self.path)
                main.execute("COMMIT")
            except BaseException:
                if main.in_transaction:
                    with suppress(apsw.Error):  # the first error is the one to tell
                        main.execute("ROLLBACK")
                raise
        except apsw.Error as error:
            raise self._told(error) from error
        except UnicodeEncodeError as error:
            raise StorageError(UNWRITABLE) from error
        except (ValueError, OverflowError):  # what was read of the tables; its message may quote what stands there
            raise altered(self.path) from None

    def _stream(self, statement: str, bound: tuple[Any, ...], made: Callable[..., Made]) -> Iterator[Made]:
        self._connection()
        try:
            reader = self._idle.pop() if self._idle else self._reader()
        except apsw.Error as error:
            raise told(error, self.path) from error
        cursor = reader.cursor()
        try:
            yield from itertools.starmap(made, cursor.execute(statement, bound))
        except apsw.Error as error:
            raise told(error, self.path) from error
        except ValueError:  # its message may quote what stands there
            raise altered(self.path) from None
        finally:
            if self._main is not None and self._process == os.getpid():
                cursor.close(True)
                self._idle.append(reader)

    def _reader(self) -> apsw.Connection:
        reader = opening.connect(self.path, self._patience, self._vfs)
        reader.pragma("query_only", True)
        self._readers.append(reader)
        return reader

    def _told(self, error: apsw.Error) -> StorageError:
        if self._main is None or isinstance(error, apsw.ThreadingViolationError):  # then it answers nothing either
            return told(error, self.path)
        return told(error, self.path, self._main.system_errno)


def _commit(position: Any, link: Any, touches: Any, body: Any) -> StoredCommit:
    return commit_of(position, link, _ids(touches), body)


def _ids(text: Any) -> Any:
    """Read the ids that a commit touches; where somebody spoilt the list there are none, which `verify` finds."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return ()


def _head(main: apsw.Connection) -> Head:
    found: list[Any] = main.execute(schema.HEAD).fetchall()
    return head_of(*found[0]) if found else Head()


def _add(main: apsw.Connection, commit: StoredCommit) -> None:
    touches = json.dumps(commit.touches, ensure_ascii=False)
    main.execute(schema.COMMIT, (commit.position, commit.link, touches, commit.body))
    main.executemany(schema.TOUCH, [(record, commit.position) for record in commit.touches])


def _put(main: apsw.Connection, rows: Sequence[Row]) -> None:
    """Put rows in the place of what stood, touching only those keys that change."""
    last = {row.id: row for row in rows}
    old = {
        (name, value, row_id)
        for row_id, text in main.execute(schema.KEYS_OF, (json.dumps(list(last)),))
        for name, value in StoredKeys(text).items()
    }
    new = {(name, value, row.id) for row in last.values() for name, value in row.keys.items()}
    main.executemany(schema.DROP_KEY, sorted(old - new))
    main.executemany(
        schema.ROW,
        [(row.id, row.type, row.position, row.until, keys_text(row.keys), row.body) for row in last.values()],
    )
    main.executemany(schema.ADD_KEY, sorted(new - old))


def _hindrance(error: apsw.Error) -> str:
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return "another process, or an unfinished read of this one, holds the log open. Close it."
    return f"the disk refused ({type(error).__name__}). Free some space or see to the disk."


def _read_back(part: Path) -> None:
    """See that a copy is whole, and on the disk."""
    copy = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise NotAStore(f"The copy {part} does not read back; it was removed. Try again, or see to the disk.")
    finally:
        copy.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
