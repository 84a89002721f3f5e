"""Unread: a table that is read when it is asked for is the table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.serial import plain, unread
from lif_core.serial.unread import Unread, loads

CANARY = "canary-7f3a"


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.floats(allow_nan=False) | st.text(), max_size=5))
def test_it_is_the_table(table: dict[str, object]) -> None:
    body = plain.canonical(table)
    late = Unread(body)
    assert late == table == Unread(memoryview(body))
    assert len(late) == len(table)
    assert {**late} == dict(late.items()) == table
    assert all(late[key] == late.get(key) == held for key, held in table.items())
    assert late.get("not there \ud800") is None


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"{}"', b" {}"])
def test_what_is_no_table_is_refused_at_once(body: bytes) -> None:
    with pytest.raises(ValueError, match="no table"):
        Unread(body)


def test_nothing_is_read_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def reading(body: bytes) -> object:
        asked.append(body)
        return json.loads(body)

    monkeypatch.setattr(unread, "loads", reading)
    late = Unread(b'{"text":"%b"}' % CANARY.encode())
    assert CANARY not in repr(late)
    assert asked == []
    assert late["text"] == late.get("text") == CANARY
    assert len(asked) == 1


def test_json_is_read_without_msgspec_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pytest.importorskip("msgspec"), None):
        monkeypatch.setattr(unread, "msgspec", module)
        assert loads('{"a":"ŷ","b":[1.5,null]}'.encode()) == {"a": "ŷ", "b": [1.5, None]}
        assert loads('"\ud800"'.encode("utf-8", "surrogatepass")) == "\ud800"
        with pytest.raises(ValueError, match=r".+"):
            loads(b"{")
