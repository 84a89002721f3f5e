"""Reviews: what a line of a list of published reviews becomes, in a table with columns or printed in one."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.desk import Desk
from lif_core.intake.grid import Grid, words
from lif_core.intake.heading_rows import Column
from lif_core.intake.headings import exact_field
from lif_core.intake.layout import Layout, Table
from lif_core.intake.names import Names
from lif_core.intake.people import looks_like_a_person
from lif_core.intake.printed import is_note
from lif_core.intake.remarks import RemarkReader
from lif_core.intake.review_words import ReviewKinds, heads_a_list, subjects_in
from lif_core.intake.table_cells import Line, TableCells
from lif_core.intake.targets import TargetReader
from lif_core.rules.requests import StartReview
from lif_core.values.reading import dates_within
from lif_core.values.when import When

PUBLISHED = "published"
"""The event, and in most kinds the state, of a review that is out."""

_CALLED = re.compile(r"([^:\n]{1,60}):\s+(\S.*)", re.DOTALL)
_PIECES = re.compile(r"\s+[–—-]\s+|\n+|;\s+")
_EDGES = " .,;:–—-()[]"


def lay_out_list(grid: Grid, names: Names) -> Layout:
    """Tell what each row of a list of reviews is that stands in one column without headings.

    A row is a heading where it has no date and names many (`Partnership Reviews`), or a kind and nothing else.
    """
    kinds = ReviewKinds.of(names)
    layout = Layout(grid)
    columns = sorted({number for row in grid.rows.values() for number in row})
    table = Table(grid, (), tuple(Column(number) for number in columns))
    for row in grid.numbers:
        text = words(next(iter(grid.rows[row].values())))
        if is_note(text):
            layout.sorts[row] = "key"
        elif not dates_within(text) and (heads_a_list(text, kinds) or exact_field(text) == "source"):
            layout.sorts[row] = "title"
            layout.titles.append((row, text))
            table.banners.append((row, text))
        else:
            layout.sorts[row] = "line"
            table.lines.append(row)
    if table.lines:
        layout.tables.append(table)
    return layout


@attrs.frozen
class _Kind:
    """The kind of a review: its id, and the words that say so as printed."""

    id: str
    printed: str = attrs.field(repr=False)


@attrs.define(slots=False)
class ReviewReader:
    """Reads a list of reviews. A pseudonym is kept as printed; what looks like a person's name is asked about."""

    table: TableCells

    @classmethod
    def of(cls, desk: Desk, table: Table) -> "ReviewReader":
        """Give the reader of a table whose lines are reviews."""
        return cls(TableCells(desk, table, "review"))

    @cached_property
    def _kinds(self) -> ReviewKinds:
        return ReviewKinds.of(self.table.desk.names)

    @cached_property
    def _targets(self) -> TargetReader:
        return TargetReader(self.table)

    def read(self) -> None:
        """Read every line."""
        remarks = RemarkReader(self.table)
        for row in self.table.layout.lines:
            cell = self.table.naming_cell(row)
            if cell is None or cell.row != row:
                self.table.desk.keep_line_aside(self.table.grid, row, "nothing names the review")
                continue
            line = Line(row, cell, words(cell))
            if self._may_name_somebody(line) and not self.table.is_answered(cell):
                self._ask_name(line)
                continue
            self._line(line)
            if line.main:
                remarks.notes(line)

    def _line(self, line: Line) -> None:
        self.table.use([line.naming])
        kind = self._kind(line)
        if not kind.id:
            self._ask_kind(line)
            return
        called, label = self._called(line.text)
        published = self._published(line)
        event = self._event(kind.id, published)
        if event:
            self.table.use(cell for _, cell in self.table.cells(line.row, PUBLISHED))
        states = self.table.desk.names.kinds("review")[kind.id].states
        line.main = self.table.desk.draft(
            StartReview,
            self.table.tab,
            line.row,
            "review",
            kind=kind.id,
            ref=self.table.text(line.row, "ref"),
            label=label,
            subjects=subjects_in(line.text, called),
            happened=event,
            state=PUBLISHED if event and PUBLISHED in states else "",
            extra=self._extra(line, kind),
        )

    # ---- what it is called ----

    def _called(self, text: str) -> tuple[str, str]:
        """Tell the name before the colon, where it is none of a kind, and the label: that name, or the first words."""
        match = _CALLED.fullmatch(text)
        if match and not self._kinds.is_name(match[1]):
            return match[1].strip(), match[1].strip()
        pieces = [self._without_date(piece) for piece in _PIECES.split(match[2] if match else text)]
        named = [piece for piece in pieces if piece and not self._kinds.is_name(piece)]
        label = named[0] if named else " ".join(text.split())
        return ("" if self._kinds.named_in(label) else label), label

    def _without_date(self, piece: str) -> str:
        for when in dates_within(piece):
            at = piece.casefold().find(when.said.casefold())
            if at >= 0:
                piece = piece[:at] + piece[at + len(when.said) :]
        return piece.strip(_EDGES)

    def _may_name_somebody(self, line: Line) -> bool:
        called, _ = self._called(line.text)
        return any(looks_like_a_person(one) for one in (called, *subjects_in(line.text, called)) if one)

    def _ask_name(self, line: Line) -> None:
        where = self.table.where(line.naming)
        reason = "it may hold a person's name, and only pseudonyms are stored"
        self.table.desk.keep_line_aside(self.table.grid, line.row, reason)
        self.table.desk.ask(
            "review-person",
            "What looks like a person's name stands on {n} line{s} of reviews: kept aside whole.",
            where,
            f'If it is the published pseudonym, say so in the mapping file: answers."{where}" = "set".',
            where,
        )

    # ---- its kind ----

    def _kind(self, line: Line) -> _Kind:
        """Tell the kind by its column, else by the line's words, else by the heading above it, else the other one."""
        desk = self.table.desk
        cells = [cell for _, cell in self.table.cells(line.row, "kind") if words(cell)]
        self.table.use(cells)
        said = "\n".join(map(words, cells)) or line.text
        named = self._kinds.named_in(said)
        ids = dict.fromkeys(one.kind for one in named)
        printed = "; ".join(map(words, cells)) or "; ".join(dict.fromkeys(one.printed for one in named))
        if len(ids) == 1:
            return _Kind(next(iter(ids)), printed)
        if len(ids) > 1:
            self._ask_which(line)
            return _Kind(desk.mapping.review_kind, printed)
        above = self._heading_above(line.row)
        by_heading = {one.kind for one in self._kinds.named_in(above)} or {self._kinds.is_name(above)} - {""}
        if not cells and len(by_heading) == 1:
            return _Kind(by_heading.pop(), above)
        return _Kind(desk.mapping.review_kind, printed or above)

    def _heading_above(self, row: int) -> str:
        return next((text for above, text in reversed(self.table.layout.banners) if above < row), "")

    def _ask_which(self, line: Line) -> None:
        self.table.desk.ask(
            "review-kinds",
            "Several kinds of review are named on {n} line{s}: recorded as another review, in the words as printed.",
            self.table.where(line.naming),
            "Say in a column of its own which kind it is.",
        )

    def _ask_kind(self, line: Line) -> None:
        self.table.desk.ask(
            "review-kind",
            "The kind of {n} review{s} is not known, and the framework has no kind for others: kept aside whole.",
            self.table.where(line.naming),
            'Say in the mapping file which kind they are: review_kind = "its id".',
        )
        self.table.desk.ledger(self.table.tab).release(self.table.grid.rows[line.row].values())
        self.table.desk.keep_line_aside(self.table.grid, line.row, "nobody knows its kind")

    # ---- when it was published ----

    def _published(self, line: Line) -> When | None:
        """Tell when a review was published: one date, or the one that somebody chose; None where nobody can say."""
        found = [(column, cell) for column, cell in self.table.cells(line.row, "published") if words(cell)]
        in_columns = bool(self.table.columns.get("published"))
        dates = self._in_cells(found) if in_columns else dates_within(line.text)
        distinct = list({(when.first, when.last): when for when in dates if when.is_certain}.values())
        cell = found[0][1] if found else line.naming
        answer = self.table.answer(cell)
        if len(distinct) > 1 and answer in ("first", "last"):
            return distinct[0 if answer == "first" else -1]
        if len(distinct) > 1 and answer != "leave":
            self._ask_date(cell)
        return distinct[0] if len(distinct) == 1 else None

    def _in_cells(self, found: Sequence[tuple[Column, Cell]]) -> list[When]:
        dates: list[When] = []
        for column, cell in found:
            when = self._targets.when(column, cell)
            several = dates_within(words(cell)) if isinstance(cell.value, str) else ()
            dates.extend(several if len(several) > 1 else (when,))
            if len(several) < 2:
                self._targets.ask(cell, when)
        return dates

    def _ask_date(self, cell: Cell) -> None:
        where = self.table.where(cell)
        self.table.desk.ask(
            "review-dates",
            "More than one date is printed for {n} review{s}: none is set as the day it was published.",
            where,
            f'Say which in the mapping file: answers."{where}" = "first" or "last"; "leave" for none.',
            where,
        )

    def _event(self, kind: str, published: When | None) -> Mapping[str, When]:
        happenings = self.table.desk.names.kinds("review")[kind].happenings
        return {PUBLISHED: published} if published is not None and PUBLISHED in happenings else {}

    # ---- what is kept as printed ----

    def _extra(self, line: Line, kind: _Kind) -> Mapping[str, Any]:
        desk = self.table.desk
        found = dict(desk.extra("as-published-kind", kind.printed, "review"))
        if not self.table.layout.header:
            found |= desk.extra("as-published-line", " ".join(line.text.split()), "review")
        for field, key in (("status", "as-published-status"), (PUBLISHED, "as-published-date")):
            cells = [cell for _, cell in self.table.cells(line.row, field) if words(cell)]
            kept = desk.extra(key, "; ".join(map(words, cells)), "review")
            if kept:
                self.table.use(cells)
                found |= kept
        return found
