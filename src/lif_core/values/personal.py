"""Personal: what in a free text looks as if it could tell who somebody is. It cannot be relied on, and says so.

Two sorts are told apart. An identifier (an NHS number, an e-mail address) is told by its form and is refused where
comments or sheets come from outside. A hint (two capitalised words, an age, a street) may be anything: it is only
warned about. Neither ever repeats the words that were found.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

CAUTION = (
    "This is a search for a few forms only: it cannot be relied on, and a text without a warning may still say who "
    "somebody is."
)
"""What has to stand beside every warning of this sort."""

_SHORTEST, _LONGEST = 5, 120
"""So many signs has a text that is an identifier as a whole: a short postcode, a long e-mail address."""


def _has_check_digit(text: str) -> bool:
    """Tell whether the last of ten digits checks the others (modulus 11)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


class Form(NamedTuple):
    """One sort of identifier, and how it is written.

    Attributes:
        words: what it is called where it stands in a text, such as `a postcode`.
        column: what a column full of it holds, such as `addresses`.
        within: how it stands among other words. Letters are capitals: "q1 2nd draft" is no postcode.
        whole: how it is written where nothing stands beside it: looser, and in any case of letters.
        checks: what else must be true of it.
    """

    words: str
    column: str
    within: re.Pattern[str]
    whole: re.Pattern[str]
    checks: Callable[[str], bool]

    def stands_in(self, text: str) -> bool:
        """Tell whether it stands somewhere in a text."""
        return any(self.checks(found[0]) for found in self.within.finditer(text))

    def is_all_of(self, text: str) -> bool:
        """Tell whether it is the whole of a text."""
        return self.whole.fullmatch(text) is not None and self.checks(text)


def _form(
    words: str,
    column: str,
    shape: str,
    looser: str = "",
    bounds: tuple[str, str] = (r"\b", r"\b"),
    checks: Callable[[str], bool] = lambda text: True,
) -> Form:
    """Make a form of the shape it has among words, of a looser one it may have alone, and of what bounds the first."""
    first, last = bounds
    whole = f"(?:{shape})|(?:{looser})" if looser else shape
    return Form(words, column, re.compile(f"{first}(?:{shape}){last}"), re.compile(whole, re.IGNORECASE), checks)


_NHS = _form(
    "an NHS number",
    "NHS numbers",
    r"\d{3}[ -]?\d{3}[ -]?\d{4}",
    bounds=(r"(?<!\d)", r"(?!\d)"),
    checks=_has_check_digit,
)
FORMS: tuple[Form, ...] = (
    _NHS,
    _form(
        "an e-mail address",
        "e-mail addresses",
        r"[^@\s<>]{1,64}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,5}",
        r"[^@\s]{1,64}@[^@\s.]{1,100}(?:\.[^@\s.]{1,60}){1,5}",
        bounds=("", ""),
    ),
    _form(
        "a phone number",
        "phone numbers",
        r"(?:\+44 ?\(?0?\)?|0)(?:[ -]?\d){9,10}",
        r"(?:\+44|0)[ -]?\d{2,5}[ -]?\d{3,4}[ -]?\d{3,4}",
        bounds=(r"(?<![\d+])", r"(?!\d)"),
    ),
    _form("a unique pupil number", "unique pupil numbers", r"[A-Z]\d{11}[\dA-Z]"),
    _form("a national insurance number", "numbers of a person", r"[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"),
    _form(
        "a postcode",
        "addresses",
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}",
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    ),
    _form(
        "a date of birth",
        "dates of birth",
        r"(?i:(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b\W{0,3}(?:the )?"
        r"(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{2,4}))",
        bounds=(r"\b", ""),
    ),
)
"""Every sort of identifier that is known by its form: the one table, for free text and for whole cells."""

_SIGNS = re.compile(r"[\d@]")
"""No identifier is without one of these; most of what people write is, and every text that is written is looked at."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TWO_NAMES = re.compile(
    rf"(?<![.!?:;]\s)(?<!^)(?<!\n)\b(?!(?:{_MONTHS}|{_WEEKDAYS})\b)([A-Z][a-z'’-]{{1,30}}) "
    rf"(?!(?:{_MONTHS}|{_WEEKDAYS})\b)([A-Z][a-z'’-]{{1,30}})\b"
)
_AT_THE_START = re.compile(r"(?:^|[.!?:;]\s+|\n)([A-Z][a-z'’-]{1,30}) ([A-Z][a-z'’-]{1,30})\b")
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Prof|PC|DC|DS|DI|Sgt)\.? [A-Z][a-z'’-]+")
_BODY_WORDS = """
action adult agency audit authority board care centre chair child children childrens city college committee council
county court department designated director district east education executive family first foundation general
government group head health home hospital house housing improvement independent integrated justice lead learning
local manager mental ministry national north nurse nursery office officer panel partner partnership police practice
primary probation protection public quality rapid region report review royal safeguarding school schools scrutineer
secondary section senior service services social south strategic street sub team together training trust unit
university voluntary west working worker workers youth
"""
_OF_BODIES = frozenset(_BODY_WORDS.split())
_A_DAY = rf"\b(\d{{1,2}}(st|nd|rd|th)? ({_MONTHS})|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("the age of somebody", re.compile(r"\b(aged? (of )?\d{1,2}\b|\d{1,2}[ -](year|month|week)s?[ -]old\b)", re.I)),
    ("a birth", re.compile(r"\bborn\b", re.IGNORECASE)),
    (
        "a street",
        re.compile(
            r"\b([A-Z][a-z'’-]+ (Road|Street|Avenue|Lane|Close|Drive|Way|Crescent|Place|Terrace|Gardens|Grove)\b"
            r"|(lives|lived|living) (at|in|on)\b)"
        ),
    ),
    (
        "a hospital and a date",
        re.compile(
            rf"\b(hospital|infirmary)\b.{{0,80}}?{_A_DAY}|{_A_DAY}.{{0,80}}?\b(hospital|infirmary)\b", re.IGNORECASE
        ),
    ),
    ("who somebody is to a child", re.compile(r"\bmy (son|daughter|child|nephew|niece|brother|sister|pupil)\b", re.I)),
)


_NUMBERED = ("the age of somebody", "a hospital and a date")
"""Hints that hold a number."""


def is_nhs_number(text: str) -> bool:
    """Tell whether a text is an NHS number: ten digits, of which the last checks the others (modulus 11)."""
    return _NHS.is_all_of(text)


def has_nhs_number(text: str) -> bool:
    """Tell whether an NHS number stands somewhere in a text."""
    return _NHS.stands_in(text)


def form_of(text: str) -> Form | None:
    """Give the form of which a text as a whole is an identifier, such as a cell that is a postcode; None where none."""
    text = text.strip()
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    return next((form for form in FORMS if form.is_all_of(text)), None)


def identifiers_in(text: str) -> tuple[str, ...]:
    """Tell which sorts of identifiers stand in a text, or are all of it, such as `an NHS number`; never themselves."""
    if not _SIGNS.search(text):
        return ()
    alone = form_of(text)
    return tuple(form.words for form in FORMS if form is alone or form.stands_in(text))


def hints_in(text: str) -> tuple[str, ...]:
    """Tell what in a text might say who somebody is, such as `a name`; never the words. It cannot be relied on."""
    return tuple(dict.fromkeys(_hints(text)))


def _hints(text: str) -> Iterator[str]:
    pairs = (found for pattern in (_TWO_NAMES, _AT_THE_START) for found in pattern.finditer(text))
    if _TITLE.search(text) or any(not _speaks_of_a_body(pair[1], pair[2]) for pair in pairs):
        yield "a name"
    has_digits = _SIGNS.search(text) is not None
    for sort, pattern in _HINTS:
        if (has_digits or sort not in _NUMBERED) and pattern.search(text):
            yield sort


def _speaks_of_a_body(*words: str) -> bool:
    return any(word.casefold().replace("’", "'").removesuffix("'s").rstrip("'") in _OF_BODIES for word in words)


def listed(sorts: tuple[str, ...]) -> str:
    """Tell sorts in a row for a sentence: `a name, a street and an age`."""
    return sorts[0] if len(sorts) == 1 else f"{', '.join(sorts[:-1])} and {sorts[-1]}"
