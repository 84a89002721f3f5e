"""Erasing: planted bytes are in no table and no index file once the call returns."""

import os
import secrets

import attrs
import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import StorageAway, StorageError  # noqa: E402
from lif_core.hooks import Row  # noqa: E402
from lif_storage_postgres import PostgresStorage  # noqa: E402
from lif_storage_postgres.place import schema_of  # noqa: E402

PLANTED = secrets.token_hex(24).encode()
"""Nothing that a server could store shorter."""


def planted_in(server) -> list[str]:
    """Tell the files of tables and indexes that hold the planted bytes, after everything in memory was written out."""
    if "LIF_POSTGRES" in os.environ:
        pytest.skip("The server was given to the tests; its files may not be theirs to read.")
    server.execute("CHECKPOINT")
    files = [file for file in (server.data / "base").rglob("*") if file.is_file()]
    return [file.name for file in files if PLANTED in file.read_bytes()]


def plant(store: PostgresStorage, writer, count: int = 120) -> None:
    """Write the planted bytes into bodies, long bodies and keys, among others, and again over them."""
    for position in range(1, count + 1):
        noise = secrets.token_bytes(position * 97 % 9_000)
        body = noise + PLANTED if position % 7 == 0 else b"." * 300
        key = PLANTED.decode() if position % 7 == 0 else "other"
        row = Row(writer.id(position), "action", position, "2024-05-14", {"lead": key}, body)
        store.append(writer.commit(position, body), writer.head(position - 1), [row])


def without(store: PostgresStorage, writer):
    replacements = [attrs.evolve(commit, body=b"gone") for commit in store.commits() if PLANTED in commit.body]
    rows = [attrs.evolve(row, keys={"lead": "gone"}, body=b"gone") for row in store.load() if PLANTED in row.body]
    return writer.commit(store.head().position + 1), store.head(), replacements, rows


def test_planted_bytes_are_in_no_table_and_no_index_after_erasing(server, open_, partnership: str, writer) -> None:
    store, other = open_(), open_()
    plant(store, writer)
    name = schema_of(partnership)
    server.execute(f'ANALYZE "{name}".rows, "{name}".commits')  # would copy common values into the catalogue
    assert planted_in(server)
    store.erase(*without(store, writer))
    assert planted_in(server) == []
    server.execute(f'ANALYZE "{name}".rows, "{name}".commits')
    assert planted_in(server) == []
    assert other.head().position == 121
    assert [commit.body for commit in other.commits() if commit.position % 7 == 0] == [b"gone"] * 17
    assert len(list(other.load(keys={"lead": "gone"}))) == 17
    assert list(other.load(keys={"lead": PLANTED.decode()})) == []


def test_what_was_tried_and_never_written_goes_too(server, open_, writer) -> None:
    store = open_()
    writer.append(store, 3)
    doomed = [Row(writer.id(1), "action", 4, "2024-05-14", {"lead": PLANTED.decode()}, PLANTED)]
    broken = [*doomed, Row("\0", "action", 4, "2024-05-14", {}, b"")]
    with pytest.raises(StorageError):
        store.append(writer.commit(4, PLANTED), writer.head(3), [*broken, *(writer.row(n) for n in range(300))])
    store.append(writer.commit(4, PLANTED), writer.head(3), doomed)
    assert planted_in(server)
    store.erase(*without(store, writer))
    assert planted_in(server) == []


def test_an_old_reader_elsewhere_does_not_keep_the_bytes(server, open_, writer) -> None:
    """VACUUM FULL would keep what the oldest transaction of the database may still see; we do not."""
    import psycopg

    store = open_()
    plant(store, writer, 20)
    with psycopg.connect(server.url) as old:
        old.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        old.execute("SELECT count(*) FROM pg_class")
        store.erase(*without(store, writer))
        assert planted_in(server) == []


def test_who_reads_this_store_keeps_it_from_erasing_and_is_told(server, open_, writer) -> None:
    store, other = open_(patience=0.5), open_()
    plant(store, writer, 20)
    wanted = without(store, writer)
    reading = other.commits()
    next(reading)
    with pytest.raises(StorageAway, match=r"nothing was written\. Try again"):
        store.erase(*wanted)
    assert store.head().position == 20
    reading.close() if hasattr(reading, "close") else list(reading)
    store.erase(*wanted)
    assert planted_in(server) == []
    assert store.head().position == 21


def test_it_says_what_ages_out(store) -> None:
    for word in ("write-ahead log", "archive", "replicas", "backups"):
        assert word in store.ages_out
