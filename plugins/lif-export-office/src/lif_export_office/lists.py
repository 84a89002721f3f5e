"""Lists: what can be picked in the cells of a workbook; long lists stand on a sheet that nobody sees."""

from collections.abc import Callable

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from lif_core.reports.document import Pick, Table
from lif_export_office.cleaning import cell_text

_INLINE = 255  # a list that stands in the cell's own rule holds no more signs than this, commas and all
_TITLE = "choices"


class Lists:
    """Offers lists in cells, and keeps the long ones until every sheet that people read is written.

    Args:
        name: gives a sheet a name that no other one has.
    """

    def __init__(self, name: Callable[[str], str]) -> None:
        self._name = name
        self._sheet = ""
        self._columns: dict[tuple[str, ...], int] = {}

    def offer(self, sheet: Worksheet, table: Table, first: int) -> None:
        """Offer what can be picked in the cells of a table whose first row stands at `first`."""
        numbers = {column.name: number for number, column in enumerate(table.columns)}
        for pick in table.picks:
            if pick.options and pick.column in numbers:
                rule = {"validate": "list", "source": self._source(pick), "show_error": False, "ignore_blank": True}
                column = numbers[pick.column]
                stretches = [(row, row) for row in pick.rows] or [(0, max(len(table.rows) - 1, 0))]
                for above, below in stretches:
                    sheet.data_validation(first + above, column, first + below, column, rule)

    def _source(self, pick: Pick) -> list[str] | str:
        options = tuple(cell_text(option) for option in pick.options)
        plain = not any("," in option or '"' in option or option.startswith("=") for option in options)
        if plain and len(",".join(options)) <= _INLINE:
            return list(options)
        self._sheet = self._sheet or self._name(_TITLE)
        column = xl_col_to_name(self._columns.setdefault(options, len(self._columns)), True)
        return f"='{self._sheet}'!{column}$1:{column}${len(options)}"

    def write(self, book: Workbook) -> None:
        """Write the long lists to a sheet that cannot be shown by hand; nothing where there is none."""
        if not self._columns:
            return
        sheet = book.add_worksheet(self._sheet)
        for options, column in self._columns.items():
            for row, option in enumerate(options):
                sheet.write_string(row, column, option)
        sheet.very_hidden()
