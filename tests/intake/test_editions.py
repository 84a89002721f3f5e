"""Newer editions of a tracker under another name of the file; nothing is told by likeness."""

import importlib.util
from pathlib import Path

import attrs
import pytest

from lif_core.intake.mapping import Mapping
from lif_core.rules.requests import Amend, Reschedule
from lif_import_sheets import read_workbook

HEADINGS = ("No.", "Action", "Lead", "By when", "Status")
LINES = (
    ("1", "Share what each agency knows", "Police", "March 2024", "In progress"),
    ("2", "Review the pathway", "Health", "April 2024", "Not started"),
    ("3", "Audit twenty files", "Council", "May 2024", "Complete"),
)
OTHER = (("1", "Write to schools", "Council", "", ""), ("2", "Train the trainers", "Health", "", ""))


@pytest.fixture
def tracker(book):
    return lambda name, *lines: book(rows=(HEADINGS, *lines), name=name)


def test_a_newer_edition_under_another_name_changes_only_what_changed(board, tracker) -> None:
    board.take(tracker("tracker.xlsx", *LINES))
    newer = board.take(tracker("tracker v2.xlsx", ("1", *LINES[0][1:2], "Education", *LINES[0][3:]), *LINES[1:]))
    assert newer.receipt.created == {}
    (request,) = newer.requests
    assert list(request.set) == ["leads"]
    assert newer.mapping.source == "tracker"
    (notice,) = [one for one in newer.receipt.notices if "newer edition" in one]
    assert 'source = "tracker v2"' in notice
    assert notice.startswith("3 of 3 lines")


def test_the_newer_edition_twice_changes_nothing_and_the_next_one_is_found_too(board, tracker) -> None:
    board.take(tracker("tracker.xlsx", *LINES))
    board.take(tracker("tracker v2.xlsx", *LINES, ("4", "New", "Health", "", "")))
    assert board.take(tracker("tracker v2.xlsx", *LINES, ("4", "New", "Health", "", ""))).requests == ()
    june = board.take(tracker("June.xlsx", *LINES[1:], ("4", "New", "Health", "", "")))
    assert june.receipt.created == {}
    assert june.receipt.changed == ()
    assert len(june.receipt.missing) == 1


def test_the_mapping_says_otherwise(board, tracker) -> None:
    board.take(tracker("tracker.xlsx", *LINES))
    apart = board.take(tracker("copy.xlsx", *LINES, ("4", "New", "Health", "", "")), Mapping(source="copy"))
    assert apart.receipt.created == {"action": 4}
    told = board.take(tracker("another.xlsx", *OTHER), Mapping(source="tracker"))
    assert told.receipt.created == {}


def test_half_of_the_lines_are_not_enough_and_likeness_is_nothing(board, tracker) -> None:
    board.take(tracker("tracker.xlsx", *LINES))
    half = board.plan(tracker("half.xlsx", LINES[0], LINES[1], *(("9", *line[1:]) for line in OTHER)))
    assert half.receipt.created == {"action": 4}
    alike = [(line[0], f"{line[1]}.", *line[2:]) for line in LINES]
    assert board.plan(tracker("alike.xlsx", *alike)).receipt.created == {"action": 3}
    renumbered = [(f"{line[0]}0", *line[1:]) for line in LINES]
    assert board.plan(tracker("renumbered.xlsx", *renumbered)).receipt.created == {"action": 3}


def test_two_trackers_that_say_the_same_are_asked_about(board, tracker) -> None:
    board.take(tracker("one.xlsx", *LINES))
    board.take(tracker("two.xlsx", *LINES, ("4", "New", "Health", "", "")), Mapping(source="two"))
    third = board.plan(tracker("three.xlsx", *LINES, ("5", "More", "Health", "", "")))
    assert third.receipt.created == {"action": 4}
    assert "source-unclear" in [question.code for question in third.questions]


def test_another_tracker_under_the_same_name_touches_nothing(board, tracker) -> None:
    board.take(tracker("action plan.xlsx", *LINES))
    other = board.take(tracker("action plan.xlsx", *OTHER))
    assert other.receipt.created == {"action": 2}
    assert other.receipt.changed == ()
    assert other.mapping.source == "action plan (2)"
    assert "source-same-name" in [question.code for question in other.questions]
    assert board.take(tracker("action plan.xlsx", *OTHER)).requests == ()
    newer = board.take(tracker("action plan.xlsx", OTHER[0], ("2", OTHER[1][1], "Police", "", "")))
    assert newer.receipt.created == {}


def test_a_renamed_sheet_is_the_same_sheet(board, book, sheet) -> None:
    board.take(book(sheet("May", (HEADINGS, *LINES)), name="tracker May.xlsx"))
    june = board.take(
        book(sheet("June", (HEADINGS, ("1", "Share it all", *LINES[0][2:]), *LINES[1:])), name="tracker June.xlsx")
    )
    assert june.receipt.created == {}
    assert [list(request.set) for request in june.requests if "text" in request.set] == [["text"]]


def test_a_csv_under_another_name_moves_no_line(board, book, sheet) -> None:
    board.take(book(sheet("plan", (HEADINGS, *LINES)), name="plan.csv"))
    newer = board.take(
        book(sheet("plan 2", (HEADINGS, *LINES[:2], ("3", "Audit thirty files", *LINES[2][2:]))), name="plan 2.csv")
    )
    assert [list(request.set) for request in newer.requests] == [["text"]]


def test_next_years_courses_of_the_same_titles_are_no_newer_edition(board, book) -> None:
    def plan(year: str):
        rows = (
            (f"Training plan April {year}",),
            ("Course title", "Duration"),
            ("Neglect", "1 day"),
            ("Early help", "1 day"),
        )
        return book(rows=rows, name=f"plan {year[:4]}.xlsx")

    board.take(plan("2015 to March 2016"))
    assert board.take(plan("2016 to March 2017")).receipt.created == {"course": 2}


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    path = Path(__file__).parents[1] / "examples" / "make_tracker_140.py"
    spec = importlib.util.spec_from_file_location("make_tracker_140", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make(tmp_path_factory.mktemp("edition"))


def test_the_generated_tracker_with_three_edited_cells_under_another_name(board, generated: Path) -> None:
    first = read_workbook(generated)
    board.take(first)
    edits = {
        ("LCSPR Alder", "F2"): "Public Health",
        ("SCR Cedar", "G3"): "December 2025",
        ("Audit Birch", "D4"): "Rewrite it all",
    }
    done = []

    def edited(sheet):
        def value(cell):
            new = edits.get((sheet.name, cell.address))
            if new is None:
                return cell
            done.append(cell.address)
            return attrs.evolve(cell, value=new)

        return attrs.evolve(sheet, cells=tuple(map(value, sheet.cells)))

    sheets = tuple(map(edited, first.sheets))
    assert len(done) == 3
    newer = board.take(attrs.evolve(first, name="Tracker v2 FINAL.xlsx", sha256="e" * 64, sheets=sheets))
    assert newer.receipt.created == {}
    assert len(newer.receipt.changed) == 3
    amends = [sorted(request.set) for request in newer.requests if isinstance(request, Amend)]
    assert sorted(amends) == [["leads"], ["text"]]
    assert sum(isinstance(request, Reschedule) for request in newer.requests) == 1
    assert len(newer.requests) == 3
    assert newer.receipt.missing == ()
