"""Sheets: each table of a sheet is read by the reader of its kind, and what nobody took is kept aside."""

from collections.abc import Sequence

from lif_core.intake.allowed import take_allowed
from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.comparison import ComparisonReader, is_comparison
from lif_core.intake.courses import CourseReader
from lif_core.intake.desk import Desk, place_of_column, place_of_line
from lif_core.intake.figures import FigureReader, read_headlines
from lif_core.intake.grid import Grid, words
from lif_core.intake.heading_rows import Column
from lif_core.intake.headings import field_of, identifying
from lif_core.intake.histories import period_in
from lif_core.intake.identifiers import sort_of_column
from lif_core.intake.layout import Layout, Table
from lif_core.intake.lines import TableReader
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.receipt import RefusedColumn
from lif_core.intake.reviews import ReviewReader
from lif_core.intake.statuses import scale_of
from lif_core.intake.table_cells import field_at


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
    titles = [text for _, text in layout.titles if text]
    period = period_in(titles)
    read_headlines(desk, layout, period, " ".join(titles[0].split()) if titles else "")
    for table in layout.tables:
        _refuse(desk, table)
        kind = desk.mapping.rows.get(table.place) or desk.mapping.row
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
            'Say in the mapping file what a line becomes, row = "action", and under [columns] what names it.',
            table.place,
        )


def _refused(desk: Desk, table: Table) -> Sequence[tuple[Column, Sequence[Cell]]]:
    """Give the columns that identify people, each with its cells."""
    return [
        (column, cells)
        for column in table.columns
        if field_at(column, desk.mapping.columns) == "refused"
        and (cells := [cell for row in table.lines if (cell := table.grid.rows[row].get(column.number))])
    ]


def _refuse(desk: Desk, table: Table) -> None:
    """Let nobody read the columns that identify people."""
    for _, cells in _refused(desk, table):
        desk.ledger(table.grid.sheet.name).book(cells, "refused")


def _tell_refused(desk: Desk, table: Table) -> None:
    """Name and count the columns that identify people, as far as nobody answered for them."""
    ledger = desk.ledger(table.grid.sheet.name)
    for column, every in _refused(desk, table):
        cells = [cell for cell in every if ledger.fate(cell) == "refused"]
        if not cells:
            continue
        sort = identifying(column.heading) or sort_of_column([words(cell) for cell in every]) or "identifiers of people"
        place = f"{table.grid.sheet.name}!{place_of_column(cells)}"
        heading = " ".join(column.heading.split()) if field_of(column.heading) else ""
        desk.refused.append(RefusedColumn(heading=heading, place=place, cells=len(cells), sort=sort))


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
    name = "its heading" if heading else letters
    desk.ask(
        "column-unknown" if heading else "column-without-heading",
        f"Column {letters} has {'a heading that nobody knows' if heading else 'no heading'}: its cells are kept aside.",
        place,
        f'Say in the mapping file what stands there: columns."{name}" = "comment".',
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
