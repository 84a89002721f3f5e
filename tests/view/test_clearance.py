"""Clearance: what lies above an audience's level is gone, with every pointer to it, from everything told of a view."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.errors import UnknownName
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.due import due
from lif_core.measures.gaps import gaps
from lif_core.measures.thread import thread
from lif_core.records import TYPES, Action, Evaluation, Evidence, Finding, Link, Record, Review
from lif_core.records.fields import SAID, TO, metadata
from lif_core.serial import encode
from lif_core.testing.strategies import records
from lif_core.values.labels import Label
from lif_core.values.when import When
from lif_core.view.clearance import cleared
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 6, 3)
LEVELS = ("public", "region", "practitioners", "agencies", "partnership", "review-team")


def planted(level: str) -> list[Record]:
    """One record of every type at a level, a canary in every text, all of them hanging together."""
    canary = f"canary-{level}"
    past = When(canary, date(2023, 1, 2), date(2023, 1, 2))
    ids = {name: f"demo/{name}/{canary}" for name in TYPES}
    found = []
    for name, shape in TYPES.items():
        fields: dict[str, object] = dict.fromkeys(metadata(shape, SAID), canary)
        for field, types in metadata(shape, TO).items():
            many = isinstance(getattr(shape(id=ids[name]), field), tuple)
            target = ids[types[0] if types else "review" if name != "review" else "finding"]
            fields[field] = (target,) if many else ""
        extra = {"due": past} if name == "action" else {"expires": past} if name == "evidence" else {}
        found.append(
            shape(
                id=ids[name],
                ref=canary,
                label=Label(canary),
                disclosure=level,
                keys={canary: canary},
                happened={"done": past},
                links=(Link("repeats", ids["review"]),),
                **{**fields, **extra},  # type: ignore[arg-type]
            )
        )
    reviews = {"kind": "rapid-review", "state": "open", "happened": {"notification-sent": past}}
    found[0] = Review(id=ids["review"], label=Label(canary), disclosure=level, subjects=(canary,), **reviews)
    return found


def everything(view: View) -> str:
    """Everything that can be told of a view."""
    parts = [repr(view), str(view)]
    for record in view.register:
        parts += [encode(record).decode(), repr(record), *map(str, thread(view, record.id))]
    parts += [f"{one} {one!r} {one.reckoning!r}" for one in due(view)]
    told = gaps(view)
    return "\n".join([*parts, str(told), repr(told), *map(repr, told.accepted)])


@pytest.mark.parametrize("audience", LEVELS)
def test_canaries_above_an_audiences_level_are_nowhere(see: Callable[..., View], audience: str) -> None:
    planted_all = [record for level in LEVELS for record in planted(level)]
    crossed = [
        Action(
            id=f"demo/action/cross-{audience}",
            disclosure=audience,
            answers=tuple(r.id for r in planted_all if "/finding/" in r.id),
        ),
        Evidence(id=f"demo/evidence/cross-{audience}", disclosure=audience, revises="demo/evidence/canary-review-team"),
        Evaluation(id=f"demo/evaluation/cross-{audience}", disclosure=audience, of=tuple(r.id for r in planted_all)),
        Finding(
            id=f"demo/finding/cross-{audience}",
            disclosure=audience,
            links=tuple(Link("repeats", r.id) for r in planted_all),
        ),
    ]
    whole = see(DAY, [*planted_all, *crossed])
    view = see(DAY, cleared(whole.register, whole.framework, audience), audience=audience)
    told, place = everything(view), LEVELS.index(audience)
    assert [level for level in LEVELS if f"canary-{level}" in told] == list(LEVELS[: place + 1])


@given(
    st.lists(records(), max_size=8),
    st.sampled_from(LEVELS),
    st.lists(st.sampled_from([*LEVELS, "nobody-knows"]), min_size=8, max_size=8),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_pointer_of_a_cleared_register_leads_to_a_record(
    liverpool: FrameworkHistory, made: list[Record], audience: str, levels: list[str]
) -> None:
    import attrs

    framework = liverpool.on(DAY)
    marked = [attrs.evolve(record, disclosure=level) for record, level in zip(made, levels, strict=False)]
    seen = cleared(Register(marked), framework, audience)
    ids = {record.id for record in seen}
    for record in seen:
        assert LEVELS.index(record.disclosure) <= LEVELS.index(audience)
        for field in metadata(type(record), TO):
            held = getattr(record, field)
            assert set(held if isinstance(held, tuple) else [held] if held else []) <= ids
        assert {link.to for link in record.links} <= ids


def test_a_level_that_nobody_knows_is_seen_by_no_audience(liverpool: FrameworkHistory) -> None:
    register = Register([Finding(id="demo/finding/1", disclosure="top-secret")])
    assert len(cleared(register, liverpool.on(DAY), "review-team")) == 0
    assert cleared(register, liverpool.on(DAY), "") is register


def test_an_extra_field_has_a_level_of_its_own(liverpool: FrameworkHistory) -> None:
    extra = {"as-published-status": "a word for agencies", "nobody-knows": "x"}
    register = Register([Action(id="demo/action/1", disclosure="public", extra=extra)])
    framework = liverpool.on(DAY)
    assert cleared(register, framework, "public")["demo/action/1"].extra == {}
    assert cleared(register, framework, "agencies")["demo/action/1"].extra == {
        "as-published-status": extra["as-published-status"]
    }


def test_an_audience_that_there_is_not(liverpool: FrameworkHistory) -> None:
    with pytest.raises(UnknownName, match="practitioners"):
        cleared(Register(), liverpool.on(DAY), "practitioner")
