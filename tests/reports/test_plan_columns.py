"""Columns of an action plan as the kinds of action say, under headings of a real plan (strategic plan of 2014-15)."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.columns import FURTHER as FURTHER_NAMES
from lif_core.framework.columns import PLAN
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.reports.action_plan import action_plan
from lif_core.reports.action_rows import COLUMNS, FURTHER, ActionRows, plan_columns
from lif_core.reports.plan_tables import cells_now
from lif_core.reports.telling import Teller
from lif_core.testing import MemoryStorage

STRATEGIC = """
layer = "strategic"
informed-by = ["england"]
[change.action.standard]
columns = [
  "recommendation", "action", "group", "target-date", "wanted", "how-measured", "extra.cost", "extra.checked-on",
]
because = "The plan of 2014-15"
[action.single-agency]
label = "Action of one agency"
path = "planned > done"
done = ["done"]
columns = ["ref", "action", "lead-agency", "status", "extra.cost", "extra.checked-on"]
[text.how-measured]
en = "What will impact be and how measured"
[text.wanted]
en = "Desired outcome"
[extra.cost]
label = "What it costs"
on = ["action"]
type = "number"
[extra.checked-on]
label = "Checked on"
on = ["action"]
type = "day"
"""


@pytest.fixture(scope="module")
def lif(history) -> Partnership:
    plugins = Plugins(entry_points=())
    framework = compose([history, read_document(STRATEGIC, "strategic.toml")])
    made = Partnership(framework, MemoryStorage(), settings=Settings(id="example"), plugins=plugins)
    with made.work(by="qa-officer", on=date(2024, 5, 14), why="The plan") as work:
        work.plan_action(
            "Agree a pathway", ref="1", group="executive", due=date(2024, 7, 31), wanted="Seen the same day",
            how_measured="Dip sample", extra={"cost": 2.5, "checked-on": "2024-08-01"},
        )  # fmt: skip
    return made


def plan(lif):
    return action_plan(lif.as_of(date(2024, 6, 1))).section("action-plan").tables[0]


def shown(table) -> list[str]:
    return [column.heading for column in table.columns if column.locked and not column.key]


def test_a_plan_shows_what_its_kind_of_action_says_in_its_order(lif) -> None:
    table = plan(lif)
    assert shown(table) == [
        "Recommendation", "Action", "Group", "Target date", "Desired outcome", "What will impact be and how measured",
        "What it costs", "Checked on",
    ]  # fmt: skip
    (row,) = table.rows
    assert [cell.value for cell in row[:8]] == [
        "", "Agree a pathway", "Executive", date(2024, 7, 31), "Seen the same day", "Dip sample", "2.5",
        date(2024, 8, 1),
    ]  # fmt: skip
    assert [column.kind for column in table.columns[6:8]] == ["number", "day"]


def test_two_kinds_of_action_share_a_plan_and_each_fills_its_own_columns(lif, cells) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 15), why="More") as work:
        work.plan_action("Tell the wards", ref="2", kind="single-agency", lead="police", wanted="x")
    table = plan(lif)
    assert shown(table)[-3:] == ["Ref", "Lead agency", "Status"]
    row = cells(table, "2")
    assert (row["lead-agency"].value, row["wanted"].value) == ("Police", None)
    assert cells(table, "Agree a pathway")["lead-agency"].value is None


def test_what_would_go_out_now_agrees_with_what_went_out(lif) -> None:
    """The comparison of a plan that comes back rests on it."""
    view = lif.as_of(date(2024, 6, 1))
    table, teller = plan(lif), Teller(view)
    for row, action in zip(table.rows, view.register.of_type("action"), strict=True):
        now = cells_now(teller, "action-plan", [action.id])[action.id]
        for column, cell in zip(table.columns, row, strict=True):
            if column.locked and not column.key:
                assert now[column.name] == cell


def test_without_a_word_of_the_framework_a_plan_has_its_usual_columns(now) -> None:
    assert plan_columns(now.framework, now.register.of_type("action")) == tuple(COLUMNS)


def test_the_names_that_a_framework_may_use_are_those_that_a_plan_can_show(now) -> None:
    assert tuple(COLUMNS) == PLAN
    assert tuple(FURTHER) == FURTHER_NAMES
    action = next(now.register.of_type("action"))
    names = plan_columns(now.framework)
    assert len(ActionRows(Teller(now)).row(action, names)) == len(names)


def test_who_signs_off_stands_in_the_plan_with_the_day_on_which_they_have(history, cells) -> None:
    framework = compose([*layers_for(["sutton"], Plugins())])
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="sutton"))
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="The plan") as work:
        action = work.plan_action("Agree a pathway", ref="1", lead="police")
        work.record_decision(
            "Signed off?", kind="sign-off", state="signed", about=action, by="Learning and Improvement Subgroup",
            on=date(2024, 5, 14),
        )  # fmt: skip
    row = cells(plan(lif), "1")
    told = "Learning and Improvement Subgroup (14 May 2024); Quality Assurance Subgroup"
    assert row["signed-off-by"].value == told


NEEDS = """
layer = "needs"
informed-by = ["england"]
[change.action.standard]
needs = ["how-measured", "extra.cost"]
because = "Our plan"
[text.how-measured]
en = "How we shall know"
[extra.cost]
label = "What it costs"
on = ["action"]
type = "number"
"""


def test_what_has_to_be_filled_in_is_a_column_where_nobody_said_which_there_are(history, cells) -> None:
    framework = compose([history, read_document(NEEDS, "needs.toml")])
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="needs"), plugins=Plugins(entry_points=()))
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="The plan") as work:
        work.plan_action("Agree a pathway", ref="1", lead="police", how_measured="Dip sample", extra={"cost": 2})
    table = plan(lif)
    headings = shown(table)
    assert headings[-2:] == ["How we shall know", "What it costs"]
    assert len(headings) == len(COLUMNS) + 2
    row = cells(table, "1")
    assert (row["how-measured"].value, row["extra.cost"].value) == ("Dip sample", 2)


def test_who_says_the_columns_shows_these_and_no_others(history) -> None:
    said = NEEDS.replace('needs = ["how', 'columns = ["ref", "action"]\nneeds = ["how')
    framework = compose([history, read_document(said, "needs.toml")])
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="needs"), plugins=Plugins(entry_points=()))
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="The plan") as work:
        work.plan_action("Agree a pathway", ref="1")
    assert shown(plan(lif)) == ["Ref", "Action"]
