"""Cells: what an importer hands over of a workbook. An importer reads; it decides nothing about meaning."""

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
class Workbook:
    """A file as an importer read it.

    Attributes:
        name: name of the file without its folder.
        sha256: hash of the file's bytes, 64 hexadecimal digits.
        sheets: its sheets in order.
        notices: what the importer saw and left alone, such as macros or external links: sentences, no cell text.
        epoch_1904: whether day serials count from 1904 (old Macintosh files) instead of 1900.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()
    epoch_1904: bool = False


def column_letters(column: int) -> str:
    """Tell the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
