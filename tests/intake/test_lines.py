"""Rules of reading that the published sheets do not show."""

from datetime import date

import pytest

from lif_core.intake.mapping import Mapping
from lif_core.records.parts import Party


@pytest.fixture
def read(board, book):
    return lambda rows, mapping=None, **more: board.plan(book(rows=rows, **more), mapping)


def actions(planned) -> list:
    return [request for request in planned.requests if request.type == "action"]


def test_a_merged_naming_cell_names_one_record_and_what_continues_it_is_kept_aside(read) -> None:
    rows = (("Action", "Lead", "By when"), ("Do it", "Police", "May 2024"), ("", "Health", "June 2024"))
    planned = read(rows, merged=[(2, 1, 3, 1)])
    assert len(actions(planned)) == 1
    assert [kept.place for kept in planned.aside] == ["Sheet1!B3:C3"]


def test_a_merged_recommendation_has_several_actions(read) -> None:
    rows = (("Recommendation", "Action", "Lead"), ("Change it", "Do this", "Police"), ("", "Do that", "Health"))
    planned = read(rows, merged=[(2, 1, 3, 1)])
    assert planned.receipt.created == {"recommendation": 1, "action": 2}
    assert len({action.answers for action in actions(planned)}) == 1


def test_an_unmerged_blank_recommendation_stays_blank(read) -> None:
    rows = (("Recommendation", "Action", "Lead"), ("Change it", "Do this", "Police"), ("", "Do that", "Health"))
    assert [action.answers for action in actions(read(rows))] == [("#Sheet1!2:recommendation",), ()]
    filled = read(rows, Mapping(fill_down=("Recommendation",)))
    assert [action.answers for action in actions(filled)] == [("#Sheet1!2:recommendation",)] * 2


def test_two_heading_rows(read) -> None:
    rows = (
        ("Action", "Lead", "Timescale", ""),
        ("", "", "Target date", "Status"),
        ("Do it", "Police", "May 2024", "Complete"),
    )
    planned = read(rows, merged=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)])
    assert planned.receipt.total.headings == 2
    (action,) = actions(planned)
    assert (action.due.last, action.state) == (date(2024, 5, 31), "done")


def test_headings_printed_again_are_headings(read) -> None:
    headings = ("Action", "Lead", "By when")
    planned = read((headings, ("Do", "Police", "May 2024"), headings, ("Go", "Health", "")))
    assert (planned.receipt.total.headings, planned.receipt.total.lines) == (2, 2)


def test_a_column_nobody_knows_is_kept_aside_and_asked_about(read) -> None:
    rows = (("Action", "Lead", "Zebra"), ("Do", "Police", "x"), ("Go", "Health", "y"))
    planned = read(rows)
    assert [(kept.place, len(kept.cells)) for kept in planned.aside] == [("Sheet1!C2:C3", 2)]
    assert [question.code for question in planned.questions] == ["column-unknown"]
    told = read(rows, Mapping(columns={"Zebra": "comment"}))
    assert told.receipt.created == {"action": 2, "note": 2}
    assert [question.code for question in read(rows, Mapping(columns={"Zebra": "aside"})).questions] == []


def test_a_sheet_without_headings_that_nobody_can_name_is_kept_aside_as_lines(read) -> None:
    planned = read([(f"a{n}", f"b{n}") for n in range(4)])
    assert (planned.receipt.total.lines, planned.receipt.total.aside) == (4, 4)
    assert [question.code for question in planned.questions] == ["table-unknown"]
    told = read([(f"a{n}", f"b{n}") for n in range(4)], Mapping(row="action", columns={"A": "action", "B": "lead"}))
    assert [action.lead for action in actions(told)] == [Party(said=f"b{n}") for n in range(4)]


def test_excel_dates_and_numbers_of_days(read) -> None:
    rows = (("Action", "By when"), ("Do", date(2024, 5, 14)), ("Go", 45426), ("Run", "45426"))
    assert [action.due.exact for action in actions(read(rows))] == [date(2024, 5, 14)] * 3


def test_other_dates_of_the_column_prove_which_comes_first(read) -> None:
    rows = (("Action", "By when"), ("Do", "03/04/2024"), ("Go", "25/04/2024"))
    assert actions(read(rows))[0].due.exact == date(2024, 4, 3)
    alone = read((("Action", "By when"), ("Do", "03/04/2024")))
    assert [question.code for question in alone.questions] == ["date-ambiguous"]
    told = read((("Action", "By when"), ("Do", "03/04/2024")), Mapping(day_first=False))
    assert actions(told)[0].due.exact == date(2024, 3, 4)


def test_a_date_of_completion_counts_where_the_status_says_done_too(read) -> None:
    rows = (
        ("Action", "Status", "Date completed"),
        ("Do", "Complete", "14 May 2024"),
        ("Go", "On track", "14 May 2024"),
    )
    planned = read(rows)
    done, open_ = actions(planned)
    assert (done.state, done.happened["done"].exact) == ("done", date(2024, 5, 14))
    assert (open_.state, open_.happened) == ("in-progress", {})
    assert [(question.code, question.where) for question in planned.questions] == [
        ("completion-reported", ("Sheet1!C3",))
    ]


def test_a_status_that_means_nothing_here_is_published_and_asked(read) -> None:
    planned = read((("Action", "Status"), ("Do", "Parked"), ("Go", "Parked"), ("Run", "parked.")))
    first = actions(planned)[0]
    assert (first.state, first.extra["as-published-status"]) == ("", "Parked")
    assert [len(question.where) for question in planned.questions] == [3]
    told = read((("Action", "Status"), ("Do", "Parked")), Mapping(status={"Parked": "waiting"}))
    assert actions(told)[0].state == "waiting"
    assert told.questions == ()


def test_themes_the_framework_knows(read) -> None:
    planned = read((("Finding", "Theme"), ("Nobody knew", "Information sharing"), ("Nobody saw", "Weather")))
    assert [request.themes for request in planned.requests] == [("information-sharing",), ()]
    assert [question.code for question in planned.questions] == ["theme-unknown"]


def test_findings_beside_actions(read) -> None:
    rows = (
        ("Learning point", "Action", "Lead"),
        ("Nobody knew", "Write it down", "Police"),
        ("Nobody knew", "Tell it", "Health"),
    )
    planned = read(rows)
    assert planned.receipt.created == {"finding": 1, "action": 2}
    assert {action.answers for action in actions(planned)} == {("#Sheet1!2:finding-A",)}


def test_lines_hang_on_a_review_that_is_named(read) -> None:
    planned = read((("Recommendation",), ("Change it",), ("Change that",)), Mapping(review="demo/review/1"))
    assert [request.from_ for request in planned.requests] == [("demo/review/1",)] * 2


def test_what_is_created_has_the_level_that_was_asked_for(read) -> None:
    planned = read((("Action", "Lead"), ("Do", "Police")), Mapping(disclosure="agencies"))
    assert {request.disclosure for request in planned.requests} == {"agencies"}


def test_a_hidden_sheet_is_kept_aside(board, book, sheet) -> None:
    planned = board.plan(
        book(sheet("Open", (("Action", "Lead"), ("Do", "Police"))), sheet("Old", (("x", "y"),), hidden=True))
    )
    assert [kept.place for kept in planned.aside] == ["Old!A1:B1"]
    assert planned.receipt.total.holds


def test_nothing_at_all(board, book, sheet) -> None:
    for workbook in (book(sheet("Empty", ())), book(rows=((None,),))):
        planned = board.plan(workbook)
        assert planned.requests == ()
        assert planned.receipt.total.holds


def test_a_number_stays_a_line_when_a_note_looks_like_a_key(read) -> None:
    rows = (("No.", "Action", "Status"), ("1", "Do", "1"), ("2", "Go", "2"), ("1 Fully achieved",), ("2 On track",))
    planned = read(rows)
    assert planned.receipt.total.keys == 2
    assert [action.state for action in actions(planned)] == ["done", "in-progress"]


def test_a_key_in_one_row(read) -> None:
    rows = (
        ("Action", "Lead", "BRAG"),
        ("Do", "Police", "B"),
        ("Go", "Health", "g"),
        ("B = complete; G = on track; R = late",),
    )
    planned = read(rows)
    assert (planned.receipt.total.lines, planned.receipt.total.keys) == (2, 1)
    assert [action.state for action in actions(planned)] == ["done", "in-progress"]
    assert planned.questions == ()


def test_what_stands_above_the_headings_is_kept_aside(read) -> None:
    rows = (
        ("Action plan",),
        ("Agency:", "Police", "Completed by:", "Rowan Ashdown"),
        ("Action", "Lead", "By when"),
        ("Do", "Police", ""),
    )
    planned = read(rows)
    assert planned.receipt.total.titles == 2
    assert [kept.place for kept in planned.aside] == ["Sheet1!A2:D2"]


def test_banners_between_lines_are_priorities(read) -> None:
    rows = (
        ("No", "Action", "Lead"),
        ("PRIORITY 1: Neglect",),
        ("1.1", "Audit", "Police"),
        ("PRIORITY 2: Exploitation",),
        ("2.1", "Train", "Health"),
        ("Total", "", 2),
    )
    planned = read(rows)
    priorities = [request for request in planned.requests if request.type == "priority"]
    assert [(priority.ref, priority.text) for priority in priorities] == [("1", "Neglect"), ("2", "Exploitation")]
    assert [action.answers for action in actions(planned)] == [("#Sheet1!2:priority",), ("#Sheet1!4:priority",)]
    assert (planned.receipt.total.titles, planned.receipt.total.keys) == (2, 1)
