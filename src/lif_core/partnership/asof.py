"""As of: a view with the measures at hand, as a partnership gives it to its callers."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from lif_core.framework.framework import RegimeAnswer
from lif_core.hooks.manager import Plugins
from lif_core.measures.due import Due, due
from lif_core.measures.gaps import GapRule, Gaps, gaps
from lif_core.measures.thread import Thread, thread
from lif_core.records import Record
from lif_core.values.labels import Language
from lif_core.values.spans import Span
from lif_core.values.when import When
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.view import View

if TYPE_CHECKING:
    from lif_core.partnership.books import Books
    from lif_core.partnership.publishing import Report


@attrs.frozen(kw_only=True)
class AsOf(View):
    """A view, with every measure one call away.

    Attributes:
        gap_rules: gap rules of plug-ins, by gap code.
        plugins: where the exporters of reports are found.
        fingerprint: fingerprint of the journal, to stand at the foot of every page.
        books: where it is recorded that a report left; None for a view that no partnership gave.
    """

    gap_rules: Mapping[str, GapRule] = attrs.field(factory=dict, repr=False, eq=False)
    plugins: Plugins = attrs.field(factory=lambda: Plugins(entry_points=()), repr=False, eq=False)
    fingerprint: str = attrs.field(default="", repr=False, eq=False)
    books: "Books | None" = attrs.field(default=None, repr=False, eq=False)

    def due(self, within: str | Span | None = None) -> tuple[Due, ...]:
        """Tell what is due; see `lif_core.measures.due`."""
        return due(self, within)

    def gaps(self) -> Gaps:
        """Tell what is missing and what would mend it; see `lif_core.measures.gaps`."""
        return gaps(self, self.gap_rules)

    def thread(self, record: str | Record) -> tuple[Thread, ...]:
        """Tell how a record hangs together; see `lif_core.measures.thread`."""
        return thread(self, record.id if isinstance(record, Record) else record)

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
        from lif_core.partnership.publishing import report

        return report(
            self,
            name,
            plugins=self.plugins,
            fingerprint=self.fingerprint,
            gap_rules=self.gap_rules,
            books=self.books,
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
        """Give one record by its id, or by its ref where only one has it.

        Raises:
            UnknownName: no record in the view has it.
        """
        called = list(self.register.called(record_id)) if record_id not in self.register else []
        return called[0] if len(called) == 1 else self.register[record_id]

    def list(self, record_type: str, **where: Any) -> Iterator[Record]:
        """Give the records of one type whose fields have these values."""
        for record in self.register.of_type(record_type):
            if all(getattr(record, name) == value for name, value in where.items()):
                yield record
