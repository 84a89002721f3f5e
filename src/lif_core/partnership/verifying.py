"""Verifying: whether a store's journal is whole, and whether it still contains a past that was noted elsewhere."""

from collections.abc import Iterator

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.ports import GENESIS, Storage
from lif_core.journal.chain import fingerprint, verify


def verified(storage: Storage, head: str = "") -> str:
    """Check a store's journal and tell the link it ends on; see `Partnership.verify`."""
    links = [GENESIS]

    def walked() -> Iterator[tuple[int, str, bytes]]:
        for stored in storage.commits():
            links.append(stored.link)
            yield stored.position, stored.link, stored.body

    last = verify(walked(), GENESIS)
    if head and not any(head in (known, fingerprint(known)) for known in links):
        raise InvalidData([_another_past(head)])
    return last


def _another_past(head: str) -> Problem:
    return Problem(
        code="journal.not-that-past",
        says="The journal is whole in itself, yet it never ended on this fingerprint.",
        mend="Its newest commits were cut off, or it was rebuilt. Compare it with the last backup.",
        found=head,
    )
