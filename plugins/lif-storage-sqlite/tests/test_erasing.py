"""Erasing: planted bytes are in no file of the store once the call returns, or the storage says where they are."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import apsw
import attrs
import pytest

from lif_core.errors import StorageError
from lif_core.hooks import Row, StoredCommit
from lif_storage_sqlite import SqliteStorage

PLANTED = b"Canary Ffugenw, 14 Invented Road"

READS = """
import sys, apsw
connection = apsw.Connection(sys.argv[1])
cursor = connection.execute("SELECT position FROM commits")
next(cursor)
print("reading", flush=True)
sys.stdin.readline()
"""


def planted_in(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if PLANTED in file.read_bytes())


def plant(store: SqliteStorage, writer, count: int = 120) -> None:
    """Write the planted bytes into bodies, long bodies and keys, among others, and again over them."""
    for position in range(1, count + 1):
        body = b"." * (position * 97 % 20_000) + PLANTED if position % 7 == 0 else b"." * 300
        key = PLANTED.decode() if position % 7 == 0 else "other"
        row = Row(writer.id(position), "action", position, "2024-05-14", {"lead": key}, body)
        store.append(writer.commit(position, body), writer.head(position - 1), [row])


def without(store: SqliteStorage, writer) -> tuple[StoredCommit, list[StoredCommit], list[Row]]:
    replacements = [attrs.evolve(commit, body=b"gone") for commit in store.commits() if PLANTED in commit.body]
    rows = [attrs.evolve(row, keys={"lead": "gone"}, body=b"gone") for row in store.load() if PLANTED in row.body]
    return writer.commit(store.head().position + 1), replacements, rows


def test_planted_bytes_are_in_no_file_after_erasing(path: Path, writer) -> None:
    store, other = SqliteStorage(path), SqliteStorage(path)
    plant(store, writer)
    assert planted_in(path)
    store.erase(without(store, writer)[0], store.head(), *without(store, writer)[1:])
    assert planted_in(path) == []
    assert other.head().position == 121
    assert [commit.body for commit in other.commits() if commit.position % 7 == 0] == [b"gone"] * 17
    other.close()
    store.close()
    assert planted_in(path) == []


def test_where_another_process_reads_the_log_it_says_so_and_finishes_later(path: Path, writer) -> None:
    store = SqliteStorage(path, patience=0.2)
    plant(store, writer, 20)
    reader = subprocess.Popen(
        [sys.executable, "-c", READS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    commit, replacements, rows = without(store, writer)
    with pytest.raises(StorageError, match=r"was written, but the erased bytes still stand in .*another process"):
        store.erase(commit, store.head(), replacements, rows)
    assert store.head().position == 21
    assert planted_in(path)
    reader.communicate("\n")
    store.scrub()
    assert planted_in(path) == []
    store.close()


def test_an_erasure_that_was_killed_is_finished_by_the_next_opening(path: Path, writer, monkeypatch) -> None:
    store = SqliteStorage(path)
    plant(store, writer, 20)
    monkeypatch.setattr(SqliteStorage, "scrub", lambda self: None)  # as if killed before it
    store.erase(without(store, writer)[0], store.head(), *without(store, writer)[1:])
    assert planted_in(path)
    monkeypatch.undo()
    SqliteStorage(path).close()
    assert planted_in(path) == []
    store.close()


@pytest.mark.parametrize("sort", ["xWrite", "xSync", "xTruncate"])
def test_a_disk_that_fails_while_erasing_is_told(path: Path, writer, disk, sort: str) -> None:
    store = SqliteStorage(path, vfs="failing")
    plant(store, writer, 20)
    before = [commit.body for commit in store.commits()]
    fine, untouched = False, True
    told: list[tuple[bool, bool]] = []
    for after in range(0, 60, 3):
        commit, replacements, rows = without(store, writer)
        head = store.head()
        disk.fail(sort, after, apsw.FullError)
        try:
            store.erase(commit, head, replacements, rows)
            fine = True
        except StorageError as error:
            told.append(("was written, but" in str(error), store.head() == writer.head(commit.position)))
            if store.head() == head == writer.head(20):
                untouched = [held.body for held in store.commits()] == before
        finally:
            disk.fail("", 0, apsw.FullError)
    assert fine
    assert untouched
    assert all(said == written for said, written in told)
    store.scrub()
    assert planted_in(path) == []
    store.close()


def test_a_backup_holds_nothing_that_was_erased(path: Path, tmp_path: Path, writer) -> None:
    store = SqliteStorage(path)
    plant(store, writer, 20)
    store.erase(without(store, writer)[0], store.head(), *without(store, writer)[1:])
    (tmp_path / "copies").mkdir()
    store.backup(f"{tmp_path}/copies/copy.db")
    assert planted_in(tmp_path / "copies" / "copy.db") == []
    store.close()


def test_what_another_process_erases_meanwhile_stays_owed(path: Path, writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two erase at once, and the second is killed before it scrubs: the first must not say that all is done."""
    one, other = SqliteStorage(path), SqliteStorage(path)
    plant(one, writer, 20)
    monkeypatch.setattr(other, "scrub", lambda: None)

    def interrupt(cursor, statement: str, bound) -> bool:
        if "wal_checkpoint" in statement:
            one._main.exec_trace = None
            other.erase(without(other, writer)[0], other.head(), *without(other, writer)[1:])
        return True

    commit, replacements, rows = without(one, writer)
    head = one.head()
    one._main.exec_trace = interrupt
    one.erase(commit, head, replacements, rows)
    assert one.head().position == head.position + 2
    assert one.owes
    one.scrub()
    assert not one.owes
    for store in (other, one):
        store.close()


def test_what_is_owed_is_told(path: Path, writer) -> None:
    store, reader = SqliteStorage(path, patience=0.1), SqliteStorage(path)
    plant(store, writer, 20)
    stream = reader.load()
    next(stream)
    assert not store.owes
    with pytest.raises(StorageError, match="still stand"):
        store.erase(without(store, writer)[0], store.head(), *without(store, writer)[1:])
    assert store.owes
    del stream
    reader.close()
    store.scrub()
    assert not store.owes
    assert planted_in(path) == []
    store.close()


def test_who_is_interrupted_while_another_writes_has_written_nothing_and_may_go_on(path: Path, writer) -> None:
    """The interruption comes up right behind the wait, when the lock is ours already."""
    store = SqliteStorage(path)
    plant(store, writer, 20)
    busy, free = threading.Event(), threading.Event()

    def writes() -> None:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")
        busy.set()
        free.wait(10)
        time.sleep(0.3)
        other.execute("ROLLBACK")
        other.close()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    thread = threading.Thread(target=writes)
    thread.start()
    assert busy.wait(10)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        commit, replacements, rows = without(store, writer)
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        free.set()
        with pytest.raises(KeyboardInterrupt):
            store.erase(commit, store.head(), replacements, rows)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        thread.join()
    assert store.head().position == 20
    assert planted_in(path)
    store.erase(commit, store.head(), replacements, rows)
    assert planted_in(path) == []
    store.close()
