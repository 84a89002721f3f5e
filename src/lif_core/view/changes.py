"""Changes: what differs between two views, for one record or for the whole register.

Only the two views are read, never the journal: what was cleared away for their readers, or redacted, is in neither.
Records that stand as they stood are the same object in both registers, so that no value of theirs is looked at.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from lif_core.records.record import Record
from lif_core.view.register import Register
from lif_core.view.view import View

Turn = Literal["new", "changed", "gone"]
"""What became of a record: it was not there before, says something else, or is no longer there."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class FieldChange:
    """One field of one record that says something else.

    Attributes:
        field: its name; an entry of a map by `happened.EVENT`, `planned.EVENT`, `keys.KEY`, `extra.KEY`.
        was: its value in the earlier view, None where an entry was not there.
        now: its value in the later view, None where an entry is not there.
    """

    field: str
    was: Any = attrs.field(repr=False)
    now: Any = attrs.field(repr=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class RecordChange:
    """What became of one record between two views.

    Attributes:
        record: id of the record.
        turn: new, changed or gone.
        was: the record in the earlier view, None for a new one.
        now: the record in the later view, None for one that is gone.
        fields: what differs, in the order of the record's fields; empty for a record that is new or gone.
    """

    record: str
    turn: Turn
    was: Record | None = attrs.field(default=None, repr=False)
    now: Record | None = attrs.field(default=None, repr=False)
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        what = {"new": "is new", "gone": "is no longer there"}.get(self.turn, "")
        return f"{self.record} {what or 'changed in ' + ', '.join(one.field for one in self.fields)}."


def changed_between(earlier: View, later: View, record: str = "") -> tuple[RecordChange, ...]:
    """Tell what differs between two views, in the order of the records' ids.

    The views may differ in their day, in `known_by`, or in both: "what is new since the last meeting" compares what
    was known on two days, "what was entered late" compares one day as known then and as known now.

    Args:
        earlier: the view that is compared with.
        later: the view that is told about.
        record: id of the one record to tell about; left out, the whole register.
    """
    ids = [record] if record else sorted(_different(earlier.register, later.register))
    told = (_told(record_id, earlier.register.get(record_id), later.register.get(record_id)) for record_id in ids)
    return tuple(change for change in told if change is not None)


def _different(earlier: Register, later: Register) -> Iterator[str]:
    """Tell the ids of records that are not the same object in both registers."""
    before = {record.id: record for record in earlier}
    for record in later:
        if before.pop(record.id, None) is not record:
            yield record.id
    yield from before


def _told(record_id: str, was: Record | None, now: Record | None) -> RecordChange | None:
    if was is now or was == now:
        return None
    if was is None or now is None:
        return RecordChange(record=record_id, turn="gone" if now is None else "new", was=was, now=now)
    return RecordChange(record=record_id, turn="changed", was=was, now=now, fields=tuple(_fields(was, now)))


def _fields(was: Record, now: Record) -> Iterator[FieldChange]:
    for field in attrs.fields(type(now)):
        before, after = getattr(was, field.name), getattr(now, field.name)
        if before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _entries(field.name, before, after)
        else:
            yield FieldChange(field=field.name, was=before, now=after)


def _entries(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield FieldChange(field=f"{name}.{key}", was=before.get(key), now=after.get(key))
