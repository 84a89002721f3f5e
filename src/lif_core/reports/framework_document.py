"""Framework document: the local learning and improvement framework, as a partnership publishes it.

Nothing in it is written for the page: every line comes from the framework in force on the day of the view, each
figure with its source, and what nobody has compared with its source says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, get_args

import attrs

from lif_core.framework.items.training import FULL_COST
from lif_core.framework.shape import (
    Audience,
    AuditTool,
    Body,
    Charge,
    Charter,
    Checklist,
    Colours,
    DatedName,
    DeadlineRule,
    DisclosureLevel,
    Duty,
    EvidenceSort,
    GapRule,
    Gate,
    GradeScale,
    Instrument,
    Item,
    Kind,
    Ladder,
    Matrix,
    Occasion,
    Price,
    Principle,
    ProductKind,
    Recurrence,
    Region,
    RoleGroup,
    Strength,
    Theme,
    TimePoint,
    TrainingLevel,
    TrainingScheme,
)
from lif_core.reports.document import Block, Bullets, Document, Heading, Paragraph, Section
from lif_core.reports.framework_phrases import framework_phrase
from lif_core.reports.telling import Asked, Teller
from lif_core.reports.unverified import unverified_table
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.view.reckoning import event_words
from lif_core.view.view import View

Blocks = Iterator[Block]
Sort = TypeVar("Sort", bound=Item)
_PARTS = ("about", "responsibilities", "reviews", "follow-up", "training", "evaluation", "sharing", "sources")
_OF_TRAINING = frozenset({"course", "session", "need", "attendance", "feedback"})
_OF_SHARING = frozenset({"product", "acknowledgement", "consultation"})


def framework_document(view: View, asked: Asked | None = None) -> Document:
    """Build the partnership's own document from its framework."""
    writing = _Writing(view, asked)
    parts = dict(zip(_PARTS, writing.parts(), strict=True))
    sections = [Section(name=name, title=writing.say(name), blocks=tuple(blocks)) for name, blocks in parts.items()]
    document = writing.teller.document("framework", writing.title(), sections)
    marking = writing.open_marking()
    return attrs.evolve(document, marking=marking, footer=attrs.evolve(document.footer, marking=marking))


class _Writing:
    """Writes the parts of one document."""

    def __init__(self, view: View, asked: Asked | None) -> None:
        self.teller = Teller(view, asked)
        self._view, self._framework = view, view.framework
        self._regimes = frozenset(view.framework.regime("review", view.day).regimes)

    def parts(self) -> Iterator[Blocks]:
        yield self._about()
        yield self._responsibilities()
        yield self._reviews()
        yield self._follow_up()
        yield self._training()
        yield self._evaluation()
        yield self._sharing()
        yield self._sources()

    # -- words ---------------------------------------------------------------------------------------------------

    def say(self, key: str, **parts: object) -> str:
        return framework_phrase(self._framework, key, self.teller.language, **parts)

    def title(self) -> str:
        charter = next(iter(self._used(Charter)), None)
        if charter is None:
            return self.say("title")
        return self._then_called(charter.names) or self._label(charter)

    def open_marking(self) -> str:
        """Tell the marking of what everybody may read: the framework holds nothing of any record."""
        levels = sorted(self._framework.all(DisclosureLevel).values(), key=lambda level: level.rank)
        return self.teller.label(levels[0].marking, levels[0].words) if levels else ""

    def _label(self, item: Item) -> str:
        return self.teller.label(item.label, item.words)

    def _labels(self, labels: Iterable[Label]) -> tuple[str, ...]:
        return tuple(self.teller.label(label) for label in labels)

    def _then_called(self, names: Iterable[DatedName]) -> str:
        day = self._view.day
        fits = [name for name in names if (name.since or date.min) <= day <= (name.until or date.max)]
        return self.teller.label(fits[0].label) if fits else ""

    def _parties(self, ids: Iterable[str]) -> str:
        return ", ".join(self.teller.body(id) for id in ids)

    def _of(self, source: Source | None) -> str:
        if source is None:
            return ""
        return source.title if source.verified else f"{source.title} ({self.say('not-verified')})"

    def _several(self, table: str, ids: Iterable[str]) -> str:
        return ", ".join(self.teller.item(table, id) for id in ids)

    def _list(self, items: Iterable[str], heading: str = "") -> Blocks:
        told = tuple(item for item in items if item)
        if told:
            if heading:
                yield Heading(self.say(heading))
            yield Bullets(told)

    def _table(
        self, name: str, columns: Mapping[str, int], rows: Iterable[tuple[str, ...]], heading: str = ""
    ) -> Blocks:
        told = tuple(rows)
        if told:
            if heading:
                yield Heading(self.say(heading))
            made = [self.teller.column(key, width, heading=self.say(key)) for key, width in columns.items()]
            yield self.teller.table(name, made, told)

    # -- what is in use ------------------------------------------------------------------------------------------

    def _used(self, sort: type[Sort]) -> Iterator[Sort]:
        return (item for item in self._framework.all(sort).values() if self._rules(item))

    def _rules(self, item: Item) -> bool:
        """Tell whether an item is in use on the day, under an edition that rules on it."""
        under = not item.under or not self._regimes.isdisjoint(item.under)
        return under and item.in_use(self._view.day)

    def _kinds(self, record_type: str) -> list[Kind]:
        return [kind for kind in self._framework.kinds(record_type).values() if self._rules(kind)]

    def _duties(self, of: frozenset[str]) -> Blocks:
        """Tell the duties that are about something, where it is dealt with."""
        told = (self._duty_line(duty) for duty in self._used(Duty) if of & set(duty.of))
        yield from self._list(told)

    def _duty_line(self, duty: Duty) -> str:
        often = f" ({self.say('every', span=duty.every)})" if duty.every else ""
        return f"{self._parties(duty.by)}: {self._label(duty)}{often}"

    # -- parts ---------------------------------------------------------------------------------------------------

    def _about(self) -> Blocks:
        for charter in self._used(Charter):
            yield from (Paragraph(f"{line.rstrip('.')}.") for line in self._labels(charter.purpose))
            if charter.owner:
                yield Paragraph(self.say("owned-by", body=self.teller.body(charter.owner)))
            if charter.endorsed_by:
                yield Paragraph(self.say("endorsed-by", bodies=self._parties(charter.endorsed_by)))
            if charter.reviewed:
                yield Paragraph(self.say("reviewed", span=charter.reviewed))
            if charter.source:
                yield Paragraph(self.say("from-source", source=self._of(charter.source)))
        if self._framework.heading.area_start:
            yield Paragraph(self.say("area-start", day=self.teller.day(self._framework.heading.area_start)))
        year = self._framework.heading.reporting_year.in_words(self.teller.language)
        yield Paragraph(self.say("reporting-year", year=year))
        by_section: dict[str, list[str]] = {}
        for one in self._framework.all(Principle).values():
            if one.in_use(self._view.day):
                by_section.setdefault(self.teller.label(one.section), []).append(self._principle(one))
        yield from self._list(by_section.pop("", ()), "principles")
        for section, told in by_section.items():
            yield Heading(section)
            yield Bullets(tuple(told))

    def _principle(self, principle: Principle) -> str:
        """Tell a principle; one of an edition that no longer rules says whose it was."""
        if self._rules(principle):
            return self._label(principle)
        editions = ", ".join(self._label(self._framework.item("regime", id)) for id in principle.under)
        return f"{self._label(principle)} ({editions})"

    def _responsibilities(self) -> Blocks:
        yield Paragraph(self.say("responsibilities-why"))
        bodies = [body for body in self._used(Body) if body.sort in ("statutory-partner", "partner", "sub-group")]
        rows = (
            (self.teller.body(one.id), self.teller.body(one.part_of), self._rhythm(one), self._whose("body", one))
            for one in bodies
        )
        columns = {"body": 40, "reports-to": 34, "rhythm": 34, "whose": 30}
        yield from self._table("bodies", columns, rows, "bodies")
        duties = (
            (
                self._parties(duty.by),
                self._label(duty),
                self._parties(duty.to),
                self._of(duty.source),
                self._whose("duty", duty),
            )
            for duty in self._used(Duty)
        )
        columns = {"who": 30, "does-what": 60, "to-whom": 26, "source": 40, "whose": 30}
        yield from self._table("duties", columns, duties, "duties")
        if len(self._framework.layers) > 1:
            yield Paragraph(self.say("taken-over-note"))
        if self._framework.kinds("challenge"):
            yield Paragraph(self.say("challenge"))

    def _whose(self, table: str, item: Item) -> str:
        """Tell whether the lowest layer says anything of an item, or it was taken over as a layer above has it."""
        layers = self._framework.said_by(table, item.id)
        own = self._framework.layers[-1]
        if layers[0] == own:
            return self.say("our-own")
        said = "adapted-from" if own in layers else "taken-over-from"
        return self.say(said, layer=self._layer(next(one for one in reversed(layers) if one != own)))

    def _rhythm(self, body: Body) -> str:
        told = [self.say("every", span=body.meets)] if body.meets else []
        told += [self.say("quorum", n=body.quorum)] if body.quorum else []
        return "; ".join([*told, body.note] if body.note else told)

    def _reviews(self) -> Blocks:
        yield Paragraph(self.say("reviews-why"))
        for matrix in self._used(Matrix):
            yield Heading(self._label(matrix))
            kinds = self._framework.kinds(matrix.on)
            yield Bullets(tuple(f"{self.teller.label(one.where)}: {kinds[one.kind].words}" for one in matrix.choices))
            yield Paragraph(self._of(matrix.source))
        for kind in self._kinds("review"):
            yield from self._review(kind)
        past = (self._past(kind) for kind in self._framework.kinds("review").values() if not self._rules(kind))
        yield from self._list(past, "earlier-kinds")
        columns = {"list-of-themes": 34, "theme-name": 40, "was-called": 34, "elsewhere": 50}
        yield from self._table("themes", columns, self._themes(), "themes")

    def _themes(self) -> Iterator[tuple[str, ...]]:
        """Tell the themes in use, list by list: what each was called before, and what it is in other lists."""
        order = {id: number for number, id in enumerate(self._framework.items("taxonomy"))}
        for theme in sorted(self._used(Theme), key=lambda one: order.get(one.taxonomy, -1)):
            called = self._label(theme)
            before = (self.teller.label(name.label) for name in theme.names)
            elsewhere = self._several("theme", self._framework.crosswalk(theme.id))
            listed = self.teller.item("taxonomy", theme.taxonomy)
            yield listed, called, ", ".join(name for name in before if name != called), elsewhere

    def _review(self, kind: Kind) -> Blocks:
        yield Heading(self._label(kind))
        yield Paragraph(self.say("steps", steps=" > ".join(self.teller.state(state) for state in kind.path.states)))
        for (recommends, decides), states in _by_party(kind).items():
            said = "recommends" if not decides else "recommended-decides" if recommends else "decides"
            who = {"body": self.teller.body(decides), "other": self.teller.body(recommends)}
            yield Paragraph(self.say(said, state=", ".join(map(self.teller.state, states)), **who))
        if kind.signs_off:
            yield Paragraph(self.say("signs-off", bodies=self._parties(kind.signs_off)))
        if kind.criteria:
            yield Paragraph(self.say(f"criteria-{kind.called_for_by}"))
            yield Bullets(self._labels(kind.criteria))
        outputs = ", ".join(self._output(output) for output in kind.outputs)
        if outputs:
            yield Paragraph(self.say("outputs", outputs=outputs))
        if kind.source:
            yield Paragraph(self.say("from-source", source=self._of(kind.source)))
        if kind.source.authority == "local" if kind.source else kind.layer == self._framework.layers[-1]:
            yield Paragraph(self.say("not-statutory", whose=self._whose("review", kind)))
        columns = {"deadline": 50, "figure": 18, "counted-from": 34, "who": 30, "source": 46}
        yield from self._table(f"deadlines-{kind.id}", columns, self._deadlines(kind))

    def _output(self, output: str) -> str:
        known = next((table for table in ("product", "review") if self._framework.has(table, output)), "")
        return self.teller.item(known, output) if known else output

    def _deadlines(self, kind: Kind) -> Iterator[tuple[str, ...]]:
        for rule in self._framework.deadline_rules_for(kind.id):
            subject = self._framework.regime(rule.subject or "review", self._view.day).regimes
            ruling = not rule.under or not set(subject).isdisjoint(rule.under)
            if ruling and rule.in_use(self._view.day) and rule.anchor.split(".")[-2] == kind.id:
                yield self._deadline(rule)

    def _deadline(self, rule: DeadlineRule) -> tuple[str, ...]:
        word = "before" if rule.before else "after"
        name = rule.anchor.rpartition(".")[2]
        event = self.teller.label(self._framework.wording(f"event-{name}", event_words(name)))
        first = f" ({self.say('first-day-counts')})" if rule.counts_first_day else ""
        owed = " > ".join(part for part in (self._parties(rule.owed.by), self._parties(rule.owed.to)) if part)
        figure = self.say(f"figure-{rule.sense}", span=rule.span)
        return self.teller.label(rule.says), figure, self.say(word, event=event) + first, owed, self._of(rule.source)

    def _past(self, kind: Kind) -> str:
        after = kind.retired.successor if kind.retired else ""
        under = ", ".join(self._label(self._framework.item("regime", id)) for id in kind.under)
        told = [under] if under else []
        told += [self.say("followed-by", kind=self.teller.item("review", after))] if after else []
        return f"{self._label(kind)} ({'; '.join(told)})" if told else self._label(kind)

    def _follow_up(self) -> Blocks:
        yield Paragraph(self.say("follow-up-why"))
        for kind in self._kinds("action"):
            steps = " > ".join(self.teller.state(state) for state in kind.path.states)
            yield Paragraph(self.say("steps", steps=steps))
            if kind.signs_off:
                yield Paragraph(self.say("signs-off", bodies=self._parties(kind.signs_off)))
            if kind.needs:
                yield Paragraph(self.say("needs", fields=", ".join(map(self._field, kind.needs))))
            for state, id in kind.gates.items():
                gate = self._framework.all(Gate)[id]
                yield Heading(self.say("before-state", state=self.teller.state(state), gate=self._label(gate)))
                yield Bullets(self._labels(one.mend for one in gate.requires))
        for colours in self._used(Colours):
            told = (
                f"{self.teller.colour_word(one.colour)}: {self.teller.label(one.means)}"
                for one in colours.first_that_fits
            )
            yield Heading(self.say("colours", of=self.teller.words(f"type-{colours.id}")))
            yield Bullets(tuple(told))
        strengths = (
            (self._label(one), ", ".join(map(str, one.check_again)), self._of(one.source))
            for one in self._used(Strength)
        )
        yield from self._table("strengths", {"strength": 36, "checked-again": 36, "source": 40}, strengths, "checks")
        for ladder in self._used(Ladder):
            yield Heading(self._label(ladder))
            steps_told = (self.say("rung", body=self.teller.body(one.to), span=one.after) for one in ladder.steps)
            yield Bullets(tuple(steps_told), numbered=True)
        gaps = (f"{self.teller.label(gap.says)}. {self.teller.label(gap.mend)}" for gap in self._used(GapRule))
        yield from self._list(gaps, "looked-out-for")
        for one in self._used(Recurrence):
            yield Paragraph(f"{self._label(one)}: {one.window}. {self._of(one.source)}")

    def _field(self, name: str) -> str:
        _, dot, extra = name.partition(".")
        if dot:
            return self.teller.item("extra", extra)
        return self.teller.label(self._framework.wording(name, name.replace("-", " ")))

    def _training(self) -> Blocks:
        yield Paragraph(self.say("training-why"))
        yield from self._duties(_OF_TRAINING)
        for scheme in self._used(TrainingScheme):
            yield Heading(self._label(scheme))
            levels = sorted(
                (one for one in self._used(TrainingLevel) if one.scheme == scheme.id), key=lambda one: one.rank
            )
            yield from self._list(self._level(level) for level in levels)
        groups = ((self._label(one), self._several("training-level", one.levels)) for one in self._used(RoleGroup))
        yield from self._table("role-groups", {"role-group": 44, "level": 60}, groups, "role-groups")
        rows = (row for one in self._used(Charge) for row in self._charge(one))
        columns = {"charge": 44, "for-whom": 44, "amount": 40, "source": 36}
        yield from self._table("charges", columns, rows, "charges")

    def _charge(self, charge: Charge) -> Iterator[tuple[str, ...]]:
        """Tell the amounts of a charge: those of all but the ones below first, then those of some."""
        source = self._of(charge.source)
        terms = [self.say("notice", span=charge.notice)] if charge.notice else []
        terms += [self.say("substitutes")] if charge.substitutes else []
        told = [*self._amounts(charge, charge.unit), *terms, *([charge.note] if charge.note else [])]
        everybody = self.say("all-the-others" if charge.free_for or charge.prices else "everybody")
        yield self._label(charge), everybody, "; ".join(told) or self.say("amount-not-told"), source
        if charge.free_for:
            yield self._label(charge), self._free_for(charge), self.say("free-place"), source
        for price in charge.prices:
            amounts = "; ".join(self._amounts(price, charge.unit))
            yield self._label(charge), self._payers(price.for_), amounts, source

    def _amounts(self, charged: Charge | Price, unit: str) -> Iterator[str]:
        for occasion in get_args(Occasion):
            amount = getattr(charged, occasion.replace("-", "_"))
            if amount is not None:
                told = self.say("full-cost") if amount == FULL_COST else f"{amount:g} {unit}"
                yield self.say(f"charged-{occasion}", amount=told if amount else self.say("free"))

    def _free_for(self, charge: Charge) -> str:
        """Tell for whom a place is free, without those among them who pay for it all the same."""
        free = set(charge.free_for)
        paying = [id for id in charge.but_for if self._framework.has("role-group", id) or free & self._standing(id)]
        told = self._payers(charge.free_for)
        return self.say("but-for", these=told, those=self._payers(paying)) if paying else told

    def _standing(self, id: str) -> set[str]:
        return set(self._framework.standing(id)) - {id}

    def _payers(self, ids: Iterable[str]) -> str:
        return ", ".join(self._payer(id) for id in ids)

    def _payer(self, id: str) -> str:
        table = next((table for table in ("body", "role-group") if self._framework.has(table, id)), "")
        return self.teller.item(table, id) if table else self.say(f"sort-{id}")

    def _level(self, level: TrainingLevel) -> str:
        told = [self.say("wanted-within", span=level.within)] if level.within else []
        told += [self.say("again-after", span=level.refresh)] if level.refresh else []
        told += [self.say("updated-every", span=level.update)] if level.update else []
        told += [self.say("hours", n=f"{level.hours:g}")] if level.hours else []
        told += (
            [self.say("satisfies", levels=self._several("training-level", level.satisfies))] if level.satisfies else []
        )
        return f"{self._label(level)} ({', '.join(told)})" if told else self._label(level)

    def _evaluation(self) -> Blocks:
        yield Paragraph(self.say("evaluation-why"))
        for instrument in self._used(Instrument):
            yield Heading(self._label(instrument))
            yield from self._list((*self._labels(instrument.questions), *map(self._time_point, instrument.time_points)))
            if instrument.source:
                yield Paragraph(self.say("from-source", source=self._of(instrument.source)))
        for tool in self._used(AuditTool):
            yield Heading(self._label(tool))
            yield from self._list(self._labels(tool.areas))
        sorts = sorted(self._used(EvidenceSort), key=lambda one: -one.rank)
        yield from self._list((self._label(one) for one in sorts), "evidence")
        scales = ((self._label(one), " > ".join(one.grades)) for one in self._used(GradeScale))
        yield from self._table("scales", {"scale": 40, "grades": 60}, scales, "scales")

    def _time_point(self, point: TimePoint) -> str:
        told = [self.say("figure-at-least-after", span=point.after)] if point.after else []
        told += [self.say("figure-until", span=point.until)] if point.until else []
        told += [self._asked(point.by)] if point.by else []
        label = self.teller.label(point.label)
        return f"{label} ({', '.join(told)})" if told else label

    def _asked(self, id: str) -> str:
        return self.teller.item("role" if self._framework.has("role", id) else "role-group", id)

    def _sharing(self) -> Blocks:
        yield Paragraph(self.say("sharing-why"))
        yield from self._duties(_OF_SHARING)
        products = (
            (self._label(one), "; ".join(self._labels(one.headings)), ", ".join(map(self._reader, one.audience)))
            for one in self._used(ProductKind)
        )
        yield from self._table("products", {"product": 34, "headings": 60, "for-whom": 30}, products, "products")
        readers = (
            (self._label(one), self._label(self._framework.item("disclosure", one.clearance)))
            for one in self._used(Audience)
        )
        yield from self._table("readers", {"for-whom": 44, "reads-up-to": 40}, readers, "readers")
        for region in self._used(Region):
            yield Paragraph(f"{self._label(region)}: {', '.join(region.members)}")
        if self._framework.kinds("consultation"):
            yield Paragraph(self.say("have-your-say"))

    def _reader(self, id: str) -> str:
        return self.teller.item("audience" if self._framework.has("audience", id) else "disclosure", id)

    def _sources(self) -> Blocks:
        layers = [self._layer(id) for id in self._framework.layers]
        yield Paragraph(self.say("built-on", layers=" > ".join(layers)))
        for checklist in self._used(Checklist):
            yield Heading(self._label(checklist))
            yield Bullets(self._labels(checklist.asks))
            if checklist.source:
                yield Paragraph(self._of(checklist.source))
        yield Heading(self.say("unverified"))
        yield unverified_table(self.teller)

    def _layer(self, id: str) -> str:
        """Tell what a layer is called: the label in the head of one of its files, else its id in plain letters."""
        for document in self._framework.documents:
            said = document.layer.heading.get("label") if document.layer and document.layer.id == id else None
            if isinstance(said, str):
                return said
            if isinstance(said, dict):
                return str(said.get(self.teller.language) or said.get("en") or id)
        return id.replace("-", " ").capitalize()


def _by_party(kind: Kind) -> dict[tuple[str, str], list[str]]:
    """Tell the states of a kind by who recommends and who decides them."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in dict.fromkeys((*kind.decides, *kind.recommends)):
        found.setdefault((kind.recommends.get(state, ""), kind.decides.get(state, "")), []).append(state)
    return found
