"""Shape: what each table of a framework may say, and how plain data become its items.

An attribute `part_of` is the key `part-of`. What does not fit is told for the whole item at once.
"""

import functools
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from lif_core.errors import nearest
from lif_core.framework.expressions import Condition
from lif_core.framework.expressions import parse as parse_condition
from lif_core.framework.misfits import Misfit
from lif_core.framework.paths import StatePath, moves_of, parse_path
from lif_core.framework.places import KeyPath
from lif_core.values.labels import Label, Language
from lif_core.values.sources import Source
from lif_core.values.spans import Span, parse_span

May = Literal["fixed", "tighten", "extend", "open"]
"""How far a layer below may change an item: only its words; only more strictly; lists may only grow; freely."""
HoldEffect = Literal["pause", "explain", "none"]
"""What a hold does to a deadline: the clock stops; it runs on and the hold is a reason; nothing."""
Sense = Literal["no-later", "at-least", "every"]
"""What a deadline asks: by then at the latest; for at least so long; again after each such stretch."""
Begin = date | Literal["area-start"]
"""A day, or the day on which the arrangements of the local area began."""
BodySort = Literal["statutory-partner", "partner", "relevant-agency", "sub-group", "national", "outside"]
"""How a body stands to the partnership."""
Level = Literal["high", "medium", "low"]
"""How much a gap weighs."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""A day of the week."""

item = attrs.frozen(weakref_slot=False, kw_only=True, eq=False, repr=False)
"""Makes the class of a table's items; what is compared and shown stands once, in `Item`: making it costs time."""


def one_or_many() -> Any:
    """Give a field that may be written as one id or as a list of ids."""
    return attrs.field(default=(), metadata={"said": "one or many"})


def years(default: int) -> Any:
    """Give a field that may be written as a year or as a day of that year."""
    return attrs.field(default=default, metadata={"said": "year"})


@attrs.frozen(weakref_slot=False, kw_only=True)
class Retirement:
    """That an item is no longer used; it stays readable for old records.

    Attributes:
        since: first day on which it is no longer used; None for always.
        successor: id of the item that takes its place, or empty.
        because: why, or empty.
    """

    since: date | None = None
    successor: str = ""
    because: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Item:
    """What every item of a framework has.

    Attributes:
        id: its short id, such as `rapid-review`.
        layer: id of the layer that added it; of a tightened deadline the layer that tightened it.
        label: words for it.
        aliases: other words people use for it.
        under: ids of the regimes under which it is used; empty for all.
        may: how far a layer below may change it, None where its source decides.
        source: where it comes from.
        note: a remark for those who read the framework.
        since: first day on which it is used.
        until: last day on which it is used.
        retired: when and why it went out of use, None while it is in use.
    """

    id: str = attrs.field(default="", metadata={"inner": True})
    layer: str = attrs.field(default="", metadata={"inner": True})
    label: Label | None = None
    aliases: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    may: May | None = None
    source: Source | None = None
    note: str = ""
    since: date | None = None
    until: date | None = None
    retired: Retirement | None = attrs.field(default=None, metadata={"inner": True})

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), self.id, self.layer))

    def __repr__(self) -> str:
        told = (f"{name}={value!r}" for name, value in _values(self).items() if value)
        return f"{type(self).__name__}({', '.join(told)})"

    @property
    def words(self) -> str:
        """Its English words, its id in plain letters where nobody gave it any."""
        return str(self.label) if self.label else self.id.replace("-", " ").capitalize()

    def in_use(self, day: date) -> bool:
        """Tell whether it is used on `day`."""
        gone = self.retired is not None and (self.retired.since is None or self.retired.since <= day)
        begun = self.since is None or self.since <= day
        return begun and not gone and (self.until is None or day <= self.until)


def _values(item_: object) -> dict[str, object]:
    return {field.name: getattr(item_, field.name) for field in attrs.fields(cast(Any, type(item_)))}


@item
class Regime(Item):
    """An edition of the law and guidance: from when it rules what.

    Attributes:
        begins: by subject (`notification`, `review`, `publication`), the first day on which it rules.
        ends: by subject, the first day on which it no longer rules; without it, it rules until the next one begins.
    """

    begins: Mapping[str, Begin]
    ends: Mapping[str, Begin] = attrs.field(factory=dict)


@item
class Kind(Item):
    """A kind of record: its states, how they follow one another, and what they stand for.

    Attributes:
        path: the way it usually goes; the first state is the initial one.
        also: further moves.
        finished: states in which nothing more is owed.
        done: states that stand for done.
        sustained: states that stand for an improvement that held.
        withdrawn: states that stand for taken back.
        waiting: states in which somebody outside is waited for.
        decides: by state, the role or body that decides on it.
        reasons: states that need a reason.
        outputs: what it produces.
        converts_to: kinds into which it can be turned.
        holds: kinds of hold it knows.
        gates: by state, the gate in front of it.
        criteria: what has to be weighed, as text.
        events: events that happen to it beside its states.
        signs_off: bodies and roles that sign it off, in their order.
    """

    path: StatePath = StatePath("", ())
    also: tuple[StatePath, ...] = ()
    finished: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    sustained: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    decides: Mapping[str, str] = attrs.field(factory=dict)
    reasons: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    converts_to: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    gates: Mapping[str, str] = attrs.field(factory=dict)
    criteria: tuple[Label, ...] = ()
    events: tuple[str, ...] = ()
    signs_off: tuple[str, ...] = one_or_many()

    @cached_property
    def moves(self) -> Mapping[str, tuple[str, ...]]:
        """By state, the states that may follow."""
        return moves_of(self.path, self.also)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order written."""
        return tuple(self.moves)

    @property
    def initial(self) -> str:
        """The state it begins in; empty where the kind has no states."""
        return self.states[0] if self.states else ""

    @cached_property
    def happenings(self) -> frozenset[str]:
        """Every event that can happen to it: its states and what `events` names."""
        return frozenset((*self.states, *self.events))

    def is_finished(self, state: str) -> bool:
        """Tell whether nothing more is owed in a state: as `finished` says, else where it can only be withdrawn."""
        if self.finished:
            return state in self.finished
        return state in self.states and set(self.moves[state]) <= set(self.withdrawn)

    def may_move(self, before: str, after: str) -> bool:
        """Tell whether a record of this kind may go from one state to another."""
        return after in self.moves.get(before, ())


@attrs.frozen(weakref_slot=False, kw_only=True)
class Owed:
    """Who owes something to whom: ids of bodies and roles."""

    by: tuple[str, ...] = one_or_many()
    to: tuple[str, ...] = one_or_many()


@item
class DeadlineRule(Item):
    """By when something is due, counted from an event.

    Attributes:
        says: what is to be done, as an order.
        within: no later than so long.
        at_least: for at least so long.
        every: again after so long.
        after: event it counts from, `kind.event`.
        before: event it counts back from.
        met_by: event that meets it.
        counts_first_day: whether the day of the event is day one.
        calendar: id of the calendar, empty for that of the framework.
        holds: what a hold does to it.
        owed: who owes it to whom.
        subject: what the regime is asked for.
    """

    says: Label
    within: Span | None = None
    at_least: Span | None = None
    every: Span | None = None
    after: str = ""
    before: str = ""
    met_by: str = ""
    counts_first_day: bool = False
    calendar: str = ""
    holds: HoldEffect = "none"
    owed: Owed = Owed()
    subject: str = ""

    @property
    def sense(self) -> Sense:
        """What it asks."""
        return "no-later" if self.within else "at-least" if self.at_least else "every"

    @property
    def span(self) -> Span:
        """How long."""
        span = self.within or self.at_least or self.every
        assert span is not None  # the check of a framework lets no rule without one through
        return span

    @property
    def anchor(self) -> str:
        """The event it counts from, `kind.event`."""
        return self.after or self.before

    @property
    def words(self) -> str:
        """What is to be done."""
        return str(self.says)


@item
class Suspension(Item):
    """A stretch of time in which deadlines do not run, with the authority that said so."""

    of: tuple[str, ...] = one_or_many()
    authority: str
    because: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Requirement:
    """One condition of a gate, and what would mend it where it is not met."""

    condition: Condition
    mend: Label


@item
class Gate(Item):
    """What must be true before a record may enter a state."""

    requires: tuple[Requirement, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Colour:
    """A colour, what it means, and when."""

    colour: str
    means: Label
    when: Condition


@item
class Colours(Item):
    """The colours of a record type: the first that fits is shown."""

    first_that_fits: tuple[Colour, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class DatedName:
    """What a body was called from `since` until `until`."""

    label: Label
    since: date | None = None
    until: date | None = None


@item
class Body(Item):
    """A partner, agency, sub-group or national body; never a person.

    Attributes:
        names: what it was called when.
        part_of: the body it belongs to and reports to.
        sort: how it stands to the partnership.
        successor: who takes over what was open when it ends; several where it is split up.
        quorum: how many agencies must be present for it to decide, 0 where nobody said.
        meets: how often it meets.
    """

    names: tuple[DatedName, ...] = ()
    part_of: str = ""
    sort: BodySort = "partner"
    successor: tuple[str, ...] = one_or_many()
    quorum: int = 0
    meets: Span | None = None


@item
class Role(Item):
    """A role somebody holds; who holds it is kept by nobody here."""

    body: str = ""


@item
class Theme(Item):
    """A theme findings are sorted by; `names` are what it was called when."""

    names: tuple[DatedName, ...] = ()
    taxonomy: str = ""
    maps_to: tuple[str, ...] = one_or_many()


@item
class Taxonomy(Item):
    """A list of themes that belong together."""

    sort: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class DayOff:
    """A day that is no working day."""

    day: date
    name: Label
    source: Source | None = None


@item
class CalendarDays(Item):
    """The days of a calendar that are no working days, and the years for which they are known.

    Attributes:
        days: days off beside the weekend.
        from_: first year known, 0 where nobody said.
        to: last year known, 0 where nobody said.
        weekend: days of the week that are never working days.
    """

    days: tuple[DayOff, ...] = ()
    from_: int = years(0)
    to: int = years(0)
    weekend: tuple[Weekday, ...] = ("sat", "sun")


@item
class CalendarDay(Item):
    """One further day off, added to a calendar."""

    calendar: str
    day: date
    name: Label


@item
class Audience(Item):
    """Somebody who reads, and up to which level."""

    clearance: str


@item
class DisclosureLevel(Item):
    """A step of the disclosure ladder: 0 is public, higher is narrower."""

    rank: int
    marking: Label | None = None


@item
class Strength(Item):
    """How strong an action is, and when it is checked again."""

    rank: int
    check_again: tuple[Span, ...] = ()


@item
class EvidenceSort(Item):
    """A sort of evidence: the higher its rank, the stronger."""

    rank: int


@item
class Duty(Item):
    """What somebody owes somebody, without a count of days; `every` says how often."""

    by: tuple[str, ...] = one_or_many()
    to: tuple[str, ...] = one_or_many()
    of: tuple[str, ...] = one_or_many()
    every: Span | None = None


@item
class ProductKind(Item):
    """A kind of learning product: its headings in their order, and for whom."""

    headings: tuple[Label, ...] = ()
    audience: tuple[str, ...] = one_or_many()


@item
class HoldKind(Item):
    """A reason for which something waits, such as criminal proceedings."""


@item
class ExtraField(Item):
    """A typed field of its own on records of some types."""

    on: tuple[str, ...] = one_or_many()
    type: Literal["text", "number", "day", "yes-no"]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    disclosure: str = ""


@item
class GapRule(Item):
    """What is missing where a condition holds, and what would mend it."""

    on: tuple[str, ...] = one_or_many()
    when: Condition
    level: Level = "medium"
    says: Label
    mend: Label


@item
class Recurrence(Item):
    """How long after closure a theme that returns counts as having come back."""

    window: Span


@item
class GradeScale(Item):
    """Grades in their order, which end is the better one, and in words what each grade asks."""

    grades: tuple[str, ...]
    better: Literal["higher", "lower"] = "higher"
    descriptors: Mapping[str, Label] = attrs.field(factory=dict)


@item
class StatusWords(Item):
    """What the status words of imported sheets mean: `words_` (key `words`) gives a state for each."""

    on: str
    words_: Mapping[str, str]


@item
class Wording(Item):
    """The words for a concept, or a fixed phrase."""

    en: str = ""
    cy: str | None = None


@item
class Retention(Item):
    """How long something is kept."""

    of: tuple[str, ...] = one_or_many()
    keep: Span


@item
class Charter(Item):
    """The framework itself, as a document that the partnership owns: `[framework.standard]`.

    Attributes:
        names: what it was called when; its label is what it is called now.
        purpose: what it is for, a sentence each.
        owner: the body or role that owns it.
        endorsed_by: bodies that endorse it, in their order.
        reviewed: how often it is looked at again.
    """

    names: tuple[DatedName, ...] = ()
    purpose: tuple[Label, ...] = ()
    owner: str = ""
    endorsed_by: tuple[str, ...] = one_or_many()
    reviewed: Span | None = None


@item
class Principle(Item):
    """A principle that the framework holds to; its label says it."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Choice:
    """One line of a decision matrix: in which case, which kind."""

    where: Label
    kind: str


@item
class Matrix(Item):
    """A decision matrix: which kind of record is chosen in which case, read from the top."""

    on: str = "review"
    choices: tuple[Choice, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Rung:
    """One step of a ladder: to whom, and how long after the day that was missed."""

    to: str
    after: Span


@item
class Ladder(Item):
    """Whom something late is raised to, step by step."""

    of: tuple[str, ...] = one_or_many()
    steps: tuple[Rung, ...]


@item
class TrainingScheme(Item):
    """A scheme of training levels or groups; several are in use at once."""


@item
class TrainingLevel(Item):
    """A level or group of a scheme.

    Attributes:
        scheme: the scheme it belongs to.
        rank: its place in the scheme, the lowest first.
        within: how soon after starting in a post it is wanted.
        refresh: after how long it is wanted again.
        satisfies: levels of other schemes that it satisfies too.
    """

    scheme: str
    rank: int
    within: Span | None = None
    refresh: Span | None = None
    satisfies: tuple[str, ...] = one_or_many()


@item
class Charge(Item):
    """What is charged for training: an amount, and who is free of it."""

    amount: float
    unit: str = "pounds"
    free_for: tuple[Label, ...] = ()


@item
class Instrument(Item):
    """A way of evaluating: its questions, and when they are asked.

    Attributes:
        of: record types or kinds it evaluates.
        questions: what it asks, in order.
        time_points: when it asks, in words.
        scale: the scale of its answers.
    """

    of: tuple[str, ...] = one_or_many()
    questions: tuple[Label, ...] = ()
    time_points: tuple[Label, ...] = ()
    scale: str = ""


@item
class AuditTool(Item):
    """A tool of an audit: the kinds of review it serves, its areas of judgement, its scale."""

    of: tuple[str, ...] = one_or_many()
    areas: tuple[Label, ...] = ()
    scale: str = ""


@item
class Checklist(Item):
    """What a report has to hold, item by item; `of` names the duties it fulfils."""

    of: tuple[str, ...] = one_or_many()
    asks: tuple[Label, ...]


@item
class Region(Item):
    """A region and the ids of the partnerships that belong to it."""

    members: tuple[str, ...] = one_or_many()


@item
class Heading(Item):
    """What the heads of all layers say together."""

    area_start: date | None = None
    calendar: str = ""
    languages: tuple[Language, ...] = ("en",)
    reporting_year: str = ""


KINDS: tuple[str, ...] = (
    "review", "decision", "priority", "finding", "recommendation", "action", "evidence", "evaluation", "measure",
    "figure", "return", "need", "course", "session", "attendance", "feedback", "acknowledgement", "challenge",
    "consultation", "meeting", "note", "accepted-gap", "intake", "export",
)  # fmt: skip
"""Tables whose items are kinds: those named after a record type."""

TABLES: Mapping[str, type[Item]] = {
    "regime": Regime,
    **dict.fromkeys(KINDS, Kind),
    "deadline": DeadlineRule,
    "suspension": Suspension,
    "gate": Gate,
    "colours": Colours,
    "body": Body,
    "role": Role,
    "theme": Theme,
    "taxonomy": Taxonomy,
    "calendar": CalendarDays,
    "calendar-day": CalendarDay,
    "audience": Audience,
    "disclosure": DisclosureLevel,
    "strength": Strength,
    "evidence-sort": EvidenceSort,
    "duty": Duty,
    "product": ProductKind,
    "hold": HoldKind,
    "extra": ExtraField,
    "gap": GapRule,
    "recurrence": Recurrence,
    "scale": GradeScale,
    "status-words": StatusWords,
    "wording": Wording,
    "text": Wording,
    "retention": Retention,
    "framework": Charter,
    "principle": Principle,
    "matrix": Matrix,
    "escalation": Ladder,
    "training-scheme": TrainingScheme,
    "training-level": TrainingLevel,
    "charge": Charge,
    "instrument": Instrument,
    "audit-tool": AuditTool,
    "checklist": Checklist,
    "region": Region,
}
"""The class of each table's items."""


def key_of(attribute: str) -> str:
    """Tell the key under which an attribute stands in a document."""
    return attribute.rstrip("_").replace("_", "-")


def keys_of(shape: type) -> tuple[str, ...]:
    """Tell the keys that a document may set for items of a class."""
    return _keys_of(shape)


def labels_of(shape: type) -> frozenset[str]:
    """Tell the keys of a class that hold words in one or two languages."""
    return _labels_of(shape)


@functools.cache
def _keys_of(shape: type) -> tuple[str, ...]:
    return tuple(key_of(field.name) for field in attrs.fields(shape) if not field.metadata.get("inner"))


@functools.cache
def _labels_of(shape: type) -> frozenset[str]:
    hints = typing.get_type_hints(shape)
    return frozenset(key_of(name) for name, hint in hints.items() if Label in (hint, *get_args(hint)))


def read_item(shape: type[Item], data: Mapping[str, Any], **inner: Any) -> Item | tuple[tuple[KeyPath, Misfit], ...]:
    """Make an item of plain data, or tell everything that does not fit, each with its key path within the item."""
    forbidden = _unknown(shape, set(data) - set(keys_of(shape)))
    if forbidden:
        allowed = {key: value for key, value in data.items() if key in keys_of(shape)}
        rest = read_item(shape, allowed, **inner)
        return (*forbidden, *(rest if isinstance(rest, tuple) else ()))
    try:
        found: Item = _converter().structure(dict(data), shape)
    except ClassValidationError as error:
        return tuple(_misfits(error, shape, ()))
    return attrs.evolve(found, **inner)


def _misfits(error: BaseException, shape: type | None, path: KeyPath) -> Iterator[tuple[KeyPath, Misfit]]:
    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for below, note in noted:
            yield from _misfits(below, None, (*path, key_of(note.name)))
        for below in bare:
            yield from _misfits(below, error.cl, path)
    elif isinstance(error, IterableValidationError):
        noted_items, bare_items = error.group_exceptions()
        for below, note_item in noted_items:
            yield from _misfits(below, None, (*path, note_item.index))
        for below in bare_items:
            yield from _misfits(below, None, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from ((path + below, misfit) for below, misfit in _unknown(error.cl, error.extra_fields))
    elif isinstance(error, Misfit):
        yield path, error
    elif isinstance(error, KeyError):
        key = path[-1] if path else ""
        says = f"The setting {key!r} is missing."
        yield path[:-1], Misfit("missing-key", says, f"Add {key} = ... below the heading.", expected=str(key))
    else:
        yield path, Misfit("wrong-type", "This value cannot be read.", "Compare it with the handbook's example.")


def _unknown(shape: type, extra: set[str]) -> tuple[tuple[KeyPath, Misfit], ...]:
    known = keys_of(shape)
    return tuple(
        (
            (key,),
            Misfit(
                "unknown-key",
                f"There is no setting {key[:60]!r} here.",
                "Take it away, or correct its spelling.",
                expected=", ".join(known),
                nearest=nearest(key, known),
            ),
        )
        for key in sorted(extra)
    )


@functools.cache
def _converter() -> Converter:
    """Make the converter of documents: strict about types, listing everything, knowing the small languages."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_func(_is_choice, _literal)
    for wanted, said in ((str, "words in quotes"), (bool, "true or false"), (int, "a whole number")):
        converter.register_structure_hook(wanted, _exactly(wanted, said))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook_func(lambda hint: hint == Begin, _begin)
    converter.register_structure_hook(Span, _spoken(parse_span, "a stretch of time such as 15 working days"))
    converter.register_structure_hook(StatePath, _spoken(parse_path, "a path such as open > met > sent"))
    converter.register_structure_hook(Condition, lambda value, _: parse_condition(value))
    converter.register_structure_hook_factory(attrs.has, lambda shape: _class_hook(shape, converter))
    converter.register_structure_hook_factory(_is_list, lambda hint: _list_hook(hint, converter))
    converter.register_structure_hook_factory(_is_mapping, lambda hint: _table_hook(hint, converter))
    converter.register_structure_hook_factory(_is_optional, lambda hint: _optional_hook(hint, converter))
    return converter


Hook = Callable[[Any, Any], Any]


def _is_choice(hint: Any) -> bool:
    return get_origin(hint) in (Literal,)


def _is_list(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return origin is tuple


def _is_mapping(hint: Any) -> bool:
    return get_origin(hint) in (Mapping,)


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (typing.Union, types.UnionType) and type(None) in get_args(hint)


def _optional_hook(hint: Any, converter: Converter) -> Hook:
    (inner,) = (part for part in get_args(hint) if part is not type(None))
    return lambda value, _: converter.structure(value, inner)


def _class_hook(shape: type, converter: Converter) -> Hook:
    """Make the hook of one class: keys in kebab-case, a label or source also as plain words."""
    overrides: dict[str, Any] = {}
    for field in attrs.fields(shape):
        hook = {"one or many": _one_or_many, "year": _year}.get(field.metadata.get("said", ""))
        omit = bool(field.metadata.get("inner"))
        overrides[field.name] = override(rename=key_of(field.name), omit=omit, struct_hook=hook)
    structure: Hook = make_dict_structure_fn(shape, converter, _cattrs_forbid_extra_keys=True, **overrides)
    plain: Mapping[type, Callable[[str], object]] = {Label: Label, Source: Source}
    said = plain.get(shape)

    def read(value: Any, _: Any) -> Any:
        if said and isinstance(value, str):
            return said(value)
        if not isinstance(value, dict):
            raise _not("words in quotes, or a table" if said else _example(shape))
        return structure(value, shape)

    return read


def _list_hook(hint: Any, converter: Converter) -> Hook:
    several: Any = list[get_args(hint)[0]]  # type: ignore[misc]
    structure = converter.get_structure_hook(several)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            inner = get_args(hint)[0]
            example = f"[{_braces(inner)}, ...]" if attrs.has(inner) and inner is not Label else '["one", "two"]'
            raise _not(f"a list in square brackets, such as {example}")
        return tuple(structure(value, several))

    return read


def _example(shape: type) -> str:
    return f"a table in braces, such as {_braces(shape)}"


def _braces(shape: Any) -> str:
    """Tell what a table of a class looks like, with the first of its keys."""
    return f"{{ {', '.join(f'{key} = ...' for key in keys_of(shape)[:3])} }}"


def _table_hook(hint: Any, converter: Converter) -> Hook:
    table: Any = dict[str, get_args(hint)[1]]  # type: ignore[misc]
    structure = converter.get_structure_hook(table)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _not("a table of settings")
        return structure(value, table)

    return read


def _not(wanted: str) -> Misfit:
    return Misfit("wrong-type", f"Here {wanted} should stand.", f"Write {wanted}.", expected=wanted)


def _exactly(wanted: type, said: str) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not wanted:
            raise _not(said)
        return value

    return read


def _number(value: Any, _: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _not("a number")
    try:
        return float(value)
    except OverflowError:
        raise _not("a number of sensible size") from None


def _day(value: Any, _: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not("a day without quotes, such as 2024-12-31")
    return value


def _begin(value: Any, _: Any) -> Begin:
    if value == "area-start":
        return "area-start"
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not('a day without quotes, such as 2018-06-29, or "area-start"')
    return value


def _literal(value: Any, hint: Any) -> Any:
    known = get_args(hint)
    if value in known if isinstance(value, str) else False:
        return value
    near = nearest(value, known) if isinstance(value, str) else None
    says = f"Here one of these should stand: {', '.join(known)}."
    raise Misfit("unknown-word", says, "Choose one of them.", expected=", ".join(known), nearest=near)


def _spoken(parse: Callable[[str], Any], said: str) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, str):
            raise _not(f"{said}, in quotes")
        try:
            return parse(value)
        except Misfit:
            raise
        except ValueError as error:
            raise Misfit("wrong-type", str(error), f"Write {said}.", expected=said) from None

    return read


def _one_or_many(value: Any, _: Any) -> tuple[str, ...]:
    many = [value] if isinstance(value, str) else value
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise _not("one name in quotes, or a list of names")
    return tuple(many)


def _year(value: Any, _: Any) -> int:
    if isinstance(value, date):
        return value.year
    if type(value) is not int or not 1 <= value <= 9999:
        raise _not("a year, such as 2030")
    return value
