from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.reading import read_when
from lif_core.values.saying import how_read, plain_day, say_between, say_day, short_day
from lif_core.values.when import Between, When


def test_days_in_words():
    assert say_day(date(2024, 5, 23)) == "Thursday 23 May 2024"
    assert say_day(date(2024, 5, 23), "cy") == "dydd Iau 23 Mai 2024"
    assert short_day(date(2017, 12, 14)) == "Thu 14 Dec 2017"
    assert short_day(date(2017, 12, 14), "cy") == "Iau 14 Rhag 2017"


def test_a_stretch_says_what_its_ends_share_once():
    assert say_between(Between(date(2012, 6, 1), date(2012, 7, 31))) == "1 Jun to 31 Jul 2012"
    assert say_between(Between(date(2024, 6, 3), date(2024, 6, 9))) == "3 to 9 Jun 2024"
    assert say_between(Between(date(2012, 4, 1), date(2013, 3, 31))) == "1 Apr 2012 to 31 Mar 2013"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("March 2017", "March 2017 (read as 31 Mar 2017)"),
        ("June/July 2012", "June/July 2012 (read as 1 Jun to 31 Jul 2012)"),
        ("04/09/08", "04/09/08 (4 Sep 2008 or 9 Apr 2008)"),
        ("Sept 23", "Sept 23 (September 2023 or 23 September, year not said)"),
        ("Sept 2014 (website permitting)", "Sept 2014 (website permitting): read as 30 Sep 2014, on a condition"),
        ("45382", "45382 (a day number of a spreadsheet, read as 31 Mar 2024)"),
        ("from April 2012", "from April 2012 (begins 1 Apr 2012, no end date)"),
        ("Ongoing", "Ongoing (no end date)"),
        ("TBC", "TBC (no date)"),
        ("June 2012; Sept 2012", "June 2012; Sept 2012 (read as 1 to 30 Jun 2012; 1 to 30 Sep 2012)"),
        ("11 April 2012", "11 April 2012"),
        ("2024-05-23", "23 May 2024"),
        (None, "no date"),
        (date(2024, 5, 23), "23 May 2024"),
    ],
)
def test_words_with_their_reading(text, told):
    assert how_read(read_when(text)) == told


def test_readings_in_welsh():
    assert how_read(read_when("Mawrth 2017"), "cy") == "Mawrth 2017 (darllenwyd fel 31 Maw 2017)"
    assert how_read(read_when("Sept 23"), "cy") == "Sept 23 (Medi 2023 neu 23 Medi, dim blwyddyn)"
    assert how_read(When("", reading="undated"), "cy") == "dim dyddiad"


@given(st.dates(), st.sampled_from(["en", "cy"]))
def test_a_day_in_words_is_read_back(day, language):
    day = day.replace(year=2000 + day.year % 60)
    assert read_when(say_day(day, language)).exact == day
    assert read_when(plain_day(day, language)).exact == day
    assert read_when(short_day(day, language)).exact == day
