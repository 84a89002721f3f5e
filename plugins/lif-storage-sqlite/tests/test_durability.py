"""What was acknowledged stays, whatever the log and the disk do.

That a kill loses nothing, and eight processes at once lose no update, are promises of the contract.
"""

import os
import random
import shutil
import subprocess
from pathlib import Path

import apsw
import pytest

from lif_core.errors import StorageError, StorageFull
from lif_storage_sqlite import SqliteStorage


def test_a_torn_log_gives_back_a_row_of_whole_commits(path: Path, tmp_path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 12)
    log = Path(f"{path}-wal").read_bytes()
    frame = 8192 + 24
    seen = set()
    moments = random.Random(7)
    last = range(len(log) - 8 * frame, len(log) + 1)
    cuts = [len(log), *(len(log) - frame * number for number in range(9)), *moments.sample(last, 60)]
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


@pytest.mark.parametrize("sort", ["xWrite", "xSync"])
@pytest.mark.parametrize("fault", [apsw.FullError, apsw.IOError])
def test_a_failing_disk_is_told_and_leaves_nothing_half_written(path: Path, writer, disk, sort, fault) -> None:
    store = SqliteStorage(path, vfs="failing")
    writer.append(store, 3)
    held = 3
    told: list[StorageError] = []
    for after in range(12):
        disk.fail(sort, after, fault)
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
