"""Memory: a type is read when somebody asks for it, and then as it stood when the view was made."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import InvalidData, StorageError
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Head, Row, StoredCommit
from lif_core.records import Record
from lif_core.rules.requests import (
    Amend,
    OfferCourse,
    PlanAction,
    PlanSession,
    RecordAttendance,
    RecordFinding,
    StartReview,
    Withdraw,
)
from lif_core.serial.glances import whole
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting
from lif_core.values.when import When

DAY = date(2024, 6, 3)


class Watched(MemoryStorage):
    """A storage that notes which types it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str | None] = []

    def load(self, **asked: Any) -> Iterator[Row]:
        self.asked.append(asked.get("type"))
        return super().load(**asked)


def opened(liverpool: FrameworkHistory, storage: MemoryStorage, namespace: str = "demo") -> Partnership:
    return Partnership(
        liverpool,
        storage,
        settings=Settings(id="demo", by="qa-officer"),
        clock=lambda: datetime(2024, 6, 3, 12, tzinfo=UTC),
        mint=counting(namespace),
    )


def test_what_is_due_and_missing_is_told_without_reading_attendance(liverpool: FrameworkHistory) -> None:
    storage = Watched()
    lif = opened(liverpool, storage)
    with lif.work() as work:
        review = work.apply([StartReview(kind="other-review")])[0]
        work.apply([RecordFinding(text="Seen.", from_=review.id)])
    storage.asked.clear()
    now = opened(liverpool, storage).as_of(DAY)
    assert storage.asked == []  # nothing was asked of it yet
    assert now.due() == ()
    assert [gap.code for gap in now.gaps()] == ["finding-without-response"]
    assert {"attendance", "feedback", "acknowledgement", "export", "intake", "note"}.isdisjoint(storage.asked)
    assert None not in storage.asked
    assert len(storage.asked) == len(set(storage.asked))


def taught(liverpool: FrameworkHistory, storage: MemoryStorage) -> Partnership:
    """A partnership with two sessions of three years ago and two of this year, and who came to three of them."""
    lif = opened(liverpool, storage)
    with lif.work() as work:
        (course,) = work.apply([OfferCourse(label="Neglect")])
        came: list[Record] = []
        for on in ("2021-02-01", "2021-03-01", "2024-02-01", "2024-03-01"):
            (session,) = work.apply([PlanSession(course.id, on=When.on(date.fromisoformat(on)))])
            for agency in ("police", "school") if on != "2024-03-01" else ():
                came += work.apply([RecordAttendance(session.id, agency=agency, attended=4, disclosure="agencies")])
    with lif.work(on=date(2024, 6, 10)) as work:
        work.apply([Withdraw(came[0].id, why="Of another course.")])
    return lif


def test_what_is_missing_of_training_is_told_without_holding_ten_years_of_attendance(
    liverpool: FrameworkHistory,
) -> None:
    storage = MemoryStorage()
    taught(liverpool, storage)
    lif, read = opened(liverpool, storage), opened(liverpool, storage)
    gaps = lif.as_of(DAY).gaps()
    assert [gap.code for gap in gaps if gap.code.startswith("session-")] == ["session-without-attendance"]
    assert "training-without-feedback" in {gap.code for gap in gaps}
    memory = lif.books.memory()
    assert not memory.has_read("attendance")
    assert memory.has_read("session")
    assert len(read.as_of(DAY).register.shelf("attendance")) == 6
    assert list(read.as_of(DAY).gaps()) == list(gaps)


@pytest.mark.parametrize("read", [False, True])
@pytest.mark.parametrize("audience", ["", "agencies"])
def test_what_passes_is_what_stands_on_the_shelf(liverpool: FrameworkHistory, read: bool, audience: str) -> None:
    """Also what was changed or taken back later than the day, or written later than what counts, or by others since."""
    storage = MemoryStorage()
    lif = taught(liverpool, storage)
    days = (date(2021, 6, 1), DAY, date(2030, 1, 1))
    views = [
        (one.as_of(day, known_by=known_by, audience=audience), shelves.as_of(day, known_by=known_by, audience=audience))
        for one, shelves in [(opened(liverpool, storage), opened(liverpool, storage))]
        for day in days
        for known_by in (None, date(2024, 6, 2), DAY)
    ]
    if read:
        for one, _ in views:
            one.register.shelf("attendance")
    with lif.work() as work:
        work.apply(
            [Withdraw(record.id, why="Twice.") for record in [*lif.as_of(DAY).register.of_type("attendance")][:1]]
        )
    assert {len(shelves.register.shelf("attendance")) for _, shelves in views} == {0, 5, 6}
    for one, shelves in views:
        passed = [whole(seen) for seen in one.register.passing("attendance")]
        assert sorted(passed, key=by_id) == sorted(shelves.register.of_type("attendance"), key=by_id)


def by_id(record: Record) -> str:
    return record.id


def test_a_view_shows_what_was_when_it_was_made_also_of_types_read_later(liverpool: FrameworkHistory) -> None:
    storage = MemoryStorage()
    one, other = opened(liverpool, storage, "demo"), opened(liverpool, storage, "demo-too")
    with one.work() as work:
        stays, changed, gone = (action.id for action in work.apply(PlanAction(text=text) for text in "abc"))
    before = one.as_of(DAY)
    with other.work() as work:
        work.apply([Amend(record=changed, set={"text": "B"}), Withdraw(record=gone, why="Twice.")])
        fresh = work.apply([PlanAction(text="d")])[0].id
    assert [action.text for action in before.register.of_type("action")] == ["a", "b", "c"]  # type: ignore[attr-defined]
    assert {action.id for action in one.as_of(DAY).register.of_type("action")} == {stays, changed, fresh}


def test_another_store_in_its_place_is_told_not_mixed_in(liverpool: FrameworkHistory) -> None:
    storage = MemoryStorage()
    lif = opened(liverpool, storage)
    with lif.work() as work:
        work.apply([PlanAction(text="a")])
    before = opened(liverpool, storage).as_of(DAY)
    other = MemoryStorage()
    other.append(StoredCommit(1, "f" * 64, (), b"{}"), Head(), [])
    vars(storage).update(vars(other))
    with pytest.raises(StorageError, match="Another store"):
        list(before.register.of_type("action"))


def test_a_row_altered_by_hand_is_told_when_its_type_is_read(liverpool: FrameworkHistory) -> None:
    storage = MemoryStorage()
    lif = opened(liverpool, storage)
    with lif.work() as work:
        work.apply([PlanAction(text="a")])
    (row,) = storage.load(type="action")
    position = storage.head()
    spoilt = Row(row.id, row.type, row.position, row.until, row.keys, b'{"id":"demo/action/1","due":5}')
    storage.append(StoredCommit(position.position + 1, "e" * 64, (), b"{}"), position, [spoilt])
    with pytest.raises(InvalidData):
        opened(liverpool, storage).as_of(DAY).due()


def test_a_clock_that_was_wrong_for_a_while_hides_nothing_that_was_written_after(liverpool: FrameworkHistory) -> None:
    days = iter((1, 31, 2, 5))
    clock = [datetime(2024, 3, 1, 10, tzinfo=UTC)]
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), clock=lambda: clock[0])
    for day in days:
        clock[0] = datetime(2024, 3, day, 10, tzinfo=UTC)
        with lif.work() as work:
            work.write_note(f"{day} March")

    def known(day: int) -> list[str]:
        view = lif.as_of(date(2024, 3, 31), known_by=date(2024, 3, day))
        return [str(getattr(note, "text", "")) for note in view.register.of_type("note")]

    assert known(1) == ["1 March"]
    assert known(2) == ["1 March", "31 March", "2 March"]
    assert known(6) == ["1 March", "31 March", "2 March", "5 March"]
