"""The register: overlays tell what a register built anew tells, and never change what lies below."""

import subprocess
import sys
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import UnknownName
from lif_core.records import TYPES, Action, Evidence, Finding, Link, Party, Record
from lif_core.serial import encode
from lif_core.serial.glances import glances
from lif_core.testing.strategies import records
from lif_core.view.register import Pointer, Register, pointers, type_name, type_named
from lif_core.view.shelf import Shelf

Step = tuple[list[Record], set[str]]

some = st.lists(records("action") | records("finding") | records("evidence"), max_size=6)


@st.composite
def steps(draw: st.DrawFn) -> tuple[list[Record], list[Step]]:
    first = draw(some)
    known = sorted({record.id for record in first})
    gone = st.sets(st.sampled_from(known), max_size=2) if known else st.just(set())
    return first, draw(st.lists(st.tuples(some, gone), max_size=4))


def told(register: Register) -> object:
    """Everything a register tells, in no order."""
    by_id = {record.id: record for record in register}
    ids = {*by_id, *(target for record in register for _, target in pointers(record))}
    return (
        by_id,
        {name: {one.id for one in register.of_type(name)} for name in TYPES},
        {state: {one.id for one in register.in_state("action", state)} for state in {r.state for r in register}},
        {ref: {one.id for one in register.called(ref)} for ref in {r.ref for r in register}},
        {target: Counter(register.pointing_at(target)) for target in ids},
        {pair: {one.id for one in register.keyed(*pair)} for r in register for pair in r.keys.items()},
        len(register),
    )


@given(steps())
@settings(max_examples=40)
def test_a_register_added_to_is_one_built_anew(made: tuple[list[Record], list[Step]]) -> None:
    first, later = made
    register = Register(first)
    rebuilt = {record.id: record for record in first}
    for fresh, gone in later:
        before = told(register)
        base = register
        register = base.plus(fresh, gone)
        assert told(base) == before  # the one below stays as it was
        for record_id in gone - {record.id for record in fresh}:
            rebuilt.pop(record_id, None)
        rebuilt.update({record.id: record for record in fresh})
        for record_id in gone & {record.id for record in fresh}:
            assert (record_id in register) is (record_id in rebuilt)
        assert told(register) == told(Register(rebuilt.values()))


def test_many_small_overlays_are_laid_down() -> None:
    register = Register()
    for number in range(1000):
        register = register.plus([Action(id=f"demo/action/{number}", ref=str(number % 7))])
    assert len(register) == 1000
    assert len(list(register.called("3"))) == len(range(3, 1000, 7))
    assert register["demo/action/999"].ref == "5"


def test_links_are_known_both_ways() -> None:
    finding, action = Finding(id="demo/finding/1"), Action(id="demo/action/1", answers=("demo/finding/1",))
    proof = Evidence(id="demo/evidence/1", shows=(action.id, finding.id), links=(Link("repeats", action.id),))
    register = Register([finding, action, proof])
    assert list(pointers(proof)) == [("shows", action.id), ("shows", finding.id), ("repeats", action.id)]
    assert set(register.pointing_at(finding.id)) == {Pointer(action.id, "answers"), Pointer(proof.id, "shows")}
    assert register.sources(action.id, "evidence") == [proof]
    assert register.sources(action.id, "action") == []


def test_a_ref_is_found_whatever_its_case() -> None:
    register = Register([Action(id="demo/action/1", ref="LP-3.2")])
    assert [one.id for one in register.called("lp-3.2")] == ["demo/action/1"]


def looked_at(several: list[Record]) -> Register:
    """Give a register of glances of some records, each type fetched when it is first asked for."""
    last = {record.id: record for record in several}

    def fetch(record_type: str) -> Shelf:
        bodies = [encode(one) for one in last.values() if type_name(one) == record_type]
        return Shelf(record_type, glances(TYPES[record_type], bodies))

    shelves: dict[str, Shelf] = {}
    return Register(fetch=lambda name: shelves.get(name) or shelves.setdefault(name, fetch(name)))


@given(steps())
@settings(max_examples=40)
def test_a_register_read_as_it_is_looked_at_tells_what_one_read_at_once_tells(
    made: tuple[list[Record], list[Step]],
) -> None:
    first, later = made
    lazy, eager = looked_at(first), Register(first)
    assert told(lazy) == told(eager)
    for fresh, gone in later:
        lazy, eager = lazy.plus(fresh, gone), eager.plus(fresh, gone)
        for record in eager:
            for name in ("answers", "shows", "reviews"):
                for target in getattr(record, name, ()):
                    named = lazy.shelf(type_name(record)).naming(name)(target)
                    assert record.id in [one.id for one in named]
        assert told(lazy) == told(eager)


def test_a_type_that_nobody_asks_for_is_not_fetched() -> None:
    asked: list[str] = []

    def fetch(record_type: str) -> Shelf:
        asked.append(record_type)
        return Shelf(record_type)

    register = Register(fetch=fetch)
    assert register.get("demo/action/1") is None
    assert list(register.of_type("action")) == list(register.glances("review")) == []
    assert asked == ["action", "review"]


@given(some)
@settings(max_examples=40)
def test_a_class_asks_for_what_its_name_asks_for(several: list[Record]) -> None:
    for register in (Register(several), looked_at(several)):
        for name, record_class in TYPES.items():
            assert type_named(record_class) == type_named(name) == name
            assert list(register.of_type(record_class)) == list(register.of_type(name))
            assert all(type(one) is record_class for one in register.of_type(record_class))
            for record in several:
                found = list(register.in_state(record_class, record.state))
                assert found == list(register.in_state(name, record.state))
                assert register.sources(record.id, record_class) == register.sources(record.id, name)


def test_a_class_fetches_its_own_type_only() -> None:
    asked: list[str] = []

    def fetch(record_type: str) -> Shelf:
        asked.append(record_type)
        return Shelf(record_type)

    register = Register(fetch=fetch)
    assert list(register.of_type(Action)) == list(register.in_state(Action, "planned")) == []
    assert register.sources("demo/action/1", Evidence) == []
    assert asked == ["action", "evidence"]


@attrs.frozen
class OurAction(Action):
    """A class of one's own: nothing is kept of it."""


@pytest.mark.parametrize(
    "wrong", [Record, Party, OurAction, attrs.make_class("Action", (), frozen=True)], ids=lambda cls: cls.__qualname__
)
def test_a_class_that_is_no_record_type_is_refused(wrong: type[Record]) -> None:
    register = Register([Action(id="demo/action/1")])
    for ask in (
        lambda: register.of_type(wrong),
        lambda: register.in_state(wrong, "planned"),
        lambda: register.sources("demo/action/1", wrong),
    ):
        with pytest.raises(UnknownName, match=f"There is no record type called '{wrong.__name__}'"):
            ask()


def test_a_name_that_nobody_knows_finds_nothing() -> None:
    register = Register([Action(id="demo/action/1")])
    assert list(register.of_type("nonsense")) == list(register.in_state("nonsense", "planned")) == []


def test_a_name_makes_no_class() -> None:
    code = (
        "import sys; from lif_core.view.register import Register; list(Register().of_type('note'));"
        "print('lif_core.records.note' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
