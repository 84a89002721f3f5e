"""Layout: what a sheet shows beside its values, gathered in one pass, and the sheet put together from both."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import attrs

from lif_core.errors import Problem
from lif_core.intake.cells import Area, Cell, Sheet, Value, column_letters
from lif_import_sheets import limits, refusals

Place = tuple[int, int]
"""Row and column of a cell, both counted from 1."""

WHITE = "FFFFFF"
"""A white cell cannot be told from one that was never filled, so it counts as that."""


@attrs.define
class Budget:
    """How many cells the workbook may still bring, over all its sheets."""

    left: int = limits.CELLS


@attrs.define
class Layout:
    """What one pass over a sheet finds beside the values.

    Attributes:
        file: name of the file, for messages.
        name: name of the sheet.
        budget: shared by all sheets of the workbook.
        hidden: whether the sheet is hidden.
        hidden_rows: rows hidden, as first and last of each stretch.
        hidden_columns: columns hidden, as first and last of each stretch.
        merged: merged areas.
        fills: fill colour by cell.
        struck: cells struck through.
        painted: larger areas with a fill or a strike, which matter only where the table is.
        formulas: cells with a formula behind them.
        unreckoned: formulas whose value was never saved.
        faults: cells that show an error such as a division by zero.
        said: values that the reader of values leaves out, by cell.
        comments: comments by cell.
        too_long: cells with more text than a cell can hold.
        coloured_by_rule: whether colours come from rules (conditional formatting).
        top, left, bottom, right: the block between the first and the last value; `bottom` 0 where there is none.
    """

    file: str
    name: str
    budget: Budget
    hidden: bool = False
    hidden_rows: list[tuple[int, int]] = attrs.field(factory=list)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    merged: list[Area] = attrs.field(factory=list)
    fills: dict[Place, str] = attrs.field(factory=dict, repr=False)
    struck: set[Place] = attrs.field(factory=set, repr=False)
    painted: list[tuple[Area, str, bool]] = attrs.field(factory=list, repr=False)
    formulas: set[Place] = attrs.field(factory=set, repr=False)
    unreckoned: set[Place] = attrs.field(factory=set, repr=False)
    faults: set[Place] = attrs.field(factory=set, repr=False)
    said: dict[Place, str] = attrs.field(factory=dict, repr=False)
    comments: dict[Place, str] = attrs.field(factory=dict, repr=False)
    too_long: set[Place] = attrs.field(factory=set, repr=False)
    coloured_by_rule: bool = False
    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def spend(self, cells: int) -> None:
        """Count cells towards the limit of the workbook.

        Raises:
            UnreadableFile: the workbook holds too many.
        """
        self.budget.left -= cells
        if self.budget.left < 0:
            raise refusals.too_many_cells(self.file, self.name)

    def within(self, row: int, column: int) -> None:
        """Make sure that a cell lies on a sheet at all."""
        if not (0 < row <= limits.ROWS and 0 < column <= limits.COLUMNS):
            raise refusals.beyond_sheet(self.file, self.name)

    def valued(self, row: int, column: int) -> None:
        """Note that a cell holds a value."""
        if not self.bottom:
            self.top, self.left, self.bottom, self.right = row, column, row, column
            return
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    def paint(self, area: Area, fill: str, struck: bool) -> None:
        """Note the fill and the strike of a cell, or of a whole stretch of like cells."""
        fill = "" if fill == WHITE else fill
        if not (fill or struck):
            return
        if (area.top, area.left) != (area.bottom, area.right):
            self.painted.append((area, fill, struck))
            return
        if fill:
            self.fills[area.top, area.left] = fill
        if struck:
            self.struck.add((area.top, area.left))

    def check_block(self) -> None:
        """Make sure that the block of values is small enough to be read.

        Raises:
            UnreadableFile: a stray cell lies too far away.
        """
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > limits.AREA:
            raise refusals.far_apart(self.file, self.name, self.bottom, self.right)

    def problems(self) -> list[Problem]:
        """Tell what is wrong with single cells."""
        long_comments = [place for place, text in self.comments.items() if len(text) > limits.TEXT]
        return [
            *refusals.long_cells(self.file, self.name, self.too_long),
            *refusals.long_cells(self.file, self.name, long_comments, "comment"),
        ]

    def sheet(self, values: dict[Place, Value]) -> Sheet:
        """Put values and looks together."""
        values.update(self.said)
        last_row, last_column = extent(values, self.comments)
        self._spread(last_row, last_column)
        shown = {place for place in (*self.fills, *self.struck) if place[0] <= last_row and place[1] <= last_column}
        cells = tuple(
            Cell(
                row=place[0],
                column=place[1],
                value=values.get(place),
                comment=self.comments.get(place, ""),
                fill=self.fills.get(place, ""),
                struck=place in self.struck,
                formula=place in self.formulas,
            )
            for place in sorted(shown.union(values, self.comments))
        )
        return Sheet(
            name=self.name,
            cells=cells,
            merged=tuple(sorted(self.merged, key=lambda area: (area.top, area.left))),
            hidden=self.hidden,
            hidden_rows=frozenset(
                row for first, last in self.hidden_rows for row in range(first, min(last, last_row) + 1)
            ),
            rows=max((row for row, _ in values), default=0),
        )

    def _spread(self, last_row: int, last_column: int) -> None:
        for area, fill, struck in self.painted:
            bottom, right = min(area.bottom, last_row), min(area.right, last_column)
            self.spend(max(0, bottom - area.top + 1) * max(0, right - area.left + 1))
            places = [(r, c) for r in range(area.top, bottom + 1) for c in range(area.left, right + 1)]
            if fill:
                self.fills.update(dict.fromkeys(places, fill))
            if struck:
                self.struck.update(places)

    def notices(self) -> list[str]:
        """Say what was seen on this sheet and left alone."""
        told = []
        if self.hidden:
            told.append(f"Sheet {self.name} is hidden; it was read like the others.")
        if columns := [(first, min(last, self.right)) for first, last in self.hidden_columns if first <= self.right]:
            told.append(f"Sheet {self.name} has hidden columns ({stretches(columns)}); they were read like the others.")
        if self.coloured_by_rule:
            told.append(f"Sheet {self.name} has colours that come from rules; only colours set by hand were read.")
        if self.formulas:
            told.append(
                f"Sheet {self.name} has formulas behind {len(self.formulas)} of its cells; none was run, "
                "the value last saved was read."
            )
        if self.unreckoned:
            told.append(
                f"Sheet {self.name} has formulas without a saved value ({addresses(self.unreckoned)}); they were read "
                "as blank. Open the file in Excel or LibreOffice and save it, and they have one."
            )
        if self.faults:
            told.append(f"Sheet {self.name} shows errors in the place of values ({addresses(self.faults)}).")
        return told


def extent(*maps: Iterable[Place]) -> Place:
    """Tell the last row and the last column that any of the maps names."""
    places = [place for each in maps for place in each]
    return max((row for row, _ in places), default=0), max((column for _, column in places), default=0)


def addresses(places: Iterable[Place], most: int = 10) -> str:
    """Name cells by address, the first ten of them."""
    found = sorted(places)
    named = ", ".join(f"{column_letters(column)}{row}" for row, column in found[:most])
    return f"{named} and {len(found) - most} more" if len(found) > most else named


def stretches(columns: Sequence[tuple[int, int]]) -> str:
    """Name stretches of columns: `C, F to H`."""
    return ", ".join(
        column_letters(first) if first == last else f"{column_letters(first)} to {column_letters(last)}"
        for first, last in columns
    )


def value_of(raw: object) -> Value:
    """Tell what a cell holds: whole numbers without a decimal point, dates without midnight, blank as None.

    Times and durations have no day and are given as text, `10:30` or `36:00`.
    """
    if isinstance(raw, str):
        return raw.replace("\r\n", "\n").replace("\r", "\n") if raw.strip() else None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, float):
        # Beyond 2**53 a float no longer tells whole numbers apart.
        return int(raw) if raw.is_integer() and abs(raw) < 2**53 else raw
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw
    if isinstance(raw, time):
        return raw.isoformat("minutes" if not (raw.second or raw.microsecond) else "seconds")
    if isinstance(raw, timedelta):
        minutes = round(raw.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if raw is None or isinstance(raw, int | date):
        return raw
    return str(raw)
