"""Upgrade: every record that would lose meaning is told before anything is applied, and nothing is ever dropped."""

from datetime import date

import attrs
import pytest

from lif_core import Partnership, Settings, compose
from lif_core.errors import Refused
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.measures.upgrade import plan_upgrade, upgrade
from lif_core.partnership.writing.upgrading import upgraded
from lif_core.testing import MemoryStorage
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 5, 14)
OLD = """
layer = "ours"
[review.near-miss]
label = "Near miss"
path = "told > looked-at > learnt"
events = ["seen"]
[action.standard]
path = "planned > done"
done = ["done"]
[finding.standard]
path = "recorded > agreed"
[theme.neglect]
label = "Neglect"
[theme.voice]
label = "Voice of the child"
[body.board]
label = "Board"
[body.police]
label = "Police"
[role.chair]
label = "Chair"
[disclosure.public]
rank = 0
[disclosure.partnership]
rank = 4
[extra.cost]
label = "Cost"
on = "action"
type = "number"
"""
NEW = """
layer = "ours-next"
[review.incident]
label = "Incident"
path = "told > examined > learnt"
events = ["noticed"]
[action.standard]
path = "planned > done"
done = ["done"]
[finding.standard]
path = "recorded > agreed"
[theme.voice]
label = "Voice of the child"
[theme.neglect-of-a-child]
label = "Neglect"
[body.executive]
label = "Executive"
[body.police]
label = "Police"
[disclosure.public]
rank = 0
[disclosure.partnership]
rank = 4
"""
MAPPING = {
    "review.near-miss": "incident",
    "review.near-miss.looked-at": "examined",
    "review.near-miss.seen": "noticed",
    "theme.neglect": "neglect-of-a-child",
    "body.board": "executive",
    "extra.cost": "price",
}


@pytest.fixture
def new() -> Framework:
    return compose([read_document(NEW, "new.toml")]).newest


@pytest.fixture
def lif() -> Partnership:
    lif = Partnership(
        compose([read_document(OLD, "old.toml")]), MemoryStorage(), settings=Settings(id="demo", by="chair")
    )
    with lif.work(on=DAY) as work:
        review = work.start_review("near-miss", label="N1", happened={"seen": DAY})
        work.move(review, "looked-at")
        finding = work.record_finding("What we learnt", from_=review, themes=["neglect", "voice"])
        work.plan_action("Do it", answers=finding, lead="Board", extra={"cost": 12})
    return lif


@pytest.fixture
def view(lif: Partnership) -> View:
    return lif.as_of(DAY)


def test_every_name_that_would_be_lost_is_told_with_its_record(view: View, new: Framework) -> None:
    plan = plan_upgrade(view, new)
    assert set(plan.needed) == set(MAPPING) - {"review.near-miss.looked-at", "review.near-miss.seen"}
    told = {loss.key: str(loss) for loss in plan.losses}
    assert told["review.near-miss"] == "Near miss N1: the kind 'near-miss' has no meaning in the new framework."
    assert {loss.nearest for loss in plan.losses if loss.sort == "theme"} == {"neglect-of-a-child"}
    assert not plan.is_ready


def test_a_mapped_kind_asks_for_its_statuses_and_events(view: View, new: Framework) -> None:
    plan = plan_upgrade(view, new, {"review.near-miss": "incident"})
    assert {"review.near-miss.looked-at", "review.near-miss.seen"} <= set(plan.needed)


def test_it_refuses_while_anything_is_unmapped_or_leads_nowhere(view: View, new: Framework) -> None:
    for mapping in ({}, MAPPING, {**MAPPING, "theme.voice": "voice"}):
        with pytest.raises(Refused) as refused:
            upgrade(plan_upgrade(view, new, mapping), DAY)
        assert all(problem.mend for problem in refused.value.problems)
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"upgrade.unknown-name", "upgrade.not-needed"}  # nothing is called price; voice is not lost


def test_mapped_records_keep_their_meaning_and_nothing_is_dropped(view: View, new: Framework) -> None:
    price = compose([new, read_document('layer = "p"\n[extra.price]\non = "action"\ntype = "number"', "p.toml")]).newest
    plan = plan_upgrade(view, price, MAPPING)
    assert plan.is_ready
    proposal = upgrade(plan, DAY)
    after = attrs.evolve(view, framework=price, register=view.register.plus(proposal.records))
    assert plan_upgrade(after, price).losses == ()
    (review,) = after.register.of_type("review")
    assert (review.kind, review.state) == ("incident", "examined")
    assert {"examined", "noticed"} <= set(review.happened)
    assert not {"looked-at", "seen"} & set(review.happened)
    (finding,) = after.register.of_type("finding")
    assert finding.themes == ("neglect-of-a-child", "voice")
    (action,) = after.register.of_type("action")
    assert action.extra == {"price": 12}
    assert len(list(after.register)) == len(list(view.register))


def test_a_retired_name_with_a_successor_loses_nothing_and_one_without_does(view: View) -> None:
    for retire, lost in (('successor = "voice"', 0), ('because = "no longer used"', 1)):
        text = f'layer = "x"\ninformed-by = ["ours"]\n[retire.theme.neglect]\n{retire}\n'
        newer = compose([view.framework, read_document(text, "x.toml")]).newest
        assert len(plan_upgrade(view, newer).losses) == lost


def test_the_same_framework_loses_nothing(view: View) -> None:
    plan = plan_upgrade(view, view.framework)
    assert str(plan) == "Every record keeps its meaning."
    empty = attrs.evolve(view, register=Register())
    assert upgrade(plan_upgrade(empty, view.framework), DAY).changes == ()


def test_the_partnership_writes_it_as_one_commit_under_the_new_framework(lif: Partnership, new: Framework) -> None:
    price = compose([new, read_document('layer = "p"\n[extra.price]\non = "action"\ntype = "number"', "p.toml")]).newest
    view = lif.as_of(DAY)
    before = lif.fingerprint
    with pytest.raises(Refused):
        upgraded(lif.books, plan_upgrade(view, price), on=DAY)
    assert lif.fingerprint == before
    receipt = upgraded(lif.books, plan_upgrade(view, price, MAPPING), on=DAY, why="New framework")
    assert len(receipt.changed) == 3
    after = attrs.evolve(lif.as_of(DAY), framework=price)
    assert plan_upgrade(after, price).losses == ()
    lif.verify()
