"""Ladder: whom a late action is raised to, step by step, by the framework's own lags."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.measures.ladder import raised
from lif_core.testing import MemoryStorage

TEXT = """
layer = "x"
[action.standard]
path = "planned > done"
done = ["done"]
finished = ["done"]
[role.chair]
label = "Chair of the sub-group"
[body.executive]
label = "Executive"
[disclosure.partnership]
rank = 4
[escalation.late]
label = "What is late"
of = "action"
steps = [{ to = "executive", after = "1 month" }, { to = "chair", after = "2 weeks" }]
"""


@pytest.fixture
def lif() -> Partnership:
    framework = compose([read_document(TEXT, "x.toml")])
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="demo", by="chair"))
    with lif.work(on=date(2024, 1, 1)) as work:
        work.plan_action("Late one", ref="1", due=date(2024, 1, 31))
        work.plan_action("No date", ref="2")
    return lif


@pytest.mark.parametrize(
    ("day", "to", "next_to", "sentence"),
    [
        (date(2024, 2, 1), "", "chair", "Action 1: late, to Chair of the sub-group on 14 Feb 2024. What is late."),
        (date(2024, 2, 14), "chair", "executive", "Action 1: to be raised to Chair of the sub-group since 14 Feb 2024, "
         "to Executive on 29 Feb 2024. What is late."),
        (date(2024, 3, 1), "executive", "", "Action 1: to be raised to Executive since 29 Feb 2024. What is late."),
    ],
)  # fmt: skip
def test_a_late_action_climbs_step_by_step(lif: Partnership, day: date, to: str, next_to: str, sentence: str) -> None:
    (one,) = raised(lif.as_of(day))
    assert (one.to, one.next_to, str(one)) == (to, next_to, sentence)


def test_what_is_not_late_or_done_is_on_no_ladder(lif: Partnership) -> None:
    assert raised(lif.as_of(date(2024, 1, 31))) == ()
    with lif.work(on=date(2024, 2, 20)) as work:
        work.move("1", "done")
    assert raised(lif.as_of(date(2024, 3, 1))) == ()
