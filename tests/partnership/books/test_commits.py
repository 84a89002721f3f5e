"""A commit that is damaged is named by its position, whoever reads it."""

from datetime import UTC, date, datetime

import attrs
import pytest

from lif_core import Partnership, Settings
from lif_core.errors import BrokenChain
from lif_core.hooks.ports import StoredCommit
from lif_core.journal.chain import seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.sealed import encode
from lif_core.partnership.books.commits import day_of, instant_of, sealed_in
from lif_core.partnership.copies.dumping import dump
from lif_core.testing import MemoryStorage
from lif_core.testing.small import small_framework

CHANGE = Change(record="demo/action/1", kind="create", set={"text": "Huddle"}, on=date(2024, 5, 1))
WHOLE = encode(seal(Commit(at=datetime(2024, 5, 1, 12, tzinfo=UTC), by="chair", changes=(CHANGE,)), bytes))
DAMAGED = [
    WHOLE[:-3],
    b"",
    b"\xff" + WHOLE,
    b"[" * 5000,
    WHOLE.replace(b'"changes"', b'"chances"'),
]


def test_a_whole_commit_is_read() -> None:
    stored = StoredCommit(7, "a" * 64, ("demo/action/1",), WHOLE)
    assert sealed_in(stored).commit.changes == (CHANGE,)
    assert (instant_of(stored), day_of(stored)) == (datetime(2024, 5, 1, 12, tzinfo=UTC), date(2024, 5, 1))


def damaged(body: bytes) -> tuple[Partnership, str]:
    """Give a partnership whose second commit of three has another body, and the record all three touch."""
    storage = MemoryStorage()
    lif = Partnership(small_framework(), storage, settings=Settings(id="demo", by="qa-officer"))
    with lif.work(on=date(2024, 5, 1)) as work:
        action = work.plan_action("Huddle")
    for number in range(2):
        with lif.work(on=date(2024, 5, number + 2)) as work:
            work.amend(action, {"wanted": str(number)})
    shelf, second = storage._shelf, next(iter(storage.commits(1)))
    shelf.commits = (shelf.commits[0], attrs.evolve(second, body=body), shelf.commits[2])
    return Partnership(small_framework(), storage.another(), settings=lif.settings), action.id


def test_an_instant_that_no_calendar_has_is_no_commit() -> None:
    lif, _ = damaged(WHOLE.replace(b"2024-05-01T12:00:00.000000Z", b"0001-01-01T00:00:00.000000+23:59"))
    with pytest.raises(BrokenChain, match="at commit 2"):
        lif.verify()


@pytest.mark.parametrize("body", DAMAGED)
def test_every_command_names_the_commit_that_is_damaged(body: bytes) -> None:
    """By its position, with the cure, and with nothing that it says."""
    again, action = damaged(body)
    asked = {
        "verify": again.verify,
        "history": lambda: again.history(action),
        "commits": lambda: list(again.commits()),
        "dump": lambda: list(dump(again.books)),
        "then": lambda: again.as_of(date(2024, 5, 1)).show(action),
        "redact": lambda: again.redact(action, ["text"], why="Asked for"),
        "searched": lambda: list(again.ever_said("Huddle")),
    }
    for name, ask in asked.items():
        with pytest.raises(BrokenChain, match="at commit 2") as told:
            ask()
        assert "Huddle" not in str(told.value), name
