"""Identifiers: whether the cells of a column look as if they identified people.

What an identifier looks like stands in `lif_core.values.personal`; here, that a cell or a column is one.
"""

import re
from collections.abc import Sequence

from lif_core.values.personal import form_of, has_nhs_number

ENOUGH = 2
"""So many cells must look alike before a column is refused for its content."""
SHARE = 0.5
"""And so much of the cells that hold something."""

_STREET = re.compile(
    r"\d{1,4}[a-z]?,? [a-z' -]{2,40}\b(road|street|avenue|lane|close|drive|way|court|crescent|"
    r"place|terrace|gardens|grove)\b",
    re.IGNORECASE,
)


def sort_of(text: str) -> str:
    """Tell what sort of identifier a whole cell is, such as `NHS numbers`; empty where it is none."""
    text = text.strip()
    form = form_of(text)
    if form is not None:
        return form.column
    return "addresses" if 5 <= len(text) <= 120 and _STREET.match(text) else ""


def sort_of_column(texts: Sequence[str]) -> str:
    """Tell what sort of identifiers a column holds; empty where too few of its cells look like any."""
    held = [text for text in texts if text]
    found = [sort for text in held if (sort := sort_of(text))]
    if len(found) < ENOUGH or len(found) < SHARE * len(held):
        return ""
    return max(dict.fromkeys(found), key=found.count)


def identifies(text: str) -> bool:
    """Tell whether a text that somebody wrote is an identifier of a person, or has an NHS number in it."""
    return bool(sort_of(text)) or has_nhs_number(text)
