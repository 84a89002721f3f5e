"""The contract of a storage: a storage is right when it passes, beside the reference, whatever the machine tries.

Example:
    class TestRedis(StorageContract):
        def make(self, tmp_path):
            return open_store(StorageRequest(url=f"redis://localhost/{tmp_path.name}", partnership="demo"))

        def address(self, tmp_path):
            return Address("lif_storage_redis:open_store", f"redis://localhost/{tmp_path.name}", "demo")

What a storage was found to keep is told in `conformance.json`; see `lif_core.testing.conformance`.
"""

# ruff: noqa: D102 - each promise is said by the name of its test

import functools
import hashlib
import itertools
import random
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from lif_core.errors import Conflict, StorageError
from lif_core.hooks.ports import GENESIS, Backs, Head, Rebuilds, Row, Storage, StoredCommit
from lif_core.testing.children import COUNTED, numbered
from lif_core.testing.conformance import Conformance
from lif_core.testing.memory import MemoryStorage

MEGABYTE = 1_000_000

TEXTS = (
    "Penderfynwyd gan y bwrdd diogelu plant: tŷ, ŵyr, llythyr, gwên, “wedi’i gwblhau” – 100%",
    "information sharing; NULL'\"\\ %_{}[] \t\n",
    "🧒🏽 e\u0301 é ﬁ İ ß \u202e \ufeff 漢字 עברית",
    " ",
    "",
)
"""Text that storages are known to fold, trim, collate or cut."""

_TEXT = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_IDS = st.sampled_from(
    [f"demo/{type}/{part}" for type in ("action", "finding") for part in ("01", "02", "1", "A", "a", "ŷ", "ÿ", "é%_")]
)
_KEYS = st.dictionaries(st.sampled_from(["state", "ref", "lead agency", "cyflwr ŵ"]), _TEXT, max_size=3)
_BODIES = st.binary(max_size=40) | st.sampled_from([text.encode() for text in TEXTS])
_DAYS = st.dates().map(lambda day: day.isoformat())
_HANDLES = st.integers(0, 1)


def commit_after(head: Head, touches: Iterable[str] = (), body: bytes = b"{}") -> StoredCommit:
    """Give a commit that may stand right behind `head`; its link is made of what it follows and says."""
    link = hashlib.sha256(head.link.encode() + body).hexdigest()
    return StoredCommit(head.position + 1, link, tuple(touches), body)


def row_of(number: int, position: int = 1, body: bytes = b"{}", **keys: str) -> Row:
    """Give a row of an invented action."""
    return Row(f"demo/action/{number:08d}", "action", position, "2024-05-14", keys, body)


def end_of(commit: StoredCommit) -> Head:
    """Tell where a journal ends whose last commit this is."""
    return Head(commit.position, commit.link)


@attrs.frozen
class Address:
    """How another process opens a store.

    Attributes:
        opener: module and function that open one, such as `lif_storage_redis:open_store`.
        url: address of the store.
        partnership: id of the partnership whose store it is.
    """

    opener: str
    url: str
    partnership: str = "demo"


class StorageContract(ABC):
    """What every storage must do. Subclass it in a test module, say `make`, and pytest does the rest.

    A storage that several processes may use says `address` too. One with `backup` or `rebuild` is tried on it.

    Attributes:
        version: version of this contract; a new promise raises it.
        tries: how many histories the state machine tries, and how long they are (Hypothesis settings).
        processes: how many write at once where several may.
        conformance: what was found so far.
    """

    version = 3
    processes = 8
    conformance: ClassVar[Conformance]
    tries = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )

    @abstractmethod
    def make(self, tmp_path: Path) -> Storage:
        """Open the store that belongs to `tmp_path`.

        The same path gives the same store again, also while another handle of it is open; another path gives
        another store. The first time it is empty.
        """

    def address(self, tmp_path: Path) -> Address | None:
        """Tell how another process opens the store of `tmp_path`, None where none can."""
        return None

    def __init_subclass__(cls, **given: Any) -> None:
        """Let each promise note how it went."""
        super().__init_subclass__(**given)
        capabilities = {
            "test_of_processes_at_once_none_loses_an_update": "processes",
            "test_a_kill_loses_nothing_that_was_acknowledged": "processes",
            "test_a_backup_made_while_others_write_is_a_whole_store": "backup",
            "test_a_copy_streamed_while_others_write_is_whole": "online-copy",
            "test_what_stands_beside_the_commits_can_be_made_again": "rebuild",
        }
        cls.conformance = Conformance(f"{cls.__module__}.{cls.__qualname__}", cls.version, capabilities)
        for name, promise in vars(StorageContract).items():
            if name.startswith("test_") and name not in vars(cls):
                setattr(cls, name, _noted(promise))

    def test_it_is_a_storage(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        assert isinstance(store, Storage)
        store.close()

    def test_a_new_store_is_empty(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        assert store.head() == Head(0, GENESIS)
        assert not [*store.commits(), *store.load(), *store.history("demo/action/1")]
        assert store.kept("a" * 64) is None
        store.close()

    def test_what_was_acknowledged_is_there_after_reopening(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        commit = commit_after(Head(), ["demo/action/00000001"], TEXTS[0].encode())
        row = row_of(1, body=TEXTS[2].encode(), state="ar y gweill", ref=TEXTS[0])
        store.append(commit, Head(), [row])
        store.keep("f" * 64, b"[layer]")
        store.close()
        store = self.make(tmp_path)
        assert store.head() == end_of(commit)
        assert list(store.commits()) == [commit]
        assert rows_of(store.load()) == rows_of([row])
        assert store.kept("f" * 64) == b"[layer]"
        store.close()

    def test_closing_twice_does_nothing_and_a_closed_store_says_so(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        store.close()
        store.close()
        for call in (store.head, lambda: list(store.load()), lambda: store.append(commit_after(Head()), Head(), [])):
            with pytest.raises(StorageError):
                call()

    def test_a_stale_writer_conflicts_and_writes_nothing(self, tmp_path: Path) -> None:
        one, other = self.make(tmp_path), self.make(tmp_path)
        first = commit_after(Head(), body=b"first")
        one.append(first, Head(), [row_of(1, body=b"first")])
        for stale in (Head(), Head(1, "f" * 64), Head(2, first.link)):
            with pytest.raises(Conflict):
                other.append(commit_after(stale, body=b"late"), stale, [row_of(1, body=b"late"), row_of(2)])
            with pytest.raises(Conflict):
                other.erase(commit_after(stale), stale, [attrs.evolve(first, body=b"late")], [row_of(2)])
        for store in (one, other, self.make(tmp_path)):
            assert store.head() == end_of(first)
            assert list(store.commits()) == [first]
            assert rows_of(store.load()) == rows_of([row_of(1, body=b"first")])
            store.close()

    def test_a_commit_must_stand_behind_the_last(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        for position in (0, 2, 7):
            with pytest.raises(StorageError):
                store.append(attrs.evolve(commit_after(Head()), position=position), Head(), [row_of(1)])
        assert store.head() == Head()
        assert list(store.load()) == []
        store.close()

    def test_a_row_that_cannot_be_kept_refuses_the_whole_commit(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        broken = attrs.evolve(row_of(2), id="demo/action/\ud800")
        with pytest.raises(StorageError):
            store.append(commit_after(Head(), ["demo/action/00000001"]), Head(), [row_of(1), broken, row_of(3)])
        assert store.head() == Head()
        assert not [*store.commits(), *store.load(), *store.history("demo/action/00000001")]
        store.append(commit_after(Head()), Head(), [row_of(1)])
        store.close()

    def test_a_megabyte_comes_back(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        long = bytes(range(256)) * (MEGABYTE // 256)
        commit = commit_after(Head(), body=long)
        row = row_of(1, body=long[::-1], ref="ŵ" * 10_000)
        store.append(commit, Head(), [row])
        store.keep("d" * 64, long)
        store.close()
        store = self.make(tmp_path)
        assert list(store.commits()) == [commit]
        assert rows_of(store.load(keys={"ref": "ŵ" * 10_000})) == rows_of([row])
        assert store.kept("d" * 64) == long
        store.close()

    def test_ten_thousand_rows_in_one_commit(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        rows = [row_of(number, state="open" if number % 100 else "done") for number in range(10_000)]
        commit = commit_after(Head(), [row.id for row in rows])
        store.append(commit, Head(), rows[::-1])
        assert rows_of(store.load()) == rows_of(rows)
        assert [row.id for row in store.load(keys={"state": "done"})] == [row.id for row in rows[::100]]
        assert [row.id for row in store.load(ids=[row.id for row in rows[:5000]])] == [row.id for row in rows[:5000]]
        assert list(store.history(rows[7].id)) == [commit]
        store.close()

    def test_an_unfinished_stream_shows_its_time_and_keeps_nobody_from_writing(self, tmp_path: Path) -> None:
        one, other = self.make(tmp_path), self.make(tmp_path)
        head = Head()
        rows = [row_of(number, body=b"old" * 500) for number in range(60)]
        for number in range(40):
            commit = commit_after(head, body=b"%d" % number)
            one.append(commit, head, rows if not number else ())
            head = end_of(commit)
        commits, loaded = one.commits(), one.load()
        seen, seen_row = next(commits), next(loaded)
        for store in (one, other):
            commit = commit_after(head, body=b"meanwhile")
            store.append(commit, head, [attrs.evolve(row, body=b"new") for row in rows])
            head = end_of(commit)
            assert one.head() == other.head() == head
            assert next(iter(one.load())).body == b"new"
        assert rows_of([seen_row, *loaded]) == rows_of(rows)
        assert [seen.position, *(commit.position for commit in commits)][:40] == list(range(1, 41))
        one.close()
        other.close()

    def test_of_two_writers_at_once_none_is_lost(self, tmp_path: Path) -> None:
        threads, each = 3, 8
        failed: list[BaseException] = []

        def write(number: int) -> None:
            try:
                store = self.make(tmp_path)
                for turn in range(each):
                    append_until_it_holds(store, f"writer {number}, turn {turn}")
                store.close()
            except BaseException as error:  # told below, in the thread that pytest watches
                failed.append(error)

        self.make(tmp_path).close()
        writers = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert not failed, failed
        store = self.make(tmp_path)
        commits = list(store.commits())
        assert [commit.position for commit in commits] == list(range(1, threads * each + 1))
        assert len({commit.body for commit in commits}) == threads * each
        for before, commit in itertools.pairwise([StoredCommit(0, GENESIS, (), b""), *commits]):
            assert commit == commit_after(end_of(before), body=commit.body)
        store.close()

    def test_of_processes_at_once_none_loses_an_update(self, tmp_path: Path) -> None:
        address, turns = _address(self, tmp_path), 6
        children = [_child("count", address, str(number), str(turns)) for number in range(self.processes)]
        for child in children:
            _, said = child.communicate(timeout=120)
            assert child.returncode == 0, said
        store = self.make(tmp_path)
        assert [(row.id, row.body) for row in store.load()] == [(COUNTED, b"%d" % (self.processes * turns))]
        told = sorted(commit.body.decode() for commit in store.commits())
        assert told == sorted(f"{number} {turn}" for number in range(self.processes) for turn in range(turns))
        store.close()

    def test_a_kill_loses_nothing_that_was_acknowledged(self, tmp_path: Path) -> None:
        address, moments, acknowledged = _address(self, tmp_path), random.Random(7), 0  # noqa: S311 - any moment will do
        for _ in range(4):
            child = _child("append", address)
            assert child.stdout is not None
            first = child.stdout.readline()
            time.sleep(moments.uniform(0, 0.15))
            child.kill()
            told = [first, *child.communicate()[0].splitlines()]
            acknowledged = max(acknowledged, *(int(line) for line in told))
            store = self.make(tmp_path)
            there = store.head().position
            assert there >= acknowledged
            expected = [numbered(position) for position in range(1, there + 1)]
            assert list(store.commits()) == [commit for commit, _ in expected]
            assert rows_of(store.load(keys={"state": "open"})) == rows_of(row for _, row in expected)
            store.close()

    def test_a_backup_made_while_others_write_is_a_whole_store(self, tmp_path: Path) -> None:
        address, elsewhere = _address(self, tmp_path / "store"), _address(self, tmp_path / "copy")
        for folder in ("store", "copy"):
            (tmp_path / folder).mkdir()
        store = self.make(tmp_path / "store")
        if not isinstance(store, Backs):
            store.close()
            pytest.skip("This storage makes no backups of its own.")
        store.keep("a" * 64, b"[layer]")
        child = _child("append", address)
        assert child.stdout is not None
        acknowledged = int(child.stdout.readline())
        store.backup(elsewhere.url)
        child.kill()
        child.communicate()
        copy = self.make(tmp_path / "copy")
        there = copy.head().position
        assert there >= acknowledged
        assert list(copy.commits()) == [numbered(position)[0] for position in range(1, there + 1)]
        assert rows_of(copy.load()) == rows_of(numbered(position)[1] for position in range(1, there + 1))
        assert copy.kept("a" * 64) == b"[layer]"
        copy.close()
        store.close()

    def test_a_copy_streamed_while_others_write_is_whole(self, tmp_path: Path) -> None:
        """What `lif dump`, and `lif backup` of a storage without a `backup` of its own, rest on."""
        address = _address(self, tmp_path / "store")
        for folder in ("store", "copy"):
            (tmp_path / folder).mkdir()
        store, copy = self.make(tmp_path / "store"), self.make(tmp_path / "copy")
        child = _child("append", address)
        assert child.stdout is not None
        acknowledged = int(child.stdout.readline())
        head, last = store.head(), Head()
        for commit in store.commits():
            if commit.position > head.position:
                break
            assert commit == numbered(commit.position)[0]
            copy.append(commit, last, [numbered(commit.position)[1]])
            last = end_of(commit)
        child.kill()
        child.communicate()
        assert last == head == copy.head()
        assert head.position >= acknowledged
        assert rows_of(copy.load()) == rows_of(numbered(position)[1] for position in range(1, head.position + 1))
        copy.close()
        store.close()

    def test_what_stands_beside_the_commits_can_be_made_again(self, tmp_path: Path) -> None:
        store, other = self.make(tmp_path), self.make(tmp_path)
        if not isinstance(store, Rebuilds) or not isinstance(other, Rebuilds):
            store.close()
            other.close()
            pytest.skip("This storage does not make its rows again.")
        one = commit_after(Head(), ["demo/action/wrong", "demo/action/00000001"], b"one")
        two = commit_after(end_of(one), ["demo/action/00000001"], b"two")
        store.append(one, Head(), [row_of(1, body=b"wrong", state="wrong"), row_of(9, state="wrong")])
        store.append(two, end_of(one), [])
        touches = [(1, ["demo/action/00000001", "demo/finding/ŷ"]), (2, ["demo/action/00000001"])]
        fresh = [row_of(2, 2, b"right", state="open"), row_of(1, 2, b"", ref=TEXTS[0]), *(map(row_of, range(10, 1500)))]
        broken = attrs.evolve(row_of(3), id="demo/action/\ud800")
        with pytest.raises(Conflict):
            other.rebuild(end_of(one), touches, fresh)
        with pytest.raises(StorageError):
            other.rebuild(end_of(two), touches, [*fresh, broken])
        assert list(store.commits()) == [one, two]
        assert rows_of(store.load()) == rows_of([row_of(1, body=b"wrong", state="wrong"), row_of(9, state="wrong")])
        other.rebuild(end_of(two), iter(touches), iter(fresh))
        other.close()
        for again in (store, self.make(tmp_path)):
            assert [commit.touches for commit in again.commits()] == [tuple(ids) for _, ids in touches]
            assert [(commit.link, commit.body) for commit in again.commits()] == [(c.link, c.body) for c in (one, two)]
            assert rows_of(again.load()) == rows_of(sorted(fresh, key=lambda row: row.id))
            assert [row.id for row in again.load(keys={"state": "open"})] == [row_of(2).id]
            assert not [*again.load(keys={"state": "wrong"}), *again.history("demo/action/wrong")]
            assert [commit.position for commit in again.history("demo/finding/ŷ")] == [1]
            assert [commit.position for commit in again.history("demo/action/00000001")] == [1, 2]
            assert list(again.strays()) == []  # type: ignore[attr-defined]
            again.close()

    def test_an_erasure_changes_bodies_and_nothing_else(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        touched = ["demo/action/00000001"]
        one = commit_after(Head(), touched, b"a name that must go")
        two = commit_after(end_of(one), touched, b"stays")
        store.append(one, Head(), [row_of(1, body=b"a name that must go", ref="a name that must go")])
        store.append(two, end_of(one), [])
        redaction = commit_after(end_of(two), touched, b"redacted")
        elsewhere = StoredCommit(1, "e" * 64, ("demo/action/9",), b"without")
        absent = attrs.evolve(elsewhere, position=9)
        with pytest.raises(StorageError):
            store.erase(redaction, end_of(two), [elsewhere, absent], [row_of(1)])
        assert list(store.commits()) == [one, two]
        store.erase(redaction, end_of(two), [elsewhere], [row_of(1, 3, b"without")])
        store.close()
        store = self.make(tmp_path)
        assert list(store.commits()) == [attrs.evolve(one, body=b"without"), two, redaction]
        assert list(store.history(touched[0])) == list(store.commits())
        assert list(store.history("demo/action/9")) == []
        assert rows_of(store.load()) == rows_of([row_of(1, 3, b"without")])
        assert list(store.load(keys={"ref": "a name that must go"})) == []
        store.close()

    def test_beside_the_reference(self, tmp_path: Path) -> None:
        """Whatever is tried, in whatever order, the storage answers as the reference does."""
        make, tried = self.make, []

        class Machine(StorageMachine):
            def __init__(self) -> None:
                tried.append(Path(tempfile.mkdtemp(dir=tmp_path)))
                super().__init__(make, tried[-1])

        run_state_machine_as_test(Machine, settings=self.tries)  # raises where an answer is another
        assert tried, "No history was tried beside the reference."


def _noted(promise: Callable[..., None]) -> Callable[..., None]:
    """Give a promise that notes how it went."""

    @functools.wraps(promise)
    def tried(self: StorageContract, tmp_path: Path) -> None:
        try:
            promise(self, tmp_path)
        except pytest.skip.Exception as skipped:
            self.conformance.skip(promise.__name__, str(skipped))
            raise
        except BaseException:
            self.conformance.note(promise.__name__, "broken")
            raise
        self.conformance.note(promise.__name__, "kept")

    return tried


def _address(contract: StorageContract, folder: Path) -> Address:
    address = contract.address(folder)
    if address is None:
        pytest.skip("This storage gives no address by which another process could open it.")
    return address


def _child(what: str, address: Address, *words: str) -> "subprocess.Popen[str]":
    words = ("-m", "lif_core.testing.children", what, address.opener, address.url, address.partnership, *words)
    return subprocess.Popen(  # noqa: S603 - the words are a test's own
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


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

    @rule(handle=_HANDLES, fingerprint=st.sampled_from(["a" * 64, "b" * 64]), document=_BODIES)
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
        """Every handle ends where the reference does and shows the rows it has."""
        for store in self._handles:
            assert store.head() == self._model.head()
            assert rows_of(store.load()) == rows_of(self._model.load())

    def teardown(self) -> None:
        """Let the store go."""
        for store in self._handles:
            store.close()

    @staticmethod
    def _rows(drawn: list[tuple[str, Mapping[str, str], bytes, str]], position: int) -> list[Row]:
        return [Row(id, id.split("/")[1], position, until, keys, body) for id, keys, body, until in drawn]


def rows_of(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Give rows so that they compare, whatever mapping holds their keys."""
    return [(row.id, row.type, row.position, row.until, dict(row.keys), row.body) for row in rows]


def append_until_it_holds(store: Storage, text: str) -> None:
    """Write a commit, again and again while others are quicker."""
    while True:
        head = store.head()
        with suppress(Conflict):
            store.append(commit_after(head, body=text.encode()), head, [])
            return
