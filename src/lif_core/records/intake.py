"""Intake: that a file was taken in, what came of it, and what was kept aside. Never the text of a cell."""

from collections.abc import Mapping
from typing import NamedTuple

import attrs

from lif_core.records.fields import refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import NOTHING, Record

SHEET_KEY = "sheet"
"""Key of a record's line: tracker, tab and row; never text of a cell. `plan/Tab/12` stands in row 12; `plan/Tab/12-1`
stood there last, is no longer in the sheet, and another line has its place."""
PART_KEY = "sheet-part"
"""Key of what the record is in its line, such as `action` or `progress-E`."""


class SheetLine(NamedTuple):
    """Where the line of a record stands, as its key says.

    Attributes:
        place: tracker and tab.
        row: number of the row.
        is_gone: whether it is no longer in the sheet, and another line has its place.
    """

    place: str
    row: int
    is_gone: bool = False


def line_of(keys: Mapping[str, str]) -> SheetLine | None:
    """Read where the line of a record stands; None where its keys do not say so."""
    place, _, said = keys.get(SHEET_KEY, "").rpartition("/")
    row, gone, number = said.partition("-")
    if not place or not row.isdigit() or (gone and not number.isdigit()):
        return None
    return SheetLine(place, int(row), bool(gone))


@attrs.frozen(weakref_slot=False, kw_only=True)
class SheetColumn:
    """A column of a sheet that was taken in, as it stood there.

    Attributes:
        heading: its heading.
        field: what it was read as, such as `due`.
        letters: where it stood, such as `F`.
        joint: what stood between the names in most of its cells that name several bodies, such as ` / `; of a column
            of numbers, what stood behind most of them, such as `.`.
    """

    heading: str = said()
    field: str = ""
    letters: str = ""
    joint: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class SheetTable:
    """A table of a sheet that was taken in: the headings in their order, so that it can go out again as it came.

    Attributes:
        place: how the keys of its lines begin: tracker and sheet, such as `tracker/Closed`.
        sheet: name of the sheet.
        first: row of its first line.
        last: row of its last line.
        numbered: whether its texts begin with numbers of their own, such as `1. Ensure ...`.
        columns: its columns, those that identify people left out.
        status: the states that its status words were read as.
    """

    place: str = said()
    sheet: str = said()
    first: int = 0
    last: int = 0
    numbered: bool = False
    columns: tuple[SheetColumn, ...] = ()
    status: Mapping[str, str] = attrs.field(default=NOTHING)


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Intake(Record):
    """The receipt of one import.

    Attributes:
        file: name of the file without its folder.
        sha256: hash of the file.
        mapping: the mapping that was used, as the text of a mapping file.
        counts: numbers of the receipt by name, such as `rows`, `lines`, `created`, `unchanged`.
        created: ids of the records it created.
        changed: ids of the records it changed.
        aside: places kept aside, such as `Sheet1!A6:F6`.
        refused: columns that were refused, such as `Tab 3!D`, with how many cells.
        undone: whether it was taken back.
        tables: the tables that were read, with their headings.
        answers: fingerprint of the sheet of ours that it brought back, empty for any other file.
        sender: who sent that sheet back, where anybody said.
    """

    file: str = ""
    sha256: str = ""
    mapping: str = attrs.field(default="", repr=False)
    counts: Mapping[str, int] = attrs.field(factory=dict)
    created: tuple[str, ...] = refers_many()
    changed: tuple[str, ...] = refers_many()
    aside: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    undone: bool = False
    tables: tuple[SheetTable, ...] = ()
    answers: str = ""
    sender: Party | None = None
