"""JSON Schema (2020-12) of requests, built from what `reading` takes."""

from collections.abc import Iterable

from lif_core.records.parts import Party
from lif_core.rules.reading import RequestField, fields_of, request_class, request_names
from lif_core.serial.json_schema import Schema, described, referred, whole
from lif_core.values.labels import Label
from lif_core.values.spans import Span
from lif_core.values.when import When

_ENTRIES = {"text": {"type": "string"}, "number": {"type": "integer"}, "any": {}}
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}


def requests_schema(names: Iterable[str] = ()) -> Schema:
    """Give the schema of a line that `lif apply` takes: a table whose key `request` says what is asked.

    Args:
        names: the requests to tell; left out, all of them.
    """
    shared: dict[str, Schema] = {}
    told = {name: _request(name, shared) for name in tuple(names) or request_names()}
    return whole(told, shared)


def _request(name: str, shared: dict[str, Schema]) -> Schema:
    fields = fields_of(name)
    properties = {key: described(_field(field, shared), field.says) for key, field in fields.items()}
    schema: Schema = {
        "type": "object",
        "properties": {"request": {"const": name}, **properties},
        "required": ["request", *(field.name for field in fields.values() if field.required)],
        "additionalProperties": False,
    }
    return described(schema, (request_class(name).__doc__ or "").strip().partition("\n")[0])


def _field(field: RequestField, shared: dict[str, Schema]) -> Schema:
    if field.takes == "map":
        return {"type": "object", "additionalProperties": _entry(field, shared)}
    one = _one(field, shared)
    return {"anyOf": [one, {"type": "array", "items": one}]} if field.many else one


def _entry(field: RequestField, shared: dict[str, Schema]) -> Schema:
    if field.holds == "day":
        return _words_or(When, shared)
    return dict(_ENTRIES.get(field.holds, _SCALAR))


def _one(field: RequestField, shared: dict[str, Schema]) -> Schema:
    match field.takes:
        case "choice":
            return {"enum": list(field.choices)}
        case "number":
            return {"type": "number"}
        case "count":
            return {"type": "integer"}
        case "yes-no":
            return {"type": "boolean"}
        case "span":
            return _words_or(Span, shared)
        case "day":
            return _words_or(When, shared)
        case "label":
            return _words_or(Label, shared)
        case "party":
            return _words_or(Party, shared)
        case "part":
            assert field.part is not None
            return referred(field.part, shared)
    return {"type": "string"}


def _words_or(shape: type, shared: dict[str, Schema]) -> Schema:
    return {"anyOf": [{"type": "string"}, referred(shape, shared)]}
