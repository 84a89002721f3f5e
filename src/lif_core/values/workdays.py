"""Working days: which days count, where a number of them leads, and which days were skipped on the way.

Bank holidays are data of a framework's layer. A day that the calendar does not hold is a problem with its cure,
never a guess: nobody knows the bank holidays of a year that is not proclaimed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, compress, cycle, islice
from typing import NamedTuple

import attrs

_A_DAY = timedelta(days=1)
_FEW = 2000  # below this many days the table of all answers costs more than it saves


class OutOfCalendar(ValueError):
    """A count ran past the days that a calendar holds.

    Attributes:
        year: the first year missing on the way.
        calendar: id of the calendar.
    """

    def __init__(self, year: int, calendar: str, label: str = "") -> None:
        self.year = year
        self.calendar = calendar
        self._label = label or calendar
        super().__init__(year, calendar, label)

    @property
    def says(self) -> str:
        """What is wrong, in one sentence."""
        return f"The calendar {self._label!r} does not hold all the days of {self.year} that are needed."

    @property
    def mend(self) -> str:
        """What to do about it, in one sentence."""
        return f"Add the bank holidays of {self.year} to the calendar in a layer."

    def __str__(self) -> str:
        return f"{self.says} {self.mend}"


@attrs.frozen(weakref_slot=False)
class Skipped:
    """A day that did not count, and why.

    Attributes:
        day: the day.
        why: the name of the day off, or `weekend`.
    """

    day: date
    why: str


class _Table(NamedTuple):
    """A calendar laid out so that every count is one look-up.

    Attributes:
        base: ordinal of the first day held.
        before: for each day held, and one more, how many working days lie before it.
        days: the working days themselves, in order.
    """

    base: int
    before: list[int]
    days: list[date]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Calendar:
    """Which days are worked.

    Attributes:
        id: id in the framework, such as `england`.
        label: what people call it.
        first: first day held.
        last: last day held.
        days_off: name of each day off, such as `Good Friday`; those outside `first` to `last` are not looked at.
        weekend: days of the week that are never worked, Monday being 0; Saturday and Sunday unless said otherwise.

    Raises:
        ValueError: the ends are the wrong way round, or no day of the week is left to work on.
    """

    id: str
    label: str
    first: date
    last: date
    days_off: Mapping[date, str] = attrs.field(hash=False)
    weekend: tuple[int, ...] = (5, 6)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A calendar's last day lies before its first: exchange them.")
        if not set(self.weekend) < set(range(7)):
            raise ValueError("A weekend is days from 0 (Monday) to 6 (Sunday), but not all of them: name fewer.")

    @cached_property
    def _table(self) -> _Table:
        base, length = self.first.toordinal(), (self.last - self.first).days + 1
        week = [int((self.first.weekday() + step) % 7 not in self.weekend) for step in range(7)]
        worked = list(islice(cycle(week), length))
        for day in self.days_off:
            if self.first <= day <= self.last:
                worked[day.toordinal() - base] = 0
        days = list(map(date.fromordinal, compress(range(base, base + length), worked)))
        return _Table(base, [0, *accumulate(worked)], days)

    def _beyond(self, year: int) -> OutOfCalendar:
        return OutOfCalendar(year, self.id, self.label)

    def _year_after(self) -> int:
        return (self.last + _A_DAY).year if self.last < date.max else self.last.year

    def _year_before(self) -> int:
        return (self.first - _A_DAY).year if self.first > date.min else self.first.year

    def _place(self, day: date) -> int:
        """The place of `day` among the days held. Guarded below too: a negative place would count from the end."""
        if not self.first <= day <= self.last:
            raise self._beyond(day.year)
        return day.toordinal() - self._table.base

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day.

        Raises:
            OutOfCalendar: the calendar does not hold the day.
        """
        place = self._place(day)
        return self._table.before[place] != self._table.before[place + 1]

    def add(self, day: date, n: int) -> date:
        """Tell the `n`-th working day after `day`; `day` itself does not count, and with 0 it is the answer.

        From a day that is not worked, day 1 is the next working day.

        Raises:
            OutOfCalendar: the day or the answer is not held.
            ValueError: `n` is below zero.
        """
        if n <= 0:
            return self._nowhere(day, n)
        base, before, worked = self._table
        place = day.toordinal() - base
        if place < 0:
            raise self._beyond(day.year)
        try:
            return worked[before[place + 1] + n - 1]
        except IndexError:
            raise self._beyond(max(day.year, self._year_after())) from None

    def subtract(self, day: date, n: int) -> date:
        """Tell the `n`-th working day before `day`; `day` itself does not count, and with 0 it is the answer.

        Raises:
            OutOfCalendar: the day or the answer is not held.
            ValueError: `n` is below zero.
        """
        if n <= 0:
            return self._nowhere(day, n)
        place = self._table.before[self._place(day)] - n
        if place < 0:
            raise self._beyond(self._year_before())
        return self._table.days[place]

    def _nowhere(self, day: date, n: int) -> date:
        if n < 0:
            raise ValueError("Working days are counted from 0 up: to count backwards, subtract.")
        self._place(day)
        return day

    def many(self, days: Iterable[date], n: int) -> list[date]:
        """Tell the `n`-th working day after each of `days`, as `add` does, much faster for long lists.

        Raises:
            OutOfCalendar: one of the days, or an answer, is not held.
            ValueError: `n` is below zero.
        """
        days = list(days)
        if n <= 0 or len(days) < _FEW:
            return [self.add(day, n) for day in days]
        base, before, worked = self._table
        # Every answer there is, by the day's ordinal; a day that is not held has none, above or below.
        answers = worked[n - 1 :]
        landing = {base + place: answers[rank] for place, rank in enumerate(before[1:]) if rank < len(answers)}
        try:
            return [*map(landing.__getitem__, map(date.toordinal, days))]
        except KeyError as missing:
            return [self.add(date.fromordinal(missing.args[0]), n)]

    def between(self, start: date, end: date) -> int:
        """Tell how many working days lie after `start` up to and including `end`; below zero where `end` is earlier.

        So `between(day, add(day, n))` is `n`.

        Raises:
            OutOfCalendar: one of the days is not held.
        """
        before = self._table.before
        return before[self._place(end) + 1] - before[self._place(start) + 1]

    def skipped(self, start: date, end: date) -> tuple[Skipped, ...]:
        """Tell every day that did not count on the way from `start` to `end`, in the order of the calendar.

        The start itself is left out, the end is looked at: forwards `(start, end]`, backwards `[end, start)`.

        Raises:
            OutOfCalendar: one of the days is not held.
        """
        if end < start:
            begin, stop = self._place(end), self._place(start)
        else:
            begin, stop = self._place(start) + 1, self._place(end) + 1
        before = self._table.before
        return self._off[begin - before[begin] : stop - before[stop]]

    @cached_property
    def _off(self) -> tuple[Skipped, ...]:
        """Every day held that is not worked; as many lie before a day as there are days less working days before it."""
        base, before, _ = self._table
        return tuple(
            Skipped(day, self.days_off.get(day, "weekend"))
            for place in range(len(before) - 1)
            if before[place] == before[place + 1]
            for day in (date.fromordinal(base + place),)
        )
