"""Only what is a store of ours is opened, and what is not stays as it was."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest

from lif_core.errors import NewerFormat, NotAStore, StorageAway, StorageError, UnsafePlace
from lif_core.hooks import Offer, StorageRequest
from lif_storage_sqlite import SqliteStorage, lif_api, lif_storages, open_copy, open_store, opening, schema


def test_the_plug_in_offers_sqlite_and_loads_it_only_when_a_store_is_opened() -> None:
    offers = lif_storages()
    assert [(type(offer), offer.name, offer.schemes, offer.make) for offer in offers] == [
        (Offer, "sqlite", ("sqlite",), open_store),
        (Offer, "sqlite-copy", ("sqlite-copy",), open_copy),
    ]
    assert lif_api == 1
    script = "import sys, lif_storage_sqlite as p; p.lif_storages(); print('apsw' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


@pytest.mark.parametrize(
    "content", [b"a plain text that is longer than any header" * 9, b"SQLite format 2\0", b"PK\3\4", b"\0" * 5000]
)
def test_another_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAStore, match=r"was left as it is"):
        SqliteStorage(path)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == ["lif.db"]


@pytest.mark.parametrize("prepare", ["CREATE TABLE rows(id)", "PRAGMA application_id = 77", "PRAGMA user_version = 3"])
def test_a_database_of_somebody_else_is_refused_and_left_alone(path: Path, prepare: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(prepare)
    connection.execute("PRAGMA user_version = 1") if "TABLE" in prepare else None
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        SqliteStorage(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["lif.db"]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotAStore):
        SqliteStorage(tmp_path)


def test_an_empty_file_is_refused_and_left_alone(path: Path) -> None:
    """Where a store stood, it was cut off: a fresh one in its place would hide that."""
    path.touch()
    with pytest.raises(NotAStore, match=r"is empty.*restore the last backup.*remove the file"):
        SqliteStorage(path)
    assert path.read_bytes() == b""
    path.unlink()
    SqliteStorage(path).close()
    assert path.read_bytes()[68:72] == schema.APPLICATION.to_bytes(4, "big")
    assert [file.name for file in path.parent.iterdir()] == ["lif.db"]


def test_a_truncated_file_is_told_wherever_it_was_cut(path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 300)
    store.close()
    whole = path.read_bytes()
    cuts = [1, 50, 99, 100, 512, schema.PAGE - 1, *range(schema.PAGE, len(whole), schema.PAGE), len(whole) - 1]
    for cut in cuts:
        path.write_bytes(whole[:cut])
        with pytest.raises(StorageError, match=r"\.$"):  # whoever reads all of it is told, by one reading or another
            _read_all(path)
        assert path.read_bytes() == whole[:cut]
    path.write_bytes(whole)
    assert _read_all(path) == 300


def _read_all(path: Path) -> int:
    store = SqliteStorage(path)
    try:
        read = len([*store.commits()])
        assert len([*store.load()]) == read
        assert list(store.strays()) == []
        return read
    finally:
        store.close()


@pytest.mark.parametrize(
    "url", ["sqlite:lif.db?key=s3cr3t", "sqlite://me:s3cr3t@host/lif.db", "sqlite:///srv/lif.db?password=s3cr3t"]
)
def test_an_address_with_a_secret_is_refused_and_never_told(url: str) -> None:
    import traceback

    with pytest.raises(UnsafePlace, match="may be a secret") as refused:
        open_store(StorageRequest(url=url, partnership="demo"))
    assert "s3cr3t" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("told", [True, False])
def test_a_newer_format_names_the_version_it_needs(path: Path, told: bool) -> None:
    SqliteStorage(path).close()
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA user_version = 9")
    connection.execute("UPDATE about SET value = '2.4'" if told else "DROP TABLE about")
    connection.close()
    before = path.read_bytes()
    needed = "lif-storage-sqlite 2.4 or newer" if told else "a newer version of lif-storage-sqlite"
    with pytest.raises(NewerFormat, match=f"has format 9; this version reads up to 1. Install {needed}"):
        SqliteStorage(path)
    assert path.read_bytes() == before


def test_a_damaged_store_says_what_to_do(path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 300)
    store.close()
    content = bytearray(path.read_bytes())
    content[schema.PAGE :] = b"\xff" * (len(content) - schema.PAGE)
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged.*restore the last backup"):
        list(SqliteStorage(path).load())


def test_an_old_sqlite_is_refused(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(opening.apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(StorageError, match=r"Install apsw 3\.51\.3 or newer"):
        SqliteStorage(path)
    assert not path.exists()


def test_the_promises_hold_on_every_connection(path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 1)
    stream = store.load()
    next(stream)
    for connection in (store._main, *store._readers):
        assert connection.pragma("journal_mode") == "wal"
        assert connection.pragma("synchronous") == 2
        assert connection.pragma("secure_delete") == 1
        assert connection.pragma("temp_store") == 2
        assert connection.pragma("trusted_schema") == 0
        assert connection.pragma("fullfsync") == 1
        assert connection.pragma("busy_timeout") == 5000
    assert path.stat().st_mode & 0o077 == 0
    assert Path(f"{path}-wal").stat().st_mode & 0o077 == 0
    store.close()


def test_many_may_make_one_store_at_once(path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: SqliteStorage(path), range(8)))
    assert {store.head().position for store in stores} == {0}
    for store in stores:
        store.close()


def test_a_store_held_by_another_writer_is_away(path: Path, writer) -> None:
    store = SqliteStorage(path, patience=0.1)
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageAway, match="Try again"):
        writer.append(store, 1)
    other.execute("ROLLBACK")
    writer.append(store, 1)
    other.close()
    store.close()


def test_a_forked_child_must_open_its_own(path: Path, monkeypatch) -> None:
    store = SqliteStorage(path)
    with monkeypatch.context() as patched:
        patched.setattr("lif_storage_sqlite.storage.os.getpid", lambda: -1)
        with pytest.raises(StorageError, match="before this process split off"):
            store.head()
        store_head = pytest.raises(StorageError)
        with store_head:
            list(store.load())
    assert store.head().position == 0
    store.close()


def test_a_stream_that_outlives_its_store_says_so(path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 3)
    stream = store.commits()
    next(stream)
    store.close()
    with pytest.raises(StorageError, match="Open it again"):
        list(stream)
