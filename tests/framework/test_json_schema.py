"""JSON Schema of framework documents: valid itself, and holding for every shipped layer."""

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

import lif_framework_england
import lif_framework_examples
from lif_core.framework.framework import Extensions
from lif_core.framework.json_schema import framework_schema
from lif_core.framework.shape import TABLES, Item, item, keys_of
from lif_core.values.spans import Span

KEYWORDS = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
    "propertyNames", "items", "minItems", "enum", "const", "anyOf", "pattern", "format", "minimum", "maximum",
    "maxLength",
}  # fmt: skip
SCHEMA = framework_schema()


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [plain(held) for held in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(value: Any, schema: Any, path: str = "") -> Iterator[str]:
    """Check a value against the part of JSON Schema that the schema uses (see `KEYWORDS`)."""
    if schema is False:
        yield f"{path}: may not stand here"
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], path)
    if "anyOf" in schema and all(list(faults(value, one, path)) for one in schema["anyOf"]):
        yield f"{path}: fits none of several"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: is not {schema['const']!r}"
    wanted = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "array": list, "object": dict}
    if "type" in schema and not isinstance(value, wanted[schema["type"]]):  # type: ignore[arg-type]
        yield f"{path}: is no {schema['type']}"
        return
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not fit"
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from faults(one, schema.get("items"), f"{path}[{place}]")
    if isinstance(value, dict):
        yield from (f"{path}.{key} is missing" for key in schema.get("required", ()) if key not in value)
        for key, one in value.items():
            yield from faults(key, schema.get("propertyNames"), f"{path}.{key}")
            below = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            yield from faults(one, below, f"{path}.{key}")


@pytest.mark.parametrize("name", [*lif_framework_england.LAYERS, *lif_framework_examples.LAYERS])
def test_every_file_of_every_shipped_layer_fits(name: str) -> None:
    plugin = lif_framework_england if name in lif_framework_england.LAYERS else lif_framework_examples
    for file, text in plugin.layer(name):
        assert not list(faults(plain(tomllib.loads(text)), SCHEMA)), file


@pytest.mark.parametrize(
    "wrong",
    [
        "[theme.x]",
        'layer = "Our Area"',
        'layer = "x"\nnonsense = 1',
        'layer = "x"\n[deadline.d]\nsays = "x"\nwithin = "15 wds"',
        'layer = "x"\n[deadline.d]\nwithin = "15 days"',
        'layer = "x"\n[deadline.d]\nsays = "x"\nholds = "stop"',
        'layer = "x"\n[review.r]\npath = ["a", "b"]',
        'layer = "x"\n[review.r]\npathh = "a"',
        'layer = "x"\n[change.deadline.d]\nwithinn = "1 day"',
        'layer = "x"\n[retire.theme.x]\nsince = 2024-01-01',
        'layer = "x"\n[relabel.theme.x]\npath = "a"',
        'layer = "x"\nlanguages = ["fr"]',
        'layer = "x"\n[gate.g]\nrequires = [{ condition = { some = [] }, mend = "x" }]',
    ],
)
def test_what_the_reader_would_refuse_does_not_fit(wrong: str) -> None:
    assert list(faults(plain(tomllib.loads(wrong)), SCHEMA))


def test_every_table_and_every_key_is_told() -> None:
    for table, shape in TABLES.items():
        assert table in SCHEMA["properties"]
        assert set(SCHEMA["$defs"][shape.__name__]["properties"]) == set(keys_of(shape))


def test_tables_of_plug_ins_are_told_too() -> None:
    @item
    class Mood(Item):
        grade: int

    schema = framework_schema(Extensions(tables={"mood": Mood}))
    assert schema["properties"]["mood"]["additionalProperties"] == {"$ref": "#/$defs/Mood"}
    assert schema["$defs"]["Mood"]["required"] == ["grade"]
    assert attrs.has(Mood)


def test_it_uses_only_words_of_the_dialect_and_refers_to_what_is_there() -> None:
    def walk(schema: Any) -> Iterator[Mapping[str, Any]]:
        if isinstance(schema, dict):
            yield schema
            below = {**schema.get("properties", {}), **schema.get("$defs", {})}
            for one in (*below.values(), *schema.get("anyOf", ())):
                yield from walk(one)
            for key in ("items", "additionalProperties", "propertyNames"):
                yield from walk(schema.get(key))

    every = list(walk(SCHEMA))
    assert set().union(*every) <= KEYWORDS
    assert {one["$ref"].removeprefix("#/$defs/") for one in every if "$ref" in one} <= set(SCHEMA["$defs"])
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_it_is_valid_under_the_meta_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for plugin in (lif_framework_england, lif_framework_examples):
        for name in plugin.LAYERS:
            for file, text in plugin.layer(name):
                assert not list(validator.iter_errors(plain(tomllib.loads(text)))), file


def test_with_the_tables_of_a_plug_in_it_is_valid_too() -> None:
    jsonschema = pytest.importorskip("jsonschema")

    @item
    class Mood(Item):
        grade: int
        after: Span | None = None

    schema = framework_schema(Extensions(tables={"mood": Mood}))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    fits = {"layer": "x", "mood": {"calm": {"grade": 3, "after": "2 weeks", "label": "Calm"}}}
    assert validator.is_valid(fits)
    assert not validator.is_valid({"layer": "x", "mood": {"calm": {"grade": "high"}}})
    assert not validator.is_valid({"layer": "x", "mood": {"calm": {"after": "2 weeks"}}})
