"""Asking, scrutiny and meetings on the command line: thin over the measures, for people and as JSON."""

import json
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def area(lif, tmp_path, monkeypatch) -> Path:
    """A partnership folder to work in, with a rapid review."""
    monkeypatch.chdir(tmp_path)
    assert lif("init", "area", "--framework", "liverpool", "--by", "business-manager").status == 0
    words = ("kind=rapid-review", "ref=2024-A", "happened.notification-sent=2024-05-01")
    assert lif("add", "review", *words, "--on", "2024-05-01", "-C", "area").status == 0
    return tmp_path / "area"


def ask(lif, area, *more):
    words = ("rapid-review-summary", "--of", "police,schools", "--about", "2024-A", "--due", "2024-05-10")
    return lif("ask", *words, "--on", "2024-05-01", "-C", area, *more)


def test_many_are_asked_in_one_line_and_who_has_not_returned_is_told(lif, area):
    made = ask(lif, area, "--json").json
    assert made["written"]
    assert [one["agency"]["body"] for one in made["records"]] == ["police", "schools"]
    first, second = made["created"]
    assert lif("returned", first, "--text", "Sent", "--on", "2024-05-09", "-C", area).status == 0
    assert lif("chase", second, "--on", "2024-05-13", "-C", area).status == 0
    told = lif("returns", "--as-of", "2024-05-14", "-C", area, "--json").json
    assert [(one["agency"], one["standing"], one["chased"]) for one in told["returns"]] == [
        ("schools", "overdue", ["2024-05-13"]),
        ("police", "returned", []),
    ]
    assert told["rates"][-1]["returned"] == {"name": "Returned of asked", "n": 1, "of": 2, "percent": "50"}
    assert [
        one["agency"]
        for one in lif("returns", "--chase", "--as-of", "2024-05-14", "-C", area, "--json").json["returns"]
    ] == ["schools"]
    text = lif("returns", "--waiting", "--as-of", "2024-05-14", "-C", area).out
    assert "OVERDUE 4 days" in text
    assert "1 of 2" in text
    assert lif("chase", first, "-C", area).status == 1


def test_an_agency_nobody_knows_is_told_with_the_nearest(lif, area):
    answer = lif("ask", "update", "--of", "police,scools", "-C", area)
    assert answer.status == 1
    assert "Did you mean 'schools'?" in answer.err
    assert lif("list", "return", "-C", area, "--json").json["records"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("returns", "--agency", "polise"), "There is no body or role called 'polise'. Did you mean 'police'?"),
        (("returns", "--kind", "section-12"), "There is no return kind called 'section-12'."),
        (("challenges", "--to", "polise"), "There is no body or role called 'polise'. Did you mean 'police'?"),
        (("challenges", "--kind", "nope"), "There is no challenge kind called 'nope'."),
    ],
)
def test_what_nobody_knows_is_refused_and_never_told_as_nothing(lif, area, words, says):
    answer = lif(*words, "-C", area)
    assert answer.status == 1
    assert says in answer.err
    assert lif(*words, "-C", area, "--json").json["problems"][0]["code"] == "unknown-name"


def test_a_return_of_nothing_is_not_asked(lif, area):
    assert lif("ask", " ", "--of", "police", "-C", area).status == 2
    assert lif("returns", "-C", area, "--json").json["returns"] == []


def test_the_day_sheet(lif, area):
    ask(lif, area)
    told = lif("day-sheet", "2024-A", "--as-of", "2024-05-14", "-C", area, "--json").json
    assert [day["number"] for day in told["days"]] == list(range(16))
    assert told["days"][-1] == {
        "number": 15, "day": "2024-05-23", "happened": [], "due": ["rapid-review"], "asked": [], "wanted": [],
        "returned": [], "chased": [], "today": False,
    }  # fmt: skip
    assert "2024-05-06" in {one["day"] for one in told["skipped"]}
    text = lif("day-sheet", "2024-A", "--as-of", "2024-05-14", "-C", area).out
    assert "asked: Police, Schools" in text
    assert "< today" in text


def test_challenges_are_answered_and_raised(lif, area):
    words = ("question=Why so late?", "by=independent-scrutineer", "to=police", "due=2024-05-10", "ref=C1")
    assert lif("add", "challenge", *words, "--on", "2024-05-01", "-C", area).status == 0
    assert "OVERDUE 4 days" in lif("challenges", "--as-of", "2024-05-14", "-C", area).out
    nobody = lif("escalate", "C1", "--why", "No answer", "--on", "2024-05-14", "-C", area)
    assert nobody.status == 2
    assert "Name them with --to." in nobody.err
    assert (
        lif("escalate", "C1", "--to", "executive", "--why", "No answer", "--on", "2024-05-14", "-C", area).status == 0
    )
    assert lif("answer", "C1", "The rota", "--rests-on", "2024-A", "--on", "2024-05-15", "-C", area).status == 0
    (one,) = lif("challenges", "--as-of", "2024-05-16", "-C", area, "--json").json["challenges"]
    assert (one["standing"], one["raised"], len(one["rests_on"])) == ("answered", ["Executive"], 1)
    assert lif("answer", "C1", "Again", "--on", "2024-05-16", "-C", area).status == 1


def test_consultations_and_products(lif, area):
    lines = [
        {"request": "record-finding", "handle": "f", "text": "Not shared"},
        {"request": "write-product", "handle": "p", "ref": "P1", "kind": "newsletter", "draws_on": "#f",
         "audience": ["partnership"], "to": ["police", "schools"], "due": "2024-05-10"},
        {"request": "move", "record": "#p", "to": "published"},
        {"request": "ask-acknowledgements", "product": "#p"},
        {"request": "acknowledge", "product": "#p", "agency": "police", "reach": 4, "of": 5, "use": "Team meeting"},
        {"request": "consult", "handle": "c", "ref": "H1", "question": "Have your say", "about": "#p",
         "opens": "2024-05-01", "closes": "2024-05-10"},
        {"request": "write-note", "handle": "n", "about": "#c", "text": "More of it"},
        {"request": "move", "record": "#n", "to": "accepted"},
        {"request": "tell-heard", "record": "#c", "you_said": "More of it", "we_did": "A second one", "notes": "#n"},
    ]  # fmt: skip
    (area / "r.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert lif("apply", area / "r.jsonl", "--on", "2024-05-01", "-C", area).status == 0
    text = lif("products", "--as-of", "2024-05-14", "-C", area).out
    assert "arrived at 1 of 2 agencies, use reported by 1 of 2" in text
    told = lif("products", "--chase", "--as-of", "2024-05-14", "-C", area, "--json").json
    assert [one["agency"] for one in told["products"][0]["agencies"] if one["late"]] == ["schools"]
    assert "You said: More of it" in lif("consultations", "--as-of", "2024-05-14", "-C", area).out
    (one,) = lif("consultations", "--as-of", "2024-05-14", "-C", area, "--json").json["consultations"]
    assert (one["standing"], one["comments"], one["held"]) == ("closed", 1, 0)
    late = lif("add", "note", "about=H1", "text=Too late", "--on", "2024-05-11", "-C", area)
    assert late.status == 1


def test_a_sample_tells_its_seed_and_is_the_same_with_it(lif, area):
    for number in range(4):
        lif("add", "action", f"text=Do {number}", "state=done", "--on", "2024-05-01", "-C", area)
    told = lif("sample", "closed", "--n", "2", "--on", "2024-05-14", "-C", area, "--json").json
    assert (len(told["drawn"]), told["population"]) == (2, 4)
    again = ("sample", "closed", "--n", "2", "--seed", told["seed"], "--on", "2024-05-14", "--dry-run", "-C", area)
    assert lif(*again, "--json").json["drawn"] == told["drawn"]
    assert "Not put on record." in lif(*again).out
    assert told["seed"] in lif("show", told["record"], "-C", area).out
    assert lif("sample", "opne", "-C", area).status == 1


def test_papers_of_a_meeting_and_its_minutes(lif, area, tmp_path):
    lif("add", "action", "text=Late", "ref=3", "lead=police", "due=2024-04-01", "--on", "2024-03-01", "-C", area)
    made = lif("meeting", "Quality Assurance Group", "2024-05-16", "--to", tmp_path / "papers", "-C", area)
    assert made.status == 0, made.err
    assert "1 item asks for something" in made.out
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [
        "action-plan.xlsx", "agenda.docx", "minutes.docx", "minutes.xlsx",
    ]  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "papers" / "minutes.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            if row[0].value == "5.1":
                sheet.cell(row[0].row, 5).value, sheet.cell(row[0].row, 6).value = "30 Sep 2024", "Rota"
    book.save(tmp_path / "back.xlsx")
    dry = lif("minutes", tmp_path / "back.xlsx", "--dry-run", "-C", area, "--json").json
    assert (dry["decided"], dry["commit"]) == (["5.1"], None)
    told = lif("minutes", tmp_path / "back.xlsx", "-C", area, "--json").json
    assert (told["decided"], told["empty"]) == (["5.1"], [])
    assert "On record already: 5.1." in lif("minutes", tmp_path / "back.xlsx", "-C", area).out
    assert lif("minutes", tmp_path / "nowhere.xlsx", "-C", area).status == 1
    assert lif("meeting", "qualty", "2024-05-16", "-C", area).status == 1


def test_responsibilities_tell_what_is_owed_now(lif, area):
    ask(lif, area)
    told = lif("responsibilities", "--body", "police", "--as-of", "2024-05-14", "-C", area, "--json").json
    assert [(one["sort"], one["standing"], one["days"]) for one in told["owes"]] == [("return", "overdue", 4)]
    assert "What is owed now" in lif("responsibilities", "--as-of", "2024-05-14", "-C", area).out
    every = lif("responsibilities", "--every", "-C", area, "--json").json["responsibilities"]
    now = lif("responsibilities", "-C", area, "--json").json["responsibilities"]
    assert len(every) > len(now)


def test_an_agenda_compares_with_the_last_meeting_of_its_group(lif, area, tmp_path):
    group, agenda = "quality-assurance-group", tmp_path / "agenda.md"
    assert lif("add", "meeting", f"body={group}", "on=2024-05-02", "--on", "2024-05-02", "-C", area).status == 0
    words = ("report", "sub-group-agenda", "--body", group, "--as-of", "2024-05-20", "--to", agenda, "-C", area)
    assert lif(*words).status == 0
    assert "Covers changes since 2 May 2024" in agenda.read_text(encoding="utf-8")
    assert lif(*words, "--since", "2024-05-10").status == 0
    assert "Covers changes since 10 May 2024" in agenda.read_text(encoding="utf-8")
