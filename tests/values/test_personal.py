"""Personal: identifiers are told by form, hints are only hints, and neither repeats the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.personal import CAUTION, FORMS, hints_in, identifiers_in, is_nhs_number, listed


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("The number is 943 476 5919.", "an NHS number"),
        ("write to someone@example.org please", "an e-mail address"),
        ("ring 0151 496 0000 after four", "a phone number"),
        ("ring +44 7700 900123", "a phone number"),
        ("they live in L1 8JQ", "a postcode"),
        ("QQ is not, AB 12 34 56 C is", "a national insurance number"),
        ("UPN A123456789012", "a unique pupil number"),
        ("dob 04/03/2012", "a date of birth"),
        ("born on 4 March 2012", "a date of birth"),
    ],
)
def test_an_identifier_is_told_by_its_form(text: str, sort: str) -> None:
    assert sort in identifiers_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The huddle met 12 times, 11 of 12 minuted.",
        "Working Together 2018 asks for 15 working days.",
        "1,547 attendances at 90 events; 73.5 days",
        "943 476 5918 fails its check",
        "See item 3.2 of 14 May 2024.",
    ],
)
def test_what_is_no_identifier_is_let_through(text: str) -> None:
    assert identifiers_in(text) == ()


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("I spoke to Jordan Example about it", "a name"),
        ("Jordan Example said so.", "a name"),
        ("Mrs Example said so", "a name"),
        ("a boy aged 3 was there", "the age of somebody"),
        ("the 4-year-old sister", "the age of somebody"),
        ("she was born there", "a birth"),
        ("in Example Street", "a street"),
        ("seen at the hospital on 4 March", "a hospital and a date"),
        ("my daughter was not asked", "who somebody is to a child"),
    ],
)
def test_a_hint_is_warned_about(text: str, sort: str) -> None:
    assert sort in hints_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "We think that Children's Services and the Police Force should share more.",
        "Working Together asks for it. Rapid Review training would help.",
        "on Monday March was mentioned",
        "please say more about information sharing",
    ],
)
def test_words_of_the_field_are_no_names(text: str) -> None:
    assert "a name" not in hints_in(text)


@given(st.text(max_size=300))
def test_nothing_found_repeats_what_stands_there(text: str) -> None:
    known = {
        "an NHS number", "an e-mail address", "a phone number", "a unique pupil number", "a national insurance number",
        "a postcode", "a date of birth", "a name", "the age of somebody", "a birth", "a street",
        "a hospital and a date", "who somebody is to a child",
    }  # fmt: skip
    assert {*identifiers_in(text), *hints_in(text)} <= known


def test_the_warning_says_that_it_cannot_be_relied_on() -> None:
    assert "cannot be relied on" in CAUTION
    assert listed(("a name", "a street", "an age")) == "a name, a street and an age"
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765910")


@given(st.data())
def test_law_every_shape_of_an_identifier_has_a_digit_or_the_sign_of_an_address(data):
    """So a text that has neither need not be looked through."""
    form = data.draw(st.sampled_from(FORMS))
    for shape in (form.within, form.whole):
        drawn = data.draw(st.from_regex(shape))
        assert any(sign.isdecimal() or sign == "@" for sign in drawn)
