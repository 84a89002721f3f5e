"""Plan: what a file asks of the register, with the receipt that accounts for every row, line and cell of it."""

from collections.abc import Iterable

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.intake.allowed import check_allowed
from lif_core.intake.cells import Sheet, Workbook, column_letters
from lif_core.intake.counting import receipt_of
from lif_core.intake.desk import Desk, Removed, never
from lif_core.intake.editions import settle_source
from lif_core.intake.grid import Grid
from lif_core.intake.guessing import births_of, guessed
from lif_core.intake.headings import LONGEST_SLIP, field_in_list, field_of
from lif_core.intake.layout import Layout, Table, lay_out
from lif_core.intake.mapping import ROW_KINDS, quoted
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.matching import Matched, match
from lif_core.intake.names import Names, Standing
from lif_core.intake.receipt import KeptAside, Question, Receipt, RefusedColumn
from lif_core.intake.reviews import lay_out_list
from lif_core.intake.shapes import reshaped, shapes_of
from lif_core.intake.sheets import read_sheet
from lif_core.records.intake import SheetTable
from lif_core.rules.requests import FileIntake, Request
from lif_core.values.personal import identifiers_in
from lif_core.values.words import folded

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
        tables: the tables that were read, with their headings in their order.
        reshaped: the sheets of an earlier edition that have other headings now, or another order.
        replaced: ids of records whose line is gone, and another line stands in its place.
    """

    requests: tuple[Request, ...] = attrs.field(repr=False)
    receipt: Receipt
    questions: tuple[Question, ...]
    aside: tuple[KeptAside, ...] = attrs.field(repr=False)
    refused: tuple[RefusedColumn, ...]
    mapping: SheetMapping = attrs.field(repr=False)
    tables: tuple[SheetTable, ...] = attrs.field(default=(), repr=False)
    reshaped: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether there is anything to write: a record, a change, or headings under which lines go out from now on."""
        return bool(self.requests or self.reshaped)

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
            changed=tuple(dict.fromkeys((*self.receipt.changed, *self.receipt.moved, *self.replaced))),
            aside=tuple(kept.place for kept in self.aside),
            refused=tuple(
                f"{column.place} ({column.cells} {'cell' if column.cells == 1 else 'cells'})" for column in self.refused
            ),
            tables=self.tables,
        )


def plan(
    workbook: Workbook,
    *,
    framework: Names,
    register: Standing,
    mapping: SheetMapping | None = None,
    as_kind: str | None = None,
    board: str = "",
    removed: Removed = never,
) -> IntakePlan:
    """Plan the import of a file.

    Args:
        workbook: the file as an importer read it.
        framework: knows bodies, roles, themes, kinds and status words.
        register: the records as they stand, to compare with.
        mapping: how to read it, as far as somebody said; the rest is guessed and told in the plan's own mapping.
        as_kind: what one line becomes, where the mapping does not say: one of `ROW_KINDS`.
        board: whose plan it is, where the sheet has no title that says so.
        removed: tells what was removed for good of a record; a sheet that still says it does not bring it back.

    Raises:
        InvalidData: `as_kind` is no kind of line, or the mapping allows what cannot be allowed.
    """
    given = _with_kind((mapping or SheetMapping()).in_one_line(), as_kind)
    layouts = [_laid_out(sheet, given, framework) for sheet in workbook.sheets]
    check_allowed(given, layouts, framework)
    desk = Desk(workbook, framework, register, _used(given, guessed(layouts, given, framework)), removed)
    _ask_refused(desk, given)
    _ask_births(desk, layouts, given)
    _tell_columns_missing(desk, layouts, given)
    for layout in layouts:
        read_sheet(desk, layout, given, board)
    _propose_duplicates(desk)
    _tell_numbers_twice(desk)
    known = settle_source(desk)
    again = _seen_before(desk, register)
    matched = match(desk, known, again=again)
    _keep_asked_lines_aside(desk, layouts, matched)
    tables = tuple(shapes_of(desk, layouts))
    other = () if again else reshaped(tables, register)
    if other:
        desk.notices.append(
            f"Other headings than before on {', '.join(other)}: a plan goes out under these from now on."
        )
    return IntakePlan(
        requests=tuple(matched.requests),
        questions=desk.questions(),
        receipt=receipt_of(desk, layouts, matched),
        aside=tuple(desk.aside),
        refused=tuple(desk.refused),
        mapping=desk.mapping,
        tables=tables,
        reshaped=other,
        replaced=tuple(matched.replaced),
    )


def _used(given: SheetMapping, guess: SheetMapping) -> SheetMapping:
    """Give the mapping that is used: what was said, then what was guessed; no word makes a refused column readable."""
    used = given.over(guess)
    refused = {heading: field for heading, field in guess.columns.items() if field == "refused"}
    return attrs.evolve(used, columns={**used.columns, **refused})


def _ask_refused(desk: Desk, given: SheetMapping) -> None:
    said = {heading for heading, field in given.columns.items() if field != desk.mapping.columns.get(heading, field)}
    if said:
        desk.ask(
            "column-refused",
            f"The mapping reads {len(said)} of the columns that identify people as something else: still refused.",
            desk.workbook.name,
            "Where one is needed, say under [allowed] which extra field it goes into, by which role, because of what.",
        )


def _tell_columns_missing(desk: Desk, layouts: Iterable[Layout], given: SheetMapping) -> None:
    """Tell the columns that the mapping names and this file has not: one of a year ago, or a heading with a slip."""
    there = {
        key
        for layout in layouts
        for table in layout.tables
        for column in table.columns
        for key in (column.heading, column_letters(column.number))
    }
    for key in given.columns:
        if key not in there and len(key) <= LONGEST_SLIP and not identifiers_in(key):
            near = nearest(key, filter(None, there))
            hint = f" Did you mean {near!r}?" if near else ""
            desk.notices.append(f"The mapping names a column {key!r}, and nothing in this file is headed so.{hint}")


def _ask_births(desk: Desk, layouts: Iterable[Layout], given: SheetMapping) -> None:
    """Ask of columns that are refused only for days that lie far apart; a word in the mapping has them read."""
    for layout in layouts:
        for table in layout.tables:
            for number, key in births_of(table, given.columns).items():
                if desk.mapping.columns.get(key) == "refused" and given.columns.get(key) != "refused":
                    _ask_births_of(desk, table, number, key)


def _ask_births_of(desk: Desk, table: Table, number: int, key: str) -> None:
    letters = column_letters(number)
    is_told = len(key) <= LONGEST_SLIP and any(map(str.isalpha, key)) and not identifiers_in(key)
    desk.ask(
        "column-like-births",
        f"Column {letters} has days that lie years apart, as dates of birth do, and no heading that says what of.",
        f"{table.grid.sheet.name}!{letters}{table.lines[0]}",
        "If they are days of work, say in the mapping file which: "
        f'columns.{quoted(key) if is_told else quoted("its heading")} = "done", or "due", or "comment".',
        f"{table.place} {letters}",
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


def _laid_out(sheet: Sheet, given: SheetMapping, framework: Names) -> Layout:
    grid = Grid(sheet)
    if sheet.hidden or sheet.name in given.ignore:
        return Layout(grid, dict.fromkeys(grid.numbers, "key"))
    named = field_in_list if given.row == "review" else field_of
    said = {heading: field for heading, field in given.columns.items() if field not in ("aside", "refused")}
    layout = lay_out(
        grid,
        lambda heading: said.get(heading) or named(heading),
        given.header.get(sheet.name),
        headless=_is_headless(grid, given),
    )
    if not layout.tables and given.row == "review":
        return lay_out_list(grid, framework)
    if not layout.tables:
        layout.titles = []
        layout.sorts.update({row: "key" for row, sort in layout.sorts.items() if sort == "title"})
    return layout


def _is_headless(grid: Grid, given: SheetMapping) -> bool:
    """Whether a sheet without headings is a table: enough rows with several cells, whatever its lines may be."""
    several = sum(len(row) > 1 for row in grid.rows.values())
    return several >= FEWEST_LINES or given.header.get(grid.sheet.name) == 0


def _propose_duplicates(desk: Desk) -> None:
    """Propose lines as duplicates where an action stands word for word in another sheet of the file. None is merged."""
    first: dict[str, tuple[str, int]] = {}
    for draft in desk.drafts:
        text = folded(str(getattr(draft.request, "text", "")))
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


def _tell_numbers_twice(desk: Desk) -> None:
    """Tell where several actions of a sheet have one number, while the numbers of its others do not begin anew."""
    numbered: dict[str, dict[str, dict[int, None]]] = {}
    for draft in desk.drafts:
        if draft.request.type == "action" and draft.request.ref:
            numbered.setdefault(draft.tab, {}).setdefault(draft.request.ref.casefold(), {})[draft.row] = None
    for tab, rows in numbered.items():
        twice = [row for several in rows.values() if len(several) > 1 for row in several]
        if len(twice) * 2 > sum(map(len, rows.values())):
            continue  # numbers that begin anew under each heading, or say which recommendation is meant
        for row in twice:
            desk.ask(
                "number-twice",
                "{n} line{s} share a number with another line of the sheet: each is a record of its own.",
                f"{tab}!{row}",
                "Give one of them another number in the sheet, or leave both: a command then names them by their ids.",
                tab,
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
        desk.keep_line_aside(grid, row, "changed, removed for good or new: nobody has said")
