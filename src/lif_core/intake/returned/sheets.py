"""Sheets: a file that came back, taken apart into the tables that were sent and the lines that stand there now.

Nothing is taken from where it stands alone: a table is known by its mark, a column by its heading, a line by its key.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.intake.cells import Plain, Value, Workbook, column_letters
from lif_core.values.sent import HEAD, Mark, RowKey, normal, summed

SHARE = 0.6
"""So many of the headings must be there for a sheet whose mark was lost to be known by them."""

_IDS_COLUMNS = 2
_TEXT = (".csv", ".tsv")
_FIRST_ROWS = 60  # people put a title above a table, not pages


@attrs.frozen(weakref_slot=False, kw_only=True)
class Line:
    """A row of a sheet as it came back.

    Attributes:
        sheet: name of the sheet.
        row: its row there.
        key: what its hidden cell tells; None where there is none that can be read.
        altered: whether its hidden cell holds something that is no key.
        cells: what it holds, by the columns that were sent; None under a column that is gone.
        beyond: addresses and texts of cells under no column that was sent.
        remarks: addresses and texts of remarks on its cells.
    """

    sheet: str
    row: int
    key: RowKey | None = None
    altered: bool = False
    cells: Sequence[Value] = attrs.field(repr=False)
    beyond: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    remarks: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it that anybody wrote."""
        return not any(normal(value) for value in self.cells) and not self.beyond


@attrs.frozen(weakref_slot=False, kw_only=True)
class ReturnedTable:
    """A table of ours as it came back.

    Attributes:
        name: name of the sheet it stands on.
        mark: what was sent.
        letters: letters of each column where it stands now, None where it is gone.
        lines: its lines.
        sent: the keys of the rows that were sent, None where the file does not tell them any more.
        above: addresses and texts of what stands above its headings.
        by_headings: whether its mark was lost, so that it was known by its headings.
    """

    name: str
    mark: Mark
    letters: tuple[str | None, ...]
    lines: tuple[Line, ...]
    sent: tuple[RowKey, ...] | None = None
    above: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    by_headings: bool = False

    def place(self, line: Line, column: str) -> str:
        """Tell the address of a cell; of a column that is gone, that of its line."""
        letters = self.letters[self.mark.columns.index(column)]
        return f"{line.sheet}!{letters}{line.row}" if letters else f"{line.sheet}!{line.row}"


def is_returned(workbook: Workbook) -> bool:
    """Tell whether a file holds a table of ours."""
    return any(has_mark(sheet) for sheet in sheets_of(workbook))


def sheets_of(workbook: Workbook) -> Sequence[Plain]:
    """Give the values of every sheet of a file."""
    return workbook.plain or [Plain.of(sheet) for sheet in workbook.sheets]


def has_mark(sheet: Plain) -> bool:
    """Tell whether a sheet is one of ours that people write in, or the hidden one."""
    return any(isinstance(value, str) and value.startswith(HEAD) for row in sheet.rows for value in row)


def read_returned(workbook: Workbook) -> tuple[ReturnedTable, ...]:
    """Take a file of ours apart.

    Raises:
        InvalidData: no table of it can be known any more.
    """
    sheets = [sheet for sheet in sheets_of(workbook) if sheet.rows]
    keys: dict[str, RowKey] = {}
    sent: dict[Mark, tuple[RowKey, ...]] = {}
    for sheet in filter(is_ids, sheets):
        sent.update(_sent_in(sheet, keys))
    tables: list[ReturnedTable] = []
    lost = [sheet for sheet in sheets if not is_ids(sheet)]
    for rows in (_FIRST_ROWS, None):  # a head is sorted away from the top so seldom that few sheets are read for it
        for sheet in list(lost) if rows or len(tables) < max(len(sent), 1) else ():
            found = _by_mark(sheet, sent, keys, workbook.name, rows)
            if found is not None:
                tables.append(found)
                lost.remove(sheet)
    missing = [mark for mark in sent if mark not in {table.mark for table in tables}]
    for sheet in lost:
        found = _by_headings(sheet, missing, sent, keys)
        if found is not None:
            tables.append(found)
            missing.remove(found.mark)
    if not tables:
        raise InvalidData([_unknown(workbook.name)])
    return (*tables, *(_gone(mark, sent[mark]) for mark in missing))


def _unknown(file: str) -> Problem:
    return Problem(
        code="returned.not-known",
        says="This sheet is one of ours, but the hidden column by which its rows are known was changed.",
        mend="Ask for the sheet as it was sent, filled in; or copy what was written into it into the sheet you sent.",
        where=file,
    )


def _gone(mark: Mark, keys: tuple[RowKey, ...]) -> ReturnedTable:
    """Give a table whose sheet is not in the file any more: all of its rows were deleted."""
    return ReturnedTable(name="", mark=mark, letters=(None,) * len(mark.columns), lines=(), sent=keys)


# -- the hidden sheet ------------------------------------------------------------------------------------------------


def is_ids(sheet: Plain) -> bool:
    """Tell whether a sheet is the hidden one."""
    first = sheet.rows[0]
    return len(first) == _IDS_COLUMNS and isinstance(first[1], str) and first[1].startswith(HEAD)


def _sent_in(sheet: Plain, known: dict[str, RowKey]) -> Iterator[tuple[Mark, tuple[RowKey, ...]]]:
    """Give the keys of each table that was sent; `known` remembers them by their text, which stands in the rows too."""
    mark, keys = None, list[RowKey]()
    for row in sheet.rows:
        text = row[1] if len(row) > 1 else None
        if not isinstance(text, str):
            continue
        if text.startswith(HEAD):
            if mark is not None:
                yield mark, tuple(keys)
            mark, keys = Mark.read(text), []
        elif (key := RowKey.read(text)) is not None:
            keys.append(key)
            known[text] = key
    if mark is not None:
        yield mark, tuple(keys)


# -- tables ----------------------------------------------------------------------------------------------------------


def _by_mark(
    sheet: Plain, sent: Mapping[Mark, tuple[RowKey, ...]], keys: Mapping[str, RowKey], file: str, rows: int | None
) -> ReturnedTable | None:
    """Read a table by the head of its hidden column, looked for in so many rows."""
    for number, row in enumerate(sheet.rows[:rows]):
        for at in range(len(row) - 1, 0, -1):
            text = row[at]
            if isinstance(text, str) and text.startswith(HEAD) and (mark := Mark.read(text)) is not None:
                table = _table(sheet, mark, number, at, sent.get(mark), keys)
                return _ended(table, sheet) if file.lower().endswith(_TEXT) else table
    return None


def _ended(table: ReturnedTable, sheet: Plain) -> ReturnedTable:
    """Leave out what stands around a table in a text file: other tables, and what our own export says of all."""
    filled = {line.row for line in table.lines}
    first = min((line.row for line in table.lines if line.key), default=0)
    end = next((row for row in range(first, len(sheet.rows) + 2) if row not in filled), 0)
    return attrs.evolve(table, above=(), lines=tuple(one for one in table.lines if one.key or first < one.row < end))


def _by_headings(
    sheet: Plain,
    missing: Sequence[Mark],
    sent: Mapping[Mark, tuple[RowKey, ...]],
    keys: Mapping[str, RowKey],
) -> ReturnedTable | None:
    """Read a table whose hidden column was changed or deleted by its headings, as the hidden sheet tells them."""
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        sums = {summed(text) for value in row if (text := normal(value))}
        for mark in missing:
            if len(sums & set(mark.headings)) >= SHARE * len(set(mark.headings)):
                table = _table(sheet, mark, number, _key_column(sheet, number), sent[mark], keys)
                return attrs.evolve(table, by_headings=True)
    return None


def _key_column(sheet: Plain, head: int) -> int:
    """Find the column whose cells are keys, -1 where none is."""
    for row in sheet.rows[head + 1 :]:
        for at in range(len(row) - 1, -1, -1):
            value = row[at]
            if isinstance(value, str) and value.count("|") == 3 and RowKey.read(value) is not None:
                return at
    return -1


def _table(
    sheet: Plain,
    mark: Mark,
    head: int,
    key: int,
    sent: tuple[RowKey, ...] | None,
    keys: Mapping[str, RowKey],
) -> ReturnedTable:
    places = _places(sheet.rows[head], mark, key)
    in_place = places == list(range(len(places))) and key == len(places)
    remarks = _remarks_by_row(sheet)
    known = {key, *(at for at in places if at is not None)}
    lines: list[Line] = []
    above: list[tuple[str, str]] = []
    for number, row in enumerate(sheet.rows):
        if number == head:
            continue
        if number < head and not (0 <= key < len(row) and normal(row[key])):
            above += _beyond(sheet, number, row, set())
            continue
        held = row[key] if 0 <= key < len(row) else None
        if not isinstance(held, str):
            held = normal(held)
        if in_place and len(row) <= key + 1:
            cells, beyond = list(row[:key]), tuple[tuple[str, str], ...]()
        else:
            cells = [row[at] if at is not None and at < len(row) else None for at in places]
            beyond = tuple(_beyond(sheet, number, row, known))
        if len(cells) < len(places):
            cells = [*cells, *[None] * (len(places) - len(cells))]
        read = keys.get(held) or (RowKey.read(held) if held else None)
        line = Line(
            sheet=sheet.name,
            row=number + sheet.top,
            key=read,
            altered=bool(held) and read is None,
            cells=cells,
            beyond=beyond,
            remarks=remarks.get(number + sheet.top, ()),
        )
        if held or not line.is_blank:
            lines.append(line)
    return ReturnedTable(
        name=sheet.name,
        mark=mark,
        letters=tuple(None if at is None else column_letters(at + sheet.left) for at in places),
        lines=tuple(lines),
        sent=sent,
        above=tuple(above),
    )


def _places(heads: Sequence[Value], mark: Mark, key: int) -> list[int | None]:
    """Tell where each column stands now: by its heading; where that was changed, by its neighbours."""
    sums = [summed(normal(value)) if at != key else -1 for at, value in enumerate(heads)]
    wanted = list(mark.headings)
    if sums[: len(wanted)] == wanted:
        return list(range(len(wanted)))
    places: list[int | None] = [None] * len(wanted)
    free = set(range(len(sums))) - {key}
    for block in SequenceMatcher(None, wanted, sums, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            places[block.a + step] = block.b + step
            free.discard(block.b + step)
    for number in [number for number, at in enumerate(places) if at is None]:
        moved = next((at for at in sorted(free) if sums[at] == wanted[number]), None)
        renamed = _between(places, number, free) if moved is None else moved
        if renamed is not None:
            places[number] = renamed
            free.discard(renamed)
    return places


def _between(places: Sequence[int | None], number: int, free: Iterable[int]) -> int | None:
    """Tell the place right behind the column before, where it is free: the heading there was changed."""
    before = places[number - 1] if number else -1
    return before + 1 if before is not None and before + 1 in free else None


def _beyond(sheet: Plain, number: int, row: Sequence[Value], known: set[int]) -> Iterator[tuple[str, str]]:
    for at, value in enumerate(row):
        if at not in known and (text := normal(value)):
            yield f"{sheet.name}!{column_letters(at + sheet.left)}{number + sheet.top}", text


def _remarks_by_row(sheet: Plain) -> Mapping[int, tuple[tuple[str, str], ...]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for (row, column), text in sheet.remarks.items():
        found.setdefault(row, []).append((f"{sheet.name}!{column_letters(column)}{row}", text))
    return {row: tuple(told) for row, told in found.items()}
