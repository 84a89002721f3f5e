"""Naming: a name means one record; the order is id, ref, label, name of the lists, end of the id; several are told."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.records import Finding, Record, Review
from lif_core.values.labels import Label
from lif_core.view.naming import SHORTEST_END, meant, too_many
from lif_core.view.view import View

DAY = date(2026, 6, 1)
ONE, OTHER, THIRD = "demo/review/35a8p538g2zr3", "demo/finding/35a8p6q4kw771", "demo/finding/35a8p7ad7n1xp"
Maker = Callable[..., View]


def ids(view: View, said: str) -> list[str]:
    return [record.id for record in meant(view, said)]


@pytest.fixture
def view(see: Maker) -> View:
    records: list[Record] = [
        Review(id=ONE, kind="rapid-review", label=Label("CIR 2026-1", "AD 2026-1")),
        Finding(id=OTHER, ref="3.2"),
        Finding(id=THIRD, ref="3.2", label=Label("Third")),
    ]
    return see(DAY, records)


@pytest.mark.parametrize(
    "said", [ONE, "CIR 2026-1", " cir   2026-1", "ad 2026-1", "Rapid review CIR 2026-1", "35a8p538g2zr3", "38G2ZR3"]
)
def test_a_record_has_many_names(view: View, said: str) -> None:
    assert ids(view, said) == [ONE]


@pytest.mark.parametrize("said", ["", " ", "CIR 2026", "CIR 2026-11", "8g2zr", "review", "Finding CIR 2026-1", "/"])
def test_a_nearly_right_name_is_none(view: View, said: str) -> None:
    assert ids(view, said) == []


def test_several_are_told_and_never_chosen_from(view: View) -> None:
    found = meant(view, "3.2")
    assert [record.id for record in found] == [OTHER, THIRD]
    assert meant(view, " 3.2 ") == found
    assert ids(view, "finding 3.2") == [OTHER]  # the other one is listed by its label
    problem = too_many(found, "here")
    assert (problem.code, problem.where) == ("several-called", "here")
    assert OTHER in problem.mend
    assert THIRD in problem.mend


def test_of_very_many_some_are_told_and_the_rest_counted(see: Maker) -> None:
    many = [Finding(id=f"demo/finding/{number:06d}", ref="1") for number in range(30)]
    assert too_many(meant(see(DAY, many), "1")).mend.endswith("demo/finding/000009, and 20 more.")


@given(name=st.text(min_size=1, max_size=12), refs=st.lists(st.text(max_size=12), max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_meant_is_called_so(see: Maker, name: str, refs: list[str]) -> None:
    """No record is given that does not bear the name, and none is left out that does in the way that decides."""
    records = [
        Finding(id=f"demo/finding/{n:013d}", ref=ref, label=Label(name) if n % 2 else None)
        for n, ref in enumerate([*refs, name])
    ]
    found = meant(see(DAY, records), name)
    by_ref = [record for record in records if record.ref.casefold() == name.casefold()]
    assert list(found) == by_ref


@pytest.mark.parametrize("length", range(1, 14))
def test_the_end_of_an_id_is_a_name_from_some_characters_on(see: Maker, length: int) -> None:
    view = see(DAY, [Finding(id=OTHER), Finding(id=THIRD)])
    assert ids(view, THIRD[-length:]) == ([THIRD] if length >= SHORTEST_END else [])
