"""Day sheet: the working days of a rapid review with their dates: what is due, who was asked, who has returned.

The days are those of the deadline that rules the case, counted as it is counted: with its calendar, its holds and
suspensions, and with or without its first day. So every partnership's own way of counting gives its own sheet.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import attrs

from lif_core.errors import Problem, Refused
from lif_core.measures.returns import Asked, returns
from lif_core.records import Record, Review
from lif_core.values.when import When
from lif_core.values.workdays import Skipped
from lif_core.view.deadlines import Deadline, deadlines_of
from lif_core.view.kinds import name_of
from lif_core.view.reckoning import Reckoning, event_words
from lif_core.view.view import View

_A_DAY = timedelta(days=1)


@attrs.frozen(weakref_slot=False, kw_only=True)
class SheetDay:
    """One day of the sheet.

    Attributes:
        number: the working day it is, 1 for the first; 0 for the day of the event where that day does not count.
        day: its date.
        happened: what happened on it, in words.
        due: deadlines whose last day it is.
        asked: returns that were asked for on it.
        wanted: returns that were asked for by it.
        returned: returns that came on it.
        chased: returns that were asked for again on it.
        is_today: whether it is the day of the view.
        is_past: whether it lies before the day of the view.
    """

    number: int
    day: date
    happened: tuple[str, ...] = ()
    due: tuple[Deadline, ...] = ()
    asked: tuple[Asked, ...] = ()
    wanted: tuple[Asked, ...] = ()
    returned: tuple[Asked, ...] = ()
    chased: tuple[Asked, ...] = ()
    is_today: bool = False
    is_past: bool = False


@attrs.frozen(weakref_slot=False, kw_only=True)
class DaySheet:
    """The day sheet of one review.

    Attributes:
        record: id of the review.
        name: what people call it.
        deadline: the deadline whose days are counted, with how its day was worked out.
        days: its days, from the event that it counts from to its last day.
        skipped: days between them that did not count, each with its reason.
        deadlines: every deadline of the review, those beyond the sheet too, each with its reckoning.
        returns: everything that was asked about the review, and what came of it.
        elsewhere: returns of it that were asked for, wanted or sent on days that are not on the sheet.
    """

    record: str
    name: str = attrs.field(repr=False)
    deadline: Deadline
    days: tuple[SheetDay, ...]
    skipped: tuple[Skipped, ...]
    deadlines: tuple[Deadline, ...]
    returns: tuple[Asked, ...]
    elsewhere: tuple[Asked, ...]

    @property
    def outstanding(self) -> tuple[Asked, ...]:
        """What has not come."""
        return tuple(one for one in self.returns if not one.is_in)

    @property
    def undated(self) -> tuple[Asked, ...]:
        """What came on a day that nobody knows: it stands on no day of the sheet, and is not outstanding."""
        return tuple(one for one in self.returns if one.came == "returned-undated")

    @property
    def reckoning(self) -> Reckoning:
        """How the last day was worked out."""
        return self.deadline.reckoning

    @property
    def today(self) -> SheetDay | None:
        """The day of the view, where it is on the sheet."""
        return next((one for one in self.days if one.is_today), None)


def day_sheet(view: View, record: str | Record, deadline: str = "") -> DaySheet:
    """Give the day sheet of a review.

    Args:
        view: what to look at.
        record: the review or its id.
        deadline: id of the deadline whose days are counted; left out, the longest one in working days that has to be
            met by then.

    Raises:
        UnknownName: no record in the view has this id.
        Refused: it is no review, or no deadline of it can be counted, with the reason.
    """
    review = view.register[record if isinstance(record, str) else record.id]
    if not isinstance(review, Review):
        says = "Only a review has a day sheet."
        raise Refused([Problem("day-sheet.no-review", says, "Name a review.", review.id)])
    every = deadlines_of(view, review)
    counted = _counted(review, every, deadline)
    asked = returns(view, about=review.id)
    days = tuple(_days(view, review, counted, every, asked))
    shown = {one.record for day in days for one in (*day.asked, *day.wanted, *day.returned, *day.chased)}
    return DaySheet(
        record=review.id,
        name=name_of(view, review),
        deadline=counted,
        days=days,
        skipped=counted.reckoning.skipped,
        deadlines=every,
        returns=asked,
        elsewhere=tuple(one for one in asked if one.record not in shown),
    )


def _counted(review: Review, every: Sequence[Deadline], wanted: str) -> Deadline:
    """Choose the deadline whose days are counted."""
    ahead = [one for one in every if one.rule.sense == "no-later" and one.rule.after and not one.rule.before]
    fits = [one for one in ahead if one.rule.span.unit == "working-days" and wanted in ("", one.rule.id)]
    dated = [one for one in fits if one.last is not None and _begin(one.reckoning) is not None]
    if dated:
        return max(dated, key=lambda one: (one.rule.span.amount, one.rule.id))
    why = fits[0].reckoning.problem if fits else ""
    says = "No deadline of this review counts working days." if not fits else f"No day can be told: {why.rstrip('.')}."
    mend = "Tell when the event happened that it counts from, such as `notification-sent`."
    raise Refused([Problem("day-sheet.no-deadline", says, mend, review.id)])


def _begin(reckoning: Reckoning) -> date | None:
    return reckoning.anchor.first if reckoning.anchor is not None else None


def _days(
    view: View, review: Review, counted: Deadline, every: Sequence[Deadline], asked: Sequence[Asked]
) -> Iterator[SheetDay]:
    for number, day in _numbered(counted.reckoning):
        yield SheetDay(
            number=number,
            day=day,
            happened=tuple(event_words(event) for event, when in review.happened.items() if _is_on(when, day)),
            due=tuple(one for one in every if one.last == day),
            asked=tuple(one for one in asked if _is_on(one.asked, day)),
            wanted=tuple(one for one in asked if _last(one.due) == day),
            returned=tuple(one for one in asked if _is_on(one.returned, day)),
            chased=tuple(one for one in asked if any(_is_on(when, day) for when in one.chased)),
            is_today=day == view.day,
            is_past=day < view.day,
        )


def _numbered(reckoning: Reckoning) -> Iterator[tuple[int, date]]:
    """Give the days that counted, with their numbers; the day of the event first, as day 0 where it does not count."""
    first, last = _begin(reckoning), reckoning.last
    assert first is not None
    assert last is not None  # such a deadline is not chosen
    off = {one.day for one in reckoning.skipped}
    number, day = (0, first) if not reckoning.rule.counts_first_day else (1, first)
    yield number, first
    while day < last:
        day += _A_DAY
        if day not in off:
            number += 1
            yield number, day


def _is_on(when: When | None, day: date) -> bool:
    return when is not None and when.exact == day


def _last(when: When | None) -> date | None:
    return when.last if when is not None else None
