"""Verifying: whether a store's journal is whole, and whether it still contains a past that was noted elsewhere.

The records as they stand are compared with what the commits make, since nothing of the chain rests on them.
"""

import re
from collections.abc import Iterator

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.ports import Scrubs, Storage
from lif_core.journal.chain import fingerprint
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.replaying import Made, differing, made
from lif_core.partnership.books.rows import altered
from lif_core.partnership.copies.dumping import another_framework
from lif_core.partnership.copies.loading import being_restored, is_framework
from lif_core.partnership.removing.reapplying import standing_again


def verified(storage: Storage, head: str = "", begun: str = "") -> str:
    """Check a store's journal and rows, and tell the link it ends on; see `Partnership.verify`.

    Args:
        storage: the store.
        head: a fingerprint or link kept elsewhere.
        begun: the link of the first commit, where the folder knows it.
    """
    if head:
        _see_form(head)
    what = made(storage)
    if begun and begun not in what.links[1:2]:
        raise InvalidData([_another_beginning()])
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
    again = tuple(standing_again(books))
    if again:
        raise InvalidData(again)


def _other_frameworks(storage: Storage, what: Made) -> Iterator[Problem]:
    for name in what.frameworks:
        document = storage.kept(name)
        if document is None or not is_framework(name, document):
            yield another_framework(name)


def _half_restored(storage: Storage, what: Made) -> Iterator[Problem]:
    wanted = being_restored(storage)
    if wanted and wanted not in what.links:
        says = "A copy was being restored into this store, and that was broken off: what came after is missing."
        mend = "Restore the same copy again, which goes on where it ended; or restore it into another folder."
        yield Problem("journal.half-restored", says, mend, f"commit {what.head.position}")


def _see_form(head: str) -> None:
    """Refuse what is no fingerprint before it is looked for: that it is not found would say that commits are gone.

    Raises:
        InvalidData: it has another form than those that are printed anywhere.
    """
    if not _PRINTED.fullmatch(head):
        part = _PART.fullmatch(head) is not None
        says = "This is only a part of a fingerprint." if part else "This is no fingerprint at all."
        mend = (
            "Give it whole, as it is printed: four groups of four digits such as 7f3a-91c2-0b4e-d518, or the 64 digits "
            "of a link."
        )
        raise InvalidData([Problem("journal.no-fingerprint", says, mend, found=head[:80])])


_PRINTED = re.compile("[0-9a-f]{4}(?:-[0-9a-f]{4}){3}|[0-9a-f]{64}")
_PART = re.compile("[0-9A-Fa-f-]{4,63}|[0-9A-Fa-f]{64}")


def _another_beginning() -> Problem:
    return Problem(
        code="journal.another-beginning",
        says="The journal is whole in itself, yet it does not begin with the commit that begun.json names.",
        mend="The store was emptied, or another one was put in its place: restore the last backup.",
    )


def _another_past(head: str) -> Problem:
    return Problem(
        code="journal.not-that-past",
        says="The journal is whole in itself, yet it never ended on this fingerprint.",
        mend="Its newest commits were cut off, or it was rebuilt. Compare it with the last backup.",
        found=head,
    )
