"""Plain data: records to and from what JSON can say.

Whatever comes from outside goes through cattrs, which refuses unknown keys and tells every problem at once.
What this library wrote itself is read by msgspec where that is installed; a law holds both to one result.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, TypeVar

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.serial import structs

try:
    import msgspec
except ImportError:  # the extra `fast` is not installed
    msgspec = None  # type: ignore[assignment, unused-ignore]

T = TypeVar("T")

Wire = Any
"""What JSON can say: text, number, true, false, null, list, or table with text keys."""


_AS_IS = frozenset((str, int, float, bool, type(None)))
_OTHERWISE = (LookupError, AttributeError, TypeError, ValueError)
"""What structs raise of a class met for the first times, and of a value that is none of ours or of another shape."""


def to_wire(value: Any) -> Wire:
    """Tell a value of ours as plain data; in attrs classes what is at its default is left out."""
    kind = value.__class__
    if kind in _AS_IS:
        return value
    if hasattr(kind, "__attrs_attrs__"):
        return _told(value, kind)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_wire(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [to_wire(held) for held in value]
    return value


def _told(value: Any, kind: Any) -> Wire:
    if msgspec is not None:
        with suppress(*_OTHERWISE):
            return structs.TELLERS[kind](value)
    told = {}
    for name, default in _defaults(kind):
        held = getattr(value, name)
        if held is not default and (default is None or held != default):
            told[name] = held if held.__class__ in _AS_IS else to_wire(held)
    return told


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    """Tell the fields of a class, each with its default."""
    return tuple(
        (f.name, f.default.factory() if isinstance(f.default, attrs.Factory) else f.default)  # type: ignore[arg-type, call-arg, attr-defined, unused-ignore]
        for f in attrs.fields(cls)
    )


def from_wire(cls: type[T], plain: Wire, where: str = "") -> T:
    """Build a value from plain data that comes from outside.

    Args:
        cls: an attrs class of ours.
        plain: what JSON said.
        where: what the data is, for the problems: a record id, a file and line.

    Raises:
        InvalidData: with everything that does not fit, each with its path.
    """
    from lif_core.serial.outside import read  # with cattrs, which costs more than most who read have to spend

    return read(cls, plain, where)


def rebuild(cls: type[T], plain: Wire) -> T:
    """Build a value from plain data that this library wrote itself: fast where msgspec is installed."""
    if msgspec is None:
        return from_wire(cls, plain)
    try:
        read: T = structs.REBUILDERS[cls](plain)
        return read
    except ValueError:
        return from_wire(cls, plain)


def decode(cls: type[T], body: bytes) -> T:
    """Build a value from JSON bytes that this library wrote itself.

    Raises:
        InvalidData: somebody altered them, and they fit no longer.
    """
    if msgspec is None:
        return from_wire(cls, _loads(body))
    try:
        read: T = structs.READERS[cls](body)
        return read
    except (ValueError, RecursionError):
        return from_wire(cls, _loads(body))


def _loads(body: bytes) -> Wire:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # its message quotes what stands there
        raise InvalidData([_NO_JSON]) from None


_NO_JSON = Problem(
    code="rows.damaged",
    says="What the store shows of a record cannot be read: it was altered by hand, or is damaged.",
    mend="`lif verify` names the record, and `lif rebuild` makes it again from the commits.",
)


def at_once(cls: type[T], body: bytes) -> T | None:
    """Build a value from JSON bytes that this library wrote itself, None where only another way can or knows better."""
    if msgspec is None:
        return None
    try:
        body.decode()  # what is read of it later is read without a look at its letters
        read: T = structs.READERS[cls](body)
        return read
    except ValueError:
        return None


def glance(body: bytes, key: str) -> Wire:
    """Read one value of a table of JSON that this library wrote itself, skipping the others; None where it has none.

    Raises:
        ValueError: the bytes are no JSON table.
    """
    if msgspec is None:
        table = json.loads(body)
        return table.get(key) if isinstance(table, dict) else None
    raw = _decoder(dict[str, msgspec.Raw]).decode(body).get(key)
    return None if raw is None else msgspec.json.decode(raw)


@cache
def _decoder(cls: Any) -> Any:
    return msgspec.json.Decoder(cls)


def _speller() -> tuple[Callable[[Wire], str], Callable[[str], str]]:
    """Give what spells plain data, and what spells text; made once, as making them costs more than most values do."""
    slow = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    quoted: Callable[[str], str] = json.encoder.encode_basestring  # type: ignore[attr-defined, unused-ignore]
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # not CPython
        return slow.encode, quoted
    spell = make(None, slow.default, quoted, None, ":", ",", True, False, True)  # as `slow` does for each call

    def spelt(plain: Wire) -> str:
        return quoted(plain) if plain.__class__ is str else "".join(spell(plain, 0))

    return spelt, quoted


_CANONICAL, _QUOTED = _speller()


def canonical(plain: Wire) -> bytes:
    """Give the one spelling of plain data: keys in order, no blanks, UTF-8."""
    if plain.__class__ in _HOLDS and msgspec is not None and _is_quick(plain):
        with suppress(ValueError, TypeError):  # half a character, or a key that is no text
            return _quick(plain)
    return _CANONICAL(plain).encode("utf-8", "surrogatepass")


_HOLDS, _ALIKE = (dict, list), frozenset((str, int, bool, type(None)))


def _is_quick(plain: Wire) -> bool:
    """Tell whether msgspec spells plain data as Python does: numbers with a point it spells in another way."""
    for one in plain.values() if plain.__class__ is dict else plain:
        kind = one.__class__
        if kind not in _ALIKE and (kind not in _HOLDS or not _is_quick(one)):
            return False
    return True


_quick: Callable[[Wire], bytes] = None if msgspec is None else msgspec.json.Encoder(order="sorted").encode  # type: ignore[assignment, unused-ignore]


def encode(value: Any) -> bytes:
    """Give the JSON bytes of a value of ours: canonical, so that equal values give equal bytes.

    The same as `canonical(to_wire(value))`, without making the plain data in between where msgspec is installed.
    """
    if msgspec is None:
        return canonical(to_wire(value))
    try:
        written: bytes = structs.WRITERS[value.__class__](value)
        return written
    except _OTHERWISE:  # half a character among them
        return canonical(to_wire(value))
