"""Deadlines: by when something is owed, computed for each case, with how the day was worked out.

Nothing of this is stored. A local rule never replaces the rule of the law: both are reckoned and the stricter rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DeadlineRule, Kind, Suspension
from lif_core.records.record import Record
from lif_core.records.review import Review
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import how_read, say_day
from lif_core.values.spans import add
from lif_core.values.when import Between, When
from lif_core.values.workdays import Calendar, Skipped
from lif_core.view.kinds import Meanings, kind_of, meanings, name_of
from lif_core.view.register import type_name
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

_A_DAY = timedelta(days=1)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reckoning:
    """How a day was worked out by one rule.

    Attributes:
        rule: the rule, with its source and the layer it comes from.
        event: words for the event that it counts from.
        anchor: the date of that event as known.
        planned: whether that date is planned and has not happened yet.
        first: earliest day it can mean; None where the anchor has no day.
        last: latest day it can mean.
        skipped: days that did not count, each with its reason.
        paused: stretches in which the clock stood still, united.
        explained: sentences on holds and suspensions that give a reason, and on what is not certain.
        calendar: id of the calendar used, empty where none was needed.
        regimes: ids of the regimes that can rule it; more than one where the day is imprecise.
        problem: why no day can be told, or empty.
    """

    rule: DeadlineRule
    event: str
    anchor: When | None = None
    planned: bool = False
    first: date | None = None
    last: date | None = None
    skipped: tuple[Skipped, ...] = ()
    paused: tuple[Between, ...] = ()
    explained: tuple[str, ...] = ()
    calendar: str = ""
    regimes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def count(self) -> str:
        """How it counts, such as `15 working days after notification`."""
        return f"{self.rule.span} {'before' if self.rule.before else 'after'} {self.event}"

    @property
    def source(self) -> str:
        """Where the rule comes from, as a sentence."""
        return f"{self.rule.source}." if self.rule.source else f"Local rule of {self.rule.layer}."

    @property
    def worked_out(self) -> str:
        """How the day was worked out, without the source."""
        if self.problem:
            return f"{self.count}: {self.problem}"
        return "; ".join((f"{self.count}{self._anchored()}", *self._days_off(), *self._particulars()))

    def _anchored(self) -> str:
        if self.anchor is None:
            return ""
        day = self.anchor.exact
        on = f"on {self._day(day)}" if day else f"on {how_read(self.anchor)}"
        return f", planned {on.replace('on ', 'for ', 1)}" if self.planned else f" {on}"

    def _days_off(self) -> Iterator[str]:
        for one in self.skipped:
            if one.why != "weekend" and not any(stop.first <= one.day <= stop.last for stop in self.paused):
                named = "a bank holiday" if "bank holiday" in one.why.casefold() else one.why
                yield f"{self._day(one.day)} is {named}"

    def _particulars(self) -> Iterator[str]:
        if self.rule.counts_first_day:
            yield "that day itself counts as day 1"
        for stop in self.paused:
            yield f"the clock stood still from {self._day(stop.first)} to {self._day(stop.last)}"
        yield from self.explained

    def _day(self, day: date) -> str:
        """Tell a day, without its year where that is the year of the answer."""
        told = say_day(day)
        return told.rpartition(" ")[0] if self.last is not None and day.year == self.last.year else told

    def __str__(self) -> str:
        return f"{self.worked_out.rstrip('.')}. {self.source}"


def event_words(event: str) -> str:
    """Tell an event for a reader: `rapid-review.notification-sent` is `notification sent`."""
    return event.rpartition(".")[2].replace("-", " ")


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
        met: When | None = _met(whole(self.seen), self.rule)
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


def deadlines_of(view: View, record: Seen) -> tuple[Deadline, ...]:
    """Tell every deadline of one record on the day of a view, in the order of the framework."""
    return tuple(_deadlines(view, type_name(record), record.kind, (record,)))


def deadlines_in(view: View, record_type: str) -> Iterator[Deadline]:
    """Tell every deadline of every record of a type: those of one record in the order of the framework."""
    kinds: dict[str, list[Seen]] = {}
    for record in view.register.glances(record_type):
        kinds.setdefault(record.kind, []).append(record)
    for kind, records in kinds.items():
        yield from _deadlines(view, record_type, kind, records)


def _deadlines(view: View, record_type: str, kind: str, records: Sequence[Seen]) -> Iterator[Deadline]:
    means = meanings(view.framework, record_type)
    for way in _ways(view.framework, record_type, kind):
        yield from _along(view, way, records, means)


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
        self.beside, self.event = beside, _event(beside[0].anchor)
        self.met_by = _event(beside[0].met_by) if beside[0].met_by else ""
        self.pausing = any(rule.holds == "pause" for rule in beside)
        self.plain = (
            len({(_event(rule.anchor), rule.met_by) for rule in beside}) == 1
            and {rule.sense for rule in beside} <= {"no-later"}
            and not any(_suspensions(framework, rule.id) for rule in beside)
        )
        self._framework = framework

    def __missing__(self, day: date) -> _Landing | None:
        framework, landings = self._framework, []
        for rule in self.beside:
            if not rule.under or set(framework.ruling(rule.subject or "review", day)) & set(rule.under):
                landings.append(_Landing(rule, _landing(rule, day, _calendar_of(framework, rule), ())[0]))
        self[day] = found = min(landings, key=lambda one: one.last, default=None)
        return found


@lru_cache(maxsize=512)
def _ways(framework: Framework, record_type: str, kind: str) -> tuple[_Way, ...]:
    return tuple(_Way(framework, beside) for beside in framework.deadlines_begun_by(record_type, kind))


def _along(view: View, way: _Way, records: Sequence[Seen], means: Meanings) -> Iterator[Deadline]:
    """Tell one deadline of each of some records of one kind; nothing where other regimes rule the case.

    Written out, as it is run for every record of a register: a day that is known leads straight to its landing.
    """
    day, plain, event, met_by, pausing = view.day, way.plain, way.event, way.met_by, way.pausing
    for record in records:
        happened = record.happened
        anchor = happened.get(event) or record.planned.get(event)
        at = anchor.first if anchor is not None else None
        if not plain or at is None or at != anchor.last or (pausing and record.holds):
            found = _reckoned(view, record, way.beside)
        else:
            try:
                landing = way[at]
            except (ValueError, OverflowError, UnknownName):  # beyond what the calendar holds: the reckoning says so
                found = _reckoned(view, record, way.beside)
            else:
                if landing is None:
                    continue
                rule, last = landing
                finished = means[record.kind, record.state].finished
                status, days = _no_later(day, last, happened.get(met_by), finished)
                found = _new(Deadline, (view, record, way.beside, rule, last, last, status, days))
        if found is not None:
            yield found


_new = tuple.__new__  # a named tuple's own `__new__` sorts its arguments first


def _reckoned(view: View, seen: Seen, beside: Sequence[DeadlineRule]) -> Deadline | None:
    record = whole(seen)
    reckonings = [told for rule in beside if (told := reckon(view, record, rule)) is not None]
    if not reckonings:
        return None
    ruling = _stricter(reckonings)
    status, days = _standing(view, record, ruling, _met(record, ruling.rule))
    return Deadline(view, seen, tuple(beside), ruling.rule, ruling.first, ruling.last, status, days)


def _met(record: Seen, rule: DeadlineRule) -> Seen | None:
    return record.happened.get(_event(rule.met_by)) if rule.met_by else None


def _calendar_of(framework: Framework, rule: DeadlineRule) -> Calendar | None:
    return framework.calendar(rule.calendar) if rule.span.unit == "working-days" else None


def _ruled(view: View, record: Record, rule: DeadlineRule) -> Reckoning:
    told = reckon(view, record, rule)
    assert told is not None  # it rules the case
    return told


def reckon(view: View, record: Record, rule: DeadlineRule) -> Reckoning | None:
    """Work out the day of one rule for one record; None where another regime rules the case."""
    event, anchor, planned = _anchor(record, rule)
    regimes = _regimes(view, record, rule, anchor)
    if rule.under and not set(regimes) & set(rule.under):
        return None
    words = str(view.framework.wording(f"event-{event}", event_words(event)))
    begun = Reckoning(rule=rule, event=words, anchor=anchor, planned=planned, regimes=regimes)
    if anchor is None or anchor.first is None or anchor.last is None:
        told = f"; it was said to be {how_read(anchor)}" if anchor is not None and anchor.said else ""
        return attrs.evolve(begun, problem=f"that day is not known{told}")
    try:
        between = Between(anchor.first, anchor.last)
        return _counted(view, record, begun, between, _calendar_of(view.framework, rule))
    except (ValueError, OverflowError, UnknownName) as beyond:
        return attrs.evolve(begun, problem=str(beyond))


def _counted(view: View, record: Record, begun: Reckoning, anchor: Between, calendar: Calendar | None) -> Reckoning:
    rule = begun.rule
    stops, reasons = _interruptions(view, record, rule, anchor)
    last, paused = _landing(rule, anchor.last, calendar, stops)
    first = last if anchor.first == anchor.last else _landing(rule, anchor.first, calendar, stops)[0]
    clock = Between(min(anchor.first, first), max(last, view.day))
    return Reckoning(
        rule=rule,
        event=begun.event,
        anchor=begun.anchor,
        planned=begun.planned,
        regimes=begun.regimes,
        first=first,
        last=last,
        skipped=calendar.skipped(anchor.last, last) if calendar else (),
        paused=paused,
        explained=(*(said for stretch, said in reasons if _overlap(stretch, clock)), *_uncertain(view, begun)),
        calendar=calendar.id if calendar else "",
    )


def _landing(
    rule: DeadlineRule, day: date, calendar: Calendar | None, stops: Iterable[Between]
) -> tuple[date, tuple[Between, ...]]:
    """Tell the day to which a rule leads from `day`, and the stretches on the way in which the clock stood still."""
    end = add(rule.span, day, calendar, counts_first_day=rule.counts_first_day, before=bool(rule.before))
    if rule.before:
        return end, ()
    begin, paused = day if rule.counts_first_day else day + _A_DAY, []
    for stop in stops:
        still = Between(max(stop.first, begin), max(stop.last, begin))
        if stop.last >= begin and still.first <= end:
            paused.append(still)
            end = _pushed(end, still, calendar)
    return end, tuple(paused)


def _pushed(day: date, still: Between, calendar: Calendar | None) -> date:
    if calendar is None:
        return day + (still.last - still.first) + _A_DAY
    return calendar.add(day, calendar.between(still.first - _A_DAY, still.last))


def _overlap(one: Between, other: Between) -> bool:
    return one.first <= other.last and other.first <= one.last


def _uncertain(view: View, begun: Reckoning) -> tuple[str, ...]:
    if not begun.rule.under or len(begun.regimes) < 2:
        return ()
    labels = " or ".join(view.framework.item("regime", regime).words for regime in begun.regimes)
    return (f"it is not certain which edition rules, {labels}",)


def _anchor(record: Record, rule: DeadlineRule) -> tuple[str, When | None, bool]:
    """Tell the event that a rule counts from, its date, and whether that is only planned.

    What is owed again and again counts from when it was last done.
    """
    event = _event(rule.anchor)
    told = record.happened.get(event)
    if rule.sense == "every" and rule.met_by:
        again = record.happened.get(_event(rule.met_by))
        if again is not None and (told is None or _later(again, told)):
            return _event(rule.met_by), again, False
    return (event, told, False) if told is not None else (event, record.planned.get(event), event in record.planned)


def _event(said: str) -> str:
    return said.rpartition(".")[2]


def _later(one: When, other: When) -> bool:
    return one.last is not None and (other.last is None or one.last > other.last)


def _regimes(view: View, record: Record, rule: DeadlineRule, anchor: When | None) -> tuple[str, ...]:
    """Ask the regime for this very thing, on the day it hangs on; where that is unknown, on the days known."""
    if not rule.under:
        return ()
    known = (
        anchor if anchor is not None and (anchor.is_dated or anchor.options) else _some_day(record) or When.on(view.day)
    )
    return view.framework.ruling(rule.subject or "review", known)


def _some_day(record: Record) -> When | None:
    dated = [when for when in (*record.happened.values(), *record.planned.values()) if when.is_dated]
    return max(dated, key=lambda when: when.last or date.min) if dated else None


Reason = tuple[Between, str]


def _interruptions(
    view: View, record: Record, rule: DeadlineRule, anchor: Between
) -> tuple[tuple[Between, ...], list[Reason]]:
    """Tell the stretches in which the clock stands still (united, not summed), and what gives a reason, and when."""
    stops: list[Between] = []
    reasons: list[Reason] = []
    for hold in record.holds if isinstance(record, Review) and rule.holds != "none" else ():
        since, until = hold.since.first, (hold.until.last if hold.until else None)
        if since is None or (since > view.day and until is None):
            continue
        stretch = Between(since, max(since, until or view.day))
        if rule.holds == "pause":
            stops.append(stretch)
        else:
            to = f" to {say_day(until)}" if until else ""
            words = hold.kind.replace("-", " ")
            reasons.append((stretch, f"a hold ({words}) from {say_day(since)}{to} is a reason for delay"))
    for one in _suspensions(view.framework, rule.id):
        if one.since is not None and (one.since <= view.day or one.until is not None):
            stretch = Between(one.since, max(one.since, one.until or view.day))
            stops.append(stretch)
            reasons.append((stretch, f"suspended by {one.authority}"))
    return _united(stops), reasons


@lru_cache(maxsize=512)
def _suspensions(framework: Framework, deadline: str) -> tuple[Suspension, ...]:
    return framework.suspensions_of(deadline)


def _united(stops: Iterable[Between]) -> tuple[Between, ...]:
    united: list[Between] = []
    for stop in sorted(stops, key=lambda one: one.first):
        if united and stop.first <= united[-1].last + _A_DAY:
            united[-1] = Between(united[-1].first, max(united[-1].last, stop.last))
        else:
            united.append(stop)
    return tuple(united)


def _stricter(reckonings: Sequence[Reckoning]) -> Reckoning:
    """Choose the reckoning that rules: of at-least rules the latest day, of others the earliest."""
    dated = [one for one in reckonings if one.last is not None]
    if not dated:
        return reckonings[0]
    choose = max if dated[0].rule.sense == "at-least" else min
    return choose(dated, key=lambda one: (one.last, one.first))


def _standing(view: View, record: Record, reckoning: Reckoning, met: When | None) -> tuple[Status, int | None]:
    kind, last, sense = kind_of(view, record), reckoning.last, reckoning.rule.sense
    if last is None:
        return _undated(kind, record, reckoning, met), None
    days = (view.day - last).days
    if sense == "at-least":
        if met is not None and met.last is not None and met.last < last:
            return "too-early", (met.last - last).days
        return ("running" if view.day < last else "met"), days
    return _no_later(view.day, last, met if sense == "no-later" else None, kind.is_finished(record.state))


def _no_later(day: date, last: date, met: Seen | None, finished: bool) -> tuple[Status, int | None]:
    if met is not None:
        late = met.first is not None and met.first > last
        return ("met-late" if late else "met"), ((met.first or last) - last).days
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
        if reckoning.anchor is not None or _reached(kind, record.state, _event(reckoning.rule.anchor))
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
