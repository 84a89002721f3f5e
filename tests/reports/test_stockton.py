"""The papers of a published sheet, as at its day, show the figures of EXPECTED.md."""

from datetime import date

import pytest

from lif_core import Partnership, Settings
from lif_core.hooks import Plugins
from lif_core.reports.action_plan import action_plan
from lif_core.reports.agenda import agenda
from lif_core.testing import MemoryStorage

DAY = date(2017, 12, 14)


@pytest.fixture(scope="module")
def board(history, examples):
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="stockton"), plugins=Plugins())
    lif.import_(examples / "plan_stockton_lscb_review_2017_table.xlsx", by="business-manager", on=DAY)
    return lif.as_of(DAY)


def test_the_action_plan_counts_as_expected(board):
    figures = {one.name: one.value for one in action_plan(board).section("read-me").blocks[0].figures}
    assert (figures["Actions"], figures["Still to be done"], figures["Done"]) == (5, 3, 2)
    assert (figures["Overdue"], figures["Without a target date"]) == (2, 1)


def test_the_action_plan_keeps_the_words_of_the_sheet(board, cells):
    row = cells(action_plan(board).section("action-plan").tables[0], "3.")
    assert row["target-date"].value == date(2017, 3, 31)
    assert row["target-date"].note == "as written: March 2017"
    assert row["status"].value.startswith("Planned (as published: ")
    assert row["lead-role"].value == "Chair; Director of Children's Services"


def test_the_agenda_lists_what_is_overdue(board):
    table = agenda(board).section("by-exception").tables[0]
    why = {row[0].value: row[-1].value for row in table.rows}
    assert why == {"1": "No target date", "2": "Overdue, 228 days", "3": "Overdue, 258 days"}


def test_the_agenda_tells_what_nobody_showed(board):
    table = agenda(board).section("for-closure").tables[0]
    assert [row[0].value for row in table.rows] == ["4", "5"]
    assert all(row[-1].value.startswith("Name the evidence") for row in table.rows)
