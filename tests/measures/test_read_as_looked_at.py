"""A register of glances tells the same `due` and `gaps` as one of records, to the last word, in whatever order."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.due import due
from lif_core.measures.gaps import gaps
from lif_core.records import TYPES, Action, Evaluation, Evidence, Finding, Link, Party, Record, Review
from lif_core.serial import encode
from lif_core.serial.glances import glances
from lif_core.testing.strategies import whens
from lif_core.values.when import When
from lif_core.view.register import Register, type_name
from lif_core.view.shelf import Shelf
from lif_core.view.view import View

DAY = date(2024, 6, 3)
days = st.dates(date(2022, 1, 1), date(2025, 1, 1)).map(When.on)
parties = st.builds(Party, body=st.sampled_from(["police", "childrens-services", ""]), first=st.booleans())
THEMES = st.lists(st.sampled_from(["panel-2022-babies", "panel-2022-whole-family"]), max_size=2, unique=True).map(tuple)


def ids(record_type: str, **given: Any) -> Any:
    return st.lists(st.integers(1, 4), **given).map(
        lambda some: tuple(f"demo/{record_type}/{number}" for number in dict.fromkeys(some))
    )


def happened(*events: str) -> Any:
    return st.dictionaries(st.sampled_from(events), days, max_size=4)


links = st.lists(st.builds(Link, kind=st.just("arose-from"), to=st.sampled_from(["demo/finding/1", "demo/finding/2"])))
one = {
    "review": st.builds(
        Review,
        id=st.just(""),
        kind=st.sampled_from(["rapid-review", "local-child-safeguarding-practice-review", "other-review"]),
        state=st.sampled_from(["open", "sent", "closed", "withdrawn"]),
        happened=happened("incident", "aware", "notification-sent", "sent", "decided", "published"),
    ),
    "finding": st.builds(
        Finding,
        id=st.just(""),
        state=st.just("recorded"),
        text=st.text(max_size=9),
        reviews=ids("review", max_size=1),
        themes=THEMES,
        happened=happened("recorded"),
    ),
    "action": st.builds(
        Action,
        id=st.just(""),
        ref=st.sampled_from(["", "3.2"]),
        text=st.text(max_size=9),
        state=st.sampled_from(["planned", "in-progress", "done", "sustained", "not-sustained"]),
        happened=happened("planned", "done", "sustained"),
        answers=ids("finding", max_size=2),
        leads=st.lists(parties, max_size=2).map(tuple),
        due=st.none() | whens(),
        strength=st.sampled_from(["", "training", "system-change"]),
        links=links.map(tuple),
    ),
    "evidence": st.builds(
        Evidence,
        id=st.just(""),
        state=st.just("offered"),
        shows=ids("action", max_size=2),
        sort=st.sampled_from(["self-report", "data"]),
        expires=st.none() | days,
        revises=st.sampled_from(["", "demo/evidence/1"]),
    ),
    "evaluation": st.builds(
        Evaluation,
        id=st.just(""),
        state=st.just("planned"),
        of=ids("action", max_size=2),
        by=st.none() | parties,
        on=st.none() | days,
        judgement=st.sampled_from(["", "It held."]),
        outcome=st.sampled_from(["", "improved", "did-not-hold"]),
    ),
}


@st.composite
def registers(draw: st.DrawFn) -> list[Record]:
    import attrs

    found: list[Record] = []
    for record_type, strategy in one.items():
        drawn = draw(st.lists(strategy, max_size=4))
        found += [attrs.evolve(made, id=f"demo/{record_type}/{number}") for number, made in enumerate(drawn, 1)]
    return found


def looked_at(several: list[Record]) -> Register:
    shelves = {
        name: Shelf(name, glances(TYPES[name], [encode(one) for one in several if type_name(one) == name]))
        for name in TYPES
    }
    return Register(fetch=shelves.__getitem__)


@given(several=registers(), data=st.data(), day=st.sampled_from([DAY, date(2022, 6, 3)]))
@settings(max_examples=60)
def test_the_same_is_due_and_missing(
    liverpool: FrameworkHistory, several: list[Record], data: st.DataObject, day: date
) -> None:
    def told(register: Register) -> tuple[object, ...]:
        view = View(framework=liverpool.on(day), register=register, day=day)
        found, missing = due(view), gaps(view)
        return found, [str(one) for one in found], [one.reckoning for one in found], missing, str(missing)

    at_once = told(Register(several))
    assert told(looked_at(several)) == at_once
    assert told(Register(data.draw(st.permutations(several)))) == at_once
