"""Xlsx and xlsm as Excel writes them: values, places, looks, and what is left alone."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import xlsxwriter

from lif_core.intake.cells import Area, Cell, Workbook
from lif_import_sheets import read_workbook


def written(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        fill(book)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes], without: tuple[str, ...] = ()) -> bytes:
    """The same package with parts put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def cells(book: Workbook, sheet: int = 0) -> dict[str, Cell]:
    return {cell.address: cell for cell in book.sheets[sheet].cells}


def test_values_keep_their_places_and_their_sorts() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Live")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write("C4", "first, behind three empty rows")
        sheet.write("C5", 45.0)
        sheet.write("D5", 4.5)
        sheet.write_string("E5", "2")
        sheet.write_string("F5", "45382")
        sheet.write("G5", True)
        sheet.write_datetime("C6", datetime(2024, 3, 31), day)  # noqa: DTZ001  a cell has no time zone
        sheet.write_datetime("D6", datetime(2024, 3, 31, 10, 30), day)  # noqa: DTZ001  a cell has no time zone
        sheet.write_number("E6", 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number("F6", 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_number("G6", 45382)
        sheet.write_string("C7", "one\r\ntwo")
        sheet.write_string("D7", "   ")

    found = cells(read_workbook(written(fill), "tracker.xlsx"))

    assert {address: cell.value for address, cell in found.items()} == {
        "C4": "first, behind three empty rows",
        "C5": 45,
        "D5": 4.5,
        "E5": "2",
        "F5": "45382",
        "G5": True,
        "C6": date(2024, 3, 31),
        "D6": datetime(2024, 3, 31, 10, 30),  # noqa: DTZ001  a cell has no time zone
        "E6": "12:00",
        "F6": "36:00",
        "G6": 45382,
        "C7": "one\ntwo",
    }
    assert isinstance(found["C5"].value, int)
    assert not isinstance(found["C6"].value, datetime)


def test_looks_of_cells() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Live")
        red, struck = book.add_format({"bg_color": "#FF0000"}), book.add_format({"font_strikeout": True})
        plain, white = book.add_format({"bold": True}), book.add_format({"bg_color": "#FFFFFF"})
        sheet.write_row("A1", ["Ref", "Action", "Status"])
        sheet.write_blank("C2", None, red)
        sheet.write("A3", "gone", struck)
        sheet.write_rich_string("B3", struck, "all of ", struck, "it")
        sheet.write_rich_string("B4", struck, "only this", plain, " but not that")
        sheet.write_rich_string("B5", plain, "kept ", plain, "too", struck)
        sheet.write_blank("C4", None, white)
        sheet.write_comment("C5", "Done in May", {"author": "Business unit"})
        sheet.write_blank("Z900", None, red)
        sheet.merge_range("A6:A8", "objective")

    found = cells(read_workbook(written(fill), "tracker.xlsx"))

    assert found["C2"].fill == "FF0000"
    assert found["C2"].value is None
    assert [address for address, cell in found.items() if cell.struck] == ["A3", "B3"]
    assert found["C5"].comment == "Done in May"
    assert "C4" not in found, "white is no colour that anybody chose"
    assert "Z900" not in found, "paint outside the table says nothing"


def test_merged_hidden_and_formulas() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, lists = book.add_worksheet("Live"), book.add_worksheet("Lists")
        sheet.merge_range("A1:C1", "Title")
        sheet.merge_range("A4:A5", "objective")
        sheet.write_formula("B4", '=IF(A4="x","Green","Red")', None, "Green")
        sheet.write_formula("B5", "=1/0", None, "#DIV/0!")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_row(90, None, None, {"hidden": True})
        sheet.set_column("B:B", 10, None, {"hidden": True})
        lists.very_hidden()

    book = read_workbook(written(fill), "tracker.xlsx")
    live, lists = book.sheets

    assert live.merged == (Area(top=1, left=1, bottom=1, right=3), Area(top=4, left=1, bottom=5, right=1))
    assert (live.rows, live.hidden, live.hidden_rows) == (5, False, {5})
    assert (lists.hidden, lists.cells, lists.rows) == (True, (), 0)
    assert {address: (cell.value, cell.formula) for address, cell in cells(book).items() if cell.column == 2} == {
        "B4": ("Green", True),
        "B5": ("#DIV/0!", True),
    }
    assert book.notices == (
        "Sheet Live has hidden columns (B); they were read like the others.",
        "Sheet Live has formulas behind 2 of its cells; none was run, the value last saved was read.",
        "Sheet Live shows errors in the place of values (B5).",
        "Sheet Lists is hidden; it was read like the others.",
    )


def test_a_formula_that_was_never_reckoned_is_blank_and_told() -> None:
    data = written(lambda book: book.add_worksheet("Live").write_formula("A1", "=1+1", None, 2))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    bare = sheet.replace(b"<v>2</v>", b"")
    assert bare != sheet

    book = read_workbook(with_parts(data, {"xl/worksheets/sheet1.xml": bare}), "tracker.xlsx")

    assert book.sheets[0].cells == ()
    assert any("without a saved value (A1)" in notice for notice in book.notices)


def test_macros_and_links_are_left_alone_and_told() -> None:
    data = written(lambda book: book.add_worksheet("Live").write("A1", "x"))
    parts = {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}

    book = read_workbook(with_parts(data, parts), "tracker.xlsm")

    assert book.notices == (
        "The file holds macros; they were not run.",
        "The file refers to other files (1); they were not opened, the values last saved were read.",
    )
    assert cells(book)["A1"].value == "x"


def test_threaded_comments_with_their_replies() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Live")
        sheet.write("A1", "x")
        sheet.write_comment("A1", "[Threaded comment] Excel is old. Comment: Audit begun")

    data = written(fill)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = package.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    threaded = (
        '<Relationship Id="rId9" Target="../threadedComments/threadedComment1.xml" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></Relationships>'
    )
    threads = "".join(
        f'<threadedComment ref="A1"><text>{text}</text></threadedComment>' for text in ("Audit begun", "And done")
    )
    threads = f"<ThreadedComments>{threads}</ThreadedComments>"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations.replace("</Relationships>", threaded).encode(),
        "xl/threadedComments/threadedComment1.xml": threads.encode(),
    }

    book = read_workbook(with_parts(data, parts), "tracker.xlsx")

    assert cells(book)["A1"].comment == "Audit begun\nAnd done"


def test_theme_colours_and_tints() -> None:
    data = written(lambda book: book.add_worksheet("Live").write("A1", "x", book.add_format({"bg_color": "#123456"})))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = package.read("xl/styles.xml")

    def fill_of(colour: bytes) -> str:
        told = styles.replace(b'<fgColor rgb="FF123456"/>', colour)
        assert told != styles
        return cells(read_workbook(with_parts(data, {"xl/styles.xml": told}), "t.xlsx"))["A1"].fill

    assert fill_of(b'<fgColor theme="5"/>') == "C0504D"
    assert fill_of(b'<fgColor theme="1" tint="0.5"/>') == "808080"
    assert fill_of(b'<fgColor theme="0" tint="-0.25"/>') == "BFBFBF"
    assert fill_of(b'<fgColor indexed="10"/>') == "FF0000"
    assert fill_of(b'<fgColor indexed="64"/>') == ""


def test_days_counted_from_1904() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet("Live").write_datetime("A1", datetime(2024, 3, 31), day)  # noqa: DTZ001  a cell has no time zone

    book = read_workbook(written(fill, date_1904=True), "old-mac.xlsx")

    assert book.epoch_1904
    assert cells(book)["A1"].value == date(2024, 3, 31)


def test_a_chart_tab_is_passed_over() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        first = book.add_worksheet("First")
        first.write_column("A1", [1, 2])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=First!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("Second").write("B2", "here")

    book = read_workbook(written(fill), "tracker.xlsx")

    assert [sheet.name for sheet in book.sheets] == ["First", "Second"]
    assert cells(book, 1)["B2"].value == "here"
    assert any("tabs without cells" in notice for notice in book.notices)
