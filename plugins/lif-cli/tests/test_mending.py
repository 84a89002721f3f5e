"""Mistakes mended: what a record says corrected, a date moved, a record taken back; nothing is lost of what it said."""

import json

import pytest

from lif_core.rules.reading import NOT_ASKED, fields_of, request_names
from lif_core.rules.requests import CREATING


def shown(lif, folder, name):
    return lif("show", name, "-C", folder, "--json").json["record"]


def counts(lif, folder):
    return lif("verify", "-C", folder, "--json").json["commits"]


def test_what_a_record_says_is_corrected_and_what_it_said_stays_in_its_history(lif, folder):
    words = ["text=Weekly huddle, by phone", "due=end of October 2024", "themes=neglect,information-sharing"]
    answer = lif("change", "A1", *words, "--why", "Typed in a hurry", "-C", folder)
    assert answer.status == 0
    assert "text: Weekly multi-agency huddle -> Weekly huddle, by phone\n" in answer.out
    record = shown(lif, folder, "A1")
    assert (record["text"], record["due"]["said"]) == ("Weekly huddle, by phone", "end of October 2024")
    assert record["themes"] == ["neglect", "information-sharing"]
    assert record["leads"] == [{"body": "childrens-services", "first": True}]  # nobody spoke of it
    last = lif("history", "A1", "-C", folder, "--json").json["history"][-1]
    assert (last["kind"], last["why"]) == ("amend", "Typed in a hurry")


def test_a_date_typed_wrong_is_no_moved_date_and_the_command_says_so(lif, folder):
    answer = lif("change", "A1", "due=2024-10-31", "-C", folder)
    assert "counts as a mistake, not as moved" in answer.out
    assert "rescheduled" not in shown(lif, folder, "A1")


def test_a_date_is_moved_with_a_reason_and_counted(lif, folder):
    before = counts(lif, folder)
    answer = lif("reschedule", "A1", "2024-10-31", "-C", folder)
    assert (answer.status, answer.err.endswith('Give it with --why "...".\n')) == (1, True)
    assert counts(lif, folder) == before
    assert lif("reschedule", "A1", "due=31 Oct 2024", "--why", "The group, 3 June", "-C", folder).status == 0
    assert lif("reschedule", "A1", "end of November 2024", "--why", "Again", "-C", folder).status == 0
    record = shown(lif, folder, "A1")
    assert [one["was"]["first"] for one in record["rescheduled"]] == ["2024-09-30", "2024-10-31"]
    assert record["due"]["first"] == "2024-11-30"
    assert lif("reschedule", "A1", "due=", "--why", "x", "-C", folder).status == 2
    assert lif("reschedule", "F1", "2024-10-31", "--why", "x", "-C", folder).status == 1


def test_nothing_behind_the_sign_takes_a_value_back(lif, folder):
    assert lif("change", "2024-A", "label=Sam", "happened.sent=3 May 2024", "-C", folder).status == 0
    answer = lif("change", "2024-A", "label=", "happened.sent=", "-C", folder)
    assert answer.status == 0
    record = shown(lif, folder, "2024-A")
    assert "label" not in record
    assert set(record["happened"]) == {"notification-sent"}  # the other entry stays
    assert lif("change", "A1", "answers=", "-C", folder).status == 0
    assert "answers" not in shown(lif, folder, "A1")


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        (["lead=police"], [("police", True)]),
        (["leads=police,schools"], [("police", False), ("schools", False)]),
        (
            ["leads=childrens-services,schools", "lead=police"],
            [("police", True), ("childrens-services", False), ("schools", False)],
        ),
        (["leads=police,schools", "lead=police"], [("police", True), ("schools", False)]),
        (["lead="], []),
    ],
)
def test_the_lead_is_changed_as_it_is_given(lif, folder, words, leads):
    assert lif("change", "A1", *words, "-C", folder).status == 0
    found = shown(lif, folder, "A1").get("leads", [])
    assert [(one["body"], one.get("first", False)) for one in found] == leads


def test_what_a_record_hangs_on_is_named_as_everywhere(lif, folder):
    assert lif("add", "review", "kind=rapid-review", "ref=2024-B", "-C", folder).status == 0
    assert lif("change", "F1", "from=2024-B", "-C", folder).status == 0
    assert shown(lif, folder, "F1")["reviews"] == [shown(lif, folder, "2024-B")["id"]]
    assert lif("change", "F1", "from=", "-C", folder).status == 0
    assert "reviews" not in shown(lif, folder, "F1")
    answer = lif("change", "F1", "from=2024-C", "-C", folder)
    assert (answer.status, "There is no record '2024-C'" in answer.err) == (1, True)


def test_everything_that_is_off_is_told_at_once_and_nothing_is_written(lif, folder):
    before = counts(lif, folder)
    answer = lif("change", "A1", "tex=x", "colour=red", "due", "happened=1", "due=1", "due=", "-C", folder)
    assert answer.status == 2
    assert len(answer.err.splitlines()) == 5
    assert "There is nothing called 'tex' to change on it. Did you mean 'text'?" in answer.err
    assert "called 'colour' to change on it. Fields are: " in answer.err  # nothing is spelt nearly like it
    assert "'due' is given twice." in answer.err
    assert lif("change", "A1", "-C", folder).status == 2
    assert lif("change", "A9", "text=x", "-C", folder).status == 1
    assert "`lif status A1 STATE`" in lif("change", "A1", "state=done", "-C", folder).err
    assert lif("change", "A1", "lead=polise", "themes=x", "-C", folder).err.count("\n") == 2
    assert lif("change", "A1", "text=y", "--dry-run", "-C", folder).status == 0
    assert counts(lif, folder) == before


def test_parts_are_told_with_the_line_that_says_them(lif, folder, tmp_path):
    """The line that the message shows works as it stands, with words for days."""
    answer = lif("change", "A1", "milestones=x", "-C", folder)
    assert answer.status == 2
    line = answer.err[answer.err.index('{"request"') :].strip()
    file = tmp_path / "line.jsonl"
    file.write_text(line.replace('"due": "..."', '"due": "30 Sep 2024"').replace('"reached": "..."', '"reached": null'))
    assert lif("apply", file, "-C", folder).status == 0
    assert shown(lif, folder, "A1")["milestones"][0]["due"]["first"] == "2024-09-30"


PARTS = [
    (name, field.name)
    for name in request_names()
    for field in fields_of(name).values()
    if field.takes == "part" and name != "place-hold"
]


@pytest.mark.parametrize(("request_name", "field"), PARTS)
def test_of_every_field_with_parts_a_line_is_shown_that_is_json(lif, folder, request_name, field):
    types = {fields: of for of, fields in ((of, "-".join(_words(made))) for of, made in CREATING.items())}
    if request_name in types:
        answer = lif("add", types[request_name], f"{field}=x", "-C", folder)
        line = json.loads(answer.err[answer.err.index('{"request"') :])
        assert set(line) == {"request", field}


def _words(made):
    import re

    return re.findall("[A-Z][a-z0-9]*", made.__name__)


def test_a_record_is_taken_back_with_a_reason_and_its_history_stays(lif, folder):
    assert lif("withdraw", "N1", "-C", folder).status == 1
    assert lif("withdraw", "N1", "--why", "Entered twice", "--dry-run", "-C", folder).out.startswith("Would be taken ")
    answer = lif("withdraw", "F1", "--why", "Entered twice", "-C", folder)
    assert answer.out.startswith("Taken back: shore/finding/")
    assert "1 record still points" in answer.out
    told = lif("withdraw", "N1", "--why", "Entered twice", "-C", folder, "--json").json
    assert [one.split("/")[1] for one in told["withdrawn"]] == ["note"]
    assert lif("show", "F1", "-C", folder).status == 1
    gone = answer.out.split()[2]
    assert lif("history", gone, "-C", folder, "--json").json["history"][-1]["kind"] == "withdraw"


def test_an_export_is_not_changed_by_hand(lif, folder):
    assert lif("report", "action-plan", "--to", folder / "plan.md", "-C", folder).status == 0
    (made,) = lif("list", "export", "-C", folder, "--json").json["records"]
    answer = lif("change", made["id"], "file=other.md", "-C", folder)
    assert (answer.status, "is not changed by hand" in answer.err) == (1, True)


def test_words_with_blanks_are_the_words_with_hyphens(lif, folder):
    for said in ("what difference", "What difference", "what-difference"):
        assert lif("add", "evaluation", "of=A1", f"question={said}", "-C", folder, "--json").json["records"][0][
            "question"
        ] == ("what-difference")
    answer = lif("add", "evaluation", "of=A1", "question=why", "ref=EV", "-C", folder)
    assert "It may be: how-much, how-well, what-difference." in answer.err


@pytest.mark.parametrize(
    ("said", "meant"), [("complete", "done"), ("Ongoing", "in-progress"), ("dne", "done"), ("no longer required", "")]
)
def test_what_sheets_say_for_a_status_is_told_beside_the_one_that_is_meant(lif, folder, said, meant):
    answer = lif("status", "A1", said, "-C", folder)
    assert answer.status == 1
    assert (f"Did you mean {meant!r}?" in answer.err) == bool(meant)


def test_a_status_may_be_written_as_it_is_shown(lif, folder):
    assert lif("status", "A1", "In progress", "-C", folder).status == 0
    assert shown(lif, folder, "A1")["state"] == "in-progress"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("amend", "change"), ("edit", "change"), ("delete", "withdraw"), ("postpone", "reschedule"), ("chnge", "change")],
)
def test_words_that_people_try_are_told_the_command(lif, word, meant):
    answer = lif(word, "A1", "--why", "x")
    assert answer.status == 2
    assert f"There is no command called {word!r}. Did you mean {meant!r}?" in answer.err


def test_types_of_records_are_changed_by_what_adds_them():
    assert set(NOT_ASKED) == {"intake", "export"}


def test_a_record_that_says_nothing_is_refused(lif, folder):
    before = counts(lif, folder)
    for record_type, says in (("action", "An action says what is to be done."), ("finding", "what was learnt.")):
        answer = lif("add", record_type, "disclosure=agencies", "-C", folder)
        assert (answer.status, says in answer.err) == (1, True)
    answer = lif("change", "A1", "text=", "-C", folder)
    assert (answer.status, "An action says what is to be done." in answer.err) == (2, True)
    assert counts(lif, folder) == before


@pytest.mark.parametrize(
    ("made", "field", "kept"),
    [
        (("finding", "text=Heard", "sort=good-practice", "ref=G1"), "sort", "good-practice"),
        (("note", "text=Said", "sort=minute", "ref=G1"), "sort", "minute"),
        (("need", "text=Learn", "weight=5", "ref=G1"), "weight", 5),
    ],
)
def test_a_change_leaves_every_field_that_nobody_named(lif, folder, made, field, kept):
    assert lif("add", *made, "-C", folder).status == 0
    assert lif("change", "G1", "text=Said better", "-C", folder).status == 0
    record = lif("show", "G1", "-C", folder, "--json").json["record"]
    assert (record["text"], record[field]) == ("Said better", kept)
