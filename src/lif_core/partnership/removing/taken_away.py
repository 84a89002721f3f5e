"""Taken away: holds that nobody lifted, and pointers of old, which the journal tells and the register does not."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from lif_core.hooks.ports import StoredCommit
from lif_core.journal.change import Change
from lif_core.journal.fold import Entry
from lif_core.journal.sealed import lifted
from lif_core.measures.retention import keeps
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.books.memory import Memory, in_batches
from lif_core.records import TYPES
from lif_core.records.parts import Hold
from lif_core.serial.plain import from_wire
from lif_core.values.identifiers import type_of
from lif_core.view.shelf import pointing_fields

_HOLDS = b'"holds"'  # as every commit that sets some spells it
_CHANGES = (b'"kind":"amend"', b'"kind":"withdraw"')


def reviews_held(books: Books, seen: Memory) -> tuple[str, ...]:
    """Tell the ids of the reviews with a hold that was placed once and is not lifted yet, whatever became of either.

    Args:
        books: the partnership's.
        seen: what is known of the store.
    """
    ids = _changed(books, seen, (_HOLDS,), lambda change: "holds" in change.set)
    said = seen.entries(ids) if ids else {}
    return tuple(id for id, entries in said.items() if any(keeps(hold, books.today) for hold in _owed(entries)))


def _owed(entries: Sequence[Entry]) -> list[Hold]:
    """Give the holds of a review as they were written last, and those that were left out on the way.

    A hold goes on in the next list as itself, as one of its kind since the same time, or as one of its kind: that is
    how it is lifted, and how one is corrected. One that was left out is lifted by placing and lifting it anew.
    """
    owed: list[Hold] = []
    for entry in entries:
        if "holds" in entry.change.set:
            given = [from_wire(Hold, one) for one in entry.change.set["holds"] or ()]
            owed = [*given, *_left_out(owed, given)]
    return owed


def _left_out(owed: Sequence[Hold], given: Sequence[Hold]) -> list[Hold]:
    """Give the holds that do not go on in a list of holds, each of which stands for one of them."""
    left, free = list(owed), list(given)
    for same in _SAME:
        for hold in list(left):
            onward = next((one for one in free if same(one) == same(hold)), None)
            if onward is not None:
                left.remove(hold)
                free.remove(onward)
    return left


_SAME: tuple[Callable[[Hold], Any], ...] = (
    lambda hold: hold,
    lambda hold: (hold.kind, hold.since),
    lambda hold: hold.kind,
)


def ever_pointed(books: Books, seen: Memory) -> Mapping[str, Collection[str]]:
    """Tell by record what it ever pointed at, of the records that were taken back or whose pointers were set anew.

    Args:
        books: the partnership's.
        seen: what is known of the store.
    """
    ids = _changed(books, seen, _CHANGES, _leads_elsewhere)
    said = seen.entries(ids) if ids else {}
    return {
        id: dict.fromkeys(target for entry in entries for target in _targets(entry.change))
        for id, entries in said.items()
    }


def _leads_elsewhere(change: Change) -> bool:
    """Tell whether a change takes a record back, or may set anew what it points at."""
    names = {name for name, _ in _fields(change)} | {"links"}
    return change.kind == "withdraw" or (change.kind != "create" and not names.isdisjoint(change.set))


def _targets(change: Change) -> Iterator[str]:
    for name, several in _fields(change):
        held = change.set.get(name)
        if held:
            yield from held if several else (held,)
    for link in change.set.get("links") or ():
        yield link["to"]


def _fields(change: Change) -> tuple[tuple[str, bool], ...]:
    return pointing_fields(cast(Any, TYPES[type_of(change.record)]))


def _changed(books: Books, seen: Memory, spelt: Sequence[bytes], asked: Callable[[Change], bool]) -> list[str]:
    """Tell the ids of records with a change that is asked for; only commits that spell one of some words are read."""
    stream: Iterator[StoredCommit] = in_batches(books.storage.commits(), books.lock)
    read = (one for one in stream if one.position <= seen.head.position and any(word in one.body for word in spelt))
    changes = (change for one in read for change in lifted(sealed_in(one)).changes)
    return list(dict.fromkeys(change.record for change in changes if asked(change)))
