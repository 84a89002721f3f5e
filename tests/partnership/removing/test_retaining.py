"""What may go is listed, goes only when told, and never while a hold stands."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, Settings, compose
from lif_core.errors import InvalidData, Refused
from lif_core.framework.documents import read_document
from lif_core.partnership.copies.dumping import dump
from lif_core.partnership.removing import erasing, retaining
from lif_core.partnership.removing.retaining import retain
from lif_core.records.parts import Hold
from lif_core.serial.plain import to_wire
from lif_core.testing import MemoryStorage
from lif_core.values.when import When

TODAY = date(2024, 6, 1)
CANARY = "Canary Ffugenw of Invented Road"
LAYER = """
layer = "here"
[review.standard]
label = "Review"
path = "open > closed"
finished = ["closed"]
[finding.standard]
label = "Finding"
path = "recorded > closed"
finished = ["closed"]
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
[hold.criminal]
label = "Criminal proceedings"
[retention.reviews]
of = ["review", "finding"]
keep = "6 years"
"""


@pytest.fixture
def lif() -> Partnership:
    return made(MemoryStorage())


def fill(lif: Partnership, *holds: Hold) -> str:
    with lif.work(on=date(2010, 3, 4)) as work:
        review = work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2010, 3, 4)})
        work.record_finding(CANARY, from_=review, state="closed", happened={"closed": date(2010, 3, 4)})
        if holds:
            work.amend(review, {"holds": holds})
    return review.id


def test_by_default_it_only_tells(lif: Partnership) -> None:
    fill(lif)
    before = lif.fingerprint
    assert [kept.rule for kept in retain(lif.books)] == ["reviews", "reviews"]
    assert lif.fingerprint == before


def test_told_to_it_removes_what_records_say_and_keeps_how_they_hang_together(lif: Partnership) -> None:
    review = fill(lif)
    assert len(retain(lif.books, delete=True)) == 2
    assert CANARY not in "\n".join(dump(lif.books))
    (finding,) = lif.as_of(TODAY).list("finding")
    assert (finding.text, finding.reviews, finding.state) == ("", (review,), "closed")  # type: ignore[attr-defined]
    lif.verify()
    assert retain(lif.books, delete=True) == ()


def test_what_a_hold_keeps_is_told_and_stays(lif: Partnership) -> None:
    fill(lif, Hold(kind="criminal", since=When.on(date(2011, 1, 1))))
    before = lif.fingerprint
    kept = retain(lif.books, delete=True)
    assert [one.may_go for one in kept] == [False, False]
    assert lif.fingerprint == before
    assert CANARY in "\n".join(dump(lif.books))


HOLD = Hold(kind="criminal", since=When.on(date(2024, 5, 20)))


def held_on(lif: Partnership, review: str, day: date) -> None:
    with lif.work(on=day) as work:
        work.amend(review, {"holds": (HOLD,)})


@pytest.mark.parametrize("placed", [date(2024, 5, 20), TODAY, date(2024, 7, 1)])
def test_a_hold_placed_after_the_day_that_is_looked_at_keeps_all_the_same(lif: Partnership, placed: date) -> None:
    review = fill(lif)
    held_on(lif, review, placed)
    before = lif.fingerprint
    kept = retain(lif.books, date(2024, 5, 1), delete=True)
    assert [one.may_go for one in kept] == [False, False]
    assert lif.fingerprint == before
    assert CANARY in "\n".join(dump(lif.books))


def test_nothing_goes_before_its_time_whatever_day_is_named(lif: Partnership) -> None:
    with lif.work(on=date(2023, 3, 4)) as work:
        work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2023, 3, 4)})
    assert len(retain(lif.books, date(2099, 1, 1))) == 1
    assert retain(lif.books, date(2099, 1, 1), delete=True) == ()
    assert CANARY in "\n".join(dump(lif.books))


@pytest.mark.parametrize("before", [1, 2])
def test_a_hold_that_somebody_places_meanwhile_keeps_what_is_left(
    lif: Partnership, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """Before the first and before the second of two that would go."""
    review = fill(lif)
    other = Partnership(lif.framework(TODAY), lif.storage.another(), settings=lif.settings, clock=lif.books.now)
    remove_all, calls = retaining.remove_all, []

    def interrupted(*given, **named):
        calls.append(given[1])
        if len(calls) == before:
            held_on(other, review, TODAY)
        return remove_all(*given, **named)

    monkeypatch.setattr(retaining, "AT_ONCE", 1)
    monkeypatch.setattr(retaining, "remove_all", interrupted)
    kept = retain(lif.books, delete=True)
    assert len(kept) == 2
    assert sum(one.may_go for one in kept) == before - 1
    assert sum(CANARY in str(to_wire(record)) for record in lif.as_of(TODAY).register) == 3 - before
    lif.verify()


def test_a_day_that_stands_for_never_is_kept_for_ever_and_keeps_no_other_record(lif: Partnership) -> None:
    with lif.work(on=date(2010, 3, 4)) as work:
        work.start_review("standard", state="closed", happened={"closed": date(9999, 12, 31)})
    old = fill(lif)
    assert old in {kept.record for kept in retain(lif.books)}
    assert len(retain(lif.books)) == 2  # the old review and its finding


@pytest.mark.parametrize("placed", [date(2024, 5, 20), TODAY, date(2024, 7, 1)])
def test_a_hold_keeps_what_somebody_asks_to_be_removed_unless_that_is_said(lif: Partnership, placed: date) -> None:
    review = fill(lif)
    held_on(lif, review, placed)
    before, (finding,) = lif.fingerprint, lif.as_of(TODAY).list("finding")
    with pytest.raises(Refused, match=f"A hold on {review} keeps this record.*--despite-hold"):
        lif.redact(finding.id, ["text"], why="Asked for")
    assert lif.fingerprint == before
    lif.redact(finding.id, ["text"], why="Ordered by the court", despite_hold=True)
    assert lif.as_of(TODAY).show(finding.id).text == ""  # type: ignore[attr-defined]
    *_, (commit, _) = lif.history(finding.id)
    assert commit.why == f"Despite the hold on {review}: Ordered by the court"


def test_a_hold_that_somebody_places_at_that_moment_keeps_it_too(lif: Partnership, monkeypatch) -> None:
    review = fill(lif)
    other = Partnership(lif.framework(TODAY), lif.storage.another(), settings=lif.settings, clock=lif.books.now)
    remove, calls = erasing.remove, []

    def interrupted(*given, **named):
        calls.append(1)
        if len(calls) == 1:
            held_on(other, review, TODAY)
        return remove(*given, **named)

    monkeypatch.setattr(erasing, "remove", interrupted)
    with pytest.raises(Refused, match="keeps this record"):
        lif.redact(review, ["label"], why="Asked for")
    assert str(lif.as_of(TODAY).show(review).label) == CANARY


def test_what_was_taken_back_goes_too_and_reasons_that_speak_of_nothing_else(lif: Partnership) -> None:
    with lif.work(on=date(2010, 3, 4), why=CANARY) as work:
        review = work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2010, 3, 4)})
        slip = work.record_finding(CANARY, from_=review)
    with lif.work(on=date(2010, 3, 5), why=CANARY) as work:
        work.withdraw(slip, why=CANARY)
    assert [kept.record for kept in retain(lif.books)] == [review.id, slip.id]
    gone = retain(lif.books, delete=True)
    assert [kept.may_go for kept in gone] == [True, True]
    assert CANARY not in "\n".join(dump(lif.books))
    lif.verify()
    assert retain(lif.books, delete=True) == ()


def test_a_reason_that_speaks_of_a_record_that_stays_stays_with_it(lif: Partnership) -> None:
    with lif.work(on=date(2010, 3, 4), why="Both were agreed") as work:
        review = work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2010, 3, 4)})
        other = work.start_review("standard", label="Still open")
    assert [kept.record for kept in retain(lif.books, delete=True)] == [review.id]
    assert CANARY not in "\n".join(dump(lif.books))
    assert [commit.why for commit, _ in lif.history(other.id)] == ["Both were agreed"]


def test_what_was_taken_back_from_a_held_review_stays(lif: Partnership) -> None:
    review = fill(lif, HOLD)
    with lif.work(on=date(2010, 3, 4)) as work:
        slip = work.record_finding(CANARY, from_=review)
        work.withdraw(slip, why="Written twice")
    assert {kept.record: kept.may_go for kept in retain(lif.books, delete=True)}[slip.id] is False


@pytest.mark.parametrize(("by", "why"), [("", "Asked for"), ("no-such-role", "Asked for"), ("qa-officer", " ")])
def test_nobody_removes_anything_without_saying_who_and_why(lif: Partnership, by: str, why: str) -> None:
    review, before = fill(lif), lif.fingerprint
    nobody = Partnership(lif.framework(TODAY), lif.storage.another(), settings=Settings(id="demo"), clock=lif.books.now)
    with pytest.raises((InvalidData, Refused)):
        nobody.redact(review, ["label"], by=by, why=why)
    if why.strip():
        with pytest.raises((InvalidData, Refused)):
            retain(nobody.books, delete=True, by=by)
    assert nobody.fingerprint == before


class Counting(MemoryStorage):
    """Counts how often something is erased: each time costs as much as the whole store is long."""

    times = 0

    def erase(self, *given) -> None:
        self.times += bool(given[2])  # `append` comes by here too
        super().erase(*given)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "keys", "late"])), min_size=1, max_size=8),
    st.integers(1, 4),
)
def test_many_at_once_leave_what_one_after_another_would(commits: list[tuple[int, str]], at_once: int) -> None:
    """Law: what stands, on every day, and what is gone is the same, in however many commits it went."""
    told = []
    for size in (1, at_once, 500):
        lif = made(Counting())
        for number, (others, sort) in enumerate(commits):
            with lif.work(on=date(2010, 3, 4), why=f"{CANARY} {number}") as work:
                review = over(work)
                for _ in range(others):
                    over(work, keys={"local": CANARY})
                if sort == "late":
                    work.start_review("standard", label="Still open")
            if sort:
                with lif.work(on=date(2010, 3, 5)) as work:
                    work.amend(review, {"keys.one": CANARY} if sort == "keys" else {"label": f"{CANARY} anew"})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(retaining, "AT_ONCE", size)
            gone = retain(lif.books, delete=True)
        assert all(kept.may_go for kept in gone)
        assert lif.storage.times == -(-len(gone) // size)
        lif.verify()
        assert retain(lif.books, delete=True) == ()
        stands = [to_wire(record) for day in (date(2010, 3, 4), TODAY) for record in lif.as_of(day).register]
        whys = [commit.why for _, commit in lif.commits()][: len(commits)]
        told.append(([{**one, "id": ""} for one in stands], whys, CANARY in str(stands)))
    assert told[0] == told[1] == told[2]
    assert told[0][2] is False


def over(work, **more):
    return work.start_review("standard", label=CANARY, state="closed", happened={"closed": date(2010, 3, 4)}, **more)


def made(storage: MemoryStorage) -> Partnership:
    now = datetime(2024, 6, 1, 9, tzinfo=UTC)
    framework = compose([read_document(LAYER, "here.toml")])
    return Partnership(framework, storage, settings=Settings(id="demo", by="qa-officer"), clock=lambda: now)


def _apart(work, review: str, finding: str) -> None:
    work.amend(finding, {"reviews": ()})


@pytest.mark.parametrize(
    "take_away",
    [
        _apart,
        lambda work, review, finding: work.amend(review, {"holds": ()}),
        lambda work, review, finding: work.withdraw(review, why="Entered twice"),
    ],
)
def test_what_a_hold_kept_does_not_go_because_the_way_to_it_was_taken_away(lif: Partnership, take_away) -> None:
    review = fill(lif)
    held_on(lif, review, date(2024, 5, 20))
    (finding,) = (record.id for record in lif.as_of(TODAY).list("finding"))
    with lif.work(on=date(2024, 5, 21)) as work:
        take_away(work, review, finding)
    kept = {one.record: one for one in retain(lif.books)}
    assert kept
    assert not any(one.may_go for one in kept.values())
    assert all("it stays while the hold on" in str(one) for one in kept.values())
    before = lif.fingerprint
    assert {one.record: one for one in retain(lif.books, delete=True)}.keys() == kept.keys()
    assert lif.fingerprint == before
