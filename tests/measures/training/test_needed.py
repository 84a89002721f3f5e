"""Needs weighted by theme, what meets them, whom it reached, and the plan of a year."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from lif_core.measures.training.needs import (
    courses_meeting,
    courses_without_need,
    needs_by_theme,
    needs_without_course,
    open_needs,
)
from lif_core.measures.training.plan import training_plan
from lif_core.measures.training.reach import agencies_known, not_reached, of_need
from lif_core.records import Action, Attendance, Course, Finding, Link, Need, Party, Recommendation, Session
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.when import Between, When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
F = "demo/finding/"
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")
YEAR = Between(date(2024, 4, 1), date(2025, 3, 31))


def finding(number: int, *themes: str) -> Finding:
    return Finding(id=f"{F}{number}", state="recorded", themes=themes)


def need(number: int, *sources: str, **given: Any) -> Need:
    told = {"state": "found", "label": Label(f"N{number}"), "sources": sources, **given}
    return Need(id=f"demo/need/{number}", **told)


def course(number: int, *answers: str, **given: Any) -> Course:
    told = {"state": "offered", "label": Label(f"C{number}"), "answers": answers, **given}
    return Course(id=f"demo/course/{number}", **told)


def session(number: int, of: int, on: date | None, **given: Any) -> Session:
    told = {"state": "planned", "course": f"demo/course/{of}", "on": When.on(on) if on else None, **given}
    return Session(id=f"demo/session/{number}", **told)


def came(number: int, of: int, agency: Party | None = POLICE, attended: int = 5, **given: Any) -> Attendance:
    told = {"state": "reported", "session": f"demo/session/{of}", "agency": agency, "attended": attended, **given}
    return Attendance(id=f"demo/attendance/{number}", **told)


# ---- needs ----


def test_themes_weigh_what_their_needs_weigh(see: See) -> None:
    action = Action(id="demo/action/1", state="planned", answers=("demo/recommendation/1",))
    advice = Recommendation(id="demo/recommendation/1", state="made", findings=(f"{F}2",))
    view = see(
        DAY,
        *(finding(1, "neglect"), finding(2, "neglect", "information-sharing"), action, advice),
        need(1, f"{F}1", f"{F}2", weight=3),
        need(2, action.id, weight=2),
        need(3),
        need(4, f"{F}1", weight=9, state="met"),
        course(1, "demo/need/1"),
    )
    told = {one.theme: one for one in needs_by_theme(view)}
    assert [one.weight for one in needs_by_theme(view)] == [5, 5, 1]
    assert {theme: one.weight for theme, one in told.items()} == {"neglect": 5, "information-sharing": 5, "": 1}
    assert told["neglect"].needs == ("demo/need/1", "demo/need/2")
    assert (told["neglect"].findings, told["information-sharing"].findings) == (2, 1)
    assert str(told["neglect"]) == "Neglect: weight 5, 2 needs from 2 findings, 1 without a course"
    assert str(told[""]) == "No theme: weight 1, 1 need from 0 findings, 1 without a course"
    assert [one.id for one in open_needs(view)] == ["demo/need/1", "demo/need/2", "demo/need/3"]


def test_a_course_meets_a_need_or_what_it_comes_from(see: See) -> None:
    records = (finding(1), need(1, f"{F}1"))
    for answers in (("demo/need/1",), (f"{F}1",)):
        view = see(DAY, *records, course(1, *answers))
        assert [one.id for one in courses_meeting(view, view.register["demo/need/1"])] == ["demo/course/1"]
        assert not needs_without_course(view)
    for gone in ({"state": "withdrawn"}, {"state": "retired"}, {"period": read_when("April 2022 to March 2023")}):
        assert needs_without_course(see(DAY, *records, course(1, "demo/need/1", **gone)))
    assert needs_without_course(see(DAY, *records, course(1)))


def test_courses_that_nobody_asked_for(see: See) -> None:
    arose = attrs.evolve(course(4), links=(Link("converted-to", "demo/need/1"),))
    view = see(
        DAY, need(1), course(1, "demo/need/1"), course(2), course(3, levels=("health-3",)), arose, course(5, "x/y/z")
    )
    assert [one.id for one in courses_without_need(view)] == ["demo/course/2", "demo/course/5"]


# ---- reach ----


def test_who_was_not_reached(see: See) -> None:
    asked = need(1, agencies=(POLICE, SCHOOLS), audience=("managers",))
    view = see(
        DAY, asked, course(1, asked.id, audience=("practitioners",)), session(1, 1, date(2024, 5, 1)), came(1, 1)
    )
    everything, of_course, of_the_need = not_reached(view)
    assert (everything.about, everything.agencies) == ("", ("schools",))
    assert (of_course.about, of_course.agencies, of_course.groups) == (
        "demo/course/1",
        ("schools",),
        ("practitioners",),
    )
    assert (of_the_need.about, of_the_need.groups) == ("demo/need/1", ("managers",))
    assert (of_the_need.unknown, of_the_need.ungrouped) == (0, 1)  # the police told how many came, not what they do
    assert str(of_the_need) == (
        "Need N1: nobody came from Schools; it is not told whether anybody came from Operational managers "
        "(at 1 of 1 sessions nobody told which role groups came)"
    )
    assert agencies_known(view) == ("police", "schools")


def test_a_part_of_an_agency_reaches_it(see: See) -> None:
    asked = need(1, agencies=(Party(body="local-authority"),))
    view = see(DAY, asked, course(1, asked.id), session(1, 1, date(2024, 5, 1)))
    part = came(1, 1, Party(body="childrens-services"))
    assert "local-authority" in view.framework.standing("childrens-services")
    assert of_need(see(DAY, *view.register, part), asked).agencies == ()
    assert of_need(view, asked).agencies == ("local-authority",)


def test_nobody_told_whose_staff_came(see: See) -> None:
    asked = need(1, agencies=(POLICE,))
    view = see(DAY, asked, course(1, asked.id), session(1, 1, date(2024, 5, 1)), came(1, 1, None))
    told = of_need(view, asked)
    assert (told.held, told.unknown) == (1, 1)
    assert str(told).endswith(
        "it is not told whether anybody came from Police (at 1 of 1 sessions nobody told whose staff came)"
    )
    assert str(of_need(see(DAY, asked), asked)) == "Need N1: no session was held, so nobody was reached"


def test_a_role_group_that_nobody_told_is_not_told_to_be_missing(see: See) -> None:
    """Thirteen came to a course for practitioners; nobody said what they do. That is not: none of them was one."""
    asked = need(1, agencies=(POLICE,), audience=("practitioners",))
    sessions = (session(1, 1, date(2024, 5, 1)), session(2, 1, date(2024, 5, 8)))
    held = (asked, course(1, asked.id), *sessions)
    not_told = of_need(see(DAY, *held, came(1, 1, None, attended=13), came(2, 2, attended=2)), asked)
    assert (not_told.agencies, not_told.groups, not_told.ungrouped) == ((), ("practitioners",), 2)
    assert str(not_told).startswith("Need N1: it is not told whether anybody came from Practitioners (at 2 of 2")
    half = of_need(see(DAY, *held, came(1, 1, None, attended=13), came(2, 2, POLICE, group="managers")), asked)
    assert str(half).startswith("Need N1: nobody is known to have come from Practitioners (at 1 of 2 sessions")
    told = (came(1, 1, POLICE, group="managers"), came(2, 2, POLICE, group="managers"))
    assert of_need(see(DAY, *held, *told), asked).ungrouped == 0
    assert str(of_need(see(DAY, *held, *told), asked)) == "Need N1: nobody came from Practitioners"


def test_where_one_agency_told_its_role_groups_and_another_did_not(see: See) -> None:
    asked = need(1, audience=("practitioners",))
    held = (asked, course(1, asked.id), session(1, 1, date(2024, 5, 1)), came(1, 1, POLICE, group="managers"))
    assert of_need(see(DAY, *held), asked).ungrouped == 0
    assert of_need(see(DAY, *held, came(2, 1, SCHOOLS)), asked).ungrouped == 1
    assert of_need(see(DAY, *held, came(2, 1, SCHOOLS), came(3, 1, None, group="managers")), asked).ungrouped == 0


def test_a_session_nobody_came_to_reached_nobody(see: See) -> None:
    asked = need(1, agencies=(POLICE,), audience=("practitioners",))
    told = of_need(
        see(DAY, asked, course(1, asked.id), session(1, 1, date(2024, 5, 1)), came(1, 1, None, attended=0)), asked
    )
    assert str(told) == "Need N1: nobody came from Police, Practitioners"


def test_sums_of_a_quarter_reach_too(see: See) -> None:
    asked = need(1, agencies=(POLICE, SCHOOLS))
    quarter = came(
        1, 1, POLICE, session="", course="demo/course/1", period=read_when("January to March 2024"), sessions=3
    )
    told = of_need(see(DAY, asked, course(1, asked.id), quarter), asked)
    assert (told.agencies, told.held, told.unknown) == (("schools",), 3, 0)


# ---- the plan ----


def test_the_plan_of_a_year(see: See) -> None:
    view = see(
        DAY,
        finding(1, "neglect"),
        need(1, f"{F}1", weight=2),
        need(2, weight=5, agencies=(POLICE,), audience=("managers",)),
        need(3),
        course(1, "demo/need/1"),
        course(2, scheduling="Dates to be confirmed"),
        course(3, period=read_when("April 2022 to March 2023")),
        course(4, "demo/need/3", period=read_when("April 2025 to March 2026")),
        course(5, levels=("health-3",)),
        session(1, 1, date(2024, 5, 1), places=20, state="held"),
        session(2, 1, date(2024, 9, 1), places=16),
        session(3, 1, None),
        session(4, 1, date(2023, 9, 1), places=99),
    )
    plan = training_plan(view, YEAR)
    assert [one.need for one in plan.needs] == ["demo/need/2", "demo/need/1", "demo/need/3"]
    assert [one.course for one in plan.courses] == ["demo/course/1", "demo/course/2", "demo/course/5"]
    first = plan.courses[0]
    assert (first.dates, first.held, first.undated) == ((date(2024, 5, 1), date(2024, 9, 1)), 1, 1)
    assert (first.places, first.places_unknown) == (36, 1)
    assert (plan.unmet, plan.unasked) == (("demo/need/2",), ("demo/course/2",))
    assert plan.without_session == ("demo/course/5",)
    assert str(plan).splitlines() == [
        "Training plan, 1 Apr 2024 to 31 Mar 2025: 3 needs, 3 courses",
        "Need N2 (weight 5)",
        "  no course meets it",
        "Need N1 (weight 2)",
        "  Course C1: 2 dated (1 held), 1 without a date, 36 places, places of 1 not told",
        "Need N3 (weight 1)",
        "  met outside this time",
        "Further courses",
        "  Course C2: Dates to be confirmed (nobody asked for it)",
        "  Course C5: no session planned",
    ]


def test_the_plan_of_everything(see: See) -> None:
    view = see(DAY, course(3, period=read_when("April 2022 to March 2023")), session(1, 3, date(2022, 5, 1)))
    (one,) = training_plan(view).courses
    assert (one.dates, one.held) == ((date(2022, 5, 1),), 1)
