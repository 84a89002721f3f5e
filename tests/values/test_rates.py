from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.rates import Rate

LLR = [
    ("FII", 8, 23, 35),
    ("LSCB learning event", 231, 280, 83),
    ("YP DASH", 8, 15, 53),
    ("Assessing competency", 12, 20, 60),
    ("Intro CSE", 31, 40, 78),
    ("DV & substance", 14, 15, 93),
    ("Total", 304, 393, 77),
    ("Attendance, walk-ins counted", 304, 318, 96),
    ("No-shows", 20, 318, 6),
    ("Cancellations", 29, 318, 9),
]
"""Leicester, Leicestershire and Rutland, quarter 1 of 2016-17, as printed."""


@pytest.mark.parametrize(("name", "n", "of", "printed"), LLR)
def test_rates_are_rounded_as_published_tables_are(name, n, of, printed):
    assert Rate(name, n, of).percent() == printed


def test_two_rates_of_one_report_are_told_apart():
    assert str(Rate("take-up", 304, 393)) == "take-up: 77% (304 of 393)"
    assert str(Rate("attendance", 304, 318)) == "attendance: 96% (304 of 318)"


def test_small_numbers_and_small_rests_are_suppressed():
    assert str(Rate("reviews", 1, 4)) == "reviews: not shown, fewer than 5"
    assert str(Rate("attended", 97, 100)) == "attended: not shown, fewer than 5"
    assert Rate("attended", 97, 100).printed(suppress=False) == "attended: 97% (97 of 100)"
    assert not Rate("none", 0, 100).is_small()
    assert not Rate("all", 100, 100).is_small()


def test_nothing_of_nothing_is_not_known():
    assert Rate("x", 0, 0).percent() is None
    assert str(Rate("x", 0, 0)) == "x: not known"


@pytest.mark.parametrize(("n", "of"), [(-1, 2), (1, -2)])
def test_a_count_below_zero_is_refused(n, of):
    with pytest.raises(ValueError, match="below zero"):
        Rate("x", n, of)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_rounding_is_never_off_by_more_than_half(n, of, places):
    share = Rate("x", n, of).percent(places)
    assert abs(share - Decimal(n) * 100 / of) <= Decimal("0.5").scaleb(-places) + Decimal("1e-15")


@given(st.integers(0, 300), st.integers(0, 300))
def test_what_is_suppressed_shows_no_number_of_its_own(n, of):
    rate = Rate("x", n, of)
    if rate.is_small():
        assert str(rate) == "x: not shown, fewer than 5"
