"""The contract lets the reference pass, and nobody who breaks a promise."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


class RefusesLongIds(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        if any(len(row.id) > 400 for row in rows):
            raise StorageError("This id is too long.")
        super().append(commit, expect, rows)


class OrdersLongIdsByTheirHash(MemoryStorage):
    def load(self, **wanted: object) -> Iterator[Row]:  # type: ignore[override]
        yield from sorted(super().load(**wanted), key=lambda row: _short(row.id))  # type: ignore[arg-type]


def _short(id: str) -> str:
    return id if len(id) <= 400 else f"{id[:400]}{hashlib.sha256(id.encode()).hexdigest()}"


class OrdersByCodeUnits(MemoryStorage):
    def load(self, **wanted: object) -> Iterator[Row]:  # type: ignore[override]
        yield from sorted(super().load(**wanted), key=lambda row: row.id.encode("utf-16-be"))  # type: ignore[arg-type]


class FindsByTheBeginningOfKeys(MemoryStorage):
    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        for row in super().load(ids=ids, type=type):
            if all(row.keys.get(name, "\0")[:1000] == value[:1000] for name, value in (keys or {}).items()):
                yield row


class FindsWhateverTheCase(MemoryStorage):
    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        for row in super().load(ids=ids, type=type):
            if all(row.keys.get(name, "\0").casefold() == value.casefold() for name, value in (keys or {}).items()):
                yield row


class CutsAtNul(MemoryStorage):
    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        cut = [{name: value.partition("\0")[0] for name, value in row.keys.items()} for row in rows]
        super().append(commit, expect, [attrs.evolve(row, keys=keys) for row, keys in zip(rows, cut, strict=True)])


class ForgetsDocumentsWhenErasing(MemoryStorage):
    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        super().erase(commit, expect, replacements, rows)
        if replacements:
            self._shelf.documents.clear()


class ForgetsDocumentsWhenRebuilding(MemoryStorage):
    def rebuild(self, expect: Head, touches: object, rows: Iterable[Row]) -> None:  # type: ignore[override]
        super().rebuild(expect, touches, rows)  # type: ignore[arg-type]
        self._shelf.documents.clear()


class ReadsIdsTwice(MemoryStorage):
    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        if ids is None or list(ids):
            yield from super().load(ids=ids, type=type, keys=keys)


class EndsShort(MemoryStorage):
    def commits(self, after: int = 0) -> Iterator[StoredCommit]:
        for commit in super().commits(after):
            if not self._open:
                return
            yield commit


class Indexed(MemoryStorage):
    """A right one with indexes of its own, which its rows and commits can be compared with."""

    @property
    def touched(self) -> dict[tuple[str, int], None]:
        return self._shelf.__dict__.setdefault("touched", {})

    @property
    def keyed(self) -> dict[tuple[str, str, str], None]:
        return self._shelf.__dict__.setdefault("keyed", {})

    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        before = dict(self._shelf.rows)
        super().erase(commit, expect, replacements, rows)
        self.touched.update(dict.fromkeys((id, commit.position) for id in commit.touches))
        self.drop([before[row.id] for row in rows if row.id in before])
        self.keyed.update(_entries(self._shelf.rows[row.id] for row in rows))

    def drop(self, rows: Iterable[Row]) -> None:
        for entry in _entries(rows):
            self.keyed.pop(entry, None)

    def history(self, id: str) -> Iterator[StoredCommit]:
        return (commit for commit in self.commits() if (id, commit.position) in self.touched)

    def strays(self) -> Iterator[str]:
        touched = {(id, commit.position) for commit in self.commits() for id in commit.touches}
        yield from sorted({id for id, _ in touched ^ self.touched.keys()})
        yield from sorted({id for id, _, _ in _entries(self.load()).keys() ^ self.keyed.keys()})

    def rebuild(self, expect: Head, touches: object, rows: Iterable[Row]) -> None:  # type: ignore[override]
        told = [(position, list(ids)) for position, ids in touches]  # type: ignore[attr-defined]
        super().rebuild(expect, told, rows)
        self.touched.clear()
        self.touched.update(dict.fromkeys((id, position) for position, ids in told for id in ids))
        self.keyed.clear()
        self.keyed.update(_entries(self.load()))


def _entries(rows: Iterable[Row]) -> dict[tuple[str, str, str], None]:
    return dict.fromkeys((row.id, name, value) for row in rows for name, value in row.keys.items())


class TestIndexed(StorageContract):
    shelf: ClassVar[dict[Path, MemoryStorage]] = {}

    def make(self, tmp_path: Path) -> Storage:
        handle = Indexed()
        handle._shelf = self.shelf.setdefault(tmp_path, Indexed())._shelf
        return handle


class LeavesEntries(Indexed):
    def drop(self, rows: Iterable[Row]) -> None:
        """Leave them."""


class TellsNothing(Indexed):
    def strays(self) -> Iterator[str]:
        return iter(())


def broken_by(make: Callable[[Path], Storage], tmp_path: Path, promise: str) -> bool:
    """Tell whether a storage breaks a promise."""

    class Contract(StorageContract):
        tries = settings(
            StorageContract.tries, max_examples=40, phases=[Phase.generate], database=None, derandomize=True
        )

        def make(self, tmp_path: Path) -> Storage:
            return make(tmp_path)

    try:
        getattr(Contract(), promise)(tmp_path)
    except (AssertionError, StorageError, pytest.fail.Exception, UnicodeError):
        return True
    except pytest.skip.Exception:
        return False
    return False


MACHINE = "test_beside_the_reference"
FIXED = [name for name in vars(StorageContract) if name.startswith("test_") and name != MACHINE]


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
    assert broken_by(shelved(wrong), tmp_path, promise)


def shelved(kind: type[MemoryStorage]) -> Callable[[Path], Storage]:
    """Give what opens storages of a kind, each folder's on a shelf of its own."""
    shelf: dict[Path, MemoryStorage] = {}

    def make(folder: Path) -> Storage:
        handle = kind()
        handle._shelf = shelf.setdefault(folder, MemoryStorage())._shelf
        return handle

    return make


@pytest.mark.parametrize(
    ("wrong", "promise"),
    [
        (RefusesLongIds, "test_the_longest_ids_come_in_the_order_of_code_points"),
        (OrdersLongIdsByTheirHash, "test_the_longest_ids_come_in_the_order_of_code_points"),
        (OrdersByCodeUnits, "test_the_longest_ids_come_in_the_order_of_code_points"),
        (FindsByTheBeginningOfKeys, "test_the_longest_keys_find_their_rows"),
        (FindsWhateverTheCase, "test_texts_that_look_alike_are_told_apart"),
        (CutsAtNul, "test_a_nul_is_kept_whole_or_refused_whole"),
        (ForgetsDocumentsWhenErasing, "test_an_erasure_leaves_documents_and_other_rows"),
        (ForgetsDocumentsWhenRebuilding, "test_a_rebuilding_leaves_documents_and_commits"),
        (ReadsIdsTwice, "test_ids_are_read_once_and_to_their_end"),
        (EndsShort, "test_a_stream_of_a_closed_store_never_ends_short"),
        (LeavesEntries, "test_nothing_strays_where_nobody_altered_the_store"),
        (TellsNothing, "test_what_history_does_not_lead_to_strays"),
    ],
)
def test_one_promise_alone_tells_what_is_wrong(wrong: type[MemoryStorage], promise: str, tmp_path: Path) -> None:
    folders = {name: tmp_path / name for name in FIXED}
    for folder in folders.values():
        folder.mkdir()
    assert [name for name in FIXED if broken_by(shelved(wrong), folders[name], name)] == [promise]


@pytest.mark.parametrize("wrong", [LeavesEntries, ForgetsDocumentsWhenErasing, ForgetsDocumentsWhenRebuilding])
def test_a_history_shows_it_too(wrong: type[MemoryStorage], tmp_path: Path) -> None:
    assert broken_by(shelved(wrong), tmp_path, MACHINE)


def test_the_histories_wait_until_every_shorter_promise_is_kept(tmp_path: Path) -> None:
    class Contract(StorageContract):
        def make(self, tmp_path: Path) -> Storage:
            return ReadsIdsTwice()

    with pytest.raises(AssertionError):
        Contract().test_ids_are_read_once_and_to_their_end(tmp_path)
    with pytest.raises(pytest.skip.Exception, match="A shorter promise is broken"):
        Contract().test_beside_the_reference(tmp_path)


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
