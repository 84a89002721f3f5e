"""Papers, opened by python-docx."""

from io import BytesIO
from zipfile import ZipFile

import attrs
import docx
import pytest
from docx.oxml.ns import qn

from lif_core.reports import Paragraph, Section
from lif_export_office import paper


@pytest.fixture(scope="module")
def made(document) -> bytes:
    return paper(document)


@pytest.fixture(scope="module")
def read(made):
    return docx.Document(BytesIO(made))


def styled(read, style: str) -> list[str]:
    return [one.text for one in read.paragraphs if one.style.name == style]


def test_the_same_document_gives_the_same_bytes(document, made):
    assert paper(document) == made


def test_headings_and_lists_have_real_styles(read):
    assert styled(read, "Title") == ["Example & more"]
    assert styled(read, "Heading 1")[0] == "Read me"
    assert styled(read, "Heading 2") == ["Below"]
    assert styled(read, "List Bullet") == ["Actions: 7", "Undated: 2 of 7", "outer", "outer again"]
    assert styled(read, "List Bullet 2") == ["inner"]
    assert styled(read, "List Bullet 3") == ["deep", "deeper"]
    assert styled(read, "List Number") == ["one", "two"]


def test_the_row_of_headings_is_flagged_and_repeated(read):
    table = read.tables[1]
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Ref", "Action", "Target date"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Actions"
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")


def test_keys_are_not_in_a_paper(read, made):
    assert len(read.tables[1].columns) == 7
    assert b"example/action/" not in ZipFile(BytesIO(made)).read("word/document.xml")


def test_a_date_says_how_it_was_read_and_a_colour_has_its_letter(read):
    cells = read.tables[1].rows[2].cells
    assert cells[2].text == "31 Mar 2025 (as written: March 2025)"
    assert cells[4].text == "R"
    assert cells[4]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "C00000"


def test_every_page_says_as_at_marking_fingerprint_and_its_number(read):
    foot = read.sections[0].footer.paragraphs[0]
    text = "".join(foot._p.xpath(".//w:t/text()"))
    assert text == "As at 20 Mar 2025 · OFFICIAL-SENSITIVE: R&D · Fingerprint 7f3a-91c2 · Page 1 of 1"
    assert foot._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert read.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE: R&D"


def test_paper_and_language(read, document):
    assert (round(read.sections[0].page_width.mm), round(read.sections[0].page_height.mm)) == (420, 297)
    assert read.styles.element.xpath(".//w:rPrDefault//w:lang/@w:val") == ["en-GB"]
    welsh = docx.Document(BytesIO(paper(attrs.evolve(document, language="cy", page="a4-portrait"))))
    assert welsh.styles.element.xpath(".//w:rPrDefault//w:lang/@w:val") == ["cy-GB"]
    assert round(welsh.sections[0].page_width.mm) == 210


def test_nobody_is_named(read, made):
    own = read.core_properties
    assert (own.author, own.title, own.comments, own.last_modified_by) == ("", "", "", "")
    assert own.created.date() == own.modified.date() == own.created.date()
    names = ZipFile(BytesIO(made)).namelist()
    assert not any("thumbnail" in name for name in names)


def test_signs_no_paper_can_hold_are_mended(document):
    section = Section(name="a", title="A\x00", blocks=(Paragraph("bell\x07 \ud800 <w:t>&"),))
    read = docx.Document(BytesIO(paper(attrs.evolve(document, sections=(section,)))))
    assert read.paragraphs[-1].text == "bell� � <w:t>&"
