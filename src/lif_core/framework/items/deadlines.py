"""Deadlines and calendars: by when something is due, and which days count."""

from datetime import date
from typing import Literal

import attrs

from lif_core.framework.items.item import Item, item, one_or_many, years
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.values.spans import Span

HoldEffect = Literal["pause", "explain", "none"]
"""What a hold does to a deadline: the clock stops; it runs on and the hold is a reason; nothing."""


Sense = Literal["no-later", "at-least", "every"]
"""What a deadline asks: by then at the latest; for at least so long; again after each such stretch."""


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""A day of the week."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Owed:
    """Who owes something to whom: ids of bodies and roles.

    Attributes:
        by: who owes it.
        to: to whom.
    """

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
    """A stretch of time in which deadlines do not run, with the authority that said so.

    Attributes:
        of: the deadlines.
        authority: who said so, and where.
        because: why.
    """

    of: tuple[str, ...] = one_or_many()
    authority: str
    because: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class DayOff:
    """A day that is no working day.

    Attributes:
        day: the day.
        name: what it is called.
        source: where it comes from.
    """

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
    """One further day off, added to a calendar.

    Attributes:
        calendar: the calendar.
        day: the day.
        name: what it is called.
    """

    calendar: str
    day: date
    name: Label
