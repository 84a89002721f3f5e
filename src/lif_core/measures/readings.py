"""Readings and figures: as an audience may see them. Every paper and measure tells them by this one rule.

What was published for everybody is hidden from nobody. A number that could point at a person is hidden from whoever
does not work on the records, and so are the readings beside it that would tell it: grades of the same files, say, which
add up to all of them.
"""

from collections.abc import Iterator, Sequence

import attrs

from lif_core.errors import UnknownName
from lif_core.measures.suppression import line_of, shows_small, suppressed, threshold_of
from lif_core.records import Figure, Reading
from lif_core.values.words import folded
from lif_core.view.view import View


def is_published(view: View, figure: Figure) -> bool:
    """Tell whether a figure was published for everybody: as printed, it is no secret any more."""
    try:
        return view.framework.disclosure(figure.disclosure) <= 0
    except UnknownName:
        return False


def figure_shown(view: View, figure: Figure) -> bool:
    """Tell whether a figure may be told to the audience of a view: published ones always, others where not small."""
    if shows_small(view) or is_published(view, figure):
        return True
    numbers = [number for number in (figure.n, figure.of) if number is not None]
    if figure.n is not None and figure.of is not None:
        numbers.append(abs(figure.of - figure.n))
    return not any(0 < number < threshold_of(view) for number in numbers)


def readings_shown(view: View, readings: Sequence[Reading]) -> tuple[Reading | None, ...]:
    """Give the readings of one evaluation, None for each whose numbers may not be shown to the audience of a view.

    How many were asked is left out where it would tell that few did not reply.
    """
    if shows_small(view):
        return tuple(readings)
    below = threshold_of(view)
    hidden = {place for place, one in enumerate(readings) if _is_small(one, below)}
    for places in _adding_up(readings):
        hidden.update(_told_by_others([readings[place].n or 0 for place in places], places, readings, below))
    return tuple(None if place in hidden else _without_few_silent(one, below) for place, one in enumerate(readings))


def _is_small(one: Reading, below: int) -> bool:
    told = [number for number in (one.n, one.of) if number is not None]
    if one.n is not None and one.of is not None:
        told.append(abs(one.of - one.n))
    return any(0 < number < below for number in told)


def _adding_up(readings: Sequence[Reading]) -> Iterator[list[int]]:
    """Tell which readings are grades of the same things, of which each was given one: where they stand."""
    found: dict[tuple[str, str, int], list[int]] = {}
    for place, one in enumerate(readings):
        if one.grade and one.n is not None and one.of is not None:
            at = repr(one.at) if one.at is not None else ""
            found.setdefault((folded(one.measure), at, one.of), []).append(place)
    return (places for places in found.values() if len(places) > 1)


def _told_by_others(
    counts: Sequence[int], places: Sequence[int], readings: Sequence[Reading], below: int
) -> Iterator[int]:
    rest = (readings[places[0]].of or 0) - sum(counts)
    if rest < 0 or len({readings[place].grade for place in places}) < len(places):
        return  # some were given two grades: they do not add up to anything
    line = suppressed(
        line_of({**{str(place): n for place, n in zip(places, counts, strict=True)}, "rest": rest}), below
    )
    if line.total.hidden:
        yield from places  # each of them tells of how many it is
    yield from (place for place, one in zip(places, line.cells[0], strict=False) if one.hidden)


def _without_few_silent(one: Reading, below: int) -> Reading:
    if one.asked is None or one.of is None or not 0 < one.asked - one.of < below:
        return one
    return attrs.evolve(one, asked=None)
