"""The reference of framework tables, written from their classes; `generate.py` puts it beside the others."""

import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

import attrs

from lif_core.framework.columns import FURTHER, PLAN
from lif_core.framework.expressions import Condition
from lif_core.framework.facts import FACTS
from lif_core.framework.items.training import Amount
from lif_core.framework.paths import StatePath
from lif_core.framework.shape import KINDS, TABLES, Begin, Heading, Item, ProductKind, Retirement, key_of
from lif_core.serial.json_schema import documented
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.values.spans import Span
from lif_core.values.years import YearBegin

INTRODUCING = """\
Each table of a framework, with the keys that its items may have. `[table.some-name]` adds an item,
`[change.table.some-name]` changes keys of one, `[relabel...]` its words, `[retire...]` takes it out of use.
How to write one: [write a framework layer](../how-to/write-a-framework-layer.md). `lif schema framework` gives the
same to editors. What is there already, and what it is called, stands in the shipped layers.

Words are a text in quotes, or `{ en = "...", cy = "..." }`. A stretch of time is such as `"15 working days"`. A
condition is such as `"state = done and not late"`. One or several ids: `"one"`, or `["one", "other"]`. A
source is a title, or
`{ title = "...", authority = "statute|regulations|guidance|panel|local", verified = true, url = "...", note = "..." }`.
A key marked * cannot be left out."""
_PLAIN: Mapping[Any, str] = {
    str: "text", bool: "true or false", int: "whole number", float: "number", date: "day", Label: "words",
    Source: "a source", Span: "a stretch of time", StatePath: "a path", Condition: "a condition",
    YearBegin: "month and day, such as `04-01`", Begin: 'day, or `"area-start"`', Amount: 'amount, or `"full-cost"`',
}  # fmt: skip


def frameworks() -> Iterator[str]:
    """Give the lines of the page, without its mark of being written."""
    yield from (INTRODUCING, "", "## The head of a layer", "")
    yield from ("| key | holds | meaning |", "|---|---|---|")
    yield "| `layer` * | id | the layer that the file belongs to |"
    yield "| `informed-by` | ids | the layers it builds on, the nearest first |"
    yield "| `since` | day | the first day on which the file rules; without it, always |"
    yield "| `label` | words | what the layer is called |"
    yield from _rows(Heading, own=True)
    yield from ("", "## What every item may have", "", *_table(Item))
    yield from (
        "",
        "## Kinds of records",
        "",
        f"One table for each record type: {', '.join(f'`{one}`' for one in KINDS)}.",
    )
    yield from ("", _first(TABLES["review"]), "", *_table(TABLES["review"], own=True))
    yield from ("", "A product has two keys more:", "", *_table(ProductKind, own=True, without=TABLES["review"]))
    for table, shape in TABLES.items():
        if table not in KINDS:
            yield from ("", f"## {table}", "", _first(shape), "", *_table(shape, own=True))
            yield from _parts(shape)
    yield from ("", "## Facts that a condition may ask for", "")
    yield "Beside the fields of the record, `happened.EVENT`, `planned.EVENT` and `extra.ID`:"
    yield from ("", "| fact | is | tells | of |", "|---|---|---|---|")
    for fact in FACTS:
        yield f"| `{fact.name}` | {fact.type.replace('-', ' ')} | {fact.says} | {', '.join(fact.on) or 'any'} |"
    yield from ("", "## Columns that a kind of action may show", "")
    yield f"The usual columns, where a kind says none: {', '.join(f'`{one}`' for one in PLAN)}."
    yield ""
    yield f"Beside them: {', '.join(f'`{one}`' for one in FURTHER)}, and an extra field as `extra.cost`. What a kind"
    yield "`needs` of these is shown where it says no columns; one that says its columns shows these and no others."


def _first(shape: type) -> str:
    return (shape.__doc__ or "").strip().partition("\n")[0]


def _table(shape: type, *, own: bool = False, without: type = Item) -> Iterator[str]:
    rows = list(_rows(shape, own=own, without=without))
    yield from (("| key | holds | meaning |", "|---|---|---|", *rows) if rows else ("No keys of its own.",))


def _rows(shape: type, *, own: bool = False, without: type = Item) -> Iterator[str]:
    told, hints = documented(shape), typing.get_type_hints(shape)
    above = {field.name for field in attrs.fields(without)} if own else set()  # type: ignore[arg-type]
    for field in attrs.fields(shape):  # type: ignore[arg-type]
        if not field.metadata.get("inner") and field.name not in above:
            needed = " *" if field.default is attrs.NOTHING else ""
            holds = _said(field.metadata.get("said", "")) or _words(hints[field.name])
            yield f"| `{key_of(field.name)}`{needed} | {holds} | {told.get(field.name, '').rstrip('.')} |"


def _said(metadata: str) -> str:
    return {"one or many": "one or several ids", "year": "year, or day"}.get(metadata, "")


def _words(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner if one)
    if origin in (typing.Union, types.UnionType):
        rest = tuple(one for one in inner if one is not types.NoneType)
        return _words(rest[0]) if len(rest) == 1 else _words(Amount)
    if origin is tuple:
        return f"list of {_words(inner[0])}"
    if origin is not None:
        return f"table of {_words(inner[1])} by name"
    return f"table, [{hint.__name__}](#{hint.__name__.lower()})"


def _parts(shape: type) -> Iterator[str]:
    """Tell the tables within an item, below it, once each."""
    for hint in typing.get_type_hints(shape).values():
        for part in (hint, *get_args(hint)):
            table = isinstance(part, type) and attrs.has(part) and not issubclass(part, Item)
            if table and part not in (*_PLAIN, Retirement):
                yield from ("", f"### {part.__name__}", "", _first(part), "", *_table(part))
