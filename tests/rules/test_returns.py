"""Returns: many are asked at once, asked again, and what they send back is taken; all or nothing."""

from datetime import date

import pytest

from lif_core import Partnership, Refused
from lif_core.records import Answer, Headcount
from lif_core.values.when import When

MAY = date(2024, 5, 1)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def asked(lif: Partnership):
    with lif.work(by="qa-officer", on=MAY) as work:
        review = work.start_review("rapid-review", ref="2024-A", happened={"notification-sent": MAY})
        return work.ask_returns(
            ["Police", "schools", "police"], "Agency summary", about=review, to="business-unit", due="10 May 2024"
        )


def test_one_request_becomes_one_return_each(asked) -> None:
    assert [(one.agency.body, one.kind, one.state) for one in asked] == [
        ("police", "rapid-review-summary", "asked"),
        ("schools", "rapid-review-summary", "asked"),
    ]
    assert {one.happened["asked"] for one in asked} == {When.on(MAY)}
    assert {one.due.last for one in asked} == {date(2024, 5, 10)}
    assert asked[0].about == asked[1].about


def test_the_day_they_were_asked_may_be_another(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 9)) as work:
        (one,) = work.ask_returns("police", "update", when=MAY)
    assert one.happened == {"asked": When.on(MAY)}


def test_nobody_is_asked_where_one_of_them_is_unknown(lif: Partnership) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=MAY) as work:
        work.ask_returns(["police", "polise", "scools"], "update")
    assert [problem.nearest for problem in refused.value.problems] == ["police", "schools"]
    assert not list(lif.as_of(MAY).register.of_type("return"))
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=MAY) as work:
        work.ask_returns([], "update")
    assert codes(refused) == ["return.nobody-asked"]


def test_chasing_keeps_each_day_and_moves_once(lif: Partnership, asked) -> None:
    for day in (13, 15):
        with lif.work(by="qa-officer", on=date(2024, 5, day)) as work:
            work.chase(asked)
    one = lif.as_of(date(2024, 5, 16)).register[asked[0].id]
    assert one.state == "chased"
    assert [when.exact.day for when in one.chased] == [13, 15]
    assert one.happened["chased"].exact.day == 13  # when that status was reached


def test_a_return_is_taken_with_its_answers(lif: Partnership, asked) -> None:
    answers = [Answer(to="Standard 1", grade="green"), Answer(to="Standard 2", grade="amber", n=3, of=4)]
    counts = [Headcount(in_post=40, in_date=36)]
    with lif.work(by="qa-officer", on=date(2024, 5, 12)) as work:
        one = work.take_return(
            asked[0], when=date(2024, 5, 10), answers=answers, headcount=counts, as_at="31 March 2024", text="Sent late"
        )
    assert (one.state, one.happened["returned"].exact) == ("returned", date(2024, 5, 10))
    assert (one.answers, one.headcount, one.text) == (tuple(answers), tuple(counts), "Sent late")
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 13)) as work:
        work.take_return(one)
    assert codes(refused) == ["return.has-come"]
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 13)) as work:
        work.chase([one, asked[1]])
    assert codes(refused) == ["chase.has-come"]
    assert lif.as_of(date(2024, 5, 14)).register[asked[1].id].chased == ()


def test_counts_hold_on_one_day_and_nothing_comes_before_it_was_asked(lif: Partnership, asked) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 12)) as work:
        work.take_return(asked[0], headcount=[Headcount(in_post=4)])
    assert "return.no-day-of-counts" in codes(refused)
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=date(2024, 5, 12)) as work:
        work.take_return(asked[0], when=date(2024, 4, 1))
    assert codes(refused) == ["status.too-early"]


def test_what_is_no_return_is_not_chased(lif: Partnership, asked) -> None:
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=MAY) as work:
        work.chase(asked[0].about[0])
    assert codes(refused) == ["wrong-type"]
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=MAY) as work:
        work.chase(["zork"])
    assert codes(refused) == ["unknown-record"]
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=MAY) as work:
        work.chase([])
    assert codes(refused) == ["chase.nothing"]
