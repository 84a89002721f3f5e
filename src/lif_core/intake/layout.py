"""Layout: what each row of a sheet is, and which tables stand on it."""

import re
from collections.abc import Mapping
from functools import cached_property

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.grid import Grid, words
from lif_core.intake.heading_rows import Column, FieldOf, Header, headers_of, heads_columns, texts_of
from lif_core.intake.headings import field_of
from lif_core.intake.printed import headline_of, is_note, is_number, is_ref, key_of
from lif_core.intake.receipt import RowSort

_TOTAL = re.compile(r"(grand |sub-? ?|overall )?totals?\b.{0,30}|overall\b.{0,20}", re.IGNORECASE)
_BANNER = re.compile(
    r"((?-i:[A-Z&]{3,10}) )?((strategic|key|our|shared) )?"
    r"(priority|priorities|objectives?|theme|section|part|standard|aim|goal|outcome|workstream)"
    r"( theme| area| objective)?"
    r"( (\d{1,2}[a-z]?|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)\b|\s*:|$)",
    re.IGNORECASE,
)


@attrs.define(slots=False)
class Table:
    """One table of a sheet.

    Attributes:
        grid: the sheet.
        header: its heading rows; none where the sheet has no headings.
        columns: its columns.
        lines: its lines.
        titles: titles and banners above it, since the table before it: row and text.
        banners: banners above and inside it that may name a priority or section: row and text, in order.
        key: meaning of the grades of its status column, as the key below it says.
        matrix: whether it is a table of numbers by period and body.
    """

    grid: Grid
    header: tuple[int, ...]
    columns: tuple[Column, ...]
    lines: list[int] = attrs.field(factory=list)
    titles: list[tuple[int, str]] = attrs.field(factory=list)
    banners: list[tuple[int, str]] = attrs.field(factory=list)
    key: dict[str, str] = attrs.field(factory=dict)
    matrix: bool = False

    @property
    def place(self) -> str:
        """Its name: sheet and first heading row (or first line), such as `Sheet1!2`."""
        first = self.header[0] if self.header else (self.lines[0] if self.lines else 0)
        return f"{self.grid.sheet.name}!{first}"

    @cached_property
    def by_number(self) -> Mapping[int, Column]:
        """Its columns by their number."""
        return {column.number: column for column in self.columns}

    @property
    def title(self) -> str:
        """The title nearest above it."""
        return self.titles[-1][1] if self.titles else ""


@attrs.define
class Layout:
    """What the rows of one sheet are.

    Attributes:
        grid: the sheet.
        sorts: by row, what it is.
        tables: its tables, in order.
        titles: titles and banners of the sheet, each with its row.
        headlines: figures that stand alone: row and the banner above it.
    """

    grid: Grid
    sorts: dict[int, RowSort] = attrs.field(factory=dict)
    tables: list[Table] = attrs.field(factory=list)
    titles: list[tuple[int, str]] = attrs.field(factory=list)
    headlines: list[tuple[int, str]] = attrs.field(factory=list)


def lay_out(grid: Grid, field: FieldOf = field_of, header: int | None = None, *, headless: bool = False) -> Layout:
    """Tell what each row of a sheet is.

    Args:
        grid: the sheet.
        field: tells the field that a heading names.
        header: number of the only heading row, 0 for none; left out, headings are looked for.
        headless: whether a sheet without any heading row is a table all the same.
    """
    headers = headers_of(grid, field, header)
    layout = _Walk(grid, field, headers, headless).layout()
    _find_headlines(layout)
    return layout


@attrs.define
class _Walk:
    grid: Grid
    field: FieldOf
    headers: Mapping[int, Header]
    headless: bool
    result: Layout = attrs.field(init=False)
    table: Table | None = None
    pending: list[tuple[int, str]] = attrs.field(factory=list)
    grades: frozenset[str] = frozenset()

    def layout(self) -> Layout:
        self.result = Layout(self.grid)
        numbers = self.grid.numbers
        skip = 0
        for at, row in enumerate(numbers):
            if row <= skip:
                continue
            header = self.headers.get(row)
            if header is not None:
                if not self._repeats(header):
                    self._begin(header)
                for heading in header.rows:
                    self._note(heading, "heading")
                skip = header.rows[-1]
            elif self.table is None:
                self._before(at, row)
            else:
                self._inside(at, row)
        self._end()
        return self.result

    def _repeats(self, header: Header) -> bool:
        return self.table is not None and header.columns == self.table.columns

    def _note(self, row: int, sort: RowSort) -> None:
        self.result.sorts[row] = sort

    def _begin(self, header: Header) -> None:
        titles = self._end()
        self.table = Table(self.grid, header.rows, header.columns, titles=titles, matrix=header.matrix)
        self.table.banners.extend(titles)
        self.result.tables.append(self.table)
        self.grades = self._grades(header)

    def _grades(self, header: Header) -> frozenset[str]:
        """The short words that stand below headings of status: a key below the table explains them."""
        numbers = {column.number for column in header.columns if self.field(column.heading) in ("status", "rag")}
        if not numbers:
            return frozenset()
        texts = (
            words(self.grid.rows[row].get(number))
            for row in self.grid.numbers
            if row > header.rows[-1]
            for number in numbers
        )
        return frozenset(text.upper() for text in texts if 0 < len(text) <= 2)

    def _end(self) -> list[tuple[int, str]]:
        """End the table: what stands alone below it is titles of the next one, or notes where no other follows."""
        pending, self.pending = self.pending, []
        for row, text in pending:
            self._note(row, "title")
            self.result.titles.append((row, text))
        return pending

    def _before(self, at: int, row: int) -> None:
        lone = self.grid.lone(row)
        if lone is None and heads_columns(self.grid, row):
            self._note(row, "heading")
            return
        if lone is None and self.headless and not self.headers:
            self.table = Table(
                self.grid, (), tuple(Column(number) for number in self._used_columns()), titles=self._end()
            )
            self.table.banners.extend(self.table.titles)
            self.result.tables.append(self.table)
            self._line(row)
            return
        self.pending.append((row, words(lone) if lone else ""))

    def _used_columns(self) -> list[int]:
        return sorted({number for row in self.grid.rows.values() if len(row) > 1 for number in row})

    def _line(self, row: int) -> None:
        assert self.table is not None
        for above, text in self.pending:
            self._note(above, "title")
            self.result.titles.append((above, text))
            self.table.banners.append((above, text))
        self.pending = []
        self.table.lines.append(row)
        self._note(row, "line")

    def _inside(self, at: int, row: int) -> None:
        assert self.table is not None
        lone = self.grid.lone(row)
        if lone is not None and self._stands_alone(at, row, lone):
            self._alone(row, words(lone))
        elif lone is None and heads_columns(self.grid, row, within=bool(self.table.header)):
            self._note(row, "heading")
        elif self._is_total(row) or (
            lone is None and not any(number in self.table.by_number for number in self.grid.rows[row])
        ):
            self._note(row, "key")
        else:
            self._line(row)

    def _is_total(self, row: int) -> bool:
        assert self.table is not None
        texts = texts_of(self.grid, row)
        if self.table.matrix or not texts or not _TOTAL.fullmatch(texts[0]):
            return False
        return all(is_number(text) or _TOTAL.fullmatch(text) for text in texts)

    def _alone(self, row: int, text: str) -> None:
        """Place a text that stands alone below a table: key, note, or banner of what follows."""
        assert self.table is not None
        key = key_of(text)
        if self.grades & key.keys() and self.table.lines:
            self.table.key = {**key, **self.table.key}
            self._note(row, "key")
        elif is_note(text) or _TOTAL.fullmatch(text):
            self._note(row, "key")
        else:
            self.pending.append((row, text))

    def _stands_alone(self, at: int, row: int, cell: Cell) -> bool:
        """Tell whether the only cell of a row is no line of the table but a banner, a key or a note."""
        assert self.table is not None
        text = words(cell)
        column = self.table.by_number.get(cell.column)
        if self.grid.is_wide(cell) or column is None or not text:
            return bool(text)
        if self.grades & key_of(text).keys() and self.table.lines and not self._more_lines(at):
            return True
        if len(self.table.columns) == 1:
            return False
        leading = cell.column == self.table.columns[0].number
        if not leading:
            return False
        if self._heads_next(at):
            return True
        if is_note(text) or _TOTAL.fullmatch(text) or _is_loud(text) or _BANNER.match(text) or text.endswith(":"):
            return True
        field = self.field(column.heading) if column.heading else ""
        return (field == "ref" and not is_ref(text)) or (
            field in ("period", "due", "runs", "delegates") and len(text) > 30
        )

    def _more_lines(self, at: int) -> bool:
        """Tell whether a row with several cells follows before the next heading."""
        for row in self.grid.numbers[at + 1 : at + 40]:
            if row in self.headers:
                return False
            if self.grid.lone(row) is None:
                return not self._is_total(row)
        return False

    def _heads_next(self, at: int) -> bool:
        """Tell whether a heading row follows, with nothing but texts that stand alone between."""
        for row in self.grid.numbers[at + 1 : at + 6]:
            if row in self.headers:
                return True
            if self.grid.lone(row) is None:
                return False
        return False


def _is_loud(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 8 and all(sign.isupper() for sign in letters)


def _find_headlines(layout: Layout) -> None:
    """Find figures that stand alone in rows of their own: two or more in a row, and no numbered list."""
    run: list[tuple[int, str]] = []
    above = ""
    for row, text in [*sorted(layout.titles), (0, "")]:
        if headline_of(text):
            run.append((row, above))
            continue
        starts = [headline_of(words(layout.grid.lone(at))) for at, _ in run]
        numbers = [start[0] for start in starts if start]
        if len(run) >= 2 and numbers != [str(count + 1) for count in range(len(numbers))]:
            layout.headlines.extend(run)
            for at, _ in run:
                layout.sorts[at] = "headline"
        run, above = [], text
    taken = {row for row, _ in layout.headlines}
    layout.titles = [(row, text) for row, text in layout.titles if row not in taken]
    for table in layout.tables:
        table.titles = [(row, text) for row, text in table.titles if row not in taken]
        table.banners = [(row, text) for row, text in table.banners if row not in taken]
