"""Outside: plain data that comes from outside, read by cattrs: no coercion, no unknown keys, all problems at once."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from lif_core.errors import InvalidData, Problem
from lif_core.records.fields import LONGEST
from lif_core.records.record import Scalar
from lif_core.serial.complaints import ExpectedType, complaints, in_words

T = TypeVar("T")
_SHOWN = 60  # no more characters than these of a key from outside stand in a problem


def read(cls: type[T], plain: Any, where: str = "") -> T:
    """Build a value from plain data; see `plain.from_wire`."""
    try:
        return _converter().structure(plain, cls)
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


@cache
def _converter() -> Converter:
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

    def structure(plain: Any, target: Any) -> Any:
        if not isinstance(plain, Mapping):
            raise ExpectedType("a table", plain)
        return build(plain, target)

    return structure


def _many(cls: Any, made: Converter) -> Any:
    """Read lists as tuples. Text is no list of its letters, a table no list of its keys."""
    inner = get_args(cls)[0]
    one = made.get_structure_hook(inner)

    def structure(plain: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(plain, list | tuple):
            raise ExpectedType("a list", plain)
        return tuple(_each(enumerate(plain), one, inner).values())

    return structure


def _table(cls: Any, made: Converter) -> Any:
    inner = get_args(cls)[1]
    one = made.get_structure_hook(inner)

    def structure(plain: Any, _: Any) -> dict[str, Any]:
        if not isinstance(plain, Mapping):
            raise ExpectedType("a table", plain)
        return _each(((_text(key, str), held) for key, held in plain.items()), one, inner)

    return structure


def _each(held: Iterable[tuple[Any, Any]], one: Callable[[Any, Any], Any], inner: Any) -> dict[Any, Any]:
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
    def structure(plain: Any, _: Any) -> Any:
        if type(plain) is not kind:
            raise ExpectedType(words, plain)
        return plain

    return structure


def _text(plain: Any, _: Any) -> str:
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


def _word(plain: Any, cls: Any) -> Any:
    known = get_args(cls)
    if type(plain) is not str or plain not in known:
        words = ", ".join(word for word in known if word)
        raise ExpectedType(f"one of {words}", plain, "another word" if type(plain) is str else "")
    return plain


def _number(plain: Any, _: Any) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise ExpectedType("a number", plain, "no finite one" if type(plain) is float else "")
    return float(plain)


def _scalar(plain: Any, _: Any) -> Any:
    if type(plain) not in get_args(Scalar):
        raise ExpectedType("text, a number, true, false or nothing", plain)
    if type(plain) is str:
        return _text(plain, str)
    return _number(plain, float) if type(plain) is float else plain


def _day(plain: Any, _: Any) -> date:
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
