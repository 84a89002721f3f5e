"""PostgreSQL passes the contract of every storage, as a plug-in's author would write it."""

import hashlib
from pathlib import Path

import pytest

from lif_core.hooks import StorageRequest
from lif_core.testing import StorageContract

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_storage_postgres import PostgresStorage, open_store  # noqa: E402


class TestPostgres(StorageContract):
    @pytest.fixture(autouse=True)
    def _at(self, server) -> None:
        type(self).url = server.url

    def make(self, tmp_path: Path) -> PostgresStorage:
        own = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]
        return open_store(StorageRequest(url=self.url, partnership=f"test-{own}"))
