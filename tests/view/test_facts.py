"""Facts: the list is the framework's list, and each fact has a case in which it is so and one in which it is not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.expressions import Condition, parse
from lif_core.framework.facts import FACTS as DECLARED
from lif_core.framework.facts import Fact
from lif_core.framework.framework import Extensions
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.measures.gaps import gaps
from lif_core.records import (
    Action,
    Challenge,
    Course,
    Decision,
    Evaluation,
    Evidence,
    Finding,
    Hold,
    Milestone,
    Party,
    Recommendation,
    Record,
    Rescheduled,
    Return,
    Review,
)
from lif_core.values.when import When
from lif_core.view.facts import FACTS, holds, next_check
from lif_core.view.register import Register, type_name
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
A, F, R = "demo/action/1", "demo/finding/1", "demo/review/1"
POLICE = Party(body="police")


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def action(**given: Any) -> Action:
    return Action(id=A, **{"state": "planned", **given})


def done(**given: Any) -> Action:
    return action(**{"state": "done", "happened": {"done": on(2024, 1, 10)}, **given})


def review(**given: Any) -> Review:
    return Review(id=R, kind="rapid-review", **{"state": "open", **given})


def finding(**given: Any) -> Finding:
    return Finding(id=F, state="recorded", **given)


def evidence(**given: Any) -> Evidence:
    return Evidence(id="demo/evidence/1", **{"shows": (A,), "state": "offered", **given})


def evaluation(**given: Any) -> Evaluation:
    return Evaluation(id="demo/evaluation/1", **{"of": (A,), "by": POLICE, "judgement": "x", **given})


def course(**given: Any) -> Course:
    return Course(id="demo/course/1", answers=(F,), state="planned", **given)


Case = tuple[str, tuple[Record, ...], Any]
HELD = Hold(kind="criminal", since=on(2024, 5, 1))
MOVED = Rescheduled(was=on(2024, 1, 1), on=on(2024, 1, 1))
SIGNED = Decision(
    id="demo/decision/1", kind="sign-off", state="signed", about=(A,), by=Party(body="executive"), on=on(2024, 6, 1)
)
CASES: list[Case] = [
    ("done", (done(),), True),
    ("done", (action(),), False),
    ("finished", (action(state="sustained"),), True),
    ("finished", (done(),), False),
    ("sustained", (action(state="sustained"),), True),
    ("sustained", (done(),), False),
    ("withdrawn", (action(state="superseded"),), True),
    ("withdrawn", (action(),), False),
    ("waiting", (action(state="waiting"),), True),
    ("waiting", (action(),), False),
    ("held", (review(holds=(HELD,)),), True),
    ("held", (review(holds=(Hold(kind="criminal", since=on(2024, 1, 1), until=on(2024, 5, 1)),)),), False),
    ("held", (review(holds=(Hold(kind="criminal", since=on(2024, 6, 4)),)),), False),
    ("late", (action(due=on(2024, 6, 2)),), True),
    ("late", (action(due=on(2024, 6, 3)),), False),
    ("late", (done(due=on(2024, 6, 2)),), False),
    ("late", (review(happened={"notification-sent": on(2024, 5, 1)}),), True),
    ("late", (Return(id="demo/return/1", state="chased", due=on(2024, 6, 1)),), True),
    ("late", (Return(id="demo/return/1", state="returned", due=on(2024, 6, 1)),), False),
    ("days-late", (Challenge(id="demo/challenge/1", state="raised", due=on(2024, 6, 1)),), 2),
    ("days-late", (Challenge(id="demo/challenge/1", state="answered", due=on(2024, 6, 1)),), 0),
    ("days-late", (action(due=on(2024, 5, 31)),), 3),
    ("days-late", (review(happened={"notification-sent": on(2024, 5, 1)}),), 11),
    ("days-late", (action(),), 0),
    ("age-days", (finding(happened={"recorded": on(2024, 6, 1)}),), 2),
    ("age-days", (finding(),), None),
    ("signed-off", (action(),), True),
    ("signed-off", (action(signs_off=("executive",)),), False),
    ("signed-by", (action(signs_off=("executive",)), SIGNED), ("executive",)),
    ("signed-by", (action(signs_off=("executive",)),), ()),
    ("next-to-sign", (action(signs_off=("executive", "business-unit")), SIGNED), "business-unit"),
    ("next-to-sign", (action(signs_off=("executive",)), SIGNED), ""),
    ("has-date", (action(due=on(2024, 6, 2)),), True),
    ("has-date", (action(due=When("soon", reading="undated")),), False),
    ("has-lead", (action(leads=(POLICE,)),), True),
    ("has-lead", (action(lead_role="chair"),), True),
    ("has-lead", (action(),), False),
    ("has-response", (finding(), action(answers=(F,))), True),
    ("has-response", (finding(), action(answers=(F,), state="withdrawn")), False),
    ("has-response", (finding(), evidence(shows=(F,))), False),
    ("only-training", (finding(), course()), True),
    ("only-training", (finding(), action(answers=(F,), strength="training")), True),
    ("only-training", (finding(), course(), action(answers=(F,))), False),
    ("only-training", (finding(),), False),
    ("overdue-milestone", (action(milestones=(Milestone(due=on(2024, 6, 2)),)),), True),
    ("overdue-milestone", (action(milestones=(Milestone(due=on(2024, 6, 2), reached=on(2024, 6, 1)),)),), False),
    ("moved-count", (action(rescheduled=(MOVED, MOVED)),), 2),
    ("moved-count", (action(),), 0),
    ("has-evidence", (action(), evidence()), True),
    ("has-evidence", (action(), evidence(state="not-accepted")), False),
    (
        "evidence-strength",
        (action(), evidence(sort="data"), Evidence(id="demo/evidence/2", shows=(A,), sort="document")),
        "data",
    ),
    ("evidence-strength", (action(), evidence(sort="data", expires=on(2024, 6, 2))), None),
    (
        "evidence-strength",
        (
            action(),
            evidence(sort="data"),
            Evidence(id="demo/evidence/2", shows=(A,), sort="self-report", revises="demo/evidence/1"),
        ),
        "self-report",
    ),
    ("expired-evidence", (action(), evidence(expires=on(2024, 6, 2))), True),
    ("expired-evidence", (action(), evidence(expires=on(2024, 6, 3))), False),
    ("has-evaluation", (action(), evaluation()), True),
    ("has-evaluation", (action(), evaluation(judgement="", state="planned")), False),
    ("has-evaluation", (action(), evaluation(state="withdrawn")), False),
    ("evaluated-by-another", (action(leads=(Party(body="local-authority"),)), evaluation()), True),
    ("evaluated-by-another", (action(leads=(POLICE,)), evaluation()), False),
    ("evaluated-by-another", (action(leads=(POLICE,)), evaluation(by=None)), False),
    ("evaluated-by-lead", (action(leads=(POLICE,)), evaluation()), True),
    ("evaluated-by-lead", (action(lead_role="chair"), evaluation(by=Party(role="chair"))), True),
    ("evaluated-by-lead", (action(leads=(POLICE,)),), False),
    ("checked-again", (done(), evaluation(on=on(2024, 4, 1))), True),
    ("checked-again", (done(), evaluation(on=on(2024, 1, 10))), False),
    ("check-again-due", (done(strength="procedure"),), True),
    ("check-again-due", (done(strength="procedure"), evaluation(on=on(2024, 4, 1))), False),
    ("check-again-due", (done(strength="procedure", state="sustained"),), False),
    ("check-again-due", (done(),), True),
    (
        "theme-returned",
        (done(themes=("neglect",)), finding(themes=("neglect",), happened={"recorded": on(2024, 5, 1)})),
        True,
    ),
    (
        "theme-returned",
        (finding(themes=("neglect",), happened={"recorded": on(2024, 5, 1)}), done(themes=("neglect",))),
        True,
    ),
    (
        "theme-returned",
        (done(themes=("neglect",)), finding(themes=("neglect",), happened={"recorded": on(2024, 1, 9)})),
        False,
    ),
    (
        "theme-returned",
        (done(themes=("neglect",)), finding(themes=("transitions",), happened={"recorded": on(2024, 5, 1)})),
        False,
    ),
]


def test_each_fact_is_declared_and_computed() -> None:
    assert [fact.name for fact in DECLARED if fact.name not in FACTS] == []
    assert set(FACTS) == {fact.name for fact in DECLARED}


def test_each_fact_has_a_case_in_which_it_is_so_and_one_in_which_it_is_not() -> None:
    for fact in DECLARED:
        told = [bool(answer) for name, _, answer in CASES if name == fact.name]
        assert {True, False} <= set(told), fact.name


@pytest.mark.parametrize(("name", "records", "answer"), CASES)
def test_the_fact(see: See, name: str, records: tuple[Record, ...], answer: Any) -> None:
    view = see(DAY, records)
    assert FACTS[name](view, records[0]) == answer
    declared = next(fact for fact in DECLARED if fact.name == name)
    assert not declared.on or type_name(records[0]) in declared.on


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("done", True),
        ("state = done and not late", True),
        ("themes = neglect", True),
        ("leads = police", True),
        ("extra.as-published-status = Complete", True),
        ("happened.done < 2024-02-01", True),
        ("moved-count >= 1", False),
        ("has due", False),
        ("strength = training or kind = standard", True),
        ("evidence-strength >= document", True),
        ("otherwise", True),
    ],
)
def test_conditions_of_a_framework_are_asked_of_records(see: See, text: str, answer: bool) -> None:
    record = done(themes=("neglect",), leads=(POLICE,), extra={"as-published-status": "Complete"})
    view = see(DAY, [record, evidence(sort="data")])
    assert holds(view, record, condition(text)) is answer


def condition(text: str) -> Condition:
    return parse(text)


def test_an_evaluation_by_a_role_of_the_leads_own_body_is_the_leads(see: See) -> None:
    framework = see(DAY).framework
    role, body = next((id, role.body) for id, role in framework.items("role").items() if role.body)  # type: ignore[attr-defined]
    records = (action(leads=(Party(body=body),)), evaluation(by=Party(role=role)))
    assert FACTS["evaluated-by-another"](see(DAY, records), records[0]) is False


def test_recommendations_are_answered_through_what_answers_them(see: See) -> None:
    made = Recommendation(id="demo/recommendation/1", findings=(F,), state="made")
    records = (finding(), made, action(answers=(made.id,), strength="training"))
    assert FACTS["only-training"](see(DAY, records), records[0]) is True


def test_a_plug_in_adds_a_fact_that_conditions_may_ask_for() -> None:
    document = read_document(
        'layer = "own"\n[gap.named-after-nothing]\non = "action"\nwhen = "not has-words"\n'
        'says = "It says nothing."\nmend = "Say what is to be done."\n',
        "own.toml",
    )
    words = Fact(
        "has-words", "yes-no", "whether it says anything", ("action",), compute=lambda view, one: bool(one.text)
    )
    framework = compose([document], Extensions(facts=(words,))).newest
    silent, told = Action(id="demo/action/1"), Action(id="demo/action/2", text="Meet weekly")
    view = View(framework=framework, register=Register((silent, told)), day=date(2024, 6, 3))
    found = [gap.record for gap in gaps(view) if gap.code == "named-after-nothing"]
    assert found == [silent.id]


def test_an_action_without_a_strength_is_checked_again_by_the_standard(liverpool: FrameworkHistory) -> None:
    done = Action(id=A, state="done", happened={"done": When.on(date(2024, 1, 10))})
    view = View(framework=liverpool.newest, register=Register([done]), day=date(2024, 6, 3))
    assert next_check(view, done) == date(2024, 4, 10)
