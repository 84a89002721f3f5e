"""Inherited: what a body left open goes to who follows it; where several follow, people decide."""

from datetime import date

import attrs
import pytest

import lif_framework_england
import lif_framework_examples
from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import Document, read_document
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.inherited import heirs, inherited
from lif_core.testing import MemoryStorage


@pytest.fixture(scope="module")
def split() -> FrameworkHistory:
    shipped = (
        *lif_framework_england.layer("england"),
        *lif_framework_examples.layer("cumbria"),
        *lif_framework_examples.layer("westmorland-and-furness"),
    )
    documents: list[Document] = [read_document(text, name) for name, text in shipped]
    return compose(documents)


def test_a_split_area_leaves_its_actions_to_both_and_people_decide(split: FrameworkHistory) -> None:
    lif = Partnership(split, MemoryStorage(), settings=Settings(id="cumbria", by="business-manager"))
    with lif.work(on=date(2025, 3, 1)) as work:
        action = work.plan_action("Do it", lead="Cumbria Safeguarding Children Partnership")
    assert inherited(lif.as_of(date(2025, 3, 31))) == ()
    (one,) = inherited(lif.as_of(date(2025, 4, 1)))
    assert one.heirs == ("westmorland-and-furness-partnership", "cumberland-partnership")
    assert str(one) == (
        'Action "Do it": Cumbria Safeguarding Children Partnership is no more; Westmorland and Furness Safeguarding '
        "Children Partnership and Cumberland Safeguarding Children Partnership follow it. Decide which of them takes "
        "the action."
    )
    with lif.work(on=date(2025, 4, 2)) as work:
        work.move(action, "done")
    assert inherited(lif.as_of(date(2025, 4, 2))) == ()


def test_a_merger_and_a_chain_lead_to_who_is_in_use(split: FrameworkHistory) -> None:
    framework = split.newest
    assert heirs(framework, "clinical-commissioning-group", date(2022, 6, 30)) == ("clinical-commissioning-group",)
    assert heirs(framework, "clinical-commissioning-group", date(2022, 7, 1)) == ("integrated-care-board",)
    assert heirs(framework, "no-such-body", date(2022, 7, 1)) == ()
    text = (
        'layer = "x"\n[body.a]\nuntil = 2020-01-01\nsuccessor = "b"\n[body.b]\nuntil = 2021-01-01\n'
        'successor = ["c", "a"]\n[body.c]\n[body.d]\nuntil = 2020-01-01\n'
    )
    small = compose([read_document(text, "x.toml")]).newest
    assert heirs(small, "a", date(2022, 1, 1)) == ("c",)
    assert heirs(small, "d", date(2022, 1, 1)) == ()
    assert attrs.has(type(small.item("body", "a")))
