"""Structuring: how plain data of a document become an item, or everything that does not fit, at once.

A reader for each type is put together, of plain functions, when the type is first met. cattrs compiles a function for
each class instead, which pays from the thousandth item on; a framework has some hundred, and every process reads them.
Types that only the table of a plug-in knows are left to cattrs.
"""

import functools
import operator
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, get_args, get_origin

import attrs

from lif_core.errors import nearest
from lif_core.framework.expressions import Condition
from lif_core.framework.expressions import parse as parse_condition
from lif_core.framework.items.item import Begin, Item
from lif_core.framework.items.training import FULL_COST, Amount, TimePoint
from lif_core.framework.misfits import Misfit
from lif_core.framework.paths import StatePath, parse_path
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import key_of, keys_of, typed_fields
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.values.spans import Span, parse_span
from lif_core.values.years import YearBegin, parse_year_begin

Read = Callable[[Any], Any]
"""Makes a value of plain data, or raises a `Misfit` or `_Unfit`."""
Found = tuple[KeyPath, Misfit]
"""What does not fit, and where within the value."""


class _Unfit(ValueError):
    """That parts of a value do not fit."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.found = tuple(found)
        super().__init__("parts of it do not fit")


class _Field(NamedTuple):
    """How one field of a class is read."""

    name: str
    read: Read
    is_needed: bool


def read_item(shape: type[Item], data: Mapping[str, Any], **inner: Any) -> Item | tuple[Found, ...]:
    """Make an item of plain data, or tell everything that does not fit, each with its key path within the item."""
    try:
        found: Item = _made(shape, data, inner)
    except ValueError as error:
        return tuple(_within((), error))
    return found


def _made(shape: Any, data: Mapping[str, Any], inner: Mapping[str, Any]) -> Any:
    """Make an instance of a class, with `inner` for what no document says."""
    given = dict(inner)
    wrong: list[Found] = []
    fields = _fields(shape)
    if not data.keys() <= fields.keys():
        wrong += _unknown(shape, data.keys() - fields.keys())
    for key, (name, read, is_needed) in fields.items():
        if key in data:
            try:
                given[name] = read(data[key])
            except ValueError as error:
                wrong += _within((key,), error)
        elif is_needed:
            says = f"The setting {key!r} is missing."
            wrong.append(((), Misfit("missing-key", says, f"Add {key} = ... below the heading.", expected=key)))
    if wrong:
        raise _Unfit(wrong)
    try:
        return shape(**given)
    except TypeError:  # so says a validator, as it is written for other types too
        raise _unreadable() from None


@functools.cache
def _fields(shape: Any) -> Mapping[str, _Field]:
    """Tell, by key, the fields of a class that a document may set."""
    return {
        key_of(field.name): _Field(str(field.alias), _reader_of(field), field.default is attrs.NOTHING)
        for field in typed_fields(shape)
        if not field.metadata.get("inner")
    }


def _reader_of(field: "attrs.Attribute[Any]") -> Read:
    said = {"one or many": _one_or_many, "year": _year}.get(field.metadata.get("said", ""))
    hint: Any = field.type
    return said or _reader(hint)


def _within(path: KeyPath, error: ValueError) -> Iterator[Found]:
    """Tell what an error says, each with its key path from further out."""
    if isinstance(error, _Unfit):
        yield from ((path + below, misfit) for below, misfit in error.found)
    else:
        yield path, error if isinstance(error, Misfit) else _unreadable()


def _unreadable() -> Misfit:
    return Misfit("wrong-type", "This value cannot be read.", "Compare it with the handbook's example.")


def _unknown(shape: type, extra: Iterable[str]) -> Iterator[Found]:
    known = keys_of(shape)
    for key in sorted(extra):
        says, mend = f"There is no setting {key[:60]!r} here.", "Take it away, or correct its spelling."
        yield (key,), Misfit("unknown-key", says, mend, expected=", ".join(known), nearest=nearest(key, known))


# -- a reader for each type ------------------------------------------------------------------------------------------


@functools.cache
def _reader(hint: Any) -> Read:
    """Give what reads values of a type."""
    if hint in _SPOKEN:
        return _SPOKEN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return functools.partial(_word, inner)
    if origin is tuple:
        return functools.partial(_list, inner[0])
    if origin is Mapping:
        return functools.partial(_table, inner[1])
    if origin in (typing.Union, types.UnionType) and type(None) in inner:
        return _reader(functools.reduce(operator.or_, (one for one in inner if one is not type(None))))
    if attrs.has(hint):
        return functools.partial(_instance, hint)
    return functools.partial(_of_plug_in, hint)


def _instance(shape: Any, value: Any) -> Any:
    """Read an instance of a class: a table, or plain words where it can be said so."""
    said = _PLAIN.get(shape)
    if said and isinstance(value, str):
        return said(value)
    if not isinstance(value, dict):
        raise _not("words in quotes, or a table" if said else f"a table in braces, such as {_braces(shape)}")
    return _made(shape, value, {})


def _braces(shape: Any) -> str:
    """Tell what a table of a class looks like, with the first of its keys."""
    return f"{{ {', '.join(f'{key} = ...' for key in keys_of(shape)[:3])} }}"


def _list(inner: Any, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        example = f"[{_braces(inner)}, ...]" if attrs.has(inner) and inner is not Label else '["one", "two"]'
        raise _not(f"a list in square brackets, such as {example}")
    return tuple(_each(_reader(inner), enumerate(value)).values())


def _table(inner: Any, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _not("a table of settings")
    return _each(_reader(inner), value.items())


def _each(read: Read, values: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Read several values, each with its key or place."""
    made: dict[Any, Any] = {}
    wrong: list[Found] = []
    for key, value in values:
        try:
            made[key] = read(value)
        except ValueError as error:
            wrong += _within((key,), error)
    if wrong:
        raise _Unfit(wrong)
    return made


def _of_plug_in(hint: Any, value: Any) -> Any:
    """Read a value of a type that none of our own tables has."""
    from cattrs import Converter

    try:
        return Converter(forbid_extra_keys=True).structure(value, hint)
    except Exception:  # such a type may bring code of its own, which may raise anything
        raise _unreadable() from None


def _not(wanted: str) -> Misfit:
    return Misfit("wrong-type", f"Here {wanted} should stand.", f"Write {wanted}.", expected=wanted)


def _exactly(wanted: type, said: str) -> Read:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise _not(said)
        return value

    return read


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _not("a number")
    try:
        return float(value)
    except OverflowError:
        raise _not("a number of sensible size") from None


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not("a day without quotes, such as 2024-12-31")
    return value


def _begin(value: Any) -> Begin:
    if value == "area-start":
        return "area-start"
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not('a day without quotes, such as 2018-06-29, or "area-start"')
    return value


def _amount(value: Any) -> Amount:
    if value == FULL_COST:
        return "full-cost"
    if isinstance(value, str):
        raise _not('an amount, such as 35, or "full-cost"')
    return _number(value)


def _time_point(words: str) -> TimePoint:
    return TimePoint(label=Label(words))


def _word(known: Sequence[str], value: Any) -> Any:
    if isinstance(value, str) and value in known:
        return value
    near = nearest(value, known) if isinstance(value, str) else None
    says = f"Here one of these should stand: {', '.join(known)}."
    raise Misfit("unknown-word", says, "Choose one of them.", expected=", ".join(known), nearest=near)


def _spoken(parse: Callable[[str], Any], said: str) -> Read:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise _not(f"{said}, in quotes")
        try:
            return parse(value)
        except Misfit:
            raise
        except ValueError as error:
            raise Misfit("wrong-type", str(error), f"Write {said}.", expected=said) from None

    return read


def _one_or_many(value: Any) -> tuple[str, ...]:
    many = [value] if isinstance(value, str) else value
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise _not("one name in quotes, or a list of names")
    return tuple(many)


def _year(value: Any) -> int:
    if isinstance(value, date):
        return value.year
    if type(value) is not int or not 1 <= value <= 9999:
        raise _not("a year, such as 2030")
    return value


_PLAIN: Mapping[type, Callable[[str], object]] = {Label: Label, Source: Source, TimePoint: _time_point}
"""Classes that can be said in plain words instead of a table."""
_SPOKEN: Mapping[Any, Read] = {
    str: _exactly(str, "words in quotes"),
    bool: _exactly(bool, "true or false"),
    int: _exactly(int, "a whole number"),
    float: _number,
    date: _day,
    Begin: _begin,
    Amount: _amount,
    Span: _spoken(parse_span, "a stretch of time such as 15 working days"),
    YearBegin: _spoken(parse_year_begin, "the day a year begins, such as 04-01"),
    StatePath: _spoken(parse_path, "a path such as open > met > sent"),
    Condition: parse_condition,
}
"""By type, what reads its values."""
