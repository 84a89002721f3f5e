"""Guarding: columns that identify people though no heading row says so. Rather one column too many is refused.

A heading row may be misspelt beyond reading, stand below one that groups it, or belong to a sheet that nobody reads. So
it is looked at every cell near the top of a table, and at days that lie as far apart as births do.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from lif_core.intake.cells import Cell
from lif_core.intake.grid import Grid, words
from lif_core.intake.headings import forbidden, identifying
from lif_core.intake.identifiers import sort_of_column
from lif_core.intake.layout import Layout, Table

TOP = 20
"""Rows that hold something at the top of a sheet or table without headings: there a heading may stand."""
ABOVE, BELOW = 5, 3
"""Rows that hold something above the headings of a table, and below them: there another heading may stand."""
FEWEST = 3
"""So many cells tell births from other days."""
APART = 5
"""Years between the first and the last day of a column; a plan has its days nearer together."""
BIRTHS = "dates of birth"

_DAY = re.compile(r"(?:\d{1,2}[/. -]\d{1,2}[/. -](\d{4}|\d{2}))|(?:(\d{4})-\d{2}-\d{2})(?:[ T]00:00.*)?")


def said_near(table: Table) -> Mapping[int, str]:
    """Tell the columns over which, or at whose top, a cell says that they identify people: sort by number."""
    numbers = table.grid.numbers
    if not table.header:
        first = numbers.index(table.lines[0]) if table.lines else 0
        return _said_in(table.grid, numbers[max(0, first - TOP) : first + TOP])
    first, last = numbers.index(table.header[0]), numbers.index(table.header[-1])
    return _said_in(table.grid, (*numbers[max(0, first - ABOVE) : first], *numbers[last + 1 : last + 1 + BELOW]))


def _said_in(grid: Grid, rows: Iterable[int]) -> Mapping[int, str]:
    """Tell which columns the cells of some rows say to identify people; a merged cell says so of all it covers."""
    found: dict[int, str] = {}
    for row in rows:
        for number, cell in grid.rows[row].items():
            if sort := forbidden(words(cell)):
                found.update(dict.fromkeys(range(number, number + grid.width(cell)), sort))
    return found


def sort_of_unknown(cells: Sequence[Cell]) -> str:
    """Tell what a column that nobody knows plainly holds: identifiers by their form, or births; empty for others."""
    held = [cell for cell in cells if words(cell)]
    below = held[1:] if held and not _year_of(held[0]) else held  # its heading may be among them
    years = [year for cell in below if (year := _year_of(cell))]
    if len(years) >= FEWEST and len(years) == len(below) and max(years) - min(years) >= APART:
        return BIRTHS
    return sort_of_column([words(cell) for cell in held])


def _year_of(cell: Cell) -> int:
    """Tell the year of a cell that is a day, 0 where it is none."""
    if isinstance(cell.value, date | datetime):
        return cell.value.year
    match = _DAY.fullmatch(words(cell)) if isinstance(cell.value, str) else None
    if match is None:
        return 0
    year = int(match[1] or match[2])
    return year if year >= 100 else 2000 + year


def unread(grid: Grid, layout: Layout) -> Sequence[tuple[str, Sequence[Cell]]]:
    """Give the columns of a sheet that nobody reads which identify people: the sort and the cells of each.

    Args:
        grid: the sheet.
        layout: what its rows would be, were it read.
    """
    sorts = dict(_said_in(grid, grid.numbers[:TOP]))
    for table in layout.tables:
        for column in table.columns:
            if sort := identifying(column.heading):
                sorts.setdefault(column.number, sort)
    columns: dict[int, list[Cell]] = {}
    heads = {row for table in layout.tables for row in table.header}
    forms = dict[int, list[Cell]]()
    for row in grid.numbers:
        before = ""
        for number, cell in grid.rows[row].items():
            said = forbidden(words(cell))
            if before and not said and row not in heads:
                forms.setdefault(number, []).append(cell)
            elif not said and row not in heads:
                columns.setdefault(number, []).append(cell)
            before = said
    found = [(sorts.get(number) or sort_of_unknown(cells), cells) for number, cells in columns.items()]
    return [
        (sort, cells) for sort, cells in (*found, *(("identifiers of people", one) for one in forms.values())) if sort
    ]


def beside(layout: Layout, booked: Collection[tuple[int, int]]) -> Sequence[tuple[str, Sequence[Cell]]]:
    """Give cells beside the tables of a sheet which identify people: below such a heading, or right of it as in a form.

    Args:
        layout: what the rows of the sheet are.
        booked: row and column of the cells that stand in a table, or whose end is told already.
    """
    top = layout.grid.numbers[:TOP]
    below = _said_in(layout.grid, top)
    found: dict[tuple[int, str], list[Cell]] = {}
    for row, cells in layout.grid.rows.items():
        if layout.sorts.get(row) == "heading":
            continue
        before = ""
        for cell in cells.values():
            said = forbidden(words(cell))
            sort = (row in top and before) or (below.get(cell.column, "") if layout.sorts.get(row) != "title" else "")
            if sort and not said and (row, cell.column) not in booked:
                found.setdefault((cell.column, sort), []).append(cell)
            before = said
    return [(sort, cells) for (_, sort), cells in found.items()]
