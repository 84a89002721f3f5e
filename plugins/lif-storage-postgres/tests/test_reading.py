"""Rows are found by an index, never by looking at all of them; long streams stay short in memory."""

import os
import tracemalloc

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import StorageError  # noqa: E402
from lif_core.hooks import Head, Row, StoredCommit  # noqa: E402
from lif_storage_postgres import PostgresStorage  # noqa: E402
from lif_storage_postgres.schema import Statements  # noqa: E402


@pytest.fixture
def many(open_, writer) -> PostgresStorage:
    store = open_()
    rows = [
        Row(
            writer.id(n), "action" if n % 2 else "finding", 1, "2024-05-14", {"state": f"s{n % 9}", "ref": f"{n}"}, b"x"
        )
        for n in range(20_000)
    ]
    store.append(StoredCommit(1, "a" * 64, tuple(row.id for row in rows), b"x"), Head(), rows)
    store._connection().execute(f'ANALYZE "{store.place.schema}".rows, "{store.place.schema}".touches')
    return store


@pytest.mark.parametrize(
    ("which", "bound", "index"),
    [
        (lambda sql: sql.head, (), "commits_pkey"),
        (lambda sql: sql.commits, (1,), "commits_pkey"),
        (lambda sql: sql.history, ("demo/action/000001",), "touches_pkey"),
        (lambda sql: sql.load(ids=False, type=False, keys=False), (), "rows_pkey"),
        (lambda sql: sql.load(ids=True, type=False, keys=False), (["demo/action/000001"],), "rows_pkey"),
        (lambda sql: sql.load(ids=False, type=False, keys=True), ('{"ref": "77"}',), "rows_by_key"),
        (lambda sql: sql.load(ids=False, type=True, keys=True), ("action", '{"ref": "77"}'), "rows_by_key"),
        (lambda sql: sql.load(ids=True, type=True, keys=True), (["x"], "action", '{"ref": "77"}'), "rows_"),
    ],
)
def test_the_plan_of_every_statement(many: PostgresStorage, which, bound: tuple, index: str) -> None:
    main = many._connection()
    main.execute("SET enable_seqscan = off")  # one commit is quicker to look at than its index
    statement = which(Statements(many.place.schema))
    plan = "\n".join(str(line) for (line,) in main.execute(b"EXPLAIN " + statement, bound))
    assert index in plan, plan
    assert "Seq Scan" not in plan, plan


def test_keys_follow_the_record(store, writer) -> None:
    store.append(writer.commit(1), writer.head(0), [writer.row(1, state="open", ref="ŷ")])
    store.append(writer.commit(2), writer.head(1), [writer.row(1, state="done")])
    assert list(store.load(keys={"state": "open"})) == list(store.load(keys={"ref": "ŷ"})) == []
    (row,) = store.load(keys={"state": "done"}, type="action")
    assert dict(row.keys) == {"state": "done"}
    assert row == writer.row(1, state="done")
    assert repr(row) == repr(writer.row(1, state="done"))


@pytest.mark.parametrize("odd", ["x\0y", "\ud800"])
def test_what_can_be_in_no_row_finds_none(store, writer, odd: str) -> None:
    store.append(writer.commit(1), writer.head(0), [writer.row(1, state="open")])
    assert [row.id for row in store.load(ids=[writer.id(1), odd])] == [writer.id(1)]
    assert (
        list(store.load(type=odd)) == list(store.load(keys={"state": odd})) == list(store.load(keys={odd: "x"})) == []
    )
    assert list(store.history(odd)) == []


def test_a_long_stream_is_fetched_piece_by_piece(open_, writer) -> None:
    store = open_()
    for position in range(1, 61):
        store.append(writer.commit(position, os.urandom(500_000)), writer.head(position - 1), [])
    tracemalloc.start()
    assert sum(len(commit.body) for commit in store.commits()) == 30_000_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_forked_process_must_open_a_store_of_its_own(open_, writer) -> None:
    store = open_()
    writer.append(store, 1)
    child = os.fork()
    if not child:
        try:
            store.head()
        except StorageError:
            store.close()
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert writer.whole(store) == 1


def test_nothing_of_a_record_stands_in_an_error(store, writer) -> None:
    import traceback

    row = Row("demo/action/1", "action", 1, "2024-05-14", {"lead": "Canary Ffugenw\0"}, b"")
    with pytest.raises(StorageError) as refused:
        store.append(writer.commit(1), Head(), [row])
    assert "Canary" not in "".join(traceback.format_exception(refused.value))
