"""Words: which items of a table people mean by words, and where several claim the same words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from lif_core.framework.places import KeyPath
from lif_core.framework.shape import Item, Theme


def plain(text: str) -> str:
    """Fold words to what counts when names are compared: no case, no hyphens, single spaces."""
    return " ".join(text.casefold().replace("-", " ").replace("&", " and ").split())


def words_of(items: Mapping[str, Item]) -> Mapping[str, tuple[str, ...]]:
    """Tell by folded words the items they may mean; of one of them only is it certain what is meant.

    What is in use comes before what was retired; ids and labels come before aliases, then earlier names.
    """
    found: dict[str, tuple[str, ...]] = {}
    in_use = [item for item in items.values() if item.retired is None]
    retired = [item for item in items.values() if item.retired is not None]
    for several in (in_use, retired):
        for words in (_ids_and_labels, _aliases, _names):
            for said, ids in _by_words(several, words).items():
                found.setdefault(said, _without_the_same(ids, items))
    found.pop("", None)
    return found


def _by_words(items: Sequence[Item], words: Callable[[Item], Sequence[str]]) -> Mapping[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for said in words(item):
            found.setdefault(plain(said), {})[item.id] = None
    return found


def _without_the_same(ids: Mapping[str, None], items: Mapping[str, Item]) -> tuple[str, ...]:
    """Leave out themes of other lists that mean the same as the first one."""
    first, *others = ids
    return (first, *(other for other in others if not _mean_the_same(items[first], items[other])))


def _mean_the_same(one: Item, other: Item) -> bool:
    if not isinstance(one, Theme) or not isinstance(other, Theme) or one.taxonomy == other.taxonomy:
        return False
    return other.id in one.maps_to or one.id in other.maps_to


class Claim(NamedTuple):
    """That an item is called so, where it says so, and from which day to which."""

    item: Item
    words: str
    at: KeyPath
    first: date
    last: date


def clashes(items: Mapping[str, Item]) -> Iterator[tuple[Claim, Claim]]:
    """Tell each two items of a table that are called by the same words at the same time.

    Names of different days, items of different editions, and themes of two lists that map to one another do not clash.
    """
    claimed: dict[str, dict[str, Item]] = {}
    for item in items.values():
        for words in (_ids_and_labels, _aliases, _names):
            for said in words(item):
                claimed.setdefault(plain(said), {})[item.id] = item
    for said, several in claimed.items():
        for one, other in combinations(several.values(), 2) if len(several) > 1 else ():
            clash = _clash(said, one, other)
            if clash is not None:
                yield clash


def _clash(said: str, one: Item, other: Item) -> tuple[Claim, Claim] | None:
    apart = one.under and other.under and set(one.under).isdisjoint(other.under)
    if not said or apart or _mean_the_same(one, other):
        return None
    for mine in _claims(one, said):
        for theirs in _claims(other, said):
            if mine.first <= theirs.last and theirs.first <= mine.last:
                return mine, theirs
    return None


def _claims(item: Item, said: str) -> Iterator[Claim]:
    """Tell where an item says that it is called so, and from when to when."""
    first, last = item.since or date.min, item.until or date.max
    if item.retired is not None:
        gone = item.retired.since
        if gone is None or gone == date.min:
            return
        last = min(last, gone - timedelta(days=1))
    always: list[tuple[str, KeyPath]] = []
    if item.label is not None:
        always += [(item.label.en, ("label", "en")), (item.label.cy or "", ("label", "cy"))]
    always += [*((word, ("aliases",)) for word in item.aliases), (item.id, ())]
    yield from (Claim(item, word, at, first, last) for word, at in always if plain(word) == said)
    for name in getattr(item, "names", ()):
        if plain(str(name.label)) == said:
            since, until = max(first, name.since or first), min(last, name.until or last)
            yield Claim(item, str(name.label), ("names",), since, until)


def _ids_and_labels(item: Item) -> Sequence[str]:
    label = (item.label.en, item.label.cy) if item.label else ()
    return (item.id, *(word for word in label if word))


def _aliases(item: Item) -> Sequence[str]:
    return item.aliases


def _names(item: Item) -> Sequence[str]:
    return tuple(str(name.label) for name in getattr(item, "names", ()))
