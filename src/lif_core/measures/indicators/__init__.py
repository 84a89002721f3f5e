"""Indicators: how the framework itself works, each with its definition, n and N, and its values by reporting year.

They prompt questions and are no verdicts. Small numbers are not shown to those who do not work on the records.
"""

from collections.abc import Iterable, Mapping

from lif_core.errors import UnknownName
from lif_core.measures.indicators.actions import ACTIONS
from lif_core.measures.indicators.asked import ASKED
from lif_core.measures.indicators.indicator import (
    HIDDEN,
    Indicator,
    InYear,
    Told,
    Value,
    days_of,
    in_words,
    shown,
    years_until,
)
from lif_core.measures.indicators.learning import LEARNING
from lif_core.measures.indicators.published import Series, YearOf, series
from lif_core.measures.indicators.reviews import REVIEWS, STEPS, Funnel, Step, funnels, published
from lif_core.measures.readings import figure_shown
from lif_core.measures.suppression import rates_shown, shows_small, threshold_of, total_shown
from lif_core.values.rates import Rate
from lif_core.view.view import View

__all__ = [
    "HIDDEN",
    "INDICATORS",
    "STEPS",
    "YEARS",
    "Funnel",
    "InYear",
    "Indicator",
    "Series",
    "Step",
    "Told",
    "Value",
    "YearOf",
    "days_of",
    "funnel",
    "in_words",
    "indicators",
    "published",
    "series",
    "years_until",
]

INDICATORS: tuple[Indicator, ...] = (*REVIEWS, *ACTIONS, *LEARNING, *ASKED)
"""Every indicator, in the order in which they are told."""

YEARS = 5
"""How many reporting years are told where nobody says another number."""


def indicators(view: View, years: int = YEARS, only: Iterable[str] = ()) -> tuple[Told, ...]:
    """Tell the indicators of the framework itself, by reporting year.

    Args:
        view: what to look at.
        years: how many reporting years, that of the day of the view last.
        only: ids of the indicators to tell; left out, all of them.

    Raises:
        UnknownName: there is no such indicator.
        ValueError: less than one year.
    """
    known = {one.id: one for one in INDICATORS}
    wanted = tuple(dict.fromkeys(only))
    for id in wanted:
        if id not in known:
            raise UnknownName(id, "indicator", known)
    return tuple(_told(view, known[id], years) for id in wanted or known)


def _told(view: View, indicator: Indicator, count: int) -> Told:
    years = years_until(view, count)
    values = [shown(view, indicator.sort, value) for value in indicator.compute(view, years)]
    rates = indicator.parts(view) if indicator.parts is not None else {}
    parts: Mapping[str, Rate | None] = rates
    if rates and not shows_small(view):
        below = threshold_of(view)
        values[-1] = values[-1] if total_shown(rates, below) else HIDDEN  # what stands beside the parts is their sum
        parts = rates_shown(rates, below)
    return Told(
        indicator=indicator,
        years=tuple(
            InYear(
                year=year.label,
                first=year.first,
                last=year.last,
                is_over=year.last < view.day,
                value=value,
                published=tuple(one.value for one in published(view, indicator.id, year) if figure_shown(view, one)),
            )
            for year, value in zip(years, values, strict=True)
        ),
        parts=parts,
    )


def funnel(view: View, years: int = YEARS) -> tuple[Funnel, ...]:
    """Tell how many of what was discussed came how far, by reporting year: notified, rapid review, local review.

    Raises:
        ValueError: less than one year.
    """
    return funnels(view, years_until(view, years))
