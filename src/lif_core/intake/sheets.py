"""Sheets: each table of a sheet is read by the reader of its kind, and what nobody took is kept aside."""

from collections.abc import Iterator, Sequence

import attrs

from lif_core.intake.allowed import take_allowed
from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.comparison import ComparisonReader, is_comparison
from lif_core.intake.courses import CourseReader
from lif_core.intake.desk import Desk, place_of_column, place_of_line
from lif_core.intake.figures import FigureReader, read_headlines
from lif_core.intake.grid import Grid
from lif_core.intake.guarding import beside, said_near, sort_of_unknown, unread
from lif_core.intake.heading_rows import heads_columns
from lif_core.intake.headings import LONGEST_SLIP, field_of, identifying, near
from lif_core.intake.histories import period_in
from lif_core.intake.layout import Layout, Table, lay_out
from lif_core.intake.lines import TableReader
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.mapping import quoted
from lif_core.intake.receipt import RefusedColumn
from lif_core.intake.reviews import ReviewReader
from lif_core.intake.statuses import scale_of
from lif_core.intake.table_cells import field_at
from lif_core.values.personal import identifiers_in


def read_sheet(desk: Desk, layout: Layout, given: SheetMapping, board: str) -> None:
    """Read a sheet onto the desk, and account for every cell of it.

    Args:
        desk: where everything is gathered.
        layout: what the rows of the sheet are.
        given: what somebody said of how to read it; what is not in it is asked about.
        board: whose plan it is, where no title says so.
    """
    grid = layout.grid
    if grid.sheet.hidden or grid.sheet.name in given.ignore:
        _leave_sheet(desk, grid)
        return
    _refuse_beside(desk, layout)
    titles = [text for _, text in layout.titles if text]
    period = period_in(titles)
    read_headlines(desk, layout, period, " ".join(titles[0].split()) if titles else "")
    for table in layout.tables:
        _refuse(desk, table)
        kind = desk.mapping.rows.get(table.place) or desk.mapping.row
        _tell_headings(desk, table, given)
        if table.matrix and kind == "figure":
            FigureReader(desk, table).read()
        elif kind == "course":
            CourseReader(desk, table, period).read()
        elif kind == "finding" and is_comparison(table, desk.mapping.columns):
            ComparisonReader(desk, table, titles[0] if titles else board).read()
        elif kind == "review":
            ReviewReader.of(desk, table).read()
        elif kind in ("nothing", "figure"):
            _leave_table(desk, table)
        else:
            TableReader.of(desk, table, kind, titles[0] if titles else board).read()
        take_allowed(desk, table)
        _tell_refused(desk, table)
        _sweep(desk, table, given)
        _tell_scale(desk, table)
    _settle_structure(desk, layout)


def _leave_sheet(desk: Desk, grid: Grid) -> None:
    for sort, cells in unread(grid, lay_out(grid)):
        _refuse_column(desk, grid, sort, cells)
    cells = list(grid.cells())
    why = "the sheet is hidden" if grid.sheet.hidden else "the mapping leaves the sheet out"
    if cells:
        desk.keep_aside(grid, cells, place_of_line(cells), why)
        desk.notices.append(f"The sheet {grid.sheet.name} was not read into lines: {why}.")


def _leave_table(desk: Desk, table: Table) -> None:
    for row in table.lines:
        desk.keep_line_aside(table.grid, row, "no column names what a line is about")
        desk.ask(
            "table-unknown",
            "No column names a record in a table of {n} line{s}: kept aside whole.",
            f"{table.grid.sheet.name}!{row}",
            'Say in the mapping file what a line becomes, row = "action", and under [columns] what names it; or which '
            f"row holds the headings: {_header_key(table)}.",
            table.place,
        )


def _refuse_beside(desk: Desk, layout: Layout) -> None:
    """Keep nothing of a column beside the tables that identifies people."""
    in_tables = {
        (row, number)
        for table in layout.tables
        for row in table.lines
        for number in table.grid.rows[row]
        if number in table.by_number
    }
    for sort, cells in beside(layout, in_tables):
        _refuse_column(desk, layout.grid, sort, cells)


def _refuse_column(desk: Desk, grid: Grid, sort: str, cells: Sequence[Cell]) -> None:
    """Refuse cells of a column that no table holds: named by its letter, counted, stored nowhere."""
    desk.ledger(grid.sheet.name).book(cells, "refused")
    place = f"{grid.sheet.name}!{place_of_column(cells)}"
    desk.refused.append(RefusedColumn(heading="", place=place, cells=len(cells), sort=sort))


def _tell_headings(desk: Desk, table: Table, given: SheetMapping) -> None:
    """Tell what headings with a slip were read as; ask for the row of the headings where none was found."""
    tab = table.grid.sheet.name
    kind = desk.mapping.rows.get(table.place) or desk.mapping.row
    if kind not in ("nothing", "review") and not table.header and not table.matrix and tab not in given.header:
        desk.ask(
            "no-heading-row",
            f"No heading row was found in the sheet {tab}: its columns are known by their letters only.",
            table.place,
            f"Say in the mapping file which row it is, 0 for none: {_header_key(table)}.",
            tab,
        )
    for column in table.columns:
        known = near(column.heading)
        is_read = field_at(column, desk.mapping.columns) not in ("aside", "refused")
        if known and is_read and column.heading not in given.columns:
            desk.notices.append(
                f"{tab}!{column_letters(column.number)}{table.header[-1]}: the heading is read as {known!r}, though it "
                f'is spelt otherwise. If it is not: columns.{quoted(column.heading)} = "aside" in the mapping file.'
            )


def _header_key(table: Table) -> str:
    """Tell how a mapping file says which row of a sheet holds the headings, with the row that may be meant."""
    row = table.header[-1] if table.header else _likely_heading(table)
    return f"header.{quoted(table.grid.sheet.name)} = {row}"


def _likely_heading(table: Table) -> int:
    """Tell the row that may hold the headings: one that says some, else the first of several texts."""
    grid, first = table.grid, table.lines[0]
    above = [row for row in grid.numbers if row <= first]
    said = [row for row in above if heads_columns(grid, row)]
    several = [row for row in above if len(grid.rows[row]) > 1]
    return (said or several or [first])[0]


@attrs.frozen
class _Refused:
    """A column of a table that identifies people: its heading, empty where it has none, its sort and its cells."""

    heading: str
    sort: str
    cells: Sequence[Cell]


def _refused(desk: Desk, table: Table) -> Iterator[_Refused]:
    """Give the columns that identify people, also of those without a heading."""
    said = said_near(table)
    columns: dict[int, list[Cell]] = {}
    for row in table.lines:
        for number, cell in table.grid.rows[row].items():
            columns.setdefault(number, []).append(cell)
    for number, cells in sorted(columns.items()):
        column = table.by_number.get(number)
        heading = column.heading if column is not None else ""
        sort = identifying(heading) or said.get(number) or sort_of_unknown(cells)
        if column is None and sort and not table.matrix:
            yield _Refused("", sort, cells)
        elif column is not None and field_at(column, desk.mapping.columns) == "refused":
            yield _Refused(heading, sort or "identifiers of people", cells)


def _refuse(desk: Desk, table: Table) -> None:
    """Let nobody read the columns that identify people."""
    for column in _refused(desk, table):
        desk.ledger(table.grid.sheet.name).book(column.cells, "refused")


def _tell_refused(desk: Desk, table: Table) -> None:
    """Name and count the columns that identify people, as far as nobody answered for them."""
    ledger = desk.ledger(table.grid.sheet.name)
    for column in _refused(desk, table):
        cells = [cell for cell in column.cells if ledger.fate(cell) == "refused"]
        if not cells:
            continue
        place = f"{table.grid.sheet.name}!{place_of_column(cells)}"
        heading = " ".join(column.heading.split()) if field_of(column.heading) else ""
        desk.refused.append(RefusedColumn(heading=heading, place=place, cells=len(cells), sort=column.sort))


def _tell_scale(desk: Desk, table: Table) -> None:
    """Tell the numbered scale of a status column, where the sheet's own key explains it."""
    status = (column for column in table.columns if field_at(column, desk.mapping.columns) in ("status", "rag"))
    scale = next((scale for column in status if (scale := scale_of(column.heading, table.key))), None)
    if scale is None:
        return
    desk.scales[table.place] = scale
    best = scale.grades[0] if scale.better == "lower" else scale.grades[-1]
    grades = f"{scale.grades[0]} to {scale.grades[-1]}"
    desk.notices.append(f"The status of the table {table.place} is a scale from {grades}; {best} is the best.")


def _sweep(desk: Desk, table: Table, given: SheetMapping) -> None:
    """Keep aside what no record took, column by column, and ask about the columns that nobody knows."""
    tab, ledger = table.grid.sheet.name, desk.ledger(table.grid.sheet.name)
    left: dict[int, list[Cell]] = {}
    for row in table.lines:
        for number, cell in table.grid.rows[row].items():
            if not ledger.is_booked(cell):
                left.setdefault(number, []).append(cell)
    for number, cells in sorted(left.items()):
        column = table.by_number.get(number)
        field = field_at(column, desk.mapping.columns) if column else "aside"
        place = place_of_column(cells)
        desk.keep_aside(table.grid, cells, place, _why_left(column is not None and bool(column.heading), field))
        key = (column.heading or column_letters(number)) if column else column_letters(number)
        if field == "aside" and key not in given.columns:
            _ask_column(desk, f"{tab}!{place}", column.heading if column else "", column_letters(number), table)


def _why_left(headed: bool, field: str) -> str:
    if field == "people":
        return "it names people"
    if field != "aside":
        return f"no record of this line holds what was read as {field}"
    return "nobody knows its heading" if headed else "the column has no heading"


def _ask_column(desk: Desk, place: str, heading: str, letters: str, table: Table) -> None:
    is_told = 0 < len(heading) <= LONGEST_SLIP and not identifiers_in(heading)
    name = quoted(heading) if is_told else '"its heading"' if heading else quoted(letters)
    desk.ask(
        "column-unknown" if heading else "column-without-heading",
        f"Column {letters} has {'a heading that nobody knows' if heading else 'no heading'}: its cells are kept aside.",
        place,
        f'Say in the mapping file what stands there: columns.{name} = "comment".',
        f"{table.place} {letters}",
    )


def _settle_structure(desk: Desk, layout: Layout) -> None:
    """Book titles, headings, keys and totals; what stands in such a row and is none of these is kept aside."""
    ledger = desk.ledger(layout.grid.sheet.name)
    for row, sort in layout.sorts.items():
        cells = [cell for cell in layout.grid.rows[row].values() if not ledger.is_booked(cell)]
        if not cells:
            continue
        if sort == "line":
            desk.keep_line_aside(layout.grid, row, "no table holds it")
        elif sort == "heading" or len(layout.grid.rows[row]) == 1 or _is_totals(layout, row):
            plain = [cell for cell in cells if not cell.comment.strip()]
            ledger.book(plain, "structure")
            remarks = [cell for cell in cells if cell.comment.strip()]
            for cell in remarks:
                desk.keep_aside(layout.grid, [cell], cell.address, "a remark hangs on a title, heading or key")
        else:
            desk.keep_aside(layout.grid, cells, place_of_line(cells), "it stands beside the tables, under no heading")


def _is_totals(layout: Layout, row: int) -> bool:
    return layout.sorts[row] == "key" and any(
        table.header and table.header[-1] < row and any(number in table.by_number for number in layout.grid.rows[row])
        for table in layout.tables
    )
