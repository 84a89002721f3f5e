"""Training evaluation: who came, and what it changed, level by level; what nobody asked is said, not claimed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lif_core.measures.suppression import threshold_of
from lif_core.measures.training import attendance as shares
from lif_core.measures.training.attendance import attendance
from lif_core.measures.training.book import Stated
from lif_core.measures.training.effect import Asked as Heard
from lif_core.measures.training.effect import Effect, Learnt, effects
from lif_core.measures.training.non_attendance import money, non_attendance
from lif_core.measures.training.per_head import attendances_per_head
from lif_core.measures.training.shown import has_small, shown, shown_attendance, shown_counts
from lif_core.measures.training.take_up import take_up
from lif_core.reports.document import Block, Cell, Document, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.figures import chart, counts_as_shown, known, share, tally
from lif_core.reports.telling import Asked, Teller
from lif_core.values.rates import Rate
from lif_core.values.when import Between
from lif_core.view.view import View

_SHARES = {
    shares.WITH_WALK_INS: "share-with-walk-ins",
    shares.WITHOUT_WALK_INS: "share-without-walk-ins",
    shares.DID_NOT_ATTEND: "share-did-not-attend",
    shares.CANCELLED: "share-cancelled",
    shares.CANCELLED_LATE: "share-cancelled-late",
}
"""The phrase for each share of attendance: reports mix them up, so each has a name of its own."""


def training_evaluation(view: View, asked: Asked | None = None, *, since: date | None = None) -> Document:
    """Build the evaluation of training.

    Args:
        view: what to report on, up to its day.
        asked: language, fingerprint.
        since: its first day; left out, everything on record is covered.
    """
    period = Between(since, view.day) if since is not None and since <= view.day else None
    told = TrainingFigures(Teller(view, asked), period)
    teller = told.teller
    parts = (
        ("training-covers", told.head()),
        ("take-up", told.take_up()),
        ("who-came", told.who_came()),
        ("by-agency", told.by_agency()),
        ("non-attendance", told.non_attendance()),
        ("what-it-changed", told.effects()),
    )
    sections = [Section(name=name, title=teller.words(name), blocks=tuple(blocks)) for name, blocks in parts]
    return teller.document("training-evaluation", teller.words("training-evaluation"), sections, "a3-landscape")


class TrainingFigures:
    """The figures of the training of a period, as blocks.

    Args:
        teller: says things.
        period: the time covered; None for everything on record.
    """

    def __init__(self, teller: Teller, period: Between | None) -> None:
        self.teller, self._view, self._period = teller, teller.view, period
        counts_as_shown(teller, "session", "attendance", "feedback")
        self._taken = take_up(self._view, period)
        self._may = shown(self._view, {one.course: one.stated.rate for one in self._taken.by_course})

    def head(self) -> Iterator[Block]:
        """Tell which time is covered, and how its figures are to be read."""
        teller = self.teller
        if self._period is not None:
            first, last = teller.day(self._period.first), teller.day(self._period.last)
            yield Paragraph(teller.words("figures-from-to", first=first, last=last), strong=True)
        else:
            yield Paragraph(teller.words("figures-all", day=teller.day(self._view.day)), strong=True)
        yield Paragraph(teller.words("training-reading"))
        if not teller.shows_small:
            yield Paragraph(teller.words("small-note"))

    def take_up(self) -> Iterator[Block]:
        """Tell how many of the places there were somebody came to: in all, and by course."""
        teller, told = self.teller, self._taken
        every = self._told(told.all.rate if self._may.total else None)
        yield KeyFigures((KeyFigure(teller.words("take-up"), every, self._beside(told.all)),))
        columns = (teller.column("course", 44), teller.column("take-up", 24), teller.column("note", 34))
        rows = [
            (self._named((one.course,)), self._told(self._may.rates[one.course]), self._beside(one.stated))
            for one in told.by_course
        ]
        yield teller.table("take-up", columns, rows, nothing="no-training-held")
        drawn = chart(
            teller, "take-up-chart", "take-up-chart", ("course", "came", "places"),
            [
                (self._named((one.course,)), one.stated.rate.n, one.stated.rate.of)
                for one in told.by_course
                if self._may.rates[one.course] is not None
            ],
        )  # fmt: skip
        if drawn is not None:
            yield drawn

    def who_came(self) -> Iterator[Block]:
        """Tell each share of attendance under a name of its own."""
        teller = self.teller
        columns = (teller.column("what", 56), teller.column("share", 24), teller.column("note", 34))
        every = attendance(self._view, self._period)
        may = shown_attendance(self._view, every)
        rows = [
            (teller.words(_SHARES[one.rate.name]), self._told(may[one.rate.name].rates[whole.key]), self._beside(one))
            for whole in every
            for one in whole.shares
        ]
        yield teller.table("who-came", columns, rows, nothing="no-training-held")

    def by_agency(self) -> Iterator[Block]:
        """Tell how often staff of each agency came, and how often that is for each member of staff."""
        teller = self.teller
        columns = (
            teller.column("agency", 34),
            teller.column("came", 14, "number"),
            teller.column("staff-in-post", 16, "number"),
            teller.column("per-head", 14),
            teller.column("note", 34),
        )
        rows = []
        every = attendances_per_head(self._view, self._period)
        came = shown_counts(self._view, {one.agency: one.attendances for one in every})
        for one in every:
            n = came[one.agency]
            each = one.each() if n is not None and not has_small(self._view, one.staff or 0) else None
            note = teller.words("sessions-not-told", n=one.unknown) if one.unknown else ""
            rows.append(
                (
                    self._whose(one.agency), teller.words("not-shown") if n is None else n, tally(teller, one.staff),
                    str(each) if each is not None else "", note,
                )
            )  # fmt: skip
        yield teller.table("by-agency", columns, rows, nothing="no-training-held")
        yield Paragraph(teller.words("per-head-note"))

    def non_attendance(self) -> Iterator[Block]:
        """Tell who did not come or cancelled late, and what that costs where somebody set a charge."""
        teller, told = self.teller, non_attendance(self._view, self._period)
        figures: tuple[KeyFigure, ...] = (
            KeyFigure(teller.words("did-not-come"), tally(teller, told.did_not_attend)),
            KeyFigure(teller.words("cancelled-late"), tally(teller, told.cancelled_late)),
        )
        if not has_small(self._view, told.did_not_attend, told.cancelled_late):  # an amount would tell how many
            figures += tuple(
                KeyFigure(teller.words("cost-in", unit=unit), str(amount)) for unit, amount in told.totals.items()
            )
        yield KeyFigures(figures)
        if not teller.shows_small:
            return  # by agency they would be small, and the totals would tell them
        columns = (
            teller.column("agency", 34),
            teller.column("did-not-come", 14, "number"),
            teller.column("cancelled-late", 14, "number"),
            teller.column("cost", 16),
        )
        rows = [
            (
                self._whose(one.agency),
                one.did_not_attend,
                one.cancelled_late,
                money(one.amount, one.unit),
            )
            for one in told.costs
        ]
        if rows:
            yield teller.table("costs", columns, rows)
        untold = sum(one.n for one in told.unpriced)
        if untold:
            yield Paragraph(teller.words("cost-untold", n=untold))

    def effects(self) -> Iterator[Block]:
        """Tell what training changed, course by course, at each of the four levels."""
        teller = self.teller
        columns = (
            teller.column("course", 34),
            teller.column("came", 10, "number"),
            teller.column("level-1", 34),
            teller.column("level-2", 40),
            teller.column("level-3", 40),
            teller.column("level-4", 34),
        )
        rows = [self._effect(one) for one in effects(self._view, self._period)]
        yield teller.table("effects", columns, rows, nothing="no-training-held")
        yield Paragraph(teller.words("levels-note"))

    def _effect(self, one: Effect) -> tuple[Cell | str | int, ...]:
        teller = self.teller
        teller.shows(*known(teller, one.results))
        hidden = {course for course, rate in self._may.rates.items() if rate is None}
        later = [*([self._heard(one.behaviour)] if one.behaviour is not None else []), *map(self._learnt, one.kept)]
        found = [
            teller.words(
                "so-many", what=teller.words(f"outcome-{outcome}") if outcome else teller.words("no-judgement"), n=n
            )
            for outcome, n in one.outcomes.items()
        ]
        return (
            self._named((one.about,)),
            tally(teller, one.attended) if one.about not in hidden else self._told(None),
            self._heard(one.reaction) if one.reaction is not None else teller.words("nobody-asked"),
            "\n".join(map(self._learnt, one.learning)) or teller.words("not-known"),
            "\n".join(later) or teller.words("nobody-asked-later"),
            "; ".join(found) or teller.words("not-evaluated"),
        )

    def _heard(self, heard: Heard) -> str:
        teller = self.teller
        told = [teller.words("replies", share=share(teller, heard.response))] if heard.response.of else []
        if not told:
            told.append(teller.words("replies-only", n=tally(teller, heard.replies)))
        told += [f"{one.name}: {self._told(may)}" for one, may in zip(heard.said, self._said(heard), strict=True)]
        return self._with_few(told, heard.is_few)

    def _said(self, heard: Heard) -> Sequence[Rate | None]:
        """Give what was said as it may be shown: answers of as many people may be those to one question, and add up."""
        if self.teller.shows_small:
            return heard.said
        few = {one.of for one in heard.said if one.is_small(threshold_of(self._view))}
        return [None if one.of in few else one for one in heard.said]

    def _learnt(self, learnt: Learnt) -> str:
        teller = self.teller
        told = f"{learnt.question}: {teller.words('rated-better', share=share(teller, learnt.better))}"
        if teller.shows_small or not learnt.better.is_small(threshold_of(self._view)):
            told += f"; {teller.words('mean-then', before=learnt.before, after=learnt.after)}"
        return self._with_few([told], learnt.is_few)

    def _with_few(self, told: Iterable[str], few: bool) -> str:
        return "; ".join((*told, *((self.teller.words("few-replied"),) if few else ())))

    # -- words ---------------------------------------------------------------------------------------------------

    def _told(self, rate: Rate | None) -> str:
        return self.teller.words("not-shown") if rate is None else share(self.teller, rate)

    def _beside(self, stated: Stated) -> str:
        return self.teller.words("sessions-not-told", n=stated.unknown) if stated.unknown else ""

    def _named(self, ids: Iterable[str]) -> str:
        named = known(self.teller, ids)
        return self.teller.name(named[0]) if named else self.teller.words("no-course-named")

    def _whose(self, agency: str) -> str:
        return self.teller.named(agency, self.teller.words("not-said"))
