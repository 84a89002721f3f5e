"""Glances: what a record says but for its words, read several times as fast as the record itself.

Rules look at thousands of records and need no free text of them: which state, which day, what points at what. A glance
has every field of its record but those, under the same names, with the same small values in it. Asked for a word, it
reads the whole record.

A glance is no record: it was not checked by the record's own rules, and equals nothing. So it never leaves what
computes: whoever is handed something is handed a record, or a day, or a sentence.
"""

import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, Union, cast

import attrs

from lif_core.records.fields import SAID
from lif_core.records.record import Record
from lif_core.serial import plain

try:
    import msgspec
except ImportError:  # the extra `fast` is not installed: every record is read whole at once
    msgspec = None  # type: ignore[assignment, unused-ignore]


class Glance:
    """What a record says but for its words. Classes of glances are made from the classes of records."""

    __slots__ = ()
    stands_for: ClassVar[type[Record]]
    left_out: ClassVar[frozenset[str]]
    """The fields of free text, which are read with the whole record."""
    unread: Any
    """The bytes of the record until somebody asked for it, then the record."""

    def to_record(self) -> Record:
        """Give the record itself, reading it when first asked for.

        Raises:
            InvalidData: its words are not what they should be.
        """
        held = self.unread
        if isinstance(held, bytes):
            self.unread = held = plain.decode(self.stands_for, held)
        return cast(Record, held)

    def __repr__(self) -> str:
        return f"<glance at {self.id}>"

    def __getattr__(self, name: str) -> Any:
        if name not in self.left_out:
            raise AttributeError(f"{type(self).__name__} has no {name}.", name=name, obj=self)
        return getattr(self.to_record(), name)


Seen = Any
"""A record, or a glance of one: whatever has its fields."""


def whole(seen: Seen) -> Any:
    """Give the record that is seen."""
    return seen.to_record() if isinstance(seen, Glance) else seen


def glances(cls: type[Record], bodies: Iterable[bytes]) -> list[Seen]:
    """Read glances of records of one class from the JSON bytes that this library wrote.

    Bytes that do not fit are read as the record, which tells everything that is wrong with them.

    Raises:
        InvalidData: bytes of a record that does not fit.
    """
    if msgspec is None:
        return [plain.decode(cls, body) for body in bodies]
    bodies, read = list(bodies), _reader(cast(Any, cls))
    try:
        seen = list(map(read, bodies))
    except msgspec.DecodeError:  # one of them does not fit, which shows when it is read as a record
        return [plain.decode(cls, body) for body in bodies]
    for one, body in zip(seen, bodies, strict=True):
        one.unread = body
    return seen


@cache
def _reader(cls: Any) -> Callable[[bytes], Any]:
    read: Callable[[bytes], Any] = msgspec.json.Decoder(_glance_class(cls)).decode
    return read


def _glance_class(cls: type[Record]) -> Any:
    left_out = frozenset(field.name for field in attrs.fields(cls) if SAID in field.metadata)
    fields = [*_fields(cls, left_out), ("unread", Any, msgspec.field(default=b"", name="(unread)"))]
    own = _taken(cls) | {"stands_for": cls, "left_out": left_out}
    return msgspec.defstruct(cls.__name__, fields, bases=(Glance, msgspec.Struct), namespace=own, **_STRUCT)


@cache
def _part_class(cls: Any) -> Any:
    """Make the class that stands for a class of small values: every field of it, and what it can do."""
    return msgspec.defstruct(cls.__name__, _fields(cls, ()), namespace=_taken(cls), **_STRUCT)


_STRUCT: Mapping[str, Any] = {"kw_only": True, "eq": False, "gc": False}  # a record is a tree: nothing in it is a ring


def _fields(cls: Any, left_out: Collection[str]) -> list[Any]:
    hints = typing.get_type_hints(cls)
    return [
        (field.name, _seen(hints[field.name]), *_default(field.default))
        for field in attrs.fields(cls)
        if field.name not in left_out
    ]


def _default(default: Any) -> tuple[Any, ...]:
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return (msgspec.field(default_factory=default.factory),)  # type: ignore[attr-defined, unused-ignore]
    return () if default is attrs.NOTHING else (default,)


def _taken(cls: type) -> dict[str, Any]:
    """Take over the properties and methods that a class defines itself."""
    return {
        name: held
        for name, held in vars(cls).items()
        if isinstance(held, property | types.FunctionType) and (name in _SHOWING or not name.startswith("_"))
    }


_SHOWING = ("__str__", "__repr__")


def _seen(hint: Any) -> Any:
    """Tell the type that a glance has in the place of a field's type."""
    origin, within = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and attrs.has(hint):
        return _part_class(hint)
    if origin in (types.UnionType, Union):
        return Union[tuple(_seen(one) for one in within)]  # noqa: UP007 - made of what is known when this runs
    if origin is tuple:
        return tuple.__class_getitem__((_seen(within[0]), ...))
    if origin is Mapping:
        return dict.__class_getitem__((str, _seen(within[1])))
    return hint
