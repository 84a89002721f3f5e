"""Register: the records as they stand, by id, type, state, key and link.

A register never changes once somebody holds it: `plus` gives a new one that shares what did not change.
Indexes are built when first asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, cast

import attrs

from lif_core.errors import UnknownName
from lif_core.records import TYPES, Record
from lif_core.records.fields import TO

_FLATTEN_AT = 256  # an overlay larger than this is laid down onto its base: lookups stay shallow, writes stay cheap


class Pointer(NamedTuple):
    """One record pointing at another: the id it stands in, and the field (or link kind) that points."""

    source: str
    field: str


@cache
def _pointing_fields(record_class: Any) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (field.name, isinstance(field.default, tuple))
        for field in attrs.fields(record_class)
        if TO in field.metadata and field.name != "created" and field.name != "changed"
    )


def pointers(record: Record) -> Iterator[tuple[str, str]]:
    """Tell what a record points at: (field or link kind, id), in the order of its fields."""
    for name, many in _pointing_fields(cast(Any, type(record))):
        held = getattr(record, name)
        if held:
            if many:
                for target in held:
                    yield name, target
            else:
                yield name, held
    for link in record.links:
        yield link.kind, link.to


class Register:
    """The records as they stand.

    Args:
        records: the records; a later one with the same id replaces an earlier one.
        base: a register that these records lie over.
        gone: ids that are in `base` and no longer here.
    """

    def __init__(
        self, records: Iterable[Record] = (), *, base: "Register | None" = None, gone: Iterable[str] = ()
    ) -> None:
        self._own: dict[str, Record] = {record.id: record for record in records}
        self._base = base
        self._gone = frozenset(gone) - self._own.keys()

    def plus(self, records: Iterable[Record], gone: Iterable[str] = ()) -> "Register":
        """Give the register with these records set and those taken out; this one stays as it is."""
        fresh, out = {record.id: record for record in records}, set(gone)
        if self._base is None:
            over = Register(fresh.values(), base=self, gone=out)
        else:
            own = {**self._own, **fresh}
            for record_id in out:
                own.pop(record_id, None)
            over = Register(own.values(), base=self._base, gone=self._gone | out)
        return over._flat() if len(over._own) > _FLATTEN_AT else over

    def _flat(self) -> "Register":
        return Register(self)

    def get(self, record_id: str) -> Record | None:
        """Give the record with this id, or None."""
        found = self._own.get(record_id)
        if found is not None or self._base is None or record_id in self._gone:
            return found
        return self._base.get(record_id)

    def __getitem__(self, record_id: str) -> Record:
        found = self.get(record_id)
        if found is None:
            raise UnknownName(record_id, "record", ())
        return found

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.get(record_id) is not None

    def __iter__(self) -> Iterator[Record]:
        if self._base is not None:
            hidden = self._hidden
            yield from (record for record in self._base if record.id not in hidden)
        yield from self._own.values()

    def __len__(self) -> int:
        if self._base is None:
            return len(self._own)
        return len(self._own) + len(self._base) - sum(1 for hidden in self._hidden if hidden in self._base)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return self._gone | self._own.keys()

    def of_type(self, record_type: str) -> Iterator[Record]:
        """Give the records of one type, in the order in which they were first met."""
        yield from self._indexed(lambda register: register._types.get(record_type, ()))

    def in_state(self, record_type: str, state: str) -> Iterator[Record]:
        """Give the records of one type that are in one state."""
        yield from self._indexed(lambda register: register._states.get((record_type, state), ()))

    def called(self, ref: str) -> Iterator[Record]:
        """Give the records whose `ref` is this, whatever their type."""
        yield from self._indexed(lambda register: register._refs.get(ref.casefold(), ()))

    def keyed(self, source: str, key: str) -> Iterator[Record]:
        """Give the records that carry this key of this source."""
        yield from self._indexed(lambda register: register._keyed.get((source, key), ()))

    def pointing_at(self, record_id: str) -> Sequence[Pointer]:
        """Tell which records point at one: by their fields or by links."""
        own = self._back.get(record_id, ())
        if self._base is None:
            return own
        hidden = self._hidden
        return [*(pointer for pointer in self._base.pointing_at(record_id) if pointer.source not in hidden), *own]

    def sources(self, record_id: str, record_type: str) -> list[Any]:
        """Give the records of one type that point at `record_id`, each once."""
        own = self._pointing.get((record_id, record_type), ())
        if self._base is None:
            return list(own)
        hidden = self._hidden
        return [*(one for one in self._base.sources(record_id, record_type) if one.id not in hidden), *own]

    def _indexed(self, look: Callable[["Register"], Iterable[Record]]) -> Iterator[Record]:
        if self._base is not None:
            hidden = self._hidden
            yield from (record for record in self._base._indexed(look) if record.id not in hidden)
        yield from look(self)

    @cached_property
    def _types(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._own.values():
            found[_NAMES[type(record)]].append(record)
        return found

    @cached_property
    def _states(self) -> Mapping[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record_type, records in self._types.items():
            for record in records:
                found[record_type, record.state].append(record)
        return found

    @cached_property
    def _refs(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._own.values():
            if record.ref:
                found[record.ref.casefold()].append(record)
        return found

    @cached_property
    def _keyed(self) -> Mapping[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self._own.values():
            for item in record.keys.items():
                found[item].append(record)
        return found

    @cached_property
    def _pointing(self) -> Mapping[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for target, several in self._back.items():
            for source in dict.fromkeys([pointer.source for pointer in several]):
                record = self._own[source]
                found[target, _NAMES[type(record)]].append(record)
        return found

    @cached_property
    def _back(self) -> Mapping[str, list[Pointer]]:
        found: dict[str, list[Pointer]] = defaultdict(list)
        for record_id, record in self._own.items():  # as `pointers` tells them, without its price for each record
            for name, many in _pointing_fields(cast(Any, type(record))):
                held = getattr(record, name)
                if held:
                    for target in held if many else (held,):
                        found[target].append(Pointer(record_id, name))
            for link in record.links:
                found[link.to].append(Pointer(record_id, link.kind))
        return found


_NAMES: Mapping[type[Record], str] = {record_class: name for name, record_class in TYPES.items()}


def type_name(record: Record) -> str:
    """Tell the record type of a record: `action`, `accepted-gap`."""
    return _NAMES[type(record)]
