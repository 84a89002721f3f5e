"""Forms: the records as they stand are in the form that this version writes, or are made so before anybody reads them.

Commits stay in the form they were written in and are lifted on reading. The rows beside them are not: a version that
writes a newer form makes them again from the commits when it first opens a store, and leaves a note there under the
name of the form. A version that finds the note of a form it does not know touches nothing, and says what to install.
"""

from contextlib import suppress

from lif_core.errors import Conflict, NewerFormat, Problem, Refused, StorageError
from lif_core.hooks.ports import Rebuilds, Storage
from lif_core.journal.sealed import to_install
from lif_core.serial import versions

_KEYS = "keys-3"
"""Note that rows carry the keys of `rows.keys_of`; to be raised when a key is added there."""
_TRIES = 5  # how often rows are made again when others write meanwhile


def ready(storage: Storage) -> None:
    """See that the rows of a store are in the form that this version reads; make them so where they are older.

    Raises:
        NewerFormat: a newer version wrote them; the store was left as it is.
        Refused: they are older, and the storage cannot make them again.
    """
    newer = storage.kept(_note(versions.FORMAT + 1))
    if newer is not None:
        raise NewerFormat(
            f"The records of this store are written in a newer form; this version reads up to form {versions.FORMAT}. "
            f"{to_install(newer.decode('ascii', 'replace'))} The store was left as it is."
        )
    if versions.FORMAT > 1 and storage.kept(_note(versions.FORMAT)) is None:
        if storage.head().position:
            _make_again(storage)
        note(storage)
    if not keyed(storage):
        _key(storage)


def keyed(storage: Storage) -> bool:
    """Tell whether all rows of a store carry the keys of `rows.keys_of`, so that a filter finds all that fits."""
    return storage.kept(_KEYS) is not None


def _key(storage: Storage) -> None:
    """See that the rows carry the keys that filters ask for; what cannot be made again is filtered without them."""
    if not storage.head().position:
        with suppress(StorageError):  # nothing is written in an empty store that cannot be written
            note(storage)
    elif isinstance(storage, Rebuilds):
        _make_again(storage)
        note(storage)


def note(storage: Storage) -> None:
    """Leave the notes of the form that rows are written in from now on."""
    storage.keep(_KEYS, b"")
    for form in range(2, versions.FORMAT + 1):
        storage.keep(_note(form), versions.NEEDS.get(form, "").encode())


def _make_again(storage: Storage) -> None:
    from lif_core.partnership.books.replaying import made

    if not isinstance(storage, Rebuilds):
        says = "The records of this store are written in an older form, and its storage cannot make them again."
        mend = "Take everything out with `lif dump` and restore it into an empty store."
        raise Refused([Problem("store.older-form", says, mend)])
    for turn in range(1, _TRIES + 1):
        what = made(storage)
        try:
            storage.rebuild(what.head, what.touches.items(), what.rows)
        except Conflict:
            if turn == _TRIES:
                raise
        else:
            return


def _note(form: int) -> str:
    return f"form-{form}"
