"""Imported: the lines of a tracker that was taken in, under its own headings in its own order.

Cells are told from the records as they stand, in the words that the sheet had: the date as it was written, the status
by the sheet's own word for it. What was said since stands below what the sheet said. A line that became a
recommendation or a finding, and no action, is told from that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import attrs

from lif_core.records import Action, Evidence, Finding, Note, Party, Recommendation, Record
from lif_core.records.intake import PART_KEY, SHEET_KEY, SheetColumn, SheetTable, line_of
from lif_core.reports.action_rows import PUBLISHED_STATUS, ActionRows
from lif_core.reports.document import Cell, Column, ColumnKind
from lif_core.reports.telling import Teller
from lif_core.values.when import When
from lif_core.view.facts import evidence_for
from lif_core.view.kinds import kind_of
from lif_core.view.register import type_name
from lif_core.view.trackers import tables_of

PUBLISHED_RAG = "as-published-rag"
"""The extra field in which an import keeps the colour word that stood in the sheet."""
HER = "her"
"""How the stable names of a tracker's own columns begin: `her:due:F`."""

_WIDTHS: Mapping[str, int] = {"ref": 10, "due": 14, "done": 14, "status": 14, "rag": 8, "lead": 18, "theme": 18}
_WIDE = 28
_DAYS = ("due", "done")


@attrs.frozen
class Place:
    """Where a record stands in a tracker: which table, and the row of its line."""

    table: SheetTable
    row: int


class Imported:
    """The trackers that were taken in, as far as the view holds the receipts of their imports.

    Args:
        teller: says things, and remembers what was shown.
        rows: tells what an action says under our own headings.
    """

    def __init__(self, teller: Teller, rows: ActionRows) -> None:
        self._teller, self._view, self._rows = teller, teller.view, rows
        self._tellers: Mapping[str, Callable[[Record, SheetTable, SheetColumn], Cell]] = {
            "ref": lambda record, _, column: Cell(f"{record.ref}{column.joint}" if record.ref else None),
            "recommendation": self._recommendation,
            "finding": self._finding,
            "finding:good-practice": self._finding,
            "finding:continued": self._finding,
            "to": self._addressees,
            "status": self._status,
            "rag": self._rag,
            "progress": self._said,
            "comment": self._said,
            "evidence": self._evidence,
            "theme": lambda record, *_: Cell("; ".join(teller.item("theme", one) for one in record.themes)),
            "source": self._source,
            "reply": self._replies,
        }
        self._of_actions: Mapping[str, Callable[[Action, SheetTable, SheetColumn], Cell]] = {
            **self._tellers,
            "action": self._action,
            "objective": lambda action, *_: Cell("\n".join(one.text for one in rows.sources(action).priorities)),
            "lead": lambda action, _, column: Cell(self._joined(action.leads, column)),
            "due": self._due,
            "done": self._done,
            "wanted": lambda action, *_: Cell(action.wanted),
            "measure": lambda action, *_: Cell(action.how_measured),
        }

    @cached_property
    def tables(self) -> Sequence[SheetTable]:
        """The tables that were read, in the order of their imports; a newer edition stands for an earlier one."""
        return [table for tables in self._by_place.values() for table in tables]

    @cached_property
    def _by_place(self) -> Mapping[str, Sequence[SheetTable]]:
        return tables_of(self._view.register.of_type("intake"))

    def without_action(self, actions: Iterable[Action]) -> Iterator[Record]:
        """Give the recommendations and findings whose lines became no action: they stand in the plan themselves."""
        if not self._by_place:
            return
        taken = {action.keys.get(SHEET_KEY, "") for action in actions}
        for record_type in ("recommendation", "finding"):
            for record in self._view.register.of_type(record_type):
                if is_line(record) and record.keys.get(SHEET_KEY, "") not in taken and self.place(record) is not None:
                    yield record

    def place(self, record: Record) -> Place | None:
        """Tell where a record stands in a tracker, None where it comes from none."""
        line = line_of(record.keys)
        tables = self._by_place.get(line.place) if line else None
        if not line or not tables:
            return None
        return Place(next((one for one in tables if one.first <= line.row <= one.last), tables[0]), line.row)

    def columns(self, table: SheetTable) -> tuple[Column, ...]:
        """Give the columns of a table under its own headings."""
        return tuple(
            Column(
                name=f"{HER}:{column.field}:{column.letters}",
                heading=column.heading or column.letters,
                kind=_kind(column.field),
                width=_WIDTHS.get(column.field, _WIDE),
            )
            for column in table.columns
        )

    def cells(self, record: Record, table: SheetTable) -> tuple[Cell, ...]:
        """Tell what a line says under the headings of a table. A field is told in the first column that has it."""
        told: set[str] = set()
        cells = []
        for column in table.columns:
            fresh = column.field not in told or column.field in ("due", *_BY_LETTERS)
            told.add(column.field)
            cells.append(self._cell(record, table, column) if fresh else Cell())
        return tuple(cells)

    def _cell(self, record: Record, table: SheetTable, column: SheetColumn) -> Cell:
        if isinstance(record, Action):
            tell_action = self._of_actions.get(column.field)
            return tell_action(record, table, column) if tell_action else Cell()
        field = column.field
        if field == "action" and isinstance(record, Recommendation) and not _first(table, "recommendation"):
            field = "recommendation"  # the line was read so: what it recommends stands under a heading of actions
        tell = self._tellers.get(field)
        return tell(record, table, column) if tell else Cell()

    # -- one method a field --------------------------------------------------------------------------------------

    def _action(self, action: Action, table: SheetTable, _: SheetColumn) -> Cell:
        return Cell(_numbered(table, action.ref, action.text or self._teller.label(action.label)))

    def _recommendation(self, record: Record, table: SheetTable, _: SheetColumn) -> Cell:
        found = self._rows.sources(record).recommendations
        self._teller.shows(*found)
        plain = isinstance(record, Action) and _first(table, "action") is not None
        return Cell("\n".join(one.text if plain else _numbered(table, one.ref, one.text) for one in found))

    def _finding(self, record: Record, table: SheetTable, _: SheetColumn) -> Cell:
        found = self._rows.sources(record).findings
        self._teller.shows(*found)
        own = isinstance(record, Finding)
        return Cell("\n".join(_numbered(table, one.ref, one.text) if own else one.text for one in found))

    def _joined(self, parties: Iterable[Party], column: SheetColumn) -> str:
        return column.joint.join(party.said or self._teller.party(party) for party in parties)

    def _addressees(self, record: Record, _: SheetTable, column: SheetColumn) -> Cell:
        found = self._rows.sources(record).recommendations
        self._teller.shows(*found)
        return Cell(self._joined((party for one in found for party in one.to), column))

    def _due(self, action: Action, table: SheetTable, column: SheetColumn) -> Cell:
        """The target date under the first heading of dates, the steps on the way under the others."""
        nth = [one.letters for one in table.columns if one.field == "due"].index(column.letters)
        if not nth:
            return _as_written(action.due)
        steps = action.milestones
        return _as_written(steps[nth - 1].due) if nth <= len(steps) else Cell()

    def _done(self, action: Action, *_: object) -> Cell:
        kind = kind_of(self._view, action)
        return _as_written(next((action.happened[one] for one in kind.done if one in action.happened), None))

    def _stands_as_published(self, record: Record, table: SheetTable) -> bool:
        """Whether its status is still the one that the sheet's word was read as."""
        published = self._teller.extra(record, PUBLISHED_STATUS)
        read = table.status.get(published, "") if published else ""
        return record.state == (read or kind_of(self._view, record).initial)

    def _status(self, record: Record, table: SheetTable, _: SheetColumn) -> Cell:
        if self._stands_as_published(record, table):
            return Cell(self._teller.extra(record, PUBLISHED_STATUS))
        words = next((said for said, state in table.status.items() if state == record.state), "")
        return Cell(words or self._teller.status(record))

    def _rag(self, record: Record, table: SheetTable, _: SheetColumn) -> Cell:
        published = self._teller.extra(record, PUBLISHED_RAG)
        if not published or self._stands_as_published(record, table):
            return Cell(published)
        colour = self._teller.colour(record).colour
        return Cell(self._teller.colour_word(colour), colour=colour)

    def _said(self, record: Record, table: SheetTable, column: SheetColumn) -> Cell:
        """What the sheet said in this column, then, in the first column of progress, what was said since."""
        notes = sorted(self._notes(record), key=_in_time)
        own = [note for note in notes if _is_part(note, column.field, column.letters)]
        remarks = [note for note in notes if note.keys.get(PART_KEY) == f"remark-{column.letters}"]
        since: list[Note] = []
        if column is _first(table, "progress"):
            since = [note for note in notes if PART_KEY not in note.keys and note.sort in ("progress", "reply")]
        self._teller.shows(*own, *remarks, *since)
        joint = column.joint or "\n"
        told = [joint.join(_entry(note) for note in own), *(self._dated(note) for note in since)]
        return Cell("\n".join(one for one in told if one), note="\n".join(note.text for note in remarks))

    def _notes(self, record: Record) -> list[Note]:
        return self._view.register.sources(record.id, Note)

    def _dated(self, note: Note) -> str:
        who, day = self._teller.party(note.by), self._teller.read(note.on)
        head = ", ".join(part for part in (day, who) if part)
        return f"{head}: {note.text}" if head else note.text

    def _evidence(self, record: Record, table: SheetTable, column: SheetColumn) -> Cell:
        first, told = column is _first(table, "evidence"), []
        for one in evidence_for(self._view, record):
            part = one.keys.get(PART_KEY, "")
            if part == f"evidence-{column.letters}" or (first and not part):
                self._teller.shows(one)
                told.append(one.text if part else _pointer(one))
        return Cell("\n".join(told))

    def _source(self, record: Record, *_: object) -> Cell:
        sources = self._rows.sources(record)
        told = [self._teller.label(review.label) or review.ref for review in sources.reviews]
        told = told or [one.source for one in sources.findings if one.source]
        self._teller.shows(*sources.reviews)
        return Cell("; ".join(dict.fromkeys(told)))

    def _replies(self, record: Record, *_: object) -> Cell:
        found = self._rows.sources(record).recommendations
        self._teller.shows(*found)
        replies = (reply for one in found for reply in one.replies)
        return Cell("\n".join(one.why or one.stance.replace("-", " ").capitalize() for one in replies))


_BY_LETTERS = ("progress", "comment", "evidence")
"""Fields whose columns each hold their own."""


def _kind(field: str) -> ColumnKind:
    return "day" if field in _DAYS else "text"


def _first(table: SheetTable, field: str) -> SheetColumn | None:
    return next((column for column in table.columns if column.field == field), None)


def _numbered(table: SheetTable, ref: str, text: str) -> str:
    return f"{ref}. {text}" if table.numbered and ref else text


def _as_written(when: When | None) -> Cell:
    """Give the cell of a date in the words that stood there; a real day where the sheet had one."""
    if when is None:
        return Cell()
    return Cell(when.first if when.first and when.said == when.first.isoformat() else when.said)


def _is_part(record: Record, field: str, letters: str) -> bool:
    part = record.keys.get(PART_KEY, "")
    return part == f"{field}-{letters}" or part.startswith(f"{field}-{letters}-")


def _in_time(note: Note) -> tuple[bool, int, date, str]:
    """Lines of the sheet first, in the order in which they stood there; then what was said since, by its day."""
    part = note.keys.get(PART_KEY, "")
    number = part.rpartition("-")[2]
    day = (note.on.last if note.on else None) or date.min
    return (not part, int(number) if number.isdigit() else 0, date.min if part else day, note.id)


def _entry(note: Note) -> str:
    """Tell one entry of a progress cell; of a history with the words of its date."""
    of_history = note.keys.get(PART_KEY, "").rpartition("-")[2].isdigit()
    return f"{note.on.said} - {note.text}" if of_history and note.on else note.text


def _pointer(evidence: Evidence) -> str:
    return ", ".join(part for part in (evidence.text, evidence.where) if part)


def is_line(record: Record) -> bool:
    """Tell whether a record is what the line of a tracker says itself, not what stands beside it there."""
    return record.keys.get(PART_KEY) == type_name(record)


def grouped(imported: Imported, records: Iterable[Record]) -> Iterator[tuple[SheetTable | None, list[Record]]]:
    """Put lines together by the table of a tracker in which they stand, in its order; the others last, under None."""
    placed: dict[int, list[tuple[int, Record]]] = {}
    rest: list[Record] = []
    numbers = {id(table): number for number, table in enumerate(imported.tables)}
    for record in records:
        place = imported.place(record)
        if place is None:
            rest.append(record)
        else:
            placed.setdefault(numbers[id(place.table)], []).append((place.row, record))
    for number in sorted(placed):
        yield imported.tables[number], [record for _, record in sorted(placed[number], key=lambda one: one[0])]
    if rest:
        yield None, rest
