"""Minutes: the cells of a minutes shell that came back, row by row, each known by the number it begins with.

Nothing is decided here. A row says by its first cell what it is: `3.2` an item of the agenda, `P4` who was there, `A1`
an action arising, `N1` something to be kept in words, `M` the meeting. Whatever else stands in the file is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.intake.cells import Cell, Sheet, Value, Workbook

_ITEM = re.compile(r"\d{1,2}\.\d{1,4}")
_ROW = re.compile(r"([PAN])\d{1,4}")
_LONGEST = 20_000


@attrs.frozen(weakref_slot=False, kw_only=True)
class ItemRow:
    """What was written under one item of the agenda.

    Attributes:
        number: the number the row begins with.
        decided: what was decided.
        new_date: another target date.
        because: the reason.
        dissent: who saw it otherwise, and why.
        key: what the hidden cell of the row tells, empty in a format that hides none.
        place: where it stands.
    """

    number: str
    decided: str = attrs.field(default="", repr=False)
    new_date: str | date | None = None
    because: str = attrs.field(default="", repr=False)
    dissent: str = attrs.field(default="", repr=False)
    key: str = ""
    place: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written under it."""
        return not (self.decided or self.new_date or self.because or self.dissent)


@attrs.frozen(weakref_slot=False, kw_only=True)
class ThereRow:
    """Who was there: the words for an agency or role, and what was said of it."""

    number: str
    who: str = attrs.field(default="", repr=False)
    said: str = attrs.field(default="", repr=False)
    place: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class ArisingRow:
    """An action arising: what is to be done, who leads, by when, and from which item."""

    number: str
    text: str = attrs.field(default="", repr=False)
    lead: str = attrs.field(default="", repr=False)
    due: str | date | None = None
    item: str = ""
    place: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class WordsRow:
    """Something that is to be kept in words, and the item it is about."""

    number: str
    text: str = attrs.field(default="", repr=False)
    item: str = ""
    place: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class MinutesRead:
    """What a minutes shell said when it came back.

    Attributes:
        meeting: id of the meeting.
        pack: how the fingerprint of its papers begins.
        items: what was written under each item.
        there: who was there.
        arising: actions arising.
        words: what is to be kept in words.
        name: name of the file.
        sha256: hash of the file.
    """

    meeting: str
    pack: str
    items: tuple[ItemRow, ...] = ()
    there: tuple[ThereRow, ...] = ()
    arising: tuple[ArisingRow, ...] = ()
    words: tuple[WordsRow, ...] = ()
    name: str = ""
    sha256: str = ""


def is_minutes(workbook: Workbook) -> bool:
    """Tell whether a file is a minutes shell: one of its rows names the meeting it belongs to."""
    return any(_names_meeting(row) for row in _rows(workbook))


def _names_meeting(row: "_Row") -> bool:
    return row.first == "M" and "/meeting/" in row.text(4)


def read_minutes(workbook: Workbook) -> MinutesRead:
    """Read the minutes of a meeting from a workbook, or from the tables of a paper.

    Raises:
        InvalidData: it does not say which meeting it belongs to, or a row lost its number.
    """
    rows = list(_rows(workbook))
    heads = [row for row in rows if _names_meeting(row)]
    if len(heads) != 1:
        says = (
            "The file does not say which meeting it belongs to."
            if not heads
            else "The file belongs to more than one meeting."
        )
        mend = "Send back the minutes that were made with the papers of the meeting, as xlsx or docx."
        raise InvalidData([Problem("minutes.no-meeting", says, mend, workbook.name)])
    lost = [row for row in rows if row.has_key and not _ITEM.fullmatch(row.first)]
    if lost:
        says, mend = "A row lost its number, or the number was altered.", "Put the number back as it was sent."
        raise InvalidData([Problem("minutes.number-altered", says, mend, row.place) for row in lost])
    kinds: dict[str, list[_Row]] = {"P": [], "A": [], "N": []}
    for row in rows:
        if _ROW.fullmatch(row.first):
            kinds[row.first[0]].append(row)
    return MinutesRead(
        meeting=heads[0].text(4),
        pack=heads[0].text(5),
        items=tuple(_item(row) for row in rows if _ITEM.fullmatch(row.first)),
        there=tuple(
            ThereRow(number=row.first, who=row.text(2), said=row.text(3), place=row.place) for row in kinds["P"]
        ),
        arising=tuple(
            ArisingRow(
                number=row.first, text=row.text(2), lead=row.text(3), due=row.day(4), item=row.text(5), place=row.place
            )
            for row in kinds["A"]
        ),
        words=tuple(
            WordsRow(number=row.first, text=row.text(2), item=row.text(3), place=row.place) for row in kinds["N"]
        ),
        name=workbook.name,
        sha256=workbook.sha256,
    )


def _item(row: "_Row") -> ItemRow:
    return ItemRow(
        number=row.first,
        decided=row.text(4),
        new_date=row.day(5),
        because=row.text(6),
        dissent=row.text(7),
        key=row.text(8),
        place=row.place,
    )


@attrs.frozen(weakref_slot=False)
class _Row:
    """One row, by column."""

    sheet: str
    number: int
    cells: Mapping[int, Cell] = attrs.field(repr=False)

    @property
    def first(self) -> str:
        """What it begins with; a number that the program took for one is told as it was."""
        return self.text(1).rstrip(".").upper()

    @property
    def has_key(self) -> bool:
        """Whether its hidden cell tells what it was."""
        return "/meeting/" in self.text(8)

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.sheet}, row {self.number}"

    def text(self, column: int) -> str:
        """Tell a cell as text."""
        return _text(self.cells[column].value) if column in self.cells else ""

    def day(self, column: int) -> str | date | None:
        """Tell a cell that holds a day: the day where the file says it is one, else its words."""
        value = self.cells[column].value if column in self.cells else None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else _text(value) or None


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "\n".join(" ".join(line.split()) for line in str(value).strip().splitlines())[:_LONGEST]


def _rows(workbook: Workbook) -> Iterator[_Row]:
    for sheet in workbook.sheets:
        yield from _rows_of(sheet)


def _rows_of(sheet: Sheet) -> Iterator[_Row]:
    found: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        if cell.value is not None and not cell.struck:
            found.setdefault(cell.row, {})[cell.column] = cell
    for number in sorted(found):
        if 1 in found[number] or 8 in found[number]:
            yield _Row(sheet.name, number, found[number])
