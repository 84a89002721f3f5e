"""Records listed, shown, with their history, found; what an audience may not see is not there."""

import json

import pytest


def test_list(lif, folder):
    answer = lif("list", "actions", "-C", folder)
    assert answer.status == 0
    assert "Weekly multi-agency huddle" in answer.out
    assert "1 action" in answer.out
    assert not answer.err


def test_a_list_is_readable_in_a_hundred_columns(lif, folder):
    for words in (["list", "action"], ["due"], ["gaps"], ["show", "A1"], ["history", "A1"], ["responsibilities"]):
        answer = lif(*words, "-C", folder, "--as-of", "2024-12-01")
        assert max(len(line) for line in answer.out.splitlines() if ": " not in line) <= 100


def test_list_where(lif, folder):
    for condition in ("state=planned", "leads=childrens-services", "due=2024-09-30", "ref=A1"):
        assert len(lif("list", "action", "--where", condition, "-C", folder, "--json").json["records"]) == 1, condition
    assert lif("list", "action", "--where", "state=done", "-C", folder, "--json").json["records"] == []
    found = lif("list", "review", "--where", "happened.notification-sent=2024-05-01", "-C", folder, "--json").json
    assert len(found["records"]) == 1


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        (["owner=childrens-services"], 1),
        (["owner=police"], 0),
        (["due-from=2024-09-01", "due-to=2024-09-30"], 1),
        (["due-from=2024-10-01", "due-to=2024-12-31"], 0),
        (["owner=childrens-services", "due-to=2024-09-30", "state=planned", "ref=A1"], 1),
    ],
)
@pytest.mark.parametrize("view", [[], ["--as-of", "2024-12-01"], ["--audience", "review-team"]])
def test_what_the_store_is_asked_for(lif, folder, conditions, count, view):
    where = [word for condition in conditions for word in ("--where", condition)]
    assert len(lif("list", "action", *where, *view, "-C", folder, "--json").json["records"]) == count


def test_a_filter_that_cannot_be_asked_is_told(lif, folder):
    answer = lif("list", "action", "--where", "due-to=soon", "-C", folder)
    assert answer.status == 2
    assert "names no day" in answer.err
    assert lif("list", "review", "--where", "due-to=2024-01-01", "-C", folder).status != 0


def test_list_as_json_lines(lif, folder):
    answer = lif("list", "action", "--lines", "-C", folder)
    (line,) = answer.out.splitlines()
    record = json.loads(line)
    assert next(iter(record)) == "record"
    assert record["record"] == "action"
    assert record["ref"] == "A1"


def test_an_unknown_type_or_field_is_a_wrong_word(lif, folder):
    answer = lif("list", "acton", "-C", folder)
    assert answer.status == 2
    assert "Did you mean 'action'?" in answer.err
    answer = lif("list", "action", "--where", "stat=done", "-C", folder)
    assert answer.status == 2
    assert "Did you mean 'state'?" in answer.err
    assert lif("list", "action", "--where", "state", "-C", folder).status == 2


def test_show(lif, folder):
    by_ref = lif("show", "2024-A", "-C", folder, "--as-of", "2024-05-20")
    assert by_ref.status == 0
    assert "Thursday 23 May 2024" in by_ref.out
    assert "bank holiday" in by_ref.out
    record = lif("show", "2024-A", "-C", folder, "--json").json["record"]
    assert lif("show", record["id"], "-C", folder).status == 0
    assert lif("show", record["id"].rpartition("/")[2], "-C", folder).status == 0
    pointing = lif("show", "2024-A", "-C", folder, "--json").json["pointed_at_by"]
    assert {one["field"] for one in pointing} == {"reviews", "about"}


def test_nobody_knows_it(lif, folder):
    answer = lif("show", "zork", "-C", folder)
    assert answer.status == 1
    assert "There is no record called 'zork'" in answer.err
    assert not answer.out


def test_two_of_one_name_are_both_told(lif, folder):
    assert lif("add", "finding", "ref=A1", "text=x", "-C", folder).status == 0
    answer = lif("show", "A1", "-C", folder)
    assert answer.status == 1
    assert "2 records are called that" in answer.err


def test_history(lif, folder):
    lif("status", "A1", "done", "--on", "2024-09-01", "--why", "Told to the group", "-C", folder)
    answer = lif("history", "A1", "-C", folder)
    assert "created" in answer.out
    assert "moved" in answer.out
    assert "Told to the group" in answer.out
    changes = lif("history", "A1", "-C", folder, "--json").json["history"]
    assert [change["kind"] for change in changes] == ["create", "move"]
    assert changes[1]["set"]["state"] == "done"
    early = lif("history", "A1", "-C", folder, "--json", "--as-of", "2024-06-01").json["history"]
    assert [change["kind"] for change in early] == ["create"]


def test_the_history_of_what_was_taken_back_stays(lif, folder):
    record_id = lif("show", "N1", "-C", folder, "--json").json["record"]["id"]
    requests = folder / "r.jsonl"
    requests.write_text(json.dumps({"request": "withdraw", "record": record_id, "why": "written twice"}))
    assert lif("apply", requests, "-C", folder).status == 0
    assert lif("show", "N1", "-C", folder).status == 1
    assert "taken back" in lif("history", record_id, "-C", folder).out


def test_an_audience_is_told_no_more_than_it_may_see(lif, folder):
    for words in (["list", "note"], ["find", "everybody"], ["show", "2024-A"]):
        for how in ([], ["--json"]):
            answer = lif(*words, "-C", folder, "--audience", "partnership", *how)
            assert "Not for everybody" not in answer.out
    assert lif("show", "N1", "-C", folder, "--audience", "partnership").status == 1
    assert lif("history", "N1", "-C", folder, "--audience", "partnership").status == 1
    told = lif("history", "A1", "-C", folder, "--audience", "partnership", "--json")
    assert told.status == 0
    assert "huddle" not in told.out
    assert "Rapid review meeting" not in told.out


def test_known_by_is_before_anything_was_written(lif, folder):
    answer = lif("list", "action", "-C", folder, "--known-by", "2020-01-01", "--json")
    assert answer.json["records"] == []
    assert answer.json["known_by"] == "2020-01-01"


def test_find(lif, folder):
    answer = lif("find", "HUDDLE", "-C", folder)
    assert answer.status == 0
    assert "Weekly multi-agency huddle" in answer.out
    assert lif("find", "zork", "-C", folder).out.startswith("0 places")
    assert [one["field"] for one in lif("find", "a1", "-C", folder, "--json").json["found"]] == ["ref"]
    assert lif("find", " ", "-C", folder).status == 2


def test_what_steers_a_terminal_is_not_printed(lif, folder):
    assert lif("add", "finding", "ref=ESC", "text=red \x1b[31mtext\u202e", "-C", folder).status == 0
    for words in (["show", "ESC"], ["list", "finding"], ["find", "red"], ["history", "ESC"]):
        out = lif(*words, "-C", folder).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_find_also_what_no_longer_stands(lif, folder):
    lif("add", "note", "text=Wren met the reviewer", "ref=N-7", "-C", folder)
    lif("add", "note", "text=The wren again", "ref=N-8", "-C", folder)
    told = lif("find", "wren", "-C", folder, "--ever", "--json").json["found"]
    assert [(one["field"], one["stands"]) for one in told] == [("text", True), ("text", True)]
    lif("redact", "N-8", "text", "--why", "Request 17", "-C", folder)
    assert "1 place in everything" in lif("find", "WREN", "-C", folder, "--ever").out
    refused = lif("find", "wren", "-C", folder, "--ever", "--audience", "public")
    assert refused.status == 2
    assert "earlier" in refused.err
