"""Papers: the pages that the walk-through leaves behind: what to open first, and each board's lists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from lif_cli.demo.boards import Taken
from lif_cli.demo.fiction import NAME
from lif_cli.demo.screen import Written
from lif_cli.pages import page_of, whole_page
from lif_core import AsOf, Partnership
from lif_core.framework.shape import DisclosureLevel
from lif_core.partnership.importing import Imported
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.document import Bullets, Column, Document, Footer, KeyFigure, KeyFigures, Section, Table
from lif_core.reports.document import Cell as TableCell
from lif_core.reports.telling import Asked
from lif_core.values.saying import plain_day

START = "START-HERE.html"
PAGES = "pages"
BOARD_REPORTS: Mapping[str, str] = {
    "due-list": "What is due",
    "gap-list": "What is missing",
    "action-plan": "Action plan",
}
"""Reports written for each board, with their words on the first page."""


def write_papers(
    folder: Path, taken: Sequence[Taken], views: Mapping[str, AsOf], invented: tuple[Partnership, AsOf, str]
) -> Written:
    """Write every page; give their paths, the one to open first at the front."""
    (folder / PAGES).mkdir()
    documents = [*_of_boards(taken, views), *_of_invented(*invented)]
    whose = {one.board.id: one.board.name for one in taken}
    paths = []
    for name, _, document in documents:
        path = folder / PAGES / f"{name}.html"
        board = next((whose[one] for one in whose if name.startswith(f"{one}-")), NAME)
        path.write_text(page_of(document, whose=board, back=f"../{START}"), encoding="utf-8")
        paths.append(path)
    start = folder / START
    start.write_text(_start([(name, words) for name, words, _ in documents], taken), encoding="utf-8")
    marking = _highest(invented[1], (document.marking for _, _, document in documents))
    return Written(paths=(start, *paths), marking=marking)


def _of_boards(taken: Sequence[Taken], views: Mapping[str, AsOf]) -> Iterator[tuple[str, str, Document]]:
    for one in taken:
        now = views[one.board.id]
        for name, words in BOARD_REPORTS.items():
            document = REPORTS[name].make(now, Asked())
            yield f"{one.board.id}-{name}", f"{one.board.title}: {words.lower()}, as at {plain_day(now.day)}", document
        yield f"{one.board.id}-receipt", f"{one.board.title}: what was read and what is asked", receipt(one, now.day)


def _of_invented(lif: Partnership, now: AsOf, action_id: str) -> Iterator[tuple[str, str, Document]]:
    asked = Asked(fingerprint=lif.fingerprint)
    for name, words in {"sub-group-agenda": "Agenda of the sub-group", **BOARD_REPORTS}.items():
        yield f"example-{name}", f"{NAME}: {words.lower()}, as at {plain_day(now.day)}", REPORTS[name].make(now, asked)
    document = REPORTS["thread"].make(now, asked, record=action_id)
    yield "example-thread", f"{NAME}: one thread from its source to its difference", document


def _highest(now: AsOf, markings: Iterator[str]) -> str:
    """Tell the marking of the narrowest level among some."""
    levels = sorted(now.framework.all(DisclosureLevel).values(), key=lambda level: -level.rank)
    there = set(markings)
    found = (str(level.marking or level.words) for level in levels)
    return next((marking for marking in found if marking in there), min(there, default=""))


def receipt(one: Taken, day: date) -> Document:
    """Build the page of one import: what was read, what is asked, what is kept aside. Never the text of a cell."""
    found = one.first
    sections = (
        Section(name="read", title="What was read", blocks=(_figures(found), Bullets((found.read.check_sum,)))),
        Section(name="asked", title="To ask you", blocks=(_questions(found),)),
        Section(name="aside", title="Kept aside", blocks=(_aside(found),)),
    )
    as_at = f"As at {plain_day(day)}"
    return Document(
        name="receipt",
        title=f"Receipt: {found.read.file}",
        as_at=day,
        audience=one.board.name,
        marking="",
        footer=Footer(as_at=as_at, marking=""),
        sections=sections,
    )


def _figures(found: Imported) -> KeyFigures:
    created = [KeyFigure(sort.replace("-", " ").capitalize(), number) for sort, number in found.read.created.items()]
    total = found.read.total
    return KeyFigures((KeyFigure("Rows", total.rows), KeyFigure("Lines", total.lines), *created))


def _questions(found: Imported) -> Table | Bullets:
    rows = [(question.says, ", ".join(question.where), question.mend) for question in found.questions]
    return _table("questions", ("Question", "Where", "What answers it"), rows, "Nothing is to be asked.")


def _aside(found: Imported) -> Table | Bullets:
    return _table("kept-aside", ("Where", "Why"), found.aside, "Nothing was kept aside.")


def _table(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> Table | Bullets:
    if not rows:
        return Bullets((nothing,))
    columns = tuple(Column(name=heading.lower(), heading=heading) for heading in headings)
    cells = tuple(tuple(TableCell(value) for value in row) for row in rows)
    return Table(name=name, columns=columns, rows=cells)


def _start(pages: Sequence[tuple[str, str]], taken: Sequence[Taken]) -> str:
    links = "\n".join(f'<li><a href="{PAGES}/{name}.html">{escape(words)}</a></li>' for name, words in pages)
    notes = "\n".join(f"<li>{escape(one.board.title)}: {escape(one.first.read.check_sum)}</li>" for one in taken)
    body = (
        "<p>Four real sheets, as boards published them, each under its own board and as at its own day; "
        f"and one partnership that is invented: {escape(NAME)}.</p>\n"
        f"<h2>Open these</h2>\n<ul>\n{links}\n</ul>\n<h2>What was read of the published sheets</h2>\n"
        f"<ul>\n{notes}\n</ul>"
    )
    return whole_page("Learning and improvement: demonstration", body)
