"""Change: what a measure showed at first and later, and whether that is a change. Few observations say so.

An evaluation names a measure in its readings, by the measure's id or by what people call it. Of each reading it is told
how many of how many it is, and how many were asked; nothing is called a change that so few could show by chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs

from lif_core.framework.shape import GradeScale
from lif_core.measures.readings import readings_shown
from lif_core.records import Evaluation, Measure, Reading, Record
from lif_core.records.evidence import Question
from lif_core.values.intervals import Interval, newcombe, wilson
from lif_core.values.rates import Rate
from lif_core.values.saying import how_read
from lif_core.values.scales import Scale
from lif_core.values.words import folded
from lif_core.view.facts import evaluations_of
from lif_core.view.kinds import name_of, standing, words_of
from lif_core.view.measured import names_of
from lif_core.view.view import View

Verdict = Literal["better", "worse", "changed", "not-told", "one-reading", "no-reading"]
"""What a measure shows: better, worse, changed where nobody said which way is better, or that nothing can be told."""

QUESTIONS: tuple[Question, ...] = ("how-much", "how-well", "what-difference")
"""The three questions of outcomes-based accountability, in the order of their weight."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Read:
    """One reading of a measure.

    Attributes:
        n: how many, None where it is a grade alone or may not be shown.
        of: of how many; None where nobody said.
        asked: how many were asked; None where nobody said, or all of them replied.
        grade: the grade, where it is one.
        at: when, as it was said.
        day: the last day it can mean.
        evaluation: id of the evaluation that says it, empty for the baseline that the measure itself holds.
        interval: between which shares the true one lies.
        hidden: whether it is too small to be shown to this audience.
    """

    n: int | None = None
    of: int | None = None
    asked: int | None = None
    grade: str = ""
    at: str = attrs.field(default="", repr=False)
    day: date | None = None
    evaluation: str = ""
    interval: Interval | None = None
    hidden: bool = False

    @property
    def response(self) -> Rate | None:
        """How many of those asked replied; None where nobody said."""
        return Rate("replied", self.of, self.asked) if self.asked and self.of is not None else None

    @property
    def spoke_for_few(self) -> bool:
        """Whether fewer than half of those asked replied: it speaks for those who replied, not for all."""
        return self.response is not None and 2 * self.response.n < self.response.of

    @property
    def bounds(self) -> Interval | None:
        """Between which shares of all who were asked it lies, whatever those who did not reply would have said."""
        if self.n is None or not self.of or not self.asked or self.asked < self.of:
            return None
        return Interval(self.n / self.asked, (self.n + self.asked - self.of) / self.asked)

    def __str__(self) -> str:
        if self.hidden:
            return f"{_on(self.at)}not shown, too few"
        if self.n is None:
            return f"{_on(self.at)}{self.grade or 'not told'}"
        share = Rate("", self.n, self.of).percent() if self.of else None
        told = f"{self.n} of {self.of} ({share}%)" if share is not None else str(self.n)
        grade = f" {self.grade}" if self.grade else ""
        replied = f", {self.of} of {self.asked} asked replied" if self.response is not None else ""
        return f"{_on(self.at)}{told}{grade}{replied}"


def _on(at: str) -> str:
    return f"{at}: " if at else ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Change:
    """What one measure shows.

    Attributes:
        measure: its id.
        name: what is measured, in its own words.
        better: which way is better: more, less, or empty where nobody said.
        numerator: what stands above the line, in words.
        denominator: what stands below it.
        baseline: the first reading; None where there is none.
        follow_ups: later readings, the oldest first.
        from_first_follow_up: whether nobody gave a baseline, so that the oldest reading stands for it.
        difference: the last reading less the baseline, as a share; None where it cannot be told.
        interval: between which differences the true one lies, of 95 such statements in a hundred.
        verdict: what it shows.
        why: why so, in one sentence.
    """

    measure: str
    name: str = attrs.field(repr=False)
    better: str = ""
    numerator: str = attrs.field(default="", repr=False)
    denominator: str = attrs.field(default="", repr=False)
    baseline: Read | None = None
    follow_ups: tuple[Read, ...] = ()
    from_first_follow_up: bool = False
    difference: float | None = None
    interval: Interval | None = None
    verdict: Verdict = "no-reading"
    why: str = attrs.field(default="", repr=False)

    @property
    def latest(self) -> Read | None:
        """The last follow-up, None where there is none."""
        return self.follow_ups[-1] if self.follow_ups else None

    def __str__(self) -> str:
        told = [str(one) for one in (self.baseline, self.latest) if one is not None]
        return f"{self.name}: {'; '.join((*told, self.why))}"


def changes(view: View, of: Record | None = None) -> tuple[Change, ...]:
    """Tell what every measure shows on the day of a view, or every measure of one record."""
    read = _readings(view)
    kept = [one for one in standing(view, Measure) if of is None or of.id in one.of]
    return tuple(_change(view, one, _of_measure(one, read)) for one in sorted(kept, key=lambda one: one.id))


Said = tuple[Reading, Reading | None, Evaluation]
"""A reading, the same as it may be shown, and the evaluation that says it."""


def _readings(view: View) -> Mapping[str, list[Said]]:
    """Give the readings of all evaluations by what they name, folded."""
    found: dict[str, list[Said]] = {}
    for one in standing(view, Evaluation):
        if one.readings:
            for reading, shown in zip(one.readings, readings_shown(view, one.readings), strict=True):
                found.setdefault(folded(reading.measure), []).append((reading, shown, one))
    return found


def _of_measure(measure: Measure, readings: Mapping[str, list[Said]]) -> list[Said]:
    return [said for name in names_of(measure) for said in readings.get(name, ())]


def _change(view: View, measure: Measure, said: Sequence[Said]) -> Change:
    later = sorted(
        (_read(reading, shown, one) for reading, shown, one in said),
        key=lambda read: (read.day or date.max, read.evaluation, read.grade, read.n or 0),
    )
    first = measure.baseline
    baseline = _read(first, readings_shown(view, (first,))[0]) if first is not None else None
    assumed = baseline is None and len(later) > 1
    if assumed:
        baseline, later = later[0], later[1:]
    change = Change(
        measure=measure.id,
        name=words_of(measure) or measure.definition or name_of(view, measure),
        better=measure.better,
        numerator=measure.numerator,
        denominator=measure.denominator,
        baseline=baseline,
        follow_ups=tuple(later),
        from_first_follow_up=assumed,
    )
    return attrs.evolve(change, **_judged(view, change))


def _read(said: Reading, shown: Reading | None, evaluation: Evaluation | None = None) -> Read:
    at = said.at or (evaluation.on if evaluation is not None else None)
    reading = shown if shown is not None else Reading(grade=said.grade)
    counted = reading.n is not None and reading.of is not None and 0 <= reading.n <= reading.of
    return Read(
        n=reading.n,
        of=reading.of,
        asked=reading.asked,
        grade=reading.grade,
        at=how_read(at) if at is not None else "",
        day=at.last if at is not None else None,
        evaluation=evaluation.id if evaluation is not None else "",
        interval=wilson(reading.n or 0, reading.of) if counted and reading.of else None,
        hidden=shown is None,
    )


def _judged(view: View, change: Change) -> dict[str, Any]:
    first, last = change.baseline, change.latest
    if first is None or last is None:
        only = first or last
        if only is None:
            return {"verdict": "no-reading", "why": "nobody has read it yet."}
        which = "at first only" if last is None else "once only, and nobody gave a baseline"
        return {"verdict": "one-reading", "why": f"it was read {which}: whether anything changed cannot be told."}
    if first.hidden or last.hidden:
        return _untold("too few for it to be shown.")
    if first.interval is not None and last.interval is not None:
        return _shares(change, first, last)
    if first.grade and last.grade and first.n is None and last.n is None:
        return _grades(view, change, first, last)
    return _untold("how many of how many is not known for both, so whether anything changed cannot be told.")


def _untold(why: str) -> dict[str, Any]:
    return {"verdict": "not-told", "why": why}


def _shares(change: Change, first: Read, last: Read) -> dict[str, Any]:
    assert first.n is not None
    assert first.of is not None
    assert last.n is not None
    assert last.of is not None
    difference = last.n / last.of - first.n / first.of
    interval = newcombe(last.n, last.of, first.n, first.of)
    told = {"difference": difference, "interval": interval}
    between = f"{points(difference)} (between {points(interval.low)} and {points(interval.high)})"
    for read in (first, last):
        if read.spoke_for_few:
            assert read.bounds is not None
            few = f"{read.of} of {read.asked} asked replied: it speaks for them only"
            bounds = f"of all who were asked it is anything from {share(read.bounds.low)} to {share(read.bounds.high)}"
            return {**told, **_untold(f"{few}; {bounds}.")}
    if interval.spans_zero:
        return {**told, **_untold(f"{between}: so few can differ by chance, no change is shown.")}
    return {**told, "verdict": _verdict(change.better, difference > 0), "why": f"{between}."}


def _verdict(better: str, more: bool) -> Verdict:
    if not better:
        return "changed"
    return "better" if (better == "more") == more else "worse"


def _grades(view: View, change: Change, first: Read, last: Read) -> dict[str, Any]:
    scales = [one for one in view.framework.all(GradeScale).values() if {first.grade, last.grade} <= set(one.grades)]
    if len(scales) != 1:
        what = "no scale" if not scales else f"{len(scales)} scales"
        return _untold(f"{what} of the framework has both grades: which is better cannot be told.")
    scale = Scale(scales[0].grades, scales[0].better)
    if first.grade == last.grade:
        return _untold("the same grade as at first.")
    verdict: Verdict = "better" if scale.is_better(last.grade, first.grade) else "worse"
    return {"verdict": verdict, "why": f"from {first.grade} to {last.grade}; one grade each, so without a margin."}


def points(difference: float) -> str:
    """Tell a difference of shares in points of a hundred: `+12 points`, `-3 points`."""
    whole = _whole(difference)
    return f"{'+' if whole > 0 else ''}{whole} point{'' if abs(whole) == 1 else 's'}"


def share(part: float) -> str:
    """Tell a share in per cent, rounded half up."""
    return f"{_whole(part)}%"


def _whole(part: float) -> int:
    return int(abs(part) * 100 + 0.5) * (1 if part >= 0 else -1)


# --- the three questions ----------------------------------------------------------------------------------------------


@attrs.frozen(weakref_slot=False, kw_only=True)
class Answered:
    """Which of the three questions was answered of one record.

    Attributes:
        record: its id.
        name: what people call it.
        by: ids of the evaluations by question, none where nobody answered it.
        unasked: ids of the evaluations that do not say which question they answer.
    """

    record: str
    name: str = attrs.field(repr=False)
    by: Mapping[Question, tuple[str, ...]]
    unasked: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Question, ...]:
        """The questions that nobody answered."""
        return tuple(question for question in QUESTIONS if not self.by[question])

    def __str__(self) -> str:
        told = (f"{question.replace('-', ' ')}: {_times(len(self.by[question]))}" for question in QUESTIONS)
        beside = f"; {_times(len(self.unasked))} without a question" if self.unasked else ""
        return f"{self.name}: {', '.join(told)}{beside}."


def _times(count: int) -> str:
    return f"{count} evaluation{'' if count == 1 else 's'}" if count else "nobody has said"


def answered(view: View, record: Record) -> Answered:
    """Tell which of the three questions was answered of a record: how much, how well, what difference it made.

    Source:
        Outcomes-based accountability, on which Leeds and Wakefield build their frameworks. Local; verified for both.
    """
    found = sorted(evaluations_of(view, record), key=lambda one: one.id)
    return Answered(
        record=record.id,
        name=name_of(view, record),
        by={question: tuple(_ids(found, question)) for question in QUESTIONS},
        unasked=tuple(_ids(found, "")),
    )


def _ids(found: Sequence[Evaluation], question: Question) -> Iterator[str]:
    return (one.id for one in found if one.question == question)
