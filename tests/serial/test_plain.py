"""Plain data: what goes out comes back, by either reader; what comes from outside is told everything wrong with it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import InvalidData
from lif_core.records import TYPES, Action, Figure, Finding, Record
from lif_core.serial import canonical, decode, encode, from_wire, plain, rebuild, to_wire
from lif_core.testing.strategies import records, whens
from lif_core.values.when import When

CANARY = "canary-7f3a"


@pytest.mark.parametrize("name", TYPES)
def test_dump_then_restore_is_identity(name: str) -> None:
    @given(records(name))
    @settings(max_examples=25)
    def holds(record: Record) -> None:
        assert decode(type(record), encode(record)) == record
        assert rebuild(type(record), json.loads(encode(record))) == record
        assert from_wire(type(record), to_wire(record)) == record

    holds()


@pytest.mark.parametrize("name", TYPES)
def test_both_readers_give_one_result(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @given(records(name))
    @settings(max_examples=15)
    def holds(record: Record) -> None:
        body = encode(record)
        fast = decode(type(record), body)
        with monkeypatch.context() as patched:
            patched.setattr(plain, "msgspec", None)
            slow = decode(type(record), body)
            assert rebuild(type(record), json.loads(body)) == slow
        assert fast == slow == record
        assert [*map(type, fast.extra.values())] == [*map(type, slow.extra.values())]

    holds()


@given(whens())
def test_dates_as_people_give_them_come_back(when: When) -> None:
    assert from_wire(When, json.loads(json.dumps(to_wire(when)))) == when


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values | st.floats(allow_nan=False))
def test_canonical_is_what_the_standard_library_spells(value: Any) -> None:
    told = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == told.encode("utf-8", "surrogatepass")


def test_canonical_spells_every_letter_as_the_standard_library_does() -> None:
    letters = "".join(map(chr, [*range(0x3000), 0xD800, 0xDFFF, 0xFEFF, 0x1F9D2]))
    assert json.loads(canonical(letters)) == letters
    assert canonical(letters) == json.dumps(letters, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with pytest.raises(TypeError):
        canonical({"a": object()})


@pytest.mark.parametrize("name", TYPES)
def test_a_record_is_spelt_as_its_plain_data_is(name: str) -> None:
    @given(records(name))
    @settings(max_examples=15)
    def holds(record: Record) -> None:
        assert encode(record) == canonical(to_wire(record))

    holds()


@given(json_values)
def test_plain_data_is_spelt_one_way(value: Any) -> None:
    assert encode(value) == canonical(value)


def test_a_glance_reads_one_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (plain.msgspec, None):
        monkeypatch.setattr(plain, "msgspec", module)
        assert plain.glance(b'{"a":[1,"\xc5\xb7"],"at":"x"}', "a") == [1, "ŷ"]
        assert plain.glance(b"{}", "a") is None


@given(json_values)
def test_canonical_is_stable(value: Any) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@given(st.dictionaries(st.text(), st.integers(), max_size=5))
def test_the_order_of_keys_does_not_count(table: dict[str, int]) -> None:
    assert canonical(table) == canonical(dict(reversed(table.items())))


@given(st.dictionaries(st.sampled_from([*TYPES, "id", "themes", "text", "due", "links", "extra"]), json_values))
@settings(max_examples=60)
def test_whatever_comes_from_outside_is_read_or_told(table: dict[str, Any]) -> None:
    try:
        read = from_wire(Action, {"id": "demo/action/1", **table})
    except InvalidData as told:
        assert told.problems  # noqa: PT017 - either end is right, and each is looked at
    else:
        assert from_wire(Action, to_wire(read)) == read


WRONG = {
    "id": "demo/finding/1",
    "themes": CANARY,
    "sort": CANARY,
    "text": 3,
    "happened": {"met": {"said": CANARY, "first": CANARY}, "sent": [CANARY]},
    "links": [{"kind": CANARY, "to": 3}, {"kind": "repeats"}],
    "extra": {"size": [CANARY]},
    "keys": {"old": 1},
    "agencies": {"police": CANARY},
    "label": {"en": CANARY, "fr": CANARY},
    "nobody-knows": CANARY,
}


def test_everything_wrong_is_told_with_its_path_and_never_the_value() -> None:
    with pytest.raises(InvalidData) as raised:
        from_wire(Finding, WRONG, "line 3")
    told = {problem.where: problem.says for problem in raised.value.problems}
    assert set(told) == {
        "line 3",
        "line 3, themes",
        "line 3, sort",
        "line 3, text",
        "line 3, happened.met.first",
        "line 3, happened.sent",
        "line 3, links.0.kind",
        "line 3, links.0.to",
        "line 3, links.1.to",
        "line 3, extra.size",
        "line 3, keys.old",
        "line 3, agencies",
        "line 3, label",
    }
    assert told["line 3, themes"] == "A list is expected, text stands there."
    assert told["line 3, sort"] == "One of gap, good-practice, question is expected, another word stands there."
    assert told["line 3"] == "Nobody knows the key nobody-knows."
    assert CANARY not in str(raised.value) + repr(raised.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "x" * 100_001),
        ("ref", "x" * 100_001),
        ("text", "\ud800"),
        ("themes", {"a": 1}),
        ("happened", ["a"]),
        ("happened", {"a": {"said": "x", "first": "2024-01-01"}}),
        ("happened", {"a": {"said": "x", "first": "20240101", "last": "20240101"}}),
        ("happened", {"a": {"said": "x", "reading": "ambiguous"}}),
        ("extra", {"a": float("nan")}),
    ],
)
def test_what_cannot_be_kept_is_refused(field: str, value: Any) -> None:
    with pytest.raises(InvalidData):
        from_wire(Finding, {"id": "demo/finding/1", field: value})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "3"])
def test_a_number_is_a_number(value: Any) -> None:
    with pytest.raises(InvalidData):
        from_wire(Figure, {"id": "demo/figure/1", "n": value})


def test_what_stands_at_its_default_is_left_out() -> None:
    assert to_wire(Finding(id="demo/finding/1", text="words")) == {"id": "demo/finding/1", "text": "words"}
