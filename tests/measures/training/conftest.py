"""The published quarter of Leicester, Leicestershire and Rutland."""

from datetime import date
from typing import Any

import pytest

from lif_core.records import Attendance, Course, Record, Session
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.when import When

QUARTER = read_when("April to June 2016")
PRINTED = (
    ("FII", 8, 23, 35),
    ("LSCB learning event", 231, 280, 83),
    ("YP DASH", 8, 15, 53),
    ("Assessing competency", 12, 20, 60),
    ("Intro CSE", 31, 40, 78),
    ("DV & substance", 14, 15, 93),
)
"""Course, attended, capacity and the percentage as printed.

Source:
    Leicester, Leicestershire and Rutland inter-agency safeguarding training, monitoring report of the first quarter
    of 2016-17.
"""


@pytest.fixture
def printed() -> tuple[tuple[str, int, int, int], ...]:
    """The rows of the published table."""
    return PRINTED


@pytest.fixture
def parts() -> list[Record]:
    """The quarter course by course. The learning event was held twice, and only the sum of both is known."""
    made: list[Record] = []
    for number, (name, attended, places, _) in enumerate(PRINTED):
        course = Course(id=f"demo/course/{number}", state="offered", label=Label(name))
        counts: dict[str, Any] = {"id": f"demo/attendance/{number}", "state": "reported", "attended": attended}
        if name == "LSCB learning event":
            made += [course, Attendance(**counts, course=course.id, period=QUARTER, sessions=2, places=places)]
            continue
        session = f"demo/session/{number}"
        on = When.on(date(2016, 4, 11 + number))
        made += [
            course,
            Session(id=session, state="held", course=course.id, on=on, places=places),
            Attendance(**counts, session=session),
        ]
    return made


@pytest.fixture
def whole() -> Attendance:
    """The quarter in one sum, which alone tells who was registered, did not come, and came without a booking."""
    return Attendance(
        id="demo/attendance/whole",
        state="reported",
        period=QUARTER,
        sessions=7,
        places=393,
        booked=318,
        attended=304,
        did_not_attend=20,
        cancelled=29,
        walked_in=35,
    )
