"""Colours, gates and gap rules over every record that is followed beside actions, each said in text alone.

For each type a colour in two cases, a gap that stands and one that does not, and a gate that is shut and open.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.gaps import gaps
from lif_core.records import (
    Acknowledgement,
    Attendance,
    Challenge,
    Consultation,
    Feedback,
    Heard,
    Meeting,
    Need,
    Party,
    Product,
    Record,
    Return,
    Session,
)
from lif_core.records.product import Section
from lif_core.rules.gates import unmet
from lif_core.values.when import When
from lif_core.view.facts import holds
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
POLICE = Party(body="police")


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


# By record type: the condition of its colour, of its gap and of its gate; the state the gate stands before;
# a record of which all three are red, told, shut, and one of which they are not.
CASES: dict[str, tuple[str, str, str, str, Record, Record]] = {
    "return": (
        "late", "days-late > 14 and agency = police", "has answers or has text", "accepted",
        Return(id="d/return/1", kind="section-11", state="asked", agency=POLICE, due=on(2024, 5, 1)),
        Return(id="d/return/1", kind="section-11", state="returned", agency=POLICE, due=on(2024, 5, 1), text="x"),
    ),
    "need": (
        "weight >= 3 and not done", "audience = managers and state = found", "has text", "met",
        Need(id="d/need/1", state="found", weight=3, audience=("managers",)),
        Need(id="d/need/1", state="met", weight=3, audience=("managers",), text="x"),
    ),
    "session": (
        "waiting-list > 0", "places < 5 and not has trainers", "has on", "held",
        Session(id="d/session/1", state="planned", waiting_list=4, places=4, on=None),
        Session(id="d/session/1", state="planned", waiting_list=0, places=4, on=on(2024, 9, 1), trainers=(POLICE,)),
    ),
    "attendance": (
        "did-not-attend >= 5", "state = reported and not has booked", "has attended", "confirmed",
        Attendance(id="d/attendance/1", state="reported", did_not_attend=6),
        Attendance(id="d/attendance/1", state="reported", did_not_attend=1, booked=9, attended=8),
    ),
    "feedback": (
        "not replies >= 10", "waiting and age-days > 60", "has replies", "received",
        Feedback(id="d/feedback/1", state="asked", happened={"asked": on(2024, 3, 1)}),
        Feedback(id="d/feedback/1", state="asked", happened={"asked": on(2024, 5, 30)}, replies=12),
    ),
    "product": (
        "not done", "not has sections and not withdrawn", "has cleared-by or disclosure = public", "published",
        Product(id="d/product/1", kind="seven-minute-briefing", state="draft", disclosure="partnership"),
        Product(id="d/product/1", kind="seven-minute-briefing", state="published", disclosure="public",
                sections=(Section(heading="x", text="y"),)),
    ),
    "acknowledgement": (
        "waiting", "state = chased and not has reach", "has on", "confirmed",
        Acknowledgement(id="d/acknowledgement/1", state="chased"),
        Acknowledgement(id="d/acknowledgement/1", state="confirmed", reach=40, on=on(2024, 5, 1)),
    ),
    "challenge": (
        "days-late > 0", "state = raised and late", "has answer", "closed",
        Challenge(id="d/challenge/1", kind="scrutiny-question", state="raised", due=on(2024, 5, 1)),
        Challenge(id="d/challenge/1", kind="scrutiny-question", state="answered", due=on(2024, 5, 1), answer="x"),
    ),
    "consultation": (
        "state in (open, closed)", "state = closed and not has heard", "has heard", "answered",
        Consultation(id="d/consultation/1", state="closed"),
        Consultation(id="d/consultation/1", state="answered", heard=(Heard(you_said="x"),)),
    ),
    "meeting": (
        "not has present", "state = held and not has present", "has present", "minutes-agreed",
        Meeting(id="d/meeting/1", body="executive", state="held"),
        Meeting(id="d/meeting/1", body="executive", state="held", present=(POLICE,)),
    ),
}  # fmt: skip


def text(record_type: str) -> str:
    colour, gap, gate, state, _, _ = CASES[record_type]
    return f"""
layer = "ours"
informed-by = ["liverpool"]
[colours.{record_type}]
first-that-fits = [
  {{ colour = "red", means = "stands out", when = "{colour}" }},
  {{ colour = "green", means = "does not", when = "otherwise" }},
]
[gap.of-ours]
on = ["{record_type}"]
when = "{gap}"
says = "Something is missing"
mend = "Mend it"
[gate.of-ours]
requires = [{{ condition = "{gate}", mend = "Fill it in." }}]
[change.{record_type}.standard]
gates = {{ {state} = "of-ours" }}
because = "Ours"
"""


@pytest.mark.parametrize("record_type", CASES)
def test_its_colour_gap_and_gate_are_text(see: See, liverpool: FrameworkHistory, record_type: str) -> None:
    framework = compose([liverpool, read_document(text(record_type), "ours.toml")]).newest
    *_, state, standing_out, fine = CASES[record_type]
    assert told(see, framework, standing_out, state) == ("red", True, True)
    assert told(see, framework, fine, state) == ("green", False, False)


def told(see: See, framework: Framework, record: Record, state: str) -> tuple[str, bool, bool]:
    view = see(DAY, [record], framework=framework)
    colours: Any = framework.colours(record.id.split("/")[1])
    colour = next(one.colour for one in colours.first_that_fits if holds(view, record, one.when))
    gap = any(one.code == "of-ours" for one in gaps(view))
    kind = framework.kind(record.id.split("/")[1], "standard")
    return colour, gap, bool(list(unmet(view, record, kind, state)))
