"""Paths: the small language of states."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.framework.misfits import Misfit
from lif_core.framework.paths import moves_of, parse_path

_STATES = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,4})?", fullmatch=True).filter(lambda state: state != "any")


def test_alternatives_branch_and_meet_again() -> None:
    """`a > b | c > d` leads from a to b or c, and from both to d."""
    path = parse_path("a > b | c > d")
    assert path.states == ("a", "b", "c", "d")
    assert moves_of(path, ()) == {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}


def test_any_is_every_other_state() -> None:
    """`any > withdrawn` adds a move from each state but itself."""
    moves = moves_of(parse_path("open > met"), [parse_path("any > withdrawn"), parse_path("met > open")])
    assert moves == {"open": ("met", "withdrawn"), "met": ("withdrawn", "open"), "withdrawn": ()}


@given(st.lists(st.lists(_STATES, min_size=1, max_size=3), min_size=1, max_size=6))
def test_a_path_is_read_as_written(steps: list[list[str]]) -> None:
    """Writing and reading again gives the same steps; every move is between neighbours."""
    path = parse_path(" > ".join(" | ".join(step) for step in steps))
    assert [list(step) for step in path.steps] == steps
    assert set(path.states) == {state for step in steps for state in step}
    for before, after in path.moves:
        assert any(before in one and after in other for one, other in pairwise(steps))


@pytest.mark.parametrize("text", ["", ">", "a >", "a >> b", "a > B", "a > b c", "a | > b", "a > " * 2000 + "a"])
def test_what_is_no_path_is_refused_with_the_cure(text: str) -> None:
    """The misfit says what to write instead."""
    with pytest.raises(Misfit) as refused:
        parse_path(text)
    assert refused.value.mend.endswith(".")
