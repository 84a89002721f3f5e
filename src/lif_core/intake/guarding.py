"""Guarding: columns that identify people though no heading row says so. Rather one column too many is refused.

A heading row may be misspelt beyond reading, stand below one that groups it, or belong to a sheet that nobody reads. So
it is looked at every cell near the top of a table, and at days that lie as far apart as births do. A heading that says
what its days are of (`Date added`, `Last updated`) is believed: work may go on for many years.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from lif_core.intake.cells import Cell
from lif_core.intake.grid import Grid, words
from lif_core.intake.identifiers import PERSONS, corrected, sort_of_column, sort_of_heading, sort_of_lone
from lif_core.intake.layout import Layout, Table

TOP = 20
"""Rows that hold something at the top of a sheet or table without headings: there a heading may stand."""
ABOVE, BELOW = 5, 3
"""Rows that hold something above the headings of a table, and below them: there another heading may stand."""
FEWEST = 3
"""So many cells tell births from other days."""
APART = 5
"""Years between the first and the last day of a column; a plan has its days nearer together."""
LATER = 2
"""So many days after all other days of a table are no births: one may be a slip."""
BIRTHS = "dates of birth"

_WORK_WORDS = """
accepted achieved actioned actual added adopted agreed allocated amended approved assigned audit audited began begun
board changed chased checked circulated closed commenced committee complete completed completion created deadline
decided decision delivered discussed done due effective end ended ends escalated expected expires expiry finalised
finish finished finishes first held identified implemented issued last latest launched logged meeting meetings
milestone modified next notified opened original panel planned presented published raised ratified received recorded
registered renewal reported review reviewed revised scheduled seen sent set signed start started starts submitted
target timescale timescales update updated updates adolygiad adolygu adolygwyd cadarnhawyd caewyd cau cofnodwyd
cwblhau cwblhawyd cychwyn cyfarfod cyhoeddi cyhoeddwyd cymeradwywyd cytunwyd codwyd darged dechrau dechreuwyd
derbyniwyd diwedd diweddaru diweddariad diweddarwyd erbyn gwblhau gyfarfod nesaf orffen gorffen targed terfyn
ychwanegwyd
"""
"""Words of headings, English and Welsh, that say what happens on a day: no birth."""
_DAY_WORDS = (
    "date dates dated day days month months quarter week when year dyddiad dyddiadau ddyddiad mis blwyddyn pryd"
)
"""Words that say a column has days, and not which: believed where no word for a child stands beside them."""
_BIRTH_WORDS = "b age ages aged birth births birthday bday bdate born brn geni eni ganwyd ganed anwyd"
_OF_WORK, _OF_DAYS, _OF_BIRTHS = (frozenset(said.split()) for said in (_WORK_WORDS, _DAY_WORDS, _BIRTH_WORDS))

_DAY = re.compile(r"(?:\d{1,2}[/. -]\d{1,2}[/. -](\d{4}|\d{2}))|(?:(\d{4})-\d{2}-\d{2})(?:[ T]00:00.*)?")


def said_near(table: Table) -> Mapping[int, str]:
    """Tell the columns over which, or at whose top, a cell says that they identify people: sort by number."""
    numbers = table.grid.numbers
    own = {column.number: sort for column in table.columns if (sort := sort_of_heading(column.heading))}
    if not table.header:
        first = numbers.index(table.lines[0]) if table.lines else 0
        return {**_said_in(table.grid, numbers[max(0, first - TOP) : first + TOP]), **own}
    first, last = numbers.index(table.header[0]), numbers.index(table.header[-1])
    near = (*numbers[max(0, first - ABOVE) : first], *numbers[last + 1 : last + 1 + BELOW])
    return {**_said_in(table.grid, near), **own}


def _said_in(grid: Grid, rows: Iterable[int]) -> Mapping[int, str]:
    """Tell which columns the cells of some rows say to identify people; a merged cell says so of all it covers."""
    found: dict[int, str] = {}
    for row in rows:
        for number, cell in grid.rows[row].items():
            if sort := sort_of_lone(words(cell)):
                found.update(dict.fromkeys(range(number, number + grid.width(cell)), sort))
    return found


def sort_of_unknown(cells: Sequence[Cell], heading: str = "", others: Sequence[int] = ()) -> str:
    """Tell what a column that nobody knows plainly holds: identifiers by their form, or births; empty for others.

    Args:
        cells: what stands in the column; its heading may be among them, as the first.
        heading: its heading, as far as it has one.
        others: years of the days of work in the same table, which no births come after.
    """
    held = [cell for cell in cells if words(cell)]
    return BIRTHS if _are_births(held, heading, others) else sort_of_column([words(cell) for cell in held])


def _are_births(held: Sequence[Cell], heading: str, others: Sequence[int]) -> bool:
    below, above = held, ""
    if held and not _year_of(held[0]):  # its heading may be among them
        below, above = held[1:], words(held[0])
    if says_days_of_work(heading or above):
        return False
    years = [_year_of(cell) for cell in below]
    if len(years) < FEWEST or not all(years) or max(years) - min(years) < APART:
        return False
    newest = max(others) if len(others) >= FEWEST else max(years)
    return sum(year > newest for year in years) < LATER


def years_of_work(table: Table, cells: Mapping[int, Sequence[Cell]]) -> Sequence[int]:
    """Give the years of the days that stand under headings which say that these are of work.

    Args:
        table: the table.
        cells: its cells, by the number of their column.
    """
    numbers = [column.number for column in table.columns if says_days_of_work(column.heading)]
    return [year for number in numbers for cell in cells.get(number, ()) if (year := _year_of(cell))]


def says_days_of_work(heading: str) -> bool:
    """Tell whether a heading says that its days are of work (`Date added`), and nothing of anybody's birth."""
    said = set(corrected(heading).split())
    if said & _OF_BIRTHS or sort_of_heading(heading):
        return False
    return bool(said & _OF_WORK) or bool(said & _OF_DAYS and not said & PERSONS)


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
    headings: dict[int, str] = {}
    for table in layout.tables:
        for column in table.columns:
            headings.setdefault(column.number, column.heading)
            if sort := sort_of_heading(column.heading):
                sorts.setdefault(column.number, sort)
    columns: dict[int, list[Cell]] = {}
    heads = {row for table in layout.tables for row in table.header}
    forms = dict[int, list[Cell]]()
    for row in grid.numbers:
        before = ""
        for number, cell in grid.rows[row].items():
            said = sort_of_lone(words(cell))
            if before and not said and row not in heads:
                forms.setdefault(number, []).append(cell)
            elif not said and row not in heads:
                columns.setdefault(number, []).append(cell)
            before = said
    found = [
        (sorts.get(number) or sort_of_unknown(cells, headings.get(number, "")), cells)
        for number, cells in columns.items()
    ]
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
            said = sort_of_lone(words(cell))
            sort = (row in top and before) or (below.get(cell.column, "") if layout.sorts.get(row) != "title" else "")
            if sort and not said and (row, cell.column) not in booked:
                found.setdefault((cell.column, sort), []).append(cell)
            before = said
    return [(sort, cells) for (_, sort), cells in found.items()]
