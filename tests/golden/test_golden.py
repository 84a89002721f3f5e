"""Every form of journal that was ever released is read back, for ever, to the same chain and the same records."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, NewerFormat
from lif_core.framework.layers import FrameworkHistory
from lif_core.journal.chain import fingerprint
from lif_core.journal.redaction import redact
from lif_core.journal.sealed import decode, encode
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.copies.loading import restore
from lif_core.serial import versions
from lif_core.serial.plain import to_wire
from lif_core.testing import MemoryStorage

HERE = Path(__file__).parent
FORMS = sorted(int(folder.name.removeprefix("form-")) for folder in HERE.glob("form-*"))


def lines_of(form: int) -> list[str]:
    return (HERE / f"form-{form}" / "dump.jsonl").read_text(encoding="utf-8").split("\n")[:-1]


def told_of(form: int) -> Any:
    return json.loads((HERE / f"form-{form}" / "records.json").read_text(encoding="utf-8"))


def opened(form: int) -> Partnership:
    storage = MemoryStorage()
    restore(storage, lines_of(form))
    document = storage.kept(decode(next(storage.commits()).body).commit.framework)
    assert document is not None
    return Partnership(
        FrameworkHistory.from_document(document), storage, settings=Settings(id="golden", by="qa-officer")
    )


def test_every_form_so_far_has_its_golden_files() -> None:
    assert list(range(1, versions.FORMAT + 1)) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_a_golden_journal_reads_back_equal(form: int) -> None:
    lif, told = opened(form), told_of(form)
    assert lif.fingerprint == told["fingerprint"] == fingerprint(lif.verify())
    assert list(dump(lif.books)) == lines_of(form)
    assert {record.id: to_wire(record) for record in lif.as_of(date(2025, 1, 1)).register} == told["records"]
    for stored in lif.storage.commits():
        assert encode(decode(stored.body)) == stored.body


@pytest.mark.parametrize("form", FORMS)
def test_every_record_type_of_a_golden_journal_says_something_in_both_languages(form: int) -> None:
    said = "\n".join(lines_of(form))
    assert "ŵyr" in said
    assert "Canary Ffugenw" not in said  # it was redacted before
    assert {"create", "amend", "move", "withdraw", "redact"} <= {
        change.kind for _, commit in opened(form).commits() for change in commit.changes
    }


def lift(record_type: str, values: Any) -> Any:
    """Give the values of a change in a next form: whatever an action says is said to be lifted."""
    if record_type == "action" and "text" in values:
        return {**values, "text": f"{values['text']} (lifted)"}
    return values


@pytest.fixture
def next_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this library write the next form, in which an action's `text` was once called `task`, and notes have none."""

    monkeypatch.setattr(versions, "UPCASTERS", {versions.FORMAT: lift})
    monkeypatch.setattr(versions, "FORMAT", versions.FORMAT + 1)


def test_an_older_form_is_lifted_on_reading_and_its_chain_still_holds(next_form: None) -> None:
    old = versions.FORMAT - 1
    lif, told = opened(old), told_of(old)
    assert fingerprint(lif.verify()) == told["fingerprint"]
    (action,) = lif.as_of(date(2025, 1, 1)).list("action")
    assert action.text == "Weekly huddle (lifted)"  # type: ignore[attr-defined]
    assert list(dump(lif.books)) == lines_of(old)
    with lif.work(on=date(2025, 1, 1)) as work:
        work.amend(action, {"wanted": "Fewer surprises"})
    assert [decode(stored.body).format for stored in lif.storage.commits()][-2:] == [old, versions.FORMAT]
    lif.verify()
    lif.redact(action.id, ["text"], why="Not ours to keep")
    lif.verify()
    assert next(iter(lif.as_of(date(2025, 1, 1)).list("action"))).text == ""  # type: ignore[attr-defined]


def test_records_that_stand_in_an_older_form_are_made_again_when_a_newer_version_opens_the_store(monkeypatch) -> None:
    old = opened(1)
    rows = [row.body for row in old.storage.load()]
    storage, framework = old.storage, old.framework(date(2025, 1, 1))

    def anew() -> Partnership:
        return Partnership(framework, storage, settings=old.settings)

    with monkeypatch.context() as newer:
        newer.setattr(versions, "UPCASTERS", {1: lift, 2: lambda record_type, values: values})
        newer.setattr(versions, "FORMAT", 3)
        newer.setattr(versions, "NEEDS", {2: "4.1", 3: "5.0"})
        (action,) = anew().as_of(date(2025, 1, 1)).list("action")
        assert action.text == "Weekly huddle (lifted)"  # type: ignore[attr-defined]
        assert [row.body for row in storage.load()] != rows
        made = [row.body for row in storage.load()]
        anew().verify(old.fingerprint)
        assert anew().rebuild().mended == ()
        assert [row.body for row in storage.load()] == made
    with pytest.raises(NewerFormat, match=r"reads up to form 1\. Install lif-core 4\.1 or newer"):
        anew().as_of(date(2025, 1, 1))
    assert [row.body for row in storage.load()] == made


def test_a_new_store_of_a_newer_version_is_refused_by_an_older_one(monkeypatch) -> None:
    storage = MemoryStorage()
    framework = opened(1).framework(date(2025, 1, 1))
    with monkeypatch.context() as newer:
        newer.setattr(versions, "UPCASTERS", {1: lift})
        newer.setattr(versions, "FORMAT", 2)
        with Partnership(framework, storage.another(), settings=Settings(id="golden", by="qa-officer")).work() as work:
            work.write_note("Of the newer form")
    with pytest.raises(NewerFormat, match=r"Install a version of lif-core"):
        Partnership(framework, storage).as_of()


def test_a_redacted_commit_keeps_the_form_it_was_written_in(next_form: None) -> None:
    sealed = decode(next(iter(opened(versions.FORMAT - 1).storage.commits())).body)
    assert redact(sealed, sealed.commit.changes[0].record, ["label"]).format == sealed.format == versions.FORMAT - 1


def test_a_newer_form_is_refused_with_what_to_install() -> None:
    body = json.loads(next(iter(opened(1).storage.commits())).body) | {"format": versions.FORMAT + 1}
    with pytest.raises(NewerFormat, match=r"Install a version of lif-core"):
        decode(json.dumps(body).encode())
    with pytest.raises(NewerFormat, match=r"Install lif-core 2\.4 or newer\."):
        decode(json.dumps(body | {"needs": "2.4"}).encode())
    for odd in ("2.4; rm -rf", "", 7, None, "2" * 30):
        with pytest.raises(NewerFormat, match=r"Install a version of lif-core"):
            decode(json.dumps(body | {"needs": odd}).encode())
    with pytest.raises(ValueError, match="no commit"):
        decode(json.dumps(body | {"format": 0}).encode())


def test_a_dump_with_a_newer_commit_is_refused_whole() -> None:
    storage = MemoryStorage()
    with pytest.raises(InvalidData, match=r"written in form 2, .* Install a version of lif-core"):
        restore(storage, [line.replace('"format":1', '"format":2') for line in lines_of(1)])
    with pytest.raises(InvalidData, match=r"another form\. Install lif-core 3\.0 or newer"):
        restore(storage, ['{"dump":2,"needs":"3.0","more":1}', *lines_of(1)[1:]])
    assert storage.head().position == 0


def test_commits_of_a_newer_form_tell_older_versions_what_they_need(next_form: None, monkeypatch) -> None:
    monkeypatch.setattr(versions, "NEEDS", {versions.FORMAT: "7.1"})
    lif = opened(versions.FORMAT - 1)
    with lif.work(on=date(2025, 1, 1)) as work:
        work.write_note("Of the newer form")
    *older, newest = lif.storage.commits()
    assert json.loads(newest.body)["needs"] == "7.1"
    assert all("needs" not in json.loads(stored.body) for stored in older)
    lif.verify()
    monkeypatch.setattr(versions, "FORMAT", versions.FORMAT - 1)
    with pytest.raises(NewerFormat, match=r"Install lif-core 7\.1 or newer"):
        decode(newest.body)
