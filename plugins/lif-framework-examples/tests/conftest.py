"""The layers of the examples, each composed once with what it builds on."""

from collections.abc import Callable
from functools import cache

import pytest

from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for


@cache
def _history(name: str) -> FrameworkHistory:
    return compose(layers_for([name], Plugins()))


@pytest.fixture
def history() -> Callable[[str], FrameworkHistory]:
    """Gives the frameworks of a layer through time."""
    return _history


@pytest.fixture
def framework() -> Callable[[str], Framework]:
    """Gives the newest framework of a layer."""
    return lambda name: _history(name).newest
