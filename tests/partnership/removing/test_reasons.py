"""A reason for removing something does not repeat a name that is removed; words that are no names raise no alarm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.framework.layers import FrameworkHistory
from lif_core.partnership.removing.reasons import names_repeated

CASE = "Gwenllian ap Rhys was not seen alone. Agencies told Grace and Will; Police and MASH did not attend in May."


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("Remove Gwenllian ap Rhys", (2, 4)),
        ("remove gwenllian ap rhys", (2, 4)),
        ("REMOVE GWENLLIAN AP RHYS", (2, 4)),
        ("Gwenllian asked for it", (1,)),
        ("Asked for by Rhys’s family", (4,)),
        ("Named Grace", (2,)),
        ("As Will was named", (2,)),
        ("Will be removed as the family will have it", ()),
        ("Police asked for it in May", ()),
        ("Agencies asked for it", ()),
        ("The police and MASH asked for it", ()),
        ("Request for erasure, article 17", ()),
        ("The name of a child stood in it", ()),
        ("", ()),
    ],
)
def test_what_looks_like_a_name_is_told_by_its_place(liverpool: FrameworkHistory, why: str, words: tuple[int, ...]):
    assert names_repeated(why, [CASE], liverpool.newest) == words


@pytest.mark.parametrize(
    ("removed", "why", "words"),
    [
        ("Siân Llwyd", "remove sian llwyd", (2, 3)),
        ("GWENLLIAN WAS NOT SEEN", "It was not seen that Gwenllian stood there", (6,)),
        ("Mary-Jane O’Brien", "O'Brien and Jane", (1, 3)),
        ("Merseyside Police, Quality Assurance Group", "Merseyside Police and the Quality Assurance Group asked", ()),
        ("Neglect: the home was cold", "Neglect was told in another record", ()),
        ("- Yesterday she came", "Yesterday it was asked", ()),
        ("seen by J. on Monday", "J. asked on Monday", ()),
        ("", "Gwenllian", ()),
    ],
)
def test_real_cases(liverpool: FrameworkHistory, removed: str, why: str, words: tuple[int, ...]):
    assert names_repeated(why, [removed], liverpool.newest) == words


NAMES = st.from_regex(r"[A-Z][a-z]{4,9}x", fullmatch=True)


@given(NAMES, NAMES, st.sampled_from([str, str.lower, str.upper]))
def test_a_name_within_a_sentence_is_found_however_it_is_spelt_in_the_reason(
    liverpool: FrameworkHistory, one, two, spelt
):
    text = f"It was told that {one} ap {two} was not seen."
    assert names_repeated(spelt(f"For {one} ap {two}"), [text], liverpool.newest) == (2, 4)


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_text_is_read_and_every_number_is_a_word_of_the_reason(liverpool: FrameworkHistory, removed, why):
    assert all(0 < number <= len(why) for number in names_repeated(why, [removed], liverpool.newest))
