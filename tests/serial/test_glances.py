"""Glances: every field of a record but its words, under the same names; the words when somebody asks for them."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from lif_core.errors import InvalidData
from lif_core.records import TYPES, Action, Export, Record
from lif_core.records.fields import SAID, metadata
from lif_core.serial import encode, plain
from lif_core.serial import glances as room
from lif_core.serial.glances import Glance, glances, whole
from lif_core.testing.strategies import records

CANARY = "canary-41d7"


def plainly(value: Any) -> Any:
    """Tell a value of a record, or what stands for it in a glance, in one way."""
    names = [field.name for field in attrs.fields(type(value))] if attrs.has(type(value)) else []
    names = names or list(getattr(type(value), "__struct_fields__", ()))
    if names:
        return {name: plainly(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: plainly(held) for key, held in value.items()}
    return [plainly(one) for one in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", TYPES)
def test_a_glance_says_what_its_record_says(name: str) -> None:
    words = metadata(TYPES[name], SAID)

    @given(records(name))
    @settings(max_examples=20)
    def holds(record: Record) -> None:
        (seen,) = glances(TYPES[name], [encode(record)])
        for field in attrs.fields(type(record)):
            if field.name not in words:
                assert plainly(getattr(seen, field.name)) == plainly(getattr(record, field.name))
        assert isinstance(seen, Glance)
        assert isinstance(seen.unread, bytes)  # nothing of that has read the record
        assert whole(seen) == record
        assert whole(seen) is whole(seen)
        for field_name in words:
            assert getattr(seen, field_name) == getattr(record, field_name)

    holds()


def test_small_values_can_what_those_of_a_record_can() -> None:
    body = b'{"id":"demo/action/1","due":{"first":"2024-05-01","last":"2024-05-31","said":"May 2024","reading":"month"}'
    (seen,) = glances(Action, [body + b',"leads":[{"body":"police"}]}'])
    record = whole(seen)
    assert (seen.due.is_certain, seen.due.exact, str(seen.due)) == (True, None, "May 2024")
    assert seen.due.is_past(record.due.last) is record.due.is_past(record.due.last)
    assert seen.leads[0].named == "police"


def test_a_glance_is_no_record_and_shows_no_words() -> None:
    record = Action(id="demo/action/1", text=CANARY, due=None)
    (seen,) = glances(Action, [encode(record)])
    assert not isinstance(seen, Record)
    assert seen != record
    assert CANARY not in repr(seen)
    with pytest.raises(AttributeError):
        _ = seen.nothing_of_the_kind


def test_a_field_of_a_record_may_be_called_like_what_a_glance_does() -> None:
    (seen,) = glances(Export, [encode(Export(id="demo/export/1", whole=True))])
    assert seen.whole is True
    assert whole(seen).whole is True


@pytest.mark.parametrize(
    "body",
    [
        b'{"id":"demo/action/1","state":5}',
        b'{"id":"demo/action/1","due":{"said":"x","reading":"sometimes"}}',
        b'{"id":"demo/action/1","leads":{}}',
        b"{}",
    ],
)
def test_what_does_not_fit_is_told_when_it_is_looked_at(body: bytes) -> None:
    with pytest.raises(InvalidData):
        glances(Action, [body])


def test_words_that_do_not_fit_are_told_when_they_are_read() -> None:
    (seen,) = glances(Action, [json.dumps({"id": "demo/action/1", "text": [CANARY]}).encode()])
    with pytest.raises(InvalidData) as told:
        whole(seen)
    assert CANARY not in str(told.value)


@given(records("evaluation"))
@settings(max_examples=10)
def test_without_msgspec_the_record_is_its_own_glance(record: Record) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain, "msgspec", None)
        patched.setattr(room, "msgspec", None)
        (seen,) = glances(TYPES["evaluation"], [encode(record)])
    assert seen == whole(seen) == record
