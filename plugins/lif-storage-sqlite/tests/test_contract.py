"""SQLite passes the contract of every storage, as a plug-in's author would write it."""

from pathlib import Path

import apsw

from lif_core.hooks import StorageRequest
from lif_core.testing import Address, StorageContract
from lif_storage_sqlite import SqliteStorage, open_store


class TestSqlite(StorageContract):
    def make(self, tmp_path: Path) -> SqliteStorage:
        return open_store(StorageRequest(url=f"sqlite://{tmp_path}/lif.db", partnership="demo"))

    def address(self, tmp_path: Path) -> Address:
        return Address("lif_storage_sqlite:open_store", f"sqlite://{tmp_path}/lif.db")

    def raise_format(self, tmp_path: Path) -> bool:
        store = apsw.Connection(str(self.address(tmp_path).file()))
        store.pragma("user_version", store.pragma("user_version") + 1)
        store.close()
        return True
