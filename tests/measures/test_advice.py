"""Advice: the framework's criteria suggest, people decide, and what nobody answered is never taken for no."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, compose
from lif_core.errors import InvalidData, InvalidFramework
from lif_core.framework.documents import read_document
from lif_core.measures.advice import Advice, Called, Weighed, advise, criteria
from lif_core.records import Criterion, Decision
from lif_core.view.register import Register
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 5, 14)
NOTIFICATION = tuple(f"notification.{number}" for number in (1, 2, 3))
RAPID = ("rapid-review.1", "rapid-review.2")
LOCAL = tuple(f"local-child-safeguarding-practice-review.{number}" for number in range(1, 6))


def of(advice: Advice, response: str) -> Weighed:
    (found,) = [one for one in advice.weighed if one.response == response]
    return found


def test_what_is_asked_on_a_day_hangs_on_the_edition_in_force(see: See) -> None:
    now = {one.response for one in criteria(see(DAY))}
    assert {"decision.notification", "review.rapid-review", "review.local-child-safeguarding-practice-review"} <= now
    assert "review.serious-case-review" not in now
    then = {one.response for one in criteria(see(date(2016, 5, 14)))}
    assert "review.serious-case-review" in then
    assert not {"decision.notification", "review.rapid-review"} & then
    before = {one.response for one in criteria(see(DAY), date(2016, 5, 14))}
    assert ("review.serious-case-review" in before, "review.rapid-review" in before) == (True, False)


def test_nothing_answered_nothing_told(see: See) -> None:
    advice = advise(see(DAY), {})
    assert {one.called for one in advice.weighed} == {"cannot-be-told"}
    assert advice.suggested == advice.to_be_weighed == ()
    assert set(NOTIFICATION) | set(RAPID) | set(LOCAL) <= set(advice.open)
    assert str(advice).startswith("Cannot be told yet: Decision whether to notify a serious incident; ")


@pytest.mark.parametrize(
    ("answers", "called", "why"),
    [
        (("met", "met", "met"), "called-for", "called for, as all of its criteria are met."),
        (
            ("met", "not-met", ""),
            "not-called-for",
            "not called for, as notification.2 is not met, and all are needed.",
        ),
        (
            ("met", "unclear: no paediatric report yet", ""),
            "cannot-be-told",
            "cannot be told yet: notification.2 and notification.3 are open, and all are needed.",
        ),
    ],
)
def test_where_all_criteria_are_needed(see: See, answers: tuple[str, ...], called: Called, why: str) -> None:
    given = {key: answer for key, answer in zip(NOTIFICATION, answers, strict=True) if answer}
    found = of(advise(see(DAY), given), "decision.notification")
    assert (found.called, found.why) == (called, why)


def test_where_any_criterion_is_enough(see: See) -> None:
    view = see(date(2016, 5, 14))
    response = "review.serious-case-review"
    told = of(advise(view, {"serious-case-review.2": "yes"}), response)
    assert (told.called, told.why) == (
        "called-for",
        "called for, as serious-case-review.2 is met, and any one of them is enough.",
    )
    assert of(advise(view, {"serious-case-review.2": "no"}), response).called == "cannot-be-told"
    every = {f"serious-case-review.{number}": "not met" for number in (1, 2, 3)}
    assert of(advise(view, every), response).called == "not-called-for"


def test_criteria_that_are_weighed_call_for_nothing_by_themselves(see: See) -> None:
    response = "review.local-child-safeguarding-practice-review"
    told = of(advise(see(DAY), {LOCAL[1]: "met"}), response)
    assert told.called == "to-be-weighed"
    assert told.why.startswith(f"to be weighed: {LOCAL[1]} is met, which does not by itself call for it; ")
    assert not told.verified
    none = of(advise(see(DAY), dict.fromkeys(LOCAL, "not-met")), response)
    assert none.why == "not suggested, as none of its criteria is met; it may be held all the same."


def test_it_says_what_it_rests_on_and_what_nobody_has_verified(see: See) -> None:
    advice = advise(see(DAY), dict.fromkeys((*NOTIFICATION, *RAPID), "met") | {LOCAL[0]: "met"})
    assert advice.suggested == ("decision.notification", "review.rapid-review")
    assert advice.to_be_weighed == ("review.local-child-safeguarding-practice-review",)
    assert "Rapid review: Child Safeguarding Practice Review Panel, questions and answers." in advice.rests_on
    assert any("SI 2018/789, regulation 11" in one for one in advice.unverified)
    assert not any(one.startswith("Rapid review") for one in advice.unverified)


def test_answers_by_the_words_of_a_criterion_and_wrong_ones(see: See) -> None:
    text = next(it.criterion.text for one in criteria(see(DAY)) for it in one.criteria if it.key == RAPID[0])
    advice = advise(see(DAY), {text.upper(): Criterion(met="met", why="seen")})
    (asked,) = [it for one in advice.weighed for it in one.criteria if it.key == RAPID[0]]
    assert (asked.answered, asked.criterion.met, asked.criterion.why, asked.criterion.text) == (
        True,
        "met",
        "seen",
        text,
    )
    with pytest.raises(InvalidData) as refused:
        advise(see(DAY), {"rapid-reviw.1": "met", RAPID[1]: "maybe"})
    assert [(one.code, one.nearest) for one in refused.value.problems] == [
        ("advice.not-asked", "rapid-review.1"),
        ("advice.no-answer", None),
    ]


MATRIX = """
layer = "x"
[review.statutory]
path = "open > closed"
[review.local]
path = "open > closed"
[matrix.case-review]
label = "Decision-making matrix"
choices = [
  { where = "The criteria are met", kind = "statutory" },
  { where = "There is something to be learnt", kind = "local" },
]
"""


@pytest.mark.parametrize(
    ("answers", "called", "why"),
    [
        ({"case-review.1": "met"}, "called-for", "Statutory, as case-review.1 is met."),
        ({"case-review.2": "met"}, "cannot-be-told",
         "cannot be told yet: case-review.1 is open above case-review.2 (Local)."),
        ({"case-review.1": "no", "case-review.2": "met"}, "called-for", "Local, as case-review.2 is met."),
        ({"case-review.1": "no"}, "cannot-be-told", "cannot be told yet: case-review.2 is open."),
        ({"case-review.1": "no", "case-review.2": "no"}, "not-called-for", "no line of it is met."),
    ],
)  # fmt: skip
def test_a_decision_matrix_is_read_from_the_top(answers: dict[str, str], called: Called, why: str) -> None:
    framework = compose([read_document(MATRIX, "x.toml")]).on(DAY)
    (found,) = advise(View(framework=framework, register=Register(), day=DAY), answers).weighed
    assert (found.called, found.why) == (called, why)


def test_a_decision_matrix_names_the_kind_that_it_chooses() -> None:
    framework = compose([read_document(MATRIX, "x.toml")]).on(DAY)
    advice = advise(View(framework=framework, register=Register(), day=DAY), {"case-review.1": "met"})
    assert advice.says == "Called for: Statutory (Decision-making matrix)."
    assert advice.suggested == ("review.statutory",)
    assert advice.draft().outcome == "Suggested, not decided: Called for: Statutory (Decision-making matrix)."


FOLLOWING = MATRIX.replace(
    'path = "open > closed"\n[review.local]',
    'label = "Statutory review"\ncriteria = ["Abuse is known", "It is grave"]\ncalled-for-by = "all"\n'
    'path = "open > closed"\n[review.local]',
).replace('met", kind = "statutory" }', 'met", kind = "statutory", where-met = "statutory" }')


@pytest.mark.parametrize(
    ("answers", "called", "why"),
    [
        ({}, "cannot-be-told", "cannot be told yet: case-review.1 and case-review.2 are open."),
        ({"statutory.1": "met", "statutory.2": "met"}, "called-for", "Statutory review, as case-review.1 is met."),
        ({"statutory.1": "no", "case-review.2": "met"}, "called-for", "Local, as case-review.2 is met."),
        ({"statutory.1": "met", "case-review.2": "met"}, "cannot-be-told",
         "cannot be told yet: case-review.1 is open above case-review.2 (Local)."),
    ],
)  # fmt: skip
def test_what_the_criteria_of_a_kind_say_is_not_asked_again(answers: dict[str, str], called: Called, why: str) -> None:
    framework = compose([read_document(FOLLOWING, "x.toml")]).on(DAY)
    view = View(framework=framework, register=Register(), day=DAY)
    advice = advise(view, answers)
    matrix = advice.weighed[-1]
    assert (matrix.called, matrix.why) == (called, why)
    assert "case-review.1" not in advice.open
    with pytest.raises(InvalidData):
        advise(view, {"case-review.1": "met"})


def test_a_line_may_follow_from_what_is_not_called_for() -> None:
    text = FOLLOWING.replace('kind = "local" }', 'kind = "local", where-not = "statutory" }')
    view = View(framework=compose([read_document(text, "x.toml")]).on(DAY), register=Register(), day=DAY)
    advice = advise(view, {"statutory.2": "no"})
    assert advice.suggested == ("review.local",)
    told = "case-review.2: There is something to be learnt: met, as Statutory review is not called for"
    assert str(advice.weighed[-1].criteria[1]) == told


def test_a_line_follows_from_a_kind_with_criteria_only() -> None:
    with pytest.raises(InvalidFramework) as refused:
        compose([read_document(FOLLOWING.replace('where-met = "statutory"', 'where-met = "local"'), "x.toml")])
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("framework.unknown-name", "'local'")


def test_a_framework_without_criteria_says_so() -> None:
    framework = compose([read_document('layer = "x"\n', "x.toml")]).on(DAY)
    advice = advise(View(framework=framework, register=Register(), day=DAY), {})
    assert str(advice) == "The framework says no criteria for this day."


@given(
    st.dictionaries(st.sampled_from((*NOTIFICATION, *RAPID, *LOCAL)), st.sampled_from(("met", "not-met", "unclear")))
)
def test_what_is_open_never_becomes_no_by_itself(england: View, answers: dict[str, str]) -> None:
    """Whatever is said not to be called for stays so however the open criteria are answered."""
    advice = advise(england, answers)
    rest = [key for key in (*NOTIFICATION, *RAPID, *LOCAL) if answers.get(key, "unclear") == "unclear"]
    for word in ("met", "not-met"):
        closed = advise(england, {**answers, **dict.fromkeys(rest, word)})
        for before, after in zip(advice.weighed, closed.weighed, strict=True):
            if before.called in ("called-for", "not-called-for"):
                assert before.called == after.called


@pytest.fixture(scope="module")
def england(liverpool: object) -> View:
    return View(framework=liverpool.on(DAY), register=Register(), day=DAY)  # type: ignore[attr-defined]


def test_the_decision_record_is_filled_in_and_left_to_people(lif: Partnership) -> None:
    advice = advise(lif.as_of(DAY), dict.fromkeys(NOTIFICATION, "met"))
    with lif.work(by="qa-officer", on=DAY) as work:
        review = work.start_review("rapid-review")
        (made,) = work.apply([advice.draft(about=review, by="local-authority", ref="D1")])
    assert isinstance(made, Decision)
    assert (made.kind, made.state, made.dissent, made.ref) == ("notification", "proposed", "", "D1")
    assert made.outcome.startswith("Suggested, not decided: Called for: Decision whether to notify")
    assert [one.met for one in made.criteria[:3]] == ["met"] * 3
    assert all(one.met == "unclear" for one in made.criteria[3:])
    both = advise(lif.as_of(DAY), dict.fromkeys((*NOTIFICATION, *RAPID), "met")).draft(question="What next?")
    assert (both.kind, both.question) == ("", "What next?")
