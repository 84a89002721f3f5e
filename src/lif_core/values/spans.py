"""Spans: amounts of time as rules give them, such as `15 working days`, and where they lead."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, get_args

import attrs

from lif_core.values.labels import Language
from lif_core.values.workdays import Calendar

Unit = Literal["working-days", "days", "weeks", "months", "years"]
"""What a span is counted in. Weeks are seven days; months and years are calendar months, cut at the month's end."""

_WRITTEN = re.compile(r"([0-9]{1,5})\s{0,3}(working[ -]days?|days?|weeks?|months?|years?|d|w|m|y)", re.IGNORECASE)
_HOURS = re.compile(r"[0-9]+\s*(h|hrs?|hours?|minutes?)", re.IGNORECASE)
_UNITS: dict[str, Unit] = {
    "working day": "working-days",
    **dict.fromkeys(("day", "d"), "days"),
    **dict.fromkeys(("week", "w"), "weeks"),
    **dict.fromkeys(("month", "m"), "months"),
    **dict.fromkeys(("year", "y"), "years"),
}
_LONGEST = {"working-days": 5000, "days": 36525, "weeks": 5218, "months": 1200, "years": 100}


@attrs.frozen(weakref_slot=False)
class Span:
    """An amount of time.

    Attributes:
        amount: how many, 1 or more and at most a hundred years.
        unit: of what.

    Raises:
        ValueError: the amount is below 1 or beyond a hundred years, or there is no such unit.
    """

    amount: int
    unit: Unit

    def __attrs_post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise ValueError("A span is counted in working days, days, weeks, months or years: use one of these.")
        if not 1 <= self.amount <= _LONGEST[self.unit]:
            raise ValueError("A span is at least 1 and at most a hundred years: use a number in between.")

    def in_words(self, language: Language = "en") -> str:
        """Tell the span in words, such as `15 working days` or `15 diwrnod gwaith`."""
        return f"{self.amount} {_welsh(self) if language == 'cy' else _english(self)}"

    def __str__(self) -> str:
        return self.in_words("en")


def _english(span: Span) -> str:
    words = span.unit.replace("-", " ")
    return words.removesuffix("s") if span.amount == 1 else words


def _welsh(span: Span) -> str:
    """A Welsh noun stands in the singular after a number, and the number changes its first letter."""
    two = span.amount == 2
    match span.unit:
        case "working-days":
            return "ddiwrnod gwaith" if two else "diwrnod gwaith"
        case "days":
            return "ddiwrnod" if two else "diwrnod"
        case "weeks":
            return "wythnos"
        case "months":
            return "fis" if two else "mis"
        case "years":
            return {1: "flwyddyn", 2: "flynedd", 3: "blynedd", 4: "blynedd", 6: "blynedd"}.get(span.amount, "mlynedd")


def parse_span(text: str) -> Span:
    """Read a span as a framework or a command line writes it: `15 working days`, `6 months`, `1 year`, `30d`.

    Raises:
        ValueError: the text is no span; the message ends with the cure.
    """
    words = text.strip()
    if _HOURS.fullmatch(words):
        raise ValueError(
            "Hours cannot be counted here, because records hold days and no times of day: "
            "write `1 day` for 24 hours, and say in the note of the source that the rule is stricter."
        )
    match = _WRITTEN.fullmatch(words)
    if match is None:
        raise ValueError(
            "This is no amount of time: write a number and one of working days, days, weeks, months, years, "
            "such as `15 working days`."
        )
    return Span(int(match[1]), _UNITS[match[2].lower().replace("-", " ").removesuffix("s")])


def add_months(day: date, months: int) -> date:
    """Tell the day `months` calendar months later (earlier when below zero), cut at the month's end.

    31 August and six months is 28 February, or 29 in a leap year.

    Raises:
        ValueError: the answer lies outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("The span leads out of the calendar's years 1 to 9999: use a nearer day.")
    return date(year, month + 1, day.day if day.day < 29 else min(day.day, monthrange(year, month + 1)[1]))


def add(
    span: Span,
    day: date,
    calendar: Calendar | None = None,
    *,
    counts_first_day: bool = False,
    before: bool = False,
) -> date:
    """Tell the day to which `span` leads from the day of a trigger.

    The ordinary rule: the day of the trigger does not count, the day after it is day 1. Five days from Monday 3rd is
    Saturday 8th; five working days from Monday 3rd is Monday 10th. Where `counts_first_day`, the day of the trigger is
    day 1, and every answer of the ordinary rule moves one day (or one working day) towards the trigger.

    A trigger on a day that is not worked: for working days, day 1 is the next working day under either rule, as there
    is no working day on the trigger's day to count. Days, weeks, months and years run on through weekends and bank
    holidays, and their last day stays where it falls, worked or not: no rule held here moves it.

    Args:
        span: how much.
        day: the day of the trigger.
        calendar: the days worked; needed for working days only.
        counts_first_day: whether the day of the trigger is day 1.
        before: count backwards from the day, as for "7 working days before publication".

    Raises:
        OutOfCalendar: the calendar does not hold a day on the way.
        ValueError: working days without a calendar, or an answer outside the years 1 to 9999.

    Source:
        Our own choice, not verified: the usual way of English drafting as we recall it. Working Together says, as far
        as we could find, nothing of how days are counted.
    """
    if span.unit == "working-days":
        return _working_days(span, day, calendar, counts_first_day=counts_first_day, before=before)
    sign = -1 if before else 1
    try:
        match span.unit:
            case "days" | "weeks":
                end = day + timedelta(days=sign * span.amount * (7 if span.unit == "weeks" else 1))
            case _:
                end = add_months(day, sign * span.amount * (12 if span.unit == "years" else 1))
        return end - timedelta(days=sign) if counts_first_day else end
    except OverflowError:
        raise ValueError("The span leads out of the calendar's years 1 to 9999: use a nearer day.") from None


def add_at_most(span: Span, day: date) -> date:
    """Tell the same as `add`, or the last day there is where that lies beyond it.

    Other programs say "never" with a date such as 31 December 9999; one of them must not keep anybody from all others.

    Raises:
        ValueError: working days, which need a calendar.
    """
    try:
        return add(span, day)
    except (OverflowError, ValueError):
        if span.unit == "working-days":
            raise
        return date.max


def _working_days(span: Span, day: date, calendar: Calendar | None, *, counts_first_day: bool, before: bool) -> date:
    if calendar is None:
        raise ValueError("Working days need a calendar: name one in the layer or in the deadline.")
    amount = span.amount
    if counts_first_day and calendar.is_working(day):
        amount -= 1
    return calendar.subtract(day, amount) if before else calendar.add(day, amount)
