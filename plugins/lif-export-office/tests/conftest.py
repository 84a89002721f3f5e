"""Documents to export: one made by hand with everything a block can be, and reports of planted records."""

from collections.abc import Callable
from datetime import date

import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
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
from lif_framework_england import layers

DAY = date(2025, 3, 20)
GIVEN = {"agency-update": {"body": "police"}, "thread": {"record": "canary/action/public-0"}}


@pytest.fixture(scope="session")
def liverpool():
    return compose([read_document(file.text, file.name) for file in layers()]).on(DAY)


@pytest.fixture(scope="session")
def planted_report(liverpool) -> Callable[[str, str], Document]:
    """Makes a report of planted records for an audience."""
    records = canaries.planted(liverpool)

    def make(name: str, audience: str) -> Document:
        view = canaries.view_of(liverpool, records, audience, DAY)
        return REPORTS[name].make(view, **GIVEN.get(name, {}))

    return make


@pytest.fixture(scope="session")
def form() -> Table:
    """A table with every kind of column, two live-looking texts, and columns to be filled in."""
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


@pytest.fixture(scope="session")
def document(form: Table) -> Document:
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
    again = Section(name="again", title="Actions: all/of [them] 2025, and a title that is long", blocks=(form,))
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
