"""Papers: the tables of a Word document as cells, and what is refused."""

import io
import zipfile

import pytest

from lif_core.errors import UnreadableFile
from lif_core.hooks import ImportRequest
from lif_import_sheets import lif_importers
from lif_import_sheets.papers import read_paper

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paper(body: str, part: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def cell(text: str, more: str = "", run: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def held(book, number: int = 0) -> dict[str, object]:
    return {one.address: one.value for one in book.sheets[number].cells}


def test_each_table_is_a_sheet_and_words_outside_are_passed_over():
    outside = "<w:p><w:r><w:t>Agenda</w:t></w:r></w:p>"
    book = read_paper(
        paper(outside + table(cell("No.") + cell("What"), cell("3.1") + cell("Reopen")) + table(cell("M")))
    )
    assert [sheet.name for sheet in book.sheets] == ["Table 1", "Table 2"]
    assert held(book) == {"A1": "No.", "B1": "What", "A2": "3.1", "B2": "Reopen"}
    assert (held(book, 1), book.sheets[0].rows) == ({"A1": "M"}, 2)


def test_cells_over_several_columns_keep_the_others_in_their_place():
    book = read_paper(paper(table(cell("a", '<w:gridSpan w:val="2"/>') + cell("b"), cell("") + cell("c") + cell("d"))))
    assert held(book) == {"A1": "a", "C1": "b", "B2": "c", "C2": "d"}


def test_what_was_deleted_with_changes_tracked_is_gone_and_what_was_inserted_is_there():
    tracked = (
        "<w:tc><w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>yes</w:t></w:r></w:ins></w:p></w:tc>"
    )
    assert held(read_paper(paper(table(tracked)))) == {"A1": "yes"}


def test_lines_tables_within_and_strikes():
    lines = (
        "<w:tc><w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p></w:tc>"
    )
    within = f"<w:tc><w:p/>{table(cell('in'), cell('side'))}</w:tc>"
    book = read_paper(paper(table(lines + within + cell("gone", run="<w:strike/>"))))
    assert held(book) == {"A1": "one\ntwo\nthree", "B1": "in\nside", "C1": "gone"}
    assert [one.struck for one in book.sheets[0].cells] == [False, False, True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-format"),
        (paper("", part="xl/workbook.xml"), "no-paper"),
        (paper("<w:tbl>"), "damaged"),
        (paper("")[:-40], "damaged"),
    ],
)
def test_what_is_no_word_document_is_refused_with_its_cure(data: bytes, code: str):
    with pytest.raises(UnreadableFile) as refused:
        read_paper(data, "m.docx")
    (problem,) = refused.value.problems
    assert problem.code.endswith(code)
    assert problem.mend


def test_a_document_type_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>')
    with pytest.raises(UnreadableFile):
        read_paper(made.getvalue())


def test_the_offer_reads_what_the_host_asks_for(tmp_path):
    (tmp_path / "m.docx").write_bytes(paper(table(cell("x"))))
    _, offer = lif_importers()
    assert offer.suffixes == (".docx",)
    assert held(offer.make(ImportRequest(path=tmp_path / "m.docx"))) == {"A1": "x"}
