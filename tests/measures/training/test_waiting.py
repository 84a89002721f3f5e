"""Who waits for a course, and what lies ahead for them."""

from datetime import date
from typing import Any

from lif_core.measures.training.waiting import waiting
from lif_core.records import Attendance, Course, Session
from lif_core.values.labels import Label
from lif_core.values.when import When

DAY = date(2024, 6, 3)
COURSE = Course(id="demo/course/1", state="offered", label=Label("Neglect"))


def session(number: int, on: date | None, **given: Any) -> Session:
    told = {"state": "planned", "course": COURSE.id, "on": When.on(on) if on else None, **given}
    return Session(id=f"demo/session/{number}", **told)


def booked(number: int, of: int, count: int) -> Attendance:
    session_id = f"demo/session/{of}"
    return Attendance(id=f"demo/attendance/{number}", state="reported", session=session_id, booked=count)


def test_who_waits(see):
    view = see(
        DAY,
        COURSE,
        session(1, date(2024, 6, 20), places=20, waiting_list=4),
        session(2, date(2024, 9, 20), places=20, waiting_list=0),
        session(3, None, waiting_list=3),
        session(4, date(2024, 5, 1), waiting_list=2),
        session(5, date(2024, 7, 1), state="cancelled", waiting_list=9),
        booked(1, 1, 20),
        booked(2, 2, 12),
    )
    (one,) = waiting(view)
    assert (one.waiting, one.left_waiting, one.sessions, one.undated, one.free) == (7, 2, 3, 1, 8)
    assert str(one) == (
        "Course Neglect: 7 waiting; next on 20 Jun 2024, 8 places free; 2 still waited when their session was held"
    )


def test_nothing_planned(see):
    view = see(DAY, COURSE, session(1, date(2024, 5, 1), waiting_list=2))
    assert str(waiting(view)[0]).startswith("Course Neglect: 0 waiting; nothing is planned; 2 still waited")
    assert str(waiting(see(DAY, COURSE, session(1, None, waiting_list=2)))[0]).endswith("planned without a date")


def test_nobody_waits(see):
    assert waiting(see(DAY, COURSE, session(1, date(2024, 7, 1)))) == ()
