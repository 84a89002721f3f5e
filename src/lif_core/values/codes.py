"""Codes: what pairs two answers of one person without telling who it is. They are drawn at random, never made up."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from lif_core.values.personal import form_of
from lif_core.values.saying import SHORT_MONTHS

Choose = Callable[[int], int]
"""Given a number of possibilities, chooses one of them at random, counted from 0: `secrets.randbelow`."""

_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
_LENGTH = 8  # letter and digit in turn: never a word, never the digits of a day
_HELD = re.compile(r"[^\W\d_]+|\d+")
_INITIALS = 4
_MONTHS = frozenset(month.casefold() for month in SHORT_MONTHS["en"])


def draw_codes(count: int, choose: Choose, known: Collection[str] = ()) -> tuple[str, ...]:
    """Draw codes at random, each different from all others and from those known.

    A code is handed to whoever comes, who writes it on both sheets. Nobody keeps a list of who has which.

    Raises:
        ValueError: fewer than none are asked for.
    """
    if count < 0:
        raise ValueError("Codes are counted from none upwards: ask for a number of them.")
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        code = "".join(_signs(choose))
        if code not in known:
            drawn[code] = None
    return tuple(drawn)


def _signs(choose: Choose) -> Iterator[str]:
    for place in range(_LENGTH):
        signs = _DIGITS if place % 2 else _LETTERS
        yield signs[choose(len(signs))]


def tells_of_a_person(code: str) -> bool:
    """Tell whether a code looks as if it were made of a name, initials, a birthday, a place or a way to be reached.

    Source:
        Our own choice, not verified: a code made from a birthday or initials tells who somebody is to whoever knows
        them. How such codes are known is our reading too, and it errs on the side of refusing.
    """
    text = code.strip()
    if "@" in text or form_of(text.replace("-", " ")):
        return True
    parts = _HELD.findall(text)
    words = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    if words and not numbers:
        return True  # a name, or initials
    together = "".join(numbers)
    if len(together) > 8 and not words:
        return True  # a telephone number, or one of an office
    if not _reads_as_day(together) and not any(word.casefold()[:3] in _MONTHS for word in words):
        return False
    return not words or len("".join(words)) <= _INITIALS or any(word.casefold()[:3] in _MONTHS for word in words)


def _reads_as_day(digits: str) -> bool:
    """Whether digits can be a day of a month, with or without a year, in any order in which people write one."""
    if len(digits) == 4:
        pairs = (int(digits[:2]), int(digits[2:]))
        return _is_day(2000, *pairs) or _is_day(2000, *pairs[::-1]) or digits[:2] in ("19", "20")
    if len(digits) == 6:
        first, middle, last = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        return (
            _is_day(2000 + last, middle, first)
            or _is_day(2000 + last, first, middle)
            or _is_day(2000 + first, middle, last)
        )
    if len(digits) == 8:
        written = ((digits[4:], digits[2:4], digits[:2]), (digits[4:], digits[:2], digits[2:4]))
        every = (*written, (digits[:4], digits[4:6], digits[6:]))
        return any(1900 <= int(year) <= 2099 and _is_day(int(year), int(month), int(day)) for year, month, day in every)
    return False


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
