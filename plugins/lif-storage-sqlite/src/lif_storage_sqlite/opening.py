"""Opening: a connection that keeps the promises, to a file that is known to be ours."""

import os
import time
from contextlib import suppress
from pathlib import Path

import apsw

from lif_core.errors import NewerFormat, StorageError
from lif_storage_sqlite import place, schema
from lif_storage_sqlite.telling import not_a_store, told, told_by_system

_MAGIC = b"SQLite format 3\x00"

_PROMISES = f"""
PRAGMA page_size = {schema.PAGE};
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
"""
# fullfsync: what other systems call fsync, macOS calls so. temp_store: nothing of a record lies in a temporary file.


def open_file(path: Path, patience: float, vfs: str | None = None) -> apsw.Connection:
    """Open the store at `path` for writing; make it where there is no file, or an empty one.

    Args:
        path: file of the store.
        patience: seconds to wait for other processes.
        vfs: name of an apsw virtual file system, None for the system's own.
    """
    _check_sqlite()
    place.check(path)
    _check_header(path)
    connection: apsw.Connection | None = None
    try:
        with suppress(FileExistsError):  # readable by nobody else; the log and its index inherit this
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = connect(path, patience, vfs)
        _make_ours(connection, path, patience)
    except apsw.Error as error:
        seen = connection.system_errno if connection else 0
        _close(connection)
        raise told(error, path, seen) from error
    except OSError as error:
        raise told_by_system(error, path) from error
    except StorageError:
        _close(connection)
        raise
    return connection


def connect(path: Path, patience: float, vfs: str | None = None) -> apsw.Connection:
    """Give one more connection to a file that is known to be ours, or is about to be."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
    connection.set_busy_timeout(round(patience * 1000))
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.execute(_PROMISES).fetchall()  # to the end: a cursor stops at the first statement that answers
    return connection


def _close(connection: apsw.Connection | None) -> None:
    if connection is not None:
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)  # a file of somebody else stays as it is
        connection.close(True)


def _check_sqlite() -> None:
    found = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if found < schema.SQLITE:
        raise StorageError(
            f"This SQLite is version {apsw.sqlite_lib_version()}, which can lose what two processes write at once. "
            f"Install apsw {'.'.join(map(str, schema.SQLITE))} or newer, which brings its own SQLite."
        )


def _check_header(path: Path) -> None:
    """Refuse what is plainly something else before SQLite touches it."""
    if path.is_dir():
        raise not_a_store(path)
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise told_by_system(error, path) from error
    application = int.from_bytes(header[68:72], "big")
    if header and (not header.startswith(_MAGIC) or application not in (0, schema.APPLICATION)):
        raise not_a_store(path)


def _make_ours(connection: apsw.Connection, path: Path, patience: float) -> None:
    """See that the file is a store of a format we read; make an empty file one."""
    if not _is_empty(connection):
        _check_format(connection, path)
    _use_log(connection, patience)
    if _is_empty(connection):
        connection.execute("BEGIN IMMEDIATE")
        if _is_empty(connection):  # else another process was quicker
            connection.execute(schema.CREATE)
            connection.execute("INSERT INTO about(name, value) VALUES('needs', ?)", (schema.NEEDS,))
            connection.pragma("application_id", schema.APPLICATION)
            connection.pragma("user_version", schema.FORMAT)
        connection.execute("COMMIT")
        _check_format(connection, path)


def _is_empty(connection: apsw.Connection) -> bool:
    nothing = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    return nothing and not connection.pragma("application_id") and not connection.pragma("user_version")


def _check_format(connection: apsw.Connection, path: Path) -> None:
    if connection.pragma("application_id") != schema.APPLICATION:
        raise not_a_store(path)
    found = connection.pragma("user_version")
    if found > schema.FORMAT:
        needed = "a newer version of lif-storage-sqlite"
        with suppress(apsw.Error, IndexError):  # a newer format may keep it elsewhere
            needed = f"lif-storage-sqlite {connection.execute(schema.NEEDED).fetchall()[0][0]} or newer"
        raise NewerFormat(
            f"The store at {path} has format {found}; this version reads up to {schema.FORMAT}. "
            f"Install {needed}; the store was left as it is."
        )
    if found < 1:
        raise not_a_store(path)


def _use_log(connection: apsw.Connection, patience: float) -> None:
    """Switch to the write-ahead log. SQLite does not wait here when two processes make one store, so we do."""
    until = time.monotonic() + patience
    while True:
        try:
            mode = connection.pragma("journal_mode", "wal")
        except apsw.BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            if mode != "wal":
                raise StorageError(
                    f"This place cannot keep a write-ahead log (SQLite stays in {mode} mode). "
                    "Put the store on a disk of this machine."
                )
            return
