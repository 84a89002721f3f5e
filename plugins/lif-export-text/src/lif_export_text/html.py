"""Html: a document as one web page: language set, headings in order, tables with header cells, nothing fetched."""

from collections.abc import Iterator
from datetime import date
from html import escape

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    plain,
)
from lif_core.values.labels import Language
from lif_export_text.bars import drawn

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #1a1a1a; background: #fff;
  margin: 0 auto; padding: 1rem; max-width: 80rem; }
h1, h2, h3 { line-height: 1.2; color: #1f3864; }
.marking { font-weight: bold; border: 2px solid #1a1a1a; display: inline-block; padding: 0.1rem 0.5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
header p { margin: 0.15rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
caption { text-align: left; font-weight: bold; padding: 0.25rem 0; }
th, td { border: 1px solid #767676; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
thead th { background: #1f3864; color: #fff; }
tbody th { font-weight: normal; }
td.number { text-align: right; }
tr.total td, tr.total th { font-weight: bold; border-top: 3px double #1a1a1a; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0.25rem 1rem; }
dt { font-weight: normal; } dd { margin: 0; font-weight: bold; }
.c-red { background: #c00000; color: #fff; } .c-amber { background: #ffc000; color: #000; }
.c-green { background: #a9d08e; color: #000; } .c-blue { background: #1f4e79; color: #fff; }
.c-grey { background: #d9d9d9; color: #000; } .c-yellow { background: #ff9; color: #000; }
.c-white { background: #fff; color: #000; } .c-purple { background: #5b2c83; color: #fff; }
figure { margin: 0.5rem 0; } figcaption { padding: 0.25rem 0; } svg { max-width: 100%; height: auto; }
footer { border-top: 1px solid #767676; margin-top: 2rem; padding-top: 0.5rem; }
a:focus, .wide:focus { outline: 3px solid #1f4e79; outline-offset: 2px; }
@media print {
  body { max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; }
  .wide { overflow: visible; }
}
""".strip()
_COLOURS = frozenset({"red", "amber", "green", "blue", "grey", "yellow", "white", "purple"})


def page(document: Document) -> str:
    """Give a document as one HTML page."""
    return "\n".join([*_all(document), ""])


def _all(document: Document) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_lang(document.language)}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{_text(document.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body>"
    yield "<header>"
    yield f"<h1>{_text(document.title)}</h1>"
    for line in document.head:
        yield f'<p class="marking">{_text(line)}</p>' if line == document.marking else f"<p>{_text(line)}</p>"
    yield "</header>"
    yield "<main>"
    for number, section in enumerate(document.sections, 1):
        yield f'<section aria-labelledby="part-{number}">'
        yield f'<h2 id="part-{number}">{_text(section.title)}</h2>'
        for block in section.blocks:
            yield from _block(block, document.language, section.title)
        yield "</section>"
    yield "</main>"
    foot = document.footer
    told = " · ".join(part for part in (foot.as_at, foot.marking, foot.fingerprint) if part)
    yield f"<footer><p>{_text(told)}</p></footer>"
    yield "</body>"
    yield "</html>"


def _lang(language: Language) -> str:
    return "cy" if language == "cy" else "en-GB"


def _text(text: str) -> str:
    kept = "".join(sign for sign in text if sign in "\n\t" or sign >= " ")
    return escape(kept.encode("utf-8", "replace").decode()).replace("\n", "<br>")


def _block(block: Block, language: Language, title: str) -> Iterator[str]:
    if isinstance(block, Heading):
        level = min(block.level + 1, 6)
        yield f"<h{level}>{_text(block.text)}</h{level}>"
    elif isinstance(block, Paragraph):
        if not block.form:  # a page cannot be filled in
            yield f"<p><strong>{_text(block.text)}</strong></p>" if block.strong else f"<p>{_text(block.text)}</p>"
    elif isinstance(block, KeyFigures):
        yield "<dl>"
        for figure in block.figures:
            note = f" {_text(figure.note)}" if figure.note else ""
            yield f"<dt>{_text(figure.name)}</dt><dd>{_text(str(figure.value))}{note}</dd>"
        yield "</dl>"
    elif isinstance(block, Bullets):
        yield from _list(block)
    elif isinstance(block, Chart):
        yield from drawn(block)
        yield from _table(block.as_table(), language, title)
    else:
        yield from _table(block.shown(form=False), language, title)


def _list(bullets: Bullets) -> Iterator[str]:
    """Give a list with lists inside; a line never stands more than one place further in than the one before."""
    outer = "ol" if bullets.numbered else "ul"
    deep = -1
    for level, text in bullets.lines():
        level = min(level, deep + 1)
        if level > deep:
            yield f"<{'ul' if level else outer}>"
        else:
            for left in range(deep, level, -1):
                yield f"</li></{'ul' if left else outer}>"
            yield "</li>"
        yield f"<li>{_text(text)}"
        deep = level
    for left in range(deep, -1, -1):
        yield f"</li></{'ul' if left else outer}>"


def _table(table: Table, language: Language, title: str) -> Iterator[str]:
    name = table.caption or title
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{_text(name)}">'
    yield "<table>"
    unseen = "" if table.caption else ' class="unseen"'  # the title right above says it to those who see
    yield f"<caption><span{unseen}>{_text(name)}</span></caption>"
    yield "<thead><tr>"
    for column in table.columns:
        yield f'<th scope="col">{_text(column.heading)}</th>'
    yield "</tr></thead>"
    yield "<tbody>"
    for number, row in enumerate(table.rows, 1):
        total = table.total and number == len(table.rows)
        yield '<tr class="total">' if total else "<tr>"
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            yield _cell(column, cell, language, first=place == 0)
        yield "</tr>"
    yield "</tbody></table></div>"


def _cell(column: Column, cell: Cell, language: Language, *, first: bool) -> str:
    told = _text(plain(cell, language))
    if isinstance(cell.value, date):
        day, _, note = told.partition(" (") if cell.note else (told, "", "")
        told = f'<time datetime="{cell.value.isoformat()}">{day}</time>{" (" + note if note else ""}'
    look = (
        f' class="c-{cell.colour}"' if cell.colour in _COLOURS else ' class="number"' if column.kind == "number" else ""
    )
    if first and told:
        return f'<th scope="row"{look}>{told}</th>'
    return f"<td{look}>{told}</td>"
