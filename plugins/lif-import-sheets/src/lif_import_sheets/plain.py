"""Plain: the values of a workbook that the caller made itself, without a look at its colours.

What guards the reader of the values is told here from the bytes of each sheet, without hearing every element. Where
the bytes are not spelt as the programs spell them that people use, nothing is told, and the workbook is read the
careful way.
"""

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from lif_core.intake.cells import Plain
from lif_import_sheets import limits, refusals
from lif_import_sheets.layout import Budget, Layout, Place
from lif_import_sheets.package import Package
from lif_import_sheets.xlsx import CommentsReader, WorkbookReader, relations

if TYPE_CHECKING:
    import python_calamine

STRINGS = re.compile(rb"<sst\b[^<>]*>")
DECLARED = re.compile(rb'\b(?:uniqueCount|count)="([0-9]{1,19})"')
COLUMNS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
ROWS = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
BEGINNINGS = tuple(b"<c" + sign for sign in (b" ", b"\t", b"\r", b"\n", b">", b"/"))
PREFIXED = tuple(b":c" + sign for sign in (b" ", b"\t", b"\r", b"\n", b">", b"/"))
"""How an element of a cell can begin: as the programs write it, and as a program could."""


@attrs.frozen
class Shown:
    """A sheet before its values are read: its name, and the remarks on its cells."""

    name: str
    remarks: Mapping[Place, str]


def remarks_of(package: Package, mark: str) -> tuple[Shown, ...] | None:
    """Tell the sheets of a workbook that holds `mark`, each with its remarks; None where it is to be read carefully.

    Raises:
        UnreadableFile: there is more than is taken in.
    """
    main = next((each.path for each in relations(package, "").values() if each.sort == "officeDocument"), "")
    strings = next(iter(path for path in package.parts if path.lower() == "xl/sharedstrings.xml"), "")
    if main not in package or not strings or not _has(package.read(strings), mark):
        return None
    tabs = WorkbookReader()
    package.parse(main, tabs)
    parts = relations(package, main)
    budget, shown = Budget(), []
    for name, relation, hidden in tabs.sheets:
        part = parts.get(relation)
        if part is None or part.sort != "worksheet" or part.path not in package:
            return None
        layout = Layout(package.name, name, budget, hidden=hidden)
        if not _within(package.read(part.path), layout):
            return None
        layout.check_block()
        for one in relations(package, part.path).values():
            if one.sort in ("comments", "threadedComment") and one.path in package:
                reader = CommentsReader(layout)
                package.parse(one.path, reader)
                layout.comments.update(reader.comments())
        shown.append(Shown(name, layout.comments))
    return tuple(shown)


def _has(strings: bytes, mark: str) -> bool:
    """Tell whether the shared strings hold the mark, and declare no more strings than they hold."""
    head = STRINGS.search(strings)
    if head is None or mark.encode() not in strings:
        return False
    declared = DECLARED.findall(head[0])
    if len(declared) != head[0].lower().count(b"count"):
        return False
    return all(int(number) <= strings.count(b"<si") + limits.CELLS for number in declared)


def _within(sheet: bytes, layout: Layout) -> bool:
    """Tell the block of a sheet's cells to `layout`; False where not every cell is spelt so that it can be told."""
    letters = COLUMNS.findall(sheet)
    if len(letters) != sum(map(sheet.count, BEGINNINGS)) or any(map(sheet.count, PREFIXED)):
        return False
    layout.spend(len(letters))
    if not letters:
        return True
    columns, rows = [column_number(one) for one in set(letters)], [int(row) for row in set(ROWS.findall(sheet))]
    for row, column in ((min(rows), min(columns)), (max(rows), max(columns))):
        layout.within(row, column)
        layout.valued(row, column)
    return True


def column_number(letters: bytes) -> int:
    """Tell the number of a column by its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheets_of(data: bytes, name: str, shown: tuple[Shown, ...]) -> tuple[Plain, ...]:
    """Read the values of each sheet.

    Raises:
        UnreadableFile: the reader of the values cannot make sense of the file.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if book.sheet_names != [one.name for one in shown]:
                raise refusals.damaged(name)
            return tuple(_sheet(book.get_sheet_by_index(index), one) for index, one in enumerate(shown))
    except python_calamine.CalamineError as fault:
        raise refusals.damaged(name) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise refusals.damaged(name) from fault
        raise


def _sheet(sheet: "python_calamine.CalamineSheet", shown: Shown) -> Plain:
    if sheet.start is None:
        return Plain(shown.name, (), remarks=shown.remarks)
    top, left = sheet.start
    rows: Any = sheet.to_python(skip_empty_area=True)  # as they are: most cells are only compared
    return Plain(shown.name, rows, top + 1, left + 1, shown.remarks)
