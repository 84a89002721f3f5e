"""Redactions: the list of what was removed for good, beside the store, so that a restored copy loses it again.

    {"redacted": "liverpool/note/01j8q3xk7d", "fields": ["text"], "on": "2024-05-14"}

A dump or backup made before a redaction still holds what was removed, and its journal does not know of the redaction.
The list names records and fields, never values. It is kept where the store is not: in the partnership's folder, which
is to be copied apart from the store.
"""

import json
import os
from datetime import date
from pathlib import Path

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.serial.plain import canonical

FILE = "redacted.jsonl"


@attrs.frozen(weakref_slot=False)
class Redaction:
    """What was removed from one record: names of its fields, and the day."""

    record: str
    fields: tuple[str, ...]
    on: date


class Redactions:
    """The list of one partnership.

    Args:
        folder: the partnership's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def add(self, redaction: Redaction) -> None:
        """Put a redaction on the list, on the disk when this returns; a second time does nothing."""
        if redaction in self.all():
            return
        line = canonical({"redacted": redaction.record, "fields": redaction.fields, "on": redaction.on.isoformat()})
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as out:
            out.write(line + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def all(self) -> tuple[Redaction, ...]:
        """Tell everything on the list, in the order in which it was removed.

        Raises:
            InvalidData: the list was altered by hand; every line that cannot be read is told.
        """
        if not self._path.exists():
            return ()
        read: list[Redaction] = []
        wrong: list[Problem] = []
        for number, line in enumerate(self._path.read_bytes().splitlines(), start=1):
            try:
                read.append(_redaction(json.loads(line)))
            except (ValueError, KeyError, TypeError):
                wrong.append(_broken(number))
        if wrong:
            raise InvalidData(wrong)
        return tuple(read)


def _redaction(plain: dict[str, object]) -> Redaction:
    record, fields, on = plain["redacted"], plain["fields"], plain["on"]
    if not isinstance(record, str) or not isinstance(on, str) or not _are_names(fields):
        raise TypeError("a line names a record, its fields and a day")
    return Redaction(record, tuple(str(field) for field in fields), date.fromisoformat(on))  # type: ignore[attr-defined]


def _are_names(fields: object) -> bool:
    return isinstance(fields, list) and bool(fields) and all(isinstance(field, str) for field in fields)


def _broken(number: int) -> Problem:
    return Problem(
        code="redactions.broken",
        says="A line of the list of redactions cannot be read.",
        mend='Take the list from the last copy of the folder; a line is {"redacted": ID, "fields": [...], "on": DAY}.',
        where=f"{FILE}, line {number}",
    )
