"""Telling: what went wrong at the server, in the family of errors that the host knows, with the cure.

The server's own words are never passed on: they quote values and addresses.
"""

import psycopg
from psycopg import errors

from lif_core.errors import NotAStore, StorageAway, StorageError, StorageFull, UnsafePlace
from lif_core.hooks.stored import UNWRITABLE, tables_altered
from lif_storage_postgres.place import Place

_REFUSED = ("password", "pg_hba.conf", "authentication", "role ", "peer", "no encryption", "certificate")
_RAN_OUT = (errors.TooManyConnections, errors.ConfigurationLimitExceeded)
_STOPPED = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow)
_OTHERS = (errors.LockNotAvailable, errors.SerializationFailure, errors.DeadlockDetected)
_ALTERED = (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName, errors.DatatypeMismatch,
            errors.NotNullViolation, errors.InvalidColumnReference, errors.WrongObjectType)  # fmt: skip


def told(error: psycopg.Error, place: Place) -> StorageError:
    """Give the `StorageError` that says what `error` means for the store at `place`."""
    match error:
        case errors.DiskFull() | errors.OutOfMemory():
            return StorageFull(
                f"There is no room left for {place.says}; nothing was written. Free some space and try again."
            )
        case errors.ReadOnlySqlTransaction():
            return UnsafePlace(
                f"The {place.says} only reads: it is a copy of another server, or was set so. "
                "Give the address of the server that is written to."
            )
        case errors.InsufficientPrivilege():
            return UnsafePlace(
                f'The role of the address may not use the store in the {place.says} (schema "{place.schema}"), which '
                "another role made. Give the address with that role, or ask whoever looks after the server to run "
                "GRANT owner TO role, with the owner of that schema and the role of the address."
            )
        case errors.QueryCanceled():
            return StorageAway(
                f"The server of the {place.says} broke this off, as it took longer than the server allows "
                "(statement_timeout), or was stopped there; nothing was written. Try again, or ask whoever looks after "
                "the server to allow the role more time."
            )
        case errors.IdleInTransactionSessionTimeout():
            return gone(place)
        case errors.DataCorrupted() | errors.IndexCorrupted():
            return StorageError(
                f"The {place.says} is damaged. Keep its files aside, restore the last backup and verify "
                "its fingerprint."
            )
        case errors.DataError() | errors.ProgramLimitExceeded() | errors.StatementTooComplex():
            return StorageError(UNWRITABLE)
        case _ if isinstance(error, _OTHERS):
            return StorageAway(
                f"Others are using the {place.says} and did not finish in time; nothing was written. Try again."
            )
        case _ if isinstance(error, _RAN_OUT):
            return StorageAway(
                f"The {place.says} takes no more connections just now; nothing was written. Try again, or ask whoever "
                "looks after the server to allow more."
            )
        case _ if isinstance(error, _ALTERED):
            return altered(place)
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return gone(place)
        case _:
            return StorageError(
                f"The {place.says} could not do what was asked ({type(error).__name__}); nothing was written. "
                "If it happens again, tell whoever looks after this software."
            )


def altered(place: Place) -> NotAStore:
    """Say that somebody changed the tables."""
    return tables_altered(f"in the {place.says}")


def may_not_make(place: Place) -> UnsafePlace:
    """Say that the role may not make the schema of a store, which is not there yet."""
    return UnsafePlace(
        f"The role may not make a store in the {place.says}. Ask whoever looks after the server to run "
        f'CREATE SCHEMA "{place.schema}" AUTHORIZATION role, with the role of the address.'
    )


def is_gone(error: psycopg.Error, connection: "psycopg.Connection[object]") -> bool:
    """Tell whether the server went away, so that what was under way may or may not have been done."""
    return connection.closed or isinstance(error, _STOPPED)


def gone(place: Place) -> StorageAway:
    """Say that the server went away."""
    return StorageAway(
        f"The {place.says} went away. See that the server runs, and try again: the next attempt connects anew."
    )


def not_reached(error: psycopg.Error, place: Place) -> StorageError:
    """Give the `StorageError` for a connection that did not come about; the words of libpq say which."""
    said = str(error)
    if "does not exist" in said and "database" in said and "role" not in said.partition("FATAL")[2]:
        return StorageAway(
            f"There is no {place.says}. Correct the address, or ask whoever looks after the server to create it "
            "(with UTF-8 as its encoding)."
        )
    if "server does not support SSL" in said:
        return UnsafePlace(
            f"The {place.says} offers no encryption, and what is stored there would be sent in clear. Ask whoever "
            "looks after the server to switch on TLS."
        )
    if any(word in said for word in _REFUSED):
        return StorageAway(
            f"The {place.says} does not let this role in. See that the role in the address and its password are right "
            "([secrets] password names the environment variable), and that the server allows this machine."
        )
    return StorageAway(
        f"The {place.says} cannot be reached. See that the server runs and the address is right, and try again."
    )


def not_a_store(place: Place) -> NotAStore:
    """Say that the schema holds something else."""
    return NotAStore(
        f'The schema "{place.schema}" in the {place.says} holds something else; it was left as it is. '
        "Name another database, or have that schema renamed."
    )
