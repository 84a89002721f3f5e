import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.intake.headings import field_of, identifying
from lif_core.intake.identifiers import identifies, sort_of, sort_of_column, sort_of_heading, sort_of_lone
from lif_core.values.codes import tells_of_a_person
from lif_core.values.personal import FORMS, form_of, identifiers_in, is_nhs_number


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "943-476-5919"])
def test_nhs_numbers_carry_a_check_digit(number: str) -> None:
    assert is_nhs_number(number)
    assert not is_nhs_number(number[:-1] + "8")


@given(st.integers(0, 10**9 - 1))
def test_of_ten_last_digits_at_most_one_makes_an_nhs_number(stem: int) -> None:
    assert sum(is_nhs_number(f"{stem:09}{digit}") for digit in range(10)) <= 1


ALONE = {
    "an NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    "an e-mail address": ["someone@example.org", "SOMEONE@EXAMPLE.ORG", "some.one@post.example.org.uk", "a@bü.example"],
    "a phone number": ["0151 496 0000", "07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0 12 345 678"],
    "a unique pupil number": ["A123456789012", "a123456789012", "S12345678901T", "B12345678901Z"],
    "a national insurance number": ["AB123456C", "AB 12 34 56 C", "ab 12 34 56 c"],
    "a postcode": ["L1 8JQ", "L18JQ", "l1 8jq", "sw1a 2aa", "L1 8CO"],
    "a date of birth": ["DOB 04/03/2012", "d.o.b. 4-3-12", "born on 4 March 2012"],
}
"""By sort, what is one where it stands alone. All of it is invented."""
NEITHER = [
    *("943 476 5918", "9434 765919", "94347659190"),
    *("someone at example.org", "@example", "a@b"),
    *("0151", "151 496 0000", "2024-017", "01/02/2024", "0.151496"),
    *("A12345678901", "AB123456789012", "UPN"),
    *("AB123456E", "QQ123456C", "AB 1234", "WT2018"),
    *("Q1 draft", "L1", "8JQ L1", "1st of 2", "Level 3"),
    *("04/03/2012", "born there", "reborn 4 March 2012", "May 2017"),
]
"""What is none of any sort, though it comes near one."""


@pytest.mark.parametrize(("words", "text"), [(words, text) for words, texts in ALONE.items() for text in texts])
def test_free_text_cells_and_codes_know_the_same_identifiers(words: str, text: str) -> None:
    (form,) = [one for one in FORMS if one.words == words]
    for spelt in (text, f"  {text}\n", text.upper(), text.lower()):
        assert words in identifiers_in(spelt)
        assert sort_of(spelt) == form.column
        assert identifies(spelt)
        assert tells_of_a_person(spelt)


@pytest.mark.parametrize("text", NEITHER)
def test_free_text_and_cells_let_the_same_through(text: str) -> None:
    assert identifiers_in(text) == ()
    assert sort_of(text) == ""
    assert not identifies(text)


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[A-Z0]{0,2}[0-9 -]{3,12}[A-Z]{0,2}", fullmatch=True)))
def test_whatever_a_cell_is_a_free_text_says_of_it_too(text: str) -> None:
    form = form_of(text)
    assert form is None or (form.words in identifiers_in(text) and sort_of(text) == form.column)


@pytest.mark.parametrize(
    "text",
    [
        "See the q1 2nd draft and b4 5th row.",
        "Q1 2PM was too early for m5 3in the room",
        "Agreed in WT2018, and in ab 12 34 56 cases",
        "3@£2.50 each, 0 of 12 345 678",
    ],
)
def test_ordinary_words_within_a_text_are_no_identifiers(text: str) -> None:
    assert identifiers_in(text) == ()
    assert not identifies(text)


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


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("Pupil Nmae", "names of children or family"),
        ("Chid name", "names of children or family"),
        ("Anme of pupil", "names of children or family"),
        ("Mohter's name", "names of children or family"),
        ("Mum's name", "names of children or family"),
        ("Name of sister", "names of children or family"),
        ("Enw'r plentyn", "names of children or family"),
        ("Frist name", "names of people"),
        ("Cyfenw", "names of people"),
        ("Enw cyntaf", "names of people"),
        ("Dates of Brith", "dates of birth"),
        ("Date fo bith", "dates of birth"),
        ("Date of bierth", "dates of birth"),
        ("Date born", "dates of birth"),
        ("Dyddiad geni", "dates of birth"),
        ("DYDDAID GENI", "dates of birth"),
        ("Rhif GIG", "NHS numbers"),
        ("NSH number", "NHS numbers"),
        ("Telehpone no", "phone numbers"),
        ("Rhif ffôn", "phone numbers"),
        ("Emial address", "e-mail addresses"),
        ("Cod post", "addresses"),
    ],
)
def test_headings_that_identify_with_a_slip_in_any_word_or_in_welsh(heading: str, sort: str) -> None:
    assert sort_of_heading(heading) == sort_of_lone(heading) == sort


@pytest.mark.parametrize(
    "heading",
    [
        *("Nmae of action lead", "Course name", "Cuorse nmae", "Name of school", "Named lead", "Lead officer name"),
        *("Name of other lead", "Other name", "Care name", "Careers name", "Contract number", "Mail list"),
        *("Children", "Parents", "Enw", "Enw'r ysgol", "Rhif", "Dyddiad", "Date of board", "Last date", "Plan name"),
        *("", "x" * 400),
    ],
)
def test_other_headings_stay_what_they_are_with_a_slip_or_without(heading: str) -> None:
    assert sort_of_lone(heading) == ""
    assert sort_of_heading(heading) == identifying(heading)
