"""Recurrence: a theme came back after an action on it was closed, within the window and not before."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.records import Action, Finding, Recommendation, Record, Review
from lif_core.values.spans import Span, add
from lif_core.values.when import When
from lif_core.view.recurrence import returned_to, returns
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
THEMES = ("neglect", "transitions")

days = st.integers(0, 1200).map(lambda n: date(2021, 1, 1) + timedelta(days=n))
actions = st.lists(st.tuples(days, st.sets(st.sampled_from(THEMES))), max_size=5)


@given(actions, actions)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_told_as_by_looking_at_every_pair(see: See, closed: list, found: list) -> None:  # type: ignore[type-arg]
    made: list[Record] = [
        Action(id=f"demo/action/{n}", state="done", happened={"done": When.on(day)}, themes=tuple(sorted(themes)))
        for n, (day, themes) in enumerate(closed)
    ]
    later = [
        Finding(
            id=f"demo/finding/{n}", state="recorded", happened={"recorded": When.on(day)}, themes=tuple(sorted(themes))
        )
        for n, (day, themes) in enumerate(found)
    ]
    view = see(DAY, [*made, *later])
    pairs = {
        (theme, f"demo/finding/{n}", f"demo/action/{m}")
        for n, (seen, themes) in enumerate(found)
        for m, (shut, shut_themes) in enumerate(closed)
        for theme in themes & shut_themes
        if shut < seen <= min(add(Span(24, "months"), shut), DAY)
    }
    told = {(one.theme, one.finding.id): one for one in returns(view)}
    assert set(told) == {(theme, finding) for theme, finding, _ in pairs}
    for key, one in told.items():
        shut = [closed[int(action.rpartition("/")[2])][0] for *pair, action in pairs if tuple(pair) == key]
        assert (one.on, one.more) == (max(shut), len(shut) - 1)
    assert {record.id for record in (*made, *later) if returned_to(view, record)} == {
        id for pair in pairs for id in pair[1:]
    }


def test_themes_come_down_from_findings_through_recommendations(see: See) -> None:
    records = [
        Review(id="demo/review/1", kind="rapid-review", happened={"notification-sent": When.on(date(2024, 5, 1))}),
        Finding(id="demo/finding/1", themes=("neglect",)),
        Recommendation(id="demo/recommendation/1", findings=("demo/finding/1",)),
        Action(
            id="demo/action/1",
            answers=("demo/recommendation/1",),
            state="done",
            happened={"done": When.on(date(2023, 1, 1))},
        ),
        Finding(id="demo/finding/2", themes=("neglect",), reviews=("demo/review/1",)),
        Finding(id="demo/finding/3", themes=("neglect",), reviews=("demo/review/1",), sort="good-practice"),
    ]
    (one,) = returns(see(DAY, records))
    assert (one.finding.id, one.closed.id, one.found) == ("demo/finding/2", "demo/action/1", date(2024, 5, 1))
