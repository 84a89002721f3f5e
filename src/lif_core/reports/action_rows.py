"""Action rows: what one line of an action plan says, column by column: of an action, or of what has none yet."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import attrs

from lif_core.framework.framework import Framework
from lif_core.framework.shape import ExtraField, Kind
from lif_core.measures.gaps import Gap, gaps
from lif_core.measures.readings import readings_shown
from lif_core.records import (
    Action,
    Evaluation,
    Evidence,
    Finding,
    Measure,
    Note,
    Priority,
    Reading,
    Recommendation,
    Record,
    Review,
)
from lif_core.reports.document import Cell, Column, ColumnKind
from lif_core.reports.telling import Teller
from lif_core.values.words import folded
from lif_core.view.facts import evaluations_of, evidence_for, next_check
from lif_core.view.kinds import words_of
from lif_core.view.measured import names_of
from lif_core.view.signing import Signature, signatures

PUBLISHED_STATUS = "as-published-status"
"""The extra field in which an import keeps the status word that stood in the sheet."""

_SENTENCE = re.compile(r"(?<=[.!?])\s")
_DIGITS = re.compile(r"[0-9]+")


@attrs.frozen(weakref_slot=False)
class Sources:
    """What a line answers, and what stands behind that."""

    reviews: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    priorities: tuple[Priority, ...] = ()


class ActionRows:
    """Tells the cells of actions, and of recommendations and findings that stand in a plan without one.

    Args:
        teller: says things, and remembers what was shown.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._view = teller.view
        self._tellers: Mapping[str, Callable[[Action], Cell]] = {
            "ref": lambda action: Cell(action.ref or teller.label(action.label)),
            "from": self._from,
            "finding": self._finding,
            "recommendation": self._recommendation,
            "action": lambda action: Cell(action.text or teller.label(action.label)),
            "lead-agency": self._lead_agency,
            "lead-role": self._lead_role,
            "signed-off-by": self._signed,
            "target-date": lambda action: teller.when(action.due),
            "first-target-date": self._first_date,
            "status": self._status,
            "rag": teller.colour,
            "progress": self._progress,
            "evidence": self._evidence,
            "evaluation": self._difference,
            "check-again-on": lambda action: Cell(next_check(self._view, action)),
            "gap": self._missing,
            "wanted": lambda action: Cell(action.wanted),
            "how-measured": lambda action: Cell(action.how_measured),
            "milestones": self._milestones,
            "strength": lambda action: Cell(teller.item("strength", action.strength)),
            "confidence": lambda action: Cell(action.confidence.replace("-", " ")),
            "group": lambda action: Cell(teller.body(action.group)),
            "themes": self._themes,
            "reply": self._replies,
        }
        self._of_sources: Mapping[str, Callable[[Record], Cell]] = {
            "ref": lambda record: Cell(record.ref or teller.label(record.label)),
            "from": self._from,
            "finding": self._finding,
            "recommendation": self._recommendation,
            "action": self._answering,
            "status": self._status,
            "rag": teller.colour,
            "progress": self._progress,
            "evidence": self._evidence,
            "evaluation": self._difference,
            "gap": self._missing,
            "themes": self._themes,
            "reply": self._replies,
        }

    @cached_property
    def _gaps(self) -> Mapping[str, Sequence[Gap]]:
        found: dict[str, list[Gap]] = {}
        for gap in gaps(self._view, self._teller.asked.gap_rules):
            found.setdefault(gap.record, []).append(gap)
        return found

    def row(self, action: Action, names: Iterable[str]) -> tuple[Cell, ...]:
        """Tell the cells of one action under these columns; a column that nobody fills here stays blank."""
        self._teller.shows(action)
        return tuple(self._cell(action, name) for name in names)

    def _cell(self, action: Action, name: str) -> Cell:
        _, dot, extra = name.partition(".")
        if dot:
            return self._extra(action, extra)
        tell = self._tellers.get(name)
        return tell(action) if tell else Cell()

    def _extra(self, action: Action, id: str) -> Cell:
        value = action.extra.get(id)
        if isinstance(value, bool):
            return Cell(self._teller.words("yes" if value else "no"))
        field = self._view.framework.all(ExtraField).get(id)
        if isinstance(value, str) and field and field.type == "day":
            return Cell(date.fromisoformat(value))
        return Cell(f"{value:g}" if isinstance(value, float) else value)

    def plan_row(self, action: Action, names: Iterable[str]) -> tuple[Cell, ...]:
        """Tell the cells of one action in a plan; a column that its kind does not show stays blank."""
        shown = _shown(self._view.framework.kind("action", action.kind))
        told = tuple(names)
        blank = Cell()
        return tuple(cell if name in shown else blank for name, cell in zip(told, self.row(action, told), strict=True))

    def line_row(self, record: Record, names: Iterable[str]) -> tuple[Cell, ...]:
        """Tell the cells of a line of a plan; of a recommendation or finding, what there is without an action."""
        if isinstance(record, Action):
            return self.plan_row(record, names)
        self._teller.shows(record)
        return tuple(tell(record) if (tell := self._of_sources.get(name)) else Cell() for name in names)

    def sources(self, record: Record) -> Sources:
        """Tell what an action answers: its recommendations, their findings, and the reviews of both.

        A recommendation or finding stands for itself.
        """
        ids = record.answers if isinstance(record, Action) else (record.id,)
        answered = [found for id in ids if (found := self._view.register.get(id)) is not None]
        recommendations = [one for one in answered if isinstance(one, Recommendation)]
        findings = {one.id: one for one in answered if isinstance(one, Finding)}
        for recommendation in recommendations:
            findings |= {one.id: one for one in self._records(recommendation.findings) if isinstance(one, Finding)}
        above = [id for one in recommendations for id in one.reviews]
        above += [id for one in findings.values() for id in one.reviews]
        return Sources(
            reviews=tuple(self._records(dict.fromkeys(above))),
            findings=tuple(findings.values()),
            recommendations=tuple(recommendations),
            priorities=tuple(one for one in answered if isinstance(one, Priority)),
        )

    def _records(self, ids: Iterable[str]) -> Iterator[Record]:
        return (found for id in ids if (found := self._view.register.get(id)) is not None)

    # -- one method a column -------------------------------------------------------------------------------------

    def _from(self, record: Record) -> Cell:
        sources, teller = self.sources(record), self._teller
        told = [teller.name(review) for review in sources.reviews if isinstance(review, Review)]
        told += [teller.name(one) for one in sources.recommendations if one.ref and one.id != record.id]
        for one in sources.priorities:
            teller.shows(one)
            told.append(" ".join(part for part in (one.plan, one.ref) if part))
        return Cell("; ".join(part for part in told if part))

    def _finding(self, record: Record) -> Cell:
        told = []
        for finding in self.sources(record).findings:
            self._teller.shows(finding)
            themes = self._teller.themes(finding.themes)
            said = first_sentence(finding.text)
            told.append(f"{said} [{themes}]" if themes else said)
        return Cell("\n".join(told))

    def _recommendation(self, record: Record) -> Cell:
        told = []
        for one in self.sources(record).recommendations:
            self._teller.shows(one)
            told += [one.text, *self._replies_to(one)]
        return Cell("\n".join(told))

    def _replies(self, record: Record) -> Cell:
        found = self.sources(record).recommendations
        self._teller.shows(*found)
        return Cell("\n".join(told for one in found for told in self._replies_to(one)))

    def _replies_to(self, recommendation: Recommendation) -> Iterator[str]:
        for reply in recommendation.replies:
            body = self._teller.party(reply.body) or self._teller.words("stance-nobody")
            stance = self._teller.words(f"stance-{reply.stance}", body=body)
            yield f"{stance}: {reply.why}" if reply.why else stance

    def _answering(self, record: Record) -> Cell:
        """Tell the actions that answer a recommendation or finding."""
        pointing = self._view.register.sources(record.id, Action)
        found = [one for one in pointing if record.id in one.answers]
        self._teller.shows(*found)
        return Cell("\n".join(one.text or self._teller.label(one.label) for one in found))

    def _themes(self, record: Record) -> Cell:
        return Cell(self._teller.themes(record.themes))

    def _lead_agency(self, action: Action) -> Cell:
        bodies = [party for party in action.leads if not (party.role and not party.body)]
        return Cell(self._teller.parties(bodies))

    def _lead_role(self, action: Action) -> Cell:
        roles = [self._teller.item("role", party.role) for party in action.leads if party.role]
        if action.lead_role:
            roles.insert(0, self._teller.item("role", action.lead_role))
        return Cell("; ".join(dict.fromkeys(roles)))

    def _first_date(self, action: Action) -> Cell:
        if not action.rescheduled:
            return Cell()
        first = self._teller.read(action.rescheduled[0].was)
        moved = self._teller.words("moved-times", first=first, n=len(action.rescheduled))
        whys = [f"{self._teller.read(one.was)}: {one.why}" for one in action.rescheduled if one.why]
        return Cell(moved, note="\n".join(whys))

    def _status(self, record: Record) -> Cell:
        status, published = self._teller.status(record), self._teller.extra(record, PUBLISHED_STATUS)
        if not published or published.casefold() == status.casefold():
            return Cell(status)
        return Cell(self._teller.words("as-published", status=status, said=published))

    def _progress(self, record: Record) -> Cell:
        notes = progress_of(self._teller, record)
        if not notes:
            return Cell()
        self._teller.shows(*notes)
        newest, *earlier = map(self._said_on, notes)
        note = f"{self._teller.words('earlier')}: " + "\n".join(earlier) if earlier else ""
        return Cell(newest, note=note)

    def _said_on(self, note: Note) -> str:
        day = self._teller.read(note.on)
        return f"{day}: {note.text}" if day else note.text

    def _evidence(self, record: Record) -> Cell:
        return Cell("\n".join(self.one_evidence(one) for one in evidence_for(self._view, record)))

    def one_evidence(self, evidence: Evidence) -> str:
        """Tell one piece of evidence: its sort, its day, where it can be found."""
        self._teller.shows(evidence)
        sort = self._teller.item("evidence-sort", evidence.sort) or self._teller.words("evidence")
        return ", ".join(
            part for part in (sort, self._teller.read(evidence.on), evidence.where or evidence.text) if part
        )

    def _difference(self, record: Record) -> Cell:
        made = evaluations_of(self._view, record)
        newest = max(made, key=lambda one: (one.on.last if one.on else None) or date.min, default=None)
        return Cell(self.one_evaluation(newest) if newest else None)

    def one_evaluation(self, evaluation: Evaluation) -> str:
        """Tell one evaluation in a line: outcome, readings with n and N, judgement, by whom, when."""
        teller = self._teller
        teller.shows(evaluation, *self._measured(evaluation))
        outcome = teller.words(f"outcome-{evaluation.outcome}") if evaluation.outcome else ""
        readings = map(self._reading, evaluation.readings, readings_shown(self._view, evaluation.readings))
        by = teller.words("by-whom", who=teller.party(evaluation.by)) if evaluation.by else ""
        told = (outcome, *readings, words_of(evaluation), by, teller.read(evaluation.on))
        return "; ".join(part for part in told if part)

    def _measured(self, evaluation: Evaluation) -> Iterator[str]:
        """Tell the measures that its readings name: what is read is as narrow as its measure."""
        named = (folded(one.measure) for one in evaluation.readings if one.measure)
        return (id for name in named for id in self._measures.get(name, ()))

    @cached_property
    def _measures(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for one in self._view.register.of_type(Measure):
            for name in names_of(one):
                found.setdefault(name, []).append(one.id)
        return found

    def _reading(self, said: Reading, shown: Reading | None) -> str:
        if shown is None:
            return self._teller.words("not-shown")
        if shown.n is None:
            return shown.grade
        return self._teller.words("n-of", n=shown.n, of=shown.of) if shown.of is not None else str(shown.n)

    def _signed(self, action: Action) -> Cell:
        """Tell who signs it off, in their order, each with the day on which it has."""
        chain = signatures(self._view, action)
        if not chain:
            return Cell(self._teller.body(action.group))
        self._teller.shows(*(self._view.register[one.decision] for one in chain if one.is_given))
        told = (f"{self._teller.body(one.body)}{self._signed_on(one)}" for one in chain)
        return Cell("; ".join(told))

    def _signed_on(self, one: Signature) -> str:
        if not one.is_given:
            return ""
        return f" ({self._teller.day(one.on) if one.on else self._teller.words('yes')})"

    def _milestones(self, action: Action) -> Cell:
        told = (": ".join(part for part in (self._teller.read(one.due), one.text) if part) for one in action.milestones)
        return Cell("\n".join(told))

    def _missing(self, record: Record) -> Cell:
        return Cell("\n".join(" ".join(self._teller.gap(gap)) for gap in self._gaps.get(record.id, ())))


COLUMNS: Mapping[str, tuple[int, ColumnKind]] = {
    "ref": (10, "text"),
    "from": (18, "text"),
    "finding": (26, "text"),
    "recommendation": (30, "text"),
    "action": (34, "text"),
    "lead-agency": (16, "text"),
    "lead-role": (14, "text"),
    "signed-off-by": (16, "text"),
    "target-date": (13, "day"),
    "first-target-date": (16, "text"),
    "status": (12, "text"),
    "rag": (6, "colour"),
    "progress": (28, "text"),
    "evidence": (22, "text"),
    "evaluation": (24, "text"),
    "check-again-on": (13, "day"),
    "gap": (28, "text"),
}
"""The columns A to Q of an action plan, with their width in characters and what they hold."""

UPDATES: Mapping[str, tuple[int, ColumnKind]] = {
    "your-update": (28, "text"),
    "proposed-date": (13, "day"),
    "update-reason": (20, "text"),
    "evidence-link": (20, "text"),
}
"""The columns R to U: all that readers write in."""

WITHOUT_ACTION = (
    "ref", "from", "finding", "recommendation", "action", "status", "rag", "progress", "evidence", "evaluation", "gap",
)  # fmt: skip
"""The columns that say something of a recommendation or finding; an action's dates, leads and sign-off do not."""


FURTHER: Mapping[str, tuple[int, ColumnKind]] = {
    "wanted": (30, "text"),
    "how-measured": (28, "text"),
    "milestones": (26, "text"),
    "strength": (16, "text"),
    "confidence": (12, "text"),
    "group": (20, "text"),
    "themes": (24, "text"),
}
"""Further columns that a kind of action may show; an extra field is one too, as `extra.cost`."""

_REPLY: tuple[int, ColumnKind] = (24, "text")
"""The column of replies, beside a tracker's own column of recommendations: no framework asks for it."""


def columns_for(teller: Teller, names: Iterable[str]) -> tuple[Column, ...]:
    """Give the columns of these names."""
    return tuple(_column(teller, name) for name in names)


def _column(teller: Teller, name: str) -> Column:
    _, dot, extra = name.partition(".")
    if not dot:
        return teller.column(name, *(COLUMNS.get(name) or FURTHER.get(name) or _REPLY))
    field = teller.view.framework.all(ExtraField).get(extra)
    kinds: Mapping[str, ColumnKind] = {"number": "number", "day": "day"}
    kind = kinds.get(field.type, "text") if field else "text"
    return teller.column(name, 16, kind, heading=teller.item("extra", extra))


def plan_columns(framework: Framework, actions: Iterable[Action] | None = None) -> tuple[str, ...]:
    """Tell the columns of a plan by name: what the kinds of its actions show, all usual ones where one says nothing.

    Args:
        framework: says what each kind of action shows.
        actions: the actions of the plan; left out, every column that any plan could show is told.
    """
    if actions is None:
        extras = (f"extra.{field.id}" for field in framework.all(ExtraField).values() if "action" in field.on)
        return (*COLUMNS, *FURTHER, "reply", *extras)
    kinds = [framework.kind("action", id) for id in dict.fromkeys(one.kind for one in actions)]
    said = [kind for kind in kinds if kind.columns]
    usual = () if said and len(said) == len(kinds) else tuple(COLUMNS)
    return tuple(dict.fromkeys((*usual, *(name for kind in (*said, *kinds) for name in _shown(kind)))))


def _shown(kind: Kind) -> tuple[str, ...]:
    """Tell the columns that a kind of action shows: those it says, else the usual ones and what has to be filled in."""
    needed = (name for name in kind.needs if name in FURTHER or name.startswith("extra."))
    return kind.columns or (*COLUMNS, *needed)


def progress_of(teller: Teller, record: Record) -> list[Note]:
    """Give the progress notes about a record, the newest first."""
    notes = [note for note in teller.view.register.sources(record.id, Note) if note.sort in ("progress", "reply")]
    return sorted(notes, key=lambda note: ((note.on.last if note.on else None) or date.min, note.id), reverse=True)


def actions_of(teller: Teller) -> list[Action]:
    """Give every action of the view, in the order of their refs as people count: 2 before 10."""
    found = teller.view.register.of_type(Action)
    return sorted(found, key=lambda one: (not one.ref, as_counted(one.ref), one.id))


def as_counted(ref: str) -> str:
    """Give a ref in a form that sorts as people count."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(12), ref)


def first_sentence(text: str, longest: int = 240) -> str:
    """Tell the first sentence of a text, cut at a word where it is very long."""
    said = _SENTENCE.split(" ".join(text.split()), 1)[0]
    return said if len(said) <= longest else said[:longest].rsplit(" ", 1)[0] + " ..."
