"""Ladder of challenges: whom one whose answer is late is raised to, by the framework's own lags."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.measures.ladder import raised, raised_challenges
from lif_core.testing import MemoryStorage

TEXT = """
layer = "x"
[challenge.standard]
path = "raised > answered"
also = ["raised > escalated", "escalated > answered"]
waiting = ["raised", "escalated"]
finished = ["answered"]
[role.chair]
label = "Chair of the sub-group"
[body.executive]
label = "Executive"
[disclosure.partnership]
rank = 4
[escalation.disagreements]
label = "Professional disagreement"
of = "challenge"
steps = [{ to = "chair", after = "7 days" }, { to = "executive", after = "14 days" }]
[deadline.answer]
says = "Answer the challenge"
within = "10 days"
after = "challenge.standard.raised"
met-by = "challenge.standard.answered"
source = { title = "Local", authority = "local" }
"""


@pytest.fixture
def lif() -> Partnership:
    framework = compose([read_document(TEXT, "x.toml")])
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="demo", by="chair"))
    with lif.work(on=date(2024, 5, 1)) as work:
        work.raise_challenge("Why?", ref="C1", to="executive", due=date(2024, 5, 10))
        work.raise_challenge("How?", ref="C2", to="executive")
        work.plan_action("Late", ref="A1", due=date(2024, 5, 1))
    return lif


def test_a_challenge_climbs_step_by_step_and_what_was_done_is_told(lif: Partnership) -> None:
    assert raised_challenges(lif.as_of(date(2024, 5, 10))) == ()
    one, *_ = raised_challenges(lif.as_of(date(2024, 5, 17)))
    assert (one.to, one.told, one.next_to, one.next_on) == ("chair", False, "executive", date(2024, 5, 24))
    with lif.work(on=date(2024, 5, 17)) as work:
        work.escalate_challenge("C1", to="chair", why="No answer")
    one, *_ = raised_challenges(lif.as_of(date(2024, 5, 18)))
    assert one.told
    assert str(one).startswith(
        "Challenge C1: raised to Chair of the sub-group since 17 May 2024, to Executive on 24 May"
    )


def test_the_framework_may_say_by_when_an_answer_is_owed(lif: Partnership) -> None:
    first, second = lif.as_of(date(2024, 5, 20)).challenges()
    assert (first.stands, first.days) == ("overdue", 10)
    assert (second.stands, second.owed.last, second.days) == ("overdue", date(2024, 5, 11), 9)


def test_a_step_that_nobody_took_is_a_gap_until_it_is_taken(lif: Partnership) -> None:
    def missing(day: date) -> list[str]:
        return [one.record for one in lif.as_of(day).gaps() if one.code == "challenge-not-raised"]

    assert len(missing(date(2024, 5, 19))) == 2
    with lif.work(on=date(2024, 5, 19)) as work:
        work.escalate_challenge("C1", to="chair", why="No answer")
        work.answer_challenge("C2", "So")
    assert missing(date(2024, 5, 19)) == []


def test_a_ladder_of_challenges_is_none_of_actions(lif: Partnership) -> None:
    assert raised(lif.as_of(date(2024, 6, 1))) == ()
