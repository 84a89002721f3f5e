"""What was planted is found however it is spelt, and only while it is there."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.testing.planted import PIECE, first_place, planted, standing

SPELT: list[Callable[[bytes], bytes]] = [
    bytes,
    lambda held: held.hex().encode(),
    lambda held: held.hex().upper().encode(),
    base64.b64encode,
    base64.urlsafe_b64encode,
    base64.b85encode,
    lambda held: json.dumps({"body": base64.b85encode(held).decode()}).encode(),
]


@pytest.mark.parametrize("number", range(len(SPELT)))
@settings(max_examples=20)
@given(before=st.binary(max_size=20), after=st.binary(max_size=20), cut=st.integers(0, 2_000))
def test_it_is_found_wherever_it_begins_and_whatever_is_left_of_it(
    number: int, before: bytes, after: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / "within").mkdir()
    path = folder / "within" / "store.db"
    path.write_bytes(SPELT[number](before + planted(1)[cut:] + after))
    assert standing(folder, [planted(1)]) == [str(Path("within") / "store.db")]
    assert standing(folder, [planted(2)]) == []
    place = first_place(path, planted(1))
    assert place is not None
    path.write_bytes(path.read_bytes()[: place + PIECE // 2])
    assert standing(folder, [planted(1)]) == []
    assert first_place(path, planted(1)) is None


def test_a_file_of_the_same_letters_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(bytes(sorted(planted(1))))
    assert standing(tmp_path, [planted(1)]) == []
