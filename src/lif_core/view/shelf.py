"""Shelf: the records of one type as they stand, by id, state, ref, key and by what they point at.

What stands on a shelf is a record or a glance of one, which is read whole when somebody asks for the record. A shelf
never changes: `plus` gives another that shares what did not change. Indexes are built when first asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple, cast

import attrs

from lif_core.records import TYPES, Record
from lif_core.records.fields import TO
from lif_core.serial.glances import Seen, whole
from lif_core.values.words import folded

_FLATTEN_AT = 256  # what lies over a shelf is laid down onto it when it is more: look-ups stay shallow, writes cheap


class Pointer(NamedTuple):
    """One record pointing at another: the id it stands in, and the field (or link kind) that points."""

    source: str
    field: str


@cache
def pointing_fields(record_class: Any) -> tuple[tuple[str, bool], ...]:
    """Tell the fields of a record class that point at records, each with whether it points at several."""
    return tuple(
        (field.name, isinstance(field.default, tuple))
        for field in attrs.fields(record_class)
        if TO in field.metadata and field.name != "created" and field.name != "changed"
    )


class Shelf:
    """The records of one type.

    Args:
        record_type: the type, such as `action`.
        seen: the records, or glances of them; a later one with the same id replaces an earlier one.
        base: a shelf that these lie over.
        gone: ids that are in `base` and no longer here.
    """

    def __init__(
        self, record_type: str, seen: Iterable[Seen] = (), *, base: "Shelf | None" = None, gone: Iterable[str] = ()
    ) -> None:
        self._type = record_type
        self._own: dict[str, Seen] = {one.id: one for one in seen}
        self._base = base
        self._hidden = frozenset(gone) | self._own.keys() if base is not None else frozenset()

    def plus(self, records: Iterable[Seen], gone: Iterable[str] = ()) -> "Shelf":
        """Give the shelf with these records set and those taken out; this one stays as it is."""
        fresh, out = {record.id: record for record in records}, set(gone)
        base, own = (self, {}) if self._base is None else (self._base, self._own)
        own = {id: one for id, one in own.items() if id not in out} | fresh
        over = Shelf(self._type, own.values(), base=base, gone=(self._hidden | out) - fresh.keys())
        return Shelf(self._type, over) if len(own) > _FLATTEN_AT else over

    def get(self, record_id: str) -> Seen | None:
        """Give what stands here under an id, or None."""
        found = self._own.get(record_id)
        if found is not None or self._base is None or record_id in self._hidden:
            return found
        return self._base.get(record_id)

    def __iter__(self) -> Iterator[Seen]:
        return self._every(lambda shelf: shelf._own.values())

    def __len__(self) -> int:
        if self._base is None:
            return len(self._own)
        return len(self._own) + len(self._base) - sum(self._base.get(id) is not None for id in self._hidden)

    def records(self) -> Iterator[Record]:
        """Give the records, reading those of which there was only a glance."""
        return map(whole, self)

    def in_state(self, state: str) -> Iterator[Seen]:
        """Give those in one state."""
        return self._every(lambda shelf: shelf._states.get(state, ()))

    def called(self, ref: str) -> Iterator[Seen]:
        """Give those whose `ref` is this."""
        return self._every(lambda shelf: shelf._refs.get(ref.casefold(), ()))

    def labelled(self, words: str) -> Iterator[Seen]:
        """Give those whose label is this, in any of its languages; capitals and the number of blanks do not count."""
        return self._every(lambda shelf: shelf._labels.get(folded(words), ()))

    def keyed(self, source: str, key: str) -> Iterator[Seen]:
        """Give those that carry this key of this source."""
        return self._every(lambda shelf: shelf._keyed.get((source, key), ()))

    def pointers(self, record_id: str) -> Iterator[Pointer]:
        """Tell what here points at a record."""
        return self._every(lambda shelf: shelf._pointers.get(record_id, ()), lambda pointer: pointer.source)

    def pointing(self, record_id: str) -> Sequence[Seen]:
        """Give those that point at a record, each once."""
        own = self._pointing.get(record_id, ())
        if self._base is None:
            return own
        return [*(one for one in self._base.pointing(record_id) if one.id not in self._hidden), *own]

    def naming(self, field: str) -> Callable[[str], Sequence[Seen] | None]:
        """Give what finds those that name a record in one field (`links` for any link), to be asked often.

        Asked for a record that none of them names, it gives nothing or an empty list.
        """
        index = self._naming.get(field)
        if index is None:
            index = self._naming.setdefault(field, self._named_in(field))
        if self._base is None:
            return index.get
        beneath, hidden = self._base.naming(field), self._hidden
        return lambda id: [*(one for one in beneath(id) or () if one.id not in hidden), *index.get(id, ())]

    def _named_in(self, field: str) -> Mapping[str, Sequence[Seen]]:
        found: dict[str, list[Seen]] = defaultdict(list)
        many = field == "links" or dict(self._fields)[field]
        for one in self._own.values():
            held = getattr(one, field)
            if held:
                for target in held if many else (held,):
                    found[target.to if field == "links" else target].append(one)
        return found

    @cached_property
    def _naming(self) -> dict[str, Mapping[str, Sequence[Seen]]]:
        return {}

    def _every(
        self, look: Callable[["Shelf"], Iterable[Any]], id_of: Callable[[Any], str] = lambda one: one.id
    ) -> Iterator[Any]:
        if self._base is None:
            return iter(look(self))
        return chain((one for one in look(self._base) if id_of(one) not in self._hidden), look(self))

    @cached_property
    def _states(self) -> Mapping[str, list[Seen]]:
        return _grouped((one.state, one) for one in self._own.values())

    @cached_property
    def _refs(self) -> Mapping[str, list[Seen]]:
        return _grouped((one.ref.casefold(), one) for one in self._own.values() if one.ref)

    @cached_property
    def _labels(self) -> Mapping[str, list[Seen]]:
        return _grouped(
            (words, one)
            for one in self._own.values()
            if one.label
            for words in {folded(said) for said in (one.label.en, one.label.cy) if said}
        )

    @cached_property
    def _keyed(self) -> Mapping[tuple[str, str], list[Seen]]:
        return _grouped((item, one) for one in self._own.values() for item in one.keys.items())

    @cached_property
    def _pointers(self) -> Mapping[str, list[Pointer]]:
        return _grouped(
            (target, Pointer(one.id, field)) for one in self._own.values() for field, target in self._of(one)
        )

    @cached_property
    def _pointing(self) -> Mapping[str, list[Seen]]:
        found: dict[str, list[Seen]] = defaultdict(list)
        fields = self._fields
        for one in self._own.values():
            targets = {link.to: None for link in one.links} if one.links else {}
            for name, many in fields:
                held = getattr(one, name)
                if held:
                    targets.update(dict.fromkeys(held if many else (held,)))
            for target in targets:
                found[target].append(one)
        return found

    def _of(self, one: Seen) -> Iterator[tuple[str, str]]:
        return points(one, self._fields)

    @property
    def _fields(self) -> tuple[tuple[str, bool], ...]:
        return pointing_fields(cast(Any, TYPES[self._type]))


def points(seen: Seen, fields: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """Tell what is pointed at: (field or link kind, id), in the order of the fields."""
    for name, many in fields:
        held = getattr(seen, name)
        if held:
            for target in held if many else (held,):
                yield name, target
    for link in seen.links:
        yield link.kind, link.to


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found
