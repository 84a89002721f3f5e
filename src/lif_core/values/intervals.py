"""Intervals: how far a share, or the difference of two, could lie from what few observations show.

A share of 8 in 9 and one of 800 in 900 print alike; these tell them apart.
"""

from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
"""The point of the normal distribution that leaves 2.5 in a hundred above it: intervals of 95 in a hundred."""


class Interval(NamedTuple):
    """From where to where something lies, of 95 such statements in a hundred."""

    low: float
    high: float

    @property
    def spans_zero(self) -> bool:
        """Whether nothing at all would be as well in keeping with what was seen."""
        return self.low <= 0 <= self.high


def wilson(n: int, of: int, z: float = Z95) -> Interval:
    """Tell between which shares the true one lies, where `n` of `of` were seen.

    Raises:
        ValueError: nothing was seen, or more than all of it.

    Source:
        E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
        Statistical Association 22 (1927), 209-212: the score interval, without continuity correction.
    """
    if not 0 <= n <= of or of == 0:
        raise ValueError("A share needs something that was seen, and no more than all of it.")
    share, square = n / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Interval(0.0 if n == 0 else max(middle - half, 0.0), 1.0 if n == of else min(middle + half, 1.0))


def newcombe(n: int, of: int, before_n: int, before_of: int, z: float = Z95) -> Interval:
    """Tell between which differences of two shares the true one lies: `n` in `of`, less `before_n` in `before_of`.

    The two are taken as seen apart from each other: where the same people were asked twice, it is wider than need be.

    Raises:
        ValueError: nothing was seen, or more than all of it, at one of the two times.

    Source:
        R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven
        methods, Statistics in Medicine 17 (1998), 873-890: method 10, from two score intervals.
    """
    share, before = n / of if of else 0.0, before_n / before_of if before_of else 0.0
    after, first = wilson(n, of, z), wilson(before_n, before_of, z)
    difference = share - before
    low = difference - sqrt((share - after.low) ** 2 + (first.high - before) ** 2)
    high = difference + sqrt((after.high - share) ** 2 + (before - first.low) ** 2)
    return Interval(max(low, -1.0), min(high, 1.0))
