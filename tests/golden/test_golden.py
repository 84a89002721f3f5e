"""Every form of journal that was ever released is read back, for ever, to the same chain and the same records."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, NewerFormat
from lif_core.framework.layers import FrameworkHistory
from lif_core.journal.chain import decode, encode, fingerprint
from lif_core.journal.redaction import redact
from lif_core.partnership.keeping import dump, restore
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


@pytest.fixture
def next_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this library write the next form, in which an action's `text` was once called `task`, and notes have none."""

    def up(record_type: str, values: Any) -> Any:
        if record_type == "action" and "text" in values:
            return {**values, "text": f"{values['text']} (lifted)"}
        return values

    monkeypatch.setattr(versions, "UPCASTERS", {versions.FORMAT: up})
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


def test_a_redacted_commit_keeps_the_form_it_was_written_in(next_form: None) -> None:
    sealed = decode(next(iter(opened(versions.FORMAT - 1).storage.commits())).body)
    assert redact(sealed, sealed.commit.changes[0].record, ["label"]).format == sealed.format == versions.FORMAT - 1


def test_a_newer_form_is_refused_with_what_to_install() -> None:
    body = json.loads(next(iter(opened(1).storage.commits())).body) | {"format": versions.FORMAT + 1}
    with pytest.raises(NewerFormat, match=r"Install a version of lif-core"):
        decode(json.dumps(body).encode())
    with pytest.raises(ValueError, match="no commit"):
        decode(json.dumps(body | {"format": 0}).encode())


def test_a_dump_with_a_newer_commit_is_refused_whole() -> None:
    storage = MemoryStorage()
    with pytest.raises(InvalidData, match="cannot be read as a commit"):
        restore(storage, [line.replace('"format":1', '"format":2') for line in lines_of(1)])
    assert storage.head().position == 0
