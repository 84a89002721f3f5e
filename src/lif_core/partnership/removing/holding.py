"""Holding: which hold keeps a record from being removed for good, today or by what is still to take effect.

A hold is lifted, not taken away: it keeps what it kept also where somebody took back the review or the pointer that led
to it, or left the hold out of the review. What the journal says of that is read besides (`taken_away`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

import attrs

from lif_core.measures.retention import holds_on
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.rows import folded
from lif_core.partnership.removing.taken_away import ever_pointed, reviews_held
from lif_core.view.register import pointers


@attrs.frozen(weakref_slot=False)
class Held:
    """That a hold keeps a record.

    Attributes:
        record: id of the record.
        review: id of the review whose hold it is.
    """

    record: str
    review: str


@attrs.frozen
class Holds:
    """The holds that stand, on a day or by what is still to take effect.

    Attributes:
        kept: the reviews whose holds keep a record, by the id of the record; empty where no hold stands.
        seen: what is known of the store.
    """

    kept: Mapping[str, Collection[str]] = attrs.field(repr=False)
    seen: Memory = attrs.field(repr=False)

    def on(self, ids: Iterable[str]) -> Iterator[Held]:
        """Tell which of some records are kept, and by which review."""
        asked = list(dict.fromkeys(ids)) if self.kept else []
        seen = self.seen
        gone = [id for id in asked if id not in self.kept and id not in seen.register and id in seen.marks]
        around = _pointed_before(seen, gone) if gone else {}
        for id in asked:
            reviews = chain.from_iterable(self.kept.get(one, ()) for one in (id, *around.get(id, ())))
            yield from (Held(id, review) for review in dict.fromkeys(reviews))


def holds(books: Books, seen: Memory) -> Holds:
    """Give the holds that stand.

    Args:
        books: the partnership's.
        seen: what is known of the store.
    """
    today = books.view(seen=seen)
    views = (today, attrs.evolve(today, register=seen.register))
    held = reviews_held(books, seen)
    if not held and not any(holds_on(view) for view in views):
        return Holds({}, seen)
    ever = ever_pointed(books, seen)
    kept: dict[str, dict[str, None]] = {}
    for view in views:
        for record_id, reviews in holds_on(view, held, ever).items():
            kept.setdefault(record_id, {}).update(dict.fromkeys(reviews))
    return Holds(kept, seen)


def _pointed_before(seen: Memory, ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Tell what records that were taken back pointed at: a hold on that keeps what they said, as `retain` has it."""
    found = {}
    for id, entries in seen.entries(ids).items():
        record = folded(id, [entry for entry in entries if entry.change.kind != "withdraw"])
        if record is not None:
            found[id] = tuple(target for _, target in pointers(record))
    return found
