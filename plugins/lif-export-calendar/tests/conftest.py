"""Documents to export, as `lif_core.testing.documents` makes them, under the layers of Liverpool."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Plugins
from lif_core.reports import Document
from lif_core.testing import MemoryStorage, documents
from lif_framework_england import layers


@pytest.fixture(scope="session")
def history() -> FrameworkHistory:
    return compose([read_document(file.text, file.name) for file in layers()])


@pytest.fixture(scope="session")
def liverpool(history) -> Framework:
    return history.on(documents.DAY)


@pytest.fixture(scope="session")
def document() -> Document:
    return documents.document_of_everything()


@pytest.fixture
def lif(history) -> Partnership:
    """A partnership of a rapid review, two actions, one of them with a milestone, and a meeting to come."""
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example"), plugins=Plugins(entry_points=()))
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", label="Child V", happened={"notification-sent": date(2024, 5, 1)})
        finding = work.record_finding("Agencies did not share", from_=review, themes=["information-sharing"])
        work.plan_action("Weekly huddle", ref="2024-017", answers=finding, lead="police", due=date(2024, 9, 30))
        work.plan_action("Letter; to all", ref="Child V R3", answers=finding, lead="police", due="September 2024")
        work.plan_action("When the law says so", ref="3.2", answers=finding, lead="police", due="To be confirmed")
    return lif
