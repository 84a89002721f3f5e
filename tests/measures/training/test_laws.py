"""Laws of every measure of training: the order of records does not matter, what comes later changes nothing known."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.gaps import gaps
from lif_core.measures.training.attendance import attendance
from lif_core.measures.training.coverage import coverage
from lif_core.measures.training.current import current_attendances
from lif_core.measures.training.effect import effects, effects_by_theme
from lif_core.measures.training.needs import needs_by_theme
from lif_core.measures.training.non_attendance import non_attendance
from lif_core.measures.training.per_head import attendances_per_head
from lif_core.measures.training.plan import training_plan
from lif_core.measures.training.reach import not_reached
from lif_core.measures.training.take_up import take_up
from lif_core.measures.training.waiting import waiting
from lif_core.records import (
    Attendance,
    Course,
    Evaluation,
    Feedback,
    Finding,
    Headcount,
    Need,
    Party,
    Record,
    Return,
    Score,
    Session,
)
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting
from lif_core.values.when import Between, When
from lif_core.view.view import View

DAY = date(2024, 6, 3)
EVERY: dict[str, Callable[[View], Any]] = {
    "take-up": take_up,
    "attendance": attendance,
    "by course": lambda view: attendance(view, by="course"),
    "by agency": lambda view: attendance(view, by="agency"),
    "by group": lambda view: attendance(view, by="group"),
    "cost": non_attendance,
    "coverage": coverage,
    "per head": attendances_per_head,
    "current": lambda view: current_attendances(view, by_agency=True),
    "waiting": waiting,
    "reach": not_reached,
    "needs": needs_by_theme,
    "effects": effects,
    "by theme": effects_by_theme,
    "plan": training_plan,
    "gaps": lambda view: gaps(view).open,
}

AGENCIES = st.sampled_from((None, Party(body="police"), Party(body="schools"), Party(said="A charity")))
NUMBERS = st.none() | st.integers(0, 9)
DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))


def of(record_type: str, most: int = 3) -> st.SearchStrategy[str]:
    return st.integers(1, most).map(lambda number: f"demo/{record_type}/{number}")


def some(record_type: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(of(record_type), max_size=2, unique=True).map(tuple)


def made(record_class: type[Record], state: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Record]]:
    """Give up to six records of a type, each with an id of its own."""
    name = record_class.__name__.lower()
    drawn = st.lists(st.fixed_dictionaries(fields), max_size=6)
    return drawn.map(
        lambda rows: [record_class(id=f"demo/{name}/{n}", state=state, **row) for n, row in enumerate(rows, 1)]
    )


SCORES = st.lists(
    st.builds(
        Score, st.sampled_from(("a1b2", "c3d4")), st.sampled_from(("Knowledge", "Confidence")), st.integers(1, 5)
    ),
    max_size=4,
).map(tuple)
COUNTS = st.lists(st.builds(Headcount, in_post=st.integers(0, 9), in_date=NUMBERS), max_size=2).map(tuple)
ALL = st.tuples(
    made(Finding, "recorded", themes=st.sampled_from(((), ("neglect",), ("neglect", "information-sharing")))),
    made(
        Need,
        "found",
        sources=some("finding"),
        weight=st.integers(1, 3),
        agencies=AGENCIES.map(lambda one: (one,) if one else ()),
    ),
    made(Course, "offered", answers=some("need"), levels=st.sampled_from(((), ("health-3",)))),
    made(
        Session,
        "planned",
        course=of("course"),
        on=st.none() | DAYS.map(When.on),
        places=NUMBERS,
        waiting_list=NUMBERS,
    ),
    made(
        Attendance,
        "reported",
        session=of("session"),
        agency=AGENCIES,
        group=st.sampled_from(("", "managers")),
        **dict.fromkeys(("booked", "attended", "did_not_attend", "cancelled", "cancelled_late", "walked_in"), NUMBERS),
    ),
    made(
        Feedback,
        "received",
        session=of("session"),
        time_point=st.sampled_from(("Before", "Right after", "Weeks later")),
        asked=NUMBERS,
        replies=NUMBERS,
        scores=SCORES,
    ),
    made(Return, "returned", agency=AGENCIES, as_at=st.none() | DAYS.map(When.on), headcount=COUNTS),
    made(
        Evaluation,
        "completed",
        of=some("course"),
        question=st.sampled_from(("what-difference", "how-well", "")),
        outcome=st.sampled_from(("improved", "")),
        on=DAYS.map(When.on),
    ),
).map(lambda lists: [one for several in lists for one in several])


@settings(suppress_health_check=list(HealthCheck), max_examples=60)
@given(ALL, st.randoms(use_true_random=False))
def test_no_measure_depends_on_the_order_of_records(see, records, random) -> None:
    turned = random.sample(records, len(records))
    for name, measure in EVERY.items():
        assert measure(see(DAY, records)) == measure(see(DAY, turned)), name


@settings(suppress_health_check=list(HealthCheck), max_examples=60)
@given(ALL)
def test_no_share_of_those_registered_is_made_of_nothing(see, records) -> None:
    """A numerator is never counted from more sessions than its denominator, and every sentence can be told."""
    view = see(DAY, records)
    for one in attendance(view, by="course"):
        for share in one.shares:
            assert share.rate.of > 0 or share.rate.percent() is None
            assert "None" not in str(share)
    for told in (
        take_up(view),
        *effects(view),
        *coverage(view),
        *waiting(view),
        *not_reached(view),
        training_plan(view),
    ):
        assert "None" not in str(told)
    assert all(one.rate is None or one.rate.n <= one.rate.of for one in coverage(view))


@pytest.fixture
def clock() -> list[datetime]:
    """What the clock tells: the only instant of the list, which a test may change."""
    return [datetime(2024, 5, 14, 9, tzinfo=UTC)]


@pytest.fixture
def trained(liverpool: FrameworkHistory, clock: list[datetime]) -> tuple[Partnership, Session]:
    """A partnership in which a session was held and evaluated once, all told in May."""
    settings_ = Settings(id="demo")
    lif = Partnership(liverpool, MemoryStorage(), settings=settings_, clock=lambda: clock[0], mint=counting("demo"))
    with lif.work(by="business-manager", why="Training") as work:
        course = work.offer_course(label="Neglect")
        session = work.plan_session(course, on=date(2024, 1, 15), places=20, state="held")
        work.record_attendance(session, agency="police", booked=14, attended=12)
        work.record_feedback(session, asked=12, replies=11, time_point="Right after")
        work.evaluate(course, question="what-difference", by="police", on=date(2024, 4, 1), outcome="improved")
    return lif, session


@pytest.mark.parametrize("name", EVERY)
def test_what_is_recorded_later_changes_nothing_that_was_known(trained, clock, name: str) -> None:
    """As of a day, as known by that day: what takes effect earlier and comes later is not in it."""
    lif, session = trained
    then = date(2024, 5, 14)
    before = EVERY[name](lif.as_of(then, known_by=then))
    clock[0] = datetime(2024, 6, 20, 9, tzinfo=UTC)
    with lif.work(by="business-manager", on=then, why="Came late") as work:
        work.evaluate(session.course, question="what-difference", by="police", on=date(2024, 4, 20), outcome="worse")
        work.record_attendance(session, agency="schools", booked=3, attended=3)
        work.record_feedback(session, asked=14, replies=9, time_point="Weeks later")
        work.record_need("What else", weight=3)
        work.ask_return(agency="police", as_at=date(2024, 3, 31), headcount=[Headcount(in_post=9, in_date=3)])
    assert EVERY[name](lif.as_of(then, known_by=then)) == before
    if name in ("effects", "attendance", "needs", "coverage", "by agency", "plan"):  # and it is in what is known since
        assert EVERY[name](lif.as_of(then)) != before


PERIODS = st.tuples(DAYS, DAYS).map(lambda pair: Between(min(pair), max(pair)))


@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(ALL, PERIODS)
def test_a_period_never_tells_more_than_all_of_time(see, records, period) -> None:
    view = see(DAY, records)
    whole, part = take_up(view).all, take_up(view, period).all
    assert part.rate.n <= whole.rate.n
    assert part.rate.of <= whole.rate.of
    assert non_attendance(view, period).did_not_attend <= non_attendance(view).did_not_attend
