"""Identifiers: whether the cells of a column look as if they identified people."""

import re
from collections.abc import Sequence

ENOUGH = 2
"""So many cells must look alike before a column is refused for its content."""
SHARE = 0.5
"""And so much of the cells that hold something."""

_NHS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
_UPN = re.compile(r"[A-Z]\d{11}[\dA-Z]")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,100}(\.[^@\s.]{1,60}){1,5}")
_PHONE = re.compile(r"(\+44|0)[ -]?\d{2,5}[ -]?\d{3,4}[ -]?\d{3,4}")
_STREET = re.compile(
    r"\d{1,4}[a-z]?,? [a-z' -]{2,40}\b(road|street|avenue|lane|close|drive|way|court|crescent|"
    r"place|terrace|gardens|grove)\b",
    re.IGNORECASE,
)
_NI = re.compile(r"[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]")


def is_nhs_number(text: str) -> bool:
    """Tell whether a text is an NHS number: ten digits, of which the last checks the others (modulus 11)."""
    if not _NHS.fullmatch(text):
        return False
    digits = [int(sign) for sign in text if sign.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def sort_of(text: str) -> str:
    """Tell what sort of identifier a whole cell is, such as `NHS numbers`; empty where it is none."""
    text = text.strip()
    if not 5 <= len(text) <= 120:
        return ""
    if is_nhs_number(text):
        return "NHS numbers"
    for pattern, sort in (
        (_UPN, "unique pupil numbers"),
        (_POSTCODE, "addresses"),
        (_EMAIL, "e-mail addresses"),
        (_PHONE, "phone numbers"),
        (_NI, "numbers of a person"),
    ):
        if pattern.fullmatch(text):
            return sort
    return "addresses" if _STREET.match(text) else ""


def sort_of_column(texts: Sequence[str]) -> str:
    """Tell what sort of identifiers a column holds; empty where too few of its cells look like any."""
    held = [text for text in texts if text]
    found = [sort for text in held if (sort := sort_of(text))]
    if len(found) < ENOUGH or len(found) < SHARE * len(held):
        return ""
    return max(dict.fromkeys(found), key=found.count)


_WITHIN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")


def identifies(text: str) -> bool:
    """Tell whether a text that somebody wrote is an identifier of a person, or has an NHS number in it."""
    return bool(sort_of(text)) or any(is_nhs_number(match[0]) for match in _WITHIN.finditer(text))
