"""Years: every day lies in exactly one, and people's ways of writing the begin are read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.years import BeyondCalendar, YearBegin, parse_year_begin

BEGINS = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda day: YearBegin(day.month, day.day))
DAYS = st.dates(date(2, 1, 1), date(9998, 1, 1))


@given(BEGINS, DAYS)
def test_a_day_lies_in_its_year_and_the_next_begins_a_day_after_its_end(begin: YearBegin, day: date) -> None:
    year = begin.year(day)
    assert year.first <= day <= year.last
    assert begin.year(year.last) == year
    assert begin.year(year.last + timedelta(days=1)).first == year.last + timedelta(days=1)
    assert (year.first.month, year.first.day) == (begin.month, begin.day)


@given(BEGINS)
def test_what_is_said_in_words_reads_back(begin: YearBegin) -> None:
    assert parse_year_begin(str(begin)) == parse_year_begin(begin.in_words("cy")) == begin
    assert parse_year_begin(f"{begin.month:02}-{begin.day:02}") == begin


@pytest.mark.parametrize(
    ("said", "day", "first", "last", "label"),
    [
        ("04-01", date(2024, 3, 31), date(2023, 4, 1), date(2024, 3, 31), "2023-24"),
        ("1 April", date(2024, 4, 1), date(2024, 4, 1), date(2025, 3, 31), "2024-25"),
        ("1 April to 31 March", date(1999, 12, 31), date(1999, 4, 1), date(2000, 3, 31), "1999-2000"),
        ("1 Jul - 30 June", date(2019, 7, 1), date(2019, 7, 1), date(2020, 6, 30), "2019-20"),  # Norfolk under WT2018
        ("1 January", date(2024, 5, 5), date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("1 March to 28 February", date(2023, 3, 1), date(2023, 3, 1), date(2024, 2, 29), "2023-24"),
    ],
)
def test_years_as_partnerships_report_them(said: str, day: date, first: date, last: date, label: str) -> None:
    assert parse_year_begin(said).year(day) == (first, last, label)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "April",
        "31 June",
        "02-29",
        "13-01",
        "04",
        "2024-04-01",
        "1 April to 1 April",
        "1 April to 30 June",
        "x" * 99,
    ],
)
def test_what_names_no_begin_is_refused_with_the_cure(said: str) -> None:
    with pytest.raises(ValueError, match=r'such as "04-01" or "1 April"\.'):
        parse_year_begin(said)


def test_a_year_beyond_the_calendar_is_refused_with_the_cure() -> None:
    for day in (date.min, date.max):
        with pytest.raises(BeyondCalendar, match="1 to 9999") as refused:
            YearBegin(4, 1).year(day)
        assert refused.value.problems[0].mend
