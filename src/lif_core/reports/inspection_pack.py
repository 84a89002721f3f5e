"""Inspection pack: what was learnt, done, shown and evaluated since a day, and what was not.

Everything in it is computed from the records of the view. It judges nothing and leaves out no gap.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from lif_core.measures.gaps import gaps
from lif_core.records import Action, Evaluation, Evidence, Finding, Intake, Record, Review
from lif_core.reports.action_rows import ActionRows, actions_of, columns_for
from lif_core.reports.document import Block, Cell, Document, Heading, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.gap_list import accepted_table, gap_table
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.unverified import unverified_table
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.facts import answers_to
from lif_core.view.kinds import is_done, is_finished, is_open, standing
from lif_core.view.register import Of
from lif_core.view.view import View

_DAYS = ("on", "due", "expires")
"""Fields that hold days of a record beside what happened to it."""


def inspection_pack(view: View, asked: Asked | None = None, *, since: date | None = None) -> Document:
    """Build the pack for an inspection.

    Args:
        view: what to report on.
        asked: language, fingerprint, further gap rules.
        since: its first day: what was finished before is counted and left out; left out, everything is covered.
    """
    return _Pack(Teller(view, asked), since).document()


class _Pack:
    """One pack being made."""

    def __init__(self, teller: Teller, since: date | None) -> None:
        self._teller, self._view, self._since = teller, teller.view, since
        self._rows = ActionRows(teller)
        self._gaps = gaps(teller.view, teller.asked.gap_rules)
        self._earlier = 0
        self._reviews, self._findings = self._covered(Review), self._covered(Finding)
        covered = {one.id for one in self._covered(Action)}
        self._actions = [one for one in actions_of(teller) if one.id in covered]
        self._evidence, self._evaluations = self._covered(Evidence), self._covered(Evaluation)

    def document(self) -> Document:
        """Put the pack together."""
        parts: tuple[tuple[str, Callable[[], Iterable[Block]]], ...] = (
            ("pack-covers", self._head),
            ("pack-reviews", self._of_reviews),
            ("pack-learnt", self._learnt),
            ("pack-actions", self._of_actions),
            ("pack-evidence", self._of_evidence),
            ("pack-evaluations", self._of_evaluations),
            ("pack-gaps", self._missing),
            ("pack-unknown", self._unknown),
        )
        sections = [Section(name=name, title=self._teller.words(name), blocks=tuple(make())) for name, make in parts]
        return self._teller.document("inspection-pack", self._teller.words("inspection-pack"), sections, "a3-landscape")

    # -- what is covered -----------------------------------------------------------------------------------------

    def _covered(self, record_type: type[Of]) -> list[Of]:
        """Give the records of a type that are open or to which something happened since; count the others."""
        found = []
        for record in standing(self._view, record_type):
            if not is_finished(self._view, record) or self._since is None or _last_of(record) >= self._since:
                found.append(record)
            else:
                self._earlier += 1
        return found

    def _head(self) -> Iterator[Block]:
        teller, view = self._teller, self._view
        if self._since:
            covers = teller.words("pack-since", since=teller.day(self._since), day=teller.day(view.day))
        else:
            covers = teller.words("pack-all", day=teller.day(view.day))
        yield Paragraph(covers, strong=True)
        counts = (
            ("pack-reviews", len(self._reviews)),
            ("findings", len(self._findings)),
            ("count-open", sum(1 for one in self._actions if is_open(view, one))),
            ("count-done", sum(1 for one in self._actions if is_done(view, one))),
            ("evidence", len(self._evidence)),
            ("pack-count-evaluations", len(self._evaluations)),
            ("missing", len(self._gaps)),
        )
        yield KeyFigures(tuple(KeyFigure(teller.words(key), count) for key, count in counts))
        if self._earlier:
            yield Paragraph(teller.words("pack-earlier", n=self._earlier))
        yield Paragraph(teller.words("pack-honest"))
        if teller.asked.fingerprint:
            yield Paragraph(teller.words("pack-fingerprint", fingerprint=teller.asked.fingerprint))

    # -- the parts -----------------------------------------------------------------------------------------------

    def _table(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Iterable[Cell | str]]) -> Block:
        told = [self._teller.column(column, width) for column, width in columns]
        return self._teller.table(name, told, rows, nothing="pack-nothing")

    def _of_reviews(self) -> Sequence[Block]:
        teller = self._teller
        rows = [
            (teller.name(one), teller.status(one), self._history(one), "\n".join(self._deadlines(one)))
            for one in self._reviews
        ]
        return (self._table("reviews", (("review", 30), ("status", 16), ("history", 40), ("deadlines", 60)), rows),)

    def _deadlines(self, review: Review) -> Iterator[str]:
        for one in deadlines_of(self._view, review):
            if one.status not in ("not-owed",):
                yield f"{self._teller.label(one.rule.says)}: {self._teller.reckoning(one.reckoning)}"

    def _learnt(self) -> Sequence[Block]:
        teller = self._teller
        rows = []
        for one in self._findings:
            answers = answers_to(self._view, one)
            told = "\n".join(map(teller.entry, answers)) or teller.words("nothing-answers")
            from_ = "; ".join(teller.name(self._view.register[id]) for id in one.reviews if id in self._view.register)
            rows.append((teller.entry(one), teller.themes(one.themes), from_ or one.source, told))
        return (self._table("learnt", (("finding", 50), ("theme", 24), ("from", 26), ("answered-by", 50)), rows),)

    def _of_actions(self) -> Sequence[Block]:
        names = ("ref", "action", "lead-agency", "target-date", "status", "evaluation", "check-again-on")
        columns = (*columns_for(self._teller, names), self._teller.column("history", 44))
        rows = [(*self._rows.row(one, names), Cell(self._history(one))) for one in self._actions]
        return (self._teller.table("actions", columns, rows, nothing="pack-nothing"),)

    def _history(self, record: Record) -> str:
        """Tell what happened to a record, and how often its target date was moved, the oldest first."""
        teller = self._teller
        told = [(when, "event-on", teller.event(event), "", "") for event, when in record.happened.items()]
        for moved in getattr(record, "rescheduled", ()):
            key = "date-moved-because" if moved.why else "date-moved"
            told.append((moved.on, key, "", teller.read(moved.was), moved.why))
        told.sort(key=lambda one: _day_of(one[0]))
        return "\n".join(
            teller.words(key, day=self._said(when), event=event, was=was, why=why)
            for when, key, event, was, why in told
        )

    def _said(self, when: When | None) -> str:
        return self._teller.read(when) if when is not None and when.is_dated else self._teller.words("not-known-day")

    def _of_evidence(self) -> Sequence[Block]:
        teller = self._teller
        rows = [
            (
                teller.item("evidence-sort", one.sort), teller.read(one.on), one.text, self._named(one.shows),
                one.where, one.sha256[:16],
            )
            for one in self._evidence
        ]  # fmt: skip
        teller.shows(*self._evidence)
        columns = (("what", 16), ("when", 14), ("evidence", 50), ("shows", 40), ("place", 24), ("hash", 20))
        return (self._table("evidence", columns, rows),)

    def _of_evaluations(self) -> Sequence[Block]:
        rows = [
            (self._named(one.of), one.method, self._rows.one_evaluation(one), one.limits) for one in self._evaluations
        ]
        columns = (("what", 40), ("worked-out", 20), ("evaluation", 60), ("limits", 34))
        return (self._table("evaluations", columns, rows),)

    def _named(self, ids: Iterable[str]) -> str:
        register = self._view.register
        return "; ".join(self._teller.name(register[id]) for id in ids if id in register)

    def _missing(self) -> Sequence[Block]:
        teller = self._teller
        return (
            gap_table(teller, "gaps", (*self._gaps.open, *self._gaps.older)),
            Heading(teller.words("in-force")),
            accepted_table(teller, self._gaps),
        )

    def _unknown(self) -> Sequence[Block]:
        teller = self._teller
        intakes = [one for one in self._view.register.of_type(Intake) if not one.undone]
        figures = (
            KeyFigure(teller.words("unknown-aside"), sum(len(one.aside) for one in intakes)),
            KeyFigure(teller.words("unknown-refused"), sum(len(one.refused) for one in intakes)),
        )
        teller.shows(*intakes)
        return KeyFigures(figures), Paragraph(teller.words("unknown-note")), unverified_table(teller)


def _last_of(record: Record) -> date:
    """Tell the last day that a record tells of itself; today and ever after for one that tells none."""
    whens = [*record.happened.values(), *(getattr(record, name, None) for name in _DAYS)]
    return max((when.last for when in whens if when is not None and when.last is not None), default=date.max)


def _day_of(when: When | None) -> date:
    return when.first if when is not None and when.first is not None else date.min
