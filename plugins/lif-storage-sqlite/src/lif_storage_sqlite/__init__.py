"""The embedded default storage of lif_core: one SQLite file through apsw, which loads when a store is opened."""

from typing import TYPE_CHECKING, Any

from lif_core.hooks import Offer, StorageRequest, hookimpl

if TYPE_CHECKING:
    from lif_storage_sqlite.copy import SqliteCopy
    from lif_storage_sqlite.storage import SqliteStorage

__all__ = ["SqliteStorage", "lif_api", "lif_storages", "open_copy", "open_store"]

lif_api = 1


@hookimpl
def lif_storages() -> list[Offer]:
    """Offer SQLite for addresses that begin with `sqlite:`, and its copies for those that begin with `sqlite-copy:`."""
    return [
        Offer(
            name="sqlite",
            schemes=("sqlite",),
            make=open_store,
            summary="One SQLite file on this machine's own disk, durable when a commit returns",
            runs_on=runs_on,
        ),
        Offer(
            name="sqlite-copy",
            schemes=("sqlite-copy",),
            make=open_copy,
            summary="A copy that `lif backup` wrote of a SQLite store, only read",
        ),
    ]


def runs_on() -> str:
    """Tell which SQLite it runs on: the one that apsw brings."""
    import apsw

    return f"SQLite {apsw.sqlite_lib_version()}"


def open_copy(request: StorageRequest) -> "SqliteCopy":
    """Open a copy that `backup` wrote, at an address such as `sqlite-copy:/srv/copy.db`; not a byte of it is changed.

    Raises:
        NotAStore: the file is something else, or a store that is in use.
        NewerFormat: a newer version wrote it.
        StorageAway: there is no such file.
    """
    from lif_storage_sqlite.copy import SqliteCopy
    from lif_storage_sqlite.place import path_of

    return SqliteCopy(path_of("sqlite:" + request.url.partition(":")[2]))


def open_store(request: StorageRequest) -> "SqliteStorage":
    """Open the store at `request.url`, and make it where there is none yet and its register is not known to have begun.

    Args:
        request: its `url` is `sqlite:///srv/liverpool/lif.db` or `sqlite:lif.db`; a program may give a plain path.

    Raises:
        UnsafePlace: a network, synced or read-only folder.
        NotAStore: the file is something else, or there is none though its register had begun.
        NewerFormat: a newer version wrote it.
        StorageFull: no room to make it.
        StorageAway: the folder is missing, or another process holds the store.
    """
    from lif_storage_sqlite.place import path_of
    from lif_storage_sqlite.storage import SqliteStorage

    return SqliteStorage(path_of(request.url), make=not request.begun)


def __getattr__(name: str) -> Any:
    if name == "SqliteStorage":
        from lif_storage_sqlite.storage import SqliteStorage

        return SqliteStorage
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
