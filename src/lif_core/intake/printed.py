"""Printed: what short texts of a sheet are as they are printed: years, numbers, line numbers, headlines, keys."""

import re
from collections.abc import Mapping

_PERIOD = re.compile(
    r"((financial|academic|reporting) year )?(19|20)\d\d( ?[-/–] ?(\d{4}|\d{1,2}))?|q(uarter )?[1-4]( .{0,12})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[£$]?-?\d[\d,]*(\.\d+)?%?")
_HEADLINE = re.compile(r"(\d[\d,]*(?:\.\d+)?%?) +([^\W\d_].{1,120})", re.DOTALL)
_KEY = re.compile(r"([A-Za-z]|\d{1,2})(?:\s*[-–=:.)]\s*|\s+)(\S.*)", re.DOTALL)
_PIECES = re.compile(r"\s*[;,\n]\s*")
_REF = re.compile(r"[A-Za-z]{0,6}[ ./-]{0,2}\d{1,5}([./-]?\d{1,5}){0,3}[a-z]?[.)]?|[ivxIVX]{1,5}[.)]?|[A-Za-z][.)]?")
_NOTE = re.compile(r"(n\.? ?b\b|notes?\b|key\b|source\b|please note|\*|legend\b|footnote)", re.IGNORECASE)


def is_period(text: str) -> bool:
    """Tell whether a text is the name of a year or quarter, such as `2014-15`."""
    return bool(_PERIOD.fullmatch(text.strip()))


def is_number(text: str) -> bool:
    """Tell whether a text is a number as people print it, such as `1,547`."""
    return bool(_NUMBER.fullmatch(text.strip()))


def is_ref(text: str) -> bool:
    """Tell whether a text can be a line's own number, such as `3.`, `B07` or `2024-017`."""
    return bool(_REF.fullmatch(text.strip()))


def headline_of(text: str) -> tuple[str, str] | None:
    """Tell number and words of a figure that stands alone, such as `90 learning events`."""
    match = _HEADLINE.fullmatch(text)
    return (match[1], match[2].strip()) if match else None


def key_of(text: str) -> Mapping[str, str]:
    """Tell the grades that a line of a key explains: `1 Fully Achieved`, or `G = on track; R = late`."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    several = [_KEY.fullmatch(piece) for piece in pieces] if "=" in text and len(pieces) > 1 else []
    found = several if several and all(several) else [_KEY.fullmatch(text)]
    return {match[1].upper(): match[2].strip() for match in found if match}


def is_note(text: str) -> bool:
    """Tell whether a text begins as notes and keys do: `NB`, `Note`, `Key`, `Source`, `*`."""
    return bool(_NOTE.match(text))
