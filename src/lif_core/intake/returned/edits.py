"""Edits: which cells of a row that came back say something else than what was sent."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from lif_core.intake.cells import Value
from lif_core.intake.returned.rows import Settled
from lif_core.intake.returned.sheets import Line
from lif_core.values.reading import read_when
from lif_core.values.sent import Held, RowKey, normal, summed


@attrs.frozen(weakref_slot=False, kw_only=True)
class Edit:
    """A cell that says something else than what was sent.

    Attributes:
        record: id of the record its row is about.
        column: stable name of its column.
        place: its address.
        value: what it says now.
        open: whether it was to be written in.
        sent: the sum of what was sent.
    """

    record: str
    column: str
    place: str
    value: Held = attrs.field(default=None, repr=False)
    open: bool = False
    sent: int = 0

    @property
    def text(self) -> str:
        """What it says now, with its line ends."""
        return self.value.strip() if isinstance(self.value, str) else normal(self.value)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Row:
    """One row that was sent, compared.

    Attributes:
        record: id of the record.
        unchanged: how many of its cells stand as they were sent.
        edits: cells that were edited.
        clashes: cells of which its several lines say several things.
        gone: cells whose column is no longer there.
    """

    record: str
    unchanged: int
    edits: tuple[Edit, ...] = ()
    clashes: tuple[Edit, ...] = ()
    gone: tuple[Edit, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells of it were sent."""
        return self.unchanged + len(self.edits) + len(self.clashes) + len(self.gone)


def compared(settled: Settled) -> Iterator[Row]:
    """Compare every row for which a line stands."""
    for record, (key, lines) in settled.found.items():
        mark = settled.table.mark
        exact = record in settled.exact and len(lines) == 1
        written = lines[0].cells[mark.locked :]
        if exact and not (any(written) and any(map(normal, written))):
            yield Row(record=record, unchanged=len(mark.columns))
        else:
            yield _row(settled, record, key, lines)


def _row(settled: Settled, record: str, key: RowKey, lines: list[Line]) -> Row:
    mark, unchanged = settled.table.mark, 0
    edits: list[Edit] = []
    clashes: list[Edit] = []
    gone: list[Edit] = []
    for number, column in enumerate(mark.columns):
        sent = key.cells[number] if number < mark.locked else 0
        said = {normal(line.cells[number]): line for line in lines if not stands_as_sent(line.cells[number], sent)}
        if settled.table.letters[number] is None and sent:
            gone.append(_edit(settled, record, column, lines[0], number, sent))
        elif not said or settled.table.letters[number] is None:
            unchanged += 1
        elif len(said) == 1:
            edits.append(_edit(settled, record, column, next(iter(said.values())), number, sent))
        else:
            clashes.append(_edit(settled, record, column, next(iter(said.values())), number, sent))
    return Row(record=record, unchanged=unchanged, edits=tuple(edits), clashes=tuple(clashes), gone=tuple(gone))


def _edit(settled: Settled, record: str, column: str, line: Line, number: int, sent: int) -> Edit:
    return Edit(
        record=record,
        column=column,
        place=settled.table.place(line, column),
        value=held(line.cells[number]),
        open=number >= settled.table.mark.locked,
        sent=sent,
    )


def held(value: Value) -> Held:
    """Give a value as it is stored: a day at midnight as a day, a whole number without its point."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def stands_as_sent(value: Held, sent: int) -> bool:
    """Tell whether a cell says what was sent, also where a program wrote its day in another form."""
    text = normal(value)
    if summed(text) == sent:
        return True
    if not text or not sent or not isinstance(value, str) or not any(sign.isdigit() for sign in text):
        return False
    return any(summed(day.isoformat()) == sent for day in days_of(text))


def days_of(text: str) -> set[date]:
    """Tell every single day that a text can mean, whichever way round its numbers stand."""
    plain = text.removesuffix("*").strip()
    if len(plain) > 40:
        return set()
    found = [read_when(plain, day_first=way) for way in (True, False)]
    days = {when.exact for when in found}
    days |= {option.first for when in found for option in when.options if option.first == option.last}
    return {day for day in days if day is not None}
