import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.scales import Scale

STOCKTON = Scale(("1", "2", "3", "4"), "lower")
"""1 is fully achieved."""


def test_the_better_end_is_said():
    assert STOCKTON.is_better("1", than="2")
    assert STOCKTON.merit("1") == 3
    assert Scale(("red", "amber", "green")).is_better("green", than="red")


@given(st.lists(st.text(max_size=3), min_size=1, max_size=6, unique=True), st.sampled_from(["higher", "lower"]))
def test_merits_run_from_nought_without_a_gap(grades, better):
    scale = Scale(tuple(grades), better)
    assert sorted(scale.merit(grade) for grade in grades) == list(range(len(grades)))
    assert not any(scale.is_better(grade, than=grade) for grade in grades)


@pytest.mark.parametrize("grades", [(), ("a", "a")])
def test_no_grade_and_a_grade_twice_are_refused(grades):
    with pytest.raises(ValueError, match="only once"):
        Scale(grades)


def test_a_grade_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="blue"):
        STOCKTON.merit("blue")
