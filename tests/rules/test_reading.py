"""Requests as lines of JSON: what fits is read, what does not is told all at once, with its line."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.errors import InvalidData
from lif_core.records import Milestone, Party
from lif_core.rules.reading import (
    NOT_ASKED,
    creating_name,
    fields_of,
    read_line,
    read_request,
    read_requests,
    request_class,
    request_names,
)
from lif_core.rules.requests import CREATING, Move, PlaceHold, PlanAction, RecordFinding
from lif_core.values.labels import Label

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def problems_of(plain: object) -> list[str]:
    with pytest.raises(InvalidData) as refused:
        read_request(plain, "requests.jsonl, line 3")
    return [str(problem) for problem in refused.value.problems]


def test_names_are_those_of_the_classes():
    assert "plan-action" in request_names()
    assert "move" in request_names()
    assert "file-intake" not in request_names()
    assert request_class("plan-action") is PlanAction
    assert {creating_name(one) for one in CREATING if one not in NOT_ASKED} <= set(request_names())


def test_a_line_becomes_its_request():
    found = read_request(
        {
            "request": "plan-action",
            "text": "Weekly huddle",
            "label": {"en": "Huddle", "cy": "Cyfarfod"},
            "answers": "#finding",
            "lead": "police",
            "leads": ["probation", {"said": "the chair"}],
            "due": "2024-09-30",
            "planned": {"done": "Sept 2024"},
            "milestones": [{"text": "agreed", "due": "June/July 2024"}],
        }
    )
    assert isinstance(found, PlanAction)
    assert found.label == Label("Huddle", "Cyfarfod")
    assert found.answers == ("#finding",)
    assert found.leads == ("probation", Party(said="the chair"))
    assert found.due == date(2024, 9, 30)
    assert found.planned == {"done": "Sept 2024"}
    (milestone,) = found.milestones
    assert isinstance(milestone, Milestone)
    assert (milestone.due.first, milestone.due.last) == (date(2024, 6, 1), date(2024, 7, 31))


def test_python_words_lose_their_stroke_outside():
    found = read_request({"request": "record-finding", "text": "x", "from": ["a/review/1"]})
    assert isinstance(found, RecordFinding)
    assert found.from_ == ("a/review/1",)


def test_days_within_parts_may_be_words():
    found = read_request({"request": "place-hold", "record": "r", "hold": {"kind": "criminal", "since": "3 May 2024"}})
    assert isinstance(found, PlaceHold)
    assert found.hold.since.first == date(2024, 5, 3)


def test_everything_wrong_is_told_at_once_with_its_key():
    told = problems_of({"request": "plan-action", "tex": "x", "due": 3, "milestones": [{"txt": 1}], "zork": None})
    assert any("'tex'" in one and "'text'" in one for one in told)
    assert any(one.startswith("requests.jsonl, line 3, due:") for one in told)
    assert any("milestones[1]" in one for one in told)
    assert any("'zork'" in one for one in told)


def test_what_must_be_given_is_asked_for():
    assert any("'to' is missing" in one for one in problems_of({"request": "move", "record": "x"}))
    assert read_request({"request": "move", "record": "x", "to": "done"}) == Move(record="x", to="done")


@pytest.mark.parametrize("plain", [None, [], {}, {"request": 3}, {"text": "x"}])
def test_a_line_that_does_not_say_what_it_asks(plain):
    assert "what it asks" in problems_of(plain)[0]


def test_the_nearest_name_is_offered():
    assert "Did you mean 'plan-action'?" in problems_of({"request": "plan-acton"})[0]
    assert "Did you mean 'good-practice'?" in problems_of({"request": "record-finding", "sort": "good practise"})[0]


def test_no_text_of_a_value_stands_in_a_problem():
    told = " ".join(problems_of({"request": "plan-action", "due": ["CANARY"], "text": ["CANARY"], "keys": "CANARY"}))
    assert "CANARY" not in told


def test_lines_are_counted_and_empty_ones_passed_over():
    lines = ["", '{"request": "write-note", "text": "a"}', "  ", "{broken", '{"request": "zork"}']
    with pytest.raises(InvalidData) as refused:
        read_requests(lines, "f")
    assert [problem.where for problem in refused.value.problems] == ["f, line 4", "f, line 5"]
    assert len(read_requests(lines[:3], "f")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[" * 100_000,
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": 1, "a": 2}',
        '"' + "x" * 2_000_001 + '"',
        '{"a": ' + "1" * 5000 + "}",
    ],
    ids=["broken", "500 arrays", "nan", "infinity", "twice", "long", "huge number"],
)
def test_lines_that_are_no_json_are_told(line):
    with pytest.raises(InvalidData) as refused:
        read_line(line, "f, line 1")
    assert refused.value.problems[0].where == "f, line 1"


@given(st.sampled_from(request_names()), st.dictionaries(st.text(max_size=6), ANYTHING, max_size=4), st.data())
def test_whatever_comes_it_is_a_request_or_a_list_of_problems(name, junk, data):
    fields = data.draw(st.dictionaries(st.sampled_from(list(fields_of(name))), ANYTHING, max_size=6))
    plain = json.loads(json.dumps({**junk, **fields, "request": name}))
    try:
        found = read_request(plain)
    except InvalidData:
        return
    assert isinstance(found, request_class(name))


def test_every_field_says_what_it_means():
    fields = fields_of("plan-action")
    assert fields["due"].says.startswith("target date")
    assert fields["wanted"].takes == "text"
    silent = {name for one in request_names() for name, field in fields_of(one).items() if not field.says}
    assert silent <= {"by", "due", "event", "when", "record", "hold", "kind", "from", "lead", "to", "set", "why"}


def test_nothing_in_the_place_of_what_must_be_given_is_missing():
    with pytest.raises(InvalidData) as raised:
        read_request({"request": "move", "record": None, "to": None})
    assert len(raised.value.problems) == 2
