"""Clearance: what an audience may see. What lies above it is gone before anybody is handed a register.

What nobody can place (a level or an extra field that the framework does not know) counts as above every clearance.
"""

import typing
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, cast, get_args, get_origin

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import ExtraField
from lif_core.records import TYPES, Measure, Record
from lif_core.records.fields import TO, TOLD, metadata
from lif_core.serial.glances import Seen, whole
from lif_core.values.identifiers import type_of
from lif_core.values.words import folded
from lif_core.view.measured import names_of
from lif_core.view.register import Register, type_name
from lif_core.view.shelf import Shelf, points
from lif_core.view.width import reach_of


def cleared(register: Register, framework: Framework, audience: str) -> Register:
    """Give the register without what lies above an audience's clearance, and without any pointer to it.

    Raises:
        UnknownName: the framework knows no such audience.
    """
    if not audience:
        return register
    seen = _Cleared(register, framework, framework.clearance(audience))
    return Register(fetch=seen.shelf, stream=seen.stream)


class _Cleared:
    """The shelves of a register without what lies above a clearance; each is made when somebody asks for its type."""

    def __init__(self, register: Register, framework: Framework, clearance: int) -> None:
        self._register, self._framework, self._clearance = register, framework, clearance
        fields = framework.all(ExtraField).items()
        self._extras = {id: _within(framework, field.disclosure, clearance) for id, field in fields}
        self._levels: dict[str, bool] = {}
        self._in_sight: dict[str, bool] = {}
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, record_type: str) -> Shelf:
        """Give the records of a type that may be seen, without any pointer to one that may not."""
        found = self._shelves.get(record_type)
        if found is None:
            seen = self._seen(self._register.glances(record_type))
            found = self._shelves.setdefault(record_type, Shelf(record_type, seen))
        return found

    def stream(self, record_type: str) -> Iterator[Seen]:
        """Give the same one after another, without keeping them."""
        return self._seen(self._register.passing(record_type))

    def _seen(self, records: Iterable[Seen]) -> Iterator[Seen]:
        return (self._as_seen(one) for one in records if self._may_be_seen(one))

    def _may_be_seen(self, one: Seen) -> bool:
        level = one.disclosure
        if level not in self._levels:
            self._levels[level] = _within(self._framework, level, self._clearance)
        if not self._levels[level]:
            return False
        if type_name(one) != "product":
            return True
        return reach_of(self._framework, self._register, whole(one)) <= self._clearance

    def _as_seen(self, one: Seen) -> Seen:
        """Give a record as it may be seen: as it stands, where nothing in it has to go."""
        record_class: Any = TYPES[type_name(one)]
        untouched = (
            not _pointing_parts(record_class)
            and all(self.in_sight(target) for _, target in points(one, _fields(record_class)))
            and all(self._extras.get(key) for key in one.extra)
        )
        told = one if untouched else _only(whole(one), self, self._extras)
        if not self._left(told):
            return told
        record = whole(told)
        return attrs.evolve(record, **self._left(record))

    def _left(self, one: Seen) -> Mapping[str, Any]:
        """Give what is left of the fields that tell ids without pointing at them, by field; nothing where all is."""
        left: dict[str, Any] = {}
        for name, inner, types in _telling(cast(Any, TYPES[type_name(one)])):
            held = getattr(one, name)
            several = held if isinstance(held, tuple) else (held,) if held else ()
            kept = tuple(part for part in several if self._may_tell(getattr(part, inner) if inner else part, types))
            if len(kept) < len(several):
                left[name] = kept if isinstance(held, tuple) else None if inner else ""
        return left

    def _may_tell(self, said: str, types: tuple[str, ...]) -> bool:
        """Tell whether an id, or words where a name may stand, tells of nothing that may not be seen."""
        if not types:
            return self.in_sight(said)
        words = folded(said)
        if not words or said in self or words in self:
            return True
        return not _is_id(words, types) and said not in self._register and words not in self._unseen_measures

    @cached_property
    def _unseen_measures(self) -> frozenset[str]:
        """The names by which nothing is called but measures that may not be seen."""
        names: dict[bool, set[str]] = {True: set(), False: set()}
        for one in self._register.of_type(Measure):
            names[self._may_be_seen(one)].update(names_of(one))
        return frozenset(names[False] - names[True])

    def in_sight(self, record_id: str) -> bool:
        """Tell whether the record with this id may be seen."""
        found = self._in_sight.get(record_id)
        if found is None:
            one = self._register.glance(record_id)
            found = self._in_sight.setdefault(record_id, one is not None and self._may_be_seen(one))
        return found

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.in_sight(record_id)


@cache
def _fields(record_class: Any) -> tuple[tuple[str, bool], ...]:
    """Tell every field that points at records, each with whether it points at several."""
    return tuple((name, isinstance(default, tuple)) for name, default in _defaults(record_class))


def _defaults(record_class: Any) -> Iterable[tuple[str, Any]]:
    pointing = metadata(record_class, TO)
    return ((field.name, field.default) for field in attrs.fields(record_class) if field.name in pointing)


@cache
def _telling(record_class: Any) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Tell the fields that tell ids without pointing: which, the field in its parts, whose names may stand there."""
    own = [(name, "", types) for name, types in metadata(record_class, TOLD).items()]
    hints = typing.get_type_hints(record_class)
    for field in attrs.fields(record_class):
        for part in (hints[field.name], *get_args(hints[field.name])):
            if isinstance(part, type) and attrs.has(part):
                own += [(field.name, inner, types) for inner, types in metadata(part, TOLD).items()]
    return tuple(own)


def _is_id(words: str, types: tuple[str, ...]) -> bool:
    """Tell whether words are the id of a record of these types, whether or not it is still there."""
    try:
        return type_of(words) in types
    except ValueError:
        return False


def _within(framework: Framework, level: str, clearance: int) -> bool:
    try:
        return not level or framework.disclosure(level) <= clearance
    except UnknownName:
        return False


def _only(record: Record, ids: Container[str], extras: Mapping[str, bool]) -> Record:
    """Give a record whose pointers all lead to `ids`, since an id of what may not be seen tells that it exists."""
    kept: dict[str, Any] = {}
    for name in metadata(type(record), TO):
        held = getattr(record, name)
        if isinstance(held, tuple):
            if not all(id in ids for id in held):
                kept[name] = tuple(_inside(held, ids))
        elif held and held not in ids:
            kept[name] = ""
    for name in _pointing_parts(cast(Any, type(record))):
        parts = getattr(record, name)
        told = tuple(part for one in parts if (part := _part(one, ids)) is not None)
        if told != parts:
            kept[name] = told
    if any(link.to not in ids for link in record.links):
        kept["links"] = tuple(link for link in record.links if link.to in ids)
    if not all(extras.get(key) for key in record.extra):
        kept["extra"] = {key: value for key, value in record.extra.items() if extras.get(key)}
    return attrs.evolve(record, **kept) if kept else record


def _inside(held: Iterable[str], ids: Container[str]) -> Iterable[str]:
    return (record_id for record_id in held if record_id in ids)


@cache
def _pointing_parts(record_class: Any) -> tuple[str, ...]:
    """Tell the fields that hold parts which point at records themselves, such as the items of a meeting."""
    hints = typing.get_type_hints(record_class)
    return tuple(
        field.name
        for field in attrs.fields(record_class)
        if field.name != "links"
        and get_origin(hints[field.name]) is tuple
        and attrs.has(part := get_args(hints[field.name])[0])
        and metadata(part, TO)
    )


def _part(part: Any, ids: Container[str]) -> Any:
    """Give a part that points at what may be seen only; None for one that is about a record out of sight."""
    fresh: dict[str, Any] = {}
    for name in metadata(cast(type, type(part)), TO):
        held = getattr(part, name)
        if isinstance(held, tuple):
            if not all(id in ids for id in held):
                fresh[name] = tuple(_inside(held, ids))
        elif held and held not in ids:
            return None
    return attrs.evolve(part, **fresh) if fresh else part
