"""What happens to sheets on the way: each sort of it is handled and counted, and no cell is lost."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

UPDATE, DATE, REASON, LINK = "Your update", "Proposed date", "Reason", "Evidence link"
COLUMNS = 17 + 4


def codes(taken) -> list[str]:
    return [question.code for question in taken.questions]


def plan(book):
    return book["Action plan"]


def test_untouched_nothing_changes(desk):
    taken = desk.take(desk.send())
    assert taken.returned.check_sum == "84 cells sent = 84 unchanged + 0 changed + 0 to ask about."
    assert (taken.intake, taken.questions) == ("", ())
    assert taken.read.notices == ("It is the very file that was sent: nothing was written into it.",)


def test_what_is_written_into_the_open_columns_becomes_changes(desk, at):
    path = desk.send("to-police.xlsx", "agency-update", "agencies", body="police")

    def answer(book):
        sheet = book["Your actions"]
        at(sheet, "A1", UPDATE).value = "First huddle held"
        at(sheet, "A1", LINK).value = "SharePoint: huddles/minutes-3\nSharePoint: huddles/minutes-4"
        at(sheet, "A2", DATE).value = date(2025, 5, 31)
        at(sheet, "A2", REASON).value = "The new guidance comes in April"

    taken = desk.take(desk.edited(path, answer))
    assert taken.sender == "police"
    assert taken.returned.check_sum == "32 cells sent = 28 unchanged + 4 changed + 0 to ask about."
    register = desk.lif.as_of(date(2024, 7, 15)).register
    note = next(one for one in register.sources(desk.ids["A1"], "note") if one.text == "First huddle held")
    assert (note.by.body, note.on.first, note.sort, note.disclosure) == (
        "police", date(2024, 7, 15), "progress", "agencies",
    )  # fmt: skip
    where = {one.where: one.owner.body for one in register.sources(desk.ids["A1"], "evidence")}
    assert where == {"SharePoint: huddles/minutes-3": "police", "SharePoint: huddles/minutes-4": "police"}
    action = desk.action("A2")
    assert action.due.exact == date(2025, 5, 31)
    assert [(one.was.said, one.why) for one in action.rescheduled] == [
        ("March 2025", "The new guidance comes in April")
    ]
    intake = register[taken.intake]
    assert (intake.sender.body, intake.counts["sent"], intake.counts["changed"]) == ("police", 32, 4)


def test_what_is_written_into_a_sheet_that_only_tells_is_asked(desk):
    with desk.lif.work(on=date(2024, 7, 1), why="Chair") as work:
        work.move(desk.ids["A1"], "done")

    def sign(book):
        sheet = book["For sign-off"]
        assert sheet.cell(2, 1).value == "A1"
        sheet.cell(2, sheet.max_column + 1).value = "Signed, 3 June"
        book["By agency"].cell(2, 2).value = 7
        book["By theme"].sheet_state = "hidden"

    taken = desk.take(desk.edited(desk.send(), sign))
    assert {one.code: one.where for one in taken.questions} == {"only-told": ("For sign-off!2", "By agency!2")}
    assert taken.returned.check_sum == "84 cells sent = 84 unchanged + 0 changed + 0 to ask about."
    assert [place for place, _ in taken.aside] == ["For sign-off!2", "By agency!2"]


def test_a_sheet_that_only_tells_may_be_sorted_cut_down_and_deleted(desk):
    def sort(book):
        rows = [[cell.value for cell in row] for row in book["By agency"].iter_rows(min_row=2, max_row=4)]
        for number, row in enumerate(rows[::-1], start=2):
            for column, value in enumerate(row, start=1):
                book["By agency"].cell(number, column).value = value
        book["Overdue and at risk"].delete_rows(2)
        del book["By theme"]

    assert desk.take(desk.edited(desk.send(), sort)).questions == ()


def test_the_same_file_again_changes_nothing(desk, at):
    path = desk.edited(desk.send(), lambda book: setattr(at(plan(book), "A1", UPDATE), "value", "Held"))
    assert desk.take(path).returned.changed == 1
    again = desk.take(path)
    assert (again.returned.changed, again.returned.unchanged, again.intake) == (0, 84, "")


def test_one_agencys_return_is_taken_back_alone(desk, at):
    police = desk.send("police.xlsx", "agency-update", "agencies", body="police")
    schools = desk.send("schools.xlsx", "agency-update", "agencies", body="schools")

    def of_police(book):
        at(book["Your actions"], "A1", UPDATE).value = "From police"
        at(book["Your actions"], "A1", DATE).value = date(2024, 10, 31)
        at(book["Your actions"], "A1", REASON).value = "Rota"

    taken = desk.take(desk.edited(police, of_police))
    edit = desk.edited(schools, lambda book: setattr(at(book["Your actions"], "A3", UPDATE), "value", "From schools"))
    desk.take(edit)
    desk.lif.undo(taken.intake, on=date(2024, 7, 15))
    assert desk.notes("A1") == ["Rooms found"]
    assert desk.notes("A3") == ["From schools"]
    assert (desk.action("A1").due.exact, desk.action("A1").rescheduled) == (date(2024, 9, 30), ())


def test_a_date_without_a_reason_is_asked(desk, at):
    path = desk.send("police.xlsx", "agency-update", "agencies", body="police")
    taken = desk.take(
        desk.edited(path, lambda book: setattr(at(book["Your actions"], "A1", DATE), "value", date(2024, 12, 1)))
    )
    assert (codes(taken), taken.returned.asked) == (["reason-missing"], 1)
    assert desk.action("A1").due.exact == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("said", "code"), [("03/04/2025", "date-unclear"), ("when we can", "date-unclear"), ("30 Sep 2024", "reason-alone")]
)
def test_a_date_nobody_can_tell_is_asked(desk, at, said, code):
    def answer(book):
        at(plan(book), "A1", DATE).value = said
        at(plan(book), "A1", REASON).value = "Because"

    taken = desk.take(desk.edited(desk.send(), answer))
    assert codes(taken) == [code]
    assert taken.returned.changed == 0


def test_changed_there_and_here_is_asked_never_overwritten(desk, at):
    path = desk.send()
    with desk.lif.work(on=date(2024, 7, 2), why="Chair") as work:
        work.reschedule(desk.ids["A1"], date(2024, 11, 30), why="Chair asked")
        work.amend(desk.ids["A3"], {"text": "Audit all records"})

    def answer(book):
        at(plan(book), "A1", DATE).value = date(2024, 12, 31)
        at(plan(book), "A1", REASON).value = "Winter"
        at(plan(book), "A3", "Action").value = "Audit some records"

    taken = desk.take(desk.edited(path, answer))
    assert codes(taken) == ["changed-both"]
    assert (taken.returned.asked, taken.returned.changed) == (3, 0)
    assert desk.action("A1").due.exact == date(2024, 11, 30)
    assert desk.action("A3").text == "Audit all records"


def test_what_only_changed_here_stays(desk):
    path = desk.send()
    with desk.lif.work(on=date(2024, 7, 2), why="Chair") as work:
        work.amend(desk.ids["A3"], {"text": "Audit all records"})
    assert desk.take(path).returned.unchanged == 84
    assert desk.action("A3").text == "Audit all records"


def test_locked_cells_count_in_our_own_sheet(desk, at):
    def answer(book):
        sheet = plan(book)
        at(sheet, "A1", "Action").value = "Weekly huddle, all shifts"
        at(sheet, "A1", "Status").value = "In progress"
        at(sheet, "A2", "Lead agency").value = "Police"
        at(sheet, "A3", "Target date").value = date(2024, 12, 20)
        at(sheet, "A3", REASON).value = "Agreed at the group"
        at(sheet, "A4", "What is missing and what would mend it").value = "Nothing"
        at(sheet, "A4", "Progress").value = "Begun on 3 June"
        at(sheet, "A4", "Status").value = "who knows"
        at(sheet, "A4", "Lead agency").value = None

    taken = desk.take(desk.edited(desk.send(), answer))
    assert (desk.action("A1").text, desk.action("A1").state) == ("Weekly huddle, all shifts", "in-progress")
    assert [party.named for party in desk.action("A2").leads] == ["police"]
    assert desk.action("A3").due.exact == date(2024, 12, 20)
    assert desk.notes("A4") == ["Begun on 3 June"]
    assert sorted(codes(taken)) == ["blanked", "not-a-field", "status-unclear"]
    assert (taken.returned.changed, taken.returned.asked) == (6, 3)


def test_locked_cells_of_others_are_asked_unless_they_are_to_be_taken(desk, at):
    path = desk.edited(desk.send(), lambda book: setattr(at(plan(book), "A1", "Action"), "value", "Other words"))
    asked = desk.take(path, sender="Police")
    assert (codes(asked), desk.action("A1").text) == (["locked-cell"], "Weekly huddle")
    assert desk.take(path, sender="police", locked="take").returned.changed == 1
    assert desk.action("A1").text == "Other words"


def test_a_deleted_row_takes_nothing_away(desk):
    taken = desk.take(desk.edited(desk.send(), lambda book: plan(book).delete_rows(3)))
    assert codes(taken) == ["row-gone"]
    assert (taken.returned.deleted, taken.returned.asked, taken.returned.unchanged) == (1, COLUMNS, 3 * COLUMNS)
    assert desk.action("A2").state == "planned"


def test_a_new_row_in_our_own_sheet_becomes_an_action(desk, at):
    def add(book):
        sheet = plan(book)
        columns = {cell.value: cell.column for cell in sheet[1]}
        for heading, value in (
            ("Ref", "A5"), ("Action", "Tell the schools"), ("Lead agency", "Police"), ("Target date", date(2024, 12, 1))
        ):  # fmt: skip
            sheet.cell(sheet.max_row + (heading == "Ref"), columns[heading]).value = value

    taken = desk.take(desk.edited(desk.send(), add))
    (action,) = [one for one in desk.lif.as_of(date(2024, 7, 15)).list("action") if one.ref == "A5"]
    assert (action.text, action.leads[0].body, action.due.exact) == ("Tell the schools", "police", date(2024, 12, 1))
    assert (taken.returned.added, taken.returned.created, taken.returned.asked) == (1, 1, 0)


def test_a_new_row_in_somebody_elses_sheet_is_kept_aside(desk):
    path = desk.edited(desk.send(), lambda book: plan(book).append(["A5", "", "", "", "Tell the schools"]))
    taken = desk.take(path, sender="police")
    assert (codes(taken), taken.returned.added, taken.returned.created) == (["row-new"], 1, 0)
    assert taken.aside[0][0] == "Action plan!6"


def test_a_sheet_sorted_without_its_hidden_column_finds_its_rows(desk, at):
    def sort(book):
        sheet = plan(book)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        rows[0][COLUMNS - 4] = "Said of the huddle"
        keys = [row.pop() for row in rows]
        for number, (row, key) in enumerate(zip(rows[::-1], keys, strict=True), 2):
            for column, value in enumerate([*row, key], 1):
                cell = sheet.cell(number, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # a hand that sorts does not make a formula of a text

    taken = desk.take(desk.edited(desk.send(), sort))
    assert desk.notes("A1") == ["Rooms found", "Said of the huddle"]
    assert (taken.returned.found, taken.returned.changed, taken.returned.asked) == (4, 1, 0)


def test_a_pasted_key_is_not_believed(desk, at):
    def paste(book):
        sheet = plan(book)
        at(sheet, "A3", UPDATE).value = "Of the audit"
        sheet.cell(4, COLUMNS + 1).value = sheet.cell(2, COLUMNS + 1).value

    taken = desk.take(desk.edited(desk.send(), paste))
    assert desk.notes("A3") == ["Of the audit"]
    assert desk.notes("A1") == ["Rooms found"]
    assert taken.returned.found == 1


def test_an_altered_key_is_counted_and_the_row_found_by_its_words(desk, at):
    def alter(book):
        sheet = plan(book)
        at(sheet, "A3", UPDATE).value = "Of the audit"
        sheet.cell(4, COLUMNS + 1).value = sheet.cell(4, COLUMNS + 1).value.replace("|", "/", 1)

    taken = desk.take(desk.edited(desk.send(), alter))
    assert desk.notes("A3") == ["Of the audit"]
    assert (taken.returned.altered, taken.returned.found) == (1, 1)


def test_altered_keys_and_other_words_are_kept_aside(desk):
    def alter(book):
        sheet = plan(book)
        del book["ids"]
        for column in range(1, COLUMNS + 1):
            sheet.cell(4, column).value = f"other {column}"
        sheet.cell(4, COLUMNS + 1).value = "zork"

    taken = desk.take(desk.edited(desk.send(), alter))
    assert sorted(codes(taken)) == ["key-altered", "row-gone"]
    assert taken.returned.unchanged == 3 * COLUMNS


def test_a_row_twice_is_one_row_and_what_disagrees_is_asked(desk, at):
    def twice(book):
        sheet = plan(book)
        at(sheet, "A1", UPDATE).value = "One thing"
        sheet.append([cell.value for cell in sheet[2]])
        sheet.cell(sheet.max_row, COLUMNS - 3).value = "Another thing"

    taken = desk.take(desk.edited(desk.send(), twice))
    assert (codes(taken), taken.returned.twice, taken.returned.asked) == (["several-lines"], 1, 1)
    assert desk.notes("A1") == ["Rooms found"]


def test_columns_moved_renamed_added_and_deleted(desk, at):
    def rearrange(book):
        sheet = plan(book)
        at(sheet, "A1", UPDATE).value = "Held"
        sheet.insert_cols(3)
        sheet.cell(1, 3).value = "Our own column"
        sheet.cell(2, 3).value = "Something of ours"
        headings = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(1, headings["Action"]).value = "What we do"
        sheet.delete_cols(headings["Difference made"])

    taken = desk.take(desk.edited(desk.send(), rearrange))
    assert desk.notes("A1") == ["Rooms found", "Held"]
    assert codes(taken) == ["beside-the-table"]
    assert (taken.returned.changed, taken.returned.beside) == (1, 1)


def test_a_title_above_and_a_filter_are_no_matter(desk, at):
    def dress(book):
        sheet = plan(book)
        at(sheet, "A1", UPDATE).value = "Held"
        sheet.row_dimensions[3].hidden = True
        sheet.auto_filter.add_filter_column(0, ["A1"])
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "Returned by somebody"

    taken = desk.take(desk.edited(desk.send(), dress))
    assert desk.notes("A1") == ["Rooms found", "Held"]
    assert (taken.returned.changed, taken.returned.asked) == (1, 0)


def test_another_form_of_dates_is_no_change(desk):
    def form(book):
        sheet = plan(book)
        column = {cell.value: cell.column for cell in sheet[1]}["Target date"]
        sheet.cell(2, column).number_format = "mm/dd/yy"
        sheet.cell(3, column).value = "31/03/2025"
        sheet.cell(5, column).value = "10/31/24"

    assert desk.take(desk.edited(desk.send(), form)).returned.unchanged == 84


@pytest.mark.parametrize("written", ["%d/%m/%Y", "%m/%d/%y", "%d %b %Y *", "%d-%b-%y", "%Y-%m-%d"])
def test_a_sheet_saved_as_csv(desk, written):
    sheet = plan(openpyxl.load_workbook(desk.send()))
    path = desk.folder / "plan.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        out = csv.writer(file)
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            told = [value.strftime(written) if hasattr(value, "strftime") else value for value in row]
            if number == 1:
                told[COLUMNS - 4] = "Held"
            out.writerow(told)
    taken = desk.take(path)
    assert desk.notes("A1") == ["Rooms found", "Held"]
    assert (taken.returned.sent, taken.returned.unchanged, taken.returned.changed) == (84, 83, 1)


def test_a_row_deleted_from_a_csv_is_counted(desk):
    path = desk.send("plan.csv")
    lines = path.read_bytes().decode("utf-8").split("\r\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("A3,"))
    path.write_text("\r\n".join(lines[:at] + lines[at + 1 :]), encoding="utf-8", newline="")
    taken = desk.take(path)
    assert (taken.returned.sent, taken.returned.deleted, codes(taken)) == (84, 1, ["row-gone"])


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_a_sheet_saved_by_libreoffice(desk, at, suffix):
    path = desk.edited(desk.send(), lambda book: setattr(at(plan(book), "A1", UPDATE), "value", "Held"))
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2" if suffix == "csv" else suffix
    out = desk.folder / "saved"
    words = [OFFICE, f"-env:UserInstallation=file://{desk.folder}/profile", "--headless", "--convert-to", form]
    subprocess.run([*words, "--outdir", out, path], check=True, capture_output=True, timeout=180)
    (saved,) = Path(out).iterdir()
    taken = desk.take(saved)
    assert desk.notes("A1") == ["Rooms found", "Held"]
    assert (taken.returned.sent, taken.returned.changed, taken.returned.asked) == (84, 1, 0), taken.questions


def test_a_remark_on_a_cell_is_kept_aside(desk, at):
    def remark(book):
        at(plan(book), "A1", UPDATE).comment = openpyxl.comments.Comment("Ask Bob", "somebody")

    taken = desk.take(desk.edited(desk.send(), remark))
    assert (codes(taken), taken.returned.remarks, taken.returned.asked) == (["remark"], 1, 0)


def test_an_identifier_of_a_person_is_not_stored(desk, at):
    path = desk.edited(
        desk.send(), lambda book: setattr(at(plan(book), "A1", UPDATE), "value", "Seen, 943 476 5919, at home")
    )
    taken = desk.take(path)
    assert (codes(taken), taken.aside, desk.notes("A1")) == (["identifies"], (), ["Rooms found"])


def test_an_action_taken_back_since_is_asked(desk, at):
    path = desk.edited(desk.send(), lambda book: setattr(at(plan(book), "A3", UPDATE), "value", "Begun"))
    with desk.lif.work(on=date(2024, 7, 2), why="Twice") as work:
        work.withdraw(desk.ids["A3"])
    assert codes(desk.take(path)) == ["record-gone"]


def test_what_the_framework_refuses_is_asked_with_its_reason(desk, at):
    def answer(book):
        at(plan(book), "A1", "Status").value = "checked"

    with desk.lif.work(on=date(2024, 7, 1), why="Done") as work:
        work.move(desk.ids["A1"], "done")
    taken = desk.take(desk.edited(desk.send(), answer))
    assert codes(taken) == ["refused"]
    assert len(taken.questions[0].says.split(". ")) > 1


def test_a_status_that_a_sheet_moved_is_set_back(desk, at):
    def answer(book):
        at(plan(book), "A1", "Status").value = "In progress"
        at(plan(book), "A1", "Action").value = "Weekly huddle, all shifts"

    taken = desk.take(desk.edited(desk.send(), answer))
    assert (desk.action("A1").state, taken.returned.changed) == ("in-progress", 2)
    desk.lif.undo(taken.intake, on=date(2024, 7, 15))
    action = desk.action("A1")
    assert (action.state, action.text, "in-progress" in action.happened) == ("planned", "Weekly huddle", False)
