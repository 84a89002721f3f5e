"""Structuring: values of types that only the table of a plug-in has."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs
import pytest

from lif_core.framework.items.item import Item, item
from lif_core.framework.structuring import read_item
from lif_core.values.labels import Label


class Size(Enum):
    """What only this plug-in knows."""

    SMALL = "small"
    LARGE = "large"


def positive(instance: object, attribute: "attrs.Attribute[int]", value: int) -> None:
    if value < 1:
        raise TypeError("that is too few")


@attrs.frozen
class Part:
    """A part of an item."""

    label: Label
    count: int = attrs.field(default=1, validator=positive)


@item
class Thing(Item):
    """An item of a plug-in."""

    size: Size = Size.SMALL
    weight: "int" = 0
    when: "date | None" = None
    parts: "tuple[Part, ...]" = ()
    named: Mapping[str, Part] = attrs.field(factory=dict)
    anything: Any = None
    _hidden: str = ""


def test_every_type_of_a_plug_in_is_read() -> None:
    data: dict[str, Any] = {
        "size": "large",
        "weight": 3,
        "when": date(2024, 5, 1),
        "parts": [{"label": "One"}, {"label": {"en": "Two", "cy": "Dau"}}],
        "named": {"x": {"label": "Three", "count": 3}},
        "anything": ["goes"],
        "-hidden": "there",
    }
    found = read_item(Thing, data, id="t")
    assert isinstance(found, Thing)
    assert (found.id, found.size, found.weight, found.when) == ("t", Size.LARGE, 3, date(2024, 5, 1))
    assert found.parts == (Part(Label("One")), Part(Label("Two", "Dau")))
    assert found.named == {"x": Part(Label("Three"), 3)}
    assert (found.anything, found._hidden) == (["goes"], "there")


@pytest.mark.parametrize(
    ("data", "where", "code"),
    [
        ({"size": "huge"}, ("size",), "wrong-type"),
        ({"when": "today"}, ("when",), "wrong-type"),
        ({"parts": [{"label": "a"}, {"label": 1}]}, ("parts", 1, "label"), "wrong-type"),
        ({"parts": [{"count": 2}]}, ("parts", 0), "missing-key"),
        ({"weight": "heavy"}, ("weight",), "wrong-type"),
        ({"parts": [{"label": "a", "count": 0}]}, ("parts", 0), "wrong-type"),
        ({"named": {"x": {"label": "a", "colour": 1}}}, ("named", "x", "colour"), "unknown-key"),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(
    data: dict[str, Any], where: tuple[str | int, ...], code: str
) -> None:
    found = read_item(Thing, data)
    assert isinstance(found, tuple)
    assert [(path, misfit.code) for path, misfit in found] == [(where, code)]
