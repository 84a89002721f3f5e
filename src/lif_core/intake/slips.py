"""Slips: which known words somebody meant who wrote them with a slip or two. What may be another word is left alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Shape = tuple[str, ...]
"""First and last letter of each word: slips stand between them, endings (`issue`, `issued`) make other words."""

SHORTEST = 6
"""Letters of a word that may hold one slip; the one with the slip may have one letter less."""
LONG = 9
"""Letters of a word that may hold two."""
SHORTEST_LOST = 4
"""Letters of a word that is still known when one of them is lost."""
MOST = 2
"""Slips in all words together."""


def slips(one: str, other: str, most: int) -> int:
    """Count the letters left out, put in, changed or swapped with the next one; `most + 1` where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: Sequence[int] = ()
    row: Sequence[int] = range(len(other) + 1)
    for at, letter in enumerate(one, 1):
        fresh = [at]
        for there, against in enumerate(other, 1):
            cost = min(row[there] + 1, fresh[-1] + 1, row[there - 1] + (letter != against))
            if before and there > 1 and letter == other[there - 2] and one[at - 2] == against:
                cost = min(cost, before[there - 2] + 1)
            fresh.append(cost)
        before, row = row, fresh
    return min(row[-1], most + 1)


def shape_of(spelt: str) -> Shape:
    """Tell the shape of words that stand apart by single blanks."""
    return tuple(word[0] + word[-1] for word in spelt.split())


def by_shape(known: Iterable[str]) -> Mapping[Shape, tuple[str, ...]]:
    """Put known words in order for `meant`."""
    found: dict[Shape, tuple[str, ...]] = {}
    for spelt in known:
        shape = shape_of(spelt)
        found[shape] = (*found.get(shape, ()), spelt)
    return found


def meant(spelt: str, known: Mapping[Shape, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the known words that have the fewest slips against some words, none where they are too far off.

    Args:
        spelt: words in small letters, with single blanks between them.
        known: the known words, as `by_shape` gives them.
    """
    counted = [(count, other) for other in known.get(shape_of(spelt), ()) if (count := _apart(spelt, other)) <= MOST]
    least = min((count for count, _ in counted), default=0)
    return tuple(other for count, other in counted if count == least)


def _apart(spelt: str, other: str) -> int:
    """Count the slips of words against known ones, word for word."""
    return sum(_in_word(one, two) for one, two in zip(spelt.split(), other.split(), strict=True))


def _in_word(one: str, other: str) -> int:
    if one == other:
        return 0
    longer = max(len(one), len(other))
    if longer < SHORTEST:
        return MOST + 1
    most = 2 if longer >= LONG else 1
    count = slips(one, other, most)
    return count if count <= most else MOST + 1


def lost_or_swapped(word: str) -> Iterator[str]:
    """Give the spellings of a word with one letter lost, if it has four or more, or two neighbours exchanged.

    They are certain enough in a short word too, wherever the slip stands in it.
    """
    for at in range(len(word)):
        if len(word) >= SHORTEST_LOST:
            yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
