"""Strategies: Hypothesis strategies for values, records and changes, as plug-in authors need them for laws.

Example:
    `@given(records("action"))` gives actions that are valid in themselves; their ids lead anywhere.
"""

import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, cast, get_args, get_origin

import attrs
from hypothesis import strategies as st

from lif_core.journal.change import Change
from lif_core.records import TYPES, Party, Record
from lif_core.records.fields import COUNTED, NAMES, TO
from lif_core.records.record import Scalar
from lif_core.serial.plain import to_wire
from lif_core.values.labels import Label
from lif_core.values.spans import Span, Unit
from lif_core.values.when import Between, When

FIRST, LAST = date(2005, 1, 1), date(2030, 12, 31)
"""The days that `days` chooses from."""


def days(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    """Give days."""
    return st.dates(first, last)


def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Give text that a person might write, in any script, without half characters."""
    return st.text(st.characters(codec="utf-8"), max_size=max_size)


def names() -> st.SearchStrategy[str]:
    """Give ids of framework items, such as `rapid-review`."""
    return st.text("abcdefghij", min_size=1, max_size=6)


def ids(record_type: str = "", namespace: str = "demo") -> st.SearchStrategy[str]:
    """Give ids of records of a type, or of any."""
    types_ = st.just(record_type) if record_type else st.sampled_from(sorted(TYPES))
    return st.builds(lambda name, number: f"{namespace}/{name}/{number:06d}", types_, st.integers(1, 40))


def labels() -> st.SearchStrategy[Label]:
    """Give labels, in English and sometimes in Welsh."""
    return st.builds(Label, texts(), st.none() | texts())


def stretches() -> st.SearchStrategy[Between]:
    """Give stretches of days."""
    return st.builds(lambda one, other: Between(min(one, other), max(one, other)), days(), days())


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Give dates as people give them, of every reading."""
    said = draw(texts(20))
    reading = draw(st.sampled_from(("day", "month", "quarter", "year", "range", "condition", "ongoing")))
    if draw(st.integers(0, 5)) == 0:
        options = tuple(draw(st.lists(stretches(), min_size=1, max_size=2)))
        return draw(
            st.sampled_from((When(said, None, None, "undated"), When(said, reading="ambiguous", options=options)))
        )
    stretch = draw(stretches())
    if reading == "day":
        stretch = Between(stretch.first, stretch.first)
    condition = draw(texts(20)) if reading == "condition" else ""
    parts = tuple(draw(st.lists(stretches(), max_size=2))) if reading == "range" else ()
    return When(said, stretch.first, stretch.last, cast(Any, reading), condition, (), parts)


def parties() -> st.SearchStrategy[Party]:
    """Give bodies, roles and words for them."""
    return st.builds(Party, said=texts(), body=st.just("") | names(), role=st.just("") | names(), first=st.booleans())


def spans() -> st.SearchStrategy[Span]:
    """Give amounts of time."""
    return st.builds(Span, st.integers(1, 100), st.sampled_from(get_args(Unit)))


def scalars() -> st.SearchStrategy[Scalar]:
    """Give what an extra field may hold."""
    return st.one_of(
        texts(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none(),
    )


def records(record_type: str = "", namespace: str = "demo") -> st.SearchStrategy[Any]:
    """Give records of a type, or of any: each valid in itself, with every field used."""
    if not record_type:
        return st.sampled_from(sorted(TYPES)).flatmap(lambda name: records(name, namespace))
    return built(TYPES[record_type], id=ids(record_type, namespace))


def built(shape: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give values of a class of ours whose fields are drawn by their types."""
    hints = typing.get_type_hints(shape)
    fields = {
        field.name: given[field.name] if field.name in given else _drawn(hints[field.name], field.metadata)
        for field in attrs.fields(cast(Any, shape))
    }
    return st.builds(shape, **fields)


def _drawn(hint: Any, told: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if hint == Scalar:
        return scalars()
    if origin in (typing.Union, types.UnionType):
        return st.none() | _drawn(next(part for part in inner if part is not type(None)), told)
    if origin is tuple:
        return st.lists(_drawn(inner[0], told), max_size=2).map(tuple)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is not None:
        return st.dictionaries(names(), _drawn(inner[1], {}), max_size=2)
    return _one(hint, told)


def _one(hint: Any, told: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if hint is str:
        if TO in told:
            return _ids_of(told[TO])
        return names() if NAMES in told else texts()
    plain = {
        bool: st.booleans(),
        int: st.integers(0 if COUNTED in told else -(2**53), 2**53),
        float: st.floats(allow_nan=False, allow_infinity=False),
        When: whens(),
        Label: labels(),
        Party: parties(),
        Span: spans(),
    }
    return plain[hint] if hint in plain else built(hint)


def _ids_of(types_: Sequence[str]) -> st.SearchStrategy[str]:
    return st.one_of([ids(name) for name in types_]) if types_ else ids()


def changes(record: Record) -> st.SearchStrategy[Change]:
    """Give amendments of a record: some of its fields as another record of its type has them."""
    record_type = record.id.split("/")[1]

    def amend(other: Record, on: date, keep: int) -> Change:
        wire = to_wire(other)
        wire.pop("id")
        chosen = dict(list(wire.items())[:keep])
        return Change(record=record.id, kind="amend", set=chosen, on=on)

    return st.builds(amend, records(record_type), days(), st.integers(1, 6))
