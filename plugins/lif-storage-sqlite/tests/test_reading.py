"""Rows are found by an index, never by looking at all of them; a copy is consistent."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import apsw
import pytest

from lif_core.errors import NotAStore, StorageAway, StorageError, UnsafePlace
from lif_core.hooks import StorageRequest
from lif_storage_sqlite import SqliteStorage, open_copy, schema

PLANS = [
    (schema.HEAD, (), ["SCAN commits"]),
    (schema.COMMITS, (1,), ["SEARCH commits USING INTEGER PRIMARY KEY (rowid>?)"]),
    (
        schema.HISTORY,
        ("x",),
        ["SEARCH touches USING PRIMARY KEY (record=?)", "SEARCH commits USING INTEGER PRIMARY KEY (rowid=?)"],
    ),
    (schema.KEPT, ("x",), ["SEARCH documents USING PRIMARY KEY (fingerprint=?)"]),
    (schema.load(ids=False, type=False, keys=0), (), ["SCAN rows"]),
    (schema.load(ids=False, type=True, keys=0), ("x",), ["SEARCH rows USING INDEX rows_by_type (type=?)"]),
    (schema.load(ids=True, type=False, keys=0), ("[]",), ["SEARCH rows USING PRIMARY KEY (id=?)"]),
    (schema.load(ids=True, type=True, keys=0), ("[]", "x"), ["SEARCH rows USING PRIMARY KEY (id=?)"]),
    (
        schema.load(ids=True, type=True, keys=1),
        ("[]", "x", "y", "z"),
        ["SEARCH rows USING PRIMARY KEY (id=?)", "SEARCH k EXISTS USING PRIMARY KEY (name=? AND value=? AND id=?)"],
    ),
    (
        schema.load(ids=False, type=False, keys=1),
        ("x", "y"),
        ["SEARCH keys USING PRIMARY KEY (name=? AND value=?)", "SEARCH rows USING PRIMARY KEY (id=?)"],
    ),
    (
        schema.load(ids=False, type=True, keys=2),
        ("x", "y", "x", "y", "t"),
        [
            "SEARCH keys USING PRIMARY KEY (name=? AND value=?)",
            "SEARCH rows USING PRIMARY KEY (id=?)",
            "SEARCH k EXISTS USING PRIMARY KEY (name=? AND value=? AND id=?)",
        ],
    ),
    (schema.DROP_KEY, ("x", "y", "z"), ["SEARCH keys USING PRIMARY KEY (name=? AND value=? AND id=?)"]),
    (schema.REPLACE, (b"", 1), ["SEARCH commits USING INTEGER PRIMARY KEY (rowid=?)"]),
    (schema.KEYS_OF, ("[]",), ["SEARCH rows USING PRIMARY KEY (id=?)"]),
]


@pytest.mark.parametrize(("statement", "bound", "steps"), PLANS)
def test_the_plan_of_every_statement(path: Path, statement: str, bound: tuple, steps: list[str]) -> None:
    store = SqliteStorage(path)
    found = [step[3] for step in store._connection().execute(f"EXPLAIN QUERY PLAN {statement}", bound)]
    for step in steps:
        assert step in found
    assert not [step for step in found if "TEMP B-TREE" in step]
    tables = {step.split()[1] for step in found if step.startswith("SCAN")} - {"json_each"}
    assert tables <= {"rows" if steps == ["SCAN rows"] else "commits" if steps == ["SCAN commits"] else ""}
    store.close()


WRITES = """
import sys
from lif_core.hooks import Head, Row, StoredCommit
from lif_storage_sqlite import SqliteStorage
store = SqliteStorage(sys.argv[1])
for position in range(101, 100000):
    commit = StoredCommit(position, f"{position:064x}", (f"demo/action/{position:06d}",), b"%d" % position)
    row = Row(commit.touches[0], "action", position, "2024-05-14", {"state": "open"}, commit.body)
    store.append(commit, Head(position - 1, f"{position - 1:064x}"), [row])
    print(position, flush=True)
"""


def test_a_backup_is_consistent_while_another_process_writes(path: Path, tmp_path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 100)
    store.keep("a" * 64, b"[layer]")
    child = subprocess.Popen([sys.executable, "-c", WRITES, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for number in range(3):
        at_least = int(child.stdout.readline())
        store.backup(f"sqlite://{tmp_path}/copy-{number}.db")
        copy = SqliteStorage(tmp_path / f"copy-{number}.db")
        assert writer.whole(copy) >= at_least
        assert copy.kept("a" * 64) == b"[layer]"
        copy.close()
    child.kill()
    child.communicate()
    assert (tmp_path / "copy-0.db").stat().st_mode & 0o077 == 0
    store.close()


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(path: Path, tmp_path: Path, writer, disk) -> None:
    store = SqliteStorage(path, vfs="failing")
    writer.append(store, 5)
    for target in (path, tmp_path / "plan.xlsx"):
        target.touch()
        with pytest.raises(UnsafePlace, match="was left as it is"):
            store.backup(str(target))
    with pytest.raises(StorageAway):
        store.backup(str(tmp_path / "nowhere" / "copy.db"))
    disk.fail("xWrite", 3, OSError)
    with pytest.raises(StorageError):
        store.backup(str(tmp_path / "copy.db"))
    disk.fail("", 0, OSError)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith("copy")]
    assert writer.whole(store) == 5
    store.close()


def test_a_copy_is_read_and_not_a_byte_of_it_changed(path: Path, tmp_path: Path, writer) -> None:
    store = SqliteStorage(path)
    writer.append(store, 50)
    store.keep("a" * 64, b"[layer]")
    folder = tmp_path / "a folder, ŵ 100%?#"
    folder.mkdir()
    target = folder / "copy.db"
    store.backup(str(target))
    before = target.read_bytes()
    copy = open_copy(StorageRequest(url=f"sqlite-copy:{quote(str(target))}", partnership="demo"))
    assert writer.whole(copy) == 50
    assert copy.kept("a" * 64) == b"[layer]"
    unfinished = copy.commits()
    next(unfinished)
    for write in (
        lambda: writer.append(copy, 1, after=50),
        lambda: copy.keep("b" * 64, b""),
        lambda: copy.rebuild(copy.head(), [], []),
        lambda: copy.erase(writer.commit(51), copy.head(), [], []),
    ):
        with pytest.raises(UnsafePlace, match="cannot be written"):
            write()
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    copy.close()
    assert target.read_bytes() == before
    store.close()


def test_what_is_no_copy_is_told(path: Path, tmp_path: Path, writer) -> None:
    def opened(file: Path) -> None:
        open_copy(StorageRequest(url=f"sqlite-copy:{file}", partnership="demo"))

    store = SqliteStorage(path)
    writer.append(store, 1)
    with pytest.raises(NotAStore, match="in use"):
        opened(path)
    store.close()
    with pytest.raises(StorageAway, match="no file"):
        opened(tmp_path / "none.db")
    for content in (b"", b"plain text, longer than any header is" * 9, b"SQLite format 3\0"):
        (tmp_path / "other.db").write_bytes(content)
        with pytest.raises(StorageError):
            opened(tmp_path / "other.db")
    connection = apsw.Connection(str(tmp_path / "others.db"))
    connection.execute("CREATE TABLE rows(id)")
    connection.close()
    with pytest.raises(NotAStore):
        opened(tmp_path / "others.db")
    assert not (tmp_path / "none.db").exists()


def test_keys_follow_the_record(path: Path, writer) -> None:
    store = SqliteStorage(path)
    store.append(writer.commit(1), writer.head(0), [writer.row(1, state="open", ref="ŷ")])
    store.append(writer.commit(2), writer.head(1), [writer.row(1, state="done")])
    assert list(store.load(keys={"state": "open"})) == list(store.load(keys={"ref": "ŷ"})) == []
    (row,) = store.load(keys={"state": "done"}, type="action")
    assert dict(row.keys) == {"state": "done"}
    assert row == writer.row(1, state="done")
    assert repr(row) == repr(writer.row(1, state="done"))
    store.close()
