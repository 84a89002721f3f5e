"""Only what is a store of ours is opened, and what is not stays as it was."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import NewerFormat, NotAStore, StorageAway, StorageError, StorageFull, UnsafePlace  # noqa: E402
from lif_core.hooks import Offer, StorageRequest  # noqa: E402
from lif_storage_postgres import lif_api, lif_storages, open_store  # noqa: E402
from lif_storage_postgres.place import place_of, schema_of  # noqa: E402
from lif_storage_postgres.telling import told  # noqa: E402


def test_the_plug_in_offers_postgres_and_loads_it_only_when_a_store_is_opened() -> None:
    offers = lif_storages()
    assert [(type(offer), offer.name, offer.schemes, offer.make) for offer in offers] == [
        (Offer, "postgres", ("postgresql", "postgres"), open_store)
    ]
    assert lif_api == 1
    script = "import sys, lif_storage_postgres as p; p.lif_storages(); print('psycopg' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_each_partnership_has_its_own_store_in_one_database(server, open_, partnership: str, writer) -> None:
    store = open_()
    writer.append(store, 2)
    other = open_store(StorageRequest(url=server.url, partnership=f"{partnership}-b"))
    assert other.head().position == 0
    other.close()
    server.execute(f'DROP SCHEMA "{schema_of(partnership + "-b")}" CASCADE')


def tables(server, schema: str) -> list[object]:
    return [name for (name,) in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", schema)]


@pytest.mark.parametrize(
    "holds",
    [
        "CREATE TABLE {0}.rows(id int)",
        "CREATE VIEW {0}.about AS SELECT 1 AS x",
        "CREATE TABLE {0}.about(name text, value text)",
        "CREATE TABLE {0}.about(id int)",
        "CREATE TABLE {0}.about AS SELECT 'application' AS name, 'another' AS value",
    ],
)
def test_a_schema_of_another_program_is_refused_and_left_alone(server, open_, partnership: str, holds: str) -> None:
    name = f'"{schema_of(partnership)}"'
    server.execute(f"CREATE SCHEMA {name}")
    server.execute(holds.format(name))
    before = tables(server, schema_of(partnership))
    with pytest.raises(NotAStore, match="was left as it is"):
        open_()
    assert tables(server, schema_of(partnership)) == before


def test_an_empty_schema_becomes_a_store(server, open_, partnership: str, writer) -> None:
    server.execute(f'CREATE SCHEMA "{schema_of(partnership)}"')
    writer.append(open_(), 1)
    assert writer.whole(open_()) == 1


def test_a_newer_format_is_refused_with_the_version_needed(server, open_, partnership: str, writer) -> None:
    writer.append(open_(), 1)
    about = f'"{schema_of(partnership)}".about'
    server.execute(f"UPDATE {about} SET value = '2' WHERE name = 'format'")
    server.execute(f"UPDATE {about} SET value = '9.4' WHERE name = 'needs'")
    with pytest.raises(NewerFormat, match=r"format 2; .* Install lif-storage-postgres 9\.4 or newer"):
        open_()


def test_the_store_of_another_partnership_is_refused(server, open_, partnership: str) -> None:
    open_()
    about = f'"{schema_of(partnership)}".about'
    server.execute(f"UPDATE {about} SET value = 'another' WHERE name = 'partnership'")
    with pytest.raises(NotAStore, match="another partnership"):
        open_()


def test_two_who_make_one_store_at_one_moment_make_one(open_, writer) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_(), range(6)))
    writer.append(stores[0], 1)
    assert {writer.whole(store) for store in stores} == {1}


@pytest.mark.parametrize(
    ("statement", "reading"),
    [
        ("DROP TABLE {0}.commits", True),
        ("ALTER TABLE {0}.commits DROP COLUMN body", True),
        ("DROP TABLE {0}.touches", False),
        ("DROP SCHEMA {0} CASCADE", True),
    ],
)
def test_tables_altered_by_hand_are_told(
    server, open_, partnership: str, writer, statement: str, reading: bool
) -> None:
    store = open_()
    writer.append(store, 1)
    server.execute(statement.format(f'"{schema_of(partnership)}"'))
    with pytest.raises(NotAStore, match="altered by hand"):
        list(store.commits()) if reading else writer.append(store, 1, after=1)


def test_a_missing_database_and_a_role_that_may_not_are_told(server, partnership: str) -> None:
    import psycopg.conninfo as conninfo

    def at(**change: str) -> str:
        return conninfo.make_conninfo(server.url, **change)

    with pytest.raises(StorageAway, match="There is no database nothing-here"):
        open_store(StorageRequest(url=at(dbname="nothing-here"), partnership=partnership))
    with pytest.raises(StorageAway, match="does not let this role in"):
        open_store(StorageRequest(url=at(user="nobody-known"), partnership=partnership))
    server.execute("DROP ROLE IF EXISTS lif_reader")
    server.execute("CREATE ROLE lif_reader LOGIN PASSWORD 'x'")
    if "LIF_POSTGRES" not in __import__("os").environ:
        with pytest.raises(UnsafePlace, match=r"Ask whoever looks after the server to run CREATE SCHEMA"):
            open_store(StorageRequest(url=at(user="lif_reader"), partnership=partnership))
    server.execute("DROP ROLE lif_reader")


def test_a_role_without_rights_on_a_store_that_is_there_is_told_so(server, open_, partnership: str) -> None:
    import psycopg.conninfo as conninfo

    if "LIF_POSTGRES" in __import__("os").environ:
        pytest.skip("The server was given to the tests; they make no roles there.")
    open_()
    server.execute("DROP ROLE IF EXISTS lif_reader")
    server.execute("CREATE ROLE lif_reader LOGIN")
    name = schema_of(partnership)
    try:
        for grant in ("", f'GRANT USAGE ON SCHEMA "{name}" TO lif_reader'):
            if grant:
                server.execute(grant)
            with pytest.raises(UnsafePlace, match=rf"may not use the store.*{name}.*GRANT owner TO role"):
                open_(url=conninfo.make_conninfo(server.url, user="lif_reader"))
    finally:
        server.execute("DROP OWNED BY lif_reader")
        server.execute("DROP ROLE lif_reader")


def test_a_server_that_breaks_off_what_takes_long_is_told(server, open_, partnership: str, writer) -> None:
    import psycopg.conninfo as conninfo

    writer.append(open_(), 1)
    store = open_(url=conninfo.make_conninfo(server.url, options="-c statement_timeout=200"), patience=5.0)
    import psycopg

    with psycopg.connect(server.url) as other:
        other.execute(f'LOCK TABLE "{schema_of(partnership)}".commits IN ACCESS EXCLUSIVE MODE')
        with pytest.raises(StorageAway, match=r"statement_timeout"):
            writer.append(store, 1, after=1)


def test_a_wrong_password_is_told_without_it(server, partnership: str) -> None:
    import psycopg.conninfo as conninfo

    if "LIF_POSTGRES" in __import__("os").environ:
        pytest.skip("The server was given to the tests; they do not change whom it lets in.")
    rules = server.data / "pg_hba.conf"
    before = rules.read_text()
    server.execute("CREATE ROLE lif_writer LOGIN SUPERUSER PASSWORD 'right'")
    rules.write_text(f"local all lif_writer scram-sha-256\n{before}")
    server.execute("SELECT pg_reload_conf()")
    url = conninfo.make_conninfo(server.url, user="lif_writer")
    try:
        for password in ("wr0ng-Ffug", ""):
            request = StorageRequest(url=url, partnership=partnership, secrets={"password": password})
            with pytest.raises(StorageAway, match="does not let this role in") as away:
                open_store(request)
            assert "wr0ng" not in str(away.value) + repr(away.value) + repr(away.value.__cause__)
        open_store(StorageRequest(url=url, partnership=partnership, secrets={"password": "right"})).close()
        server.execute(f'DROP SCHEMA "{schema_of(partnership)}" CASCADE')
    finally:
        rules.write_text(before)
        server.execute("SELECT pg_reload_conf()")
        server.execute("DROP ROLE lif_writer")


def test_a_database_that_cannot_hold_every_letter_is_refused(server, partnership: str) -> None:
    import psycopg.conninfo as conninfo

    server.execute("DROP DATABASE IF EXISTS lif_ascii")
    server.execute("CREATE DATABASE lif_ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with pytest.raises(UnsafePlace, match="SQL_ASCII"):
        open_store(StorageRequest(url=conninfo.make_conninfo(server.url, dbname="lif_ascii"), partnership=partnership))
    server.execute("DROP DATABASE lif_ascii")


def test_a_server_that_only_reads_is_told(server, open_, partnership: str, writer) -> None:
    import psycopg.conninfo as conninfo

    writer.append(open_(), 1)
    url = conninfo.make_conninfo(server.url, options="-c default_transaction_read_only=on")
    store = open_(url=url)
    assert writer.whole(store) == 1
    with pytest.raises(UnsafePlace, match="only reads"):
        writer.append(store, 1, after=1)


def test_every_class_of_error_has_its_cure() -> None:
    from psycopg import errors

    place = place_of("postgresql://h/lif", "x")
    expected = [
        (errors.DiskFull(), StorageFull),
        (errors.TooManyConnections(), StorageAway),
        (errors.AdminShutdown(), StorageAway),
        (errors.LockNotAvailable(), StorageAway),
        (errors.DataCorrupted(), StorageError),
        (errors.InternalError_(), StorageError),
        (errors.CharacterNotInRepertoire(), StorageError),
    ]
    for error, kind in expected:
        said = told(error, place)
        assert type(said) is kind
        assert str(said).endswith(".")
