"""Cells: what an importer hands over of a workbook. An importer reads; it decides nothing about meaning."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import attrs

Value = str | int | float | bool | date | datetime | None
"""What a cell holds; dates only where the file itself says that the cell is a date."""


@attrs.frozen(weakref_slot=False)
class Cell:
    """One cell that holds, or shows, something.

    Attributes:
        row: 1 for the first row of the sheet.
        column: 1 for column A.
        value: the value as the file holds it (of a formula: the value last computed, never run here).
        comment: text of a cell comment, or empty.
        fill: fill colour as `RRGGBB`, or empty.
        struck: whether the whole text is struck through.
        formula: whether a formula stands behind the value.
    """

    row: int
    column: int
    value: Value = attrs.field(default=None, repr=False)
    comment: str = attrs.field(default="", repr=False)
    fill: str = ""
    struck: bool = False
    formula: bool = False

    @property
    def address(self) -> str:
        """The cell's name, such as `B7`."""
        return f"{column_letters(self.column)}{self.row}"


@attrs.frozen(weakref_slot=False)
class Area:
    """A rectangle of merged cells, all four edges included, rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@attrs.frozen(weakref_slot=False)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: name on its tab; for csv the name of the file without ending.
        cells: its cells by row, then column; cells with neither value, comment, fill nor strike are left out.
        merged: merged areas; the value stands in the top left cell only.
        hidden: whether the whole sheet is hidden.
        hidden_rows: rows hidden by a filter or by hand.
        rows: number of rows up to the last that holds a value.
    """

    name: str
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    rows: int = 0


@attrs.frozen(weakref_slot=False)
class Plain:
    """The values of one sheet and the remarks on them: all that is needed of a sheet that we made ourselves.

    Attributes:
        name: name on its tab.
        rows: its values row by row, empty text or None for a blank; rows may differ in length. A whole number may
            stand as a float, a day as midnight, as the reader of the values gives them.
        top: number of the first row.
        left: number of the first column.
        remarks: text of cell comments by row and column.
    """

    name: str
    rows: Sequence[Sequence[Value]] = attrs.field(repr=False)
    top: int = 1
    left: int = 1
    remarks: Mapping[tuple[int, int], str] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, sheet: Sheet) -> "Plain":
        """Give the values and remarks of a sheet that was read whole."""
        rows: list[list[Value]] = [[] for _ in range(max((cell.row for cell in sheet.cells), default=0))]
        for cell in sheet.cells:
            held = rows[cell.row - 1]
            held.extend([None] * (cell.column - len(held)))
            held[cell.column - 1] = cell.value
        remarks = {(cell.row, cell.column): cell.comment for cell in sheet.cells if cell.comment}
        return cls(sheet.name, rows, remarks=remarks)


@attrs.frozen(weakref_slot=False)
class Workbook:
    """A file as an importer read it.

    Attributes:
        name: name of the file without its folder.
        sha256: hash of the file's bytes, 64 hexadecimal digits.
        sheets: its sheets in order.
        notices: what the importer saw and left alone, such as macros or external links: sentences, no cell text.
        epoch_1904: whether day serials count from 1904 (old Macintosh files) instead of 1900.
        plain: in place of `sheets`, the values alone: where a file holds the mark that was asked for.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()
    epoch_1904: bool = False
    plain: tuple[Plain, ...] = ()


def column_letters(column: int) -> str:
    """Tell the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
