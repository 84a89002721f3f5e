"""Document: what a report says, before any format: sections of headings, paragraphs, figures, lists and tables.

Nothing here knows a file format. A cell carries what it is (text, a number, a day) and, beside it, a colour word and
a note; what a colour means always stands in letters too. Free text never stands in a repr.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from lif_core.values.labels import Language
from lif_core.values.saying import plain_day

Value = str | int | date | None
"""What a cell may hold; None for nothing to say."""

ColumnKind = Literal["text", "day", "number", "colour"]
"""What a column holds: words, days, counts, or a letter with a colour behind it."""

Page = Literal["a4-portrait", "a3-landscape"]
"""The paper a document is laid out for."""


@attrs.frozen(weakref_slot=False)
class Heading:
    """A heading within a section; `level` 2 stands right below the title of the section."""

    text: str = attrs.field(repr=False)
    level: int = 2


@attrs.frozen(weakref_slot=False)
class Paragraph:
    """Running text; `strong` for what must not be overlooked, `form` for what is said to those who fill a form in."""

    text: str = attrs.field(repr=False)
    strong: bool = False
    form: bool = False


@attrs.frozen(weakref_slot=False)
class KeyFigure:
    """One figure with its name, and a word on how it was counted where that needs one."""

    name: str = attrs.field(repr=False)
    value: int | str = attrs.field(repr=False)
    note: str = attrs.field(default="", repr=False)


@attrs.frozen(weakref_slot=False)
class KeyFigures:
    """Figures told side by side."""

    figures: tuple[KeyFigure, ...]


@attrs.frozen(weakref_slot=False)
class Bullets:
    """A list.

    Attributes:
        items: what stands on each line.
        levels: how far in each line stands, 0 for the outermost; left out, all stand there.
        numbered: whether the outermost lines carry numbers.
    """

    items: tuple[str, ...] = attrs.field(repr=False)
    levels: tuple[int, ...] = ()
    numbered: bool = False

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give each line with how far in it stands."""
        return zip(self.levels or (0,) * len(self.items), self.items, strict=True)


@attrs.frozen(weakref_slot=False)
class Cell:
    """One cell.

    Attributes:
        value: what it holds.
        colour: the colour word behind it, such as `red`; the value tells the same in letters.
        note: more on it: a note of the cell where a format has them, else in brackets behind the value.
    """

    value: Value = attrs.field(default=None, repr=False)
    colour: str = ""
    note: str = attrs.field(default="", repr=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: its stable name, such as `target-date`; the same in every language.
        heading: what stands above it.
        kind: what it holds.
        width: how wide it is, in characters of a line.
        locked: whether readers who send the file back may not write in it.
        key: whether it holds the ids by which rows find home; shown to nobody, dropped where a format cannot hide it.
        added: whether it stands beside the columns of readers who know their own sheet: set apart in grey.
    """

    name: str
    heading: str = attrs.field(repr=False)
    kind: ColumnKind = "text"
    width: int = 16
    locked: bool = True
    key: bool = False
    added: bool = False

    def shows_note(self, cell: Cell) -> bool:
        """Tell whether a format that has notes shows that of a cell: what a colour means stands in the legend."""
        return bool(cell.note) and self.kind != "colour"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Pick:
    """What can be picked in cells of a column that are to be filled in, where a format has lists of cells.

    Attributes:
        column: stable name of the column.
        options: what can be picked; something else may be written all the same.
        rows: numbers of the rows, the first 0; empty for all.
    """

    column: str
    options: tuple[str, ...] = attrs.field(repr=False)
    rows: tuple[int, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Table:
    """A table with one row of headings.

    Attributes:
        name: its stable name, unique in the document.
        columns: its columns.
        rows: its rows, each as long as `columns`.
        caption: what it shows, in a few words.
        total: whether the last row is a total of those above.
        picks: what can be picked in cells that are to be filled in.

    Raises:
        ValueError: a row is longer or shorter than the headings.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(default=(), repr=False)
    caption: str = attrs.field(default="", repr=False)
    total: bool = False
    picks: tuple[Pick, ...] = ()

    def __attrs_post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"Each row of the table {self.name} is to have {len(self.columns)} cells.")

    @property
    def is_form(self) -> bool:
        """Whether readers write in it and send it back."""
        return any(not column.locked for column in self.columns)

    def shown(self, *, form: bool = True) -> "Table":
        """Give the table without its key columns, for formats that cannot hide one.

        Args:
            form: whether readers can write in it; where not, the columns that they would fill in are left out too.
        """
        seen = [number for number, column in enumerate(self.columns) if not column.key and (form or column.locked)]
        if len(seen) == len(self.columns):
            return self
        return attrs.evolve(
            self,
            columns=tuple(self.columns[number] for number in seen),
            rows=tuple(tuple(row[number] for number in seen) for row in self.rows),
        )


@attrs.frozen(weakref_slot=False, kw_only=True)
class Chart:
    """Figures as a picture: the figures themselves, and in words what the picture shows to those who cannot see it.

    Attributes:
        name: its stable name, unique in the document.
        caption: what it shows, in a few words.
        alternative: the same in a sentence, for those who cannot see it.
        columns: what each figure belongs to, and one heading for each series.
        rows: the name of each group, and its figure in every series; None where it is not known or not shown.

    Raises:
        ValueError: a row is longer or shorter than the headings, or nobody said what is to be seen.
    """

    name: str
    caption: str = attrs.field(repr=False)
    alternative: str = attrs.field(repr=False)
    columns: tuple[str, ...] = attrs.field(repr=False)
    rows: tuple[tuple[str | int | None, ...], ...] = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"Each row of the chart {self.name} is to have {len(self.columns)} cells.")
        if not self.alternative:
            raise ValueError(f"The chart {self.name} needs words for those who cannot see it.")

    @property
    def most(self) -> int:
        """The highest figure in it, 0 where there is none."""
        return max((one for row in self.rows for one in row[1:] if isinstance(one, int)), default=0)

    def as_table(self) -> Table:
        """Give its figures as a table, for formats that draw nothing, and for those who want the figures."""
        first, *series = self.columns
        columns = (
            Column(name="group", heading=first, width=36),
            *(
                Column(name=f"series-{number}", heading=heading, kind="number", width=14)
                for number, heading in enumerate(series, 1)
            ),
        )
        rows = tuple(tuple(Cell(one) for one in row) for row in self.rows)
        return Table(name=self.name, columns=columns, rows=rows, caption=self.caption)


Block = Heading | Paragraph | KeyFigures | Bullets | Table | Chart
"""What a section is made of."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Section:
    """A part of a document: a sheet of a workbook, a chapter of a paper.

    Attributes:
        name: its stable name.
        title: its title.
        blocks: what it says.
    """

    name: str
    title: str = attrs.field(repr=False)
    blocks: tuple[Block, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, those of charts among them."""
        told = (block.as_table() if isinstance(block, Chart) else block for block in self.blocks)
        return tuple(block for block in told if isinstance(block, Table))


@attrs.frozen(weakref_slot=False, kw_only=True)
class Dated:
    """A day that a calendar can hold. It is read on locked phones: its title is a reference number and nothing more.

    Attributes:
        uid: its own name in every calendar, the same whenever it is written again; it tells nothing.
        title: what sort of day it is and the reference number.
        sort: what sort of day it is.
        first: its first day.
        last: its last day, which is the first for a single day.
    """

    uid: str
    title: str = attrs.field(repr=False)
    sort: str
    first: date
    last: date


@attrs.frozen(weakref_slot=False, kw_only=True)
class Footer:
    """What stands at the foot of every page, in the language of the document.

    Attributes:
        as_at: such as `As at 14 Dec 2017`.
        marking: the marking.
        fingerprint: such as `Fingerprint 7f3a-91c2`, or empty.
        page: such as `Page {page} of {pages}`, with these two places to fill in.
    """

    as_at: str
    marking: str
    fingerprint: str = ""
    page: str = "{page} / {pages}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Document:
    """What a report says.

    Attributes:
        name: name of the report; with the day, all that a file name needs. Never a title: that can name a review.
        title: its title.
        as_at: the day as at which everything in it holds.
        audience: for whom it is made, in words.
        clearance: id of the audience it was made for, empty for the partnership's own work.
        marking: the marking it carries: that of the narrowest record it shows.
        fingerprint: fingerprint of the journal it was made from, empty where nobody told it.
        footer: what stands at the foot of every page.
        sections: its parts.
        hidden: parts that nobody reads, by which a sheet that comes back is known; only workbooks write them.
        whose: name of the partnership whose records it shows, empty where nobody told it.
        records: ids of the records it shows; what is recorded of it when it leaves. Never printed.
        language: the language it is in.
        page: the paper it is laid out for.
        dates: the days in it that a calendar can hold.
    """

    name: str
    title: str = attrs.field(repr=False)
    as_at: date
    audience: str
    clearance: str = ""
    marking: str
    fingerprint: str = ""
    footer: Footer
    sections: tuple[Section, ...]
    hidden: tuple[Section, ...] = ()
    whose: str = ""
    records: tuple[str, ...] = attrs.field(default=(), repr=False)
    language: Language = "en"
    page: Page = "a4-portrait"
    dates: tuple[Dated, ...] = attrs.field(default=(), repr=False)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of it."""
        return tuple(table for section in self.sections for table in section.tables)

    def section(self, name: str) -> Section:
        """Give one part by its stable name.

        Raises:
            KeyError: it has no such part.
        """
        return {section.name: section for section in self.sections}[name]

    @property
    def head(self) -> tuple[str, ...]:
        """The lines below the title: whose, as at, for whom, marking, fingerprint."""
        lines = (self.whose, self.footer.as_at, self.audience, self.marking, self.footer.fingerprint)
        return tuple(line for line in lines if line)


def plain(cell: Cell, language: Language = "en") -> str:
    """Tell a cell as text, its note in brackets behind it, for formats that have no notes."""
    value = cell.value
    told = "" if value is None else plain_day(value, language) if isinstance(value, date) else str(value)
    return f"{told} ({cell.note})" if told and cell.note else told or cell.note
