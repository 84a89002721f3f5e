"""Deadlines: by when something is owed, computed for each case, and where it stands.

Nothing of this is stored. A local rule never replaces the rule of the law: both are reckoned and the stricter rules.

Of a whole register the deadlines are told in columns: a day leads to one landing whatever record it stands in, so what
is told of a day is told once and shared, and a `Deadline` is made of those that somebody asks for.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DeadlineRule, Kind
from lif_core.records.record import Record
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import how_read, say_day
from lif_core.values.when import When
from lif_core.view.kinds import Meanings, kind_of, meanings, name_of
from lif_core.view.reckoning import Reckoning, calendar_of, event_of, landing, met_of, reckon, stricter, suspensions
from lif_core.view.register import Register, type_name
from lif_core.view.view import View

Status = Literal[
    "met",
    "met-late",
    "overdue",
    "coming",
    "running",
    "too-early",
    "not-begun",
    "no-anchor",
    "not-owed",
    "beyond-calendar",
]
"""Where a deadline stands. `running`: an at-least day not yet reached; `too-early`: what had to last ended before it.
`not-begun`: the status that it counts from is not reached yet. `no-anchor`: what it counts from has no day.
`not-owed`: the record is finished without it. `beyond-calendar`: the calendar does not hold the years needed."""


class Standing(NamedTuple):
    """Where one deadline stands: of all records that agree in what counts, the same.

    Attributes:
        rule: the rule that rules: the stricter one.
        first: the earliest day it can mean, None where no day can be told.
        last: the latest day it can mean; overdue only after it.
        status: where it stands on the day of the view.
        days: how many days it is late (above zero) or has left (below zero), None where no day can be told.
    """

    rule: DeadlineRule
    first: date | None
    last: date | None
    status: Status
    days: int | None


class Deadline(NamedTuple):
    """One thing that is owed by a day.

    The day and the status are told at once. How the day was worked out is worked out when somebody reads it: of ten
    thousand deadlines a person reads a page.

    Attributes:
        view: what was looked at.
        seen: the record it hangs on, or a glance of it.
        beside: every rule of this deadline, the ruling one among them.
        rule: the rule that rules this case: the stricter one.
        first: the earliest day it can mean, None where no day can be told.
        last: the latest day it can mean; overdue only after it.
        status: where it stands on the day of the view.
        days: how many days it is late (above zero) or has left (below zero), None where no day can be told.
    """

    view: View
    seen: Seen
    beside: tuple[DeadlineRule, ...]
    rule: DeadlineRule
    first: date | None
    last: date | None
    status: Status
    days: int | None

    @property
    def record(self) -> str:
        """Id of the record it hangs on."""
        return str(self.seen.id)

    @property
    def name(self) -> str:
        """What people call that record."""
        return name_of(self.view, whole(self.seen))

    @property
    def reckoning(self) -> Reckoning:
        """The reckoning that rules: the stricter one."""
        return _ruled(self.view, whole(self.seen), self.rule)

    @property
    def others(self) -> tuple[Reckoning, ...]:
        """Reckonings of the same deadline that do not rule this case."""
        others = (reckon(self.view, whole(self.seen), rule) for rule in self.beside if rule is not self.rule)
        return tuple(one for one in others if one is not None)

    @property
    def met(self) -> When | None:
        """When it was met, None while it is not."""
        met: When | None = met_of(whole(self.seen), self.rule)
        return met

    def _told(self) -> tuple[object, ...]:
        return self.record, self.name, self.reckoning, self.others, self.status, self.met, self.days

    def __eq__(self, other: object) -> bool:
        return self._told() == other._told() if isinstance(other, Deadline) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.record, self.rule.id, self.last, self.status))

    def __repr__(self) -> str:
        return f"<Deadline {self.rule.id} of {self.record}: {self.status}, {self.last}>"

    @property
    def sentence(self) -> str:
        """What is owed by when and how the day was worked out, without the name of the record."""
        says = str(self.rule.says).rstrip(".")
        says = says[:1].lower() + says[1:]
        ruling = self.reckoning
        if self.last is None:
            return f"{says}: no day can be told ({ruling.worked_out.rstrip('.')}). {ruling.source}"
        link = {"no-later": "by", "at-least": "until at least", "every": "again by"}[self.rule.sense]
        beside = "".join(
            f" Beside it: by {_days_of(one)} ({one.worked_out}). {one.source}" for one in self.others if one.last
        )
        return f"{says} {link} {_days_of(ruling)}{self._standing()} ({ruling.worked_out}). {ruling.source}{beside}"

    def _standing(self) -> str:
        days = f"{self.days} {'day' if self.days == 1 else 'days'}"
        if self.status == "overdue":
            return f", now {days} overdue"
        if self.status in ("met", "met-late") and self.met is not None:
            return f", done on {_told(self.met)}" + (f", {days} late" if self.status == "met-late" else "")
        return f", ended on {_told(self.met)}" if self.status == "too-early" and self.met is not None else ""

    def __str__(self) -> str:
        return f"{self.name}: {self.sentence}"


def _days_of(reckoning: Reckoning) -> str:
    first, last = reckoning.first, reckoning.last
    assert last is not None
    return say_day(last) if first in (None, last) else f"a day between {say_day(first or last)} and {say_day(last)}"


def _told(when: When) -> str:
    return say_day(when.exact) if when.exact else how_read(when)


def _ruled(view: View, record: Record, rule: DeadlineRule) -> Reckoning:
    told = reckon(view, record, rule)
    assert told is not None  # it rules the case
    return told


class Column(NamedTuple):
    """One deadline of several records, side by side: what stands at one place belongs together.

    Attributes:
        view: what was looked at.
        beside: every rule of this deadline.
        records: the records it hangs on, or glances of them.
        standings: where it stands for each; None where no rule of it rules the case.
    """

    view: View
    beside: tuple[DeadlineRule, ...]
    records: Sequence[Seen]
    standings: Sequence[Standing | None]

    def deadlines(self, statuses: Container[Status] | None = None) -> Iterator[Deadline]:
        """Give the deadline of each record, or of those where it stands at one of these statuses."""
        view, beside = self.view, self.beside
        for record, standing in zip(self.records, self.standings, strict=True):
            if standing is not None and (statuses is None or standing.status in statuses):
                yield _new(Deadline, (view, record, beside) + standing)  # noqa: RUF005 - run for every record


_new = tuple.__new__  # a named tuple's own `__new__` sorts its arguments first


def deadlines_of(view: View, record: Seen) -> tuple[Deadline, ...]:
    """Tell every deadline of one record on the day of a view, in the order of the framework."""
    columns = _columns(view, type_name(record), _OfKind(record.kind, (record,)))
    return tuple(one for column in columns for one in column.deadlines())


def deadlines_in(view: View, record_type: str, statuses: Container[Status] | None = None) -> Iterator[Deadline]:
    """Tell every deadline of every record of a type: those of one record in the order of the framework.

    Args:
        view: what to look at.
        record_type: the type, such as `review`.
        statuses: where they stand; left out, wherever they do.
    """
    for column in columns_of(view, record_type):
        yield from column.deadlines(statuses)


def columns_of(view: View, record_type: str) -> Iterator[Column]:
    """Tell every deadline of every record of a type, kind by kind, each deadline of a kind in one column."""
    for of_kind in _by_kind(view.register, record_type):
        yield from _columns(view, record_type, of_kind)


def _columns(view: View, record_type: str, several: "_OfKind") -> Iterator[Column]:
    ways = _ways(view.framework, record_type, several.kind)
    if not ways:
        return
    over = several.over(meanings(view.framework, record_type))
    for way in ways:
        yield Column(view, way.beside, several.records, _standings(view, way, several, over))


# -- told at once ------------------------------------------------------------------------------------------------


class _NoDay(NamedTuple):
    """Stands for a date that is not on record, with a first and a last day as a date has them."""

    first: Any
    last: Any


_NEVER, _NOT_MET = _NoDay(None, None), _NoDay(False, False)
_CLOSER = Standing(None, None, None, "not-owed", None)  # type: ignore[arg-type]
"""Stands for a case that has to be looked at by itself."""

_Met = date | Literal[False] | None
"""The first day on which it was met: None where that day is not known, False where it was not."""
_Case = tuple[date | None, _Met, bool]
"""What counts of a case: the day it counts from, when it was met, and whether the record is over."""


class _OfKind:
    """The records of one kind, and the days of their events, an event at a time: several deadlines count from one."""

    def __init__(self, kind: str, records: Sequence[Seen]) -> None:
        self.kind, self.records = kind, records
        self._happened: Sequence[Any] = [record.happened for record in records]
        self._begun: dict[str, list[date | None]] = {}
        self._met: dict[str, list[_Met]] = {}

    def begun(self, event: str) -> list[date | None]:
        """Give the one day of an event in each record; None where it has none, or a stretch of days."""
        found = self._begun.get(event)
        if found is None:
            whens = [told.get(event, _NEVER) for told in self._happened]
            found = [when.first for when in whens]
            last = [when.last for when in whens]
            if found != last:
                found = [first if first == end else None for first, end in zip(found, last, strict=True)]
            self._begun[event] = found
        return found

    def met(self, event: str) -> list[_Met]:
        """Give the first day of what meets a deadline in each record."""
        found = self._met.get(event)
        if found is None:
            found = self._met[event] = [told.get(event, _NOT_MET).first for told in self._happened]
        return found

    def over(self, means: Meanings) -> list[bool]:
        """Tell of each record whether nothing more is owed of it."""
        states = [record.state for record in self.records]
        finished = {state for state in set(states) if means[self.kind, state].finished}
        return [state in finished for state in states]


def _by_kind(register: Register, record_type: str) -> Sequence[_OfKind]:
    """Give the records of a type by kind; kept with the register, as neither changes."""
    found: Sequence[_OfKind] | None = register.worked_out.get((_by_kind, record_type))
    if found is None:
        kinds: dict[str, list[Seen]] = {}
        for record in register.glances(record_type):
            kinds.setdefault(record.kind, []).append(record)
        found = register.worked_out[_by_kind, record_type] = [_OfKind(*one) for one in kinds.items()]
    return found


def _standings(view: View, way: "_Way", several: _OfKind, over: Sequence[bool]) -> Sequence[Standing | None]:
    """Tell where one deadline stands for each of some records of one kind.

    Column by column, as it is run for every record of a register; what is not plain is looked at one by one after.
    """
    records, on = several.records, way.on(view.day)
    begun, met = several.begun(way.event), several.met(way.met_by)
    if way.pausing:
        begun = [None if record.holds else day for day, record in zip(begun, records, strict=True)]
    told = list(map(on.__getitem__, zip(begun, met, over, strict=True)))
    if on.asks_closer:
        for place in [place for place, standing in enumerate(told) if standing is _CLOSER]:
            told[place] = _by_itself(view, way, records[place], met[place], over[place])
    return told


def _by_itself(view: View, way: "_Way", record: Seen, met: _Met, over: bool) -> Standing | None:
    planned = record.planned.get(way.event) if way.event not in record.happened else None
    if planned is not None and planned.first == planned.last and not (way.pausing and record.holds):
        standing = way.on(view.day)[planned.first, met, over]
        if standing is not _CLOSER:
            return standing
    return _reckoned(view, record, way.beside)


class _Landing(NamedTuple):
    """Where the stricter of the rules that rule a day leads from it."""

    rule: DeadlineRule
    last: date


class _Way(dict[date, "_Landing | None"]):
    """Where the rules of one deadline lead from each day, where neither a hold nor a suspension lies on the way.

    Filled as days are asked for, and kept with the framework. None: on that day none of the rules rules. Where a way
    is not `plain` every case is reckoned by itself.
    """

    def __init__(self, framework: Framework, beside: tuple[DeadlineRule, ...]) -> None:
        super().__init__()
        self.beside, self.event = beside, event_of(beside[0].anchor)
        self.met_by = event_of(beside[0].met_by) if beside[0].met_by else ""
        self.pausing = any(rule.holds == "pause" for rule in beside)
        self.plain = (
            len({(event_of(rule.anchor), rule.met_by) for rule in beside}) == 1
            and {rule.sense for rule in beside} <= {"no-later"}
            and not any(suspensions(framework, rule.id) for rule in beside)
        )
        self._framework = framework
        self._days: dict[date, _OnDay] = {}

    def __missing__(self, day: date) -> _Landing | None:
        framework, landings = self._framework, []
        for rule in self.beside:
            if not rule.under or set(framework.ruling(rule.subject or "review", day)) & set(rule.under):
                landings.append(_Landing(rule, landing(rule, day, calendar_of(framework, rule), ())[0]))
        self[day] = found = min(landings, key=lambda one: one.last, default=None)
        return found

    def on(self, day: date) -> "_OnDay":
        """Give where each case stands on a day."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) >= _DAYS:
                self._days.clear()
            found = self._days.setdefault(day, _OnDay(self, day))
        return found


_DAYS = 4  # days that a way keeps at hand: a report, and what it is compared with


class _OnDay(dict[_Case, Standing | None]):
    """Where one deadline stands on a day for each case, filled as cases are asked for.

    Attributes:
        asks_closer: whether there was a case that has to be looked at by itself.
    """

    def __init__(self, way: _Way, day: date) -> None:
        super().__init__()
        self.asks_closer = False
        self._way, self._day = way, day

    def __missing__(self, case: _Case) -> Standing | None:
        self[case] = found = self._told(*case)
        self.asks_closer = self.asks_closer or found is _CLOSER
        return found

    def _told(self, begun: date | None, met: _Met, over: bool) -> Standing | None:
        if begun is None or not self._way.plain:
            return _CLOSER
        try:
            landing = self._way[begun]
        except (ValueError, OverflowError, UnknownName):  # beyond what the calendar holds: the reckoning says so
            return _CLOSER
        if landing is None:
            return None
        status, days = _no_later(self._day, landing.last, met, over)
        return Standing(landing.rule, landing.last, landing.last, status, days)


@lru_cache(maxsize=512)
def _ways(framework: Framework, record_type: str, kind: str) -> tuple[_Way, ...]:
    return tuple(_Way(framework, beside) for beside in framework.deadlines_begun_by(record_type, kind))


# -- reckoned one by one -----------------------------------------------------------------------------------------


def _reckoned(view: View, seen: Seen, beside: Sequence[DeadlineRule]) -> Standing | None:
    record = whole(seen)
    reckonings = [told for rule in beside if (told := reckon(view, record, rule)) is not None]
    if not reckonings:
        return None
    ruling = stricter(reckonings)
    status, days = _standing(view, record, ruling, met_of(record, ruling.rule))
    return Standing(ruling.rule, ruling.first, ruling.last, status, days)


def _standing(view: View, record: Record, reckoning: Reckoning, met: When | None) -> tuple[Status, int | None]:
    kind, last, sense = kind_of(view, record), reckoning.last, reckoning.rule.sense
    if last is None:
        return _undated(kind, record, reckoning, met), None
    days = (view.day - last).days
    if sense == "at-least":
        if met is not None and met.last is not None and met.last < last:
            return "too-early", (met.last - last).days
        return ("running" if view.day < last else "met"), days
    met_on: _Met = met.first if met is not None and sense == "no-later" else False
    return _no_later(view.day, last, met_on, kind.is_finished(record.state))


def _no_later(day: date, last: date, met: _Met, finished: bool) -> tuple[Status, int | None]:
    if met is not False:
        late = met is not None and met > last
        return ("met-late" if late else "met"), ((met or last) - last).days
    if finished:
        return "not-owed", None
    days = (day - last).days
    return ("overdue" if days > 0 else "coming"), days


def _undated(kind: Kind, record: Record, reckoning: Reckoning, met: When | None) -> Status:
    if kind.is_finished(record.state) or met is not None:
        return "not-owed"
    if reckoning.anchor is not None and reckoning.anchor.is_dated:
        return "beyond-calendar"
    return (
        "no-anchor"
        if reckoning.anchor is not None or _reached(kind, record.state, event_of(reckoning.rule.anchor))
        else "not-begun"
    )


def _reached(kind: Kind, state: str, event: str) -> bool:
    """Tell whether a record in `state` can have `event` behind it: a status that still lies ahead has no day to miss.

    Of an event that is no status nobody can tell; it counts as behind.
    """
    main = kind.path.states
    if event not in kind.states or event == state:
        return True
    if event in main and state in main:
        return main.index(event) < main.index(state)
    return _leads(kind, event, state)


def _leads(kind: Kind, start: str, end: str) -> bool:
    met, waiting = {start}, [start]
    while waiting:
        following = [state for state in kind.moves.get(waiting.pop(), ()) if state not in met]
        met.update(following)
        waiting += following
    return end in met
