"""Between any two questions to the store another process may write: nothing of what it wrote is lost.

Each test goes through every such moment: somebody else writes right before the first question to the store, then in
another run before the second, and so on until the work is done before its turn comes.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import Conflict
from lif_core.framework.layers import FrameworkHistory
from lif_core.journal.chain import fingerprint
from lif_core.partnership.sampling import Drawn
from lif_core.records import Action, Record
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

DAY = date(2024, 5, 14)
ASKED = ("head", "append", "commits", "load", "history", "erase", "keep", "kept")


class Interrupted(MemoryStorage):
    """A handle of a store that lets somebody else write before one of the questions put to it."""

    def __init__(self, store: MemoryStorage) -> None:
        super().__init__()
        self._shelf = store.another()._shelf
        self._left = 0
        self._other: Callable[[], None] = lambda: None
        self.came = False

    def interrupt(self, before: int, other: Callable[[], None]) -> None:
        """Let the other write before that question; 0 for not at all any more."""
        self._left, self._other = before, other

    def __getattribute__(self, name: str) -> Any:
        held = super().__getattribute__(name)
        if name in ASKED and self._left:
            self._left -= 1
            if not self._left:
                self.came = True
                self._other()
        return held


class Two:
    """Two processes at one store: `one` is interrupted, `other` interrupts."""

    drawn: Drawn

    def __init__(self, framework: FrameworkHistory) -> None:
        store = MemoryStorage()
        self.storage = Interrupted(store)
        self.one = self._opened(framework, self.storage, "demo")
        self.other = self._opened(framework, store, "demo")
        with self.other.work(on=DAY) as work:
            self.action = work.plan_action("Huddle", wanted="agreed", state="done").id

    def _opened(self, framework: FrameworkHistory, storage: MemoryStorage, namespace: str) -> Partnership:
        return Partnership(
            framework,
            storage,
            settings=Settings(id="demo", by="qa-officer"),
            clock=lambda: datetime(2024, 6, 3, 12, tzinfo=UTC),
            mint=counting(namespace),
        )

    def say(self, lif: Partnership, word: str) -> None:
        """Add a word to what the action wants; anew where somebody else was quicker."""
        while True:
            try:
                with lif.work(on=DAY) as work:
                    said = self.words(work.view.register[self.action])
                    work.amend(self.action, {"wanted": " ".join(sorted(said | {word}))})
            except Conflict:
                continue
            return

    @staticmethod
    def words(record: Record) -> set[str]:
        assert isinstance(record, Action)
        return set(record.wanted.split())

    def wanted(self, lif: Partnership) -> set[str]:
        return self.words(lif.as_of(DAY).show(self.action))


def every_moment(
    liverpool: FrameworkHistory, ours: Callable[[Two], None], theirs: Callable[[Two], None], *, warm: bool = True
) -> Iterator[Two]:
    """Give two processes after each had its turn, for every moment at which the second may come between.

    Args:
        liverpool: the framework.
        ours: what the first does, and is interrupted in.
        theirs: what the second does.
        warm: whether the first has read the store before.
    """
    for moment in count(1):
        two = Two(liverpool)
        if warm:
            two.wanted(two.one)
        two.storage.interrupt(moment, partial(theirs, two))
        ours(two)
        two.storage.interrupt(0, lambda: None)
        yield two
        if not two.storage.came:
            return


def their_word(two: Two) -> None:
    two.say(two.other, "theirs")


@pytest.mark.parametrize("warm", [False, True])
def test_of_two_who_write_at_once_neither_is_lost(liverpool: FrameworkHistory, warm: bool) -> None:
    moments = 0
    for two in every_moment(liverpool, lambda two: two.say(two.one, "ours"), their_word, warm=warm):
        said = {"agreed", "ours"} | ({"theirs"} if two.storage.came else set())
        assert two.wanted(two.one) == two.wanted(two.other) == said
        two.one.verify()
        moments += 1
    assert moments > 5


@pytest.mark.parametrize("warm", [False, True])
def test_a_view_is_of_the_journal_whose_fingerprint_it_tells(liverpool: FrameworkHistory, warm: bool) -> None:
    seen: list[tuple[str, set[str]]] = []

    def look(two: Two) -> None:
        view = two.one.as_of(DAY)
        seen.append((view.fingerprint, Two.words(view.show(two.action))))

    for two in every_moment(liverpool, look, their_word, warm=warm):
        told, said = seen.pop()
        first = next(stored.link for stored in two.other.storage.commits())
        assert (told == fingerprint(first)) is (said == {"agreed"})


def test_a_sample_is_of_the_journal_that_its_decision_names(liverpool: FrameworkHistory) -> None:
    def close(two: Two) -> None:
        with two.other.work(on=DAY) as work:
            work.plan_action("Audit again", state="done")

    def draw(two: Two) -> None:
        two.drawn = two.one.sample(n=1, seed="seed", day=DAY)

    for two in every_moment(liverpool, draw, close):
        decision = two.one.as_of(DAY).register[two.drawn.record]
        links = [stored.link for stored in two.one.storage.commits()]
        closed_by_then = 1 + (links.index(decision.keys["sample.head"]) + 1 >= _position(two.one, "Audit again"))
        assert two.drawn.sample.population == closed_by_then


def _position(lif: Partnership, words: str) -> int:
    return next((at for at, commit in lif.commits() if words in str(commit.changes[0].set)), 99)


def test_what_was_removed_while_others_wrote_is_gone_and_theirs_is_there(liverpool: FrameworkHistory) -> None:
    def remove(two: Two) -> None:
        try:
            two.one.redact(two.action, ["text"], why="asked for")
        except Conflict:
            two.one.redact(two.action, ["text"], why="asked for")

    for two in every_moment(liverpool, remove, their_word):
        assert two.wanted(two.other) == {"agreed"} | ({"theirs"} if two.storage.came else set())
        assert not any(b"Huddle" in stored.body for stored in two.other.storage.commits())
        two.one.verify()
