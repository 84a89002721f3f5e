"""Counts are counts, codes stand for nobody, and nothing of a person fits anywhere."""

import attrs
import pytest

from lif_core.errors import InvalidData
from lif_core.records import TYPES, Attendance, Feedback, Score
from lif_core.records.fields import COUNTED
from lif_core.serial.plain import from_wire, to_wire

COUNTS = [
    (record_class, field.name)
    for record_class in TYPES.values()
    for field in attrs.fields(record_class)
    if field.metadata.get(COUNTED)
]


def test_there_are_counts():
    assert (Attendance, "booked") in COUNTS
    assert (Feedback, "replies") in COUNTS


@pytest.mark.parametrize(("record_class", "name"), COUNTS)
def test_a_count_is_never_below_zero(record_class, name):
    with pytest.raises(ValueError, match="cannot be below 0"):
        record_class(id="demo/attendance/1", **{name: -1})
    assert getattr(record_class(id="demo/attendance/1", **{name: 0}), name) == 0


def test_a_count_that_was_not_reported_is_not_zero():
    assert Attendance(id="demo/attendance/1").attended is None
    assert to_wire(Attendance(id="demo/attendance/1", attended=0)) == {"id": "demo/attendance/1", "attended": 0}


def test_a_count_below_zero_from_outside_is_told_with_its_place():
    with pytest.raises(InvalidData) as caught:
        from_wire(Attendance, {"id": "demo/attendance/1", "booked": -3, "attended": "4"}, "line 3")
    assert [problem.where for problem in caught.value.problems][-1].startswith("line 3")


def test_no_record_of_training_has_a_field_for_a_person():
    told = {field.name for name in ("need", "session", "attendance", "feedback") for field in attrs.fields(TYPES[name])}
    assert not told & {"name", "person", "attendee", "delegate", "email", "birth_date", "address", "phone"}


def test_scores_stand_in_no_repr():
    feedback = Feedback(id="demo/feedback/1", scores=(Score("7f3a", "1", 4),))
    assert "7f3a" not in repr(feedback)
