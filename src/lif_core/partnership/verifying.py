"""Verifying: whether a store's journal is whole, and whether it still contains a past that was noted elsewhere.

The records as they stand are compared with what the commits make, since nothing of the chain rests on them.
"""

from collections.abc import Iterator

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.ports import Scrubs, Storage
from lif_core.journal.chain import fingerprint
from lif_core.partnership.books import Books
from lif_core.partnership.erasing import unapplied
from lif_core.partnership.keeping import being_restored, is_framework
from lif_core.partnership.replaying import Made, altered, differing, made


def verified(storage: Storage, head: str = "") -> str:
    """Check a store's journal and rows, and tell the link it ends on; see `Partnership.verify`."""
    what = made(storage)
    wrong = differing(storage, what)
    since = {id for stored in storage.commits(what.head.position) for id in stored.touches}  # written while we looked
    if head and not any(head in (known, fingerprint(known)) for known in what.links):
        raise InvalidData([_another_past(head)])
    problems = [
        *(altered(id) for id in wrong if id not in since),
        *_other_frameworks(storage, what),
        *_half_restored(storage, what),
    ]
    if problems:
        raise InvalidData(problems)
    return what.head.link


def see_removed(books: Books) -> None:
    """Refuse a store in which something stands that the folder's list says was removed for good.

    Raises:
        InvalidData: an older copy was put in the place of the store; every such record is told.
        StorageError: the storage still owes an erasure, and cannot finish it now.
    """
    if isinstance(books.storage, Scrubs) and books.storage.owes:
        with books.lock:
            books.storage.scrub()
    again = unapplied(books)
    if again:
        raise InvalidData(
            Problem(
                code="redactions.not-applied",
                says=f"What was removed for good on {one.on.isoformat()} stands in this store again: "
                "a copy made before was put in its place, or removing it was broken off.",
                mend="`lif rebuild` removes it again; `lif restore` and `lif apply` do so by themselves.",
                where=one.record,
            )
            for one in again
        )


def _other_frameworks(storage: Storage, what: Made) -> Iterator[Problem]:
    for name in what.frameworks:
        document = storage.kept(name)
        if document is None or not is_framework(name, document):
            yield Problem(
                code="journal.another-framework",
                says="A framework that commits were decided under is gone, or is no longer what its fingerprint names.",
                mend="The store was altered by hand: restore the last backup whose fingerprint you hold.",
                where=name[:16],
            )


def _half_restored(storage: Storage, what: Made) -> Iterator[Problem]:
    wanted = being_restored(storage)
    if wanted and wanted not in what.links:
        says = "A copy was being restored into this store, and that was broken off: what came after is missing."
        mend = "Restore the same copy again, which goes on where it ended; or restore it into another folder."
        yield Problem("journal.half-restored", says, mend, f"commit {what.head.position}")


def _another_past(head: str) -> Problem:
    return Problem(
        code="journal.not-that-past",
        says="The journal is whole in itself, yet it never ended on this fingerprint.",
        mend="Its newest commits were cut off, or it was rebuilt. Compare it with the last backup.",
        found=head,
    )
