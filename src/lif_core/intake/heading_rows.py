"""Heading rows: which rows of a sheet head a table, and the columns they name."""

import re
from collections.abc import Callable, Sequence

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.grid import Grid, one_line, words
from lif_core.intake.headings import LONGEST_HEADING, LONGEST_SLIP, NAMING, exact_field, forbidden
from lif_core.intake.printed import is_number, is_period

FieldOf = Callable[[str], str]
"""Tells the field that a heading names, under a mapping."""


ENOUGH = 3
"""So many known headings in one row are no chance, where they are half of it."""

_LOOKED_AT = 20
_SIGNS = re.compile(r"\d|:$")
_FIGURE = re.compile(
    r"\d{1,4}[a-z]?[.)]?|[\d.,%£]+|\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{4}-\d{2}-\d{2}.*", re.IGNORECASE
)
"""A number, an amount or a day."""


@attrs.frozen(weakref_slot=False)
class Column:
    """A column of a table.

    Attributes:
        number: 1 for column A.
        heading: its heading; empty where it has none.
        group: the heading above the heading, where there are two rows of them.
    """

    number: int
    heading: str = ""
    group: str = ""


@attrs.frozen(weakref_slot=False)
class Header:
    """One heading of a table.

    Attributes:
        rows: its rows; two where one groups the headings of the other.
        columns: the columns it heads.
        matrix: whether it heads a table of numbers by period and body.
    """

    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    matrix: bool = False


def headers_of(grid: Grid, field: FieldOf, header: int | None) -> dict[int, Header]:
    """Find the heading rows of a sheet: by their first row.

    Args:
        grid: the sheet.
        field: tells the field that a heading names.
        header: number of the only heading row, 0 for none; left out, headings are looked for.
    """
    if header == 0:
        return {}
    found = _headers(grid, field, header)
    if not found and header is None and (row := _unread_headings(grid)) is not None:
        found = _headers(grid, field, row)
    return found


def _headers(grid: Grid, field: FieldOf, header: int | None) -> dict[int, Header]:
    found: dict[int, Header] = {}
    taken = 0
    numbers = grid.numbers
    for at, row in enumerate(numbers):
        if row <= taken or (header is not None and row != header):
            continue
        below = numbers[at + 1] if at + 1 < len(numbers) else None
        matrix = _is_matrix(grid, row, below)
        if header is None and not matrix and not _is_heading_row(grid, row, field, first=not found, below=below):
            continue
        rows = [row]
        above = numbers[at - 1] if at else None
        if above is not None and above > taken and _is_group_row(grid, above, row):
            rows.insert(0, above)
        elif below is not None and _is_lower_heading(grid, row, below, field):
            rows.append(below)
        made = Header(tuple(rows), _columns(grid, rows), matrix)
        taken = rows[-1]
        found[rows[0]] = made
    return found


def texts_of(grid: Grid, row: int) -> list[str]:
    """Give the texts of a row."""
    return [words(cell) for cell in grid.rows[row].values() if words(cell)]


def _is_heading_row(grid: Grid, row: int, field: FieldOf, *, first: bool, below: int | None) -> bool:
    cells = [cell for cell in grid.rows[row].values() if words(cell)]
    texts = [words(cell) for cell in cells]
    if any(
        not isinstance(cell.value, str) or len(text) > LONGEST_HEADING for cell, text in zip(cells, texts, strict=True)
    ):
        return False
    if len(texts) == 1:
        return first and below is not None and exact_field(texts[0]) in NAMING and grid.lone(below) is not None
    exact = sum(bool(exact_field(text)) for text in texts)
    if not first and exact < 0.4 * len(texts):
        return False
    fields = [field(text) for text in texts]
    known, naming = sum(map(bool, fields)), any(one in NAMING for one in fields)
    if not first:
        return known >= 2 and known >= 0.6 * len(texts) and naming
    if naming:
        return (known >= 2 and known >= 0.4 * len(texts)) or (len(texts) == 2 and exact > 0)
    if any(text.endswith(":") for text in texts):
        return False
    return (known >= 3 and known >= 0.6 * len(texts)) or _say_headings(texts)


def _say_headings(texts: Sequence[str]) -> bool:
    """Tell whether texts are headings for the most part: of a form (`Surname`, a name, `School`, its name) half are.

    What is taken for a heading is written into the mapping, so rather one row too few.
    """
    if any(len(text) > LONGEST_SLIP or _FIGURE.fullmatch(text) for text in texts):
        return False
    refused = sum(bool(forbidden(text)) for text in texts)
    said = refused + sum(bool(exact_field(text)) for text in texts)
    return said >= (2 if refused else ENOUGH) and said * 2 > len(texts)


def heads_columns(grid: Grid, row: int, *, within: bool = False) -> bool:
    """Tell whether a row says headings, whatever else stands in it. Such a row is no line.

    Args:
        grid: the sheet.
        row: the row.
        within: whether it stands among the lines of a table, where a word may also be what a line says.
    """
    texts = texts_of(grid, row)
    if len(texts) < 2 or any(len(text) > LONGEST_SLIP for text in texts):
        return False
    exact = sum(bool(exact_field(text)) for text in texts)
    refused = sum(bool(forbidden(text)) for text in texts)
    said = exact + refused
    if within:
        return said >= ENOUGH or (refused > 0 and said >= 2 and said * 2 >= len(texts))
    return (refused > 0 and (said >= 2 or len(texts) >= ENOUGH)) or (said >= ENOUGH and said * 2 >= len(texts))


def _unread_headings(grid: Grid) -> int | None:
    """Find headings that nobody can read: the first wide row, words only, over columns of numbers."""
    numbers = grid.numbers
    wide = max(ENOUGH, 0.6 * max((len(grid.rows[row]) for row in numbers[:_LOOKED_AT]), default=0))
    at, row = next(((at, row) for at, row in enumerate(numbers) if len(grid.rows[row]) >= wide), (0, 0))
    cells = [cell for cell in grid.rows[row].values() if words(cell)] if row else []
    texts = [words(cell) for cell in cells]
    if len(set(texts)) < ENOUGH or len(set(texts)) < len(texts) or any(not isinstance(one.value, str) for one in cells):
        return None
    if any(len(text) > LONGEST_SLIP or _SIGNS.search(text) for text in texts):
        return None
    below = numbers[at + 1 : at + 1 + _LOOKED_AT]
    counted = sum(
        len(held) >= 2 and sum(map(_is_figure, held)) * 2 > len(held)
        for column in grid.rows[row]
        if (held := [cell for line in below if (cell := grid.rows[line].get(column)) and words(cell)])
    )
    return row if counted >= 2 else None


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell.value, str | bool) or bool(_FIGURE.fullmatch(words(cell)))


def _is_matrix(grid: Grid, row: int, below: int | None) -> bool:
    """Tell whether a row heads a table of numbers: `YEAR` and names of bodies above years and numbers."""
    texts = texts_of(grid, row)
    if below is None or len(texts) < 3 or exact_field(texts[0]) != "period" or any(map(is_number, texts[1:])):
        return False
    under = texts_of(grid, below)
    return len(under) >= 2 and is_period(under[0]) and _are_figures(under[1:])


def _are_figures(texts: Sequence[str]) -> bool:
    return sum(text[:1].isdigit() for text in texts) * 2 >= len(texts)


def _is_group_row(grid: Grid, above: int, row: int) -> bool:
    """Tell whether a row stands above the headings and groups them, such as two years."""
    cells = [cell for cell in grid.rows[above].values() if words(cell)]
    if len(cells) < 2 or len(cells) > len(grid.rows[row]) or any(len(words(cell)) > 60 for cell in cells):
        return False
    if all(is_period(words(cell)) for cell in cells):
        return True
    wide = [cell for cell in cells if grid.is_wide(cell)]
    return bool(wide) and all(isinstance(cell.value, str) for cell in cells) and above == row - 1


def _is_lower_heading(grid: Grid, row: int, below: int, field: FieldOf) -> bool:
    """Tell whether the row below a heading row divides its merged headings further."""
    wide = [cell for cell in grid.rows[row].values() if grid.is_wide(cell)]
    tall = [cell for cell in grid.rows[row].values() if grid.is_tall(cell)]
    under = [cell for cell in grid.rows[below].values() if words(cell)]
    if not wide or not tall or not under or below != row + 1:
        return False
    covered = {cell.column + step for cell in wide for step in range(grid.width(cell))}
    return all(cell.column in covered and isinstance(cell.value, str) and len(words(cell)) <= 60 for cell in under)


def _columns(grid: Grid, rows: Sequence[int]) -> tuple[Column, ...]:
    lower = rows[-1]
    if len(rows) == 1:
        return tuple(Column(number, one_line(cell)) for number, cell in grid.rows[lower].items() if words(cell))
    upper = rows[0]
    numbers = sorted({*grid.rows[upper], *grid.rows[lower]} | _spanned(grid, upper))
    columns, group = [], ""
    for number in numbers:
        own = one_line(grid.rows[upper].get(number))
        covering = one_line(grid.at(upper, number))
        group = own or covering or group
        heading = one_line(grid.rows[lower].get(number))
        columns.append(Column(number, heading or group, group if heading else ""))
    return tuple(columns)


def _spanned(grid: Grid, row: int) -> set[int]:
    return {
        cell.column + step
        for cell in grid.rows[row].values()
        if grid.width(cell) <= 200
        for step in range(grid.width(cell))
    }
