"""Canaries: records with a word of their own in every text field, one set a disclosure level, pointing at all others.

Whatever leaves for an audience is searched for the words of the levels above it. Whoever writes an exporter or a
report plants these, makes the file and looks: `heard(...)` tells which words stand in it.
"""

import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, get_args, get_origin

import attrs

from lif_core.framework.framework import Framework
from lif_core.framework.shape import DisclosureLevel
from lif_core.records import TYPES, Party, Reading, Record
from lif_core.records.fields import NAMES, TO
from lif_core.values.labels import Label
from lif_core.values.spans import Span
from lif_core.values.when import When
from lif_core.view.clearance import cleared
from lif_core.view.register import Register
from lif_core.view.view import View

_DAY = date(2024, 3, 1)
_LAST = date(2024, 3, 31)
_AHEAD = When.on(date(2030, 3, 1))
_NOT_TEXT = frozenset({"id", "kind", "state", "disclosure", "sha256", "links"})

_CLEARED = {"cleared_by": "independent-scrutineer", "cleared_from": "review-team"}
"""A product that a role cleared, whatever it draws on: without that none would be wide enough to look for."""

VARIANTS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "review": (
        {"kind": "rapid-review", "state": "open", "happened": {"notification-sent": When.on(_DAY)}},
        {"kind": "section-11-audit", "state": "returned"},
    ),
    "decision": ({"state": "proposed"},),
    "finding": (
        {"state": "recorded"},
        {"state": "recorded", "sort": "question"},
        {"state": "recorded", "sort": "good-practice"},
    ),
    "recommendation": ({"state": "made", "reach": "national"},),
    "action": (
        {"state": "in-progress", "happened": {"raised-to-executive": When.on(_DAY)}},
        {"state": "in-progress", "leads": (Party(body="police"),)},
        {"state": "done", "happened": {"done": When.on(_DAY)}, "strength": "training"},
        {"state": "not-sustained", "happened": {"done": When.on(_DAY)}},
    ),
    "evidence": ({"sort": "self-report"}, {"sort": "child-and-family", "state": "offered"}),
    "evaluation": ({"state": "completed", "outcome": "improved"},),
    "note": ({"sort": "progress"}, {"sort": "minute"}, {"sort": "comment", "kind": "comment", "state": "held"}),
    "session": ({"state": "held", "places": 20}, {"on": _AHEAD}),
    "attendance": ({"booked": 12, "attended": 11, "did_not_attend": 1}, {"booked": 4, "attended": 4}),
    "feedback": ({"asked": 11, "replies": 9}, {"asked": 4, "replies": 3}),
    "course": ({"state": "planned"},),
    "return": (
        {"kind": "rapid-review-summary", "state": "asked", "agency": Party(body="police"), "due": When.on(_DAY)},
        {"state": "returned", "agency": Party(body="schools"), "happened": {"returned": When.on(_DAY)}},
    ),
    "product": (
        {"kind": "seven-minute-briefing", "state": "draft", **_CLEARED},
        {"state": "published", "due": When.on(_DAY), "to": (Party(body="police"),), **_CLEARED},
        {"kind": "learning-summary", "state": "published", **_CLEARED},
    ),
    "acknowledgement": ({"state": "asked"}, {"state": "confirmed", "agency": Party(body="police")}),
    "challenge": ({"state": "raised", "due": When.on(_DAY)}, {"kind": "scrutiny-question", "state": "answered"}),
    "consultation": ({"state": "open"}, {"state": "closed", "closes": When.on(_DAY)}, {"opens": _AHEAD}),
    "meeting": ({"state": "planned", "body": "quality-assurance-group", "on": When.on(_LAST)}, {"on": _AHEAD}),
    "accepted-gap": ({"gap": "action-overdue", "until": When.on(date(2030, 1, 1))},),
}
"""How records of a type are planted, beyond one plain record: states and sorts that different reports look for."""


def planted(framework: Framework, partnership: str = "canary") -> tuple[Record, ...]:
    """Give the records: every type, every variant, at every disclosure level, each pointing at those of all levels."""
    levels = tuple(framework.all(DisclosureLevel))
    ids = {
        record_type: [
            f"{partnership}/{record_type}/{level}-{number}"
            for level in levels
            for number in range(len(VARIANTS.get(record_type, ({},))))
        ]
        for record_type in TYPES
    }
    return tuple(
        _record(record_type, record_class, level, number, variant, ids, partnership)
        for level in levels
        for record_type, record_class in TYPES.items()
        for number, variant in enumerate(VARIANTS.get(record_type, ({},)))
    )


def view_of(framework: Framework, records: Iterable[Record], audience: str, day: date) -> View:
    """Give the view that an audience has of records."""
    register = cleared(Register(records), framework, audience)
    return View(framework=framework, register=register, day=day, audience=audience)


def heard(made: Iterable[bytes | str]) -> frozenset[str]:
    """Tell of which levels words stand in what was made."""
    found: set[str] = set()
    for part in made:
        text = part.decode("utf-8", "ignore") if isinstance(part, bytes) else part
        found.update(re.findall(r"canary\.([a-z-]+?)\.", re.sub(r"\\(.)", r"\1", text)))
    return frozenset(found)


def above(framework: Framework, audience: str) -> frozenset[str]:
    """Tell the levels that an audience may not read."""
    limit = framework.clearance(audience)
    return frozenset(id for id, level in framework.all(DisclosureLevel).items() if level.rank > limit)


def _record(
    record_type: str,
    record_class: type[Record],
    level: str,
    number: int,
    variant: Mapping[str, Any],
    ids: Mapping[str, list[str]],
    partnership: str,
) -> Record:
    word = f"canary.{level}.{record_type}.{number}"
    id = f"{partnership}/{record_type}/{level}-{number}"
    values = dict(_filled(record_class, word)) | dict(_pointers(record_class, ids, id))
    values |= {"keys": {"tracker": f"{word}.key"}, "extra": {"canary": f"{word}.extra"}}
    if record_type == "evaluation":
        values["readings"] = tuple(_readings(ids["measure"]))
    if "text" not in values and "label" in values:
        values["label"] = Label(f"{word}.label", f"{word}.label-cy")
    return record_class(**{**values, **variant, "id": id, "disclosure": level})


def _readings(measures: Iterable[str]) -> Iterator[Reading]:
    """Give a reading of a measure of every level, with a word of that level: it is as narrow as its measure."""
    for measure in measures:
        level = measure.rpartition("/")[2].rpartition("-")[0]
        yield Reading(measure=measure, grade=f"canary.{level}.reading")


def _filled(cls: Any, word: str) -> Iterator[tuple[str, Any]]:
    """Give a value with a word of its own for each field of a class that can hold text, however deep."""
    hints = typing.get_type_hints(cls)
    for field in attrs.fields(cls):
        if field.name in _NOT_TEXT or NAMES in field.metadata or TO in field.metadata:
            continue
        value = _value(hints[field.name], f"{word}.{field.name}")
        if value is None and field.default is attrs.NOTHING and get_origin(hints[field.name]) is typing.Literal:
            value = get_args(hints[field.name])[0]
        if value is not None:
            yield field.name, value


def _value(hint: Any, word: str) -> Any:
    if hint is str:
        return word
    if hint is Span:
        return None
    if hint is When:
        return When(word, _DAY, _LAST, "month")
    if hint is Label:
        return Label(word, f"{word}-cy")
    if isinstance(hint, types.UnionType) or get_origin(hint) is typing.Union:
        own = [one for one in get_args(hint) if one is not types.NoneType]
        return _value(own[0], word) if len(own) == 1 else None
    if get_origin(hint) is tuple:
        inner = _value(get_args(hint)[0], word)
        return (inner,) if inner is not None else None
    return (
        hint(**dict(_filled(hint, word))) if isinstance(hint, type) and attrs.has(hint) and hint is not Record else None
    )


def _pointers(cls: type[Record], ids: Mapping[str, list[str]], own: str) -> Iterator[tuple[str, Any]]:
    for field in attrs.fields(cls):
        if TO in field.metadata:
            wanted = field.metadata[TO] or ("action", "review")
            targets = tuple(id for record_type in wanted for id in ids[record_type] if id != own)
            yield field.name, targets if isinstance(field.default, tuple) else _target(targets, own)


def _target(targets: tuple[str, ...], own: str) -> str:
    """Choose one record to point at: of a type's first record, one of its own level; of the others, the narrowest."""
    level, _, number = own.rpartition("/")[2].rpartition("-")
    near = [id for id in targets if id.rpartition("/")[2].startswith(f"{level}-")]
    return near[0] if near and number == "0" else targets[-1] if targets else ""
