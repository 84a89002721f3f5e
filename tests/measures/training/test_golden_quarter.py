"""The quarter of Leicester, Leicestershire and Rutland: 96% and 77% are both right, each under its own name."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lif_core.measures.training.attendance import (
    CANCELLED,
    DID_NOT_ATTEND,
    WITH_WALK_INS,
    WITHOUT_WALK_INS,
    attendance,
)
from lif_core.measures.training.take_up import take_up
from lif_core.records import Attendance, Record
from lif_core.values.when import Between
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2016, 7, 20)
QUARTER = Between(date(2016, 4, 1), date(2016, 6, 30))


def test_both_published_percentages(see: See, parts: list[Record], whole: Attendance) -> None:
    view = see(DAY, parts, whole)
    (told,) = attendance(view, QUARTER)
    assert str(told.share(WITH_WALK_INS)) == "Attendance, those without a booking counted in: 96% (304 of 318)"
    assert str(take_up(view, QUARTER)) == "Take-up of places: 77% (304 of 393)"
    assert str(told.share(DID_NOT_ATTEND)) == "Did not attend, of those registered: 6% (20 of 318)"
    assert str(told.share(CANCELLED)) == "Cancelled, of those registered: 9% (29 of 318)"
    assert str(told.share(WITHOUT_WALK_INS)) == "Attendance of those registered: 85% (269 of 318)"
    assert told.walked_in == 35
    assert (told.sessions, told.unknown) == (7, 0)


def test_every_row_as_printed_rounded_half_up(see: See, parts, whole, printed) -> None:
    rows = {one.name: one.stated for one in take_up(see(DAY, parts, whole), QUARTER).by_course}
    for name, attended, capacity, percent in printed:
        rate = rows[f"Course {name}"].rate
        assert (rate.n, rate.of, rate.percent()) == (attended, capacity, Decimal(percent)), name
    halves = [rows[f"Course {name}"].rate for name in ("LSCB learning event", "Intro CSE")]
    assert [rate.percent(1) for rate in halves] == [Decimal("82.5"), Decimal("77.5")]
    assert [rate.percent() for rate in halves] == [83, 78]
    assert [round(rate.n / rate.of * 100) for rate in halves] == [82, 78]  # what a computer's own rounding prints


def test_the_sum_of_all_is_not_added_to_its_parts(see: See, parts, whole) -> None:
    for records in ([whole], [*parts, whole], parts):
        rate = take_up(see(DAY, records), QUARTER).all
        assert (rate.rate.n, rate.rate.of, rate.sessions) == (304, 393, 7)


def test_before_the_quarter_was_over_its_sum_is_not_known(see: See, parts, whole) -> None:
    early = take_up(see(date(2016, 4, 13), parts, whole), QUARTER).all
    assert (early.rate.n, early.rate.of) == (8 + 8, 23 + 15)
    assert attendance(see(date(2016, 4, 13), parts, whole), QUARTER)[0].share(WITH_WALK_INS).rate.percent() is None


def test_of_another_quarter_nothing_is_told(see: See, parts, whole) -> None:
    later = Between(date(2016, 7, 1), date(2016, 9, 30))
    assert attendance(see(DAY, parts, whole), later) == ()
    assert take_up(see(DAY, parts, whole), later).all.rate.percent() is None
