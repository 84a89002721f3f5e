"""A record is named by its id, its ref, its label, as lists call it, or by the end of its id: everywhere alike."""

import json

import pytest


@pytest.fixture
def labelled(lif, folder):
    """A folder with a review that has a label, and no ref."""
    words = ["add", "review", "kind=rapid-review", "label=CIR 2026-1", "-C", folder, "--json"]
    return folder, lif(*words).json["created"][0]


@pytest.mark.parametrize("said", ["CIR 2026-1", "cir  2026-1", "Rapid review CIR 2026-1", "rapid review cir 2026-1"])
def test_a_record_is_named_by_its_label(lif, labelled, said):
    folder, id = labelled
    assert lif("show", said, "-C", folder, "--json").json["record"]["id"] == id
    assert lif("status", said, "summaries-in", "-C", folder).status == 0
    assert lif("history", said, "-C", folder, "--json").json["id"] == id
    answer = lif("add", "finding", "text=x", f"from={said}", "-C", folder, "--json")
    assert answer.json["records"][0]["reviews"] == [id]


def test_it_is_named_as_it_is_listed(lif, labelled):
    folder, _ = labelled
    listed = lif("list", "review", "-C", folder).out
    assert "Rapid review CIR 2026-1" in listed
    assert "Rapid review 2024-A" in listed
    assert lif("show", "Rapid review 2024-A", "-C", folder).status == 0


@pytest.mark.parametrize("length", [6, 9, 13])
def test_the_end_of_an_id(lif, labelled, length):
    folder, id = labelled
    assert lif("show", id[-length:], "-C", folder, "--json").json["record"]["id"] == id
    answer = lif("add", "finding", "text=x", f"from={id[-length:]}", "-C", folder, "--json")
    assert answer.json["records"][0]["reviews"] == [id]


def test_an_end_that_is_too_short_is_no_name_and_offers_the_record(lif, labelled):
    folder, id = labelled
    for words in (("show", id[-5:]), ("add", "finding", "text=x", f"from={id[-5:]}")):
        answer = lif(*words, "-C", folder)
        assert answer.status == 1
        assert f"{id} (Rapid review CIR 2026-1)" in answer.err


def test_what_several_are_called_is_refused_with_all_of_them(lif, labelled):
    folder, id = labelled
    other = lif("add", "review", "kind=rapid-review", "label=cir 2026-1", "-C", folder, "--json").json["created"][0]
    for words in (
        ("show", "CIR 2026-1"),
        ("add", "finding", "text=x", "from=CIR 2026-1"),
        ("status", "CIR 2026-1", "x"),
    ):
        answer = lif(*words, "-C", folder, "--json")
        assert answer.status == 1
        (problem,) = answer.json["problems"]
        assert problem["code"] == "several-called"
        assert id in problem["mend"]
        assert other in problem["mend"]


def test_a_ref_comes_before_a_label(lif, labelled):
    folder, _ = labelled
    other = lif("add", "finding", "text=x", "ref=CIR 2026-1", "-C", folder, "--json").json["created"][0]
    assert lif("show", "CIR 2026-1", "-C", folder, "--json").json["record"]["id"] == other
    answer = lif("add", "session", "course=CIR 2026-1", "-C", folder)
    assert f"{other} is no course" in answer.err, "what a ref names is what is meant, also where it does not fit"


def test_only_what_fits_is_meant_where_several_have_a_ref(lif, folder):
    lif("add", "note", "text=x", "about=2024-A", "ref=F1", "-C", folder)
    answer = lif("add", "action", "text=x", "answers=F1", "lead=schools", "-C", folder, "--json")
    (answered,) = answer.json["records"][0]["answers"]
    assert "/finding/" in answered
    assert lif("show", "F1", "-C", folder).status == 1


def test_a_miss_offers_what_find_knows(lif, folder):
    answer = lif("show", "huddle", "-C", folder)
    action = lif("show", "A1", "-C", folder, "--json").json["record"]["id"]
    assert answer.status == 1
    assert f"There is no record called 'huddle'. Perhaps one of these is meant: {action} (Action A1)" in answer.err
    answer = lif("add", "evidence", "text=x", "shows=huddle", "-C", folder)
    assert f"{action} (Action A1)" in answer.err
    assert "Did you mean '2024-A'?" in lif("show", "2024-AA", "-C", folder).err


def test_a_miss_offers_an_audience_nothing_it_may_not_see(lif, folder):
    answer = lif("show", "not for everybody", "-C", folder, "--audience", "public")
    assert answer.status == 1
    assert "/note/" not in answer.err
    assert "/note/" in lif("show", "not for everybody", "-C", folder).err


def test_lines_of_a_file_name_records_in_the_same_way(lif, labelled, tmp_path):
    folder, id = labelled
    lines = [
        {"request": "record-finding", "handle": "f", "ref": "F9", "text": "x", "from": "CIR 2026-1"},
        {"request": "plan-action", "text": "y", "answers": ["#f"], "lead": "schools", "ref": "A9"},
        {"request": "give-evidence", "text": "z", "shows": "A9"},
        {"request": "amend", "record": "A9", "set": {"answers": ["F1", "F9"]}},
        {"request": "record-finding", "text": "x", "links": [{"kind": "arose-from", "to": "CIR 2026-1"}]},
    ]
    file = tmp_path / "requests.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answer = lif("apply", file, "-C", folder, "--json")
    assert answer.status == 0
    finding, action, evidence, amended, linked = answer.json["records"]
    assert finding["reviews"] == [id]
    assert evidence["shows"] == [action["id"]]
    assert len(amended["answers"]) == 2
    assert linked["links"][0]["to"] == id


@pytest.mark.parametrize(
    ("record_type", "where"),
    [("finding", "review=CIR 2026-1"), ("finding", "reviews=CIR 2026-1"), ("action", "answers=F9")],
)
def test_conditions_of_a_list_name_records_in_the_same_way(lif, labelled, record_type, where):
    folder, _ = labelled
    lif("add", "finding", "text=x", "from=CIR 2026-1", "ref=F9", "-C", folder)
    lif("add", "action", "text=y", "answers=F9", "lead=schools", "-C", folder)
    (record,) = lif("list", record_type, "--where", where, "-C", folder, "--json").json["records"]
    assert record["text"] == {"finding": "x", "action": "y"}[record_type]
    assert lif("list", record_type, "--where", where.replace("=", "=zork"), "-C", folder).status == 1
