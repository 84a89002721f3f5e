"""Whatever somebody does to a value in a table: each call answers, or says what to do; and `rebuild` cures its own."""

from contextlib import suppress
from pathlib import Path

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import LifError  # noqa: E402
from lif_core.testing.readings import LEAVINGS, READINGS, fill, read  # noqa: E402
from lif_storage_postgres.place import schema_of  # noqa: E402

COLUMNS = {
    "about": ("name", "value"),
    "commits": ("position", "link", "touches", "body"),
    "documents": ("fingerprint", "document"),
    "touches": ("record", "position"),
    "rows": ("id", "type", "position", "until", "keys", "body"),
}
FOLLOWS = ("touches", "rows")
"""Tables that follow from the commits."""

VALUES = {
    "nothing": "NULL",
    "a text": "'[[1]]'::text",
    "bytes that are no text": r"'\xff'::bytea",
    "no bytes": "''::bytea",
    "a number": "9223372036854775807",
    "another's": "(SELECT other.{0} FROM {1} AS other WHERE other.{0} <> held.{0} LIMIT 1)",
}
SLOW = "another's"
"""The value with which everything is called; with the others, what only reads."""


def alter(server, table: str, column: str, value: str) -> None:
    """Put a value, of whatever type, into a column of every row of a table that was made anew."""
    schema, _, name = table.rpartition(".")
    told = [f"{value.format(column, table)} AS {one}" if one == column else one for one in COLUMNS[name]]
    server.execute(f"CREATE TABLE {schema}.loose AS SELECT {', '.join(told)} FROM {table} AS held")
    server.execute(f"ALTER TABLE {table} RENAME TO kept" if name not in FOLLOWS else f"DROP TABLE {table}")
    server.execute(f"ALTER TABLE {schema}.loose RENAME TO {name}")


def put_back(server, table: str) -> None:
    schema, _, name = table.rpartition(".")
    if name not in FOLLOWS:
        server.execute(f"DROP TABLE {table}")
        server.execute(f"ALTER TABLE {schema}.kept RENAME TO {name}")


def test_every_column_of_the_store_is_altered_here(server, open_, partnership: str) -> None:
    open_()
    asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s ORDER BY 1, 2"
    found = server.execute(asked, schema_of(partnership))
    assert found == sorted((table, column) for table, columns in COLUMNS.items() for column in columns)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_that_was_altered_gives_an_answer_or_an_error_that_ends_with_the_cure(
    server, open_, partnership: str, tmp_path: Path, table: str
) -> None:
    store, full = open_(), f'"{schema_of(partnership)}".{table}'
    record_id = fill(store)
    store.close()
    for column in COLUMNS[table]:
        for called, value in VALUES.items():
            alter(server, full, column, value)
            with suppress(LifError):  # what it says of itself was altered
                store = open_()
                for name in [*READINGS, *(LEAVINGS if called == SLOW else ())]:
                    if name == "backup":
                        continue  # the server's own
                    says = read(name, store, record_id, tmp_path)
                    assert says[-1:] in ("", "."), (column, called, name, says)
            store.close()
            put_back(server, full)
            store = open_()
            assert read("rebuild", store, record_id, tmp_path) == ""
            assert read("verify", store, record_id, tmp_path) == ""
            store.close()
