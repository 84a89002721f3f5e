from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.intake.coming import coming

AFTER = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@given(AFTER, st.dates(date(2001, 1, 1), date(2001, 12, 31)))
def test_law_a_day_and_month_mean_the_first_such_day_that_is_not_past(after: date, day: date) -> None:
    when = coming(f"by {day.day} {day:%B}", after)
    assert when is not None
    assert when.first == when.last
    assert when.last is not None
    assert (when.last.month, when.last.day) == (day.month, day.day)
    assert timedelta(0) <= when.last - after < timedelta(367)


@given(AFTER, st.text(max_size=30))
def test_law_nothing_raises_and_what_is_read_has_not_ended(after: date, said: str) -> None:
    when = coming(said, after)
    assert when is None or (when.last is not None and when.last >= after and when.said == said.strip())


@pytest.mark.parametrize(
    "said",
    ["", "TBC", "next year", "next meeting", "ASAP", "2025", "March 2025", "Sept 23", "when it suits", "ongoing"],
)
def test_what_names_no_day_or_a_year_is_left(said: str) -> None:
    assert coming(said, date(2024, 6, 20)) is None
