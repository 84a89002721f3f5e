"""Taking: what a caller gave for a field, turned into the plain value a change sets, or told as a problem."""

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, cast, get_args, get_origin

import attrs

from lif_core.errors import InvalidData, Problem, UnknownName, nearest
from lif_core.framework.framework import Framework
from lif_core.framework.shape import ExtraField
from lif_core.journal.fold import MAPS
from lif_core.records import TYPES
from lif_core.records.fields import NAMES, TO
from lif_core.records.parts import Link, Party
from lif_core.records.record import Record
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.labels import Label
from lif_core.values.reading import read_when
from lif_core.values.spans import Span, parse_span
from lif_core.values.typed import doubt_about
from lif_core.values.when import When
from lif_core.view.naming import too_many
from lif_core.view.register import Register

Problems = list[Problem]

_SHOWN = 120  # a name is never longer, and no more of what is none stands in a problem


@attrs.frozen
class Taker:
    """Takes values for one record, collecting every problem on the way.

    Attributes:
        framework: knows the names.
        register: knows the records.
        where: the record or request the problems are about.
        problems: everything found wrong so far.
        later: says of an id when the record begins, where it begins after the day asked for.
        called: gives the records that somebody may mean by a name that is no id.
        notes: what should be looked at, though it stands in nobody's way.
    """

    framework: Framework
    register: Register
    where: str
    problems: Problems = attrs.field(factory=list)
    later: Callable[[str], date | None] = lambda _: None
    called: Callable[[str], tuple[Record, ...]] = lambda _: ()
    notes: list[str] = attrs.field(factory=list)

    def wire(self, record_class: type[Record], field: str, value: Any) -> Wire:
        """Give the plain value that sets `field` of a record class, None where it takes the field back."""
        name, dot, entry = field.partition(".")
        shape = _shapes(cast(Any, record_class)).get(name)
        if shape is None or (dot and name not in MAPS):
            self._unknown_field(record_class, field)
            return None
        if value is None:
            return None
        if dot:
            return self._entry(record_class, name, entry, value)
        if shape.map and not isinstance(value, Mapping):
            self._wrong(field, "is a table of entries", "Give each entry by its name.")
            return None
        return self._taken(record_class, shape, value)

    def _unknown_field(self, record_class: type[Record], field: str) -> None:
        self.problems.append(
            Problem(
                code="unknown-field",
                says=f"{record_class.__name__} has no field called {field!r}.",
                mend="`lif schema` lists the fields of every record type.",
                where=self.where,
                found=field,
                nearest=nearest(field, _shapes(cast(Any, record_class))),
            )
        )

    def _taken(self, record_class: type[Record], shape: "Shape", value: Any) -> Wire:
        if shape.map:
            return {str(key): self._entry(record_class, shape.name, str(key), one) for key, one in value.items()}
        if shape.to is not None:
            to = shape.to
            return self._one_or_many(shape, [self._id(one, to) for one in several(value)], "")
        if shape.names:
            return self._one_or_many(shape, [self.name(shape.names, one) for one in several(value)], "")
        if shape.holds is When:
            if shape.many:
                return [self._when(one, shape.name) for one in several(value)]
            return self._when(value, shape.name)
        if shape.holds is Party:
            return self._one_or_many(shape, [self._party(one) for one in several(value)], None)
        if shape.holds is Label and isinstance(value, str):
            return to_wire(Label(value))
        if shape.holds is Span and isinstance(value, str):
            return self._span(shape.name, value)
        if shape.holds is Link:
            return [self._link(one) for one in several(value)]
        if shape.many:
            return [self._part(shape, one, f"{shape.name}[{n}]") for n, one in enumerate(several(value), start=1)]
        return self._part(shape, value, shape.name)

    def _part(self, shape: "Shape", value: Any, field: str) -> Wire:
        """Take a value that may have parts of its own, such as a milestone: their days may be given in words too."""
        if not isinstance(value, Mapping):
            return to_wire(value)
        from lif_core.rules.reading import doubts_in, spelt_out  # only where parts come as plain tables

        for within, doubt in doubts_in(shape.holds, value, field):
            where = ", ".join(part for part in (self.where, within) if part)
            self.problems.append(Problem(doubt.code, doubt.says, doubt.mend, where))
        return cast(Wire, spelt_out(shape.holds, to_wire(value)))

    def _one_or_many(self, shape: "Shape", taken: list[Wire], none: Wire) -> Wire:
        if shape.many:
            return taken
        if len(taken) > 1:
            self._wrong(shape.name, "holds one only", "Name the one that is meant.")
        return taken[0] if taken else none

    def _wrong(self, field: str, says: str, mend: str) -> None:
        where = ", ".join(part for part in (self.where, field) if part)
        self.problems.append(Problem("data.does-not-fit", f"{field!r} {says}.", mend, where))

    def _id(self, value: Any, types_: tuple[str, ...]) -> str:
        record_id = self._named(value.id if isinstance(value, Record) else str(value)[:_SHOWN], types_)
        if record_id and types_ and record_id.split("/")[1] not in types_:
            self.problems.append(
                Problem(
                    code="wrong-type",
                    says=f"{record_id} is no {' or '.join(types_)}.",
                    mend=f"Name a {' or a '.join(types_)}.",
                    where=self.where,
                    found=record_id,
                )
            )
        return record_id

    def _link(self, value: Any) -> Wire:
        wire = self._plain(Link, value) if isinstance(value, Mapping) else to_wire(value)
        return {**wire, "to": self._id(wire["to"], ())} if "to" in wire else wire

    def _named(self, said: str, types_: tuple[str, ...]) -> str:
        """Give the id of the one record that is called this, of the types asked for where any is; else tell, and ""."""
        if said in self.register:
            return said
        called = self.called(said)
        fitting = tuple(record for record in called if not types_ or record.id.split("/")[1] in types_) or called
        if len(fitting) == 1:
            return fitting[0].id
        self.problems.append(too_many(fitting, self.where) if fitting else self._missing(said))
        return ""

    def _missing(self, record_id: str) -> Problem:
        begins = self.later(record_id)
        if begins is not None:
            return Problem(
                code="begins-later",
                says=f"{record_id} begins on {begins.isoformat()}, after the day this is to take effect.",
                mend="Give a later day with `on`.",
                where=self.where,
                found=record_id,
            )
        return Problem(
            code="unknown-record",
            says=f"There is no record {record_id!r}.",
            mend="`lif find` looks a record up by its words.",
            where=self.where,
            found=record_id,
        )

    def name(self, table: str, value: Any) -> str:
        """Give the id of a framework item that a value names by id, label or alias."""
        said = str(value)[:_SHOWN]
        if not said:
            return ""
        found = self.framework.find(table, said)
        if found is None:
            self.problems.append(self.framework.misnamed(said, table).as_problem(self.where))
            return said
        return found

    def _when(self, value: Any, field: str) -> Wire:
        if isinstance(value, When):
            return to_wire(value)
        if isinstance(value, Mapping):
            return self._plain(When, value)
        if isinstance(value, date):
            return to_wire(When.on(value.date() if isinstance(value, datetime) else value))
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self._wrong(field, "is read from a date or from words", "Give a date, or the words as they stand.")
            return None
        when = read_when(value)
        if isinstance(value, str):
            self._see_that_it_is_meant(value, when, field)
        return to_wire(when)

    def _see_that_it_is_meant(self, typed: str, when: When, field: str) -> None:
        """Ask for another way of writing a date that is in doubt: whoever types it knows which day is meant."""
        doubt = doubt_about(typed)
        if doubt is not None:
            where = ", ".join(part for part in (self.where, field) if part)
            self.problems.append(Problem(doubt.code, doubt.says, doubt.mend, where))
        elif when.reading == "undated" and when.said:
            self.notes.append(f"What {field!r} says names no day; it is kept as words, and nothing counts from it.")

    def _span(self, field: str, value: str) -> Wire:
        try:
            return to_wire(parse_span(value))
        except ValueError:
            self._wrong(field, "is no amount of time", "Write a number and one of days, weeks, months, years.")
            return None

    def _party(self, value: Any) -> Wire:
        if isinstance(value, Party):
            return to_wire(value)
        if isinstance(value, Mapping):
            return self._plain(Party, value)
        said = str(value)[:_SHOWN]
        for table in ("body", "role"):
            found = self.framework.find(table, said)
            if found is not None:
                words = "" if found == said else said
                return to_wire(Party(said=words, body=found) if table == "body" else Party(said=words, role=found))
        self.problems.append(self.framework.misnamed(said, "body", "role").as_problem(self.where))
        return {"said": said}

    def _plain(self, cls: type, value: Any) -> Wire:
        try:
            return to_wire(from_wire(cls, value, self.where))
        except InvalidData as error:
            self.problems.extend(error.problems)
            return {}

    def _entry(self, record_class: type[Record], field: str, key: str, value: Any) -> Wire:
        """Take one entry of a map: days, `keys`, which are free, or `extra`, whose fields the framework declares."""
        if value is None:
            return None
        if field in ("happened", "planned"):
            return self._when(value, f"{field}.{key}")
        wire = to_wire(value)
        if field == "extra":
            declared = self.framework.all(ExtraField)
            if key not in declared:
                self.problems.append(UnknownName(key, "extra field", declared).as_problem(self.where))
            elif (wrong := misfit(declared[key], _TYPE_NAMES[record_class], wire)) is not None:
                mend = f"`lif explain extra.{key}` tells what it may hold."
                self.problems.append(Problem(code="extra.does-not-fit", says=wrong, mend=mend, where=self.where))
        return wire


_TYPE_NAMES = {record_class: name for name, record_class in TYPES.items()}


def misfit(field: ExtraField, record_type: str, value: Wire) -> str | None:
    """Tell why a value cannot stand in an extra field of a record type, None where it can."""
    if field.on and record_type not in field.on:
        return f"{field.words!r} is no field of a {record_type}."
    if value is None or not _FITS[field.type](value):
        return f"{field.words!r} holds {_SAID[field.type]}."
    if field.type == "number" and not (_or(field.least, value) <= value <= _or(field.most, value)):
        return (
            f"{field.words!r} lies outside {_or(field.least, '...')} to {_or(field.most, '...')} {field.unit}".rstrip()
            + "."
        )
    return None


def _or(bound: float | None, otherwise: Any) -> Any:
    return otherwise if bound is None else bound


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "yes-no": lambda value: isinstance(value, bool),
    "day": _is_day,
}
_SAID = {"text": "text", "number": "a number", "yes-no": "true or false", "day": "a day such as 2024-05-23"}


@attrs.frozen
class Shape:
    """What a field takes, told from its type and what its maker said of it."""

    name: str
    holds: Any
    many: bool
    map: bool
    to: tuple[str, ...] | None
    names: str


@cache
def _shapes(record_class: Any) -> Mapping[str, Shape]:
    hints = typing.get_type_hints(record_class)
    return {
        field.name: _shape(field.name, hints[field.name], field.metadata)
        for field in attrs.fields(record_class)
        if field.name != "id"
    }


def _shape(name: str, hint: Any, metadata: Mapping[str, Any]) -> Shape:
    if get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    origin, inner = get_origin(hint), get_args(hint)
    many, mapped = origin is tuple, origin is not None and issubclass(_class(origin), Mapping)
    holds = inner[0] if many else inner[1] if mapped else hint
    return Shape(name, holds, many, mapped, metadata.get(TO), metadata.get(NAMES, ""))


def _class(origin: Any) -> type:
    return origin if isinstance(origin, type) else object


def several(value: Any) -> Iterable[Any]:
    """Give one thing, or many, as many; nothing (None, empty text) as none."""
    if value is None or (isinstance(value, str) and not value):
        return ()
    if isinstance(value, str | bytes | Record | Party | Mapping) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)
