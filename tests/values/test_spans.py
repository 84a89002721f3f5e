from datetime import date, timedelta
from typing import Any, get_args

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.spans import Span, Unit, add, add_at_most, add_months, parse_span

DAYS = st.dates(date(2006, 1, 1), date(2028, 12, 31))
SPANS = st.builds(Span, st.integers(1, 60), st.sampled_from(get_args(Unit)))
CALENDAR_SPANS = SPANS.filter(lambda span: span.unit != "working-days")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15 working days", Span(15, "working-days")),
        ("1 working day", Span(1, "working-days")),
        ("70 Working Days", Span(70, "working-days")),
        ("14 days", Span(14, "days")),
        ("6 weeks", Span(6, "weeks")),
        ("6 months", Span(6, "months")),
        ("1 year", Span(1, "years")),
        ("30d", Span(30, "days")),
        (" 24 months ", Span(24, "months")),
    ],
)
def test_what_rules_say_is_read(text, span):
    assert parse_span(text) == span


@given(SPANS)
def test_what_is_told_is_read_back(span):
    assert parse_span(str(span)) == span


@pytest.mark.parametrize(
    "text", ["", "soon", "15", "days", "-3 days", "0 days", "1.5 years", "99999 years", "6 months 2 days", "٣ days"]
)
def test_anything_else_is_refused_with_the_cure(text):
    with pytest.raises(ValueError, match=r"(write|use) a number"):
        parse_span(text)


@pytest.mark.parametrize("text", ["24 hours", "48h", "1 hour"])
def test_hours_are_refused_because_records_hold_days(text):
    with pytest.raises(ValueError, match="write `1 day` for 24 hours"):
        parse_span(text)


def test_a_unit_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="use one of these"):
        Span(1, "fortnights")  # type: ignore[arg-type]


@given(st.text(max_size=30))
def test_no_text_gives_anything_but_a_span_or_a_sentence(text):
    try:
        said = str(parse_span(text))
    except ValueError as refusal:
        said = str(refusal).removesuffix(".")
    assert said
    assert not said.endswith(".")


def test_spans_in_words():
    assert str(Span(1, "years")) == "1 year"
    assert Span(15, "working-days").in_words("cy") == "15 diwrnod gwaith"
    assert [Span(n, "years").in_words("cy") for n in (1, 2, 3, 5)] == [
        "1 flwyddyn",
        "2 flynedd",
        "3 blynedd",
        "5 mlynedd",
    ]
    assert [Span(2, unit).in_words("cy") for unit in ("days", "weeks", "months")] == [
        "2 ddiwrnod",
        "2 wythnos",
        "2 fis",
    ]


def test_months_are_cut_at_the_months_end():
    assert add(Span(6, "months"), date(2023, 8, 31)) == date(2024, 2, 29)
    assert add(Span(6, "months"), date(2024, 8, 31)) == date(2025, 2, 28)
    assert add(Span(1, "years"), date(2024, 2, 29)) == date(2025, 2, 28)
    assert add(Span(1, "months"), date(2024, 3, 31), before=True) == date(2024, 2, 29)


@given(DAYS, st.integers(-400, 400))
def test_months_are_those_of_dateutil(day, months):
    assert add_months(day, months) == day + relativedelta(months=months)


def test_the_day_of_the_trigger_does_not_count(england):
    monday = date(2024, 6, 3)
    assert add(Span(5, "days"), monday) == date(2024, 6, 8)
    assert add(Span(5, "days"), monday, counts_first_day=True) == date(2024, 6, 7)
    assert add(Span(5, "working-days"), monday, england) == date(2024, 6, 10)
    assert add(Span(5, "working-days"), monday, england, counts_first_day=True) == date(2024, 6, 7)
    assert add(Span(1, "weeks"), monday, counts_first_day=True) == date(2024, 6, 9)
    assert add(Span(6, "months"), date(2024, 3, 15), counts_first_day=True) == date(2024, 9, 14)


def test_backwards_from_a_planned_publication(england):
    publication = date(2024, 5, 14)
    assert add(Span(7, "working-days"), publication, england, before=True) == date(2024, 5, 2)
    assert add(Span(7, "working-days"), publication, england, before=True, counts_first_day=True) == date(2024, 5, 3)
    assert add(Span(1, "weeks"), publication, before=True) == date(2024, 5, 7)
    assert add(Span(1, "weeks"), publication, before=True, counts_first_day=True) == date(2024, 5, 8)


@given(DAYS, st.integers(1, 60), st.booleans())
def test_from_a_day_off_both_rules_give_the_same(england, day, n, before):
    span = Span(n, "working-days")
    exclusive = add(span, day, england, before=before)
    inclusive = add(span, day, england, before=before, counts_first_day=True)
    if not england.is_working(day):
        assert exclusive == inclusive
    else:
        assert exclusive == (england.subtract if before else england.add)(inclusive, 1)


@given(CALENDAR_SPANS, DAYS, st.booleans())
def test_counting_the_first_day_moves_by_one_day(span, day, before):
    moved = timedelta(days=-1 if before else 1)
    assert add(span, day, before=before, counts_first_day=True) + moved == add(span, day, before=before)


@given(SPANS.filter(lambda span: span.unit != "years"), DAYS.filter(lambda day: 2012 < day.year < 2024), st.booleans())
def test_a_span_leads_forward_and_before_leads_back(england, span, day, counts):
    assert add(span, day, england, counts_first_day=counts) >= day or not england.is_working(day)
    assert add(span, day, england, counts_first_day=counts, before=True) <= day or not england.is_working(day)


@given(SPANS.filter(lambda span: span.unit != "years"), DAYS.filter(lambda day: 2012 < day.year < 2024))
def test_a_longer_span_never_ends_earlier(england, span, day):
    longer = Span(span.amount + 1, span.unit)
    assert add(longer, day, england) > add(span, day, england)
    assert add(longer, day, england, before=True) < add(span, day, england, before=True)


def test_working_days_want_a_calendar():
    with pytest.raises(ValueError, match="name one in the layer"):
        add(Span(1, "working-days"), date(2024, 1, 1))


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_the_end_of_time_is_told_with_the_cure(unit):
    for day, before in ((date.max, False), (date.min, True)):
        with pytest.raises(ValueError, match="use a nearer day"):
            add(Span(60, unit), day, before=before)


@given(st.dates(), st.integers(1, 100), st.sampled_from(("days", "weeks", "months", "years")))
def test_beyond_the_last_day_there_is_stands_that_day(day: date, amount: int, unit: Any) -> None:
    try:
        reached = add(Span(amount, unit), day)
    except (OverflowError, ValueError):
        reached = date.max
    assert add_at_most(Span(amount, unit), day) == reached >= day


def test_working_days_are_not_counted_without_a_calendar_even_at_most() -> None:
    with pytest.raises(ValueError, match="calendar"):
        add_at_most(Span(5, "working-days"), date(2024, 5, 1))
