"""Desk: where everything is gathered while a file is read: drafts of requests, questions, what is kept aside."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from lif_core.intake.cells import Cell, Workbook
from lif_core.intake.grid import Grid, words
from lif_core.intake.ledger import Ledger
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.names import Names, Standing
from lif_core.intake.receipt import KeptAside, Question, RefusedColumn
from lif_core.intake.statuses import Statuses
from lif_core.records.intake import PART_KEY, SHEET_KEY
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.rules.requests import Create
from lif_core.values.scales import Scale

Removed = Callable[[str], Collection[str]]
"""Tells by the id of a record which of its fields, and entries of its maps, were removed for good."""


def never(record_id: str) -> Collection[str]:
    """Tell that nothing was ever removed."""
    return ()


@attrs.frozen(kw_only=True)
class Draft:
    """A record as a line asks for it, before it is compared with the register.

    Attributes:
        request: the creating request, with its handle.
        tab: name of the sheet.
        row: row of the line; of the heading row, where a heading makes the record.
        part: what the record is in its line.
    """

    request: Create
    tab: str
    row: int
    part: str


@attrs.define
class _Asked:
    code: str
    says: str
    mend: str
    where: list[str] = attrs.field(factory=list)
    more: list[str] = attrs.field(factory=list)


@attrs.define(slots=False)
class Desk:
    """What is gathered while one file is read.

    Attributes:
        workbook: the file.
        names: the framework.
        register: the records as they stand.
        mapping: how the file is read.
        removed: tells by the id of a record which of its fields were removed for good.
    """

    workbook: Workbook
    names: Names
    register: Standing
    mapping: SheetMapping
    removed: Removed = never
    drafts: list[Draft] = attrs.field(factory=list, init=False)
    aside: list[KeptAside] = attrs.field(factory=list, init=False)
    refused: list[RefusedColumn] = attrs.field(factory=list, init=False)
    cut: list[str] = attrs.field(factory=list, init=False)
    scales: dict[str, Scale] = attrs.field(factory=dict, init=False)
    notices: list[str] = attrs.field(factory=list, init=False)
    parties: set[str] = attrs.field(factory=set, init=False)
    links: int = attrs.field(default=0, init=False)
    ledgers: dict[str, Ledger] = attrs.field(factory=dict, init=False)
    lines_aside: dict[str, set[int]] = attrs.field(factory=dict, init=False)
    duplicates: list[tuple[str, int]] = attrs.field(factory=list, init=False)
    headlines: list[tuple[str, float, str]] = attrs.field(factory=list, init=False)
    _asked: dict[tuple[str, str], _Asked] = attrs.field(factory=dict, init=False)
    _asked_at: dict[str, _Asked] = attrs.field(factory=dict, init=False)
    _asked_row: dict[str, _Asked] = attrs.field(factory=dict, init=False)
    _remarks: list[tuple[str, str, str]] = attrs.field(factory=list, init=False)
    _statuses: dict[str, Statuses] = attrs.field(factory=dict, init=False)

    @property
    def stem(self) -> str:
        """Name of the file without its ending: the name of its tracker, where nobody says otherwise."""
        return self.workbook.name.rpartition(".")[0] or self.workbook.name

    def ledger(self, tab: str) -> Ledger:
        """Give the ledger of a sheet."""
        return self.ledgers.setdefault(tab, Ledger())

    def statuses(self, record_type: str) -> Statuses:
        """Give the reader of status words of a record type."""
        if record_type not in self._statuses:
            self._statuses[record_type] = Statuses.of(self.names, record_type, self.mapping.status)
        return self._statuses[record_type]

    def address(self, grid: Grid, cell: Cell) -> str:
        """Tell the address of a cell within the file."""
        return f"{grid.sheet.name}!{cell.address}"

    def handle(self, tab: str, row: int, part: str) -> str:
        """Give the handle of what a part of a line makes."""
        return f"{tab}!{row}:{part}"

    def draft(self, request_class: type[Create], tab: str, row: int, part: str, **values: Any) -> str:
        """Put down a record to be made; tells the `#handle` to point at it by."""
        handle = self.handle(tab, row, part)
        given = {key: value for key, value in values.items() if value not in (None, "", (), {})}
        if self.mapping.disclosure:
            given["disclosure"] = self.mapping.disclosure
        self.drafts.append(Draft(request=request_class(**given, handle=handle), tab=tab, row=row, part=part))
        return f"#{handle}"

    def keys(self, draft: Draft) -> Mapping[str, str]:
        """Give the keys that a record gets, by which its line is found again: tracker, sheet and row; never text."""
        return {SHEET_KEY: f"{self.place(draft.tab)}/{draft.row}", PART_KEY: draft.part}

    def place(self, tab: str) -> str:
        """Tell how the keys of a sheet's lines begin: tracker and sheet."""
        source = self.mapping.source or self.stem
        return f"{source}/{source if tab == self.stem else tab}"

    def is_gone(self, record: Record, field: str) -> bool:
        """Tell whether what a field of a record said was removed for good, and nobody said anything in it since."""
        name, _, entry = field.partition(".")
        held = getattr(record, name)
        stands = held.get(entry) if entry else held
        return not stands and not {field, name}.isdisjoint(self.removed(record.id))

    # ---- asking ----

    def ask(self, code: str, says: str, where: str, mend: str, group: str = "") -> None:
        """Ask something; the same code and group is one question about several places.

        Args:
            code: stable name.
            says: the sentence; `{n}` becomes the number of places, `{s}` the plural's s.
            where: an address.
            mend: what to write or do.
            group: what keeps questions of one code apart, such as a column.
        """
        asked = self._asked.setdefault((code, group), _Asked(code, says, mend))
        asked.where.append(where)
        self._asked_at.setdefault(where, asked)
        self._asked_row.setdefault(_row_of(where), asked)

    def ask_or_add(self, code: str, says: str, where: str, mend: str, more: str) -> None:
        """Ask something about a cell; where the cell is asked about already, add `more` to that question."""
        if where in self._asked_at:
            self._asked_at[where].more.append(more)
        else:
            self.ask(code, says, where, mend, where)

    def remark(self, where: str, more: str) -> None:
        """Note something that is worth a word but no question of its own; it joins a question about its line."""
        self._remarks.append((_row_of(where), where, more))

    def questions(self) -> tuple[Question, ...]:
        """Give the questions, remarks joined."""
        for row, where, more in self._remarks:
            if row in self._asked_row:
                self._asked_row[row].more.append(f"{more} ({where}).")
            else:
                self.notices.append(f"{more} ({where}).")
        self._remarks.clear()
        return tuple(
            Question(
                code=asked.code,
                says=" ".join((_counted(asked.says, len(asked.where)), *asked.more)),
                where=tuple(asked.where),
                mend=asked.mend,
            )
            for asked in self._asked.values()
        )

    # ---- keeping aside ----

    def keep_aside(self, grid: Grid, cells: Sequence[Cell], place: str, reason: str, *, line: bool = False) -> None:
        """Keep cells aside: their text goes to the quarantine. What is refused goes nowhere."""
        cells = [cell for cell in cells if self.ledger(grid.sheet.name).fate(cell) != "refused"]
        if not cells:
            return
        self.ledger(grid.sheet.name).book(cells, "aside")
        held = tuple((cell.address, _with_comment(cell)) for cell in cells)
        self.aside.append(KeptAside(place=f"{grid.sheet.name}!{place}", reason=reason, line=line, cells=held))

    def keep_line_aside(self, grid: Grid, row: int, reason: str) -> None:
        """Keep a whole line aside."""
        cells = list(grid.rows[row].values())
        self.lines_aside.setdefault(grid.sheet.name, set()).add(row)
        self.keep_aside(grid, cells, place_of_line(cells), reason, line=True)

    def name_parties(self, parties: Iterable[Party]) -> None:
        """Count the parties that a record names."""
        for party in parties:
            self.parties.add(party.named)
            self.links += 1

    def extra(self, key: str, value: str, record_type: str) -> Mapping[str, str]:
        """Give an extra field where the framework has it on records of a type."""
        field = self.names.items("extra").get(key)
        return {key: value} if value and field is not None and record_type in (field.on or (record_type,)) else {}


def place_of_line(cells: Sequence[Cell]) -> str:
    """Tell the place of a line's cells, such as `A6:F6`."""
    first, last = cells[0], cells[-1]
    return first.address if first is last else f"{first.address}:{last.address}"


def place_of_column(cells: Sequence[Cell]) -> str:
    """Tell the place of a column's cells, such as `B3:B26`."""
    return place_of_line(sorted(cells, key=lambda cell: cell.row))


def _with_comment(cell: Cell) -> str:
    return "\n".join(part for part in (words(cell), cell.comment.strip()) if part)


def _row_of(where: str) -> str:
    tab, _, cell = where.rpartition("!")
    return f"{tab}!{''.join(sign for sign in cell.partition(':')[0] if sign.isdigit())}"


def _counted(says: str, number: int) -> str:
    return says.replace("{n}", str(number)).replace("{s}", "" if number == 1 else "s")
