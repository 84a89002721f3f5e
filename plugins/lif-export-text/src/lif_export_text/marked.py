"""Markdown: a document as text with light markup. What people wrote stays text: signs of markup in it are escaped."""

import re
from collections.abc import Iterator

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    plain,
)
from lif_core.values.labels import Language

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LIST_BEGINS = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])(?=\s|$|=|-)")
_DEEPEST = 6  # readers of Markdown give up where lists stand far inside lists, and take what follows for plain text
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def markdown(document: Document) -> str:
    """Give a document as Markdown (CommonMark with tables)."""
    return "\n".join([*_all(document), ""])


def escaped(text: str) -> str:
    """Give a text so that Markdown reads it as that text, on one line."""
    joined = " ".join(_CONTROL.sub("", text).split())
    safe = _MARKUP.sub(r"\\\1", joined)
    return _LIST_BEGINS.sub(lambda begin: f"{begin[1]}{begin[2][:-1]}\\{begin[2][-1]}", safe)


def _all(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    yield ""
    for line in document.head:
        yield f"- {escaped(line)}"
    for section in document.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        for block in section.blocks:
            yield ""
            yield from _block(block, document.language)


def _block(block: Block, language: Language) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * min(block.level + 1, 6)} {escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield f"**{escaped(block.text)}**" if block.strong else escaped(block.text)
    elif isinstance(block, KeyFigures):
        for figure in block.figures:
            note = f" {escaped(figure.note)}" if figure.note else ""
            yield f"- {escaped(figure.name)}: **{escaped(str(figure.value))}**{note}"
    elif isinstance(block, Bullets):
        for number, (level, text) in enumerate(block.lines(), 1):
            mark = f"{number}." if block.numbered and not level else "-"
            inward = " " * (4 if block.numbered else 2) * min(level, _DEEPEST)
            yield f"{inward}{mark} {escaped(text)}"
    elif isinstance(block, Chart):
        yield escaped(block.alternative)
        yield ""
        yield from _table(block.as_table(), language)
    else:
        yield from _table(block.shown(), language)


def _table(table: Table, language: Language) -> Iterator[str]:
    if table.caption:
        yield f"*{escaped(table.caption)}*"
        yield ""
    yield _line(escaped(column.heading) for column in table.columns)
    yield _line("---:" if column.kind == "number" else "---" for column in table.columns)
    for row in table.rows:
        yield _line(_cell(cell, language) for cell in row)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, language: Language) -> str:
    lines = plain(cell, language).split("\n")
    return "<br>".join(escaped(line) for line in lines if line.strip())
