"""Ratings: how a line stands, by its status words or by its colour."""

from collections.abc import Mapping

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.statuses import folded
from lif_core.intake.table_cells import Line, TableCells


@attrs.define
class RatingReader:
    """Reads the status of a line."""

    table: TableCells

    def read(self, line: Line) -> Mapping[str, str]:
        """Tell what the line's status was in the words of the sheet, as extra fields; its state is set on the line."""
        record_type = "action" if "action" in self.table.kind else "recommendation"
        extra: dict[str, str] = {}
        for column in self.table.columns.get("status", ())[:1]:
            extra |= self._status(line, column, record_type)
        for _, cell in self.table.cells(line.row, "rag"):
            published = self.table.desk.extra("as-published-rag", words(cell), record_type)
            if published:
                self.table.use([cell])
                extra |= published
        struck = self.table.desk.mapping.struck
        if self._is_struck(line) and struck in self.table.desk.statuses(record_type).states:
            line.state = struck
        return extra

    def _is_struck(self, line: Line) -> bool:
        if not line.naming.struck:
            return False
        self.table.desk.ask(
            "line-struck",
            "Struck through: {n} line{s}, imported as any other.",
            f"{self.table.tab}!{line.row}",
            'If it means that they were withdrawn, say so in the mapping file: struck = "withdrawn".',
        )
        return True

    def _status(self, line: Line, column: Column, record_type: str) -> Mapping[str, str]:
        cell = self.table.at(line.row, column.number)
        statuses = self.table.desk.statuses(record_type)
        if cell is not None and words(cell):
            status = statuses.read(words(cell), self.table.layout.key)
            line.state = status.state
            extra = self.table.desk.extra("as-published-status", words(cell), record_type)
            if extra or status.state:
                self.table.use([cell])
            if not status.state:
                self._ask_unknown(self.table.where(cell), folded(words(cell)))
            return extra
        where = f"{self.table.tab}!{column_letters(column.number)}{line.row}"
        painted = self.table.grid.painted.get((line.row, column.number))
        if painted is not None and painted.fill != "FFFFFF":
            return self._by_colour(line, painted, record_type, where)
        self.table.desk.ask(
            "status-blank",
            "No status stands on {n} line{s}: not rated, which is neither red nor not started.",
            where,
            "Say how they stand; until then they count as open.",
        )
        return {}

    def _ask_unknown(self, where: str, group: str) -> None:
        self.table.desk.ask(
            "status-unknown",
            "No key explains the status of {n} line{s}: stored as published, counted as open.",
            where,
            f'Say what the words of {where} mean, in the mapping file under [status]: "the words" = "done".',
            group,
        )

    def _by_colour(self, line: Line, cell: Cell, record_type: str, where: str) -> Mapping[str, str]:
        said = self.table.desk.mapping.fills.get(cell.fill, "")
        status = self.table.desk.statuses(record_type).read(said, self.table.layout.key) if said else None
        self.table.use([cell])
        if status is not None and status.state:
            line.state = status.state
        else:
            self.table.desk.ask(
                "status-colour",
                "No key explains the fill colour that is the status of {n} line{s}: counted as open.",
                where,
                f'Say what the colour stands for, in the mapping file: fills.{cell.fill} = "Complete".',
                cell.fill,
            )
        return self.table.desk.extra("as-published-status", said or f"colour {cell.fill}", record_type)
