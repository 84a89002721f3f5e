import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.values.identifiers import Minter, counting, opaque, type_of


@given(st.lists(st.tuples(st.integers(0, 3_700_000_000_000), st.integers(0, 2**32)), min_size=1, max_size=50))
def test_ids_rise_and_are_unique_whatever_clock_and_noise_do(ticks):
    clock, noise = iter([at for at, _ in ticks]), iter([n for _, n in ticks])
    mint = Minter("liverpool", lambda: next(clock), lambda: next(noise))
    ids = [mint("action") for _ in ticks]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {type_of(one) for one in ids} == {"action"}


def test_ids_rise_within_one_millisecond_even_at_the_last_noise():
    mint = Minter("x", lambda: 2 * 10**12, lambda: 2**24 - 1)
    assert mint("review") < mint("review") < mint("review")


@given(st.integers(0, 3_700_000_000_000), st.integers(0, 2**24 - 1))
def test_the_opaque_part_has_one_length_and_no_letter_taken_for_another(at, noise):
    part = opaque(at, noise)
    assert len(part) == 13
    assert not set(part) & set("ilou")


def test_a_counting_mint_is_the_same_each_time():
    mint = counting("demo")
    assert [mint("action"), mint("review")] == ["demo/action/000001", "demo/review/000002"]


@pytest.mark.parametrize("text", ["", "action", "a/b", "a//b", "a/b/c/d"])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ValueError, match="three parts"):
        type_of(text)
