"""What is new, what has changed, what stands: lines are known by their number and words, or asked about."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.intake.cells import Workbook
from lif_core.intake.mapping import Mapping
from lif_core.rules.requests import Amend, Move, Reschedule
from lif_import_sheets import read_workbook

HEADINGS = ("No.", "Action", "Lead", "By when", "Status", "Progress")
LINES = (
    ("1", "Share what each agency knows", "Police", "March 2024", "In progress", "Draft written"),
    ("2", "Review the pathway", "Health", "April 2024", "Not started", ""),
    ("3", "Audit twenty files", "Council", "May 2024", "Complete", "All read"),
)


@pytest.fixture
def tracker(book):
    return lambda *lines, headings=HEADINGS, name="tracker.xlsx": book(rows=(headings, *lines), name=name)


def other_bytes(workbook: Workbook) -> Workbook:
    return attrs.evolve(workbook, sha256="f" * 64)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "stem",
    [
        "plan_stockton_lscb_review_2017_table",
        "plan_slscb_business_2012_table",
        "plan_lscb_strategic_2014_15_table",
        "dhr_norfolk_pub_2023_09_recommendations",
        "audit_solihull_maca_2016_17_table",
        "training_northumberland_2014_15_table",
        "training_plan_redcar_2015_16_table",
    ],
)
def test_the_same_content_in_other_bytes_changes_nothing(board, examples: Path, stem: str, ending: str) -> None:
    workbook = read_workbook(examples / f"{stem}.{ending}")
    made = board.take(workbook).receipt.created
    again = board.take(other_bytes(workbook))
    assert again.requests == ()
    assert again.receipt.unchanged == made


def test_a_changed_cell_amends_just_that_field(board, tracker) -> None:
    board.take(tracker(*LINES))
    changed = board.take(tracker(LINES[0], ("2", "Review the pathway", "Education", *LINES[1][3:]), LINES[2]))
    (request,) = changed.requests
    assert isinstance(request, Amend)
    assert list(request.set) == ["leads"]
    assert changed.receipt.changed == (board.records("action")[1].id,)
    assert [lead.said for lead in board.records("action")[1].leads] == ["Education"]


def test_a_moved_target_date_keeps_the_earlier_one(board, tracker) -> None:
    board.take(tracker(*LINES))
    changed = board.take(tracker((*LINES[0][:3], "June 2024", *LINES[0][4:]), *LINES[1:]))
    (request,) = changed.requests
    assert isinstance(request, Reschedule)
    action = board.records("action")[0]
    assert [earlier.was.said for earlier in action.rescheduled] == ["March 2024"]
    assert action.due.said == "June 2024"


def test_a_changed_status_moves_the_record(board, tracker) -> None:
    board.take(tracker(*LINES))
    changed = board.take(tracker((*LINES[0][:4], "Complete", LINES[0][5]), *LINES[1:]))
    assert {type(request) for request in changed.requests} == {Move, Amend}
    assert board.records("action")[0].state == "done"


def test_a_record_that_went_on_in_the_register_stays(board, tracker) -> None:
    board.take(tracker(*LINES))
    with board.lif.work(by="chair", why="Seen") as work:
        work.apply([Move(record=board.records("action")[2].id, to="checked")])
    assert board.take(other_bytes(tracker(*LINES))).requests == ()


def test_lines_in_another_order_are_the_same_lines(board, tracker) -> None:
    made = board.take(tracker(*LINES)).receipt.created
    sorted_ = board.take(tracker(*LINES[::-1]))
    assert sorted_.receipt.created == {}
    assert sorted_.receipt.changed == ()
    assert sorted_.receipt.unchanged == made
    assert len(sorted_.receipt.moved) == 4
    assert board.take(other_bytes(tracker(*LINES[::-1]))).requests == ()


def test_a_new_line_among_the_old_is_the_only_new_one(board, tracker) -> None:
    board.take(tracker(*LINES))
    longer = board.take(tracker(LINES[0], ("2a", "Write to schools", "Council", "", "Not started", ""), *LINES[1:]))
    assert longer.receipt.created == {"action": 1}
    assert longer.receipt.changed == ()


def test_a_line_that_went_missing_is_said_and_stays(board, tracker) -> None:
    board.take(tracker(*LINES))
    shorter = board.take(tracker(*LINES[:2]))
    assert shorter.receipt.missing == (board.records("action")[2].id,)
    assert shorter.requests == ()
    assert len(board.records("action")) == 3


def test_other_words_under_the_same_number_are_the_same_line(board, tracker) -> None:
    board.take(tracker(*LINES))
    changed = board.take(tracker(("1", "Share what every agency knows", *LINES[0][2:]), *LINES[1:]))
    (request,) = changed.requests
    assert list(request.set) == ["text"]


def test_other_words_without_a_number_are_the_same_line_only_where_all_else_is(board, tracker) -> None:
    lines = [line[1:] for line in LINES]
    board.take(tracker(*lines, headings=HEADINGS[1:]))
    near = ("Share what every agency knows", *lines[0][1:])
    assert [list(request.set) for request in board.plan(tracker(near, *lines[1:], headings=HEADINGS[1:])).requests] == [
        ["text"]
    ]
    far = ("Write to all schools", "Council", "July 2025", "Not started", "")
    asked = board.plan(tracker(far, *lines[1:], headings=HEADINGS[1:]))
    assert asked.requests == ()
    assert [question.code for question in asked.questions] == ["line-changed"]
    assert (asked.receipt.total.aside, asked.receipt.total.holds) == (1, True)
    for answer, made in (("new", {"action": 1}), ("same", {})):
        answers = Mapping(answers={"Sheet1!2": answer})
        assert board.plan(tracker(far, *lines[1:], headings=HEADINGS[1:]), answers).receipt.created == made


def test_a_line_moved_to_another_sheet_is_the_same_line(board, book, sheet) -> None:
    board.take(book(sheet("Open", (HEADINGS, *LINES)), sheet("Closed", (HEADINGS,))))
    moved = board.take(book(sheet("Open", (HEADINGS, *LINES[:2])), sheet("Closed", (HEADINGS, LINES[2]))))
    assert moved.receipt.created == {}
    assert moved.receipt.missing == ()
    assert board.records("action")[2].keys["sheet"] == "tracker/Closed/2"


def test_new_progress_replaces_the_words_and_a_new_entry_of_a_history_is_a_new_note(board, tracker) -> None:
    board.take(tracker((*LINES[0][:5], "12/3 - Begun. 4/5 - Half done."), *LINES[1:]))
    later = board.take(tracker((*LINES[0][:5], "12/3 - Begun. 4/5 - Half done. 1/6 - Ended."), *LINES[1:]))
    assert later.receipt.created == {"note": 1}
    assert later.receipt.changed == ()
    amended = board.take(
        tracker(
            (*LINES[0][:5], "12/3 - Begun. 4/5 - Half done. 1/6 - Ended."), LINES[1], (*LINES[2][:5], "All read twice")
        )
    )
    assert [list(request.set) for request in amended.requests] == [["text"]]


def test_a_blank_cell_takes_nothing_back(board, tracker) -> None:
    board.take(tracker(*LINES))
    assert board.take(tracker((*LINES[0][:2], "", "", "", ""), *LINES[1:])).requests == ()


def test_the_mapping_given_later_adds_what_was_kept_aside(board, examples: Path) -> None:
    path = examples / "plan_lscb_strategic_2014_15_table.xlsx"
    board.take(path)
    more = board.take(path, Mapping(title=("What will it do?", "What is desired outcome")))
    assert more.receipt.created == {"action": 3}
    assert more.receipt.unchanged == {"priority": 2, "action": 3}


def test_keys_hold_places_and_no_text(board, tracker) -> None:
    board.take(tracker(*LINES))
    for record in board.records("action"):
        assert record.keys["sheet"].startswith("tracker/Sheet1/")
        assert record.keys["sheet-part"] == "action"


MONTHS = ("March", "April", "May", "June", "July")


EDITION = st.lists(
    st.tuples(st.sampled_from(range(1, 7)), st.sampled_from(("Open", "Closed"))), unique_by=lambda one: one[0]
)


@given(st.booleans(), st.lists(EDITION, min_size=2, max_size=5))
@settings(max_examples=60)
def test_law_through_all_editions_each_line_has_its_own_records(
    book, sheet, new_board, numbered: bool, editions: list[list[tuple[int, str]]]
) -> None:
    """Lines come, go, move, also to another tab, and come back: none is made twice, nothing gets into another."""
    board, asked = new_board(), set()
    for turn, edition in enumerate(editions):

        def line(number: int, turn: int = turn) -> tuple[str, ...]:
            return (
                str(number) if numbered else "",
                f"Do thing number {number} together",
                f"Agency {number}",
                f"{MONTHS[turn]} 20{30 + number}",
                "In progress",
                f"Words on thing {number}" if (number + turn) % 3 else "",
            )

        tabs = {name: [number for number, tab in edition if tab == name] for name in ("Open", "Closed")}
        sheets = [sheet(name, (HEADINGS, *map(line, numbers))) for name, numbers in tabs.items()]
        told = board.take(book(*sheets), Mapping(source="tracker"))
        places = {f"{name}!{row}": number for name, numbers in tabs.items() for row, number in enumerate(numbers, 2)}
        aside = {places[where] for one in told.questions for where in one.where if where in places}
        asked |= aside
        actions = {action.text.split()[3]: action for action in board.records("action")}
        assert len(actions) == len(board.records("action"))
        for name, action in actions.items():
            assert [lead.said for lead in action.leads] == [f"Agency {name}"]
            assert str(action.due).endswith(f"20{30 + int(name)}")
        for note in board.records("note"):
            assert note.about == (actions[note.text.split()[3]].id,)
        for number in {number for number, _ in edition} - aside:
            assert str(actions[str(number)].due) == f"{MONTHS[turn]} 20{30 + number}"
    assert {int(name) for name in actions} >= {number for edition in editions for number, _ in edition} - asked
    assert not (numbered and asked)
