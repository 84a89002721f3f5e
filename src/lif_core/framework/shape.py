"""Shape: which tables a framework has, what an item of each is, and which keys a document may set.

An attribute `part_of` is the key `part-of`. The classes stand in `items/` by subject and are imported from here.
"""

import functools
from collections.abc import Mapping
from typing import Any, get_args

import attrs

from lif_core.framework.items.bodies import Body, BodySort, DatedName, Duty, Ladder, Region, Role, Rung
from lif_core.framework.items.deadlines import (
    CalendarDay,
    CalendarDays,
    DayOff,
    DeadlineRule,
    HoldEffect,
    Owed,
    Sense,
    Suspension,
    Weekday,
)
from lif_core.framework.items.following import (
    EvidenceSort,
    ExtraField,
    GapRule,
    GradeScale,
    HoldKind,
    Level,
    Recurrence,
    Retention,
    SmallNumbers,
    StatusWords,
    Strength,
    Taxonomy,
    Theme,
)
from lif_core.framework.items.item import Begin, Item, May, Retirement, item, one_or_many, years
from lif_core.framework.items.kinds import (
    Choice,
    Colour,
    Colours,
    Gate,
    Kind,
    Matrix,
    ProductKind,
    Regime,
    Requirement,
)
from lif_core.framework.items.reading import (
    Audience,
    Charter,
    Checklist,
    DisclosureLevel,
    Heading,
    Principle,
    Wording,
)
from lif_core.framework.items.training import (
    Amount,
    AuditTool,
    Charge,
    Instrument,
    Occasion,
    Price,
    RoleGroup,
    TimePoint,
    TrainingLevel,
    TrainingScheme,
)
from lif_core.values.labels import Label

__all__ = [
    "KINDS",
    "TABLES",
    "Amount",
    "Audience",
    "AuditTool",
    "Begin",
    "Body",
    "BodySort",
    "CalendarDay",
    "CalendarDays",
    "Charge",
    "Charter",
    "Checklist",
    "Choice",
    "Colour",
    "Colours",
    "DatedName",
    "DayOff",
    "DeadlineRule",
    "DisclosureLevel",
    "Duty",
    "EvidenceSort",
    "ExtraField",
    "GapRule",
    "Gate",
    "GradeScale",
    "Heading",
    "HoldEffect",
    "HoldKind",
    "Instrument",
    "Item",
    "Kind",
    "Ladder",
    "Level",
    "Matrix",
    "May",
    "Occasion",
    "Owed",
    "Price",
    "Principle",
    "ProductKind",
    "Recurrence",
    "Regime",
    "Region",
    "Requirement",
    "Retention",
    "Retirement",
    "Role",
    "RoleGroup",
    "Rung",
    "Sense",
    "SmallNumbers",
    "StatusWords",
    "Strength",
    "Suspension",
    "Taxonomy",
    "Theme",
    "TimePoint",
    "TrainingLevel",
    "TrainingScheme",
    "Weekday",
    "Wording",
    "item",
    "key_of",
    "keys_of",
    "labels_of",
    "one_or_many",
    "years",
]

KINDS: tuple[str, ...] = (
    "review", "decision", "priority", "finding", "recommendation", "action", "evidence", "evaluation", "measure",
    "figure", "return", "need", "course", "session", "attendance", "feedback", "product", "acknowledgement",
    "challenge", "consultation", "meeting", "note", "accepted-gap", "intake", "export",
)  # fmt: skip
"""Tables whose items are kinds: those named after a record type."""


TABLES: Mapping[str, type[Item]] = {
    "regime": Regime,
    **dict.fromkeys(KINDS, Kind),
    "deadline": DeadlineRule,
    "suspension": Suspension,
    "gate": Gate,
    "colours": Colours,
    "body": Body,
    "role": Role,
    "theme": Theme,
    "taxonomy": Taxonomy,
    "calendar": CalendarDays,
    "calendar-day": CalendarDay,
    "audience": Audience,
    "disclosure": DisclosureLevel,
    "strength": Strength,
    "evidence-sort": EvidenceSort,
    "duty": Duty,
    "product": ProductKind,
    "hold": HoldKind,
    "extra": ExtraField,
    "gap": GapRule,
    "recurrence": Recurrence,
    "small-numbers": SmallNumbers,
    "scale": GradeScale,
    "status-words": StatusWords,
    "wording": Wording,
    "text": Wording,
    "retention": Retention,
    "framework": Charter,
    "principle": Principle,
    "matrix": Matrix,
    "escalation": Ladder,
    "training-scheme": TrainingScheme,
    "training-level": TrainingLevel,
    "role-group": RoleGroup,
    "charge": Charge,
    "instrument": Instrument,
    "audit-tool": AuditTool,
    "checklist": Checklist,
    "region": Region,
}
"""The class of each table's items."""


def key_of(attribute: str) -> str:
    """Tell the key under which an attribute stands in a document."""
    return attribute.rstrip("_").replace("_", "-")


def keys_of(shape: type) -> tuple[str, ...]:
    """Tell the keys that a document may set for items of a class."""
    return _keys_of(shape)


def labels_of(shape: type) -> frozenset[str]:
    """Tell the keys of a class that hold words in one or two languages."""
    return _labels_of(shape)


@functools.cache
def _keys_of(shape: type) -> tuple[str, ...]:
    return tuple(key_of(field.name) for field in attrs.fields(shape) if not field.metadata.get("inner"))


@functools.cache
def _labels_of(shape: type) -> frozenset[str]:
    said = ((field.name, field.type) for field in typed_fields(shape))
    return frozenset(key_of(name) for name, hint in said if Label in (hint, *get_args(hint)))


def typed_fields(shape: Any) -> "tuple[attrs.Attribute[Any], ...]":
    """Tell the fields of a class with the types that its module may only name."""
    if any(isinstance(field.type, str) for field in attrs.fields(shape)):
        attrs.resolve_types(shape)
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(shape)
    return found
