"""Facts: what a condition may ask of a record beyond its fields. Declared here, computed on the view's floor."""

import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal, cast, get_args, get_origin

import attrs

from lif_core.framework.expressions import Name, Type
from lif_core.records import TYPES
from lif_core.records.fields import NAMES, SAID, metadata
from lif_core.records.parts import Party
from lif_core.values.labels import Label
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False)
class Fact:
    """Something that can be told of a record on a day.

    Attributes:
        name: what conditions call it.
        type: what it is: yes or no, a number, a grade and so on.
        says: what it means, in words that go on behind "tells".
        on: record types it can be asked of; empty for all.
        names: for words and grades the framework table whose items they name.
        compute: `f(view, record) -> value`, for facts of plug-ins; those of this library are computed by the view.
    """

    name: str
    type: Type
    says: str
    on: tuple[str, ...] = ()
    names: str = ""
    compute: Callable[[Any, Any], object] | None = None


_FOLLOWED = ("action", "recommendation", "finding", "priority")

FACTS: tuple[Fact, ...] = (
    Fact("done", "yes-no", "whether its state stands for done"),
    Fact("finished", "yes-no", "whether its state stands for nothing more being owed"),
    Fact("sustained", "yes-no", "whether its state stands for an improvement that held"),
    Fact("withdrawn", "yes-no", "whether its state stands for being taken back"),
    Fact("waiting", "yes-no", "whether its state stands for waiting for somebody else"),
    Fact("held", "yes-no", "whether a hold stands on it", ("review",)),
    Fact("signed-off", "yes-no", "whether everybody who is to sign it off has, in their order"),
    Fact("signed-by", "words", "who of those who are to sign it off has", (), "body"),
    Fact("next-to-sign", "text", "who is to sign it off next", (), "body"),
    Fact("late", "yes-no", "whether its target date or a deadline has passed and it is not finished"),
    Fact("days-late", "days", "how many days it is late, 0 where it is not"),
    Fact("age-days", "days", "how many days ago its first known event was"),
    Fact("has-date", "yes-no", "whether a target date is known", ("action",)),
    Fact("has-lead", "yes-no", "whether a lead agency or role is named", ("action", "review")),
    Fact("has-response", "yes-no", "whether anything answers it", _FOLLOWED),
    Fact("only-training", "yes-no", "whether everything that answers it is training", ("finding", "recommendation")),
    Fact("overdue-milestone", "yes-no", "whether a milestone has passed unreached", ("action",)),
    Fact("moved-count", "number", "how often its target date was moved", ("action",)),
    Fact("has-evidence", "yes-no", "whether any evidence shows it", _FOLLOWED),
    Fact("evidence-strength", "grade", "the strongest sort of its evidence", _FOLLOWED, "evidence-sort"),
    Fact("expired-evidence", "yes-no", "whether it rests on evidence that has expired", _FOLLOWED),
    Fact("has-evaluation", "yes-no", "whether anybody evaluated it", _FOLLOWED),
    Fact("evaluated-by-another", "yes-no", "whether somebody other than its lead evaluated it", _FOLLOWED),
    Fact("evaluated-by-lead", "yes-no", "whether only its own lead evaluated it", _FOLLOWED),
    Fact("checked-again", "yes-no", "whether it was checked again after it was done", ("action",)),
    Fact("check-again-due", "yes-no", "whether a later check has fallen due", ("action",)),
    Fact("theme-returned", "yes-no", "whether a theme of it came back after it was closed", ("action", "finding")),
)
"""Every fact a condition may ask for, without those of plug-ins."""

_PLAIN: Mapping[object, Type] = {str: "text", int: "number", float: "number", bool: "yes-no", When: "day"}
_UNSAID = ("id", "happened", "planned", "keys", "extra")


@functools.cache  # every framework that is checked asks for all of them
def fields_of(record_type: str) -> Mapping[str, Fact]:
    """Tell the fields of a record type that a condition may ask for, by their name in kebab-case."""
    record = TYPES[record_type]
    tables, told = metadata(record, NAMES), metadata(record, SAID)
    found = {}
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", record)):
        if field.name in _UNSAID:
            continue
        name = field.name.replace("_", "-")
        kind: Type = "things" if field.name in told else _type_of(field.type)
        names = tables.get(field.name, "body" if _is_party(field.type) else "")
        found[name] = Fact(name, kind, f"its {name.replace('-', ' ')}", (record_type,), names)
    return found


def _type_of(hint: object) -> Type:
    if get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return "words" if get_args(hint)[0] in (str, Party) else "things"
    if get_origin(hint) is Literal or hint in (Party, Label):
        return "text"
    return _PLAIN.get(hint, "things")


def _is_party(hint: object) -> bool:
    return Party in (hint, *get_args(hint))


@functools.cache
def literals_of(record_type: str, field: str) -> tuple[str, ...] | None:
    """Tell the words a field is limited to by its own type, None where it is not."""
    held = attrs.fields_dict(cast("type[attrs.AttrsInstance]", TYPES[record_type])).get(field.replace("-", "_"))
    hint = held.type if held else None
    return get_args(hint) if get_origin(hint) is Literal else None


def names_of(facts: Mapping[str, Fact]) -> Mapping[str, Name]:
    """Tell the names that facts give to conditions, before a framework says which words each can have."""
    return {name: Name(fact.type) for name, fact in facts.items()}
