"""Gap: one thing that is missing, and how rules tell one."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from lif_core.framework.shape import Level
from lif_core.records import Action, Finding, Record
from lif_core.view.kinds import name_of
from lif_core.view.recurrence import day_of
from lif_core.view.view import View

LEVELS: tuple[Level, ...] = ("high", "medium", "low")
"""How much a gap weighs, the heaviest first."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Gap:
    """Something that is missing.

    Attributes:
        code: what sort of gap it is, such as `action-without-lead`.
        level: how much it weighs.
        record: id of the record that it is about.
        name: what people call that record.
        says: one sentence: what is missing.
        mend: one sentence: what would mend it.
        since: the day it began, None where nobody can tell.
        beside: ids of further records it is about.
    """

    code: str
    level: Level
    record: str
    name: str = attrs.field(repr=False)
    says: str = attrs.field(repr=False)
    mend: str
    since: date | None = None
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.says} {self.mend}"


GapRule = Callable[[View], Iterable[Gap]]
"""Looks at a view and tells the gaps it sees."""


def gap_of(
    view: View, record: Record, code: str, level: Level, says: str, mend: str, since: date | None = None, *beside: str
) -> Gap:
    """Tell a gap of a record; `since` is the day it began, `beside` are ids of further records it is about."""
    name = name_of(view, record)
    return Gap(code=code, level=level, record=record.id, name=name, says=says, mend=mend, since=since, beside=beside)


def begun(view: View, record: Record) -> date | None:
    """Tell the day from which a record is known: of what happened to it, or of the first thing it answers."""
    own = [when.first for when in record.happened.values() if when.first is not None]
    if own:
        return min(own)
    if isinstance(record, Finding):
        return day_of(view, record)
    above = (view.register.get(one) for one in (*getattr(record, "answers", ()), *getattr(record, "findings", ())))
    days = [day for one in above if one is not None and (day := begun(view, one)) is not None]
    return min(days, default=None)


def actions_of(view: View) -> Iterator[Action]:
    """Give the actions of a view."""
    return (one for one in view.register.of_type("action") if isinstance(one, Action))
