"""Looking up: one record, and what points at it, without reading everything of their types."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Row
from lif_core.rules.requests import Amend, Evaluate, GiveEvidence, PlanAction, RecordFinding, StartReview, Withdraw
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting
from lif_core.view.register import Register

TODAY = date(2024, 6, 3)
DAYS = (date(2024, 3, 1), date(2024, 5, 2), TODAY, date(2024, 6, 10), date(2030, 1, 1))


class Watched(MemoryStorage):
    """A storage that notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []

    def load(self, **asked: Any) -> Iterator[Row]:
        self.asked.append(asked)
        return super().load(**asked)


class Clock:
    """Tells whatever instant it was set to."""

    def __init__(self) -> None:
        self.at = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def opened(liverpool: FrameworkHistory, storage: MemoryStorage, clock: Clock | None = None) -> Partnership:
    settings = Settings(id="demo", by="qa-officer")
    return Partnership(liverpool, storage, settings=settings, clock=clock or Clock(), mint=counting("demo"))


def written(liverpool: FrameworkHistory) -> Watched:
    """A store in which what points at a review and an action changed, was taken back, or will be."""
    storage, clock = Watched(), Clock()
    lif = opened(liverpool, storage, clock)
    with lif.work(on=date(2024, 5, 1)) as work:
        review, other = (one.id for one in work.apply([StartReview(kind="other-review") for _ in range(2)]))
        finding = work.apply([RecordFinding(text="Seen.", from_=review)])[0].id
        one, two = (one.id for one in work.apply([PlanAction(text=text, answers=finding) for text in "ab"]))
        shown = [work.apply([GiveEvidence(shows=id, text="So.")])[0].id for id in (one, one, two)]
        work.apply([Evaluate(of=one, question="how-well", judgement="Well.", outcome="improved")])
    clock.at = datetime(2024, 6, 3, 12, tzinfo=UTC)
    with lif.work() as work:
        work.apply([Withdraw(shown[0], why="Twice."), Amend(finding, set={"reviews": [other]})])
    with lif.work(on=date(2024, 6, 20)) as work:
        work.apply([Withdraw(shown[1], why="Of another."), Amend(two, set={"answers": []})])
    storage.asked.clear()
    return storage


def told(register: Register) -> dict[str, Any]:
    """Tell of each record what it is and what points at it, asking for one after another."""
    ids = [f"demo/{name}" for name in ("review/000001", "review/000002", "finding/000003", "action/000004")]
    ids += [f"demo/{name}" for name in ("action/000005", "evidence/000006", "evidence/000007", "evidence/000008")]
    return {id: (register.get(id), list(register.pointing_at(id))) for id in (*ids, "demo/action/999999", "no id")}


def on_shelves(register: Register) -> Register:
    """The same register with every type read."""
    assert len(register) >= 0
    return register


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("known_by", [None, date(2024, 5, 20), TODAY])
@pytest.mark.parametrize("audience", ["", "agencies"])
def test_what_is_looked_up_is_what_stands_on_the_shelves(
    liverpool: FrameworkHistory, day: date, known_by: date | None, audience: str
) -> None:
    storage = written(liverpool)
    views = [opened(liverpool, storage).as_of(day, known_by=known_by, audience=audience).register for _ in range(2)]
    assert told(views[0]) == told(on_shelves(views[1]))


def test_the_store_tells_something_at_all(liverpool: FrameworkHistory) -> None:
    """What points at an action changes from day to day in the store that the law above is about."""
    storage = written(liverpool)
    seen = {day: told(opened(liverpool, storage).as_of(day).register) for day in DAYS}
    action = "demo/action/000004"
    assert [len(seen[day][action][1]) for day in DAYS] == [0, 3, 2, 2, 1]


def test_one_record_and_what_points_at_it_are_shown_without_reading_a_type(liverpool: FrameworkHistory) -> None:
    storage = written(liverpool)
    register = opened(liverpool, storage).as_of(TODAY).register
    assert register["demo/action/000004"].id == "demo/action/000004"
    pointing = register.pointing_at("demo/action/000004")
    assert [register[pointer.source].id for pointer in pointing] == [pointer.source for pointer in pointing]
    assert [pointer.field for pointer in pointing] == ["of", "shows"]
    assert all({"ids", "keys"} & asked.keys() for asked in storage.asked)


def test_whoever_asks_for_many_reads_their_type_once(liverpool: FrameworkHistory) -> None:
    storage = Watched()
    with opened(liverpool, storage).work() as work:
        ids = [one.id for one in work.apply([PlanAction(text=f"No. {number}") for number in range(120)])]
    storage.asked.clear()
    register = opened(liverpool, storage).as_of(TODAY).register
    assert [register[id].id for id in ids] == ids
    assert sum("ids" in asked for asked in storage.asked) == 50
    assert [asked for asked in storage.asked if "ids" not in asked] == [{"type": "action"}]


def test_a_block_of_work_sees_what_it_has_not_yet_written(liverpool: FrameworkHistory) -> None:
    lif = opened(liverpool, written(liverpool))
    with lif.work(dry_run=True) as work:
        fresh = work.apply([GiveEvidence(shows="demo/action/000004", text="Again.")])[0].id
        register = work.view.register
        pointing = register.pointing_at("demo/action/000004")
    assert fresh in {pointer.source for pointer in pointing}
    assert pointing == on_shelves(register).pointing_at("demo/action/000004")


def test_what_another_wrote_since_is_not_seen(liverpool: FrameworkHistory) -> None:
    storage = written(liverpool)
    register = opened(liverpool, storage).as_of(TODAY).register
    with opened(liverpool, storage).work() as work:
        work.apply([Withdraw("demo/evidence/000007", why="Twice.")])
    assert [pointer.source for pointer in register.pointing_at("demo/action/000004")] == [
        "demo/evaluation/000009",
        "demo/evidence/000007",
    ]
    assert register["demo/evidence/000007"].id == "demo/evidence/000007"
