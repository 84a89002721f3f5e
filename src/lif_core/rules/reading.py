"""Reading: requests as they come from outside, such as a line of JSON, made into requests or told as problems.

A line says what it asks by its first key: `{"request": "plan-action", "text": "...", "due": "30 Sep 2024"}`.
"""

import json
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

import attrs

from lif_core.errors import InvalidData, Problem, UnknownName, nearest
from lif_core.records import TYPES
from lif_core.records.parts import Party
from lif_core.records.record import Record, Scalar
from lif_core.rules.requests import CREATING, Create, Request
from lif_core.serial.json_schema import documented
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.spans import Span, parse_span
from lif_core.values.typed import Doubt, doubt_about
from lif_core.values.when import When

LONGEST_LINE = 2_000_000
"""Most characters that one line may have."""
NOT_ASKED = ("intake", "export")
"""Record types that imports and exports make, not people."""
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

Takes = Literal["text", "choice", "number", "count", "yes-no", "span", "day", "label", "record", "party", "part", "map"]
"""What a field of a request takes."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class RequestField:
    """One field of a request.

    Attributes:
        name: as it stands outside: `from`, `lead_role`.
        attribute: as it stands in Python: `from_`, `lead_role`.
        takes: what it takes.
        many: whether it takes several.
        required: whether it must be given.
        choices: the words it may be, where these are few.
        part: the class of its parts (milestones, replies), None for other fields.
        holds: what the entries of a map are: `day`, `text`, `number`, `scalar`.
        says: what it means, from the request's own documentation.
    """

    name: str
    attribute: str
    takes: Takes
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    part: type | None = None
    holds: str = ""
    says: str = ""


def request_names() -> tuple[str, ...]:
    """Tell what may be asked for, by name: `plan-action`, `move`."""
    return tuple(_classes())


def request_class(name: str) -> type[Any]:
    """Give the class of a request.

    Raises:
        UnknownName: there is no such request.
    """
    if name not in _classes():
        raise UnknownName(name, "request", _classes())
    return _classes()[name]


def creating_name(record_type: str) -> str:
    """Tell the name of the request that makes records of a type.

    Raises:
        UnknownName: no request makes such a record.
    """
    known = [one for one in CREATING if one not in NOT_ASKED]
    if record_type not in known:
        raise UnknownName(record_type, "record type that can be added", known)
    return _name(CREATING[record_type])


@cache
def _classes() -> Mapping[str, type[Any]]:
    creating = [made for record_type, made in CREATING.items() if record_type not in NOT_ASKED]
    changing = [one for one in get_args(Request) if one is not Create]
    return {_name(one): one for one in (*creating, *changing)}


def _name(request: type) -> str:
    return _CAPITAL.sub("-", request.__name__).lower()


# --- fields ---------------------------------------------------------------------------------------------------------


@cache
def fields_of(name: str) -> Mapping[str, RequestField]:
    """Tell the fields of a request by the names they have outside."""
    request = request_class(name)
    hints = typing.get_type_hints(request)
    told = {**_told_of_record(request), **documented(request)}
    fields = [
        _field(field, hints[field.name], told.get(field.name, ""))
        for field in attrs.fields(request)
        if field.name != "handle" or issubclass(request, Create)
    ]
    return {field.name: field for field in fields}


def _told_of_record(request: type[Any]) -> Mapping[str, str]:
    """Tell what the record that a request makes says of its fields; the request's own words come before these."""
    record_class = TYPES.get(getattr(request, "type", ""))
    return documented(record_class) if record_class else {}


def _field(field: Any, hint: Any, says: str) -> RequestField:
    shaped = _shaped(hint)
    return RequestField(
        name=field.name.rstrip("_"),
        attribute=field.name,
        required=field.default is attrs.NOTHING,
        says=says,
        **shaped,
    )


def _shaped(hint: Any) -> dict[str, Any]:
    parts = _parts(hint)
    inner = [get_args(part)[0] for part in parts if _is(part, Iterable)]
    maps = [get_args(part)[1] for part in parts if _is(part, Mapping)]
    if maps:
        return {"takes": "map", "holds": _held(maps[0])}
    plain = [part for part in parts if not _is(part, Iterable)] or [one for hint in inner for one in _parts(hint)]
    return {"many": bool(inner), **_single(plain)}


def _single(parts: list[Any]) -> dict[str, Any]:
    if Record in parts:
        return {"takes": "record"}
    if Party in parts:
        return {"takes": "party"}
    if When in parts:
        return {"takes": "day"}
    if Label in parts:
        return {"takes": "label"}
    if Span in parts:
        return {"takes": "span"}
    plain: Mapping[Any, Takes] = {float: "number", int: "count", bool: "yes-no"}
    numbers = [takes for part, takes in plain.items() if part in parts]
    if numbers:
        return {"takes": numbers[0]}
    classes = [part for part in parts if attrs.has(part)]
    if classes:
        return {"takes": "part", "part": classes[0]}
    choices = [word for part in parts if get_origin(part) is Literal for word in get_args(part)]
    return {"takes": "choice", "choices": tuple(choices)} if choices else {"takes": "text"}


def _held(hint: Any) -> str:
    parts = _parts(hint)
    if When in parts:
        return "day"
    if parts == [str]:
        return "text"
    return "number" if parts == [int] else "scalar" if set(parts) == set(_parts(Scalar)) else "any"


def _parts(hint: Any) -> list[Any]:
    union = get_origin(hint) in (typing.Union, types.UnionType)
    return [part for part in get_args(hint) if part is not type(None) or hint == Scalar] if union else [hint]


def _is(hint: Any, sort: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and origin is sort


# --- values ---------------------------------------------------------------------------------------------------------


def read_request(plain: Wire, where: str = "") -> Request:
    """Make a request of what JSON said.

    Args:
        plain: a table whose key `request` names what is asked for.
        where: where it stands, such as `requests.jsonl, line 3`.

    Raises:
        InvalidData: with everything that does not fit, each with its key.
    """
    if not isinstance(plain, Mapping) or not isinstance(plain.get("request"), str):
        mend = 'Begin each line with what it asks, such as {"request": "plan-action", ...}.'
        raise InvalidData([Problem("request.no-name", "This does not say what it asks for.", mend, where)])
    try:
        request = request_class(plain["request"])
    except UnknownName as unknown:
        raise InvalidData([unknown.as_problem(where, "`lif schema` lists what may be asked.")]) from None
    reading = _Reading(where, plain["request"])
    values = reading.values({key: value for key, value in plain.items() if key != "request"})
    if reading.problems:
        raise InvalidData(reading.problems)
    return cast(Request, request(**values))


@attrs.frozen
class _Reading:
    where: str
    name: str
    problems: list[Problem] = attrs.field(factory=list)

    def values(self, plain: Mapping[str, Wire]) -> dict[str, Any]:
        fields = fields_of(self.name)
        for key in plain:
            if key not in fields:
                self._unknown(key, fields)
        for field in fields.values():
            if field.required and plain.get(field.name) is None:
                self._says(field.name, "request.missing", f"{field.name!r} is missing.", "Add it.")
        return {
            field.attribute: self._value(field, plain[field.name])
            for field in fields.values()
            if field.name in plain and plain[field.name] is not None
        }

    def _unknown(self, key: str, fields: Iterable[str]) -> None:
        self.problems.append(
            Problem(
                code="request.unknown-key",
                says=f"{self.name} has nothing called {key[:60]!r}.",
                mend="Take it away, or correct its spelling; `lif schema` lists what each request takes.",
                where=self.where,
                found=key[:60],
                expected=", ".join(fields),
                nearest=nearest(key, fields),
            )
        )

    def _says(self, key: str, code: str, says: str, mend: str, expected: str | None = None) -> None:
        where = ", ".join(part for part in (self.where, key) if part)
        self.problems.append(Problem(code, says, mend, where, expected=expected))

    def _value(self, field: RequestField, plain: Wire) -> Any:
        if field.takes == "map":
            return self._map(field, plain)
        if field.many:
            several = plain if isinstance(plain, list | tuple) else [plain]
            return tuple(self._one(field, one, f"{field.name}[{n}]") for n, one in enumerate(several, start=1))
        return self._one(field, plain, field.name)

    def _one(self, field: RequestField, plain: Wire, key: str) -> Any:
        return _TAKING[field.takes](self, field, plain, key)

    def text(self, field: RequestField, plain: Wire, key: str) -> Any:
        return plain if isinstance(plain, str) else self._wrong(key, "text")

    def choice(self, field: RequestField, plain: Wire, key: str) -> Any:
        said = plain.strip() if isinstance(plain, str) else ""
        said = said if said in field.choices else "-".join(said.casefold().replace("_", " ").split())
        if isinstance(plain, str) and said in field.choices:
            return said
        known = [word for word in field.choices if word]
        close = nearest(said, known) if said else None
        says = f"{field.name!r} is one of {len(known)} words, and this is none of them."
        where = ", ".join(part for part in (self.where, key) if part)
        mend = f"It may be: {', '.join(known)}."
        self.problems.append(Problem("request.no-such-choice", says, mend, where, None, ", ".join(known), close))
        return ""

    def number(self, field: RequestField, plain: Wire, key: str) -> Any:
        if isinstance(plain, int | float) and not isinstance(plain, bool):
            return float(plain)
        return self._wrong(key, "a number")

    def count(self, field: RequestField, plain: Wire, key: str) -> Any:
        whole = isinstance(plain, int) and not isinstance(plain, bool)
        return plain if whole else self._wrong(key, "a whole number")

    def yes_no(self, field: RequestField, plain: Wire, key: str) -> Any:
        return plain if isinstance(plain, bool) else self._wrong(key, "true or false")

    def span(self, field: RequestField, plain: Wire, key: str) -> Any:
        if not isinstance(plain, str):
            return self._built(Span, plain, key)
        try:
            return parse_span(plain)
        except ValueError:
            return self._wrong(key, "a span such as 3 years")

    def day(self, field: RequestField, plain: Wire, key: str) -> Any:
        if isinstance(plain, str):
            return _day(plain)
        return (
            self._built(When, plain, key) if isinstance(plain, Mapping) else self._wrong(key, "a day or words for it")
        )

    def label(self, field: RequestField, plain: Wire, key: str) -> Any:
        if isinstance(plain, str):
            return Label(plain) if plain else None
        return self._built(Label, plain, key) if isinstance(plain, Mapping) else self._wrong(key, "words")

    def party(self, field: RequestField, plain: Wire, key: str) -> Any:
        if isinstance(plain, str):
            return plain
        return self._built(Party, plain, key) if isinstance(plain, Mapping) else self._wrong(key, "a body or role")

    def part(self, field: RequestField, plain: Wire, key: str) -> Any:
        assert field.part is not None
        for within, doubt in doubts_in(field.part, plain, key):
            self._says(within, doubt.code, doubt.says, doubt.mend)
        return self._built(field.part, spelt_out(field.part, plain), key)

    def _map(self, field: RequestField, plain: Wire) -> Any:
        if not isinstance(plain, Mapping):
            return self._wrong(field.name, "a table")
        return {key: self._entry(field, one, f"{field.name}.{key}") for key, one in plain.items()}

    def _entry(self, field: RequestField, plain: Wire, key: str) -> Any:
        match field.holds:
            case "day":
                return self.day(field, plain, key)
            case "text":
                return self.text(field, plain, key)
            case "scalar" if isinstance(plain, list | tuple | Mapping):
                return self._wrong(key, "text, a number, or true or false")
        return plain

    def _built(self, shape: type, plain: Wire, key: str) -> Any:
        try:
            return from_wire(shape, plain, ", ".join(part for part in (self.where, key) if part))
        except InvalidData as error:
            self.problems.extend(error.problems)
            return None

    def _wrong(self, key: str, wanted: str) -> None:
        self._says(key, "request.wrong-type", f"Here {wanted} should stand.", f"Write {wanted}.", wanted)


_TAKING: Mapping[Takes, Callable[[_Reading, RequestField, Wire, str], Any]] = {
    "text": _Reading.text,
    "choice": _Reading.choice,
    "number": _Reading.number,
    "count": _Reading.count,
    "yes-no": _Reading.yes_no,
    "span": _Reading.span,
    "day": _Reading.day,
    "label": _Reading.label,
    "record": _Reading.text,
    "party": _Reading.party,
    "part": _Reading.part,
}


def _day(words: str) -> date | str:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def spelt_out(shape: Any, plain: Wire) -> Wire:
    """Give plain data of a class with every day read that is given in words."""
    if not attrs.has(shape) or not isinstance(plain, Mapping):
        return plain
    hints = typing.get_type_hints(shape)
    return {key: _spelt(hints.get(key), value) for key, value in plain.items()}


def doubts_in(shape: Any, plain: Wire, key: str) -> Iterator[tuple[str, Doubt]]:
    """Tell the days in plain data of a class that are given in words which leave them in doubt, each with its key."""
    if not attrs.has(shape) or not isinstance(plain, Mapping):
        return
    hints = typing.get_type_hints(shape)
    for name, value in plain.items():
        shapes = [part for part in _parts(hints.get(name)) if attrs.has(part)]
        if When in shapes and isinstance(value, str) and (doubt := doubt_about(value)) is not None:
            yield f"{key}.{name}", doubt
        elif shapes:
            yield from doubts_in(shapes[0], value, f"{key}.{name}")


def _spelt(hint: Any, value: Wire) -> Wire:
    shapes = [part for part in _parts(hint) if attrs.has(part)]
    if When in shapes and isinstance(value, str):
        day = _day(value)
        return to_wire(When.on(day) if isinstance(day, date) else read_when(day))
    return spelt_out(shapes[0], value) if shapes else value


# --- lines ----------------------------------------------------------------------------------------------------------


def read_requests(lines: Iterable[str], source: str) -> tuple[Request, ...]:
    """Read requests as JSON Lines; empty lines are passed over.

    Args:
        lines: the lines.
        source: what to call the file, in problems.

    Raises:
        InvalidData: with everything wrong in any line, each with the number of its line.
    """
    problems: list[Problem] = []
    found: list[Request] = []
    for where, line in _numbered(lines, source):
        try:
            found.append(read_request(read_line(line, where), where))
        except InvalidData as error:
            problems += error.problems
    if problems:
        raise InvalidData(problems)
    return tuple(found)


def _numbered(lines: Iterable[str], source: str) -> Iterator[tuple[str, str]]:
    return ((f"{source}, line {number}", line) for number, line in enumerate(lines, start=1) if line.strip())


def read_line(line: str, where: str, *, longest: int | None = LONGEST_LINE) -> Wire:
    """Read one line of JSON that comes from outside.

    Args:
        line: the line.
        where: what to call it, in problems.
        longest: how many characters it may have; None for any number, where the file is one that we wrote.

    Raises:
        InvalidData: it is no JSON, says a key twice, holds what is no number, is too long or nested too deeply.
    """
    if longest is not None and len(line) > longest:
        raise InvalidData([_broken(where, f"This line has more than {longest:,} characters", "Split it.")])
    try:
        return json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice as twice:
        raise InvalidData(
            [_broken(where, f"The key {twice.key[:60]!r} stands here twice", "Keep one of them.")]
        ) from None
    except json.JSONDecodeError as error:
        mend = "Each line is one table in braces, with its keys in double quotes."
        raise InvalidData([_broken(where, f"This is no JSON at column {error.colno}", mend)]) from None
    except RecursionError:
        raise InvalidData([_broken(where, "This is nested too deeply", "Write it flatter.")]) from None
    except ValueError:
        raise InvalidData([_broken(where, "This line holds a number that cannot be read", "Correct it.")]) from None


def _broken(where: str, says: str, mend: str) -> Problem:
    return Problem("json.broken", f"{says}.", mend, where)


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _once(pairs: list[tuple[str, Wire]]) -> dict[str, Wire]:
    found: dict[str, Wire] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_number(_: str) -> Wire:
    raise ValueError("not a number")
