"""Headings with a slip are read as what is certain to be meant; another word is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.intake.headings import _FORBIDDEN, _SOUGHT, field_of, forbidden, identifying, near, plain
from lif_core.intake.slips import SHORTEST, SHORTEST_LOST, by_shape, lost_or_swapped, meant, slips

WORDS = st.text(alphabet="abcde", max_size=7)
OTHERS = """Stage Issued Updated Trained Section Location Version Costs Budget Members Reviewed Region Phase Actor
Actioned Police Policy Service Approved Evidenced Agenda Category Venue"""
LONG = sorted(spelt for spelt in _SOUGHT if any(len(word) >= SHORTEST for word in spelt.split()))


@given(WORDS, WORDS, WORDS)
def test_law_slips_are_a_distance_up_to_the_limit(one: str, two: str, three: str) -> None:
    assert slips(one, one, 5) == 0
    assert slips(one, two, 9) == slips(two, one, 9)
    assert (slips(one, two, 9) == 0) == (one == two)
    assert slips(one, two, 1) == min(slips(one, two, 9), 2)
    assert slips(one, two, 9) <= max(len(one), len(two))


@given(st.data())
def test_law_one_slip_within_a_long_word_is_read_as_the_heading_or_as_none(data: st.DataObject) -> None:
    spelt = data.draw(st.sampled_from(LONG))
    words = spelt.split()
    at = data.draw(st.sampled_from([at for at, word in enumerate(words) if len(word) >= SHORTEST]))
    word = words[at]
    place = data.draw(st.integers(1, len(word) - 3))
    words[at] = data.draw(
        st.sampled_from(
            (
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            )
        )
    )
    said = " ".join(words)
    assert near(said) or said in _SOUGHT or len({_SOUGHT[one] for one in meant(said, by_shape(_SOUGHT))}) > 1
    assert _SOUGHT.get(near(said), _SOUGHT[spelt]) == _SOUGHT[spelt]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Acton required", "action"),
        ("Evidance", "evidence"),
        ("Reccomendation", "recommendation"),
        ("Progres update", "progress"),
        ("Repsonsible officer", "lead"),
        ("Who's leading?", "lead"),
        ("R/A/G", "status"),
    ],
)
def test_a_slip_is_read_as_what_it_means(heading: str, field: str) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    "heading",
    OTHERS.split(),
)
def test_another_word_is_no_slip(heading: str) -> None:
    assert near(heading) == ""
    assert forbidden(heading) == ""


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("Date of Brith", "dates of birth"),
        ("DateOfBirth", "dates of birth"),
        ("date_of_birth", "dates of birth"),
        ("D.O.B.", "dates of birth"),
        ("NHSNumber", "NHS numbers"),
        ("Sirname", "names of people"),
        ("FirstName", "names of people"),
        ("Adress", "addresses"),
    ],
)
def test_a_column_that_identifies_is_known_by_a_slip_and_run_together(heading: str, sort: str) -> None:
    assert identifying(heading) == forbidden(heading) == sort
    assert field_of(heading) == "refused"


@pytest.mark.parametrize("text", ["Email all schools", "Mobile phone policy", "Addressed to", "Children", "Parents"])
def test_a_text_that_only_speaks_of_such_a_thing_announces_none(text: str) -> None:
    assert forbidden(text) == ""


@pytest.mark.parametrize("spelt", _FORBIDDEN)
def test_every_forbidden_heading_is_of_a_sort(spelt: str) -> None:
    assert plain(spelt) == spelt
    assert forbidden(spelt) == identifying(spelt) != ""


@given(WORDS)
def test_law_a_letter_lost_or_two_exchanged_are_one_slip(word: str) -> None:
    made = list(lost_or_swapped(word))
    assert all(slips(one, word, 2) <= 1 for one in made)
    assert all(len(one) == len(word) for one in made) == (len(word) < SHORTEST_LOST)
