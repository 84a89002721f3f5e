"""A small fictional partnership under the shipped layers, and its views."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

DAY = date(2025, 3, 20)


@attrs.frozen
class Story:
    lif: Partnership
    review: str
    finding: str
    huddle: str
    briefing: str


@pytest.fixture(scope="session")
def history():
    """Liverpool over the North West over England."""
    return compose([read_document(file.text, file.name) for file in layers()])


@pytest.fixture(scope="session")
def liverpool(history):
    return history.on(DAY)


@pytest.fixture(scope="session")
def story(history) -> Story:
    """One review, one finding; an action that was done and is to be checked again; another that is late."""
    plugins = Plugins(entry_points=())
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example"), plugins=plugins)
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", label="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        finding = work.record_finding(
            "Agencies did not share what each knew. It had happened before.",
            from_=review,
            themes=["information-sharing"],
        )
        asked = work.recommend("Share what is known", findings=finding, ref="R1")
        huddle = work.plan_action(
            "Weekly multi-agency huddle",
            ref="2024-017",
            answers=asked,
            lead="childrens-services",
            due=date(2024, 7, 31),
            strength="procedure",
        )
        briefing = work.plan_action(
            "=SUM(A1:A9) is the briefing", ref="2024-2", answers=finding, leads=["police", "schools"], due="March 2025"
        )
    with lif.work(by="qa-officer", on=date(2024, 6, 14), why="Sub-group, item 3") as work:
        work.reschedule(huddle, date(2024, 9, 30), why="police rota")
        work.write_note("Rooms found", about=huddle, sort="progress", on=date(2024, 6, 10))
    with lif.work(by="qa-officer", on=date(2024, 6, 30), why="Update") as work:
        work.write_note("First huddle held", about=huddle, sort="progress", on=date(2024, 6, 28))
    with lif.work(by="qa-officer", on=date(2024, 10, 4), why="Done") as work:
        work.give_evidence("11 of 12 huddles minuted", shows=huddle, sort="document", on=date(2024, 10, 4))
        work.move(huddle, "done", when=date(2024, 9, 28))
    return Story(lif, review.id, finding.id, huddle.id, briefing.id)


@pytest.fixture
def now(story: Story):
    return story.lif.as_of(DAY)


@pytest.fixture(scope="session")
def cells() -> Callable:
    """Gives the cells of a table's row as a mapping from the name of the column to the value."""

    def of(table, ref: str) -> dict:
        names = [column.name for column in table.columns]
        row = next(row for row in table.rows if ref in [cell.value for cell in row])
        return dict(zip(names, row, strict=True))

    return of
