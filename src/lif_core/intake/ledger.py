"""Ledger: what became of every cell of a sheet. Nothing is dropped: what nobody claims is kept aside."""

from collections.abc import Iterable

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.receipt import CellSort

Place = tuple[int, int]


@attrs.define
class Ledger:
    """The fate of each cell of one sheet.

    A cell that stands in a record stays so, whoever else asks for it; otherwise the last word counts.
    """

    _fates: dict[Place, CellSort] = attrs.field(factory=dict, init=False)

    def book(self, cells: Iterable[Cell | None], sort: CellSort) -> None:
        """Note what became of cells."""
        for cell in cells:
            if cell is None:
                continue
            place = (cell.row, cell.column)
            if sort == "refused" or self._fates.get(place) not in ("record", "refused"):
                self._fates[place] = sort

    def release(self, cells: Iterable[Cell]) -> None:
        """Take back what was noted of cells; what was refused stays refused."""
        for cell in cells:
            if self.fate(cell) != "refused":
                self._fates.pop((cell.row, cell.column), None)

    def admit(self, cell: Cell) -> None:
        """Take a refused cell into a record after all, where somebody has answered for its column."""
        self._fates[cell.row, cell.column] = "record"

    def is_booked(self, cell: Cell) -> bool:
        """Tell whether anybody has claimed a cell."""
        return (cell.row, cell.column) in self._fates

    def fate(self, cell: Cell) -> CellSort | None:
        """Tell what became of a cell, None where nobody has claimed it."""
        return self._fates.get((cell.row, cell.column))

    def count(self, *sorts: CellSort) -> int:
        """Tell how many cells came to one of these ends."""
        return sum(fate in sorts for fate in self._fates.values())

    def places(self) -> frozenset[Place]:
        """Tell which places are booked."""
        return frozenset(self._fates)
