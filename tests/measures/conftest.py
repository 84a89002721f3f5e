"""A maker of views."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Record
from lif_core.view.register import Register
from lif_core.view.view import View


@pytest.fixture
def see(liverpool: FrameworkHistory) -> Callable[..., View]:
    """Give the view of some records on a day, under the shipped layers."""

    def make(day: date, *records: Record | Iterable[Record], **given: Any) -> View:
        framework = given.pop("framework", None) or liverpool.on(day)
        flat = [one for given_ in records for one in ((given_,) if isinstance(given_, Record) else given_)]
        return View(framework=framework, register=Register(flat), day=day, **given)

    return make
