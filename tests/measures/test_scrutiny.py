"""Returns, day sheet, challenges, consultations, products, what is owed: what they tell, in any order of records."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import Partnership, Refused
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.challenges import challenges
from lif_core.measures.consultations import consultations
from lif_core.measures.day_sheet import day_sheet
from lif_core.measures.due import due
from lif_core.measures.products import dissemination, products
from lif_core.measures.responsibilities import responsibilities
from lif_core.measures.returns import chase_list, outstanding, return_rates, returns
from lif_core.measures.sample import sample
from lif_core.records import Action, Hold
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 5, 14)
NOTIFIED = date(2024, 5, 1)


@pytest.fixture
def told(lif: Partnership) -> Partnership:
    """A rapid review with three agencies asked, a challenge, a consultation, a product, closed actions."""
    with lif.work(by="qa-officer", on=NOTIFIED) as work:
        review = work.start_review("rapid-review", ref="2024-A", happened={"notification-sent": NOTIFIED})
        one, two, three = work.ask_returns(
            ["police", "schools", "integrated-care-board"], "rapid-review-summary", about=review, due=date(2024, 5, 10)
        )
        work.ask_returns("police", "section-11", due=date(2024, 6, 30))
        finding = work.record_finding("Not shared", from_=review, ref="F1")
        for number in range(4):
            action = work.plan_action(f"Do {number}", ref=f"{number}", answers=finding, lead="police", due=NOTIFIED)
            if number:
                work.move(action, "done")
        product = work.write_product(
            "newsletter",
            ref="P1",
            draws_on=finding,
            audience=["partnership"],
            to=["police", "schools"],
            due=date(2024, 5, 12),
        )
        work.move(product, "published")
        work.ask_acknowledgements(product)
        work.acknowledge(product, agency="police", reach=10, of=12, use="Team meeting", on=NOTIFIED)
        asked = work.consult("Have your say", about=product, opens=NOTIFIED, closes=date(2024, 5, 20), ref="H1")
        work.move(work.write_note("More", about=asked), "accepted")
        work.write_note("Less", about=asked)
        work.raise_challenge("Why so late?", ref="C1", by="independent-scrutineer", to="police", due=date(2024, 5, 10))
        work.raise_challenge("Since when?", ref="C2", to="schools")
    with lif.work(by="qa-officer", on=date(2024, 5, 9)) as work:
        work.take_return(one)
    with lif.work(by="qa-officer", on=date(2024, 5, 13)) as work:
        work.chase(two)
        work.take_return(three)
    return lif


def test_who_has_not_returned_what_is_late_first(told: Partnership) -> None:
    now = told.as_of(DAY)
    assert [(one.agency, one.came, one.days) for one in returns(now)] == [
        ("schools", "overdue", 4),
        ("police", "asked", 0),
        ("integrated-care-board", "returned-late", 3),
        ("police", "returned", 0),
    ]
    assert [one.agency for one in outstanding(now)] == ["schools", "police"]
    assert [one.agency for one in chase_list(now)] == ["schools"]
    assert chase_list(now, quiet_for=7) == ()
    assert str(chase_list(now)[0]) == (
        "Schools: summary for a rapid review for Rapid review 2024-A has not come, asked for by 10 May 2024, "
        "now 4 days late, asked again once."
    )


def test_the_rate_by_agency_has_its_n_and_its_name(told: Partnership) -> None:
    rates = {one.agency: one for one in return_rates(told.as_of(DAY))}
    assert (rates["police"].returned.n, rates["police"].returned.of) == (1, 2)
    assert (rates["integrated-care-board"].on_time.n, rates["integrated-care-board"].on_time.of) == (0, 1)
    assert (rates[""].returned.n, rates[""].returned.of) == (2, 4)
    assert return_rates(told.as_of(date(2024, 4, 1))) == ()


def test_the_day_sheet_has_fifteen_working_days_and_says_what_each_holds(told: Partnership) -> None:
    sheet = told.as_of(DAY).day_sheet(_only(told, "review"))
    days = {one.day: one for one in sheet.days}
    assert [one.number for one in sheet.days] == list(range(16))
    assert (sheet.days[0].day, sheet.days[1].day, sheet.days[-1].day) == (NOTIFIED, date(2024, 5, 2), date(2024, 5, 23))
    assert date(2024, 5, 6) not in days  # a bank holiday, which the reckoning names
    assert "Monday 6 May is a bank holiday" in str(sheet.reckoning)
    assert days[NOTIFIED].happened == ("notification sent",)
    assert {one.agency for one in days[NOTIFIED].asked} == {"police", "schools", "integrated-care-board"}
    assert {one.agency for one in days[date(2024, 5, 10)].wanted} == {"police", "schools", "integrated-care-board"}
    assert [one.agency for one in days[date(2024, 5, 9)].returned] == ["police"]
    assert [one.agency for one in days[date(2024, 5, 13)].chased] == ["schools"]
    assert [one.rule.id for one in days[date(2024, 5, 23)].due] == ["rapid-review"]
    assert sheet.today is not None
    assert sheet.today.number == 8
    assert [one.agency for one in sheet.outstanding] == ["schools"]
    assert sheet.elsewhere == ()


def test_a_day_sheet_without_its_day_says_what_would_mend_it(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        review = work.start_review("rapid-review")
        finding = work.record_finding("x")
    for record, code in ((review, "day-sheet.no-deadline"), (finding, "day-sheet.no-review")):
        with pytest.raises(Refused) as refused:
            day_sheet(lif.as_of(DAY), record)
        assert refused.value.problems[0].code == code
        assert refused.value.problems[0].mend


def test_a_day_sheet_counts_as_the_deadline_does(lif: Partnership) -> None:
    """Whatever is skipped by it (weekends, bank holidays, a clock that stands still) has no number."""
    with lif.work(by="qa-officer", on=DAY) as work:
        review = work.start_review("rapid-review", happened={"notification-sent": NOTIFIED})
        work.place_hold(
            review, Hold(kind="criminal", since=When.on(date(2024, 5, 8)), until=When.on(date(2024, 5, 10)))
        )
    sheet = day_sheet(lif.as_of(DAY), review.id)
    assert [one.number for one in sheet.days] == list(range(16))
    assert sheet.days[-1].day == sheet.deadline.last
    assert {one.day for one in sheet.days} & {one.day for one in sheet.skipped} == set()


def test_challenges_tell_where_they_stand(told: Partnership) -> None:
    late, open_ = challenges(told.as_of(DAY))
    assert (late.stands, late.days, late.to, late.by) == ("overdue", 4, ("Police",), "Independent scrutineer")
    assert (open_.stands, open_.is_open) == ("open", True)
    assert [one.record for one in challenges(told.as_of(DAY), to="schools")] == [open_.record]


def test_consultations_count_comments_and_show_none_that_is_held(told: Partnership) -> None:
    now = told.as_of(DAY)
    (one,) = consultations(now)
    assert (one.stands, one.comments, one.held, len(one.unanswered)) == ("open", 2, 1, 1)
    assert consultations(told.as_of(date(2024, 5, 21)))[0].stands == "closed"


def test_products_tell_reach_and_use_with_n_and_whom_to_ask_again(told: Partnership) -> None:
    now = told.as_of(DAY)
    (one,) = products(now)
    assert str(one) == (
        "Newsletter P1 arrived at 1 of 2 agencies, use reported by 1 of 2, asked for by 12 May 2024. Not from Schools."
    )
    assert ((one.reached.n, one.reached.of), dissemination(now).n) == ((10, 12), 1)
    assert [agency.agency for agency in one.chase] == ["schools"]


def test_what_is_owed_is_due_with_who_owes_it(told: Partnership) -> None:
    found = {(one.sort, one.lead) for one in due(told.as_of(DAY))}
    assert {
        ("return", ("schools",)),
        ("return", ("police",)),
        ("answer", ("police",)),
        ("acknowledgement", ("schools",)),
        ("consultation closes", ()),
    } <= found
    assert not [one for one in due(told.as_of(date(2024, 5, 21))) if one.sort == "consultation closes"]


def test_responsibilities_join_what_must_be_done_with_what_is_owed_now(told: Partnership) -> None:
    (police,) = responsibilities(told.as_of(DAY), "Police")
    assert [(one.sort, one.standing) for one in police.owes if one.sort != "check again"] == [
        ("target date", "overdue"),
        ("answer", "overdue"),
        ("return", "coming"),
    ]
    assert all(must.by for must in police.musts)
    every = {one.id: one for one in responsibilities(told.as_of(DAY))}
    assert "local-safeguarding-children-board" not in every  # its editions no longer rule
    assert every["safeguarding-partners"].owes[0].duty == "deadline.rapid-review"
    with pytest.raises(Refused) as refused:
        responsibilities(told.as_of(DAY), "polise")
    assert refused.value.problems[0].nearest == "police"


def test_need_course_session_and_product_acknowledgement_are_one_thread(told: Partnership) -> None:
    with told.work(by="qa-officer", on=DAY) as work:
        need = work.record_need("How to share", from_=_only(told, "finding"))
        course = work.offer_course(answers=need, label="Sharing")
        session = work.plan_session(course, on=date(2024, 6, 1))
        work.record_attendance(session, agency="police", attended=4)
    (thread,) = told.as_of(DAY).thread(session)
    types = [one.record.id.split("/")[1] for one in thread]
    assert types[0] == "review"
    assert {"finding", "need", "course", "session", "attendance", "product", "acknowledgement"} <= set(types)
    assert types.index("need") < types.index("course") < types.index("session") < types.index("attendance")
    assert types.index("product") < types.index("acknowledgement")


def _only(lif: Partnership, record_type: str) -> str:
    (record,) = lif.as_of(DAY).register.of_type(record_type)
    return record.id


# --- laws -----------------------------------------------------------------------------------------------------------

MEASURES: dict[str, Callable[[View], Any]] = {
    "returns": returns,
    "return_rates": return_rates,
    "chase_list": chase_list,
    "challenges": challenges,
    "consultations": consultations,
    "products": products,
    "responsibilities": responsibilities,
    "sample": lambda view: sample(view, n=2, seed="dice"),
}


@pytest.mark.parametrize("name", MEASURES)
def test_law_the_order_of_records_does_not_matter(told: Partnership, liverpool: FrameworkHistory, name: str) -> None:
    records = list(told.as_of(DAY).register)

    @settings(max_examples=8, deadline=None)
    @given(st.permutations(records))
    def law(shuffled: list[Any]) -> None:
        view = View(framework=liverpool.on(DAY), register=Register(shuffled), day=DAY)
        straight = View(framework=liverpool.on(DAY), register=Register(records), day=DAY)
        assert MEASURES[name](view) == MEASURES[name](straight)

    law()


def closed(number: int) -> Action:
    return Action(id=f"demo/action/{number:03d}", state="done", happened={"done": When.on(NOTIFIED)})


@given(st.sets(st.integers(0, 60), min_size=1, max_size=30), st.integers(1, 12), st.text(min_size=1).filter(str.strip))
def test_law_a_sample_is_drawn_again_with_its_seed_and_only_from_what_is_closed(
    liverpool: FrameworkHistory, numbers: set[int], n: int, seed: str
) -> None:
    actions = [closed(number) for number in numbers]
    beside = [Action(id="demo/action/live", state="planned"), Action(id="demo/action/gone", state="withdrawn")]

    def view(*records: Action) -> View:
        return View(framework=liverpool.on(DAY), register=Register(records), day=DAY)

    drawn = sample(view(*actions, *beside), n=n, seed=seed)
    again = sample(view(*beside, *reversed(actions)), n=n, seed=seed)
    assert drawn == again
    assert len(drawn.drawn) == len(set(drawn.drawn)) == min(n, len(actions))
    assert set(drawn.drawn) <= {one.id for one in actions}
    assert drawn.population + sum(drawn.left_out.values()) == len(actions) + len(beside)
    fewer = [one for one in actions if one.id not in drawn.drawn[:1]]
    kept = sample(view(*fewer, *beside), n=n, seed=seed).drawn
    assert list(kept[: len(drawn.drawn) - 1]) == list(drawn.drawn[1:])  # what was there stands as it stood


def test_a_sample_says_what_is_wrong_with_it(liverpool: FrameworkHistory) -> None:
    view = View(framework=liverpool.on(DAY), register=Register([closed(1)]), day=DAY)
    with pytest.raises(Refused) as refused:
        sample(view, "closd", n=0, seed=" ")
    assert [one.code for one in refused.value.problems] == ["sample.of", "sample.n", "sample.no-seed"]
    assert refused.value.problems[0].nearest == "closed"


def test_what_came_on_a_day_that_nobody_knows_came(lif: Partnership) -> None:
    """It is returned, day unknown: neither outstanding, nor in time, nor late."""
    with lif.work(by="qa-officer", on=NOTIFIED) as work:
        review = work.start_review("rapid-review", ref="2024-A", happened={"notification-sent": NOTIFIED})
        for agency, state, happened in (
            ("police", "returned", {}),
            ("schools", "returned", {"returned": "when they could"}),
            ("integrated-care-board", "returned", {"returned": date(2024, 5, 2)}),
            ("childrens-services", "asked", {}),
        ):
            work.ask_return(
                agency=agency, kind="rapid-review-summary", about=review, due=date(2024, 5, 10), state=state,
                happened=happened,
            )  # fmt: skip
    now = lif.as_of(DAY)
    standing = {one.agency: one.came for one in returns(now)}
    assert standing == {
        "police": "returned-undated", "schools": "returned-undated", "integrated-care-board": "returned",
        "childrens-services": "overdue",
    }  # fmt: skip
    assert [one.agency for one in outstanding(now)] == ["childrens-services"]
    together = return_rates(now)[-1]
    assert (together.returned.n, together.returned.of) == (3, 4)
    assert (together.on_time.n, together.on_time.of) == (1, 1)  # of the two without a day nobody can tell
    (police,) = returns(now, agency="police")
    assert str(police) == "Police: summary for a rapid review for Rapid review 2024-A came, on a day that is not known."
    sheet = day_sheet(now, review)
    assert {one.agency for one in sheet.undated} == {"police", "schools"}
    assert [one.agency for one in sheet.outstanding] == ["childrens-services"]
    assert not [one for one in due(now) if "police" in str(one).casefold()]
