"""Dump and restore: the same journal, the same records, the same fingerprint; an altered dump is refused whole."""

import json
import os
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import Conflict, InvalidData, LifError, Refused, StorageFull
from lif_core.framework.layers import compose
from lif_core.hooks import Head, Plugins
from lif_core.journal.chain import seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import DoesNotFold
from lif_core.partnership.books.replaying import Growing
from lif_core.partnership.books.rows import entries_of, folded, record_of
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.copies.loading import restore
from lif_core.partnership.opening import layers_for
from lif_core.rules.reading import LONGEST_LINE
from lif_core.testing.memory import MemoryStorage
from lif_core.testing.small import rows_of


@pytest.fixture(scope="module")
def framework():
    return compose(layers_for(["liverpool"], Plugins()))


def filled(framework) -> Partnership:
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="liverpool", by="qa-officer"))
    with lif.work(on=date(2024, 5, 14), why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", label="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        finding = work.record_finding("Agencies did not share “what” each knew \u2028 é", from_=review)
        action = work.plan_action("Huddle", answers=finding, lead="childrens-services", due=date(2024, 9, 30))
    with lif.work(on=date(2024, 9, 1)) as work:
        work.move(action, "done")
    with lif.work(on=date(2024, 6, 1), why="entered late") as work:
        work.amend(action, {"wanted": "Fewer surprises"})
        note = work.write_note("A note", about=action)
    with lif.work(on=date(2024, 10, 1)) as work:
        work.withdraw(note, why="written twice")
    return lif


@pytest.fixture
def lif(framework):
    return filled(framework)


def test_restored_it_is_the_same(lif):
    lines = list(dump(lif.books))
    other = MemoryStorage()
    assert restore(other, lines) == lif.storage.head()
    assert list(other.commits()) == list(lif.storage.commits())
    assert list(other.load()) == list(lif.storage.load())
    again = Partnership(lif.framework(date(2024, 5, 14)), other, settings=lif.settings)
    assert again.fingerprint == lif.fingerprint
    assert again.verify() == lif.verify()
    assert list(dump(again.books)) == lines


def test_the_frameworks_go_along(lif):
    other = MemoryStorage()
    restore(other, dump(lif.books))
    (name,) = {commit.framework for _, commit in lif.commits()}
    assert other.kept(name) == lif.storage.kept(name)


def test_its_first_line_is_marked(lif):
    head = json.loads(next(dump(lif.books)))
    assert next(iter(head)) == "dump"
    assert head["marking"] == "OFFICIAL-SENSITIVE: review team only"
    assert head["fingerprint"] == lif.fingerprint


def test_nothing_at_all_is_dumped_and_restored(framework):
    empty = Partnership(framework, MemoryStorage())
    assert restore(MemoryStorage(), dump(empty.books)) == Head()


def test_redacted_values_stay_gone(lif):
    finding = next(lif.as_of(date(2024, 5, 20)).register.of_type("finding"))
    lif.redact(finding.id, ["text"], by="qa-officer", why="asked for")
    lines = list(dump(lif.books))
    assert not any("did not share" in line for line in lines)
    other = MemoryStorage()
    assert restore(other, lines) == lif.storage.head()
    assert list(other.load()) == list(lif.storage.load())


def test_a_store_that_holds_something_is_left_alone(lif):
    before = lif.storage.head()
    with pytest.raises(Conflict):
        restore(lif.storage, dump(lif.books))
    assert lif.storage.head() == before


def refused(lines):
    storage = MemoryStorage()
    with pytest.raises(InvalidData) as told:
        restore(storage, lines, "d.jsonl")
    assert storage.head() == Head()
    assert not list(storage.load())
    return told.value.problems


def test_an_altered_value_breaks_the_chain_at_its_line(lif):
    lines = [line.replace("Huddle", "Hurdle") for line in dump(lif.books)]
    (problem,) = refused(lines)
    assert problem.code == "dump.chain"
    assert problem.where == "d.jsonl, line 3"


def test_a_missing_commit_is_told(lif):
    lines = list(dump(lif.books))
    assert {problem.code for problem in refused(lines[:3] + lines[4:])} == {"dump.order"}


def test_a_cut_dump_is_told(lif):
    (problem,) = refused(list(dump(lif.books))[:-1])
    assert problem.code == "dump.short"


def test_an_altered_framework_is_told(lif):
    lines = [line.replace("15 working days", "16 working days") for line in dump(lif.books)]
    assert "dump.framework" in {problem.code for problem in refused(lines)}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["{"],
        ["[]"],
        ['{"zork": 1}'],
        ['{"commit": {}, "position": 1, "link": "x"}'],
        ['{"dump": 2, "partnership": "a", "marking": "", "position": 0, "link": ""}'],
        ['{"dump": 1, "partnership": "a", "marking": "", "position": "0", "link": ""}'],
        ['{"dump": 1, "partnership": "a", "marking": "", "position": 1, "link": "", "zork": 2}'],
    ],
)
def test_what_is_no_dump_is_refused(lines):
    assert refused(lines)


def test_every_line_that_is_wrong_is_told(lif):
    lines = list(dump(lif.books))
    told = refused([lines[0], "{", *lines[1:4], '{"zork": 1}', *lines[4:]])
    assert [problem.where for problem in told] == ["d.jsonl, line 2", "d.jsonl, line 6"]


@settings(max_examples=25)
@given(st.data())
def test_no_damage_restores_silently(framework, data):
    lif = _KEPT.setdefault("lif", filled(framework))
    lines = list(dump(lif.books))
    number = data.draw(st.integers(2, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    letter = data.draw(st.sampled_from('a0"{},9'))
    if lines[number][place] == letter:
        return
    lines[number] = lines[number][:place] + letter + lines[number][place + 1 :]
    assert refused(lines)


_KEPT: dict[str, Partnership] = {}


class BreaksOff(MemoryStorage):
    """Stands for a process that is killed after some commits."""

    left = 0

    def append(self, *given) -> None:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        super().append(*given)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_restore_that_was_broken_off_is_told_and_goes_on(liverpool, after) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    for n in range(3):
        with lif.work(on=date(2024, 5, 14)) as work:
            work.plan_action(f"Action {n}")
    lines = list(dump(lif.books))
    storage = BreaksOff()
    storage.left = after
    with pytest.raises(KeyboardInterrupt):
        restore(storage, lines)
    half = Partnership(liverpool, storage.another(), settings=Settings(id="demo", by="qa-officer"))
    with pytest.raises(InvalidData, match="broken off"):
        half.verify()
    if after:
        with pytest.raises(Conflict):
            restore(storage.another(), list(dump(half.books)))
    assert restore(storage.another(), lines) == lif.storage.head()
    half.verify(lif.fingerprint)
    assert [one.text for one in half.as_of().list("action")] == ["Action 0", "Action 1", "Action 2"]
    with pytest.raises(Conflict):
        restore(storage.another(), lines)


def test_an_empty_store_into_which_a_restore_was_broken_off_takes_any_copy(liverpool) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    storage = BreaksOff()
    restore(storage, dump(lif.books))  # nothing at all
    for text in ("Action", "Another"):
        with lif.work(on=date(2024, 5, 14)) as work:
            work.plan_action(text)
        with pytest.raises(KeyboardInterrupt):
            restore(storage, dump(lif.books))
    assert restore(storage.another(), dump(lif.books)) == lif.storage.head()
    again = Partnership(liverpool, storage.another(), settings=lif.settings)
    again.verify(lif.fingerprint)
    with again.work(on=date(2024, 5, 14)) as work:
        work.plan_action("A third")


def test_a_half_restored_store_that_somebody_wrote_into_is_not_gone_on_with(liverpool) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    for n in range(2):
        with lif.work(on=date(2024, 5, 14)) as work:
            work.plan_action(f"Action {n}")
    storage = BreaksOff()
    storage.left = 1
    with pytest.raises(KeyboardInterrupt):
        restore(storage, dump(lif.books))
    half = Partnership(liverpool, storage.another(), settings=Settings(id="demo", by="qa-officer"))
    with (
        pytest.raises(Refused, match=r"broken off.*Restore the same copy again"),
        half.work(on=date(2024, 5, 14)) as work,
    ):
        work.plan_action("Of somebody who does not know")
    with pytest.raises(InvalidData, match="broken off"):
        half.verify()
    commit = next(iter(lif.storage.commits(1)))
    half.storage.append(attrs.evolve(commit, link="b" * 64), half.storage.head(), ())  # of an older version, perhaps
    with pytest.raises(Conflict):
        restore(storage.another(), dump(lif.books))
    with pytest.raises(LifError, match=r".+"):
        half.verify()


def test_a_commit_of_any_length_comes_back(framework) -> None:
    lif = Partnership(framework, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=date(2024, 5, 14)) as work:
        for number in range(30):
            work.write_note(f"{number}" + "x" * 90_000)
    lines = list(dump(lif.books))
    assert max(map(len, lines)) > LONGEST_LINE
    other = MemoryStorage()
    assert restore(other, lines) == lif.storage.head()
    assert rows_of(other) == rows_of(lif.storage)


def test_a_dump_without_its_frameworks_is_refused(lif) -> None:
    lines = [line for line in dump(lif.books) if not line.startswith('{"framework"')]
    assert [problem.code for problem in refused(lines)] == ["dump.framework-missing"]


def test_a_dump_whose_head_names_another_partnership_is_refused(lif) -> None:
    head, *rest = dump(lif.books)
    assert refused([head.replace('"liverpool"', '"elsewhere"'), *rest])[0].code == "restore.another"


class Full(MemoryStorage):
    """Stands for a disk without room for a commit."""

    def append(self, *given) -> None:
        raise StorageFull("There is no room left.")


def test_a_restore_for_which_there_was_no_room_leaves_the_store_fit_for_use(lif) -> None:
    storage = Full()
    with pytest.raises(StorageFull):
        restore(storage, dump(lif.books))
    after = Partnership(lif.framework(date(2024, 5, 14)), storage.another(), settings=lif.settings)
    for text in ("First", "Second"):
        with after.work(on=date(2024, 5, 14)) as work:
            work.write_note(text)
    after.verify()


def test_nobody_writes_into_a_store_into_which_a_copy_is_being_restored(lif) -> None:
    storage = BreaksOff()
    storage.left = 1
    other = Partnership(lif.framework(date(2024, 5, 14)), storage.another(), settings=lif.settings)

    def begun_while_it_was_empty() -> None:
        with other.work(on=date(2024, 5, 14)) as work:
            work.write_note("Too late")
            with pytest.raises(KeyboardInterrupt):
                restore(storage, dump(lif.books))

    with pytest.raises(Refused, match="broken off"):
        begun_while_it_was_empty()
    assert restore(storage.another(), dump(lif.books)) == lif.storage.head()


_DAYS = st.integers(0, 6).map(lambda number: date(2024, 5, 1 + number))
_CHANGES = st.lists(
    st.tuples(st.sampled_from(["amend", "withdraw", "create"]), _DAYS, st.sampled_from(["ref", "keys.a", "text"])),
    max_size=8,
)


@given(_DAYS, _CHANGES)
def test_law_records_that_grow_are_those_that_are_folded_whole(begins, changes) -> None:
    """Whatever is entered late, taken back or made again: the same row after every commit, or the same refusal."""
    kinds = [("create", begins, "text"), *changes]
    growing, entries = Growing(), []
    for position, (kind, on, field) in enumerate(kinds, start=1):
        said = {} if kind == "withdraw" else {field: f"{position}"}
        change = Change(record="demo/note/1", kind=kind, set=said, on=on)
        sealed = seal(Commit(at=datetime(2024, 6, position, tzinfo=UTC), by="x", changes=(change,)), os.urandom)
        entries += entries_of(sealed, position)
        try:
            record = folded("demo/note/1", entries)
        except DoesNotFold:
            with pytest.raises(DoesNotFold):
                list(growing.take(sealed, position))
            return
        (row,) = growing.take(sealed, position)
        assert record_of(row) == record
        assert (row.position, row.until) == (position, max(entry.change.on for entry in entries).isoformat())
