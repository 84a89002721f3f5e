"""Tables altered by hand are found, and made again from the commits; the server is asked to serialize and refuses."""

from datetime import date

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core import Partnership, Settings  # noqa: E402
from lif_core.errors import BrokenChain, InvalidData, NotAStore, StorageAway  # noqa: E402
from lif_core.hooks import Rebuilds  # noqa: E402
from lif_core.testing.small import rows_of, small_framework  # noqa: E402
from lif_storage_postgres import PostgresStorage  # noqa: E402
from lif_storage_postgres.place import schema_of  # noqa: E402


@pytest.fixture
def lif(open_) -> Partnership:
    framework = small_framework()
    lif = Partnership(framework, open_(), settings=Settings(id="demo", by="qa-officer"))
    for month in range(1, 7):
        with lif.work(on=date(2024, month, 1), why="Cyfarfod misol") as work:
            action = work.plan_action(f"Huddle {month}", ref=str(month))
            work.write_note("Ffugenw", about=action)
    return lif


ALTERED = [
    "UPDATE {0}.rows SET body = convert_to(replace(convert_from(body, 'UTF8'), 'Huddle', 'Hurdle'), 'UTF8')",
    "UPDATE {0}.rows SET keys = jsonb_set(keys, '{{state}}', '\"done\"') WHERE type = 'action'",
    "UPDATE {0}.rows SET keys = '[1]' WHERE type = 'note'",
    "UPDATE {0}.rows SET body = '{{' WHERE type = 'note'",
    "UPDATE {0}.rows SET position = 1 WHERE position = 4",
    "DELETE FROM {0}.rows WHERE position = 3",
    "INSERT INTO {0}.rows VALUES('demo/action/none', 'action', 2, '2024-01-01', '{{}}', '')",
    "DELETE FROM {0}.touches WHERE position = 2",
    "INSERT INTO {0}.touches SELECT record, 5 FROM {0}.touches WHERE position = 1",
    "UPDATE {0}.commits SET touches = '{{}}' WHERE position = 2",
]


@pytest.mark.parametrize("statement", ALTERED)
def test_a_table_altered_by_hand_is_found_and_mended(server, lif, partnership: str, statement: str) -> None:
    assert isinstance(lif.storage, Rebuilds)
    before, fingerprint = rows_of(lif.storage), lif.verify()
    server.execute(statement.format(f'"{schema_of(partnership)}"'))
    with pytest.raises(InvalidData) as told:
        lif.verify()
    assert {problem.code for problem in told.value.problems} == {"rows.altered"}
    assert set(lif.rebuild().mended) == {problem.where for problem in told.value.problems}
    assert rows_of(lif.storage) == before
    assert lif.verify() == fingerprint


@pytest.mark.parametrize("what", ["rows", "touches", "rows, {0}.touches"])
def test_tables_taken_away_are_made_again(server, lif, partnership: str, what: str) -> None:
    before, name = rows_of(lif.storage), f'"{schema_of(partnership)}"'
    server.execute(f"DROP TABLE {name}.{what.format(name)}")
    with pytest.raises(NotAStore, match="`lif rebuild` makes those again"):
        lif.verify()
    lif.rebuild()
    assert rows_of(lif.storage) == before
    lif.verify()
    with lif.work(on=date(2024, 7, 1)) as work:
        work.plan_action("Afterwards")
    assert len(list(lif.storage.load(keys={"state": "planned"}))) == 7


def test_a_commit_altered_by_hand_is_found_and_nothing_rebuilt(server, lif, partnership: str) -> None:
    before = rows_of(lif.storage)
    server.execute(
        f"UPDATE \"{schema_of(partnership)}\".commits SET body = convert_to(replace(convert_from(body, 'UTF8'), "
        "'Huddle', 'Hurdle'), 'UTF8') WHERE position = 3"
    )
    for call in (lif.verify, lif.rebuild):
        with pytest.raises(BrokenChain, match="at commit 3"):
            call()
    assert rows_of(lif.storage) == before


def test_who_reads_for_long_keeps_it_from_rebuilding_and_is_told(server, lif, open_) -> None:
    patient = Partnership(lif.framework(date(2024, 5, 1)), open_(patience=0.3), settings=lif.settings)
    reading = lif.storage.load()
    next(reading)
    with pytest.raises(StorageAway, match="nothing was written"):
        patient.rebuild()
    list(reading)
    assert patient.rebuild().mended == ()


def test_the_server_refuses_to_serialize_and_the_commit_is_written_at_the_next_try(
    server, open_, partnership: str, writer, monkeypatch
) -> None:
    """A real refusal: another session changes a row between what ours has seen and what it writes."""
    store = open_()
    many = [writer.row(number, b"old", state="open") for number in range(1, 501)]
    store.append(writer.commit(1), writer.head(0), many)
    store._connection().execute("SET default_transaction_isolation = 'repeatable read'")
    copy, tries = PostgresStorage._copy, []

    def meanwhile(self, *given):
        tries.append(1)
        if len(tries) == 1:
            server.execute(f'UPDATE "{schema_of(partnership)}".rows SET until = until WHERE position = 7')
        return copy(self, *given)

    monkeypatch.setattr(PostgresStorage, "_copy", meanwhile)
    store.append(writer.commit(2), writer.head(1), [writer.row(number, b"new") for number in range(1, 501)])
    assert len(tries) == 2
    assert {row.body for row in store.load()} == {b"new"}
    assert [commit.position for commit in store.commits()] == [1, 2]


def test_a_rebuild_that_is_cut_off_is_told_as_one_and_changes_nothing(server, lif, partnership: str) -> None:
    before, storage = rows_of(lif.storage), lif.storage

    def cut_off():
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lif'")
        yield from ()

    with pytest.raises(StorageAway, match=r"while the tables were being made again; they are whole or not at all"):
        storage.rebuild(storage.head(), [], cut_off())
    assert rows_of(storage) == before
