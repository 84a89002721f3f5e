"""Grid: the cells of a sheet by row and column, and what a merged cell covers."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

import attrs

from lif_core.intake.cells import Area, Cell, Sheet

WIDEST_MERGE = 20_000
"""A merged area of more cells than this groups nothing and is read as its top left cell only."""

_BLANKS = re.compile(r"[ \t\u00a0\u2007\u202f]+")


def words(cell: Cell | None) -> str:
    """Tell the text of a cell as a person sees it: blanks joined, lines kept, whole numbers without a point."""
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    if isinstance(value, str):
        if value.isprintable() and "  " not in value:
            return value.strip()
        return "\n".join(_BLANKS.sub(" ", line).strip() for line in value.strip().splitlines()).strip()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def one_line(cell: Cell | None) -> str:
    """Tell the text of a cell in one line, as headings are compared."""
    return " ".join(words(cell).split())


def holds(cell: Cell) -> bool:
    """Tell whether a cell holds something that somebody wrote: a value that is not blank, or a comment."""
    return bool(cell.comment.strip()) or bool(words(cell))


@attrs.frozen(slots=False)
class Grid:
    """A sheet as a grid.

    Attributes:
        sheet: the sheet.
    """

    sheet: Sheet

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Cell]]:
        """The cells that hold something, by row and column, in order."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in sorted(self.sheet.cells, key=lambda cell: (cell.row, cell.column)):
            if holds(cell):
                found.setdefault(cell.row, {})[cell.column] = cell
        return found

    @cached_property
    def painted(self) -> Mapping[tuple[int, int], Cell]:
        """The cells that hold nothing but have a fill colour, by row and column."""
        return {(cell.row, cell.column): cell for cell in self.sheet.cells if cell.fill and not holds(cell)}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the rows that hold something, in order."""
        return tuple(self.rows)

    @cached_property
    def merged(self) -> Mapping[tuple[int, int], Area]:
        """Merged areas by their top left cell."""
        return {(area.top, area.left): area for area in self.sheet.merged}

    @cached_property
    def _covering(self) -> Mapping[tuple[int, int], Cell]:
        """By covered place, the cell whose merged area covers it; only places in rows that hold something."""
        covering: dict[tuple[int, int], Cell] = {}
        for (top, left), area in self.merged.items():
            own = self.rows.get(top, {}).get(left)
            if own is None or (area.bottom - top + 1) * (area.right - left + 1) > WIDEST_MERGE:
                continue
            for row in range(top, area.bottom + 1):
                if row in self.rows:
                    covering.update({(row, column): own for column in range(left, area.right + 1)})
        return covering

    def at(self, row: int, column: int) -> Cell | None:
        """Give the cell that stands at a place: its own, or the one whose merged area covers it."""
        return self.rows.get(row, {}).get(column) or self._covering.get((row, column))

    def is_wide(self, cell: Cell) -> bool:
        """Tell whether a cell is merged over two columns or more."""
        area = self.merged.get((cell.row, cell.column))
        return area is not None and area.right > area.left

    def width(self, cell: Cell) -> int:
        """Tell how many columns a cell takes."""
        area = self.merged.get((cell.row, cell.column))
        return area.right - area.left + 1 if area else 1

    def is_tall(self, cell: Cell) -> bool:
        """Tell whether a cell is merged over two rows or more."""
        area = self.merged.get((cell.row, cell.column))
        return area is not None and area.bottom > area.top

    def lone(self, row: int) -> Cell | None:
        """Give the only cell of a row, where it has only one."""
        cells = self.rows[row]
        return next(iter(cells.values())) if len(cells) == 1 else None

    def cells(self) -> Iterator[Cell]:
        """Give every cell that holds something."""
        for row in self.rows.values():
            yield from row.values()
