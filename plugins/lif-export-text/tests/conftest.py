"""Documents to export, as `lif_core.testing.documents` makes them, under the layers of Liverpool."""

from collections.abc import Callable
from functools import partial

import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import compose
from lif_core.reports import Chart, Document, Table
from lif_core.testing import documents
from lif_framework_england import layers


@pytest.fixture(scope="session")
def liverpool() -> Framework:
    return compose([read_document(file.text, file.name) for file in layers()]).on(documents.DAY)


@pytest.fixture(scope="session")
def planted_report(liverpool: Framework) -> Callable[[str, str], Document]:
    """Makes a report of planted records for an audience."""
    return partial(documents.planted_report, liverpool)


@pytest.fixture(scope="session")
def form() -> Table:
    return documents.form()


@pytest.fixture(scope="session")
def drawn(document) -> Chart:
    """The chart of the document."""
    return next(block for block in document.section("first").blocks if isinstance(block, Chart))


@pytest.fixture(scope="session")
def document() -> Document:
    return documents.document_of_everything()
