"""An address means one schema of one database, and no secret of it is ever told."""

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

storage = pytest.importorskip("lif_storage_postgres.storage", reason="lif-storage-postgres is not installed")
from lif_core.errors import StorageAway, StorageError, UnsafePlace  # noqa: E402
from lif_core.hooks import StorageRequest  # noqa: E402
from lif_storage_postgres import open_store  # noqa: E402
from lif_storage_postgres.place import place_of, schema_of  # noqa: E402

SECRET = "s3cr3t-Ffug"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://lif:{SECRET}@db.example.org/lif",
        f"postgresql://lif@db.example.org/lif?password={SECRET}",
        f"postgres://lif@db.example.org/lif?sslpassword={SECRET}",
    ],
)
def test_an_address_with_a_password_is_refused_and_never_told(url: str) -> None:
    with pytest.raises(UnsafePlace, match=r"holds a password.*environment variable") as refused:
        open_store(StorageRequest(url=url, partnership="liverpool"))
    assert SECRET not in "".join(traceback.format_exception(refused.value))
    assert SECRET not in repr(refused.value) + repr(StorageRequest(url=url, partnership="liverpool"))


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://lif:{SECRET}@db.example.org:port:x/%lif",
        f"postgresql://lif:{SECRET}@db.example.org:0x1/lif%zz",
        f"postgresql://lif@h/lif?{SECRET}=1",
        f"postgresql://lif@[{SECRET}/lif",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(UnsafePlace, match="cannot be read") as refused:
        place_of(url, "liverpool")
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_a_password_from_a_secret_is_in_no_repr_and_no_message() -> None:
    place = place_of("postgresql://lif@127.0.0.1:9/lif?connect_timeout=2", "liverpool", SECRET)
    assert place.parameters["password"] == SECRET
    assert SECRET not in repr(place) + place.says
    request = StorageRequest(
        url="postgresql://lif@127.0.0.1:9/lif", partnership="liverpool", secrets={"password": SECRET}
    )
    with pytest.raises(StorageAway, match="cannot be reached") as away:
        open_store(request)
    assert SECRET not in "".join(traceback.format_exception(away.value)) + repr(request)


def test_an_empty_password_is_none() -> None:
    assert "password" not in place_of("postgresql://lif:@localhost/lif", "liverpool").parameters


@pytest.mark.parametrize(
    ("partnership", "schema"),
    [("liverpool", "lif_liverpool"), ("st-helens-2", "lif_st-helens-2")],
)
def test_a_partnership_has_a_schema_of_its_own(partnership: str, schema: str) -> None:
    assert schema_of(partnership) == schema


@pytest.mark.parametrize("partnership", ["x" * 60, 'a"; DROP SCHEMA public; --', "Ynys Môn", "", "a_b", "\ud800"])
def test_an_unusual_id_is_named_by_its_hash(partnership: str) -> None:
    assert len(schema_of(partnership)) == 44
    assert schema_of(partnership).startswith("lif#")


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://db.example.org/lif", "require"),
        ("postgresql://lif@10.1.2.3/lif", "require"),
        ("postgresql://localhost,db.example.org/lif", "require"),
        ("postgresql://db.example.org/lif?sslmode=verify-full", "verify-full"),
        ("postgresql://localhost/lif", None),
        ("postgresql://127.0.0.1/lif", None),
        ("postgresql://[::1]/lif", None),
        ("postgresql:///lif?host=/var/run/postgresql", None),
    ],
)
def test_what_leaves_the_machine_is_encrypted_unless_the_address_says_otherwise(url: str, mode: str | None) -> None:
    assert place_of(url, "liverpool").parameters.get("sslmode") == mode


def test_messages_say_where_without_the_role() -> None:
    assert place_of("postgresql://who@db.example.org:5433/lif", "x").says == "database lif on db.example.org, port 5433"
    assert place_of("postgresql:///lif", "x").says == "database lif on this machine"


def test_another_program_behind_the_address_is_told() -> None:
    import socket
    import threading

    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        peer, _ = listener.accept()
        peer.recv(100)
        peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        peer.close()

    threading.Thread(target=answer, daemon=True).start()
    with pytest.raises(StorageError, match=r"See that the server runs"):
        open_store(StorageRequest(url=f"postgresql://127.0.0.1:{listener.getsockname()[1]}/lif", partnership="x"))
    listener.close()


SECRETS = st.text("abcxyz019 /@:?#&=%[],.\\'\"-_é", min_size=1, max_size=8).map(lambda some: f"{some}Ffug{some}")
ADDRESSES = [
    "postgresql://lif:{}@nohost/lif",
    "postgresql:lif:{}@nohost/lif",
    "postgres:///lif:{}@localhost/lif",
    "postgres:/lif:{}@localhost/lif",
    "postgresql://lif:{}@",
    "postgresql://nohost/lif:{}",
    "postgresql://nohost/lif:{}@",
    "postgresql://nohost:1/lif?options=-c%20x%3D{}&password=",
    "postgresql://lif@localhost:1/lif?application_name={}",
    "postgresql://lif@localhost:1/lif?connect_timeout={}",
    "postgresql://lif@localhost:1/lif?password={}",
    "postgresql://lif%3A{}@localhost:1/lif",
    "postgresql://lif%3A{}@localhost:1",
    "postgresql://localhost:1/lif%3A{}%40nohost",
    "postgresql://%2Flif%3A{}%40nohost/lif",
    "postgresql:host=nohost password={} dbname=lif",
    "host=localhost port=1 password={} dbname=lif",
    "host=localhost port=1 dbname='lif:{}@nohost'",
]


@given(st.sampled_from(ADDRESSES), SECRETS)
def test_whatever_address_is_built_around_a_secret_it_is_never_told(address: str, secret: str) -> None:
    request = StorageRequest(url=address.format(secret), partnership="liverpool")
    assert "Ffug" not in repr(request)
    try:
        place = place_of(request.url, "liverpool")
        told = repr(place) + place.says
    except UnsafePlace as refused:
        told = "".join(traceback.format_exception(refused))
    assert "Ffug" not in told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:lif:{}@nohost/lif",
        "postgres:///lif:{}@localhost/lif",
        "postgresql://lif:9/{}@nohost/lif",
        "postgresql://lif:{}/2@nohost/lif",
        "postgresql://localhost/lif:{}",
        "postgresql://lif@{}@localhost/lif",
    ],
)
def test_an_address_that_libpq_would_take_for_another_is_refused(url: str) -> None:
    with pytest.raises(UnsafePlace, match=r"cannot be read.*\[secrets\]") as refused:
        open_store(StorageRequest(url=url.format(SECRET), partnership="liverpool"))
    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://lif@db.example.org:5432/our%20board", "database our board on db.example.org, port 5432"),
        ("postgresql://[::1]:1/lif?connect_timeout=2&sslmode=prefer", "database lif on ::1, port 1"),
        ("postgresql://one:1,two:2/lif", "database lif on one,two, port 1,2"),
        ("postgresql://lif@/lif?host=/var/run/postgresql", "database lif on /var/run/postgresql"),
        ("postgresql://%2Fvar%2Frun/lif", "database lif on /var/run"),
        ("postgresql://who@db", "database of this role on db"),
        ("postgresql://db/a%40b", "database of the address on db"),
        ("postgresql://", "database of this role on this machine"),
    ],
)
def test_an_address_that_is_understood_is_told_by_host_port_and_database(url: str, says: str) -> None:
    assert place_of(url, "liverpool").says == says


def test_an_address_may_say_how_long_to_wait() -> None:
    url = "postgresql://lif@127.0.0.1:9/lif?connect_timeout=2&keepalives_idle=9"
    with pytest.raises(StorageAway, match="cannot be reached"):
        open_store(StorageRequest(url=url, partnership="liverpool"))
