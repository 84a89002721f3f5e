"""PostgreSQL passes the contract of every storage, as a plug-in's author would write it."""

import hashlib
from pathlib import Path

import pytest

from lif_core.hooks import StorageRequest
from lif_core.testing import Address, StorageContract

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_storage_postgres import PostgresStorage, open_store  # noqa: E402
from lif_storage_postgres.place import schema_of  # noqa: E402


class TestPostgres(StorageContract):
    @pytest.fixture(autouse=True)
    def _at(self, server) -> None:
        type(self).url = server.url
        self.server = server

    def make(self, tmp_path: Path) -> PostgresStorage:
        address = self.address(tmp_path)
        return open_store(StorageRequest(url=address.url, partnership=address.partnership))

    def address(self, tmp_path: Path) -> Address:
        own = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]
        return Address("lif_storage_postgres:open_store", self.url, f"test-{own}")

    def raise_format(self, tmp_path: Path) -> bool:
        about = f'"{schema_of(self.address(tmp_path).partnership)}".about'
        self.server.execute(f"UPDATE {about} SET value = value::int + 1 WHERE name = 'format'")
        return True
