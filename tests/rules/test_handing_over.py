"""What one body or role leads is handed over in one line: all that is open, and nothing that is done."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.errors import Refused
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.records import Party
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

DAY = date(2024, 5, 14)


@pytest.fixture(scope="module")
def history():
    return compose([read_document(file.text, file.name) for file in layers()])


@pytest.fixture
def lif(history) -> Partnership:
    settings = Settings(id="example", by="qa-officer")
    return Partnership(history, MemoryStorage(), settings=settings, plugins=Plugins(entry_points=()))


@pytest.fixture
def plan(lif):
    """Seventeen open actions of the police, one of them with the schools; one done, one of others."""
    with lif.work(on=DAY, why="Plan") as work:
        finding = work.record_finding("Found")
        ids = [work.plan_action(f"Open {n}", answers=finding, lead="police").id for n in range(15)]
        ids.append(work.plan_action("With schools", answers=finding, leads=["police", "schools"]).id)
        ids.append(work.plan_action("Schools first", answers=finding, lead="schools", leads=["police"]).id)
        done = work.plan_action("Done", answers=finding, lead="police").id
        work.move(done, "done")
        other = work.plan_action("Of others", answers=finding, lead="housing").id
    return {"open": ids, "done": done, "other": other}


def leads(lif, id: str) -> list[tuple[str, bool]]:
    return [(party.named, party.first) for party in lif.as_of(DAY).register[id].leads]


def test_seventeen_actions_in_one_line(lif, plan):
    with lif.work(on=DAY, why="The unit was dissolved") as work:
        touched = work.hand_over("Police", "probation")
    assert [record.id for record in touched] == plan["open"]
    assert {tuple(leads(lif, id)) for id in plan["open"][:15]} == {(("probation", True),)}
    assert leads(lif, plan["open"][15]) == [("probation", False), ("schools", False)]
    assert leads(lif, plan["open"][16]) == [("schools", True), ("probation", False)]
    assert leads(lif, plan["done"]) == [("police", True)]
    assert leads(lif, plan["other"]) == [("housing", True)]
    assert len(work.receipt.changed) == 17


def test_who_leads_already_stays_lead(lif, plan):
    with lif.work(on=DAY, why="Moved") as work:
        work.hand_over("police", Party(body="schools"), why="Moved")
    assert leads(lif, plan["open"][15]) == [("schools", False)]
    assert leads(lif, plan["open"][16]) == [("schools", True)]


def test_a_role_hands_its_actions_to_another_role(lif):
    with lif.work(on=DAY, why="Plan") as work:
        finding = work.record_finding("Found")
        within = work.plan_action("Within", answers=finding, lead="police", lead_role="qa-officer").id
        alone = work.plan_action("Alone", answers=finding, lead=Party(role="qa-officer")).id
    with lif.work(on=DAY, why="New post") as work:
        work.hand_over("qa-officer", "chair")
    register = lif.as_of(DAY).register
    assert (register[within].lead_role, leads(lif, within)) == ("chair", [("police", True)])
    assert leads(lif, alone) == [("chair", True)]


@pytest.mark.parametrize(
    ("of", "to", "why", "code"),
    [
        ("police", "police", "x", "hand-over.whom"),
        ("police", "zork", "x", "unknown-name"),
        ("police", "schools", "", "reason-missing"),
        ("colleges", "schools", "x", "hand-over.nothing"),
        ("", "schools", "x", "hand-over.whom"),
    ],
)
def test_what_cannot_be_handed_over(lif, plan, of, to, why, code):
    with pytest.raises(Refused) as refused, lif.work(on=DAY, why=why) as work:
        work.hand_over(of, to)
    assert code in [problem.code for problem in refused.value.problems]
