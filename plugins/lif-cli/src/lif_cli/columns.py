"""Columns: a table as plain lines, for a pipe or a file; on a terminal rich draws it, and takes its time to start."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

BETWEEN = 2
"""Blanks between two columns."""
NARROWEST = 2
"""No column is narrower, so that any one letter has room in it."""
_WORD = re.compile(r"\s*\S+\s*")


def columns(rows: Sequence[Sequence[str]], width: int, whole: Collection[int] = ()) -> Iterator[str]:
    """Tell the lines of a table.

    Args:
        rows: the cells of each row, the headings first.
        width: how wide the table may be.
        whole: columns, counted from 0, whose cells are never broken: where the others cannot give way the table is
            wider than it may be.
    """
    widest = [max(map(_widest_line, cells)) for cells in zip(*rows, strict=True)]
    widths = _narrowed(widest, width - BETWEEN * (len(widest) - 1), whole)
    for row in rows:
        broken = [list(_broken(cell, wide)) for cell, wide in zip(row, widths, strict=True)]
        for line in zip_longest(*broken, fillvalue=""):
            padded = (part + " " * (wide - _width(part)) for part, wide in zip(line, widths, strict=True))
            yield (" " * BETWEEN).join(padded).rstrip()


def _narrowed(widest: Sequence[int], width: int, whole: Collection[int]) -> list[int]:
    """Tell how wide each column is where together they may be so wide: the widest that may be broken give way."""
    widths = list(widest)
    while sum(widths) > width:
        wide = max((one for place, one in enumerate(widths) if place not in whole), default=NARROWEST)
        if wide <= NARROWEST:
            break
        giving = [place for place, one in enumerate(widths) if one == wide and place not in whole]
        for place in giving[: sum(widths) - width]:
            widths[place] -= 1
    return widths


def _broken(cell: str, width: int) -> Iterator[str]:
    """Break a cell between its words, and within those that are wider than the column."""
    for said in cell.expandtabs(8).split("\n"):
        line = ""
        for word in _WORD.findall(said) or [""]:
            if line and _width(line) + _width(word.rstrip()) > width:
                yield line.rstrip()
                line = ""
            *pieces, line = _pieces(line + word, width)
            yield from pieces
        yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """Cut text that is wider than a column; blanks behind it do not count."""
    while _width(text.rstrip()) > width:
        fits = next(end for end in range(len(text), 0, -1) if _width(text[:end]) <= width or end == 1)
        yield text[:fits]
        text = text[fits:]
    yield text


def _widest_line(cell: str) -> int:
    return max(map(_width, cell.expandtabs(8).split("\n")))


def _width(text: str) -> int:
    """Tell how many columns of a screen text takes."""
    if text.isascii():
        return len(text)
    return sum(_of_letter(letter) for letter in text)


def _of_letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
