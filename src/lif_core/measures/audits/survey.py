"""Survey: how agencies rate themselves, beside what their staff say of the same thing."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

import attrs

from lif_core.measures.audits.grades import Grades, graded
from lif_core.measures.change import points
from lif_core.measures.readings import figure_shown, readings_shown
from lif_core.records import Figure, Record, Review
from lif_core.values.intervals import Interval, newcombe
from lif_core.values.rates import Rate
from lif_core.values.words import folded
from lif_core.view.facts import evaluations_of
from lif_core.view.kinds import is_withdrawn
from lif_core.view.view import View

Verdict = Literal["alike", "staff-say-less", "staff-say-more", "not-told", "staff-not-asked"]
"""What the two show beside each other; `alike`: no difference beyond chance. Nobody is shown to be right by it."""

_PER_CENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(?:%|per ?cent)")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Beside:
    """One question: how agencies rate themselves, and what their staff say.

    Attributes:
        question: the standard or question, as the tool words it.
        rated: how many agencies gave themselves the best grade, of all that returned; None where that is not shown.
        grades: how their grades are spread.
        staff: how many of the staff who replied say so; None where how many is not known or not shown.
        printed: what was published of the staff's answers, where it is a printed figure (`99%`).
        replies: how many of the staff replied, None where nobody said.
        difference: the staff's share less the agencies', None where it cannot be told.
        interval: between which differences the true one lies; where only a rounded percentage was printed, the widest
            that would print so.
        verdict: what the two show.
        why: why so, in one sentence.
    """

    question: str = attrs.field(repr=False)
    rated: Rate | None
    grades: Grades
    staff: Rate | None = None
    printed: str = ""
    replies: int | None = None
    difference: float | None = None
    interval: Interval | None = None
    verdict: Verdict = "staff-not-asked"
    why: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.question}: {self.why}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class _Staff:
    n: int | None
    of: int | None
    printed: str = ""
    is_shown: bool = True


def beside_survey(
    view: View, audit: Review, survey: Record | None = None, *, asks: Mapping[str, str] | None = None, scale: str = ""
) -> tuple[Beside, ...]:
    """Set how agencies rate themselves beside what their staff say, question by question.

    What staff say stands in readings of evaluations of the survey, and in published figures linked to it.

    Args:
        view: what to look at.
        audit: the audit in which agencies rate themselves, by returns about it.
        survey: the record that the survey is, where it is not the audit itself.
        asks: by question of the audit the question of the survey, where the two are worded differently.
        scale: id of the scale; left out, the one that the audit's grades tell.

    Raises:
        UnknownName: the framework has no such scale.

    Source:
        Section 11 audit and survey of Cambridgeshire and Peterborough, 2020. Local; verified.
    """
    staff = {folded(said): one for said, one in _staff(view, survey or audit)}
    named = {folded(ours): theirs for ours, theirs in (asks or {}).items()}
    found = []
    for one in graded(view, audit, scale):
        if one.about:
            asked = named.get(folded(one.about), one.about)
            found.append(_beside(one, staff.get(folded(asked))))
    return tuple(found)


def _staff(view: View, survey: Record) -> Iterator[tuple[str, _Staff]]:
    for figure in sorted(view.register.sources(survey.id, Figure), key=lambda one: one.id):
        if not is_withdrawn(view, figure):
            n, of = _whole(figure.n), _whole(figure.of)
            yield figure.name, _Staff(n=n, of=of, printed=figure.value, is_shown=figure_shown(view, figure))
    for evaluation in sorted(evaluations_of(view, survey), key=lambda one: one.id):
        for reading, may in zip(evaluation.readings, readings_shown(view, evaluation.readings), strict=True):
            if not reading.grade:
                yield reading.measure, _Staff(n=reading.n, of=reading.of, is_shown=may is not None)


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and float(number).is_integer() else None


def _beside(grades: Grades, staff: _Staff | None) -> Beside:
    best = next(iter(grades.counts), "")
    rated = grades.given(best) if best else None
    told = Beside(question=grades.about, rated=rated, grades=grades, why="their staff were not asked, or what they "
                  "said is not on record.")  # fmt: skip
    if staff is None:
        return told
    if not staff.is_shown:
        return attrs.evolve(told, verdict="not-told", why="too few for it to be shown.")
    told = attrs.evolve(told, printed=staff.printed, replies=staff.of, verdict="not-told", staff=_rate(staff))
    if rated is None or not rated.of:
        return attrs.evolve(told, why="how agencies rate themselves is not known, or too few to be shown.")
    return _compared(told, rated, staff)


def _rate(staff: _Staff) -> Rate | None:
    return Rate("staff", staff.n, staff.of) if staff.n is not None and staff.of else None


def _compared(told: Beside, rated: Rate, staff: _Staff) -> Beside:
    counts = _counts(staff)
    shares = [n / staff.of for n in counts] if staff.of and counts else _shares(staff)
    own = f"{rated.percent()}% of agencies ({rated.n} of {rated.of}) rate themselves {rated.name.casefold()}"
    if not shares:
        return attrs.evolve(told, why=f"{own}; what staff say cannot be read as a share.")
    theirs = staff.printed or f"{Rate('', staff.n or 0, staff.of or 0).percent()}%"
    of = f" of {staff.of} who replied" if staff.of else ""
    difference = sum(shares) / len(shares) - rated.n / rated.of
    says = f"{own}, {theirs} of their staff{of} say so: {points(difference)}"
    if not counts or not staff.of:
        why = f"{says}; how many staff replied is not known, so whether that is more than chance cannot be told."
        return attrs.evolve(told, difference=difference, why=why)
    every = [newcombe(n, staff.of, rated.n, rated.of) for n in counts]
    interval = Interval(min(one.low for one in every), max(one.high for one in every))
    verdict: Verdict = "alike" if interval.spans_zero else "staff-say-less" if difference < 0 else "staff-say-more"
    beyond = "no more than chance" if verdict == "alike" else "more than chance"
    return attrs.evolve(told, difference=difference, interval=interval, verdict=verdict, why=f"{says}, {beyond}.")


def _counts(staff: _Staff) -> list[int]:
    """Tell how many staff it can have been: as counted, else every number that would be printed so."""
    if staff.n is not None:
        return [staff.n]
    printed = _per_cent(staff)
    if printed is None or not staff.of:
        return []
    places = -int(printed.as_tuple().exponent)
    fits = [n for n in range(staff.of + 1) if Rate("", n, staff.of).percent(places) == printed]
    return [fits[0], fits[-1]] if fits else []


def _shares(staff: _Staff) -> list[float]:
    printed = _per_cent(staff)
    return [] if printed is None else [float(printed) / 100]


def _per_cent(staff: _Staff) -> Decimal | None:
    printed = _PER_CENT.fullmatch(staff.printed.strip().casefold())
    return None if printed is None else Decimal(printed[1])
