"""The proof: the synthetic tracker goes in, out, to twenty agencies, comes back as such sheets come back, and every
cell that was sent is accounted for: `sent = unchanged + changed + asked`.
"""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from lif_core import Partnership, Settings
from lif_core.intake.grid import words
from lif_core.intake.mapping import Mapping
from lif_core.partnership.arriving.importing import Imported
from lif_core.testing import MemoryStorage
from lif_core.values.sent import normal
from lif_import_sheets import read_workbook

DAY, BACK = date(2024, 7, 1), date(2024, 7, 15)
AGENCIES = (
    "Police", "Probation", "Public health", "Children's services", "Schools", "Housing", "Colleges",
    "Adult social care", "Early years settings", "NHS provider", "Mental health trust", "General practice",
    "Youth justice service",
    "District council", "Integrated care board", "Voluntary and community sector", "British Transport Police",
    "Prisons and youth custody", "Education service of the authority", "Clinical commissioning group",
)  # fmt: skip
OURS = 4
"""The columns that are written in stand at the right, before the hidden one."""


def open_cell(sheet, row: int, which: int):
    """The n-th column that is to be written in: update, date, reason, link."""
    return sheet.cell(row, sheet.max_column - OURS + which)


def update(book, sheet: int, row: int, text: str) -> None:
    open_cell(book.worksheets[sheet], row, 0).value = text


# -- what the twenty do ------------------------------------------------------------------------------------------------


def only_updates(book) -> None:
    for row in range(2, 8):
        update(book, 1, row, f"Done so far by us, line {row}")


def in_progress(sheet) -> int:
    """The first row of a tab whose action is in progress."""
    return next(row[0].row for row in sheet.iter_rows() if "In progress" in [cell.value for cell in row])


def new_date_with_reason(book) -> None:
    sheet = book.worksheets[2]
    row = in_progress(sheet)
    open_cell(sheet, row, 1).value, open_cell(sheet, row, 2).value = date(2025, 1, 31), "Staff turnover"


def new_date_without_reason(book) -> None:
    open_cell(book.worksheets[2], 5, 1).value = date(2025, 2, 28)


def evidence(book) -> None:
    open_cell(book.worksheets[3], 3, 3).value = "SharePoint: audits/2024-06"


def nothing(book) -> None:
    return None


def deleted_rows(book) -> None:
    book.worksheets[1].delete_rows(5, 3)
    update(book, 1, 2, "We kept only ours")


def new_row(book) -> None:
    sheet = book.worksheets[4]
    sheet.cell(sheet.max_row + 1, 5).value = "We also did something else"


def pasted_key(book) -> None:
    sheet = book.worksheets[5]
    sheet.cell(3, sheet.max_column).value = sheet.cell(9, sheet.max_column).value
    update(book, 5, 3, "About the second line")


def sorted_without_the_key(book) -> None:
    sheet = book.worksheets[6]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    keys = [row[-1] for row in rows]
    rows[0][-1 - OURS] = "Said before it was sorted"
    for number, (row, key) in enumerate(zip(sorted(rows, key=lambda row: str(row[4])), keys, strict=True), 2):
        for column, value in enumerate([*row[:-1], key], 1):
            sheet.cell(number, column).value = value


def filtered(book) -> None:
    sheet = book.worksheets[7]
    for row in range(4, 12):
        sheet.row_dimensions[row].hidden = True
    update(book, 7, 2, "Seen under a filter")


def other_dates(book) -> None:
    sheet = book.worksheets[1]
    for row in range(2, 7):
        sheet.cell(row, 7).value = sheet.cell(row, 7).value.strftime("%d/%m/%Y")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.is_date:
                cell.number_format = "mm-dd-yy"


def unlocked(book) -> None:
    sheet = book.worksheets[8]
    sheet.protection.sheet = False
    sheet.cell(2, 5).value = "Another wording altogether"
    sheet.cell(3, 7).value = "whenever"


def on_both_sides(book) -> None:
    sheet = book.worksheets[9]
    open_cell(sheet, 2, 1).value, open_cell(sheet, 2, 2).value = date(2025, 3, 3), "We are late"


def column_added(book) -> None:
    sheet = book.worksheets[1]
    sheet.insert_cols(4)
    sheet.cell(1, 4).value, sheet.cell(2, 4).value = "Our ref", "P/17"
    update(book, 1, 9, "Beside a column of our own")


def column_deleted(book) -> None:
    book.worksheets[2].delete_cols(1)


def altered_keys(book) -> None:
    sheet = book.worksheets[3]
    for row in (4, 5):
        sheet.cell(row, sheet.max_column).value = "x"
    update(book, 3, 4, "The key was gone")


def twice(book) -> None:
    sheet = book.worksheets[4]
    values = [cell.value for cell in sheet[2]]
    update(book, 4, 2, "The one")
    for column, value in enumerate(values, 1):
        sheet.cell(sheet.max_row + (column == 1), column).value = value
    open_cell(sheet, sheet.max_row, 0).value = "The other"


def lost_sheet(book) -> None:
    del book["ids"]
    del book["Closed"]
    update(book, 1, 10, "Only what concerns us")


def titled(book) -> None:
    sheet = book.worksheets[5]
    sheet.insert_rows(1, 3)
    sheet.cell(1, 1).value = "Return of the council"
    update(book, 5, 8, "Below a title")


HANDS: tuple[Callable[[openpyxl.Workbook], None], ...] = (
    only_updates, new_date_with_reason, new_date_without_reason, evidence, nothing, deleted_rows, new_row, pasted_key,
    sorted_without_the_key, filtered, other_dates, unlocked, on_both_sides, column_added, column_deleted, altered_keys,
    twice, lost_sheet, titled,
)  # fmt: skip


def as_csv(path: Path, target: Path) -> None:
    """Save the first tab of a plan as Excel saves a csv, with an answer in it."""
    sheet = openpyxl.load_workbook(path).worksheets[1]
    update(sheet.parent, 1, 12, "Written into the csv")
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(
            [value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value for value in row]
            for row in sheet.iter_rows(values_only=True)
        )


@pytest.fixture(scope="module")
def sent(history, plugins, tracker, tmp_path_factory) -> tuple[Partnership, Path, Path]:
    """The plan as it went out, and the folder in which twenty of them come back."""
    settings = Settings(id="example", by="business-manager", name="Example SCP")
    lif = Partnership(history, MemoryStorage(), settings=settings, plugins=plugins)
    lif.import_(tracker, on=DAY, mapping=Mapping(disclosure="agencies"))
    folder = tmp_path_factory.mktemp("returns")
    plan = tmp_path_factory.mktemp("sent") / "plan.xlsx"
    lif.as_of(DAY, audience="agencies").report("action-plan").to(plan)
    for agency, hand in zip(AGENCIES, HANDS, strict=False):
        book = openpyxl.load_workbook(plan)
        hand(book)
        book.save(folder / f"plan {agency}.xlsx")
    as_csv(plan, folder / f"plan {AGENCIES[-1]}.csv")
    (folder / "~$plan Police.xlsx").write_bytes(b"left by a program that has it open")
    return lif, plan, folder


@pytest.fixture(scope="module")
def came_back(sent) -> dict[str, Imported]:
    lif, _, folder = sent
    action = next(one for one in lif.as_of(DAY).list("action") if one.ref == "L01")
    with lif.work(on=date(2024, 7, 5), why="Chair") as work:
        work.reschedule(action.id, date(2024, 12, 24), why="The chair asked")
    several = lif.import_all([folder], on=BACK)
    assert all(isinstance(one, Imported) for one in several), [str(one) for one in several]
    return {one.read.file: one for one in several}


def test_her_headings_come_first_and_every_cell_in_her_words(sent, tracker):
    before, after = texts_of(tracker), texts_of(sent[1])
    lost: Counter[str] = Counter()
    for name in (name for name in before if name in after):
        top = 4 if name == "Audit Elm" else 1
        heads = {text: column for (row, column), text in before[name].items() if row == top}
        now = [after[name][1, column] for column in range(1, 40) if (1, column) in after[name]]
        kept = [heading for heading in heads if heading != "Child name"]
        assert now[: len(kept)] == kept
        for row in range(2, max(row for row, _ in after[name]) + 1):
            for place, heading in enumerate(kept, 1):
                was = before[name].get((row + top - 1, heads[heading]), "")
                lost[heading] += normal(was) != normal(after[name].get((row, place), ""))
    assert +lost == {
        "Lead": 4, "Lead agency": 1, "Owner": 1, "Who will lead?": 1, "Responsible agency": 1,  # eight named a person
        "Status": 11,  # eleven were a colour only, which the tracker's own key explains: its word stands there now
    }  # fmt: skip


def texts_of(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    return {
        sheet.name: {(cell.row, cell.column): words(cell) for cell in sheet.cells}
        for sheet in read_workbook(path).sheets
    }


def test_every_cell_of_twenty_sheets_is_accounted_for(came_back):
    assert len(came_back) == 20
    assert {one.sender for one in came_back.values()} == {
        "police", "probation", "public-health", "childrens-services", "schools", "housing", "colleges",
        "adult-social-care", "early-years", "health-provider", "mental-health-trust", "general-practice",
        "youth-justice", "district-council", "integrated-care-board", "voluntary-sector", "british-transport-police",
        "prisons", "education-service", "clinical-commissioning-group",
    }  # fmt: skip
    for one in came_back.values():
        count = one.returned
        assert count.sent == count.unchanged + count.changed + count.asked
        assert count.sent == count_of(one.read.file)
        assert bool(count.asked) <= bool(one.questions)


def count_of(file: str) -> int:
    """Cells that a file tells of: all ten tabs; nine where a tab and the hidden sheet were deleted; one in a csv."""
    closed, alder = 62 * 25, 16 * 26
    if file.endswith(".csv"):
        return alder
    return 5083 - (closed if "Prisons" in file else 0)


def of(came_back, number: int) -> Imported:
    agency = AGENCIES[number]
    return next(one for name, one in came_back.items() if name.startswith(f"plan {agency}."))


def told(came_back, number: int) -> tuple[int, int, list[str]]:
    one = of(came_back, number)
    return one.returned.changed, one.returned.asked, sorted(question.code for question in one.questions)


def test_each_hand_is_told(came_back):
    assert told(came_back, 0) == (6, 0, [])
    assert told(came_back, 1) == (2, 0, [])
    assert told(came_back, 2) == (0, 1, ["reason-missing"])
    assert told(came_back, 3) == (1, 0, [])
    assert told(came_back, 4) == (0, 0, [])
    assert told(came_back, 5) == (1, 3 * 26, ["row-gone"])
    assert of(came_back, 5).returned.deleted == 3
    assert told(came_back, 6) == (0, 0, ["row-new"])
    assert told(came_back, 7)[:2] == (1, 0)
    assert of(came_back, 7).returned.found == 1
    assert told(came_back, 8)[:2] == (1, 0)
    assert of(came_back, 8).returned.found > 10
    assert told(came_back, 9) == (1, 0, [])
    assert told(came_back, 10) == (0, 0, [])
    assert told(came_back, 11) == (0, 2, ["locked-cell"])
    assert told(came_back, 12) == (0, 2, ["changed-both"])
    assert told(came_back, 13) == (1, 0, ["beside-the-table"])
    assert told(came_back, 14) == (0, 15, ["column-gone"])
    assert told(came_back, 15) == (1, 0, [])
    assert (of(came_back, 15).returned.altered, of(came_back, 15).returned.found) == (2, 2)
    assert told(came_back, 16) == (0, 1, ["several-lines"])
    assert of(came_back, 16).returned.twice == 1
    assert told(came_back, 17) == (1, 0, [])
    assert told(came_back, 18) == (1, 0, ["beside-the-table"])
    assert told(came_back, 19) == (1, 0, [])


def test_who_said_what_stands_in_the_register(sent, came_back):
    lif = sent[0]
    notes = [note for note in lif.as_of(BACK).list("note") if "returned" in note.keys]
    assert Counter(note.by.body for note in notes) == {
        "police": 6, "housing": 1, "adult-social-care": 1, "early-years": 1, "health-provider": 1,
        "district-council": 1, "voluntary-sector": 1, "prisons": 1, "education-service": 1,
        "clinical-commissioning-group": 1,
    }  # fmt: skip
    assert {note.on.first for note in notes} == {BACK}
    (link,) = [one for one in lif.as_of(BACK).list("evidence") if one.where]
    assert (link.where, link.owner.body) == ("SharePoint: audits/2024-06", "childrens-services")
    moved = [one for one in lif.as_of(BACK).list("action") if one.rescheduled]
    assert {one.rescheduled[-1].why for one in moved} == {"Staff turnover", "The chair asked"}


def test_all_of_them_again_change_nothing(sent, came_back):
    lif, _, folder = sent
    again = lif.import_all([folder], on=BACK)
    assert [one.read.file for one in again if one.returned.changed or one.written.position is not None] == []


def test_one_return_is_taken_back_and_no_other(sent, came_back):
    lif = sent[0]
    before = {one.id for one in lif.as_of(BACK).list("note")}
    police = came_back["plan Police.xlsx"]
    lif.undo(police.intake, on=BACK)
    gone = before - {one.id for one in lif.as_of(BACK).list("note")}
    assert len(gone) == 6
