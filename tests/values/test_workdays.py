from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.workdays import Calendar, OutOfCalendar, Skipped

FIRST, LAST = date(2005, 1, 1), date(2030, 12, 31)
DAYS = st.dates(date(2006, 1, 1), date(2029, 12, 31))
ANY = st.dates(FIRST, LAST)
FEW = st.integers(1, 200)


def looped(calendar, day, n, step):
    while n:
        day += timedelta(days=step)
        n -= calendar.is_working(day)
    return day


def test_every_day_held_is_worked_or_not_as_the_oracle_says(england, oracle):
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
        day = date.fromordinal(ordinal)
        assert england.is_working(day) == (day.weekday() < 5 and day not in oracle)


@given(DAYS, FEW)
def test_adding_is_what_the_oracle_says(england, oracle, day, n):
    assert england.add(day, n) == oracle.get_nth_working_day(day, n)


@given(DAYS, st.integers(1, 40))
def test_adding_and_subtracting_are_a_walk_from_day_to_day(england, day, n):
    assert england.add(day, n) == looped(england, day, n, 1)
    assert england.subtract(day, n) == looped(england, day, n, -1)


@given(DAYS, FEW)
def test_what_is_added_can_be_taken_off_again(england, day, n):
    end = england.add(day, n)
    assert england.is_working(end)
    assert england.between(day, end) == n
    back = england.subtract(end, n)
    assert back == day if england.is_working(day) else back < day


@given(DAYS, DAYS, FEW)
def test_a_later_trigger_never_ends_earlier(england, one, other, n):
    one, other = sorted((one, other))
    assert england.add(one, n) <= england.add(other, n)
    assert england.add(one, n) < england.add(one, n + 1)
    assert england.between(one, other) == -england.between(other, one) >= 0


@given(ANY, ANY)
def test_each_day_on_the_way_is_counted_or_skipped(england, start, end):
    skipped = england.skipped(start, end)
    assert all(not england.is_working(off.day) for off in skipped)
    if start <= end:
        assert england.between(start, end) + len(skipped) == (end - start).days


@given(st.lists(DAYS, max_size=20), st.integers(0, 60))
def test_a_list_is_counted_as_its_days_are(england, days, n):
    assert england.many(days, n) == [england.add(day, n) for day in days]


def test_a_long_list_is_counted_as_its_days_are(england):
    days = [date(2010, 1, 1) + timedelta(days=step) for step in range(3000)]
    assert england.many(days, 15) == [england.add(day, 15) for day in days]
    with pytest.raises(OutOfCalendar, match="2031"):
        england.many([*days, date(2030, 12, 30)], 15)
    with pytest.raises(OutOfCalendar, match="2004"):
        england.many([*days, date(2004, 12, 31)], 15)
    with pytest.raises(OutOfCalendar, match="2040"):
        england.many([*days, date(2040, 1, 1)], 15)


def test_fifteen_days_after_the_first_of_may_with_its_bank_holidays(england):
    """A bank holiday on Monday 6 May 2024 makes it Thursday 23 May."""
    assert england.add(date(2024, 5, 1), 15) == date(2024, 5, 23)
    skipped = england.skipped(date(2024, 5, 1), date(2024, 5, 23))
    assert Skipped(date(2024, 5, 6), "May Day") in skipped
    assert [off.why for off in skipped].count("weekend") == 6


def test_no_day_added_is_the_day_itself(england):
    saturday = date(2024, 6, 1)
    assert england.add(saturday, 0) == england.subtract(saturday, 0) == saturday


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda c: c.add(date(2030, 12, 30), 2), 2031),
        (lambda c: c.add(date(2004, 12, 31), 1), 2004),
        (lambda c: c.add(date(1990, 6, 1), 1), 1990),
        (lambda c: c.add(date(2035, 6, 1), 1), 2035),
        (lambda c: c.subtract(date(2005, 1, 4), 1), 2004),
        (lambda c: c.subtract(date(2031, 1, 4), 1), 2031),
        (lambda c: c.is_working(date(2031, 1, 1)), 2031),
        (lambda c: c.between(date(2005, 1, 1), date(2031, 1, 1)), 2031),
        (lambda c: c.skipped(date(2004, 1, 1), date(2005, 1, 1)), 2004),
        (lambda c: c.add(date(2004, 1, 1), 0), 2004),
    ],
)
def test_past_what_is_held_it_says_so_with_the_cure(england, ask, year):
    with pytest.raises(OutOfCalendar) as caught:
        ask(england)
    assert (caught.value.year, caught.value.calendar) == (year, "england")
    assert str(caught.value).endswith(f"Add the bank holidays of {year} to the calendar in a layer.")
    assert isinstance(caught.value, ValueError)


def test_a_calendar_that_ends_in_the_middle_of_a_year_asks_for_that_year():
    short = Calendar(id="s", label="", first=date(2024, 1, 1), last=date(2024, 6, 30), days_off={})
    with pytest.raises(OutOfCalendar, match="2024"):
        short.add(date(2024, 6, 28), 1)


def test_counting_backwards_by_a_number_below_zero_is_refused(england):
    for ask in (england.add, england.subtract):
        with pytest.raises(ValueError, match="subtract"):
            ask(date(2024, 1, 1), -1)


def test_a_calendar_without_a_day_to_work_on_is_refused():
    with pytest.raises(ValueError, match="name fewer"):
        Calendar(id="x", label="", first=FIRST, last=LAST, days_off={}, weekend=tuple(range(7)))
    with pytest.raises(ValueError, match="exchange"):
        Calendar(id="x", label="", first=LAST, last=FIRST, days_off={})


def test_the_end_of_all_time_is_held_too():
    end = Calendar(id="x", label="", first=date.max, last=date.max, days_off={}, weekend=())
    assert end.is_working(date.max)
    with pytest.raises(OutOfCalendar):
        end.add(date.max, 1)


def test_calendars_that_are_equal_hash_alike():
    one, other = (Calendar(id="x", label="", first=FIRST, last=LAST, days_off={FIRST: "New Year"}) for _ in "ab")
    assert one == other
    assert hash(one) == hash(other)
