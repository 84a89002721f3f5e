"""Targets: by when something is due, and when it was done."""

import re
from collections.abc import Mapping
from datetime import date, datetime

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.histories import done_on
from lif_core.intake.table_cells import Line, TableCells
from lif_core.records.parts import Milestone
from lif_core.values.reading import dates_within, read_when
from lif_core.values.when import Reading, When

_PIECES = re.compile(r"\s*\n\s*|;\s+")


_ASKED: Mapping[Reading, tuple[str, str, str]] = {
    "undated": (
        "date-undated",
        "No day can be told from {n} date{s}: the words are kept, nothing falls due by them.",
        "Give a day, a month or a year, or what it waits for.",
    ),
    "ambiguous": (
        "date-ambiguous",
        "More than one reading is possible of {n} date{s}: no day is set.",
        "Say in the mapping file which comes first: day_first = true, or write the month as a word.",
    ),
    "condition": (
        "date-conditional",
        "A condition hangs on {n} date{s}: not overdue while nobody says whether it came about.",
        "Say whether the condition came about, and give the date without it.",
    ),
}
"""What is asked about a date, by how it was read: the code, what is said, and what would mend it."""


@attrs.define
class TargetReader:
    """Reads the dates of a line."""

    table: TableCells

    def when(self, column: Column, cell: Cell, text: str = "") -> When:
        """Read a date cell, or a piece of its text."""
        value = cell.value
        if text or not isinstance(value, int | float | date | datetime) or isinstance(value, bool):
            value = text or words(cell)
        return read_when(
            value,
            day_first=self.table.day_first,
            heading=column.heading,
            epoch_1904=self.table.desk.workbook.epoch_1904,
        )

    def due(self, line: Line) -> tuple[When | None, tuple[Milestone, ...]]:
        """Tell by when a line is due, and its steps where the cell names several dates."""
        found = [(column, cell) for column, cell in self.table.cells(line.row, "due") if words(cell)]
        if not found:
            return self._offered_due(line), ()
        self.table.use(cell for _, cell in found)
        column, cell = found[0]
        when = self.when(column, cell)
        milestones: tuple[Milestone, ...] = ()
        if len(found) > 1:
            return when, tuple(Milestone(due=self.when(*other)) for other in found[1:])
        pieces = [piece for piece in _PIECES.split(words(cell)) if piece]
        dated = [(piece, self.when(column, cell, piece)) for piece in pieces] if len(pieces) > 1 else []
        if len(dated) > 1 and all(one.is_dated for _, one in dated):
            milestones = tuple(Milestone(text=piece, due=one) for piece, one in dated)
            when = max((one for _, one in dated), key=lambda one: (one.last or date.min, one.first or date.min))
        elif len(when.parts) > 1:
            milestones = tuple(Milestone(due=When(when.said, part.first, part.last, "range")) for part in when.parts)
            when = max((milestone.due for milestone in milestones), key=lambda one: one.last or date.min)
        self.ask(cell, when)
        return when, milestones

    def _offered_due(self, line: Line) -> When | None:
        days = [when for when in dates_within(line.text) if when.is_certain]
        answer = self.table.answer(line.naming)
        return days[0] if len(days) == 1 and answer == "set" else None

    def planned(self, line: Line) -> Mapping[str, When]:
        """Tell the date in a recommendation's own text, where somebody said that it is to be set."""
        if "action" in self.table.kind or self.table.answer(line.naming) != "set":
            return {}
        days = [when for when in dates_within(line.text) if when.is_certain]
        states = self.table.desk.names.kind("recommendation", "standard").states
        return {"implemented": days[0]} if len(days) == 1 and "implemented" in states else {}

    def ask(self, cell: Cell, when: When) -> None:
        """Ask about a date that nobody can tell a day from."""
        asked = _ASKED.get(when.reading)
        if asked is not None:
            code, says, mend = asked
            self.table.desk.ask(code, says, self.table.where(cell), mend)

    def done(self, line: Line) -> Mapping[str, When]:
        """When it was done: from its column where the status says done too; reported elsewhere, it is proposed."""
        statuses = self.table.desk.statuses("action")
        first_done = statuses.done[0] if statuses.done else ""
        happened: dict[str, When] = {}
        for column, cell in self.table.cells(line.row, "done"):
            self.table.use([cell])
            when = self.when(column, cell)
            if not words(cell) or not first_done:
                continue
            if when.is_certain and (line.state in statuses.done or self.table.is_answered(cell)):
                line.state = line.state if line.state in statuses.done else first_done
                happened[first_done] = when
            else:
                self._propose_done(cell)
        for field in ("wanted", "measure"):
            for _, cell in self.table.cells(line.row, field):
                reported = done_on(words(cell)) if line.state not in statuses.done and first_done else None
                if reported is None:
                    continue
                if self.table.is_answered(cell):
                    line.state = first_done
                    happened[first_done] = reported
                else:
                    self._propose_done(cell)
        return happened

    def _propose_done(self, cell: Cell) -> None:
        where = self.table.where(cell)
        self.table.desk.ask(
            "completion-reported",
            "A completion is reported with its day in {n} cell{s}: proposed, not set.",
            where,
            f'If it was done that day, say so in the mapping file: answers."{where}" = "set".',
            where,
        )
