"""Kept: what layers of plug-ins say is read again from JSON, and says what their text says."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.partnership.layer_cache import documents_of, place_of

MOMENTS = """
layer = "times"
since = 2024-05-01
[theme.a]
label = "Ŵythnos \\u0000 \\U0001F600"
number = 9007199254740993
other = [1, 1.0, -0.0, inf, true, "true"]
at = 2024-05-01T10:11:12.000345+01:00
zulu = 2024-05-01T10:11:12Z
local = 2024-05-01T10:11:12
clock = 10:11:12
many = [{ day = 2024-05-01 }, {}]
""".replace("\\\\", "\\")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place where things may be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "layer.some.json"


def says(files: list[tuple[str, str]], place: Path | None) -> list[Any]:
    return [(one.name, one.text, one.layer, one.problems, repr(one.data)) for one in documents_of(files, place)]


@pytest.mark.parametrize("layer", sorted(Plugins().offers("lif_layers")))
def test_every_layer_there_is_says_the_same_when_it_is_read_again(layer: str, place: Path) -> None:
    files = list(Plugins().offers("lif_layers")[layer].make())
    fresh = says(files, None)
    assert says(files, place) == fresh
    assert place.exists()
    assert says(files, place) == fresh


def test_days_and_numbers_come_back_as_they_were(place: Path) -> None:
    files = [("times.toml", MOMENTS)]
    fresh = says(files, place)
    assert place.exists()
    assert says(files, place) == fresh == says(files, None)
    assert read_document(MOMENTS, "times.toml").data is not None


@given(
    st.recursive(
        st.integers() | st.text() | st.booleans() | st.dates().map(str),
        lambda inner: st.dictionaries(st.sampled_from(["a", "(date)", "(time)", "(datetime)"]), inner, max_size=2),
        max_leaves=6,
    )
)
def test_what_looks_like_a_day_in_json_is_never_taken_for_one(tmp_path_factory: Any, held: Any) -> None:
    """Such a table is not kept, and so read from its text each time."""
    text = f'layer = "x"\n[theme]\na = {_toml(held)}\n'
    place = tmp_path_factory.mktemp("kept") / "layer.x.json"
    fresh = says([("x.toml", text)], None)
    assert says([("x.toml", text)], place) == fresh
    assert says([("x.toml", text)], place) == fresh


def _toml(held: Any) -> str:
    if isinstance(held, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(value)}" for key, value in held.items()) + "}"
    return json.dumps(held)


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"{", b"\xff", b"[]", b"null", b'{"format": 1}', b'{"format": 1, "texts": []}', b"[" * 10_000,
     b'{"format": 2, "texts": ["layer = \\"a\\""], "says": [{"layer": "b"}]}',
     b'{"format": 1, "texts": ["layer = \\"b\\""], "says": [{"layer": "b"}]}',
     b'{"format": 1, "texts": ["layer = \\"a\\""], "says": [{"since": {"(date)": "2024-99-99"}}]}'],
)  # fmt: skip
def test_what_was_spoilt_or_is_of_another_text_does_not_count(spoilt: bytes, place: Path) -> None:
    place.write_bytes(spoilt)
    documents = documents_of([("a.toml", 'layer = "a"')], place)
    assert [document.data for document in documents] == [{"layer": "a"}]
    assert [document.data for document in documents_of([("a.toml", 'layer = "a"')], place)] == [{"layer": "a"}]


def test_a_layer_that_is_no_toml_is_told_each_time(place: Path) -> None:
    files = [("a.toml", 'layer = "a"'), ("b.toml", "layer = ")]
    assert says(files, place) == says(files, place) == says(files, None)
    assert not place.exists()


def test_nothing_is_kept_where_nobody_may_write_or_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [("a.toml", 'layer = "a"')]
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert says(files, tmp_path / "not here" / "layer.a.json") == says(files, None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert says(files, tmp_path / "layer.a.json") == says(files, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../up", "a/b", "A", "", "a" * 81, "con:"])
def test_a_name_that_could_lead_elsewhere_is_not_kept(name: str) -> None:
    assert place_of(name) is None
