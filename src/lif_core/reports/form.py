"""Form: a table that goes out to be written in, so made that each of its cells is known again when it comes back."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from lif_core.reports.action_rows import UPDATES
from lif_core.reports.document import Cell, Column, Section, Table
from lif_core.reports.telling import Teller
from lif_core.values.sent import LONGEST, Mark, RowKey, Told, fitted, normal, summed

IDS = "ids"
"""Stable name of the hidden sheet that tells which rows there were."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Form:
    """What the sheets of one document have in common that go out to be written in.

    Attributes:
        teller: says things.
        report: name of the report.
        body: id of the body that it is made for, empty where it is made for none.
        tables: how many such tables the report has.
    """

    teller: Teller
    report: str
    body: str = ""
    tables: int = 1

    def table(
        self, name: str, columns: Iterable[Column], rows: Iterable[tuple[str, Sequence[Cell]]], *, caption: str = ""
    ) -> Table:
        """Give a table with the columns to be filled in, and the hidden one by which each row is known again.

        Args:
            name: its stable name.
            columns: the columns that are not to be written in.
            rows: for each row the id of its record, and its cells.
            caption: what it shows.
        """
        shown = tuple(columns)
        open_ones = tuple(self.teller.column(one, *shape, locked=False) for one, shape in UPDATES.items())
        told = tuple(rows)
        mark = self._mark(name, (*shown, *open_ones), len(shown), len(told))
        key = Column(name="key", heading=str(mark), width=10, key=True)
        blank = (Cell(),) * len(open_ones)
        return Table(
            name=name,
            columns=(*shown, *open_ones, key),
            rows=tuple(self._row(record, cells, blank, mark.fingerprint, shown) for record, cells in told),
            caption=caption,
        )

    def _mark(self, table: str, columns: Sequence[Column], locked: int, rows: int) -> Mark:
        view = self.teller.view
        return Mark(
            report=self.report,
            table=table,
            columns=tuple(column.name for column in columns),
            headings=tuple(summed(normal(column.heading)) for column in columns),
            locked=locked,
            rows=rows,
            tables=self.tables,
            body=self.body,
            audience=view.audience,
            language=self.teller.language,
            as_at=view.day.isoformat(),
            fingerprint=self.teller.asked.fingerprint,
        )

    def _row(
        self, record: str, cells: Sequence[Cell], blank: Sequence[Cell], fingerprint: str, columns: Sequence[Column]
    ) -> tuple[Cell, ...]:
        fit = tuple(map(_fitted, cells))
        remarks = [cell.note for cell, column in zip(fit, columns, strict=True) if column.shows_note(cell)]
        key = RowKey.of(record, fingerprint, [cell.value for cell in fit], remarks)
        return (*fit, *blank, Cell(str(key)))


def _fitted(cell: Cell) -> Cell:
    value, note = cell.value, cell.note
    if len(note) <= LONGEST and not (isinstance(value, str) and len(value) > LONGEST):
        return cell
    return attrs.evolve(cell, value=fitted(value) if isinstance(value, str) else value, note=fitted(note))


def ids_of(tables: Iterable[Table], beside: Iterable[Section] = ()) -> tuple[Section, ...]:
    """Give the hidden sheet that tells the rows of all tables; none where there are none.

    It stands there for what a sheet alone cannot tell: which rows were deleted, and whose keys were.

    Args:
        tables: the tables of a document; those that are to be written in count.
        beside: sections that only tell: of these it tells whether somebody wrote into them all the same.
    """
    forms = [table for table in tables if table.is_form and table.columns[-1].key]
    columns = (Column(name="table", heading="table"), Column(name="key", heading="key", width=60))
    rows = [(Cell(table.name), Cell(str(value))) for table in forms for value in _keys(table)]
    if not rows:
        return ()
    rows += [(Cell(section.name), Cell(str(told))) for section in beside for told in _told(section)]
    return (Section(name=IDS, title=IDS, blocks=(Table(name=IDS, columns=columns, rows=tuple(rows)),)),)


def _told(section: Section) -> Iterator[Told]:
    """Tell the rows of the table that a section begins with."""
    table = section.blocks[0] if section.blocks else None
    if isinstance(table, Table):
        rows = ([cell.value for cell in row] for row in table.rows)
        yield from Told.of([column.heading for column in table.columns], rows)


def _keys(table: Table) -> Iterable[object]:
    return (table.columns[-1].heading, *(row[-1].value for row in table.rows))
