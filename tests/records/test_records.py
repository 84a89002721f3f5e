"""Records: valid when built, silent when shown."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.records import TYPES, Finding, Hold, Party, Record
from lif_core.records.fields import LONGEST, SAID, TO, metadata
from lif_core.testing.strategies import records
from lif_core.values.when import When

CANARY = "canary-7f3a"


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_built_from_its_id_alone(name: str) -> None:
    record = TYPES[name](id=f"demo/{name}/1")
    assert record.disclosure == "partnership"
    assert record.kind == "standard"


@pytest.mark.parametrize("name", TYPES)
def test_what_stands_in_a_record_is_in_no_repr(name: str) -> None:
    fields = dict.fromkeys(metadata(TYPES[name], SAID), CANARY)
    record = TYPES[name](id=f"demo/{name}/1", ref=CANARY, keys={"x": CANARY}, extra={"y": CANARY}, **fields)
    assert repr(record) == f"<{TYPES[name].__name__} demo/{name}/1>"
    assert CANARY not in str(record)


@given(records())
@settings(max_examples=40)
def test_any_record_shows_its_id_and_nothing_else(record: Record) -> None:
    assert repr(record) == f"<{type(record).__name__} {record.id}>"


def test_parts_keep_their_words_to_themselves() -> None:
    when = When(CANARY, condition=CANARY, reading="undated")
    for part in (Party(said=CANARY), Hold(kind="criminal", since=when, why=CANARY), when):
        assert CANARY not in repr(part)


def test_free_text_has_an_end() -> None:
    assert len(Finding(id="demo/finding/1", text="x" * LONGEST).text) == LONGEST
    with pytest.raises(ValueError, match="100000") as raised:
        Finding(id="demo/finding/1", text=CANARY * LONGEST)
    assert CANARY not in str(raised.value)


@given(st.sampled_from(sorted(TYPES)))
def test_references_name_record_types_that_there_are(name: str) -> None:
    for types in metadata(TYPES[name], TO).values():
        assert set(types) <= set(TYPES)


def test_a_party_is_called_by_its_body_then_role_then_words() -> None:
    assert Party(said="Mersey", body="police", role="chair").named == "police"
    assert Party(said="the chair", role="chair").named == "chair"
    assert Party(said="the chair").named == "the chair"


def test_records_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Finding(id="demo/finding/1").text = "x"  # type: ignore[misc]
