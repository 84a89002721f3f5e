"""Due: what is overdue, what is coming, what waits on a condition, and what has no date."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Literal

import attrs

from lif_core.measures.owed import owed
from lif_core.records import TYPES, Action
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import how_read, short_day
from lif_core.values.spans import Span, add, parse_span
from lif_core.values.when import When
from lif_core.view.around import Around, around_of
from lif_core.view.deadlines import Deadline, Status, deadlines_in
from lif_core.view.kinds import Meaning, fell_back, is_finished, meaning_of, meanings, name_of
from lif_core.view.reckoning import Reckoning
from lif_core.view.recurrence import reached
from lif_core.view.view import View

Standing = Literal["overdue", "coming", "condition", "no-date"]
"""Where something due stands: past, ahead, waiting on a condition (or on which reading is meant), or without a date."""

Sort = Literal[
    "target date",
    "milestone",
    "deadline",
    "check again",
    "review of a hold",
    "return",
    "answer",
    "acknowledgement",
    "consultation closes",
]
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
    sort: Sort
    standing: Standing
    last: date | None = None
    days: int | None = None
    _words: "_OfDate | _OfDeadline" = attrs.field(repr=False, eq=lambda words: words.all())

    @property
    def name(self) -> str:
        """What people call the record."""
        return self._words.name

    @property
    def said(self) -> str:
        """The date as it stood, and how it was read."""
        return self._words.said

    @property
    def when(self) -> Seen | None:
        """The date that people set; None for a deadline, and where there is none."""
        return self._words.when

    @property
    def lead(self) -> tuple[str, ...]:
        """Who leads it, as named."""
        return self._words.lead

    @property
    def reckoning(self) -> Reckoning | None:
        """How a deadline was worked out, None for dates that people set."""
        return self._words.reckoning

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return self._words.sentence

    def __str__(self) -> str:
        return self.sentence


@attrs.frozen(weakref_slot=False)
class _OfDate:
    """The words of a date that people set: put together when somebody reads them, out of the record as it stands."""

    view: View
    seen: Seen
    sort: Sort
    standing: Standing
    date: "Seen | date | None"
    days: int | None
    who: tuple[str, ...] | None

    reckoning = None

    @property
    def name(self) -> str:
        return name_of(self.view, whole(self.seen))

    @property
    def when(self) -> Seen | None:
        return When.on(self.date) if isinstance(self.date, date) else self.date

    @property
    def said(self) -> str:
        return how_read(self.when) if self.when is not None else ""

    @property
    def lead(self) -> tuple[str, ...]:
        return self.who if self.who is not None else tuple(party.named for party in getattr(self.seen, "leads", ()))

    @property
    def sentence(self) -> str:
        return f"{self.name}: {_words(self.sort, self.standing, self.when, self.days, self.said)}."

    def all(self) -> tuple[str, str, tuple[str, ...], str]:
        return self.name, self.said, self.lead, self.sentence


@attrs.frozen(weakref_slot=False)
class _OfDeadline:
    """The words of a deadline: put together when somebody reads them."""

    deadline: Deadline

    when = None

    @property
    def name(self) -> str:
        return self.deadline.name

    @property
    def said(self) -> str:
        return short_day(self.deadline.last) if self.deadline.last else self.reckoning.problem

    @property
    def lead(self) -> tuple[str, ...]:
        return self.deadline.rule.owed.by

    @property
    def reckoning(self) -> Reckoning:
        return self.deadline.reckoning

    @property
    def sentence(self) -> str:
        return str(self.deadline)

    def all(self) -> tuple[str, str, tuple[str, ...], str]:
        return self.name, self.said, self.lead, self.sentence


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
    for key in (attrgetter("record"), lambda one: one.last or date.max, lambda one: _ORDER[one.standing]):
        found.sort(key=key)  # thrice by one thing each is quicker than once by three
    return tuple(found)


def _until(view: View, within: str | Span | None) -> date | None:
    if within is None:
        return None
    span = parse_span(within) if isinstance(within, str) else within
    return add(span, view.day, view.framework.calendar() if span.unit == "working-days" else None)


def _all(view: View) -> Iterator[Due]:
    means, around = meanings(view.framework, "action"), around_of(view)
    for action in view.register.glances("action"):
        yield from _of_action(view, action, means[action.kind, action.state], around)
    for record_type in TYPES:
        if any(map(view.framework.deadline_rules_for, view.framework.kinds(record_type))):
            yield from of_deadlines(deadlines_in(view, record_type, _DEADLINES))
    for review in view.register.glances("review"):
        if review.holds and not is_finished(view, review):
            yield from _of_holds(view, review)
    for one in owed(view):
        yield _dated(view, one.record, one.sort, one.by, one.who)


def of_action(view: View, action: Action) -> Iterator[Due]:
    """Tell what is due of one action: its target date, its milestones, its next check."""
    return _of_action(view, action, meaning_of(view, action), around_of(view))


def _of_action(view: View, action: Seen, means: Meaning, around: Around) -> Iterator[Due]:
    if means.open:
        if means.after_done and fell_back(view, action):
            return  # it was done in its time; whether and by when it is taken up again is for a meeting to decide
        yield _dated(view, action, "target date", action.due)
        for milestone in action.milestones:
            if milestone.reached is None:
                yield _dated(view, action, "milestone", milestone.due)
    elif means.done and not means.finished:
        check = around.next_check(action, reached(action.happened, means.dones))
        if check is not None:
            days = (view.day - check).days
            standing: Standing = "overdue" if days > 0 else "coming"
            words = _OfDate(view, action, "check again", standing, check, days, None)
            yield Due(record=action.id, sort="check again", standing=standing, last=check, days=days, words=words)


def _dated(view: View, record: Seen, sort: Sort, when: Seen | None, who: tuple[str, ...] | None = None) -> Due:
    standing, days = _standing(view.day, when)
    return Due(
        record=record.id,
        sort=sort,
        standing=standing,
        last=when.last if when is not None else None,
        days=days,
        words=_OfDate(view, record, sort, standing, when, days, who),
    )


def _standing(day: date, when: Seen | None) -> tuple[Standing, int | None]:
    if when is None or when.reading in ("undated", "ongoing"):
        return "no-date", None
    if not when.is_certain or when.last is None:
        return "condition", (day - when.last).days if when.last else None
    return ("overdue" if when.is_past(day) else "coming"), (day - when.last).days


def _words(sort: Sort, standing: Standing, when: Seen | None, days: int | None, said: str) -> str:
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


def of_deadlines(deadlines: Iterable[Deadline]) -> Iterator[Due]:
    """Tell those of some deadlines that are not met."""
    for deadline in deadlines:
        standing = _DEADLINES.get(deadline.status)
        if standing is not None:
            yield Due(
                record=deadline.record,
                sort="deadline",
                standing=standing,
                last=deadline.last,
                days=deadline.days,
                words=_OfDeadline(deadline),
            )


def _of_holds(view: View, review: Seen) -> Iterator[Due]:
    for hold in review.holds:
        if hold.until is None and hold.review_by is not None:
            yield _dated(view, review, "review of a hold", hold.review_by)


def counted(items: Iterable[Due]) -> dict[str, int]:
    """Count what is due by where it stands: every standing, also those with none."""
    counts = dict.fromkeys(_ORDER, 0)
    for one in items:
        counts[one.standing] += 1
    return {str(standing): count for standing, count in counts.items()}
