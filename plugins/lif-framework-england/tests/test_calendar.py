"""The calendar of England and Wales against `holidays`, day by day, and against what was checked by hand."""

from datetime import date, timedelta

import holidays
import pytest

FIRST, LAST = date(2005, 1, 1), date(2030, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="session")
def said(england):
    return england["calendar"]["england-and-wales"]


@pytest.fixture(scope="session")
def names(said):
    return {off["day"]: off["name"] for off in said["days"]}


def test_each_day_is_a_working_day_where_holidays_says_so(liverpool):
    calendar = liverpool.calendar()
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2031))
    wrong = [day for day in EVERY_DAY if calendar.is_working(day) != (day.weekday() < 5 and day not in oracle)]
    assert wrong == []


def test_a_weekend_day_is_named_only_where_it_is_a_holiday_in_law(names):
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2031))
    weekend = {day: name for day, name in names.items() if day.weekday() >= 5}
    assert set(weekend) <= set(oracle)
    assert set(weekend.values()) == {"Christmas Day", "Boxing Day"}


@pytest.mark.parametrize(
    "day",
    [
        date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3),
        date(2022, 9, 19), date(2023, 5, 8),
    ],
)  # fmt: skip
def test_days_of_one_year_and_moved_days_are_there_and_marked_as_checked(said, day):
    (off,) = [off for off in said["days"] if off["day"] == day]
    assert off["source"]["verified"] is True
    assert "roclamation" in off["source"]["title"]


@pytest.mark.parametrize("day", [date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)])
def test_a_day_that_was_moved_away_is_a_working_day(liverpool, day):
    assert liverpool.calendar().is_working(day)


def test_no_other_day_claims_to_be_checked(said):
    assert sum(off["source"].get("verified", False) for off in said["days"]) == 8


def test_christmas_day_and_good_friday_stand_by_common_law_in_each_year(said):
    common = [off for off in said["days"] if off["source"]["title"] == "Common law holiday"]
    assert {off["name"] for off in common} == {"Christmas Day", "Good Friday"}
    assert len(common) == 2 * 26


def test_each_year_is_held_and_each_day_has_name_and_source(said):
    assert (said["from"], said["to"]) == (2005, 2030)
    assert {off["day"].year for off in said["days"]} == set(range(2005, 2031))
    assert all(off["name"] and off["source"]["title"] and off["source"]["authority"] for off in said["days"])
    days = [off["day"] for off in said["days"]]
    assert days == sorted(set(days))


def test_substitute_days_stand_for_christmas_boxing_day_and_new_year(names):
    assert names[date(2010, 12, 27)] == "Christmas Day (substitute day)"
    assert names[date(2010, 12, 28)] == "Boxing Day (substitute day)"
    assert names[date(2011, 1, 3)] == "New Year's Day (substitute day)"
    assert names[date(2016, 12, 27)] == "Christmas Day (substitute day)"
    assert names[date(2020, 12, 28)] == "Boxing Day (substitute day)"


def test_a_proclaimed_day_is_one_item_of_a_further_layer(composed):
    added = """
        layer = "example"
        informed-by = ["england"]
        [calendar-day.some-occasion]
        calendar = "england-and-wales"
        day = 2028-06-02
        name = "Bank holiday for some occasion"
        source = { title = "Royal proclamation of some day", authority = "statute", verified = true }
    """
    assert composed("england").newest.calendar().is_working(date(2028, 6, 2))
    assert not composed("england", added=added).newest.calendar().is_working(date(2028, 6, 2))


def test_a_rapid_review_notified_on_1_may_2024_is_due_on_23_may(liverpool):
    assert liverpool.calendar().add(date(2024, 5, 1), 15) == date(2024, 5, 23)
