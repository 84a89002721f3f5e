"""Workbooks, opened by openpyxl and by calamine."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import attrs
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from lif_core.reports import Cell, Section
from lif_export_office import workbook
from lif_export_office.cleaning import LONGEST


@pytest.fixture(scope="module")
def made(document) -> bytes:
    return workbook(document)


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(BytesIO(made))


@pytest.fixture(scope="module")
def sheet(book):
    return book.worksheets[1]


def test_the_same_document_gives_the_same_bytes(document, made):
    assert workbook(document) == made


def test_sheets_are_named_after_the_parts_each_name_once(book):
    assert book.sheetnames == ["Read me", "Actions  all of  them  2025, an", "Read me 2"]


def test_the_first_sheet_carries_the_head(book):
    first = [row[0].value for row in book.worksheets[0].iter_rows(max_row=5)]
    assert first[:4] == ["Example & more", "As at 20 Mar 2025", "For: Partner agencies", "OFFICIAL-SENSITIVE: R&D"]


def test_a_table_sheet_begins_with_its_headings_frozen_filtered_and_repeated(sheet, form):
    assert [cell.value for cell in sheet[1]] == [column.heading for column in form.columns]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:H8"
    assert sheet.print_title_rows == "$1:$1"
    assert not sheet.merged_cells.ranges


def test_it_is_laid_out_for_paper(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is what nobody writes
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE: R&&D"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.oddFooter.left.text == "As at 20 Mar 2025 · Fingerprint 7f3a-91c2"


def test_what_looks_like_a_formula_or_a_link_is_text(sheet, made, form):
    column = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in column] == [row[1].value for row in form.rows]
    assert {cell.data_type for cell in column} == {"s"}
    assert all(cell.hyperlink is None for cell in column)
    with ZipFile(BytesIO(made)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_dates_are_dates_and_say_when_they_were_written_otherwise(sheet):
    plain, read = sheet["C2"], sheet["C3"]
    assert plain.value == read.value
    assert plain.value.date() == date(2025, 3, 31)
    assert plain.is_date
    assert read.is_date
    assert plain.comment is None
    assert read.comment.text == "as written: March 2025"
    assert "*" in read.number_format


def test_a_colour_has_its_letter(sheet):
    assert (sheet["E2"].value, sheet["E2"].fill.start_color.rgb) == ("R", "FFC00000")


def test_only_what_is_to_be_filled_in_can_be_written_in(sheet, form):
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter  # False: filtering stays allowed
    for number, column in enumerate(form.columns, 1):
        assert sheet.cell(2, number).protection.locked is column.locked


def test_keys_stand_in_a_hidden_column(sheet):
    assert sheet.column_dimensions["H"].hidden
    assert sheet["H2"].value == "example/action/0"


def test_nobody_is_named_and_nothing_runs(book, made):
    own = book.properties
    assert (own.creator or "", own.title or "", own.lastModifiedBy or "") == ("", "", "")
    assert own.created.date() == date(2025, 3, 20)
    with ZipFile(BytesIO(made)) as package:
        names = " ".join(package.namelist())
        authors = package.read("xl/comments1.xml")
    assert "vba" not in names
    assert "externalLink" not in names
    assert b"<author></author>" in authors or b"<author/>" in authors


def test_calamine_reads_the_same(made, form):
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(1).to_python()
    assert rows[1][:4] == ["0", "=HYPERLINK(A1)", date(2025, 3, 31), 12.0]
    assert len(rows) == len(form.rows) + 1


def test_texts_no_workbook_can_hold_are_mended_and_said(document, form):
    row = list(form.rows[0])
    row[1] = Cell("bell\x07 " + "x" * 40_000)
    changed = attrs.evolve(form, rows=(tuple(row),))
    sections = (Section(name="a", title="A"), Section(name="b", title="B", blocks=(changed,)))
    read = openpyxl.load_workbook(BytesIO(workbook(attrs.evolve(document, sections=sections))))
    text = read["B"]["B2"].value
    assert text.startswith("bell� x")
    assert text.endswith("... [cut]")
    assert len(text) == LONGEST


def test_a_document_without_parts_is_still_a_workbook(document):
    read = openpyxl.load_workbook(BytesIO(workbook(attrs.evolve(document, sections=()))))
    assert len(read.sheetnames) == 1
