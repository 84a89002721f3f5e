"""Clearance: what an audience may see. What lies above it is gone before anybody is handed a register.

What nobody can place (a level or an extra field that the framework does not know) counts as above every clearance.
"""

import typing
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any, cast, get_args, get_origin

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import ExtraField
from lif_core.records import TYPES, Record
from lif_core.records.fields import TO, metadata
from lif_core.serial.glances import Seen, whole
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
    return Register(fetch=_Cleared(register, framework, framework.clearance(audience)).shelf)


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
            seen = (self._only(one) for one in self._register.glances(record_type) if self._may_be_seen(one))
            found = self._shelves.setdefault(record_type, Shelf(record_type, seen))
        return found

    def _may_be_seen(self, one: Seen) -> bool:
        level = one.disclosure
        if level not in self._levels:
            self._levels[level] = _within(self._framework, level, self._clearance)
        if not self._levels[level]:
            return False
        if type_name(one) != "product":
            return True
        return reach_of(self._framework, self._register, whole(one)) <= self._clearance

    def _only(self, one: Seen) -> Seen:
        """Give a record as it may be seen: as it stands, where nothing in it has to go."""
        record_class: Any = TYPES[type_name(one)]
        untouched = (
            not _pointing_parts(record_class)
            and all(self.in_sight(target) for _, target in points(one, _fields(record_class)))
            and all(self._extras.get(key) for key in one.extra)
        )
        return one if untouched else _only(whole(one), self, self._extras)

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
