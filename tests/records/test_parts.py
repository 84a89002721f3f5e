"""Parts: what a small value can tell of itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.records import Hold
from lif_core.testing.strategies import days
from lif_core.values.when import When

DAY = date(2024, 6, 3)


def on(day: int) -> When:
    return When.on(date(2024, 6, day))


@pytest.mark.parametrize(
    ("since", "until", "stands"),
    [
        (on(3), None, True),
        (on(4), None, False),
        (on(1), on(3), True),
        (on(1), on(2), False),
        (When("after the arrest", reading="undated"), None, True),
        (When("after the arrest", reading="undated"), on(2), False),
        (on(1), When("until the inquest", reading="undated"), True),
        (on(1), When("May 2024, website permitting", date(2024, 5, 1), date(2024, 5, 31), "condition"), True),
        (on(4), When("until the inquest", reading="undated"), False),
        (When("June 2024", date(2024, 6, 1), date(2024, 6, 30), "month"), None, True),
        (on(1), When("June 2024", date(2024, 6, 1), date(2024, 6, 30), "month"), True),
    ],
)
def test_a_hold_stands_from_its_first_day_to_its_last_and_in_doubt(since: When, until: When | None, stands: bool):
    assert Hold(kind="criminal", since=since, until=until).stands_on(DAY) is stands


@given(days(), st.integers(0, 400), st.integers(0, 400))
def test_a_hold_of_certain_days_stands_on_those_and_no_others(first: date, length: int, after: int) -> None:
    last = first + timedelta(length)
    hold = Hold(kind="criminal", since=When.on(first), until=When.on(last))
    assert not hold.stands_on(first - timedelta(1))
    assert hold.stands_on(first + timedelta(min(after, length)))
    assert not hold.stands_on(last + timedelta(1 + after))
