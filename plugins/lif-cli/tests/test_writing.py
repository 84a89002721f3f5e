"""Records written, moved and asked for from files; what stands in the way is told at once, and nothing is written."""

import json

import pytest


def counts(lif, folder):
    return lif("verify", "-C", folder, "--json").json["commits"]


def test_add(lif, folder):
    words = ["add", "action", "text=Ask, the schools", "lead=schools", "answers=F1", "due=Sept 2024"]
    answer = lif(*words, "themes=information-sharing", "lead-role=designated-safeguarding-lead", "-C", folder, "--json")
    assert answer.status == 0
    (record,) = answer.json["records"]
    assert record["text"] == "Ask, the schools"
    assert record["due"]["reading"] == "month"
    assert record["leads"] == [{"body": "schools", "first": True}]
    assert answer.json["created"] == [record["id"]]
    assert record["answers"] == [lif("show", "F1", "-C", folder, "--json").json["record"]["id"]]


def test_add_many_of_one_field(lif, folder):
    answer = lif("add", "finding", "text=x", "agencies=police, schools", "agencies=probation", "-C", folder, "--json")
    (record,) = answer.json["records"]
    assert [party["body"] for party in record["agencies"]] == ["police", "schools", "probation"]


def test_add_what_happened(lif, folder):
    words = ["add", "review", "kind=rapid-review", "happened.notification-sent=1 May 2024", "keys.case=7"]
    answer = lif(*words, "-C", folder, "--json")
    (record,) = answer.json["records"]
    assert record["happened"]["notification-sent"]["first"] == "2024-05-01"
    assert record["keys"] == {"case": "7"}


def test_wrong_words_of_add_are_told_at_once(lif, folder):
    before = counts(lif, folder)
    answer = lif("add", "action", "tex=x", "nothing", "happened=1", "milestones=a", "text=a", "text=b", "-C", folder)
    assert answer.status == 2
    assert len(answer.err.splitlines()) == 5
    assert "Did you mean 'text'?" in answer.err
    assert counts(lif, folder) == before


def test_what_the_framework_does_not_know_is_told_at_once(lif, folder):
    before = counts(lif, folder)
    answer = lif("add", "action", "text=x", "lead=childrns-services", "kind=zork", "strength=proceedure", "-C", folder)
    assert answer.status == 1
    assert len(answer.err.splitlines()) == 3
    assert "Did you mean 'childrens-services'?" in answer.err
    assert counts(lif, folder) == before


def test_a_value_that_is_empty_is_no_value(lif, folder):
    answer = lif("add", "action", "text=x", "answers=", "lead= ", "-C", folder)
    assert answer.status == 2
    assert len(answer.err.splitlines()) == 2
    assert "Nothing stands behind 'answers='. Leave it out" in answer.err


def test_what_the_message_says_takes_a_value_away(lif, folder, tmp_path):
    file = tmp_path / "requests.jsonl"
    file.write_text('{"request": "amend", "record": "A1", "set": {"answers": null}}', encoding="utf-8")
    assert lif("apply", file, "-C", folder, "--json").json["records"][0].get("answers", []) == []


@pytest.mark.parametrize("field", ["how-measured", "how_measured"])
def test_hyphens_and_underscores_of_a_field_are_one(lif, folder, field):
    assert lif("add", "action", "text=x", "ref=A2", f"{field}=By audit", "-C", folder).status == 0
    (record,) = lif("list", "action", "--where", f"{field}=By audit", "-C", folder, "--json").json["records"]
    assert record["ref"] == "A2"
    assert lif("redact", "A2", field, "--why", "Asked for", "-C", folder).status == 0
    assert "By audit" not in lif("dump", "-C", folder).out


def test_an_unknown_field_says_where_the_fields_are_told(lif, folder):
    answer = lif("add", "finding", "reviews=2024-A", "text=x", "-C", folder)
    assert "`lif schema record-finding` tells what each means." in answer.err


def test_a_number_that_is_none(lif, folder):
    answer = lif("add", "figure", "name=x", "n=many", "-C", folder)
    assert answer.status == 2
    assert "takes a number" in answer.err


def test_add_what_is_no_type(lif, folder):
    answer = lif("add", "acton", "-C", folder)
    assert answer.status == 2
    assert "Did you mean 'action'?" in answer.err
    for made_by_others in ("intake", "export"):
        assert lif("add", made_by_others, "-C", folder).status == 2


def test_a_dry_run_writes_nothing(lif, folder):
    before = counts(lif, folder)
    answer = lif("add", "finding", "text=x", "--dry-run", "-C", folder)
    assert answer.status == 0
    assert "1 change would be written; nothing was." in answer.out
    assert lif("status", "A1", "done", "--dry-run", "-C", folder, "--json").json["written"] is False
    assert counts(lif, folder) == before


@pytest.mark.parametrize("command", ["status", "move"])
def test_status(lif, folder, command):
    answer = lif(command, "A1", "in progress", "--on", "2024-06-01", "-C", folder)
    assert answer.status == 0
    assert "[in-progress]" in answer.out
    record = lif("show", "A1", "-C", folder, "--json").json["record"]
    assert record["state"] == "in-progress"
    assert record["happened"]["in-progress"]["first"] == "2024-06-01"


def test_when_it_was_reached_may_lie_before_it_is_written(lif, folder):
    assert lif("status", "A1", "done", "--when", "2024-05-20", "--on", "2024-06-01", "-C", folder).status == 0
    record = lif("show", "A1", "-C", folder, "--json").json["record"]
    assert record["happened"]["done"]["first"] == "2024-05-20"


def test_everything_in_the_way_of_a_status_is_told(lif, folder):
    answer = lif("status", "A1", "sustained", "-C", folder)
    assert answer.status == 1
    assert len(answer.err.splitlines()) >= 4
    assert "cannot go from planned to sustained" in answer.err
    assert "request 1" not in answer.err
    assert "Record an evaluation by somebody other than the lead agency." in answer.err
    assert lif("status", "A1", "zork", "-C", folder).status == 1
    assert lif("status", "zork", "done", "-C", folder).status == 1


def test_nobody_is_named_who_writes(lif, folder):
    settings = folder / "partnership.toml"
    settings.write_text(settings.read_text().replace('by = "qa-officer"', ""))
    answer = lif("status", "A1", "done", "-C", folder)
    assert answer.status == 1
    assert "Nobody is named who writes this." in answer.err
    assert lif("status", "A1", "done", "-C", folder, "--by", "qa-officer").status == 0


def test_who_writes_is_a_role_of_the_framework(lif, folder):
    answer = lif("status", "A1", "done", "-C", folder, "--by", "qa-oficer")
    assert answer.status == 1
    assert "Did you mean 'qa-officer'?" in answer.err
    lif("status", "A1", "done", "-C", folder, "--by", "Business Manager")
    assert lif("history", "A1", "-C", folder, "--json").json["history"][-1]["by"] == "business-manager"


def test_apply_is_all_or_none(lif, folder, tmp_path):
    before = counts(lif, folder)
    requests = tmp_path / "requests.jsonl"
    good = {"request": "record-finding", "text": "x"}
    requests.write_text("\n".join(json.dumps(one) for one in (good, {**good, "sort": "zork"}, {"request": "mov"})))
    answer = lif("apply", requests, "-C", folder)
    assert answer.status == 1
    assert "requests.jsonl, line 2, sort" in answer.err
    assert "requests.jsonl, line 3" in answer.err
    assert counts(lif, folder) == before
    requests.write_text(json.dumps(good) + "\n\n" + json.dumps({**good, "themes": ["zork"]}))
    assert lif("apply", requests, "-C", folder).status == 1
    assert counts(lif, folder) == before
    requests.write_text(json.dumps(good) + "\n" + json.dumps(good) + "\n")
    assert lif("apply", requests, "-C", folder).status == 0
    assert counts(lif, folder) == before + 1


def test_text_with_other_line_ends_stays_one_line(lif, folder, tmp_path):
    requests = tmp_path / "requests.jsonl"
    line = json.dumps({"request": "record-finding", "text": "one\u2028two\x85three"}, ensure_ascii=False)
    requests.write_text(line, encoding="utf-8")
    answer = lif("apply", requests, "-C", folder, "--json")
    assert answer.json["records"][0]["text"] == "one\u2028two\x85three"


def test_files_that_cannot_be_applied(lif, folder, tmp_path):
    assert lif("apply", tmp_path / "none.jsonl", "-C", folder).status == 1
    assert lif("apply", tmp_path, "-C", folder).status == 1
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"request": "record-finding"}\n{"text": "caf\xe9"}')
    answer = lif("apply", latin, "-C", folder)
    assert answer.status == 1
    assert "line 2" in answer.err
    deep = tmp_path / "deep.jsonl"
    deep.write_text("[" * 500 + "]" * 500)
    assert lif("apply", deep, "-C", folder).status == 1
    deep.write_text("[" * 100_000)
    answer = lif("apply", deep, "-C", folder)
    assert answer.status == 1
    assert "nested too deeply" in answer.err


def test_no_text_of_a_request_stands_in_an_error(lif, folder, tmp_path):
    requests = tmp_path / "requests.jsonl"
    requests.write_text(json.dumps({"request": "plan-action", "text": ["CANARY"], "due": {"said": "CANARY", "x": 1}}))
    answer = lif("apply", requests, "-C", folder, "--json")
    assert answer.status == 1
    assert "CANARY" not in answer.out + answer.err
    assert answer.json["problems"]


def test_a_refused_line_is_told_by_its_number(lif, folder, tmp_path):
    file = tmp_path / "requests.jsonl"
    lines = [
        '{"request": "record-finding", "text": "One"}',
        "",
        '{"request": "plan-action", "text": "Two", "lead": "zork"}',
        '{"request": "move", "record": "none", "to": "done"}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    answer = lif("apply", file, "-C", folder)
    assert answer.status == 1
    first, second = answer.err.splitlines()
    assert first.startswith("lif: requests.jsonl, line 3, action: There is no body or role called 'zork'.")
    assert second.startswith("lif: requests.jsonl, line 4: There is no record 'none'.")
    assert "request 2" not in answer.err
    one = lif("add", "action", "text=x", "lead=zork", "-C", folder)
    assert one.err.startswith("lif: action: There is no body or role called 'zork'.")
    assert lif("apply", file, "--by", "zork", "-C", folder).status == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("happened.notification-sent=01/10/2025", "1 Oct 2025 or 10 Jan 2025"),
        ("happened.notification-sent=31 Feb 2026", "no such day"),
        ("happened.notification-sent=Friday 31 January 2026", "Saturday 31 January 2026 is no Friday"),
    ],
)
def test_a_date_in_doubt_is_asked_about_and_nothing_is_written(lif, folder, typed, says):
    before = counts(lif, folder)
    answer = lif("add", "review", "kind=rapid review", typed, "-C", folder)
    assert answer.status == 1
    assert "happened.notification-sent: " in answer.err
    assert says in answer.err
    assert counts(lif, folder) == before


def test_words_that_name_no_day_are_kept_and_told(lif, folder):
    answer = lif("add", "action", "text=Recruit", "due=when staff are there", "-C", folder)
    assert answer.status == 0
    assert "names no day" in " ".join((answer.out + answer.err).split())


def test_a_day_of_an_option_is_written_as_people_write_it(lif, folder):
    assert (
        lif("due", "--as-of", "14 June 2024", "-C", folder).out == lif("due", "--as-of", "2024-06-14", "-C", folder).out
    )
    answer = lif("due", "--as-of", "3/11/2025", "-C", folder)
    assert answer.status == 2
    assert "3 Nov 2025 or 11 Mar 2025" in " ".join(answer.err.split())
