"""Indicators of what others were asked for: returns that came, and products of which agencies said that they came."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from lif_core.measures.indicators.indicator import Indicator, Shelves, Value, Values, shares
from lif_core.measures.products import handed_on
from lif_core.measures.returns import came_back, is_in
from lif_core.serial.glances import whole
from lif_core.values.labels import Label
from lif_core.values.rates import Rate
from lif_core.values.years import Year
from lif_core.view.kinds import is_done, kind_of
from lif_core.view.recurrence import done_on
from lif_core.view.view import View


class _Asked(NamedTuple):
    """What one agency was asked for: by when, whether it came, and whether by then; None where nobody can tell."""

    agency: str
    day: date | None
    is_in: bool
    in_time: bool | None
    has_day: bool


def _asked(view: View) -> Iterator[_Asked]:
    """Tell of each return whose day is over; whoever is early does not stand for those who still have time."""
    for one in view.register.glances("return"):
        kind = kind_of(view, one)
        if one.state in kind.withdrawn:
            continue
        when = one.due or one.happened.get(kind.initial)
        day = when.last if when is not None else None
        came = came_back(kind, one)
        arrived = is_in(kind, one)
        if day is not None and (day < view.day or (arrived and day == view.day)):
            due = one.due.last if one.due is not None and one.due.is_certain else None
            came_on = came.first if came is not None else None
            in_time = None if arrived and came_on is None else arrived and (due is None or came_on <= due)
            agency = one.agency.named if one.agency is not None else "nobody"
            yield _Asked(agency, day, arrived, in_time, due is not None)


def _returned(view: View, years: Sequence[Year]) -> Values:
    return shares(years, ((one.day, one.is_in) for one in _asked(view)))


def _in_time(view: View, years: Sequence[Year]) -> Values:
    asked = [one for one in _asked(view) if one.has_day]
    told = shares(years, ((one.day, one.in_time) for one in asked if one.in_time is not None))
    undated = shares(years, ((one.day, True) for one in asked if one.in_time is None))
    return [attrs.evolve(value, unknown=one.of or 0) for value, one in zip(told, undated, strict=True)]


def _by_agency(view: View) -> Mapping[str, Rate]:
    counts: dict[str, list[int]] = {}
    year = view.framework.reporting_year(view.day)
    for one in _asked(view):
        if one.day is not None and year.first <= one.day <= year.last:
            held = counts.setdefault(one.agency, [0, 0])
            held[0] += one.is_in
            held[1] += 1
    return {agency: Rate(agency, *counts[agency]) for agency in sorted(counts)}


def _confirmed(view: View, years: Sequence[Year]) -> Values:
    shelves, n, of = Shelves(years), [0] * len(years), [0] * len(years)
    for product in view.register.glances("product"):
        out = done_on(view, product) if is_done(view, product) else None
        place = shelves.place(out.last) if out is not None else None
        if place is not None:
            confirmed = handed_on(view, whole(product)).confirmed
            n[place] += confirmed.n
            of[place] += confirmed.of
    return [Value(n=one, of=every) for one, every in zip(n, of, strict=True)]


ASKED = (
    Indicator(
        id="returns-returned",
        label=Label("Returns that came", "Ffurflenni a ddychwelwyd"),
        says="Of what agencies were asked for by a day of the year, what has come; what was asked for by a day still "
        "to come is left out. By agency: of the year of the view.",
        sort="share",
        better="more",
        compute=_returned,
        parts=_by_agency,
    ),
    Indicator(
        id="returns-in-time",
        label=Label("Returns that came in time", "Ffurflenni a ddychwelwyd mewn pryd"),
        says="Of what agencies were asked for by a day of the year, what came by it; what came on a day that nobody "
        "knows is told beside it.",
        sort="share",
        better="more",
        compute=_in_time,
    ),
    Indicator(
        id="dissemination-confirmed",
        label=Label("Dissemination confirmed", "Lledaenu wedi'i gadarnhau"),
        says="Of the agencies that were asked to say that a learning product of the year arrived, those that said "
        "so, product by product.",
        sort="share",
        better="more",
        compute=_confirmed,
    ),
)
"""Indicators of what others were asked for."""
