"""Indicator: one number that tells how the framework itself works, year by year, with what it counts of how many."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Literal

import attrs

from lif_core.measures.suppression import shows_small, threshold_of
from lif_core.records.evidence import Better
from lif_core.values.labels import Label
from lif_core.values.rates import Rate
from lif_core.values.years import BeyondCalendar, Year
from lif_core.view.view import View

Sort = Literal["share", "mean", "median", "count"]
"""What an indicator tells: a share of something, a mean or median of days, or a count."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Value:
    """The value of an indicator.

    Attributes:
        n: what is counted above the line; of a mean or median, how many are above zero. None where it is not shown.
        of: of how many, or over how many.
        number: the mean or median in days, to one decimal place; None for shares and counts, and where there is none.
        unknown: how many would belong here, and the day that would tell is not known.
        hidden: whether it is too small to be shown to this audience.
    """

    n: int | None = None
    of: int | None = None
    number: float | None = None
    unknown: int = 0
    hidden: bool = False

    def rate(self, name: str = "") -> Rate | None:
        """Give it as a rate with its name; None where it is none, or is not shown."""
        return Rate(name, self.n, self.of) if self.n is not None and self.of is not None else None


NOTHING = Value(n=0, of=0)
HIDDEN = Value(hidden=True)
Values = Sequence[Value]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Indicator:
    """One indicator.

    Attributes:
        id: its id, such as `rapid-reviews-in-time`.
        label: what it is called.
        says: what exactly is counted, of what, and in which year it stands.
        sort: what it tells.
        better: which way is better; empty where neither is.
        compute: its value for each of some years, on the day of a view.
        parts: its value on the day of a view by body, where it is told by body.
    """

    id: str
    label: Label
    says: str
    sort: Sort
    better: Better = ""
    compute: Callable[[View, Sequence[Year]], Values] = attrs.field(repr=False, eq=False)
    parts: Callable[[View], Mapping[str, Rate]] | None = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class InYear:
    """The value of an indicator in one reporting year.

    Attributes:
        year: what the year is called.
        first: its first day.
        last: its last day.
        is_over: whether it is over on the day of the view; else the value is that of the year so far.
        value: the value.
        published: what was published of it, as printed, from figures that say so.
    """

    year: str
    first: date
    last: date
    is_over: bool
    value: Value
    published: tuple[str, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Told:
    """One indicator, as it stands on the day of a view.

    Attributes:
        indicator: which one.
        years: its values, the earliest year first.
        parts: by body on the day of the view; None for what is not shown. Empty where it is not told by body.
    """

    indicator: Indicator
    years: tuple[InYear, ...]
    parts: Mapping[str, Rate | None] = attrs.field(factory=dict)

    @property
    def latest(self) -> InYear:
        """The last year told, which may not be over."""
        return self.years[-1]

    def __str__(self) -> str:
        told = "; ".join(f"{one.year}: {in_words(self.indicator, one.value)}" for one in self.years)
        return f"{self.indicator.label}: {told}"


def in_words(indicator: Indicator, value: Value) -> str:
    """Tell a value in words, with its n and N: `67% (2 of 3)`, `12 days (over 4)`."""
    if value.hidden:
        return "not shown"
    unknown = f", {value.unknown} not known" if value.unknown else ""
    if indicator.sort == "count":
        return f"{value.n}{unknown}"
    if indicator.sort == "share":
        rate = value.rate()
        percent = rate.percent() if rate is not None else None
        return f"{percent}% ({value.n} of {value.of}{unknown})" if percent is not None else f"none{unknown}"
    if value.number is None:
        return f"none{unknown}"
    return f"{days_of(value.number)} (over {value.of}{unknown})"


def days_of(number: float) -> str:
    """Tell a number of days: `1 day`, `12 days`, `12.5 days`."""
    told = f"{number:.1f}".removesuffix(".0")
    return f"{told} day" if told == "1" else f"{told} days"


# --- years ------------------------------------------------------------------------------------------------------------


def years_until(view: View, count: int) -> tuple[Year, ...]:
    """Give the last so many reporting years, that of the day of the view last.

    Raises:
        ValueError: less than one.
        BeyondCalendar: it reaches beyond the years 1 to 9999.
    """
    if count < 1:
        raise ValueError("At least one year is told: give 1 or more.")
    found = [view.framework.reporting_year(view.day)]
    while len(found) < count:
        if found[-1].first == date.min:
            raise BeyondCalendar()
        found.append(view.framework.reporting_year(found[-1].first - timedelta(days=1)))
    return tuple(reversed(found))


class Shelves:
    """Puts what has a day into the year it belongs to."""

    def __init__(self, years: Sequence[Year]) -> None:
        self._firsts = [year.first for year in years]
        self._end = years[-1].last

    def place(self, day: date | None) -> int | None:
        """Tell the place of the year in which a day lies; None for none of them."""
        if day is None or day > self._end or day < self._firsts[0]:
            return None
        return bisect_right(self._firsts, day) - 1


def shares(years: Sequence[Year], found: Iterable[tuple[date | None, bool]]) -> list[Value]:
    """Count by year: of so many days, so many were so."""
    shelves, n, of = Shelves(years), [0] * len(years), [0] * len(years)
    for day, is_so in found:
        place = shelves.place(day)
        if place is not None:
            of[place] += 1
            n[place] += is_so
    return [Value(n=one, of=whole) for one, whole in zip(n, of, strict=True)]


def medians(years: Sequence[Year], found: Iterable[tuple[date | None, int]]) -> list[Value]:
    """Give the median by year of numbers of days."""
    shelves, held = Shelves(years), [list[int]() for _ in years]
    for day, number in found:
        place = shelves.place(day)
        if place is not None:
            held[place].append(number)
    return [_of(several, float(median(several)) if several else None) for several in held]


def means(years: Sequence[Year], found: Iterable[tuple[date | None, int]]) -> list[Value]:
    """Give the mean by year of numbers of days."""
    shelves, held = Shelves(years), [list[int]() for _ in years]
    for day, number in found:
        place = shelves.place(day)
        if place is not None:
            held[place].append(number)
    return [_of(several, sum(several) / len(several) if several else None) for several in held]


def _of(several: Sequence[int], number: float | None) -> Value:
    rounded = None if number is None else int(number * 10 + 0.5) / 10
    return Value(n=sum(one > 0 for one in several), of=len(several), number=rounded)


# --- what may be shown ------------------------------------------------------------------------------------------------


def shown(view: View, sort: Sort, value: Value) -> Value:
    """Give a value as the audience of a view may see it: a small one is hidden from whoever does not work on it."""
    if shows_small(view):
        return value
    below = threshold_of(view)
    if sort == "share":
        small = value.n is not None and value.of is not None and Rate("", value.n, value.of).is_small(below)
    else:
        counted = value.n if sort == "count" else value.of
        small = counted is not None and 0 < counted < below
    return HIDDEN if small else attrs.evolve(value, unknown=0) if 0 < value.unknown < below else value
