"""Opening: a connection that keeps the promises, to a schema that is known to be ours."""

import psycopg
from psycopg import errors

from lif_core.errors import NewerFormat, NotAStore, StorageError, UnsafePlace
from lif_storage_postgres import schema
from lif_storage_postgres.place import Place
from lif_storage_postgres.telling import may_not_make, not_a_store, not_reached, told

Connection = psycopg.Connection[tuple[object, ...]]

_ALIVE = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
"""Seconds and turns after which a server that went away silently is known to be; an address may say others."""


def open_store(place: Place, statements: schema.Statements, patience: float) -> Connection:
    """Connect to the store at `place` for writing; make it where there is none.

    Args:
        place: where it lies.
        statements: the statements of its schema.
        patience: seconds to wait for others.
    """
    connection = connect(place, patience)
    try:
        _check_server(connection, place)
        _make_ours(connection, place, statements)
    except psycopg.Error as error:
        connection.close()
        raise told(error, place) from None
    except StorageError:
        connection.close()
        raise
    return connection


def connect(place: Place, patience: float) -> Connection:
    """Give one more connection; each statement is a transaction of its own unless one is begun."""
    try:
        how = {"connect_timeout": str(max(2, round(patience))), **_ALIVE, **place.parameters, "client_encoding": "UTF8"}
        connection: Connection = psycopg.connect(autocommit=True, **how)  # type: ignore[arg-type]
    except psycopg.Error as error:
        raise not_reached(error, place) from None
    try:
        connection.execute(schema.SESSION, {"patience": str(round(patience * 1000))})
    except psycopg.Error as error:
        connection.close()
        raise told(error, place) from None
    return connection


def _check_server(connection: Connection, place: Place) -> None:
    """Refuse a server that cannot keep what the host relies on."""
    found = connection.info.server_version // 10_000
    if found < schema.SERVER:
        raise StorageError(
            f"The {place.says} is PostgreSQL {found}, which is too old. Use PostgreSQL {schema.SERVER} or newer."
        )
    fsync, pages, encoding = connection.execute(schema.SAFETY).fetchone() or ("", "", "")
    if "off" in (fsync, pages):
        raise UnsafePlace(
            f"The server of the {place.says} is set to lose what was written when the power fails. "
            "Ask whoever looks after it to set fsync and full_page_writes to on."
        )
    if encoding != "UTF8":
        raise UnsafePlace(
            f"The {place.says} cannot hold every letter: its encoding is {encoding}. "
            "Ask for a database whose encoding is UTF8."
        )


def _make_ours(connection: Connection, place: Place, statements: schema.Statements) -> None:
    """See that the schema is a store of a format we read; make an empty or missing one a store."""
    about = _about(connection, statements)
    if about is None:
        with connection.transaction():
            connection.execute(schema.ALONE, (place.schema,))
            found = connection.execute(schema.TABLES, (place.schema,)).fetchone()
            ours, every = found or (0, 0)
            if every and not ours:
                raise not_a_store(place)
            if not every:
                if found is None:
                    _make_schema(connection, place, statements)
                connection.execute(statements.create)
                told_of = {
                    "application": schema.APPLICATION,
                    "format": str(schema.FORMAT),
                    "needs": schema.NEEDS,
                    "partnership": place.partnership,
                }
                connection.cursor().executemany(statements.tell, list(told_of.items()))
        about = _about(connection, statements)
    _check_format(about or {}, place)


def _make_schema(connection: Connection, place: Place, statements: schema.Statements) -> None:
    try:
        connection.execute(statements.create_schema)
    except errors.InsufficientPrivilege:
        raise may_not_make(place) from None


def _about(connection: Connection, statements: schema.Statements) -> dict[str, str] | None:
    """Tell what a store says of itself, None where nothing there could."""
    try:
        return {str(name): str(value) for name, value in connection.execute(statements.about)}
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return None
    except (errors.UndefinedColumn, errors.WrongObjectType):
        return {}


def _check_format(about: dict[str, str], place: Place) -> None:
    found = about.get("format", "")
    if about.get("application") != schema.APPLICATION or not found.isdecimal() or int(found) < 1:
        raise not_a_store(place)
    if int(found) > schema.FORMAT:
        raise NewerFormat(
            f"The store in the {place.says} has format {found}; this version reads up to {schema.FORMAT}. "
            f"Install lif-storage-postgres {about.get('needs', '')} or newer; the store was left as it is."
        )
    if about.get("partnership") != place.partnership:
        raise NotAStore(
            f'The schema "{place.schema}" in the {place.says} is the store of another partnership; it was left as it '
            "is. Set `id` in partnership.toml, or name another database."
        )
