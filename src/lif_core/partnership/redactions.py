"""Redactions: the list of what was removed for good, beside the store, so that a restored copy loses it again.

    {"redacted": "liverpool/note/01j8q3xk7d", "fields": ["text"], "on": "2024-05-14", "at": "2024-05-14T10:02:11.5Z"}

A dump or backup made before a redaction still holds what was removed, and its journal does not know of the redaction.
The list names records and fields, never values. It is kept where the store is not: in the partnership's folder, which
is to be copied apart from the store. It only ever grows, so that two processes may write it at once; a line that begins
with `not-redacted` takes back one after which nothing was removed, as somebody else wrote first.
"""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.partnership.beside import not_written, sync_folder
from lif_core.serial.plain import canonical
from lif_core.values.identifiers import type_of

FILE = "redacted.jsonl"
_CUT_OFF = b"<cut off>"  # put behind a line that a crash left half written


@attrs.frozen(weakref_slot=False)
class Redaction:
    """What was removed from one record.

    Attributes:
        record: id of the record.
        fields: names of its fields.
        on: the day.
        at: the instant of the commit that says so; None on a list of an older version.
    """

    record: str
    fields: tuple[str, ...]
    on: date
    at: datetime | None = None


class Redactions:
    """The list of one partnership.

    Args:
        folder: the partnership's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def add(self, redaction: Redaction) -> None:
        """Put a redaction on the list, on the disk when this returns; a second time does nothing.

        Raises:
            InvalidData: the list was altered by hand; nothing was written.
            StorageError: the list cannot be written.
        """
        if redaction not in self.all():
            self._write("redacted", redaction)

    def take_off(self, redaction: Redaction) -> None:
        """Say that a redaction on the list did not come about: nothing was removed."""
        self._write("not-redacted", redaction)

    def _write(self, sort: str, redaction: Redaction) -> None:
        told = {sort: redaction.record, "fields": redaction.fields, "on": redaction.on.isoformat()}
        if redaction.at is not None:
            told["at"] = redaction.at.astimezone(UTC).isoformat()
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as out:
                held = out.readall() or b""
                out.write((b"" if not held or held.endswith(b"\n") else _CUT_OFF + b"\n") + canonical(told) + b"\n")
                os.fsync(out.fileno())
            if not held:
                sync_folder(self._path.parent)
        except OSError as error:
            raise not_written(self._path, error) from None

    def all(self) -> tuple[Redaction, ...]:
        """Tell everything on the list, in the order in which it was removed.

        A line that was cut off while it was written stands for nothing: it is on the list before anything is removed.

        Raises:
            InvalidData: the list was altered by hand; every line that cannot be read is told.
        """
        if not self._path.exists():
            return ()
        read: dict[Redaction, None] = {}
        wrong: list[Problem] = []
        *lines, last = self._path.read_bytes().split(b"\n")
        for number, line in enumerate([*lines, last], start=1):
            try:
                sort, redaction = _redaction(json.loads(line))
            except (ValueError, KeyError, TypeError):
                if number <= len(lines) and not line.endswith(_CUT_OFF):
                    wrong.append(_broken(number))
                continue
            if sort == "redacted":
                read.setdefault(redaction)
            else:
                read.pop(redaction, None)
        if wrong:
            raise InvalidData(wrong)
        return tuple(read)


def _redaction(plain: dict[str, object]) -> tuple[str, Redaction]:
    sort = "redacted" if "redacted" in plain else "not-redacted"
    record, fields, on, at = plain[sort], plain["fields"], plain["on"], plain.get("at")
    if not isinstance(record, str) or not isinstance(on, str) or not _are_names(fields):
        raise TypeError("a line names a record, its fields and a day")
    if at is not None and not isinstance(at, str):
        raise TypeError("an instant is text")
    instant = None if at is None else datetime.fromisoformat(at)
    if instant is not None and instant.tzinfo is None:
        raise TypeError("an instant says its zone")
    type_of(record)  # raises ValueError where this is no id
    named = tuple(str(field) for field in fields)  # type: ignore[attr-defined]
    return sort, Redaction(record, named, date.fromisoformat(on), instant)


def _are_names(fields: object) -> bool:
    return isinstance(fields, list) and bool(fields) and all(isinstance(field, str) for field in fields)


def _broken(number: int) -> Problem:
    return Problem(
        code="redactions.broken",
        says="A line of the list of redactions cannot be read.",
        mend='Take the list from the last copy of the folder; a line is {"redacted": ID, "fields": [...], "on": DAY}.',
        where=f"{FILE}, line {number}",
    )
