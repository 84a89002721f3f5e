"""Due: the four standings, how far it looks ahead, and sentences that can be read aloud."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.due import counted, due
from lif_core.measures.gaps import gaps
from lif_core.records import Action, Evaluation, Hold, Milestone, Party, Review
from lif_core.testing.strategies import whens
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.when import When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2017, 12, 14)


def action(number: int, due: str | When | None, **given: Any) -> Action:
    when = read_when(due) if isinstance(due, str) else due
    return Action(id=f"demo/action/{number}", ref=str(number), **{"state": "in-progress", "due": when, **given})


STOCKTON = (
    action(1, "To be confirmed in Children and Social Work Act"),
    action(2, "April 2017"),
    action(3, "March 2017"),
    action(4, "April 2017", state="done"),
    action(5, "April 2017", state="done"),
)


def test_stockton_as_published(see: See) -> None:
    found = due(see(DAY, STOCKTON))
    assert [(one.record[-1], one.standing, one.days) for one in found] == [
        ("3", "overdue", 258),
        ("2", "overdue", 228),
        ("1", "no-date", None),
    ]
    assert [str(one) for one in found] == [
        "Action 3: target date March 2017 (read as 31 Mar 2017) passed 258 days ago.",
        "Action 2: target date April 2017 (read as 30 Apr 2017) passed 228 days ago.",
        "Action 1: no target date (To be confirmed in Children and Social Work Act (no date)).",
    ]
    assert counted(found) == {"overdue": 2, "coming": 0, "condition": 0, "no-date": 1}


@pytest.mark.parametrize(
    ("said", "day", "standing", "days"),
    [
        ("30 April 2012", date(2012, 10, 1), "overdue", 154),
        ("30 September 2012", date(2012, 10, 1), "overdue", 1),
        ("across financial year 2012/13", date(2012, 10, 1), "coming", -181),
        ("Sept 2014", date(2015, 1, 5), "overdue", 97),
        ("Sept 2014 (website permitting)", date(2015, 1, 5), "condition", 97),
        ("As per strategy and action plan", date(2015, 1, 5), "no-date", None),
        ("Ongoing", date(2015, 1, 5), "no-date", None),
        ("04/09/08 or 09/04/08", date(2015, 1, 5), None, None),
        ("Sept 23", date(2024, 1, 5), "condition", None),
    ],
)
def test_dates_of_published_plans(see: See, said: str, day: date, standing: str | None, days: int | None) -> None:
    (one,) = due(see(day, action(1, said)))
    if standing is not None:
        assert (one.standing, one.days) == (standing, days)
    assert one.sentence.startswith("Action 1: ")


def test_how_far_it_looks_ahead(see: See) -> None:
    view = see(DAY, action(1, None), *(action(n, When.on(DAY + timedelta(days=n))) for n in (-2, 30, 31)))
    assert [one.record for one in due(view, "30 days")] == ["demo/action/-2", "demo/action/30", "demo/action/1"]
    assert len(due(view)) == 4
    assert [one.record for one in due(view, "5 working days")] == ["demo/action/-2", "demo/action/1"]
    with pytest.raises(ValueError, match="15 working days"):
        due(view, "soon")


@given(st.lists(whens() | st.none(), max_size=6), st.integers(0, 9000))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_open_action_is_told_once_in_order(see: See, dates: list[When | None], number: int) -> None:
    day = date(2005, 6, 1) + timedelta(days=number)
    found = due(see(day, *(action(n, when) for n, when in enumerate(dates))))
    assert sorted(one.record for one in found) == [f"demo/action/{n}" for n in range(len(dates))]
    order = [("overdue", "coming", "condition", "no-date").index(one.standing) for one in found]
    assert order == sorted(order)
    for one in found:
        when = dates[int(one.record.rpartition("/")[2])]
        assert (one.standing == "overdue") == (when is not None and when.is_past(day))
        assert (one.standing == "no-date") == (when is None or when.reading in ("undated", "ongoing"))


def test_milestones_checks_deadlines_and_holds(see: See) -> None:
    day = date(2024, 6, 3)
    open_ = action(
        1,
        When.on(date(2024, 9, 1)),
        milestones=(
            Milestone(text="x", due=When.on(date(2024, 6, 2))),
            Milestone(due=When.on(day), reached=When.on(day)),
        ),
    )
    closed = action(
        2,
        None,
        state="done",
        strength="audit",
        happened={"done": When.on(date(2024, 3, 1))},
        leads=(Party(body="police"),),
    )
    held = Review(
        id="demo/review/1",
        label=Label("A"),
        kind="rapid-review",
        state="open",
        happened={
            "aware": When.on(date(2024, 4, 29)),
            "notification-sent": When.on(date(2024, 5, 1)),
            "partners-told": When.on(date(2024, 5, 1)),
        },
        holds=(Hold(kind="criminal", since=When.on(date(2024, 5, 2)), review_by=When.on(date(2024, 6, 10))),),
    )
    found = due(see(day, open_, closed, held))
    assert [(one.sort, one.days) for one in found] == [
        ("deadline", 11),
        ("check again", 2),
        ("milestone", 1),
        ("review of a hold", -7),
        ("target date", -90),
    ]
    assert found[0].reckoning is not None
    assert found[0].lead == ("safeguarding-partners",)
    assert found[1].lead == ("police",)
    checked = Evaluation(id="demo/evaluation/1", of=(closed.id,), on=When.on(date(2024, 5, 30)), judgement="x")
    (next_,) = due(see(day, closed, checked))
    assert (next_.sort, next_.last) == ("check again", date(2024, 9, 1))
    assert (
        due(
            see(day, action(2, None, state="sustained", strength="audit", happened={"done": When.on(date(2024, 3, 1))}))
        )
        == ()
    )


def test_a_review_not_yet_published_owes_nothing_for_having_been(see: See) -> None:
    review = Review(
        id="demo/review/1",
        kind="local-child-safeguarding-practice-review",
        state="scoped",
        happened={"decided": When.on(date(2024, 5, 1))},
    )
    assert [one.reckoning.rule.id for one in due(see(date(2024, 6, 3), review)) if one.reckoning] == [
        "local-review-publication"
    ]


def test_a_day_that_stands_for_never_hides_nothing_else(see: See) -> None:
    never = When.on(date(9999, 12, 31))
    done = action(6, "April 2017", state="done", happened={"done": never})
    view = see(DAY, (*STOCKTON[:3], done))
    assert [one.record[-1] for one in due(view)] == ["3", "2", "6", "1"]
    assert due(view)[2].last == date.max
    assert {gap.record[-1] for gap in gaps(view)} >= {"1", "2", "3", "6"}
