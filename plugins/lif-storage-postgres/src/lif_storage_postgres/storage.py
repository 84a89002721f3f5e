"""Storage: the journal and the records as they stand, in one schema of a PostgreSQL database."""

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
from psycopg import errors

from lif_core.errors import Conflict, StorageAway, StorageError
from lif_core.hooks import Head, Row, StoredCommit
from lif_core.hooks.stored import UNWRITABLE, closed, commit_of, head_of, keys_text, row_of, see_it_follows
from lif_storage_postgres import opening, schema
from lif_storage_postgres.place import Place
from lif_storage_postgres.telling import altered, is_gone, told

Made = TypeVar("Made")

PATIENCE = 5.0
"""Seconds a call waits for others before it raises `StorageAway`."""

BATCH = 200
"""From so many rows on they are copied; below, one statement with one round trip is quicker."""

CHUNK = 1_000_000
"""Bytes that a stream fetches at once, about."""

TRIES = 5
"""How often a write is tried when the server breaks it off in favour of another."""

AGES_OUT = (
    "What was erased is in no table and no index any more. It ages out of the server's write-ahead log, log archive "
    "and replicas, and out of backups, by whatever time they are kept: ask whoever looks after the server."
)
"""What an erasure in PostgreSQL does not reach at once, in words to print beside it."""


class PostgresStorage:
    """A store in one schema of a PostgreSQL database.

    A stream (`commits`, `load`, `history`) shows the store as it stood when its first item was asked for, through a
    server-side cursor on a connection of its own: writing goes on meanwhile. Where the server went away, the call that
    meets it raises `StorageAway`, and the next one connects anew.

    Args:
        place: where the store lies; made where there is none.
        patience: seconds a call waits for others.

    Attributes:
        ages_out: what an erasure does not reach at once, in words to print beside it.
    """

    ages_out = AGES_OUT

    def __init__(self, place: Place, *, patience: float = PATIENCE) -> None:
        self.place = place
        self._patience = patience
        self._sql = schema.Statements(place.schema)
        self._process = os.getpid()
        self._open = True
        self._main: opening.Connection | None = opening.open_store(place, self._sql, patience)
        self._idle: list[opening.Connection] = []
        self._reading: list[opening.Connection] = []

    def __repr__(self) -> str:
        return f"<PostgresStorage {self.place.schema} in the {self.place.says}>"

    # -- reading

    def head(self) -> Head:
        """Tell where the journal ends, as other processes see it too."""
        before = self._main
        try:
            return self._head()
        except StorageAway:
            if before is None or not before.closed:
                raise
        return self._head()  # the connection had gone stale while nobody used it

    def commits(self, after: int = 0) -> Iterator[StoredCommit]:
        """Stream the commits behind position `after`, in order."""
        return self._stream(self._sql.commits, (after,), commit_of)

    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        """Stream rows: those named by `ids`, or all of a `type`, or all; of these only those whose `keys` agree."""
        bound: list[Any] = [] if ids is None else [[id for id in ids if _can_be_kept(id)]]
        if type is not None:
            bound.append(type)
        if keys:
            bound.append(keys_text(keys))
        if not all(map(_can_be_kept, [type or "", *(keys or {}), *(keys or {}).values()])):
            return iter(())
        statement = self._sql.load(ids=ids is not None, type=type is not None, keys=bool(keys))
        return self._stream(statement, tuple(bound), row_of)

    def history(self, id: str) -> Iterator[StoredCommit]:
        """Stream the commits that touch one record, in order."""
        return self._stream(self._sql.history, (id,), commit_of) if _can_be_kept(id) else iter(())

    def kept(self, fingerprint: str) -> bytes | None:
        """Give a framework document back, or None."""
        main = self._connection()
        try:
            found = main.execute(self._sql.kept, (fingerprint,), binary=True).fetchone()
        except psycopg.Error as error:
            raise told(error, self.place) from None
        if found and type(found[0]) is not bytes:
            raise altered(self.place)
        return found[0] if found else None  # type: ignore[return-value]

    # -- writing

    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        """Write one commit and the rows it leaves behind, all or nothing, durable when this returns."""
        self._write(commit, expect, None, rows)

    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        """Append `commit`, replace bodies of earlier commits, and leave none of the old bytes in a table or an index.

        All of it is one transaction: the tables are written anew within it, so that it erases wholly or not at all.
        What it cannot reach at once says `ages_out`.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageAway: others were reading or writing for long; nothing was written.
        """
        self._write(commit, expect, replacements, rows)

    def strays(self) -> Iterator[str]:
        """Tell the ids of records whose history would not be found, or wrongly; keys are an index of the server's."""
        return self._stream(self._sql.strays, (), str)

    def rebuild(self, expect: Head, touches: Iterable[tuple[int, Sequence[str]]], rows: Iterable[Row]) -> None:
        """Put `rows` in the place of all rows, and make the table of touches again, all or nothing.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageAway: others were reading or writing for long; nothing was written.
        """
        main = self._connection()
        try:
            with main.transaction():
                main.execute(self._sql.alone)
                found: Any = main.execute(self._sql.head).fetchone()
                head = self._as_head(found)
                if head != expect:
                    raise Conflict(expect, head)
                main.execute(self._sql.drop_derived)
                main.execute(self._sql.create_derived)
                every = [(position, list(ids)) for position, ids in touches]
                main.cursor().executemany(
                    self._sql.retouch, [{"position": position, "touches": ids} for position, ids in every]
                )
                self._copy_touches(main, every)
                self._copy_rows(main, rows)
        except psycopg.Error as error:
            raise self._cut_off(error, main, "the tables were being made again; they are", "call it again") from None
        except UnicodeEncodeError:
            raise StorageError(UNWRITABLE) from None

    def keep(self, fingerprint: str, document: bytes) -> None:
        """Keep a framework document once; a second time with the same fingerprint does nothing."""
        main = self._connection()
        try:
            main.execute(self._sql.keep, (fingerprint, document))
        except psycopg.Error as error:
            raise told(error, self.place) from None

    def close(self) -> None:
        """Release connections; a second time does nothing."""
        self._open = False
        main, self._main = self._main, None
        every, self._idle, self._reading = [*self._idle, *self._reading], [], []
        if self._process != os.getpid():
            return  # they belong to the process that this one split off from
        for connection in (*every, *([main] if main is not None else [])):
            with suppress(psycopg.Error):
                connection.close()

    # -- within

    def _connection(self) -> opening.Connection:
        # A connection must not cross a fork: two processes would talk into one another's answers.
        if not self._open or self._process != os.getpid():
            raise closed()
        if self._main is None or self._main.closed:
            self._main = opening.open_store(self.place, self._sql, self._patience)
        return self._main

    def _head(self) -> Head:
        main = self._connection()
        try:
            found: Any = main.execute(self._sql.head).fetchone()
        except psycopg.Error as error:
            if is_gone(error, main):
                main.close()
            raise told(error, self.place) from None
        return self._as_head(found)

    def _as_head(self, found: Any) -> Head:
        try:
            return head_of(*found) if found else Head()
        except ValueError:
            raise altered(self.place) from None

    def _write(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit] | None, rows: Sequence[Row]
    ) -> None:
        """Write a commit; with `replacements` (perhaps none) write the tables anew too."""
        if (expect.position == 0 and expect != Head()) or commit.position != expect.position + 1:
            see_it_follows(commit, expect, self._head())
        last = list({row.id: row for row in rows}.values())
        for turn in range(1, TRIES + 1):
            main = self._connection()
            try:
                written = self._written(main, commit, expect, replacements, last)
                break
            except (errors.SerializationFailure, errors.DeadlockDetected) as error:
                if turn == TRIES:
                    raise told(error, self.place) from None
                time.sleep(0.01 * 2**turn)
            except psycopg.Error as error:
                if is_gone(error, main) and self._landed(main, commit):
                    return
                what = "a commit was being written; it is there"
                raise self._cut_off(error, main, what, "look whether it is there, and try again") from None
            except UnicodeEncodeError:
                raise StorageError(UNWRITABLE) from None
        if not written:
            raise Conflict(expect, self._head())

    def _written(
        self,
        main: opening.Connection,
        commit: StoredCommit,
        expect: Head,
        replacements: Sequence[StoredCommit] | None,
        rows: Sequence[Row],
    ) -> bool:
        """Tell whether the journal ended at `expect`, so that the commit was written."""
        values = {
            "position": commit.position,
            "link": commit.link,
            "touches": list(commit.touches),
            "body": commit.body,
            "before": expect.position,
            "after": expect.link,
        }
        if replacements is None and max(len(rows), len(commit.touches)) < BATCH:
            return main.execute(self._sql.append, values | _columns(rows), prepare=True).fetchone() is not None
        with main.transaction():
            if replacements is not None:
                main.execute(self._sql.lock)  # first of all: to ask for it later could lock out those who wait for us
            if main.execute(self._sql.add, values).fetchone() is None:
                return False
            self._copy(main, commit, rows)
            if replacements is not None:
                self._replace(main, replacements)
        return True

    def _copy(self, main: opening.Connection, commit: StoredCommit, rows: Sequence[Row]) -> None:
        """Copy touches and rows; those rows that stand already are put in the place of what stood."""
        self._copy_touches(main, [(commit.position, commit.touches)])
        standing = {found for (found,) in main.execute(self._sql.standing, ([row.id for row in rows],))}
        self._copy_rows(main, (row for row in rows if row.id not in standing))
        again = [row for row in rows if row.id in standing]
        if again:
            main.execute(self._sql.put, _columns(again))

    def _copy_touches(self, main: opening.Connection, touches: Iterable[tuple[int, Sequence[str]]]) -> None:
        with main.cursor() as cursor, cursor.copy(self._sql.copy_touches) as copy:
            copy.set_types(("text", "int8"))
            for position, ids in touches:
                for record in dict.fromkeys(ids):
                    copy.write_row((record, position))

    def _copy_rows(self, main: opening.Connection, rows: Iterable[Row]) -> None:
        with main.cursor() as cursor, cursor.copy(self._sql.copy_rows) as copy:
            copy.set_types(("text", "text", "int8", "text", "jsonb", "bytea"))
            for row in rows:
                copy.write_row((row.id, row.type, row.position, row.until, dict(row.keys), row.body))

    def _replace(self, main: opening.Connection, replacements: Sequence[StoredCommit]) -> None:
        for replacement in replacements:
            if main.execute(self._sql.replace, (replacement.body, replacement.position)).rowcount != 1:
                raise StorageError(f"There is no commit {replacement.position} to replace; nothing was written.")
        main.execute(self._sql.anew)

    def _landed(self, main: opening.Connection, commit: StoredCommit) -> bool:
        """Tell, when the server went away during a commit, whether it had been written."""
        main.close()
        try:
            found = self._connection().execute(self._sql.landed, (commit.position, commit.link)).fetchone()
        except (psycopg.Error, StorageError):
            return False
        return found is not None

    def _cut_off(self, error: psycopg.Error, main: opening.Connection, what: str, mend: str) -> StorageError:
        if not is_gone(error, main):
            return told(error, self.place)
        return StorageAway(
            f"The {self.place.says} went away while {what} whole or not at all. "
            f"See that the server runs, {mend}: the next attempt connects anew."
        )

    def _stream(self, statement: bytes, bound: tuple[Any, ...], made: Callable[..., Made]) -> Iterator[Made]:
        self._connection()
        reader, reused = self._reader()
        cursor = reader.cursor(name="lif", binary=True)
        try:
            try:
                reader.execute("BEGIN")
                cursor.execute(statement, bound)
            except psycopg.Error as error:
                if not (reused and is_gone(error, reader)):
                    raise
                self._let_go(reader)  # gone stale while nobody used it
                reader = self._fresh_reader()
                cursor = reader.cursor(name="lif", binary=True)
                reader.execute("BEGIN")
                cursor.execute(statement, bound)
            yield from _fetched(cursor, made)
        except psycopg.Error as error:
            raise told(error, self.place) from None
        except ValueError:  # its message may quote what stands there
            raise altered(self.place) from None
        finally:
            self._let_go(reader)

    def _reader(self) -> tuple[opening.Connection, bool]:
        while self._idle:
            reader = self._idle.pop()
            if not reader.closed:
                self._reading.append(reader)
                return reader, True
        return self._fresh_reader(), False

    def _fresh_reader(self) -> opening.Connection:
        reader = opening.connect(self.place, self._patience)
        self._reading.append(reader)
        return reader

    def _let_go(self, reader: opening.Connection) -> None:
        if not self._open or self._process != os.getpid() or reader not in self._reading:
            return
        self._reading.remove(reader)
        try:
            reader.execute("ROLLBACK")  # closes the cursor too
            self._idle.append(reader)
        except psycopg.Error:
            reader.close()


def _fetched(cursor: "psycopg.ServerCursor[Any]", made: Callable[..., Made]) -> Iterator[Made]:
    """Fetch about as many bytes at a time, whether what is fetched is short or long; the body comes last."""
    size = 32
    while batch := cursor.fetchmany(size):
        yield from itertools.starmap(made, batch)
        weight = sum(200 + (len(body) if isinstance(body, bytes) else 0) for *_, body in batch)
        size = max(1, min(5_000, size * CHUNK // weight))


def _can_be_kept(text: str) -> bool:
    """Tell whether a text can stand in a row at all: half a character and the character 0 cannot."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _columns(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {
        "ids": [row.id for row in rows],
        "types": [row.type for row in rows],
        "positions": [row.position for row in rows],
        "untils": [row.until for row in rows],
        "keys": [keys_text(row.keys) for row in rows],
        "bodies": [row.body for row in rows],
    }
