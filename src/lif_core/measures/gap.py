"""Gap: one thing that is missing, and how rules tell one."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, cast

import attrs

from lif_core.framework.shape import Level
from lif_core.records import TYPES
from lif_core.serial.glances import Seen, whole
from lif_core.view.kinds import name_of
from lif_core.view.recurrence import day_of, first_day
from lif_core.view.register import type_name
from lif_core.view.view import View

LEVELS: tuple[Level, ...] = ("high", "medium", "low")
"""How much a gap weighs, the heaviest first."""


Telling = str | Callable[[], str]
"""Words, or what tells them when somebody reads them: of ten thousand gaps a person reads a page."""


def told(words: Telling) -> str:
    """Give words that may still have to be put together."""
    return words if isinstance(words, str) else words()


@attrs.frozen(weakref_slot=False, eq=False)
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
    _says: Telling = attrs.field(repr=False)
    mend: str
    since: date | None = None
    beside: tuple[str, ...] = ()
    _of: tuple[View, Seen] | None = attrs.field(default=None, repr=False)
    _name: str = attrs.field(default="", repr=False)

    @property
    def name(self) -> str:
        """What people call the record."""
        return self._name if self._of is None else name_of(self._of[0], whole(self._of[1]))

    @property
    def says(self) -> str:
        """What is missing, in one sentence."""
        return told(self._says)

    def _told(self) -> tuple[object, ...]:
        return self.code, self.level, self.record, self.name, self.says, self.mend, self.since, self.beside

    def __eq__(self, other: object) -> bool:
        return self._told() == other._told() if isinstance(other, Gap) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.code, self.record, self.since))

    def __str__(self) -> str:
        return f"{self.name}: {self.says} {self.mend}"


GapRule = Callable[[View], Iterable[Gap]]
"""Looks at a view and tells the gaps it sees."""


def gap_of(
    view: View,
    record: Seen,
    code: str,
    level: Level,
    says: Telling,
    mend: str,
    since: date | None = None,
    *beside: str,
) -> Gap:
    """Tell a gap of a record, or of a glance of one.

    Args:
        view: what is looked at.
        record: the record it is about.
        code: what sort of gap it is.
        level: how much it weighs.
        says: what is missing, or what tells it when somebody reads it.
        mend: what would mend it.
        since: the day it began.
        *beside: ids of further records it is about.
    """
    return Gap(code, level, record.id, says, mend, since, beside, (view, record))


def begun(view: View, record: Seen) -> date | None:
    """Tell the day from which a record is known: of what happened to it, or of the first thing it answers."""
    own = first_day(record)
    if own:
        return own
    its_type = type_name(record)
    if its_type == "finding":
        return day_of(view, record)
    fields = [name for name in ("answers", "findings") if name in _fields_of(its_type)]
    above = (view.register.glance(one) for field in fields for one in getattr(record, field))
    days = [day for one in above if one is not None and (day := begun(view, one)) is not None]
    return min(days, default=None)


@cache
def _fields_of(record_type: str) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cast(Any, TYPES[record_type])))
