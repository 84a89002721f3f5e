"""Whatever somebody does to a value in a table: each call answers, or says what to do; and `rebuild` cures its own."""

import shutil
from pathlib import Path

import apsw
import pytest

from lif_core.testing.readings import LEAVINGS, READINGS, fill, read
from lif_storage_sqlite import SqliteStorage, opening

COLUMNS = {
    "about": ("name", "value"),
    "commits": ("position", "link", "touches", "body"),
    "documents": ("fingerprint", "document"),
    "touches": ("record", "position"),
    "rows": ("id", "type", "position", "until", "keys", "body"),
    "keys": ("name", "value", "id"),
}
FOLLOWS = ("touches", "rows", "keys")
"""Tables that follow from the commits."""

ANOTHER = "(SELECT other.{0} FROM loose AS other WHERE other.{0} <> loose.{0} LIMIT 1)"
VALUES = {
    "nothing": "NULL",
    "an empty text": "''",
    "no bytes": "x''",
    "bytes that are no text": "x'ff'",
    "a text that is none": "CAST(x'ff' AS TEXT)",
    "other JSON": "CAST('[[1]]' AS BLOB)",
    "other JSON as text": "'[[1]]'",
    "a number": "9223372036854775807",
    "another's": ANOTHER,
}
SLOW = ("a text that is none", "another's")
"""Values with which everything is called; with the others, what only reads."""


def alter(path: Path, table: str, column: str, value: str) -> None:
    """Put a value into a column of every row of a table that was made anew without any types."""
    connection = apsw.Connection(str(path))
    told = ", ".join(COLUMNS[table])
    index = "CREATE INDEX rows_by_type ON rows(type, id);" if table == "rows" else ""
    connection.execute(
        f"CREATE TABLE loose AS SELECT * FROM {table}; UPDATE loose SET {column} = {value.format(column)};"
        f"DROP TABLE {table}; CREATE TABLE {table}({told}); INSERT INTO {table} SELECT * FROM loose;"
        f"DROP TABLE loose; {index}"
    ).fetchall()
    connection.close()


def test_every_column_of_the_store_is_altered_here(path: Path) -> None:
    SqliteStorage(path).close()
    connection = apsw.Connection(str(path))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {name: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({name})")) for name in tables}
    assert found == COLUMNS
    connection.close()


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_that_was_altered_gives_an_answer_or_an_error_that_ends_with_the_cure(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(opening, "_PROMISES", opening._PROMISES.replace("synchronous = FULL", "synchronous = OFF"))
    store = SqliteStorage(path)
    record_id = fill(store)
    store.close()
    for column in COLUMNS[table]:
        for called, value in VALUES.items():
            copy = tmp_path / f"{column}-{called}" / "lif.db"
            copy.parent.mkdir()
            shutil.copy(path, copy)
            alter(copy, table, column, value)
            store = SqliteStorage(copy)
            for name in [*READINGS, *(LEAVINGS if called in SLOW else ())]:
                says = read(name, store, record_id, copy.parent)
                assert says[-1:] in ("", "."), (column, called, name, says)
            if table in FOLLOWS:
                assert read("rebuild", store, record_id, copy.parent) == ""
                assert read("verify", store, record_id, copy.parent) == ""
            store.close()


@pytest.mark.parametrize("value", ["x'ff'", "CAST('[[1]]' AS BLOB)", "CAST('{' AS BLOB)"])
def test_the_record_and_the_cure_are_named(path: Path, value: str) -> None:
    store = SqliteStorage(path)
    record_id = fill(store)
    store.close()
    alter(path, "rows", "body", value.replace("{", "{{"))
    store = SqliteStorage(path)
    for name in ("find", "list", "show", "gaps"):
        says = read(name, store, record_id, path.parent)
        assert f"{record_id}: What the store shows of this record is not what its commits make" in says
        assert "`lif rebuild` makes it again from the commits." in says
    store.close()
