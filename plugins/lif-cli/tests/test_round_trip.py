"""Sheets out and back, forms filled in, and what a role leads handed over, from a command line."""

import json

import openpyxl
import pytest


@pytest.fixture
def plan(lif, folder, tmp_path):
    """The plan of a folder, as it went out."""
    path = tmp_path / "plan.xlsx"
    answer = lif("report", "action-plan", "--to", path, "-C", folder, "--as-of", "2024-06-01")
    assert answer.status == 0, answer.err
    return path


def written_in(path, name, **texts):
    book = openpyxl.load_workbook(path)
    sheet = book["Action plan"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in texts.items():
        sheet.cell(2, columns[heading.replace("_", " ")]).value = text
    book.save(path.with_name(name))
    return path.with_name(name)


def test_a_plan_goes_out_and_comes_back(lif, folder, plan):
    back = written_in(plan, "plan Police.xlsx", Your_update="First huddle held", Proposed_date="1 Dec 2024")
    answer = lif("import", back, "-C", folder, "--on", "2024-07-01")
    assert answer.status == 0
    assert "plan Police.xlsx, from police: 21 cells sent = 19 unchanged + 1 changed + 1 to ask about." in answer.out
    assert "Became: 1 note. 0 records changed." in answer.out
    assert "To ask you 1: Another date is proposed without a reason in 1 cell" in answer.out
    again = lif("import", back, "-C", folder, "--on", "2024-07-01", "--json").json
    assert (again["sender"], again["returned"]["changed"], again["written"]) == ("police", 0, False)
    assert "1 Dec" not in lif("aside", "-C", folder, "--as-of", "2024-07-01").out


def test_a_folder_of_sheets_each_taken_back_alone(lif, folder, plan):
    inside = plan.parent / "returned"
    inside.mkdir()
    for agency in ("Police", "Schools"):
        written_in(plan, f"plan {agency}.xlsx", Your_update=f"Said by {agency}").rename(inside / f"plan {agency}.xlsx")
    (inside / "broken.xlsx").write_bytes(b"PK nothing")
    dry = lif("import", inside, "-C", folder, "--on", "2024-07-01", "--dry-run")
    assert "2 sheets came back: 42 cells sent = 40 unchanged + 2 changed + 0 to ask about." in dry.out
    answer = lif("import", inside, "-C", folder, "--on", "2024-07-01", "--json")
    assert answer.status == 1
    told = json.loads(answer.out)
    assert told["returned"] == {"sent": 42, "unchanged": 40, "changed": 2, "asked": 0}
    assert [one["file"] for one in told["not_taken"]] == ["broken.xlsx"]
    police = next(one for one in told["files"] if one["sender"] == "police")
    undone = lif("undo", police["receipt"], "-C", folder, "--json", "--on", "2024-07-01").json
    assert len(undone["taken_back"]) == 1
    texts = [
        one["text"] for one in lif("list", "note", "-C", folder, "--json", "--as-of", "2024-07-01").json["records"]
    ]
    assert "Said by Schools" in texts
    assert "Said by Police" not in texts


def test_words_that_are_off(lif, folder, plan):
    assert lif("import", "-C", folder).status == 2
    assert lif("import", plan, plan, "--keep-mapping", "x.toml", "-C", folder).status == 2
    assert lif("import", plan, "--locked", "zork", "-C", folder).status == 2
    assert "no body or role" in lif("import", plan, "--from", "zork", "-C", folder).err.lower()


def test_a_form_that_could_not_come_back_or_is_there_already_is_refused(lif, folder, tmp_path):
    answer = lif("apply", "--form", tmp_path / "form.docx", "-C", folder)
    assert answer.status == 2
    assert "could not be read again" in answer.err
    filled = tmp_path / "form.xlsx"
    filled.write_bytes(b"filled in")
    assert lif("apply", "--form", filled, "-C", folder).status == 2
    assert filled.read_bytes() == b"filled in"
    assert not (tmp_path / "form.docx").exists()


def test_a_form_is_written_filled_in_and_applied(lif, folder, tmp_path):
    form = tmp_path / "form.xlsx"
    words = ("--requests", "plan-action,move,hand-over", "--records", "action", "--on", "2024-06-01")
    assert lif("apply", "--form", form, *words, "-C", folder).status == 0
    book = openpyxl.load_workbook(form)
    assert book.sheetnames == ["Read me", "plan-action", "move", "hand-over"]
    sheet = book["move"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["about (not read)"]).value == "A1 Weekly multi-agency huddle"
    sheet.cell(2, heads["to *"]).value = "in-progress"
    plan = book["plan-action"]
    heads = {cell.value: cell.column for cell in plan[1]}
    for row, text in ((2, "Tell the schools"), (3, "Tell the colleges")):
        plan.cell(row, heads["text"]).value = text
        plan.cell(row, heads["leads"]).value = "police; schools"
        plan.cell(row, heads["due"]).value = "30 Sep 2024"
    book.save(form)
    dry = lif("apply", form, "--dry-run", "-C", folder, "--on", "2024-06-01")
    assert "3 changes would be written" in dry.out
    assert lif("apply", form, "-C", folder, "--on", "2024-06-01").status == 0
    told = lif("list", "action", "-C", folder, "--json", "--as-of", "2024-06-01").json["records"]
    assert sorted(one["text"] for one in told) == [
        "Tell the colleges", "Tell the schools", "Weekly multi-agency huddle",
    ]  # fmt: skip
    assert next(one for one in told if one.get("ref") == "A1")["state"] == "in-progress"


def test_a_form_with_faults_tells_each_with_its_row_and_writes_nothing(lif, folder, tmp_path):
    form = tmp_path / "form.xlsx"
    lif("apply", "--form", form, "--requests", "move,write-note", "-C", folder)
    book = openpyxl.load_workbook(form)
    sheet, notes = book["move"], book["write-note"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["record *"]).value, sheet.cell(2, heads["to *"]).value = "A1", "zork"
    sheet.cell(4, heads["record *"]).value, sheet.cell(4, heads["to *"]).value = "Z9", "done"
    heads = {cell.value: cell.column for cell in notes[1]}
    notes.cell(2, heads["about"]).value, notes.cell(2, heads["text"]).value = "A1", "Fine"
    book.save(form)
    answer = lif("apply", form, "-C", folder)
    assert answer.status == 1
    assert "form.xlsx, move!2" in answer.err
    assert "form.xlsx, move!4" in answer.err
    assert "Fine" not in lif("list", "note", "-C", folder).out
    sheet.cell(1, 1).value = "zork"
    book.save(form)
    assert "move has nothing called 'zork'" in lif("apply", form, "-C", folder).err
    for name in book.sheetnames:
        book[name].title = f"x {name}"[:31]
    book.save(form)
    assert "No sheet of this file is called after a request" in lif("apply", form, "-C", folder).err
    assert lif("apply", "-C", folder).status == 2
    assert lif("apply", "--form", tmp_path / "other.xlsx", "--requests", "zork", "-C", folder).status == 1


def test_a_role_hands_over(lif, folder):
    words = ("childrens-services", "police", "-C", folder, "--on", "2024-06-01")
    assert lif("hand-over", *words).status == 1
    dry = lif("hand-over", *words, "--why", "Reorganised", "--dry-run")
    assert "Handed over: 1 open action." in dry.out
    assert "nothing was" in dry.out
    told = lif("hand-over", *words, "--why", "Reorganised", "--json").json
    assert told["records"][0]["leads"][0]["body"] == "police"
