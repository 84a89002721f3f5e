"""Files: how files that stand beside the store are written: on the disk, and readable by their owner only."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from lif_core.errors import StorageAway, StorageError, StorageFull

PART = ".part"
"""How files end that are not whole yet."""
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a new file, on the disk when this returns; its name is so only after `sync_folder`.

    Raises:
        OSError: there is one of that name, or it cannot be written.
    """
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        out.writelines(chunks)
        out.flush()
        os.fsync(out.fileno())


def put(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file beside its place and put it there in one step: a reader sees it whole, on the disk, or not at all.

    What a crash leaves half written ends in `PART`.

    Raises:
        OSError: it cannot be written; nothing of it is left.
    """
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}{PART}")  # another process may be at the same file
    try:
        write_new(part, chunks)
        os.replace(part, path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the name of a new file on the disk too, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def not_written(target: Path, error: OSError) -> StorageError:
    """Give the `StorageError` for a file that the operating system did not let be written."""
    if error.errno in _NO_ROOM:
        return StorageFull(f"There is no room left for {target}; it was not written. Free some space.")
    return StorageAway(f"{target} cannot be written. See that its folder is there and that you may.")
