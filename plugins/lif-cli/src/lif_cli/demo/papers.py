"""Papers: what the walk-through leaves behind: what to open first, the meeting's papers, each board's lists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

import attrs

from lif_cli.demo.boards import Taken, became
from lif_cli.demo.fiction import BEGAN, GROUP, LAST_MEETING, NAME, SHARED, THURSDAY
from lif_cli.pages import whole_page
from lif_cli.printing import plural
from lif_core import AsOf, Partnership
from lif_core.framework.shape import DisclosureLevel
from lif_core.partnership.arriving.importing import Imported
from lif_core.partnership.leaving.publishing import Report, Written, since_meeting
from lif_core.reports.document import Bullets, Column, Document, Footer, KeyFigure, KeyFigures, Section, Table
from lif_core.reports.document import Cell as TableCell
from lif_core.values.saying import plain_day, say_day

START = "START-HERE.html"
PAGES = "pages"
READERS = "partnership"
"""For whom the papers are: nothing above the clearance of this audience is in them."""
FILES = ("agenda.docx", "action-plan.xlsx", "to-police.xlsx", "to-police.eml", "inspection-pack.docx")
"""The papers of the meeting."""
BOARD_REPORTS: Mapping[str, str] = {
    "due-list": "What is due",
    "gap-list": "What is missing",
    "action-plan": "Action plan",
}
"""Reports written for each partnership as web pages, with their words on the first page."""


@attrs.frozen(kw_only=True)
class Paper:
    """One paper of the meeting.

    Attributes:
        files: the files it was written to.
        says: what it is, in a few words.
    """

    files: tuple[Written, ...]
    says: str


@attrs.frozen(kw_only=True)
class Page:
    """One web page.

    Attributes:
        whose: id of the board it is about, `example` for the invented partnership.
        words: what it is called on the first page.
        written: the file.
    """

    whose: str
    words: str
    written: Written


@attrs.frozen(kw_only=True)
class Papers:
    """Every file that was written.

    Attributes:
        start: the page to open first.
        meeting: the papers of the meeting.
        pages: the web pages.
        marking: the highest marking that any of them carries.
    """

    start: Path
    meeting: tuple[Paper, ...]
    pages: tuple[Page, ...]
    marking: str


def write_papers(
    folder: Path, taken: Sequence[Taken], views: Mapping[str, AsOf], lif: Partnership, action_id: str
) -> Papers:
    """Write every paper; that each left is recorded by the partnership it is of."""
    (folder / PAGES).mkdir()
    now = lif.as_of(THURSDAY, audience=READERS)
    meeting = tuple(_of_meeting(folder, lif))
    pages = (*_of_boards(folder, taken, views), *_of_invented(folder, now, action_id))
    written = [*(one for paper in meeting for one in paper.files), *(page.written for page in pages)]
    start = folder / START
    start.write_text(_start(folder, meeting, pages, taken), encoding="utf-8")
    return Papers(start=start, meeting=meeting, pages=pages, marking=_highest(now, {one.marking for one in written}))


def _of_meeting(folder: Path, lif: Partnership) -> Iterator[Paper]:
    now, before = (lif.as_of(day, audience=READERS) for day in (THURSDAY, LAST_MEETING))
    since = since_meeting(now, before, (commit for _, commit in lif.commits()))
    agenda = now.report("sub-group-agenda", body=GROUP, since=since)
    group = now.framework.item("body", GROUP).words
    met = plain_day(LAST_MEETING)
    yield Paper(files=(agenda.to(folder / "agenda.docx"),), says=f"{group}, what changed since {met}")
    plan = now.report("action-plan", since=LAST_MEETING)
    sheets, actions = len(plan.document.sections), sum(1 for _ in now.list("action"))
    says = f"{plural(actions, 'action')} in {plural(sheets, 'sheet')}"
    yield Paper(files=(plan.to(folder / "action-plan.xlsx"),), says=says)
    update = lif.as_of(THURSDAY, audience=SHARED).report("agency-update", body="police")
    sheet = update.to(folder / "to-police.xlsx")
    mail = update.to(folder / "to-police.eml", attach=".xlsx")
    led = sum(len(table.rows) for table in update.document.section("agency-update").tables)
    yield Paper(files=(sheet, mail), says=f"{plural(led, 'action')} for the police to answer; the e-mail is a draft")
    pack = now.report("inspection-pack", since=BEGAN)
    yield Paper(files=(pack.to(folder / "inspection-pack.docx"),), says=f"everything since {plain_day(BEGAN)}")


def _of_boards(folder: Path, taken: Sequence[Taken], views: Mapping[str, AsOf]) -> Iterator[Page]:
    for one in taken:
        now = views[one.board.id]
        yield from _pages(folder, one.board.id, now)
        read = Report(document=receipt(one, now.day), plugins=now.plugins)
        written = read.to(folder / PAGES / f"{one.board.id}-receipt.html")
        yield Page(whose=one.board.id, words="What was read, and what is asked", written=written)


def _of_invented(folder: Path, now: AsOf, action_id: str) -> Iterator[Page]:
    yield from _pages(folder, "example", now)
    written = now.report("thread", record=action_id).to(folder / PAGES / "example-thread.html")
    yield Page(whose="example", words="One thread, from its source to its difference", written=written)


def _pages(folder: Path, whose: str, now: AsOf) -> Iterator[Page]:
    for name, words in BOARD_REPORTS.items():
        yield Page(whose=whose, words=words, written=now.report(name).to(folder / PAGES / f"{whose}-{name}.html"))


def _highest(now: AsOf, markings: set[str]) -> str:
    """Tell the marking of the narrowest level among some."""
    levels = sorted(now.framework.all(DisclosureLevel).values(), key=lambda level: -level.rank)
    found = (str(level.marking or level.words) for level in levels)
    return next((marking for marking in found if marking in markings), min(markings, default=""))


# --- the receipt of an import -----------------------------------------------------------------------------------------


def receipt(one: Taken, day: date) -> Document:
    """Build the page of one import: what was read, what is asked, what is kept aside. Never the text of a cell."""
    found = one.first
    sections = (
        Section(name="read", title="What was read", blocks=(_figures(found), Bullets((found.read.check_sum,)))),
        Section(name="asked", title="To ask you", blocks=(_questions(found),)),
        Section(name="aside", title="Kept aside", blocks=(_aside(found),)),
    )
    return Document(
        name="receipt",
        title=f"Receipt: {found.read.file}",
        as_at=day,
        audience="",
        marking="",
        footer=Footer(as_at=f"As at {plain_day(day)}", marking=""),
        sections=sections,
        whose=one.board.name,
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


# --- the page to open first -------------------------------------------------------------------------------------------

_OPENS = {".docx": "Word", ".xlsx": "Excel", ".eml": "Outlook"}
_MEETING: Mapping[str, str] = {
    "agenda.docx": "The agenda: what to decide, what stands out, what changed since the last meeting, and how each "
    "date was worked out.",
    "action-plan.xlsx": "The action plan as a workbook: every action with its first target date, how often that was "
    "moved, the evidence, the difference made and what is missing.",
    "to-police.xlsx": "What goes to one agency: only its own actions, with four columns to fill in and send back.",
    "to-police.eml": "The same sheet in an e-mail draft. It has no address and has not been sent.",
    "inspection-pack.docx": "For an inspection: what was learnt, done, shown and evaluated, and what is missing.",
}


def _start(folder: Path, meeting: Sequence[Paper], pages: Sequence[Page], taken: Sequence[Taken]) -> str:
    papers = "\n".join(_paper(folder, written) for paper in meeting for written in paper.files)
    boards = "\n".join(_board(folder, one, [page for page in pages if page.whose == one.board.id]) for one in taken)
    own = " &middot; ".join(_link(folder, page.written.path, page.words) for page in pages if page.whose == "example")
    body = f"""<p>Nothing has to be installed or learnt to look at this: every line below opens with a click.
There are two parts. The first is <strong>invented</strong>: it shows the papers that a partnership gets for a meeting.
The second is <strong>real</strong>: spreadsheets that four boards once published, read as they stand.</p>
<h2>1. The papers for a meeting</h2>
<p>{escape(NAME)} meets on {say_day(THURSDAY)}. Its review, its agencies' actions and its results are made up, and
nobody in them exists. The papers were computed from its records.</p>
<div class="scroll"><table><thead><tr><th scope="col">Open</th><th scope="col">with</th><th scope="col">What it is</th>
<th scope="col">Marking</th></tr></thead>
<tbody>
{papers}
</tbody></table></div>
<p>The same records as web pages: {own}.</p>
<p>Each of these files left the register, and the register says so: which records it showed, for whom, and when. If
something has to be removed for good, it can tell which copies to ask back.</p>
<h2>2. Real spreadsheets, as published</h2>
<p>Each stands under its own board, as at its own day. Nothing was corrected on the way in: what could not be placed is
kept aside, and what only a person can say is asked.</p>
<div class="scroll"><table><thead><tr><th scope="col">Sheet</th><th scope="col">As at</th><th scope="col">Open</th>
<th scope="col">What came of it</th></tr></thead>
<tbody>
{boards}
</tbody></table></div>
<h2>3. Your own spreadsheet</h2>
<p>Your sheet stays as it is; it is only read. Whoever looks after computers with you types these three lines, and you
get the same papers for your own plan:</p>
<pre><code>lif init our-partnership --framework england --by business-manager
lif import our-plan.xlsx -C our-partnership
lif report action-plan --to action-plan.xlsx -C our-partnership</code></pre>"""
    return whole_page("Learning and improvement: a demonstration", body)


def _paper(folder: Path, written: Written) -> str:
    name = written.path.name
    opens = _OPENS[written.path.suffix]
    told = escape(_MEETING[name])
    link = _link(folder, written.path, name)
    return f"<tr><td>{link}</td><td>{opens}</td><td>{told}</td><td>{escape(written.marking)}</td></tr>"


def _board(folder: Path, one: Taken, pages: Sequence[Page]) -> str:
    links = "<br>".join(_link(folder, page.written.path, page.words) for page in pages)
    name = f"{escape(one.board.title)}<br><small>{escape(one.board.name)}</small>"
    total, questions = one.first.read.total, plural(len(one.first.questions), "question")
    read = f"{plural(total.rows, 'row')}, of which {plural(total.lines, 'line')}: {became(one)}. {questions} to you."
    return f"<tr><td>{name}</td><td>{plain_day(one.board.day)}</td><td>{links}</td><td>{escape(read)}</td></tr>"


def _link(folder: Path, path: Path, words: str) -> str:
    return f'<a href="{path.relative_to(folder).as_posix()}">{escape(words)}</a>'
