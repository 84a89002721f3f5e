"""Recurring: learning did not hold, with both reviews and what was done between them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lif_core.measures.recurring import recurred
from lif_core.records import Action, Evaluation, Evidence, Finding, Recommendation, Record, Review
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
