"""Charts: figures of a document as a chart of a workbook, with its figures beside it and its sense in words.

Series differ in pattern too, not in colour alone, and each bar carries its figure.
"""

from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from lif_core.reports.document import Chart
from lif_export_office.cleaning import cell_text

_LOOKS = (
    {"fill": {"color": "#1F4E79"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#C00000", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "small_grid", "fg_color": "#375623", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "dotted_diamond", "fg_color": "#5B2C83", "bg_color": "#FFFFFF"}},
)
_ROW = 20  # points that a row of a sheet takes on the screen
_LEAST_HEIGHT = 200
_WIDTH = 620
_FEW = 10


def draw(book: Workbook, sheet: Worksheet, chart: Chart, first: int) -> int:
    """Draw a chart below its figures, which stand from row `first` on under their headings.

    Returns:
        How many rows it covers.
    """
    if not chart.rows or len(chart.columns) < 2 or not chart.most:
        return 0
    drawn: Any = book.add_chart({"type": "bar"})
    last = first + len(chart.rows)
    for number in range(1, len(chart.columns)):
        drawn.add_series(
            {
                "name": [sheet.get_name(), first, number],
                "categories": [sheet.get_name(), first + 1, 0, last, 0],
                "values": [sheet.get_name(), first + 1, number, last, number],
                "data_labels": {"value": True},
                "border": {"color": "#000000"},
                **_LOOKS[(number - 1) % len(_LOOKS)],
            }
        )
    drawn.set_title({"name": cell_text(chart.caption), "name_font": {"size": 11}})
    drawn.set_y_axis({"reverse": True})  # the first group above, as in the figures
    step = {"major_unit": 1} if chart.most <= _FEW else {}  # counts have no halves
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    drawn.set_x_axis({"min": 0, "num_format": "0", "major_gridlines": lines, **step})
    drawn.set_legend({"position": "bottom"} if len(chart.columns) > 2 else {"none": True})
    height = max(_LEAST_HEIGHT, 40 + 26 * len(chart.rows) * (len(chart.columns) - 1))
    drawn.set_size({"width": _WIDTH, "height": height})
    sheet.insert_chart(last + 2, 0, drawn, {"description": cell_text(chart.alternative), "object_position": 2})
    return -(-height // _ROW) + 2
