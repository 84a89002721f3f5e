"""Storage of lif_core in PostgreSQL, a schema for each partnership; psycopg loads when a store is opened."""

from typing import TYPE_CHECKING, Any

from lif_core.hooks import Offer, StorageRequest, hookimpl

if TYPE_CHECKING:
    from lif_storage_postgres.storage import PostgresStorage

__all__ = ["PostgresStorage", "lif_api", "lif_storages", "open_store"]

lif_api = 1


@hookimpl
def lif_storages() -> list[Offer]:
    """Offer PostgreSQL for addresses that begin with `postgresql:` or `postgres:`."""
    return [
        Offer(
            name="postgres",
            schemes=("postgresql", "postgres"),
            make=open_store,
            summary="A PostgreSQL server, a schema for each partnership, durable when a commit returns",
        )
    ]


def open_store(request: StorageRequest) -> "PostgresStorage":
    """Open the store of a partnership in the database at `request.url`, and make it where there is none yet.

    Args:
        request: its `url` is `postgresql://role@host:5432/database`, without a password; the secret called
            `password` is the role's. `request.partnership` says which schema the store lies in.

    Raises:
        UnsafePlace: the address holds a password, the role may not write there, or the server forgets on a power cut.
        NotAStore: the schema holds something else.
        NewerFormat: a newer version wrote it.
        StorageAway: the server cannot be reached, or does not let this role in.
    """
    from lif_storage_postgres.place import place_of
    from lif_storage_postgres.storage import PostgresStorage

    return PostgresStorage(place_of(request.url, request.partnership, request.secrets.get("password", "")))


def __getattr__(name: str) -> Any:
    if name == "PostgresStorage":
        from lif_storage_postgres.storage import PostgresStorage

        return PostgresStorage
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
