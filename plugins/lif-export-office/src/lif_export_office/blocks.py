"""Blocks: the parts of a document as headings, lists and tables of a paper, in the styles that the paper has."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.styles import BabelFish
from docx.text.paragraph import Paragraph as Written

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    plain,
)
from lif_export_office.cleaning import clean
from lif_export_office.colours import FILLS, HEAD

_TWIPS = 56.7  # twentieths of a point in a millimetre
_DEEPEST = 3
_TABLE_FONT = 8
_LETTER = 1.75  # millimetres that a letter of a table takes, broad ones among them
_ROOM = 4.5  # millimetres beside the words of a cell
_LOOKED_AT = 200  # rows whose words say how wide a column must be
_LONGEST = 16  # letters: a longer word may be broken
_WORD = re.compile(r"[^\s/-]+[/-]?")


def write_section(made: Paper, section: Section, document: Document, *, width: float) -> None:
    """Write a part of a document at the end of a paper: its title, then what it says.

    Args:
        made: the paper.
        section: the part.
        document: the document it belongs to.
        width: how wide the room between the margins is, in millimetres.
    """
    add_heading(made, section.title, 1)
    for block in section.blocks:
        write_block(made, block, document, section.title, width=width)


def write_block(made: Paper, block: Block, document: Document, title: str, *, width: float) -> None:
    """Write one block at the end of a paper; `title` names a table that has no caption of its own."""
    if isinstance(block, Heading):
        add_heading(made, block.text, min(block.level, 9))
    elif isinstance(block, Paragraph):
        made.add_paragraph().add_run(clean(block.text)).bold = block.strong or None
    elif isinstance(block, KeyFigures):
        for figure in block.figures:
            paragraph = _styled(made, "List Bullet")
            paragraph.add_run(f"{clean(figure.name)}: ")
            paragraph.add_run(clean(str(figure.value))).bold = True
            if figure.note:
                paragraph.add_run(f" {clean(figure.note)}")
    elif isinstance(block, Bullets):
        _list(made, block)
    elif isinstance(block, Chart):
        made.add_paragraph(clean(block.alternative))
        _table(made, block.as_table(), document, title, width, block.alternative)
    else:
        _table(made, block.shown(), document, title, width)


def add_heading(made: Paper, text: str, level: int) -> None:
    """Write a heading; in bold letters where a template has no style for it."""
    name = f"Heading {level}"
    paragraph = _styled(made, name)
    paragraph.add_run(clean(text)).bold = None if _has(made, name) else True
    paragraph.paragraph_format.keep_with_next = True


def _styled(made: Paper, name: str) -> Written:
    """Begin a paragraph; its style is set by id, as looking one up by its name each time takes as long as all else."""
    paragraph = made.add_paragraph()
    style = _style_of(made, name)
    if style is not None:
        paragraph._p.get_or_add_pPr().style = style.styleId
    return paragraph


def _has(made: Paper, name: str, sort: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> bool:
    """Tell whether a paper has a style: a template may have been stripped of those that nobody used."""
    return _style_of(made, name, sort) is not None


def _style_of(made: Paper, name: str, sort: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    style = made.styles.element.get_by_name(BabelFish.ui2internal(name))
    return style if style is not None and style.type == sort else None


def _list(made: Paper, bullets: Bullets) -> None:
    for number, (level, text) in enumerate(bullets.lines(), 1):
        name = "List Number" if bullets.numbered and not level else "List Bullet"
        deep = min(level, _DEEPEST - 1)
        style = f"{name} {deep + 1}" if deep else name
        mark = "" if _has(made, style) else f"{number}. " if bullets.numbered and not level else "- "
        paragraph = _styled(made, style)
        paragraph.add_run(f"{mark}{clean(text)}")
        if level >= _DEEPEST or (mark and level):
            paragraph.paragraph_format.left_indent = Mm(6 * (level + 1))


def _table(made: Paper, table: Table, document: Document, title: str, whole: float, description: str = "") -> None:
    """Write a table as elements: what python-docx offers for cells takes minutes where there are thousands of rows."""
    if table.caption:
        caption = _styled(made, "Caption")
        caption.add_run(clean(table.caption))
        caption.paragraph_format.keep_with_next = True
    style = "Table Grid" if _has(made, "Table Grid", WD_STYLE_TYPE.TABLE) else None
    grid = made.add_table(rows=0, cols=len(table.columns), style=style)
    grid.autofit = False
    if style is None:
        _rule(grid)
    _describe(grid, table.caption or title, description)
    widths = [int(width * _TWIPS) for width in _widths(table, document, whole)]
    for element, width in zip(grid._tbl.tblGrid.iter(qn("w:gridCol")), widths, strict=True):
        element.set(qn("w:w"), str(width))
    head = [Cell(column.heading) for column in table.columns]
    right = {number for number, column in enumerate(table.columns) if column.kind == "number"}
    grid._tbl.append(_row(head, widths, document, head=True))
    for number, cells in enumerate(table.rows, 1):
        total = table.total and number == len(table.rows)
        grid._tbl.append(_row(cells, widths, document, bold=total, right=right))
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


def _rule(grid: Any) -> None:
    """Draw lines around the cells of a table, where a template has no style that does."""
    borders = _under(grid._tbl.tblPr, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _under(borders, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "auto"})


def _describe(grid: Any, title: str, description: str = "") -> None:
    """Flag the row of headings, and say what the table shows to those who cannot see it."""
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("w:firstRow", "1"), ("w:firstColumn", "0"), ("w:noHBand", "1")):
            look.set(qn(name), value)
    _under(properties, "w:tblCaption", {"w:val": clean(title)})
    if description:
        _under(properties, "w:tblDescription", {"w:val": clean(description)})


def _row(
    cells: Iterable[Cell], widths: Iterable[int], document: Document,
    *, head: bool = False, bold: bool = False, right: Collection[int] = (),
) -> Any:  # fmt: skip
    row = OxmlElement("w:tr")
    properties = _under(row, "w:trPr")
    _under(properties, "w:cantSplit")
    if head:
        _under(properties, "w:tblHeader")
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        fill, letters = HEAD if head else FILLS.get(cell.colour, ("", ""))
        place = _under(row, "w:tc")
        shape = _under(place, "w:tcPr")
        _under(shape, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
        if fill:
            _under(shape, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})
        paragraph = _under(place, "w:p")
        strong = bold or head or bool(cell.colour)
        _words(paragraph, clean(_told(cell, document)), letters, bold=strong, right=number in right)
    return row


def _told(cell: Cell, document: Document) -> str:
    """Tell a cell: of a coloured one the letter only, as its meaning stands in the legend."""
    return str(cell.value) if cell.colour else plain(cell, document.language)


def _words(paragraph: Any, text: str, letters: str, *, bold: bool, right: bool) -> None:
    spacing = _under(paragraph, "w:pPr")
    _under(spacing, "w:spacing", {"w:before": "20", "w:after": "20"})
    if right:
        _under(spacing, "w:jc", {"w:val": "right"})
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
