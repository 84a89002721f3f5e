"""Sent: what a row carries that goes out in a sheet, so that it is known again however the sheet comes back.

The last column of such a sheet is hidden. Its head is a `Mark`, which tells what the sheet is; below it each row has a
`RowKey`: the id of its record, and a short sum of each cell as it was sent. So a row tells by itself whether it was
touched, also where the sheet was sorted, filtered, cut down, or saved as csv by some other program.
"""

import binascii
import json
import re
import struct
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

import attrs

Held = str | int | float | date | None
"""What a cell holds, as it was sent or as it came back."""

HEAD = "lif-sheet "
"""How the head of the hidden column begins. A file that has it anywhere is one of ours."""

LONGEST = 32_000
"""Most characters of a cell in a sheet that goes out; what is longer is cut before it is summed."""
CUT = " ... [cut]"

TOLD = "lif-told "
"""How the hidden text begins that tells the rows of a table that only tells."""

_EDITION = 1
_NUMBERS = ("locked", "rows", "tables")
_LONGEST_MARK = 20_000
_LOST = "\ufffd"  # what stands for a letter that could not be kept; it counts as printable
_SUM = 4  # bytes of one sum
_ROWS_IN_A_CELL = 5_000  # so many sums of rows are told in one hidden cell
_SILENT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd-\uffff]")

_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
LIVE = re.compile(rf" *[\t\r\n]|{_UNSEEN}*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a text begins that some program takes for a formula when it opens a csv: some drop what cannot be seen first, and
take the wide signs for the narrow ones."""
_QUOTED = re.compile(f"'(?={LIVE.pattern})")


def fitted(text: str) -> str:
    """Give a text as a cell can hold it; it says so where it had to be cut."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def normal(value: Held) -> str:
    """Tell a cell in the words by which two are compared: days as 2024-03-31, blanks joined, nothing unprintable."""
    if isinstance(value, str):
        text = value if value.isprintable() and _LOST not in value else _SILENT.sub("", value)
        return " ".join(_QUOTED.sub("", text, count=1).split() if text[:1] == "'" else text.split())
    return _plain(value)


def _plain(value: Held) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def summed(text: str) -> int:
    """Give the sum of a cell's words, as `normal` tells them."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def whole(values: Sequence[Held]) -> int:
    """Give the sum of a whole row as it stands, to know an untouched one at once."""
    told = [value if isinstance(value, str) else _plain(value) for value in values]
    return crc32("\x1f".join(told).encode("utf-8", "surrogatepass"))


def packed(sums: Sequence[int]) -> str:
    """Give sums as a short text."""
    return b64encode(struct.pack(f"<{len(sums)}I", *sums)).decode()


def unpacked(text: str) -> tuple[int, ...] | None:
    """Give the sums of a short text, None where it holds none."""
    try:
        held = binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError):
        return None
    return struct.unpack(f"<{len(held) // _SUM}I", held) if len(held) % _SUM == 0 else None


def remarked(texts: Iterable[str]) -> int:
    """Give the sum of the remarks on a row, from left to right; 0 for none."""
    return summed("\x1f".join(told)) if (told := [normal(text) for text in texts]) else 0


def row_sum(values: Iterable[Held]) -> int:
    """Give the sum of a row by the words of its cells; blanks at its end do not count."""
    told = [value if isinstance(value, str) else _plain(value) for value in values]
    return summed(normal(" | ".join(told)).rstrip(" |"))


@attrs.frozen(weakref_slot=False)
class Told:
    """What is known of a table that only tells, to see whether somebody wrote into it.

    Attributes:
        headings: the sum of its headings.
        rows: the sum of each of its rows.
    """

    headings: int
    rows: tuple[int, ...]

    @classmethod
    def of(cls, headings: Iterable[str], rows: Iterable[Iterable[Held]]) -> "Iterator[Told]":
        """Give it for a table, in as many pieces as fit into a cell each."""
        head, sums = row_sum(headings), [row_sum(values) for values in rows]
        for first in range(0, max(len(sums), 1), _ROWS_IN_A_CELL):
            yield cls(head, tuple(sums[first : first + _ROWS_IN_A_CELL]))

    def __str__(self) -> str:
        return TOLD + packed((self.headings, *self.rows))

    @classmethod
    def read(cls, text: str) -> "Told | None":
        """Read the hidden text; None where it is none."""
        sums = unpacked(text.removeprefix(TOLD)) if text.startswith(TOLD) else None
        return cls(sums[0], sums[1:]) if sums else None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Mark:
    """What the head of the hidden column tells of a sheet.

    Attributes:
        report: name of the report that the sheet belongs to.
        table: name of the table in it, which no other of the report has.
        columns: stable names of its columns, in the order in which they were sent, the hidden one left out.
        headings: the sum of each of their headings, by which a column is found that was moved.
        locked: how many of them, from the left, are not to be written in.
        rows: how many rows were sent.
        tables: how many such tables the report had.
        body: id of the body that it was made for, empty where it was made for none.
        audience: id of the audience that it was made for, empty for the partnership's own work.
        language: the language it is in.
        as_at: the day as at which it holds.
        fingerprint: fingerprint of the journal it was made from.
    """

    report: str
    table: str
    columns: tuple[str, ...]
    headings: tuple[int, ...]
    locked: int
    rows: int
    tables: int = 1
    body: str = ""
    audience: str = ""
    language: str = "en"
    as_at: str = ""
    fingerprint: str = ""

    def __str__(self) -> str:
        plain = {"edition": _EDITION, **attrs.asdict(self), "headings": packed(self.headings)}
        told = json.dumps(plain, separators=(",", ":"), ensure_ascii=True)
        return f"{HEAD}{told} {crc32(told.encode()):08x}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """Read the head of a hidden column; None where it is none, or was altered."""
        if not text.startswith(HEAD) or len(text) > _LONGEST_MARK:
            return None
        told, _, check = text.removeprefix(HEAD).strip().rpartition(" ")
        if f"{crc32(told.encode('utf-8', 'surrogatepass')):08x}" != check:
            return None
        try:
            plain = json.loads(told)
        except (ValueError, RecursionError):
            return None
        return cls._of(plain)

    @classmethod
    def _of(cls, plain: Any) -> "Mark | None":
        if not isinstance(plain, dict) or plain.pop("edition", 0) != _EDITION:
            return None
        columns = plain.pop("columns", None)
        locked, rows, tables = (plain.pop(name, None) for name in _NUMBERS)
        headings = unpacked(str(plain.pop("headings", "")))
        names = {field.name for field in attrs.fields(cls)} - {"columns", "headings", *_NUMBERS}
        fits = (
            isinstance(columns, list)
            and all(isinstance(one, str) for one in columns)
            and isinstance(locked, int)
            and 0 < locked <= len(columns)
            and isinstance(rows, int)
            and isinstance(tables, int)
            and rows >= 0
            and headings is not None
            and len(headings) == len(columns)
            and set(plain) == names
            and all(isinstance(one, str) for one in plain.values())
        )
        if not fits:
            return None
        return cls(columns=tuple(columns), headings=headings or (), locked=locked, rows=rows, tables=tables, **plain)


@attrs.frozen(weakref_slot=False)
class RowKey:
    """What the hidden cell of a row tells.

    Attributes:
        record: id of the record that the row is about.
        fingerprint: that of the sheet's mark: rows of two sheets are kept apart by it.
        whole: the sum of all its locked cells as they stood.
        remarks: the sum of the remarks that hang on them, 0 for none.
        cells: the sum of each of its locked cells.
    """

    record: str
    fingerprint: str
    whole: int
    remarks: int
    cells: tuple[int, ...]

    @classmethod
    def of(cls, record: str, fingerprint: str, values: Sequence[Held], remarks: Iterable[str] = ()) -> "RowKey":
        """Give the key of a row whose locked cells hold `values`, with `remarks` on them from left to right."""
        sums = tuple([summed(normal(value)) for value in values])
        return cls(record, fingerprint, whole(values), remarked(remarks), sums)

    def __str__(self) -> str:
        told = f"{self.record}|{self.fingerprint}|{packed((self.whole, self.remarks, *self.cells))}"
        return f"{told}|{crc32(told.encode()):08x}"

    @classmethod
    def read(cls, text: str) -> "RowKey | None":
        """Read the hidden cell of a row; None where it is no such cell, or was altered."""
        told, _, check = text.strip().rpartition("|")
        parts = told.split("|")
        if len(parts) != 3 or f"{crc32(told.encode('utf-8', 'surrogatepass')):08x}" != check:
            return None
        sums = unpacked(parts[2])
        return cls(parts[0], parts[1], sums[0], sums[1], sums[2:]) if sums and len(sums) > 1 else None
