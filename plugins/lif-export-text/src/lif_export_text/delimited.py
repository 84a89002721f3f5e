"""Delimited: the tables of a document as csv, one below the other. What else it says is left to the other formats."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from lif_core.reports.document import Cell, Document, Table
from lif_core.values.sent import LIVE


def delimited(document: Document) -> str:
    """Give the tables of a document as csv: days as 2024-03-31, text that could be run with an apostrophe before it."""
    text = StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    tables = document.tables
    for number, table in enumerate(tables):
        if number:
            out.writerow([])
        if len(tables) > 1:
            out.writerow([harmless(table.caption or table.name)])
        _write(out, table if table.is_form else table.shown())
    out.writerow([])
    for line in document.head:
        out.writerow([harmless(line)])
    return text.getvalue()


def _write(out: Any, table: Table) -> None:
    """Write one table; of a form that comes back without the notes, so that its cells are known again."""
    out.writerow([harmless(column.heading) for column in table.columns])
    comes_back = any(column.key for column in table.columns)
    for row in table.rows:
        out.writerow([_cell(Cell(cell.value) if comes_back else cell) for cell in row])


def _cell(cell: Cell) -> str | int:
    value = cell.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    told = value or ""
    return harmless(f"{told} ({cell.note})" if told and cell.note and not cell.colour else told)


def harmless(text: str) -> str:
    """Give a text that no program takes for a formula."""
    plain = text.replace("\x00", "")
    return f"'{plain}" if LIVE.match(plain) else plain
