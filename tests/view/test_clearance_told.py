"""Clearance of what is told without pointing: no id of what is out of sight, no reading of a narrower measure."""

from datetime import date

import pytest

from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.change import changes
from lif_core.records import TYPES, Evaluation, Export, Feedback, Measure, Reading, Record
from lif_core.serial import encode
from lif_core.values.labels import Label
from lif_core.view.clearance import cleared
from lif_core.view.register import Register
from lif_core.view.view import View

DAY = date(2024, 6, 3)
LEVELS = ("public", "region", "practitioners", "agencies", "partnership", "review-team")
NARROW = "demo/measure/narrow"
NAMES = (NARROW, "  DEMO/measure/NARROW ", "M7", "answered  in time", "Mewn pryd", "Calls answered within a day")
"""Every way in which a reading can name the narrow measure."""


def narrow(level: str = "review-team") -> Measure:
    label = Label("Answered in time", "Mewn pryd")
    return Measure(id=NARROW, ref="M7", label=label, definition="Calls answered within a day", disclosure=level)


def seen_by(audience: str, liverpool: FrameworkHistory, *records: Record) -> Register:
    return cleared(Register(records), liverpool.on(DAY), audience)


@pytest.mark.parametrize("named", NAMES)
@pytest.mark.parametrize("audience", LEVELS[:-1])
def test_a_reading_of_a_narrower_measure_leaves_with_nothing_wider(
    liverpool: FrameworkHistory, audience: str, named: str
) -> None:
    reading = Reading(measure=named, n=7331, of=9973)
    wide: tuple[Record, ...] = (
        Evaluation(id="demo/evaluation/1", disclosure=audience, readings=(reading, Reading(measure="Other", n=1))),
        Feedback(id="demo/feedback/1", disclosure=audience, readings=(reading,)),
        Measure(id="demo/measure/wide", disclosure=audience, ref="M8", baseline=reading),
    )
    seen = seen_by(audience, liverpool, narrow(), *wide)
    assert {one.id for one in seen} == {one.id for one in wide}  # the records themselves stay
    told = b"".join(map(encode, seen)).decode()
    assert "7331" not in told
    assert NARROW not in told.casefold()
    (evaluation,) = seen.of_type("evaluation")
    assert isinstance(evaluation, Evaluation)
    assert evaluation.readings == (Reading(measure="Other", n=1),)
    view = View(framework=liverpool.on(DAY), register=seen, day=DAY, audience=audience)
    assert "7331" not in repr(changes(view))


def test_whoever_may_see_the_measure_sees_its_readings(liverpool: FrameworkHistory) -> None:
    for named in NAMES:
        made = Evaluation(id="demo/evaluation/1", disclosure="public", readings=(Reading(measure=named, n=70, of=99),))
        for audience in ("agencies", "review-team"):
            seen = seen_by(audience, liverpool, narrow("agencies"), made)
            assert seen[made.id] == made
            view = View(framework=liverpool.on(DAY), register=seen, day=DAY, audience=audience)
            (change,) = changes(view)
            assert [read.n for read in change.follow_ups] == [70]


def test_words_that_also_name_a_wider_measure_stay(liverpool: FrameworkHistory) -> None:
    wide = Measure(id="demo/measure/wide", ref="M7", disclosure="public")
    made = Evaluation(id="demo/evaluation/1", disclosure="public", readings=(Reading(measure="M7", n=70, of=99),))
    assert seen_by("public", liverpool, narrow(), wide, made)[made.id] == made


def test_the_id_of_a_measure_that_was_removed_is_told_to_nobody_outside(liverpool: FrameworkHistory) -> None:
    made = Evaluation(id="demo/evaluation/1", disclosure="public", readings=(Reading(measure=NARROW, n=70, of=99),))
    register = Register([made])
    assert cleared(register, liverpool.on(DAY), "")[made.id] == made
    seen = cleared(register, liverpool.on(DAY), "public")[made.id]
    assert isinstance(seen, Evaluation)
    assert seen.readings == ()


@pytest.mark.parametrize("audience", LEVELS)
def test_what_left_tells_an_audience_no_id_above_its_clearance(liverpool: FrameworkHistory, audience: str) -> None:
    """A record that was narrowed, or removed, after a file with it left: the partnership alone is still told its id."""
    shown: list[Record] = [
        shape(id=f"demo/{name}/{level}", disclosure=level) for level in LEVELS for name, shape in TYPES.items()
    ]
    ids = (*(one.id for one in shown), "demo/action/removed")
    left = Export(id="demo/export/0", disclosure="public", report="action-plan", audience="public", shown=ids)
    register = Register([*shown, left])
    assert cleared(register, liverpool.on(DAY), "")[left.id] == left  # whom to ask for the copies back
    seen = cleared(register, liverpool.on(DAY), audience)[left.id]
    assert isinstance(seen, Export)
    within = LEVELS[: LEVELS.index(audience) + 1]
    assert seen.shown == tuple(one.id for one in shown if one.disclosure in within)
