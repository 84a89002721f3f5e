"""Figures: tables of numbers by year and body, and numbers that stand alone. As published: a blank is unknown."""

import re
from collections.abc import Mapping, Sequence

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.layout import Layout, Table
from lif_core.intake.parties import read_parties
from lif_core.intake.printed import headline_of, is_number
from lif_core.records.parts import Party
from lif_core.rules.requests import RecordFigure
from lif_core.values.reading import read_when
from lif_core.values.when import When

_NO_BODY = re.compile(
    r"\b(grand |sub-?)?(total|totals|overall|other|others|unknown|not (stated|known)|none|all|"
    r"average|mean|commissioned|external|"
    r"percentage|per cent|number|cost)\b|^%$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(grand )?totals?\b|\boverall\b", re.IGNORECASE)
_TWO = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*\((\d[\d,]*(?:\.\d+)?)\)")
_AND = re.compile(r"\((?:and|with|&)\s+([^()]{2,80})\)", re.IGNORECASE)


def number_of(text: str) -> float | None:
    """Tell the number that a text is, such as 1547 for `1,547`; None where it is none."""
    cleaned = text.strip().replace(",", "").strip("£$%")
    return float(cleaned) if is_number(text) and cleaned.replace(".", "", 1).lstrip("-").isdigit() else None


def shown(number: float) -> str:
    """Give a number as people print it: no point where it is whole."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,g}"


@attrs.define
class FigureReader:
    """Reads a table of numbers: years down, bodies across."""

    desk: Desk
    table: Table

    def read(self) -> None:
        """Read every number as a figure of its own."""
        period_column = self.table.columns[0]
        self._name_bodies()
        blank = cells = 0
        remains: list[tuple[str, float]] = []
        totals: dict[str, list[str]] = {}
        for row in self.table.lines:
            period = self.table.grid.rows[row].get(period_column.number)
            held = [(column, self.table.grid.rows[row].get(column.number)) for column in self.table.columns[1:]]
            filled = [(column, cell) for column, cell in held if cell is not None and words(cell)]
            if period is None or not filled:
                self.desk.keep_line_aside(self.table.grid, row, "it has no period, or no number")
                continue
            self.desk.ledger(self._tab).book([period], "record")
            when = read_when(words(period))
            numbers = {column.number: self._figures(row, column, cell, when) for column, cell in filled}
            if not any(number is not None for number in numbers.values()):
                self.desk.keep_line_aside(self.table.grid, row, "nothing in it is a number")
                continue
            for column, cell in held:
                if not _TOTAL.search(column.heading):
                    cells += 1
                    blank += cell is None or not words(cell)
                elif number := numbers.get(column.number):
                    where = f"{self._tab}!{column_letters(column.number)}{row}"
                    totals.setdefault(shown(number), []).append(where)
                    others = (number for other, number in numbers.items() if other != column.number)
                    remains.append((where, number - sum(other or 0.0 for other in others)))
        self._tell(blank, cells, remains, totals)

    def _name_bodies(self) -> None:
        """Count the bodies that the headings name, also those below whom every cell is blank."""
        for column in self.table.columns[1:]:
            if not _NO_BODY.search(column.heading):
                self.desk.parties.add(self._body(column.heading).named)

    @property
    def _tab(self) -> str:
        return self.table.grid.sheet.name

    def _names(self) -> tuple[str, str]:
        """What the first number of a cell counts, and what the one in brackets does, as the title says it."""
        title = " ".join(self.table.title.split()).rstrip(":")
        second = _AND.search(title)
        first = _AND.sub("", title).strip()
        return first, second[1].strip() if second else first

    def _figures(self, row: int, column: Column, cell: Cell, period: When) -> float | None:
        text = words(cell)
        two = _TWO.fullmatch(" ".join(text.split()))
        values = [two[1], two[2]] if two else [text]
        if number_of(values[0]) is None:
            return None
        self.desk.ledger(self._tab).book([cell], "record")
        body = None if _NO_BODY.search(column.heading) else self._body(column.heading)
        for which, value in enumerate(values):
            name = self._names()[which]
            if body is None:
                name = f"{name}: {' '.join(column.heading.split())}" if name else column.heading
            part = f"figure-{column_letters(column.number)}{'' if which == 0 else '-2'}"
            self.desk.draft(
                RecordFigure, self._tab, row, part, name=name, period=period, body=body, value=value, n=number_of(value)
            )
            if body is not None:
                self.desk.links += 1
        return number_of(values[0])

    def _body(self, heading: str) -> Party:
        named = read_parties(heading, self.desk.names, one=True).named
        return named[0] if len(named) == 1 else Party(said=heading)

    def _tell(
        self, blank: int, cells: int, remains: Sequence[tuple[str, float]], totals: Mapping[str, Sequence[str]]
    ) -> None:
        if blank:
            self.desk.notices.append(
                f"{blank} of {cells} cells of the table {self.table.place} are blank: unknown, not zero."
            )
        open_ = [(where, rest) for where, rest in remains if abs(rest) > 1e-9]
        if open_:
            rests = ", ".join(shown(rest) for _, rest in open_)
            for where, _ in open_:
                self.desk.ask(
                    "totals-unaccounted",
                    f"The columns leave {rests} of {{n}} total{{s}} unaccounted for.",
                    where,
                    "Look up the missing columns in the original; nothing is filled in.",
                    self.table.place,
                )
        for places in totals.values():
            if len(places) < 2:
                continue
            for where in places:
                self.desk.ask(
                    "totals-equal",
                    "One and the same total stands for {n} different periods.",
                    where,
                    "Check the totals against the original; both stand as published.",
                    places[0],
                )


def read_headlines(desk: Desk, layout: Layout, period: When | None, title: str) -> None:
    """Read the figures that stand alone in a row, such as `90 learning events`."""
    tab = layout.grid.sheet.name
    for row, _ in layout.headlines:
        cell = layout.grid.lone(row)
        found = headline_of(words(cell)) if cell else None
        if cell is None or found is None:
            continue
        desk.ledger(tab).book([cell], "record")
        number = number_of(found[0])
        desk.draft(
            RecordFigure, tab, row, "figure", name=found[1], value=found[0], n=number, period=period, source=title
        )
        if number is not None:
            desk.headlines.append((f"{tab}!{cell.address}", number, found[1]))
