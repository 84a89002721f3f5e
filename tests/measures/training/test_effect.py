"""What training changed, level by level, with n and N; nothing is claimed that nobody asked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.training.effect import effects, effects_by_theme
from lif_core.records import Attendance, Course, Evaluation, Feedback, Finding, Need, Reading, Score, Session
from lif_core.values.labels import Label
from lif_core.values.when import Between, When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
COURSE = Course(id="demo/course/1", state="offered", label=Label("Neglect"), answers=("demo/need/1",))
NEED = Need(id="demo/need/1", state="found", sources=("demo/finding/1",))
FINDING = Finding(id="demo/finding/1", state="recorded", themes=("neglect",))
HELD = Session(id="demo/session/1", state="held", course=COURSE.id, on=When.on(date(2024, 1, 15)), places=20)
CAME = Attendance(id="demo/attendance/1", state="reported", session=HELD.id, attended=12)
RECORDS = (COURSE, NEED, FINDING, HELD, CAME)


def heard(number: int, time_point: str, *scores: tuple[str, int], **given_: Any) -> Feedback:
    told = {"state": "received", "session": HELD.id, "instrument": "three-stages", **given_}
    values = tuple(Score(code, "Knowledge", value) for code, value in scores)
    return Feedback(id=f"demo/feedback/{number}", time_point=time_point, scores=values, **told)


def judged(number: int, of: str, **given_: Any) -> Evaluation:
    told = {"state": "completed", "question": "what-difference", "on": When.on(date(2024, 5, 1)), **given_}
    return Evaluation(id=f"demo/evaluation/{number}", of=(of,), **told)


def only(view: View) -> Any:
    (one,) = effects(view)
    return one


def test_nobody_asked_anything(see: See) -> None:
    told = only(see(DAY, RECORDS))
    assert told.levels == ()
    assert str(told).splitlines() == [
        "Course Neglect: 1 held, 12 came",
        "  1 reaction: nobody asked",
        "  2 learning: not known",
        "  3 behaviour: nobody asked later",
        "  4 results: not evaluated",
    ]


def test_reaction_with_its_response(see: See) -> None:
    useful = (Reading(measure="Useful", n=9, of=10), Reading(measure="Useful", grade="very", n=4, of=10))
    told = only(see(DAY, RECORDS, heard(1, "Right after", asked=12, replies=10, readings=useful)))
    assert told.levels == (1,)
    assert str(told.reaction) == (
        "Replies, of those asked: 83% (10 of 12); Useful: 90% (9 of 10); Useful: very: 40% (4 of 10)."
    )


def test_nine_replies_of_three_hundred_say_little(see: See) -> None:
    many = attrs.evolve(CAME, attended=300)
    few = heard(1, "Right after", asked=300, replies=9, readings=(Reading(measure="Better", n=8, of=9),))
    told = only(see(DAY, *RECORDS[:4], many, few)).reaction
    assert told.is_few
    assert str(told) == (
        "Replies, of those asked: 3% (9 of 300); Better: 89% (8 of 9). Few replied: it says little about the others."
    )
    thin = heard(1, "Right after", asked=300, replies=99)
    assert only(see(DAY, *RECORDS[:4], many, thin)).reaction.is_few
    assert not only(see(DAY, *RECORDS[:4], many, heard(1, "Right after", asked=300, replies=100))).reaction.is_few


def test_learning_pairs_the_answers_of_one_code(see: See) -> None:
    before = heard(1, "Before", ("a1b2", 2), ("c3d4", 3), ("e5f6", 4), ("g7h8", 1))
    after = heard(2, "Right after", ("a1b2", 4), ("c3d4", 3), ("e5f6", 3), ("z9z9", 5))
    (learnt,) = only(see(DAY, RECORDS, before, after)).learning
    assert (learnt.better.n, learnt.better.of, learnt.worse, learnt.alone) == (1, 3, 1, 2)
    assert (learnt.before, learnt.after) == (Decimal("3.0"), Decimal("3.3"))
    assert str(learnt) == (
        "Rated themselves better: Knowledge: 33% (1 of 3); 1 worse; mean 3.0 before, 3.3 then, "
        "2 answered once and are not counted. Few answered twice: it says little about the others."
    )


def test_a_code_pairs_within_its_session_only(see: See) -> None:
    other = attrs.evolve(HELD, id="demo/session/2")
    before, after = heard(1, "Before", ("a1b2", 2)), heard(2, "Right after", ("a1b2", 4), session=other.id)
    assert only(see(DAY, RECORDS, other, before, after)).learning == ()


def test_weeks_later_is_behaviour(see: See) -> None:
    before = heard(1, "Before", ("a1b2", 2))
    later = heard(2, "Weeks later, with the line manager", ("a1b2", 5), asked=12, replies=1)
    told = only(see(DAY, RECORDS, before, later))
    assert told.levels == (3,)
    assert (told.kept[0].better.n, told.kept[0].better.of) == (1, 1)
    assert (told.behaviour.response.n, told.behaviour.response.of) == (1, 12)
    assert "nobody asked later" not in str(told)


def test_results_are_evaluations_in_practice(see: See) -> None:
    found = [
        judged(1, COURSE.id, outcome="improved"),
        judged(2, NEED.id, outcome="no-change"),
        judged(3, FINDING.id, outcome="improved"),
        judged(4, HELD.id),
        judged(5, COURSE.id, question="how-much", outcome="improved"),
        judged(6, COURSE.id, state="withdrawn"),
    ]
    told = only(see(DAY, RECORDS, found))
    assert told.results == tuple(f"demo/evaluation/{number}" for number in (1, 2, 3, 4))
    assert told.outcomes == {"": 1, "improved": 2, "no-change": 1}
    assert str(told).endswith("4 results: evaluated in practice: 1 without a judgement, 2 improved, 1 no change")


def test_an_evaluation_that_is_only_planned_found_nothing(see: See) -> None:
    assert only(see(DAY, RECORDS, judged(1, COURSE.id, state="planned", on=None))).levels == ()


def test_by_theme(see: See) -> None:
    other = Course(
        id="demo/course/2", state="offered", label=Label("Attendance"), themes=("neglect", "voice-of-the-child")
    )
    second = attrs.evolve(HELD, id="demo/session/2", course=other.id)
    came = attrs.evolve(CAME, id="demo/attendance/2", session=second.id, attended=3)
    told = {one.about: one for one in effects_by_theme(see(DAY, RECORDS, other, second, came, judged(1, COURSE.id)))}
    assert {theme: (one.held, one.attended) for theme, one in told.items()} == {
        "neglect": (2, 15),
        "voice-of-the-child": (1, 3),
    }
    assert told["neglect"].levels == (4,)
    assert told["voice-of-the-child"].levels == ()


def test_a_scale_on_which_lower_is_better(see: See, monkeypatch) -> None:
    view = see(DAY, RECORDS, heard(1, "Before", ("a1b2", 4)), heard(2, "Right after", ("a1b2", 2)))
    assert only(view).learning[0].worse == 1
    monkeypatch.setattr("lif_core.measures.training.effect._lower_is_better", lambda *_: True)
    assert only(see(DAY, view.register)).learning[0].better.n == 1


def test_of_another_time_nothing_is_told(see: See) -> None:
    view = see(DAY, RECORDS, heard(1, "Right after", asked=12, replies=10))
    assert effects(view, Between(date(2024, 2, 1), DAY)) == ()


CODES = st.sampled_from(["a1b2", "c3d4", "e5f6", "g7h8"])
ANSWERS = st.dictionaries(CODES, st.integers(1, 5), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS, ANSWERS, st.randoms(use_true_random=False))
def test_pairs_are_those_who_answered_twice_in_any_order(see: See, before, after, random) -> None:
    records = [*RECORDS, heard(1, "Before", *before.items()), heard(2, "Right after", *after.items())]
    told = only(see(DAY, records))
    both = before.keys() & after.keys()
    if both:
        (learnt,) = told.learning
        assert learnt.better.of == len(both)
        assert learnt.better.n == sum(after[code] > before[code] for code in both)
        assert learnt.alone == len(before.keys() ^ after.keys())
    else:
        assert told.learning == ()
    assert effects(see(DAY, random.sample(records, len(records)))) == (told,)
