"""Rebuilding: the records as they stand, thrown away and made again from the commits."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import attrs

from lif_core.errors import NotAStore, Problem, Refused
from lif_core.hooks.ports import Rebuilds
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.replaying import differing, made
from lif_core.partnership.writing.again import anew

if TYPE_CHECKING:
    from lif_core.partnership.books.books import Books

_TRIES = 5  # how often it is tried anew when others write meanwhile


@attrs.frozen
class Rebuilt:
    """What `rebuild` did.

    Attributes:
        records: how many records the commits make, those taken back among them.
        mended: ids of the records of which the store said something else before.
    """

    records: int
    mended: tuple[str, ...] = ()


def rebuild(books: "Books") -> Rebuilt:
    """Make the records as they stand, and every index of the store, again from the commits; no commit is written.

    Raises:
        BrokenChain: the journal itself was altered; nothing was written.
        InvalidData: the changes of a record make none; nothing was written.
        Refused: the storage cannot make its rows again.
        Conflict: others kept writing in the meantime; nothing was written.
    """
    storage = books.storage
    if not isinstance(storage, Rebuilds):
        says = "The storage of this partnership cannot make its rows again."
        mend = "Take everything out with `lif dump`, and restore it into an empty store."
        raise Refused([Problem(code="rebuild.not-able", says=says, mend=mend)])
    with books.lock:
        return anew(partial(_rebuilt, books, storage.rebuild), _TRIES)


def _rebuilt(books: "Books", put: Callable[..., None]) -> Rebuilt:
    storage = books.storage
    what = made(storage)
    try:
        mended = differing(storage, what)
    except NotAStore:  # what should be compared is not there, or cannot be read
        mended = tuple(row.id for row in what.rows)
    put(what.head, what.touches.items(), what.rows)
    books.remember(Memory.of(storage, books.lock))
    return Rebuilt(len(what.rows), mended)
