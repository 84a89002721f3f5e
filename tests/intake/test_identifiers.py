import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.intake.headings import field_of, identifying
from lif_core.intake.identifiers import is_nhs_number, sort_of_column


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "943-476-5919"])
def test_nhs_numbers_carry_a_check_digit(number: str) -> None:
    assert is_nhs_number(number)
    assert not is_nhs_number(number[:-1] + "8")


@given(st.integers(0, 10**9 - 1))
def test_of_ten_last_digits_at_most_one_makes_an_nhs_number(stem: int) -> None:
    assert sum(is_nhs_number(f"{stem:09}{digit}") for digit in range(10)) <= 1


@pytest.mark.parametrize(
    ("texts", "sort"),
    [
        (["943 476 5919", "943 476 5919", "n/k"], "NHS numbers"),
        (["L1 1AA", "sw1a 2aa", ""], "addresses"),
        (["12 Elm Road", "7 Oak Close, Northmere"], "addresses"),
        (["a@b.example", "c@d.example"], "e-mail addresses"),
        (["0151 233 0509", "07700 900123"], "phone numbers"),
        (["A123456789012", "B123456789012"], "unique pupil numbers"),
        (["1234567890", "2345678901"], ""),
        (["April 2017", "a@b.example", "May 2017"], ""),
        (["a@b.example"], ""),
        (["1", "2", "3"], ""),
        (["2024-017", "2024-018"], ""),
        (["Complete", "On track"], ""),
        ([], ""),
    ],
)
def test_columns_by_their_content(texts: list[str], sort: str) -> None:
    assert sort_of_column(texts) == sort


@pytest.mark.parametrize(
    "heading",
    [
        "Child name",
        "Child's name",
        "Name of child",
        "Young person’s name",
        "Surname",
        "Forename",
        "DOB",
        "D.O.B.",
        "Date of birth",
        "Date of death",
        "NHS No.",
        "NHS number",
        "UPN",
        "Address",
        "Home address",
        "Postcode",
        "Post code",
        "Phone",
        "Telephone no",
        "Email",
        "E-mail",
        "Mosaic ID",
        "Liquidlogic no.",
        "Court number",
        "Case number",
        "Mother's name",
        "LCS ID",
    ],
)
def test_headings_that_identify(heading: str) -> None:
    assert identifying(heading)
    assert field_of(heading) == "refused"


@pytest.mark.parametrize(
    "heading",
    [
        "Addressed to",
        "Course name",
        "Review name",
        "Lead",
        "Name of review",
        "Case",
        "Source",
        "Number",
        "Update",
        "Action no.",
    ],
)
def test_headings_that_do_not(heading: str) -> None:
    assert not identifying(heading)


def test_a_refused_column_is_counted_and_its_cells_go_nowhere(board, book) -> None:
    rows = (("Action", "Lead", "Of"), *((f"Do thing {n}", "Police", "943 476 5919") for n in range(3)))
    planned = board.plan(book(rows=rows))
    (column,) = planned.refused
    assert (column.place, column.cells, column.sort) == ("Sheet1!C2:C4", 3, "NHS numbers")
    assert planned.aside == ()
    assert planned.receipt.total.cells_refused == 3
    assert planned.receipt.total.holds
    assert "943" not in str((planned.requests, planned.questions, planned.receipt, planned.mapping.to_toml()))


def test_remarks_in_a_refused_column_go_with_it(board, sheet, book) -> None:
    rows = (("Action", "Lead", "Child name"), ("Do it", "Police", "Aldwin"))
    planned = board.plan(book(sheet("Sheet1", rows, looks={(2, 3): {"comment": "Aldwin's aunt"}})))
    assert "aunt" not in str([(request.type, getattr(request, "text", "")) for request in planned.requests])
    assert planned.aside == ()
