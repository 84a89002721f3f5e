"""Reckoning: how the day of one rule is worked out for one record.

Nothing of this is stored. A local rule never replaces the rule of the law: both are reckoned and the stricter rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import DeadlineRule, Suspension
from lif_core.records.record import Record
from lif_core.records.review import Review
from lif_core.serial.glances import Seen
from lif_core.values.saying import how_read, say_day
from lif_core.values.spans import add
from lif_core.values.when import Between, When
from lif_core.values.workdays import Calendar, Skipped
from lif_core.view.view import View

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
        return _counted(view, record, begun, between, calendar_of(view.framework, rule))
    except (ValueError, OverflowError, UnknownName) as beyond:
        return attrs.evolve(begun, problem=str(beyond))


def _counted(view: View, record: Record, begun: Reckoning, anchor: Between, calendar: Calendar | None) -> Reckoning:
    rule = begun.rule
    stops, reasons = _interruptions(view, record, rule, anchor)
    last, paused = landing(rule, anchor.last, calendar, stops)
    first = last if anchor.first == anchor.last else landing(rule, anchor.first, calendar, stops)[0]
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


def met_of(record: Seen, rule: DeadlineRule) -> Seen | None:
    """Tell when what a rule asks for was done, None where it was not."""
    return record.happened.get(event_of(rule.met_by)) if rule.met_by else None


def calendar_of(framework: Framework, rule: DeadlineRule) -> Calendar | None:
    """Give the calendar that a rule needs, None where it counts every day."""
    return framework.calendar(rule.calendar) if rule.span.unit == "working-days" else None


def landing(
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
    event = event_of(rule.anchor)
    told = record.happened.get(event)
    if rule.sense == "every" and rule.met_by:
        again = record.happened.get(event_of(rule.met_by))
        if again is not None and (told is None or _later(again, told)):
            return event_of(rule.met_by), again, False
    return (event, told, False) if told is not None else (event, record.planned.get(event), event in record.planned)


def event_of(said: str) -> str:
    """Tell the event without the kind of record it stands with: `rapid-review.sent` is `sent`."""
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
    for one in suspensions(view.framework, rule.id):
        if one.since is not None and (one.since <= view.day or one.until is not None):
            stretch = Between(one.since, max(one.since, one.until or view.day))
            stops.append(stretch)
            reasons.append((stretch, f"suspended by {one.authority}"))
    return _united(stops), reasons


@lru_cache(maxsize=512)
def suspensions(framework: Framework, deadline: str) -> tuple[Suspension, ...]:
    """Give the suspensions of a deadline."""
    return framework.suspensions_of(deadline)


def _united(stops: Iterable[Between]) -> tuple[Between, ...]:
    united: list[Between] = []
    for stop in sorted(stops, key=lambda one: one.first):
        if united and stop.first <= united[-1].last + _A_DAY:
            united[-1] = Between(united[-1].first, max(united[-1].last, stop.last))
        else:
            united.append(stop)
    return tuple(united)


def stricter(reckonings: Sequence[Reckoning]) -> Reckoning:
    """Choose the reckoning that rules: of at-least rules the latest day, of others the earliest."""
    dated = [one for one in reckonings if one.last is not None]
    if not dated:
        return reckonings[0]
    choose = max if dated[0].rule.sense == "at-least" else min
    return choose(dated, key=lambda one: (one.last, one.first))
