"""Checking: whether what a framework says makes sense as a whole, told all at once with its places."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.chances import can_pass, fallen_through
from lif_core.framework.clashing import same_words
from lif_core.framework.columns import FURTHER, PLAN
from lif_core.framework.documents import shown
from lif_core.framework.expressions import Condition, check
from lif_core.framework.facts import fields_of
from lif_core.framework.framework import Framework
from lif_core.framework.languages import missing_words
from lif_core.framework.misfits import Misfit
from lif_core.framework.shape import (
    KINDS,
    Audience,
    AuditTool,
    Body,
    BodySort,
    CalendarDay,
    CalendarDays,
    Charge,
    Charter,
    Checklist,
    Choice,
    Colours,
    DeadlineRule,
    Duty,
    ExtraField,
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
    ProductKind,
    Regime,
    Retention,
    Role,
    RoleGroup,
    StatusWords,
    Suspension,
    Theme,
    TrainingLevel,
)
from lif_core.records import TYPES

RECORD_TYPES = KINDS
"""Words for a record type that conditions, fields and colours may be `on`."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_NAMED_ELSEWHERE = ("framework.unknown-name", "framework.unknown-fact")
_CHECK_NAMES = "Correct the name, or add what it names to a layer."


def meaning(framework: Framework, broken: Collection[tuple[str, str]] = ()) -> Sequence[Problem]:
    """Tell everything in a framework that fits its shape and still cannot be meant.

    Args:
        framework: the framework.
        broken: table and id of items that did not fit their shape: of what could be read of them is told only what
            names nothing elsewhere, and nothing of what hangs on them.
    """
    checking = _Checking(framework, broken)
    found = [problem for table, item in _everything(framework) for problem in checking.item(table, item)]
    return (*found, *missing_words(framework), *same_words(framework, broken))


def _everything(framework: Framework) -> Iterator[tuple[str, Item]]:
    for table in framework.tables:
        for id, item in framework.items(table).items():
            yield table, item
            if isinstance(item, DeadlineRule):
                yield from ((table, rule) for rule in framework.deadline_rules(id)[1:])


@attrs.define
class _At:
    """An item and its table, able to say where a key of it stands."""

    framework: Framework
    table: str
    item: Item
    broken: Collection[str] = ()
    partly: bool = False
    """Whether only a part of the item could be read: what one key of it says of another cannot be judged."""

    def problem(
        self,
        code: str,
        says: str,
        mend: str,
        *path: str | int,
        found: object = None,
        expected: str | None = None,
        near: str | None = None,
    ) -> Problem:
        place = self.framework.origin(self.table, self.item.id, *path, layer=self.item.layer).place
        told = None if found is None else shown(found)
        return Problem(f"framework.{code}", says, mend, place, told, expected, near)

    def unknown(self, name: str, sort: str, known: Collection[str], *path: str | int) -> Iterator[Problem]:
        """Tell that a name names nothing, where it does not; an empty name asks for nothing."""
        if name and name not in known and name not in self.broken:
            says = f"{self.said} names {name[:60]!r}, and there is no such {sort}."
            near = nearest(name, known)
            yield self.problem("unknown-name", says, _CHECK_NAMES, *path, found=name, near=near)

    def unknown_here(self, name: str, sort: str, known: Collection[str], *path: str | int) -> Iterator[Problem]:
        """Tell the same of a name for what another key of this item says."""
        return iter(()) if self.partly else self.unknown(name, sort, known, *path)

    @property
    def said(self) -> str:
        return f"{self.table}.{self.item.id}"


class _Checking:
    """One walk over the items of a framework."""

    def __init__(self, framework: Framework, broken: Collection[tuple[str, str]] = ()) -> None:
        self._framework = framework
        self._broken, self._partly = {id for _, id in broken}, broken
        self._parties = {*framework.items("body"), *framework.items("role")}
        self._events = _events(framework)
        self._things = _things(framework)
        self._gate_users = _gate_users(framework)
        self._with_criteria = _with_criteria(framework)
        self._signing = any(kind.signs for kind in framework.kinds("decision").values())
        self._subjects = {subject for regime in framework.all(Regime).values() for subject in regime.begins}
        self._checks: Mapping[type[Item], Callable[[_At, Any], Iterator[Problem]]] = {
            Kind: self._kind,
            DeadlineRule: self._deadline,
            Suspension: self._suspension,
            Gate: self._gate,
            Colours: self._colours,
            Regime: self._regime,
            Body: self._body,
            Role: self._role,
            Theme: self._theme,
            CalendarDays: self._calendar,
            CalendarDay: self._calendar_day,
            Audience: self._audience,
            Duty: self._duty,
            ProductKind: self._product,
            ExtraField: self._extra,
            GapRule: self._gap,
            GradeScale: self._scale,
            StatusWords: self._status_words,
            Retention: self._retention,
            Charter: self._charter,
            Matrix: self._matrix,
            Ladder: self._ladder,
            TrainingLevel: self._training_level,
            Charge: self._charge,
            RoleGroup: self._role_group,
            Instrument: self._instrument,
            AuditTool: self._audit_tool,
            Checklist: self._checklist,
        }

    def item(self, table: str, item: Item) -> Iterator[Problem]:
        if (table, item.id) not in self._partly:
            return self._of(_At(self._framework, table, item, self._broken), item)
        found = self._of(_At(self._framework, table, item, self._broken, partly=True), item)
        return (problem for problem in found if problem.code in _NAMED_ELSEWHERE)

    def _of(self, at: _At, item: Item) -> Iterator[Problem]:
        for name in item.under:
            yield from at.unknown(name, "regime", self._framework.items("regime"), "under")
        if item.retired:
            yield from at.unknown(item.retired.successor, at.table, self._framework.items(at.table))
        if item.since and item.until and item.until < item.since:
            yield at.problem("order", f"{at.said} ends before it begins.", "Exchange the two days.", "until")
        checked = self._checks.get(type(item))
        if checked:
            yield from checked(at, item)

    # -- kinds -------------------------------------------------------------------------------------------------

    def _kind(self, at: _At, kind: Kind) -> Iterator[Problem]:
        for key, states in _state_lists(kind).items():
            for state in states:
                yield from at.unknown_here(state, "state in its path", kind.states, key)
        for key, parties in (("decides", kind.decides), ("recommends", kind.recommends)):
            for state, party in parties.items():
                yield from at.unknown_here(state, "state in its path", kind.states, key, state)
                yield from at.unknown(party, "body or role", self._parties, key, state)
        for state, gate in kind.gates.items():
            yield from at.unknown_here(state, "state in its path", kind.states, "gates", state)
            yield from at.unknown(gate, "gate", self._framework.items("gate"), "gates", state)
        for other in kind.converts_to:
            yield from at.unknown(other, "kind", self._framework.kinds(at.table), "converts-to")
        for hold in kind.holds:
            yield from at.unknown(hold, "kind of hold", self._framework.items("hold"), "holds")
        for party in kind.signs_off:
            yield from at.unknown(party, "body or role", self._parties, "signs-off")
        for output in kind.outputs:
            if _ID.fullmatch(output):  # words such as "Action plan" are free; an id has to name something
                yield from at.unknown(output, "product or kind", self._things, "outputs")
        yield from self._filled_in(at, kind)
        if kind.signs_off and not self._signing and not self._broken:
            says = f"{at.said} names who signs it off, and no kind of decision signs anything off."
            mend = "Add a kind of decision with signs = true, such as [decision.sign-off]."
            yield at.problem("nobody-signs", says, mend, "signs-off")
        yield from self._shut(at, kind)
        yield from _unreached(at, kind)
        yield from _stuck(at, kind)

    def _filled_in(self, at: _At, kind: Kind) -> Iterator[Problem]:
        """Tell what a kind asks to be filled in, or shows in a plan, that there is not."""
        if not (kind.needs or kind.columns):
            return  # of most record types nobody asks which fields they have
        extras = {f"extra.{one.id}" for one in self._framework.all(ExtraField).values() if at.table in one.on}
        fields = {*fields_of(at.table), *extras} - {"kind", "state"} if at.table in TYPES else extras
        for place, name in enumerate(kind.needs):
            yield from at.unknown(name, f"field of a record of this type ({at.table})", fields, "needs", place)
        for place, name in enumerate(kind.columns):
            known = {*PLAN, *FURTHER, *extras} if at.table == "action" else set()
            yield from at.unknown(name, "column of an action plan", known, "columns", place)

    def _shut(self, at: _At, kind: Kind) -> Iterator[Problem]:
        """Tell the gates that nobody can meet: in each state that leads there, one of their conditions cannot hold."""
        for state, id in kind.gates.items():
            gate = self._framework.all(Gate).get(id)
            requires = [one.condition for one in gate.requires] if gate else []
            if any(self._misfits(one, at.table) for one in requires):
                continue  # told where the gate stands
            if state in kind.states and not can_pass(requires, kind, state):
                says = f"Nobody can meet the gate {id!r} in front of {state!r} in {at.said}: its conditions exclude it."
                yield at.problem("shut-gate", says, "Take the condition away that cannot hold.", "gates", state)

    # -- deadlines ---------------------------------------------------------------------------------------------

    def _deadline(self, at: _At, rule: DeadlineRule) -> Iterator[Problem]:
        spans = [span for span in (rule.within, rule.at_least, rule.every) if span]
        if len(spans) != 1:
            says = f"{at.said} has to say one of within, at-least and every, and only one."
            yield at.problem("deadline", says, 'Write one of them, such as within = "15 working days".')
        if bool(rule.after) == bool(rule.before):
            says = f"{at.said} has to count from one event: after it, or before it."
            yield at.problem("deadline", says, 'Write after = "kind.event" or before = "kind.event".')
        for key, event in (("after", rule.after), ("before", rule.before), ("met-by", rule.met_by)):
            yield from self._event(at, key, event)
        for key, parties in (("by", rule.owed.by), ("to", rule.owed.to)):
            for party in parties:
                yield from at.unknown(party, "body or role", self._parties, "owed", key)
        if rule.subject and self._subjects:
            yield from at.unknown(rule.subject, "subject of a regime", self._subjects, "subject")
        yield from self._working_days(at, rule)

    def _event(self, at: _At, key: str, event: str) -> Iterator[Problem]:
        if event and event not in self._events and event.split(".")[-2:-1] not in [[id] for id in self._broken]:
            says = f"{at.said} counts on {event[:80]!r}, which never happens: no kind has such a state or event."
            mend = "Correct it, or add the event to the events of its kind."
            yield at.problem("never-happens", says, mend, key, found=event, near=nearest(event, self._events))

    def _working_days(self, at: _At, rule: DeadlineRule) -> Iterator[Problem]:
        calendars = self._framework.items("calendar")
        named = rule.calendar or self._framework.heading.calendar
        key = "calendar" if rule.calendar else ""
        yield from at.unknown(rule.calendar, "calendar", calendars, "calendar")
        counted = any(span and span.unit == "working-days" for span in (rule.within, rule.at_least, rule.every))
        if counted and not rule.calendar and named not in calendars and not self._broken & {named, ""}:
            says = f"{at.said} counts working days, and the framework names no calendar that is held."
            mend = 'Write calendar = "..." at the head of a layer and hold its days in [calendar...].'
            yield at.problem("no-calendar", says, mend, *((key,) if key else ()))

    def _suspension(self, at: _At, suspension: Suspension) -> Iterator[Problem]:
        if not suspension.of:
            says = f"{at.said} suspends no deadline."
            yield at.problem("suspends-nothing", says, 'Name the deadlines, such as of = ["rapid-review"].', "of")
        for deadline in suspension.of:
            yield from at.unknown(deadline, "deadline", self._framework.items("deadline"), "of")

    # -- conditions --------------------------------------------------------------------------------------------

    def _gate(self, at: _At, gate: Gate) -> Iterator[Problem]:
        for place, requirement in enumerate(gate.requires):
            users = self._gate_users.get(gate.id, ())
            for on in users:
                yield from self._condition(at, requirement.condition, on, "requires", place, "condition")
            if not users and all(self._misfits(requirement.condition, on) for on in RECORD_TYPES):
                yield from self._condition(at, requirement.condition, "action", "requires", place, "condition")

    def _colours(self, at: _At, colours: Colours) -> Iterator[Problem]:
        yield from at.unknown(at.item.id, "record type", RECORD_TYPES)
        if at.item.id not in RECORD_TYPES:
            return
        chain = colours.first_that_fits
        for place, colour in enumerate(chain):
            yield from self._condition(at, colour.when, at.item.id, "first-that-fits", place, "when")
        ends = [place for place, colour in enumerate(chain) if colour.when.is_otherwise]
        if not ends:
            yield from self._colourless(at, colours)
        elif ends[0] < len(chain) - 1:
            says = f"In {at.said} nothing behind otherwise can ever be shown."
            yield at.problem("no-otherwise", says, "Put otherwise last.", "first-that-fits", ends[0] + 1)

    def _colourless(self, at: _At, colours: Colours) -> Iterator[Problem]:
        """Tell the records for which a chain without `otherwise` has no colour; none where it names every state."""
        kinds = self._framework.kinds(at.item.id)
        conditions = [colour.when for colour in colours.first_that_fits]
        left = [f"{kind.id}.{state}" for kind, state in fallen_through(conditions, kinds)]
        if (left or not kinds) and not self._broken:
            which = f" (in {', '.join(left[:12])}{' and more' if left[12:] else ''})" if left else ""
            says = f"{at.said} does not end in otherwise: a record that fits none of its lines has no colour{which}."
            yield at.problem("no-otherwise", says, 'Add a last colour with when = "otherwise".', "first-that-fits")

    def _gap(self, at: _At, gap: GapRule) -> Iterator[Problem]:
        for on in gap.on:
            yield from at.unknown(on, "record type", RECORD_TYPES, "on")
            if on in RECORD_TYPES:
                yield from self._condition(at, gap.when, on, "when")

    def _misfits(self, condition: Condition, on: str) -> Sequence[Misfit]:
        return check(condition.tree, self._framework.names(on), on)

    def _condition(self, at: _At, condition: Condition, on: str, *path: str | int) -> Iterator[Problem]:
        if self._broken:
            return  # what a condition names may be among what could not be read
        article = "an" if on[0] in "aeiou" else "a"
        for misfit in check(condition.tree, self._framework.names(on), f"{article} {on.replace('-', ' ')}"):
            yield at.problem(
                misfit.code, misfit.says, misfit.mend, *path,
                found=condition.text, expected=misfit.expected, near=misfit.nearest,
            )  # fmt: skip

    # -- everything else ---------------------------------------------------------------------------------------

    def _regime(self, at: _At, regime: Regime) -> Iterator[Problem]:
        if not regime.begins:
            says = f"{at.said} never begins."
            yield at.problem("never-begins", says, "Write begins = { review = 2018-06-29 }.", "begins")
        for subject in regime.ends:
            yield from at.unknown_here(subject, "subject among its begins", regime.begins, "ends", subject)

    def _body(self, at: _At, body: Body) -> Iterator[Problem]:
        bodies = self._framework.all(Body)
        yield from at.unknown(body.part_of, "body", bodies, "part-of")
        for successor in body.successor:
            yield from at.unknown(successor, "body", bodies, "successor")
        if body.quorum < 0:
            yield at.problem("order", f"{at.said} has a quorum below nothing.", "Write how many.", "quorum")
        if body.part_of and body.id in _upwards(body.part_of, bodies):
            says = f"{at.said} is part of itself, by way of {body.part_of}."
            yield at.problem("circle", says, "Correct one of their part-of.", "part-of")

    def _role(self, at: _At, role: Role) -> Iterator[Problem]:
        yield from at.unknown(role.body, "body", self._framework.items("body"), "body")

    def _theme(self, at: _At, theme: Theme) -> Iterator[Problem]:
        yield from at.unknown(theme.taxonomy, "taxonomy", self._framework.items("taxonomy"), "taxonomy")
        for other in theme.maps_to:
            yield from at.unknown(other, "theme", self._framework.items("theme"), "maps-to")

    def _calendar(self, at: _At, calendar: CalendarDays) -> Iterator[Problem]:
        added = [day for day in self._framework.all(CalendarDay).values() if day.calendar == calendar.id]
        if not calendar.days and not added:
            says = f"{at.said} holds no day at all, so every bank holiday would count as a working day."
            yield at.problem("empty-calendar", says, "Add its bank holidays to days.", "days")
        if calendar.from_ and calendar.to and calendar.to < calendar.from_:
            yield at.problem("order", f"{at.said} ends before it begins.", "Exchange from and to.", "to")
        if len(set(calendar.weekend)) == 7:
            yield at.problem("no-working-day", f"{at.said} has no working day.", "Shorten its weekend.", "weekend")

    def _calendar_day(self, at: _At, day: CalendarDay) -> Iterator[Problem]:
        yield from at.unknown(day.calendar, "calendar", self._framework.items("calendar"), "calendar")

    def _audience(self, at: _At, audience: Audience) -> Iterator[Problem]:
        yield from at.unknown(audience.clearance, "disclosure level", self._framework.items("disclosure"), "clearance")

    def _duty(self, at: _At, duty: Duty) -> Iterator[Problem]:
        for key, parties in (("by", duty.by), ("to", duty.to)):
            for party in parties:
                yield from at.unknown(party, "body or role", self._parties, key)
        for thing in duty.of:
            yield from at.unknown(thing, "kind, deadline or duty", self._things, "of")

    def _product(self, at: _At, product: ProductKind) -> Iterator[Problem]:
        readers = {*self._framework.items("audience"), *self._framework.items("disclosure")}
        for audience in product.audience:
            yield from at.unknown(audience, "audience", readers, "audience")

    def _extra(self, at: _At, extra: ExtraField) -> Iterator[Problem]:
        for on in extra.on:
            yield from at.unknown(on, "record type", RECORD_TYPES, "on")
        yield from at.unknown(extra.disclosure, "disclosure level", self._framework.items("disclosure"), "disclosure")
        if extra.least is not None and extra.most is not None and extra.most < extra.least:
            yield at.problem("order", f"{at.said} allows no number: most is below least.", "Exchange them.", "most")

    def _scale(self, at: _At, scale: GradeScale) -> Iterator[Problem]:
        if not scale.grades or len(set(scale.grades)) != len(scale.grades):
            says = f"{at.said} needs at least one grade, and each only once."
            yield at.problem("grades", says, "Correct the list of grades.", "grades")
        for grade in scale.descriptors:
            yield from at.unknown_here(grade, "grade", scale.grades, "descriptors", grade)

    def _status_words(self, at: _At, words: StatusWords) -> Iterator[Problem]:
        yield from at.unknown(words.on, "record type", RECORD_TYPES, "on")
        states = {state for kind in self._framework.kinds(words.on).values() for state in kind.states}
        for said, state in words.words_.items():
            if words.on in RECORD_TYPES and states and not self._broken:
                yield from at.unknown(state, f"state of any {words.on}", states, "words", said)

    def _retention(self, at: _At, retention: Retention) -> Iterator[Problem]:
        for thing in retention.of:
            yield from at.unknown(thing, "record type or kind", self._things, "of")

    # -- the framework itself, choosing, training, evaluating --------------------------------------------------

    def _charter(self, at: _At, charter: Charter) -> Iterator[Problem]:
        yield from at.unknown(charter.owner, "body or role", self._parties, "owner")
        for party in charter.endorsed_by:
            yield from at.unknown(party, "body or role", self._parties, "endorsed-by")

    def _matrix(self, at: _At, matrix: Matrix) -> Iterator[Problem]:
        yield from at.unknown(matrix.on, "record type", RECORD_TYPES, "on")
        for place, choice in enumerate(matrix.choices):
            known = self._framework.kinds(matrix.on)
            yield from at.unknown(choice.kind, f"kind of {matrix.on}", known, "choices", place, "kind")
            asked = [(key, id) for key, ids in _where(choice).items() for id in ids]
            for key, id in asked:
                sort = "kind of decision or review with criteria"
                yield from at.unknown(id, sort, self._with_criteria, "choices", place, key)

    def _ladder(self, at: _At, ladder: Ladder) -> Iterator[Problem]:
        for thing in ladder.of:
            yield from at.unknown(thing, "record type, kind or deadline", self._things, "of")
        for place, rung in enumerate(ladder.steps):
            yield from at.unknown(rung.to, "body or role", self._parties, "steps", place, "to")

    def _training_level(self, at: _At, level: TrainingLevel) -> Iterator[Problem]:
        yield from at.unknown(level.scheme, "training scheme", self._framework.items("training-scheme"), "scheme")
        for other in level.satisfies:
            yield from at.unknown(other, "training level", self._framework.items("training-level"), "satisfies")

    def _charge(self, at: _At, charge: Charge) -> Iterator[Problem]:
        payers = {*self._framework.items("body"), *self._framework.items("role-group"), *get_args(BodySort)}
        for party in charge.free_for:
            yield from at.unknown(party, "body, sort of body or role group", payers, "free-for")
        for party in charge.not_free_for:
            yield from at.unknown(party, "body, sort of body or role group", payers, "not-free-for")
        for place, price in enumerate(charge.prices):
            for party in price.for_:
                yield from at.unknown(party, "body, sort of body or role group", payers, "prices", place, "for")
            yield from self._amounts(at, price, "prices", place)
        for party in charge.but_for:
            if party in charge.free_for:
                says = f"{at.said} is free of charge for {party!r}, and {party!r} pays for a place."
                yield at.problem("paid-and-free", says, "Take it out of one of the two.", "free-for", found=party)
        yield from self._amounts(at, charge)

    def _amounts(self, at: _At, charged: Charge | Price, *path: str | int) -> Iterator[Problem]:
        for occasion in get_args(Occasion):
            amount = getattr(charged, occasion.replace("-", "_"))
            if isinstance(amount, float) and amount < 0:
                says = f"{at.said} charges less than nothing."
                yield at.problem("order", says, "Write the amount, or 0 where it is free.", *path, occasion)

    def _instrument(self, at: _At, instrument: Instrument) -> Iterator[Problem]:
        for thing in instrument.of:
            yield from at.unknown(thing, "record type or kind", self._things, "of")
        yield from at.unknown(instrument.scale, "scale", self._framework.items("scale"), "scale")
        asked = {*self._framework.items("role"), *self._framework.items("role-group")}
        for place, point in enumerate(instrument.time_points):
            yield from at.unknown(point.by, "role or role group", asked, "time-points", place, "by")

    def _role_group(self, at: _At, group: RoleGroup) -> Iterator[Problem]:
        for level in group.levels:
            yield from at.unknown(level, "training level", self._framework.items("training-level"), "levels")

    def _audit_tool(self, at: _At, tool: AuditTool) -> Iterator[Problem]:
        for kind in tool.of:
            yield from at.unknown(kind, "kind of review", self._framework.kinds("review"), "of")
        yield from at.unknown(tool.scale, "scale", self._framework.items("scale"), "scale")

    def _checklist(self, at: _At, checklist: Checklist) -> Iterator[Problem]:
        for thing in checklist.of:
            yield from at.unknown(thing, "duty, product or kind", self._things, "of")


def _where(choice: Choice) -> Mapping[str, Sequence[str]]:
    return {"where-met": choice.where_met, "where-not": choice.where_not}


def _state_lists(kind: Kind) -> Mapping[str, Iterable[str]]:
    return {
        "finished": kind.finished,
        "done": kind.done,
        "sustained": kind.sustained,
        "withdrawn": kind.withdrawn,
        "waiting": kind.waiting,
        "reasons": kind.reasons,
    }


def _unreached(at: _At, kind: Kind) -> Iterator[Problem]:
    reached: set[str] = set()
    waiting = [kind.initial] if kind.initial else []
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(kind.moves[state])
    for state in kind.states:
        if state not in reached:
            key = "path" if state in kind.path.states else "also"
            says = f"In {at.said} the state {state!r} can never be reached from {kind.initial!r}."
            yield at.problem("unreachable", says, "Put it on the path, or add a move to it under also.", key)


def _stuck(at: _At, kind: Kind) -> Iterator[Problem]:
    """Tell states that nothing leads out of although more is owed in them."""
    if not kind.finished or not set(kind.finished) <= set(kind.states):
        return
    ends = {*kind.finished, *kind.withdrawn, *kind.sustained}
    for state in kind.states:
        if state not in ends and set(kind.moves[state]) <= {*kind.withdrawn}:
            says = f"In {at.said} nothing leads on from {state!r}, and it is not among the finished states."
            yield at.problem("no-way-out", says, "Add a move from it, or name it under finished.", "path")


def _events(framework: Framework) -> set[str]:
    """Tell every event there is, as `kind.event` and as `type.kind.event`."""
    found: set[str] = set()
    for table in KINDS:
        for id, kind in framework.kinds(table).items():
            found |= {f"{id}.{event}" for event in kind.happenings}
            found |= {f"{table}.{id}.{event}" for event in kind.happenings}
    return found


def _with_criteria(framework: Framework) -> set[str]:
    """Tell the kinds whose own criteria may call for them."""
    kinds = [*framework.kinds("decision").items(), *framework.kinds("review").items()]
    return {id for id, kind in kinds if kind.criteria}


def _things(framework: Framework) -> set[str]:
    """Tell what a duty, a ladder or a retention may be about: record types, kinds, products, deadlines, duties."""
    kinds = {id for table in KINDS for id in framework.kinds(table)}
    named = {id for table in ("deadline", "duty") for id in framework.items(table)}
    return {*RECORD_TYPES, *kinds, *named}


def _gate_users(framework: Framework) -> Mapping[str, tuple[str, ...]]:
    """Tell, by gate, the record types whose kinds it stands before."""
    found: dict[str, dict[str, None]] = {}
    for table in KINDS:
        for kind in framework.kinds(table).values():
            for gate in kind.gates.values():
                found.setdefault(gate, {})[table] = None
    return {gate: tuple(types) for gate, types in found.items()}


def _upwards(body: str, bodies: Mapping[str, Body]) -> set[str]:
    """Tell a body and every body it is part of."""
    found: set[str] = set()
    while body in bodies and body not in found:
        found.add(body)
        body = bodies[body].part_of
    return found
