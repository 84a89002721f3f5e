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
import itertools
import random
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from lif_core.errors import Conflict, NewerFormat, NotAStore, StorageError
from lif_core.hooks.ports import GENESIS, Backs, Head, Rebuilds, Storage, StoredCommit
from lif_core.testing import samples
from lif_core.testing.children import COUNTED, numbered
from lif_core.testing.conformance import Conformance
from lif_core.testing.planted import PIECE, first_place, planted, standing
from lif_core.testing.samples import TEXTS, commit_after, end_of, long_ids, row_of, rows_of

pytest.register_assert_rewrite("lif_core.testing.storage_machine")  # it shows the values on both sides too
from lif_core.testing.storage_machine import StorageMachine  # noqa: E402

MEGABYTE = 1_000_000


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

    def file(self) -> Path:
        """Tell the file that the address names, as far as it names one."""
        return Path(unquote(urlsplit(self.url).path))


class StorageContract(ABC):
    """What every storage must do. Subclass it in a test module, say `make`, and pytest does the rest.

    A storage that several processes may use says `address` too. One that knows the format of its stores says
    `raise_format`. One with `backup` or `rebuild` is tried on it. What cannot be tried is skipped, with the reason.

    Attributes:
        version: version of this contract; a new promise raises it.
        tries: how many histories the state machine tries, and how long they are (Hypothesis settings).
        processes: how many write at once where several may.
        conformance: what was found so far.
    """

    version = 4
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
        """Tell how another process opens the store of `tmp_path`, None where none can.

        Where the path of its `url` is the one file of the store, the contract also damages that file.
        """
        return None

    def raise_format(self, tmp_path: Path) -> bool:
        """Number the format of the store of `tmp_path`, which nobody has open, as a newer version would; tell if so."""
        return False

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

    def test_an_erasure_leaves_documents_and_other_rows(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        one, rows = commit_after(Head(), body=b"one"), [row_of(1, state="open"), row_of(2, state="open", ref=TEXTS[0])]
        store.keep("a" * 64, b"[layer]")
        store.keep("a-note", b"")
        store.append(one, Head(), rows)
        redaction = commit_after(end_of(one), body=b"redacted")
        fresh = row_of(1, 2, b"without")
        store.erase(redaction, end_of(one), [attrs.evolve(one, body=b"")], [fresh])
        store.close()
        store = self.make(tmp_path)
        assert (store.kept("a" * 64), store.kept("a-note"), store.kept("b" * 64)) == (b"[layer]", b"", None)
        assert rows_of(store.load()) == rows_of([fresh, rows[1]])
        assert rows_of(store.load(keys={"state": "open"})) == rows_of([rows[1]])
        store.close()

    def test_a_rebuilding_leaves_documents_and_commits(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        if not isinstance(store, Rebuilds):
            store.close()
            pytest.skip("This storage does not make its rows again.")
        one = commit_after(Head(), ["demo/action/00000001"], b"one")
        store.keep("a" * 64, b"[layer]")
        store.keep("a-note", b"")
        store.append(one, Head(), [row_of(1)])
        store.rebuild(end_of(one), [(1, one.touches)], [row_of(2)])
        store.close()
        store = self.make(tmp_path)
        assert (store.kept("a" * 64), store.kept("a-note"), store.kept("b" * 64)) == (b"[layer]", b"", None)
        assert list(store.commits()) == list(store.history("demo/action/00000001")) == [one]
        assert rows_of(store.load()) == rows_of([row_of(2)])
        store.close()

    def test_erased_bytes_stand_in_no_file(self, tmp_path: Path) -> None:
        """Bodies of commits, rows and keys, also of rows that were written over before; two handles are open."""
        folder = tmp_path / "store"
        folder.mkdir()
        store, other = self.make(folder), self.make(folder)
        said, older, newer, key = secret = [planted(number) for number in range(4)]
        touched = ["demo/action/00000001"]
        one = commit_after(Head(), touched, said)
        two = commit_after(end_of(one), touched, b"two")
        three = commit_after(end_of(two), touched, b"three")
        redaction = commit_after(end_of(three), touched, b"redacted")
        store.append(one, Head(), [row_of(number, body=b"other" * 60) for number in range(2, 200)])
        store.append(two, end_of(one), [row_of(1, 2, older, ref=key.hex())])
        other.append(three, end_of(two), [row_of(1, 3, newer, ref=key.hex())])
        assert len([*store.commits(), *store.load()]) == 202
        there = standing(folder, secret)
        try:
            store.erase(redaction, end_of(three), [attrs.evolve(one, body=b"")], [row_of(1, 4, b"without")])
            elsewhere = ""
        except StorageError as told:
            elsewhere = str(told)
        assert other.head() == end_of(redaction)
        left = standing(folder, secret)
        store.close()
        other.close()
        if not there:
            pytest.skip("Below the store's folder no file shows what is written: nobody can look whether it is gone.")
        if elsewhere:
            pytest.skip(f"It says itself that erased bytes are left: {elsewhere}")
        assert not left, f"What was erased stands in {left}."
        assert not standing(folder, secret), "What was erased stands in a file again after closing."

    def test_nothing_strays_where_nobody_altered_the_store(self, tmp_path: Path) -> None:
        store, other = self.make(tmp_path), self.make(tmp_path)
        if not isinstance(store, Rebuilds) or not isinstance(other, Rebuilds):
            store.close()
            other.close()
            pytest.skip("This storage does not make its rows again.")
        touched = ["demo/action/00000001", "demo/action/00000001", "demo/action/00000002"]
        written = [
            [row_of(1, 1, state="open", ref="x"), row_of(2, 1, state="open")],
            [row_of(1, 2, state="done", owner="x"), row_of(1, 2, state="done")],
            [row_of(1, 3, b""), attrs.evolve(row_of(2, 3), type="finding")],
        ]
        for rows in written:
            head = store.head()
            store.append(commit_after(head, touched), head, rows)
            assert list(other.strays()) == []
        head = store.head()
        replaced = next(iter(store.commits()))
        store.erase(commit_after(head, touched[:1]), head, [attrs.evolve(replaced, body=b"")], [row_of(2, 4, ref="y")])
        assert list(other.strays()) == list(store.strays()) == []
        store.close()
        other.close()

    def test_what_history_does_not_lead_to_strays(self, tmp_path: Path) -> None:
        """Here a rebuilding is told nothing of one commit: it finds the ids itself, refuses, or they stray."""
        store = self.make(tmp_path)
        if not isinstance(store, Rebuilds):
            store.close()
            pytest.skip("This storage does not make its rows again.")
        one = commit_after(Head(), ["demo/action/00000001", "demo/action/00000002"], b"one")
        two = commit_after(end_of(one), ["demo/action/00000002", "demo/action/00000003"], b"two")
        store.append(one, Head(), [row_of(1), row_of(2)])
        store.append(two, end_of(one), [row_of(3)])
        with suppress(StorageError):
            store.rebuild(end_of(two), [(2, two.touches)], [row_of(1), row_of(2), row_of(3)])
        lost = {id for commit in store.commits() for id in commit.touches if commit not in store.history(id)}
        assert set(store.strays()) == lost
        store.close()

    def test_the_longest_ids_come_in_the_order_of_code_points(self, tmp_path: Path) -> None:
        """Ids of up to 1000 bytes that part late, in the order of their bytes in UTF-8."""
        store, ids = self.make(tmp_path), long_ids()
        assert max(len(id.encode()) for id in ids) == samples.LONGEST_ID
        mixed = random.Random(7).sample(ids, len(ids))  # noqa: S311 - any order will do
        commit = commit_after(Head(), mixed)
        sort = "acknowledgement"  # the longest type there is
        rows = [attrs.evolve(row_of(1, state="open" if "z" in id else "done"), id=id, type=sort) for id in mixed]
        store.append(commit, Head(), rows)
        assert list(store.commits()) == [commit]
        assert [row.id for row in store.load()] == ids
        assert [row.id for row in store.load(type=sort)] == ids
        assert [row.id for row in store.load(ids=mixed)] == ids
        assert [row.id for row in store.load(keys={"state": "open"})] == [id for id in ids if "z" in id]
        assert all(list(store.history(id)) == [commit] for id in ids)
        assert not [*store.load(ids=[ids[-1][:-1]]), *store.history(ids[-1][:-1])]
        if isinstance(store, Rebuilds):
            store.rebuild(end_of(commit), [(1, mixed)], rows)
            assert list(store.strays()) == []
            assert [row.id for row in store.load()] == ids
        store.close()

    def test_the_longest_keys_find_their_rows(self, tmp_path: Path) -> None:
        """Names and values that differ in their last character only, and the longest name of a document."""
        store = self.make(tmp_path)
        name, value = "to:" + "ŷ" * 503, "🧒" * (samples.LONGEST_VALUE - 1)
        assert len(f"{name}a".encode()) == samples.LONGEST_NAME
        rows = [
            attrs.evolve(row_of(number), keys={f"{name}{end}": "yes", "ref": f"{value}{end}"})
            for number, end in enumerate("ab")
        ]
        store.append(commit_after(Head()), Head(), rows)
        for row, end in zip(rows, "ab", strict=True):
            for keys in ({f"{name}{end}": "yes"}, {"ref": f"{value}{end}"}, row.keys):
                assert rows_of(store.load(keys=keys)) == rows_of([row])
        assert not [*store.load(keys={name: "yes"}), *store.load(keys={"ref": value})]
        longest = "a" * samples.LONGEST_FINGERPRINT
        store.keep(longest, b"one")
        store.keep(f"{longest[:-1]}b", b"other")
        assert (store.kept(longest), store.kept(f"{longest[:-1]}b")) == (b"one", b"other")
        store.close()

    def test_texts_that_look_alike_are_told_apart(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        rows = [attrs.evolve(row_of(1, ref=text), id=f"demo/action/{text}") for text in sorted(samples.ALIKE)]
        head = Head()
        for row in rows:
            commit = commit_after(head, [row.id])
            store.append(commit, head, [row])
            head = end_of(commit)
        assert rows_of(store.load()) == rows_of(rows)
        for position, row in enumerate(rows, start=1):
            assert rows_of(store.load(keys=row.keys)) == rows_of(store.load(ids=[row.id])) == rows_of([row])
            assert [commit.position for commit in store.history(row.id)] == [position]
        names = [text for text in samples.ALIKE if text.isascii()]
        for name in names:
            store.keep(name, name.encode())
        assert [store.kept(name) for name in names] == [name.encode() for name in names]
        store.close()

    def test_a_nul_is_kept_whole_or_refused_whole(self, tmp_path: Path) -> None:
        """A key may hold one, where somebody wrote it into a reference; an id never does."""
        store = self.make(tmp_path)
        rows = [row_of(1, ref="2024\0" + "017"), row_of(2, ref="2024")]
        try:
            store.append(commit_after(Head()), Head(), rows)
        except StorageError:
            rows = []
        assert store.head().position == bool(rows)
        assert rows_of(store.load()) == rows_of(rows)
        assert rows_of(store.load(keys={"ref": "2024\0" + "017"})) == rows_of(rows[:1])
        assert rows_of(store.load(keys={"ref": "2024"})) == rows_of(rows[1:])
        assert not [*store.load(ids=["demo/action/00000001\0"]), *store.history("demo/action/00000001\0")]
        store.close()

    def test_ids_are_read_once_and_to_their_end(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        rows = [row_of(number, state="open" if number % 2 else "done") for number in range(6)]
        store.append(commit_after(Head()), Head(), rows)
        asked = iter([rows[4].id, rows[3].id, "demo/action/unknown", rows[3].id])
        assert rows_of(store.load(ids=asked)) == rows_of(rows[3:5])
        assert next(asked, None) is None
        asked = iter([row.id for row in rows])
        assert rows_of(store.load(ids=asked, type="action", keys={"state": "done"})) == rows_of(rows[::2])
        assert list(store.load(ids=iter(()))) == []
        store.close()

    def test_a_stream_of_a_closed_store_never_ends_short(self, tmp_path: Path) -> None:
        """One that was begun gives all that it should, or raises; one that was not begun raises."""
        store, head, touched = self.make(tmp_path), Head(), [row_of(1).id]
        rows = [row_of(number, body=b"body" * 300) for number in range(100)]
        for number in range(20):
            commit = commit_after(head, touched, b"%d" % number * 500)
            store.append(commit, head, rows if not number else ())
            head = end_of(commit)

        def streams() -> list[Any]:
            return [store.commits(), store.history(touched[0]), store.load(), store.load(ids=[row.id for row in rows])]

        begun, fresh = streams(), streams()
        for stream in begun:
            next(stream)
        store.close()
        for stream, number in zip(begun, (20, 20, 100, 100), strict=True):
            with suppress(StorageError):
                assert len(list(stream)) == number - 1
        for stream in fresh:
            with pytest.raises(StorageError):
                next(stream)

    def test_a_backup_overwrites_nothing(self, tmp_path: Path) -> None:
        """Where something stands at the target, be it a store or any file, it stays and the backup is refused."""
        target = _address(self, tmp_path / "copy")
        for folder in ("store", "copy"):
            (tmp_path / folder).mkdir()
        store, held = self.make(tmp_path / "store"), self.make(tmp_path / "copy")
        mine, theirs = commit_after(Head(), body=b"mine"), commit_after(Head(), body=b"theirs")
        store.append(mine, Head(), [row_of(1, body=b"mine")])
        held.append(theirs, Head(), [row_of(2, body=b"theirs")])
        held.close()
        if not isinstance(store, Backs):
            store.close()
            pytest.skip("This storage makes no backups of its own.")
        with pytest.raises(StorageError):
            store.backup(target.url)
        held = self.make(tmp_path / "copy")
        assert list(held.commits()) == [theirs]
        assert rows_of(held.load()) == rows_of([row_of(2, body=b"theirs")])
        held.close()
        if target.file().is_file():
            target.file().write_bytes(b"a letter")
            with pytest.raises(StorageError):
                store.backup(target.url)
            assert target.file().read_bytes() == b"a letter"
        assert list(store.commits()) == [mine]
        store.close()

    def test_a_file_that_is_no_store_is_refused_and_left(self, tmp_path: Path) -> None:
        _one_file(self, tmp_path / "store")
        for number, content in enumerate((b"", TEXTS[0].encode() * 50, planted(7))):
            folder = tmp_path / str(number)
            folder.mkdir()
            path = _address(self, folder).file()
            path.write_bytes(content)
            with pytest.raises(NotAStore):
                self.make(folder)
            assert path.read_bytes() == content

    def test_a_file_that_was_cut_off_is_refused_and_left(self, tmp_path: Path) -> None:
        """What is lost was acknowledged: a shorter store is never told as if it were whole."""
        path = _one_file(self, folder := tmp_path / "store")
        store = self.make(folder)
        head, bodies = store.head(), [planted(number) for number in range(100)]
        commit = commit_after(head, body=bodies[0])
        store.append(commit, head, [row_of(number, 2, body) for number, body in enumerate(bodies)])
        store.close()
        whole, places = path.read_bytes(), [first_place(path, body[:PIECE]) for body in bodies]
        found = [place for place in places if place is not None]
        others = [name for name in standing(folder, bodies[:1]) if not path.samefile(folder / name)]
        if not found or others:
            pytest.skip("This storage is no one file that shows what is written: nobody can cut it where it hurts.")
        for end in (10, min(found) + 10, max(found) + 10):
            path.write_bytes(whole[:end])
            with pytest.raises(StorageError):
                self.make(folder)
            assert path.read_bytes() == whole[:end]
        path.write_bytes(whole)
        store = self.make(folder)
        assert store.head() == end_of(commit)
        store.close()

    def test_a_store_of_a_newer_format_is_refused_and_left(self, tmp_path: Path) -> None:
        store = self.make(tmp_path)
        store.append(commit_after(Head()), Head(), [row_of(1)])
        store.close()
        if not self.raise_format(tmp_path):
            pytest.skip("Nobody says how a newer version numbers its format: give the contract a `raise_format`.")
        for _ in range(2):  # a second time: refusing it did not make it older
            with pytest.raises(NewerFormat):
                self.make(tmp_path)

    def test_beside_the_reference(self, tmp_path: Path) -> None:
        """Whatever is tried, in whatever order, the storage answers as the reference does."""
        if self.conformance.broken:
            pytest.skip("A shorter promise is broken: mend that one first, which tells the cause at once.")
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


def _one_file(contract: StorageContract, folder: Path) -> Path:
    """Make a store with a commit, close it, and tell the one file that it is."""
    folder.mkdir()
    address = _address(contract, folder)
    store = contract.make(folder)
    store.append(commit_after(Head(), body=b"one"), Head(), [row_of(1)])
    store.close()
    path = address.file()
    if not path.is_file() or folder not in path.parents:
        pytest.skip("The address of this storage names no file below the folder of the test.")
    return path


def _child(what: str, address: Address, *words: str) -> "subprocess.Popen[str]":
    words = ("-m", "lif_core.testing.children", what, address.opener, address.url, address.partnership, *words)
    return subprocess.Popen(  # noqa: S603 - the words are a test's own
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def append_until_it_holds(store: Storage, text: str) -> None:
    """Write a commit, again and again while others are quicker."""
    while True:
        head = store.head()
        with suppress(Conflict):
            store.append(commit_after(head, body=text.encode()), head, [])
            return
