"""Recurring: learning did not hold, with both reviews and what was done between them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from lif_core.measures.gaps import gaps
from lif_core.measures.recurring import recurred, still_open
from lif_core.records import Action, Decision, Evaluation, Evidence, Finding, Recommendation, Record, Review
from lif_core.records.evidence import Outcome
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def review(number: int, label: str) -> Review:
    return Review(id=f"demo/review/{number}", kind="rapid-review", ref=label, state="closed")


def finding(number: int, day: When) -> Finding:
    id, reviews, themes = f"demo/finding/{number}", (f"demo/review/{number}",), ("information-sharing",)
    return Finding(id=id, state="recorded", themes=themes, reviews=reviews, happened={"recorded": day})


def action(number: int, day: When, answers: str = "demo/finding/1", **given: Any) -> Action:
    id, ref = f"demo/action/{number}", str(number)
    return Action(id=id, ref=ref, state="done", answers=(answers,), happened={"done": day}, **given)


def evaluation(number: int, day: When, outcome: Outcome) -> Evaluation:
    id, of = f"demo/evaluation/{number}", ("demo/action/1",)
    return Evaluation(id=id, of=of, state="completed", on=day, outcome=outcome)


RECORDS: tuple[Record, ...] = (
    review(1, "2022-A"),
    review(2, "2024-B"),
    finding(1, on(2022, 1, 5)),
    finding(2, on(2024, 3, 1)),
    action(1, on(2022, 9, 1), strength="training"),
    action(2, on(2023, 2, 1), "demo/recommendation/1", strength="training"),
    Recommendation(id="demo/recommendation/1", findings=("demo/finding/1",), state="made"),
    Evidence(id="demo/evidence/1", shows=("demo/action/1",), sort="document", state="offered"),
    evaluation(1, on(2022, 12, 1), "improved"),
    evaluation(2, on(2023, 6, 1), ""),
)


def test_both_reviews_and_what_was_done_between_them_are_told(see: See) -> None:
    (found,) = recurred(see(DAY, *RECORDS))
    assert (found.earlier, found.later) == (("demo/review/1",), ("demo/review/2",))
    assert [(one.on, one.evidence, one.outcome) for one in found.between] == [
        (date(2022, 9, 1), "document", "improved"),
        (date(2023, 2, 1), "", ""),
    ]
    assert found.only_told is True
    assert str(found) == (
        f"Learning did not hold: {found.words} came back on 1 Mar 2024 in Rapid review 2024-B, first found in Rapid "
        "review 2022-A. Done in between: Action 1 (closed on 1 Sep 2022; document; improved), Action 2 (closed on "
        "1 Feb 2023; no evidence; no outcome recorded). All of it only told people what to do."
    )


def test_whether_it_only_told_people_is_not_known_where_no_strength_is(see: See) -> None:
    plain = [action(1, on(2022, 9, 1)) if one.id == "demo/action/1" else one for one in RECORDS]
    plain = [action(2, on(2023, 2, 1)) if one.id == "demo/action/2" else one for one in plain]
    (found,) = recurred(see(DAY, *plain))
    assert found.only_told is None
    stronger = [action(1, on(2022, 9, 1), strength="audit") if one.id == "demo/action/1" else one for one in RECORDS]
    assert recurred(see(DAY, *stronger))[0].only_told is False


def test_what_was_closed_too_long_before_is_not_between(see: See) -> None:
    early = [action(1, on(2022, 2, 1)) if one.id == "demo/action/1" else one for one in RECORDS]
    (found,) = recurred(see(DAY, *early))
    assert [one.action for one in found.between] == ["demo/action/2"]
    assert recurred(see(date(2024, 2, 1), *RECORDS)) == ()


# --- until when a return stands as a gap ------------------------------------------------------------------------------

CAME_BACK = finding(2, on(2024, 3, 1))
BEFORE = action(1, on(2023, 9, 1))
ANSWER = attrs.evolve(action(7, on(2024, 6, 1), CAME_BACK.id), themes=())
LATER, MUCH_LATER = date(2025, 3, 1), date(2034, 3, 1)


def stands(see: See, day: date, *records: Record) -> list[str]:
    """The findings whose return of the theme stands as a gap on a day."""
    view = see(day, finding(1, on(2022, 1, 5)), BEFORE, CAME_BACK, *records)
    told = [gap.record for gap in gaps(view) if gap.code == "theme-came-back"]
    assert told == [one.seen.id for one in still_open(view)]
    return told


def decided(about: str, **given: Any) -> Decision:
    return Decision(id="demo/decision/1", **{"state": "made", "about": (about,), "on": on(2024, 4, 1), **given})


def judged(of: str, **given: Any) -> Evaluation:
    return Evaluation(id="demo/evaluation/9", **{"state": "completed", "of": (of,), "judgement": "x", **given})


def test_a_return_that_nobody_looked_at_and_nothing_answers_stands_for_ever(see: See) -> None:
    for day in (date(2024, 3, 1), LATER, MUCH_LATER):
        assert stands(see, day) == [CAME_BACK.id]


@pytest.mark.parametrize(
    "look",
    [
        judged(CAME_BACK.id),
        judged(BEFORE.id, outcome="did-not-hold", on=on(2024, 3, 1)),
        decided(CAME_BACK.id),
        decided(CAME_BACK.id, on=None),
        decided(BEFORE.id),
        attrs.evolve(CAME_BACK, state="not-agreed"),
    ],
)
def test_a_return_that_somebody_looked_at_is_over(see: See, look: Record) -> None:
    assert stands(see, LATER, look) == []


@pytest.mark.parametrize(
    "no_look",
    [
        judged(BEFORE.id, outcome="held", on=on(2024, 4, 1)),  # a check by its schedule
        judged(BEFORE.id, outcome="did-not-hold", on=on(2024, 2, 1)),  # before it came back
        judged(CAME_BACK.id, state="planned", judgement=""),
        decided(BEFORE.id, on=on(2024, 2, 1)),
        decided(CAME_BACK.id, state="proposed"),
        decided(CAME_BACK.id, state="withdrawn"),
        decided(BEFORE.id, kind="sign-off", state="signed"),
        attrs.evolve(CAME_BACK, state="closed"),  # nobody said why
        attrs.evolve(ANSWER, state="planned", happened={}),
    ],
)
def test_what_is_no_look_at_the_return_leaves_it(see: See, no_look: Record) -> None:
    assert stands(see, LATER, no_look) == [CAME_BACK.id]
    assert stands(see, MUCH_LATER, no_look) == [CAME_BACK.id]


def test_a_return_that_was_answered_lapses_with_the_window_where_the_theme_stayed_away(see: See) -> None:
    assert stands(see, LATER, ANSWER) == [CAME_BACK.id]  # whether it holds is not known yet
    assert stands(see, date(2026, 3, 1), ANSWER) == [CAME_BACK.id]  # the last day of the 24 months
    assert stands(see, date(2026, 3, 2), ANSWER) == []


def test_an_answer_through_a_recommendation_counts(see: See) -> None:
    asked = Recommendation(id="demo/recommendation/7", findings=(CAME_BACK.id,), state="made")
    assert stands(see, MUCH_LATER, asked) == [CAME_BACK.id]
    assert stands(see, MUCH_LATER, asked, attrs.evolve(ANSWER, answers=(asked.id,))) == []


def test_an_answered_return_is_told_on_by_the_next_one(see: See) -> None:
    again = finding(3, on(2025, 1, 5))
    assert stands(see, LATER, again) == [CAME_BACK.id, again.id]  # nobody answered either
    assert stands(see, LATER, ANSWER, again) == [again.id]
    (told,) = [one for one in gaps(see(LATER, finding(1, on(2022, 1, 5)), BEFORE, CAME_BACK, ANSWER, again))
               if one.code == "theme-came-back"]  # fmt: skip
    assert "after Action 7 was closed on 1 Jun 2024 and 1 more before it" in told.says
