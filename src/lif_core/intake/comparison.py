"""Comparison: tables that set what was found in one year beside what improved and what is still to do in another."""

from collections.abc import Mapping, Sequence

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.layout import Table
from lif_core.intake.statuses import is_cut
from lif_core.intake.table_cells import field_at
from lif_core.records.finding import Sort
from lif_core.records.parts import Link, LinkKind
from lif_core.rules.requests import RecordFinding, StartReview
from lif_core.values.reading import read_when

_SORTS: Mapping[str, tuple[Sort, LinkKind]] = {
    "finding": ("gap", "repeats"),
    "finding:good-practice": ("good-practice", "arose-from"),
    "finding:continued": ("gap", "repeats"),
}
"""By field, the sort of finding, and how a later one hangs together with the earlier one of its line."""


def is_comparison(table: Table, columns: Mapping[str, str]) -> bool:
    """Tell whether a table has findings in several columns."""
    return sum(field_at(column, columns) in _SORTS for column in table.columns) >= 2


@attrs.define
class ComparisonReader:
    """Reads a table of findings side by side. Lines inside a cell are one finding: nothing is parted."""

    desk: Desk
    table: Table
    title: str = ""
    _reviews: dict[str, str] = attrs.field(factory=dict, init=False)

    def read(self) -> None:
        """Read every line: a finding for each cell, linked to the earlier one beside it."""
        columns = [
            (column, field)
            for column in self.table.columns
            if (field := field_at(column, self.desk.mapping.columns)) in _SORTS
        ]
        self._start_reviews([column for column, _ in columns])
        for row in self.table.lines:
            found = [(column, field, cell) for column, field in columns if (cell := self._cell(row, column))]
            if not found:
                reason = "nothing stands under the headings of findings"
                self.desk.keep_line_aside(self.table.grid, row, reason)
                continue
            self._line(row, found)

    def _cell(self, row: int, column: Column) -> Cell | None:
        cell = self.table.grid.rows[row].get(column.number)
        return cell if words(cell) else None

    def _start_reviews(self, columns: Sequence[Column]) -> None:
        """Start one review for each year that stands above the headings."""
        tab = self.table.grid.sheet.name
        for column in columns:
            period = read_when(column.group) if column.group else None
            if period is None or not period.is_certain or column.group in self._reviews:
                continue
            self._reviews[column.group] = self.desk.draft(
                StartReview,
                tab,
                self.table.header[0],
                f"review-{column_letters(column.number)}",
                kind=self.desk.mapping.review_kind,
                label=" ".join(part for part in (" ".join(self.title.split()), column.group) if part),
                period=period,
            )

    def _line(self, row: int, found: Sequence[tuple[Column, str, Cell]]) -> None:
        grid, earlier = self.table.grid, ""
        for column, field, cell in found:
            self.desk.ledger(grid.sheet.name).book([cell], "record")
            sort, link = _SORTS[field]
            review = self._reviews.get(column.group) or self.desk.mapping.review
            made = self.desk.draft(
                RecordFinding,
                grid.sheet.name,
                row,
                f"finding-{column_letters(column.number)}",
                text=words(cell),
                sort=sort,
                from_=(review,) if review else (),
                links=(Link(link, earlier),) if earlier and field != "finding" else (),
            )
            if field == "finding":
                earlier = made
            self._look_at_text(cell)

    def _look_at_text(self, cell: Cell) -> None:
        if not is_cut(words(cell)):
            return
        where = self.desk.address(self.table.grid, cell)
        self.desk.cut.append(where)
        self.desk.ask(
            "text-cut",
            "The text ends in the middle in {n} cell{s}.",
            where,
            "Look the whole text up in the original and write it into the cell.",
            where,
        )
