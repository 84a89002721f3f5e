"""Ods as LibreOffice lays it out: repeated cells and rows, styles with parents, comments, hidden rows and sheets."""

import io
from datetime import date

import pytest
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TableProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P, Span

from lif_core.intake.cells import Area, Cell, Workbook
from lif_import_sheets import read_workbook


def text(said: str, **attributes: object) -> TableCell:
    cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=said))
    return cell


def row(*cells: TableCell, **attributes: object) -> TableRow:
    made = TableRow(**attributes)
    for cell in cells:
        made.addElement(cell)
    return made


def saved(document: OpenDocumentSpreadsheet) -> Workbook:
    file = io.BytesIO()
    document.save(file)
    return read_workbook(file.getvalue(), "tracker.ods")


def cells(book: Workbook) -> dict[str, Cell]:
    return {cell.address: cell for cell in book.sheets[0].cells}


@pytest.fixture
def document() -> OpenDocumentSpreadsheet:
    made = OpenDocumentSpreadsheet()
    red = Style(name="red", family="table-cell")
    red.addElement(TableCellProperties(backgroundcolor="#ff0000"))
    child = Style(name="child", family="table-cell", parentstylename="red")
    struck = Style(name="struck", family="table-cell")
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    line = Style(name="line", family="text")
    line.addElement(TextProperties(textlinethroughstyle="solid"))
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    made.styles.addElement(red)
    for style in (child, struck, line, hidden):
        made.automaticstyles.addElement(style)
    return made


def test_values_keep_their_places_and_their_sorts(document: OpenDocumentSpreadsheet) -> None:
    table = Table(name="Live")
    table.addElement(row(TableCell(numbercolumnsrepeated=1024), numberrowsrepeated=3))
    day = TableCell(valuetype="date", datevalue="2024-03-31")
    paragraphs = text("one")
    paragraphs.addElement(P(text="two"))
    whole = TableCell(valuetype="float", value="45", formula="of:=40+5")
    untyped = TableCell()
    untyped.addElement(P(text="45382"))
    table.addElement(row(TableCell(numbercolumnsrepeated=2), text("2"), whole, day, paragraphs, untyped))
    table.addElement(row(TableCell(numbercolumnsrepeated=1024), numberrowsrepeated=1_048_572))
    document.spreadsheet.addElement(table)

    book = saved(document)

    assert {address: cell.value for address, cell in cells(book).items()} == {
        "C4": "2",
        "D4": 45,
        "E4": date(2024, 3, 31),
        "F4": "one\ntwo",
        "G4": "45382",
    }
    assert cells(book)["D4"].formula
    assert book.sheets[0].rows == 4


def test_looks_of_cells(document: OpenDocumentSpreadsheet) -> None:
    table = Table(name="Live", stylename="hidden")
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    table.addElement(TableColumn(defaultcellstylename="red"))
    noted = TableCell()
    note = Annotation()
    note.addElement(P(text="Done"))
    note.addElement(P(text="in May"))
    noted.addElement(note)
    spanned = TableCell(valuetype="string")
    spanned.addElement(P())
    spanned.getElementsByType(P)[0].addElement(Span(stylename="line", text="all of it"))
    partly = TableCell(valuetype="string")
    paragraph = P(text="kept, ")
    paragraph.addElement(Span(stylename="line", text="gone"))
    partly.addElement(paragraph)
    table.addElement(row(text("Ref"), text("Action"), text("Status", stylename="child")))
    table.addElement(row(text("1"), text("struck", stylename="struck"), TableCell()))
    table.addElement(row(spanned, partly, noted, visibility="filter"))
    table.addElement(
        row(text("objective", numberrowsspanned=2, numbercolumnsspanned=2), CoveredTableCell(), visibility="collapse")
    )
    table.addElement(row(CoveredTableCell(numbercolumnsrepeated=2), visibility="collapse", numberrowsrepeated=3))
    document.spreadsheet.addElement(table)

    book = saved(document)
    found, (sheet,) = cells(book), book.sheets

    assert [found[address].fill for address in ("C1", "C2", "C3")] == ["FF0000"] * 3
    assert [address for address, cell in found.items() if cell.struck] == ["B2", "A3"]
    assert found["C3"].comment == "Done\nin May"
    assert sheet.merged == (Area(top=4, left=1, bottom=5, right=2),)
    assert (sheet.rows, sheet.hidden, sheet.hidden_rows) == (4, True, {3, 4})
    assert book.notices == ("Sheet Live is hidden; it was read like the others.",)


def test_repeated_values_are_each_a_cell(document: OpenDocumentSpreadsheet) -> None:
    table = Table(name="Live")
    table.addElement(row(text("same", numbercolumnsrepeated=2), numberrowsrepeated=2))
    document.spreadsheet.addElement(table)

    assert sorted(cells(saved(document))) == ["A1", "A2", "B1", "B2"]
