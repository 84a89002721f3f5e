"""As of: a view with the measures at hand, as a partnership gives it to its callers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.regimes import RegimeAnswer
from lif_core.hooks.manager import Plugins
from lif_core.partnership.books.collecting import without_collecting
from lif_core.records import TYPES, Record
from lif_core.values.labels import Language
from lif_core.values.spans import Span
from lif_core.values.when import Between, When
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.view import View

if TYPE_CHECKING:  # a measure is loaded when it is asked for
    from lif_core.measures.advice import Advice, Answers
    from lif_core.measures.challenges import Challenged
    from lif_core.measures.change import Change
    from lif_core.measures.consultations import Consulted
    from lif_core.measures.day_sheet import DaySheet
    from lif_core.measures.due import Due
    from lif_core.measures.gaps import GapRule, Gaps
    from lif_core.measures.indicators import Funnel, Told
    from lif_core.measures.portfolio import Remark
    from lif_core.measures.products import HandedOn
    from lif_core.measures.recurring import Recurred
    from lif_core.measures.responsibilities import Responsible
    from lif_core.measures.returns import Asked
    from lif_core.measures.sustained import Life, Proposed
    from lif_core.measures.thread import Thread
    from lif_core.measures.training.attendance import Attended
    from lif_core.measures.training.book import By
    from lif_core.measures.training.coverage import Coverage
    from lif_core.measures.training.effect import Effect
    from lif_core.measures.training.plan import TrainingPlan
    from lif_core.measures.training.take_up import TakeUp
    from lif_core.partnership.books.books import Books
    from lif_core.partnership.books.memory import Memory
    from lif_core.partnership.leaving.publishing import Report


@attrs.frozen(kw_only=True)
class AsOf(View):
    """A view, with every measure one call away.

    Attributes:
        gap_rules: gap rules of plug-ins, by gap code.
        plugins: where the exporters of reports are found.
        seen: what was known of the store when it was made; None for a view that no partnership gave.
        books: where it is recorded that a report left; None for a view that no partnership gave.
    """

    gap_rules: "Mapping[str, GapRule]" = attrs.field(factory=dict, repr=False, eq=False)
    plugins: Plugins = attrs.field(factory=lambda: Plugins(entry_points=()), repr=False, eq=False)
    seen: "Memory | None" = attrs.field(default=None, repr=False, eq=False)
    books: "Books | None" = attrs.field(default=None, repr=False, eq=False)

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the journal it was made from, to stand at the foot of every page."""
        from lif_core.journal.chain import fingerprint

        return fingerprint(self.seen.head.link) if self.seen is not None else ""

    def due(self, within: str | Span | None = None) -> "tuple[Due, ...]":
        """Tell what is due; see `lif_core.measures.due`."""
        from lif_core.measures.due import due

        with without_collecting():
            return due(self, within)

    def gaps(self) -> "Gaps":
        """Tell what is missing and what would mend it; see `lif_core.measures.gaps`."""
        from lif_core.measures.gaps import gaps

        with without_collecting():
            return gaps(self, self.gap_rules)

    def thread(self, record: str | Record) -> "tuple[Thread, ...]":
        """Tell how a record hangs together; see `lif_core.measures.thread`."""
        from lif_core.measures.thread import thread

        return thread(self, record.id if isinstance(record, Record) else record)

    def returns(self, *, about: str = "", kind: str = "", agency: str = "") -> "tuple[Asked, ...]":
        """Tell what agencies were asked for and what came of it; see `lif_core.measures.returns`."""
        from lif_core.measures.returns import returns

        return returns(self, about=about, kind=kind, agency=agency)

    def day_sheet(self, review: str | Record) -> "DaySheet":
        """Tell the working days of a review, with who was asked and who returned; see `lif_core.measures.day_sheet`."""
        from lif_core.measures.day_sheet import day_sheet

        return day_sheet(self, review)

    def challenges(self, *, to: str = "", kind: str = "") -> "tuple[Challenged, ...]":
        """Tell every challenge, and whether it was answered; see `lif_core.measures.challenges`."""
        from lif_core.measures.challenges import challenges

        return challenges(self, to=to, kind=kind)

    def consultations(self) -> "tuple[Consulted, ...]":
        """Tell what people were asked and what came of it; see `lif_core.measures.consultations`."""
        from lif_core.measures.consultations import consultations

        return consultations(self)

    def products(self) -> "tuple[HandedOn, ...]":
        """Tell the learning products and who received them; see `lif_core.measures.products`."""
        from lif_core.measures.products import products

        return products(self)

    def responsibilities(self, body: str = "") -> "tuple[Responsible, ...]":
        """Tell who must do what and owes what now; see `lif_core.measures.responsibilities`."""
        from lif_core.measures.responsibilities import responsibilities

        return responsibilities(self, body)

    def training_plan(self, period: Between | None = None) -> "TrainingPlan":
        """Tell the training plan of a period; see `lif_core.measures.training.plan`."""
        from lif_core.measures.training.plan import training_plan

        return training_plan(self, period)

    def take_up(self, period: Between | None = None) -> "TakeUp":
        """Tell how many of the places there were somebody came to; see `lif_core.measures.training.take_up`."""
        from lif_core.measures.training.take_up import take_up

        return take_up(self, period)

    def attendance(self, period: Between | None = None, by: "By" = "all") -> "tuple[Attended, ...]":
        """Tell who came, of those registered; see `lif_core.measures.training.attendance`."""
        from lif_core.measures.training.attendance import attendance

        return attendance(self, period, by)

    def coverage(self, *, agency: str = "", group: str = "", level: str = "") -> "tuple[Coverage, ...]":
        """Tell staff in date of staff in post, as reported; see `lif_core.measures.training.coverage`."""
        from lif_core.measures.training.coverage import coverage

        return coverage(self, agency=agency, group=group, level=level)

    def training_effects(self, period: Between | None = None) -> "tuple[Effect, ...]":
        """Tell what training changed, course by course; see `lif_core.measures.training.effect`."""
        from lif_core.measures.training.effect import effects

        return effects(self, period)

    def sustained(self) -> "tuple[Life, ...]":
        """Tell what became of every action that was done; see `lif_core.measures.sustained`."""
        from lif_core.measures.sustained import sustained

        return sustained(self)

    def proposed(self, by: str = "") -> "tuple[Proposed, ...]":
        """Give the requests that reopen what did not hold, for `work.apply`; see `lif_core.measures.sustained`."""
        from lif_core.measures.sustained import proposed

        return proposed(self, by)

    def measured(self, of: str | Record | None = None) -> "tuple[Change, ...]":
        """Tell what every measure shows, or every one of a record; see `lif_core.measures.change`."""
        from lif_core.measures.change import changes

        return changes(self, self.register[of] if isinstance(of, str) else of)

    def recurred(self) -> "tuple[Recurred, ...]":
        """Tell where learning did not hold, and what was done in between; see `lif_core.measures.recurring`."""
        from lif_core.measures.recurring import recurred

        return recurred(self)

    def portfolio(self, many: int = 5) -> "tuple[Remark, ...]":
        """Tell what stands out where plans are seen together; see `lif_core.measures.portfolio`."""
        from lif_core.measures.portfolio import portfolio

        return portfolio(self, many)

    def indicators(self, years: int = 5, only: Iterable[str] = ()) -> "tuple[Told, ...]":
        """Tell how the framework itself works, by reporting year; see `lif_core.measures.indicators`."""
        from lif_core.measures.indicators import indicators

        return indicators(self, years, only)

    def funnel(self, years: int = 5) -> "tuple[Funnel, ...]":
        """Tell how many of what was discussed came how far; see `lif_core.measures.indicators`."""
        from lif_core.measures.indicators import funnel

        return funnel(self, years)

    def advise(self, answers: "Answers", *, when: date | None = None) -> "Advice":
        """Suggest the proportionate response, without deciding; see `lif_core.measures.advice`."""
        from lif_core.measures.advice import advise

        return advise(self, answers, when=when)

    def report(self, name: str, *, language: Language = "en", **given: Any) -> "Report":
        """Build a report of this view, ready to be written: `.report("action-plan").to("plan.xlsx")`.

        Args:
            name: name of the report; `lif_core.reports.catalogue.REPORTS` lists them.
            language: `en` or `cy`.
            **given: what the report asks for, such as `body="police"`.

        Raises:
            UnknownName: there is no such report.
            Refused: the report asks for something that was not given, or refuses this audience.
        """
        from lif_core.partnership.leaving.publishing import report

        return report(
            self,
            name,
            plugins=self.plugins,
            fingerprint=self.fingerprint,
            gap_rules=self.gap_rules,
            books=self.books,
            seen=self.seen,
            language=language,
            **given,
        )

    def deadlines(self, record: str | Record) -> tuple[Deadline, ...]:
        """Tell every deadline of one record, also those that are met."""
        return deadlines_of(self, self.register[record] if isinstance(record, str) else record)

    def regime(self, of: str, when: When) -> RegimeAnswer:
        """Tell which edition of law and guidance rules a thing at a time."""
        return self.framework.regime(of, when)

    def show(self, record_id: str) -> Record:
        """Give one record by its id, or by what people call it where only one is called so; see `lif_core.view.naming`.

        Raises:
            UnknownName: no record in the view has it.
        """
        from lif_core.view.naming import meant

        called = meant(self, record_id)
        return called[0] if len(called) == 1 else self.register[record_id]

    def find(self, record_type: str, **where: Any) -> Iterator[Record]:
        """Stream the records of one type that fit; where it can be, what does not fit never leaves the database.

        Args:
            record_type: the type, such as `action`.
            **where: what is asked for; see `lif_core.partnership.books.finding.Where`.

        Raises:
            UnknownName: there is no such type or filter.
        """
        from lif_core.partnership.books.finding import asked, find, find_in

        wanted = asked(record_type, where)
        if self.books is None or self.audience or self.known_by is not None:
            return find_in(self, record_type, wanted)
        return find(self.books, record_type, wanted, self.day)

    def list(self, record_type: str, **where: object) -> Iterator[Record]:
        """Give the records of one type whose fields have these values; `find` asks in more ways, and of the database.

        Raises:
            UnknownName: there is no such type, or it has no such field.
        """
        if record_type not in TYPES:
            raise UnknownName(record_type, "record type", TYPES)
        known = [field.name for field in attrs.fields(TYPES[record_type])] if where else []
        for name in where:
            if name not in known:
                raise UnknownName(name, "field", known)
        records = self.register.of_type(record_type)
        return (record for record in records if all(getattr(record, name) == value for name, value in where.items()))
