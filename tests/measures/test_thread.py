"""The thread: many to many, what was seen is told once, and nothing turns for ever."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.errors import UnknownName
from lif_core.measures.thread import thread
from lif_core.records import Action, Evaluation, Evidence, Finding, Link, Recommendation, Record, Review
from lif_core.testing.strategies import records
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


@given(st.lists(records(), min_size=1, max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_hangs_together_ends_and_is_told_once(see: See, made: list[Record]) -> None:
    reviews = {r.id: r for r in made}
    view = see(DAY, [r for r in reviews.values() if not isinstance(r, Review)])
    for record in view.register:
        seen = [part.record.id for one in thread(view, record.id) for part in one if not part.again]
        assert len(seen) == len(set(seen))


def test_what_nobody_has(see: See) -> None:
    with pytest.raises(UnknownName):
        thread(see(DAY), "demo/action/1")
