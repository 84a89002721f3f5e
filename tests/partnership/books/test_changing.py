"""What changed between two moments, of one record as of the whole register, without replaying what is not needed."""

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import LifError
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31))


class Watched(MemoryStorage):
    """A storage that tells how many commits it handed out."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def commits(self, after=0):
        for commit in super().commits(after):
            self.given += 1
            yield commit

    def history(self, id):
        for commit in super().history(id):
            self.given += 1
            yield commit


@pytest.fixture(scope="module")
def opened(liverpool):
    def make(storage=None):
        today = [date(2024, 1, 1)]
        lif = Partnership(
            liverpool,
            storage or MemoryStorage(),
            settings=Settings(id="demo", by="qa-officer"),
            clock=lambda: datetime(today[0].year, today[0].month, today[0].day, 12, tzinfo=UTC),
            mint=counting("demo"),
        )
        return lif, today

    return make


def test_what_was_entered_late_is_told_by_naming_one_day_twice(opened) -> None:
    lif, today = opened()
    with lif.work(on=date(2024, 1, 1)) as work:
        action = work.plan_action("Huddle")
    today[0] = date(2024, 3, 1)
    with lif.work(on=date(2024, 1, 10), why="entered late") as work:
        work.amend(action, {"wanted": "Fewer surprises"})
    day = date(2024, 1, 31)
    assert lif.changed_between(day, day) == ()
    (told,) = lif.changed_between(day, day, known_by=(day, None))
    assert (told.record, told.turn, [field.field for field in told.fields]) == (action.id, "changed", ["wanted"])
    (told,) = lif.changed_between(date(2024, 1, 1), day, known_by=(None, None))
    assert [field.now for field in told.fields] == ["Fewer surprises"]


def test_of_one_record_its_own_commits_are_read_and_no_others(opened) -> None:
    storage = Watched()
    lif, today = opened(storage)
    for number in range(60):
        today[0] = date(2024, 1, 1 + number // 3)
        with lif.work() as work:
            one = work.plan_action(f"Huddle {number}")
            if number == 5:
                wanted = one
    today[0] = date(2024, 2, 1)
    with lif.work() as work:
        work.move(wanted, "in-progress")
    storage.given = 0
    (told,) = lif.changed_between(date(2024, 1, 20), date(2024, 2, 1), record=wanted.id)
    assert [field.field for field in told.fields if field.field == "state"] == ["state"]
    assert storage.given == 2
    (new,) = lif.changed_between(date(2024, 1, 1), date(2024, 1, 20), record=wanted.id)
    assert new.turn == "new"
    assert lif.changed_between(date(2024, 1, 1), record="demo/action/none") == ()


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["plan", "move", "amend", "withdraw"]), DAYS, DAYS), max_size=10),
    days=st.tuples(DAYS, DAYS),
    known=st.tuples(st.none() | DAYS, st.none() | DAYS),
)
def test_of_one_record_is_told_what_is_told_of_the_register(opened, steps, days, known) -> None:
    lif, today = opened()
    ids: list[str] = []
    for number, ((what, on, _), at) in enumerate(zip(steps, sorted(step[2] for step in steps), strict=True)):
        today[0] = at
        one = ids[number % len(ids)] if ids else ""
        try:
            with lif.work(on=on, why="x") as work:
                if what == "plan" or not one:
                    ids.append(work.plan_action(f"Huddle {number}").id)
                elif what == "move":
                    work.move(one, "in-progress")
                elif what == "amend":
                    work.amend(one, {"wanted": f"wanted {number}"})
                else:
                    work.withdraw(one, why="x")
        except LifError:
            continue
    whole = lif.changed_between(*days, known_by=known)
    each = itertools.chain.from_iterable(
        lif.changed_between(*days, known_by=known, record=record) for record in sorted(ids)
    )
    assert list(each) == list(whole)
