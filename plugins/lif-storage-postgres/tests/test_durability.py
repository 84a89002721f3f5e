"""A server that goes away, breaks off or lets wait: what was acknowledged stays, and each call says what came of it.

That a kill loses nothing, and eight processes at once lose no update, are promises of the contract.
"""

import threading
import time

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import Conflict, StorageAway, StorageError  # noqa: E402
from lif_core.hooks import Head, Row  # noqa: E402
from lif_storage_postgres import PostgresStorage  # noqa: E402
from lif_storage_postgres.place import schema_of  # noqa: E402


def test_a_server_that_goes_away_is_told_and_the_next_attempt_works(server, open_, writer) -> None:
    store, other = open_(), open_()
    writer.append(store, 3)
    assert writer.whole(other) == 3
    server.stop()
    for call in (
        store.head,
        lambda: writer.append(store, 1, after=3),
        lambda: list(store.commits()),
        lambda: store.kept("a" * 64),
        lambda: store.keep("a" * 64, b"[layer]"),
        open_,
    ):
        with pytest.raises(StorageAway, match="try again"):
            call()
    server.start()
    assert store.head() == writer.head(3)
    writer.append(store, 1, after=3)
    assert writer.whole(store) == 4
    assert writer.whole(other) == 4  # its connections went stale while nobody used them


def test_a_connection_that_is_cut_while_writing_says_whether_it_was_written(server, open_, writer, monkeypatch) -> None:
    import psycopg

    store = open_()
    writer.append(store, 1)
    written = PostgresStorage._written

    def cut(after: bool):
        def fails(self, main, *given):
            if after:
                written(self, main, *given)
            main.close()
            raise psycopg.OperationalError("cut")

        return fails

    monkeypatch.setattr(PostgresStorage, "_written", cut(after=True))
    writer.append(store, 1, after=1)  # it had been written: acknowledged once it was seen
    monkeypatch.setattr(PostgresStorage, "_written", cut(after=False))
    with pytest.raises(StorageAway, match="whole or not at all"):
        writer.append(store, 1, after=2)
    monkeypatch.undo()
    assert writer.whole(store) == 2
    writer.append(store, 1, after=2)
    assert writer.whole(store) == 3


def test_a_session_ended_by_the_server_is_followed_by_a_new_one(server, open_, writer) -> None:
    store = open_()
    writer.append(store, 2)
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lif'"
    server.execute(ends)
    assert store.head() == writer.head(2)
    server.execute(ends)
    assert writer.whole(store) == 2
    server.execute(ends)
    with pytest.raises(StorageAway):
        writer.append(store, 1, after=2)
    writer.append(store, 1, after=2)
    assert writer.whole(store) == 3


@pytest.mark.parametrize("level", ["serializable", "repeatable read"])
def test_serialization_failures_are_tried_again(server, open_, writer, level: str, monkeypatch) -> None:
    from psycopg import errors

    store = open_()
    writer.append(store, 1)
    store._connection().execute(f"SET default_transaction_isolation = '{level}'")
    written, failures = PostgresStorage._written, []

    def fails(self, main, *given):
        if len(failures) < 3:
            failures.append(1)
            raise errors.SerializationFailure("could not serialize")
        return written(self, main, *given)

    monkeypatch.setattr(PostgresStorage, "_written", fails)
    writer.append(store, 1, after=1)
    assert len(failures) == 3
    monkeypatch.setattr(PostgresStorage, "_written", lambda *_: (_ for _ in ()).throw(errors.DeadlockDetected("x")))
    with pytest.raises(StorageAway, match="nothing was written"):
        writer.append(store, 1, after=2)
    monkeypatch.undo()
    assert writer.whole(store) == 2


def test_a_deadlock_is_tried_again_and_written_once(server, open_, partnership: str, writer) -> None:
    import psycopg

    store = open_(patience=20.0)
    writer.append(store, 1)
    name = f'"{schema_of(partnership)}"'
    with psycopg.connect(server.url) as rival:
        rival.execute("SET deadlock_timeout = '30s'")
        rival.execute(f"LOCK TABLE {name}.touches IN ACCESS EXCLUSIVE MODE")
        writes = threading.Thread(target=lambda: writer.append(store, 1, after=1))
        writes.start()
        time.sleep(0.3)
        rival.execute(f"LOCK TABLE {name}.commits IN ACCESS EXCLUSIVE MODE")  # the other gives way, and tries again
        rival.rollback()
        writes.join()
    assert writer.whole(store) == 2


def test_who_waits_for_long_is_told(server, open_, partnership: str, writer) -> None:
    import psycopg

    store = open_(patience=0.3)
    writer.append(store, 1)
    with psycopg.connect(server.url) as rival:
        rival.execute(f'LOCK TABLE "{schema_of(partnership)}".commits IN ACCESS EXCLUSIVE MODE')
        with pytest.raises(StorageAway, match="did not finish in time"):
            writer.append(store, 1, after=1)
    writer.append(store, 1, after=1)
    assert writer.whole(store) == 2


def test_a_batch_is_all_or_nothing_and_replaces_what_stood(open_, writer) -> None:
    store = open_()
    rows = [writer.row(number, b"old", state="open") for number in range(1, 501)]
    commit = writer.commit(1)
    broken = [*rows, Row("demo/action/\0", "action", 1, "2024-05-14", {}, b"")]
    with pytest.raises(StorageError, match="nothing was written"):
        store.append(commit, Head(), broken)
    assert store.head() == Head()
    store.append(commit, Head(), rows)
    again = [writer.row(number, b"new", state="done") for number in range(400, 900)]
    store.append(writer.commit(2), writer.head(1), [*again, *again])
    with pytest.raises(Conflict):
        store.append(writer.commit(2), writer.head(1), again)
    assert sum(1 for _ in store.load()) == 899
    assert {row.body for row in store.load(keys={"state": "done"})} == {b"new"}
    assert sum(1 for _ in store.load(keys={"state": "open"})) == 399


def test_a_server_set_to_answer_before_it_has_written_is_set_right(server, open_, partnership: str) -> None:
    import psycopg.conninfo as conninfo

    for asked, held in (("off", "on"), ("local", "on"), ("remote_apply", "remote_apply"), ("on", "on")):
        store = open_(url=conninfo.make_conninfo(server.url, options=f"-c synchronous_commit={asked}"))
        assert store._connection().execute("SHOW synchronous_commit").fetchone() == (held,)
