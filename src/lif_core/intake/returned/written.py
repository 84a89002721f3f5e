"""Written: rows of sheets that only tell, into which somebody wrote all the same: for sign-off, what is late."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from lif_core.intake.cells import Plain, Value, Workbook, column_letters
from lif_core.intake.returned.sheets import has_mark, is_ids, sheets_of
from lif_core.values.sent import LONGEST, Told, normal, row_sum

_FIRST_ROWS = 60


@attrs.frozen(weakref_slot=False)
class Written:
    """A row of such a sheet that says something else than any row that was sent.

    Attributes:
        place: its address.
        texts: addresses and texts of its cells.
    """

    place: str
    texts: tuple[tuple[str, str], ...] = attrs.field(repr=False)


def written_into(workbook: Workbook) -> tuple[Written, ...]:
    """Give the rows that somebody wrote into, or below; none where the hidden sheet is gone that tells them."""
    sheets = [sheet for sheet in sheets_of(workbook) if sheet.rows]
    known = _told_in(sheets)
    if not known:
        return ()
    others = (sheet for sheet in sheets if not is_ids(sheet) and not has_mark(sheet))
    return tuple(one for sheet in others for one in _written(sheet, known))


def _told_in(sheets: Sequence[Plain]) -> Mapping[int, set[int]]:
    """Give the sums of the rows that were sent, by that of their headings."""
    found: dict[int, set[int]] = {}
    for row in (row for sheet in sheets if is_ids(sheet) for row in sheet.rows):
        text = row[1] if len(row) > 1 else None
        told = Told.read(text) if isinstance(text, str) else None
        if told is not None:
            found.setdefault(told.headings, set()).update(told.rows)
    return found


def _written(sheet: Plain, known: Mapping[int, set[int]]) -> Iterator[Written]:
    sums = ((number, row_sum(row)) for number, row in enumerate(sheet.rows[:_FIRST_ROWS]))
    head, told = next(((number, known[total]) for number, total in sums if total in known), (-1, set[int]()))
    if head < 0:
        return
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 1):
        if not any(map(normal, row)):
            return  # below a blank row stands what explains the table
        if row_sum(row) not in told and not _is_cut(row):
            texts = tuple(_texts(sheet, number, row))
            yield Written(f"{sheet.name}!{number + sheet.top}", texts)


def _is_cut(row: Sequence[Value]) -> bool:
    """Whether a text of a row is so long that it was cut when it was written, so that nothing can be compared."""
    return any(isinstance(value, str) and len(value) >= LONGEST for value in row)


def _texts(sheet: Plain, number: int, row: Sequence[Value]) -> Iterator[tuple[str, str]]:
    for at, value in enumerate(row):
        if text := normal(value):
            yield f"{sheet.name}!{column_letters(at + sheet.left)}{number + sheet.top}", text
