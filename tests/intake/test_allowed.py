"""Columns that identify people are refused, unless a role answers for one of them with a reason."""

import pytest

from lif_core.errors import InvalidData
from lif_core.intake.mapping import Allowed, Mapping

ROWS = (
    ("Action", "Lead", "Court number"),
    ("Do it", "Police", "ZC1234"),
    ("", "Police", "ZC9999"),
    ("Do more", "Police", ""),
)
GOOD = Allowed(into="court-number", by="chair", because="The court asks for it on every letter.")


def allowing(allowed: Allowed, heading: str = "Court number") -> Mapping:
    return Mapping(allowed={heading: allowed})


def test_it_goes_into_the_named_field_and_nowhere_else(board, book) -> None:
    planned = board.take(book(rows=ROWS), allowing(GOOD))
    assert [action.extra.get("court-number") for action in board.records("action")] == ["ZC1234", None]
    assert planned.receipt.total.holds
    told = str((planned.receipt, planned.questions, planned.refused, planned.mapping.to_toml()))
    assert "ZC1234" not in told


def test_a_line_without_a_record_keeps_its_cell_refused(board, book) -> None:
    planned = board.take(book(rows=ROWS), allowing(GOOD))
    (column,) = planned.refused
    assert (column.place, column.cells) == ("Sheet1!C3", 1)
    assert "ZC9999" not in str([kept.cells for kept in planned.aside])


def test_who_allowed_it_and_why_is_on_record_with_the_import(board, book) -> None:
    board.take(book(rows=ROWS), allowing(GOOD))
    (intake,) = board.register.of_type("intake")
    assert Mapping.from_toml(intake.mapping).allowed == {"Court number": GOOD}


@pytest.mark.parametrize(
    ("allowed", "heading", "code"),
    [
        (Allowed(into="label", by="chair", because="x"), "Court number", "allowed.no-such-field"),
        (Allowed(into="open-to-all", by="chair", because="x"), "Court number", "allowed.field-does-not-fit"),
        (Allowed(into="court-number", by="somebody", because="x"), "Court number", "allowed.no-such-role"),
        (GOOD, "Court no", "allowed.no-such-column"),
    ],
)
def test_what_does_not_fit_refuses_the_import(board, book, allowed: Allowed, heading: str, code: str) -> None:
    with pytest.raises(InvalidData) as caught:
        board.plan(book(rows=ROWS), allowing(allowed, heading))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_field_of_another_type_of_record_refuses_the_import(board, book) -> None:
    rows = (("Recommendation", "To whom", "Court number"), ("Do it", "Police", "ZC1234"))
    with pytest.raises(InvalidData) as caught:
        board.plan(book(rows=rows), allowing(GOOD))
    assert [problem.code for problem in caught.value.problems] == ["allowed.field-does-not-fit"]


@pytest.mark.parametrize(
    "text",
    [
        '[allowed."Court number"]\ninto = "court-number"\nby = "chair"\n',
        '[allowed."Court number"]\ninto = "court-number"\nby = "chair"\nbecause = " "\n',
        '[allowed]\n"Court number" = "court-number"\n',
    ],
)
def test_field_role_and_reason_are_all_asked_for(text: str) -> None:
    with pytest.raises(InvalidData):
        Mapping.from_toml(text)


@pytest.mark.parametrize("field", ["comment", "aside", "ref"])
def test_no_other_word_of_the_mapping_makes_it_readable(board, book, field: str) -> None:
    planned = board.plan(book(rows=ROWS), Mapping(columns={"Court number": field}))
    assert planned.receipt.total.cells_refused == 2
    assert "column-refused" in [question.code for question in planned.questions]
    assert "ZC" not in str(
        [(kept.cells, getattr(request, "text", "")) for kept in planned.aside for request in planned.requests]
    )


def test_a_heading_refused_in_one_table_is_refused_in_all(board, book, sheet) -> None:
    heads = ("Action", "Lead", "Of")
    first = sheet("One", (heads, ("Do it", "Police", "by May"), ("Go on", "Police", "by June")))
    second = sheet("Two", (heads, ("Do this", "Police", "943 476 5919"), ("Do that", "Police", "943 476 5919")))
    planned = board.plan(book(first, second))
    assert "943" not in str([kept.cells for kept in planned.aside])
