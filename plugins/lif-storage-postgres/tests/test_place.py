"""An address means one schema of one database, and no secret of it is ever told."""

import traceback

import pytest

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
