"""Layout: what each row of a sheet is, and which tables stand on it."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.grid import Grid, one_line, words
from lif_core.intake.headings import LONGEST_HEADING, NAMING, exact_field, field_of
from lif_core.intake.receipt import RowSort

_PERIOD = re.compile(
    r"((financial|academic|reporting) year )?(19|20)\d\d( ?[-/–] ?(\d{4}|\d{1,2}))?|q(uarter )?[1-4]( .{0,12})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[£$]?-?\d[\d,]*(\.\d+)?%?")
_HEADLINE = re.compile(r"(\d[\d,]*(?:\.\d+)?%?) +([^\W\d_].{1,120})", re.DOTALL)
_KEY = re.compile(r"([A-Za-z]|\d{1,2})(?:\s*[-–=:.)]\s*|\s+)(\S.*)", re.DOTALL)
_PIECES = re.compile(r"\s*[;,\n]\s*")
_NOTE = re.compile(r"(n\.? ?b\b|notes?\b|key\b|source\b|please note|\*|legend\b|footnote)", re.IGNORECASE)
_TOTAL = re.compile(r"(grand |sub-? ?|overall )?totals?\b.{0,30}|overall\b.{0,20}", re.IGNORECASE)
_BANNER = re.compile(
    r"((?-i:[A-Z&]{3,10}) )?((strategic|key|our|shared) )?"
    r"(priority|priorities|objectives?|theme|section|part|standard|aim|goal|outcome|workstream)"
    r"( theme| area| objective)?"
    r"( (\d{1,2}[a-z]?|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)\b|\s*:|$)",
    re.IGNORECASE,
)
_REF = re.compile(r"[A-Za-z]{0,6}[ ./-]{0,2}\d{1,5}([./-]?\d{1,5}){0,3}[a-z]?[.)]?|[ivxIVX]{1,5}[.)]?|[A-Za-z][.)]?")


def is_period(text: str) -> bool:
    """Tell whether a text is the name of a year or quarter, such as `2014-15`."""
    return bool(_PERIOD.fullmatch(text.strip()))


def is_number(text: str) -> bool:
    """Tell whether a text is a number as people print it, such as `1,547`."""
    return bool(_NUMBER.fullmatch(text.strip()))


def is_ref(text: str) -> bool:
    """Tell whether a text can be a line's own number, such as `3.`, `B07` or `2024-017`."""
    return bool(_REF.fullmatch(text.strip()))


def headline_of(text: str) -> tuple[str, str] | None:
    """Tell number and words of a figure that stands alone, such as `90 learning events`."""
    match = _HEADLINE.fullmatch(text)
    return (match[1], match[2].strip()) if match else None


def key_of(text: str) -> Mapping[str, str]:
    """Tell the grades that a line of a key explains: `1 Fully Achieved`, or `G = on track; R = late`."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    several = [_KEY.fullmatch(piece) for piece in pieces] if "=" in text and len(pieces) > 1 else []
    found = several if several and all(several) else [_KEY.fullmatch(text)]
    return {match[1].upper(): match[2].strip() for match in found if match}


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


FieldOf = Callable[[str], str]
"""Tells the field that a heading names, under a mapping."""


def lay_out(grid: Grid, field: FieldOf = field_of, header: int | None = None, *, headless: bool = False) -> Layout:
    """Tell what each row of a sheet is.

    Args:
        grid: the sheet.
        field: tells the field that a heading names.
        header: number of the only heading row, 0 for none; left out, headings are looked for.
        headless: whether a sheet without any heading row is a table all the same.
    """
    headers = _headers(grid, field, header)
    layout = _Walk(grid, field, headers, headless).layout()
    _find_headlines(layout)
    return layout


# ---- heading rows ----


@attrs.frozen
class _Header:
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    matrix: bool = False


def _headers(grid: Grid, field: FieldOf, header: int | None) -> dict[int, _Header]:
    """Find the heading rows: by their first row."""
    if header == 0:
        return {}
    found: dict[int, _Header] = {}
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
        made = _Header(tuple(rows), _columns(grid, rows), matrix)
        taken = rows[-1]
        found[rows[0]] = made
    return found


def _texts(grid: Grid, row: int) -> list[str]:
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
    return known >= 3 and known >= 0.6 * len(texts) and not any(text.endswith(":") for text in texts)


def _is_matrix(grid: Grid, row: int, below: int | None) -> bool:
    """Tell whether a row heads a table of numbers: `YEAR` and names of bodies above years and numbers."""
    texts = _texts(grid, row)
    if below is None or len(texts) < 3 or exact_field(texts[0]) != "period" or any(map(is_number, texts[1:])):
        return False
    under = _texts(grid, below)
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


# ---- walking down the rows ----


@attrs.define
class _Walk:
    grid: Grid
    field: FieldOf
    headers: Mapping[int, _Header]
    headless: bool
    result: Layout = attrs.field(init=False)
    table: Table | None = None
    pending: list[tuple[int, str]] = attrs.field(factory=list)
    heading_texts: tuple[str, ...] = ()
    grades: frozenset[str] = frozenset()

    def layout(self) -> Layout:
        self.result = Layout(self.grid)
        numbers = self.grid.numbers
        skip = 0
        for at, row in enumerate(numbers):
            if row <= skip:
                continue
            header = self.headers.get(row)
            if header is not None and not self._repeats(header):
                self._begin(header)
                skip = header.rows[-1]
            elif header is not None:
                self._note(row, "heading")
                skip = header.rows[-1]
            elif self.table is None:
                self._before(at, row)
            else:
                self._inside(at, row)
        self._end()
        return self.result

    def _repeats(self, header: _Header) -> bool:
        return self.table is not None and header.columns == self.table.columns

    def _note(self, row: int, sort: RowSort) -> None:
        self.result.sorts[row] = sort

    def _begin(self, header: _Header) -> None:
        titles = self._end()
        self.table = Table(self.grid, header.rows, header.columns, titles=titles, matrix=header.matrix)
        self.table.banners.extend(titles)
        self.result.tables.append(self.table)
        for row in header.rows:
            self._note(row, "heading")
        self.heading_texts = tuple(column.heading for column in header.columns)
        self.grades = self._grades(header)

    def _grades(self, header: _Header) -> frozenset[str]:
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
        elif self._is_total(row) or (
            lone is None and not any(number in self.table.by_number for number in self.grid.rows[row])
        ):
            self._note(row, "key")
        else:
            self._line(row)

    def _is_total(self, row: int) -> bool:
        assert self.table is not None
        texts = _texts(self.grid, row)
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
        elif _NOTE.match(text) or _TOTAL.fullmatch(text):
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
        if _NOTE.match(text) or _TOTAL.fullmatch(text) or _is_loud(text) or _BANNER.match(text) or text.endswith(":"):
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
