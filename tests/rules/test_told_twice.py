"""Days that stand in a field and as an event: whoever tells one tells both, and the two never disagree."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Refused
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.challenges import challenges
from lif_core.measures.products import products
from lif_core.measures.returns import returns
from lif_core.records import Acknowledgement, Challenge, Party, Product, Return
from lif_core.rules.told_twice import acknowledged_on, answered_on, asked_again
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 5, 14)
LATER = date(2024, 5, 20)


def day(number: int) -> When:
    return When.on(date(2024, 5, number))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def challenge(lif: Partnership) -> Challenge:
    with lif.work(by="qa-officer", on=DAY) as work:
        return work.raise_challenge("Why so late?", ref="C1", to="police")


@pytest.fixture
def answered(lif: Partnership, challenge: Challenge) -> Challenge:
    with lif.work(by="qa-officer", on=LATER) as work:
        return work.answer_challenge(challenge, "The rota", when=date(2024, 5, 16))


@pytest.fixture
def product(lif: Partnership) -> Product:
    with lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:
        one = work.write_product("newsletter", ref="P1", to=["police"])
        work.move(one, "published")
    return one


def stands(lif: Partnership, record: Any) -> Any:
    return lif.as_of(date(2024, 6, 30)).register[record.id]


# --- challenges -------------------------------------------------------------------------------------------------------


def test_a_corrected_day_of_the_answer_corrects_the_event_and_the_other_way_round(
    lif: Partnership, answered: Challenge
) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        one: Any = work.amend(answered, {"answered": date(2024, 5, 17)})
        assert (one.answered, one.happened["answered"]) == (day(17), day(17))
        one = work.tell_event(answered, "answered", when=date(2024, 5, 18))
        assert (one.answered, one.happened["answered"]) == (day(18), day(18))
        one = work.amend(answered, {"answered": None})
        assert (one.answered, "answered" in one.happened) == (None, False)


def test_two_days_that_disagree_are_refused(lif: Partnership, answered: Challenge) -> None:
    for both in (
        {"answered": date(2024, 5, 17), "happened.answered": date(2024, 5, 18)},
        {"answered": None, "happened.answered": date(2024, 5, 18)},
        {"on": date(2024, 5, 2), "happened.raised": date(2024, 5, 3)},
    ):
        with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=LATER) as work:
            work.amend(answered, both)
        assert codes(refused) == ["date.told-twice"]
    with lif.work(by="qa-officer", on=LATER) as work:
        one: Any = work.amend(answered, {"answered": date(2024, 5, 17), "happened.answered": "17 May 2024"})
    assert one.answered is not None
    assert one.answered.last == one.happened["answered"].last


def test_a_challenge_is_put_on_one_day(lif: Partnership, challenge: Challenge) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        one: Any = work.amend(challenge, {"on": date(2024, 5, 2)})
        assert one.happened["raised"] == day(2)
        other: Any = work.raise_challenge("Since when?", happened={"raised": date(2024, 5, 3)})
        assert other.on == day(3)
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=LATER) as work:
        work.raise_challenge("Both?", on=date(2024, 5, 2), happened={"raised": date(2024, 5, 3)})
    assert codes(refused) == ["date.told-twice"]


def test_a_challenge_that_nobody_answered_reads_as_settled_without_an_answer(
    lif: Partnership, challenge: Challenge
) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        work.move(challenge, "answered", when=date(2024, 5, 16))
        closed: Any = work.move(challenge, "closed", when=date(2024, 5, 17))
    assert closed.answered is None
    (one,) = challenges(lif.as_of(LATER))
    assert (one.stands, one.answered, one.is_open) == ("settled-without-answer", None, False)
    assert one.sentence == "Challenge C1: put to Police, closed on 17 May 2024 without an answer."


def test_an_answer_to_what_was_only_moved_is_told_on_the_day_it_was_given(
    lif: Partnership, challenge: Challenge
) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        work.move(challenge, "answered", when=date(2024, 5, 15))
        one: Any = work.answer_challenge(challenge, "The rota", when=date(2024, 5, 18))
    assert (one.state, one.answered, one.happened["answered"]) == ("answered", day(18), day(18))


def test_an_answer_whose_words_were_removed_for_good_is_still_an_answer(liverpool: FrameworkHistory) -> None:
    one = Challenge(id="demo/challenge/1", state="closed", answered=day(16), answered_by=Party(body="police"))
    (told,) = challenges(View(framework=liverpool.on(DAY), register=Register([one]), day=LATER))
    assert (told.stands, told.answered) == ("answered", day(16))


# --- acknowledgements -------------------------------------------------------------------------------------------------


def test_what_an_agency_says_is_told_on_one_day(lif: Partnership, product: Product) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        work.ask_acknowledgements(product, when=date(2024, 5, 2))
        one: Any = work.acknowledge(product, agency="police", on=date(2024, 5, 16))
        assert (one.on, one.happened) == (day(16), {"asked": day(2), "confirmed": day(16)})
        unasked: Any = work.acknowledge(product, agency="schools", on=date(2024, 5, 17))
        assert (unasked.on, unasked.happened) == (day(17), {"confirmed": day(17)})
        moved: Any = work.tell_event(one, "confirmed", when=date(2024, 5, 18))
        assert (moved.on, moved.happened["confirmed"]) == (day(18), day(18))


def test_an_acknowledgement_that_is_moved_has_its_day(lif: Partnership, product: Product) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        (waited_for,) = work.ask_acknowledgements(product, when=date(2024, 5, 2))
        one: Any = work.move(waited_for, "confirmed", when=date(2024, 5, 16))
    assert one.on == day(16)
    (told,) = products(lif.as_of(LATER))
    assert [received.on for received in told.received] == [day(16)]


def test_the_event_that_an_agency_gives_is_its_day(lif: Partnership, product: Product) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        work.ask_acknowledgements(product, when=date(2024, 5, 2))
        one: Any = work.acknowledge(product, agency="police", happened={"confirmed": date(2024, 5, 16)})
    assert (one.on, one.happened) == (day(16), {"asked": day(2), "confirmed": day(16)})
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=LATER) as work:
        work.acknowledge(product, agency="schools", on=date(2024, 5, 17), happened={"confirmed": date(2024, 5, 18)})
    assert codes(refused) == ["date.told-twice"]


def test_what_is_waited_for_was_said_on_no_day(lif: Partnership, product: Product) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        (one,) = work.ask_acknowledgements(product)
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=LATER) as work:
        work.amend(one, {"on": DAY})
    assert codes(refused) == ["acknowledgement.not-yet"]


# --- asking again -----------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(lif: Partnership) -> Return:
    with lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:
        (one,) = work.ask_returns("police", "section-11", due=date(2024, 5, 10))
    return one


def test_a_return_that_is_moved_was_asked_for_again(lif: Partnership, asked: Return) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        one: Any = work.move(asked, "chased", when=date(2024, 5, 13))
        assert one.chased == (day(13),)
        one = work.chase(one, when=date(2024, 5, 15))[0]
        assert (one.chased, one.happened["chased"]) == ((day(13), day(15)), day(13))
    assert "asked again twice" in str(returns(lif.as_of(LATER))[0])


def test_a_corrected_day_is_not_one_more_time(lif: Partnership, asked: Return) -> None:
    with lif.work(by="qa-officer", on=LATER) as work:
        work.chase(asked, when=date(2024, 5, 13))
        work.chase(asked, when=date(2024, 5, 15))
        one: Any = work.tell_event(asked, "chased", when=date(2024, 5, 12))
        assert set(one.chased) == {day(12), day(15)}
        one = work.amend(asked, {"chased": [day(11)]})
        assert one.happened["chased"] == day(11)
        one = work.amend(asked, {"chased": []})
        assert (one.chased, "chased" in one.happened) == ((), False)
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=LATER) as work:
        work.amend(asked, {"chased": [day(11)], "happened.chased": date(2024, 5, 12)})
    assert codes(refused) == ["date.told-twice"]


# --- records that were written before ---------------------------------------------------------------------------------


def test_older_records_are_read_alike_everywhere(liverpool: FrameworkHistory) -> None:
    """One of the two days alone is the day; where they disagree the event is, as deadlines rest on it."""
    framework = liverpool.on(DAY)
    kind = framework.kind("challenge", "standard")
    answer: dict[str, Any] = {"state": "answered", "answer": "The rota"}
    for told, on in (
        ({"answered": day(16)}, day(16)),
        ({"happened": {"answered": day(17)}}, day(17)),
        ({"answered": day(16), "happened": {"answered": day(17)}}, day(17)),
        ({}, None),
    ):
        one = Challenge(id="demo/challenge/1", **answer, **told)
        assert answered_on(kind, one) == on
        (read,) = challenges(View(framework=framework, register=Register([one]), day=LATER))
        assert read.answered == on
        assert ("17 May 2024" in str(read)) == (on == day(17))
    kind = framework.kind("acknowledgement", "standard")
    said = Acknowledgement(id="demo/acknowledgement/1", state="confirmed", happened={"confirmed": day(17)})
    assert acknowledged_on(kind, said) == day(17)
    kind = framework.kind("return", "standard")
    late = Return(id="demo/return/1", state="chased", chased=(day(13),), happened={"chased": day(12)})
    assert asked_again(kind, late) == (day(13), day(12))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["chase", "move", "event", "list", "take", "ask"]), st.integers(1, 28), st.integers(1, 28)
    ),
    max_size=6,
)


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_law_the_event_is_one_of_the_days_that_are_kept(lif: Partnership, steps: list[tuple[str, int, int]]) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 1)) as work:
        (one,) = work.ask_returns("police", "section-11")
    for what, first, second in steps:
        days = [day(first), day(second)]
        ways: dict[str, Any] = {
            "chase": lambda work, days=days: work.chase(one, when=days[0]),
            "move": lambda work, days=days: work.move(one, "chased", when=days[0]),
            "event": lambda work, days=days: work.tell_event(one, "chased", when=days[0]),
            "list": lambda work, days=days: work.amend(one, {"chased": days}),
            "take": lambda work, days=days: work.take_return(one, when=days[0]),
            "ask": lambda work, days=days: work.move(one, "asked", when=days[0]),
        }
        try:
            with lif.work(by="qa-officer", on=date(2024, 6, 1), why="Corrected") as work:
                ways[what](work)
        except Refused:
            continue
        now = stands(lif, one)
        assert "chased" not in now.happened or now.happened["chased"] in now.chased
        assert asked_again(work.view.framework.kind("return", "section-11"), now) == now.chased
