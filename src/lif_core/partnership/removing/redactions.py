"""Redactions: the list of what was removed for good, beside the store, so that a restored copy loses it again.

    {"redacting": "liverpool/note/01j8q3xk7d", "fields": ["text"], "on": "2024-05-14", "at": "2024-05-14T10:02:11.5Z"}
    {"redacted": "liverpool/note/01j8q3xk7d", "fields": ["text"], "on": "2024-05-14", "at": "2024-05-14T10:02:11.5Z"}

A dump or backup made before a redaction still holds what was removed, and its journal does not know of the redaction.
The list names records and fields, never values. It is kept where the store is not: in the partnership's folder, which
is to be copied apart from the store.

It tells what was meant from what was carried out. A line that begins with `redacting` is written before anything is
removed, and nothing is ever removed because of it; the line that begins with `redacted` follows once it is. A line that
begins with `not-redacted` takes one back after which nothing was removed. On a list of an older version there is no
`redacting`: what is there counts as carried out. The list only ever grows, so that two processes may write it at once.
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, cast

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.partnership.books.files import not_written, sync_folder
from lif_core.serial.plain import canonical
from lif_core.values.identifiers import type_of

FILE = "redacted.jsonl"
_CUT_OFF = b"<cut off>"  # put behind a line that a crash left half written

_Sort = Literal["redacting", "redacted", "not-redacted"]
_SORTS: tuple[_Sort, ...] = ("redacting", "redacted", "not-redacted")


@attrs.frozen(weakref_slot=False)
class Redaction:
    """What was, or was to be, removed from one record.

    Attributes:
        record: id of the record.
        fields: names of its fields.
        on: the day.
        at: the instant of the commit that says so; None on a list of an older version.
        despite: ids of the reviews whose hold was set aside for it.
    """

    record: str
    fields: tuple[str, ...]
    on: date
    at: datetime | None = None
    despite: tuple[str, ...] = ()


@attrs.frozen
class Listed:
    """What the list says.

    Attributes:
        done: what was carried out, in the order in which it was removed.
        meant: what was begun, and of which the list does not say how it ended.
    """

    done: tuple[Redaction, ...] = ()
    meant: tuple[Redaction, ...] = ()


class Redactions:
    """The list of one partnership.

    Args:
        folder: the partnership's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def begin(self, several: Iterable[Redaction]) -> None:
        """Say that redactions are about to be carried out, on the disk when this returns.

        Raises:
            InvalidData: the list was altered by hand; nothing was written.
            StorageError: the list cannot be written.
        """
        self.read()
        self._write("redacting", several)

    def add(self, *several: Redaction) -> None:
        """Put what was carried out on the list, on the disk when this returns; a second time does nothing.

        Raises:
            InvalidData: the list was altered by hand; nothing was written.
            StorageError: the list cannot be written.
        """
        known = set(self.all())
        self._write("redacted", [one for one in several if one not in known])

    def take_off(self, *several: Redaction) -> None:
        """Say that redactions on the list did not come about: nothing was removed."""
        self._write("not-redacted", several)

    def _write(self, sort: _Sort, several: Iterable[Redaction]) -> None:
        lines = b"".join(canonical(_plain(sort, one)) + b"\n" for one in several)
        if not lines:
            return
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as out:
                held = out.readall() or b""
                left = memoryview((b"" if not held or held.endswith(b"\n") else _CUT_OFF + b"\n") + lines)
                while left:  # a disk that is nearly full takes a part, and says so at the next
                    left = left[out.write(left) :]
                os.fsync(out.fileno())
            if not held:
                sync_folder(self._path.parent)
        except OSError as error:
            raise not_written(self._path, error) from None

    def all(self) -> tuple[Redaction, ...]:
        """Tell everything that was carried out, in the order in which it was removed.

        Raises:
            InvalidData: the list was altered by hand; every line that cannot be read is told.
        """
        return self.read().done

    def read(self) -> Listed:
        """Tell what was carried out, and what was only begun.

        What was begun and then carried out, also by another line that names the same fields and more, is no longer
        begun. A line that was cut off while it was written stands for nothing: nothing was removed before it was whole,
        and of what was removed the journal says so.

        Raises:
            InvalidData: the list was altered by hand; every line that cannot be read is told.
        """
        if not self._path.exists():
            return Listed()
        done: dict[Redaction, None] = {}
        meant: dict[str, dict[Redaction, None]] = {}
        wrong: list[Problem] = []
        *lines, last = self._path.read_bytes().split(b"\n")
        for number, line in enumerate([*lines, last], start=1):
            try:
                sort, one = _redaction(json.loads(line))
            except (ValueError, KeyError, TypeError):
                if number <= len(lines) and not line.endswith(_CUT_OFF):
                    wrong.append(_broken(number))
                continue
            begun = meant.setdefault(one.record, {})
            if sort == "redacting":
                begun.setdefault(one)
                continue
            begun.pop(one, None)
            if sort == "redacted":
                done.setdefault(one)
                meant[one.record] = {other: None for other in begun if not set(other.fields) <= set(one.fields)}
            else:
                done.pop(one, None)
        if wrong:
            raise InvalidData(wrong)
        return Listed(tuple(done), tuple(one for some in meant.values() for one in some))


def _plain(sort: _Sort, one: Redaction) -> dict[str, object]:
    told: dict[str, object] = {sort: one.record, "fields": one.fields, "on": one.on.isoformat()}
    if one.at is not None:
        told["at"] = one.at.astimezone(UTC).isoformat()
    if one.despite:
        told["despite"] = one.despite
    return told


def _redaction(plain: dict[str, object]) -> tuple[_Sort, Redaction]:
    sort = next(sort for sort in (*_SORTS, None) if sort is None or sort in plain)
    if sort is None:
        raise KeyError("a line says what became of a redaction")
    record, fields, on, at = plain[sort], plain["fields"], plain["on"], plain.get("at")
    despite = plain.get("despite", [])
    if not isinstance(record, str) or not isinstance(on, str) or not _are_names(fields) or not fields:
        raise TypeError("a line names a record, its fields and a day")
    if not _are_names(despite) or (at is not None and not isinstance(at, str)):
        raise TypeError("an instant is text, and reviews are named by their ids")
    instant = None if at is None else datetime.fromisoformat(at)
    if instant is not None and instant.tzinfo is None:
        raise TypeError("an instant says its zone")
    type_of(record)  # raises ValueError where this is no id
    return sort, Redaction(record, _names(fields), date.fromisoformat(on), instant, _names(despite))


def _are_names(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(one, str) for one in told)


def _names(told: object) -> tuple[str, ...]:
    return tuple(cast(list[str], told))


def _broken(number: int) -> Problem:
    return Problem(
        code="redactions.broken",
        says="A line of the list of redactions cannot be read.",
        mend='Take the list from the last copy of the folder; a line is {"redacted": ID, "fields": [...], "on": DAY}.',
        where=f"{FILE}, line {number}",
    )
