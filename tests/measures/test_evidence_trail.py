"""Evidence trail: what revises what, what is current, and who still relies on what was revised."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lif_core.measures.evidence_trail import superseded, trail
from lif_core.records import Evaluation, Evidence, Party
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
OLD, NEW = "0" * 64, "1" * 64


def evidence(number: int, revises: int = 0, **given: Any) -> Evidence:
    pointing = f"demo/evidence/{revises}" if revises else ""
    return Evidence(id=f"demo/evidence/{number}", revises=pointing, **{"state": "offered", **given})


def evaluation(*rests_on: int) -> Evaluation:
    ids = tuple(f"demo/evidence/{number}" for number in rests_on)
    return Evaluation(id="demo/evaluation/1", ref="E1", state="completed", rests_on=ids)


def test_the_revisions_stand_in_their_order_and_the_last_is_current(see: See) -> None:
    held = Party(body="police")
    chain = (
        evidence(1, sha256=OLD, owner=held),
        evidence(3, revises=1, sha256=OLD),
        evidence(2, revises=3, sha256=NEW, on=When.on(DAY), expires=When.on(date(2024, 6, 1))),
    )
    view = see(DAY, *chain)
    for one in chain:
        found = trail(view, one)
        assert [revision.evidence[-1] for revision in found.revisions] == ["1", "3", "2"]
        assert found.current == ("demo/evidence/2",)
    first, second, third = found.revisions
    assert (first.owner, first.unchanged, second.unchanged, third.unchanged) == ("police", False, True, False)
    assert (third.on, third.expired, third.sha256) == (DAY, True, NEW)


def test_what_was_taken_back_revises_nothing(see: See) -> None:
    found = trail(see(DAY, evidence(1), evidence(2, revises=1, state="withdrawn")), evidence(1))
    assert (found.current, len(found.revisions)) == (("demo/evidence/1",), 1)


def test_two_that_revise_the_same_are_both_current_and_a_ring_ends(see: See) -> None:
    view = see(DAY, evidence(1), evidence(2, revises=1), evidence(3, revises=1))
    assert trail(view, evidence(1)).current == ("demo/evidence/2", "demo/evidence/3")
    ring = (evidence(1, revises=2), evidence(2, revises=1))
    assert len(trail(see(DAY, *ring), ring[0]).revisions) == 2


def test_who_relies_on_what_was_revised_is_told_until_it_rests_on_the_newer(see: See) -> None:
    chain = evidence(1, sha256=OLD), evidence(2, revises=1, sha256=NEW, on=When.on(DAY))
    (found,) = superseded(see(DAY, *chain, evaluation(1)))
    assert (found.evidence, found.current, found.changed) == ("demo/evidence/1", ("demo/evidence/2",), True)
    assert str(found) == (
        "Evaluation E1: It rests on Evidence, of which there is a newer revision of 3 Jun 2024; "
        "the file is another one."
    )
    for rests_on in ((2,), (1, 2), ()):
        assert superseded(see(DAY, *chain, evaluation(*rests_on))) == ()


def test_whether_the_file_is_another_one_is_told_by_hashes_only(see: See) -> None:
    (found,) = superseded(see(DAY, evidence(1, sha256=OLD), evidence(2, revises=1), evaluation(1)))
    assert found.changed is None
    (found,) = superseded(see(DAY, evidence(1, sha256=OLD), evidence(2, revises=1, sha256=OLD), evaluation(1)))
    assert found.changed is False
