"""Pages: a report's document as one web page that needs nothing else: no script, no font, no address outside itself."""

from collections.abc import Iterator
from datetime import date
from html import escape

from lif_core.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from lif_core.values.labels import Language
from lif_core.values.saying import plain_day

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
a.skip { position: absolute; left: -99rem; } a.skip:focus { position: static; }
h1, h2, h3 { line-height: 1.2; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
caption { text-align: left; font-weight: bold; padding: 0.25rem 0; }
th, td { border: 1px solid #767676; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; }
td.number { text-align: right; }
tr.total td { font-weight: bold; }
.red { box-shadow: inset 0.4rem 0 #b00020; } .amber { box-shadow: inset 0.4rem 0 #b35900; }
.green { box-shadow: inset 0.4rem 0 #1b6e2d; } .blue { box-shadow: inset 0.4rem 0 #1a4fa3; }
dl.figures { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
dl.figures div { display: flex; flex-direction: column-reverse; }
dl.figures dd { font-size: 1.6rem; margin: 0; } footer { border-top: 1px solid #767676; margin-top: 2rem; }
@media print { a.skip { display: none; } body { max-width: none; } }
"""
COLOURS = ("red", "amber", "green", "blue")


def page_of(document: Document, *, whose: str = "", back: str = "") -> str:
    """Write a document as a page.

    Args:
        document: what it says.
        whose: whose it is, for the title; empty where the title says so.
        back: address of the page to go back to, relative to this one; empty for none.
    """
    head = "".join(f"<li>{escape(line)}</li>" for line in document.head)
    body = "".join(_section(section, document.language) for section in document.sections)
    title = f"{document.title}: {whose}" if whose else document.title
    return whole_page(title, f"<ul>{head}</ul>{body}", document.language, document.head, back=back)


def whole_page(
    title: str, body: str, language: Language = "en", footer: tuple[str, ...] = (), *, back: str = ""
) -> str:
    """Give a whole page around what it says, which is HTML already."""
    link = f'<p><a href="{escape(back)}">Back to the start</a></p>' if back else ""
    foot = f"<footer><p>{escape(' | '.join(footer))}</p></footer>" if footer else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the content</a>\n'
        f'<main id="main">\n{link}<h1>{escape(title)}</h1>\n{body}\n</main>\n{foot}\n</body>\n</html>\n'
    )


def _section(section: Section, language: Language) -> str:
    blocks = "\n".join(_block(block, language) for block in section.blocks)
    name = escape(section.name)
    return (
        f'<section aria-labelledby="s-{name}">\n<h2 id="s-{name}">{escape(section.title)}</h2>\n{blocks}\n</section>\n'
    )


def _block(block: Block, language: Language) -> str:
    match block:
        case Heading():
            level = min(block.level + 1, 6)
            return f"<h{level}>{escape(block.text)}</h{level}>"
        case Paragraph():
            text = escape(block.text)
            return f"<p><strong>{text}</strong></p>" if block.strong else f"<p>{text}</p>"
        case KeyFigures():
            return f'<dl class="figures">{"".join(_figures(block))}</dl>'
        case Bullets():
            return "".join(_bullets(block))
        case Table():
            return _table(block.shown(), language)


def _figures(block: KeyFigures) -> Iterator[str]:
    for figure in block.figures:
        note = f" ({escape(figure.note)})" if figure.note else ""
        yield f"<div><dt>{escape(figure.name)}{note}</dt><dd>{escape(str(figure.value))}</dd></div>"


def _bullets(block: Bullets) -> Iterator[str]:
    """Write a list as lists within lists, each step further in a list of its own."""
    outer = "ol" if block.numbered else "ul"
    depth = -1
    for level, item in block.lines():
        if level <= depth:
            yield "</li>"
        for step in range(depth, level, -1):
            yield f"</{'ul' if step else outer}></li>"
        for step in range(depth + 1, level + 1):
            yield f"<{'ul' if step else outer}>{'<li>' if step < level else ''}"
        yield f"<li>{escape(item)}"
        depth = level
    for step in range(depth, -1, -1):
        yield f"</li></{'ul' if step else outer}>"


def _table(table: Table, language: Language) -> str:
    headings = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in table.columns)
    rows = "\n".join(_rows(table, language))
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return (
        f'<div class="scroll" role="region" aria-label="{escape(table.caption or table.name)}" tabindex="0">'
        f"<table>{caption}<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _rows(table: Table, language: Language) -> Iterator[str]:
    for number, row in enumerate(table.rows, start=1):
        last = ' class="total"' if table.total and number == len(table.rows) else ""
        cells = "".join(_cell(cell, column, language) for cell, column in zip(row, table.columns, strict=True))
        yield f"<tr{last}>{cells}</tr>"


def _cell(cell: Cell, column: Column, language: Language) -> str:
    names = [name for name in (column.kind if column.kind == "number" else "", _colour(cell)) if name]
    shown = f' class="{" ".join(names)}"' if names else ""
    value = cell.value
    if isinstance(value, date):
        told = f'<time datetime="{value.isoformat()}">{escape(plain_day(value, language))}</time>'
    else:
        told = "<br>".join(escape(line) for line in str("" if value is None else value).splitlines())
    note = f"<br><small>{escape(cell.note)}</small>" if cell.note else ""
    return f"<td{shown}>{told}{note}</td>"


def _colour(cell: Cell) -> str:
    """Give the colour of a cell where the page knows it; the cell tells the same in letters in any case."""
    return cell.colour if cell.colour in COLOURS else ""
