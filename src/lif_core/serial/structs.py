"""Structs: what stands between our classes and JSON, as there is nothing that msgspec reads and writes as quickly.

msgspec makes an attrs object slowly: it asks it for each field that the JSON does not say, and most are not said. Of
an attrs object it writes every field. A Struct of the same fields is read in a tenth of the time, and leaves out what
is at its default. What carries the fields over from one to the other is a function that is written for each class, a
line a field, as attrs writes `__init__` (ADR 0026).
"""

import json
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import Annotated, Any, Literal, Union

import attrs

from lif_core.records.fields import LONGEST, bounded, not_below_zero
from lif_core.serial.unread import UNREAD, Unread

try:
    import msgspec
except ImportError:  # the extra `fast` is not installed: nothing here is asked for
    msgspec = None  # type: ignore[assignment, unused-ignore]


# --- Structs that are read ------------------------------------------------------------------------------------------


@cache
def struct_of(cls: Any) -> Any:
    """Make the Struct that stands for a class of ours: every field of it, and what it can do."""
    return msgspec.defstruct(cls.__name__, struct_fields(cls), namespace=taken_over(cls), **STRUCT)


STRUCT: Mapping[str, Any] = {"kw_only": True, "eq": False, "gc": False}  # a record is a tree: nothing in it is a ring


def struct_fields(cls: Any, left_out: Collection[str] = ()) -> list[Any]:
    """Tell the fields of a class as a Struct has them: with what attrs checks told as msgspec checks it."""
    hints = _hints(cls)
    return [
        (
            field.name,
            msgspec.Raw if UNREAD in field.metadata else _checked(_read(hints[field.name]), field.validator),
            *_default(field.default),
        )
        for field in attrs.fields(cls)
        if field.name not in left_out
    ]


def taken_over(cls: type) -> dict[str, Any]:
    """Take over the properties and methods that a class defines itself."""
    return {
        name: held
        for name, held in vars(cls).items()
        if isinstance(held, property | types.FunctionType) and (name in _SHOWING or not name.startswith("_"))
    }


_SHOWING = ("__str__", "__repr__")


def _default(default: Any) -> tuple[Any, ...]:
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return (msgspec.field(default_factory=default.factory),)  # type: ignore[attr-defined, unused-ignore]
    return () if default is attrs.NOTHING else (default,)


def _read(hint: Any) -> Any:
    """Tell the type that a Struct has in the place of a field's type."""
    origin, within = typing.get_origin(hint), typing.get_args(hint)
    if _is_ours(hint):
        return struct_of(hint)
    if _is_union(hint):
        return _either(_read(one) for one in within)
    if origin is tuple:
        return tuple.__class_getitem__((_read(within[0]), ...))
    if origin is Mapping:
        return dict.__class_getitem__((str, _read(within[1])))
    return hint


def _checked(hint: Any, validator: Any) -> Any:
    if validator is None:
        return hint
    if validator not in (bounded, not_below_zero):
        raise TypeError(f"{validator} is checked by attrs alone: say here how msgspec checks it.")
    meta = msgspec.Meta(max_length=LONGEST) if validator is bounded else msgspec.Meta(ge=0)
    several = typing.get_args(hint) if _is_union(hint) else (hint,)
    return _either(one if one is types.NoneType else Annotated[one, meta] for one in several)


# --- from a Struct to a value of ours -------------------------------------------------------------------------------


@cache
def _maker(cls: Any, read: Callable[[Any], Any] | None = None) -> Callable[[Any], Any]:
    """Write what makes a value of ours from its Struct, or from what `read` reads as that.

    The slots of a frozen object are filled slowly. So they are filled while it is a draft, which has the same slots
    and is not frozen, and then it becomes what it is.
    """
    written = _Written("read")
    if read is not None:
        written.line(f"read = {written.known(read)}(read)")
    draft = type(cls)(cls.__name__, cls.__bases__, {"__slots__": cls.__slots__, **_THAWED})
    hints = _hints(cls)

    def made(hint: Any, held: str) -> str:
        if any(map(_is_ours, typing.get_args(hint))):
            raise TypeError(f"Say here how {hint} is read.")
        return f"{written.known(_maker(hint))}({held})" if _is_ours(hint) else held

    written.line(f"made = {written.known(draft)}()")
    for field in attrs.fields(cls):
        held = f"read.{field.name}"
        unread = f"{written.known(Unread)}({held})" if UNREAD in field.metadata else ""
        written.line(f"made.{field.name} = {unread or _carried(hints[field.name], held, made, 'tuple')}")
    written.line(f"made.__class__ = {written.known(cls)}")
    if hasattr(cls, "__attrs_post_init__"):
        written.line("made.__attrs_post_init__()")
    return written.function("made")


_THAWED = {"__init__": object.__init__, "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


# --- from a value of ours to a Struct -------------------------------------------------------------------------------


def _teller(cls: type, spelt: bool) -> Callable[[Any], Any]:
    """Write what puts a value into a Struct that leaves out its defaults, and tells that: spelt, or as plain data.

    Where it is spelt the Struct has its keys in order, and numbers with a point are spelt as Python does: msgspec has
    another way with the very large and the very small.
    """
    written = _Written("value")
    tell = written.known(msgspec.json.Encoder(order="deterministic").encode if spelt else msgspec.to_builtins)

    def struct(cls: Any, value: str) -> str:
        fields, hints = list(attrs.fields(cls)), _hints(cls)
        if spelt:
            fields.sort(key=lambda field: field.name)
        told = ", ".join(told_of(field.default, hints[field.name], f"{value}.{field.name}") for field in fields)
        named = [(field.name, Any, msgspec.UNSET if field.default is attrs.NOTHING else None) for field in fields]
        made = msgspec.defstruct(cls.__name__, named, omit_defaults=True, eq=False, gc=False)
        return f"{written.known(made)}({told})"

    def told_of(default: Any, hint: Any, held: str) -> str:
        """Tell None for what is at its default, which the Struct leaves out."""
        told = _carried(hint, held, one, "either" if spelt else "list")
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = default.factory()  # type: ignore[attr-defined, unused-ignore]
        if default is attrs.NOTHING or default is None:
            return told
        if types.NoneType in typing.get_args(hint):
            raise TypeError(f"Say here how None is told from the default of {held}.")
        usual = repr(default) if isinstance(default, str) else written.known(default)
        return f"None if {held} == {usual} else {told}" if default else f"{told} or None"

    def one(hint: Any, held: str) -> str:
        if _is_ours(hint):
            return struct(hint, held)
        if hint in _AS_IS or typing.get_origin(hint) is Literal:
            return held
        if set(typing.get_args(hint) if _is_union(hint) else (hint,)) <= {*_AS_IS, float}:
            return f"{written.known(_spelt)}({held})" if spelt else held
        raise TypeError(f"Say here how {hint} is written.")

    return written.function(f"{tell}({struct(cls, 'value')})")


_AS_IS = (str, int, bool, date, types.NoneType)


def _spelt(held: Any) -> Any:
    return msgspec.Raw(json.dumps(held).encode()) if held.__class__ is float else held


# --- what others ask for --------------------------------------------------------------------------------------------


OFTEN = 20
"""How often a class is met before functions are written for it: writing one takes as long as reading some hundred."""


class _ByClass(dict[type, Callable[[Any], Any]]):
    """Functions by the class they are for, written when it is met often.

    Args:
        write: writes the function for a class.
        seldom: gives what does the same more slowly, or raises `LookupError`.
    """

    def __init__(
        self, write: Callable[[type], Callable[[Any], Any]], seldom: Callable[[type], Callable[[Any], Any]]
    ) -> None:
        self._write, self._seldom = write, seldom
        self._met: dict[type, int] = {}

    def __missing__(self, cls: type) -> Callable[[Any], Any]:
        met = self._met[cls] = self._met.get(cls, 0) + 1
        return self._seldom(cls) if met < OFTEN else self.written(cls)

    def written(self, cls: type) -> Callable[[Any], Any]:
        """Write the function for a class, however seldom it was met."""
        written = self[cls] = self._write(cls)
        return written


def _not_yet(cls: type) -> Callable[[Any], Any]:
    raise LookupError(cls)


READERS = _ByClass(
    lambda cls: _maker(cls, msgspec.json.Decoder(struct_of(cls)).decode), lambda cls: msgspec.json.Decoder(cls).decode
)
"""What reads values from JSON bytes; raises `ValueError` where these do not fit."""
REBUILDERS = _ByClass(
    lambda cls: _maker(cls, partial(msgspec.convert, type=struct_of(cls))),
    lambda cls: partial(msgspec.convert, type=cls),
)
"""What reads values from plain data; raises `ValueError` where these do not fit."""
WRITERS = _ByClass(lambda cls: _teller(cls, spelt=True), _not_yet)
"""What writes values as canonical JSON bytes.

Raises `AttributeError`, `TypeError` or `ValueError` where a value does not hold what its fields say.
"""
TELLERS = _ByClass(lambda cls: _teller(cls, spelt=False), _not_yet)
"""What tells values as plain data, fields in the order of the class; raises what writers raise."""


# --- functions that are written -------------------------------------------------------------------------------------


class _Written:
    """A function of one argument that is being written, with what it knows by name."""

    def __init__(self, argument: str) -> None:
        self._lines = [f"def written({argument}):"]
        self._known: dict[str, Any] = {}

    def known(self, held: Any) -> str:
        name = f"_{len(self._known)}"
        self._known[name] = held
        return name

    def line(self, text: str) -> None:
        self._lines.append(f"  {text}")

    def function(self, gives: str) -> Callable[[Any], Any]:
        self.line(f"return {gives}")
        exec("\n".join(self._lines), self._known)  # noqa: S102 - names of fields, and names of our own
        written: Callable[[Any], Any] = self._known["written"]
        return written


def _carried(hint: Any, held: str, one: Callable[[Any, str], str], into: Literal["tuple", "list", "either"]) -> str:
    """Tell in Python how what a field holds is carried over; what needs nothing done is taken just as it is.

    Args:
        hint: the type of the field.
        held: what the field holds, in Python.
        one: tells it of what is neither a tuple nor a map.
        into: what tuples become.
    """
    origin, within = typing.get_origin(hint), typing.get_args(hint)
    if _is_union(hint) and types.NoneType in within and len(within) == 2:
        told = _carried(within[within[0] is types.NoneType], held, one, into)
        return held if told == held else f"(None if {held} is None else {told})"
    if origin is tuple:
        told = _carried(within[0], "one", one, into)
        if told == "one" and into != "list":
            return held
        several = f"[{told} for one in {held}]"
        if into == "list":
            return f"({several} if {held} else [])"
        return f"({held} and (*{several},))" if into == "tuple" else f"({held} and {several})"
    if origin is Mapping:
        told = _carried(within[1], "one", one, into)
        return held if told == "one" else f"({held} and {{key: {told} for key, one in {held}.items()}})"
    return one(hint, held)


_hints = cache(typing.get_type_hints)


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) in (types.UnionType, Union)


def _is_ours(hint: Any) -> bool:
    return isinstance(hint, type) and attrs.has(hint)


def _either(several: Iterable[Any]) -> Any:
    return Union[tuple(several)]  # noqa: UP007 - made of what is known when this runs
