from datetime import date

from lif_core.reports.action_plan import action_plan
from lif_core.reports.action_rows import COLUMNS, UPDATES, as_counted, first_sentence
from lif_core.reports.document import KeyFigures, Paragraph, Table
from lif_core.reports.telling import Asked


def test_the_sheets_stand_in_their_order(now):
    document = action_plan(now, Asked(fingerprint="7f3a-91c2"))
    assert [section.title for section in document.sections] == [
        "Read me", "Action plan", "Overdue and at risk", "For sign-off", "Check again",
        "By agency", "By theme", "Kept aside",
    ]  # fmt: skip
    assert document.head == (
        "As at 20 Mar 2025",
        "For the partnership's own work",
        "OFFICIAL-SENSITIVE: partnership, confidential",
        "Fingerprint 7f3a-91c2",
    )


def test_a_row_tells_where_an_action_comes_from_and_what_came_of_it(now, story, cells):
    plan = action_plan(now).section("action-plan").tables[0]
    assert [column.name for column in plan.columns] == [*COLUMNS, *UPDATES, "key"]
    row = cells(plan, "2024-017")
    told = {name: cell.value for name, cell in row.items()}
    assert told["from"] == "Rapid review 2024-A; Recommendation R1"
    assert told["finding"] == "Agencies did not share what each knew. [Information sharing]"
    assert told["recommendation"] == "Share what is known"
    assert told["lead-agency"] == "Children's services"
    assert told["target-date"] == date(2024, 9, 30)
    assert told["first-target-date"] == "31 Jul 2024; times moved: 1"
    assert told["progress"] == "28 Jun 2024: First huddle held"
    assert "Rooms found" in row["progress"].note
    assert told["evidence"] == "Document, 4 Oct 2024, 11 of 12 huddles minuted"
    assert told["check-again-on"] == date(2024, 12, 28)
    assert "nobody has said what changed" in told["gap"]
    assert (row["rag"].value, row["rag"].colour) == ("G", "green")
    assert told["key"].startswith(f"{story.huddle}|")


def test_a_month_is_a_real_day_that_says_how_it_was_read(now, cells):
    row = cells(action_plan(now).section("action-plan").tables[0], "2024-2")
    assert row["target-date"].value == date(2025, 3, 31)
    assert row["target-date"].note == "as written: March 2025"


def test_only_the_update_columns_are_to_be_filled_in(now):
    plan = action_plan(now).section("action-plan").tables[0]
    assert [column.name for column in plan.columns if not column.locked] == list(UPDATES)
    assert [column.name for column in plan.columns if column.key] == ["key"]


def test_outside_readers_get_no_keys_and_nothing_to_fill_in(story):
    view = story.lif.as_of(date(2025, 3, 20), audience="public")
    document = action_plan(view)
    assert not any(column.key or not column.locked for table in document.tables for column in table.columns)
    assert document.section("action-plan").blocks == (Paragraph("No actions are on record."),)
    assert document.marking == "PUBLIC"


def test_actions_stand_in_the_order_people_count():
    assert sorted(["2024-017", "2024-2", "2024-10"], key=as_counted) == ["2024-2", "2024-10", "2024-017"]


def test_lists_for_meetings(now, cells):
    document = action_plan(now, since=date(2024, 12, 1))
    assert cells(document.section("at-risk").tables[0], "2024-2")["why"].value == "No update since 1 Dec 2024"
    sign_off = cells(document.section("for-sign-off").tables[0], "2024-017")
    assert (sign_off["all-met"].value, sign_off["evaluated-by"].value) == ("No", "Nobody")
    assert sign_off["not-met"].value == "Record an evaluation: what difference did the action make?"
    assert cells(document.section("check-again").tables[0], "2024-017")["standing"].value == "Overdue"


def test_by_agency_counts_each_action_once_in_the_total(now):
    table = action_plan(now).section("by-agency").tables[0]
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in table.rows}
    assert rows["Police"] == rows["Schools"] == [1, 0, 1, 0, 0]
    assert rows["Total, each action once"] == [1, 0, 1, 0, 1]
    assert table.total


def test_counts_and_legend(now):
    figures, legend, *_ = action_plan(now).section("read-me").blocks
    assert isinstance(figures, KeyFigures)
    assert {one.name: one.value for one in figures.figures}["Overdue"] == 0
    assert isinstance(legend, Table)
    assert [row[0].value for row in legend.rows] == ["B", "GY", "R", "G", "R", "A"]
    assert all(row[3].value.startswith("colours.action: ") for row in legend.rows)


def test_the_first_sentence_is_never_cut_in_a_word():
    assert first_sentence("One. Two.") == "One."
    assert first_sentence("word " * 100).endswith("word ...")
