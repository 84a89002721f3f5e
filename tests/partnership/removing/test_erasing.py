"""What was removed stays removed, also in a copy that was made before and is restored after."""

import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.errors import Conflict, InvalidData, Refused, StorageAway, StorageError, UnknownName
from lif_core.hooks import Committed, hookimpl
from lif_core.journal.chain import commitments
from lif_core.journal.sealed import decode
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.copies.loading import restore
from lif_core.partnership.removing.erasing import remove, remove_all
from lif_core.partnership.removing.reapplying import kept_again, never_carried_out, reapply
from lif_core.partnership.removing.redactions import FILE, Redaction, Redactions
from lif_core.records.parts import Hold
from lif_core.serial import canonical
from lif_core.testing import MemoryStorage
from lif_core.values.when import When

CANARY = "Canary Ffugenw of Invented Road"


def partnership(framework, folder: Path, storage: MemoryStorage | None = None) -> Partnership:
    return Partnership(
        framework, storage or MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), folder=folder
    )


def test_what_was_removed_is_removed_again_from_a_restored_copy(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
        other = work.write_note("Another note")
    with lif.work(on=date(2024, 5, 20)) as work:
        work.amend(other, {"text": f"{CANARY}, again"})
    before = list(dump(lif.books))
    lif.redact(note.id, ["text"], why="Not ours to keep")
    lif.redact(other.id, ["text"], why="Not ours to keep")
    assert CANARY not in "\n".join(dump(lif.books))
    assert CANARY not in (tmp_path / FILE).read_text()

    storage = MemoryStorage()
    restore(storage, before)
    again = partnership(liverpool, tmp_path, storage)
    assert CANARY in "\n".join(dump(again.books))
    receipts = reapply(again.books)
    assert len(receipts) == 2
    assert CANARY not in "\n".join(dump(again.books))
    assert CANARY.encode() not in b"".join(commit.body for commit in storage.commits())
    assert again.as_of().show(note.id).text == ""
    again.verify()
    assert reapply(again.books) == ()


def test_a_dictionary_tried_against_everything_that_remains_finds_nothing(liverpool, tmp_path: Path) -> None:
    """Whoever guesses the value, and tries every salt and every hash that is left, cannot tell that it fits."""
    words = ["yes", "no", "police", "neglect", *(f"Child {letter}" for letter in "ABCDEFGH")]
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14), why="Child C") as work:
        note = work.write_note("Child C", ref="Child C")
        work.write_note("Another note")
    whole = b"".join(commit.body for commit in lif.storage.commits())

    def guessed(remains: bytes) -> set[str]:
        hashes = set(re.findall("[0-9a-f]{64}", remains.decode()))
        salts = [b"", *(bytes.fromhex(one) for one in re.findall(r'"([0-9a-f]{32})"', remains.decode()))]
        spelt = [spelling for word in words for spelling in (word.encode(), canonical(word))]
        tries = {hashlib.sha256(salt + some).hexdigest(): some.decode().strip('"') for salt in salts for some in spelt}
        return {tries[one] for one in hashes & tries.keys()}

    for stored in lif.storage.commits():
        assert guessed(whole + " ".join(commitments(decode(stored.body)).values()).encode()) == {"Child C"}
        break
    lif.redact(note.id, ["text", "ref", "commit.why"], why="Not ours to keep")
    held = [*(commit.body + commit.link.encode() for commit in lif.storage.commits())]
    held += [row.body + str(dict(row.keys)).encode() for row in lif.storage.load()]
    remains = b" ".join([*held, "\n".join(dump(lif.books)).encode(), (tmp_path / FILE).read_bytes()])
    assert guessed(remains) == set()
    assert b"Child C" not in remains
    lif.verify()
    assert [change.set for _, change in lif.history(note.id)][-1].keys() == {"text", "ref", "commit.why"}
    lif.rebuild()
    lif.verify()


def test_a_copy_made_after_needs_nothing(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    lif.redact(note.id, ["text"], why="Not ours to keep")
    storage = MemoryStorage()
    restore(storage, dump(lif.books))
    again = partnership(liverpool, tmp_path, storage)
    assert reapply(again.books) == ()
    assert again.fingerprint == lif.fingerprint


def test_a_store_without_the_record_needs_nothing(liverpool, tmp_path: Path) -> None:
    Redactions(tmp_path).add(Redaction("demo/note/1", ("text",), date(2024, 5, 14)))
    assert reapply(partnership(liverpool, tmp_path).books) == ()


def test_the_reasons_of_a_record_stay_unless_they_are_named(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14), why=CANARY) as work:
        note = work.write_note(CANARY)
    with lif.work(on=date(2024, 5, 15), why="Of another record") as work:
        work.write_note("Another note")
    before = list(dump(lif.books))
    lif.redact(note.id, ["text"], why="Not ours to keep")
    assert [commit.why for commit, _ in lif.history(note.id)] == [CANARY, "Not ours to keep"]
    lif.redact(note.id, ["commit.why"], why="Not ours to keep either")
    assert CANARY not in "\n".join(dump(lif.books))
    assert [commit.why for _, commit in lif.commits()][1] == "Of another record"
    lif.verify()
    storage = MemoryStorage()
    restore(storage, before)
    again = partnership(liverpool, tmp_path, storage)
    assert len(reapply(again.books)) == 2
    assert CANARY not in "\n".join(dump(again.books))


def test_without_a_folder_there_is_no_list(liverpool) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    lif.redact(note.id, ["text"], why="Not ours to keep")
    assert reapply(lif.books) == ()


def test_what_is_refused_is_not_put_on_the_list(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    with pytest.raises(UnknownName):
        lif.redact("demo/note/none", ["text"], why="x")
    with pytest.raises(Refused):
        lif.redact(note.id, ["txet"], why="x")
    assert Redactions(tmp_path).all() == ()


def test_a_record_entered_ahead_can_be_redacted(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2099, 5, 14)) as work:
        note = work.write_note(CANARY)
    lif.redact(note.id, ["text"], why="Not ours to keep")
    assert CANARY not in "\n".join(dump(lif.books))
    assert lif.as_of(date(2099, 6, 1)).show(note.id).text == ""


def test_the_list_says_each_thing_once_and_only_to_its_owner(tmp_path: Path) -> None:
    redactions, one = Redactions(tmp_path), Redaction("demo/note/1", ("text", "label"), date(2024, 5, 14))
    redactions.add(one)
    redactions.add(one)
    assert redactions.all() == (one,)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "not json",
        '{"redacted": 7, "fields": ["text"], "on": "2024-05-14"}',
        '{"redacted": "x", "fields": "text", "on": "2024-05-14"}',
        '{"redacted": "x", "fields": [], "on": "2024-05-14"}',
        '{"redacted": "x", "fields": ["text"], "on": "never"}',
    ],
)
def test_a_list_altered_by_hand_is_told_and_nothing_written(liverpool, tmp_path: Path, line: str) -> None:
    Redactions(tmp_path).add(Redaction("demo/note/1", ("text",), date(2024, 5, 14)))
    with (tmp_path / FILE).open("a") as out:
        out.write(f"{line}\n")
    with pytest.raises(InvalidData, match=r"redacted\.jsonl, line 2"):
        reapply(partnership(liverpool, tmp_path).books)


# --- nothing that was removed stands, and nothing is said to be removed that stands -----------------------------------


def test_one_entry_of_a_map_goes_and_the_others_stay_from_the_day_they_were_said(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        action = work.plan_action("Huddle", keys={"local": CANARY, "other": "fine", "third": "old"})
    with lif.work(on=date(2024, 5, 20)) as work:
        work.amend(action, {"keys.third": "new"})
    lif.redact(action.id, ["keys.local"], why="Not ours to keep")
    assert CANARY not in "\n".join(dump(lif.books))
    assert lif.as_of(date(2024, 5, 15)).show(action.id).keys == {"other": "fine", "third": "old"}
    assert lif.as_of(date(2024, 5, 21)).show(action.id).keys == {"other": "fine", "third": "new"}
    lif.redact(action.id, ["keys.other"], why="Not ours to keep either")
    assert lif.as_of(date(2024, 5, 21)).show(action.id).keys == {"third": "new"}
    assert "fine" not in "\n".join(dump(lif.books))
    lif.verify()
    lif.rebuild()
    assert lif.as_of().show(action.id).keys == {"third": "new"}


DAYS = [date(2024, 5, day) for day in range(1, 9)]
ENTRIES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("vwxyz").map(lambda letter: f"{letter}-{CANARY}"))
STEPS = st.tuples(
    st.sampled_from(DAYS),
    st.one_of(
        ENTRIES.map(lambda entries: {"keys": entries}),
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["one", None])).map(lambda one: {f"keys.{one[0]}": one[1]}),
    ),
)


@settings(max_examples=40)
@given(ENTRIES, st.lists(STEPS, max_size=6), st.sampled_from("abcd"))
def test_on_every_day_only_the_entry_that_went_is_gone(liverpool, first, steps, doomed: str) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=DAYS[0]) as work:
        action = work.plan_action("Huddle", keys={"e": "stays", **first}).id
    for day, values in steps:
        with lif.work(on=day) as work:
            work.amend(action, values)
    said = {value for _, change in lif.history(action) for value in _said_of(doomed, change.set)}
    before = {day: dict(lif.as_of(day).show(action).keys) for day in DAYS}
    if not any(name in ("keys", f"keys.{doomed}") and _names(doomed, name, value) for name, value in _all(lif, action)):
        with pytest.raises(Refused):
            lif.redact(action, [f"keys.{doomed}"], why="x")
        return
    lif.redact(action, [f"keys.{doomed}"], why="x")
    wanted = {day: {key: value for key, value in held.items() if key != doomed} for day, held in before.items()}
    assert {day: dict(lif.as_of(day).show(action).keys) for day in DAYS} == wanted
    assert not said & {value for _, change in lif.history(action) for value in _said_of(doomed, change.set)}
    lif.verify()


def _all(lif: Partnership, record: str) -> list[tuple[str, Any]]:
    return [pair for _, change in lif.history(record) for pair in change.set.items()]


def _names(entry: str, name: str, value: Any) -> bool:
    return name != "keys" or entry in (value or {})


def _said_of(entry: str, values: Any) -> list[str]:
    whole = values.get("keys") or {}
    return [value for value in (whole.get(entry), values.get(f"keys.{entry}")) if value]


@pytest.mark.parametrize("field", ["text.foo", "keys.nobody", "id", "kind", "state", "disclosure", "disclosure.x"])
def test_what_would_remove_nothing_or_widen_who_may_look_is_refused(liverpool, tmp_path: Path, field: str) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        action = work.plan_action(CANARY, keys={"local": "x"}, disclosure="review-team")
    before = lif.fingerprint
    with pytest.raises(Refused):
        lif.redact(action.id, ["text", field], why="x")
    assert lif.fingerprint == before
    assert Redactions(tmp_path).all() == ()


def test_without_a_field_nothing_is_removed_and_the_list_stays_whole(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    with pytest.raises(Refused, match="It is not said what"):
        lif.redact(note.id, [], why="x")
    assert not (tmp_path / FILE).exists()
    lif.verify()


@pytest.mark.parametrize("back", [timedelta(), timedelta(hours=3)])
def test_what_was_said_anew_and_removed_again_is_removed_from_a_copy_made_between(
    liverpool, tmp_path: Path, back: timedelta
) -> None:
    """Also where the clock went back in the meantime."""
    instants = [datetime(2024, 6, 3, 12, tzinfo=UTC)]
    lif = partnership(liverpool, tmp_path)
    lif.books.now = lambda: instants[-1]
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note("First")
    lif.redact(note.id, ["text"], why="Not ours to keep")
    with lif.work() as work:
        work.amend(note.id, {"text": CANARY})
    before = list(dump(lif.books))
    instants.append(instants[0] - back)
    lif.redact(note.id, ["text"], why="Not ours to keep")
    lif.verify()

    storage = MemoryStorage()
    restore(storage, before)
    again = partnership(liverpool, tmp_path, storage)
    with pytest.raises(InvalidData, match="stands in this store again"):
        again.verify()
    assert len(reapply(again.books)) == 1
    assert CANARY not in "\n".join(dump(again.books))
    again.verify()
    assert reapply(again.books) == ()


class Interrupting(MemoryStorage):
    """Lets somebody else write right before it erases, some times."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        self.other = lambda: None

    def erase(self, *given) -> None:
        if self.times:
            self.times -= 1
            self.other()
        super().erase(*given)


def interrupted(framework, folder: Path, times: int) -> tuple[Partnership, str]:
    storage = Interrupting()
    lif, other = partnership(framework, folder, storage), partnership(framework, folder, storage.another())

    def write() -> None:
        with other.work(on=date(2024, 5, 20)) as work:
            work.plan_action("Of somebody else")

    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    storage.other, storage.times = write, times
    return lif, note.id


def test_who_writes_something_else_meanwhile_does_not_keep_it(liverpool, tmp_path: Path) -> None:
    lif, note = interrupted(liverpool, tmp_path, 3)
    lif.redact(note, ["text"], why="Not ours to keep")
    assert CANARY not in "\n".join(dump(lif.books))
    assert len(list(lif.as_of().list("action"))) == 3
    lif.verify()


def test_what_was_not_removed_is_not_said_to_stand_again(liverpool, tmp_path: Path) -> None:
    lif, note = interrupted(liverpool, tmp_path, 1)
    with pytest.raises(Conflict):
        remove(lif.books, note, ["text"], by="qa-officer", why="x", seen=lif.books.memory())
    assert lif.as_of().show(note).text == CANARY
    lif.verify()
    assert Redactions(tmp_path).all() == ()
    lif.redact(note, ["text"], why="Not ours to keep")
    lif.verify()


def test_an_erasure_left_unfinished_is_heard_of_though_others_wrote_behind_it(
    liverpool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lif, note = interrupted(liverpool, tmp_path, 0)
    erase, other = lif.storage.erase, lif.storage.other

    def busy(*given) -> None:
        erase(*given)
        other()
        raise StorageError("The erased bytes still stand in the log.")

    heard = []
    monkeypatch.setattr(lif.storage, "erase", busy)
    monkeypatch.setattr(lif.plugins, "announce", lambda event: heard.append(event) or ())
    with pytest.raises(StorageError, match="still stand"):
        lif.redact(note, ["text"], why="Not ours to keep")
    assert [event.redacted for event in heard] == [True]
    lif.verify()


def test_who_hears_of_it_may_ask_for_records_from_another_thread(liverpool, tmp_path: Path) -> None:
    seen: list[str] = []

    class Index:
        lif_api = 1

        @hookimpl
        def lif_committed(self, event: Committed) -> None:
            def look() -> None:
                seen.extend(note.text for note in lif.as_of().list("note"))

            if event.redacted:
                thread = Thread(target=look, daemon=True)
                thread.start()
                thread.join(20)

    lif = partnership(liverpool, tmp_path)
    lif.plugins.register(Index(), "index")
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    lif.redact(note.id, ["text"], why="Not ours to keep")
    assert seen == [""]


def test_a_line_of_the_list_that_a_crash_cut_off_stands_for_nothing(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        first, second = work.write_note(CANARY), work.write_note("Another")
    lif.redact(first.id, ["text"], why="Not ours to keep")
    whole = (tmp_path / FILE).read_bytes()
    for cut in range(1, len(whole)):
        (tmp_path / FILE).write_bytes(whole + whole[:cut])
        assert len(Redactions(tmp_path).all()) == 1
    lif.verify()
    lif.redact(second.id, ["text"], why="Not ours to keep")
    assert [one.record for one in Redactions(tmp_path).all()] == [first.id, second.id]
    lif.verify()


def test_a_list_of_an_older_version_is_read(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    line = canonical({"redacted": note.id, "fields": ["text"], "on": "2024-05-20"})
    (tmp_path / FILE).write_bytes(line + b"\n")
    assert len(reapply(lif.books)) == 1
    assert CANARY not in "\n".join(dump(lif.books))
    assert reapply(lif.books) == ()


class Away(MemoryStorage):
    """A store at which somebody else is, so that nothing can be erased."""

    def erase(self, *given) -> None:
        if len(given[2]):
            raise StorageAway("Another process is writing and did not finish in time. Try again.")
        super().erase(*given)


def test_what_is_said_after_a_redaction_that_failed_stays(liverpool, tmp_path: Path) -> None:
    storage = Away()
    lif = partnership(liverpool, tmp_path, storage)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY)
    with pytest.raises(StorageAway):
        lif.redact(note.id, ["text"], why="Not ours to keep")
    assert Redactions(tmp_path).all() == ()
    lif.verify()
    again = partnership(liverpool, tmp_path, storage.another())
    with again.work() as work:
        work.amend(note.id, {"text": "The practitioner said"})
    assert reapply(again.books) == ()
    assert again.as_of().show(note.id).text == "The practitioner said"  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["text", "keys", "keys.local"])
def test_what_a_process_that_was_killed_had_listed_goes_and_what_was_said_since_stays(
    liverpool, tmp_path: Path, field: str
) -> None:
    """On a list of an older version, before the store: what stood then goes later, what was said anew does not."""
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note(CANARY, keys={"local": CANARY, "other": "stays" if field != "keys" else CANARY})
    at = [commit.at for _, commit in lif.commits()][-1] + timedelta(microseconds=1)
    Redactions(tmp_path).add(Redaction(note.id, (field,), date.today(), at))
    with lif.work() as work:
        work.amend(note.id, {"text": "Said anew", "keys.local": "anew"})
    with pytest.raises(InvalidData, match="stands in this store again"):
        lif.verify()
    assert len(reapply(lif.books)) == 1
    stands = lif.as_of().show(note.id)
    assert (stands.text, stands.keys["local"]) == ("Said anew", "anew")  # type: ignore[attr-defined]
    assert stands.keys.get("other", "") == ("" if field == "keys" else "stays")
    (_, begun), *_ = lif.history(note.id)
    assert {"text", "keys"} - begun.set.keys() == {field.partition(".")[0]}
    lif.verify()
    assert reapply(lif.books) == ()


@pytest.mark.parametrize(
    "line",
    [
        '{"redacted":"ID","fields":["disclosure"],"on":"2024-05-14"}',
        '{"redacted":"ID","fields":["state","nonsense","id"],"on":"2024-05-14"}',
        '{"redacted":"ID","fields":["text"],"on":"2024-05-14","at":"2024-05-14T10:00:00"}',
        '{"redacted":"demo/nothing/1","fields":["text"],"on":"2024-05-14"}',
        '{"redacted":"no id","fields":["text"],"on":"2024-05-14"}',
    ],
)
def test_a_list_that_was_altered_by_hand_removes_nothing(liverpool, tmp_path: Path, line: str) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note("A note", disclosure="review-team")
    before = lif.fingerprint
    (tmp_path / FILE).write_text(line.replace("ID", note.id) + "\n")
    for ask in (lif.verify, lambda: reapply(lif.books)):
        with pytest.raises(InvalidData) as told:
            ask()
        assert {problem.code for problem in told.value.problems} == {"redactions.broken"}
    assert lif.fingerprint == before


def test_where_the_same_words_stand_besides_is_told_and_never_repeated(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        recommendation = work.recommend(f"  {CANARY},\n always ")
        action = work.plan_action(f"{CANARY}, always", ref="short")
        before = work.write_note(f"Said then: {CANARY}, always")
        work.write_note("Nothing of the kind; short")
    with lif.work(on=date(2024, 5, 15)) as work:
        work.amend(before, {"text": "Said anew"})
    receipt = lif.redact(action.id, ["text", "ref"], why="Asked for")
    assert receipt.also_said == (recommendation.id, before.id)
    assert CANARY not in str(receipt)
    assert f"The same words stand in {recommendation.id}, now or before" in str(receipt)


TEXTS = st.lists(st.sampled_from(["Ffugenw was seen", "Told by Ffugenw of it", "Nothing"]), min_size=1, max_size=4)


@given(TEXTS)
def test_a_dry_run_foretells_what_is_removed_and_writes_nothing(liverpool, tmp_path_factory, texts: list[str]) -> None:
    """Law: it tells the fields, commits, copies and records that the redaction then tells, and the store stays."""
    folder = tmp_path_factory.mktemp("area")
    lif = partnership(liverpool, folder)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note("First of all")
        work.write_note(f"Copied: {texts[-1]}")
    for text in texts:
        with lif.work(on=date(2024, 5, 14)) as work:
            work.amend(note, {"text": text})
    lif.backup(folder / "copy.jsonl")
    before, files = list(lif.storage.commits()), sorted(folder.iterdir())
    told = lif.redact(note.id, ["text"], dry_run=True)
    assert (list(lif.storage.commits()), sorted(folder.iterdir())) == (before, files)
    assert told.position is None
    written = {"First of all", *texts}
    done = lif.redact(note.id, ["text"], why="Request for erasure")
    assert (told.removed, told.copies, told.also_said, told.aside) == (
        done.removed, done.copies, done.also_said, done.aside,
    )  # fmt: skip
    ((field, commits),) = done.removed
    assert field == "text"
    assert len(written) <= commits <= 1 + len(texts)
    assert len(done.copies) == 1


@pytest.mark.parametrize("why", ["For Ffugenw", "for ffugenw’s mother", "FFUGENW"])
def test_a_reason_does_not_repeat_a_name_that_was_ever_there(liverpool, tmp_path: Path, why: str) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note("It was told by Ffugenw")
    with lif.work(on=date(2024, 5, 15), why="Ffugenw was named") as work:
        work.amend(note, {"text": "It was told by somebody"})
    before = lif.fingerprint
    for fields in (["text"], ["commit.why"]):
        with pytest.raises(Refused, match="Say why, not whom") as refused:
            lif.redact(note.id, fields, why=why)
        assert "ffugenw" not in str(refused.value).casefold()
    assert lif.fingerprint == before
    assert not (tmp_path / FILE).exists()
    lif.redact(note.id, ["text", "commit.why"], why="It named a person, article 17")
    assert list(lif.ever_said("Ffugenw")) == []


# --- what was stopped never happens by itself, and a hold outranks what came back ------------------------------------

HOLD = Hold(kind="coronial", since=When.on(date(2024, 5, 20)))


def held_thread(lif: Partnership) -> tuple[str, str]:
    """Make a review and a finding that hangs on it."""
    with lif.work(on=date(2024, 5, 14)) as work:
        review = work.start_review("other-review", label="Wren")
        finding = work.record_finding(CANARY, from_=review, ref="F1")
    return review.id, finding.id


def place_hold(lif: Partnership, review: str, *holds: Hold) -> None:
    with lif.work(on=date(2024, 5, 20)) as work:
        work.amend(review, {"holds": holds or (HOLD,)})


class Stopped(MemoryStorage):
    """A store in which erasing is broken off before or after it is written, and which then may not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.by: BaseException | None = None
        self.written, self.away = False, False

    def erase(self, *given) -> None:
        if self.written or self.by is None:
            super().erase(*given)
        if self.by is not None:
            by, self.by = self.by, None
            self.gone = self.away
            raise by

    gone = False

    def load(self, **asked):
        if self.gone:
            raise StorageAway("The server went away.")
        return super().load(**asked)


@pytest.mark.parametrize("away", [False, True])
@pytest.mark.parametrize("by", [KeyboardInterrupt(), SystemExit(1), StorageAway("Went away."), MemoryError()])
def test_a_redaction_that_was_stopped_never_happens_by_itself(liverpool, tmp_path: Path, by, away: bool) -> None:
    storage = Stopped()
    lif = partnership(liverpool, tmp_path, storage)
    review, finding = held_thread(lif)
    storage.by, storage.away = by, away
    with pytest.raises(type(by)):
        lif.redact(finding, ["text"], why="Request 9")
    storage.gone = False
    place_hold(lif, review)
    before = lif.fingerprint
    assert reapply(lif.books) == ()
    assert lif.fingerprint == before
    assert lif.as_of().show(finding).text == CANARY  # type: ignore[attr-defined]
    lif.verify()
    assert [CANARY in one or finding in one for one in never_carried_out(lif.books)] == [True] * away
    lif.redact(finding, ["text"], why="Ordered by the court", despite_hold=True)
    assert never_carried_out(lif.books) == ()
    lif.verify()


@pytest.mark.parametrize("away", [False, True])
@pytest.mark.parametrize("by", [KeyboardInterrupt(), SystemExit(1)])
def test_what_was_stopped_behind_the_erasure_was_carried_out(liverpool, tmp_path: Path, by, away: bool) -> None:
    storage = Stopped()
    lif = partnership(liverpool, tmp_path, storage)
    _, finding = held_thread(lif)
    copy = list(dump(lif.books))
    storage.by, storage.away, storage.written = by, away, True
    with pytest.raises(type(by)):
        lif.redact(finding, ["text"], why="Request 9")
    storage.gone = False
    lif.verify()
    assert [one.record for one in Redactions(tmp_path).all()] == [finding]
    older = MemoryStorage()
    restore(older, copy)
    again = partnership(liverpool, tmp_path, older)
    assert len(reapply(again.books)) == 1
    assert CANARY not in "\n".join(dump(again.books))


def test_wherever_a_kill_cuts_the_list_behind_an_erasure_it_ends_as_done(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    _, finding = held_thread(lif)
    lif.redact(finding, ["text"], why="Request 9")
    whole = (tmp_path / FILE).read_bytes()
    for cut in range(whole.index(b"\n") + 1, len(whole) - 1):
        (tmp_path / FILE).write_bytes(whole[:cut])
        assert Redactions(tmp_path).all() == ()
        lif.verify()
        assert [one.record for one in Redactions(tmp_path).all()] == [finding]
        assert Redactions(tmp_path).read().meant == ()


def came_back_and_held(liverpool, folder: Path) -> tuple[Partnership, str, str]:
    """Give a partnership in which an older copy brought a removed text back, which a hold on its review keeps."""
    lif = partnership(liverpool, folder)
    review, finding = held_thread(lif)
    storage = MemoryStorage()
    restore(storage, dump(lif.books))
    lif.redact(finding, ["text"], why="Request 9")
    lif = partnership(liverpool, folder, storage)
    place_hold(lif, review)
    return lif, review, finding


def test_what_came_back_and_a_hold_keeps_stays_until_the_hold_ends(liverpool, tmp_path: Path) -> None:
    lif, review, finding = came_back_and_held(liverpool, tmp_path)
    before = lif.fingerprint
    assert reapply(lif.books) == ()
    assert lif.fingerprint == before
    with pytest.raises(InvalidData, match=f"a hold on {review} keeps it.*--despite-hold") as told:
        lif.verify()
    assert [problem.code for problem in told.value.problems] == ["redactions.held"]
    (sentence,) = kept_again(lif.books)
    assert finding in sentence
    assert CANARY not in sentence
    place_hold(lif, review, Hold(kind="coronial", since=HOLD.since, until=When.on(date(2024, 5, 21))))
    assert kept_again(lif.books) == ()
    assert len(reapply(lif.books)) == 1
    assert CANARY not in "\n".join(dump(lif.books))
    lif.verify()


def test_whoever_sets_the_hold_aside_removes_what_came_back(liverpool, tmp_path: Path) -> None:
    lif, _, finding = came_back_and_held(liverpool, tmp_path)
    lif.redact(finding, ["text"], why="Ordered by the court", despite_hold=True)
    lif.verify()
    assert reapply(lif.books) == ()


def test_a_hold_that_was_set_aside_is_set_aside_again_and_no_other(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    review, finding = held_thread(lif)
    with lif.work(on=date(2024, 5, 14)) as work:
        other = work.start_review("other-review", label="Robin").id
    place_hold(lif, review)
    copies = [MemoryStorage(), MemoryStorage()]
    for copy in copies:
        restore(copy, dump(lif.books))
    lif.redact(finding, ["text"], why="Ordered by the court", despite_hold=True)
    (line,) = Redactions(tmp_path).all()
    assert line.despite == (review,)

    again = partnership(liverpool, tmp_path, copies[0])
    assert len(reapply(again.books)) == 1
    *_, (commit, _) = again.history(finding)
    assert commit.why == f"Despite the hold on {review}: Removed again after a restore"

    again = partnership(liverpool, tmp_path, copies[1])
    with again.work(on=date(2024, 5, 20)) as work:
        work.amend(finding, {"reviews": (review, other)})
        work.amend(other, {"holds": (HOLD,)})
    assert reapply(again.books) == ()
    assert [f"a hold on {other} keeps it" in one for one in kept_again(again.books)] == [True]


def test_a_hold_on_one_record_keeps_a_reason_that_was_given_for_several(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14), why="Both were agreed at the panel") as work:
        review = work.start_review("other-review", label="Wren").id
        note = work.write_note("Of something else").id
    place_hold(lif, review)
    for record in (review, note):
        with pytest.raises(Refused, match=f"A hold on {review} keeps"):
            lif.redact(record, ["commit.why"], why="Asked for")
        with pytest.raises(Refused, match=f"A hold on {review} keeps"):
            lif.redact(record, ["commit.why"], dry_run=True)
    lif.redact(note, ["text"], why="Asked for")
    assert next(commit.why for commit, _ in lif.history(review)) == "Both were agreed at the panel"
    receipt = lif.redact(note, ["commit.why"], why="Ordered", despite_hold=True)
    assert any(review in warning for warning in receipt.warnings)
    assert f"Commit 1 gave its reason for {review} too" in str(receipt)
    *_, (commit, _) = lif.history(note)
    assert commit.why == f"Despite the hold on {review}: Ordered"


def test_a_reason_that_came_back_and_is_held_for_another_record_stays(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14), why=CANARY) as work:
        review = work.start_review("other-review", label="Wren").id
        note = work.write_note(CANARY).id
        other = work.write_note(CANARY).id
    storage = MemoryStorage()
    restore(storage, dump(lif.books))
    lif.redact(note, ["commit.why", "text"], why="Asked for")
    lif.redact(other, ["text"], why="Asked for")
    lif = partnership(liverpool, tmp_path, storage)
    place_hold(lif, review)
    assert [receipt.changed for receipt in reapply(lif.books)] == [(other,)]
    assert next(commit.why for commit, _ in lif.history(review)) == CANARY
    assert [sentence.startswith(note) for sentence in kept_again(lif.books)] == [True]
    place_hold(lif, review, Hold(kind="coronial", since=HOLD.since, until=When.on(date(2024, 5, 21))))
    assert len(reapply(lif.books)) == 1
    assert CANARY not in "\n".join(dump(lif.books))


def test_a_reason_for_one_record_names_no_other(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    with lif.work(on=date(2024, 5, 14), why="Agreed at the panel") as work:
        note = work.write_note("Of something else").id
    assert lif.redact(note, ["commit.why"], dry_run=True).warnings == ()
    assert lif.redact(note, ["commit.why"], why="Asked for").warnings == ()


def test_taking_a_record_back_does_not_lead_it_past_a_hold(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    review, finding = held_thread(lif)
    place_hold(lif, review)
    with lif.work(on=date(2024, 5, 21)) as work:
        work.withdraw(finding, why="Written twice")
    with pytest.raises(Refused, match=f"A hold on {review} keeps this record"):
        lif.redact(finding, ["text"], why="Asked for")
    assert CANARY in "\n".join(dump(lif.books))


# --- a hold is lifted, not taken away ---------------------------------------------------------------------------------


def _elsewhere(work, review: str, finding: str) -> None:
    work.amend(finding, {"reviews": (work.start_review("other-review", label="Robin"),)})


def _emptied(work, review: str, finding: str) -> None:
    work.amend(review, {"holds": ()})


def _replaced(work, review: str, finding: str) -> None:
    work.amend(review, {"holds": (Hold(kind="criminal", since=HOLD.since, until=When.on(date(2024, 5, 20))),)})


def _taken_back(work, review: str, finding: str) -> None:
    work.withdraw(review, why="Entered twice")


TAKEN_AWAY = [
    _elsewhere,
    lambda work, review, finding: work.amend(finding, {"reviews": ()}),
    _emptied,
    _replaced,
    _taken_back,
]


@given(st.lists(st.sampled_from(TAKEN_AWAY[:-1]), max_size=3), st.booleans())
@settings(deadline=None, max_examples=30)
def test_a_hold_keeps_what_it_kept_until_it_is_lifted(liverpool, tmp_path_factory, steps, back: bool) -> None:
    lif = partnership(liverpool, tmp_path_factory.mktemp("held"))
    review, finding = held_thread(lif)
    place_hold(lif, review)
    for step in [*steps, *TAKEN_AWAY[-1:] * back]:
        with lif.work(on=date(2024, 5, 21)) as work:
            step(work, review, finding)
        for record, field in ((finding, "text"), (review, "label")):
            with pytest.raises(Refused, match=f"A hold on {review} keeps"):
                lif.redact(record, [field], why="Asked for")
    assert CANARY in "\n".join(dump(lif.books))
    if not back:
        with lif.work(on=date(2024, 5, 22)) as work:
            if not any(hold.kind == HOLD.kind for hold in lif.as_of().show(review).holds):  # type: ignore[attr-defined]
                work.place_hold(review, HOLD)
            work.lift_hold(review, HOLD.kind, date(2024, 5, 22))
        lif.redact(finding, ["text"], why="Asked for")
        assert CANARY not in "\n".join(dump(lif.books))
    else:
        lif.redact(finding, ["text"], why="Ordered by the court", despite_hold=True)
    lif.verify()


def test_a_hold_left_out_is_not_lifted_by_another_of_its_kind_that_ended_before(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    review, finding = held_thread(lif)
    ended = Hold(kind="coronial", since=When.on(date(2020, 1, 1)), until=When.on(date(2020, 2, 1)))
    place_hold(lif, review, ended)
    place_hold(lif, review, ended, HOLD)
    place_hold(lif, review, ended)
    with pytest.raises(Refused, match=f"A hold on {review} keeps"):
        lif.redact(finding, ["text"], why="Asked for")


def test_a_hold_keeps_what_hung_on_it_by_another_record(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    review, finding = held_thread(lif)
    with lif.work(on=date(2024, 5, 15)) as work:
        note = work.write_note(CANARY, about=(finding,)).id
    place_hold(lif, review)
    with lif.work(on=date(2024, 5, 21)) as work:
        work.amend(finding, {"reviews": ()})
        work.amend(note, {"about": ()})
    with pytest.raises(Refused, match=f"A hold on {review} keeps"):
        lif.redact(note, ["text"], why="Asked for")


# --- of several that go together, each is asked for -------------------------------------------------------------------


def test_of_several_that_were_broken_off_only_what_went_is_listed(liverpool, tmp_path: Path) -> None:
    storage = Interrupting()
    lif, other = partnership(liverpool, tmp_path, storage), partnership(liverpool, tmp_path, storage.another())
    _, first = held_thread(lif)
    review, second = held_thread(lif)
    copy = list(dump(lif.books))

    def meanwhile() -> None:
        other.redact(first, ["text"], why="Request 9")
        place_hold(other, review)

    storage.other, storage.times = meanwhile, 1
    wanted = {first: ["text"], second: ["text"]}
    with pytest.raises(Conflict):
        remove_all(lif.books, wanted, by="qa-officer", why="Kept long enough", seen=lif.books.memory())
    assert {one.record for one in Redactions(tmp_path).all()} == {first}
    assert never_carried_out(lif.books) == ()
    lif.verify()
    older = MemoryStorage()
    restore(older, copy)
    again = partnership(liverpool, tmp_path, older)
    reapply(again.books)
    assert again.as_of().show(second).text == CANARY  # type: ignore[attr-defined]


def test_what_a_restore_left_that_was_killed_goes_by_what_verifying_says(liverpool, tmp_path: Path) -> None:
    lif = partnership(liverpool, tmp_path)
    _, finding = held_thread(lif)
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(f"{line}\n" for line in dump(lif.books)))
    lif.redact(finding, ["text"], why="Request 9")
    storage = MemoryStorage()
    restore(storage, copy.read_text().splitlines())  # killed before it removed again
    again = partnership(liverpool, tmp_path, storage)
    with pytest.raises(Refused):
        again.restore(copy)
    with pytest.raises(InvalidData) as told:
        again.verify()
    (problem,) = told.value.problems
    named = re.findall(r"`lif (\w+)` removes it|so does the next `lif (\w+)`", problem.mend)
    assert named == [("rebuild", ""), ("", "apply")]
    again.rebuild()
    assert len(reapply(again.books)) == 1  # as `lif rebuild` and `lif apply` do
    assert CANARY not in "\n".join(dump(again.books))
    again.verify()
