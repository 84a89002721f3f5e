"""Lists of published reviews: printed in one column, or as a table."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from lif_core.intake.mapping import Mapping


@pytest.fixture(scope="session")
def merton(examples: Path) -> list[str]:
    return json.loads((examples / "register_merton_reviews.json").read_text(encoding="utf-8"))["lines"]


@pytest.fixture(params=["csv", "xlsx"])
def list_of(request, tmp_path: Path):
    """Write rows of texts as a file, in both formats."""

    def written(rows) -> Path:
        path = tmp_path / f"reviews.{request.param}"
        if request.param == "csv":
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
            return path
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("reviews")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path

    return written


@pytest.fixture
def printed(list_of, merton: list[str]) -> Path:
    return list_of([line] for line in merton)


def test_eight_lines_are_eight_reviews_and_two_headings_are_none(board, printed: Path) -> None:
    planned = board.take(printed, as_kind="review")
    total = planned.receipt.total
    assert total.holds
    assert (total.rows, total.lines, total.titles, total.used, total.aside) == (10, 8, 2, 8, 0)
    assert planned.receipt.created == {"review": 8}
    assert [review.kind for review in board.records("review")] == [
        *["local-review"] * 5, "serious-case-review", "other", "other"
    ]  # fmt: skip


def test_months_and_pseudonyms_are_kept_as_printed(board, printed: Path) -> None:
    board.take(printed, as_kind="review")
    reviews = board.records("review")
    assert [review.label.en for review in reviews] == [
        "Vamp", "Franklyn", "Ananthi", "Baby Grace", "Jason", "Child D", "Eddie", "SUDI Partnership Review Report"
    ]  # fmt: skip
    assert [review.subjects for review in reviews] == [
        ("Child M ‘Vamp’",), ("Child L ‘Franklyn’",), ("Child H ‘Ananthi’",), ("Baby Grace",), ("Jason",), ("Child D",),
        ("Child E",), (),
    ]  # fmt: skip
    published = reviews[0].happened["published"]
    assert (published.first, published.last, published.reading) == (date(2024, 7, 1), date(2024, 7, 31), "month")
    assert [review.state for review in reviews] == [*["published"] * 5, "decided", "open", "open"]
    assert all(review.extra["as-published-line"] for review in reviews)


def test_another_spelling_of_the_kind_is_kept_and_known(board, printed: Path) -> None:
    board.take(printed, as_kind="review")
    jason = board.records("review")[4]
    assert jason.kind == "local-review"
    assert jason.extra["as-published-kind"] == "Local Child Safeguarding Practice Review; LSCPR"


def test_two_dates_are_asked_about_and_chosen_by_an_answer(new_board, printed: Path, merton: list[str]) -> None:
    board = new_board()
    (question,) = board.take(printed, as_kind="review").questions
    (where,) = question.where
    assert (question.code, where) == ("review-dates", f"reviews!A{1 + merton.index(merton[8])}")
    mapping = Mapping(row="review", answers={where: "last"})
    assert new_board().plan(printed, mapping).questions == ()


def test_the_same_list_twice_changes_nothing(board, printed: Path) -> None:
    board.take(printed, as_kind="reviews")
    assert board.take(printed, as_kind="reviews").requests == ()


def test_a_table_with_columns(board, list_of) -> None:
    path = list_of(
        [
            ("Name", "Type of review", "Date published", "Notes"),
            ("Child Q", "LCSPR", "March 2022", "Report and briefing"),
            ("Family A", "Learning circle", "2021", ""),
        ]
    )
    planned = board.take(path, as_kind="review")
    assert planned.receipt.created == {"review": 2, "note": 1}
    first, second = board.records("review")
    assert (first.kind, first.label.en, first.subjects, first.state) == (
        "local-review",
        "Child Q",
        ("Child Q",),
        "published",
    )
    assert first.happened["published"].last == date(2022, 3, 31)
    assert (second.kind, second.extra["as-published-kind"]) == ("other", "Learning circle")
    assert (second.happened, second.extra["as-published-date"]) == ({}, "2021")


def test_a_table_whose_headings_say_so_needs_no_word(board, list_of) -> None:
    path = list_of(
        [("Review", "Type", "Published"), ("Child Q", "LCSPR", "March 2022"), ("Child R", "SCR", "May 2015")]
    )
    planned = board.plan(path)
    assert planned.mapping.row == "review"
    assert planned.receipt.created == {"review": 2}


def test_what_may_be_a_persons_name_is_kept_aside_until_somebody_says(new_board, list_of) -> None:
    path = list_of([["Rowan Ashdown: serious case review, May 2015"], ["Child R: serious case review, June 2015"]])
    planned = new_board().plan(path, as_kind="review")
    assert planned.receipt.created == {"review": 1}
    assert [question.code for question in planned.questions] == ["review-person"]
    assert planned.receipt.total.aside == 1
    assert "Ashdown" not in str((planned.questions, planned.receipt))
    answered = Mapping(row="review", answers={"reviews!A1": "set"})
    assert new_board().plan(path, answered).receipt.created == {"review": 2}


def test_two_kinds_in_one_line_are_asked_about(board, list_of) -> None:
    planned = board.take(
        list_of([["Child S: serious case review, later LCSPR, May 2019"], ["Child T: LCSPR, 2020"]]), as_kind="review"
    )
    assert [question.code for question in planned.questions] == ["review-kinds"]
    assert board.records("review")[0].kind == "other"
    assert board.records("review")[0].extra["as-published-kind"] == "serious case review; LCSPR"
