"""Rows are made again from the commits, equal byte for byte; whoever altered them by hand is found."""

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import BrokenChain, Conflict, InvalidData, LifError, Refused, StorageError
from lif_core.hooks import Row
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.copies.loading import copy_in, restore
from lif_core.partnership.removing.redactions import Redaction, Redactions
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

CANARY = "Canary Ffugenw of Invented Road"
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


def partnership(framework, folder: Path | None = None, storage: MemoryStorage | None = None) -> Partnership:
    hours = itertools.count()
    return Partnership(
        framework,
        storage or MemoryStorage(),
        settings=Settings(id="demo", by="qa-officer"),
        folder=folder,
        clock=lambda: datetime(2024, 6, 1, tzinfo=UTC) + timedelta(hours=next(hours)),
        mint=counting("demo"),
    )


def filled(framework, folder: Path | None = None) -> Partnership:
    lif = partnership(framework, folder)
    with lif.work(on=date(2024, 5, 14), why="Meeting") as work:
        finding = work.record_finding("Agencies did not share what each knew")
        action = work.plan_action("Huddle", ref="1", answers=finding, due=date(2024, 9, 30))
        note = work.write_note(CANARY, about=action)
    with lif.work(on=date(2024, 9, 1)) as work:
        work.move(action, "done")
    with lif.work(on=date(2024, 6, 1), why="entered late") as work:
        work.amend(action, {"wanted": "Fewer surprises"})
        work.withdraw(note, why="written twice")
    return lif


@pytest.fixture
def lif(liverpool) -> Partnership:
    return filled(liverpool)


def tuples(storage: MemoryStorage) -> list[tuple[object, ...]]:
    return [(row.id, row.type, row.position, row.until, dict(row.keys), row.body) for row in storage.load()]


def alter(lif: Partnership, which: int, **change: object) -> str:
    """Alter one row behind the library's back; tell its id."""
    shelf = lif.storage._shelf  # type: ignore[attr-defined]
    row: Row = sorted(shelf.rows.values(), key=lambda one: one.id)[which]
    shelf.rows = {**shelf.rows, row.id: attrs.evolve(row, **change)}
    return row.id


def found(lif: Partnership) -> list[str]:
    with pytest.raises(InvalidData) as told:
        lif.verify()
    assert {problem.code for problem in told.value.problems} == {"rows.altered"}
    assert all("lif rebuild" in problem.mend for problem in told.value.problems)
    assert CANARY not in str(told.value) + repr(told.value)
    return [problem.where for problem in told.value.problems]


def test_what_nobody_altered_is_made_again_byte_for_byte(lif: Partnership) -> None:
    before, fingerprint = tuples(lif.storage), lif.fingerprint
    told = lif.rebuild()
    assert (told.records, told.mended) == (3, ())
    assert tuples(lif.storage) == before
    assert lif.fingerprint == fingerprint


ALTERED = {
    "a word": lambda row: {"body": row.body.replace(b"Huddle", b"Hurdle").replace(b"share", b"shred") or b"x"},
    "nothing left": lambda row: {"body": b"" if row.body else b'{"id":"x"}'},
    "no record": lambda row: {"body": b"{"},
    "a key": lambda row: {"keys": {**row.keys, "state": "sustained"}},
    "the day": lambda row: {"until": "2031-01-01"},
    "the commit": lambda row: {"position": 1 if row.position != 1 else 2},
    "the type": lambda row: {"type": "review"},
}


@pytest.mark.parametrize("what", ALTERED)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_row_altered_by_hand_is_found_and_mended(lif: Partnership, what: str, which: int) -> None:
    before = tuples(lif.storage)
    changed = ALTERED[what](list(lif.storage.load())[which])
    altered = alter(lif, which, **changed)
    assert found(lif) == [altered]
    assert lif.rebuild().mended == (altered,)
    assert tuples(lif.storage) == before
    lif.verify()


def test_a_row_too_many_and_one_too_few_are_found_and_mended(lif: Partnership) -> None:
    before = tuples(lif.storage)
    shelf = lif.storage._shelf  # type: ignore[attr-defined]
    first, *others = shelf.rows.values()
    invented = attrs.evolve(first, id="demo/action/invented")
    shelf.rows = {row.id: row for row in (*others, invented)}
    assert found(lif) == sorted([first.id, invented.id])
    lif.rebuild()
    assert tuples(lif.storage) == before


def test_what_a_commit_is_said_to_touch_is_compared_too(lif: Partnership) -> None:
    shelf = lif.storage._shelf  # type: ignore[attr-defined]
    first, *others = shelf.commits
    shelf.commits = (attrs.evolve(first, touches=()), *others)
    hidden = list(first.touches)
    assert len(lif.history(hidden[0])) == 0
    assert found(lif) == sorted(hidden)
    lif.rebuild()
    assert len(lif.history(hidden[0])) == 1
    lif.verify()


def test_another_spelling_of_the_same_record_is_no_alteration(lif: Partnership) -> None:
    row = next(iter(lif.storage.load()))
    alter(lif, 0, body=b" " + row.body.replace(b",", b" , ", 1))
    assert lif.verify() == lif.storage.head().link


def test_a_broken_journal_is_never_rebuilt(lif: Partnership) -> None:
    shelf = lif.storage._shelf  # type: ignore[attr-defined]
    first, *others = shelf.commits
    shelf.commits = (attrs.evolve(first, body=first.body.replace(b"Huddle", b"Hurdle")), *others)
    before = tuples(lif.storage)
    for call in (lif.verify, lif.rebuild):
        with pytest.raises(BrokenChain):
            call()
    assert tuples(lif.storage) == before


def test_a_framework_altered_by_hand_is_found(lif: Partnership) -> None:
    documents = lif.storage._shelf.documents  # type: ignore[attr-defined]
    (name,) = (fingerprint for fingerprint in documents if len(fingerprint) == 64)
    documents[name] = documents[name].replace(b"15 working days", b"99 working days")
    for held in (documents[name], b"{", b""):
        documents[name] = held
        with pytest.raises(InvalidData, match="no longer what its fingerprint names"):
            lif.verify()
    del documents[name]
    with pytest.raises(InvalidData, match="is gone"):
        lif.verify()


def test_a_storage_that_cannot_says_so(liverpool) -> None:
    class Plain:
        def __init__(self) -> None:
            self._held = MemoryStorage()

        def __getattr__(self, name: str) -> object:
            if name in ("rebuild", "strays"):
                raise AttributeError(name)
            return getattr(self._held, name)

    lif = partnership(liverpool, storage=Plain())  # type: ignore[arg-type]
    with lif.work(on=date(2024, 5, 14)) as work:
        work.plan_action("Huddle")
    with pytest.raises(Refused, match="cannot make its rows again"):
        lif.rebuild()
    lif.verify()


@pytest.mark.parametrize("often", [1, 99])
def test_somebody_who_writes_meanwhile_is_not_written_over(lif: Partnership, monkeypatch, often: int) -> None:
    other = partnership(lif.framework(date(2024, 5, 14)), storage=lif.storage.another())  # type: ignore[attr-defined]
    other.books.mint = counting("another")
    rebuild, left = MemoryStorage.rebuild, [often]

    def late(self, *given):
        if left[0]:
            left[0] -= 1
            with other.work(on=date(2024, 7, 1)) as work:
                work.write_note("In between")
        return rebuild(self, *given)

    monkeypatch.setattr(MemoryStorage, "rebuild", late)
    if often == 1:
        lif.rebuild()
    else:
        with pytest.raises(Conflict):
            lif.rebuild()
    monkeypatch.undo()
    assert sum(note.text == "In between" for note in lif.as_of(date(2024, 7, 1)).list("note")) == often - left[0]
    lif.verify()
    lif.rebuild()


def test_after_a_redaction_and_a_restore_rows_are_still_what_commits_make(lif: Partnership) -> None:
    action = next(iter(lif.as_of(date(2024, 7, 1)).list("action")))
    lif.redact(action.id, ["text", "ref"], why="Not ours to keep")
    lif.verify()
    before = tuples(lif.storage)
    lif.rebuild()
    assert tuples(lif.storage) == before
    other = MemoryStorage()
    restore(other, dump(lif.books))
    assert tuples(other) == before


def test_a_copy_of_a_store_is_put_into_another(lif: Partnership, liverpool) -> None:
    empty = MemoryStorage()
    with pytest.raises(InvalidData, match="another partnership"):
        copy_in(empty, lif.storage, "elsewhere")
    assert empty.head().position == 0
    assert copy_in(empty, lif.storage, "demo") == lif.storage.head()
    assert tuples(empty) == tuples(lif.storage)
    partnership(liverpool, storage=empty).verify()


def test_an_older_copy_in_the_place_of_the_store_is_found(liverpool, tmp_path: Path) -> None:
    lif = filled(liverpool, tmp_path)
    before = list(dump(lif.books))
    action = next(iter(lif.as_of(date(2024, 7, 1)).list("action")))
    lif.redact(action.id, ["text"], why="Not ours to keep")
    lif.verify()
    older = MemoryStorage()
    restore(older, before)
    Redactions(tmp_path).add(Redaction("demo/note/unknown", ("text",), date(2024, 5, 14)))
    again = partnership(liverpool, tmp_path, older)
    again.rebuild()
    with pytest.raises(InvalidData, match="stands in this store again") as told:
        again.verify()
    assert [(one.code, one.where) for one in told.value.problems] == [("redactions.not-applied", action.id)]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["plan", "note", "move", "amend", "withdraw", "redact"]), DAYS, st.integers(0, 9)),
        max_size=12,
    )
)
def test_whatever_was_written_in_whatever_order_rows_are_what_commits_make(liverpool, steps) -> None:
    lif = partnership(liverpool)
    ids: list[str] = []
    for what, day, number in steps:
        one = ids[number % len(ids)] if ids else ""
        try:
            with lif.work(on=day, why="x") as work:
                if what == "plan":
                    ids.append(work.plan_action(f"ŷ {number}", ref=str(number)).id)
                elif what == "note":
                    ids.append(work.write_note(f"ŷ {number}").id)
                elif what == "move" and one:
                    work.move(one, ["in-progress", "done"][number % 2])
                elif what == "amend" and one:
                    work.amend(one, {"text": f"again {number}"})
                elif what == "withdraw" and one:
                    work.withdraw(one, why="x")
            if what == "redact" and one:
                lif.redact(one, ["text"], why="x")
        except LifError:
            continue
    lif.verify()
    before = tuples(lif.storage)
    assert lif.rebuild().mended == ()
    assert tuples(lif.storage) == before


def test_an_erasure_that_is_still_owed_is_finished_or_told(liverpool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some storages erase in two steps; nobody shall believe that all is well between them."""
    lif = partnership(liverpool)
    owes = [True]

    def scrub() -> None:
        if len(owes) > 1:
            raise StorageError("The erased bytes still stand in the log.")
        owes[0] = False

    monkeypatch.setattr(lif.storage, "scrub", scrub, raising=False)
    monkeypatch.setattr(lif.storage, "owes", True, raising=False)
    lif.verify()
    assert owes == [False]
    owes.append(True)
    with pytest.raises(StorageError, match="still stand"):
        lif.verify()


class Busy(MemoryStorage):
    """A store into which somebody writes whenever its rows are read."""

    other: Partnership

    def load(self, **asked):
        if not asked:
            with self.other.work() as work:
                work.plan_action("Meanwhile")
                work.amend(next(iter(self.other.find("note"))).id, {"text": "Meanwhile"})
        return super().load(**asked)


def test_a_store_is_verified_while_others_keep_writing(liverpool) -> None:
    storage = Busy()
    lif = partnership(liverpool, storage=storage)
    with lif.work() as work:
        work.write_note("Before")
        action = work.plan_action("Huddle")
    storage.other = Partnership(liverpool, storage.another(), settings=lif.settings)
    link = lif.storage.head().link
    assert lif.verify() == link
    assert lif.storage.head().position > 1
    rows = dict(storage._shelf.rows)
    rows[action.id] = attrs.evolve(rows[action.id], body=rows[action.id].body.replace(b"Huddle", b"Hurdle"))
    storage._shelf.rows = rows
    with pytest.raises(InvalidData, match="altered by hand"):
        lif.verify()
