"""Shapes: what is kept of the tables of a file, so that its lines can go out again under their own headings.

Headings, their order, how names are joined, which status word stood for which state: never the text of a cell. What a
cell says when the sheet goes out is told from the records, so that a word that was removed for good stays removed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lif_core.intake.cells import column_letters
from lif_core.intake.comparison import is_comparison
from lif_core.intake.desk import Desk
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.layout import Layout, Table
from lif_core.intake.lines import TableReader
from lif_core.intake.names import Standing
from lif_core.intake.table_cells import field_at
from lif_core.records.intake import SheetColumn, SheetTable
from lif_core.view.trackers import tables_of

JOINT = "; "
"""What joins names where the sheet never names several."""

_JOINTS = re.compile(r"\s*[/;\n|]\s*|\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
_PARTIES = ("lead", "to")
_LINES = ("action", "recommendation", "finding")
"""What a line has to become for its table to go out again with a plan."""


def shapes_of(desk: Desk, layouts: Iterable[Layout]) -> Iterator[SheetTable]:
    """Give the shape of every table whose lines became actions, recommendations or findings."""
    for layout in layouts:
        for table in layout.tables:
            kind = desk.mapping.rows.get(table.place) or desk.mapping.row
            compares = kind == "finding" and is_comparison(table, desk.mapping.columns)
            if table.lines and not compares and any(one in kind for one in _LINES):
                yield _shape(desk, table, kind)


def reshaped(tables: Iterable[SheetTable], register: Standing) -> tuple[str, ...]:
    """Tell the sheets whose headings stand otherwise in the register than in a file; what it does not know left out."""
    known = tables_of(register.of_type("intake"))
    here: dict[str, list[SheetTable]] = {}
    for table in tables:
        here.setdefault(table.place, []).append(table)
    return tuple(
        several[0].sheet
        for place, several in here.items()
        if place in known and _headings(known[place]) != _headings(several)
    )


def _headings(tables: Iterable[SheetTable]) -> list[list[tuple[str, str, str]]]:
    return [[(column.heading, column.field, column.letters) for column in table.columns] for table in tables]


def _shape(desk: Desk, table: Table, kind: str) -> SheetTable:
    fields = [(column, field_at(column, desk.mapping.columns)) for column in table.columns]
    return SheetTable(
        place=desk.place(table.grid.sheet.name),
        sheet=table.grid.sheet.name,
        first=table.lines[0],
        last=table.lines[-1],
        numbered=TableReader.of(desk, table, kind, "").numbered,
        columns=tuple(
            SheetColumn(
                heading=column.heading,
                field=field,
                letters=column_letters(column.number),
                joint=_joint(table, column) if field in _PARTIES else _ending(table, column) if field == "ref" else "",
            )
            for column, field in fields
            if field != "refused"
        ),
        status=_status(desk, table, kind, [column for column, field in fields if field == "status"]),
    )


def _joint(table: Table, column: Column) -> str:
    """Tell what mostly stands between the names of a column."""
    texts = (words(table.grid.rows[row].get(column.number)) for row in table.lines)
    found = Counter(match[0] for text in texts for match in _JOINTS.finditer(text))
    return found.most_common(1)[0][0] if found else JOINT


def _ending(table: Table, column: Column) -> str:
    """Tell what stands behind most of the numbers of a column: `1.` or `1)`."""
    texts = [text for row in table.lines if (text := words(table.grid.rows[row].get(column.number)))]
    found = Counter(text[-1] for text in texts if text[-1] in ".)")
    sign, number = found.most_common(1)[0] if found else ("", 0)
    return sign if number * 2 > len(texts) else ""


def _status(desk: Desk, table: Table, kind: str, columns: Iterable[Column]) -> dict[str, str]:
    """Tell what the status words that stand in a table were read as; words that nobody could read are left out."""
    statuses, found = desk.statuses("action" if "action" in kind else "recommendation"), {}
    for column in columns:
        for row in table.lines:
            said = words(table.grid.rows[row].get(column.number))
            if said and said not in found:
                found[said] = statuses.read(said, table.key).state
    for said in desk.mapping.fills.values():
        found.setdefault(said, statuses.read(said, table.key).state)
    return {said: state for said, state in found.items() if state}
