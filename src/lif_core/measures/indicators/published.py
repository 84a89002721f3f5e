"""Published: figures of others in a row of years, as printed. A year of which none is known is missing, and says so."""

from collections.abc import Mapping, Sequence

import attrs

from lif_core.records import Figure
from lif_core.values.saying import plain_day
from lif_core.values.when import When
from lif_core.values.words import folded
from lif_core.values.years import Year
from lif_core.view.kinds import standing
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class YearOf:
    """One year of a row.

    Attributes:
        year: what the year is called here.
        printed: what the source calls it, where that is something else.
        value: the figure as printed; empty where the year is missing.
        n: the number it stands for; None where it is missing or no number.
        change: the number less that of the year before; None where one of the two is not known.
        unaccounted: the number less the sum of its parts; None where a part or the number is not known.
        missing: whether no figure of the year is known.
    """

    year: str
    printed: str = ""
    value: str = ""
    n: float | None = None
    change: float | None = None
    unaccounted: float | None = None
    missing: bool = False

    def __str__(self) -> str:
        return f"{self.year}: {'missing' if self.missing else self.value or 'not a number'}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Series:
    """Figures of one name in a row of years.

    Attributes:
        name: what is counted.
        years: every year from the first to the last of which a figure is known, those without one too.
        several: years of which more than one figure is known, and they differ: none of them is told as the figure.
    """

    name: str = attrs.field(repr=False)
    years: tuple[YearOf, ...]
    several: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The years of which no figure is known."""
        return tuple(one.year for one in self.years if one.missing)

    def __str__(self) -> str:
        return f"{self.name}: {'; '.join(map(str, self.years))}"


def series(view: View, name: str, parts: Sequence[str] = ()) -> Series:
    """Tell the figures of one name by reporting year, also the years between of which none is known.

    A figure belongs to the year that its period is. Nothing is filled in between two years, and no change is told
    over a missing one.

    Args:
        view: what to look at.
        name: name of the figures, as published.
        parts: names of the figures of which it is the sum, where it is one.
    """
    named, of = _by_year(view, name), [_by_year(view, part) for part in parts]
    if not named:
        return Series(name=name, years=())
    told: list[YearOf] = []
    for year in _row(view, named):
        figures = named.get(year, [])
        one = figures[0] if figures and len({figure.n for figure in figures}) == 1 else None
        n = one.n if one is not None else None
        before = told[-1].n if told else None
        told.append(
            YearOf(
                year=year.label,
                printed=_printed(one, year),
                value=one.value if one is not None else "",
                n=n,
                change=n - before if n is not None and before is not None else None,
                unaccounted=_unaccounted(n, [part.get(year, []) for part in of]) if of else None,
                missing=not figures,
            )
        )
    several = tuple(year.label for year, figures in named.items() if len({one.n for one in figures}) > 1)
    return Series(name=name, years=tuple(told), several=several)


def _by_year(view: View, name: str) -> Mapping[Year, list[Figure]]:
    found: dict[Year, list[Figure]] = {}
    wanted = folded(name)
    for figure in standing(view, Figure):
        if folded(figure.name) != wanted:
            continue
        year = _year(view, figure.period)
        if year is not None:
            found.setdefault(year, []).append(figure)
    for figures in found.values():
        figures.sort(key=lambda one: one.id)
    return dict(sorted(found.items()))


def _year(view: View, period: When | None) -> Year | None:
    """Give the reporting year that a period is; None for one that is longer, shorter or lies across two."""
    if period is None or period.first is None or period.last is None:
        return None
    year = view.framework.reporting_year(period.last)
    return year if (year.first, year.last) == (period.first, period.last) else None


def _row(view: View, known: Mapping[Year, object]) -> list[Year]:
    last, year = max(known), min(known)
    row = [year]
    while row[-1] < last:
        after = row[-1]
        row.append(view.framework.heading.reporting_year.beginning(after.first.year + 1))
    return row


def _printed(figure: Figure | None, year: Year) -> str:
    said = figure.period.said if figure is not None and figure.period is not None else ""
    same = not said or said in (year.label, f"{plain_day(year.first)} to {plain_day(year.last)}")
    return "" if same else said


def _unaccounted(n: float | None, parts: Sequence[Sequence[Figure]]) -> float | None:
    numbers = [figures[0].n if len(figures) == 1 else None for figures in parts]
    if n is None or any(one is None for one in numbers):
        return None
    return n - sum(one or 0 for one in numbers)
