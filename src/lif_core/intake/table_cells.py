"""Table cells: what stands where in a table whose columns were read as fields."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.grid import Grid, words
from lif_core.intake.heading_rows import Column
from lif_core.intake.headings import NAMING
from lif_core.intake.layout import Table
from lif_core.values.reading import order_of


def field_at(column: Column, columns: Mapping[str, str]) -> str:
    """Tell the field of a column under a mapping: by its heading, by its letter where it has none."""
    if column.heading:
        return columns.get(column.heading, "aside")
    return columns.get(column_letters(column.number), "aside")


@attrs.define
class Line:
    """What is known of a line while it is read.

    Attributes:
        row: its row.
        naming: the cell that names its record.
        text: the text of its record.
        ref: its own number.
        state: the state that its status means; empty where nobody can say.
        main: the `#handle` of its record.
        review: id of the review that it comes from.
        source: words for where it comes from, where no such review is on record.
        themes: ids of its themes.
    """

    row: int
    naming: Cell
    text: str = ""
    ref: str = ""
    state: str = ""
    main: str = ""
    review: str = ""
    source: str = ""
    themes: tuple[str, ...] = ()


@attrs.define(slots=False)
class TableCells:
    """The cells of a table, by line and field.

    Attributes:
        desk: where everything is gathered.
        layout: the table.
        kind: what one line becomes.
    """

    desk: Desk
    layout: Table
    kind: str
    _above: dict[int, Cell] = attrs.field(factory=dict, init=False)

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.layout.grid

    @property
    def tab(self) -> str:
        """Name of the sheet."""
        return self.grid.sheet.name

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """Columns by field, in order."""
        found: dict[str, list[Column]] = {}
        for column in self.layout.columns:
            found.setdefault(field_at(column, self.desk.mapping.columns), []).append(column)
        return found

    @cached_property
    def naming(self) -> Sequence[Column]:
        """The columns whose text makes a line into a record: the first that has any counts."""
        by_heading = {column.heading: column for column in self.layout.columns if column.heading}
        told = [by_heading[heading] for heading in self.desk.mapping.title if heading in by_heading]
        if told:
            return told
        wanted: tuple[str, ...] = ("review",) if self.kind == "review" else NAMING
        if self.kind not in ("finding", "review"):
            wanted = ("action", "recommendation") if "action" in self.kind else ("recommendation", "action")
        return [column for field in wanted for column in self.columns.get(field, ())]

    @cached_property
    def filled(self) -> frozenset[int]:
        """Numbers of the columns whose blanks mean "as above"."""
        headings = set(self.desk.mapping.fill_down)
        return frozenset(column.number for column in self.layout.columns if column.heading in headings)

    @cached_property
    def day_first(self) -> bool | None:
        """Whether the day comes first in the dates of this table: as the mapping says, or as its dates prove."""
        if self.desk.mapping.day_first is not None:
            return self.desk.mapping.day_first
        numbers = [column.number for column in self.columns.get("due", ())]
        return order_of(words(self.grid.rows[row].get(number)) for row in self.layout.lines for number in numbers)

    def fill(self, row: int) -> None:
        """Remember what stands in the columns that are filled down."""
        for number in self.filled:
            cell = self.grid.at(row, number)
            if cell is not None and words(cell):
                self._above[number] = cell

    def at(self, row: int, number: int) -> Cell | None:
        """Give the cell of a line in a column: its own, the merged one above it, or the one that is filled down."""
        cell = self.grid.at(row, number)
        if (cell is None or not words(cell)) and number in self.filled:
            return self._above.get(number, cell)
        return cell

    def has_filled_name(self) -> bool:
        """Tell whether a column that names records is filled down."""
        return any(column.number in self.filled for column in self.naming)

    def naming_cell(self, row: int) -> Cell | None:
        """Give the cell whose text names the record of a line; None where there is none."""
        return next((cell for column in self.naming if (cell := self.at(row, column.number)) and words(cell)), None)

    def naming_text(self, row: int) -> str:
        """Tell the text that names the record of a line; empty where there is none."""
        return words(self.naming_cell(row))

    def cells(self, row: int, field: str) -> list[tuple[Column, Cell]]:
        """Give the cells of a line that stand under the headings of a field and hold something."""
        found = ((column, self.at(row, column.number)) for column in self.columns.get(field, ()))
        return [(column, cell) for column, cell in found if cell is not None and (words(cell) or cell.comment)]

    def text(self, row: int, field: str) -> str:
        """Give the text of a line under a field, and book its cells as used."""
        found = self.cells(row, field)
        self.use(cell for _, cell in found)
        return "\n".join(words(cell) for _, cell in found if words(cell))

    def use(self, cells: Iterable[Cell]) -> None:
        """Book cells as used in a record."""
        self.desk.ledger(self.tab).book(cells, "record")

    def where(self, cell: Cell) -> str:
        """Tell the address of a cell."""
        return self.desk.address(self.grid, cell)

    def answer(self, cell: Cell) -> str:
        """Tell what somebody answered to the question about a cell; empty where nobody has."""
        return self.desk.mapping.answers.get(self.where(cell), "")

    def is_answered(self, cell: Cell) -> bool:
        """Tell whether somebody said that what a cell offers is to be set."""
        return self.answer(cell) == "set"
