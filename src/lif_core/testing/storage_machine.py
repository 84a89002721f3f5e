"""Storage machine: whole histories of one store, made up, driven through two handles and the reference side by side."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lif_core.errors import Conflict
from lif_core.hooks.ports import Head, Rebuilds, Row, Storage
from lif_core.testing.memory import MemoryStorage
from lif_core.testing.samples import TEXTS, commit_after, end_of, rows_of

_TEXT = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_IDS = st.sampled_from(
    [f"demo/{type}/{part}" for type in ("action", "finding") for part in ("01", "02", "1", "A", "a", "ŷ", "ÿ", "é%_")]
)
_KEYS = st.dictionaries(st.sampled_from(["state", "ref", "lead agency", "cyflwr ŵ"]), _TEXT, max_size=3)
_BODIES = st.binary(max_size=40) | st.sampled_from([text.encode() for text in TEXTS])
_DAYS = st.dates().map(lambda day: day.isoformat())
_HANDLES = st.integers(0, 1)
_FINGERPRINTS = ["a" * 64, "b" * 64]


class StorageMachine(RuleBasedStateMachine):
    """Drives two handles of one store and the reference side by side.

    Args:
        make: opens the store of a folder, as `StorageContract.make` does.
        folder: a folder nobody used before.
    """

    def __init__(self, make: Callable[[Path], Storage], folder: Path) -> None:
        super().__init__()
        self._make = make
        self._folder = folder
        self._handles = [make(folder), make(folder)]
        self._model = MemoryStorage()

    @rule(
        handle=_HANDLES,
        body=_BODIES,
        touches=st.lists(_IDS, max_size=4),
        rows=st.lists(st.tuples(_IDS, _KEYS, _BODIES, _DAYS), max_size=4),
    )
    def append(self, handle: int, body: bytes, touches: list[str], rows: list[tuple[str, Any, bytes, str]]) -> None:
        """Write a commit, of what was just read."""
        head = self._handles[handle].head()
        commit = commit_after(head, touches, body)
        made = self._rows(rows, commit.position)
        self._handles[handle].append(commit, head, made)
        self._model.append(commit, head, made)
        for id in touches:
            assert list(self._handles[1 - handle].history(id)) == list(self._model.history(id))

    @precondition(lambda self: self._model.head().position)
    @rule(handle=_HANDLES, back=st.integers(1, 3), rows=st.lists(st.tuples(_IDS, _KEYS, _BODIES, _DAYS), max_size=2))
    def append_late(self, handle: int, back: int, rows: list[tuple[str, Any, bytes, str]]) -> None:
        """Write a commit behind one that is no longer the last."""
        past = list(self._model.commits())
        seen = Head() if back >= len(past) else end_of(past[-1 - back])
        with pytest.raises(Conflict):
            self._handles[handle].append(commit_after(seen, body=b"late"), seen, self._rows(rows, seen.position + 1))

    @precondition(lambda self: self._model.head().position)
    @rule(
        handle=_HANDLES,
        which=st.lists(st.integers(0, 10_000), max_size=3),
        body=_BODIES,
        rows=st.lists(st.tuples(_IDS, _KEYS, _BODIES, _DAYS), max_size=2),
    )
    def erase(self, handle: int, which: Sequence[int], body: bytes, rows: list[tuple[str, Any, bytes, str]]) -> None:
        """Take bodies out of earlier commits."""
        head = self._model.head()
        past = list(self._model.commits())
        chosen = {number % len(past) for number in which}
        replacements = [attrs.evolve(past[number], body=body) for number in chosen]
        commit = commit_after(head, body=b"erased")
        made = self._rows(rows, commit.position)
        self._handles[handle].erase(commit, head, replacements, made)
        self._model.erase(commit, head, replacements, made)
        self._documents_stay()

    @precondition(lambda self: isinstance(self._handles[0], Rebuilds))
    @rule(
        handle=_HANDLES,
        stale=st.booleans(),
        rows=st.lists(st.tuples(_IDS, _KEYS, _BODIES, _DAYS), max_size=4, unique_by=lambda drawn: drawn[0]),
        touches=st.lists(st.lists(_IDS, max_size=3), max_size=30),
    )
    def rebuild(
        self, handle: int, stale: bool, rows: list[tuple[str, Any, bytes, str]], touches: list[list[str]]
    ) -> None:
        """Put other rows in the place of all, and other ids in the place of those that commits touch."""
        head, store = self._model.head(), self._handles[handle]
        assert isinstance(store, Rebuilds)
        made = self._rows(rows, head.position)
        kept = [(commit.position, commit.touches) for commit in self._model.commits()]
        told = [*enumerate(touches[: head.position], start=1), *kept[len(touches) :]]
        if stale:
            with pytest.raises(Conflict):
                store.rebuild(Head(head.position + 1, "e" * 64), told, made)
            return
        store.rebuild(head, told, made)
        self._model.rebuild(head, told, made)
        self._documents_stay()
        for id in {id for _, ids in [*kept, *told] for id in ids}:
            assert list(self._handles[1 - handle].history(id)) == list(self._model.history(id))

    @rule(handle=_HANDLES, after=st.integers(0, 30))
    def read_commits(self, handle: int, after: int) -> None:
        """Stream the commits behind a position."""
        assert list(self._handles[handle].commits(after)) == list(self._model.commits(after))

    @rule(handle=_HANDLES, id=_IDS)
    def read_history(self, handle: int, id: str) -> None:
        """Stream the commits of one record."""
        assert list(self._handles[handle].history(id)) == list(self._model.history(id))

    @rule(
        handle=_HANDLES,
        ids=st.none() | st.lists(_IDS | st.just("demo/action/unknown"), max_size=6),
        type=st.none() | st.sampled_from(["action", "finding", "review"]),
        data=st.data(),
    )
    def read_rows(self, handle: int, ids: list[str] | None, type: str | None, data: st.DataObject) -> None:
        """Stream rows by ids, type and keys together."""
        held = sorted({pair for row in self._model.load() for pair in row.keys.items()})
        pairs = data.draw(st.lists(st.sampled_from(held), max_size=2)) if held else []
        keys = dict(pairs) or data.draw(st.sampled_from([None, {}, {"state": "held by nobody"}]))
        found = self._handles[handle].load(ids=ids, type=type, keys=keys)
        assert rows_of(found) == rows_of(self._model.load(ids=ids, type=type, keys=keys))

    @rule(handle=_HANDLES, fingerprint=st.sampled_from(_FINGERPRINTS), document=_BODIES)
    def keep(self, handle: int, fingerprint: str, document: bytes) -> None:
        """Keep a document, perhaps one whose fingerprint is known already."""
        self._handles[handle].keep(fingerprint, document)
        self._model.keep(fingerprint, document)
        assert self._handles[1 - handle].kept(fingerprint) == self._model.kept(fingerprint)

    @rule(handle=_HANDLES)
    def reopen(self, handle: int) -> None:
        """Close one handle and open it again, while the other stays open."""
        self._handles[handle].close()
        self._handles[handle] = self._make(self._folder)

    @rule()
    def reopen_all(self) -> None:
        """Close both handles before one is opened again."""
        for store in self._handles:
            store.close()
        self._handles = [self._make(self._folder), self._make(self._folder)]

    @invariant()
    def agree(self) -> None:
        """Every handle ends where the reference does and shows the rows it has; nothing strays from them."""
        for store in self._handles:
            assert store.head() == self._model.head()
            assert rows_of(store.load()) == rows_of(self._model.load())
            assert not isinstance(store, Rebuilds) or list(store.strays()) == []

    def teardown(self) -> None:
        """Let the store go."""
        for store in self._handles:
            store.close()

    def _documents_stay(self) -> None:
        for fingerprint in _FINGERPRINTS:
            assert self._handles[0].kept(fingerprint) == self._model.kept(fingerprint)

    @staticmethod
    def _rows(drawn: list[tuple[str, Mapping[str, str], bytes, str]], position: int) -> list[Row]:
        return [Row(id, id.split("/")[1], position, until, keys, body) for id, keys, body, until in drawn]
