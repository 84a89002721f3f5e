"""Structuring: how plain data of a document become an item, or everything that does not fit, at once."""

import functools
import operator
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from lif_core.errors import nearest
from lif_core.framework.expressions import Condition
from lif_core.framework.expressions import parse as parse_condition
from lif_core.framework.items.item import Begin, Item
from lif_core.framework.items.training import FULL_COST, Amount, TimePoint
from lif_core.framework.misfits import Misfit
from lif_core.framework.paths import StatePath, parse_path
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import key_of, keys_of
from lif_core.values.labels import Label
from lif_core.values.sources import Source
from lif_core.values.spans import Span, parse_span
from lif_core.values.years import YearBegin, parse_year_begin


def read_item(shape: type[Item], data: Mapping[str, Any], **inner: Any) -> Item | tuple[tuple[KeyPath, Misfit], ...]:
    """Make an item of plain data, or tell everything that does not fit, each with its key path within the item."""
    forbidden = _unknown(shape, set(data) - set(keys_of(shape)))
    if forbidden:
        allowed = {key: value for key, value in data.items() if key in keys_of(shape)}
        rest = read_item(shape, allowed, **inner)
        return (*forbidden, *(rest if isinstance(rest, tuple) else ()))
    try:
        found: Item = _converter().structure(dict(data), shape)
    except ClassValidationError as error:
        return tuple(_misfits(error, shape, ()))
    return attrs.evolve(found, **inner)


def _misfits(error: BaseException, shape: type | None, path: KeyPath) -> Iterator[tuple[KeyPath, Misfit]]:
    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for below, note in noted:
            yield from _misfits(below, None, (*path, key_of(note.name)))
        for below in bare:
            yield from _misfits(below, error.cl, path)
    elif isinstance(error, IterableValidationError):
        noted_items, bare_items = error.group_exceptions()
        for below, note_item in noted_items:
            yield from _misfits(below, None, (*path, note_item.index))
        for below in bare_items:
            yield from _misfits(below, None, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from ((path + below, misfit) for below, misfit in _unknown(error.cl, error.extra_fields))
    elif isinstance(error, Misfit):
        yield path, error
    elif isinstance(error, KeyError):
        key = path[-1] if path else ""
        says = f"The setting {key!r} is missing."
        yield path[:-1], Misfit("missing-key", says, f"Add {key} = ... below the heading.", expected=str(key))
    else:
        yield path, Misfit("wrong-type", "This value cannot be read.", "Compare it with the handbook's example.")


def _unknown(shape: type, extra: set[str]) -> tuple[tuple[KeyPath, Misfit], ...]:
    known = keys_of(shape)
    return tuple(
        (
            (key,),
            Misfit(
                "unknown-key",
                f"There is no setting {key[:60]!r} here.",
                "Take it away, or correct its spelling.",
                expected=", ".join(known),
                nearest=nearest(key, known),
            ),
        )
        for key in sorted(extra)
    )


@functools.cache
def _converter() -> Converter:
    """Make the converter of documents: strict about types, listing everything, knowing the small languages."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_func(_is_choice, _literal)
    for wanted, said in ((str, "words in quotes"), (bool, "true or false"), (int, "a whole number")):
        converter.register_structure_hook(wanted, _exactly(wanted, said))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook_func(lambda hint: hint == Begin, _begin)
    converter.register_structure_hook_func(lambda hint: hint == Amount, _amount)
    converter.register_structure_hook(Span, _spoken(parse_span, "a stretch of time such as 15 working days"))
    converter.register_structure_hook(YearBegin, _spoken(parse_year_begin, "the day a year begins, such as 04-01"))
    converter.register_structure_hook(StatePath, _spoken(parse_path, "a path such as open > met > sent"))
    converter.register_structure_hook(Condition, lambda value, _: parse_condition(value))
    converter.register_structure_hook_factory(attrs.has, lambda shape: _class_hook(shape, converter))
    converter.register_structure_hook_factory(_is_list, lambda hint: _list_hook(hint, converter))
    converter.register_structure_hook_factory(_is_mapping, lambda hint: _table_hook(hint, converter))
    converter.register_structure_hook_factory(_is_optional, lambda hint: _optional_hook(hint, converter))
    return converter


Hook = Callable[[Any, Any], Any]


def _is_choice(hint: Any) -> bool:
    return get_origin(hint) in (Literal,)


def _is_list(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return origin is tuple


def _is_mapping(hint: Any) -> bool:
    return get_origin(hint) in (Mapping,)


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (typing.Union, types.UnionType) and type(None) in get_args(hint)


def _optional_hook(hint: Any, converter: Converter) -> Hook:
    several = tuple(part for part in get_args(hint) if part is not type(None))
    inner: Any = functools.reduce(operator.or_, several)
    return lambda value, _: converter.structure(value, inner)


def _class_hook(shape: type, converter: Converter) -> Hook:
    """Make the hook of one class: keys in kebab-case, a label or source also as plain words."""
    overrides: dict[str, Any] = {}
    for field in attrs.fields(shape):
        hook = {"one or many": _one_or_many, "year": _year}.get(field.metadata.get("said", ""))
        omit = bool(field.metadata.get("inner"))
        overrides[field.name] = override(rename=key_of(field.name), omit=omit, struct_hook=hook)
    structure: Hook = make_dict_structure_fn(shape, converter, _cattrs_forbid_extra_keys=True, **overrides)
    plain: Mapping[type, Callable[[str], object]] = {Label: Label, Source: Source, TimePoint: _time_point}
    said = plain.get(shape)

    def read(value: Any, _: Any) -> Any:
        if said and isinstance(value, str):
            return said(value)
        if not isinstance(value, dict):
            raise _not("words in quotes, or a table" if said else _example(shape))
        return structure(value, shape)

    return read


def _list_hook(hint: Any, converter: Converter) -> Hook:
    several: Any = list[get_args(hint)[0]]  # type: ignore[misc]
    structure = converter.get_structure_hook(several)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            inner = get_args(hint)[0]
            example = f"[{_braces(inner)}, ...]" if attrs.has(inner) and inner is not Label else '["one", "two"]'
            raise _not(f"a list in square brackets, such as {example}")
        return tuple(structure(value, several))

    return read


def _example(shape: type) -> str:
    return f"a table in braces, such as {_braces(shape)}"


def _braces(shape: Any) -> str:
    """Tell what a table of a class looks like, with the first of its keys."""
    return f"{{ {', '.join(f'{key} = ...' for key in keys_of(shape)[:3])} }}"


def _table_hook(hint: Any, converter: Converter) -> Hook:
    table: Any = dict[str, get_args(hint)[1]]  # type: ignore[misc]
    structure = converter.get_structure_hook(table)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _not("a table of settings")
        return structure(value, table)

    return read


def _not(wanted: str) -> Misfit:
    return Misfit("wrong-type", f"Here {wanted} should stand.", f"Write {wanted}.", expected=wanted)


def _exactly(wanted: type, said: str) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not wanted:
            raise _not(said)
        return value

    return read


def _number(value: Any, _: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _not("a number")
    try:
        return float(value)
    except OverflowError:
        raise _not("a number of sensible size") from None


def _day(value: Any, _: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not("a day without quotes, such as 2024-12-31")
    return value


def _begin(value: Any, _: Any) -> Begin:
    if value == "area-start":
        return "area-start"
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _not('a day without quotes, such as 2018-06-29, or "area-start"')
    return value


def _amount(value: Any, _: Any) -> Amount:
    if value == FULL_COST:
        return "full-cost"
    if isinstance(value, str):
        raise _not('an amount, such as 35, or "full-cost"')
    return _number(value, _)


def _time_point(words: str) -> TimePoint:
    return TimePoint(label=Label(words))


def _literal(value: Any, hint: Any) -> Any:
    known = get_args(hint)
    if value in known if isinstance(value, str) else False:
        return value
    near = nearest(value, known) if isinstance(value, str) else None
    says = f"Here one of these should stand: {', '.join(known)}."
    raise Misfit("unknown-word", says, "Choose one of them.", expected=", ".join(known), nearest=near)


def _spoken(parse: Callable[[str], Any], said: str) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, str):
            raise _not(f"{said}, in quotes")
        try:
            return parse(value)
        except Misfit:
            raise
        except ValueError as error:
            raise Misfit("wrong-type", str(error), f"Write {said}.", expected=said) from None

    return read


def _one_or_many(value: Any, _: Any) -> tuple[str, ...]:
    many = [value] if isinstance(value, str) else value
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise _not("one name in quotes, or a list of names")
    return tuple(many)


def _year(value: Any, _: Any) -> int:
    if isinstance(value, date):
        return value.year
    if type(value) is not int or not 1 <= value <= 9999:
        raise _not("a year, such as 2030")
    return value
