"""Types: the classes of records, each made when it is first asked for."""

import subprocess
import sys

import pytest

import lif_core.records as records
from lif_core.records import TYPES, Action, Record


def test_every_type_has_its_class_and_every_class_its_type() -> None:
    assert all(issubclass(record_class, Record) for record_class in TYPES.values())
    assert {TYPES.of(record_class): record_class for record_class in TYPES.values()} == dict(TYPES)
    assert len(TYPES) == len(set(TYPES.values())) == 25
    assert TYPES["action"] is Action
    assert "action" in TYPES
    assert "nonsense" not in TYPES
    assert TYPES.get("nonsense") is None


def test_every_name_that_is_offered_is_there() -> None:
    assert all(getattr(records, name) for name in records.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        records.nonsense  # noqa: B018


def test_a_class_is_made_when_it_is_asked_for() -> None:
    code = (
        "import sys; from lif_core.records import TYPES; TYPES['note'];"
        "print(*sorted(name for name in sys.modules if name.startswith('lif_core.records.')))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    rooms = {name.removeprefix("lif_core.records.") for name in told.split()}
    assert rooms == {"fields", "note", "parts", "record"}
