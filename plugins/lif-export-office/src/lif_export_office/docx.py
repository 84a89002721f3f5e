"""Docx: a document as a paper, with real headings, lists and tables, and a foot on every page."""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lif_core.reports.document import Document, Footer
from lif_export_office.blocks import write_section
from lif_export_office.cleaning import clean

_SIZES = {"a3-landscape": (420, 297), "a4-portrait": (210, 297)}
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
_MARGIN = 18
_FOOT_FONT = 8
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def paper(document: Document) -> bytes:
    """Give a document as the bytes of a docx file; the same document gives the same bytes."""
    made = docx.Document()
    blank_properties(made, document)
    _lay_out(made, document)
    set_language(made, LANGUAGES[document.language])
    made.add_paragraph(clean(document.title), style="Title")
    for line in document.head:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(clean(line)).bold = line == document.marking or None
    for section in document.sections:
        write_section(made, section, document, width=_SIZES[document.page][0] - 2 * _MARGIN)
    written = BytesIO()
    made.save(written)
    return same_bytes(written.getvalue())


def blank_properties(made: Paper, document: Document) -> None:
    """Leave author and title empty: a title can name a review. The day is that of the report."""
    own = made.core_properties
    day = datetime.combine(document.as_at, time(), UTC)
    own.author = own.title = own.comments = own.subject = own.keywords = own.last_modified_by = own.category = ""
    own.created = own.modified = own.last_printed = day
    own.revision = 1
    own.language = LANGUAGES[document.language]
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


def set_language(made: Paper, language: str) -> None:
    """Set the language in which a paper is read aloud and spelt."""
    for properties in made.styles.element.iter(qn("w:rPrDefault")):
        run = properties.find(qn("w:rPr"))
        found = run.find(qn("w:lang")) if run is not None else None
        if found is not None:
            found.set(qn("w:val"), language)


def same_bytes(made: bytes) -> bytes:
    """Give the same package without the time of day at which it was made."""
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as read, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as write:
        for entry in read.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_DAY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            write.writestr(fixed, read.read(entry.filename))
    return again.getvalue()
