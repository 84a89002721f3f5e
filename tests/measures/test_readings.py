"""Readings as an audience may see them: nothing small, and nothing from which it could be worked out."""

from collections.abc import Callable
from datetime import date
from itertools import combinations_with_replacement, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.change import changes
from lif_core.measures.readings import readings_shown
from lif_core.records import Evaluation, Measure, Reading
from lif_core.values.when import When
from lif_core.view.view import View

DAY = date(2024, 6, 3)


def graded(*counts: int, of: int) -> tuple[Reading, ...]:
    return tuple(Reading(measure="files", grade=f"grade {place}", n=n, of=of) for place, n in enumerate(counts))


@pytest.fixture
def outside(see: Callable[..., View]) -> View:
    return see(DAY, audience="agencies")


@pytest.mark.parametrize(
    "reading",
    [
        Reading(n=3, of=20),
        Reading(n=18, of=20),  # the rest is small
        Reading(n=0, of=4),
        Reading(n=3),  # of how many nobody said
        Reading(of=3, grade="good"),
        Reading(n=12, of=9),  # walk-ins: three more than there were
    ],
)
def test_what_is_small_is_hidden_from_whoever_does_not_work_on_it(see: Callable[..., View], reading: Reading) -> None:
    for audience in ("public", "region", "practitioners", "agencies"):
        assert readings_shown(see(DAY, audience=audience), [reading]) == (None,)
    for audience in ("", "partnership", "review-team"):
        assert readings_shown(see(DAY, audience=audience), [reading]) == (reading,)


def test_what_is_not_small_is_shown_to_everybody(outside: View) -> None:
    told = (Reading(n=12, of=20), Reading(n=0, of=20), Reading(n=20, of=20), Reading(n=12), Reading(grade="good"))
    assert readings_shown(outside, told) == told


def test_grades_of_the_same_files_hide_one_another(outside: View) -> None:
    """12, 5 and 3 of 20: who reads 12 and 5 knows the 3."""
    good, *others = readings_shown(outside, graded(12, 5, 3, of=20))
    assert others == [None, None]  # 8 together, which tells neither
    assert good is not None
    assert readings_shown(outside, graded(17, 3, of=20)) == (None, None)
    apart = (*graded(12, 5, 3, of=20)[:1], Reading(measure="calls", grade="grade 1", n=5, of=30))
    assert readings_shown(outside, apart) == apart


def test_few_who_did_not_reply_are_not_told(outside: View) -> None:
    assert readings_shown(outside, [Reading(n=10, of=20, asked=22)]) == (Reading(n=10, of=20),)
    many = Reading(n=10, of=20, asked=40)
    assert readings_shown(outside, [many]) == (many,)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=4), st.integers(0, 6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_small_grade_can_be_worked_out(outside: View, counts: list[int], ungraded: int) -> None:
    """Of every small count at least two values are possible, for whoever knows that grades add up to all at most."""
    of = sum(counts) + ungraded
    seen = readings_shown(outside, graded(*counts, of=of))
    known = next((one.of for one in seen if one is not None), None)
    if known is None:
        return  # not even of how many is told
    rest = known - sum(one.n or 0 for one in seen if one is not None)
    unknown = [place for place, one in enumerate(seen) if one is None]
    fits = {
        way
        for some in combinations_with_replacement(range(rest + 1), len(unknown))
        if sum(some) <= rest
        for way in permutations(some)
    }
    for number, place in enumerate(unknown):
        if 0 < counts[place] < 5:
            assert len({way[number] for way in fits}) > 1


def test_the_measure_tells_no_more_than_the_readings(see: Callable[..., View]) -> None:
    measure = Measure(id="demo/measure/1", ref="files", baseline=Reading(n=3), disclosure="public")
    made = Evaluation(id="demo/evaluation/1", on=When.on(DAY), readings=graded(12, 5, 3, of=20), disclosure="public")
    (told,) = changes(see(DAY, [measure, made], audience="agencies"))
    assert told.baseline is not None
    assert told.baseline.hidden
    hidden = [one for one in told.follow_ups if one.hidden]
    assert [one.n for one in told.follow_ups if not one.hidden] == [12]
    assert [(one.n, one.of, one.interval) for one in hidden] == [(None, None, None)] * 2
    assert str(told.baseline) == "not shown, too few"
    (whole,) = changes(see(DAY, [measure, made]))
    assert sorted(one.n or 0 for one in whole.follow_ups) == [3, 5, 12]
