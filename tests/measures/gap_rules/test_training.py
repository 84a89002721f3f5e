"""Gaps of training: each where something is missing, one for a course, and none where it is there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core.measures.gap_rules import training
from lif_core.measures.gaps import Gap, gaps, known
from lif_core.records import Attendance, Course, Evaluation, Feedback, Finding, Need, Party, Record, Session
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
C, N = "demo/course/1", "demo/need/1"
POLICE = Party(body="police")
OWN = {
    *("need-without-course", "agency-not-reached", "session-without-date", "session-without-attendance"),
    *("training-without-feedback", "training-judged-by-reaction-only", "course-without-need"),
}


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def need(**given: Any) -> Need:
    return Need(id=N, **{"state": "found", "text": "How to ask about home", **given})


def course(number: int = 1, **given: Any) -> Course:
    told = {"state": "offered", "label": Label(f"Neglect {number}"), "answers": (N,), **given}
    return Course(id=f"demo/course/{number}", **told)


MARCH = on(2024, 3, 1)


def session(number: int = 1, when: When | None = MARCH, **given: Any) -> Session:
    return Session(id=f"demo/session/{number}", **{"state": "planned", "course": C, "on": when, **given})


def came(number: int = 1, **given: Any) -> Attendance:
    told = {"state": "reported", "session": f"demo/session/{number}", "attended": 9, **given}
    return Attendance(id=f"demo/attendance/{number}", **told)


def heard(number: int = 1, time_point: str = "Right after", **given: Any) -> Feedback:
    told = {"session": "demo/session/1", "asked": 9, "replies": 8, "state": "received", **given}
    return Feedback(id=f"demo/feedback/{number}", time_point=time_point, **told)


IN_JANUARY = session(when=on(2024, 1, 15))
CASES: dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]] = {
    "need-without-course": ((need(),), (need(), course())),
    "agency-not-reached": (
        (need(agencies=(POLICE,)), course(), session(), came(agency=Party(body="schools"))),
        (need(agencies=(POLICE,)), course(), session(), came(agency=POLICE)),
    ),
    "session-without-date": (
        (course(period=read_when("April 2023 to June 2024")), session(when=None)),
        (course(period=read_when("April 2024 to March 2025")), session(when=None)),
    ),
    "session-without-attendance": ((course(), session()), (course(), session(), came())),
    "training-without-feedback": ((course(), session(), came()), (course(), session(), came(), heard())),
    "training-judged-by-reaction-only": (
        (course(), IN_JANUARY, came(), heard()),
        (course(), IN_JANUARY, came(), heard(), heard(2, "Six weeks later")),
    ),
    "course-without-need": ((need(), course(answers=())), (need(), course())),
}


def told(view: View) -> list[Gap]:
    return [gap for gap in gaps(view) if gap.code in OWN]


def test_every_code_has_a_case() -> None:
    assert set(CASES) == OWN


@pytest.mark.parametrize("code", CASES)
def test_it_appears_where_something_is_missing_and_not_where_it_is_there(see: See, code: str) -> None:
    missing, there = (see(DAY, records) for records in CASES[code])
    assert code in {gap.code for gap in told(missing)}
    assert code not in {gap.code for gap in told(there)}
    for gap in told(missing):
        assert gap.says.endswith(".")
        assert gap.mend.endswith(".")
        known(gap.code, missing)


def test_the_sentences_read_aloud(see: See) -> None:
    view = see(
        DAY,
        need(weight=3, agencies=(POLICE,)),
        course(2, answers=()),
        course(3, answers=()),
        *(session(number, on(2024, 3, number), course="demo/course/2") for number in range(1, 7)),
        came(1, agency=Party(body="schools")),
    )
    assert [str(gap) for gap in told(view)] == [
        'Need "How to ask about home": No course meets it. It weighs 3. '
        "Plan a course, name the one that meets it, or say how else it is met.",
        "Course Neglect 2: Nobody has told who came on 2 Mar 2024, 3 Mar 2024, 4 Mar 2024, 5 Mar 2024 and 1 further "
        "day. Ask for the counts by agency and role group.",
        "Course Neglect 2: Nobody who came on 1 Mar 2024 was asked for feedback. "
        "Ask before, right after and weeks later; a code drawn at random pairs the answers.",
        "Course Neglect 2: Neither it nor 1 further course of its programme answers any need on record. "
        "Say which need each meets, or ask whether it is still wanted.",
    ]


def test_a_need_known_since_its_finding(see: See) -> None:
    finding = Finding(id="demo/finding/1", state="recorded", happened={"recorded": on(2023, 2, 1)})
    (gap,) = [one for one in told(see(DAY, finding, need(sources=(finding.id,)))) if one.record == N]
    assert (gap.since, gap.level) == (date(2023, 2, 1), "medium")


def test_a_programme_without_needs_is_not_a_heap_of_gaps(see: See) -> None:
    """Redcar's 24 courses: nobody records needs, so nobody is told that there are none."""
    assert told(see(DAY, *(course(number, answers=()) for number in range(1, 25)))) == []


def test_what_was_held_yesterday_or_years_ago_is_left_alone(see: See) -> None:
    for when in (on(2024, 6, 2), on(2022, 3, 1), read_when("to be arranged")):
        codes = {gap.code for gap in told(see(DAY, course(), session(when=when)))}
        assert "session-without-attendance" not in codes


def test_a_sum_of_the_quarter_tells_who_came(see: See) -> None:
    quarter = came(session="", period=read_when("January to March 2024"))
    assert told(see(DAY, need(), course(), session(), quarter)) == []


def test_whose_staff_came_may_not_be_known(see: See) -> None:
    view = see(DAY, need(agencies=(POLICE,)), course(), session(), came())
    assert "agency-not-reached" not in {gap.code for gap in told(view)}


def test_an_evaluation_in_practice_is_more_than_reaction(see: See) -> None:
    found = Evaluation(
        id="demo/evaluation/1", state="completed", of=(C,), question="what-difference", on=on(2024, 5, 1)
    )
    assert told(see(DAY, need(), course(), IN_JANUARY, came(), heard(), found)) == []


def test_rules_are_registered() -> None:
    from lif_core.measures.gap_rules import RULES

    rules = (training.training_needs, training.training_sessions, training.training_effect)
    assert {*rules, training.courses_nobody_asked_for} <= set(RULES)
