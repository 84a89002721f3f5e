"""Finding: what a filter streams from the store is what a look at every record finds, on whatever day."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import UnknownName
from lif_core.hooks import Row
from lif_core.records import Record
from lif_core.rules.requests import Move, PlanAction, RecordFinding, StartReview
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

TODAY = date(2024, 6, 3)
THEME, OTHER = "panel-2022-whole-family", "panel-2022-babies"
LEADS = ("police", "childrens-services")


class Watched(MemoryStorage):
    """A storage that counts the rows it hands out."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def load(self, **asked: Any) -> Iterator[Row]:
        for row in super().load(**asked):
            self.given += 1
            yield row


@pytest.fixture(scope="module")
def lif(liverpool) -> Partnership:
    today = [date(2024, 5, 1)]
    lif = Partnership(
        liverpool,
        Watched(),
        settings=Settings(id="demo", by="qa-officer"),
        clock=lambda: datetime(today[0].year, today[0].month, today[0].day, 12, tzinfo=UTC),
        mint=counting("demo"),
    )
    with lif.work(on=date(2024, 5, 1)) as work:
        reviews = [work.apply([StartReview(kind="other-review", ref=ref)])[0].id for ref in ("one", "two")]
        findings = [work.apply([RecordFinding(text="Seen.", from_=review)])[0].id for review in reviews]
        actions = [
            one.id
            for one in work.apply(
                PlanAction(
                    text="Do it.",
                    ref=f"{number:02}",
                    answers=[findings[number % 2]],
                    themes=[THEME] if number % 5 == 0 else [OTHER],
                    lead=LEADS[number % 3 == 0],
                    due=date(2024, 1 + number % 12, 15),
                    state=("planned", "in-progress")[number % 4 == 0],
                )
                for number in range(40)
            )
        ]
    today[0] = TODAY
    with lif.work(on=date(2024, 7, 1)) as work:  # takes effect only in July
        work.apply([Move(record=actions[1], to="in-progress"), Move(record=actions[3], to="in-progress")])
    return lif


def fits(record: Any, lif: Partnership, asked: dict[str, Any]) -> bool:
    """Say in other words than the library's whether a record is what is asked for."""
    findings = {one.id: one for one in lif.as_of(TODAY).register.of_type("finding")}
    told = {
        "state": lambda: record.state == asked["state"],
        "ref": lambda: record.ref == asked["ref"],
        "theme": lambda: asked["theme"] in record.themes,
        "owner": lambda: asked["owner"] in [party.body for party in record.leads],
        "review": lambda: any(asked["review"] in findings[id].reviews for id in record.answers),
        "disclosure": lambda: record.disclosure == asked["disclosure"],
        "kind": lambda: record.kind == asked["kind"],
        "due_from": lambda: record.due.last >= asked["due_from"],
        "due_to": lambda: record.due.last <= asked["due_to"],
    }
    return all(told[name]() for name in asked)


filters = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["planned", "in-progress", "done"]),
        "ref": st.sampled_from(["01", "17", "99"]),
        "theme": st.sampled_from([THEME, OTHER]),
        "owner": st.sampled_from([*LEADS, "nobody"]),
        "review": st.sampled_from(["demo/review/000001", "demo/review/000002", "demo/review/99"]),
        "disclosure": st.sampled_from(["partnership", "public"]),
        "kind": st.sampled_from(["standard", "other"]),
        "due_from": st.dates(date(2023, 12, 1), date(2024, 12, 31)),
        "due_to": st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    },
)


@given(asked=filters, day=st.sampled_from([date(2024, 5, 1), TODAY, date(2024, 7, 1), date(2025, 1, 1)]))
@settings(max_examples=80)
def test_a_filter_finds_what_a_look_at_every_record_finds(lif: Partnership, asked: dict[str, Any], day: date) -> None:
    every = [one for one in lif.as_of(day).register.of_type("action") if fits(one, lif, asked)]
    assert list(lif.find("action", day=day, **asked)) == every
    assert list(lif.as_of(day, audience="review-team").find("action", **asked)) == every


def test_what_does_not_fit_does_not_leave_the_database(lif: Partnership) -> None:
    storage: Any = lif.storage
    storage.given = 0
    (found,) = lif.find("action", day=TODAY, ref="17")
    assert found.ref == "17"
    assert storage.given == 3  # itself, and the two that stand otherwise from July


def test_records_come_before_the_last_of_them_was_read(lif: Partnership) -> None:
    several = lif.find("action", day=TODAY)
    assert isinstance(next(several), Record)


def test_a_store_without_keys_is_filtered_without_them(lif: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = list(lif.find("action", day=TODAY, owner="police"))
    monkeypatch.setattr(lif.storage, "kept", lambda fingerprint: None)
    assert list(lif.find("action", day=TODAY, owner="police")) == wanted


@pytest.mark.parametrize(
    "ask",
    [
        lambda lif: lif.find("actoin"),
        lambda lif: lif.find("action", stat="done"),
        lambda lif: lif.find("evidence", review="demo/review/000001"),
        lambda lif: lif.find("review", due_to=TODAY),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(lif: Partnership, ask: Callable[[Partnership], object]) -> None:
    with pytest.raises(UnknownName):
        ask(lif)


def test_of_two_who_write_over_midnight_the_later_commit_is_not_stamped_the_day_before(liverpool) -> None:
    """Who looked at the clock first may write last: a filter would show what takes effect a day later."""
    storage, mint = MemoryStorage(), counting("demo")
    before, after = datetime(2024, 6, 10, 23, 59, 59, tzinfo=UTC), datetime(2024, 6, 11, 0, 0, 1, tzinfo=UTC)
    late, early = (
        Partnership(liverpool, one, settings=Settings(id="demo", by="qa-officer"), clock=clock, mint=mint)
        for one, clock in ((storage, lambda: after), (storage.another(), lambda: before))
    )
    for lif, day in ((late, date(2024, 6, 11)), (early, date(2024, 6, 10))):
        with lif.work(on=day) as work:
            work.plan_action(f"On {day}")
    for day in (date(2024, 6, 10), date(2024, 6, 11)):
        assert list(early.find("action", day=day)) == list(early.as_of(day).list("action"))
    assert [commit.at for _, commit in early.commits()] == [after, after]


def test_a_clock_that_was_put_right_is_believed(liverpool) -> None:
    instants = [datetime(2024, 6, 10, tzinfo=UTC)]
    lif = Partnership(
        liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), clock=lambda: instants[-1]
    )
    with lif.work(on=TODAY) as work:
        work.write_note("By a clock a week ahead")
    instants.append(datetime(2024, 6, 3, tzinfo=UTC))
    with lif.work(on=TODAY) as work:
        work.write_note("By the clock put right")
    assert [commit.at for _, commit in lif.commits()] == instants
