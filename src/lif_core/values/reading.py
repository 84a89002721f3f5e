"""Reading: dates as people write them, made into `When`.

Nothing is guessed. What can mean two things says so with its options, what names no day is undated with its words kept,
and no text there is makes this raise. The written rules:

- A month is the whole month, so it is overdue only after its last day; likewise a quarter, a year, a term.
- A year such as 2014-15 runs from April, unless the words or the caller say another month; 2024 is a calendar year.
- `04/09/08` is ambiguous until somebody says which number is the day, see `day_first`; `06.07.16` is 6 July 2016.
- `early`, `mid` and `late` narrow nothing; the `end of` a month is its last day.
- Several dates in one text are `parts`; the whole runs from the first day of all to the last.
"""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from lif_core.values.mentions import NUMBERS, PIVOT, Custom, Mention, day_of, mentions, months_of, plain
from lif_core.values.when import Between, Reading, When

Readable = str | int | float | date | datetime | None
"""What a cell, a form or a program may hand over as a date."""

LONGEST = 500
"""Characters that are read and kept of a date's words; whoever writes more is writing a note."""

LONGEST_PROSE = 20_000
"""Characters of prose in which dates are looked for."""

_PLAUSIBLE = (1990, 2060)
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, since they hold 1900 for a leap year
_EPOCH_1904 = date(1904, 1, 1)

_I = re.IGNORECASE | re.ASCII
_ONGOING = re.compile(r"\b(?:on-?\s?going|continuous(?:ly)?|rolling|no end date|onwards?|parhaus)\b", _I)
_BEGINS = re.compile(r"\b(?:from|since|after|starting|commencing|not before|no earlier than)\s(?:the\s)?$", _I)
_CHANGED = re.compile(
    r"\b(?:revised|moved|extended|postponed|slipped|changed|deferred|delayed|originally|previously|brought forward)\b",
    _I,
)
_HANGS = re.compile(
    r"\b(?:if|subject to|provided|providing|unless|assuming|pending|depend(?:s|ing|ent)|conditional|contingent"
    r"|yn amodol)\b[^\n.;()\0]*",
    _I,
)
_UNSURE = re.compile(r"\b(?:permitting|tbc|to be confirmed|provisional(?:ly)?|i'w gadarnhau)\b", _I)
_JOINS = re.compile(r"\s?(?:[-–]|\b(?:to|until|till|through|hyd|i)\b)\s?(?:the\s)?", _I)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]{1,12})?", re.ASCII)
_SIX = re.compile(r"[0-9]{6}", re.ASCII)
_EIGHT = re.compile(r"[0-9]{8}", re.ASCII)
_LEAD = re.compile(r"(?:by|before|in|during|until|across|from|erbyn)\s(?:the\s)?$", _I)
_WEEKDAYS = re.compile(
    r"\b(?:dydd\smawrth|(?:dydd\s)?(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|llun|mercher|iau|gwener|sadwrn|sul))"
    r"(?:day|nesday|urday)?\.?,?\s(?=(?:the\s)?[0-9]{1,2}(?:st|nd|rd|th)?\s)",
    _I,
)
_COUNTS_FROM = re.compile(
    r"\b(?:days?|weeks?|months?|diwrnod|wythnos|mis)\s(?:of|after|from|before|following|ar\sôl|o)\s(?:the\s)?$",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"\bdd?\s?[/.-]\s?mm?\b", _I)
_MONTH_FIRST = re.compile(r"\bmm?\s?[/.-]\s?dd?\b", _I)


def read_when(
    value: Readable,
    *,
    day_first: bool | None = None,
    heading: str = "",
    epoch_1904: bool = False,
    year_from: int = 4,
) -> When:
    """Read a date as people, sheets and programs give it. Never raises on anything of the types allowed.

    Args:
        value: the words, a day, an instant (its day is taken), or a number: a year, or a spreadsheet's day number
            where that falls in 1990 to 2060.
        day_first: which of `04/09/2008` is the day. True: the first; False: the second, as in America; None: nobody
            has said, so it is ambiguous where both could be. `order_of` tells what a whole column proves.
        heading: heading of the column it stood in; only a pattern such as `dd/mm/yyyy` in it is used.
        epoch_1904: whether day numbers count from 1904, as in workbooks that began on an old Macintosh.
        year_from: month (1 to 12) in which a year such as 2014-15 begins, where the words do not say.
    """
    if value is None:
        return When("", reading="undated")
    if isinstance(value, datetime):
        return When.on(value.date())
    if isinstance(value, date):
        return When.on(value)
    if day_first is None and heading:
        day_first = _order_said(heading)
    custom = Custom(day_first, year_from if 1 <= year_from <= 12 else 4)
    if isinstance(value, bool):
        return When(str(value), reading="undated")
    if isinstance(value, int | float):
        return _number(value, custom, epoch_1904)
    said = _kept(value)
    text = plain(said)
    return _digits(said, text, custom, epoch_1904) or _words(said, text, custom)


def dates_within(text: str, *, day_first: bool | None = None, year_from: int = 4) -> tuple[When, ...]:
    """Find the dates inside prose, to be offered to a person and never set by themselves.

    Args:
        text: a note, a recommendation, a progress cell; what stands after 20,000 characters is not looked at.
        day_first: as in `read_when`.
        year_from: as in `read_when`.
    """
    prose = plain(text[:LONGEST_PROSE])
    found, _ = mentions(prose, Custom(_order(prose, day_first), year_from if 1 <= year_from <= 12 else 4, prose=True))
    return tuple(_when(_phrase(prose, mention), [mention]) for mention in _joined(found, prose) if mention.options)


def order_of(texts: Iterable[str]) -> bool | None:
    """Tell whether the dates of a column prove that the day comes first: True, False, or None where nothing is proven.

    `13/05/2024` proves that it does; where the column proves both, it proves nothing.
    """
    proven = set()
    for text in texts:
        for match in NUMBERS.finditer(text[:LONGEST]):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                proven.add(True)
            elif second > 12 >= first:
                proven.add(False)
    return proven.pop() if len(proven) == 1 else None


def _order_said(heading: str) -> bool | None:
    heading = plain(heading[:LONGEST])
    day_first, month_first = _DAY_FIRST.search(heading), _MONTH_FIRST.search(heading)
    return None if bool(day_first) == bool(month_first) else day_first is not None


def _order(text: str, day_first: bool | None) -> bool | None:
    return order_of([text]) if day_first is None else day_first


def _kept(text: str) -> str:
    """The words as they are kept: trimmed, and cut where nobody would call them a date any more."""
    return text.strip()[:LONGEST].strip()


# ---- numbers, and texts of digits only ----


def _number(value: float, custom: Custom, epoch_1904: bool) -> When:
    if isinstance(value, float) and not value.is_integer():
        said = _kept(repr(value))
        serial = _serial(said, math.floor(value), epoch_1904) if math.isfinite(value) else None
        return serial or When(said, reading="undated")
    if abs(value) >= 10**15:
        return When("", reading="undated")  # nobody wrote this as a date, and its digits may fill pages
    said = str(int(value))
    return _digits(said, said, custom, epoch_1904) or _words(said, said, custom)


def _serial(said: str, number: int, epoch_1904: bool) -> When | None:
    if not 0 < number < 100_000:
        return None
    day = (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(days=number)
    return When(said, day, day, "day") if _PLAUSIBLE[0] <= day.year <= _PLAUSIBLE[1] else None


def _digits(said: str, text: str, custom: Custom, epoch_1904: bool) -> When | None:
    """Read a text of digits only, such as `45382`, `202223`, `20240531`: every reading that makes sense stands."""
    if serial := _SERIAL.fullmatch(text):
        return _serial(said, int(serial[1]), epoch_1904)
    options: list[tuple[Reading, Between]] = []
    if _SIX.fullmatch(text):
        options = _six(int(text[:2]), int(text[2:4]), int(text[4:]), custom)
    elif _EIGHT.fullmatch(text):
        for written in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
            year, month, day = map(int, written)
            if _PLAUSIBLE[0] <= year <= _PLAUSIBLE[1]:
                options += [("day", at) for at in day_of(year, month, day)]
    if not options:
        return None
    if len(options) > 1:
        return When(said, reading="ambiguous", options=tuple(at for _, at in options))
    reading, at = options[0]
    return When(said, at.first, at.last, reading)


def _six(one: int, two: int, three: int, custom: Custom) -> list[tuple[Reading, Between]]:
    """Six digits as three pairs: a year that runs over New Year, a month, a day in the British order."""
    options: list[tuple[Reading, Between]] = []
    year = one * 100 + two
    if _PLAUSIBLE[0] <= year <= _PLAUSIBLE[1]:
        if three == (year + 1) % 100:
            options.append(("year", months_of(year, custom.year_from, 12)))
        if 1 <= three <= 12:
            options.append(("month", months_of(year, three)))
    if custom.day_first is not False and three <= PIVOT:
        options += [("day", at) for at in day_of(2000 + three, two, one)]
    return options


# ---- words ----


def _words(said: str, text: str, custom: Custom) -> When:
    custom = Custom(_order(text, custom.day_first), custom.year_from)
    text = _WEEKDAYS.sub("", text)  # "Mon 29 Sep - Fri 3 Oct 2025" is a stretch; `typed` sees whether they are right
    found, rest = mentions(text, custom)
    if any(_COUNTS_FROM.search(text[: mention.start]) for mention in found):
        return When(said, reading="undated")  # "within 28 days of 1 October": a day is counted, and none is named
    if not found or not all(mention.options for mention in found):
        return When(said, reading="ongoing" if _ONGOING.search(text) else "undated")
    changed = len(found) > 1 and _CHANGED.search(rest)
    joined = found if changed else _joined(found, text)
    condition = _condition(rest, text)
    if changed:
        options = tuple(dict.fromkeys(at for mention in joined for at in mention.options))
        if len(options) > 1:
            return When(said, reading="ambiguous", options=options, condition=condition)
    begins = len(joined) == 1 and joined[0].reading != "range" and _BEGINS.search(rest[: joined[0].start])
    return _when(said, joined, condition, ongoing=bool(begins or _ONGOING.search(rest)))


def _when(said: str, found: list[Mention], condition: str = "", *, ongoing: bool = False) -> When:
    """Make the When of one or more mentions: the n-th reading of the whole takes the n-th reading of each."""
    readings = max(len(mention.options) for mention in found)
    ways = [[mention.options[min(way, len(mention.options) - 1)] for mention in found] for way in range(readings)]
    options = tuple(dict.fromkeys(_hull(way) for way in ways))
    if len(options) > 1 or any(mention.reading == "ambiguous" for mention in found):
        return When(said, reading="ambiguous", options=options, condition=condition)
    parts = tuple(dict.fromkeys(ways[0]))
    reading: Reading = found[0].reading if len(parts) == 1 else "range"
    if ongoing:
        reading = "ongoing"
    elif condition:
        reading = "condition"
    whole = options[0]
    return When(said, whole.first, whole.last, reading, condition, parts=parts if len(parts) > 1 else ())


def _hull(stretches: list[Between]) -> Between:
    return Between(min(at.first for at in stretches), max(at.last for at in stretches))


def _joined(found: list[Mention], text: str) -> list[Mention]:
    """Join what is written as one stretch: `December 2010 – July 2013`."""
    joined: list[Mention] = []
    for mention in found:
        if joined and joined[-1].end <= mention.start and _JOINS.fullmatch(text, joined[-1].end, mention.start):
            together = _stretch(joined[-1], mention)
            if together is not None:
                joined[-1] = together
                continue
        joined.append(mention)
    return joined


def _stretch(start: Mention, end: Mention) -> Mention | None:
    if not start.options or not end.options or "ambiguous" in (start.reading, end.reading):
        return None
    ways = range(max(len(start.options), len(end.options)))
    pairs = [
        (start.options[min(way, len(start.options) - 1)], end.options[min(way, len(end.options) - 1)]) for way in ways
    ]
    options = tuple(Between(a.first, b.last) for a, b in pairs if a.first <= b.first and a.last <= b.last)
    return Mention(start.start, end.end, options, "range") if options else None


def _condition(rest: str, text: str) -> str:
    """The words on which a date hangs, such as `website permitting`; empty where there are none."""
    if hangs := _HANGS.search(rest):
        return text[hangs.start() : hangs.end()].strip(" ,:-–")
    if unsure := _UNSURE.search(rest):
        start = max(rest.rfind(mark, 0, unsure.start()) for mark in "\n.;,()\0") + 1
        ends = [at for at in (rest.find(mark, unsure.end()) for mark in "\n.;,()\0") if at >= 0]
        return text[start : min(ends, default=len(text))].strip(" ,:-–")
    return ""


def _phrase(text: str, mention: Mention) -> str:
    """The words of a mention with the `by` before it."""
    tail = max(0, mention.start - 12)
    lead = _LEAD.search(text[tail : mention.start])
    return text[tail + lead.start() if lead else mention.start : mention.end]
