"""Typed: what somebody types is asked about where it can mean two things, or no day at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.reading import read_when
from lif_core.values.saying import DAYS, MONTHS, say_day
from lif_core.values.typed import doubt_about

DATES = st.dates(date(1995, 1, 1), date(2055, 12, 31))


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("01/10/2025", "date.ambiguous", "This can be read as 1 Oct 2025 or 10 Jan 2025."),
        ("05/06/26", "date.ambiguous", "This can be read as 5 Jun 2026 or 6 May 2026."),
        ("Q3 2024", "date.ambiguous", "This can be read as 1 Jul to 30 Sep 2024 or 1 Oct to 31 Dec 2024."),
        ("Sept 23", "date.ambiguous", "This can be read as 1 to 30 Sep 2023, or as a day of a year that is not said."),
        ("31 Feb 2026", "date.no-such-day", "There is no such day in the calendar."),
        ("30/02/2026", "date.no-such-day", "There is no such day in the calendar."),
        ("Friday 31 January 2026", "date.other-weekday", "Saturday 31 January 2026 is no Friday."),
        ("dydd Llun 3 Mawrth 2026", "date.other-weekday", "Tuesday 3 March 2026 is no Monday."),
        ("by Weds 2 Oct 2025", "date.other-weekday", "Thursday 2 October 2025 is no Wednesday."),
        ("Tues. 1 October 2025", "date.other-weekday", "Wednesday 1 October 2025 is no Tuesday."),
    ],
)
def test_what_is_in_doubt_is_asked_about(typed: str, code: str, says: str) -> None:
    doubt = doubt_about(typed)
    assert doubt is not None
    assert (doubt.code, doubt.says) == (code, says)
    assert doubt.mend


@pytest.mark.parametrize(
    "typed",
    [
        "13/10/2025",
        "06.07.16",
        "2024-05-23",
        "May 2024",
        "2024-25",
        "Saturday 31 January 2026",
        "ongoing",
        "nonsense",
        "",
    ],
)
def test_what_means_one_thing_or_names_no_day_is_let_through(typed: str) -> None:
    assert doubt_about(typed) is None


@given(DATES)
def test_law_a_day_in_numbers_is_asked_about_exactly_where_it_can_be_two(day: date) -> None:
    doubt = doubt_about(f"{day.day:02}/{day.month:02}/{day.year}")
    assert (doubt is not None) is (day.day <= 12 and day.day != day.month)


@given(DATES, st.sampled_from(range(7)), st.booleans())
def test_law_a_weekday_is_let_through_exactly_where_it_is_the_days(day: date, weekday: int, short: bool) -> None:
    name = DAYS["en"][weekday]
    typed = f"{name[:3] if short else name} {day.day} {MONTHS['en'][day.month - 1]} {day.year}"
    assert (doubt_about(typed) is None) is (weekday == day.weekday())


@given(DATES)
def test_law_every_day_as_we_say_it_is_taken(day: date) -> None:
    for typed in (say_day(day), say_day(day, "cy"), day.isoformat()):
        assert doubt_about(typed) is None
        assert read_when(typed).exact == day


@given(st.text(max_size=80) | st.text("0123456789/-. JanMonTueWedQFY", max_size=20))
def test_law_a_text_is_taken_or_doubted_in_sentences_and_what_is_taken_is_not_two_days(text: str) -> None:
    doubt, when = doubt_about(text), read_when(text)
    if doubt is not None:
        assert doubt.code.startswith("date.")
        assert doubt.says.endswith(".")
        assert doubt.mend.endswith(".")
    else:
        assert when.reading != "ambiguous" or max(one.first for one in when.options) <= min(
            one.last for one in when.options
        )
