"""The contract lets the reference pass, and nobody who breaks a promise."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
from hypothesis import Phase, settings

from lif_core.errors import StorageError
from lif_core.hooks.ports import Head, Row, Storage, StoredCommit
from lif_core.testing import MemoryStorage, StorageContract


class TestMemory(StorageContract):
    shelf: ClassVar[dict[Path, MemoryStorage]] = {}

    def make(self, tmp_path: Path) -> Storage:
        return self.shelf.setdefault(tmp_path, MemoryStorage()).another()


class LosesOrder(MemoryStorage):
    def load(self, **wanted: object) -> Iterator[Row]:  # type: ignore[override]
        yield from reversed(list(super().load(**wanted)))  # type: ignore[arg-type]


class ReversesHistory(MemoryStorage):
    def history(self, id: str) -> Iterator[StoredCommit]:
        yield from reversed(list(super().history(id)))


class IgnoresExpect(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        head = self.head()
        super().append(attrs.evolve(commit, position=head.position + 1), head, rows)


class HalfWrites(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        self._shelf.rows = dict(self._shelf.rows) | {row.id: row for row in rows}
        super().append(commit, expect, rows)


class HalfWritesTheLastRow(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        for end in range(len(rows)):
            rows[end].id.encode()
        super().append(commit, expect, rows[:1])
        for row in rows[1:]:
            self._shelf.rows = dict(self._shelf.rows) | {row.id.casefold(): attrs.evolve(row, id=row.id.casefold())}


class KeepsTheLatestDocument(MemoryStorage):
    def keep(self, fingerprint: str, document: bytes) -> None:
        self._opened().documents[fingerprint] = document


class TrimsKeys(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        trimmed = [attrs.evolve(row, keys={name: value.strip() for name, value in row.keys.items()}) for row in rows]
        super().append(commit, expect, trimmed)


class ErasesLinks(MemoryStorage):
    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        super().erase(commit, expect, replacements, rows)
        by_position = {replacement.position: replacement for replacement in replacements}
        self._shelf.commits = tuple(by_position.get(held.position, held) for held in self._shelf.commits)


class RebuildsOnTop(MemoryStorage):
    def rebuild(self, expect: Head, touches: object, rows: Iterable[Row]) -> None:  # type: ignore[override]
        before = self._shelf.rows
        super().rebuild(expect, touches, rows)  # type: ignore[arg-type]
        self._shelf.rows = dict(before) | dict(self._shelf.rows)


class RebuildsForAnybody(MemoryStorage):
    def rebuild(self, expect: Head, touches: object, rows: Iterable[Row]) -> None:  # type: ignore[override]
        super().rebuild(self.head(), touches, rows)  # type: ignore[arg-type]


def broken_by(make: Callable[[Path], Storage], tmp_path: Path, promise: str) -> bool:
    """Tell whether a storage breaks a promise."""

    class Contract(StorageContract):
        tries = settings(StorageContract.tries, max_examples=40, phases=[Phase.generate], database=None)

        def make(self, tmp_path: Path) -> Storage:
            return make(tmp_path)

    try:
        getattr(Contract(), promise)(tmp_path)
    except (AssertionError, StorageError, pytest.fail.Exception, UnicodeError):
        return True
    return False


MACHINE = "test_beside_the_reference"


@pytest.mark.parametrize(
    ("wrong", "promise"),
    [
        (LosesOrder, MACHINE),
        (ReversesHistory, MACHINE),
        (IgnoresExpect, MACHINE),
        (IgnoresExpect, "test_a_stale_writer_conflicts_and_writes_nothing"),
        (HalfWrites, MACHINE),
        (HalfWrites, "test_a_row_that_cannot_be_kept_refuses_the_whole_commit"),
        (HalfWritesTheLastRow, MACHINE),
        (KeepsTheLatestDocument, MACHINE),
        (TrimsKeys, MACHINE),
        (RebuildsOnTop, MACHINE),
        (RebuildsOnTop, "test_what_stands_beside_the_commits_can_be_made_again"),
        (RebuildsForAnybody, "test_what_stands_beside_the_commits_can_be_made_again"),
        (ErasesLinks, "test_an_erasure_changes_bodies_and_nothing_else"),
    ],
)
def test_a_wrong_storage_fails(wrong: type[MemoryStorage], promise: str, tmp_path: Path) -> None:
    shelf: ClassVar[dict[Path, MemoryStorage]] = {}

    def make(folder: Path) -> Storage:
        first = shelf.setdefault(folder, MemoryStorage())
        handle = wrong()
        handle._shelf = first._shelf
        return handle

    assert broken_by(make, tmp_path, promise)


def test_a_storage_that_forgets_on_reopening_fails(tmp_path: Path) -> None:
    for promise in ("test_what_was_acknowledged_is_there_after_reopening", MACHINE):
        assert broken_by(lambda folder: MemoryStorage(), tmp_path, promise)


def test_importing_the_floor_loads_neither_pytest_nor_hypothesis() -> None:
    script = (
        "import sys, lif_core.testing; from lif_core.testing import MemoryStorage;"
        "print([name for name in ('pytest', 'hypothesis', 'sqlite3', 'apsw') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    import lif_core.testing

    with pytest.raises(AttributeError, match="no attribute 'Contract'"):
        _ = lif_core.testing.Contract
