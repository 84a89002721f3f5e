"""Cleaning: text as an Office file can hold it."""

import re

LONGEST = 32_767
"""Most characters that one cell of a workbook may hold."""
CUT = " ... [cut]"
"""What stands at the end of a text that was too long for its cell."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Give a text without the characters that XML cannot hold; line ends as one sort."""
    return _FORBIDDEN.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """Give a text as one cell of a workbook can hold it, saying so where it had to be cut."""
    cleaned = text if text.isprintable() else clean(text)
    return cleaned if len(cleaned) <= LONGEST else cleaned[: LONGEST - len(CUT)] + CUT
