"""Docx: a document as a paper, with real headings, lists and tables, and a foot on every page."""

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Footer,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    plain,
)
from lif_export_office.cleaning import clean
from lif_export_office.colours import FILLS, HEAD

_SIZES = {"a3-landscape": (420, 297), "a4-portrait": (210, 297)}
_LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
_MARGIN = 18
_TWIPS = 56.7  # twentieths of a point in a millimetre
_DEEPEST = 3
_TABLE_FONT = 8
_FOOT_FONT = 8
_LETTER = 1.75  # millimetres that a letter of a table takes, broad ones among them
_ROOM = 4.5  # millimetres beside the words of a cell
_LOOKED_AT = 200  # rows whose words say how wide a column must be
_LONGEST = 16  # letters: a longer word may be broken
_WORD = re.compile(r"[^\s/-]+[/-]?")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def paper(document: Document) -> bytes:
    """Give a document as the bytes of a docx file; the same document gives the same bytes."""
    made = docx.Document()
    _blank_properties(made, document)
    _lay_out(made, document)
    _set_language(made, _LANGUAGES[document.language])
    made.add_paragraph(clean(document.title), style="Title")
    for line in document.head:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(clean(line)).bold = line == document.marking or None
    for section in document.sections:
        made.add_heading(clean(section.title), 1)
        for block in section.blocks:
            _block(made, block, document, section.title)
    written = BytesIO()
    made.save(written)
    return _same_bytes(written.getvalue())


def _blank_properties(made: Paper, document: Document) -> None:
    """Leave author and title empty: a title can name a review. The day is that of the report."""
    own = made.core_properties
    day = datetime.combine(document.as_at, time(), UTC)
    own.author = own.title = own.comments = own.subject = own.keywords = own.last_modified_by = own.category = ""
    own.created = own.modified = own.last_printed = day
    own.revision = 1
    own.language = _LANGUAGES[document.language]
    package = made.part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[id]


def _lay_out(made: Paper, document: Document) -> None:
    width, height = _SIZES[document.page]
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    made.styles["Normal"].font.size = Pt(10)
    made.styles["Normal"].font.name = "Arial"
    section.header.paragraphs[0].text = clean(document.marking)
    _foot(section.footer.paragraphs[0], document.footer)


def _foot(paragraph: Any, foot: Footer) -> None:
    told = " · ".join(part for part in (foot.as_at, foot.marking, foot.fingerprint) if part)
    paragraph.add_run(f"{clean(told)} · ")
    rest = foot.page
    for place, field in (("{page}", "PAGE"), ("{pages}", "NUMPAGES")):
        before, _, rest = rest.partition(place)
        paragraph.add_run(clean(before))
        paragraph._p.append(_field(field))
    paragraph.add_run(clean(rest))
    paragraph.style.font.size = Pt(_FOOT_FONT)


def _field(name: str) -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field


def _set_language(made: Paper, language: str) -> None:
    for properties in made.styles.element.iter(qn("w:rPrDefault")):
        run = properties.find(qn("w:rPr"))
        found = run.find(qn("w:lang")) if run is not None else None
        if found is not None:
            found.set(qn("w:val"), language)


def _block(made: Paper, block: Block, document: Document, title: str) -> None:
    if isinstance(block, Heading):
        made.add_heading(clean(block.text), min(block.level, 9))
    elif isinstance(block, Paragraph):
        made.add_paragraph().add_run(clean(block.text)).bold = block.strong or None
    elif isinstance(block, KeyFigures):
        for figure in block.figures:
            paragraph = made.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{clean(figure.name)}: ")
            paragraph.add_run(clean(str(figure.value))).bold = True
            if figure.note:
                paragraph.add_run(f" {clean(figure.note)}")
    elif isinstance(block, Bullets):
        _list(made, block)
    else:
        _table(made, block.shown(), document, title)


def _list(made: Paper, bullets: Bullets) -> None:
    for level, text in bullets.lines():
        name = "List Number" if bullets.numbered and not level else "List Bullet"
        deep = min(level, _DEEPEST - 1)
        paragraph = made.add_paragraph(clean(text), style=f"{name} {deep + 1}" if deep else name)
        if level >= _DEEPEST:
            paragraph.paragraph_format.left_indent = Mm(6 * (level + 1))


def _table(made: Paper, table: Table, document: Document, title: str) -> None:
    """Write a table as elements: what python-docx offers for cells takes minutes where there are thousands of rows."""
    if table.caption:
        made.add_paragraph(clean(table.caption), style="Caption").paragraph_format.keep_with_next = True
    grid = made.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    _describe(grid, table.caption or title)
    whole = _SIZES[document.page][0] - 2 * _MARGIN
    widths = [int(width * _TWIPS) for width in _widths(table, document, whole)]
    for element, width in zip(grid._tbl.tblGrid.iter(qn("w:gridCol")), widths, strict=True):
        element.set(qn("w:w"), str(width))
    head = [Cell(column.heading) for column in table.columns]
    grid._tbl.append(_row(head, widths, document, head=True))
    for number, cells in enumerate(table.rows, 1):
        total = table.total and number == len(table.rows)
        grid._tbl.append(_row(cells, widths, document, bold=total))
    made.add_paragraph()


def _widths(table: Table, document: Document, whole: float) -> list[float]:
    """Share the width out (millimetres), so that no word is broken where there is room to keep it whole."""
    least = []
    for number, column in enumerate(table.columns):
        told = [column.heading, *(_told(row[number], document) for row in table.rows[:_LOOKED_AT])]
        longest = max((len(word) for words in told for word in _WORD.findall(words)), default=0)
        least.append(min(longest, _LONGEST) * _LETTER + _ROOM)
    if sum(least) >= whole:
        return [whole * one / sum(least) for one in least]
    wanted = [column.width for column in table.columns]
    widths, free, sharing = list(least), whole, set(range(len(least)))
    while sharing:
        total = sum(wanted[number] for number in sharing)
        short = {number for number in sharing if free * wanted[number] / total < least[number]}
        if not short:
            for number in sharing:
                widths[number] = free * wanted[number] / total
            break
        free -= sum(least[number] for number in short)
        sharing -= short
    return widths


def _describe(grid: Any, title: str) -> None:
    """Flag the row of headings, and say what the table shows to those who cannot see it."""
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("w:firstRow", "1"), ("w:firstColumn", "0"), ("w:noHBand", "1")):
            look.set(qn(name), value)
    _under(properties, "w:tblCaption", {"w:val": clean(title)})


def _row(
    cells: Iterable[Cell], widths: Iterable[int], document: Document, *, head: bool = False, bold: bool = False
) -> Any:
    row = OxmlElement("w:tr")
    properties = _under(row, "w:trPr")
    _under(properties, "w:cantSplit")
    if head:
        _under(properties, "w:tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        fill, letters = HEAD if head else FILLS.get(cell.colour, ("", ""))
        place = _under(row, "w:tc")
        shape = _under(place, "w:tcPr")
        _under(shape, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
        if fill:
            _under(shape, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})
        _words(_under(place, "w:p"), clean(_told(cell, document)), letters, bold=bold or head or bool(cell.colour))
    return row


def _told(cell: Cell, document: Document) -> str:
    """Tell a cell: of a coloured one the letter only, as its meaning stands in the legend."""
    return str(cell.value) if cell.colour else plain(cell, document.language)


def _words(paragraph: Any, text: str, letters: str, *, bold: bool) -> None:
    spacing = _under(paragraph, "w:pPr")
    _under(spacing, "w:spacing", {"w:before": "20", "w:after": "20"})
    run = _under(paragraph, "w:r")
    look = _under(run, "w:rPr")
    if bold:
        _under(look, "w:b")
    if letters:
        _under(look, "w:color", {"w:val": letters})
    _under(look, "w:sz", {"w:val": str(_TABLE_FONT * 2)})
    for number, line in enumerate(text.split("\n")):
        if number:
            _under(run, "w:br")
        words = _under(run, "w:t", {"xml:space": "preserve"})
        words.text = line


def _under(parent: Any, name: str, values: dict[str, str] | None = None) -> Any:
    element = OxmlElement(name)
    for key, value in (values or {}).items():
        element.set(qn(key), value)
    parent.append(element)
    return element


def _same_bytes(made: bytes) -> bytes:
    """Give the same package without the time of day at which it was made."""
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as write:
        for entry in read.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_DAY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            write.writestr(fixed, read.read(entry.filename))
    return again.getvalue()
