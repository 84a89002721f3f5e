"""Every report as workbook and paper, in both languages, opened by others: what a screen reader needs is there."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from lif_core.reports import Document
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.telling import Asked
from lif_core.testing import canaries, documents
from lif_export_office import paper, workbook
from lif_export_office.colours import ADDED, ADDED_HEAD, FILLS, HEAD, OPEN


@pytest.fixture(scope="module")
def made(liverpool) -> Callable[[str, str], Document]:
    """Gives a report of planted records in a language; each is built once."""
    view = canaries.view_of(liverpool, canaries.planted(liverpool), "agencies", documents.DAY)

    @cache
    def make(name: str, language: str) -> Document:
        asked = Asked(language=language, fingerprint="7f3a-91c2", whose="Canary")
        return REPORTS[name].make(view, asked, **documents.given(name, "agencies"))

    return make


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_workbook_opens_and_says_what_it_is(made, name, language):
    document = made(name, language)
    written = workbook(document)
    book = openpyxl.load_workbook(BytesIO(written))
    assert len(book.sheetnames) == len(document.sections) + len(document.hidden)
    assert len(CalamineWorkbook.from_filelike(BytesIO(written)).sheet_names) == len(book.sheetnames)
    first = [cell.value for (cell,) in book.worksheets[0].iter_rows(max_col=1)]
    assert set(document.head) <= set(first)
    for sheet in book.worksheets[: len(document.sections)]:
        assert not sheet.merged_cells.ranges
        assert sheet.oddHeader.center.text.replace("&&", "&") == document.marking
        assert sheet.page_setup.orientation == ("landscape" if document.page == "a3-landscape" else "portrait")
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_paper_opens_and_can_be_read_aloud(made, name, language):
    document = made(name, language)
    written = paper(document)
    read = docx.Document(BytesIO(written))
    assert read.paragraphs[0].style.name == "Title"
    assert {document.marking, document.footer.as_at, document.audience} <= {one.text for one in read.paragraphs}
    assert read.styles.element.xpath(".//w:rPrDefault//w:lang/@w:val") == [{"en": "en-GB", "cy": "cy-GB"}[language]]
    levels = [int(one.style.name[-1]) for one in read.paragraphs if one.style.name.startswith("Heading")]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    for table in read.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        for cell in table._tbl.xpath(".//w:tc[w:tcPr/w:shd]"):  # a colour never stands without a letter or word
            assert "".join(cell.xpath(".//w:t/text()")).strip()
    with ZipFile(BytesIO(written)) as package:
        assert not [part for part in package.namelist() if "comments" in part or "vba" in part]


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("pair", [*FILLS.values(), HEAD, ADDED_HEAD, ADDED, OPEN])
def test_letters_can_be_read_on_their_colour(pair):
    assert contrast(*pair) >= 4.5  # WCAG 2 AA
