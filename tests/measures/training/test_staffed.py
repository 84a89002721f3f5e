"""Coverage is what agencies reported on one day, and nothing else; attendances per head are not coverage."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.training.coverage import coverage
from lif_core.measures.training.current import current_attendances
from lif_core.measures.training.per_head import attendances_per_head
from lif_core.records import Attendance, Course, Headcount, Need, Party, Return, Session
from lif_core.values.reading import read_when
from lif_core.values.spans import Span
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")
MARCH = When.on(date(2024, 3, 31))


def told(number: int, *counts: Headcount, agency: Party = POLICE, as_at: When | None = MARCH) -> Return:
    return Return(id=f"demo/return/{number}", state="returned", agency=agency, as_at=as_at, headcount=counts)


def staff(in_post: int, in_date: int | None = None, **given_: Any) -> Headcount:
    return Headcount(in_post=in_post, in_date=in_date, **given_)


def came(number: int, attended: int, **given_: Any) -> Attendance:
    told_ = {"state": "reported", "session": "demo/session/1", "agency": POLICE, **given_}
    return Attendance(id=f"demo/attendance/{number}", attended=attended, **told_)


HELD = Session(id="demo/session/1", state="held", on=When.on(date(2024, 5, 1)), course="demo/course/1")


def test_coverage_is_what_was_reported_on_one_day(see: See) -> None:
    (one,) = coverage(see(DAY, told(1, staff(200, 150))))
    assert str(one) == "Police: 75% (150 of 200) on 31 Mar 2024"
    assert (one.record, one.day) == ("demo/return/1", date(2024, 3, 31))


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (told(1, staff(200)), "the agency has reported how many staff are in post, not how many of them are in date"),
        (told(1, staff(200, 150), as_at=None), "it is not said on which one day staff were counted"),
        (told(1, staff(200, 150), as_at=read_when("March 2024")), "it is not said on which one day staff were counted"),
        (told(1, staff(0, 0)), "nobody is in post"),
        (told(1, staff(10, 11)), "more staff are said to be in date than in post"),
        (Need(id="demo/need/1", state="found", agencies=(POLICE,)), "the agency has reported no staff in post"),
    ],
)
def test_otherwise_it_is_not_stated(see: See, made: Any, why: str) -> None:
    (one,) = coverage(see(DAY, made))
    assert one.rate is None
    assert str(one) == f"Police: not stated, because {why}"


def test_attendance_gives_no_coverage(see: See) -> None:
    (one,) = coverage(see(DAY, HELD, came(1, 150)))
    assert (one.agency, one.rate, one.why) == ("police", None, "not-reported")


def test_the_newest_that_can_be_stated(see: See) -> None:
    newer = told(2, staff(210), as_at=When.on(date(2024, 5, 1)))
    ahead = told(3, staff(220, 220), as_at=When.on(date(2024, 6, 4)))
    (one,) = coverage(see(DAY, told(1, staff(200, 150)), newer, ahead))
    assert (one.record, one.rate.of if one.rate else None) == ("demo/return/1", 200)
    assert str(one) == (
        "Police: 75% (150 of 200) on 31 Mar 2024; a newer return, of 1 May 2024, cannot be stated, because the agency "
        "has reported how many staff are in post, not how many of them are in date"
    )
    assert [over.record for over in one.passed_over] == ["demo/return/2"]


def test_a_return_without_a_day_may_be_newer_and_is_said(see: See) -> None:
    undated = told(2, staff(210, 50), as_at=None)
    (one,) = coverage(see(DAY, told(1, staff(200, 150)), undated))
    assert str(one) == (
        "Police: 75% (150 of 200) on 31 Mar 2024; another return cannot be stated, because it is not said on which one "
        "day staff were counted"
    )
    older = told(0, staff(190), as_at=When.on(date(2024, 1, 1)))
    (one,) = coverage(see(DAY, told(1, staff(200, 150)), older))
    assert one.passed_over == ()  # the newest stands: what is older does not matter


def test_apart_by_role_group_and_level(see: See) -> None:
    counts = (staff(50, 40, group="managers"), staff(200, 100, level="health-3"), staff(250, 150))
    view = see(DAY, told(1, *counts), told(2, staff(9, 9), agency=SCHOOLS))
    assert [(one.name, one.rate.n if one.rate else None) for one in coverage(view, agency="police")] == [
        ("Police", 150),
        ("Police, Level 3: working with children, core", 100),
        ("Police, Operational managers", 40),
    ]
    assert [one.agency for one in coverage(view, group="managers")] == ["police"]
    assert [one.agency for one in coverage(view, level="health-3")] == ["police"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 12), st.integers(0, 40)), max_size=6))
def test_coverage_is_never_above_one(see: See, counts: list[tuple[int, int | None, int]]) -> None:
    """Also where something that the rules refuse stands in an old register."""
    made = [
        told(number, staff(post, date_), as_at=When.on(date(2024, 3, 1 + day % 28)))
        for number, (post, date_, day) in enumerate(counts)
    ]
    assert all(one.rate is None or one.rate.n <= one.rate.of for one in coverage(see(DAY, made)))
    turned = made[::-1]
    assert coverage(see(DAY, made)) == coverage(see(DAY, turned))


# ---- attendances per head ----


def test_attendances_per_head_may_exceed_one_and_say_so(see: See) -> None:
    view = see(DAY, HELD, came(1, 27), came(2, 5, agency=SCHOOLS), told(1, staff(20, 18)))
    police, schools = attendances_per_head(view)
    assert police.each() == Decimal("1.35")
    assert str(police) == (
        "Police: 1.35 attendances per head (27 attendances, 20 staff in post on 31 Mar 2024), "
        "more than 1 as one person may come several times"
    )
    assert schools.each() is None
    assert str(schools).endswith("5 attendances; staff in post not reported")


def test_per_head_of_one_role_group(see: See) -> None:
    counts = (staff(50), staff(8, group="managers"))
    view = see(DAY, HELD, came(1, 2, group="managers"), came(2, 9, group="practitioners"), told(1, *counts))
    (one,) = attendances_per_head(view, group="managers")
    assert (one.attendances, one.staff, one.each()) == (2, 8, Decimal("0.25"))
    (whole,) = attendances_per_head(view)
    assert (whole.attendances, whole.staff) == (11, 50)


QUARTER = read_when("April to June 2024")


def test_per_head_of_one_role_group_takes_in_what_is_told_as_a_sum(see: See) -> None:
    """A sum of several sessions counts, and stands for the sessions in its time; one told later does not."""
    after = Session(id="demo/session/2", state="held", on=When.on(date(2024, 7, 1)), course="demo/course/1")
    quarter = came(1, 30, session="", period=QUARTER, sessions=4, group="managers")
    within, beyond = came(2, 2, group="managers"), came(3, 5, session=after.id, group="managers")
    counts = (staff(50), staff(8, group="managers"))
    view = see(date(2024, 8, 1), HELD, after, quarter, within, beyond, told(1, *counts))
    (one,) = attendances_per_head(view, group="managers")
    assert (one.attendances, one.staff, one.unknown) == (35, 8, 0)


def test_per_head_of_one_role_group_says_what_was_told_as_a_whole_only(see: See) -> None:
    other = Session(id="demo/session/2", state="held", on=When.on(date(2024, 5, 2)), course="demo/course/1")
    third = Session(id="demo/session/3", state="held", on=When.on(date(2024, 5, 3)), course="demo/course/1")
    whole, apart = came(2, 9, session=other.id), came(3, 6, session=third.id, group="practitioners")
    quarter = came(4, 30, session="", period=read_when("January to March 2024"))
    view = see(date(2024, 8, 1), HELD, other, third, came(1, 2, group="managers"), whole, apart, quarter)
    (one,) = attendances_per_head(view, group="managers")
    assert (one.attendances, one.unknown) == (2, 2)  # the whole session and the sum; of the third no manager came
    assert str(one).endswith("2 attendances; staff in post not reported; of 2 more sessions not all was told")
    assert attendances_per_head(see(date(2024, 8, 1), HELD, other, whole), group="managers") == ()


def test_staff_counted_apart_by_level_only(see: See) -> None:
    same = told(1, staff(20, 9, level="health-3"), staff(20, 3, level="health-4"))
    assert attendances_per_head(see(DAY, HELD, came(1, 5), same))[0].staff == 20
    differ = told(1, staff(20, 9, level="health-3"), staff(12, 3, level="health-4"))
    assert attendances_per_head(see(DAY, HELD, came(1, 5), differ))[0].staff is None


# ---- attendances still current ----


def test_current_attendances_are_called_so(see: See) -> None:
    course = Course(id="demo/course/1", state="offered", levels=("health-3", "school-staff"))
    old = Session(id="demo/session/2", state="held", on=When.on(date(2021, 5, 1)), course=course.id)
    view = see(DAY, course, HELD, old, came(1, 9), came(2, 4, session=old.id))
    staff_, health = current_attendances(view)
    assert (health.level, health.current, health.lapsed) == ("health-3", 9, 4)  # three years
    assert (staff_.level, staff_.undated) == ("school-staff", 13)  # nobody says how long it lasts
    assert str(health).endswith("9 attendances still current, 4 older (this is no coverage)")
    yearly = attrs.evolve(course, currency=Span(1, "months"))
    assert [one.current for one in current_attendances(see(DAY, yearly, HELD, came(1, 9)))] == [0, 0]
    (_, police) = current_attendances(view, by_agency=True)
    assert (police.agency, police.name) == ("police", "Police, Level 3: working with children, core")
