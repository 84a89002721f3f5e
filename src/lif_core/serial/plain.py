"""Plain data: records to and from what JSON can say.

Whatever comes from outside goes through cattrs, which refuses unknown keys and tells every problem at once.
What this library wrote itself is read by msgspec where that is installed; a law holds both to one result.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from lif_core.errors import InvalidData, Problem
from lif_core.records.fields import LONGEST
from lif_core.records.record import Record, Scalar
from lif_core.serial.complaints import ExpectedType, complaints, in_words

try:
    import msgspec
except ImportError:  # the extra `fast` is not installed
    msgspec = None  # type: ignore[assignment, unused-ignore]

T = TypeVar("T")
R = TypeVar("R", bound=Record)

_SHOWN = 60  # no more characters than these of a key from outside stand in a problem

Wire = Any
"""What JSON can say: text, number, true, false, null, list, or table with text keys."""


_AS_IS = frozenset((str, int, float, bool, type(None)))


def to_wire(value: Any) -> Wire:
    """Tell a value of ours as plain data; in attrs classes what is at its default is left out."""
    kind = value.__class__
    if kind in _AS_IS:
        return value
    if hasattr(kind, "__attrs_attrs__"):
        names, defaults, held_by = _fields(kind)
        told = {}
        for name, default, held in zip(names, defaults, held_by(value), strict=True):
            if held is not default and held != default:
                told[name] = held if held.__class__ in _AS_IS else to_wire(held)
        return told
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_wire(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [to_wire(held) for held in value]
    return value


_Fields = tuple[tuple[str, ...], tuple[Any, ...], Callable[[Any], tuple[Any, ...]]]


@cache
def _fields(cls: Any) -> _Fields:
    """Tell the names and defaults of a class, and what takes all its values at once."""
    fields = attrs.fields(cls)
    names = tuple(f.name for f in fields)
    defaults = tuple(
        f.default.factory() if isinstance(f.default, attrs.Factory) else f.default  # type: ignore[arg-type, call-arg, attr-defined, unused-ignore]
        for f in fields
    )
    return names, defaults, _taking(names)


def _taking(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Give what takes the values of several fields at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def from_wire(cls: type[T], plain: Wire, where: str = "") -> T:
    """Build a value from plain data that comes from outside.

    Args:
        cls: an attrs class of ours.
        plain: what JSON said.
        where: what the data is, for the problems: a record id, a file and line.

    Raises:
        InvalidData: with everything that does not fit, each with its path.
    """
    try:
        return converter().structure(plain, cls)
    except (BaseValidationError, ExpectedType, ValueError, TypeError) as error:
        raise InvalidData(_problem(where, path, leaf) for path, leaf in complaints(error)) from None


def _problem(where: str, path: tuple[str | int, ...], leaf: BaseException) -> Problem:
    key = ".".join(str(step)[:_SHOWN] for step in path)
    place = ", ".join(part for part in (where, key) if part)
    says = in_words(leaf)
    return Problem(
        code="data.does-not-fit",
        says=f"{says[0].upper()}{says[1:]}.",
        mend="Compare it with the reference of records; `lif schema` prints what each field may hold.",
        where=place,
    )


def rebuild(cls: type[T], plain: Wire) -> T:
    """Build a value from plain data that this library wrote itself: fast where msgspec is installed."""
    if msgspec is None:
        return from_wire(cls, plain)
    try:
        return msgspec.convert(plain, cls)
    except msgspec.ValidationError:
        return from_wire(cls, plain)


def decode(cls: type[T], body: bytes) -> T:
    """Build a value from JSON bytes that this library wrote itself."""
    if msgspec is None:
        return from_wire(cls, json.loads(body))
    try:
        wanted: Any = cls
        found: T = _decoder(wanted).decode(body)
        return found
    except msgspec.ValidationError:
        return from_wire(cls, json.loads(body))


def loads(body: bytes) -> Wire:
    """Read JSON bytes that this library wrote itself, as plain data.

    Raises:
        ValueError: they are no JSON.
    """
    if msgspec is None:
        return json.loads(body)
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(body)  # which says what is wrong, or is more lenient


def at_once(cls: type[T], body: bytes) -> T | None:
    """Build a value from JSON bytes that this library wrote itself, None where only another way can or knows better."""
    if msgspec is None:
        return None
    try:
        wanted: Any = cls
        found: T = _decoder(wanted).decode(body)
        return found
    except (msgspec.MsgspecError, UnicodeDecodeError):
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
    return _CANONICAL(plain).encode("utf-8", "surrogatepass")


def encode(value: Any) -> bytes:
    """Give the JSON bytes of a value of ours: canonical, so that equal values give equal bytes.

    The same as `canonical(to_wire(value))`, without making the plain data in between.
    """
    return _spelt(value).encode("utf-8", "surrogatepass")


def _spelt(value: Any) -> str:
    kind = value.__class__
    if kind is str:
        return _QUOTED(value)
    if kind in _AS_IS:
        return _CANONICAL(value)
    if kind is date:
        return _spelt_day(value)
    if hasattr(kind, "__attrs_attrs__"):
        return _spelt_fields(value, kind)
    if isinstance(value, date):
        return _QUOTED(value.isoformat())
    if isinstance(value, Mapping):
        return f"{{{','.join([f'{_QUOTED(key)}:{_spelt(value[key])}' for key in sorted(value)])}}}"
    if isinstance(value, tuple | list):
        return f"[{','.join([_spelt(held) for held in value])}]"
    return _CANONICAL(value)


@lru_cache(maxsize=4096)
def _spelt_day(day: date) -> str:
    return f'"{day.isoformat()}"'


def _spelt_fields(value: Any, kind: Any) -> str:
    keys, defaults, held_by = _spelling(kind)
    told = [
        key + (_QUOTED(held) if held.__class__ is str else _spelt(held))
        for key, default, held in zip(keys, defaults, held_by(value), strict=True)
        if held is not default and (default is None or held != default)
    ]
    return f"{{{','.join(told)}}}"


@cache
def _spelling(cls: Any) -> "_Fields":
    """Tell the keys as they are spelt and the defaults of a class, in the order of the keys, and what takes values."""
    names, defaults, _ = _fields(cls)
    order = sorted(range(len(names)), key=names.__getitem__)
    keys = tuple(f"{_QUOTED(names[n])}:" for n in order)
    return keys, tuple(defaults[n] for n in order), _taking([names[n] for n in order])


@lru_cache(maxsize=1)
def converter() -> Converter:
    """Give the one converter of records for data from outside."""
    return strict_converter()


def strict_converter() -> Converter:
    """Make a strict converter for data from outside: no coercion, no unknown keys, all problems at once."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind, words in ((bool, "true or false"), (int, "a whole number")):
        made.register_structure_hook(kind, _exactly(kind, words))
    made.register_structure_hook(str, _text)
    made.register_structure_hook(float, _number)
    made.register_structure_hook(date, _day)
    made.register_structure_hook_func(lambda cls: cls == Scalar, _scalar)
    made.register_structure_hook_func(_is_of(Literal), _word)
    made.register_structure_hook_factory(_is_of(tuple), lambda cls: _many(cls, made))
    made.register_structure_hook_factory(_is_of(Mapping), lambda cls: _table(cls, made))
    made.register_structure_hook_factory(attrs.has, lambda cls: _whole(cls, made))
    return made


def _is_of(origin: Any) -> Callable[[Any], bool]:
    return lambda cls: get_origin(cls) is origin


def _whole(cls: type, made: Converter) -> Any:
    build: Any = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True)

    def structure(plain: Wire, target: Any) -> Any:
        if not isinstance(plain, Mapping):
            raise ExpectedType("a table", plain)
        return build(plain, target)

    return structure


def _many(cls: Any, made: Converter) -> Any:
    """Read lists as tuples. Text is no list of its letters, a table no list of its keys."""
    inner = get_args(cls)[0]
    one = made.get_structure_hook(inner)

    def structure(plain: Wire, _: Any) -> tuple[Any, ...]:
        if not isinstance(plain, list | tuple):
            raise ExpectedType("a list", plain)
        return tuple(_each(enumerate(plain), one, inner).values())

    return structure


def _table(cls: Any, made: Converter) -> Any:
    inner = get_args(cls)[1]
    one = made.get_structure_hook(inner)

    def structure(plain: Wire, _: Any) -> dict[str, Any]:
        if not isinstance(plain, Mapping):
            raise ExpectedType("a table", plain)
        return _each(((_text(key, str), held) for key, held in plain.items()), one, inner)

    return structure


def _each(held: Iterable[tuple[Any, Wire]], one: Callable[[Wire, Any], Any], inner: Any) -> dict[Any, Any]:
    """Read every entry, and tell all that do not fit, each with its place."""
    read, wrong = {}, []
    for place, plain in held:
        try:
            read[place] = one(plain, inner)
        except Exception as error:
            error.__notes__ = [*getattr(error, "__notes__", ()), IterableValidationNote("", place, inner)]
            wrong.append(error)
    if wrong:
        raise IterableValidationError("", wrong, inner)
    return read


def _exactly(kind: type, words: str) -> Any:
    def structure(plain: Wire, _: Any) -> Any:
        if type(plain) is not kind:
            raise ExpectedType(words, plain)
        return plain

    return structure


def _text(plain: Wire, _: Any) -> str:
    if type(plain) is not str:
        raise ExpectedType("text", plain)
    if len(plain) > LONGEST:
        raise ExpectedType(f"text of at most {LONGEST:,} characters", plain, "a longer one")
    if not plain.isascii():
        try:
            plain.encode()
        except UnicodeEncodeError:
            raise ExpectedType("text in Unicode", plain, "half a character") from None
    return plain


def _word(plain: Wire, cls: Any) -> Any:
    known = get_args(cls)
    if type(plain) is not str or plain not in known:
        words = ", ".join(word for word in known if word)
        raise ExpectedType(f"one of {words}", plain, "another word" if type(plain) is str else "")
    return plain


def _number(plain: Wire, _: Any) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise ExpectedType("a number", plain, "no finite one" if type(plain) is float else "")
    return float(plain)


def _scalar(plain: Wire, _: Any) -> Any:
    if type(plain) not in get_args(Scalar):
        raise ExpectedType("text, a number, true, false or nothing", plain)
    if type(plain) is str:
        return _text(plain, str)
    return _number(plain, float) if type(plain) is float else plain


def _day(plain: Wire, _: Any) -> date:
    if type(plain) is date:
        return plain
    if type(plain) is str:
        try:
            read = date.fromisoformat(plain)
        except ValueError:
            read = None
        if read is not None and read.isoformat() == plain:  # weeks and bare digits are read too, and not meant
            return read
    raise ExpectedType("a day such as 2024-05-23", plain)
