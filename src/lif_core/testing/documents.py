"""Documents for those who test an exporter: one with everything a block can be, and reports of planted records."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from lif_core.framework.framework import Framework
from lif_core.records import Record
from lif_core.reports import (
    Bullets,
    Cell,
    Chart,
    Column,
    Dated,
    Document,
    Footer,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from lif_core.reports.catalogue import REPORTS
from lif_core.testing import canaries
from lif_core.view.view import View

DAY = date(2025, 3, 20)
"""The day of every document here."""
_GIVEN: Mapping[str, Mapping[str, str]] = {
    "agency-update": {"body": "police"},
    "thread": {"record": "canary/action/public-0"},
    "minutes": {"meeting": "canary/meeting/LEVEL-0"},
}
"""What reports are asked for; LEVEL stands for the level of those who read."""


ASKING = frozenset(_GIVEN)
"""The reports that ask for something."""


def planted_report(framework: Framework, name: str, audience: str) -> Document:
    """Give a report, made for an audience, of records with a canary in every text field of every level."""
    return REPORTS[name].make(_view(framework, audience), **given(name, audience))


@cache
def _view(framework: Framework, audience: str) -> View:
    """Give the view of planted records that an audience has: planting takes longer than most reports do."""
    return canaries.view_of(framework, _planted(framework), audience, DAY)


@cache
def _planted(framework: Framework) -> tuple[Record, ...]:
    return canaries.planted(framework)


def given(name: str, audience: str = "public") -> dict[str, str]:
    """Tell what a report is asked for, where it asks for something that there must be among the planted records."""
    return {key: value.replace("LEVEL", audience) for key, value in _GIVEN.get(name, {}).items()}


def form() -> Table:
    """Give a table with every kind of column, texts that look like formulas, and columns to be filled in."""
    columns = (
        Column(name="ref", heading="Ref", width=8),
        Column(name="action", heading="Action", width=30),
        Column(name="due", heading="Target date", kind="day", width=12),
        Column(name="days", heading="Days", kind="number", width=8),
        Column(name="rag", heading="RAG", kind="colour", width=6),
        Column(name="update", heading="Your update", width=20, locked=False),
        Column(name="proposed", heading="Proposed date", kind="day", width=12, locked=False),
        Column(name="key", heading="Key", key=True),
    )
    live = ("=HYPERLINK(A1)", "+1", "-2", "@SUM(A1)", "https://example.org", "{=1}", "007")
    rows = tuple(
        (
            Cell(f"{number}"),
            Cell(text),
            Cell(date(2025, 3, 31), note="as written: March 2025") if number else Cell(date(2025, 3, 31)),
            Cell(12),
            Cell("R", colour="red", note="late"),
            Cell(),
            Cell(),
            Cell(f"example/action/{number}"),
        )
        for number, text in enumerate(live)
    )
    return Table(name="form", columns=columns, rows=rows, caption="Actions")


def document_of_everything() -> Document:
    """Give a document with everything a block can be, and texts that a format might take for its own."""
    first = Section(
        name="first",
        title="Read me",
        blocks=(
            Heading("Below"),
            Paragraph("Plain words"),
            Paragraph("Mind this", strong=True),
            KeyFigures((KeyFigure("Actions", 7), KeyFigure("Undated", 2, "of 7"))),
            Bullets(("outer", "inner", "deep", "deeper", "outer again"), (0, 1, 2, 3, 0)),
            Bullets(("one", "two"), numbered=True),
            Chart(
                name="chart",
                caption="Actions by quarter",
                alternative="Actions open at the end of each quarter: 7, then 4; the third is not known.",
                columns=("Quarter", "Open", "Done"),
                rows=(("Q1 & before", 7, 2), ("Q2 <of 2025>", 4, 5), ("Q3", None, 6)),
            ),
        ),
    )
    again = Section(name="again", title="Actions: all/of [them] 2025, and a title that is long", blocks=(form(),))
    same = Section(name="same", title="Read me", blocks=(Paragraph("A second sheet of one name"),))
    return Document(
        name="example",
        title="Example & more",
        as_at=DAY,
        audience="For: Partner agencies",
        marking="OFFICIAL-SENSITIVE: R&D",
        fingerprint="7f3a-91c2",
        footer=Footer(
            as_at="As at 20 Mar 2025",
            marking="OFFICIAL-SENSITIVE: R&D",
            fingerprint="Fingerprint 7f3a-91c2",
            page="Page {page} of {pages}",
        ),
        sections=(first, again, same),
        language="en",
        page="a3-landscape",
        dates=(Dated(uid="3f9a1c", title="Target date 2024-017", sort="target-date", first=DAY, last=DAY),),
    )
