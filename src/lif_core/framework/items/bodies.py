"""Bodies and roles: who there is, who owes what, and to whom a matter is raised."""

from datetime import date
from typing import Literal

import attrs

from lif_core.framework.items.item import Item, item, one_or_many
from lif_core.values.labels import Label
from lif_core.values.spans import Span

BodySort = Literal["statutory-partner", "partner", "relevant-agency", "sub-group", "national", "outside"]
"""How a body stands to the partnership."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class DatedName:
    """What a body was called from `since` until `until`.

    Attributes:
        label: the name.
        since: first day, left out where it always was called so.
        until: last day, left out where it still is called so.
    """

    label: Label
    since: date | None = None
    until: date | None = None


@item
class Body(Item):
    """A partner, agency, sub-group or national body; never a person.

    Attributes:
        names: what it was called when.
        part_of: the body it belongs to and reports to.
        sort: how it stands to the partnership.
        successor: who takes over what was open when it ends; several where it is split up.
        quorum: how many agencies must be present for it to decide, 0 where nobody said.
        meets: how often it meets.
    """

    names: tuple[DatedName, ...] = ()
    part_of: str = ""
    sort: BodySort = "partner"
    successor: tuple[str, ...] = one_or_many()
    quorum: int = 0
    meets: Span | None = None


@item
class Role(Item):
    """A role somebody holds; who holds it is kept by nobody here.

    Attributes:
        body: the body that it belongs to.
    """

    body: str = ""


@item
class Duty(Item):
    """What somebody owes somebody, without a count of days; `every` says how often.

    Attributes:
        by: who owes it: bodies and roles.
        to: to whom.
        of: what it is about: record types, kinds, products, deadlines, other duties.
        every: how often.
    """

    by: tuple[str, ...] = one_or_many()
    to: tuple[str, ...] = one_or_many()
    of: tuple[str, ...] = one_or_many()
    every: Span | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Rung:
    """One step of a ladder: to whom, and how long after the day that was missed.

    Attributes:
        to: body or role it is raised to.
        after: how long after the day that was missed.
    """

    to: str
    after: Span


@item
class Ladder(Item):
    """Whom something late is raised to, step by step.

    Attributes:
        of: what is raised: record types or kinds; empty for every action.
        steps: the steps, the first one first.
    """

    of: tuple[str, ...] = one_or_many()
    steps: tuple[Rung, ...]


@item
class Region(Item):
    """A region and the ids of the partnerships that belong to it.

    Attributes:
        members: ids of the partnerships.
    """

    members: tuple[str, ...] = one_or_many()
