"""Glances: what a record says but for its words, read several times as fast as the record itself.

Rules look at thousands of records and need no free text of them: which state, which day, what points at what. A glance
has every field of its record but those, under the same names, with the same small values in it. Asked for a word, it
reads the whole record.

A glance is no record: it was not checked by the record's own rules, and equals nothing. So it never leaves what
computes: whoever is handed something is handed a record, or a day, or a sentence.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar, cast

import attrs

from lif_core.records.fields import SAID
from lif_core.records.record import Record
from lif_core.serial import plain, structs

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
    except (ValueError, RecursionError):  # one of them does not fit, which shows when it is read as a record
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
    unread = ("unread", Any, msgspec.field(default=b"", name="(unread)"))
    own = structs.taken_over(cls) | {"stands_for": cls, "left_out": left_out}
    fields = [*structs.struct_fields(cls, left_out), unread]
    return msgspec.defstruct(cls.__name__, fields, bases=(Glance, msgspec.Struct), namespace=own, **structs.STRUCT)
