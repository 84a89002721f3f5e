"""Section 11 overview: the self-assessments of agencies: who returned, their grades, what their staff say beside.

It shows what agencies say of themselves as that: no grade is anybody else's verdict.
"""

from collections.abc import Iterator
from datetime import date

from lif_core.errors import Problem, Refused
from lif_core.measures.audits import Beside, Grades, beside_survey, graded, rolled
from lif_core.measures.returns import returns
from lif_core.records import Finding, Return, Review
from lif_core.reports.document import Block, Bullets, Cell, Document, Heading, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.figures import chart, share
from lif_core.reports.learning_paper import found
from lif_core.reports.telling import Asked, Teller
from lif_core.values.rates import Rate
from lif_core.view.facts import answers_to
from lif_core.view.kinds import is_withdrawn
from lif_core.view.view import View

KIND = "section-11-audit"
"""The kind of review that a section 11 audit is."""
_FATES = ("better", "worse", "changed", "confirmed", "carried-over", "new", "no-longer-asked")


def section_11_overview(view: View, asked: Asked | None = None, *, audit: str = "") -> Document:
    """Build the overview of a section 11 audit.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        audit: id or ref of the audit, of any kind that agencies answer by returns; left out, every section 11 audit.

    Raises:
        Refused: no record of the view is called so, or it is no review.
    """
    teller = Teller(view, asked)
    audits = [_audit(view, audit)] if audit else _audits(view)
    sections: list[Section] = []
    for number, one in enumerate(audits, 1):
        overview = _Overview(teller, one, f"audit-{number}")
        sections.append(Section(name=overview.name, title=teller.name(one), blocks=tuple(overview.blocks())))
    if not sections:
        none = Paragraph(teller.words("no-section-11"))
        sections.append(Section(name="none", title=teller.words("section-11-overview"), blocks=(none,)))
    return teller.document("section-11-overview", teller.words("section-11-overview"), sections, "a3-landscape")


def _audit(view: View, said: str) -> Review:
    one = found(view, said)
    if isinstance(one, Review):
        return one
    mend = "Name a review; `lif list review` lists them."
    raise Refused([Problem("report.not-an-audit", "Only a review is an audit.", mend, "audit")])


def _audits(view: View) -> list[Review]:
    of_it = [one for one in view.register.of_type(Review) if one.kind == KIND and not is_withdrawn(view, one)]
    return sorted(of_it, key=lambda one: (_last(one), one.id), reverse=True)


def _last(review: Review) -> date:
    return max((when.last for when in review.happened.values() if when.last is not None), default=date.min)


class _Overview:
    """The overview of one audit."""

    def __init__(self, teller: Teller, audit: Review, name: str) -> None:
        self._teller, self._view, self._audit, self.name = teller, teller.view, audit, name
        self._returns = [
            one for one in teller.view.register.sources(audit.id, Return) if not is_withdrawn(teller.view, one)
        ]
        teller.shows(*self._returns)

    def blocks(self) -> Iterator[Block]:
        """Tell who returned, the grades by standard and by agency, what moved, what staff say, and what came of it."""
        yield from self._who_returned()
        grades = graded(self._view, self._audit)
        yield Heading(self._teller.words("grades-by-standard"))
        yield from self._grades(grades)
        yield Heading(self._teller.words("grades-by-agency"))
        yield self._by_agency(grades)
        yield Heading(self._teller.words("since-last-cycle"))
        yield self._moved()
        yield Heading(self._teller.words("what-staff-say"))
        yield self._staff()
        yield Heading(self._teller.words("what-came-of-it"))
        yield self._findings()

    def _who_returned(self) -> Iterator[Block]:
        teller = self._teller
        asked = returns(self._view, about=self._audit.id)
        came = sum(1 for one in asked if one.is_in)
        yield KeyFigures((KeyFigure(teller.words("returned-of-asked"), share(teller, Rate("", came, len(asked)))),))
        columns = (
            teller.column("agency", 34),
            teller.column("by-when", 13, "day"),
            teller.column("came-on", 16),
            teller.column("standing", 24),
        )
        rows = [
            (
                teller.named(one.agency, one.who),
                Cell(one.due.last if one.due else None),
                teller.read(one.returned),
                teller.words(f"came-{one.came}"),
            )
            for one in asked
        ]
        yield teller.table(f"{self.name}-returns", columns, rows, nothing="nothing-asked")

    def _grades(self, grades: tuple[Grades, ...]) -> Iterator[Block]:
        """Tell how grades are spread, standard by standard, and who gave them."""
        teller = self._teller
        told = [one for one in grades if one.counts]
        if not told:
            yield Paragraph(teller.words("no-grades"))
            return
        names = list(told[0].counts)
        columns = (
            teller.column("standard", 60),
            *(teller.column(f"grade-{number}", 12, "number", heading=name) for number, name in enumerate(names, 1)),
            teller.column("without-grade", 14, "number"),
        )
        rows = [
            (one.about or teller.words("all-together"), *map(self._count, one.counts.values()),
             one.ungraded + one.off_scale or None)
            for one in told
        ]  # fmt: skip
        yield Paragraph(teller.words(f"graded-by-{told[0].source}"))
        yield teller.table(f"{self.name}-grades", columns, rows)
        drawn = chart(teller, f"{self.name}-chart", "grades-chart", ("grade", "answers"), list(told[0].counts.items()))
        if drawn is not None:
            yield drawn

    def _count(self, n: int | None) -> Cell:
        return Cell(self._teller.words("not-shown") if n is None else n)

    def _by_agency(self, grades: tuple[Grades, ...]) -> Block:
        """Set the grades that agencies gave themselves side by side, in their words: a grade is told by no colour."""
        teller = self._teller
        standards = [one.about for one in grades if one.about]
        if not teller.shows_small:
            return Paragraph(teller.words("small-note"))  # side by side they would tell what is not shown above
        if not standards or not any(one.answers for one in self._returns):
            return Paragraph(teller.words("no-grades"))
        columns = (
            teller.column("standard", 60),
            *(
                teller.column(f"agency-{number}", 16, heading=teller.party(one.agency) or teller.words("not-said"))
                for number, one in enumerate(self._returns, 1)
            ),
        )
        given = [{answer.to: answer.grade for answer in one.answers} for one in self._returns]
        rows = [(standard, *(answers.get(standard, "") for answers in given)) for standard in standards]
        return teller.table(f"{self.name}-agencies", columns, rows)

    def _moved(self) -> Block:
        """Count what became of each answer since the cycle before, agency by agency."""
        teller = self._teller
        rows: list[tuple[str | int, ...]] = []
        for one in self._returns:
            fates = [told.fate for told in rolled(self._view, one)]
            if fates and not all(fate == "new" for fate in fates):
                counts = [sum(1 for one in fates if one == fate) for fate in _FATES]
                rows.append((teller.party(one.agency) or teller.words("not-said"), *counts))
        columns = (
            teller.column("agency", 34),
            *(teller.column(f"fate-{fate}", 14, "number") for fate in _FATES),
        )
        return teller.table(f"{self.name}-moved", columns, rows, nothing="no-earlier-cycle")

    def _staff(self) -> Block:
        teller = self._teller
        columns = (
            teller.column("question", 50),
            teller.column("agencies-say", 24),
            teller.column("staff-say", 30),
            teller.column("reading", 60),
        )
        rows = [
            (one.question, share(teller, one.rated), self._said(one), teller.words(f"beside-{one.verdict}"))
            for one in beside_survey(self._view, self._audit)
            if one.staff is not None or one.printed
        ]
        return teller.table(f"{self.name}-staff", columns, rows, nothing="staff-not-asked")

    def _said(self, one: Beside) -> str:
        if one.staff is not None:
            return share(self._teller, one.staff, looked_at=True)
        return one.printed

    def _findings(self) -> Block:
        """List what was found, each with what answers it."""
        teller, view = self._teller, self._view
        of_it = [one for one in view.register.sources(self._audit.id, Finding) if not is_withdrawn(view, one)]
        lines: list[str] = []
        levels: list[int] = []
        for one in of_it:
            answers = answers_to(view, one)
            lines += [
                teller.entry(one),
                *(map(teller.entry, answers) if answers else [teller.words("nothing-answers")]),
            ]
            levels += [0, *[1] * max(len(answers), 1)]
        return Bullets(tuple(lines), tuple(levels)) if lines else Paragraph(teller.words("no-findings-of-it"))
