"""Receipt: what an import read, what came of it, what was kept aside, and what it asks. Never the text of a cell."""

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from lif_core.values.scales import Scale

RowSort = Literal["title", "heading", "line", "headline", "key"]
"""What a row is. `title`: titles and banners. `headline`: a figure that stands alone, such as `90 learning events`.
`key`: keys, notes and rows of totals."""

CellSort = Literal["record", "structure", "aside", "refused"]
"""What became of a cell. `record`: its content stands in a record, or decided something in one. `structure`: titles,
headings, keys, totals. `aside`: kept in the quarantine. `refused`: counted, and stored nowhere."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Question:
    """Something that only a person can say.

    Attributes:
        code: stable name, such as `date-undated`.
        says: one sentence without the text of any cell.
        where: addresses of the cells or rows it is about.
        mend: what to write into the mapping file, or to do, so that it is answered.
    """

    code: str
    says: str
    where: tuple[str, ...] = ()
    mend: str = ""

    def __str__(self) -> str:
        places = f" ({', '.join(self.where)})" if self.where else ""
        return f"{self.says}{places} {self.mend}".strip()


@attrs.frozen(weakref_slot=False, kw_only=True)
class KeptAside:
    """Cells that no record holds, kept until somebody decides. Their text goes to the quarantine and nowhere else.

    Attributes:
        place: where they stand, such as `Sheet1!A6:F6`.
        reason: why, in a sentence without their text.
        line: whether a whole line is kept aside.
        cells: address and text of each.
    """

    place: str
    reason: str
    line: bool = False
    cells: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class RefusedColumn:
    """A column that looks as if it identified people: named and counted, its cells are stored nowhere.

    Attributes:
        heading: its heading; empty where it has none, or where the heading itself could name somebody.
        place: where it stands, such as `Closed!B2:B63`.
        cells: how many cells it has.
        sort: what it looks like, such as `name of a child`.
    """

    heading: str
    place: str
    cells: int
    sort: str

    def __str__(self) -> str:
        told = "looks like {}; it was" if self.cells == 1 else "look like {}; they were"
        return f"{self.place}: {many(self.cells, 'cell')} {told.format(self.sort)} counted and not stored."


@attrs.frozen(weakref_slot=False, kw_only=True)
class SheetCount:
    """Counts of one sheet, or of all.

    `rows = lines + headlines + titles + headings + keys`, `lines = used + aside`,
    `cells_read = cells_used + cells_aside`. `cells_used` counts cells of records and cells of structure (titles,
    headings, keys), `cells_aside` those in the quarantine and those refused.

    Attributes:
        sheet: name of the sheet; empty for all together.
        rows: rows that hold something.
        lines: rows below a heading row that have any cell under it.
        headlines: figures that stand alone in a row.
        titles: titles and banners.
        headings: heading rows.
        keys: keys, notes and rows of totals.
        used: lines that became records.
        aside: lines kept aside whole.
        blank: rows that hold nothing, up to the last that does.
        hidden: lines in hidden rows; they are read like any other.
        cells_read: cells that hold something.
        cells_used: of these, in records or structure.
        cells_aside: of these, kept aside or refused.
        cells_structure: of the used, titles, headings, keys, totals.
        cells_refused: of those aside, refused and stored nowhere.
    """

    sheet: str = ""
    rows: int = 0
    lines: int = 0
    headlines: int = 0
    titles: int = 0
    headings: int = 0
    keys: int = 0
    used: int = 0
    aside: int = 0
    blank: int = 0
    hidden: int = 0
    cells_read: int = 0
    cells_used: int = 0
    cells_aside: int = 0
    cells_structure: int = 0
    cells_refused: int = 0

    @property
    def check_sum(self) -> str:
        """The sentence every receipt prints."""
        headlines = f" + {many(self.headlines, 'headline figure')}" if self.headlines else ""
        lines = many(self.lines, "line")
        return (
            f"{many(self.rows, 'row')} = {lines}{headlines} + {self.titles} titles and banners + "
            f"{self.headings} headings + {self.keys} keys and notes; {lines} = {self.used} used + "
            f"{self.aside} kept aside; {many(self.cells_read, 'cell')} = {self.cells_used} used + "
            f"{self.cells_aside} kept aside."
        )

    @property
    def holds(self) -> bool:
        """Whether everything read is accounted for."""
        return (
            self.rows == self.lines + self.headlines + self.titles + self.headings + self.keys
            and self.lines == self.used + self.aside
            and self.cells_read == self.cells_used + self.cells_aside
        )

    def numbers(self) -> dict[str, int]:
        """Give the counts by name."""
        return {key: value for key, value in attrs.asdict(self).items() if key != "sheet"}


def many(count: int, one: str) -> str:
    """Tell how many of something there are: `1 cell`, `2 cells`."""
    return f"{count} {one}{'' if count == 1 else 's'}"


def total(counts: tuple[SheetCount, ...]) -> SheetCount:
    """Add up the counts of sheets."""
    summed: dict[str, Any] = {}
    for count in counts:
        for key, value in count.numbers().items():
            summed[key] = summed.get(key, 0) + value
    return attrs.evolve(SheetCount(), **summed)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Receipt:
    """What came of a file.

    Attributes:
        file: name of the file.
        sha256: hash of the file.
        sheets: counts of each sheet.
        total: counts of all together.
        created: how many records will be made, by record type.
        changed: ids of the records whose fields the file changes.
        unchanged: how many records stand as the file says, by record type.
        moved: ids of the records whose line stands in another place now.
        missing: ids of the records whose line is no longer in the file; they stay as they are.
        parties: how many bodies and roles were named (each counted once), and by how many links.
        links: how many links there are from records to them.
        duplicates: how many lines are proposed as duplicates of another line.
        scales: numbered scales of status columns that a key explains, by table.
        cut: addresses of cells whose text ends in the middle.
        notices: sentences on what was seen beside the lines, such as hidden rows.
    """

    file: str
    sha256: str
    sheets: tuple[SheetCount, ...]
    total: SheetCount
    created: Mapping[str, int] = attrs.field(factory=dict)
    changed: tuple[str, ...] = ()
    unchanged: Mapping[str, int] = attrs.field(factory=dict)
    moved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    parties: int = 0
    links: int = 0
    duplicates: int = 0
    scales: Mapping[str, Scale] = attrs.field(factory=dict)
    cut: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def check_sum(self) -> str:
        """The sentence that accounts for every row, line and cell."""
        return self.total.check_sum

    def counts(self) -> dict[str, int]:
        """Give the numbers that the register keeps of an import."""
        return {
            **self.total.numbers(),
            "created": sum(self.created.values()),
            "changed": len(self.changed),
            "unchanged": sum(self.unchanged.values()),
            "moved": len(self.moved),
            "missing": len(self.missing),
            "duplicates": self.duplicates,
            **{f"created.{record_type}": number for record_type, number in sorted(self.created.items())},
        }
