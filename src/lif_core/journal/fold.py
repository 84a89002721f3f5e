"""Fold: what a record says after its changes, in the order (day of effect, order of writing)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from lif_core.journal.change import Change

MAPS = ("happened", "planned", "keys", "extra")
"""Fields whose entries are set one by one (`happened.sent`), so that two writers of two entries do not conflict."""

Plain = dict[str, Any]


@attrs.frozen(weakref_slot=False)
class Entry:
    """One change with its place in the journal.

    Attributes:
        sequence: (position of the commit, place within it): the order of writing.
        recorded: day (UTC) on which it was written.
        change: the change.
    """

    sequence: tuple[int, int]
    recorded: date
    change: Change


class DoesNotFold(ValueError):
    """Changes that make no record: a second beginning, or a change before the beginning."""


def fold(entries: Iterable[Entry], record_id: str) -> Plain | None:
    """Tell what a record says after these changes: plain values by field, or None if it is not, or no longer, there.

    Raises:
        DoesNotFold: a change stands before the record begins, or it begins twice.
    """
    state: Plain | None = None
    begun = False
    for entry in in_order(entries):
        change = entry.change
        if change.kind == "create":
            if begun:
                raise DoesNotFold(f"{record_id} would begin twice.")
            begun, state = True, {"id": record_id}
        elif not begun:
            raise DoesNotFold(f"{record_id} would change on {change.on.isoformat()}, before it begins.")
        if change.kind == "withdraw":
            state = None
        elif state is not None:
            state = apply(state, change.set)
    return state


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Put entries in the order in which they take effect."""
    return sorted(entries, key=lambda entry: (entry.change.on, entry.sequence))


def apply(state: Plain, values: Mapping[str, Any]) -> Plain:
    """Give `state` with `values` set; `state` itself stays as it was."""
    after = dict(state)
    for key, value in values.items():
        field, dot, entry = key.partition(".")
        if dot and field in MAPS:
            after[field] = _put(after.get(field, {}), entry, value)
        else:
            after = _put(after, key, value)
    return after


def stands_at(state: Mapping[str, Any], key: str) -> Any:
    """Tell what a state says in a field, or in an entry of a map such as `happened.sent`; None where nothing."""
    field, dot, entry = key.partition(".")
    held = state.get(field)
    if not dot:
        return held
    return held.get(entry) if isinstance(held, dict) else None


def _put(table: Mapping[str, Any], key: str, value: Any) -> Plain:
    after = dict(table)
    if value is None:
        after.pop(key, None)
    else:
        after[key] = value
    return after
