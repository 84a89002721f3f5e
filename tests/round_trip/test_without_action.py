"""Lines of a tracker that became a recommendation or a finding, and no action: they go out and come back too."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from lif_core.intake.grid import words
from lif_core.intake.mapping import Mapping
from lif_import_sheets import read_workbook

DAY, BACK = date(2024, 7, 1), date(2024, 7, 15)
NORFOLK = "dhr_norfolk_pub_2023_09_recommendations.xlsx"
OURS = ["From", "What we learnt", "Action", "Status", "RAG", "Progress", "Evidence", "Difference made",
        "What is missing and what would mend it", "Reply"]  # fmt: skip
UPDATE, DATE, REASON, LINK = "Your update", "Proposed date", "Reason", "Evidence link"


@pytest.fixture
def norfolk(new, examples: Path):
    """The published recommendations of Norfolk, taken in."""
    lif = new()
    lif.import_(examples / NORFOLK, on=DAY, mapping=Mapping(disclosure="agencies"))
    return lif


def sent(lif, folder: Path, audience: str = "", name: str = "plan.xlsx") -> Path:
    lif.as_of(DAY, audience=audience).report("action-plan").to(folder / name)
    return folder / name


def edited(path: Path, name: str = "", **cells) -> Path:
    """Write into the first row of a plan, under these headings."""
    book = openpyxl.load_workbook(path)
    sheet = book["Action plan"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        sheet.cell(2, heads[heading.replace("_", " ")]).value = value
    book.save(path.parent / (name or path.name))
    return path.parent / (name or path.name)


def asked(taken) -> dict[str, int]:
    return {question.code: len(question.where) for question in taken.questions}


def first(lif, day: date = BACK):
    return next(one for one in lif.as_of(day).list("recommendation") if one.ref == "1")


def test_norfolk_comes_back_in_its_own_headings_and_order(norfolk, examples, tmp_path):
    (published,) = read_workbook(examples / NORFOLK).sheets
    said = {(cell.row, cell.column): words(cell) for cell in published.cells}
    sheet = openpyxl.load_workbook(sent(norfolk, tmp_path))["Action plan"]
    hers = {(cell.row, cell.column): words_of(cell.value) for row in sheet["A1:C3"] for cell in row if cell.value}
    assert hers == {place: words_of(text) for place, text in said.items() if text}
    assert sheet.max_row == 3
    assert [cell.value for cell in sheet[1]][3:-1] == [*OURS, UPDATE, DATE, REASON, LINK]
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 13 + [False] * 4 + [True]
    ids = {one.ref: one.id for one in norfolk.as_of(DAY).list("recommendation")}
    assert [sheet.cell(row, 18).value.partition("|")[0] for row in (2, 3)] == [ids["1"], ids["10"]]
    column = 4 + OURS.index("What is missing and what would mend it")
    assert all("Nobody has replied" in sheet.cell(row, column).value for row in (2, 3))


def words_of(value: object) -> str:
    return " ".join(str(value).split())


def test_how_many_lines_have_no_action_is_told_first(norfolk, tmp_path):
    told = openpyxl.load_workbook(sent(norfolk, tmp_path))["Read me"].iter_rows(values_only=True)
    assert {row[0]: row[1] for row in told if row[0]}["Lines of the plan without an action"] == 2


def test_untouched_it_changes_nothing(norfolk, tmp_path):
    taken = norfolk.import_(sent(norfolk, tmp_path), on=BACK)
    assert taken.returned.check_sum == "34 cells sent = 34 unchanged + 0 changed + 0 to ask about."
    assert (taken.intake, taken.questions) == ("", ())


def test_an_update_and_a_link_are_taken_and_a_date_is_asked(norfolk, tmp_path):
    path = edited(
        sent(norfolk, tmp_path, "agencies"),
        "plan Health.xlsx",
        Your_update="The contract is being written",
        Evidence_link="SharePoint: contract/draft",
        Proposed_date=date(2024, 12, 31),
        Reason="The board meets in December",
    )
    taken = norfolk.import_(path, on=BACK, sender="police")
    assert taken.returned.check_sum == "34 cells sent = 30 unchanged + 2 changed + 2 to ask about."
    assert asked(taken) == {"no-target-date": 2}
    register, id = norfolk.as_of(BACK).register, first(norfolk).id
    (note,) = register.sources(id, "note")
    assert (note.about, note.text, note.by.body, note.sort) == (
        (id,), "The contract is being written", "police", "progress",
    )  # fmt: skip
    (evidence,) = register.sources(id, "evidence")
    assert (evidence.shows, evidence.where) == ((id,), "SharePoint: contract/draft")
    again = norfolk.import_(path, on=BACK, sender="police")
    assert (again.returned.changed, again.written.position) == (0, None)
    norfolk.undo(taken.intake, on=BACK)
    assert norfolk.as_of(BACK).register.sources(id, "note") == []


def test_what_was_written_over_counts_in_the_partnerships_own_plan_alone(norfolk, tmp_path):
    words = "NHS England to build the system into GP contracts"
    theirs = edited(sent(norfolk, tmp_path, "agencies"), "theirs.xlsx", Recommendation=words)
    taken = norfolk.import_(theirs, on=BACK, sender="police")
    assert asked(taken) == {"locked-cell": 1}
    own = edited(sent(norfolk, tmp_path), "own.xlsx", Recommendation=words, Action="Ask them", Addressed_to="Police")
    taken = norfolk.import_(own, on=BACK)
    assert asked(taken) == {"not-a-field": 2}
    assert taken.returned.check_sum == "34 cells sent = 31 unchanged + 1 changed + 2 to ask about."
    assert first(norfolk).text == words


def test_a_status_moves_by_the_path_of_recommendations(norfolk, tmp_path):
    accepted = edited(sent(norfolk, tmp_path), "own.xlsx", Status="Accepted")
    taken = norfolk.import_(accepted, on=BACK)
    assert (asked(taken), first(norfolk).state) == ({}, "accepted")
    unknown = edited(sent(norfolk, tmp_path), "own again.xlsx", Status="Zork")
    assert asked(norfolk.import_(unknown, on=BACK)) == {"changed-both": 1}


def test_changed_there_and_here_is_asked(norfolk, tmp_path):
    path = sent(norfolk, tmp_path)
    with norfolk.work(on=BACK, why="Chair") as work:
        work.amend(first(norfolk), {"text": "Ours by now"})
    taken = norfolk.import_(edited(path, "own.xlsx", Recommendation="Theirs by now"), on=BACK)
    assert (asked(taken), first(norfolk).text) == ({"changed-both": 1}, "Ours by now")


def test_a_deleted_row_is_asked_and_takes_nothing_away(norfolk, tmp_path):
    path = sent(norfolk, tmp_path)
    book = openpyxl.load_workbook(path)
    book["Action plan"].delete_rows(2)
    book.save(path)
    taken = norfolk.import_(path, on=BACK)
    assert taken.returned.check_sum == "34 cells sent = 17 unchanged + 0 changed + 17 to ask about."
    assert len(list(norfolk.as_of(BACK).list("recommendation"))) == 2


def test_an_action_that_answers_one_is_named_beside_it_and_has_its_own_row_below(norfolk, tmp_path):
    with norfolk.work(on=DAY, why="Plan agreed") as work:
        work.plan_action("Write to NHS England", ref="A1", answers=first(norfolk, DAY), lead="police")
    sheet = openpyxl.load_workbook(sent(norfolk, tmp_path))["Action plan"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["1", "10", "A1"]
    assert sheet.cell(2, heads["Action"]).value == sheet.cell(4, heads["Action"]).value == "Write to NHS England"
    taken = norfolk.import_(edited(tmp_path / "plan.xlsx", "own.xlsx", Your_update="Sent"), on=BACK)
    assert (taken.returned.changed, taken.returned.rows, asked(taken)) == (1, 3, {})


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Writes a tracker of findings, and one of recommendations with answers, on two sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Learning"
    for row in (
        ("No", "Finding", "Comments"),
        ("F1", "Agencies did not share what each knew", "Seen twice"),
        ("F2", "The voice of the child was not heard", None),
        ("F3", "Fathers were not asked", None),
    ):
        sheet.append(row)
    sheet = book.create_sheet("Recommendations")
    for row in (
        ("Ref", "Recommendation", "For", "Response", "Progress"),
        ("R1", "Share what is known", "Police", "Accepted", "Begun in May"),
        ("R2", "Hear the child", "Schools", "Not accepted: no money", None),
    ):
        sheet.append(row)
    book.save(tmp_path / "learning.xlsx")
    return tmp_path / "learning.xlsx"


def test_findings_and_recommendations_on_two_sheets_go_out_each_under_its_own_headings(new, mixed, tmp_path):
    lif = new()
    rows = {"Learning!1": "finding", "Recommendations!1": "recommendation"}
    read = lif.import_(mixed, on=DAY, mapping=Mapping(rows=rows, columns={"For": "to", "Response": "reply"}))
    assert (read.read.created["finding"], read.read.created["recommendation"]) == (3, 2)
    path = sent(lif, tmp_path)
    book, before = openpyxl.load_workbook(path), openpyxl.load_workbook(mixed)
    for name, width in (("Learning", 3), ("Recommendations", 5)):
        stood = list(before[name].iter_rows(values_only=True))
        goes = [row[:width] for row in book[name].iter_rows(values_only=True)]
        assert goes == stood
    taken = lif.import_(path, on=BACK)
    assert (taken.returned.tables, taken.returned.rows, taken.returned.asked, taken.returned.changed) == (2, 5, 0, 0)
    book["Learning"].cell(2, 2).value = "Agencies shared too late"
    book.save(tmp_path / "own.xlsx")
    assert lif.import_(tmp_path / "own.xlsx", on=BACK).returned.changed == 1
    assert next(lif.as_of(BACK).list("finding")).text == "Agencies shared too late"


def test_an_edition_that_changes_its_headings_alone_goes_out_under_the_new_ones(norfolk, examples, tmp_path):
    book = openpyxl.load_workbook(examples / NORFOLK)
    heading = next(cell for cell in book.active[1] if cell.value == "Addressed to")
    heading.value = "Addressee"
    path = tmp_path / NORFOLK
    book.save(path)
    mapping = Mapping(disclosure="agencies")
    taken = norfolk.import_(path, on=BACK, mapping=mapping)
    assert any("Other headings than before on" in one for one in taken.read.notices)
    assert (taken.read.created, taken.read.changed) == ({}, ())
    norfolk.as_of(BACK).report("action-plan").to(tmp_path / "plan.xlsx")
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx")["Action plan"].cell(1, 3).value == "Addressee"
    assert norfolk.import_(path, on=BACK, mapping=mapping).intake == ""
    norfolk.undo(taken.intake, on=BACK)
    norfolk.as_of(BACK).report("action-plan").to(tmp_path / "before.xlsx")
    assert openpyxl.load_workbook(tmp_path / "before.xlsx")["Action plan"].cell(1, 3).value == "Addressed to"
