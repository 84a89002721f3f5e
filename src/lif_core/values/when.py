"""When: a date as people give it, with how it was read.

Nothing is guessed: what is ambiguous says so and tells its readings, what hangs on a condition says on which.
`reading.py` makes these from what people write; this module only says what they are.
"""

from datetime import date
from typing import Literal

import attrs

Reading = Literal["day", "month", "quarter", "year", "range", "condition", "ongoing", "ambiguous", "undated"]
"""How a date was read. `condition`: it holds only if something happens. `ongoing`: no end was given.
`undated`: the words name no day at all. `ambiguous`: two or more readings are possible, see `options`."""


@attrs.frozen(weakref_slot=False)
class Between:
    """A stretch of days, both ends included."""

    first: date
    last: date


@attrs.frozen(weakref_slot=False)
class When:
    """A date or stretch of days, as said and as read.

    Attributes:
        said: the words as they stood; an ISO date where a program gave the day.
        first: first day it can mean, None where no day can be told; of something ongoing, when it begins.
        last: last day it can mean; a target date is overdue only after it.
        reading: how it was read.
        condition: the words of the condition, where there is one ("website permitting").
        options: the possible stretches where the words are ambiguous; then `first` and `last` are None. One alone
            where the other reading has no year: "Sept 23" is September 2023, or the 23rd of a year not said.
        parts: the stretches where the words name several points ("... June/July 2012; ... September 2012").
    """

    said: str = attrs.field(repr=False)
    first: date | None = None
    last: date | None = None
    reading: Reading = "day"
    condition: str = attrs.field(default="", repr=False)
    options: tuple[Between, ...] = ()
    parts: tuple[Between, ...] = ()

    def __attrs_post_init__(self) -> None:
        if (self.first is None) != (self.last is None) or (self.first and self.last and self.last < self.first):
            raise ValueError("A When has both ends, in order, or neither.")
        if self.reading == "ambiguous" and not self.options:
            raise ValueError("An ambiguous date tells its readings.")
        if self.reading in ("ambiguous", "undated") and self.first is not None:
            raise ValueError("A date that cannot be told has no ends.")

    @classmethod
    def on(cls, day: date) -> "When":
        """Give the When of one known day."""
        return cls(day.isoformat(), day, day, "day")

    @property
    def exact(self) -> date | None:
        """The day, where it is one single day and nothing hangs on it; else None."""
        return self.first if self.first == self.last and self.reading not in ("condition", "ongoing") else None

    @property
    def is_dated(self) -> bool:
        """Whether some day can be told."""
        return self.first is not None

    @property
    def is_certain(self) -> bool:
        """Whether the days told hold without a condition and without a choice of readings."""
        return self.first is not None and self.reading not in ("condition", "ongoing", "ambiguous")

    def is_past(self, day: date) -> bool:
        """Tell whether `day` lies after all of it. A condition or an ambiguity is never past: it is a gap."""
        return self.is_certain and self.last is not None and self.last < day

    def __str__(self) -> str:
        return self.said
