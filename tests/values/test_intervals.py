"""Intervals: the published examples come out, and few observations say little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.intervals import newcombe, wilson

shares = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_score_interval_of_the_examples_of_newcombes_paper(n: int, of: int, low: float, high: float) -> None:
    assert wilson(n, of) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("n", "of", "before_n", "before_of", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_the_difference_of_the_examples_of_newcombes_paper(
    n: int, of: int, before_n: int, before_of: int, low: float, high: float
) -> None:
    assert newcombe(n, of, before_n, before_of) == pytest.approx((low, high), abs=0.00005)


@given(shares)
def test_what_was_seen_lies_within_and_ten_times_as_much_says_more(seen: tuple[int, int]) -> None:
    n, of = seen
    few, many = wilson(n, of), wilson(n * 10, of * 10)
    assert 0 <= few.low <= n / of + 1e-12
    assert n / of - 1e-12 <= few.high <= 1
    assert many.high - many.low < few.high - few.low


@given(shares, shares)
def test_a_difference_turned_round_is_its_opposite(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = newcombe(*first, *second), newcombe(*second, *first)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert newcombe(*first, *first).spans_zero


@pytest.mark.parametrize(("n", "of"), [(0, 0), (2, 1), (-1, 3)])
def test_nothing_seen_says_nothing(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="seen"):
        wilson(n, of)
    with pytest.raises(ValueError, match="seen"):
        newcombe(1, 2, n, of)
