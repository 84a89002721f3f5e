"""Yearly parts: what the records tell of a year: impact, little or no progress, recommendations, voice, and the rest.

Each part says what is on record and what is not; none judges more than somebody recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lif_core.measures.consultations import consultations
from lif_core.measures.products import products
from lif_core.measures.readings import figure_shown
from lif_core.measures.returns import return_rates
from lif_core.measures.suppression import threshold_of
from lif_core.measures.sustained import Life, sustained
from lif_core.measures.training.effect import effects
from lif_core.measures.training.take_up import take_up
from lif_core.records import (
    Action,
    Challenge,
    Consultation,
    Decision,
    Evaluation,
    Evidence,
    Figure,
    Finding,
    Priority,
    Recommendation,
    Review,
)
from lif_core.reports.action_rows import ActionRows, actions_of
from lif_core.reports.document import Block, Bullets, Cell, Heading, KeyFigure, KeyFigures, Paragraph
from lif_core.reports.figures import chart, counts_as_shown, counts_table, known, share, tally
from lif_core.reports.standing import exceptions
from lif_core.reports.telling import Teller
from lif_core.rules.told_twice import has_answer
from lif_core.values.rates import Rate
from lif_core.values.when import Between, When
from lif_core.view.answering import is_unanswered
from lif_core.view.deadlines import deadlines_of
from lif_core.view.facts import answers_to, evaluations_of, evidence_for
from lif_core.view.kinds import is_done, is_finished, is_open, is_withdrawn, standing
from lif_core.view.recurrence import day_of, themes_of
from lif_core.view.view import View

OUTCOMES = ("improved", "held", "no-change", "worse", "did-not-hold", "too-early", "")
"""What evaluations find, the best first; empty where one gives no judgement of this kind."""


class YearlyParts:
    """The parts of one yearly report.

    Args:
        teller: says things, and remembers what was shown.
        year: the time it covers.
    """

    def __init__(self, teller: Teller, year: Between) -> None:
        self._teller, self._view, self._year = teller, teller.view, year
        self._rows = ActionRows(teller)
        self._actions = [one for one in actions_of(teller) if not is_withdrawn(self._view, one)]

    def made(self) -> Mapping[str, tuple[Block, ...]]:
        """Give every part by its name, in their order."""
        return {
            "done": tuple(self._done()),
            "impact": tuple(self._impact()),
            "little-progress": tuple(self._little_progress()),
            "reviews": tuple(self._recommendations()),
            "difference": tuple(self._difference()),
            "voice": tuple(self._voice()),
            "partners": tuple(self._partners()),
            "scrutiny": tuple(self._scrutiny()),
            "data": tuple(self._data()),
        }

    # -- what was done ---------------------------------------------------------------------------------------------

    def _in_year(self, *whens: When | None) -> bool:
        days = [when for when in whens if when is not None and when.first is not None and when.last is not None]
        return any(
            (one.last or date.min) >= self._year.first and (one.first or date.max) <= self._year.last for one in days
        )

    def _reviews(self) -> list[Review]:
        """Give the reviews that were live at some time of the year."""
        return [
            one
            for one in standing(self._view, Review)
            if not is_finished(self._view, one) or self._in_year(*one.happened.values())
        ]

    def _done(self) -> Iterator[Block]:
        """Tell what was done: reviews and how they kept their days, actions, training, products."""
        teller, view = self._teller, self._view
        reviews = self._reviews()
        done = [one for one in self._actions if is_done(view, one) and self._in_year(one.happened.get(one.state))]
        out = [one for one in products(view) if one.is_out]
        teller.shows(*reviews, *done)
        trained = take_up(view, self._year)
        counts_as_shown(teller, "attendance")
        yield KeyFigures(
            (
                KeyFigure(teller.words("year-reviews-live"), tally(teller, len(reviews))),
                KeyFigure(teller.words("year-deadlines-kept"), share(teller, self._kept(reviews))),
                KeyFigure(teller.words("year-actions-done"), tally(teller, len(done))),
                KeyFigure(teller.words("count-open"), sum(1 for one in self._actions if is_open(view, one))),
                KeyFigure(teller.words("take-up"), share(teller, trained.all.rate)),
                KeyFigure(teller.words("year-products-out"), len(out)),
            )
        )
        by_kind: dict[str, dict[str, int | None]] = {}
        for one in reviews:
            line = by_kind.setdefault(teller.item("review", one.kind), {"still-live": 0, "finished": 0})
            column = "finished" if is_finished(view, one) else "still-live"
            line[column] = (line[column] or 0) + 1
        yield counts_table(teller, "reviews-by-kind", "review", by_kind, nothing="no-reviews-in-year")

    def _kept(self, reviews: Iterable[Review]) -> Rate:
        """Tell how many statutory days were kept, of those that were met or missed this year."""
        kept = missed = 0
        for review in reviews:
            for one in deadlines_of(self._view, review):
                if one.last is None or not self._year.first <= one.last <= self._year.last:
                    continue
                kept += one.status == "met"
                missed += one.status in ("overdue", "met-late")
        return Rate("", kept, kept + missed)

    # -- evidence of impact ----------------------------------------------------------------------------------------

    def _impact(self) -> Iterator[Block]:
        """Tell what difference was shown: how many actions have an evaluation, what those found, and each of them."""
        teller, view = self._teller, self._view
        done = [one for one in self._actions if is_done(view, one)]
        with_evidence = [one for one in done if evidence_for(view, one)]
        evaluated = [one for one in done if evaluations_of(view, one)]
        lives = {life.action: life for life in sustained(view)}
        checked = [one for one in done if _was_checked(lives.get(one.id))]
        yield KeyFigures(
            tuple(
                KeyFigure(teller.words(key), share(teller, Rate("", len(some), len(done))))
                for key, some in (
                    ("impact-evidence", with_evidence),
                    ("impact-evaluated", evaluated),
                    ("impact-checked", checked),
                )
            )
        )
        found = self._evaluations()
        teller.shows(*done, *found)
        counts = [(self._outcome(outcome), sum(1 for one in found if one.outcome == outcome)) for outcome in OUTCOMES]
        drawn = chart(teller, "impact-chart", "impact-chart", ("outcome", "evaluations"), counts)
        if drawn is not None:
            yield drawn
        yield self._evaluated("impact", found, nothing="no-impact")
        trained = effects(view, self._year)
        heard = sum(1 for one in trained if max(one.levels, default=0) >= 3)
        if trained:
            told = share(teller, Rate("", heard, len(trained)))
            yield Paragraph(teller.words("impact-training", share=told))

    def _outcome(self, outcome: str) -> str:
        return self._teller.words(f"outcome-{outcome}") if outcome else self._teller.words("no-judgement")

    def _evaluations(self) -> list[Evaluation]:
        """Give the evaluations of the year that found something."""
        every = standing(self._view, Evaluation)
        return [one for one in every if self._in_year(one.on) and (one.outcome or one.judgement or one.readings)]

    def _evaluated(self, name: str, found: Iterable[Evaluation], *, nothing: str) -> Block:
        teller = self._teller
        columns = (
            teller.column("what", 44),
            teller.column("outcome", 16),
            teller.column("evaluation", 50),
            teller.column("evaluated-by", 24),
            teller.column("limits", 30),
        )
        rows = [
            (
                "; ".join(map(teller.name, known(teller, one.of))), self._outcome(one.outcome),
                self._rows.one_evaluation(one), teller.party(one.by) or teller.words("not-said"), one.limits,
            )
            for one in found
        ]  # fmt: skip
        return teller.table(name, columns, rows, nothing=nothing)

    # -- little or no progress ---------------------------------------------------------------------------------------

    def _little_progress(self) -> Iterator[Block]:
        """List priorities, findings and actions on which little or nothing shows, each with why it stands here."""
        teller = self._teller
        columns = (teller.column("what", 60), teller.column("theme", 26), teller.column("why", 50))
        rows = [*self._stuck_priorities(), *self._stuck_findings(), *self._stuck_actions()]
        yield Paragraph(teller.words("little-progress-note"))
        yield teller.table("little-progress", columns, rows, nothing="no-stuck")

    def _stuck_priorities(self) -> Iterator[tuple[str, str, str]]:
        teller, view = self._teller, self._view
        for one in standing(view, Priority):
            if is_finished(view, one):
                continue
            answers = [a for a in view.register.sources(one.id, Action) if not is_withdrawn(view, a)]
            if not answers:
                yield teller.entry(one), teller.themes(one.themes), teller.words("priority-unanswered")
            elif not any(evaluations_of(view, a) for a in answers):
                yield teller.entry(one), teller.themes(one.themes), teller.words("priority-not-shown")

    def _stuck_findings(self) -> Iterator[tuple[str, str, str]]:
        teller, view = self._teller, self._view
        for one in standing(view, Finding):
            if one.sort == "gap" and not is_finished(view, one):
                found = day_of(view, one)
                if not answers_to(view, one) and (found is None or found <= self._year.last):
                    yield teller.entry(one), teller.themes(one.themes), teller.words("finding-unanswered")

    def _stuck_actions(self) -> Iterator[tuple[str, str, str]]:
        teller = self._teller
        for one in self._actions:
            why = "; ".join(exceptions(teller, one))
            if why:
                yield teller.entry(one), teller.themes(sorted(themes_of(self._view, one))), why

    # -- recommendations ---------------------------------------------------------------------------------------------

    def _recommendations(self) -> Iterator[Block]:
        """Record what was decided and done on each recommendation, local and national, and what came of it."""
        teller = self._teller
        every = list(standing(self._view, Recommendation))
        for heading, wanted in (
            ("local-recommendations", ("", "local")),
            ("wider-recommendations", ("regional", "national")),
        ):
            yield Heading(teller.words(heading))
            of_it = [one for one in every if one.reach in wanted]
            columns = (
                teller.column("recommendation", 44),
                teller.column("decided", 34),
                teller.column("action", 44),
                teller.column("improvement", 40),
            )
            rows = [self._recommended(one) for one in of_it]
            yield teller.table(heading, columns, rows, nothing="no-recommendations")

    def _recommended(self, one: Recommendation) -> tuple[str, str, str, str]:
        teller, view = self._teller, self._view
        actions = [a for a in view.register.sources(one.id, Action) if not is_withdrawn(view, a)]
        replies = [
            teller.words(f"stance-{reply.stance}", body=teller.party(reply.body) or teller.words("stance-nobody"))
            for reply in one.replies
        ]
        made = [d for d in view.register.sources(one.id, Decision) if not is_withdrawn(view, d)]
        decided = [*replies, *(d.outcome or d.question for d in made)]
        teller.shows(*made)
        done = [f"{teller.entry(a)} [{teller.status(a)}]" for a in actions]
        evaluated = [e for a in actions for e in evaluations_of(view, a)]
        teller.shows(*evaluated)
        shown = [self._rows.one_evaluation(e) for e in evaluated]
        return (
            teller.entry(one),
            "\n".join(decided) or teller.status(one),
            "\n".join(done) or teller.words("nothing-answers"),
            "\n".join(shown) or teller.words("not-shown-yet"),
        )

    def _difference(self) -> Iterator[Block]:
        """Tell how learning from local and national reviews made a difference: evaluations of what answers it."""
        view = self._view
        answering: set[str] = set()
        for finding in standing(view, Finding):
            for one in answers_to(view, finding) if finding.reviews else ():
                answering.update((one.id, *(a.id for a in view.register.sources(one.id, Action))))
        for asked in standing(view, Recommendation):
            if asked.reviews or asked.reach in ("regional", "national"):
                answering.update(one.id for one in view.register.sources(asked.id, Action))
        found = [one for one in self._evaluations() if answering.intersection(one.of)]
        yield self._evaluated("difference", found, nothing="no-difference")

    # -- voice, partners, scrutiny, data -----------------------------------------------------------------------------

    def _voice(self) -> Iterator[Block]:
        """Tell how what children, families and practitioners say was sought, and what was done with it."""
        teller, view = self._teller, self._view
        told = [one for one in standing(view, Evidence) if one.sort == "child-and-family" and self._in_year(one.on)]
        columns = (teller.column("when", 16), teller.column("evidence", 60), teller.column("shows", 44))
        rows = [
            (teller.read(one.on), one.text or one.where, "; ".join(map(teller.name, known(teller, one.shows))))
            for one in told
        ]
        teller.shows(*told)
        yield teller.table("voice", columns, rows, nothing="no-voice")
        yield Heading(teller.words("you-said-we-did"))
        lines: list[str] = []
        levels: list[int] = []
        for one in consultations(view):
            record = view.register[one.record]
            if not isinstance(record, Consultation) or not self._in_year(record.opens, record.closes):
                continue
            teller.shows(record)
            counted = teller.words("comments-taken", n=tally(teller, one.comments))
            lines.append(f"{record.question or teller.name(record)} ({counted})")
            levels.append(0)
            for heard in record.heard:
                lines.append(f"{heard.you_said}: {heard.we_did or teller.words('nothing-answers')}")
                levels.append(1)
        yield Bullets(tuple(lines), tuple(levels)) if lines else Paragraph(teller.words("no-consultation-in-year"))

    def _partners(self) -> Iterator[Block]:
        """Tell what each partner contributed, as far as it is on record: actions led, done and late, returns."""
        teller, view = self._teller, self._view
        counts: dict[str, dict[str, int | None]] = {}
        for action in self._actions:
            for party in action.leads:
                line = counts.setdefault(teller.party(party), {"actions-led": 0, "done": 0, "overdue": 0})
                line["actions-led"] = (line["actions-led"] or 0) + 1
                line["done"] = (line["done"] or 0) + is_done(view, action)
                line["overdue"] = (line["overdue"] or 0) + (is_open(view, action) and _is_late(view, action))
        teller.shows(*(one for one in self._actions if one.leads))
        rows: list[tuple[Cell | str | int | None, ...]] = [
            (name, *(tally(teller, n) for n in line.values())) for name, line in sorted(counts.items())
        ]
        columns = (
            teller.column("agency", 40),
            *(teller.column(name, 14, "number") for name in ("actions-led", "done", "overdue")),
        )
        yield teller.table("partners", columns, rows, nothing="no-actions")
        rates = [one for one in return_rates(view) if one.agency]
        if rates:
            counts_as_shown(teller, "return")
            told = [
                (teller.named(one.agency, one.who), share(teller, one.returned), share(teller, one.on_time))
                for one in rates
            ]
            more = (teller.column("agency", 40), teller.column("returned-of-asked", 24), teller.column("on-time", 24))
            yield teller.table("returns", more, told)

    def _scrutiny(self) -> Iterator[Block]:
        """Set themes beside the ways in which they were found, and tell what was challenged and answered."""
        teller = self._teller
        counts: dict[str, dict[str, int | None]] = {}
        kinds: dict[str, None] = {}
        for one in standing(self._view, Finding):
            sources = [teller.item("review", of.kind) for of in known(teller, one.reviews) if isinstance(of, Review)]
            for kind in dict.fromkeys(sources or [teller.words("other-sources")]):
                kinds[kind] = None
                for theme in one.themes:
                    line = counts.setdefault(theme, {})
                    line[kind] = (line.get(kind) or 0) + 1
                    teller.shows(one)
        columns = (
            teller.column("theme", 34),
            *(teller.column(f"way-{number}", 16, "number", heading=kind) for number, kind in enumerate(kinds, 1)),
        )
        few = 0 if teller.shows_small else threshold_of(teller.view)
        rows: list[tuple[Cell | str | int | None, ...]] = [
            (teller.item("theme", theme), *(_shown(teller, line.get(kind), few) for kind in kinds))
            for theme, line in sorted(
                counts.items(), key=lambda pair: (-sum(n or 0 for n in pair[1].values()), pair[0])
            )
        ]
        yield teller.table("themes", columns, rows, nothing="no-themes")
        asked = [one for one in standing(self._view, Challenge) if self._in_year(one.on)]
        teller.shows(*asked)
        answered = sum(1 for one in asked if has_answer(one))
        yield Paragraph(teller.words("challenges-answered", share=share(teller, Rate("", answered, len(asked)))))
        lines = tuple(f"{one.question}: {self._answer(one)}" for one in asked)
        if lines:
            yield Bullets(lines)

    def _answer(self, one: Challenge) -> str:
        if one.answer or has_answer(one):
            return one.answer or self._teller.words("answered-answered")
        waits = is_unanswered(self._view, one)
        return self._teller.words("no-answer-yet" if waits else "answered-settled-without-answer")

    def _data(self) -> Iterator[Block]:
        """List the figures of the year as they were published: no figure of ours is mixed with them."""
        teller = self._teller
        told = [one for one in standing(self._view, Figure) if self._in_year(one.period)]
        teller.shows(*told)
        columns = (
            teller.column("figure", 50),
            teller.column("value", 16),
            teller.column("agency", 30),
            teller.column("when", 22),
            teller.column("source", 40),
        )
        rows = [
            (one.name, self._value(one), teller.party(one.body), teller.read(one.period), one.source) for one in told
        ]
        yield teller.table("data", columns, rows, nothing="no-figures")

    def _value(self, one: Figure) -> str:
        return one.value if figure_shown(self._view, one) else self._teller.words("not-shown")


def _shown(teller: Teller, n: int | None, few: int) -> Cell:
    if n is None:
        return Cell()
    return Cell(teller.words("small", below=few)) if 0 < n < few else Cell(n)


def _was_checked(life: Life | None) -> bool:
    return life is not None and any(check.made for check in life.checks)


def _is_late(view: View, action: Action) -> bool:
    return action.due is not None and action.due.is_past(view.day)
