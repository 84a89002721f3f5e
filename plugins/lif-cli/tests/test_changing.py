"""What changed since a day, told to people and programs, and for an audience."""

import pytest

CANARY = "canary-7f3a"


@pytest.fixture
def since(lif, folder):
    """A folder in which, since it was made, an action moved and a note was written that not everybody may see."""
    today = lif("due", "-C", folder, "--json").json["as_of"]
    assert lif("status", "A1", "in-progress", "-C", folder, "--on", "2024-06-01").status == 0
    words = [f"text={CANARY}", "ref=N2", "disclosure=review-team"]
    assert lif("add", "note", *words, "-C", folder, "--on", "2024-06-02").status == 0
    return today


def _asked(lif, folder, *more):
    """Compare what was in effect on two days of 2024, by what is known today."""
    words = ["--known-then", "2999-01-01", "--as-of", "2024-06-30", "--known-by", "2999-01-01"]
    return lif("changes", "2024-05-31", *words, *more, "-C", folder)


def test_what_changed_is_told(lif, folder, since):
    answer = _asked(lif, folder)
    assert answer.status == 0
    assert "2 records changed since 31 May 2024" in answer.out
    assert "in-progress" in answer.out
    told = _asked(lif, folder, "--json").json
    assert told["since"] == "2024-05-31"
    turns = {one["turn"]: one for one in told["changes"]}
    assert set(turns) == {"changed", "new"}
    state = next(each for each in turns["changed"]["fields"] if each["field"] == "state")
    assert state["now"] == "in-progress"
    assert turns["new"]["record"]["text"] == CANARY


def test_of_one_record_only(lif, folder, since):
    told = _asked(lif, folder, "--record", "A1", "--json").json
    assert [one["turn"] for one in told["changes"]] == ["changed"]
    assert _asked(lif, folder, "--record", "zork").status == 1
    assert "0 records changed" in _asked(lif, folder, "--record", "2024-A").out


def test_for_an_audience_nothing_above_its_clearance(lif, folder, since):
    answer = _asked(lif, folder, "--audience", "agencies", "--json")
    assert answer.status == 0
    assert CANARY not in answer.out
    assert [one["turn"] for one in answer.json["changes"]] in ([], ["changed"])


def test_what_was_entered_late(lif, folder, since):
    words = ["2024-06-30", "--as-of", "2024-06-30", "--json", "-C", folder]
    assert lif("changes", *words, "--known-by", "2024-06-30").json["changes"] == []  # nobody had written anything yet
    late = lif("changes", *words, "--known-by", since).json["changes"]
    assert {one["turn"] for one in late} == {"new"}
    assert len(late) == 5
    assert lif("changes", *words).json["changes"] == late  # what is known now, as everywhere else


def test_a_day_in_the_past_is_looked_at_with_what_is_known_now(lif, folder):
    """--as-of alone never leaves out what was written later: only --known-by does, in this command too."""
    answer = lif("changes", "2024-01-01", "--as-of", "2024-06-30", "-C", folder)
    assert answer.out.startswith("4 records changed since 1 Jan 2024: north-shore, as at Sun 30 Jun 2024\n")
    assert len(lif("list", "action", "--as-of", "2024-06-30", "--json", "-C", folder).json["records"]) == 1


def test_words_that_are_off(lif, folder):
    assert lif("changes", "-C", folder).status == 2
    assert lif("changes", "yesterday", "-C", folder).status == 2
    assert lif("changes", "2024-05-31", "--audience", "zork", "-C", folder).status == 1
