"""Opening: a connection that keeps the promises, to a file that is known to be ours."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import apsw

from lif_core.errors import NewerFormat, StorageError
from lif_storage_sqlite import place, schema
from lif_storage_sqlite.telling import emptied, missing, not_a_store, told, told_by_system

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


def open_file(path: Path, patience: float, vfs: str | None = None, *, make: bool = True) -> apsw.Connection:
    """Open the store at `path` for writing; make it where there is no file.

    Args:
        path: file of the store.
        patience: seconds to wait for other processes.
        vfs: name of an apsw virtual file system, None for the system's own.
        make: whether to make it; else it is refused that there is none.
    """
    _check_sqlite()
    place.check(path)
    if not path.exists():
        if not make:
            raise missing(path)
        _make(path, patience, vfs)
    _check_header(path)
    return _opened(path, patience, vfs)


def _make(path: Path, patience: float, vfs: str | None) -> None:
    """Make a store beside and put it in its place once it is whole: a file that is found empty was never a store."""
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # the log and its index inherit this
        _opened(aside, patience, vfs).close(True)
        with suppress(FileExistsError):  # another process was quicker
            _put_in_place(aside, path)
        sync_folder(path.parent)
    except apsw.Error as error:
        raise told(error, path) from error
    except OSError as error:
        raise told_by_system(error, path) from error
    finally:
        for left in (aside, *(aside.with_name(f"{aside.name}{more}") for more in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _put_in_place(aside: Path, path: Path) -> None:
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links; what is lost there is only who was quicker
        if not path.exists():
            os.rename(aside, path)


def sync_folder(folder: Path) -> None:
    """Put the name of a new file on the disk too, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _opened(path: Path, patience: float, vfs: str | None) -> apsw.Connection:
    connection: apsw.Connection | None = None
    try:
        connection = connect(path, patience, vfs)
        _make_ours(connection, path, patience)
    except apsw.Error as error:
        seen = connection.system_errno if connection else 0
        _close(connection)
        raise told(error, path, seen) from error
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


def file_at(path: Path) -> tuple[int, int] | None:
    """Tell which file stands at a path, by device and number; None where none does."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def let_go(main: apsw.Connection, readers: Iterable[apsw.Connection], is_ours: Callable[[], bool]) -> None:
    """Close connections to a file that is no longer at its path, with its log emptied into it where nobody else reads.

    SQLite closes such a file without a look at its log, which stays behind under a name that is now another file's:
    opened with it, that one would be damaged.

    Args:
        main: the connection that writes.
        readers: those that read.
        is_ours: whether all that stands in the log was written to that file.
    """
    with suppress(apsw.Error, ValueError):
        for reader in readers:
            reader.close(True)
        main.set_busy_timeout(0)
        if is_ours():
            main.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    _close(main)


def open_copy(path: Path) -> apsw.Connection:
    """Open a copy of a store to be read, and see that it is one of a format we read."""
    _check_sqlite()
    _check_header(path)
    connection: apsw.Connection | None = None
    try:
        connection = connect_copy(path)
        _check_format(connection, path)
    except (apsw.Error, StorageError) as error:
        _close(connection)
        if isinstance(error, apsw.Error):
            raise told(error, path) from error
        raise
    return connection


def connect_copy(path: Path) -> apsw.Connection:
    """Give a connection that changes nothing, not even beside the file."""
    connection = apsw.Connection(f"{path.as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.pragma("trusted_schema", False)
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
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise told_by_system(error, path) from error
    if not header:
        raise emptied(path)
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or application not in (0, schema.APPLICATION):
        raise not_a_store(path)
    if len(header) < 100 or _is_cut(path, header):
        raise told(apsw.CorruptError(), path)


def _is_cut(path: Path, header: bytes) -> bool:
    """Tell whether a file is shorter than it says. While a log stands beside it, some of it may stand there."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    page, pages = (int.from_bytes(header[start:end], "big") for start, end in ((16, 18), (28, 32)))
    return header[24:28] == header[92:96] and path.stat().st_size < (65_536 if page == 1 else page) * pages


def _make_ours(connection: apsw.Connection, path: Path, patience: float) -> None:
    """See that the file is a store of a format we read; make a database without anything in it one."""
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
