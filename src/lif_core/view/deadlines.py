"""Deadlines: by when something is owed, computed for each case, with how the day was worked out.

Nothing of this is stored. A local rule never replaces the rule of the law: both are reckoned and the stricter rules.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.shape import DeadlineRule, Kind
from lif_core.records.record import Record
from lif_core.records.review import Review
from lif_core.values.saying import say_day
from lif_core.values.spans import add
from lif_core.values.when import Between, When
from lif_core.values.workdays import Calendar, OutOfCalendar, Skipped
from lif_core.view.register import type_name
from lif_core.view.view import View

Status = Literal["met", "met-late", "overdue", "coming", "running", "no-anchor", "not-owed", "beyond-calendar"]
"""Where a deadline stands. `running`: an at-least day not yet reached. `no-anchor`: what it counts from has no day.
`not-owed`: the record is finished without it. `beyond-calendar`: the calendar does not hold the years needed."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reckoning:
    """How a day was worked out by one rule.

    Attributes:
        rule: the rule, with its source and the layer it comes from.
        anchor: the event that it counts from, and its date as known.
        first: earliest day it can mean; None where the anchor has no day.
        last: latest day it can mean.
        skipped: days that did not count, each with its reason.
        paused: stretches in which the clock stood still, united.
        explained: holds and suspensions that give a reason while the clock runs on.
        calendar: id of the calendar used, empty where none was needed.
        regimes: ids of the regimes that can rule it; more than one where the day is imprecise.
        problem: why no day can be told, or empty.
    """

    rule: DeadlineRule
    anchor: When | None = None
    first: date | None = None
    last: date | None = None
    skipped: tuple[Skipped, ...] = ()
    paused: tuple[Between, ...] = ()
    explained: tuple[str, ...] = ()
    calendar: str = ""
    regimes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def event(self) -> str:
        """Words for the event that it counts from."""
        return event_words(self.rule.anchor)

    def __str__(self) -> str:
        rule = self.rule
        count = f"{rule.span} {'before' if rule.before else 'after'} {self.event}"
        if self.problem:
            return f"{count}: {self.problem} {_source(rule)}"
        on = f" on {_told(self.anchor)}" if self.anchor else ""
        parts = [f"{count}{on}", *_days_off(self.skipped)]
        if rule.counts_first_day:
            parts.append("that day itself counts as day 1")
        parts += [f"the clock stood still from {say_day(p.first)} to {say_day(p.last)}" for p in self.paused]
        parts += self.explained
        return f"{'; '.join(parts)}. {_source(rule)}"


def _days_off(skipped: Iterable[Skipped]) -> Iterator[str]:
    for one in skipped:
        if one.why != "weekend":
            yield f"{say_day(one.day)} is no working day ({one.why})"


def _source(rule: DeadlineRule) -> str:
    return f"{rule.source}." if rule.source else f"Local rule of {rule.layer}."


def _told(when: When | None) -> str:
    if when is None:
        return "a day not known"
    return say_day(when.exact) if when.exact else when.said


def event_words(event: str) -> str:
    """Tell an event for a reader: `rapid-review.notification-sent` is `notification sent`."""
    return event.rpartition(".")[2].replace("-", " ")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Deadline:
    """One thing that is owed by a day.

    Attributes:
        record: id of the record it hangs on.
        name: what people call that record.
        reckoning: the reckoning that rules: the stricter one.
        others: reckonings of the same deadline that do not rule this case.
        status: where it stands on the day of the view.
        met: when it was met, None while it is not.
        days: how many days it is late (above zero) or has left (below zero), None where no day can be told.
    """

    record: str
    name: str
    reckoning: Reckoning
    others: tuple[Reckoning, ...] = ()
    status: Status
    met: When | None = None
    days: int | None = None

    @property
    def rule(self) -> DeadlineRule:
        """The rule that rules this case."""
        return self.reckoning.rule

    @property
    def first(self) -> date | None:
        """The earliest day it can mean."""
        return self.reckoning.first

    @property
    def last(self) -> date | None:
        """The latest day it can mean; overdue only after it."""
        return self.reckoning.last

    def __str__(self) -> str:
        says = str(self.rule.says).rstrip(".")
        says = says[0].lower() + says[1:]
        if self.last is None:
            return f"{self.name}: {says}: no day can be told. {self.reckoning}"
        link = {"no-later": "by", "at-least": "until at least", "every": "again by"}[self.rule.sense]
        days = say_day(self.last)
        if self.first is not None and self.first != self.last:
            days = f"a day between {say_day(self.first)} and {days}"
        beside = f" Beside it stands: {self.others[0]}" if self.others else ""
        told = str(self.reckoning)
        body, _, source = told.partition(". ")
        return f"{self.name}: {says} {link} {days} ({body}). {source}{beside}"


def deadlines_of(view: View, record: Record) -> tuple[Deadline, ...]:
    """Tell every deadline of one record on the day of a view, in the order of the framework."""
    record_type = type_name(record)
    kind = view.framework.kind(record_type, record.kind)
    found = []
    started = (rule for rule in view.framework.deadline_rules_for(record.kind) if _starts_at(rule, record.kind))
    for _, beside in groupby(started, key=lambda rule: rule.id):
        reckonings = [r for rule in beside if (r := reckon(view, record, rule)) is not None]
        if reckonings:
            found.append(_deadline(view, record, kind, reckonings))
    return tuple(found)


def _starts_at(rule: DeadlineRule, kind: str) -> bool:
    return rule.anchor.split(".")[-2:-1] == [kind]


def reckon(view: View, record: Record, rule: DeadlineRule) -> Reckoning | None:
    """Work out the day of one rule for one record; None where another regime rules the case."""
    anchor = _anchor(record, rule)
    regimes = _regimes(view, record, rule, anchor)
    if rule.under and not set(regimes) & set(rule.under):
        return None
    if anchor is None or not anchor.is_dated:
        why = f"the day of {event_words(rule.anchor)} is not known."
        return Reckoning(rule=rule, anchor=anchor, regimes=regimes, problem=why)
    try:
        calendar = view.framework.calendar(rule.calendar) if rule.span.unit == "working-days" else None
        return _counted(view, record, rule, anchor, regimes, calendar)
    except (OutOfCalendar, UnknownName) as beyond:
        return Reckoning(rule=rule, anchor=anchor, regimes=regimes, problem=f"{beyond}")


def _counted(
    view: View, record: Record, rule: DeadlineRule, anchor: When, regimes: tuple[str, ...], calendar: Calendar | None
) -> Reckoning:
    assert anchor.first is not None
    assert anchor.last is not None
    before = bool(rule.before)
    first, last = (
        add(rule.span, day, calendar, counts_first_day=rule.counts_first_day, before=before)
        for day in (anchor.first, anchor.last)
    )
    stops, reasons = _interruptions(view, record, rule)
    paused = () if before else _within(stops, anchor.last, last)
    for stop in paused:
        first, last = _pushed(first, stop, rule, calendar), _pushed(last, stop, rule, calendar)
    return Reckoning(
        rule=rule,
        anchor=anchor,
        first=first,
        last=last,
        skipped=calendar.skipped(anchor.last, last) if calendar else (),
        paused=paused,
        explained=reasons,
        calendar=calendar.id if calendar else "",
        regimes=regimes,
    )


def _pushed(day: date, stop: Between, rule: DeadlineRule, calendar: Calendar | None) -> date:
    if calendar is not None and rule.span.unit == "working-days":
        worked = calendar.between(stop.first - timedelta(days=1), stop.last)
        return calendar.add(day, worked) if worked else day
    return day + ((stop.last - stop.first) + timedelta(days=1))


def _anchor(record: Record, rule: DeadlineRule) -> When | None:
    event = rule.anchor.rpartition(".")[2]
    told = record.happened.get(event)
    return told if told is not None else record.planned.get(event)


def _regimes(view: View, record: Record, rule: DeadlineRule, anchor: When | None) -> tuple[str, ...]:
    """Ask the regime for this very thing, on the day it hangs on; where that is unknown, on the days known."""
    if not rule.under:
        return ()
    known = anchor if anchor is not None and anchor.is_dated else _some_day(record) or When.on(view.day)
    return view.framework.regime(rule.subject or "review", known).regimes


def _some_day(record: Record) -> When | None:
    dated = [when for when in (*record.happened.values(), *record.planned.values()) if when.is_dated]
    return max(dated, key=lambda when: when.last or date.min) if dated else None


def _interruptions(view: View, record: Record, rule: DeadlineRule) -> tuple[tuple[Between, ...], tuple[str, ...]]:
    """Tell the stretches in which the clock stands still (united, not summed), and the reasons of the others."""
    stops, reasons = [], []
    for hold in record.holds if isinstance(record, Review) and rule.holds != "none" else ():
        since, until = hold.since.first, (hold.until.last if hold.until else None)
        if since is not None and rule.holds == "pause":
            stops.append(Between(since, max(since, until or view.day)))
        elif since is not None:
            to = f" to {say_day(until)}" if until else ""
            reasons.append(f"a hold ({hold.kind.replace('-', ' ')}) from {say_day(since)}{to} is a reason for delay")
    for suspension in view.framework.suspensions_of(rule.id):
        if suspension.since is not None:
            stops.append(Between(suspension.since, max(suspension.since, suspension.until or view.day)))
            reasons.append(f"suspended by {suspension.authority}")
    return _united(stops), tuple(reasons)


def _united(stops: Iterable[Between]) -> tuple[Between, ...]:
    united: list[Between] = []
    for stop in sorted(stops, key=lambda one: one.first):
        if united and stop.first <= united[-1].last + timedelta(days=1):
            united[-1] = Between(united[-1].first, max(united[-1].last, stop.last))
        else:
            united.append(stop)
    return tuple(united)


def _within(stops: Iterable[Between], start: date, end: date) -> tuple[Between, ...]:
    """Tell the parts of the stretches that lie after `start` while the clock still runs; each one moves its end."""
    inside = []
    for stop in stops:
        first = max(stop.first, start + timedelta(days=1))
        if first <= end and first <= stop.last:
            inside.append(Between(first, stop.last))
            end += (stop.last - first) + timedelta(days=1)
    return tuple(inside)


def _deadline(view: View, record: Record, kind: Kind, reckonings: list[Reckoning]) -> Deadline:
    ruling = _stricter(reckonings)
    met = _met(record, ruling.rule)
    status, days = _standing(view, record, kind, ruling, met)
    return Deadline(
        record=record.id,
        name=name_of(view, record),
        reckoning=ruling,
        others=tuple(one for one in reckonings if one is not ruling),
        status=status,
        met=met,
        days=days,
    )


def _stricter(reckonings: list[Reckoning]) -> Reckoning:
    """Choose the reckoning that rules: of no-later rules the earliest day, of at-least rules the latest."""
    dated = [one for one in reckonings if one.last is not None]
    if not dated:
        return reckonings[0]
    choose = max if dated[0].rule.sense == "at-least" else min
    return choose(dated, key=lambda one: (one.last, one.first))


def _met(record: Record, rule: DeadlineRule) -> When | None:
    return record.happened.get(rule.met_by.rpartition(".")[2]) if rule.met_by else None


def _standing(
    view: View, record: Record, kind: Kind, reckoning: Reckoning, met: When | None
) -> tuple[Status, int | None]:
    last = reckoning.last
    if last is None:
        closed = kind.is_finished(record.state) or met is not None
        beyond = reckoning.anchor is not None and reckoning.anchor.is_dated
        return ("not-owed" if closed else "beyond-calendar" if beyond else "no-anchor"), None
    if reckoning.rule.sense == "at-least":
        return ("running" if view.day < last else "met"), (view.day - last).days
    if met is not None and reckoning.rule.sense == "no-later":
        late = met.first is not None and met.first > last
        return ("met-late" if late else "met"), ((met.first or last) - last).days
    if kind.is_finished(record.state):
        return "not-owed", None
    return ("overdue" if view.day > last else "coming"), (view.day - last).days


def name_of(view: View, record: Record) -> str:
    """Tell what people call a record: its kind's words and its label or ref."""
    kind = view.framework.kind(type_name(record), record.kind)
    called = str(record.label) if record.label else record.ref
    if record.kind == "standard":
        words = type_name(record).replace("-", " ").capitalize()
    else:
        words = kind.words
    return f"{words} {called}".strip()
