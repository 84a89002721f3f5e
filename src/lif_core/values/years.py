"""Years: twelve months that need not begin in January, such as the year a yearly report covers."""

import re
from datetime import date, timedelta
from typing import NamedTuple

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.values.labels import Language
from lif_core.values.saying import MONTHS

_DIGITS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_WORDS = re.compile(r"([0-9]{1,2})\s{1,3}([A-Za-z]{3,12})")
_TO = re.compile(r"\s+(?:to|i)\s+|\s*[-\u2013]\s+", re.IGNORECASE)
_LEAP = 2000
_EXAMPLE = 'write the month and day on which it begins, such as "04-01" or "1 April"'


class BeyondCalendar(InvalidData, ValueError):
    """A year that reaches beyond the years 1 to 9999, which is all that a calendar holds."""

    def __init__(self) -> None:
        says = "The year that is asked for leads out of the calendar's years 1 to 9999."
        super().__init__([Problem("beyond-calendar", says, "Use a day that is nearer, or ask for fewer years.")])


class Year(NamedTuple):
    """One such year: its first and its last day, and what it is called (`2023-24`, or `2024` from January)."""

    first: date
    last: date
    label: str


@attrs.frozen(weakref_slot=False)
class YearBegin:
    """The day of the calendar on which such a year begins.

    Attributes:
        month: 1 to 12.
        day: day of that month; 29 February is none, as most years have none.

    Raises:
        ValueError: no year has such a day, or not every year has it.
    """

    month: int = 1
    day: int = 1

    def __attrs_post_init__(self) -> None:
        try:
            date(_LEAP, self.month, self.day)
        except ValueError:
            raise ValueError(f"A year cannot begin on a day that there is not: {_EXAMPLE}.") from None
        if (self.month, self.day) == (2, 29):
            raise ValueError(f"A year cannot begin on 29 February, which most years lack: {_EXAMPLE}.")

    def year(self, day: date) -> Year:
        """Tell the year in which a day lies.

        Raises:
            BeyondCalendar: it reaches beyond the years 1 to 9999.
        """
        begun = (day.month, day.day) >= (self.month, self.day)
        return self.beginning(day.year if begun else day.year - 1)

    def beginning(self, year: int) -> Year:
        """Tell the year that begins in a year of the calendar.

        Raises:
            BeyondCalendar: it reaches beyond the years 1 to 9999.
        """
        if not 1 <= year < date.max.year:
            raise BeyondCalendar()
        last = date(year + 1, self.month, self.day) - timedelta(days=1)
        short = f"{last.year:04}" if last.year % 100 == 0 else f"{last.year % 100:02}"
        label = f"{year:04}" if last.year == year else f"{year:04}-{short}"
        return Year(date(year, self.month, self.day), last, label)

    def in_words(self, language: Language = "en") -> str:
        """Tell the twelve months in words, such as `1 April to 31 March`."""
        first, last, _ = self.beginning(_LEAP)
        if (last.month, last.day) == (2, 29):
            last = last.replace(day=28)
        told = [f"{day.day} {MONTHS[language][day.month - 1]}" for day in (first, last)]
        return f" {'i' if language == 'cy' else 'to'} ".join(told)

    def __str__(self) -> str:
        return self.in_words("en")


def parse_year_begin(text: str) -> YearBegin:
    """Read on which day a year begins: `04-01`, `1 April`, or both ends, `1 April to 31 March`.

    Raises:
        ValueError: the text names no such day, or two days that are not twelve months apart; it ends with the cure.
    """
    begin, *end = _TO.split(text.strip()) if len(text) <= 60 else ("",)
    found = YearBegin(*_month_and_day(begin))
    if end:
        _, last, _ = found.beginning(_LEAP)
        said = _month_and_day(end[0])
        february = (2, 28) if (last.month, last.day) == (2, 29) else None
        if len(end) > 1 or said not in ((last.month, last.day), february):
            raise ValueError(f"These two days are not twelve months apart: {_EXAMPLE}.")
    return found


def _month_and_day(text: str) -> tuple[int, int]:
    digits, words = _DIGITS.fullmatch(text), _WORDS.fullmatch(text)
    if digits:
        return int(digits[1]), int(digits[2])
    if words:
        for names in MONTHS.values():
            for month, name in enumerate(names, start=1):
                if words[2].casefold() in (name.casefold(), name[:3].casefold()):
                    return month, int(words[1])
    raise ValueError(f"This is no day on which a year could begin: {_EXAMPLE}.")
