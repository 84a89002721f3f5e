"""Register: the records as they stand, on a shelf for each type.

A register never changes once somebody holds it: `plus` gives a new one that shares what did not change. A shelf is
fetched when somebody first asks for its type, and a record is read when somebody first asks for it: until then there is
a glance of it (`lif_core.serial.glances`), which is all that most rules look at. So whoever asks what is due reads no
word of any action that is not due, and nothing at all of attendance.

Whoever is handed records names their type or gives its class: asked with a class, it tells what it gives, and nobody
has to look again. Glances are asked for by name: they are of no class (ADR 0020).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Protocol, TypeVar, cast, overload

from lif_core.errors import UnknownName
from lif_core.records import TYPES, Record
from lif_core.serial.glances import Seen, whole
from lif_core.view.shelf import Pointer, Shelf, pointing_fields, points

_TYPES = sorted(TYPES)  # as the ids of one partnership are sorted, and so as a storage streams them

__all__ = ["Of", "Pointer", "Register", "pointers", "type_name", "type_named"]

Of = TypeVar("Of", bound=Record)
"""The class of the records that are asked for, and given."""
Fetch = Callable[[str], Shelf]
"""Gives the shelf of a record type, the same one however often it is asked."""
Stream = Callable[[str], Iterable[Seen]]
"""Gives the records of a type, or glances of them, one after another, without keeping them."""
_FEW = 50  # records that are looked up one by one: who asks for more reads the shelf


class Look(Protocol):
    """Gives records without reading all of their type; None where there is no way around that."""

    def __call__(self, *, id: str = "", pointing_at: str = "") -> Sequence[Record] | None:
        """Give the record with an id, or all that may point at one, in the order of their ids."""


class Register:
    """The records as they stand.

    Args:
        records: the records, or glances of them; a later one with the same id replaces an earlier one.
        fetch: gives the shelves of the types of which there is nothing in `records`; left out, these are empty.
        stream: gives the records of a type that nobody has fetched; left out, they are fetched.
        look: gives few records of types that nobody has fetched; left out, they are fetched.

    Attributes:
        worked_out: what was worked out of these records once, for whoever asks again (`view.once`); it goes with them.
    """

    def __init__(
        self,
        records: Iterable[Seen] = (),
        *,
        fetch: Fetch = Shelf,
        stream: Stream | None = None,
        look: Look | None = None,
    ) -> None:
        self._shelves: dict[str, Shelf] = {type: Shelf(type, some) for type, some in _by_type(records).items()}
        self.worked_out: dict[Any, Any] = {}
        self._fetch, self._stream, self._look = fetch, stream, look
        self._answers: dict[tuple[str, str], Sequence[Record] | None] = {}

    def plus(self, records: Iterable[Record], gone: Iterable[str] = ()) -> "Register":
        """Give the register with these records set and those taken out; this one stays as it is."""
        fresh, out = _by_type(records), _by_type_in_id(gone)
        after = Register(fetch=self._fetch, stream=self._stream, look=self._look)
        after._shelves = dict(self._shelves)
        for type in {**fresh, **out}:
            after._shelves[type] = self.shelf(type).plus(fresh.get(type, ()), out.get(type, ()))
        return after

    def shelf(self, record_type: str) -> Shelf:
        """Give the records of one type, with what finds them."""
        found = self._shelves.get(record_type)
        if found is None:  # of two threads that fetch one at the same time the first to come back decides
            found = self._shelves.setdefault(record_type, self._fetch(record_type))
        return found

    def glance(self, record_id: str) -> Seen | None:
        """Give the record with this id or a glance of it, or None."""
        try:
            return self._shelves[record_id.split("/")[1]].get(record_id) or self._anywhere(record_id)
        except (KeyError, IndexError):  # its shelf was not asked for yet, or this is no id
            parts = record_id.split("/")
            found = self.shelf(parts[1]).get(record_id) if len(parts) == 3 else None
            return found or self._anywhere(record_id)

    def _anywhere(self, record_id: str) -> Seen | None:
        """Look on every shelf there is: an id can be made by hand that names another type than its record has."""
        return next((one for shelf in [*self._shelves.values()] if (one := shelf.get(record_id)) is not None), None)

    def get(self, record_id: str) -> Record | None:
        """Give the record with this id, or None."""
        return self._alone(record_id) or cast("Record | None", whole(self.glance(record_id)))

    def _alone(self, record_id: str) -> Record | None:
        """Give a record of a type that nobody has fetched, None where it has to be looked for on its shelf."""
        parts = record_id.split("/")
        if len(parts) != 3 or parts[1] in self._shelves:
            return None
        return next(iter(self._looked_up("id", record_id) or ()), None)

    def _looked_up(self, what: str, record_id: str) -> Sequence[Record] | None:
        """Look few records up; None where somebody asks for many, or for what takes reading every record."""
        if self._look and (what, record_id) not in self._answers and len(self._answers) < _FEW:
            self._answers[what, record_id] = self._look(**{what: record_id})
        return self._answers.get((what, record_id))

    def __getitem__(self, record_id: str) -> Record:
        found = self.get(record_id)
        if found is None:
            raise UnknownName(record_id, "record", ())
        return found

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.glance(record_id) is not None

    def __iter__(self) -> Iterator[Record]:
        return (record for type in _TYPES for record in self.shelf(type).records())

    def __len__(self) -> int:
        return sum(len(self.shelf(type)) for type in TYPES)

    @overload
    def of_type(self, record_type: type[Of]) -> Iterator[Of]: ...

    @overload
    def of_type(self, record_type: str) -> Iterator[Record]: ...

    def of_type(self, record_type: str | type[Record]) -> Iterator[Any]:
        """Give the records of one type, in the order in which they were first met.

        Args:
            record_type: the type: its class, such as `Action`, or its name, such as `action`.

        Raises:
            UnknownName: a class that is no record type.
        """
        return self.shelf(type_named(record_type)).records()

    def glances(self, record_type: str) -> Iterable[Seen]:
        """Give the records of one type, or glances of them: for what computes, and hands none of them out."""
        return self.shelf(record_type)

    def passing(self, record_type: str) -> Iterable[Seen]:
        """Give the same as `glances`, one after another: for whoever keeps few of very many, and asks once."""
        if self._stream is None or record_type in self._shelves:
            return self.shelf(record_type)
        return self._stream(record_type)

    @overload
    def in_state(self, record_type: type[Of], state: str) -> Iterator[Of]: ...

    @overload
    def in_state(self, record_type: str, state: str) -> Iterator[Record]: ...

    def in_state(self, record_type: str | type[Record], state: str) -> Iterator[Any]:
        """Give the records of one type, named or given as for `of_type`, that are in one state."""
        return map(whole, self.shelf(type_named(record_type)).in_state(state))

    def called(self, ref: str) -> Iterator[Record]:
        """Give the records whose `ref` is this, whatever their type."""
        return (whole(one) for type in _TYPES for one in self.shelf(type).called(ref))

    def labelled(self, words: str) -> Iterator[Record]:
        """Give the records whose label is this, in any of its languages, whatever their type."""
        return (whole(one) for type in _TYPES for one in self.shelf(type).labelled(words))

    def keyed(self, source: str, key: str) -> Iterator[Record]:
        """Give the records that carry this key of this source."""
        return (whole(one) for type in _TYPES for one in self.shelf(type).keyed(source, key))

    def pointing_at(self, record_id: str) -> Sequence[Pointer]:
        """Tell which records point at one: by their fields or by links."""
        looked = None if len(self._shelves) == len(TYPES) else self._looked_up("pointing_at", record_id)
        if looked is None:
            return [pointer for type in _TYPES for pointer in self.shelf(type).pointers(record_id)]
        there = _by_type(looked)
        return [pointer for type in _TYPES for pointer in self._pointers(type, record_id, there.get(type, ()))]

    def _pointers(self, record_type: str, record_id: str, looked: Iterable[Record]) -> Iterable[Pointer]:
        """Tell what points at a record: of what is on the shelf of a type, else of what was looked up of it."""
        if record_type in self._shelves:
            return self._shelves[record_type].pointers(record_id)
        return (Pointer(one.id, field) for one in looked for field, to in pointers(one) if to == record_id)

    @overload
    def sources(self, record_id: str, record_type: type[Of]) -> list[Of]: ...

    @overload
    def sources(self, record_id: str, record_type: str) -> list[Any]: ...

    def sources(self, record_id: str, record_type: str | type[Record]) -> list[Any]:
        """Give the records of one type, named or given as for `of_type`, that point at `record_id`, each once."""
        return [whole(one) for one in self.shelf(type_named(record_type)).pointing(record_id)]

    def glances_of_sources(self, record_id: str, record_type: str) -> Sequence[Seen]:
        """Give the same as `sources`, or glances of them: for what computes, and hands none of them out."""
        return self.shelf(record_type).pointing(record_id)


def _by_type(records: Iterable[Seen]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for record in records:
        found.setdefault(type_name(record), []).append(record)
    return found


def _by_type_in_id(ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record_id in ids:
        found.setdefault(record_id.split("/")[1], []).append(record_id)
    return found


def type_name(seen: Seen) -> str:
    """Tell the record type of a record, or of a glance of one: `action`, `accepted-gap`."""
    return _name_of(seen.__class__)


def type_named(record_type: str | type[Record]) -> str:
    """Give the name of a record type, which is named or given as its class: `action` for `Action`.

    Raises:
        UnknownName: a class that is no record type: a subclass of one, or `Record` itself. A name is given as it is.
    """
    return record_type if isinstance(record_type, str) else _name_of_type(cast(Any, record_type))


@cache
def _name_of_type(record_class: Any) -> str:
    with suppress(KeyError):
        name = TYPES.of(record_class)
        if TYPES[name] is record_class:  # another class may be called the same
            return name
    raise UnknownName(record_class.__name__, "record type", TYPES)


@cache
def _name_of(cls: Any) -> str:
    return TYPES.of(getattr(cls, "stands_for", cls))


def pointers(record: Record) -> Iterator[tuple[str, str]]:
    """Tell what a record points at: (field or link kind, id), in the order of its fields."""
    return points(record, pointing_fields(cast(Any, type(record))))
