"""Between any two questions to the store another process may write: nothing of what it wrote is lost.

Each test goes through every such moment: somebody else writes right before the first question to the store, then in
another run before the second, and so on until the work is done before its turn comes.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

from lif_core import Partnership, Settings
from lif_core.errors import Conflict, Refused
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Offer, Plugins, hookimpl
from lif_core.intake.cells import Cell, Sheet, Workbook
from lif_core.journal.chain import fingerprint
from lif_core.partnership.arriving.importing import Imported, import_workbook
from lif_core.partnership.leaving.exports import back_up, dumped
from lif_core.partnership.leaving.publishing import Written
from lif_core.partnership.sampling import Drawn
from lif_core.records import Action, Export, Record
from lif_core.reports.document import Document
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import Mint, counting

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
    intake: str
    evidence: str
    copies: tuple[Export, ...]

    def __init__(self, framework: FrameworkHistory) -> None:
        store = MemoryStorage()
        self.storage = Interrupted(store)
        mint = counting("demo")
        self.one = self._opened(framework, self.storage, mint)
        self.other = self._opened(framework, store, mint)
        with self.other.work(on=DAY) as work:
            self.action = work.plan_action("Huddle", wanted="agreed", state="done").id

    def _opened(self, framework: FrameworkHistory, storage: MemoryStorage, mint: Mint) -> Partnership:
        return Partnership(
            framework,
            storage,
            settings=Settings(id="demo", by="qa-officer"),
            clock=lambda: datetime(2024, 6, 3, 12, tzinfo=UTC),
            mint=mint,
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
    said = ((at, change) for at, commit in lif.commits() for change in commit.changes)
    return next((at for at, change in said if change.set.get("text") == words), 99)


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


# --- what was decided on something that others have changed since is decided anew, or refused -------------------------

HEADINGS = ("Recommendation", "Action", "Lead", "Due date")
ROWS = (
    ("Share information early", "Agree a protocol", "Police", "30 September 2024"),
    ("Hear the child", "Audit ten records", "Police", "31 October 2024"),
)


def plan_file(*rows: tuple[str, ...], name: str = "plan.csv") -> Workbook:
    cells = [
        Cell(row, column, text)
        for row, texts in enumerate((HEADINGS, *rows), start=1)
        for column, text in enumerate(texts, start=1)
    ]
    sha256 = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Workbook(name=name, sha256=sha256, sheets=(Sheet(name="Plan", cells=tuple(cells)),))


def take(lif: Partnership, *rows: tuple[str, ...]) -> Imported:
    return import_workbook(lif.books, plan_file(*rows), as_kind="recommendation+action", on=DAY)


def imported(lif: Partnership) -> tuple[int, int]:
    view = lif.as_of(DAY)
    return sum(1 for _ in view.list("action")), sum(1 for _ in view.list("intake"))


def test_a_file_that_two_take_in_at_once_is_taken_in_once(liverpool: FrameworkHistory) -> None:
    for two in every_moment(liverpool, lambda two: take(two.one, *ROWS), lambda two: take(two.other, *ROWS)):
        assert imported(two.one) == imported(two.other) == (3, 1)


def test_of_two_editions_taken_in_at_once_the_later_changes_the_earlier(liverpool: FrameworkHistory) -> None:
    for two in every_moment(liverpool, lambda two: take(two.one, *ROWS), lambda two: take(two.other, ROWS[0])):
        actions, intakes = imported(two.one)
        assert actions == 3
        assert intakes == 1 + two.storage.came


def test_a_file_that_takes_effect_later_is_not_taken_in_once_more(liverpool: FrameworkHistory) -> None:
    two = Two(liverpool)
    take(two.one, *ROWS)
    with pytest.raises(Refused, match="with effect from a later day"):
        import_workbook(two.one.books, plan_file(*ROWS), as_kind="recommendation+action", on=date(2023, 1, 1))
    assert imported(two.one) == (3, 1)


def test_an_import_that_somebody_builds_upon_is_not_taken_back(liverpool: FrameworkHistory) -> None:
    undone: list[bool] = []

    def undo(two: Two) -> None:
        try:
            two.one.undo(two.intake, by="qa-officer")
        except (Refused, Conflict):
            undone.append(False)
        else:
            undone.append(True)

    def build(two: Two) -> None:
        target = next((one.id for one in two.other.as_of(DAY).list("recommendation")), "")
        if target:  # else it was taken back before
            with two.other.work(on=DAY) as work:
                work.plan_action("Answers it too", answers=target)

    for moment in count(1):
        two = Two(liverpool)
        two.intake = take(two.other, *ROWS).intake
        two.storage.interrupt(moment, partial(build, two))
        undo(two)
        two.storage.interrupt(0, lambda: None)
        register = two.other.as_of().register
        pointed = {id for action in register.of_type("action") for id in getattr(action, "answers", ())}
        assert all(id in register for id in pointed)
        if not two.storage.came:
            break
    assert {False, True} == set(undone)


def test_a_meeting_whose_papers_two_make_at_once_is_on_record_once(liverpool: FrameworkHistory, tmp_path: Path) -> None:
    group, day = "quality-assurance-group", date(2024, 6, 20)

    def make(lif: Partnership, folder: Path) -> None:
        with suppress(Conflict):
            lif.papers(group, day, folder)

    for moment in count(1):
        two = Two(liverpool)
        for lif in (two.one, two.other):
            lif.plugins = lif.books.plugins = writers()
        two.storage.interrupt(moment, partial(make, two.other, tmp_path / f"theirs{moment}"))
        make(two.one, tmp_path / f"ours{moment}")
        two.storage.interrupt(0, lambda: None)
        assert sum(1 for _ in two.other.as_of(day).list("meeting")) == 1
        if not two.storage.came:
            break
    assert moment > 5


def writers() -> Plugins:
    """What writes papers of a few words: what stands in them is told elsewhere."""

    class Papers:
        lif_api = 1

        @hookimpl
        def lif_exporters(self) -> list[Offer]:
            return [
                Offer(name=end[1:], suffixes=(end,), make=lambda document: document.title.encode(), summary=end)
                for end in (".md", ".csv")
            ]

    found = Plugins(entry_points=())
    found.register(Papers(), "papers")
    return found


def test_a_report_of_what_was_removed_since_does_not_leave(liverpool: FrameworkHistory, tmp_path: Path) -> None:
    shown: list[Written] = []

    def leave(two: Two) -> None:
        with suppress(Refused):
            shown.append(two.one.as_of(DAY).report("action-plan").to(tmp_path / "plan.md"))

    def remove(two: Two) -> None:
        two.copies = two.other.redact(two.action, ["text"], why="asked for").copies

    for moment in count(1):
        two = Two(liverpool)
        two.one.plugins = two.one.books.plugins = writers_of_rows()
        two.copies = ()
        two.storage.interrupt(moment, partial(remove, two))
        leave(two)
        two.storage.interrupt(0, lambda: None)
        out = tmp_path / "plan.md"
        if out.exists() and two.storage.came and "Huddle" in out.read_text(encoding="utf-8"):
            assert [copy.file for copy in two.copies] == ["plan.md"]  # whoever removed it was told
        out.unlink(missing_ok=True)
        if not two.storage.came:
            break
    assert moment > 5


def writers_of_rows() -> Plugins:
    class Plain:
        lif_api = 1

        @hookimpl
        def lif_exporters(self) -> list[Offer]:
            return [
                Offer(name="md", suffixes=(".md",), make=lambda document: repr(shown(document)).encode(), summary="")
            ]

    found = Plugins(entry_points=())
    found.register(Plain(), "plain")
    return found


def shown(document: Document) -> Any:
    return attrs.asdict(document)


def test_a_copy_is_not_made_while_something_is_removed(liverpool: FrameworkHistory, tmp_path: Path) -> None:
    def copy(two: Two, place: Path) -> None:
        with suppress(Refused):
            back_up(two.one.books, place)

    def remove(two: Two) -> None:
        two.copies = two.other.redact(two.action, ["text"], why="asked for").copies

    for moment in count(1):
        two = Two(liverpool)
        two.copies = ()
        place = tmp_path / f"{moment}.jsonl"
        two.storage.interrupt(moment, partial(remove, two))
        copy(two, place)
        two.storage.interrupt(0, lambda: None)
        if place.exists() and two.storage.came and b"Huddle" in place.read_bytes():
            assert [one.file for one in two.copies] == [place.name]
        if not two.storage.came:
            break
    assert moment > 5
    assert not list(tmp_path.glob("*.part"))


def test_nobody_points_at_what_somebody_takes_back_meanwhile(liverpool: FrameworkHistory) -> None:
    came: list[bool] = []

    def point(two: Two) -> None:
        with suppress(Conflict, Refused), two.one.work(on=DAY) as work:
            work.give_evidence(shows=two.action, sort="document")

    def withdraw(two: Two) -> None:
        if not any(two.other.as_of(DAY).list("evidence")):
            with two.other.work(on=DAY) as work:
                work.withdraw(two.action, why="Entered twice")
            came.append(True)

    for two in every_moment(liverpool, point, withdraw):
        view = two.one.as_of(DAY)
        assert all(id in view.register for one in view.list("evidence") for id in one.shows)  # type: ignore[attr-defined]
    assert len(came) > 3


def test_who_changes_something_else_is_not_kept_by_what_was_taken_back(liverpool: FrameworkHistory) -> None:
    """Only a target that is new counts: the record pointed there before."""
    two = Two(liverpool)
    with two.other.work(on=DAY) as work:
        note = work.write_note("Said", about=two.action)
    ours = two.one.work(on=DAY)
    ours.amend(note.id, {"text": "Said better"})
    with two.other.work(on=DAY) as work:
        work.withdraw(two.action, why="Entered twice")
    with ours:
        pass
    assert two.other.as_of(DAY).show(note.id).text == "Said better"  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", [{}, {"state": "done"}, {"owner": "police"}])
@pytest.mark.parametrize("warm", [False, True])
def test_a_filter_shows_nothing_that_takes_effect_later_and_misses_nothing(
    liverpool: FrameworkHistory, where: dict[str, str], warm: bool
) -> None:
    """Somebody writes, with effect from a later day, between the questions that a filter puts to the store."""
    today, later = date(2024, 6, 3), date(2024, 7, 1)

    def theirs(two: Two) -> None:
        with two.other.work(on=later) as work:
            work.move(two.action, "in-progress", why="Fell back")
            work.amend(two.action, {"text": "Later", "leads": [{"body": "nhs-england"}]})
            work.plan_action("Made later", lead="police", state="done")

    for moment in count(1):
        two = Two(liverpool)
        with two.other.work(on=DAY) as work:
            work.amend(two.action, {"leads": [{"body": "police"}]})
        if warm:
            two.wanted(two.one)
        two.storage.interrupt(moment, partial(theirs, two))
        found = [getattr(one, "text", "") for one in two.one.find("action", day=today, **where)]
        two.storage.interrupt(0, lambda: None)
        assert found == ["Huddle"]
        if not two.storage.came:
            break
    assert moment > 5


def test_a_filter_by_date_misses_none_whose_date_somebody_moves_meanwhile(liverpool: FrameworkHistory) -> None:
    """A stretch of dates is asked for month by month: one that moves from a later month to an earlier one is in it."""

    def theirs(two: Two) -> None:
        with two.other.work(on=DAY) as work:
            work.reschedule(two.action, date(2024, 6, 10), why="Brought forward")

    for moment in count(1):
        two = Two(liverpool)
        with two.other.work(on=DAY) as work:
            work.reschedule(two.action, date(2024, 8, 15), why="First date")
        two.storage.interrupt(moment, partial(theirs, two))
        asked = two.one.find("action", day=date(2024, 6, 3), due_from=date(2024, 6, 1), due_to=date(2024, 9, 30))
        found = [one.id for one in asked]
        two.storage.interrupt(0, lambda: None)
        assert found == [two.action]
        if not two.storage.came:
            break
    assert moment > 8


def test_of_a_dump_that_shows_what_is_removed_meanwhile_somebody_is_told(liverpool: FrameworkHistory) -> None:
    def remove(two: Two) -> None:
        two.copies = two.other.redact(two.action, ["text"], why="asked for").copies

    for moment in count(1):
        two = Two(liverpool)
        two.copies = ()
        two.storage.interrupt(moment, partial(remove, two))
        lines: list[str] = []
        told = False
        try:
            lines.extend(dumped(two.one.books))
        except Refused:
            told = True
        two.storage.interrupt(0, lambda: None)
        if two.storage.came and any("Huddle" in line for line in lines):
            assert told or [copy.report for copy in two.copies] == ["dump"]
        assert [one.whole for one in two.other.as_of().list("export")] == [True]  # type: ignore[attr-defined]
        if not two.storage.came:
            break
    assert moment > 5


def test_an_agency_is_asked_once_about_a_product_by_two_who_ask_at_once(liverpool: FrameworkHistory) -> None:
    def ask(lif: Partnership) -> None:
        with suppress(Conflict, Refused), lif.work(on=DAY) as work:
            work.ask_acknowledgements("B1", ("police", "schools"))

    def ours(two: Two) -> None:
        with two.one.work(on=DAY) as work:
            work.write_product("newsletter", ref="B1", audience=["agencies"], to=["police"], state="published")
        ask(two.one)

    for two in every_moment(liverpool, ours, lambda two: ask(two.other)):
        asked = [one.agency.named for one in two.other.as_of(DAY).list("acknowledgement")]  # type: ignore[attr-defined]
        assert sorted(asked) == ["police", "schools"]


def test_nothing_passes_a_gate_on_evidence_that_was_taken_back(liverpool: FrameworkHistory) -> None:
    refused: list[str] = []
    closed_first: list[bool] = []

    def is_closed(two: Two) -> bool:
        return two.other.as_of(DAY).show(two.action).state == "checked"

    def close(two: Two) -> None:
        try:
            with two.one.work(on=DAY) as work:
                work.move(two.action, "checked")
        except Refused as error:
            refused.extend(problem.code for problem in error.problems)

    def take_back(two: Two) -> None:
        closed_first.append(is_closed(two))
        with two.other.work(on=DAY) as work:
            work.withdraw(two.evidence, why="It was of another action.")

    for moment in count(1):
        two = Two(liverpool)
        with two.other.work(on=DAY) as work:
            two.evidence = work.give_evidence("Minutes of the board", shows=two.action, sort="document").id
            work.evaluate(two.action, question="what-difference", outcome="improved")
        two.storage.interrupt(moment, partial(take_back, two))
        close(two)
        two.storage.interrupt(0, lambda: None)
        if not two.storage.came:
            break
        assert is_closed(two) is closed_first.pop()
    assert is_closed(two)
    assert len(refused) > 5
    assert set(refused) == {"gate.show-what-changed"}
