"""Structs: what is read and written through them is what the slower ways read and write, byte for byte."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import InvalidData
from lif_core.records import TYPES, Action, Attendance, Figure, Finding, Note, Record
from lif_core.records.fields import LONGEST
from lif_core.records.parts import Link, Party
from lif_core.serial import canonical, decode, encode, from_wire, plain, rebuild, structs, to_wire
from lif_core.testing.strategies import records
from lif_core.values.labels import Label
from lif_core.values.when import When

pytest.importorskip("msgspec")


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Do something as it is done where msgspec is not installed."""

    def do(work: Any, *args: Any) -> Any:
        with monkeypatch.context() as patched:
            patched.setattr(plain, "msgspec", None)
            return work(*args)

    return do


@pytest.mark.parametrize("name", TYPES)
def test_all_that_is_written_for_a_class_does_what_the_slower_ways_do(name: str, slowly: Any) -> None:
    cls = TYPES[name]
    read, rebuilt = structs.READERS.written(cls), structs.REBUILDERS.written(cls)
    write, tell = structs.WRITERS.written(cls), structs.TELLERS.written(cls)

    @given(records(name))
    @settings(max_examples=25)
    def holds(record: Record) -> None:
        told, body = slowly(to_wire, record), slowly(encode, record)
        assert write(record) == body
        assert tell(record) == told
        assert list(tell(record)) == list(told)
        assert json.dumps(tell(record)) == json.dumps(told)
        for made in (read(body), rebuilt(told), slowly(decode, cls, body)):
            assert type(made) is cls
            assert made == record
            assert slowly(encode, made) == body  # which tells 1 from 1.0 and from True

    holds()


texts = st.text() | st.sampled_from(["standard", "partnership", "ŷ ŵ", "\ud800", "a\udfff\n", "\x00\x1f\x7f\u2028", ""])
numbers = st.integers() | st.floats() | st.sampled_from([10**30, -(10**30), 1e16, 1e-5, 1e22, -0.0, 0.1, 5e-324])
scalars = texts | numbers | st.booleans() | st.none()


@given(texts, texts, st.dictionaries(texts, scalars, max_size=4), st.dates(), st.integers(min_value=0) | st.floats())
def test_odd_values_are_spelt_as_the_standard_library_spells_them(
    one: str, other: str, extra: dict[str, Any], day: date, count: float
) -> None:
    when = When.on(day)
    for record in (
        Action(id=one, kind=other, text=one, extra=extra, due=when, happened={one: when}, keys={other: one}),
        Action(id=one, disclosure=other, leads=(Party(said=one), Party(body=other, first=True)), label=Label("", one)),
        Note(id=one, ref="".join(["", ""]), kind="".join(["stand", "ard"]), links=(Link("repeats", other),), extra={}),
        Figure(id=one, n=count, of=1),
    ):
        told = json.dumps(to_wire(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert encode(record) == told.encode("utf-8", "surrogatepass")


json_values: st.SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)


@given(json_values)
def test_plain_data_is_spelt_as_the_standard_library_spells_it(value: Any) -> None:
    told = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == canonical([value])[1:-1] == told.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("value", [date(2024, 5, 1), b"x", {1}, object(), Label("x")])
def test_what_json_cannot_say_is_refused_however_deep(value: Any) -> None:
    for plain_ in (value, [value], {"a": [{"b": value}]}):
        with pytest.raises(TypeError):
            canonical(plain_)


def test_what_is_of_another_shape_is_written_as_it_stands() -> None:
    for odd in (
        Action(id="demo/action/1", label="no label"),  # type: ignore[arg-type]
        Action(id="demo/action/1", due=date(2024, 5, 1)),  # type: ignore[arg-type]
        Action(id="demo/action/1", leads=("police",)),  # type: ignore[arg-type]
        Action(id="demo/action/1", happened=["sent"]),  # type: ignore[arg-type]
    ):
        structs.WRITERS.written(Action), structs.TELLERS.written(Action)
        assert encode(odd) == json.dumps(to_wire(odd), sort_keys=True, separators=(",", ":")).encode()
        assert len(to_wire(odd)) == 2


WRONG: list[tuple[type[Record], bytes]] = [
    (Finding, b'{"id":"demo/finding/1","text":"%b"}' % (b"x" * (LONGEST + 1))),
    (Finding, b'{"id":"demo/finding/1","text":3}'),
    (Finding, b'{"text":"no id"}'),
    (Finding, b'{"id":"demo/finding/1","happened":null}'),
    (Finding, b'{"id":"demo/finding/1","themes":null}'),
    (Finding, b'{"id":"demo/finding/1","text":"\xed\xa0\x80"}'),
    (Attendance, b'{"id":"demo/attendance/1","attended":-1}'),
    (Action, b'{"id":"demo/action/1","due":{"said":"x","first":"2024-01-02","last":"2024-01-01"}}'),
    (Action, b'{"id":"demo/action/1","links":[{"kind":"none-of-ours","to":"x"}]}'),
    (Action, b"[]"),
]


@pytest.mark.parametrize(("cls", "body"), WRONG)
def test_what_does_not_fit_is_refused_by_all_ways(cls: type[Record], body: bytes, slowly: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        structs.READERS.written(cls)(body)
    for way in (decode, lambda *args: slowly(decode, *args)):
        with pytest.raises(InvalidData):
            way(cls, body)
    if b"\xed" not in body:
        with pytest.raises(InvalidData):
            rebuild(cls, json.loads(body))


def test_what_was_made_of_a_draft_never_changes() -> None:
    made = structs.READERS.written(Action)(b'{"id":"demo/action/1","due":{"said":"soon","reading":"condition"}}')
    for value, field in ((made, "text"), (made.due, "said")):
        assert type(value) in (Action, When)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field, "x")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, field)
    assert made == from_wire(Action, {"id": "demo/action/1", "due": {"said": "soon", "reading": "condition"}})
    assert attrs.evolve(made, text="x").text == "x"


def test_functions_are_written_for_classes_that_are_met_often() -> None:
    written: list[type] = []

    def write(cls: type) -> Any:
        written.append(cls)
        return "quick"

    def slow(cls: type) -> Any:
        return "seldom"

    by_class: dict[type, Any] = structs._ByClass(write, slow)
    met = [by_class[Action] for _ in range(structs.OFTEN + 3)]
    assert met == ["seldom"] * (structs.OFTEN - 1) + ["quick"] * 4
    assert by_class[Note] == "seldom"
    assert written == [Action]


def test_a_check_that_structs_do_not_know_is_no_check_left_out() -> None:
    @attrs.frozen(weakref_slot=False)
    class Checked:
        word: str = attrs.field(validator=attrs.validators.instance_of(str))

    with pytest.raises(TypeError, match="say here how msgspec checks it"):
        structs.READERS.written(Checked)


@pytest.mark.parametrize("hint", [bytes, Any, list[int], str | Label])
def test_a_type_that_structs_do_not_know_is_never_written_wrongly(hint: Any) -> None:
    odd = attrs.make_class("Odd", {"held": attrs.field(type=hint)}, frozen=True, slots=True, weakref_slot=False)
    with pytest.raises(TypeError, match="Say here how"):
        structs.WRITERS.written(odd)
    if hint == str | Label:
        with pytest.raises(TypeError, match="Say here how"):
            structs.READERS.written(odd)
    assert encode(odd("x")) == b'{"held":"x"}'
