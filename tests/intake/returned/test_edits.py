"""Which cells count as written in: another form of a day is none, another day is."""

from datetime import date, datetime

import pytest

from lif_core.errors import LifError
from lif_core.intake.returned.edits import days_of, held, stands_as_sent
from lif_core.intake.returned.proposing import field_of
from lif_core.intake.returned.receipt import ReturnCount
from lif_core.values.sent import normal, summed

SENT = summed(normal(date(2024, 9, 3)))


NOON = datetime(2024, 9, 3, 12, 0)  # noqa: DTZ001  a sheet has no zone
FORMS = ("3 Sep 2024", "03/09/2024", "09/03/24", "3-Sep-24", "2024-09-03", "3 Sep 2024 *")


@pytest.mark.parametrize("value", [date(2024, 9, 3), NOON, *FORMS])
def test_a_day_in_another_form_stands_as_sent(value):
    assert stands_as_sent(value, SENT)


@pytest.mark.parametrize("value", [date(2024, 9, 4), "4 Sep 2024", "", None, "September", "soon 3", "x" * 50_000])
def test_another_day_does_not(value):
    assert not stands_as_sent(value, SENT)


def test_every_day_a_text_can_mean():
    assert days_of("03/09/2024") == {date(2024, 9, 3), date(2024, 3, 9)}
    assert days_of("3 Sep 2024 *") == {date(2024, 9, 3)}
    assert days_of("1" * 41) == set()


def test_values_are_held_as_they_are_stored():
    assert held(NOON) == date(2024, 9, 3)
    assert (held(3.0), held(3.5), held("3"), held(None)) == (3, 3.5, "3", None)


@pytest.mark.parametrize(
    ("column", "field"),
    [("her:due:F", "due"), ("her:finding:good-practice:C", "finding:good-practice"), ("target-date", "due"),
     ("lead-agency", "lead"), ("status", "status")],
)  # fmt: skip
def test_columns_tell_fields(column, field):
    assert field_of(column) == field


def test_cells_that_do_not_add_up_are_a_fault_of_ours():
    with pytest.raises(LifError, match="do not add up"):
        ReturnCount(sent=3, unchanged=1, changed=1)


def test_notices_are_sentences_in_one_and_in_many():
    one = ReturnCount(rows=4, deleted=1, added=1, found=1, twice=1, altered=1, moved=1, tables=2, of_tables=3)
    many = ReturnCount(rows=4, deleted=2, added=3, created=2, found=2, twice=2, altered=2, moved=2)
    assert one.notices == (
        "1 of 3 sheets of the report is not in the file.",
        "1 of 4 rows sent is not in the file; no record was taken back.",
        "1 row in the file was not sent.",
        "1 row was found by what it says: the hidden cell was gone, or another row's.",
        "1 line repeats a row that stands in the file already.",
        "1 hidden cell was changed.",
        "1 row stands on another sheet than the one it was sent on.",
    )
    assert many.notices[2] == "2 new rows became actions."
    assert ReturnCount(added=1, created=1).notices == ("1 new row became an action.",)
