"""Copy: what `backup` wrote, opened to be read and never to be written: its fingerprint was noted when it was made."""

from pathlib import Path

import apsw

from lif_core.errors import NotAStore, StorageAway
from lif_storage_sqlite import opening
from lif_storage_sqlite.storage import PATIENCE, SqliteStorage
from lif_storage_sqlite.telling import told


class SqliteCopy(SqliteStorage):
    """A copy of a store, only read. Writing to it raises `UnsafePlace`.

    Args:
        path: file of the copy.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise StorageAway(f"There is no file {path}. Correct its name.")
        if any(path.with_name(f"{path.name}{more}").exists() for more in ("-wal", "-journal")):
            raise NotAStore(f"The file {path} is a store in use, and no copy of one. Make a copy with `lif backup`.")
        main = opening.open_copy(path)
        self._set_up(path, PATIENCE, None, main)

    def _reader(self) -> apsw.Connection:
        try:
            reader = opening.connect_copy(self.path)
        except apsw.Error as error:
            raise told(error, self.path) from error
        self._readers.append(reader)
        return reader
