"""Due: what is overdue, what is coming, what waits on a condition, and what has no date."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from lif_core.records import TYPES, Action, Record, Review
from lif_core.values.saying import how_read, short_day
from lif_core.values.spans import Span, add, parse_span
from lif_core.values.when import When
from lif_core.view.deadlines import Reckoning, Status, deadlines_of
from lif_core.view.facts import next_check
from lif_core.view.kinds import fell_back, is_finished, is_open, name_of
from lif_core.view.view import View

Standing = Literal["overdue", "coming", "condition", "no-date"]
"""Where something due stands: past, ahead, waiting on a condition (or on which reading is meant), or without a date."""

Sort = Literal["target date", "milestone", "deadline", "check again", "review of a hold"]
"""What is due."""

_ORDER: dict[Standing, int] = {"overdue": 0, "coming": 1, "condition": 2, "no-date": 3}


@attrs.frozen(weakref_slot=False, kw_only=True)
class Due:
    """One thing that is due, or would be if it had a date.

    Attributes:
        record: id of the record.
        name: what people call it.
        sort: what is due: a target date, a milestone, a deadline, a check again, a hold to be looked at.
        standing: where it stands on the day of the view.
        last: the last day it can mean, None where no day can be told.
        days: days overdue (above zero) or left (zero or below), None where no day can be told.
        said: the date as it stood, and how it was read.
        lead: who leads it, as named.
        reckoning: how a deadline was worked out, None for dates that people set.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    sort: Sort
    standing: Standing
    last: date | None = None
    days: int | None = None
    said: str = attrs.field(default="", repr=False)
    lead: tuple[str, ...] = attrs.field(default=(), repr=False)
    reckoning: Reckoning | None = attrs.field(default=None, repr=False)
    sentence: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return self.sentence


def due(view: View, within: str | Span | None = None) -> tuple[Due, ...]:
    """Tell everything that is due on the day of a view: overdue first, the oldest of it first.

    Args:
        view: what to look at.
        within: how far to look ahead, such as `30 days`; left out, as far as there are dates. What is overdue,
            waits on a condition or has no date is told in any case.

    Raises:
        ValueError: `within` is no span.
    """
    until = _until(view, within)
    found = [one for one in _all(view) if one.standing != "coming" or until is None or (one.last or until) <= until]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.standing], one.last or date.max, one.record)))


def _until(view: View, within: str | Span | None) -> date | None:
    if within is None:
        return None
    span = parse_span(within) if isinstance(within, str) else within
    return add(span, view.day, view.framework.calendar() if span.unit == "working-days" else None)


def _all(view: View) -> Iterator[Due]:
    for action in view.register.of_type("action"):
        if isinstance(action, Action):
            yield from of_action(view, action)
    for record_type in TYPES:
        if any(map(view.framework.deadline_rules_for, view.framework.kinds(record_type))):
            for record in view.register.of_type(record_type):
                yield from of_deadlines(view, record)
    for review in view.register.of_type("review"):
        if isinstance(review, Review) and not is_finished(view, review):
            yield from _of_holds(view, review)


def of_action(view: View, action: Action) -> Iterator[Due]:
    """Tell what is due of one action: its target date, its milestones, its next check."""
    if fell_back(view, action):
        return  # it was done in its time; whether and by when it is taken up again is for a meeting to decide
    if is_open(view, action):
        yield _dated(view, action, "target date", action.due)
        for milestone in action.milestones:
            if milestone.reached is None:
                yield _dated(view, action, "milestone", milestone.due)
        return
    check = next_check(view, action)
    if check is not None:
        yield _dated(view, action, "check again", When.on(check))


def _dated(view: View, record: Record, sort: Sort, when: When | None) -> Due:
    standing, days = _standing(view.day, when)
    said = how_read(when) if when is not None else ""
    name = name_of(view, record)
    return Due(
        record=record.id,
        name=name,
        sort=sort,
        standing=standing,
        last=when.last if when is not None else None,
        days=days,
        said=said,
        lead=tuple(party.named for party in getattr(record, "leads", ())),
        sentence=f"{name}: {_words(sort, standing, when, days, said)}.",
    )


def _standing(day: date, when: When | None) -> tuple[Standing, int | None]:
    if when is None or when.reading in ("undated", "ongoing"):
        return "no-date", None
    if not when.is_certain or when.last is None:
        return "condition", (day - when.last).days if when.last else None
    return ("overdue" if when.is_past(day) else "coming"), (day - when.last).days


def _words(sort: Sort, standing: Standing, when: When | None, days: int | None, said: str) -> str:
    if standing == "no-date":
        return f"no {sort} ({said})" if said else f"no {sort}"
    if standing == "condition" or when is None or when.last is None:
        waits = "can be read in more than one way" if when and when.options else "hangs on a condition"
        return f"{sort} {waits}: {said}"
    if standing == "overdue":
        return f"{sort} {said} passed {_days(days or 0)} ago"
    return f"{sort} {said} is {'today' if not days else f'in {_days(-days)}'}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


_DEADLINES: Mapping[Status, Standing] = {
    "overdue": "overdue",
    "coming": "coming",
    "no-anchor": "no-date",
    "beyond-calendar": "no-date",
}


def of_deadlines(view: View, record: Record) -> Iterator[Due]:
    """Tell the deadlines of one record that are not met."""
    for deadline in deadlines_of(view, record):
        standing = _DEADLINES.get(deadline.status)
        if standing is not None:
            yield Due(
                record=record.id,
                name=deadline.name,
                sort="deadline",
                standing=standing,
                last=deadline.last,
                days=deadline.days,
                said=short_day(deadline.last) if deadline.last else deadline.reckoning.problem,
                lead=deadline.rule.owed.by,
                reckoning=deadline.reckoning,
                sentence=str(deadline),
            )


def _of_holds(view: View, review: Review) -> Iterator[Due]:
    for hold in review.holds:
        if hold.until is None and hold.review_by is not None:
            yield _dated(view, review, "review of a hold", hold.review_by)


def counted(items: Iterable[Due]) -> dict[str, int]:
    """Count what is due by where it stands: every standing, also those with none."""
    counts = dict.fromkeys(_ORDER, 0)
    for one in items:
        counts[one.standing] += 1
    return {str(standing): count for standing, count in counts.items()}
