"""The thread: many to many, what was seen is told once, and nothing turns for ever."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.errors import UnknownName
from lif_core.measures.thread import thread
from lif_core.records import Action, Evaluation, Evidence, Finding, Link, Recommendation, Record, Review
from lif_core.values.labels import Label
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)

LOOP: tuple[Record, ...] = (
    Review(id="demo/review/1", kind="rapid-review", label=Label("A"), state="open"),
    Review(id="demo/review/2", kind="rapid-review", label=Label("B"), state="open"),
    Finding(
        id="demo/finding/1", reviews=("demo/review/1", "demo/review/2"), text="Agencies did not share", state="recorded"
    ),
    Recommendation(id="demo/recommendation/1", findings=("demo/finding/1",), text="Share", state="made"),
    Action(id="demo/action/1", answers=("demo/recommendation/1", "demo/finding/1"), text="Huddle", state="in-progress"),
    Evidence(id="demo/evidence/1", shows=("demo/action/1",), text="11 of 12 minuted"),
    Evaluation(id="demo/evaluation/1", of=("demo/action/1",), judgement="8 of 20 good", rests_on=("demo/evidence/1",)),
)


def test_many_to_many(see: See) -> None:
    told = thread(see(DAY, LOOP), "demo/action/1")
    assert sorted(one.record.id for one in told) == ["demo/review/1", "demo/review/2"]
    assert thread(see(DAY, LOOP), "demo/evidence/1")[0].record.id in ("demo/review/1", "demo/review/2")
    lines = "\n".join(map(str, sorted(told, key=lambda one: one.below[0].again)))
    first, second = sorted(("A", "B"), key=lambda label: lines.index(f"Rapid review {label}"))
    assert (
        lines
        == f"""\
Rapid review {first} [open]
  > Finding: Agencies did not share [recorded]
    > Recommendation: Share [made]
      > Action: Huddle [in progress]
        > Evidence: 11 of 12 minuted
          > Evaluation: 8 of 20 good
        > Evaluation: 8 of 20 good (see above)
    > Action: Huddle [in progress] (see above)
Rapid review {second} [open]
  > Finding: Agencies did not share [recorded] (see above)"""
    )


@pytest.mark.parametrize("length", [1, 2, 5, 3000])
def test_circles_and_long_chains_end(see: See, length: int) -> None:
    circle = [
        Finding(id=f"demo/finding/{n}", links=(Link("arose-from", f"demo/finding/{(n + 1) % length}"),))
        for n in range(length)
    ]
    (told,) = thread(see(DAY, circle), "demo/finding/0")
    assert len(list(told)) == length + 1
    assert len(str(told).splitlines()) == length + 1
    chain = [*circle[:-1], Finding(id=f"demo/finding/{length - 1}")]
    (told,) = thread(see(DAY, chain), "demo/finding/0")
    assert told.record.id == f"demo/finding/{length - 1}"
    assert len(list(told)) == length
    assert len(repr(told)) < 500


places = st.integers(0, 7).map(lambda n: f"demo/finding/{n}")
hanging = st.lists(
    st.tuples(places, st.lists(places, max_size=3), st.lists(places, max_size=2)), min_size=1, max_size=10
)


@given(hanging)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_hangs_together_ends_and_is_told_once(see: See, made: list[tuple[str, list[str], list[str]]]) -> None:
    view = see(
        DAY,
        {
            place: Finding(id=place, reviews=tuple(above), links=tuple(Link("arose-from", to) for to in linked))
            for place, above, linked in made
        }.values(),
    )
    for record in view.register:
        told = thread(view, record.id)
        seen = [part.record.id for one in told for part in one if not part.again]
        assert len(seen) == len(set(seen))
        assert all(part.below == () for one in told for part in one if part.again)


def test_what_nobody_has(see: See) -> None:
    with pytest.raises(UnknownName):
        thread(see(DAY), "demo/action/1")
