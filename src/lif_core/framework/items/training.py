"""Training and audit: schemes, levels, charges, instruments and tools."""

from collections.abc import Collection
from typing import Literal, cast

import attrs

from lif_core.framework.items.item import Item, item, one_or_many
from lif_core.values.labels import Label
from lif_core.values.spans import Span


@item
class TrainingScheme(Item):
    """A scheme of training levels or groups; several are in use at once."""


@item
class TrainingLevel(Item):
    """A level or group of a scheme.

    Attributes:
        scheme: the scheme it belongs to.
        rank: its place in the scheme, the lowest first.
        within: how soon after starting in a post it is wanted.
        refresh: after how long it is wanted again; training in it is current for so long.
        update: how often something shorter is wanted in between.
        hours: how many hours of training it takes, at least, within each time to refresh; 0 where nobody said.
        satisfies: levels of other schemes that it satisfies too.
    """

    scheme: str
    rank: int
    within: Span | None = None
    refresh: Span | None = None
    update: Span | None = None
    hours: float = 0
    satisfies: tuple[str, ...] = one_or_many()


@item
class RoleGroup(Item):
    """A group of staff by what they do, never a person: whom a course is for, and by which attendance is counted.

    Attributes:
        levels: ids of the training levels that staff of this group hold.
    """

    levels: tuple[str, ...] = one_or_many()


FULL_COST = "full-cost"
"""Instead of an amount: a place costs what it costs to put on; whoever does not come pays the price of the place."""
Amount = float | Literal["full-cost"]
Occasion = Literal["place", "no-show", "late-cancellation", "not-completed"]
"""What is charged for: a place taken; not coming; cancelling too late; online training begun and not completed."""
Length = Literal["half-day", "full-day", "online", ""]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Price:
    """What some pay, where it is not what all the others pay.

    Attributes:
        for_: key `for`: bodies (with everything that is part of them), sorts of body, and role groups.
        place: for a place.
        no_show: for not coming.
        late_cancellation: for cancelling too late.
        not_completed: for online training that was begun and not completed.
    """

    for_: tuple[str, ...] = one_or_many()
    place: Amount | None = None
    no_show: Amount | None = None
    late_cancellation: Amount | None = None
    not_completed: Amount | None = None


@item
class Charge(Item):
    """What is charged for training: for a place, for not coming, for cancelling too late.

    An amount of 0 is free of charge; one that is left out is not known.

    Attributes:
        length: the sort of session it is for.
        place: what a place costs.
        no_show: what not coming costs.
        late_cancellation: what cancelling too late costs.
        not_completed: what online training costs that was begun and not completed.
        free_for: who pays nothing for a place: bodies (with everything that is part of them), sorts of body, role
            groups. Not coming costs them what it costs everybody.
        not_free_for: who pays for a place all the same: those of `free-for` that are not meant.
        prices: what some pay instead; the first that fits holds, and what it leaves out is as for all. Where a price
            and `free-for` both fit, what names the payer more closely holds: a body before what it is part of, both
            before a sort of body.
        notice: how long before the day a place can be given up without a charge.
        substitutes: whether somebody else may come instead.
        unit: what amounts are counted in.
    """

    length: Length = ""
    place: Amount | None = None
    no_show: Amount | None = None
    late_cancellation: Amount | None = None
    not_completed: Amount | None = None
    free_for: tuple[str, ...] = one_or_many()
    not_free_for: tuple[str, ...] = one_or_many()
    prices: tuple[Price, ...] = ()
    notice: Span | None = None
    substitutes: bool = False
    unit: str = "pounds"

    def amount(self, occasion: Occasion, payer: Collection[str] = ()) -> float | None:
        """Tell what is to be paid on an occasion; None where it is not known.

        Args:
            occasion: what is charged for.
            payer: all that the payer is, the closest first, as `Framework.standing` tells it.
        """
        said = self.said(occasion, payer)
        if isinstance(said, str):  # the full cost
            said = None if occasion == "place" else self.said("place", payer)
        return None if isinstance(said, str) else said

    def said(self, occasion: Occasion, payer: Collection[str] = ()) -> Amount | None:
        """Tell what the charge says of an occasion: an amount, the full cost, or None where it says nothing."""
        key = occasion.replace("-", "_")
        price = next((one for one in self.prices if _fits(one.for_, payer) and getattr(one, key) is not None), None)
        if occasion == "place" and self._is_free(payer, price):
            return 0
        return cast("Amount | None", getattr(price or self, key))

    def _is_free(self, payer: Collection[str], price: Price | None) -> bool:
        named = {id: place for place, id in enumerate(payer)}
        free = min((named[id] for id in self.free_for if id in named), default=None)
        others = (*self.not_free_for, *(price.for_ if price else ()))
        closest = min((named[id] for id in others if id in named), default=len(named))
        return free is not None and free < closest

    @property
    def but_for(self) -> tuple[str, ...]:
        """Those among whom it is free for who pay for a place all the same: excepted, or with a price of their own."""
        priced = (id for price in self.prices if price.place is not None for id in price.for_)
        return tuple(dict.fromkeys((*self.not_free_for, *priced)))


@attrs.frozen(weakref_slot=False, kw_only=True)
class TimePoint:
    """When an instrument asks; plain words stand for its label.

    Attributes:
        label: what it is called: before, right after, weeks later.
        before: whether it asks before the session.
        after: how long after the session it asks at the earliest.
        until: how long after the session it asks at the latest.
        by: role group or role that is asked where it is not those who came, such as their line managers.
    """

    label: Label
    before: bool = False
    after: Span | None = None
    until: Span | None = None
    by: str = ""

    def __str__(self) -> str:
        return str(self.label)


@item
class Instrument(Item):
    """A way of evaluating: its questions, and when they are asked.

    Attributes:
        of: record types or kinds it evaluates.
        questions: what it asks, in order.
        time_points: when it asks.
        scale: the scale of its answers.
    """

    of: tuple[str, ...] = one_or_many()
    questions: tuple[Label, ...] = ()
    time_points: tuple[TimePoint, ...] = ()
    scale: str = ""


@item
class AuditTool(Item):
    """A tool of an audit: the kinds of review it serves, its areas of judgement, its scale.

    Attributes:
        of: kinds of review that it serves.
        areas: its areas of judgement.
        scale: the scale of its grades.
    """

    of: tuple[str, ...] = one_or_many()
    areas: tuple[Label, ...] = ()
    scale: str = ""


def _fits(named: Collection[str], payer: Collection[str]) -> bool:
    return not set(named).isdisjoint(payer)
