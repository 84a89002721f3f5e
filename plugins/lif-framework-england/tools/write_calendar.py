"""Writes `layers/england/calendar.toml`: the days off of England and Wales, each year's with its source.

The rules below are those of the Act, of common law and of the proclamations; `holidays` checks the outcome, here
while writing and in the tests ever after. The file written is the data: edit it there for a day that is proclaimed
later, or add a `[calendar-day]` in a layer of your own.

    python tools/write_calendar.py
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import holidays
from dateutil.easter import easter

FIRST, LAST = 2005, 2030
TARGET = Path(__file__).parents[1] / "src" / "lif_framework_england" / "layers" / "england" / "calendar.toml"

ACT = "Banking and Financial Dealings Act 1971, Schedule 1"
PROCLAIMED = "Royal proclamation under the Banking and Financial Dealings Act 1971"
COMMON = "Common law holiday"
SATURDAY, SUNDAY = 5, 6

SPECIAL = {
    date(2011, 4, 29): "Bank holiday for the royal wedding",
    date(2012, 6, 5): "Bank holiday for the Diamond Jubilee",
    date(2022, 6, 3): "Bank holiday for the Platinum Jubilee",
    date(2022, 9, 19): "Bank holiday for the State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}
"""Bank holidays of one year only."""
MAY_MOVED = {2020: date(2020, 5, 8)}
"""Years in which the early May bank holiday fell on another day."""
SPRING_MOVED = {2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
"""Years in which the spring bank holiday fell on another day."""


@attrs.frozen
class Off:
    """A day off, its name, the authority it rests on, and whether the day was compared with a published list."""

    day: date
    name: str
    source: str
    authority: str = "statute"
    checked: bool = False


def first_monday(year: int, month: int) -> date:
    """Tell the first Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def last_monday(year: int, month: int) -> date:
    """Tell the last Monday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def days_of(year: int) -> Iterator[Off]:
    """Tell the days off of one year, weekends left aside except where the day itself is a holiday in law."""
    yield new_year(year)
    yield Off(easter(year) - timedelta(days=2), "Good Friday", COMMON, "local")
    yield Off(easter(year) + timedelta(days=1), "Easter Monday", ACT)
    yield moved(first_monday(year, 5), MAY_MOVED.get(year), "Early May bank holiday", PROCLAIMED)
    yield moved(last_monday(year, 5), SPRING_MOVED.get(year), "Spring bank holiday", ACT)
    yield Off(last_monday(year, 8), "Summer bank holiday", ACT)
    yield from christmas(year)
    yield from (Off(day, name, PROCLAIMED, checked=True) for day, name in SPECIAL.items() if day.year == year)


def new_year(year: int) -> Off:
    """Tell the bank holiday at New Year: the day itself, or the Monday after where it is a Saturday or Sunday."""
    day = date(year, 1, 1)
    if day.weekday() < SATURDAY:
        return Off(day, "New Year's Day", PROCLAIMED)
    return Off(day + timedelta(days=7 - day.weekday()), "New Year's Day (substitute day)", PROCLAIMED)


def moved(usual: date, instead: date | None, name: str, source: str) -> Off:
    """Tell a bank holiday on its usual day, or on the one to which it was moved by proclamation."""
    if instead is None:
        return Off(usual, name, source)
    return Off(instead, f"{name} (moved from {usual.day} {usual:%B})", PROCLAIMED, checked=True)


def christmas(year: int) -> Iterator[Off]:
    """Tell Christmas and Boxing Day with the days that stand in for them.

    The Act names 26 December where it is no Sunday, and 27 December where 25 or 26 December is a Sunday; the other
    substitute days are proclaimed.
    """
    day, boxing, third, fourth = (date(year, 12, n) for n in (25, 26, 27, 28))
    yield Off(day, "Christmas Day", COMMON, "local")
    if boxing.weekday() != SUNDAY:
        yield Off(boxing, "Boxing Day", ACT)
    if day.weekday() == SUNDAY:
        yield Off(third, "Christmas Day (substitute day)", ACT)
    elif boxing.weekday() == SUNDAY:
        yield Off(third, "Christmas Day (substitute day)", ACT)
        yield Off(fourth, "Boxing Day (substitute day)", PROCLAIMED)
    elif boxing.weekday() == SATURDAY:
        yield Off(fourth, "Boxing Day (substitute day)", PROCLAIMED)


def written(off: Off) -> str:
    """Write one line of the file."""
    checked = ", verified = true" if off.checked else ""
    source = f'title = "{off.source}", authority = "{off.authority}"{checked}'
    return f'  {{ day = {off.day}, name = "{off.name}", source = {{ {source} }} }},\n'


HEAD = f"""\
# Bank holidays of England and Wales, {FIRST} to {LAST}, with Christmas Day and Good Friday (holidays by common law).
#
# Written once by tools/write_calendar.py; this file is the data. A test compares each day with the package `holidays`.
# `verified = true` marks the days of one year only and the days that were moved: these were checked one by one.
# Where it is missing, the day was compared with the package `holidays` only. It follows from the Act as we recall it,
# the text of which was not at hand. For the years from 2027 on no yearly proclamation was seen: a day that is given or
# moved by one is an item in a layer of your own:
#
#     [calendar-day.some-occasion]
#     calendar = "england-and-wales"
#     day = 2028-06-02
#     name = "Bank holiday for some occasion"
#     source = {{ title = "Royal proclamation of ...", authority = "statute", verified = true }}
#
# A "Christmas closure" between the holidays is made of working days.
layer = "england"

[calendar.england-and-wales]
label = {{ en = "England and Wales", cy = "Cymru a Lloegr" }}
from = {FIRST}
to = {LAST}
weekend = ["sat", "sun"]
source = {{ title = "Banking and Financial Dealings Act 1971", authority = "statute", verified = false }}
note = "Working Together does not say what a working day is, as far as we know; this is the usual drafting."
days = [
"""


def main() -> None:
    """Write the file, or refuse where `holidays` knows other working days."""
    years = range(FIRST, LAST + 1)
    found = {year: sorted(days_of(year), key=lambda off: off.day) for year in years}
    ours = {off.day for offs in found.values() for off in offs if off.day.weekday() < SATURDAY}
    theirs = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=years) if day.weekday() < SATURDAY}
    if ours != theirs:
        raise SystemExit(f"These days differ from those of `holidays`: {sorted(ours ^ theirs)}")
    lines = (f"  # {year}\n" + "".join(map(written, offs)) for year, offs in found.items())
    TARGET.write_text(HEAD + "".join(lines) + "]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
