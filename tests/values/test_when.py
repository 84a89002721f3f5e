from datetime import date

import pytest

from lif_core.values.when import Between, When

MARCH = (date(2017, 3, 1), date(2017, 3, 31))


def test_a_month_is_past_only_after_its_last_day():
    month = When("March 2017", *MARCH, "month")
    assert not month.is_past(date(2017, 3, 31))
    assert month.is_past(date(2017, 4, 1))
    assert month.exact is None


@pytest.mark.parametrize("reading", ["condition", "ongoing"])
def test_what_hangs_on_something_or_goes_on_is_never_past(reading):
    when = When("words", *MARCH, reading)
    assert when.is_dated
    assert not when.is_certain
    assert not when.is_past(date(2030, 1, 1))


def test_one_day_is_exact():
    assert When.on(date(2024, 5, 23)) == When("2024-05-23", date(2024, 5, 23), date(2024, 5, 23), "day")
    assert When.on(date(2024, 5, 23)).exact == date(2024, 5, 23)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": MARCH[0]},
        {"first": MARCH[1], "last": MARCH[0]},
        {"reading": "ambiguous"},
        {"reading": "undated", "first": MARCH[0], "last": MARCH[1]},
        {"reading": "ambiguous", "first": MARCH[0], "last": MARCH[1], "options": (Between(*MARCH),)},
    ],
)
def test_half_a_date_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        When("words", **wrong)


def test_the_words_are_not_shown_to_logs():
    when = When("seen by nobody", *MARCH, "condition", "nor this")
    assert "nobody" not in repr(when)
    assert "nor" not in repr(when)
    assert str(when) == "seen by nobody"
