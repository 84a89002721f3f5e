"""Documents for those who test an exporter: one with everything a block can be, and reports of planted records."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lif_core.framework.framework import Framework
from lif_core.reports import (
    Bullets,
    Cell,
    Column,
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

DAY = date(2025, 3, 20)
"""The day of every document here."""
_GIVEN: Mapping[str, Mapping[str, Any]] = {
    "agency-update": {"body": "police"},
    "thread": {"record": "canary/action/public-0"},
}


def planted_report(framework: Framework, name: str, audience: str) -> Document:
    """Give a report, made for an audience, of records with a canary in every text field of every level."""
    view = canaries.view_of(framework, canaries.planted(framework), audience, DAY)
    return REPORTS[name].make(view, **_GIVEN.get(name, {}))


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
    )
