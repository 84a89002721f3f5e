"""Fixtures every floor may use."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import lif_framework_england
from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

settings.register_profile("fast", max_examples=15, deadline=None)
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of published example data."""
    return Path(__file__).parent / "examples"


@pytest.fixture(scope="session")
def liverpool() -> FrameworkHistory:
    """The shipped layers: Liverpool over the North West over England."""
    names = ("england", "north-west", "liverpool")
    return compose([read_document(text, name) for one in names for name, text in lif_framework_england.layer(one)])


@pytest.fixture
def lif(liverpool: FrameworkHistory) -> Partnership:
    """An empty partnership on the reference storage, with counted ids, at a day of its own."""
    instants = (datetime(2024, 5, 14, 9, tzinfo=UTC) + timedelta(seconds=n) for n in count())
    return Partnership(
        liverpool,
        MemoryStorage(),
        settings=Settings(id="demo"),
        clock=lambda: next(instants),
        mint=counting("demo"),
    )
