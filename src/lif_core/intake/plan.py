"""Plan: what a file asks of the register, with the receipt that accounts for every row, line and cell of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.intake.cells import Cell, Sheet, Workbook, column_letters
from lif_core.intake.comparison import ComparisonReader, is_comparison
from lif_core.intake.courses import CourseReader
from lif_core.intake.desk import Desk, place_of_column, place_of_line
from lif_core.intake.editions import settle_source
from lif_core.intake.figures import FigureReader, read_headlines
from lif_core.intake.grid import Grid, holds, words
from lif_core.intake.guessing import (
    columns_of,
    fill_down_of,
    kind_of_titles,
    legend_of,
    merged_columns,
    one_mapping,
    review_kind_of,
    row_kind,
)
from lif_core.intake.headings import field_of, identifying
from lif_core.intake.histories import period_in
from lif_core.intake.identifiers import sort_of_column
from lif_core.intake.layout import Layout, Table, lay_out
from lif_core.intake.ledger import Ledger
from lif_core.intake.lines import TableReader
from lif_core.intake.mapping import ROW_KINDS
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.matching import Matched, match
from lif_core.intake.names import Names, Standing
from lif_core.intake.receipt import KeptAside, Question, Receipt, RefusedColumn, RowSort, SheetCount, total
from lif_core.intake.statuses import scale_of
from lif_core.intake.table_cells import field_at
from lif_core.rules.requests import FileIntake, Request

FEWEST_LINES = 3
"""A sheet without a heading row is a table where at least so many rows have several cells."""


@attrs.frozen(kw_only=True)
class IntakePlan:
    """What an import would do. Nothing is done by making one.

    Attributes:
        requests: what to ask of the register, in order; later ones point at earlier ones by `#handle`.
        receipt: what was read and what came of it, in numbers.
        questions: what only a person can say.
        aside: cells kept aside, with their text: for the quarantine only.
        refused: columns that identify people: named and counted.
        mapping: how the file was read.
    """

    requests: tuple[Request, ...] = attrs.field(repr=False)
    receipt: Receipt
    questions: tuple[Question, ...]
    aside: tuple[KeptAside, ...] = attrs.field(repr=False)
    refused: tuple[RefusedColumn, ...]
    mapping: SheetMapping = attrs.field(repr=False)

    @property
    def created(self) -> tuple[str, ...]:
        """The `#handle` of everything that will be made, in order."""
        return tuple(f"#{handle}" for request in self.requests if (handle := getattr(request, "handle", "")))

    def filing(self) -> FileIntake:
        """Give the request that records the import itself; to be asked after all others."""
        return FileIntake(
            file=self.receipt.file,
            sha256=self.receipt.sha256,
            mapping=self.mapping.to_toml(),
            counts=self.receipt.counts(),
            created=self.created,
            changed=tuple(dict.fromkeys((*self.receipt.changed, *self.receipt.moved))),
            aside=tuple(kept.place for kept in self.aside),
            refused=tuple(f"{column.place} ({column.cells} cells)" for column in self.refused),
        )


def plan(
    workbook: Workbook,
    *,
    framework: Names,
    register: Standing,
    mapping: SheetMapping | None = None,
    as_kind: str | None = None,
    board: str = "",
) -> IntakePlan:
    """Plan the import of a file.

    Args:
        workbook: the file as an importer read it.
        framework: knows bodies, roles, themes, kinds and status words.
        register: the records as they stand, to compare with.
        mapping: how to read it, as far as somebody said; the rest is guessed and told in the plan's own mapping.
        as_kind: what one line becomes, where the mapping does not say: one of `ROW_KINDS`.
        board: whose plan it is, where the sheet has no title that says so.

    Raises:
        InvalidData: `as_kind` is no kind of line.
    """
    given = _with_kind((mapping or SheetMapping()).in_one_line(), as_kind)
    layouts = [_laid_out(sheet, given) for sheet in workbook.sheets]
    used = given.over(_guessed(layouts, given, framework))
    desk = Desk(workbook, framework, register, used)
    for layout in layouts:
        _read_sheet(desk, layout, given, board)
    _propose_duplicates(desk)
    known = settle_source(desk)
    matched = match(desk, known, again=_seen_before(desk, register))
    _keep_asked_lines_aside(desk, layouts, matched)
    return IntakePlan(
        requests=tuple(matched.requests),
        questions=desk.questions(),
        receipt=_receipt(desk, layouts, matched),
        aside=tuple(desk.aside),
        refused=tuple(desk.refused),
        mapping=desk.mapping,
    )


def _with_kind(given: SheetMapping, as_kind: str | None) -> SheetMapping:
    if not as_kind or given.row:
        return given
    kind = as_kind if as_kind in ROW_KINDS else as_kind.removesuffix("s")
    if kind not in ROW_KINDS:
        raise InvalidData(
            [
                Problem(
                    code="intake.unknown-kind",
                    says=f"A line cannot become {as_kind!r}.",
                    mend=f"It may become: {', '.join(ROW_KINDS)}.",
                    found=as_kind,
                    expected=", ".join(ROW_KINDS),
                    nearest=nearest(as_kind, ROW_KINDS),
                )
            ]
        )
    return attrs.evolve(given, row=kind)


# ---- laying out and guessing ----


def _laid_out(sheet: Sheet, given: SheetMapping) -> Layout:
    grid = Grid(sheet)
    if sheet.hidden or sheet.name in given.ignore:
        return Layout(grid, dict.fromkeys(grid.numbers, "key"))
    layout = lay_out(
        grid,
        lambda heading: given.columns.get(heading) or field_of(heading),
        given.header.get(sheet.name),
        headless=_is_headless(grid, given),
    )
    if not layout.tables:
        layout.titles = []
        layout.sorts.update({row: "key" for row, sort in layout.sorts.items() if sort == "title"})
    return layout


def _is_headless(grid: Grid, given: SheetMapping) -> bool:
    """Whether a sheet without headings is a table: enough rows with several cells, whatever its lines may be."""
    several = sum(len(row) > 1 for row in grid.rows.values())
    return several >= FEWEST_LINES or given.header.get(grid.sheet.name) == 0


def _all_tables(layouts: Iterable[Layout]) -> list[Table]:
    return [table for layout in layouts for table in layout.tables]


def _guessed(layouts: Sequence[Layout], given: SheetMapping, framework: Names) -> SheetMapping:
    """Guess what nobody said."""
    kinds: dict[str, str] = {}
    columns: list[tuple[Table, Mapping[str, str]]] = []
    fill: dict[str, None] = {}
    for layout in layouts:
        titles = [text for _, text in layout.titles]
        for table in layout.tables:
            said = given.rows.get(table.place) or given.row
            kind = said or ("" if table.header else kind_of_titles(titles))
            found = {} if table.matrix else columns_of(table, kind)
            found |= {heading: field for heading, field in given.columns.items() if heading in found}
            columns.append((table, found))
            kinds[table.place] = kind or row_kind(found.values(), matrix=table.matrix)
            fill.update(dict.fromkeys(fill_down_of(table, found)))
    titles = [text for layout in layouts for _, text in layout.titles]
    compares = any(is_comparison(table, found) for table, found in columns)
    guess = one_mapping(kinds)
    return attrs.evolve(
        guess,
        rows={} if given.row else guess.rows,
        columns=merged_columns(columns),
        fill_down=tuple(fill),
        fills=legend_of(layout for layout in layouts if layout.grid.sheet.name not in given.ignore),
        review_kind=review_kind_of(titles, framework) if compares else "",
    )


# ---- reading ----


def _read_sheet(desk: Desk, layout: Layout, given: SheetMapping, board: str) -> None:
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
        elif kind in ("nothing", "figure"):
            _leave_table(desk, table)
        else:
            TableReader.of(desk, table, kind, titles[0] if titles else board).read()
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


def _refuse(desk: Desk, table: Table) -> None:
    """Count the columns that identify people, and let nobody read them."""
    for column in table.columns:
        if field_at(column, desk.mapping.columns) != "refused":
            continue
        cells = [cell for row in table.lines if (cell := table.grid.rows[row].get(column.number))]
        if not cells:
            continue
        desk.ledger(table.grid.sheet.name).book(cells, "refused")
        sort = identifying(column.heading) or sort_of_column([words(cell) for cell in cells]) or "identifiers of people"
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


# ---- looking over the whole file ----


def _propose_duplicates(desk: Desk) -> None:
    """Propose lines as duplicates where an action stands word for word in another sheet of the file. None is merged."""
    first: dict[str, tuple[str, int]] = {}
    for draft in desk.drafts:
        text = " ".join(str(getattr(draft.request, "text", "")).split()).casefold()
        if draft.request.type != "action" or not text:
            continue
        there = first.setdefault(text, (draft.tab, draft.row))
        if there[0] == draft.tab:
            continue
        desk.duplicates.append((draft.tab, draft.row))
        desk.ask(
            "line-duplicate",
            "Word for word in another sheet too: {n} line{s}, proposed as duplicates and not merged.",
            f"{draft.tab}!{draft.row}",
            "Withdraw the one that is not needed, or leave both.",
        )


def _seen_before(desk: Desk, register: Standing) -> bool:
    """Whether this very file was taken in before in this very way."""
    text = desk.mapping.to_toml()
    return any(
        getattr(intake, "sha256", "") == desk.workbook.sha256
        and getattr(intake, "mapping", "") == text
        and not getattr(intake, "undone", False)
        for intake in register.of_type("intake")
    )


def _keep_asked_lines_aside(desk: Desk, layouts: Iterable[Layout], matched: Matched) -> None:
    grids = {layout.grid.sheet.name: layout.grid for layout in layouts}
    for tab, row in matched.asked:
        grid = grids[tab]
        desk.ledger(tab).release(grid.rows[row].values())
        desk.keep_line_aside(grid, row, "another line stood here before: changed or new, nobody has said")


def _receipt(desk: Desk, layouts: Sequence[Layout], matched: Matched) -> Receipt:
    counts = tuple(_count(desk, layout) for layout in layouts)
    hidden = sum(count.hidden for count in counts)
    notices = [*desk.workbook.notices, *desk.notices]
    if hidden:
        notices.append(f"{hidden} lines stand in hidden rows; they were read like any other.")
    if matched.missing:
        notices.append(f"{len(matched.missing)} lines that were read before are not in the file; their records stay.")
    return Receipt(
        file=desk.workbook.name,
        sha256=desk.workbook.sha256,
        sheets=counts,
        total=total(counts),
        created=dict(Counter(draft.request.type for draft in matched.made)),
        changed=tuple(matched.changed),
        unchanged=dict(matched.same),
        moved=tuple(matched.moved),
        missing=tuple(matched.missing),
        parties=len(desk.parties),
        links=desk.links,
        duplicates=len(desk.duplicates),
        cut=tuple(desk.cut),
        scales=dict(desk.scales),
        notices=tuple(notices),
    )


def _count(desk: Desk, layout: Layout) -> SheetCount:
    tab = layout.grid.sheet.name
    ledger: Ledger = desk.ledger(tab)
    sorts: Counter[RowSort] = Counter(layout.sorts.values())
    aside = desk.lines_aside.get(tab, set())
    held = {(cell.row, cell.column) for cell in layout.grid.sheet.cells if holds(cell)}
    lines = [row for row, sort in layout.sorts.items() if sort == "line"]
    return SheetCount(
        sheet=tab,
        rows=len(layout.grid.numbers),
        lines=sorts["line"],
        headlines=sorts["headline"],
        titles=sorts["title"],
        headings=sorts["heading"],
        keys=sorts["key"],
        used=sum(row not in aside for row in lines),
        aside=sum(row in aside for row in lines),
        blank=max(layout.grid.sheet.rows, *layout.grid.numbers[-1:], 0) - len(layout.grid.numbers),
        hidden=sum(row in layout.grid.sheet.hidden_rows for row in lines),
        cells_read=len(held | ledger.places()),
        cells_used=ledger.count("record", "structure"),
        cells_aside=ledger.count("aside", "refused"),
        cells_structure=ledger.count("structure"),
        cells_refused=ledger.count("refused"),
    )
