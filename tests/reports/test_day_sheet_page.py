"""The day sheet of rapid reviews."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.reports.day_sheet_page import rapid_review_day_sheet
from lif_core.reports.document import Paragraph

DAY = date(2025, 3, 20)


def test_every_working_day_has_its_number(year):
    section = rapid_review_day_sheet(year.as_of(DAY)).section("sheet-1")
    rows = [[cell.value for cell in row] for row in section.tables[0].rows]
    assert [row[0] for row in rows] == list(range(16))
    assert rows[0][2:4] == [date(2025, 3, 3), "notification sent"]
    assert rows[-1][2] == date(2025, 3, 24)
    assert rows[13][1] == "Thursday (today)"
    assert rows[5][5] == "wanted from Police; wanted from Schools"


def test_who_has_not_returned_is_listed(year):
    tables = rapid_review_day_sheet(year.as_of(DAY), review="2025-002").section("sheet").tables
    assert [(row[0].value, row[3].value) for row in tables[1].rows] == [("Police", 10), ("Schools", 10)]


def test_no_live_review_is_one_sentence(year):
    document = rapid_review_day_sheet(year.as_of(date(2024, 1, 1)))
    assert document.sections[0].blocks == (Paragraph("No rapid review is live."),)


def test_a_review_without_days_is_refused_with_the_reason(year):
    with pytest.raises(Refused, match="counts working days"):
        rapid_review_day_sheet(year.as_of(DAY), review="2024-01")
