"""Grades: how the grades of an audit are spread over the framework's scale, and how those of its re-audit differ."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.shape import AuditTool, GradeScale
from lif_core.measures.change import points
from lif_core.measures.suppression import shows_small, suppressed, table_of, threshold_of
from lif_core.records import Record, Return, Review
from lif_core.values.intervals import Interval, newcombe
from lif_core.values.rates import Rate
from lif_core.values.scales import Scale
from lif_core.values.words import folded
from lif_core.view.facts import evaluations_of
from lif_core.view.kinds import is_withdrawn, name_of
from lif_core.view.view import View

Source = Literal["evaluations", "returns"]
"""Who graded: those who evaluated the audit, or the agencies themselves in what they sent back."""

Verdict = Literal["better", "worse", "mixed", "not-told"]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Grades:
    """How grades are spread.

    Attributes:
        audit: id of the audit.
        name: what people call it.
        about: the question, standard or area that was graded; empty for all of them together.
        scale: id of the scale; empty where none of the framework's has these grades.
        source: who graded.
        counts: by grade, the best one first; None for what is not shown to this audience.
        ungraded: how many gave no grade.
        off_scale: how many gave a grade that the scale does not have.
    """

    audit: str
    name: str = attrs.field(repr=False)
    about: str = attrs.field(default="", repr=False)
    scale: str = ""
    source: Source = "returns"
    counts: Mapping[str, int | None]
    ungraded: int = 0
    off_scale: int = 0

    @property
    def graded(self) -> int | None:
        """How many gave a grade of the scale; None where a count is not shown."""
        held = [n for n in self.counts.values() if n is not None]
        return sum(held) if len(held) == len(self.counts) else None

    @property
    def of(self) -> int | None:
        """How many gave an answer at all, with or without a grade."""
        return None if self.graded is None else self.graded + self.ungraded + self.off_scale

    def at_least(self, grade: str) -> Rate | None:
        """Tell how many of those graded were given this grade or a better one; None where that is not shown."""
        if self.graded is None:
            return None
        order = list(self.counts)
        return Rate(f"{grade} or better", self._sum(order[: order.index(grade) + 1]), self.graded)

    def given(self, grade: str) -> Rate | None:
        """Tell how many of all who answered gave this grade; None where that is not shown."""
        return None if self.of is None else Rate(grade, self._sum([grade]), self.of)

    def _sum(self, grades: Sequence[str]) -> int:
        return sum(self.counts[grade] or 0 for grade in grades)

    def __str__(self) -> str:
        told = [f"{grade} {'not shown' if n is None else n}" for grade, n in self.counts.items()]
        told += [f"no grade {self.ungraded}"] if self.ungraded else []
        told += [f"another grade {self.off_scale}"] if self.off_scale else []
        return f"{self.about or self.name}: {', '.join(told) if told else 'nothing was graded'}."


@attrs.frozen(weakref_slot=False, kw_only=True)
class Cut:
    """How many were given a grade or a better one, at first and again.

    Attributes:
        grade: the grade.
        first: at first.
        again: in the re-audit.
        difference: the share again less the share at first.
        interval: between which differences the true one lies, of 95 such statements in a hundred.
    """

    grade: str
    first: Rate
    again: Rate
    difference: float
    interval: Interval

    def __str__(self) -> str:
        shares = f"{self.first.percent()}% to {self.again.percent()}%"
        counts = f"{self.first.n} of {self.first.of}, {self.again.n} of {self.again.of}"
        between = f"between {points(self.interval.low)} and {points(self.interval.high)}"
        return f"{self.grade} or better: {shares} ({counts}), {points(self.difference)} ({between})"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Compared:
    """The grades of an audit and of its re-audit, of one question or of all together.

    Attributes:
        about: the question, standard or area; empty for all together.
        first: the grades at first.
        again: the grades in the re-audit.
        cuts: for every grade but the worst, how many were given it or a better one.
        verdict: better where every cut is at least as good and one of them by more than chance; worse likewise; mixed
            where some cut is better and another one worse by more than chance.
        why: why so, in one sentence.
    """

    about: str = attrs.field(repr=False)
    first: Grades
    again: Grades
    cuts: tuple[Cut, ...] = ()
    verdict: Verdict = "not-told"
    why: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.about or 'All together'}: {self.why}"


def graded(view: View, audit: Review, scale: str = "") -> tuple[Grades, ...]:
    """Tell how the grades of an audit are spread: all together, then by what was graded.

    What evaluations of the audit say counts before what agencies say of themselves; the two are never added up.

    Args:
        view: what to look at.
        audit: the audit.
        scale: id of the scale; left out, that of the framework's tool for this kind, or the one that has these grades.

    Raises:
        UnknownName: the framework has no such scale.
    """
    source, said = _said(view, audit)
    found = _scale(view, audit, scale, {grade for _, grade, _ in said if grade})
    together = _spread(view, audit, "", found, source, said)
    about = dict.fromkeys(one for one, _, _ in said if one)
    parts = [_spread(view, audit, one, found, source, [it for it in said if it[0] == one]) for one in about]
    every = [together, *sorted(parts, key=lambda one: one.about)]
    return tuple(every if shows_small(view) else _without_small(view, every))


def _without_small(view: View, every: Sequence[Grades]) -> Iterator[Grades]:
    """Hide small counts, and what would tell them: the parts and what stands under no name add up to all together."""
    together, *parts = every
    rest = {
        grade: n - sum(one.counts[grade] or 0 for one in parts) for grade, n in together.counts.items() if n is not None
    }
    rows = {one.about: one.counts for one in parts} | ({"": rest} if any(rest.values()) or not parts else {})
    if not together.counts:
        yield from every
        return
    table = suppressed(table_of(rows), threshold_of(view))
    totals = table.column_totals or table.cells[0]
    yield attrs.evolve(together, counts={grade: one.n for grade, one in zip(table.columns, totals, strict=True)})
    for one, line in zip(parts, table.cells, strict=False):
        yield attrs.evolve(one, counts={grade: n.n for grade, n in zip(table.columns, line, strict=True)})


Graded = tuple[str, str, int]
"""What was graded, the grade (folded; empty for none), and how often."""


def _said(view: View, audit: Review) -> tuple[Source, list[Graded]]:
    evaluated = [
        (reading.measure, folded(reading.grade), 1 if reading.n is None else reading.n)
        for one in evaluations_of(view, audit)
        for reading in one.readings
        if reading.grade
    ]
    if evaluated:
        return "evaluations", evaluated
    return "returns", [
        (answer.to, folded(answer.grade), 1 if answer.n is None or not answer.grade else answer.n)
        for one in returned(view, audit)
        for answer in one.answers
    ]


def returned(view: View, audit: Record) -> Iterator[Return]:
    """Give the returns about a record that hold answers, without what was taken back."""
    for one in view.register.sources(audit.id, Return):
        if audit.id in one.about and one.answers and not is_withdrawn(view, one):
            yield one


def _scale(view: View, audit: Review, named: str, grades: set[str]) -> GradeScale | None:
    scales = view.framework.all(GradeScale)
    if named:
        if named not in scales:
            raise UnknownName(named, "scale", scales)
        return scales[named]
    tools = [tool.scale for tool in view.framework.all(AuditTool).values() if audit.kind in tool.of and tool.scale]
    if len(set(tools)) == 1 and tools[0] in scales:
        return scales[tools[0]]
    fits = [one for one in scales.values() if grades and grades <= {folded(grade) for grade in one.grades}]
    return fits[0] if len(fits) == 1 else None


def _spread(
    view: View, audit: Review, about: str, scale: GradeScale | None, source: Source, said: Sequence[Graded]
) -> Grades:
    counts: dict[str, int | None] = {}
    known: dict[str, str] = {}
    if scale is not None:
        best_first = scale.grades if scale.better == "lower" else scale.grades[::-1]
        known = {folded(grade): grade for grade in best_first}
        counts = {grade: sum(n for _, given, n in said if known.get(given) == grade) for grade in best_first}
    return Grades(
        audit=audit.id,
        name=name_of(view, audit),
        about=about,
        scale=scale.id if scale is not None else "",
        source=source,
        counts=counts,
        ungraded=sum(n for _, given, n in said if not given),
        off_scale=sum(n for _, given, n in said if given and given not in known),
    )


def compared(view: View, first: Review, again: Review, scale: str = "") -> tuple[Compared, ...]:
    """Set the grades of a re-audit beside those of the audit: all together, then by what both graded.

    Source:
        Differences of shares with their margin by R. G. Newcombe (1998), method 10; see `lif_core.values.intervals`.

    Raises:
        UnknownName: the framework has no such scale.
    """
    before = {one.about: one for one in graded(view, first, scale)}
    after = {one.about: one for one in graded(view, again, scale or before[""].scale)}
    return tuple(_compared(about, before[about], after[about]) for about in before if about in after)


def _compared(about: str, first: Grades, again: Grades) -> Compared:
    told = Compared(about=about, first=first, again=again)
    if not first.scale or first.scale != again.scale:
        why = "the grades of the two are not of one scale of the framework, so nothing can be told in numbers."
        return attrs.evolve(told, why=why)
    if first.graded is None or again.graded is None:
        return attrs.evolve(told, why="too few for it to be shown.")
    if not first.graded or not again.graded:
        return attrs.evolve(told, why="one of the two has no grades, so whether anything changed cannot be told.")
    cuts = tuple(_cuts(first, again))
    ups, downs = ([one for one in cuts if one.interval.low > 0], [one for one in cuts if one.interval.high < 0])
    if ups and downs:
        verdict: Verdict = "mixed"
    elif ups and all(one.difference >= 0 for one in cuts):
        verdict = "better"
    elif downs and all(one.difference <= 0 for one in cuts):
        verdict = "worse"
    else:
        verdict = "not-told"
    why = str(next(iter(ups or downs), cuts[0]))
    chance = "; so few can differ by chance, no change is shown" if not ups and not downs else ""
    return attrs.evolve(told, cuts=cuts, verdict=verdict, why=f"{why}{chance}.")


def _cuts(first: Grades, again: Grades) -> Iterator[Cut]:
    for grade in list(first.counts)[:-1]:
        before, after = first.at_least(grade), again.at_least(grade)
        assert before is not None
        assert after is not None
        difference = after.n / after.of - before.n / before.of
        interval = newcombe(after.n, after.of, before.n, before.of)
        yield Cut(grade=grade, first=before, again=after, difference=difference, interval=interval)


def merit_of(scale: GradeScale, grade: str) -> int | None:
    """Tell how good a grade of a scale is, 0 for the worst; None for a grade that it does not have."""
    known = {folded(one): one for one in scale.grades}
    found = known.get(folded(grade))
    return None if found is None else Scale(scale.grades, scale.better).merit(found)
