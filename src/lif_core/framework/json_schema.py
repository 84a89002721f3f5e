"""JSON Schema (2020-12) of framework documents, built from the shapes themselves: for completion in editors.

An editor reads it by a first line such as `#:schema framework.schema.json`. It says what fits its shape; what makes
sense as a whole, `lif check` tells.
"""

import functools
import operator
import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

import attrs

from lif_core.framework.documents import OPERATIONS
from lif_core.framework.expressions import LONGEST, Condition
from lif_core.framework.framework import Extensions
from lif_core.framework.items.training import FULL_COST
from lif_core.framework.paths import StatePath
from lif_core.framework.shape import TABLES, Amount, Begin, Heading, Item, TimePoint, Wording, key_of, labels_of
from lif_core.serial.json_schema import DIALECT, Schema, described, documented
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.values.spans import Span
from lif_core.values.years import YearBegin

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_SPAN = r"^\s*\d+ +(working +days?|days?|weeks?|months?|years?)\s*$"
_DAY: Schema = {"type": "string", "format": "date"}
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: _DAY,
    Amount: {"anyOf": [{"type": "number", "minimum": 0}, {"const": FULL_COST}]},
    Begin: {"anyOf": [_DAY, {"const": "area-start"}]},
    Span: {"type": "string", "pattern": _SPAN, "description": "A stretch of time, such as 15 working days."},
    YearBegin: {"type": "string", "maxLength": 60, "description": "Such as 04-01, or 1 April to 31 March."},
    StatePath: {"type": "string", "description": "States in their order: open > met > sent | withdrawn."},
}
_SAID: Mapping[type, str] = {
    Label: "Words: in English as they stand, or a table of en and cy.",
    TimePoint: "When it asks: in words, or a table of label, after, until, by.",
    Source: "Where it comes from: a title, or a table with authority and verified.",
}


def framework_schema(extensions: Extensions | None = None) -> Schema:
    """Give the schema of one file of a layer, as a TOML file read as plain data.

    Args:
        extensions: what plug-ins add; their tables are told too.
    """
    tables = {**TABLES, **(extensions or Extensions()).tables}
    shared: dict[str, Schema] = {"id": {"type": "string", "pattern": _ID}, "condition": _condition()}
    for shape in dict.fromkeys(tables.values()):
        _item(shape, shared)
    properties = _heading(shared)
    for table, shape in tables.items():
        properties[table] = _table(properties.get(table), _by_id({"$ref": f"#/$defs/{shape.__name__}"}), shape)
    for operation in OPERATIONS:
        properties[operation] = _operation(operation, tables)
    shared |= {"retirement": _retirement()}
    return {
        "$schema": DIALECT,
        "title": "A file of a framework layer",
        "type": "object",
        "properties": properties,
        "required": ["layer"],
        "additionalProperties": False,
        "$defs": dict(sorted(shared.items())),
    }


def _heading(shared: dict[str, Schema]) -> dict[str, Schema]:
    hints, told = typing.get_type_hints(Heading), documented(Heading)
    own = {"area_start", "calendar", "languages", "reporting_year"}
    found = {key_of(name): described(_of(hints[name], shared), told.get(name, "")) for name in sorted(own)}
    name: Schema = {"$ref": "#/$defs/id"}
    return {
        "layer": described(dict(name), "Which layer this file belongs to."),
        "informed-by": {"type": "array", "items": name, "description": "The layers it builds on, the nearest first."},
        "since": described(dict(_DAY), "The first day on which it rules; without it, always."),
        "label": _of(Label, shared),
        **found,
    }


def _table(heading: Schema | None, table: Schema, shape: type[Item]) -> Schema:
    """Give what may stand under the name of a table; a setting of the head of that name may stand there too."""
    summary = (shape.__doc__ or "").strip().partition("\n")[0]
    return {"anyOf": [heading, table]} if heading else described(table, summary)


def _by_id(item: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"$ref": "#/$defs/id"}, "additionalProperties": item}


def _operation(operation: str, tables: Mapping[str, type[Item]]) -> Schema:
    below: dict[str, Schema] = {}
    for table, shape in tables.items():
        if operation == "change":
            below[table] = _by_id({"$ref": f"#/$defs/change-{shape.__name__}"})
        else:
            below[table] = _by_id(_relabelling(shape) if operation == "relabel" else {"$ref": "#/$defs/retirement"})
    return {"type": "object", "properties": below, "additionalProperties": False}


def _relabelling(shape: type[Item]) -> Schema:
    keys = {"en", "cy", "because"} | ({"label", "says", "mend", "marking"} & labels_of(shape))
    words: Schema = {"type": "string"}
    spoken = {key: words if key in ("en", "cy", "because") or issubclass(shape, Wording) else _words() for key in keys}
    return {"type": "object", "properties": dict(sorted(spoken.items())), "additionalProperties": False}


def _words() -> Schema:
    return {"$ref": "#/$defs/Label"}


def _retirement() -> Schema:
    return {
        "type": "object",
        "properties": {"since": _DAY, "successor": {"$ref": "#/$defs/id"}, "because": {"type": "string"}},
        "anyOf": [{"required": ["successor"]}, {"required": ["because"]}],
        "additionalProperties": False,
    }


def _item(shape: type[Item], shared: dict[str, Schema]) -> None:
    """Put an item into what is shared, once as it is added and once as it is changed."""
    if shape.__name__ in shared:
        return
    whole = _class(shape, shared)
    shared[shape.__name__] = whole
    changed = {**whole, "properties": {**whole["properties"], "because": {"type": "string"}}}
    changed.pop("required", None)
    shared[f"change-{shape.__name__}"] = changed


def _class(shape: Any, shared: dict[str, Schema]) -> Schema:
    hints, told = typing.get_type_hints(shape), documented(shape)
    properties, required = {}, []
    for field in attrs.fields(shape):
        if field.metadata.get("inner"):
            continue
        key = key_of(field.name)
        schema = _by_metadata(field.metadata.get("said", "")) or _of(hints[field.name], shared)
        properties[key] = described(schema, told.get(field.name, ""))
        if field.default is attrs.NOTHING:
            required.append(key)
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _by_metadata(said: str) -> Schema | None:
    names: Schema = {"type": "array", "items": {"type": "string"}}
    known: Mapping[str, Schema] = {
        "one or many": {"anyOf": [{"type": "string"}, names]},
        "year": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, _DAY]},
    }
    return known.get(said)


def _of(hint: Any, shared: dict[str, Schema]) -> Schema:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if hint is Condition:
        return {"$ref": "#/$defs/condition"}
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (typing.Union, types.UnionType):
        rest = tuple(part for part in inner if part is not type(None))  # TOML has no null: what is None is left out
        return _of(functools.reduce(operator.or_, rest), shared)
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], shared)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], shared)}
    return _referred(hint, shared)


def _referred(shape: Any, shared: dict[str, Schema]) -> Schema:
    if shape.__name__ not in shared:
        whole = _class(shape, shared)
        said = _SAID.get(shape)
        shared[shape.__name__] = {"anyOf": [{"type": "string"}, whole], "description": said} if said else whole
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _condition() -> Schema:
    again: Schema = {"$ref": "#/$defs/condition"}
    several: Schema = {"type": "array", "items": again, "minItems": 1}
    trees: list[Schema] = [
        {"type": "object", "properties": {key: below}, "required": [key], "additionalProperties": False}
        for key, below in (("all", several), ("any", several), ("not", again))
    ]
    words = {"type": "string", "maxLength": LONGEST, "description": "Such as state = done and not late."}
    return {"anyOf": [words, *trees]}
