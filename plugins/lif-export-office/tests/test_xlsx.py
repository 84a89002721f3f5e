"""Workbooks, opened by openpyxl and by calamine."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import attrs
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from lif_core.reports import Cell, Paragraph, Section
from lif_core.reports.document import Pick
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


def test_what_can_be_picked_is_offered_in_the_cell_and_a_long_list_stands_out_of_sight(document, form):
    """Three rows of one column; a list that is long or holds a comma cannot stand in the rule itself."""
    name = next(column.name for column in form.columns if not column.locked)
    short, long = ("yes", "no"), ("one, and a comma", *(f"option {number}" for number in range(80)))
    for options in (short, long):
        table = attrs.evolve(form, picks=(Pick(column=name, options=options, rows=(0, 2)),))
        given = attrs.evolve(document, sections=(*document.sections, Section(name="x", title="Picks", blocks=(table,))))
        book = openpyxl.load_workbook(BytesIO(workbook(given)))
        rules = book["Picks"].data_validations.dataValidation
        rows = sorted(cell for rule in rules for cell in str(rule.sqref).split())
        assert [int(cell[-1]) for cell in rows] == [2, 4]
        if options == short:
            assert rules[0].formula1 == '"yes,no"'
            assert "choices" not in book.sheetnames
        else:
            assert [row[0].value for row in book["choices"]["A1:A81"]] == list(long)
            assert book["choices"].sheet_state == "veryHidden"


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


def test_the_row_of_headings_is_named_for_screen_readers_and_the_language_told(book, sheet, made):
    assert list(sheet.defined_names) == ["ColumnTitleRegion1.a1.h8.2"]
    assert sheet.defined_names["ColumnTitleRegion1.a1.h8.2"].attr_text == "'Actions  all of  them  2025, an'!$A$1"
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"Language": "en-GB"}


def test_what_is_filled_in_on_the_screen_is_left_off_the_paper(sheet):
    assert sheet.print_area == "'Actions  all of  them  2025, an'!$A$1:$E$8"


def test_a_chart_stands_below_its_figures_and_says_what_it_shows(made, book):
    with ZipFile(BytesIO(made)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        chart = package.read("xl/charts/chart1.xml").decode()
    assert 'descr="Actions open at the end of each quarter: 7, then 4; the third is not known."' in drawing
    assert "pattFill" in chart  # series differ in pattern, not in colour alone
    told = [row[0].value for row in book.worksheets[0].iter_rows()]
    assert "Actions open at the end of each quarter: 7, then 4; the third is not known." in told
    assert "Quarter" in told


def test_long_text_above_several_columns_is_broken_into_lines(document, form):
    words = "word " * 80
    first = Section(name="a", title="A", blocks=(Paragraph(words), form))
    read = openpyxl.load_workbook(BytesIO(workbook(attrs.evolve(document, sections=(first,)))))
    lines = [cell.value for (cell,) in read["A"].iter_rows(max_col=1) if str(cell.value).startswith("word")]
    assert len(lines) > 1
    assert " ".join(lines) == words.strip()


def test_columns_that_stand_beside_those_of_the_reader_are_grey(document, form):
    columns = (form.columns[0], *(attrs.evolve(column, added=column.locked) for column in form.columns[1:]))
    grey = attrs.evolve(form, columns=columns)
    sections = (Section(name="a", title="A"), Section(name="b", title="B", blocks=(grey,)))
    sheet = openpyxl.load_workbook(BytesIO(workbook(attrs.evolve(document, sections=sections))))["B"]
    fills = [(sheet.cell(1, at).fill.start_color.rgb, sheet.cell(2, at).fill.start_color.rgb) for at in (1, 2)]
    assert fills[1] == ("FFBFBFBF", "FFF2F2F2")
    assert fills[0] != fills[1]
    updates = next(at for at, column in enumerate(columns, 1) if not column.locked)
    assert sheet.cell(2, updates).fill.start_color.rgb == "FFFFF9E5"


def test_parts_that_nobody_reads_stand_on_a_sheet_that_cannot_be_shown_by_hand(document, form):
    ids = attrs.evolve(form, name="ids", columns=form.columns[:2], rows=((Cell("t"), Cell("lif-sheet {}")),))
    hidden = attrs.evolve(document, hidden=(Section(name="ids", title="ids", blocks=(ids,)),))
    book = openpyxl.load_workbook(BytesIO(workbook(hidden)))
    assert book["ids"].sheet_state == "veryHidden"
    assert [cell.value for cell in book["ids"][1]] == ["t", "lif-sheet {}"]


def test_a_form_of_which_everything_is_filled_in_is_printed_whole(document, form):
    columns = tuple(attrs.evolve(column, locked=False, key=False) for column in form.columns)
    sections = (
        Section(name="a", title="A"),
        Section(name="b", title="B", blocks=(attrs.evolve(form, columns=columns),)),
    )
    read = openpyxl.load_workbook(BytesIO(workbook(attrs.evolve(document, sections=sections))))
    assert not read["B"].print_area
