"""The roof: blocks that are all or nothing, several writers, the time machine, and nothing said that must not be."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core import Conflict, InvalidData, Partnership, Refused, Settings, compose
from lif_core.errors import BrokenChain, LifError, UnknownName
from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Committed, Plugins, hookimpl
from lif_core.rules.requests import Amend, Move, PlanAction, RecordFinding
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting
from lif_core.values.when import When

CANARY = "canary-7f3a"
DAY = date(2024, 5, 14)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 14, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sharing(liverpool: FrameworkHistory) -> Callable[..., tuple[Partnership, ...]]:
    """Give partnerships that share one store, as two processes would."""

    def make(number: int = 2, **given: Any) -> tuple[Partnership, ...]:
        store = MemoryStorage()
        numbers = count(1)
        mint = lambda record_type: f"demo/{record_type}/{next(numbers):06d}"  # noqa: E731
        known = {"settings": Settings(id="demo"), "mint": mint, "framework": liverpool, **given}
        return tuple(Partnership(storage=store.another(), **known) for _ in range(number))

    return make


def action(lif: Partnership, text: str = "Huddle", on: date = DAY) -> Any:
    with lif.work(by="qa-officer", on=on) as work:
        return work.plan_action(text)


def head(lif: Partnership) -> tuple[int, str]:
    return lif.storage.head().position, lif.fingerprint


# --- one block --------------------------------------------------


def test_the_example_of_the_contract(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY, why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", label="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        finding = work.record_finding("Agencies did not share", from_=review, themes=["information-sharing"])
        made = work.plan_action("Huddle", answers=finding, lead="childrens-services", due=date(2024, 9, 30))
    assert work.receipt is not None
    assert work.receipt.created == (review.id, finding.id, made.id)
    assert work.receipt.fingerprint == lif.fingerprint
    now = lif.as_of(date(2024, 5, 20))
    assert str(now.due(within="30 days")[0]) == (
        "Rapid review 2024-A: complete the rapid review and send it to the Panel by Thursday 23 May 2024 "
        "(15 working days after notification on Wednesday 1 May; Monday 6 May is a bank holiday). Panel guidance."
    )
    assert str(now.thread(made)[0]).splitlines()[-1] == "    > Action: Huddle [planned]"
    ((commit, change),) = lif.history(made.id)
    assert (commit.why, commit.by, change.kind) == ("Rapid review meeting", "qa-officer", "create")


def test_an_error_inside_commits_nothing(lif: Partnership) -> None:
    before = head(lif)
    with pytest.raises(ZeroDivisionError), lif.work(by="qa-officer", on=DAY) as work:  # noqa: PT012 - the block is what fails
        work.plan_action("Huddle")
        raise ZeroDivisionError
    with pytest.raises(Refused), lif.work(by="qa-officer", on=DAY) as work:  # noqa: PT012
        work.plan_action("Huddle")
        work.plan_action("Other", lead="nobody-known")
    assert head(lif) == before
    assert len(lif.as_of(DAY).register) == 0
    assert work.receipt is None


def test_many_requests_are_decided_all_or_none(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        with pytest.raises(Refused) as raised:
            work.apply([PlanAction(text="a", handle="a"), PlanAction(kind="zork"), Move(record="#a", to="sustained")])
        assert {problem.where.partition(",")[0] for problem in raised.value.problems} == {"request 2", "request 3"}
        assert work.proposal.changes == ()
        assert len(work.view.register) == 0
        finding, made = work.apply([RecordFinding(text="f", handle="f"), PlanAction(text="a", answers="#f")])
    assert made.answers == (finding.id,)
    assert len(lif.as_of(DAY).register) == 2


def test_a_dry_run_writes_nothing(lif: Partnership) -> None:
    before = head(lif)
    with lif.work(by="qa-officer", on=DAY, dry_run=True) as work:
        made = work.plan_action("Huddle")
        work.move(made, "done")
    assert [change.kind for change in work.proposal.changes] == ["create", "move"]
    assert work.receipt is not None
    assert work.receipt.position is None
    assert head(lif) == before


def test_somebody_must_say_it(lif: Partnership) -> None:
    with pytest.raises(InvalidData, match="Nobody is named who writes this"):
        lif.work()


def test_who_and_why_of_every_request_are_kept(lif: Partnership) -> None:
    made = action(lif)
    with lif.work(by="chair", on=DAY, why="Sub-group", actor="k7") as work:
        work.reschedule(made, date(2024, 12, 1), why="police rota")
    commit, _ = lif.history(made.id)[-1]
    assert (commit.by, commit.actor, commit.why) == ("chair", "k7", "Sub-group; police rota")


# --- several writers --------------------------------------------


def test_a_conflict_names_the_record_and_who_wrote(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    one, other = sharing()
    made = action(one)
    with pytest.raises(Conflict) as raised, one.work(by="qa-officer", on=DAY) as work:  # noqa: PT012 - leaving it fails
        work.amend(made, {"text": "mine"})
        with other.work(by="chair", on=DAY) as theirs:
            theirs.amend(made.id, {"text": CANARY})
    assert (raised.value.record, raised.value.expected, raised.value.found, raised.value.by) == (made.id, 1, 2, "chair")
    assert CANARY not in f"{raised.value}{raised.value!r}"
    assert one.as_of(DAY).show(made.id).text == CANARY  # type: ignore[attr-defined]
    assert one.storage.head().position == 2


def test_disjoint_writes_both_land(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    one, other = sharing()
    first, second = action(one), action(one)
    with one.work(by="qa-officer", on=DAY) as work:
        work.amend(first, {"text": "mine"})
        with other.work(by="chair", on=DAY) as theirs:
            theirs.amend(second.id, {"text": "theirs"})
            theirs.plan_action("new")
    for lif in (one, other):
        assert sorted(record.text for record in lif.as_of(DAY).register) == ["mine", "new", "theirs"]  # type: ignore[attr-defined]
        lif.verify()


def test_threads_share_one_and_lose_nothing(liverpool: FrameworkHistory) -> None:
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo"))
    threads, each = 8, 20
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(each):
                with lif.work(by="qa-officer", on=DAY) as work:
                    work.plan_action(f"{number} {turn}")
                lif.as_of(DAY).due()
        except BaseException as error:
            failed.append(error)

    running = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert failed == []
    texts = {record.text for record in lif.as_of(DAY).register}  # type: ignore[attr-defined]
    assert texts == {f"{number} {turn}" for number in range(threads) for turn in range(each)}
    assert lif.storage.head().position == threads * each
    lif.verify()


# --- the time machine -------------------------------------------


def test_what_was_known_when(sharing: Callable[..., tuple[Partnership, ...]], clock: Clock) -> None:
    (lif,) = sharing(1, clock=clock)
    clock.set(date(2024, 3, 1))
    made = action(lif, on=date(2024, 3, 1))
    clock.set(date(2024, 3, 20))
    with lif.work(by="qa-officer", on=date(2024, 3, 3)) as work:  # entered late
        work.move(made, "in-progress", when=date(2024, 3, 3))
    clock.set(date(2024, 4, 1))
    with lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:  # entered ahead
        work.amend(made, {"text": "from May"})

    def seen(day: date, known_by: date | None = None) -> tuple[str, str] | None:
        record: Any = lif.as_of(day, known_by=known_by).register.get(made.id)
        return (record.state, record.text) if record else None

    march3, march5 = date(2024, 3, 3), date(2024, 3, 5)
    assert seen(date(2024, 2, 29)) is None
    assert seen(march3, known_by=march3) == ("planned", "Huddle")  # what the board knew on 3 March
    assert seen(march3) == ("in-progress", "Huddle")  # what was the case on 3 March
    assert seen(march5, known_by=date(2024, 2, 1)) is None
    assert seen(date(2024, 4, 30)) == ("in-progress", "Huddle")
    assert seen(date(2024, 5, 1)) == ("in-progress", "from May")
    assert seen(date(2024, 5, 1), known_by=date(2024, 3, 31)) == ("in-progress", "Huddle")


def test_a_late_change_does_not_undo_a_later_one(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    (lif,) = sharing(1)
    made = action(lif)
    with lif.work(by="qa-officer", on=date(2024, 6, 1)) as work:
        work.amend(made, {"text": "June", "ref": "6"})
    with lif.work(by="qa-officer", on=date(2024, 5, 20)) as work:
        work.amend(made, {"text": "May", "wanted": "less harm"})
    now: Any = lif.as_of(date(2024, 7, 1)).show(made.id)
    assert (now.text, now.ref, now.wanted) == ("June", "6", "less harm")
    then: Any = lif.as_of(date(2024, 5, 25)).show(made.id)
    assert (then.text, then.ref) == ("May", "")


def test_a_record_does_not_change_before_it_begins(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    (lif,) = sharing(1)
    made = action(lif)
    with pytest.raises(Refused, match="begins on 2024-05-14"), lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:
        work.move(made.id, "done")


def test_what_was_taken_back_stays_in_the_past(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    (lif,) = sharing(1)
    made = action(lif)
    with lif.work(by="qa-officer", on=date(2024, 6, 1)) as work:
        work.withdraw(made, why="entered twice")
    assert made.id in lif.as_of(date(2024, 5, 31)).register
    assert made.id not in lif.as_of(date(2024, 6, 1)).register
    assert [change.kind for _, change in lif.history(made.id)] == ["create", "withdraw"]


steps = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 20), st.sampled_from(["text", "ref", "wanted"]), st.text("ab", max_size=2)
    ),
    max_size=8,
)


@given(steps, st.integers(0, 25))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_remembered_is_what_is_read_again(liverpool: FrameworkHistory, made: list[Any], day: int) -> None:
    """However changes come in, the rows that were kept up tell what a second reader folds from the start."""
    store = MemoryStorage()
    lif = Partnership(liverpool, store, settings=Settings(id="demo"), mint=counting("demo"))
    begun = date(2024, 5, 1)
    ids = [action(lif, on=begun).id for _ in range(5)]
    made = [(number, on, field, f"{n}{text}") for n, (number, on, field, text) in enumerate(made)]
    for number, on, field, text in made:
        with lif.work(by="qa-officer", on=date.fromordinal(begun.toordinal() + on)) as work:
            work.apply([Amend(record=ids[number], set={field: text})])
    asked = date.fromordinal(begun.toordinal() + day)
    expected: dict[str, dict[str, str]] = {record_id: {} for record_id in ids}
    for number, on, field, text in sorted(made, key=lambda step: step[1]):
        if on <= day:
            expected[ids[number]][field] = text
    again = Partnership(liverpool, store.another(), settings=Settings(id="demo"))
    for reader in (lif, again):
        for record in reader.as_of(asked).register:
            for field, text in expected[record.id].items():
                assert getattr(record, field) == text


def test_the_framework_has_a_history(liverpool: FrameworkHistory) -> None:
    change = '[change.deadline.rapid-review]\nwithin = "10 working days"\nbecause = "Executive, 4 November 2024"\n'
    own = read_document(f'layer = "ours"\ninformed-by = ["liverpool"]\nsince = 2024-12-31\n{change}', "ours.toml")
    lif = Partnership(compose([*liverpool.documents, own]), MemoryStorage(), settings=Settings(id="demo"))
    with lif.work(by="qa-officer", on=DAY) as work:
        review = work.start_review("rapid-review", happened={"notification-sent": date(2024, 12, 20)})
    found = {
        day: next(one for one in lif.as_of(day).deadlines(review.id) if one.rule.id == "rapid-review")
        for day in (date(2024, 12, 30), date(2024, 12, 31))
    }
    before, after = found.values()
    assert (before.last, before.others) == (date(2025, 1, 15), ())
    assert (after.last, after.others[0].last) == (date(2025, 1, 8), date(2025, 1, 15))
    fingerprints = {day: lif.framework(day).fingerprint for day in found}
    assert len(set(fingerprints.values())) == 2
    (commit, _), *_ = lif.history(review.id)
    assert lif.storage.kept(commit.framework) == lif.framework(DAY).document


# --- the journal ------------------------------------------------


def test_a_fingerprint_of_the_minutes_is_found_again(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    (lif,) = sharing(1)
    action(lif)
    minutes = lif.fingerprint
    action(lif)
    assert lif.verify(minutes) == lif.verify(lif.fingerprint) == lif.verify()
    (other,) = sharing(1)
    action(other)
    with pytest.raises(InvalidData, match="never ended on this fingerprint"):
        other.verify("7f3a-91c2-7f3a-91c2")


def test_an_altered_store_is_found(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    (lif,) = sharing(1)
    action(lif)
    action(lif)
    shelf = lif.storage._shelf  # type: ignore[attr-defined]
    first = shelf.commits[0]
    shelf.commits = (attrs.evolve(first, body=first.body.replace(b"Huddle", b"Muddle")), *shelf.commits[1:])
    with pytest.raises(BrokenChain) as raised:
        lif.verify()
    assert raised.value.position == 1


# --- plug-ins hear ----------------------------------------------


def test_a_commit_is_announced_and_a_deaf_plug_in_is_named(sharing: Callable[..., tuple[Partnership, ...]]) -> None:
    heard: list[Committed] = []

    class Hears:
        lif_api = 1

        @hookimpl
        def lif_committed(self, event: Committed) -> None:
            heard.append(event)

    class Deaf:
        lif_api = 1

        @hookimpl
        def lif_committed(self, event: Committed) -> None:
            raise RuntimeError("away")

    plugins = Plugins(())
    plugins.register(Hears(), "hears")
    plugins.register(Deaf(), "deaf", "lif-deaf", "2")
    (lif,) = sharing(1, plugins=plugins)
    with lif.work(by="qa-officer", on=DAY) as work:
        made = work.plan_action(CANARY)
    assert work.receipt is not None
    assert work.receipt.unheard == ("deaf (lif-deaf 2)",)
    assert "Not heard by deaf (lif-deaf 2)" in str(work.receipt)
    assert [(event.position, event.records, event.by) for event in heard] == [(1, (made.id,), "qa-officer")]
    assert CANARY not in repr(heard)


# --- nothing said that must not be ------------------------------


def test_words_of_records_are_in_no_error_repr_or_log(lif: Partnership, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    past = When(CANARY, date(2024, 1, 1), date(2024, 1, 1))
    with lif.work(by="qa-officer", on=DAY, why=CANARY) as work:
        review = work.start_review(
            "rapid-review", label=CANARY, subjects=[CANARY], method=CANARY, happened={"notification-sent": past}
        )
        made = work.plan_action(
            CANARY, label=CANARY, due=past, wanted=CANARY, how_measured=CANARY, extra={"as-published-status": CANARY}
        )
        told += [repr(review), str(made), repr(work.proposal), str(work.proposal)]
        for attempt in (
            lambda: work.move(made, "sustained", why=CANARY),
            lambda: work.move(made, "closed", why=CANARY),
            lambda: work.amend(made, {"nope": CANARY}),
            lambda: work.amend(made, {"disclosure": "nope", "text": CANARY, "due": CANARY}),
            lambda: work.amend(made, {"milestones": [{"text": CANARY}]}),
            lambda: work.amend(made, {"happened.done": {"said": CANARY, "first": CANARY}}),
            lambda: work.tell_event(review, "sent", When(CANARY, date(2023, 1, 1), date(2023, 1, 1))),
            lambda: work.reschedule(review, CANARY, why=CANARY),
            lambda: work.plan_action(CANARY, kind="zork"),
            lambda: work.accept_gap("action-without-lead", why=CANARY),
        ):
            with pytest.raises(LifError) as raised:
                attempt()
            told += [
                str(raised.value),
                repr(raised.value),
                repr(raised.value.__cause__),
                repr(raised.value.__context__),
            ]
    told += [
        repr(work.receipt),
        str(work.receipt),
        repr(lif.as_of(DAY)),
        repr(lif.as_of(DAY).due()),
        repr(lif.as_of(DAY).gaps()),
    ]
    told += [
        repr(lif.history(made.id)),
        repr(lif.as_of(DAY).thread(made.id)),
        caplog.text,
        repr(lif),
        repr(lif.as_of(DAY).deadlines(review.id)),
    ]
    assert [one for one in told if CANARY in one] == []


LOADED = """
import sys
{}
print(*sorted(name.partition(".")[0] for name in sys.modules))
"""


PLUG_INS = "lif_storage_sqlite lif_framework_england lif_import_sheets lif_cli"
DATABASES = "sqlite3 apsw psycopg"


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import lif_core", f"{PLUG_INS} {DATABASES} attrs cattrs pluggy msgspec pytest hypothesis openpyxl dateutil"),
        (
            "from lif_core import Partnership",
            f"{PLUG_INS} {DATABASES} openpyxl python_calamine pytest hypothesis logging",
        ),
        ("from lif_core.testing import MemoryStorage", f"{DATABASES} pytest hypothesis"),
    ],
)
def test_importing_loads_nothing_that_is_not_needed(statement: str, absent: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED.format(statement)], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(absent.split()) == set()


def test_a_finished_block_is_not_committed_twice(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        work.plan_action("Meet weekly")
    with pytest.raises(LifError, match="finished"), work:
        pass
    assert lif.storage.head().position == 1


def test_a_block_that_was_left_by_an_error_is_never_written(lif: Partnership) -> None:
    work = lif.work(by="qa-officer", on=DAY)
    work.plan_action("Given up")
    with pytest.raises(Refused), work:
        work.amend("demo/action/none", {"text": "x"})
    with pytest.raises(LifError, match="finished"), work:
        pass
    assert lif.storage.head().position == 0


def test_a_block_shows_nothing_of_requests_that_failed_in_any_way(lif: Partnership) -> None:
    half: list[Any] = [PlanAction("Half of it"), "no request"]
    with lif.work(by="qa-officer", on=DAY) as work:
        with pytest.raises(KeyError):
            work.apply(half)
        assert not any(work.view.register.of_type("action"))
    assert lif.storage.head().position == 0


def test_a_dry_run_says_what_it_would_write(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY, dry_run=True) as work:
        work.plan_action("Meet weekly")
    assert "dry run, 1 changes proposed" in str(work.receipt)


def test_another_store_in_the_place_of_ours_is_read_anew(liverpool: FrameworkHistory) -> None:
    """A store that is longer than the one we knew, and has another past, is not taken for its continuation."""
    ours, theirs = MemoryStorage(), MemoryStorage()
    lif = Partnership(liverpool, ours, settings=Settings(id="demo"))
    with lif.work(by="qa-officer", on=DAY) as work:
        gone = work.plan_action("In the store that was replaced")
    other = Partnership(liverpool, theirs, settings=Settings(id="demo"))
    for text in ("One", "Two"):
        with other.work(by="qa-officer", on=DAY) as work:
            work.plan_action(text)
    ours._shelf = theirs._shelf
    assert gone.id not in lif.as_of(DAY).register
    assert {one.text for one in lif.as_of(DAY).list("action")} == {"One", "Two"}  # type: ignore[attr-defined]


def test_what_changed_between_two_meetings(sharing: Callable[..., tuple[Partnership, ...]], clock: Clock) -> None:
    (lif,) = sharing(1, clock=clock)
    clock.set(date(2024, 3, 1))
    with lif.work(by="qa-officer", on=date(2024, 3, 1)) as work:
        action = work.plan_action("Meet weekly", due=date(2024, 6, 30))
    clock.set(date(2024, 4, 1))
    with lif.work(by="qa-officer", on=date(2024, 4, 1)) as work:
        work.reschedule(action, date(2024, 9, 30), why="police rota")
    told = lif.changed_between(date(2024, 3, 2), date(2024, 4, 2))
    assert [change.record for change in told] == [action.id]
    assert lif.changed_between(date(2024, 4, 2), date(2024, 4, 3)) == ()


@pytest.mark.parametrize("day", [date.min, date(999, 12, 31)])
def test_days_from_which_nothing_can_be_reckoned_are_refused_with_the_cure(lif: Partnership, day: date) -> None:
    for ask in (lambda: lif.as_of(day), lambda: lif.work(on=day, by="qa-officer")):
        with pytest.raises(InvalidData, match="Give a day of the year 1000 or later"):
            ask()


@pytest.mark.parametrize("day", [date(1000, 1, 1), date.max])
def test_from_then_on_everything_can_be_asked(lif: Partnership, day: date) -> None:
    now = lif.as_of(day)
    assert (now.due(), len(now.gaps())) == ((), 0)
    assert now.report("action-plan").document.title


def test_a_store_of_another_id_is_read_and_not_written_to(liverpool) -> None:
    """Two namespaces in one journal could be restored nowhere."""
    storage = MemoryStorage()
    lif = Partnership(liverpool, storage, settings=Settings(id="demo", by="qa-officer"))
    with lif.work() as work:
        note = work.write_note("A note")
    other = Partnership(liverpool, storage.another(), settings=Settings(id="other", by="qa-officer"))
    assert other.as_of().show(note.id).text == "A note"  # type: ignore[attr-defined]
    with (
        pytest.raises(Refused, match=r"records of 'demo', and partnership.toml says 'other'. Set `id` back"),
        other.work() as work,
    ):
        work.write_note("Another")
    assert storage.head().position == 1


@pytest.mark.parametrize(
    ("zone", "instant", "today"),
    [
        ("Europe/London", "2026-06-14T23:30:00", date(2026, 6, 15)),
        ("Pacific/Auckland", "2026-06-14T21:00:00", date(2026, 6, 15)),
        ("America/Los_Angeles", "2026-06-15T01:00:00", date(2026, 6, 14)),
        ("UTC", "2026-06-14T23:30:00", date(2026, 6, 14)),
    ],
)
def test_what_was_known_by_a_day_is_told_by_the_days_of_the_place(
    liverpool, monkeypatch: pytest.MonkeyPatch, zone: str, instant: str, today: date
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        settings = Settings(id="demo", by="qa-officer")
        lif = Partnership(liverpool, MemoryStorage(), settings=settings, clock=lambda: now)
        assert lif.today == today
        with lif.work(on=date(2026, 6, 1)) as work:
            note = work.write_note("Entered late")
        before = today - timedelta(1)
        assert note.id in lif.as_of(today, known_by=today).register
        assert note.id not in lif.as_of(before, known_by=before).register
        assert [one.record for one in lif.changed_between(before)] == [note.id]
        assert [one.record for one in lif.changed_between(before, record=note.id)] == [note.id]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_asked_for_by_a_wrong_name_is_told(liverpool) -> None:
    now = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer")).as_of()
    with pytest.raises(UnknownName, match="action"):
        now.list("actoin")
    with pytest.raises(UnknownName, match="state"):
        now.list("action", stat="done")
    assert list(now.list("action", state="done")) == []
