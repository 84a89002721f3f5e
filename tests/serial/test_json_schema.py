"""JSON Schema of records and requests: built from their fields, deterministic, and true of what we write."""

import json
from datetime import date

import attrs
import msgspec
import pytest

from lif_core.records import TYPES, Action, Link, Milestone, Party
from lif_core.rules.reading import fields_of, request_names
from lif_core.rules.request_schema import requests_schema
from lif_core.serial.json_schema import DIALECT, documented, records_schema
from lif_core.serial.plain import to_wire
from lif_core.values.labels import Label
from lif_core.values.when import When


def fits(schema, value, definitions):
    """A small judge of the few words of JSON Schema that we write."""
    if "$ref" in schema:
        return fits(definitions[schema["$ref"].rpartition("/")[2]], value, definitions)
    for word in ("anyOf", "oneOf"):
        if word in schema and not any(fits(one, value, definitions) for one in schema[word]):
            return False
    if "const" in schema and schema["const"] != value:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    names = schema.get("type", [])
    kinds = {
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "null": type(None),
        "object": dict,
        "array": list,
    }
    if names and not any(isinstance(value, kinds[one]) for one in ([names] if isinstance(names, str) else names)):
        return False
    if isinstance(value, list):
        return all(fits(schema.get("items", {}), one, definitions) for one in value)
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        if set(schema.get("required", ())) - set(value):
            return False
        return all(
            fits(known[key], one, definitions) if key in known else more is not False and fits(more, one, definitions)
            for key, one in value.items()
        )
    return True


ACTION = Action(
    id="demo/action/1",
    label=Label("Huddle", "Cyfarfod"),
    leads=(Party(body="police", first=True),),
    due=When.on(date(2024, 9, 30)),
    milestones=(Milestone(text="agreed", due=When("Sept 2024")),),
    links=(Link("repeats", "demo/action/2"),),
    happened={"planned": When("2024")},
    extra={"spend": 3, "urgent": True},
)


def test_what_we_write_fits_what_we_say():
    schema = records_schema()
    plain = json.loads(json.dumps({"record": "action", **to_wire(ACTION)}))
    assert fits(schema, plain, schema["$defs"])
    assert not fits(schema, {**plain, "zork": 1}, schema["$defs"])
    assert not fits(schema, {**plain, "text": 1}, schema["$defs"])


def test_it_names_every_record_and_every_field():
    schema = records_schema()
    assert schema["$schema"] == DIALECT
    for name, shape in TYPES.items():
        properties = schema["$defs"][name]["properties"]
        assert list(properties) == ["record", *(field.name for field in attrs.fields(shape))]
        assert properties["record"] == {"const": name}


@pytest.mark.parametrize("name", TYPES)
def test_it_agrees_with_msgspec_on_the_names(name):
    (_,), told = msgspec.json.schema_components([TYPES[name]], ref_template="#/$defs/{name}")
    own = records_schema((name,))["$defs"]
    assert set(told[TYPES[name].__name__]["properties"]) == set(own[name]["properties"]) - {"record"}
    assert set(told) - {TYPES[name].__name__} == set(own) - {name}


def test_free_text_is_bounded_and_names_say_their_table():
    properties = records_schema(("action",))["$defs"]["action"]["properties"]
    assert properties["text"]["maxLength"] == 100_000
    assert properties["group"]["x-lif-names"] == "body"
    assert properties["answers"]["x-lif-refers-to"] == ["finding", "recommendation", "priority"]


def test_every_field_of_a_record_is_described():
    for name, shape in TYPES.items():
        silent = [field.name for field in attrs.fields(shape) if field.name not in documented(shape)]
        assert not silent, name


def test_it_is_the_same_each_time():
    assert json.dumps(records_schema()) == json.dumps(records_schema())
    assert json.dumps(requests_schema()) == json.dumps(requests_schema())


def test_requests_take_what_the_schema_says():
    schema = requests_schema()
    assert {one["$ref"].rpartition("/")[2] for one in schema["oneOf"]} == set(request_names())
    line = {"request": "plan-action", "text": "x", "lead": "police", "due": "Sept 2024", "answers": ["a", "b"]}
    assert fits(schema, line, schema["$defs"])
    assert not fits(schema, {**line, "zork": 1}, schema["$defs"])
    assert not fits(schema, {"request": "move", "to": "done"}, schema["$defs"])
    assert list(schema["$defs"]["move"]["properties"]) == ["request", *fields_of("move")]
