"""Leads: whom the cells of a line name, and what is asked where they name nobody, or a person."""

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.parties import Parties, read_parties
from lif_core.intake.table_cells import Line, TableCells
from lif_core.records.parts import Party


@attrs.define
class LeadReader:
    """Reads the leads and addressees of a line."""

    table: TableCells

    def read(self, line: Line, field: str) -> Parties:
        """Give the parties that the cells of a field name, and ask where they name none, a person, or join two."""
        if not self.table.columns.get(field):
            return Parties()
        found = [(column, cell) for column, cell in self.table.cells(line.row, field) if words(cell)]
        if not found:
            self._ask_blank(line, field)
            return Parties()
        named: list[Party] = []
        for column, cell in found:
            read = read_parties(words(cell), self.table.desk.names, one=self.table.answer(cell) == "one")
            named.extend(party for party in read.named if party not in named)
            self._book(column, cell, read)
        self.table.desk.name_parties(named)
        return Parties(tuple(named))

    def _book(self, column: Column, cell: Cell, read: Parties) -> None:
        where = self.table.where(cell)
        if read.people:
            reason = "it names a person, and a person is never a lead"
            self.table.desk.keep_aside(self.table.grid, [cell], cell.address, reason)
            left = "" if read.named else "The lead is left open. "
            self.table.desk.ask(
                "lead-person",
                "A person is named where a body or role should stand, in {n} cell{s}.",
                where,
                f"{left}Write the agency or the role in their place.",
                left,
            )
            return
        self.table.use([cell])
        if read.parted:
            self.table.desk.ask(
                "lead-and",
                'Names joined by "and" in {n} cell{s} were read as separate parties.',
                where,
                f'Where it is one name, say so in the mapping file: answers."{where}" = "one".',
                where,
            )

    def _ask_blank(self, line: Line, field: str) -> None:
        column = self.table.columns[field][0]
        where = f"{self.table.tab}!{column_letters(column.number)}{line.row}"
        if field == "lead":
            says, mend = "No lead is named on {n} line{s}: the cell is empty.", "Name the lead agency or role."
            self.table.desk.ask("lead-blank", says, where, mend)
        else:
            says, mend = "No addressee is named on {n} line{s}: the cell is empty.", "Say whom it is for."
            self.table.desk.ask("addressee-blank", says, where, mend)
