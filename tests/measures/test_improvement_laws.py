"""Laws of measures of improvement: the order of records changes nothing, and what is learnt later no earlier answer."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Settings
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.audits import beside_survey, compared, graded, taken_up
from lif_core.measures.change import changes
from lif_core.measures.evidence_trail import superseded
from lif_core.measures.gaps import gaps
from lif_core.measures.indicators import INDICATORS, funnel, indicators
from lif_core.measures.portfolio import portfolio
from lif_core.measures.recurring import recurred
from lif_core.measures.sustained import proposed, sustained
from lif_core.records import (
    Acknowledgement,
    Action,
    Answer,
    Course,
    Evaluation,
    Evidence,
    Finding,
    Link,
    Measure,
    Need,
    Party,
    Product,
    Reading,
    Record,
    Return,
    Review,
    Session,
)
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 6, 3)
BODIES = ("police", "schools", "probation", "childrens-services")


def invented(seed: int) -> list[Record]:
    """Give a small partnership, all of it invented, the same for the same seed."""
    some = Random(seed)

    def day() -> When:
        return When.on(date(2022, 1, 1) + timedelta(days=some.randrange(880)))

    def ids(sort: str, count: int) -> str:
        return f"demo/{sort}/{some.randrange(count)}"

    records: list[Record] = []
    for number in range(5):
        kind = some.choice(("rapid-review", "local-child-safeguarding-practice-review", "section-11-audit"))
        event = {"rapid-review": "notification-sent", "section-11-audit": "issued"}.get(kind, "decided")
        records.append(Review(id=f"demo/review/{number}", kind=kind, ref=f"R{number}", happened={event: day()}))
    for number in range(8):
        themes = (some.choice(("neglect", "information-sharing")),)
        records.append(
            Finding(
                id=f"demo/finding/{number}", reviews=(ids("review", 5),), themes=themes, happened={"recorded": day()},
                sort=some.choice(("gap", "gap", "good-practice")), links=(Link("repeats", ids("finding", 8)),),
            )
        )  # fmt: skip
    for number in range(12):
        state = some.choice(("planned", "in-progress", "done", "done", "sustained", "not-sustained"))
        happened = {"planned": day()} | ({"done": day()} if state not in ("planned", "in-progress") else {})
        records.append(
            Action(
                id=f"demo/action/{number}", state=state, happened=happened, due=some.choice((None, day())),
                answers=(ids("finding", 8),), leads=(Party(body=some.choice(BODIES)),),
                strength=some.choice(("training", "training", "audit", "")),
            )
        )  # fmt: skip
    for number in range(10):
        records.append(
            Evidence(
                id=f"demo/evidence/{number}", shows=(ids("action", 12),), sort=some.choice(("self-report", "data")),
                revises=some.choice(("", ids("evidence", 10))), state="offered",
            )
        )  # fmt: skip
    for number in range(14):
        reading = Reading(measure=ids("measure", 3), n=some.randrange(20), of=20, at=day())
        records.append(
            Evaluation(
                id=f"demo/evaluation/{number}", of=(ids("action", 12), ids("review", 5)), on=day(), state="completed",
                by=some.choice((None, Party(body=some.choice(BODIES)))), question="what-difference",
                outcome=some.choice(("held", "did-not-hold", "improved", "")), readings=(reading,),
                rests_on=(ids("evidence", 10),),
            )
        )  # fmt: skip
    for number in range(3):
        baseline = some.choice((None, Reading(n=6, of=20)))
        records.append(Measure(id=f"demo/measure/{number}", of=(ids("action", 12),), baseline=baseline, better="more"))
    for number in range(8):
        came = some.choice((None, day()))
        answers = (Answer(to=some.choice(("Escalation", "Referral")), grade=some.choice(("Green", "Red", "", "Odd"))),)
        records.append(
            Return(
                id=f"demo/return/{number}", kind="standard", about=(ids("review", 5),), due=day(), answers=answers,
                agency=Party(body=some.choice(BODIES)), state="returned" if came else "asked",
                happened={"returned": came} if came else {},
            )
        )  # fmt: skip
    records += [
        Product(id="demo/product/0", draws_on=(ids("finding", 8),), state="published", happened={"published": day()},
                to=(Party(body="police"),)),
        Acknowledgement(id="demo/acknowledgement/0", product="demo/product/0", agency=Party(body="police"), on=day(),
                        state="confirmed"),
        Need(id="demo/need/0", sources=(ids("finding", 8),)),
        Course(id="demo/course/0", answers=("demo/need/0",)),
        Session(id="demo/session/0", course="demo/course/0", on=day(), state="held"),
    ]  # fmt: skip
    return records


def audits_of(view: View) -> Any:
    reviews = sorted(
        (one for one in view.register.of_type("review") if isinstance(one, Review)), key=lambda one: one.id
    )
    first, again = reviews[0], reviews[1]
    return (
        graded(view, first),
        compared(view, first, again, "section-11"),
        beside_survey(view, first),
        taken_up(view, first, again),
    )


def told_by(id: str) -> Callable[[View], Any]:
    return lambda view: indicators(view, 4, [id])


MEASURES: dict[str, Callable[[View], Any]] = {
    "sustained": sustained,
    "proposed": lambda view: [(one.request, one.life.stage, len(one.refused)) for one in proposed(view)],
    "changes": changes,
    "recurred": lambda view: [(one, one.between, one.earlier, one.says) for one in recurred(view)],
    "portfolio": lambda view: portfolio(view, 2),
    "superseded": superseded,
    "audits": audits_of,
    "funnel": funnel,
    "gaps": lambda view: [(one.code, one.record, one.says, one.beside) for one in gaps(view)],
    **{one.id: told_by(one.id) for one in INDICATORS},
}


@pytest.mark.parametrize("audience", ["", "public"])
@settings(max_examples=12)
@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(
    liverpool: FrameworkHistory, audience: str, seed: int, chance: Random
) -> None:
    records = invented(seed)
    if audience:
        records = [attrs.evolve(one, disclosure="public") for one in records]
    turned = list(records)
    chance.shuffle(turned)
    framework = liverpool.on(DAY)
    one, other = (
        View(framework=framework, register=Register(several), day=DAY, audience=audience)
        for several in (records, turned)
    )
    for name, measure in MEASURES.items():
        assert measure(one) == measure(other), name


@settings(max_examples=8)
@given(st.integers(0, 400))
def test_an_evaluation_recorded_later_changes_no_answer_of_before(liverpool: FrameworkHistory, seed: int) -> None:
    """Whoever asks what was known on a day gets the same answers on every later day."""
    at = datetime(2024, 6, 3, 9, tzinfo=UTC)
    lif = Partnership(
        liverpool,
        MemoryStorage(),
        settings=Settings(id="demo", by="qa-officer"),
        clock=lambda: at,
        mint=counting("demo"),
    )
    some = Random(seed)
    with lif.work(on=DAY) as work:
        review = work.start_review("section-11-audit")
        finding = work.record_finding(
            "Late files", from_=review, themes=["neglect"], happened={"recorded": date(2023, 2, 1)}
        )
        actions = [
            work.plan_action(
                "Huddle", answers=finding, lead="police", state="done", happened={"done": date(2024, 1, 9)}
            )
            for _ in range(3)
        ]
        measure = work.define_measure("Files on time", of=actions[0], better="more", baseline=Reading(n=6, of=20))
        evidence = work.give_evidence("List", shows=actions, sort="data")

    def answers() -> list[Any]:
        now = lif.as_of(DAY, known_by=DAY)
        return [tell(now) for name, tell in MEASURES.items() if name != "audits"] + [graded(now, _first(now))]

    before = answers()
    at = datetime(2024, 8, 1, 9, tzinfo=UTC)
    with lif.work(on=some.choice((DAY, date(2024, 7, 1)))) as work:
        work.evaluate(
            [*actions, review],
            by="schools",
            on=DAY - timedelta(days=some.randrange(90)),
            question="what-difference",
            outcome=some.choice(("held", "did-not-hold")),
            readings=[Reading(measure=measure.id, n=18, of=20), Reading(measure="Escalation", grade="Green", n=4)],
            rests_on=evidence,
        )
        work.give_evidence("Newer list", shows=actions, revises=evidence)
    assert answers() == before
    assert lif.as_of(date(2024, 8, 1)).sustained() != lif.as_of(DAY, known_by=DAY).sustained()


def _first(view: View) -> Review:
    (review,) = view.register.of_type("review")
    assert isinstance(review, Review)
    return review
