"""A workbook that holds a mark is read for its values alone; whatever is not spelt as usual is read carefully."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from lif_core.errors import UnreadableFile
from lif_import_sheets import limits, read_workbook

MARK = "lif-sheet "


@pytest.fixture(scope="module")
def made() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(1, 1, ["Ref", "Due", "lif-sheet {}"])
        sheet.write_string(2, 1, "A1")
        sheet.write_datetime(2, 2, date(2024, 9, 30), book.add_format({"num_format": "d mmm yyyy"}))
        sheet.write_number(2, 3, 7)
        sheet.write_comment(2, 1, "A remark")
        book.add_worksheet("Empty")
    return out.getvalue()


def changed(made: bytes, part: str, change) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_values_and_remarks(made):
    book = read_workbook(made, "plan.xlsx", MARK)
    assert book.sheets == ()
    plan, empty = book.plain
    assert (plan.name, plan.top, plan.left) == ("Plan", 2, 2)
    assert [list(row) for row in plan.rows] == [["Ref", "Due", "lif-sheet {}"], ["A1", date(2024, 9, 30), 7.0]]
    assert plan.remarks == {(3, 2): "A remark"}
    assert list(empty.rows) == []


def test_without_the_mark_everything_is_read(made):
    assert read_workbook(made, "plan.xlsx").plain == ()
    assert read_workbook(made, "plan.xlsx", "another mark").sheets[0].cells[0].value == "Ref"


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SPACE = b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '


def prefixed(sheet: bytes) -> bytes:
    """The same sheet with its rows and cells under a prefix, as some programs write them."""
    return re.sub(rb"<(/?)(c|v|row|sheetData)\b", rb"<\1x:\2", sheet).replace(b"<worksheet ", SPACE)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda data: data.replace(b'<c r="B2"', b"<c r='B2'")),
        (SHEET, lambda data: data.replace(b'<c r="B2"', b'<c\n r="B2"')),
        (SHEET, lambda data: data.replace(b"<sheetData>", b"<!-- <c  --><sheetData>")),
        (SHEET, prefixed),
        (STRINGS, lambda data: data.replace(b'uniqueCount="', b"uniqueCount='").replace(b'">', b"'>", 1)),
    ],
)  # fmt: skip
def test_cells_spelt_otherwise_are_read_the_careful_way(made, part, change):
    book = read_workbook(changed(made, part, change), "plan.xlsx", MARK)
    assert book.plain == ()
    assert [cell.value for cell in book.sheets[0].cells][:2] == ["Ref", "Due"]


def test_what_guards_the_reader_of_the_values_guards_it_here_too(made):
    far = changed(made, SHEET, lambda data: data.replace(b'<c r="D3"', b'<c r="XFD1048576"'))
    beyond = changed(made, SHEET, lambda data: data.replace(b'<c r="D3"', b'<c r="ZZZ3"'))
    many = changed(made, "xl/sharedStrings.xml", lambda data: data.replace(b'uniqueCount="', b'uniqueCount="99999999'))
    doctype = changed(made, "xl/sharedStrings.xml", lambda data: data.replace(b"<sst", b"<!DOCTYPE x><sst"))
    for bad in (far, beyond, many, doctype):
        with pytest.raises(UnreadableFile):
            read_workbook(bad, "plan.xlsx", MARK)


def test_too_many_cells_are_refused(made, monkeypatch):
    monkeypatch.setattr(limits, "CELLS", 3)
    from lif_import_sheets import layout

    monkeypatch.setattr(layout.Budget.__init__, "__defaults__", (3,), raising=False)
    with pytest.raises(UnreadableFile):
        read_workbook(made, "plan.xlsx", MARK)
