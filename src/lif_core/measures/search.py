"""Search: where a term stands in what records say: free text however deep, labels, refs, keys, dates as they stood."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import attrs

from lif_core.records.fields import NAMES, TO
from lif_core.records.record import Record
from lif_core.serial.plain import Wire, to_wire
from lif_core.values.words import folded
from lif_core.view.view import View

_NOT_SAID = frozenset({"id", "kind", "state", "disclosure", "links", "sha256"})


@attrs.frozen(weakref_slot=False)
class Found:
    """One place where a term stands.

    Attributes:
        record: id of the record.
        field: where in it: `text`, `milestones.2.text`, `happened.sent.said`.
        text: the whole text that stands there.
    """

    record: str
    field: str
    text: str = attrs.field(repr=False)


def search(view: View, term: str) -> tuple[Found, ...]:
    """Tell every place of a view where a term stands, in capitals or not, whatever blanks lie between its words.

    Raises:
        ValueError: the term is empty.
    """
    wanted = plainly(term)
    return tuple(
        Found(record.id, field, text)
        for record in view.register
        for field, text in texts_of(record)
        if wanted in folded(text)
    )


def plainly(term: str) -> str:
    """Give a term as it is looked for.

    Raises:
        ValueError: it is empty.
    """
    wanted = folded(term)
    if not wanted:
        raise ValueError("There is nothing to look for: give a word or two.")
    return wanted


def says(plain: Wire, wanted: str) -> Iterator[tuple[str, str]]:
    """Tell the places below a plain value, such as one that a change sets, where a term stands (given by `plainly`)."""
    return ((place, text) for place, text in _texts(plain, "") if wanted in folded(text))


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Tell every text that people wrote into a record, with its place; not the ids and names that it points at."""
    silent = _silent(cast(Any, type(record)))
    for name, held in to_wire(record).items():
        if name not in silent:
            yield from _texts(held, name)


@cache
def _silent(record_class: Any) -> frozenset[str]:
    pointing = {field.name for field in attrs.fields(record_class) if TO in field.metadata or NAMES in field.metadata}
    return _NOT_SAID | pointing


def _texts(plain: Wire, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(plain, str):
        yield place, plain
    elif isinstance(plain, Mapping):
        for key, held in plain.items():
            yield from _texts(held, f"{place}.{key}" if place else str(key))
    elif isinstance(plain, list | tuple):
        for number, held in enumerate(plain, start=1):
            yield from _texts(held, f"{place}.{number}" if place else str(number))
