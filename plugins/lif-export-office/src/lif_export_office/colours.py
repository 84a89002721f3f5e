"""Colours: what stands behind a letter. Each has black or white letters on it that can be read (WCAG AA)."""

from collections.abc import Mapping

FILLS: Mapping[str, tuple[str, str]] = {
    "red": ("C00000", "FFFFFF"),
    "amber": ("FFC000", "000000"),
    "green": ("A9D08E", "000000"),
    "blue": ("1F4E79", "FFFFFF"),
    "grey": ("D9D9D9", "000000"),
    "yellow": ("FFFF99", "000000"),
    "white": ("FFFFFF", "000000"),
    "purple": ("5B2C83", "FFFFFF"),
}
"""By colour word, the fill and the letters on it; a colour without an entry is told by its letter alone."""

HEAD = ("1F3864", "FFFFFF")
"""Fill and letters of headings."""
ADDED_HEAD = ("BFBFBF", "000000")
"""Fill and letters of the headings of columns that are ours, beside those of readers who know their own sheet."""
ADDED = ("F2F2F2", "000000")
"""Fill and letters of the cells below them."""
OPEN = ("FFF9E5", "000000")
"""Fill and letters of cells to be filled in."""
