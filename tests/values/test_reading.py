import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.reading import LONGEST, dates_within, order_of, read_when
from lif_core.values.when import Between, When

SLOUGH_3 = "Evaluation of Hub to be received in June/July 2012\nReview of Hub operation completed by September 2012"


def stretch(first, last=None):
    return Between(date.fromisoformat(first), date.fromisoformat(last or first))


PUBLISHED = {
    "To be confirmed in Children and Social Work Act": ("undated",),
    "April 2017": ("month", "2017-04-01", "2017-04-30"),
    "Strategy agreed and in place by April 2012": ("month", "2012-04-01", "2012-04-30"),
    "Training programme to run across financial year 2012/13": ("year", "2012-04-01", "2013-03-31"),
    "Evaluation of Hub to be received in June/July 2012": ("range", "2012-06-01", "2012-07-31"),
    "11th April 2012": ("day", "2012-04-11", "2012-04-11"),
    "September 2014 (website permitting)": ("condition", "2014-09-01", "2014-09-30"),
    "As per strategy and action plan": ("undated",),
    "March 2015 as per training strategy": ("month", "2015-03-01", "2015-03-31"),
    "2014-5": ("year", "2014-04-01", "2015-03-31"),
    "the 1 December 2016": ("day", "2016-12-01", "2016-12-01"),
    "Feb 2020": ("month", "2020-02-01", "2020-02-29"),
    "Aug_2021": ("month", "2021-08-01", "2021-08-31"),
    "06.07.16": ("day", "2016-07-06", "2016-07-06"),
    "December 2010 – July 2013": ("range", "2010-12-01", "2013-07-31"),
    "quarter 2": ("undated",),
    "202223": ("year", "2022-04-01", "2023-03-31"),
    "2024": ("year", "2024-01-01", "2024-12-31"),
    "Sept 2021": ("month", "2021-09-01", "2021-09-30"),
    "by December 2013": ("month", "2013-12-01", "2013-12-31"),
}
"""Every string of vocabulary_share.json."""

WRITTEN = {
    "Sept 2014 (website permitting)": ("condition", "2014-09-01", "2014-09-30"),
    "across financial year 2012/13": ("year", "2012-04-01", "2013-03-31"),
    "Ongoing": ("ongoing",),
    "from April 2012": ("ongoing", "2012-04-01", "2012-04-30"),
    "45382": ("day", "2024-03-31", "2024-03-31"),
    "12345": ("undated",),
    "end March": ("undated",),
    "end of March 2024": ("day", "2024-03-31", "2024-03-31"),
    "end of the financial year 2012/13": ("day", "2013-03-31", "2013-03-31"),
    "mid-2024": ("year", "2024-01-01", "2024-12-31"),
    "early 2024": ("year", "2024-01-01", "2024-12-31"),
    "Autumn term 2024": ("range", "2024-09-01", "2024-12-31"),
    "Spring term 2024/25": ("range", "2025-01-01", "2025-03-31"),
    "w/c 3rd June 2024": ("range", "2024-06-03", "2024-06-09"),
    "week ending 7 June 2024": ("range", "2024-06-01", "2024-06-07"),
    "year ending 31 March 2024": ("year", "2023-04-01", "2024-03-31"),
    "by Christmas 2023": ("day", "2023-12-25", "2023-12-25"),
    "Easter 2024": ("day", "2024-03-31", "2024-03-31"),
    "TBC": ("undated",),
    "ASAP": ("undated",),
    "Immediate": ("undated",),
    "Complete": ("undated",),
    "Annually": ("undated",),
    "Oct 2021": ("month", "2021-10-01", "2021-10-31"),
    "31/12/2024": ("day", "2024-12-31", "2024-12-31"),
    "12/31/2024": ("day", "2024-12-31", "2024-12-31"),
    "05/05/2024": ("day", "2024-05-05", "2024-05-05"),
    "2024-12-31": ("day", "2024-12-31", "2024-12-31"),
    "2024-12-31 00:00:00": ("day", "2024-12-31", "2024-12-31"),
    "2024-12-31T10:00:00Z": ("day", "2024-12-31", "2024-12-31"),
    "31.12.2024 at noon": ("day", "2024-12-31", "2024-12-31"),
    "20241231": ("day", "2024-12-31", "2024-12-31"),
    "31 Feb 2024": ("undated",),
    "13/25/2024": ("undated",),
    "Sept 31": ("undated",),
    "Sept '23": ("month", "2023-09-01", "2023-09-30"),
    "23-Sep-24": ("day", "2024-09-23", "2024-09-23"),
    "March 5th, 2015": ("day", "2015-03-05", "2015-03-05"),
    "28 June - 3 July 2012": ("range", "2012-06-28", "2012-07-03"),
    "1-5 June 2012": ("range", "2012-06-01", "2012-06-05"),
    "1/4/2012-31/3/2013": ("range", "2012-04-01", "2013-03-31"),
    "between March and May 2015": ("range", "2015-03-01", "2015-05-31"),
    "Phase 2 March 2015": ("month", "2015-03-01", "2015-03-31"),
    "March 2015 (TBC)": ("condition", "2015-03-01", "2015-03-31"),
    "08/2021": ("month", "2021-08-01", "2021-08-31"),
    "2021-08": ("month", "2021-08-01", "2021-08-31"),
    "2011/12": ("year", "2011-04-01", "2012-03-31"),
    "Q3 2024/25": ("quarter", "2024-10-01", "2024-12-31"),
    "Q4 calendar year 2024": ("quarter", "2024-10-01", "2024-12-31"),
    "academic year 2023/24": ("year", "2023-09-01", "2024-08-31"),
    "calendar year 2023": ("year", "2023-01-01", "2023-12-31"),
    "Ionawr 2024": ("month", "2024-01-01", "2024-01-31"),
    "erbyn 3ydd o Fawrth 2024": ("day", "2024-03-03", "2024-03-03"),
    "diwedd Mawrth 2024": ("day", "2024-03-31", "2024-03-31"),
    "Mon 29 Sep - Fri 3 Oct 2025": ("range", "2025-09-29", "2025-10-03"),
    "Mawrth 3 2026": ("day", "2026-03-03", "2026-03-03"),
    "2025-W40": ("range", "2025-09-29", "2025-10-05"),
    "within 28 days of 1 October 2025": ("undated",),
    "3 months after 1 May 2025": ("undated",),
    "2014 strategy": ("undated",),
    "LSCB plan 2014-5": ("undated",),
    "this may be 2012": ("undated",),
    "24/7": ("undated",),
    "": ("undated",),
}


@pytest.mark.parametrize(("text", "told"), [*PUBLISHED.items(), *WRITTEN.items()])
def test_dates_as_people_write_them(text, told):
    when = read_when(text)
    first, last = (date.fromisoformat(day) for day in told[1:]) if len(told) > 1 else (None, None)
    assert (when.reading, when.first, when.last) == (told[0], first, last)
    assert when.said == text


def test_every_published_string_is_among_them(examples):
    shared = json.loads((examples / "vocabulary_share.json").read_text("utf-8"))
    assert {entry["string"] for entry in shared["due_or_date_strings"]} == set(PUBLISHED)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("04/09/08", [stretch("2008-09-04"), stretch("2008-04-09")]),
        ("04-09-2008", [stretch("2008-09-04"), stretch("2008-04-09")]),
        ("Q3 2024", [stretch("2024-07-01", "2024-09-30"), stretch("2024-10-01", "2024-12-31")]),
        ("end of Q3 2024", [stretch("2024-09-30"), stretch("2024-12-31")]),
        ("Spring 2024", [stretch("2024-03-01", "2024-05-31"), stretch("2024-01-01", "2024-03-31")]),
        ("Winter 2024", [stretch("2024-12-01", "2025-02-28"), stretch("2023-12-01", "2024-02-29")]),
        ("Dec/Jan 2012", [stretch("2011-12-01", "2012-01-31"), stretch("2012-12-01", "2013-01-31")]),
        ("2011-12", [stretch("2011-04-01", "2012-03-31"), stretch("2011-12-01", "2011-12-31")]),
        ("2014-2015", [stretch("2014-04-01", "2015-03-31"), stretch("2014-01-01", "2015-12-31")]),
        ("FY 2024", [stretch("2024-04-01", "2025-03-31"), stretch("2023-04-01", "2024-03-31")]),
        (
            "extended from March 2015 to June 2015",
            [stretch("2015-03-01", "2015-03-31"), stretch("2015-06-01", "2015-06-30")],
        ),
        ("Sept 23", [stretch("2023-09-01", "2023-09-30")]),
    ],
)
def test_what_can_mean_two_things_tells_both(text, options):
    when = read_when(text)
    assert (when.reading, when.first, when.last, when.options) == ("ambiguous", None, None, tuple(options))


def test_who_says_which_number_is_the_day_gets_a_day():
    assert read_when("04/09/08", day_first=True).exact == date(2008, 9, 4)
    assert read_when("04/09/08", day_first=False).exact == date(2008, 4, 9)
    assert read_when("04/09/08", heading="Target date (dd/mm/yy)").exact == date(2008, 9, 4)
    assert read_when("04/09/08", heading="Due MM/DD/YYYY").exact == date(2008, 4, 9)
    assert read_when("04/09/08", heading="Target date").reading == "ambiguous"


def test_a_column_proves_its_order():
    assert order_of(["04/09/08", "soon", "13/05/2024"]) is True
    assert order_of(["04/09/08", "05/13/2024"]) is False
    assert order_of(["04/09/08"]) is None
    assert order_of(["13/05/2024", "05/13/2024"]) is None


def test_a_condition_keeps_its_words():
    assert read_when("Sept 2014 (website permitting)").condition == "website permitting"
    assert read_when("by March 2015 subject to funding; see plan").condition == "subject to funding"
    assert read_when("Provisional: 3 May 2024").condition == "Provisional"
    assert not read_when("Sept 2014 (website permitting)").is_certain
    assert read_when("March 2015 as per training strategy").is_certain


def test_the_two_dates_of_one_cell_are_its_parts():
    when = read_when(SLOUGH_3)
    assert when.parts == (stretch("2012-06-01", "2012-07-31"), stretch("2012-09-01", "2012-09-30"))
    assert (when.reading, when.first, when.last) == ("range", date(2012, 6, 1), date(2012, 9, 30))
    assert len(read_when("Jan, April, July 2015").parts) == 3


def test_a_year_begins_where_the_caller_says():
    assert read_when("2014-15", year_from=7).first == date(2014, 7, 1)
    assert read_when("academic year 2014-15", year_from=7).first == date(2014, 9, 1)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (45382, "2024-03-31", "2024-03-31"),
        (45382.0, "2024-03-31", "2024-03-31"),
        (45382.75, "2024-03-31", "2024-03-31"),
        (2024, "2024-01-01", "2024-12-31"),
        (202223.0, "2022-04-01", "2023-03-31"),
        (date(2024, 5, 23), "2024-05-23", "2024-05-23"),
        (datetime(2024, 5, 23, 23, 59, tzinfo=UTC), "2024-05-23", "2024-05-23"),
    ],
)
def test_values_that_are_no_text(value, first, last):
    when = read_when(value)
    assert (when.first, when.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_day_numbers_of_old_macintosh_workbooks_are_four_years_on():
    assert read_when(43920, epoch_1904=True).exact == read_when(45382).exact == date(2024, 3, 31)
    assert read_when("43920", epoch_1904=True).exact == date(2024, 3, 31)


@pytest.mark.parametrize("value", [None, True, 0, 3, -45382, 99999, 1e300, 10**400, float("nan"), float("-inf"), 0.5])
def test_numbers_that_are_no_dates(value):
    assert read_when(value).reading == "undated"


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_the_ways_of_writing_a_day_agree(day):
    serial = (day - date(1899, 12, 30)).days
    ways = [
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"by {day:%d-%b-%Y}",
        str(serial),
    ]
    assert {read_when(way, day_first=True).exact for way in [*ways, day.isoformat(), f"{day:%Y%m%d}"]} <= {day, None}
    assert {read_when(way, day_first=True).exact for way in ways} == {day}
    assert read_when(serial) == read_when(str(serial))


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(["/", "-"]))
def test_a_day_in_numbers_is_itself_or_one_of_its_options(day, mark):
    when = read_when(day.strftime(f"%d{mark}%m{mark}%y"))
    assert day in ({when.exact} if when.is_dated else {option.first for option in when.options})


WORDS = st.lists(
    st.sampled_from(
        [
            *PUBLISHED,
            *WRITTEN,
            SLOUGH_3,
            "to",
            "-",
            "–",
            "/",
            "and",
            "by",
            "from",
            "if",
            "(",
            ")",
            "\n",
            "\0",
            "_",
            "'",
            "3",
            *[
                "week ending",
                "year ending",
                "end of",
                "revised",
                "31",
                "2012",
                "99/99/99",
                "29 Feb 2023",
                "ſept 2012",
                "٣",
            ],
        ]
    ),
    max_size=8,
).map(" ".join)


def must_hold(when: When, text: str) -> None:
    assert len(when.said) <= LONGEST
    assert when.said in text
    assert (when.first is None) == (when.last is None)
    for part in (*when.parts, *when.options):
        assert part.first <= part.last
        assert when.first is None or when.first <= part.first <= part.last <= when.last


@given(
    st.one_of(WORDS, st.text(), st.text("0123456789/-.: qQjanfebmr'()", max_size=60)),
    st.sampled_from([None, True, False]),
)
def test_no_text_raises(text, day_first):
    must_hold(read_when(text, day_first=day_first, heading=text), text)
    for when in dates_within(text, day_first=day_first):
        assert when.is_dated or when.options


@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_no_value_raises(value):
    assert read_when(value).reading in ("day", "month", "year", "undated", "ambiguous")


@pytest.mark.parametrize("text", ["1-" * 10**6, "jan/" * 10**6, " \n" * 10**6 + "x", "9" * 10**6, "if may 12 " * 10**5])
def test_a_megabyte_in_a_cell_is_cut(text):
    assert len(read_when(text).said) <= LONGEST
    dates_within(text)


def test_dates_in_prose_are_offered():
    found = dates_within("The Board should report by December 2013 (a first draft on 11th April 2012).")
    assert [(when.said, when.last) for when in found] == [
        ("by December 2013", date(2013, 12, 31)),
        ("11th April 2012", date(2012, 4, 11)),
    ]


@pytest.mark.parametrize(
    "prose",
    ["see the 2014 review", "the 2012/13 annual report", "on 11 June 20 people came", "31 Feb 2024", "Sept 23 saw"],
)
def test_numbers_in_prose_are_not_taken_for_dates(prose):
    assert dates_within(prose) == ()
