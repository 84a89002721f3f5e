"""Questionnaire: answers become a layer that passes, or problems that name the sheet and the row."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.errors import InvalidData, InvalidFramework
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.questionnaire import SHEETS, Row, choices, layer_text, row_of
from lif_core.framework.shape import Charter

ANSWERS: dict[str, list[Row]] = {
    "about": [
        {
            "name": 'Our "Area" Partnership', "builds-on": "Liverpool", "area-start": "1 September 2019",
            "framework-name": "Quality and Learning Framework", "owner": "Learning and Improvement Sub Group",
            "purpose": "To learn; To improve", "endorsed-by": "Quality Assurance Group; Audit Circle",
        }
    ],
    "groups": [
        {"name": "Practice Learning Group", "is": "Case Review Group", "also-called": "PLG", "meets": "1 month"},
        {"name": "Audit Circle", "reports-to": "Executive", "quorum": "3"},
    ],
    "reviews": [
        {"name": "Rapid look", "is": "Rapid review"},
        {"name": "Near miss", "steps": "Told > Looked at > Closed", "decides": "Executive", "outputs": "A page; Talk"},
    ],
    "deadlines": [{"deadline": "Complete the rapid review and send it to the Panel", "within": "10 working days",
                   "because": "Executive, 4 November 2024"}],
    "statuses": [{"word": "Blue", "means": "done"}, {"word": "Green", "means": "In progress"}],
    "themes": [{"name": "Everyday life of the child", "is": "Voice of the child"}, {"name": "Cost of living"}],
    "products": [{"name": "One-page guide", "headings": "What; So what", "for": "Practitioners"}],
}  # fmt: skip


@pytest.fixture
def above(liverpool: FrameworkHistory) -> Framework:
    return liverpool.newest


def test_answers_become_a_layer_that_says_what_was_answered(liverpool: FrameworkHistory, above: Framework) -> None:
    document = read_document(layer_text(ANSWERS, above), "ours.toml")
    ours = compose([liverpool, document]).newest
    assert ours.layers[-1] == "our-area-partnership"
    (charter,) = ours.all(Charter).values()
    assert (charter.words, charter.owner) == ("Quality and Learning Framework", "learning-and-improvement-group")
    assert charter.endorsed_by == ("quality-assurance-group", "audit-circle")
    assert ours.find_body("PLG") == ours.find_body("Case Review Sub Group") == "case-review-group"
    assert ours.item("review", "rapid-review").words == "Rapid look"
    assert ours.kind("review", "near-miss").states == ("told", "looked-at", "closed", "withdrawn")
    assert [str(rule.span) for rule in ours.deadline_rules("rapid-review")] == ["15 working days", "10 working days"]
    assert ours.find("theme", "Everyday life of the child") == "voice-of-the-child"
    assert ours.find("product", "One-page guide") == "one-page-guide"


def test_an_empty_questionnaire_tells_what_is_needed(above: Framework) -> None:
    with pytest.raises(InvalidData) as refused:
        layer_text({}, above)
    assert [problem.where for problem in refused.value.problems] == ["About us", "About us"]


def test_every_problem_is_told_with_its_sheet_and_row(above: Framework) -> None:
    wrong: dict[str, list[Row]] = {
        "about": [{"name": "Ours", "builds-on": "england", "since": "soon"}],
        "groups": [{}, {"name": "X", "is": "No such group at all"}, {"name": "Y", "quorum": "three"}],
        "reviews": [{"name": "Z"}],
        "deadlines": [{"deadline": "Rapid review"}],
        "statuses": [{"word": "Red", "means": "alarming"}],
    }
    with pytest.raises(InvalidData) as refused:
        layer_text(wrong, above)
    told = [(problem.code.partition(".")[2], problem.where) for problem in refused.value.problems]
    assert told == [
        ("no-day", "About us"), ("unknown", "Groups, row 3"), ("no-number", "Groups, row 4"),
        ("no-steps", "Reviews, row 2"), ("missing", "Deadlines, row 2"), ("missing", "Deadlines, row 2"),
        ("unknown", "Status words, row 2"),
    ]  # fmt: skip


def test_a_problem_of_the_layer_finds_the_row_it_comes_from(liverpool: FrameworkHistory, above: Framework) -> None:
    looser = {"about": ANSWERS["about"][:0] or [{"name": "Ours", "builds-on": "liverpool"}], "deadlines": [
        {"deadline": "rapid-review", "within": "20 working days", "because": "More time"}]}  # fmt: skip
    text = layer_text(looser, above)
    with pytest.raises(InvalidFramework) as refused:
        compose([liverpool, read_document(text, "ours.toml")])
    (problem,) = refused.value.problems
    assert problem.code == "framework.loosened"
    assert row_of(text, int(problem.where.split("line ")[1].split(",")[0])) == "Deadlines, row 2"


def test_lists_of_a_workbook_offer_what_is_there(above: Framework) -> None:
    for sheet in SHEETS:
        for ask in sheet.columns:
            assert bool(choices(ask, above)) == (ask.sort in ("name", "status") or bool(ask.of))


_CELL = st.text(max_size=20) | st.sampled_from(['"', "\\", "]\n[x]", "a > b", "; ;", "10 days", "Executive", "é"])


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_answered_gives_toml_or_problems(liverpool: FrameworkHistory, data: st.DataObject) -> None:
    """No answer breaks out of its quotes."""
    answers: dict[str, Any] = {
        sheet.name: data.draw(
            st.lists(st.fixed_dictionaries({ask.name: _CELL for ask in sheet.columns}), max_size=2), label=sheet.name
        )
        for sheet in SHEETS
    }
    try:
        text = layer_text(answers, liverpool.newest)
    except InvalidData as refused:
        assert refused.problems  # noqa: PT017
        return
    document = read_document(text, "ours.toml")
    assert not [problem for problem in document.problems if problem.code == "framework.broken-toml"]
