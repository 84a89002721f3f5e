"""What was acknowledged stays, whatever the log and the disk do.

That a kill loses nothing, and eight processes at once lose no update, are promises of the contract.
"""

import os
import random
import shutil
import subprocess
from datetime import date
from pathlib import Path

import apsw
import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, StorageError, StorageFull
from lif_core.testing.small import small_framework
from lif_storage_sqlite import SqliteStorage, opening, schema

WHAT_STANDS = """SELECT
  (SELECT group_concat(position, ' ') FROM (SELECT position FROM commits ORDER BY 1)),
  (SELECT group_concat(position, ' ') FROM (SELECT position FROM rows ORDER BY 1)),
  (SELECT group_concat(id, ' ') FROM (SELECT id FROM keys ORDER BY 1)),
  (SELECT group_concat(position, ' ') FROM (SELECT position FROM touches ORDER BY 1))"""


def test_a_log_cut_at_every_byte_of_its_last_frames_gives_back_whole_commits(
    path: Path, tmp_path: Path, writer, monkeypatch
) -> None:
    """With the smallest pages, so that every byte of the last two commits can be tried."""
    monkeypatch.setattr(
        opening, "_PROMISES", opening._PROMISES.replace(f"page_size = {schema.PAGE}", "page_size = 512")
    )
    store = SqliteStorage(path)
    writer.append(store, 5)
    log_of, frame = Path(f"{path}-wal"), 512 + 24
    before = log_of.stat().st_size
    writer.append(store, 1, after=5)
    log, whole = log_of.read_bytes(), path.read_bytes()
    folder = tmp_path / "copy"
    folder.mkdir()
    copy = folder / "lif.db"
    copy.write_bytes(whole)
    seen = set()
    assert len(log) - before > 2 * frame
    Path(f"{copy}-wal").write_bytes(log)
    for cut in range(len(log), before - frame - 1, -1):
        os.truncate(f"{copy}-wal", cut)
        Path(f"{copy}-shm").unlink(missing_ok=True)
        reader = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READWRITE)
        reader.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)  # each cut begins from the same file
        ((commits, rows, keys, touches),) = reader.execute(WHAT_STANDS)
        reader.close(True)
        last = len(commits.split())
        seen.add(last)
        assert commits == rows == touches == " ".join(map(str, range(1, last + 1)))
        assert keys == " ".join(map(writer.id, range(1, last + 1)))
        if cut % 499 == 0:  # and the store goes on from there
            held = SqliteStorage(copy)
            assert writer.whole(held) == last
            writer.append(held, 1, after=last)
            held.close()
            copy.write_bytes(whole)
            Path(f"{copy}-wal").write_bytes(log[:cut])
    assert seen == {4, 5, 6}
    store.close()


def test_a_torn_log_of_large_pages_gives_back_whole_commits(path: Path, tmp_path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 12)
    log = Path(f"{path}-wal").read_bytes()
    frame = 8192 + 24
    seen = set()
    moments = random.Random(7)
    last = range(len(log) - 8 * frame, len(log) + 1)
    cuts = [len(log), *(len(log) - frame * number for number in range(9)), *moments.sample(last, 30)]
    for number, cut in enumerate(cuts):
        folder = tmp_path / f"copy-{number}"
        folder.mkdir()
        shutil.copy(path, folder / "lif.db")
        (folder / "lif.db-wal").write_bytes(log[:cut])
        copy = SqliteStorage(folder / "lif.db")
        seen.add(writer.whole(copy))
        copy.append(writer.commit(copy.head().position + 1), copy.head(), [])
        copy.close()
        shutil.rmtree(folder)
    assert max(seen) == 12
    assert len(seen) > 1
    store.close()


FAULTS = [
    ("xWrite", apsw.FullError, False),
    ("xWrite", apsw.IOError, False),
    ("xWrite", apsw.FullError, True),
    ("xWrite", apsw.IOError, True),
    ("xSync", apsw.FullError, False),
    ("xSync", apsw.IOError, False),
]


@pytest.mark.parametrize(("sort", "fault", "short"), FAULTS)
def test_a_failing_disk_is_told_and_leaves_nothing_half_written(path: Path, writer, disk, sort, fault, short) -> None:
    store = SqliteStorage(path, vfs="failing")
    writer.append(store, 3)
    held = 3
    told: list[StorageError] = []
    for after in range(12):
        disk.fail(sort, after, fault, short=short)
        rows = [writer.row(held + 1, b"x" * 9000, state="open")]
        try:
            store.append(writer.commit(held + 1), writer.head(held), rows)
        except StorageError as error:
            told.append(error)
        disk.fail("", 0, fault)
        reopened = SqliteStorage(path)
        found = writer.whole(reopened)
        assert found in (held, held + 1)
        reopened.close()
        held = found
    assert {type(error) for error in told} == {StorageFull if fault is apsw.FullError else StorageError}
    assert {str(error)[-1] for error in told} == {"."}
    assert writer.whole(store) == held
    writer.append(store, 1, after=held)
    store.close()


def test_a_disk_that_cannot_be_read_is_told(path: Path, writer, disk) -> None:
    store = SqliteStorage(path)
    for position in range(1, 40):
        store.append(writer.commit(position, b"x" * 9000), writer.head(position - 1), [writer.row(position)])
    store.close()
    told = []
    for after in range(12):
        store = SqliteStorage(path, vfs="failing")
        disk.fail("xRead", after, apsw.IOError)
        try:
            assert [commit.position for commit in store.commits()] == list(range(1, 40))
        except StorageError as error:
            told.append(str(error))
        disk.fail("", 0, apsw.IOError)
        assert store.head() == writer.head(39)
        store.close()
    assert told
    assert all("could not be read or written" in one for one in told)


@pytest.mark.parametrize("lying", [False, True])
def test_after_a_power_cut_a_disk_that_lies_is_told_apart_from_one_that_does_not(
    path: Path, tmp_path: Path, disk, lying: bool
) -> None:
    """What was acknowledged is there, or the fingerprint that was noted tells that it is not; never silently half."""
    framework = small_framework()
    settings = Settings(id="demo", by="qa-officer")
    store = SqliteStorage(path, vfs="failing")
    store._connection().execute("PRAGMA wal_autocheckpoint = 12")
    lif = Partnership(framework, store, settings=settings)
    with lif.work(on=date(2024, 5, 1)) as work:
        action = work.plan_action("Huddle")
    disk.lying, some, lost, kept = lying, random.Random(7), 0, 0
    for number in range(40):
        with lif.work(on=date(2024, 5, 1)) as work:
            work.amend(action, {"wanted": "Fewer surprises, " * (number * 37 % 300) + str(number)})
            work.plan_action(f"Huddle {number}")
        folder = tmp_path / f"after-{number}"
        disk.cut_power(folder, some)
        try:
            left = SqliteStorage(folder / "lif.db")
            try:
                Partnership(framework, left, settings=settings).verify(lif.fingerprint)
            finally:
                left.close()
            kept += 1
        except (StorageError, InvalidData):  # damaged, or another past, or rows that no commit made: each is told
            lost += 1
        shutil.rmtree(folder)
    store.close()
    if lying:
        assert lost
    else:
        assert (kept, lost) == (40, 0)


CALLS = {
    "head": lambda store, writer: store.head(),
    "commits": lambda store, writer: list(store.commits()),
    "rows": lambda store, writer: list(store.load()),
    "append": lambda store, writer: store.append(writer.commit(6), writer.head(5), []),
    "erase": lambda store, writer: store.erase(writer.commit(6), writer.head(5), [], []),
    "keep": lambda store, writer: store.keep("b" * 64, b"[layer]"),
    "rebuild": lambda store, writer: store.rebuild(writer.head(5), [], []),
    "backup": lambda store, writer: store.backup(str(store.path.with_name("second.db"))),
}


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let an open file be moved or replaced.")
@pytest.mark.parametrize("sort", [*CALLS, "close"])
def test_a_file_put_in_the_place_of_an_open_store_is_seen_and_not_damaged(path: Path, writer, sort: str) -> None:
    store = SqliteStorage(path)
    writer.append(store, 3)
    store.backup(str(path.with_name("copy.db")))
    writer.append(store, 2, after=3)
    aside = path.with_name("aside.db")
    os.link(path, aside)
    os.replace(path.with_name("copy.db"), path)
    if sort != "close":
        for _ in range(2):
            with pytest.raises(StorageError, match=r"no longer the one that was opened.*lif restore"):
                CALLS[sort](store, writer)
    store.close()
    for file, held in ((path, 3), (aside, 5)):  # the copy as it was, and every acknowledged commit in what was open
        again = SqliteStorage(file)
        assert writer.whole(again) == held
        again.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let an open file be moved or replaced.")
def test_a_file_that_is_moved_away_takes_no_commit(path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 2)
    os.rename(path, path.with_name("moved.db"))
    with pytest.raises(StorageError, match="no longer the one that was opened"):
        writer.append(store, 1, after=2)
    store.close()
    assert not path.exists()
    moved = SqliteStorage(path.with_name("moved.db"))
    assert writer.whole(moved) == 2
    moved.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let an open file be moved or replaced.")
def test_what_others_wrote_into_the_log_since_is_not_thrown_away(path: Path, writer) -> None:
    store, other = SqliteStorage(path), SqliteStorage(path)
    writer.append(store, 2)
    writer.append(other, 1, after=2)
    os.rename(path, path.with_name("moved.db"))
    with pytest.raises(StorageError, match="no longer the one that was opened"):
        store.head()
    assert Path(f"{path}-wal").stat().st_size
    other.close()
    moved = SqliteStorage(path.with_name("moved.db"))
    assert writer.whole(moved) == 3
    moved.close()


def test_a_disk_that_fills_while_a_store_is_made_leaves_no_store(path: Path, disk) -> None:
    made = False
    for after in range(40):
        disk.fail("xWrite", after, apsw.FullError)
        try:
            SqliteStorage(path, vfs="failing").close()
            made = True
        except StorageFull:
            pass
        disk.fail("", 0, apsw.FullError)
        store = SqliteStorage(path)
        assert store.head().position == 0
        store.close()
        for file in path.parent.iterdir():
            file.unlink()
    assert made


def test_a_really_full_disk(tmp_path: Path, writer) -> None:
    place = tmp_path / "small"
    place.mkdir()
    if (
        os.name != "posix"
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("Only root may mount a small disk here.")
    try:
        store = SqliteStorage(place / "lif.db")

        def fill() -> None:
            for position in range(1, 100):
                rows = [writer.row(position, b"x" * 30_000, state="open")]
                store.append(writer.commit(position), writer.head(position - 1), rows)

        with pytest.raises(StorageFull, match="Free some space"):
            fill()
        held = writer.whole(store)
        assert 1 < held < 99
        store.close()
        store = SqliteStorage(place / "lif.db")
        assert writer.whole(store) == held
        store.close()
    finally:
        subprocess.run(["umount", str(place)], check=True)
