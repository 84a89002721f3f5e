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
from lif_core.partnership.erasing import reapply, remove
from lif_core.partnership.keeping import dump, restore
from lif_core.partnership.redactions import FILE, Redaction, Redactions
from lif_core.serial import canonical
from lif_core.testing import MemoryStorage

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
    """Between the list and the store: what stood then is removed later, what was said anew is not."""
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
