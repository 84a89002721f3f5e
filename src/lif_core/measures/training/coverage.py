"""Coverage: staff in date of staff in post, both reported by the agency on one day; otherwise it is not stated.

Attendance says nothing of coverage: one person may come three times, and who came may have left.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import agencies_that_came
from lif_core.measures.training.staff import Of, Reported, reported
from lif_core.records import Need
from lif_core.values.rates import Rate
from lif_core.values.saying import plain_day
from lif_core.view.kinds import standing
from lif_core.view.view import View

NAME = "Coverage, staff in date of staff in post"
UNNAMED = "An agency that is not named"

Why = Literal["", "not-reported", "in-date-not-reported", "no-day", "nobody-in-post", "above-one"]
"""Why a coverage is not stated; empty where it is."""

WHY: Mapping[Why, str] = {
    "not-reported": "the agency has reported no staff in post",
    "in-date-not-reported": "the agency has reported how many staff are in post, not how many of them are in date",
    "no-day": "it is not said on which one day staff were counted",
    "nobody-in-post": "nobody is in post",
    "above-one": "more staff are said to be in date than in post",
}
"""The same in words."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class PassedOver:
    """A count that was reported and of which no coverage can be stated, so that an older one stands.

    Attributes:
        record: id of the return that reported it.
        day: the day on which staff were counted, None where none was said.
        why: why it is not stated.
    """

    record: str
    day: date | None
    why: Why

    def __str__(self) -> str:
        of = f"a newer return, of {plain_day(self.day)}," if self.day is not None else "another return"
        return f"{of} cannot be stated, because {WHY[self.why]}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Coverage:
    """The coverage of one agency, role group and level.

    Attributes:
        agency: id of the agency, or the words for it; empty where a return names none.
        group: id of the role group; empty for all staff.
        level: id of the training level; empty for training as a whole.
        name: what people call all three.
        rate: the rate; None where it is not stated.
        day: the day on which both numbers were counted.
        why: why it is not stated.
        record: id of the return that reported it.
        passed_over: newer counts, and those without a day, of which none can be stated: the rate is of an older one.
    """

    agency: str
    group: str
    level: str
    name: str = attrs.field(repr=False)
    rate: Rate | None = None
    day: date | None = None
    why: Why = ""
    record: str = ""
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def beside(self) -> str:
        """What has to stand beside the rate where it is not of the newest return; empty where it is."""
        return "; ".join(map(str, self.passed_over)) if self.rate is not None else ""

    def __str__(self) -> str:
        if self.rate is None or self.day is None:
            return f"{self.name}: not stated, because {WHY[self.why or 'not-reported']}"
        beside = f"; {self.beside}" if self.beside else ""
        told = f"{self.rate.percent()}% ({self.rate.n} of {self.rate.of}) on {plain_day(self.day)}"
        return f"{self.name}: {told}{beside}"


def coverage(view: View, *, agency: str = "", group: str = "", level: str = "") -> tuple[Coverage, ...]:
    """Tell the coverage by agency, role group and level, as last reported by the day of the view.

    Agencies whose staff come to training, or are needed in it, and that reported nothing stand there as not stated.

    Args:
        view: what to look at.
        agency: only of this agency, by id.
        group: only of this role group, by id.
        level: only of this training level, by id.
    """
    told = [_newest(view, of, several) for of, several in reported(view).items()]
    silent = sorted(_known_agencies(view) - {one.agency for one in told})
    told += [_of(view, Of(name, "", ""), why="not-reported") for name in silent]
    return tuple(
        one
        for one in sorted(told, key=lambda one: (one.name, one.agency, one.group, one.level))
        if agency in ("", one.agency) and group in ("", one.group) and level in ("", one.level)
    )


def _newest(view: View, of: Of, several: tuple[Reported, ...]) -> Coverage:
    for one in several:
        if not _why(one):
            assert one.in_date is not None
            return attrs.evolve(
                _of(view, of),
                rate=Rate(NAME, one.in_date, one.in_post),
                day=one.day,
                record=one.record,
                passed_over=tuple(_passed_over(one, several)),
            )
    return attrs.evolve(_of(view, of, why=_why(several[0])), record=several[0].record)


def _passed_over(stated: Reported, several: tuple[Reported, ...]) -> Iterator[PassedOver]:
    """Tell what is newer than what is stated, or may be, as nobody said its day."""
    before = several.index(stated)
    for place, one in enumerate(several):
        if (place < before or one.day is None) and one.record != stated.record:
            yield PassedOver(record=one.record, day=one.day, why=_why(one))


def _why(one: Reported) -> Why:
    if one.day is None:
        return "no-day"
    if one.in_date is None:
        return "in-date-not-reported"
    if one.in_date > one.in_post:
        return "above-one"
    return "" if one.in_post else "nobody-in-post"


def _of(view: View, of: Of, why: Why = "") -> Coverage:
    parts = [named(view, of.agency, "agency"), named(view, of.group, "group")]
    if of.level:
        known = view.framework.has("training-level", of.level)
        parts.append(view.framework.item("training-level", of.level).words if known else of.level)
    name = ", ".join(part for part in parts if part) or UNNAMED
    return Coverage(agency=of.agency, group=of.group, level=of.level, name=name, why=why)


def _known_agencies(view: View) -> frozenset[str]:
    """Whose staff came to training, or are said to need it."""
    return agencies_that_came(view) | {agency.named for need in standing(view, Need) for agency in need.agencies}
