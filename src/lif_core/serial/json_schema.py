"""JSON Schema (2020-12) of records, built from their own fields, so that it cannot say anything else than they do."""

import re
import types
import typing
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

import attrs

from lif_core.records import TYPES
from lif_core.records.fields import LONGEST, NAMES, SAID, TO

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON Schema that is written."""

Schema = dict[str, Any]
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}


def records_schema(record_types: Iterable[str] = ()) -> Schema:
    """Give the schema of a record as `lif list --lines` writes it: a table whose key `record` says its type.

    Args:
        record_types: the types to tell; left out, all of them.
    """
    chosen = tuple(record_types) or tuple(TYPES)
    shared: dict[str, Schema] = {}
    told = {name: record_schema(name, shared) for name in chosen}
    return whole(told, shared)


def whole(told: Mapping[str, Schema], shared: Mapping[str, Schema]) -> Schema:
    """Give one schema that is any of those told, with the definitions they share."""
    definitions = {**told, **shared}
    return {
        "$schema": DIALECT,
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in told],
        "$defs": dict(sorted(definitions.items())),
    }


def record_schema(record_type: str, shared: dict[str, Schema]) -> Schema:
    """Give the schema of one record type; classes it is made of are put into `shared`."""
    schema = table_schema(TYPES[record_type], shared)
    schema["properties"] = {"record": {"const": record_type}, **schema["properties"]}
    schema["required"] = ["record", *schema.get("required", [])]
    return schema


def table_schema(shape: Any, shared: dict[str, Schema]) -> Schema:
    """Give the schema of a class of ours: unknown keys are refused, what is at its default may be left out."""
    hints = typing.get_type_hints(shape)
    told = documented(shape)
    properties, required = {}, []
    for field in attrs.fields(shape):
        properties[field.name] = described(
            {**of_hint(hints[field.name], shared), **_said(field)}, told.get(field.name, "")
        )
        if field.default is attrs.NOTHING:
            required.append(field.name)
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    summary = (shape.__doc__ or "").strip().partition("\n")[0]
    if required:
        schema["required"] = required
    return described(schema, summary)


def described(schema: Schema, says: str) -> Schema:
    """Give a schema with what it means in words."""
    return {"description": says, **schema} if says else schema


def _said(field: Any) -> Schema:
    """Tell what a field maker knows beyond the type: how long a text may be, what an id or a name stands for."""
    said: Schema = {}
    if field.metadata.get(SAID):
        said["maxLength"] = LONGEST
    if TO in field.metadata:
        said["x-lif-refers-to"] = list(field.metadata[TO])
    if NAMES in field.metadata:
        said["x-lif-names"] = field.metadata[NAMES]
    return said


def of_hint(hint: Any, shared: dict[str, Schema]) -> Schema:
    """Give the schema of a type as records use them; classes of ours are put into `shared` and referred to."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (typing.Union, types.UnionType):
        return _any_of([of_hint(part, shared) for part in inner])
    if origin is tuple:
        return {"type": "array", "items": of_hint(inner[0], shared)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": of_hint(inner[1], shared)}
    return referred(hint, shared)


def _any_of(schemas: list[Schema]) -> Schema:
    names = [schema["type"] for schema in schemas if set(schema) == {"type"}]
    return {"type": names} if len(names) == len(schemas) else {"anyOf": schemas}


def referred(shape: Any, shared: dict[str, Schema]) -> Schema:
    """Give a reference to the schema of a class of ours, which is put into `shared` once."""
    if shape.__name__ not in shared:
        shared[shape.__name__] = {}  # stands in while its own fields are told, so that a circle ends here
        shared[shape.__name__] = table_schema(shape, shared)
    return {"$ref": f"#/$defs/{shape.__name__}"}


def documented(shape: type) -> Mapping[str, str]:
    """Tell what the documentation of a class, or of one it is made from, says of each of its attributes."""
    found: dict[str, str] = {}
    for one in reversed(shape.__mro__):
        found |= _documented(one.__doc__ or "")
    return found


def _documented(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in text.partition("Attributes:")[2].splitlines():
        told = re.fullmatch(r" {8}([a-z_0-9]+): (.*)", line)
        if told:
            name = told[1]
            found[name] = told[2]
        elif line.startswith(" " * 12) and name:
            found[name] += f" {line.strip()}"
    return found
