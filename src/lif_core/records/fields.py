"""Field makers: what a record's field is, said once and read by checks, indexes, schemas and the disclosure guard."""

from collections.abc import Mapping
from typing import Any

import attrs

LONGEST = 100_000
"""Most characters that one free-text field may hold."""

SAID = "said"
"""Metadata key of free text: it never stands in a repr, a log or an error."""
TO = "to"
"""Metadata key of references: a tuple of the record types that the ids may name; empty for any."""
TOLD = "told"
"""Metadata key of ids that are told and do not count as pointed at: a tuple of the record types whose names may stand
there too, empty where nothing but ids does. A clearance looks at them as at references."""
NAMES = "names"
"""Metadata key of framework names: the framework table whose items the value names."""
COUNTED = "counted"
"""Metadata key of counts: whole numbers that are never below zero."""


def bounded(instance: object, attribute: "attrs.Attribute[str]", value: object) -> None:
    """Refuse what is no text, or too long a one; never repeats it.

    Raises:
        TypeError: it is no text.
        ValueError: it is longer than `LONGEST` characters.
    """
    if not isinstance(value, str):
        raise TypeError(f"{attribute.name} is text: give it in quotes.")
    if len(value) > LONGEST:
        raise ValueError(f"{attribute.name} is longer than {LONGEST} characters: keep the long text where it belongs.")


def said(default: str = "") -> Any:
    """Give a field of free text: bounded, never in a repr, under the disclosure of its record."""
    return attrs.field(default=default, repr=False, validator=bounded, metadata={SAID: True})


def not_below_zero(instance: object, attribute: "attrs.Attribute[int | None]", value: int | None) -> None:
    """Refuse a count below zero.

    Raises:
        ValueError: it is below zero.
    """
    if value is not None and value < 0:
        raise ValueError(f"{attribute.name} is a count: it cannot be below 0.")


def counted(default: int | None = None) -> Any:
    """Give a field that holds a count: None where it was not reported, never below zero."""
    return attrs.field(default=default, validator=not_below_zero, metadata={COUNTED: True})


def refers(*types: str) -> Any:
    """Give a field that holds the id of one record of these types, or nothing (empty text)."""
    return attrs.field(default="", metadata={TO: types})


def refers_many(*types: str) -> Any:
    """Give a field that holds the ids of any number of records of these types (of any type where none is said)."""
    return attrs.field(default=(), metadata={TO: types})


def tells(*types: str) -> Any:
    """Give a field that holds the id of a record of these types or words for it, and does not count as pointing."""
    return attrs.field(default="", metadata={TOLD: types})


def tells_many() -> Any:
    """Give a field that holds the ids of any number of records, and does not count as pointing at them."""
    return attrs.field(default=(), metadata={TOLD: ()})


def named(table: str, default: str = "") -> Any:
    """Give a field that holds the id of one item of a framework table, or nothing (empty text)."""
    return attrs.field(default=default, metadata={NAMES: table})


def named_many(table: str) -> Any:
    """Give a field that holds the ids of any number of items of a framework table."""
    return attrs.field(default=(), metadata={NAMES: table})


def metadata(record_class: type, key: str) -> Mapping[str, Any]:
    """Tell, by field name, the metadata `key` of those fields of a record class that have it."""
    return {field.name: field.metadata[key] for field in attrs.fields(record_class) if key in field.metadata}
