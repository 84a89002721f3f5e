"""Evidence trail: what revises what, what is current, and who still relies on what was revised."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.evidence_trail import superseded, trail
from lif_core.records import Evaluation, Evidence, Party
from lif_core.values.when import When
from lif_core.view.register import Register
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


def depth_of(number: int, known: dict[int, int]) -> int:
    """How many steps back it is to the first revision, one step after the other."""
    steps, seen = 0, {number}
    while known[number] in known and known[number] not in seen:
        number = known[number]
        seen.add(number)
        steps += 1
    return steps


CHAINS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=9)
"""By number: what each revises (0 for nothing; what is not there; itself; a ring), and whether it was taken back."""


@given(CHAINS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_law_what_was_revised_is_told_as_each_trail_tells_it(see: See, chains: list[tuple[int, bool]]) -> None:
    records = [
        evidence(number, revises, state="withdrawn" if taken_back else "offered")
        for number, (revises, taken_back) in enumerate(chains, 1)
    ]
    resting = [
        Evaluation(id=f"demo/evaluation/{number}", state="completed", rests_on=(f"demo/evidence/{number}",))
        for number in range(1, len(chains) + 1)
    ]
    view = see(DAY, *records, *resting)
    told = {one.evidence: one.current for one in superseded(view)}
    for one in records:
        newer = any(other.revises == one.id and other.state != "withdrawn" for other in records)
        expected = tuple(id for id in trail(view, one).current if id != one.id)
        assert told.get(one.id, ()) == (expected if newer else ())
        revisions = [int(each.evidence.rpartition("/")[2]) for each in trail(view, one).revisions]
        known = {number: chains[number - 1][0] for number in revisions}
        assert revisions == sorted(revisions, key=lambda number: (depth_of(number, known), f"demo/evidence/{number}"))


def test_one_long_chain_is_walked_once(see: See, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many evaluations rest on it: twice as long a chain is looked at twice as often, not four times."""
    looks: list[str] = []

    def counting(look: Callable[..., Any]) -> Callable[..., Any]:
        def counted(register: Register, id: str, *more: str) -> Any:
            looks.append(id)
            return look(register, id, *more)

        return counted

    for name in ("glance", "glances_of_sources"):
        monkeypatch.setattr(Register, name, counting(getattr(Register, name)))

    def looked(length: int) -> int:
        chain = [evidence(number, number - 1) for number in range(1, length + 1)]
        resting = [
            Evaluation(id=f"demo/evaluation/{number}", state="completed", rests_on=(f"demo/evidence/{number}",))
            for number in range(1, length + 1)
        ]
        view = see(DAY, *chain, *resting)
        looks.clear()
        assert {one.current for one in superseded(view)} == {(f"demo/evidence/{length}",)}
        return len(looks)

    assert looked(200) <= 2 * looked(100) + 10


def test_a_chain_longer_than_calls_may_be_deep(see: See) -> None:
    chain = [evidence(number, number - 1) for number in range(1, 3001)]
    told = trail(see(DAY, *chain), chain[1500])
    assert [one.evidence for one in told.revisions] == [one.id for one in chain]
    assert told.current == (chain[-1].id,)
