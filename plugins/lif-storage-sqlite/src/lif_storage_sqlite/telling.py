"""Telling: what went wrong in SQLite, in the family of errors that the host knows, with the cure."""

import errno
from pathlib import Path

import apsw

from lif_core.errors import NotAStore, StorageAway, StorageError, StorageFull, UnsafePlace
from lif_core.hooks.stored import closed, tables_altered

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


def told(error: apsw.Error, path: Path, errno_seen: int = 0) -> StorageError:
    """Give the `StorageError` that says what `error` means for the store at `path`.

    Args:
        error: what apsw raised.
        path: file of the store.
        errno_seen: what the operating system last answered to SQLite, 0 for nothing.
    """
    match error:
        case apsw.FullError():
            return _full(path)
        case apsw.IOError() if errno_seen in _NO_ROOM:
            return _full(path)
        case apsw.IOError():
            return StorageError(
                f"The disk under {path} could not be read or written. The change was kept whole or not at all: "
                "open the store again and look. If it happens again, copy the store to another disk."
            )
        case apsw.BusyError() | apsw.LockedError():
            return StorageAway(f"Another process is writing to {path} and did not finish in time. Try again.")
        case apsw.ThreadingViolationError():
            return StorageAway(f"Another thread is using {path} at this moment. Ask it through one partnership only.")
        case apsw.ReadOnlyError() | apsw.PermissionsError():
            return UnsafePlace(f"The store at {path} cannot be written. Ask for the right to write there.")
        case apsw.CantOpenError():
            return StorageAway(
                f"The store at {path} cannot be opened. See that its folder is there and that you may write in it."
            )
        case apsw.NotADBError():
            return not_a_store(path)
        case apsw.CorruptError():
            return StorageError(
                f"The file {path} is damaged. Keep it aside, restore the last backup and verify its fingerprint."
            )
        case apsw.SQLError() | apsw.MismatchError() | apsw.ConstraintError():
            return altered(path)
        case apsw.ConnectionClosedError() | apsw.CursorClosedError():
            return closed()
        case _:
            return StorageError(
                f"SQLite could not do what was asked of {path} ({type(error).__name__}); nothing was written. "
                "If it happens again, tell whoever looks after this software."
            )


def told_by_system(error: OSError, path: Path) -> StorageError:
    """Give the `StorageError` for what the operating system itself refused."""
    return told(apsw.FullError() if error.errno in _NO_ROOM else apsw.CantOpenError(), path)


def not_a_store(path: Path) -> NotAStore:
    """Say that the file is something else."""
    return NotAStore(f"The file {path} is no store of this library; it was left as it is. Name another file.")


def emptied(path: Path) -> NotAStore:
    """Say that a file is there and holds nothing."""
    return NotAStore(
        f"The file {path} is empty, and so no store; it was left as it is. If a store stood there, restore the last "
        "backup and verify its fingerprint; to begin a new one, remove the file."
    )


def missing(path: Path) -> NotAStore:
    """Say that there is no file, where a store should stand."""
    return NotAStore(
        f"There is no store at {path}, and the register of this folder had begun. Correct `storage` in "
        "partnership.toml, or put the register back from a dump or a backup with `lif restore`. To begin anew on "
        "purpose, move begun.json out of the folder first."
    )


def replaced(path: Path) -> StorageError:
    """Say that another file was put in the place of the one that was opened."""
    return StorageError(
        f"The file {path} is no longer the one that was opened: it was moved, removed or replaced. "
        "Nothing was written. Close this and open the store again, and verify its fingerprint; to put a copy back, "
        "close every program that uses the store first, and use `lif restore`, which needs no file to be moved."
    )


def altered(path: Path) -> NotAStore:
    """Say that somebody changed the tables."""
    return tables_altered(f"at {path}")


def _full(path: Path) -> StorageFull:
    return StorageFull(f"There is no room left for {path}; nothing was written. Free some space and try again.")
