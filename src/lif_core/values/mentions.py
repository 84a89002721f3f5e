"""Mentions: where dates stand in a text, and what stretches of days each can mean.

Each shape in which people write a date is one pattern with one small builder. The patterns are tried in order, the most
telling first, and what one has taken is blanked out for the next. A builder gives the stretches possible (several where
the shape is ambiguous), none at all where the words have the shape of a date but there is no such day, or None where
they are no date after all. Every repetition in a pattern is bounded, so the time taken grows with the text only.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

import attrs
from dateutil.easter import easter

from lif_core.values.saying import MONTHS, SHORT_MONTHS
from lif_core.values.spans import add_months
from lif_core.values.when import Between, Reading

PIVOT = 60
"""A year written with two digits is 2000 to 2060, or 1961 to 1999: the years in which plans and reviews fall."""


@attrs.frozen(weakref_slot=False)
class Mention:
    """A date that stands in a text.

    Attributes:
        start: place of its first character.
        end: place after its last character.
        options: the stretches it can mean, the likeliest first; none where there is no such day.
        reading: how it was read, where there is one option.
    """

    start: int
    end: int
    options: tuple[Between, ...]
    reading: Reading = "day"


@attrs.frozen(weakref_slot=False)
class Custom:
    """What is customary where the words do not say.

    Attributes:
        day_first: True or False where somebody said which of 04/09 is the day, None where nobody did.
        year_from: the month (1 to 12) in which a year such as 2014-15 begins.
        prose: whether the text is prose, in which a bare year or a day without a year is no date.
    """

    day_first: bool | None = None
    year_from: int = 4
    prose: bool = False


_Built = tuple[Reading | Literal["each"], list[Between]] | None
"""A reading with its options; `each` where they are no options but several stretches, all of them meant."""
_Builder = Callable[[re.Match[str], Custom], _Built]


def plain(text: str) -> str:
    """Tell a text with its spaces, dashes and quotation marks made alike; line ends stay."""
    even = text.translate(_ALIKE)
    return re.sub(r"\n[ \n]{0,}", "\n", re.sub(r"[^\S\n]+", " ", even).replace(" \n", "\n")).strip()


_ALIKE = str.maketrans({"_": " ", "\0": " ", "\r": "\n", "‐": "-", "‑": "-", "—": "–", "−": "–", "’": "'", "‘": "'"})


# ---- stretches ----


def day_of(year: int, month: int, day: int) -> list[Between]:
    """Tell the stretch of one day, or nothing where there is no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return []
    return [Between(found, found)]


def months_of(year: int, month: int, length: int = 1) -> Between:
    """Tell the stretch of `length` whole months from `month`, which may be above 12."""
    ends = year * 12 + month - 1 + length - 1
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Between(date(year, month, 1), date(ends // 12, ends % 12 + 1, monthrange(ends // 12, ends % 12 + 1)[1]))


def year_of(text: str) -> int:
    """Tell the year written with four digits, with two, or with an apostrophe and two."""
    number = int(text.lstrip("'"))
    return number if number > 99 else number + (2000 if number <= PIVOT else 1900)


# ---- words ----

_MUTATED = {"fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12}
_MISSPELT = {"janurary": 1, "febuary": 2, "feburary": 2, "septmber": 9, "ocotber": 10, "novemeber": 11, "decemeber": 12}
_MONTH: dict[str, int] = {
    **{
        name.lower(): number
        for names in (*MONTHS.values(), *SHORT_MONTHS.values())
        for number, name in enumerate(names, 1)
    },
    "sept": 9,
    "chwe": 2,
    "gor": 7,
    **_MUTATED,
    **_MISSPELT,
}
_TERMS = {"autumn": (9, 4), "spring": (1, 3), "summer": (4, 5)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_M = "(?:" + "|".join(sorted(_MONTH, key=len, reverse=True)) + r")(?![a-z])"
_D = r"[0-9]{1,2}"
_TH = r"(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)?"
_Y4 = r"(?:19|20)[0-9]{2}(?!\w)"
_Y = rf"(?:{_Y4}|'?[0-9]{{2}}(?![\w:%]))"
_GAP = r"[\s\-–/.,]{0,3}"
_OPEN = r"(?<!\w)"
_TO = r"(?:\s?[-–/&]\s?|\s(?:to|and|or|until|till|a|i|hyd|neu)\s)"
_RUNS = re.compile(r"[-–]|\s(?:to|until|till|i|hyd)\s", re.IGNORECASE | re.ASCII)
_BETWEEN = re.compile(r"\b(?:between|rhwng)\s$", re.IGNORECASE | re.ASCII)
_TIME = r"(?:(?:t|,?\s)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?\s?(?:z|am|pm|[+-][0-9]{2}:?[0-9]{2})?)?"
_OWN = r"(?P<own>(?:financial|fiscal|academic|school|reporting|calendar)\syears?|fy)"
_CUES = (
    r"by|in|during|across|throughout|before|until|till|due|from|since|end(?:\sof)?|early|mid|middle\sof|late"
    r"|beginning\sof|start\sof|year|completed?|target|deadline|erbyn|yn|hyd|diwedd|dechrau|canol"
)
_CUED = re.compile(rf"(?:^|[\n(;:]|\b(?:{_CUES})(?:\sthe)?)[\s-]{{0,2}}$", re.IGNORECASE | re.ASCII)
_CLAUSE_ENDS = re.compile(r"\s?(?:$|[\n(),;:?]|[.\-–/](?![0-9]))", re.ASCII)
_NUMBERED = re.compile(
    r"\b(?:phase|stage|part|tier|level|group|objective|priority|action|item|no\.?|number|version|quarter|q)\s$",
    re.IGNORECASE | re.ASCII,
)


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 30) : match.start()]


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether the words around say that a bare year, or a day without one, is meant as a date."""
    before, after = (
        match.string[max(0, match.start() - 30) : match.start()],
        match.string[match.end() : match.end() + 3],
    )
    cued = _CUED.search(before)
    return cued is not None and (bool(cued[0].strip(" \n(;:-")) or _CLAUSE_ENDS.match(after) is not None)


# ---- builders, one a shape ----


def _iso(match: re.Match[str], custom: Custom) -> _Built:
    return "day", day_of(int(match[1]), int(match[3]), int(match[4]))


def _week(match: re.Match[str], custom: Custom) -> _Built:
    """`2025-W40`: from its Monday to its Sunday."""
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return "range", []
    return "range", [Between(monday, monday + _A_WEEK)]


def _numbers(match: re.Match[str], custom: Custom) -> _Built:
    """`04/09/08`: the day comes first in Britain, but no sheet says so; both readings stand until somebody does.

    With full stops, `06.07.16`, it is the British way of writing. That the year comes first with two digits is not
    thought of: nobody writes so here.
    """
    first, separator, second, written = int(match[1]), match[2], int(match[3]), match[4]
    if separator == "." and len(written) == 2 and custom.prose and len(match[1] + match[3]) < 4:
        return None
    year = year_of(written)
    british, american = day_of(year, second, first), day_of(year, first, second)
    order = True if separator == "." and custom.day_first is None else custom.day_first
    if order is None:
        return "day", british + [option for option in american if option not in british]
    return "day", (british or american) if order else (american or british)


def _days(match: re.Match[str], custom: Custom) -> _Built:
    """`28 June - 3 July 2012`, `1st to 5th June 2012`: the first day takes what it lacks from the second."""
    year, month = year_of(match["year"]), _MONTH[match["month"].lower()]
    month_before = _MONTH[match["first_month"].lower()] if match["first_month"] else month
    end = day_of(year, month, int(match["day"]))
    start = day_of(year - (month_before > month), month_before, int(match["first_day"]))
    if not start or not end or end[0].last < start[0].first:
        return "range", []
    return "range", [Between(start[0].first, end[0].last)]


def _day(match: re.Match[str], custom: Custom) -> _Built:
    month, year = _MONTH[match["month"].lower()], year_of(match["year"])
    if len(match["year"]) == 2 and not _stands_alone(match) and not _CLAUSE_ENDS.match(match.string, match.end()):
        return None  # "On 11 June 20 people came"
    if _NUMBERED.search(_before(match)):
        return "month", [months_of(year, month)]  # "Phase 2 March 2015"
    return "day", day_of(year, month, int(match["day"]))


def _months(match: re.Match[str], custom: Custom) -> _Built:
    """`June/July 2012`. Where the months fall, as in `Dec/Jan 2012`, the year may be that of either."""
    months = [_MONTH[name.lower()] for name in re.findall(_OPEN + _M, match["months"], re.IGNORECASE | re.ASCII)]
    year = year_of(match["year"])
    falls = sum(later <= earlier for earlier, later in pairwise(months))
    if falls > 1:
        return "range", []
    gaps = any(later > earlier + 1 for earlier, later in pairwise(months))
    if falls == 0 and gaps and not _RUNS.search(match["months"]) and not _BETWEEN.search(_before(match)):
        return "each", [months_of(year, month) for month in months]
    if falls == 0:
        return "range", [months_of(year, months[0], months[-1] - months[0] + 1)]
    length = months[-1] + 12 - months[0] + 1
    return "range", [months_of(year - 1, months[0], length), months_of(year, months[0], length)]


def _month(match: re.Match[str], custom: Custom) -> _Built:
    return "month", [months_of(year_of(match["year"]), _MONTH[match["month"].lower()])]


def _month_number(match: re.Match[str], custom: Custom) -> _Built:
    """`08/2021`, `2021-08`."""
    return "month", [months_of(int(match["year"]), int(match["month"]))]


def _month_and_two_digits(match: re.Match[str], custom: Custom) -> _Built:
    """`Sept 23`: September 2023, or the 23rd of a year that nobody said."""
    if custom.prose or not _stands_alone(match):
        return None
    month, number = _MONTH[match["month"].lower()], int(match["two"])
    if monthrange(2000, month)[1] < number <= 31:
        return "ambiguous", []  # "Sept 31" is a slip for another day far oftener than September 2031
    return "ambiguous" if 1 <= number <= 31 else "month", [months_of(year_of(match["two"]), month)]


def _quarter(match: re.Match[str], custom: Custom) -> _Built:
    """`Q3 2024`: of the calendar year, or of the financial year that begins in it. `Q3 2024/25` leaves no choice."""
    number = int(match["quarter"] or match["quarter_before"])
    year = int(match["year"] or match["year_before"])
    calendar = months_of(year, number * 3 - 2, 3)
    financial = months_of(year, custom.year_from + number * 3 - 3, 3)
    pair = match["pair"] or match["pair_before"]
    if pair:
        return ("quarter", [financial]) if int(pair[-1]) == (year + 1) % 10 else ("quarter", [])
    own = (match["own"] or "").lower()
    if own.startswith("calendar"):
        return "quarter", [calendar]
    return "quarter", list(dict.fromkeys((calendar, financial)))


def _year_pair(match: re.Match[str], custom: Custom) -> _Built:
    """`2012/13`, `2014-15`, `2014-5`: a year that runs over New Year. `2011-12` may be December 2011 as well."""
    own = (match["own"] or "").lower()
    if not own and not _stands_alone(match):
        return None
    first, dash, second = int(match["first"]), match["dash"], match["second"]
    begins = 9 if own.startswith(("academic", "school")) else custom.year_from
    last = int(str(first)[: 4 - len(second)] + second)
    if last <= first and len(second) < 4:
        last += 10 ** len(second)
    whole = months_of(first, begins, 12 * (last - first)) if 0 < last - first <= 10 else None
    if own or (whole and last == first + 1 and (dash != "-" or len(second) == 1)):
        return "year", [whole] if whole else []
    options = [whole] if whole else []
    if len(second) == 2 and 1 <= int(second) <= 12:
        if whole and last > first + 1:
            options = []  # `2006-09` is September far oftener than three years; both stand below
        options = [*options, months_of(first, int(second))]
        if whole and last > first + 1:
            options.append(whole)
        return "month", options
    if whole and (last > first + 1 or len(second) == 4):
        options.append(months_of(first, 1, 12 * (last - first + 1)))
    return "range", options


def _own_year(match: re.Match[str], custom: Custom) -> _Built:
    """`FY 2024`, `academic year 2024`: named by the year in which it begins, or by that in which it ends."""
    own, year = match["own"].lower(), int(match["year"])
    if own.startswith("calendar"):
        return "year", [months_of(year, 1, 12)]
    begins = 9 if own.startswith(("academic", "school")) else custom.year_from
    return "year", [months_of(year, begins, 12), months_of(year - 1, begins, 12)]


def _term(match: re.Match[str], custom: Custom) -> _Built:
    """`Autumn term 2024`, `spring term 2024/25`.

    Source:
        The days on which terms are taken to begin for early years and starting school: 1 January, 1 April and
        1 September. Recalled, not verified; a school's own term is shorter and lies within.
    """
    begins, length = _TERMS[match["term"].lower()]
    return "range", [months_of(int(match["year"]) + (1 if match["pair"] and begins < 9 else 0), begins, length)]


def _season(match: re.Match[str], custom: Custom) -> _Built:
    """`Spring 2024`: the three months, or the school's term. `Winter 2024`: the one that ends in it or begins in it."""
    name, year = match["season"].lower(), int(match["year"])
    if name == "winter":
        return "range", [months_of(year, 12, 3), months_of(year - 1, 12, 3)]
    return "range", [months_of(year, _SEASONS[name], 3), months_of(year, *_TERMS[name])]


def _feast(match: re.Match[str], custom: Custom) -> _Built:
    name, year = match["feast"].lower(), int(match["year"])
    if name in ("easter", "pasg"):
        found = easter(year)
        return "day", [Between(found, found)]
    return "day", day_of(year, 12, 24 if match["eve"] else 25)


def _year(match: re.Match[str], custom: Custom) -> _Built:
    if not _stands_alone(match):
        return None
    return "year", [months_of(int(match["year"]), 1, 12)]


def _shape(pattern: str, build: _Builder) -> tuple[str, _Builder]:
    return _OPEN + pattern, build


_PAIR = r"[/–-](?:20)?[0-9]{2}(?!\w)"
NUMBERS = re.compile(
    rf"(?:(?<![\w./-])|(?<=[/.][0-9]{{4}}-)|(?<=[/.][0-9]{{2}}-))"
    rf"([0-9]{{1,2}})\s?([/.-])\s?([0-9]{{1,2}})\s?\2\s?([0-9]{{4}}|[0-9]{{2}}){_TIME}(?!\w|\2[0-9])",
    re.IGNORECASE | re.ASCII,
)
"""A date in numbers with the year last, such as `04/09/08`."""

_SHAPES: tuple[tuple[str, _Builder], ...] = (
    _shape(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}(?!\w)", _iso),
    _shape(r"([0-9]{4})-?w([0-9]{2})(?!\w)", _week),
    (NUMBERS.pattern, _numbers),
    _shape(
        rf"(?P<first_day>{_D}){_TH}(?:\s(?:of?\s)?(?P<first_month>{_M}))?{_TO}(?:the\s)?"
        rf"(?P<day>{_D}){_TH}{_GAP}(?:of?\s)?(?P<month>{_M})\.?{_GAP}(?P<year>{_Y})",
        _days,
    ),
    _shape(rf"(?P<day>{_D}){_TH}{_GAP}(?:of?\s)?(?P<month>{_M})\.?{_GAP}(?P<year>{_Y}){_TIME}", _day),
    _shape(rf"(?P<month>{_M})\.?[\s-]?(?P<day>{_D}){_TH},?\s(?P<year>{_Y4}){_TIME}", _day),
    _shape(rf"(?P<months>{_M}\.?(?:(?:{_TO}|\s?,\s?){_M}\.?){{1,11}}){_GAP}(?P<year>{_Y4}|'[0-9]{{2}}(?!\w))", _months),
    _shape(rf"(?P<month>{_M})\.?{_GAP}(?:of\s)?(?P<year>{_Y4}|'[0-9]{{2}}(?!\w))", _month),
    _shape(rf"(?P<month>{_M})\.?[\s/-]{{0,3}}(?P<two>[0-9]{{2}})(?![\w:%]|[/.-][0-9])", _month_and_two_digits),
    _shape(
        rf"(?<![/&-])(?:(?:q|qtr|quarter)\.?\s?(?P<quarter>[1-4])(?:\s(?:of|in))?[\s,/-]{{0,3}}(?:(?:the\s)?{_OWN}\s)?"
        rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<pair>{_PAIR})?"
        rf"|(?P<year_before>(?:19|20)[0-9]{{2}})(?P<pair_before>{_PAIR})?[\s,-]{{0,3}}(?:q|qtr|quarter)\.?\s?"
        rf"(?P<quarter_before>[1-4]))(?!\w)",
        _quarter,
    ),
    _shape(
        rf"(?P<term>autumn|spring|summer)\sterm,?\s(?:of\s)?(?P<year>(?:19|20)[0-9]{{2}})(?P<pair>{_PAIR})?(?!\w)",
        _term,
    ),
    _shape(
        rf"(?<![/&-])(?P<season>spring|summer|autumn|winter)[\s,/-]{{1,2}}(?:of\s)?(?P<year>{_Y4})(?!\s?[/–-]\s?[0-9])",
        _season,
    ),
    _shape(
        rf"(?P<feast>christmas|xmas|easter|nadolig|pasg)(?:\s(?:day|sunday|(?P<eve>eve)))?,?\s(?P<year>{_Y4})", _feast
    ),
    _shape(r"(?P<month>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<year>(?:19|20)[0-9]{2})(?!\w|[/.-][0-9])", _month_number),
    _shape(
        rf"(?:{_OWN}\s)?(?P<first>(?:19|20)[0-9]{{2}})\s?(?P<dash>[/–-])\s?(?P<second>[0-9]{{4}}|[0-9]{{1,2}})"
        r"(?!\w|[/.-][0-9])",
        _year_pair,
    ),
    _shape(rf"{_OWN}\s(?P<first>20[0-9]{{2}})(?P<dash>)(?P<second>[0-9]{{2}})(?!\w)", _year_pair),
    _shape(rf"{_OWN}\s?(?P<year>{_Y4})", _own_year),
    _shape(rf"(?P<year>{_Y4})(?!\s?[/–-]\s?[0-9]|[.,][0-9])", _year),
)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], _Builder], ...]:
    """The shapes made ready, when the first text is read: it takes a tenth of a second that many a run never needs."""
    return tuple((re.compile(pattern, re.IGNORECASE | re.ASCII), build) for pattern, build in _SHAPES)


# ---- words before a mention that say which part of it is meant ----

_BEFORE = re.compile(
    r"\b(?:(?P<week>w/?c|w/b|week\s(?:commencing|beginning)|wythnos\syn\sdechrau)|(?P<week_ends>w/e|week\sending)"
    r"|(?P<year_ends>year\s(?:ending|ended|to))|(?P<end>(?:the\s)?end(?:\sof)?|diwedd)"
    r"|(?P<vague>early|mid|middle\sof|late|beginning\sof|start\sof|dechrau|canol))"
    r"[\s-]{0,3}(?:on\s)?(?:the\s)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?$",
    re.IGNORECASE | re.ASCII,
)
_A_WEEK = timedelta(days=6)


def _narrowed(mention: Mention, text: str) -> Mention:
    """Take in what stands before: the end of a month is its last day, a week begins or ends, `early` narrows nothing.

    `Early 2024` stays the whole year: nobody has said where early ends, and every meaning of it lies within.
    """
    tail = max(0, mention.start - 40)
    match = _BEFORE.search(text[tail : mention.start])
    if match is None or not mention.options:
        return mention
    start, options, reading = tail + match.start(), mention.options, mention.reading
    if match["week"] or match["week_ends"]:
        if reading == "day":
            weeks = [
                (at.first, at.first + _A_WEEK) if match["week"] else (at.first - _A_WEEK, at.first) for at in options
            ]
            options, reading = tuple(Between(*week) for week in weeks), "range"
    elif match["year_ends"]:
        options, reading = tuple(Between(_year_before(at.last), at.last) for at in options), "year"
    elif match["end"] and reading in ("month", "quarter", "year"):
        options, reading = tuple(Between(at.last, at.last) for at in options), "day"
    return Mention(start, mention.end, options, reading)


def _year_before(last: date) -> date:
    """The first day of the year that ends with `last`: 1 April 2023 for 31 March 2024."""
    return add_months(last + timedelta(days=1), -12)


def mentions(text: str, custom: Custom) -> tuple[list[Mention], str]:
    """Find the dates in a text that went through `plain`, in the order of the text.

    Returns:
        The mentions, and the text with them blanked out (each character of theirs a NUL, the places unchanged).
    """
    if not any("0" <= letter <= "9" for letter in text):
        return [], text
    found: list[Mention] = []
    rest = text
    for pattern, build in _shapes():

        def take(match: re.Match[str], build: _Builder = build) -> str:
            built = build(match, custom)
            if built is None:
                return match[0]
            reading, stretches = built
            if reading == "each":
                found.extend(Mention(match.start(), match.end(), (at,), "month") for at in stretches)
            else:
                found.append(Mention(match.start(), match.end(), tuple(stretches), reading))
            return "\0" * len(match[0])

        rest = pattern.sub(take, rest)
    found.sort(key=lambda mention: mention.start)
    return [_narrowed(mention, rest) for mention in found], rest
