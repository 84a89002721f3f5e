"""Meeting: papers in one folder, minutes back by number as one commit, and everything that can go wrong told."""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from lif_core import InvalidData, Partnership, Refused, Settings
from lif_core.errors import PluginError
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Plugins
from lif_core.partnership.sampling import drawn_again
from lif_core.records import Decision, Meeting, Party
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

GROUP = "quality-assurance-group"
THURSDAY = date(2024, 6, 20)
Answers = Mapping[str, Mapping[int, Any]]
GOOD: Answers = {
    "P1": {3: "yes"},
    "P2": {3: "apologies"},
    "3.1": {4: "Publish in June", 7: "The police saw it otherwise"},
    "3.2": {4: "yes", 6: "The rota changed"},
    "5.1": {5: date(2024, 9, 30), 6: "School holidays"},
    "6.1": {4: "yes"},
    "9.1": {4: "no", 6: "Not ready"},
    "A1": {2: "Ask schools what they need", 3: "Schools", 4: date(2024, 10, 31), 5: "5.1"},
    "N1": {2: "The group thanked everybody", 3: "3.1"},
}


@pytest.fixture
def lif(liverpool: FrameworkHistory) -> Partnership:
    """A group with something to decide, to reopen, to date, to sign off and to let go."""
    instants = (datetime(2024, 6, 21, 9, tzinfo=UTC) + timedelta(seconds=n) for n in count())
    lif = Partnership(
        liverpool,
        MemoryStorage(),
        settings=Settings(id="demo", by="business-manager"),
        plugins=Plugins(),
        clock=lambda: next(instants),
        mint=counting("demo"),
    )
    with lif.work(on=date(2024, 2, 1)) as work:
        finding = work.record_finding("Not shared", themes=["information-sharing"])
        actions = [
            work.plan_action(text, ref=f"{n}", answers=finding, lead="police", due=date(2024, 3, 1), group=GROUP)
            for n, text in enumerate(("Fell back", "Shown", "Late"), 1)
        ]
        work.plan_action("Of another group", group="case-review-group", due=date(2024, 3, 1))
        work.record_decision("Shall we publish?")
        work.write_product("newsletter", draws_on=finding, label="Newsletter 1", audience=["partnership"])
    with lif.work(on=date(2024, 3, 1)) as work:
        for action in actions[:2]:
            work.move(action, "done")
            work.give_evidence("11 of 12 minuted", shows=action, sort="data", on=date(2024, 3, 1))
            work.evaluate(action, by=GROUP, outcome="improved", judgement="Better", on=date(2024, 3, 1))
        work.call_meeting(GROUP, on=date(2024, 3, 14), state="held")
    with lif.work(on=date(2024, 5, 1)) as work:
        work.evaluate(actions[0], by=GROUP, outcome="did-not-hold", judgement="Fell back", on=date(2024, 5, 1))
    return lif


def fill(path: Path, answers: Answers, target: Path) -> Path:
    """Write answers under numbers, by column, as people would."""
    if path.suffix == ".docx":
        paper = docx.Document(str(path))
        for row in (row for table in paper.tables for row in table.rows):
            for column, value in answers.get(row.cells[0].text, {}).items():
                told = value.strftime("%d %B %Y") if isinstance(value, date) else str(value)
                row.cells[column - 1].text = told
        paper.save(str(target))
        return target
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for column, value in answers.get(str(row[0].value), {}).items():
                sheet.cell(row[0].row, column).value = value
    book.save(target)
    return target


@pytest.fixture
def papers(lif: Partnership, tmp_path: Path):
    return lif.papers(GROUP, THURSDAY, tmp_path / "papers", chair="independent-scrutineer")


@pytest.fixture
def taken(lif: Partnership, papers, tmp_path: Path) -> Callable[..., Any]:
    """Fill the minutes in and take them."""

    def take(answers: Answers, suffix: str = ".xlsx", **given: Any) -> Any:
        made = fill(tmp_path / "papers" / f"minutes{suffix}", answers, tmp_path / f"back{suffix}")
        return lif.take_minutes(made, **given)

    return take


def test_all_papers_stand_in_one_folder_and_are_recorded(lif: Partnership, papers, tmp_path: Path) -> None:
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [
        "action-plan.xlsx", "agenda.docx", "minutes.docx", "minutes.xlsx",
    ]  # fmt: skip
    assert [(item.number, item.asks) for item in papers.items] == [
        ("3.1", "decision"), ("3.2", "reopen"), ("5.1", "date"), ("6.1", "sign-off"), ("9.1", "product"),
    ]  # fmt: skip
    assert papers.since == date(2024, 3, 14)
    meeting = lif.as_of(THURSDAY).register[papers.meeting]
    assert isinstance(meeting, Meeting)
    assert (meeting.items, meeting.chair, len(meeting.pack)) == (papers.items, "independent-scrutineer", 64)
    assert lif.as_of(THURSDAY).register[meeting.follows].on.exact == date(2024, 3, 14)
    lif.verify(meeting.pack)
    exports = [one.file for one in lif.as_of(date(2024, 6, 21)).register.of_type("export")]
    assert sorted(exports) == ["action-plan.xlsx", "agenda.docx", "minutes.docx", "minutes.xlsx"]


def test_the_agenda_prints_the_numbers_that_the_minutes_have(papers, tmp_path: Path) -> None:
    agenda = docx.Document(str(tmp_path / "papers" / "agenda.docx"))
    printed = {cell.text for table in agenda.tables for row in table.rows for cell in row.cells}
    assert {item.number for item in papers.items} <= printed
    book = openpyxl.load_workbook(tmp_path / "papers" / "minutes.xlsx")
    numbers = {row[0].value for sheet in book for row in sheet.iter_rows()}
    assert {item.number for item in papers.items} <= numbers


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_what_was_decided_comes_back_as_one_commit(lif: Partnership, papers, taken, suffix: str) -> None:
    before = len(list(lif.commits()))
    told = taken(GOOD, suffix)
    assert set(told.decided) == {"3.1", "3.2", "5.1", "6.1", "9.1", "A1", "N1"}
    _, commit = list(lif.commits())[-1]
    assert len(list(lif.commits())) == before + 1
    assert commit.why.startswith("Quality Assurance Group, 20 Jun 2024")
    now = lif.as_of(date(2024, 6, 21))
    by_ref = {one.ref: one for one in now.register.of_type("action")}
    assert (by_ref["1"].state, by_ref["2"].state) == ("not-sustained", "checked")
    assert (by_ref["3"].due.last, by_ref["3"].rescheduled[0].why) == (date(2024, 9, 30), "School holidays")
    decisions = {one.ref: one for one in now.register.of_type("decision") if isinstance(one, Decision)}
    assert (decisions["3.1"].outcome, decisions["3.1"].state) == ("Publish in June", "made")
    assert decisions["3.1"].dissent == "The police saw it otherwise"
    assert decisions["3.2"].outcome == "Agreed: not sustained. Because: The rota changed"
    assert decisions["9.1"].outcome == "Not agreed. Because: Not ready"
    assert {one.meeting for one in decisions.values()} == {papers.meeting}
    (arose,) = [now.register[id] for id in told.actions]
    assert (arose.text, arose.leads[0].body, arose.group) == ("Ask schools what they need", "schools", GROUP)
    assert arose.answers == by_ref["3"].answers
    assert [link.to for link in arose.links] == [by_ref["3"].id]
    meeting = now.register[papers.meeting]
    assert (meeting.state, [one.body for one in meeting.present]) == ("held", ["safeguarding-partners"])
    assert meeting.apologies == (Party(body="local-authority"),)
    (note,) = [one for one in now.register.of_type("note") if one.sort == "minute"]
    assert (note.text, papers.meeting in note.about) == ("The group thanked everybody", True)


def test_the_next_agenda_tells_what_the_last_meeting_decided_and_what_became_of_it(lif: Partnership, taken) -> None:
    taken(GOOD)
    now = lif.as_of(date(2024, 7, 18))
    blocks = now.report("sub-group-agenda", body=GROUP).document.section("last-meeting").tables
    told = {one.name: [[cell.value for cell in row] for row in one.rows] for one in blocks}
    assert [row[0] for row in told["last-decisions"]] == ["3.1", "3.2", "6.1", "9.1"]
    assert told["last-decisions"][0][2] == "Publish in June"
    assert told["last-actions"][0][1:3] == ["Ask schools what they need", "Schools"]
    assert told["last-meeting"][0][1] == "The group thanked everybody"


def test_the_same_file_twice_changes_nothing(lif: Partnership, taken) -> None:
    taken(GOOD)
    position = len(list(lif.commits()))
    told = taken(GOOD)
    assert told.decided == ()
    assert set(told.unchanged) == {"3.1", "3.2", "5.1", "6.1", "9.1", "A1", "N1"}
    assert len(list(lif.commits())) == position


def test_an_empty_shell_decides_nothing_and_says_so(lif: Partnership, taken) -> None:
    told = taken({})
    assert told.empty == ("3.1", "3.2", "5.1", "6.1", "9.1")
    assert "these stay open" in str(told)
    assert told.written is not None  # that it was held


@pytest.mark.parametrize("left_out", ["3.1", "3.2", "5.1", "6.1", "9.1"])
def test_every_number_is_accounted_for(papers, taken, left_out: str) -> None:
    answers = {number: held for number, held in GOOD.items() if number != left_out}
    told = taken(answers, dry_run=True)
    assert told.empty == (left_out,)
    assert {*told.decided, *told.empty} >= {item.number for item in papers.items}
    assert not set(told.decided) & set(told.empty)


def test_a_file_that_cannot_be_written_leaves_no_half_and_the_papers_are_made_again(
    lif: Partnership, tmp_path: Path
) -> None:
    place = tmp_path / "papers"
    (place / "minutes.xlsx").mkdir(parents=True)
    with pytest.raises(Refused):
        lif.papers(GROUP, THURSDAY, place)
    assert not [path for path in place.iterdir() if path.suffix == ".part"]
    (place / "minutes.xlsx").rmdir()
    again = lif.papers(GROUP, THURSDAY, place)
    assert len(again.files) == 4
    assert len(list(lif.as_of(THURSDAY).register.of_type("meeting"))) == 2  # the one of March, and this one


def test_a_dry_run_tells_and_writes_nothing(lif: Partnership, papers, taken) -> None:
    position = len(list(lif.commits()))
    assert set(taken(GOOD, dry_run=True).decided) == {"3.1", "3.2", "5.1", "6.1", "9.1", "A1", "N1"}
    assert len(list(lif.commits())) == position
    assert lif.as_of(THURSDAY).register[papers.meeting].state == "planned"


@pytest.mark.parametrize(
    ("answers", "code", "where"),
    [
        ({"3.2": {1: "3.7", 4: "yes"}}, "minutes.unknown-number", "3.7"),
        ({"3.2": {1: "3.7", 4: "yes"}}, "minutes.number-missing", "3.2"),
        ({"6.1": {1: "5.1", 4: "yes"}}, "minutes.number-twice", "5.1"),
        ({"6.1": {1: "5.1", 4: "yes"}}, "minutes.number-altered", "5.1"),
        ({"3.2": {4: "perhaps"}}, "minutes.no-answer", "3.2"),
        ({"3.2": {4: "no"}}, "minutes.no-reason", "3.2"),
        ({"3.2": {5: date(2024, 9, 1), 4: "yes"}}, "minutes.date-not-asked", "3.2"),
        ({"3.1": {6: "Because"}}, "minutes.no-outcome", "3.1"),
        ({"5.1": {5: date(2024, 9, 30)}}, "minutes.no-reason", "5.1"),
        ({"5.1": {5: "when it suits", 6: "Rota"}}, "minutes.no-day", "5.1"),
        ({"5.1": {4: "yes"}}, "minutes.no-answer", "5.1"),
        ({"5.1": {4: "sustained"}}, "minutes.no-answer", "5.1"),
        ({"5.1": {4: "done", 5: date(2024, 9, 30), 6: "Rota"}}, "minutes.two-answers", "5.1"),
        ({"A1": {2: "Do it", 4: "as soon as can be"}}, "minutes.no-day", "A1"),
        ({"A1": {2: "Do it", 4: "03/04/2025"}}, "minutes.no-day", "A1"),
        ({"A1": {3: "Police"}}, "minutes.no-action", "A1"),
        ({"A1": {2: "Do it", 3: "Jo Example"}}, "minutes.unknown-party", "A1"),
        ({"A1": {2: "Do it", 5: "8.8"}}, "minutes.unknown-number", "A1"),
        ({"A1": {2: "Ring 0151 496 0000"}}, "minutes.identifies", "A1"),
        ({"N1": {2: "Words", 3: "8.8"}}, "minutes.unknown-number", "N1"),
        ({"P1": {3: "perhaps"}}, "minutes.there", "P1"),
    ],
)
def test_what_cannot_be_is_told_with_its_number_and_nothing_is_written(
    lif: Partnership, taken, answers: Answers, code: str, where: str
) -> None:
    position = len(list(lif.commits()))
    with pytest.raises(Refused) as refused:
        taken({"3.1": {4: "Publish"}, "P2": {3: "yes"}, **answers})
    found = [problem for problem in refused.value.problems if problem.code == code]
    assert any(where in problem.where for problem in found), refused.value.problems
    assert all(problem.mend for problem in refused.value.problems)
    assert "Jo Example" not in str(refused.value)
    assert len(list(lif.commits())) == position


def late(lif: Partnership, papers: Any) -> Any:
    (item,) = [one for one in papers.items if one.asks == "date"]
    return lif.as_of(date(2024, 6, 21)).register[item.about]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("said", ["Done", "done.", "Complete"])
def test_a_status_under_an_item_that_asks_for_a_date_moves_the_action(
    lif: Partnership, papers, taken, said: str, suffix: str
) -> None:
    told = taken({"5.1": {4: said, 6: "Seen at the visit"}}, suffix)
    assert (told.decided, told.kept) == (("5.1",), ())
    stands = late(lif, papers)
    assert (stands.state, stands.happened["done"].exact) == ("done", THURSDAY)
    again = taken({"5.1": {4: said, 6: "Seen at the visit"}}, suffix)
    assert (again.decided, again.unchanged) == ((), ("5.1",))
    with pytest.raises(Refused, match="decided under this number already"):
        taken({"5.1": {4: "Keep waiting for it"}}, suffix)


def test_a_sentence_under_an_item_that_asks_for_a_date_is_kept_and_told_to_move_nothing(
    lif: Partnership, papers, taken
) -> None:
    before = late(lif, papers)
    told = taken({"5.1": {4: "The police bring it in July"}})
    assert (told.decided, told.kept) == ((), ("5.1",))
    assert "Kept in words, and nothing moves: 5.1." in str(told)
    assert any(
        "write a new date with its reason, or one of: " in notice and "done" in notice for notice in told.notices
    )
    stands = late(lif, papers)
    assert (stands.state, stands.due) == (before.state, before.due)
    assert taken({"5.1": {4: "The police bring it in July"}}).unchanged == ("5.1",)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("end of March", date(2025, 3, 31)),
        ("by 31st July", date(2024, 7, 31)),
        ("June", date(2024, 6, 30)),
        ("1 June", date(2025, 6, 1)),
        ("30 September 2024", date(2024, 9, 30)),
    ],
)
def test_a_date_without_a_year_is_the_one_that_comes_next_after_the_meeting(
    lif: Partnership, papers, taken, said: str, day: date
) -> None:
    told = taken({"5.1": {5: said, 6: "Rota"}, "A1": {2: "Ask schools", 4: said}})
    (arose,) = [lif.as_of(date(2024, 6, 21)).register[one] for one in told.actions]
    assert [one.due.last for one in (arose, late(lif, papers))] == [day, day]  # type: ignore[attr-defined]
    assert arose.due.said == said  # type: ignore[attr-defined]
    read = [notice for notice in told.notices if "no year is written" in notice]
    assert len(read) == (0 if "2024" in said else 2)


def test_everything_wrong_is_told_at_once(taken) -> None:
    with pytest.raises(Refused) as refused:
        taken({"3.2": {4: "perhaps"}, "5.1": {5: date(2024, 9, 30)}, "A1": {3: "Police"}})
    assert [problem.code for problem in refused.value.problems] == [
        "minutes.no-answer", "minutes.no-reason", "minutes.no-action",
    ]  # fmt: skip


def test_a_gate_says_no_with_the_number_of_the_minutes(lif: Partnership, tmp_path: Path) -> None:
    with lif.work(on=date(2024, 3, 2)) as work:
        action = work.plan_action("Nothing shown", ref="4", lead="police", due=date(2024, 9, 1), group=GROUP)
        work.move(action, "done")
    papers = lif.papers(GROUP, THURSDAY, tmp_path / "papers")
    (number,) = [one.number for one in papers.items if one.about == action.id and one.asks == "sign-off"]
    back = fill(tmp_path / "papers" / "minutes.xlsx", {number: {4: "yes"}}, tmp_path / "back.xlsx")
    with pytest.raises(Refused) as refused:
        lif.take_minutes(back)
    assert {problem.code for problem in refused.value.problems} == {"gate.show-what-changed"}
    assert all(problem.where.startswith(number) for problem in refused.value.problems)
    assert lif.as_of(THURSDAY).register[action.id].state == "done"


def test_another_decision_under_a_number_that_was_decided_is_told(taken) -> None:
    taken(GOOD)
    with pytest.raises(Refused) as refused:
        taken({**GOOD, "3.1": {4: "Do not publish"}, "A1": {2: "Something else"}})
    assert [problem.code for problem in refused.value.problems] == ["minutes.decided-already", "minutes.arose-already"]


def test_minutes_of_papers_that_were_made_again_do_not_come_back(lif: Partnership, papers, taken, tmp_path) -> None:
    shutil.copy(tmp_path / "papers" / "minutes.xlsx", tmp_path / "old.xlsx")
    again = lif.papers(GROUP, THURSDAY, tmp_path / "papers")
    assert again.meeting == papers.meeting
    with pytest.raises(InvalidData) as refused:
        lif.take_minutes(tmp_path / "old.xlsx")
    assert refused.value.problems[0].code == "minutes.older-papers"
    assert taken(GOOD).decided
    with pytest.raises(Refused) as held:
        lif.papers(GROUP, THURSDAY, tmp_path / "papers")
    assert held.value.problems[0].code == "meeting.held"


def test_filled_in_minutes_are_not_written_over(lif: Partnership, papers, tmp_path: Path) -> None:
    place = papers.files[0].path.parent
    lif.papers(GROUP, THURSDAY, place)  # as they were made: nothing is lost
    fill(place / "minutes.xlsx", GOOD, place / "minutes.xlsx")
    filled, before = (place / "minutes.xlsx").read_bytes(), lif.fingerprint
    with pytest.raises(Refused) as caught:
        lif.papers(GROUP, THURSDAY, place)
    assert [(one.code, one.where) for one in caught.value.problems] == [("report.file-there", "minutes.xlsx")]
    assert (place / "minutes.xlsx").read_bytes() == filled
    assert lif.fingerprint == before
    made = lif.papers(GROUP, THURSDAY, place, replace=True)
    assert (place / "minutes.xlsx").read_bytes() != filled
    assert len(made.files) == 4


def test_a_file_of_no_meeting_is_told(lif: Partnership, papers, tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as refused:
        lif.take_minutes(tmp_path / "papers" / "action-plan.xlsx")
    assert refused.value.problems[0].code == "minutes.no-meeting"
    book = openpyxl.load_workbook(tmp_path / "papers" / "minutes.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("demo/meeting/", "other/meeting/")
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InvalidData) as refused:
        lif.take_minutes(tmp_path / "other.xlsx")
    assert refused.value.problems[0].code == "minutes.other-meeting"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_minutes_are_not_taken_for_a_tracker(lif: Partnership, papers, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(Refused) as refused:
        lif.import_(tmp_path / "papers" / f"minutes{suffix}")
    assert refused.value.problems[0].code == "import.minutes"


def test_papers_say_what_is_wrong_before_anything_is_written(lif: Partnership, tmp_path: Path) -> None:
    position = len(list(lif.commits()))
    with pytest.raises(Refused):
        lif.papers("qualty group", THURSDAY, tmp_path / "a")
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused) as refused:
        lif.papers(GROUP, THURSDAY, tmp_path / "file")
    assert refused.value.problems[0].code == "meeting.no-folder"
    bare = Partnership(lif.framework(THURSDAY), MemoryStorage(), settings=Settings(id="demo", by="business-manager"))
    with pytest.raises(PluginError):
        bare.papers(GROUP, THURSDAY, tmp_path / "b")
    assert lif.papers(GROUP, THURSDAY, tmp_path / "c", dry_run=True).files == ()
    assert not (tmp_path / "c").exists()
    assert len(list(lif.commits())) == position


def test_a_sample_is_on_record_with_its_seed_and_can_be_drawn_again(lif: Partnership) -> None:
    drawn = lif.sample(n=1, seed="dice", by="independent-scrutineer", day=THURSDAY)
    now = lif.as_of(THURSDAY)
    decision = now.register[drawn.record]
    assert isinstance(decision, Decision)
    assert (decision.about, decision.keys["sample.seed"], decision.by) == (
        drawn.sample.drawn, "dice", Party(role="independent-scrutineer"),
    )  # fmt: skip
    assert drawn.sample.population == 2
    assert drawn_again(now, decision) == drawn.sample
    assert lif.sample(n=1, seed="dice", day=THURSDAY, keep=False).sample == drawn.sample
    assert (
        lif.sample(n=5, day=THURSDAY, keep=False).sample.seed != lif.sample(n=5, day=THURSDAY, keep=False).sample.seed
    )
