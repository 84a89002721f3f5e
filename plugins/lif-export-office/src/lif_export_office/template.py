"""Template: a partnership's own paper, into which our blocks are placed by name.

A place is a paragraph `{{ name }}`, a content control whose tag or title is `lif:name`, or a bookmark `lif_name` (a
bookmark of Word takes no hyphen: `lif_action_plan`). A name is that of a part of the report, of a table, or one of the
words every document has: `title`, `as-at`, `marking`. Words may stand within a line, in the head and the foot too.

Everything wrong with a template is told at once, and nothing is written.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import attrs
import docx
from docx.document import Document as Paper
from docx.oxml.ns import qn

from lif_core.errors import Problem, Refused, UnknownName
from lif_core.reports.document import Chart, Document, Table
from lif_export_office.blocks import write_block, write_section
from lif_export_office.cleaning import clean
from lif_export_office.docx import LANGUAGES, blank_properties, same_bytes, set_language

LARGEST = 20_000_000
"""Most bytes that a template may have, packed."""
LARGEST_UNPACKED = 100_000_000
"""Most bytes that it may have when unpacked."""
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MUST = ("as-at", "audience", "marking")
_RUNS = re.compile(r"(?i)vba|activex|/embeddings/|oleobject")
_MACRO_TYPE = b"macroEnabled"


def filled(document: Document, template: bytes) -> bytes:
    """Give a document in a partnership's own paper; the same document and template give the same bytes.

    Args:
        document: what is to be said.
        template: the bytes of the partnership's docx.

    Raises:
        Refused: it is no docx, it holds macros or other things that run, it names a block that this document does not
            have, or it does not say as at when, for whom and under which marking; all at once.
    """
    _look_inside(template)
    made = _opened(template)
    filling = _Filling(made, document)
    filling.check()
    filling.fill()
    blank_properties(made, document)
    set_language(made, LANGUAGES[document.language])
    _let_go(made)
    written = BytesIO()
    made.save(written)
    return same_bytes(written.getvalue())


# --- what a template may be -----------------------------------------------------------------------------------------


def _wrong(code: str, says: str, mend: str) -> Refused:
    return Refused([Problem(code=f"template.{code}", says=says, mend=mend, where="template")])


def _look_inside(template: bytes) -> None:
    """Refuse what is no docx, what is far too large, and what holds something that runs."""
    if len(template) > LARGEST:
        raise _wrong("too-large", "The template is larger than 20 MB.", "Take large pictures out of it.")
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            parts = package.infolist()
            fits = sum(one.file_size for one in parts) < LARGEST_UNPACKED
            types = package.read("[Content_Types].xml") if fits else b""
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError):
        raise _no_docx() from None
    if not types:
        raise _wrong("too-large", "The template is larger than 100 MB when unpacked.", "Make a smaller one.")
    if _MACRO_TYPE in types or any(_RUNS.search(one.filename) for one in parts):
        says = "The template holds macros or other things that run, and such a file is not taken."
        raise _wrong("macros", says, "Save it in Word as a document without macros (.docx), and name that.")


def _no_docx() -> Refused:
    says = "The template is no docx that can be read."
    return _wrong("no-docx", says, "Save it in Word as .docx, without a password, and name that.")


def _opened(template: bytes) -> Paper:
    try:
        made = docx.Document(BytesIO(template))
        _ = made.sections[0].page_width
    except Exception:  # whatever a broken package makes a reader of it raise: it is no paper
        raise _no_docx() from None
    return made


def _let_go(made: Paper) -> None:
    """Cut the template off from the place where it came from: a path of a server is nobody's business."""
    settings = made.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    relations = made.part.package.main_document_part.part_related_by(_SETTINGS).rels
    for id, relation in list(relations.items()):
        if relation.reltype.endswith("/attachedTemplate"):
            del relations[id]


_SETTINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"


# --- places ---------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Place:
    """A place for a block: its name, and the element that it takes the place of."""

    name: str
    element: Any


class _Filling:
    """One template being filled."""

    def __init__(self, made: Paper, document: Document) -> None:
        self._made, self._document = made, document
        self._words = _words_of(document)
        self._sections = {section.name: section for section in document.sections}
        self._tables = {
            block.name: (block, section)
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Table | Chart)
        }
        self._known = (*self._words, "top", "everything", *self._sections, *self._tables)
        self._places = list(self._body_places())
        self._lines = list(self._all_lines())

    # -- looking

    def check(self) -> None:
        """Refuse a template with everything that is wrong with it.

        Raises:
            Refused: a block is unknown, a block stands within a line, or a word that must be there is not.
        """
        problems = [*self._unknown(), *self._not_alone(), *self._not_said()]
        if problems:
            raise Refused(problems)

    def _unknown(self) -> Iterator[Problem]:
        named = [place.name for place in self._places]
        named += [name for line in self._lines for name in _PLACE.findall(_text(line))]
        for name in dict.fromkeys(one for one in named if one not in self._known):
            unknown = UnknownName(name, f"block of the report {self._document.name}", self._known)
            mend = f"Blocks are: {', '.join(self._known)}."
            yield attrs.evolve(unknown.as_problem("template", mend), code="template.unknown-block")

    def _not_alone(self) -> Iterator[Problem]:
        """Tell the blocks that stand within a line, or where no block can: only words can stand there."""
        alone = {id(place.element) for place in self._places}
        for line in self._lines:
            if id(line) in alone:
                continue
            for name in _PLACE.findall(_text(line)):
                if name in self._known and name not in self._words:
                    says = f"The block {name} stands within a line, or in a head or foot, where only words can stand."
                    mend = f"Give {{{{ {name} }}}} a line of its own in the text."
                    yield Problem(code="template.block-in-a-line", says=says, mend=mend, where="template", found=name)

    def _not_said(self) -> Iterator[Problem]:
        named = {place.name for place in self._places}
        named.update(name for line in self._lines for name in _PLACE.findall(_text(line)))
        missing = [name for name in _MUST if name not in named] if "top" not in named else []
        if missing:
            says = f"The template does not say {', '.join(missing)}, and every paper has to."
            places = " and ".join(f"{{{{ {one} }}}}" for one in missing)
            mend = f"Put {{{{ top }}}} on a line of its own, or {places}."
            yield Problem(code="template.not-said", says=says, mend=mend, where="template")

    def _body_places(self) -> Iterator[_Place]:
        """Give the places of blocks in the text: content controls, bookmarks, paragraphs that are a place alone.

        A control that stands within a line and asks for a block gives its line to it.
        """
        body = self._made.element.body
        for control in body.iter(qn("w:sdt")):
            name = _name_of_control(control)
            if name:
                line = next(control.iterancestors(qn("w:p")), None)
                yield _Place(name, control if line is None or name in self._words else line)
        for bookmark in body.iter(qn("w:bookmarkStart")):
            said = bookmark.get(qn("w:name"), "")
            paragraph = next(bookmark.iterancestors(qn("w:p")), None)
            if said.startswith("lif_") and paragraph is not None:
                yield _Place(said[4:].replace("_", "-"), paragraph)
        for paragraph in body.iter(qn("w:p")):
            alone = _PLACE.fullmatch(_text(paragraph).strip())
            if alone and not any(_name_of_control(one) for one in paragraph.iterancestors(qn("w:sdt"))):
                yield _Place(alone[1], paragraph)

    def _all_lines(self) -> Iterator[Any]:
        """Give every paragraph: of the text, of every head and of every foot."""
        yield from self._made.element.body.iter(qn("w:p"))
        for relation in self._made.part.rels.values():
            if relation.reltype.endswith(("/header", "/footer")):
                yield from relation.target_part.element.iter(qn("w:p"))

    # -- filling

    def fill(self) -> None:
        """Put every block in its place, and every word in its line."""
        width = self._width()
        for place in self._places:
            self._put(place, width)
        for line in self._lines:
            if _PLACE.search(_text(line)):
                _say(line, self._words)

    def _width(self) -> float:
        section = self._made.sections[0]
        whole = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        return max(whole / 36_000, 60)

    def _put(self, place: _Place, width: float) -> None:
        """Write a block at the end of the paper, then move it to its place."""
        if place.name in self._words and _say_at(place, clean(self._words[place.name])):
            return
        element, body = place.element, self._made.element.body
        if element.getparent() is None:
            return  # stood within another place
        before = set(body)
        self._write(place.name, width)
        for added in [one for one in body if one not in before]:
            element.addprevious(added)
        holder = element.getparent()
        holder.remove(element)
        if holder.tag == qn("w:tc") and (not len(holder) or holder[-1].tag != qn("w:p")):
            holder.append(body.makeelement(qn("w:p"), {}))

    def _write(self, name: str, width: float) -> None:
        made, document = self._made, self._document
        if name in self._words:
            made.add_paragraph(clean(self._words[name]))
        elif name == "top":
            for line in document.head:
                made.add_paragraph().add_run(clean(line)).bold = line == document.marking or None
        elif name in self._sections:
            write_section(made, self._sections[name], document, width=width)
        elif name in self._tables:
            block, section = self._tables[name]
            write_block(made, block, document, section.title, width=width)
        else:
            placed = {place.name for place in self._places}
            for section in document.sections:
                if section.name not in placed:
                    write_section(made, section, document, width=width)


def _words_of(document: Document) -> Mapping[str, str]:
    return {
        "title": document.title,
        "as-at": document.footer.as_at,
        "audience": document.audience,
        "marking": document.marking,
        "fingerprint": document.footer.fingerprint,
        "whose": document.whose,
    }


def _name_of_control(control: Any) -> str:
    """Tell the block that a content control asks for by its tag or its title; empty where it is none of ours."""
    properties = control.find(qn("w:sdtPr"))
    for tag in ("w:tag", "w:alias"):
        said = properties.find(qn(tag)) if properties is not None else None
        value = said.get(qn("w:val"), "") if said is not None else ""
        if value.startswith("lif:"):
            return str(value[4:].strip())
    return ""


def _say_at(place: _Place, words: str) -> bool:
    """Put words into a content control, in its own look; leave a line to those that are said with its other words.

    Returns:
        Whether there was somewhere to put them, or nothing more to be done.
    """
    if place.element.tag == qn("w:p"):
        return bool(_PLACE.search(_text(place.element)))
    pieces = list(place.element.iter(qn("w:t")))
    for number, piece in enumerate(pieces):
        piece.text = "" if number else words
    return bool(pieces)


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _say(paragraph: Any, words: Mapping[str, str]) -> None:
    """Put words into the places of a line, each in the look of the letters where its place begins."""
    pieces = list(paragraph.iter(qn("w:t")))
    for found in reversed(list(_PLACE.finditer(_text(paragraph)))):
        start, end = found.span()
        at, said = 0, clean(words.get(found[1], found[0]))
        for piece in pieces:
            text = piece.text or ""
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                piece.text = text[:first] + said + text[last:]
                piece.set(qn("xml:space"), "preserve")
                said = ""
            at += len(text)
