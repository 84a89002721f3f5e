"""A case to decide requests on: a few records that hang together, under the shipped layers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Action, Evaluation, Evidence, Finding, Note, Party, Record, Review
from lif_core.rules.decide import Case
from lif_core.values.identifiers import counting
from lif_core.values.labels import Label
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 6, 3)


@pytest.fixture
def records() -> dict[str, Record]:
    """The records of the case, by short names."""
    began = {"notification-sent": When.on(date(2024, 5, 1))}
    return {
        "review": Review(
            id="demo/review/1", ref="2024-A", label=Label("A"), kind="rapid-review", state="open", happened=began
        ),
        "finding": Finding(id="demo/finding/1", state="recorded", disclosure="review-team", text="words"),
        "action": Action(id="demo/action/1", ref="3.2", state="planned", answers=("demo/finding/1",), due=When.on(DAY)),
        "done": Action(
            id="demo/action/2",
            state="done",
            happened={"done": When.on(date(2024, 1, 10))},
            leads=(Party(body="police"),),
        ),
        "note": Note(id="demo/note/1", state="written"),
        "evidence": Evidence(id="demo/evidence/1", state="offered"),
        "evaluation": Evaluation(id="demo/evaluation/1", state="completed"),
    }


@pytest.fixture
def case(liverpool: FrameworkHistory, records: dict[str, Record]) -> Callable[..., Case]:
    """Give a case; `day` moves it."""

    def make(day: date = DAY, **given: Any) -> Case:
        view = View(framework=liverpool.on(day), register=Register(records.values()), day=day)
        return Case(**{"view": view, "by": "business-manager", "mint": counting("demo"), **given})

    return make
