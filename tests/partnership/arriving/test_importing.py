"""A sheet that still says what was removed for good does not bring it back, whatever else changed in it."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings, compose
from lif_core.errors import Refused
from lif_core.framework.documents import read_document
from lif_core.intake.cells import Cell, Sheet, Workbook
from lif_core.intake.mapping import Mapping
from lif_core.partnership.arriving.importing import Imported, import_workbook
from lif_core.partnership.removing.retaining import retain
from lif_core.records import Record
from lif_core.testing import MemoryStorage

DAY = date(2024, 6, 1)
LAYER = """
layer = "here"
[action.standard]
label = "Action"
path = "planned > done"
done = ["done"]
finished = ["done"]
[recommendation.standard]
label = "Recommendation"
path = "made > closed"
finished = ["closed"]
[note.standard]
label = "Note"
path = "recorded"
[body.police]
label = "Police"
[body.education]
label = "Education"
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
[status-words.action]
on = "action"
words.complete = "done"
[retention.actions]
of = ["action"]
keep = "6 years"
"""
HERE = compose([read_document(LAYER, "here.toml")])
HEADINGS = ("No.", "Recommendation", "Action", "Lead", "By when", "Progress", "Measure of success")
Line = tuple[str, ...]


def book(lines: Sequence[Line], headings: Line = HEADINGS) -> Workbook:
    rows = (headings, *lines)
    cells = tuple(
        Cell(row, column, text) for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1) if text
    )
    return Workbook(
        name="plan.csv",
        sha256=hashlib.sha256(repr(rows).encode()).hexdigest(),
        sheets=(Sheet(name="Plan", cells=cells),),
    )


def take(lif: Partnership, lines: Sequence[Line], headings: Line = HEADINGS) -> Imported:
    return import_workbook(lif.books, book(lines, headings), as_kind="recommendation+action", on=DAY)


def everything(lif: Partnership) -> str:
    held = [commit.body for commit in lif.storage.commits()] + [row.body for row in lif.storage.load()]
    return b" ".join(held).decode()


def records(lif: Partnership, record_type: str) -> list[Record]:
    return sorted(lif.as_of(DAY).list(record_type), key=lambda record: record.id)


def board(year: int = 2024) -> Partnership:
    settings = Settings(id="demo", by="qa-officer")
    return Partnership(HERE, MemoryStorage(), settings=settings, clock=lambda: datetime(year, 6, 1, tzinfo=UTC))


@pytest.fixture
def lif() -> Partnership:
    return board()


def line(number: int, *, numbered: bool = True) -> Line:
    """Give a line in which every cell says something that stands nowhere else."""
    progress = f"March 2024: Talks held, canary-note-{number}a\nApril 2024: Talks resumed, canary-note-{number}b"
    return (
        str(number) if numbered else "",
        f"Share what is known early on, canary-recommendation-{number}",
        f"Hold a weekly huddle of all, canary-action-{number}",
        "Police",
        f"{number % 28 + 1} September 2024",
        progress,
        f"Fewer surprises, canary-measure-{number}",
    )


FIELDS = (("action", "text"), ("recommendation", "text"), ("note", "text"), ("action", "how_measured"))


@given(st.data())
@settings(max_examples=60)
def test_law_no_edition_of_a_sheet_brings_back_what_was_removed(data: st.DataObject) -> None:
    lif = board()
    numbered = data.draw(st.booleans(), "numbered")
    lines = [line(number, numbered=numbered) for number in range(1, data.draw(st.integers(2, 5)) + 1)]
    take(lif, lines)
    gone = []
    for record_type, field in data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True)):
        for record in data.draw(st.lists(st.sampled_from(records(lif, record_type)), min_size=1, unique_by=id)):
            said = getattr(record, field)
            if said:
                lif.redact(record.id, [field], why="Asked for")
                gone += [word for word in said.replace("\n", " ").split() if word.startswith("canary")]
    fresh = count(90)
    edition = data.draw(st.permutations(lines), "order")
    edition = [
        (*one[:3], data.draw(st.sampled_from(["Police", "Education"])), *one[4:]) if data.draw(st.booleans()) else one
        for one in edition
    ]
    for _ in range(data.draw(st.integers(0, 2), "new lines")):
        edition.insert(data.draw(st.integers(0, len(edition))), line(next(fresh), numbered=numbered))
    before = everything(lif)
    assert not [word for word in gone if word in before]
    for several in (edition, lines):
        take(lif, several)
        after = everything(lif)
        assert not [word for word in gone if word in after]
    lif.verify()


def test_what_was_removed_is_left_out_and_asked_about(lif: Partnership) -> None:
    take(lif, [line(1), line(2)])
    action = records(lif, "action")[0]
    lif.redact(action.id, ["text", "how_measured"], why="Asked for")
    changed = (*line(1)[:3], "Education", *line(1)[4:])
    told = take(lif, [changed, line(2)])
    asked = {question.code: question for question in told.questions}["removed-for-good"]
    assert asked.where == ("Plan!2",)
    assert "canary" not in str(told)
    stands = records(lif, "action")[0]
    assert (stands.text, stands.how_measured, stands.leads[0].body) == ("", "", "education")  # type: ignore[attr-defined]
    assert len(records(lif, "action")) == 2


def test_what_was_said_anew_since_is_read_like_anything_else(lif: Partnership) -> None:
    take(lif, [line(1)])
    action = records(lif, "action")[0]
    lif.redact(action.id, ["how_measured"], why="Asked for")
    with lif.work(on=DAY) as work:
        work.amend(action.id, {"how_measured": "Fewer calls"})
    told = take(lif, [(*line(1)[:6], "Fewer calls and visits")])
    assert "removed-for-good" not in {question.code for question in told.questions}
    assert records(lif, "action")[0].how_measured == "Fewer calls and visits"  # type: ignore[attr-defined]


def test_a_line_that_is_new_is_taken_in_once_somebody_says_so(lif: Partnership) -> None:
    lines = [line(number, numbered=False) for number in (1, 2, 3)]
    take(lif, lines)
    lif.redact(records(lif, "action")[1].id, ["text"], why="Asked for")
    lif.redact(records(lif, "recommendation")[1].id, ["text"], why="Asked for")
    edition = [line(9, numbered=False), lines[2], lines[0]]
    told = take(lif, edition)
    assert "line-removed" in {question.code for question in told.questions}
    assert len(records(lif, "action")) == 3
    answered = Mapping(answers={"Plan!2": "new"})
    import_workbook(lif.books, book(edition), as_kind="recommendation+action", mapping=answered, on=DAY)
    assert len(records(lif, "action")) == 4
    assert "canary-action-9" in everything(lif)


def test_what_was_kept_long_enough_and_went_does_not_come_back() -> None:
    headings = ("No.", "Recommendation", "Action", "Lead", "By when", "Status", "Date completed")
    lines = [(*line(number)[:5], "Complete", "3 October 2024") for number in (1, 2)]
    lif = board(2040)
    take(lif, lines, headings)
    kept = retain(lif.books, delete=True)
    assert [one.record for one in kept if one.may_go] == [action.id for action in records(lif, "action")]
    assert "canary-action" not in everything(lif)
    for edition in (lines, lines[::-1], [(*lines[0][:3], "Education", *lines[0][4:]), lines[1]]):
        take(lif, edition, headings)
        assert "canary-action" not in everything(lif)
        assert len(records(lif, "action")) == 2


# -- taking an import back --------------------------------------------------------------------------------------------

DAYS = (date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1), date(2024, 7, 1))
Stood = dict[date, dict[str, Record]]


def stood(lif: Partnership, known_by: date | None = None) -> Stood:
    """Give every record but the receipts of imports, as it stood on each day."""
    return {
        day: {
            record.id: record
            for record_type in ("action", "recommendation", "note")
            for record in lif.as_of(day, known_by=known_by).list(record_type)
        }
        for day in DAYS
    }


def edition(data: st.DataObject, name: str) -> list[Line]:
    numbers = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True), name)
    lead, due = data.draw(st.sampled_from(("Police", "Education"))), data.draw(st.sampled_from((1, 9, 20)))
    return [(*line(number)[:3], lead, f"{due} October 2024", *line(number)[5:]) for number in numbers]


def taken(lif: Partnership, lines: Sequence[Line], day: date) -> Imported:
    return import_workbook(lif.books, book(lines), as_kind="recommendation+action", on=day)


def would_be(lif: Partnership, lines: Sequence[Line], day: date) -> tuple[object, ...]:
    """Tell what would come of an import, without making it."""
    read = import_workbook(lif.books, book(lines), as_kind="recommendation+action", on=day, dry_run=True)
    return (read.read.created, read.read.changed, read.read.unchanged, read.questions, read.aside)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_law_no_day_shows_an_import_that_was_taken_back_and_it_comes_in_as_if_it_had_never_been(
    data: st.DataObject,
) -> None:
    now = [datetime(2024, 6, 1, 9, tzinfo=UTC)]
    lif = Partnership(HERE, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), clock=lambda: now[0])
    first = edition(data, "first")
    before = [stood(lif)]
    done = []
    if data.draw(st.booleans(), "an earlier edition"):
        done.append(taken(lif, first, data.draw(st.sampled_from(DAYS[:2]))))
        for action in data.draw(st.lists(st.sampled_from(records(lif, "action")), max_size=2, unique_by=id), "changed"):
            with lif.work(on=data.draw(st.sampled_from(DAYS[1:3]))) as work:
                work.amend(action.id, {"wanted": "Less harm", "how_measured": "By asking"})
        before.append(stood(lif))
    now[0] = datetime(2024, 6, 2, 9, tzinfo=UTC)
    later = edition(data, "later")
    day = data.draw(st.sampled_from(DAYS[1:3]), "day")
    corrected = edition(data, "corrected")
    would = would_be(lif, corrected, day)
    told = taken(lif, later, day)
    now[0] = datetime(2024, 6, 3, 9, tzinfo=UTC)
    if told.intake:
        wrong = stood(lif)
        lif.undo(told.intake)
        assert stood(lif, known_by=date(2024, 6, 2)) == wrong
    assert stood(lif) == before[-1]
    assert would_be(lif, corrected, day) == would
    again = taken(lif, later, day)
    assert again.read.created == told.read.created
    assert len(again.read.changed) == len(told.read.changed)
    assert [question.code for question in again.questions] == [question.code for question in told.questions]
    lif.verify()


def test_an_import_is_taken_back_after_those_that_built_upon_it_were(lif: Partnership) -> None:
    first, second = taken(lif, [line(1)], DAYS[0]), taken(lif, [(*line(1)[:3], "Education", *line(1)[4:])], DAYS[1])
    with pytest.raises(Refused, match="It was changed since"):
        lif.undo(first.intake)
    lif.undo(second.intake)
    lif.undo(first.intake)
    assert not any(stood(lif).values())
    assert taken(lif, [line(1)], DAYS[0]).read.created == first.read.created


def test_what_an_import_that_was_taken_back_set_back_later_keeps_the_earlier_one_standing(lif: Partnership) -> None:
    taken(lif, [line(1)], DAYS[0])
    second, third = (taken(lif, [(*line(1)[:6], said)], day) for said, day in (("Calls", DAYS[1]), ("Visits", DAYS[2])))
    lif.undo(third.intake)
    with pytest.raises(Refused, match="It was changed since"):
        lif.undo(second.intake)


def test_an_import_is_taken_back_from_its_own_day_and_no_other(lif: Partnership) -> None:
    told = taken(lif, [line(1)], DAYS[0])
    with pytest.raises(Refused, match="here 2024-03-01"):
        lif.undo(told.intake, on=DAYS[1])
    lif.undo(told.intake, on=DAYS[0])
    with pytest.raises(Refused, match="no import with this receipt"):
        lif.undo(told.intake)


def test_an_import_of_which_something_was_removed_for_good_says_what_can_still_be_done(lif: Partnership) -> None:
    told = taken(lif, [line(1), line(2)], DAYS[0])
    lif.redact(records(lif, "action")[0].id, ["text"], why="asked for")
    with pytest.raises(Refused, match=r"removed for good since\. Withdraw the other records"):
        lif.undo(told.intake)


def test_lines_that_may_say_who_somebody_is_are_named_once(lif: Partnership) -> None:
    told = taken(lif, [(line(1)[0], "Visit Gwenllian Prydderch at home", *line(1)[2:]), line(2)], DAYS[0])
    (notice,) = [one for one in told.read.notices if "who somebody is" in one]
    assert "Gwenllian" not in notice
    assert told.written is not None
    assert not any("who somebody is" in one for one in told.written.warnings)


def test_the_receipt_of_an_import_is_not_taken_back_by_itself(lif: Partnership) -> None:
    told = taken(lif, [line(1)], DAYS[0])
    with pytest.raises(Refused, match="lif undo"), lif.work() as work:
        work.withdraw(told.intake, why="tidying up")
    lif.undo(told.intake)
