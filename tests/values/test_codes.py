"""Codes pair answers and stand for nobody."""

import secrets
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.codes import draw_codes, tells_of_a_person


@given(st.integers(0, 60), st.integers())
def test_drawn_codes_differ_and_tell_nothing(count, seed):
    codes = draw_codes(count, Random(seed).randrange)
    assert len(set(codes)) == count
    assert not any(map(tells_of_a_person, codes))


def test_known_codes_are_not_drawn_again():
    first = draw_codes(5, Random(1).randrange)
    again = draw_codes(5, Random(1).randrange, known=first[:2])
    assert not set(again) & set(first[:2])
    assert len(draw_codes(3, secrets.randbelow)) == 3


def test_less_than_none():
    with pytest.raises(ValueError, match="from none upwards"):
        draw_codes(-1, secrets.randbelow)


@pytest.mark.parametrize(
    "code",
    ["AB", "jks", "J.K.S.", "Sarah", "0412", "2504", "040785", "85-07-04", "04071985", "19850704", "1985", "JS0412",
     "0412js", "JS-04-07-85", "MK04JUL", "4 July", "a@b.org", "L1 8JQ", "l1-8jq", "07700 900123",
     "AB123456C", "A123456789012"],
)  # fmt: skip
def test_codes_made_of_a_person(code):
    assert tells_of_a_person(code)


@pytest.mark.parametrize("code", ["7f3a", "k7m2q9x4", "101", "17", "c4-99", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"])
def test_codes_that_stand_for_nobody(code):
    assert not tells_of_a_person(code)
