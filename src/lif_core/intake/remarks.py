"""Remarks: what was said beside a line: progress, comments, remarks on cells, evidence."""

import attrs

from lif_core.intake.cells import column_letters
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.histories import entries, heading_date
from lif_core.intake.table_cells import Line, TableCells, field_at
from lif_core.rules.requests import GiveEvidence, WriteNote
from lif_core.values.reading import read_when
from lif_core.values.when import When


@attrs.define
class RemarkReader:
    """Reads what stands beside the record of a line."""

    table: TableCells

    def notes(self, line: Line) -> None:
        """Write a note for each progress or comment cell, each of its dated entries, and each remark on a cell."""
        for field, sort in (("progress", "progress"), ("comment", "comment")):
            for column, cell in self.table.cells(line.row, field):
                if not words(cell):
                    continue
                self.table.use([cell])
                self._progress(line, column, words(cell), sort)
        for number, cell in self.table.grid.rows[line.row].items():
            fate = self.table.desk.ledger(self.table.tab).fate(cell)
            if not cell.comment.strip() or fate not in (None, "record"):
                continue
            written = self.table.layout.by_number.get(number)
            field = field_at(written, self.table.desk.mapping.columns) if written else "aside"
            if field in ("refused", "people", "aside"):
                continue
            self.table.use([cell])
            sort = "progress" if field == "progress" else "comment"
            self._write(line, cell.comment.strip(), sort, None, f"remark-{column_letters(number)}")

    def _progress(self, line: Line, column: Column, text: str, sort: str) -> None:
        part = f"{sort}-{column_letters(column.number)}"
        history = entries(text)
        if not history:
            self._write(line, text, sort, heading_date(column.heading), part)
            return
        for number, (said, entry) in enumerate(history, start=1):
            when = read_when(said, day_first=self.table.day_first, heading=column.heading)
            self._write(line, entry, sort, when, f"{part}-{number}")
        undated = any(not read_when(said, day_first=self.table.day_first).is_dated for said, _ in history)
        if undated:
            self.table.desk.ask(
                "history-without-year",
                "The year is missing from dated entries in {n} progress cell{s}: the words are kept.",
                f"{self.table.tab}!{column_letters(column.number)}{line.row}",
                "Write the year into the entries, or leave them as they are.",
            )

    def _write(self, line: Line, text: str, sort: str, on: When | None, part: str) -> None:
        if line.main:
            self.table.desk.draft(
                WriteNote, self.table.tab, line.row, part, about=(line.main,), sort=sort, text=text, on=on
            )

    def evidence(self, line: Line) -> None:
        """Give the cells of evidence as evidence of the line's record."""
        for column, cell in self.table.cells(line.row, "evidence"):
            if words(cell) and line.main:
                self.table.use([cell])
                part = f"evidence-{column_letters(column.number)}"
                self.table.desk.draft(
                    GiveEvidence, self.table.tab, line.row, part, shows=(line.main,), text=words(cell)
                )
