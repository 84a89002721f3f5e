"""Personal: what in a free text looks as if it could tell who somebody is. It cannot be relied on, and says so.

Two sorts are told apart. An identifier (an NHS number, an e-mail address) is told by its form and is refused where
comments come from outside. A hint (two capitalised words, an age, a street) may be anything: it is only warned about.
Neither ever repeats the words that were found.
"""

import re
from collections.abc import Iterator

CAUTION = (
    "This is a search for a few forms only: it cannot be relied on, and a text without a warning may still say who "
    "somebody is."
)
"""What has to stand beside every warning of this sort."""

_NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
_IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"[^@\s<>]{1,64}@[A-Za-z0-9-]{1,60}(\.[A-Za-z0-9-]{1,60}){1,5}")),
    ("a phone number", re.compile(r"(?<![\d+])(\+44 ?\(?0?\)?|0)(?:[ -]?\d){9,10}(?!\d)")),
    ("a unique pupil number", re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b")),
    ("a national insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")),
    (
        "a date of birth",
        re.compile(
            r"\b(d\.?o\.?b\.?|date of birth|born( on)?)\b\W{0,3}(the )?"
            r"(\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}(st|nd|rd|th)? [A-Za-z]{3,9} \d{2,4})",
            re.IGNORECASE,
        ),
    ),
)
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


def is_nhs_number(text: str) -> bool:
    """Tell whether a text is an NHS number: ten digits, of which the last checks the others (modulus 11)."""
    if not _NHS.fullmatch(text):
        return False
    digits = [int(sign) for sign in text if sign.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def identifiers_in(text: str) -> tuple[str, ...]:
    """Tell which sorts of identifiers stand in a text, such as `an NHS number`; never the identifiers."""
    return tuple(dict.fromkeys(_identifiers(text)))


def _identifiers(text: str) -> Iterator[str]:
    if any(is_nhs_number(found[0]) for found in _NHS.finditer(text)):
        yield "an NHS number"
    for sort, pattern in _IDENTIFIERS:
        if pattern.search(text):
            yield sort


def hints_in(text: str) -> tuple[str, ...]:
    """Tell what in a text might say who somebody is, such as `a name`; never the words. It cannot be relied on."""
    return tuple(dict.fromkeys(_hints(text)))


def _hints(text: str) -> Iterator[str]:
    pairs = (found for pattern in (_TWO_NAMES, _AT_THE_START) for found in pattern.finditer(text))
    if _TITLE.search(text) or any(not _speaks_of_a_body(pair[1], pair[2]) for pair in pairs):
        yield "a name"
    for sort, pattern in _HINTS:
        if pattern.search(text):
            yield sort


def _speaks_of_a_body(*words: str) -> bool:
    return any(word.casefold().replace("’", "'").removesuffix("'s").rstrip("'") in _OF_BODIES for word in words)


def listed(sorts: tuple[str, ...]) -> str:
    """Tell sorts in a row for a sentence: `a name, a street and an age`."""
    return sorts[0] if len(sorts) == 1 else f"{', '.join(sorts[:-1])} and {sorts[-1]}"
