"""Telling: records as words for people and as plain data for programs."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lif_core.records import Record
from lif_core.records.parts import Party
from lif_core.serial.plain import to_wire
from lif_core.values.labels import Label
from lif_core.values.saying import how_read
from lif_core.values.when import When
from lif_core.view.kinds import name_of, words_of
from lif_core.view.register import type_name
from lif_core.view.view import View


def plain_record(record: Record) -> dict[str, Any]:
    """Give a record as one plain table whose first key says its type."""
    return {"record": type_name(record), **to_wire(record)}


def full_name(view: View, record: Record, longest: int = 60) -> str:
    """Tell what people call a record, and its own words in short where that alone would not say which it is."""
    name, words = name_of(view, record), words_of(record, longest)
    return f"{name}: {words}" if words and words not in name else name


def fields_told(record: Record) -> Iterator[tuple[str, str]]:
    """Tell each field of a record that says something, in words."""
    for field in attrs.fields(type(record)):
        held = getattr(record, field.name)
        if held is not None and held != "" and held != () and held != {}:
            yield field.name.rstrip("_").replace("_", " "), told(held)


def told(held: Any) -> str:
    """Tell a value of a record in words."""
    if isinstance(held, When):
        return how_read(held)
    if isinstance(held, Party):
        return f"{held.named}{' (first)' if held.first else ''}"
    if isinstance(held, Label):
        return " / ".join(word for word in (held.en, held.cy) if word)
    if isinstance(held, Mapping):
        return "; ".join(f"{key.replace('-', ' ')}: {told(one)}" for key, one in held.items())
    if isinstance(held, tuple | list):
        return "; ".join(told(one) for one in held)
    if attrs.has(type(held)):
        parts = ((f.name.replace("_", " "), getattr(held, f.name)) for f in attrs.fields(type(held)))
        return ", ".join(f"{name} {told(one)}" for name, one in parts if one not in (None, "", ()))
    if isinstance(held, bool):
        return "yes" if held else "no"
    return str(held)


def told_plain(value: Any) -> str:
    """Tell a plain value of a change in words."""
    if value is None:
        return "taken away"
    if isinstance(value, Mapping):
        return str(
            value.get("said") or value.get("en") or "; ".join(f"{key} {told_plain(one)}" for key, one in value.items())
        )
    if isinstance(value, list | tuple):
        return "; ".join(told_plain(one) for one in value)
    return told(value)


def around(text: str, term: str, beside: int = 30) -> str:
    """Tell a text around the place where a term stands in it."""
    flat = " ".join(text.split())
    at = flat.casefold().find(term.casefold())
    if at < 0:
        return flat[: 2 * beside]
    start, end = max(at - beside, 0), at + len(term) + beside
    return f"{'... ' if start else ''}{flat[start:end]}{' ...' if end < len(flat) else ''}"
