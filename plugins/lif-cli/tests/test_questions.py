"""The questionnaire goes out as a workbook, and a filled-in one becomes a partnership."""

import shutil

import openpyxl
import pytest

ABOUT = {"What is your partnership called?": "Our Area", "What do you call your framework?": "How we learn"}


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    from lif_cli import main

    file = tmp_path_factory.mktemp("questions") / "questions.xlsx"
    assert main(["init", "--workbook", str(file), "--framework", "liverpool"]) == 0
    return file


@pytest.fixture
def answered(blank, tmp_path):
    """Fills answers into the workbook: by sheet, rows of cells; of the first by question."""

    def fill(about=ABOUT, **sheets):
        file = tmp_path / "answers.xlsx"
        shutil.copy(blank, file)
        book = openpyxl.load_workbook(file)
        for row in book["About us"].iter_rows(min_row=2):
            row[1].value = about.get(row[0].value, row[1].value)
        for name, rows in sheets.items():
            for number, cells in enumerate(rows, start=2):
                for column, value in enumerate(cells, start=1):
                    book[name.replace("_", " ")].cell(number, column, value)
        book.save(file)
        return file

    return fill


def test_the_workbook_asks_and_offers_the_names_that_there_are(blank):
    book = openpyxl.load_workbook(blank)
    assert book.sheetnames[:3] == ["How to fill it in", "About us", "Groups"]
    assert book["Groups"]["A2"].protection.locked is False
    assert book["About us"]["A2"].protection.locked is True
    assert "liverpool" in [row[1].value for row in book["About us"].iter_rows()]
    names = {(row[0].value, row[2].value) for row in book["Names"].iter_rows(min_row=2)}
    assert ("Groups", "Quality Assurance Group") in names
    assert ("Deadlines", "Complete the rapid review and send it to the Panel") in names


def test_answers_are_picked_from_lists_in_their_cells(blank):
    book = openpyxl.load_workbook(blank)

    def offered(sheet: str, cell: str) -> list[str]:
        (rule,) = [one for one in book[sheet].data_validations.dataValidation if cell in one.sqref]
        assert rule.type == "list"
        assert not rule.showErrorMessage  # a name that is new may be written all the same
        if rule.formula1.startswith('"'):
            return rule.formula1.strip('"').split(",")
        title, cells = rule.formula1.replace("$", "").lstrip("=").split("!")
        return [row[0].value for row in book[title.strip("'")][cells]]

    assert "Quality Assurance Group" in offered("Groups", "B2")
    assert offered("Groups", "B41") == offered("Groups", "B2")
    assert "Complete the rapid review and send it to the Panel" in offered("Deadlines", "A2")
    assert {"planned", "in progress", "done"} <= set(offered("Status words", "B2"))
    asked = {row[0].value: row[0].row for row in book["About us"].iter_rows()}
    assert "england" in offered("About us", f"B{asked['Which framework do you build on (england, north-west ...)?']}")
    assert "Executive" in offered("About us", f"B{asked['Which body owns it?']}")
    assert book["choices"].sheet_state == "veryHidden"


def test_answers_become_a_partnership_that_passes_check(lif, answered, tmp_path):
    file = answered(
        Groups=[("Learning Circle", None, "LC", None, 3, "1 month")],
        Deadlines=[("Complete the rapid review and send it to the Panel", "10 working days", "Executive")],
        Status_words=[(None, None), ("Blue", "done")],
    )
    folder = tmp_path / "our-area"
    answer = lif("init", folder, "--from-workbook", file, "--by", "business-manager", "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["id"], answer.json["framework"], answer.json["layer"]) == ("our-area", "liverpool", "our-area")
    assert lif("check", folder).status == 0
    assert 'name = "Our Area"' in (folder / "partnership.toml").read_text(encoding="utf-8")
    found = lif("explain", "body.learning-circle.quorum", "-C", folder)
    assert "3" in found.out
    assert "10 working days" in lif("framework", "diff", "liverpool", folder).out
    assert lif("init", folder, "--from-workbook", file).status == 1


def test_an_area_called_as_an_installed_layer(lif, answered, tmp_path):
    file = answered({"What is your partnership called?": "Liverpool"})
    told = lif("init", tmp_path / "liverpool", "--from-workbook", file, "--json").json
    assert told["layer"] == "liverpool-local"
    assert lif("check", tmp_path / "liverpool").status == 0


def test_wrong_answers_are_told_by_sheet_and_row_and_nothing_is_made(lif, answered, tmp_path):
    file = answered({}, Groups=[("Circle", "Zork group")], Deadlines=[(None, "soon", "x")], Status_words=[("B", "dun")])
    answer = lif("init", tmp_path / "x", "--from-workbook", file, "--json")
    assert answer.status == 1
    places = {problem["where"] for problem in answer.json["problems"]}
    assert {"About us", "Groups, row 2", "Deadlines, row 2", "Status words, row 2"} <= places
    assert not (tmp_path / "x").exists()


def test_what_the_check_finds_is_told_by_the_row_that_asked_for_it(lif, answered, tmp_path):
    late = [("Complete the rapid review and send it to the Panel", "20 working days", "We need longer")]
    answer = lif("init", tmp_path / "x", "--from-workbook", answered(Deadlines=late))
    assert answer.status == 1
    assert "answers.xlsx, Deadlines, row 2" in answer.err
    assert not (tmp_path / "x").exists()


def test_an_altered_question_is_told(lif, answered, tmp_path):
    file = answered(Groups=[("Circle", None, None, None, None, None, "lost?")])
    assert "Groups, column 7" in lif("init", tmp_path / "x", "--from-workbook", file).err
    book = openpyxl.load_workbook(file)
    book["Groups"].cell(1, 1, "What we call it")
    book.save(file)
    assert lif("init", tmp_path / "x", "--from-workbook", file).status == 1


def test_what_is_no_questionnaire(lif, answered, blank, tmp_path):
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    answer = lif("init", tmp_path / "x", "--from-workbook", other)
    assert answer.status == 1
    assert "This is no questionnaire" in answer.err
    other.write_bytes(b"PK zork")
    assert lif("init", tmp_path / "x", "--from-workbook", other).status == 1
    assert lif("init", tmp_path / "x", "--from-workbook", tmp_path / "none.xlsx").status == 1
    file = answered({**ABOUT, "Which framework do you build on (england, north-west ...)?": "Zork"})
    assert "zork" in lif("init", tmp_path / "x", "--from-workbook", file).err
    assert lif("init", "--from-workbook", file).status == 2
    assert lif("init", tmp_path / "x", "--from-workbook", file, "--framework", "england").status == 0


def test_a_workbook_that_is_there_stays(lif, blank, tmp_path):
    before = blank.read_bytes()
    assert lif("init", "--workbook", blank).status == 1
    assert blank.read_bytes() == before
    assert lif("init", "--workbook", tmp_path / "q.zork").status == 1
    assert lif("init", "--workbook", tmp_path / "q.xlsx", "--framework", "zork").status == 1
    assert lif("init", "--workbook", tmp_path / "q.xlsx", "--json").json["framework"] == "england"
