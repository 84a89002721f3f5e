"""Tables altered by hand are found, and made again from the commits; eight processes at one record lose no update."""

import random
import subprocess
import sys
import threading
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import apsw
import pytest

from lif_core import Partnership, Settings
from lif_core.errors import BrokenChain, InvalidData, LifError, NotAStore
from lif_core.hooks import Rebuilds
from lif_core.testing.small import rows_of, small_framework
from lif_storage_sqlite import SqliteStorage

HUDDLE = "CAST(replace(CAST(body AS TEXT), 'Huddle', 'Hurdle') AS BLOB)"


@pytest.fixture
def lif(path: Path) -> Partnership:
    lif = Partnership(small_framework(), SqliteStorage(path), settings=Settings(id="demo", by="qa-officer"))
    for month in range(1, 7):
        with lif.work(on=date(2024, month, 1), why="Cyfarfod misol") as work:
            action = work.plan_action(f"Huddle {month}", ref=str(month))
            work.write_note("Ffugenw", about=action)
    return lif


def by_hand(path: Path, statement: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(statement).fetchall()
    connection.close()


ALTERED = [
    f"UPDATE rows SET body = {HUDDLE}",
    "UPDATE rows SET keys = json_set(keys, '$.state', 'done') WHERE type = 'action'",
    "UPDATE rows SET keys = 'no table' WHERE type = 'note'",
    "UPDATE rows SET keys = '[1]' WHERE type = 'note'",
    "UPDATE rows SET body = CAST('{' AS BLOB) WHERE type = 'note'",
    "UPDATE rows SET position = 1 WHERE position = 4",
    "DELETE FROM rows WHERE position = 3",
    "INSERT INTO rows VALUES('demo/action/none', 'action', 2, '2024-01-01', '{}', x'')",
    "DELETE FROM keys WHERE name = 'ref'",
    "UPDATE keys SET value = 'done' WHERE name = 'state' AND value = 'planned'",
    "DELETE FROM touches WHERE position = 2",
    "INSERT INTO touches SELECT record, 5 FROM touches WHERE position = 1",
    "UPDATE commits SET touches = '[]' WHERE position = 2",
    "UPDATE commits SET touches = '[null, 7' WHERE position = 2",
    "UPDATE commits SET touches = '[null, 7]' WHERE position = 2",
]


@pytest.mark.parametrize("statement", ALTERED)
def test_a_table_altered_by_hand_is_found_and_mended(path: Path, lif: Partnership, statement: str) -> None:
    assert isinstance(lif.storage, Rebuilds)
    before, fingerprint = rows_of(lif.storage), lif.verify()
    by_hand(path, statement)
    with pytest.raises(InvalidData) as told:
        lif.verify()
    assert {problem.code for problem in told.value.problems} == {"rows.altered"}
    assert set(lif.rebuild().mended) == {problem.where for problem in told.value.problems}
    assert rows_of(lif.storage) == before
    assert lif.verify() == fingerprint


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE rows",
        "DROP TABLE keys",
        "DROP TABLE touches",
        "DROP TABLE rows; DROP TABLE keys; DROP TABLE touches",
        "ALTER TABLE rows RENAME COLUMN body TO content",
        "UPDATE rows SET keys = CAST(x'ff' AS TEXT)",
        "CREATE TRIGGER forgets AFTER INSERT ON rows BEGIN DELETE FROM rows; END; DROP TABLE keys",
    ],
)
def test_tables_taken_away_are_made_again(path: Path, lif: Partnership, statement: str) -> None:
    before = rows_of(lif.storage)
    by_hand(path, statement)
    with pytest.raises(NotAStore, match="`lif rebuild` makes those again") as told:
        lif.verify()
    assert "Ffugenw" not in repr(told.value.__cause__) + str(told.value)
    lif.rebuild()
    assert rows_of(lif.storage) == before
    lif.verify()
    with lif.work(on=date(2024, 7, 1)) as work:
        work.plan_action("Afterwards")
    assert len(list(lif.storage.load(keys={"state": "planned"}))) == 7


def test_a_commit_altered_by_hand_is_found_and_nothing_rebuilt(path: Path, lif: Partnership) -> None:
    before = rows_of(lif.storage)
    by_hand(path, f"UPDATE commits SET body = {HUDDLE} WHERE position = 3")
    for call in (lif.verify, lif.rebuild):
        with pytest.raises(BrokenChain, match="at commit 3"):
            call()
    assert rows_of(lif.storage) == before


@pytest.mark.parametrize("seed", range(12))
def test_a_file_whose_bytes_were_spoilt_is_told_or_whole(path: Path, lif: Partnership, seed: int) -> None:
    """Damage of the disk itself: an error of ours that says so, or a store that holds; never a traceback."""
    last = lif.verify()
    lif.close()
    some, held = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(6):
        start = some.randrange(100, len(held) - 64)
        held[start : start + 16] = some.randbytes(16)
    path.write_bytes(held)
    framework, settings = lif.framework(date(2024, 5, 1)), lif.settings
    try:
        again = SqliteStorage(path)
    except LifError:
        return  # told when it is opened
    with suppress(LifError), closing(again):
        assert Partnership(framework, again, settings=settings).verify() == last


WRITES = """
import sys
from datetime import date
from lif_core import Partnership, Settings
from lif_core.errors import Conflict
from lif_core.testing.small import small_framework
from lif_storage_sqlite import SqliteStorage
path, roles, action, name = sys.argv[1:]
lif = Partnership(small_framework(roles), SqliteStorage(path), settings=Settings(id="demo"))
for turn in range(5):
    while True:
        try:
            with lif.work(by=f"writer-{name}", on=date(2024, 5, 14)) as work:
                said = work.view.register[action].wanted
                work.amend(action, {"wanted": f"{said} {name}.{turn}".strip()})
        except Conflict as clash:
            print("conflict", clash.record, clash.expected, clash.found, clash.by, flush=True)
        else:
            print("written", work.receipt.position, flush=True)
            break
"""


def test_eight_processes_at_one_record_get_their_position_or_a_conflict_that_names_all(path: Path) -> None:
    roles = "".join(f'[role.writer-{n}]\nlabel = "Writer {n}"\n' for n in range(8))
    lif = Partnership(small_framework(roles), SqliteStorage(path), settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=date(2024, 5, 14)) as work:
        action = work.plan_action("Huddle")
    command = [sys.executable, "-c", WRITES, str(path), roles, action.id]
    children = [
        subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(8)
    ]
    lines = []
    for child in children:
        out, err = child.communicate(timeout=300)
        assert child.returncode == 0, err
        lines += [line.split() for line in out.splitlines()]
    written = sorted(int(position) for what, position, *_ in lines if what == "written")
    assert written == list(range(2, 42))
    assert len(lif.as_of(date(2024, 6, 1)).show(action.id).wanted.split()) == 40  # type: ignore[attr-defined]
    conflicts = [line[1:] for line in lines if line[0] == "conflict"]
    assert conflicts
    by = {position: commit.by for position, commit in lif.commits()}
    for record, expected, found, who in conflicts:
        assert record == action.id
        assert int(expected) < int(found)
        assert by[int(found)] == who
    lif.verify()
    lif.close()


def test_threads_that_share_a_partnership_lose_no_commit(path: Path) -> None:
    lif = Partnership(small_framework(), SqliteStorage(path), settings=Settings(id="demo", by="qa-officer"))
    barrier, errors = threading.Barrier(8), []

    def write() -> None:
        barrier.wait()
        for _ in range(10):
            try:
                with lif.work() as work:
                    for number in range(20):
                        work.write_note(f"Note {number}")
                lif.history(work.receipt.created[0])
                assert any(True for _ in lif.commits())
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [position for position, _ in lif.commits()] == list(range(1, 81))
    lif.verify()
    lif.close()


def test_a_link_that_is_no_text_is_told(path: Path, lif: Partnership) -> None:
    by_hand(path, "UPDATE commits SET link = CAST(x'ff41' AS TEXT) WHERE position = 6")
    with pytest.raises(NotAStore, match="altered by hand"):
        Partnership(lif.framework(date(2024, 5, 1)), SqliteStorage(path), settings=lif.settings).as_of()
