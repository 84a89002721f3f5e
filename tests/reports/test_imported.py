"""A tracker that was taken in goes out under its own headings in its own order, and says what stands now."""

from datetime import date

import pytest

from lif_core import Partnership, Settings
from lif_core.hooks import Plugins
from lif_core.reports.action_plan import action_plan
from lif_core.reports.action_rows import UPDATES
from lif_core.reports.document import Table
from lif_core.testing import MemoryStorage
from lif_core.values.sent import Mark, RowKey, Told

DAY = date(2017, 12, 14)


@pytest.fixture
def stockton(history, examples):
    """The published plan of Stockton, taken in."""
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example", by="chair"), plugins=Plugins())
    lif.import_(examples / "plan_stockton_lscb_review_2017_table.xlsx", on=DAY)
    return lif


def plan_of(lif, day=DAY) -> Table:
    return action_plan(lif.as_of(day)).section("action-plan").tables[0]


def hers(table: Table, row: int) -> list[object]:
    return [
        cell.value for column, cell in zip(table.columns, table.rows[row], strict=True) if column.name[:4] == "her:"
    ]


def test_the_headings_of_the_sheet_come_first_in_their_order(stockton, examples):
    from lif_core.intake.grid import words
    from lif_import_sheets import read_workbook

    (sheet,) = read_workbook(examples / "plan_stockton_lscb_review_2017_table.xlsx").sheets
    (top,) = {cell.row for cell in sheet.cells if str(cell.value).startswith("Recommendation")} & set(range(1, 6))
    heads = [" ".join(words(cell).split()) for cell in sheet.cells if cell.row == top]
    table = plan_of(stockton)
    assert [column.heading for column in table.columns[: len(heads)]] == heads
    for row in range(5):
        said = {cell.column: " ".join(words(cell).split()) for cell in sheet.cells if cell.row == top + 1 + row}
        told = [" ".join(str(value or "").split()) for value in hers(table, row)]
        assert told == [said.get(column, "") for column in range(1, len(heads) + 1)]


def test_ours_stand_beside_them_set_apart_and_only_the_updates_are_open(stockton):
    table = plan_of(stockton)
    mine = [column.name for column in table.columns if column.name[:4] == "her:"]
    added = [column.name for column in table.columns if column.added]
    assert [column.name for column in table.columns] == [*mine, *added, *UPDATES, "key"]
    assert "recommendation" not in added  # the sheet has a column of its own for it
    assert {"target-date", "rag", "gap", "first-target-date"} <= set(added)
    assert [column.name for column in table.columns if not column.locked] == list(UPDATES)


def test_what_changed_since_stands_in_her_columns_in_her_words(stockton):
    action = next(one for one in stockton.as_of(DAY).list("action") if one.ref == "3")
    later = date(2018, 1, 15)
    with stockton.work(on=later, why="Sub-group") as work:
        work.reschedule(action, date(2018, 6, 30), why="Elections")
        work.move(action, "done")
        work.write_note("All partners came", about=action, sort="progress", by="police", on=later)
    table = plan_of(stockton, later)
    row = next(row for row, cells in enumerate(table.rows) if str(cells[-1].value).startswith(f"{action.id}|"))
    fields = [column.name.split(":")[1] for column in table.columns if column.name[:4] == "her:"]
    told = dict(zip(fields, hers(table, row), strict=True))
    assert told["due"] == date(2018, 6, 30)
    assert told["status"] == "1"  # the sheet's own grade for what was fully achieved
    assert str(told["progress"]).endswith("15 Jan 2018, Police: All partners came")


def test_each_row_carries_what_was_sent(stockton):
    document = action_plan(stockton.as_of(DAY))
    table = document.section("action-plan").tables[0]
    mark = Mark.read(table.columns[-1].heading)
    assert (mark.report, mark.rows, mark.as_at) == ("action-plan", 5, "2017-12-14")
    assert mark.columns == tuple(column.name for column in table.columns[:-1])
    for row in table.rows:
        key = RowKey.read(str(row[-1].value))
        assert key.cells == RowKey.of("", "", [cell.value for cell in row[: mark.locked]]).cells
    (ids,) = document.hidden
    told = [str(cells[1].value) for cells in ids.tables[0].rows]
    assert [sum(read(text) is not None for text in told) for read in (Mark.read, RowKey.read)] == [1, 5]
    beside = [section for section in document.sections[2:] if isinstance(section.blocks[0], Table)]
    assert [len(one.rows) for one in map(Told.read, told) if one] == [len(one.tables[0].rows) for one in beside]


def test_actions_from_elsewhere_stand_below_the_lines_of_the_tracker(stockton):
    with stockton.work(on=DAY, why="Ours") as work:
        work.plan_action("Of our own", answers=work.record_finding("Found"), ref="9")
    table = plan_of(stockton)
    assert len(table.rows) == 6
    assert "Of our own" in [cell.value for cell in table.rows[-1]]


def test_an_import_that_was_taken_back_leaves_our_own_headings(stockton):
    (intake,) = stockton.as_of(DAY).list("intake")
    stockton.undo(intake.id, on=DAY)
    with stockton.work(on=DAY, why="Ours") as work:
        work.plan_action("Of our own", answers=work.record_finding("Found"))
    assert not any(column.name[:4] == "her:" for column in plan_of(stockton).columns)
