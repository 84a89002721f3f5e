"""What was removed stays removed, also in a copy that was made before and is restored after."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, Refused, UnknownName
from lif_core.journal.chain import commitments, decode
from lif_core.partnership.erasing import reapply
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
