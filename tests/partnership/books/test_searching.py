"""What was ever said is found: what was changed or taken back since too, what was redacted never."""

from datetime import date

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.testing import MemoryStorage

LAYER = 'layer = "small"\n[role.officer]\nlabel = "Officer"\n'


@pytest.fixture
def lif():
    with Partnership(
        compose([read_document(LAYER, "small.toml")]), MemoryStorage(), settings=Settings(id="demo", by="officer")
    ) as made:
        yield made


def test_what_was_changed_and_taken_back_is_found(lif):
    with lif.work(on=date(2024, 5, 14), why="Wren was discussed") as work:
        finding = work.record_finding("Nobody asked Wren")
        note = work.write_note("WREN  met the\nreviewer", about=finding)
    with lif.work(on=date(2024, 5, 20), why="Reworded") as work:
        work.amend(finding, {"text": "Nobody asked the child"})
        work.withdraw(note, why="Written twice")
    told = [(one.record, one.field, one.position) for one in lif.ever_said("wren")]
    assert told == [("", "why", 1), (finding.id, "text", 1), (note.id, "text", 1)]
    assert [one.record for one in lif.ever_said("wren met the reviewer")] == [note.id]
    assert all("Wren" not in repr(one) for one in lif.ever_said("wren"))


def test_what_was_redacted_is_gone(lif):
    with lif.work(on=date(2024, 5, 14)) as work:
        note = work.write_note("Wren met the reviewer")
    lif.redact(note.id, ["text"], why="Request 17")
    assert list(lif.ever_said("wren")) == []


def test_nothing_is_not_looked_for(lif):
    with pytest.raises(ValueError, match="nothing to look for"):
        list(lif.ever_said(" "))
