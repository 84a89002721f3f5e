"""Portfolio: what stands out where plans are looked at together."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lif_core.measures.portfolio import _fortnights, only_tells, portfolio
from lif_core.records import Action, Finding, Measure, Party, Recommendation, Review
from lif_core.values.reading import read_when
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
REVIEW = Review(id="demo/review/1", kind="rapid-review", ref="2024-A", state="open")
FINDING = Finding(id="demo/finding/1", state="recorded", reviews=(REVIEW.id,), ref="F1")
ADVICE = Recommendation(id="demo/recommendation/1", state="made", findings=(FINDING.id,))


def action(number: int, **given: Any) -> Action:
    id = f"demo/action/{number}"
    return Action(id=id, **{"state": "planned", "answers": (FINDING.id,), "leads": (Party(body="police"),), **given})


def sorts(view: View, many: int = 5) -> list[str]:
    return [one.sort for one in portfolio(view, many)]


def test_a_plan_that_only_tells_people_what_to_do(see: See) -> None:
    both = action(1, strength="training", wanted="x"), action(2, strength="training", answers=(ADVICE.id,))
    view = see(DAY, REVIEW, FINDING, ADVICE, *both)
    told = portfolio(view)
    assert [one.sort for one in told] == ["only-tells", "answered-by-training-only"]
    assert str(told[0]) == (
        "Rapid review 2024-A: All 2 actions of its plan only tell people what to do: remind, train, circulate. "
        "What would make the right thing easier to do?"
    )
    assert told[0].actions == ("demo/action/1", "demo/action/2")
    assert only_tells(view, both[0])
    assert not only_tells(view, action(3))
    stronger = action(2, strength="system-change", answers=(ADVICE.id,))
    assert sorts(see(DAY, REVIEW, FINDING, ADVICE, both[0], stronger)) == []
    assert sorts(see(DAY, REVIEW, FINDING, both[0])) == ["answered-by-training-only"]


def test_a_plan_of_which_nobody_will_know_what_difference_it_made(see: See) -> None:
    plan = action(1, strength="audit"), action(2)
    assert sorts(see(DAY, REVIEW, FINDING, *plan)) == ["nothing-measured"]
    for of in (REVIEW.id, "demo/action/2"):
        assert sorts(see(DAY, REVIEW, FINDING, *plan, Measure(id="demo/measure/1", of=(of,), state="in-use"))) == []
    withdrawn = Measure(id="demo/measure/1", of=(REVIEW.id,), state="withdrawn")
    assert sorts(see(DAY, REVIEW, FINDING, *plan, withdrawn)) == ["nothing-measured"]


def test_a_body_with_many_dates_in_one_fortnight(see: See) -> None:
    def due(number: int, day: date, **more: Any) -> Action:
        return action(number, answers=(), due=When.on(day), **more)

    ahead = [due(number, DAY + timedelta(days=number)) for number in range(5)]
    (found,) = portfolio(see(DAY, *ahead))
    assert (found.sort, found.about, found.since, len(found.actions)) == ("crowded-fortnight", "police", DAY, 5)
    assert "5 target dates fall between 3 Jun 2024 and 7 Jun 2024." in str(found)
    assert sorts(see(DAY, *ahead), 6) == []
    assert sorts(see(DAY, *ahead[1:], due(9, DAY - timedelta(days=1)))) == []
    assert sorts(see(DAY, *ahead[1:], action(9, answers=(), due=read_when("June 2024 or July 2024")))) == []
    assert sorts(see(DAY, *ahead[1:], due(9, DAY, state="done"))) == []


days = st.lists(st.integers(0, 60), max_size=25).map(lambda each: sorted(DAY + timedelta(days=one) for one in each))


@given(days, st.integers(2, 5))
def test_every_crowded_fortnight_is_told_and_none_overlaps(each: list[date], many: int) -> None:
    told = list(_fortnights(each, many))
    for first, last in told:
        assert (last - first).days < 14
        assert sum(first <= day <= last for day in each) >= many
    assert all(before[1] < after[0] for before, after in pairwise(told))
    in_any = any(sum(day <= other < day + timedelta(days=14) for other in each) >= many for day in each)
    assert bool(told) == in_any
