"""Saying: days and readings in words, in English and in Welsh.

The tables are our own: what a board reads must not hang on the language set on somebody's computer.
"""

import re
from datetime import date

from lif_core.values.labels import Language
from lif_core.values.when import Between, When

MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "cy": (
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
}
"""Names of the months, January first."""

SHORT_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "cy": ("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"),
}
"""Short names of the months, January first."""

DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": ("dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul"),
}
"""Names of the days of the week, Monday first."""

SHORT_DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "cy": ("Llun", "Maw", "Mer", "Iau", "Gwen", "Sad", "Sul"),
}
"""Short names of the days of the week, Monday first."""

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "read": "read as",
        "to": "to",
        "or": "or",
        "undated": "no date",
        "ongoing": "no end date",
        "begins": "begins",
        "condition": "on a condition",
        "serial": "a day number of a spreadsheet",
        "no-year": "year not said",
    },
    "cy": {
        "read": "darllenwyd fel",
        "to": "i",
        "or": "neu",
        "undated": "dim dyddiad",
        "ongoing": "dim dyddiad gorffen",
        "begins": "yn dechrau",
        "condition": "yn amodol",
        "serial": "rhif diwrnod taenlen",
        "no-year": "dim blwyddyn",
    },
}
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")


def say_day(day: date, language: Language = "en") -> str:
    """Tell a day in full, such as `Thursday 23 May 2024`, for sentences."""
    return f"{DAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"


def short_day(day: date, language: Language = "en") -> str:
    """Tell a day with its day of the week in short, such as `Thu 14 Dec 2017`, for tables."""
    return f"{SHORT_DAYS[language][day.weekday()]} {plain_day(day, language)}"


def plain_day(day: date, language: Language = "en") -> str:
    """Tell a day in short without its day of the week, such as `14 Dec 2017`."""
    return f"{day.day} {SHORT_MONTHS[language][day.month - 1]} {day.year}"


def say_between(stretch: Between, language: Language = "en") -> str:
    """Tell a stretch of days, such as `1 Jun to 31 Jul 2012`; a single day as that day."""
    if stretch.first == stretch.last:
        return plain_day(stretch.first, language)
    start = plain_day(stretch.first, language)
    if stretch.first.year == stretch.last.year:
        start = str(stretch.first.day) if stretch.first.month == stretch.last.month else start.rpartition(" ")[0]
    return f"{start} {_WORDS[language]['to']} {plain_day(stretch.last, language)}"


def how_read(when: When, language: Language = "en") -> str:
    """Tell the words of a date and how they were read, such as `March 2017 (read as 31 Mar 2017)`.

    A month is its last day here, because that is the day after which it is overdue.
    """
    if when.reading == "day" and when.first is not None and _is_plain(when.said, when.first):
        return plain_day(when.first, language) if when.said == when.first.isoformat() else when.said
    said = " ".join(when.said.split())
    reading = _reading(when, language)
    if not said:
        return reading
    return f"{said}: {reading}" if said.endswith(")") else f"{said} ({reading})"


def _is_plain(said: str, day: date) -> bool:
    """Whether the words already are the day, so that a reading beside them would only repeat it."""
    return said in {day.isoformat(), plain_day(day), f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}"}


def _reading(when: When, language: Language) -> str:
    words = _WORDS[language]
    if when.reading == "ambiguous":
        return _choices(when, language)
    if when.first is None or when.last is None:
        return words["ongoing" if when.reading == "ongoing" else "undated"]
    if when.reading == "ongoing":
        return f"{words['begins']} {plain_day(when.first, language)}, {words['ongoing']}"
    told = f"{words['read']} {_stretch(when, when.first, when.last, language)}"
    if when.reading == "condition":
        return f"{told}, {words['condition']}"
    return f"{words['serial']}, {told}" if _SERIAL.fullmatch(when.said) else told


def _stretch(when: When, first: date, last: date, language: Language) -> str:
    if when.parts:
        return "; ".join(say_between(part, language) for part in when.parts)
    whole_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return say_between(
        Between(last if when.reading in ("month", "condition") and whole_month else first, last), language
    )


def _choices(when: When, language: Language) -> str:
    words = _WORDS[language]
    told = [say_between(option, language) for option in when.options]
    if len(when.options) == 1:
        # "Sept 23": the month of a year, or the day of that number in a year that nobody said.
        month = when.options[0].first
        told = [
            f"{MONTHS[language][month.month - 1]} {month.year}",
            f"{month.year % 100} {MONTHS[language][month.month - 1]}, {words['no-year']}",
        ]
    return f" {words['or']} ".join(told)
