"""Change: what is called one, and what so few could show by chance."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core.measures.change import Verdict, answered, changes
from lif_core.records import Action, Evaluation, Measure, Reading
from lif_core.values.labels import Label
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2025, 6, 3)
M, A = "demo/measure/1", "demo/action/1"


def measure(**given: Any) -> Measure:
    return Measure(id=M, **{"of": (A,), "state": "in-use", "definition": "Files in which the child is heard",
                            "better": "more", **given})  # fmt: skip


def reading(n: int | None = None, of: int | None = None, day: int = 1, name: str = M, **given: Any) -> Reading:
    return Reading(measure=name, n=n, of=of, at=When.on(date(2025, 1, day)), **given)


def evaluation(*readings: Reading, number: int = 1, **given: Any) -> Evaluation:
    return Evaluation(id=f"demo/evaluation/{number}", of=(A,), readings=readings, **{"state": "completed", **given})


FORTY_FIVE = "+45 points (between +14 points and +66 points)."
NO_MORE_IS_KNOWN = "how many of how many is not known for both, so whether anything changed cannot be told."
CASES: list[tuple[Verdict, Measure, tuple[Reading, ...], str]] = [
    ("no-reading", measure(), (), "nobody has read it yet."),
    ("one-reading", measure(baseline=reading(6, 20)), (), "it was read at first only: whether anything changed cannot "
     "be told."),
    ("one-reading", measure(), (reading(6, 20),), "it was read once only, and nobody gave a baseline: whether anything "
     "changed cannot be told."),
    ("better", measure(baseline=reading(6, 20)), (reading(15, 20, 2),), FORTY_FIVE),
    ("worse", measure(baseline=reading(6, 20), better="less"), (reading(15, 20, 2),), FORTY_FIVE),
    ("changed", measure(baseline=reading(6, 20), better=""), (reading(15, 20, 2),), FORTY_FIVE),
    ("not-told", measure(baseline=reading(6, 20)), (reading(9, 20, 2),), "+15 points (between -14 points and +41 "
     "points): so few can differ by chance, no change is shown."),
    ("not-told", measure(baseline=reading(6, 20)), (reading(9, None, 2),), NO_MORE_IS_KNOWN),
    ("better", measure(baseline=reading(grade="Amber")), (reading(day=2, grade="Green"),),
     "from Amber to Green; one grade each, so without a margin."),
    ("not-told", measure(baseline=reading(grade="Amber")), (reading(day=2, grade="Amber"),),
     "the same grade as at first."),
    ("not-told", measure(baseline=reading(grade="Amber")), (reading(day=2, grade="Good"),),
     "no scale of the framework has both grades: which is better cannot be told."),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "one", "later", "why"), CASES)
def test_what_a_measure_shows(see: See, verdict: Verdict, one: Measure, later: tuple[Reading, ...], why: str) -> None:
    (found,) = changes(see(DAY, one, evaluation(*later)))
    assert (found.verdict, found.why) == (verdict, why)


def test_nine_replies_of_three_hundred_are_not_ninety_per_cent_improved(see: See) -> None:
    one = measure(baseline=reading(40, 200))
    (found,) = changes(see(DAY, one, evaluation(reading(8, 9, 2, asked=300))))
    assert found.verdict == "not-told"
    assert found.why == (
        "9 of 300 asked replied: it speaks for them only; of all who were asked it is anything from 3% to 100%."
    )
    assert str(found.latest) == "2 Jan 2025: 8 of 9 (89%), 9 of 300 asked replied"
    assert found.latest is not None
    assert found.latest.response is not None
    assert found.latest.response.percent() == 3


def test_where_most_replied_it_is_told_and_the_response_stands_beside_it(see: See) -> None:
    (found,) = changes(see(DAY, measure(baseline=reading(40, 200)), evaluation(reading(150, 200, 2, asked=300))))
    assert found.verdict == "better"
    assert str(found.latest).endswith("200 of 300 asked replied")


def test_without_a_baseline_the_oldest_reading_stands_for_it_and_says_so(see: See) -> None:
    (found,) = changes(see(DAY, measure(), evaluation(reading(15, 20, 9), reading(6, 20, 2))))
    assert found.from_first_follow_up
    assert found.baseline is not None
    assert (found.baseline.n, found.verdict) == (6, "better")


@pytest.mark.parametrize("name", [M, "the child is HEARD", "M7", "files in  which the child is heard", "Clyw"])
def test_a_reading_names_its_measure_by_its_id_or_by_what_people_call_it(see: See, name: str) -> None:
    one = measure(label=Label("The child is heard", "Clyw"), ref="M7")
    (found,) = changes(see(DAY, one, evaluation(reading(6, 20, name=name))))
    assert found.latest is not None
    assert (found.latest.n, found.latest.evaluation) == (6, "demo/evaluation/1")


def test_what_was_taken_back_shows_nothing(see: See) -> None:
    assert changes(see(DAY, measure(state="withdrawn"))) == ()
    (found,) = changes(see(DAY, measure(), evaluation(reading(6, 20), state="withdrawn")))
    assert found.verdict == "no-reading"


def test_only_the_measures_of_one_record(see: See) -> None:
    view = see(DAY, measure(), evaluation(number=2))
    assert changes(view, evaluation(number=2)) == ()
    action = Evaluation(id=A)
    assert [one.measure for one in changes(view, action)] == [M]


def test_a_wider_audience_gets_no_small_numbers(see: See) -> None:
    one = measure(baseline=reading(40, 200), disclosure="public")
    view = see(DAY, one, evaluation(reading(3, 20, 2), disclosure="public"), audience="public")
    (found,) = changes(view)
    assert (found.verdict, str(found.latest)) == ("not-told", "2 Jan 2025: not shown, too few")
    assert found.difference is None


def test_which_of_the_three_questions_was_answered(see: See) -> None:
    action = Action(id=A, ref="3.2")
    view = see(
        DAY,
        action,
        evaluation(number=1, question="how-much"),
        evaluation(number=2, question="how-much"),
        evaluation(number=3),
    )
    found = answered(view, action)
    assert found.by["how-much"] == ("demo/evaluation/1", "demo/evaluation/2")
    assert (found.missing, found.unasked) == (("how-well", "what-difference"), ("demo/evaluation/3",))
