"""Indicators: each counts what it says, in the year it says, and hides what is small."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.errors import UnknownName
from lif_core.framework.documents import read_document
from lif_core.measures.indicators import INDICATORS, Told, indicators
from lif_core.records import (
    Acknowledgement,
    Action,
    Course,
    Evaluation,
    Evidence,
    Finding,
    Need,
    Party,
    Product,
    Record,
    Rescheduled,
    Return,
    Review,
    Session,
)
from lif_core.testing import MemoryStorage
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def told(view: View, id: str) -> Told:
    (found,) = indicators(view, 3, [id])
    return found


def values(view: View, id: str) -> list[str]:
    return str(told(view, id)).partition(": ")[2].split("; ")


NOTIFIED = on(2023, 5, 2)


def rapid(number: int, sent: When | None, notified: When | None = NOTIFIED, **given: Any) -> Review:
    happened = {event: day for event, day in (("notification-sent", notified), ("sent", sent)) if day is not None}
    return Review(id=f"demo/review/{number}", kind="rapid-review", happened=happened, **{"state": "sent", **given})


def action(number: int, **given: Any) -> Action:
    id = f"demo/action/{number}"
    return Action(
        id=id, **{"state": "in-progress", "leads": (POLICE,), "happened": {"planned": on(2023, 1, 10)}, **given}
    )


def done(number: int, day: When, state: str = "done", **more: When) -> Action:
    happened = {"planned": on(2022, 5, 1), "done": day, **{key.replace("_", "-"): when for key, when in more.items()}}
    return action(number, state=state, happened=happened)


def test_rapid_reviews_in_time_and_how_late(see: See) -> None:
    """2 May 2023 and 15 working days, with the coronation's holiday on 8 May: 24 May."""
    records = [
        rapid(1, on(2023, 5, 24)),
        rapid(2, on(2023, 6, 5)),
        rapid(3, None, state="open"),
        rapid(4, None, None, state="open"),
        rapid(5, on(2024, 5, 1), on(2024, 5, 28)),
        rapid(6, on(2023, 8, 1), state="withdrawn"),
    ]
    unknown = Review(id="demo/review/7", kind="rapid-review", state="open", happened={"incident": on(2023, 5, 2)})
    view = see(DAY, *records, unknown)
    assert values(view, "rapid-reviews-in-time") == [
        "2022-23: none",
        "2023-24: 33% (1 of 3, 1 not known)",
        "2024-25: 100% (1 of 1)",
    ]
    late = told(view, "rapid-reviews-days-late").years[1].value
    assert (late.n, late.of, late.number) == (2, 3, round((0 + 12 + (DAY - date(2023, 5, 24)).days) / 3, 1))


def test_local_reviews_in_six_months(see: See) -> None:
    def local(number: int, published: When | None) -> Review:
        happened = {"decided": on(2023, 1, 9)} | ({"published": published} if published else {})
        kind = "local-child-safeguarding-practice-review"
        return Review(id=f"demo/review/{number}", kind=kind, state="published", happened=happened)

    view = see(DAY, local(1, on(2023, 7, 9)), local(2, on(2023, 7, 10)))
    assert values(view, "local-reviews-in-time")[1] == "2023-24: 50% (1 of 2)"
    assert values(view, "local-reviews-days-late")[1] == "2023-24: 0.5 days (over 2)"


def test_open_actions_past_their_date_by_year_and_by_lead(see: See) -> None:
    moved = Rescheduled(was=on(2023, 3, 1), on=on(2023, 9, 1))
    view = see(
        DAY,
        action(1, due=on(2024, 6, 2)),
        action(2, due=on(2024, 7, 1), rescheduled=(moved,)),
        action(3, leads=(POLICE, SCHOOLS)),
        action(4, leads=(POLICE, Party(body="schools", first=True)), due=on(2023, 5, 1)),
        done(5, on(2023, 6, 1)),
    )
    assert values(view, "actions-overdue") == [
        "2022-23: 20% (1 of 5, 2 not known)",  # 2 was then due on 1 March; 5 was still open and has no date
        "2023-24: 25% (1 of 4, 1 not known)",
        "2024-25: 50% (2 of 4, 1 not known)",
    ]
    parts = told(view, "actions-overdue").parts
    assert {lead: (rate.n, rate.of) for lead, rate in parts.items() if rate} == {
        "police": (1, 2),
        "schools": (1, 1),
        "several": (0, 1),
    }


def test_how_old_open_actions_are(see: See) -> None:
    day = date(2024, 6, 3)
    ages = [1, 10, 30]
    begun = [
        action(number, happened={"planned": When.on(day - timedelta(days=age))}) for number, age in enumerate(ages)
    ]
    view = see(DAY, *begun, action(9, happened={}))
    assert values(view, "actions-median-age") == ["2022-23: none, 1 not known", "2023-24: none, 1 not known",
                                                  "2024-25: 10 days (over 3, 1 not known)"]  # fmt: skip


def impact(**given: Any) -> list[Record]:
    evaluation = {"by": SCHOOLS, "question": "what-difference", "on": on(2023, 9, 1), "state": "completed", **given}
    sort = evaluation.pop("sort", "data")
    return [
        done(1, on(2023, 6, 1)),
        Evidence(id="demo/evidence/1", shows=("demo/action/1",), sort=sort, state="offered"),
        Evaluation(id="demo/evaluation/1", of=("demo/action/1",), **evaluation),
    ]


@pytest.mark.parametrize(
    ("given", "n"),
    [({}, 1), ({"by": POLICE}, 0), ({"question": "how-much"}, 0), ({"sort": "self-report"}, 0), ({"sort": ""}, 0)],
)
def test_closed_with_evidence_of_impact(see: See, given: dict[str, Any], n: int) -> None:
    view = see(DAY, *impact(**given), done(2, on(2023, 7, 1)), done(3, on(2023, 7, 1), "withdrawn"))
    value = told(view, "closed-with-impact-evidence").years[1].value
    assert (value.n, value.of) == (n, 2)


def test_done_and_opened_again(see: See) -> None:
    view = see(
        DAY,
        done(1, on(2023, 6, 1)),
        done(2, on(2023, 6, 1), "not-sustained", not_sustained=on(2023, 12, 1)),
        done(3, on(2023, 6, 1), "checked", not_sustained=on(2023, 12, 1), checked=on(2024, 2, 1)),
        done(4, on(2023, 6, 1), "sustained", in_progress=on(2022, 6, 1), sustained=on(2024, 2, 1)),
    )
    assert values(view, "actions-reopened")[1] == "2023-24: 50% (2 of 4)"


def test_what_was_opened_again_and_done_again_is_not_forgotten(see: See) -> None:
    """The day it was done moves on with the second time; that it had not held stays on record."""
    view = see(DAY, done(1, on(2023, 9, 1), not_sustained=on(2023, 6, 1)), done(2, on(2023, 9, 1)))
    assert values(view, "actions-reopened")[1] == "2023-24: 50% (1 of 2)"


def test_themes_that_came_back(see: See) -> None:
    def finding(number: int, theme: str, day: When) -> Finding:
        return Finding(id=f"demo/finding/{number}", state="recorded", themes=(theme,), happened={"recorded": day})

    closed = Action(id="demo/action/1", state="done", themes=("neglect",), happened={"done": on(2022, 10, 1)})
    view = see(DAY, closed, finding(1, "neglect", on(2023, 5, 1)), finding(2, "domestic-abuse", on(2023, 5, 1)))
    assert values(view, "themes-repeated") == ["2022-23: none", "2023-24: 50% (1 of 2)", "2024-25: none"]


LEARNT: list[Record] = [
    Finding(id="demo/finding/1", state="recorded", happened={"recorded": on(2023, 4, 1)}),
    Product(
        id="demo/product/1", state="published", draws_on=("demo/finding/1",), happened={"published": on(2023, 5, 1)}
    ),
    Product(
        id="demo/product/2", state="published", draws_on=("demo/finding/1",), happened={"published": on(2023, 4, 11)}
    ),
    Product(id="demo/product/3", state="draft", draws_on=("demo/finding/1",)),
    Need(id="demo/need/1", state="found", sources=("demo/finding/1",)),
    Course(id="demo/course/1", state="offered", answers=("demo/need/1",)),
    Session(id="demo/session/1", state="held", course="demo/course/1", on=on(2023, 4, 5)),
    Session(id="demo/session/2", state="held", course="demo/course/1", on=on(2024, 5, 1)),
    Session(id="demo/session/3", state="cancelled", course="demo/course/1", on=on(2023, 4, 2)),
    Session(id="demo/session/4", state="planned", course="demo/course/1", on=on(2024, 7, 1)),
]


def test_from_finding_to_product_to_training(see: See) -> None:
    view = see(DAY, *LEARNT)
    assert values(view, "finding-to-product")[1] == "2023-24: 10 days (over 1)"
    assert values(view, "finding-to-training")[1] == "2023-24: 4 days (over 1)"
    assert values(view, "product-to-training")[1:] == ["2023-24: none", "2024-25: 386 days (over 1)"]


def test_a_need_two_steps_below_a_finding_and_in_a_ring_is_found(see: See) -> None:
    action_, need = (
        Action(id="demo/action/1", answers=("demo/finding/1",)),
        Need(id="demo/need/1", sources=("demo/action/1",)),
    )
    ring = Need(id="demo/need/2", sources=("demo/need/1", "demo/need/2"))
    given = [one for one in LEARNT if one.id != "demo/need/1"]
    assert values(see(DAY, *given, action_, need, ring), "finding-to-training")[1] == "2023-24: 4 days (over 1)"


def returned(number: int, came: When | None, due: When, agency: Party = POLICE) -> Return:
    happened = {"asked": on(2023, 4, 3)} | ({"returned": came} if came else {})
    state = "returned" if came else "asked"
    return Return(id=f"demo/return/{number}", kind="standard", state=state, agency=agency, due=due, happened=happened)


def test_what_agencies_were_asked_for_and_sent(see: See) -> None:
    view = see(
        DAY,
        returned(1, on(2023, 5, 1), on(2023, 5, 1)),
        returned(2, on(2023, 5, 2), on(2023, 5, 1)),
        returned(3, None, on(2023, 5, 1)),
        returned(4, None, on(2024, 5, 1)),
        returned(5, None, on(2024, 7, 1)),
        returned(6, on(2024, 5, 1), on(2024, 7, 1), SCHOOLS),
    )
    assert values(view, "returns-returned") == ["2022-23: none", "2023-24: 67% (2 of 3)", "2024-25: 0% (0 of 1)"]
    assert values(view, "returns-in-time")[1] == "2023-24: 33% (1 of 3)"
    parts = told(view, "returns-returned").parts
    assert {agency: (rate.n, rate.of) for agency, rate in parts.items() if rate} == {"police": (0, 1)}


def test_what_came_on_a_day_that_nobody_knows_is_no_return_in_time(see: See) -> None:
    undated = Return(id="demo/return/9", kind="standard", state="returned", agency=POLICE, due=on(2023, 5, 1))
    unasked = Return(
        id="demo/return/8", kind="standard", state="returned", agency=POLICE,
        happened={"asked": on(2023, 4, 3), "returned": on(2023, 4, 9)},
    )  # fmt: skip
    view = see(DAY, returned(1, on(2023, 5, 1), on(2023, 5, 1)), returned(3, None, on(2023, 5, 1)), undated, unasked)
    assert values(view, "returns-returned")[1] == "2023-24: 75% (3 of 4)"
    assert (
        values(view, "returns-in-time")[1] == "2023-24: 50% (1 of 2, 1 not known)"
    )  # asked for by no day: not counted
    assert told(view, "returns-in-time").years[1].value.unknown == 1


def test_what_came_before_its_day_does_not_stand_for_what_is_still_to_come(see: See) -> None:
    """Three were asked by a day that lies ahead, one has come: that is no return rate of 100%."""
    ahead = on(2024, 12, 1)
    early = Return(
        id="demo/return/1", agency=POLICE, state="returned", due=ahead, happened={"returned": on(2024, 5, 1)}
    )
    waited_for = [Return(id=f"demo/return/{number}", agency=SCHOOLS, state="asked", due=ahead) for number in (2, 3)]
    view = see(DAY, early, *waited_for)
    assert values(view, "returns-returned")[2] == "2024-25: none"
    assert told(view, "returns-returned").parts == {}


def test_dissemination_confirmed(see: See) -> None:
    product = Product(
        id="demo/product/1", state="published", to=(POLICE, SCHOOLS), happened={"published": on(2023, 5, 1)}
    )
    confirmed = Acknowledgement(
        id="demo/acknowledgement/1", state="confirmed", product=product.id, agency=POLICE, on=on(2023, 6, 1)
    )
    view = see(DAY, product, confirmed, Product(id="demo/product/2", state="draft", to=(POLICE,)))
    assert values(view, "dissemination-confirmed") == ["2022-23: none", "2023-24: 50% (1 of 2)", "2024-25: none"]


# --- all of them ------------------------------------------------------------------------------------------------------


def test_every_indicator_says_what_it_counts_in_two_languages(see: See) -> None:
    assert len({one.id for one in INDICATORS}) == len(INDICATORS) == 15
    for one in indicators(see(DAY), 2):
        assert one.indicator.says.endswith(".")
        assert one.indicator.label.cy
        assert [(year.year, year.is_over) for year in one.years] == [("2023-24", True), ("2024-25", False)]
        assert one.latest.value.number is None


def test_one_that_there_is_not_and_no_year(see: See) -> None:
    with pytest.raises(UnknownName, match="actions-overdue"):
        indicators(see(DAY), only=["actions-overdu"])
    with pytest.raises(ValueError, match="At least one year"):
        indicators(see(DAY), 0)


def test_a_partnership_has_its_own_year() -> None:
    text = 'layer = "x"\nreporting-year = "07-01"\n[disclosure.partnership]\nrank = 4\n'
    lif = Partnership(compose([read_document(text, "x.toml")]), MemoryStorage(), settings=Settings(id="demo", by="x"))
    (found,) = indicators(lif.as_of(DAY), 2, ["actions-overdue"])
    assert [(one.first, one.last) for one in found.years] == [
        (date(2022, 7, 1), date(2023, 6, 30)),
        (date(2023, 7, 1), date(2024, 6, 30)),
    ]
    assert indicators(lif.as_of(DAY), 1, ["rapid-reviews-in-time"])[0].latest.value.of == 0


def test_a_wider_audience_gets_no_small_numbers_nor_what_tells_them(see: See) -> None:
    given: dict[str, Any] = {"disclosure": "public", "due": on(2024, 6, 1)}
    records = [action(number, **given) for number in range(12)]
    records += [action(20 + number, leads=(SCHOOLS,), disclosure="public", due=on(2024, 9, 1)) for number in range(9)]
    records += [action(40 + number, leads=(Party(body="probation"),), **given) for number in range(2)]
    inside, outside = see(DAY, *records), see(DAY, *records, audience="public")
    assert str(told(inside, "actions-overdue").latest.value.rate("late")) == "late: 61% (14 of 23)"
    assert told(inside, "actions-overdue").parts["probation"] is not None
    found = told(outside, "actions-overdue")
    assert found.latest.value.n == 14
    assert found.parts["probation"] is None
    assert [lead for lead, rate in found.parts.items() if rate is None] != ["probation"]  # its total would tell it
    small = told(see(DAY, *records[:3], audience="public"), "actions-overdue").latest
    assert (small.value.hidden, small.value.n) == (True, None)
    assert values(see(DAY, *records[:3], audience="public"), "actions-overdue")[-1] == "2024-25: not shown"


def test_an_action_of_unknown_beginning_is_not_counted_in_years_before_it_may_have_been(see: See) -> None:
    view = see(DAY, action(1, happened={}, due=on(2022, 1, 10)))
    assert values(view, "actions-overdue")[0] == "2022-23: none, 1 not known"
    assert values(view, "actions-overdue")[-1] == "2024-25: 100% (1 of 1)"
