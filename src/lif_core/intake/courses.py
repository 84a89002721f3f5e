"""Courses: what a line of a training plan or report becomes. No session is made from a frequency."""

import re
from collections.abc import Sequence

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.figures import number_of, shown
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.layout import Table
from lif_core.intake.parties import read_parties
from lif_core.intake.printed import is_number
from lif_core.intake.statuses import is_cut
from lif_core.intake.table_cells import field_at
from lif_core.records.parts import Link
from lif_core.rules.requests import OfferCourse, RecordFigure, WriteNote
from lif_core.values.when import When
from lif_core.values.words import folded

_SCHEDULING = re.compile(
    r"\s*\n\s*\(?((?:[^()\n]{0,40}\b)?(?:dates?|details?|times?|venues?|places?)\b[^()\n]{0,80})\)?\s*|"
    r"\s*\n\s*\(((?:to be|tbc|tba|not yet)\b[^()\n]{0,80})\)\s*",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"\s*[-–:]\s*(update|refresher|core|advanced|follow-?up|part \d|level \d|introduction|e-learning|online)\s*",
    re.IGNORECASE,
)
_EVENTS = re.compile(r"\b(events?|courses?|sessions?)\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"\b(cancelled|per|average|planned|booked|not)\b", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """Take what is said of the dates off a course's title: `Neglect`, `Dates to be confirmed`."""
    lines = text.rsplit("\n", 1)
    if len(lines) == 2 and (match := _SCHEDULING.fullmatch(f"\n{lines[1]}")):
        return lines[0].strip(), (match[1] or match[2]).strip()
    return text, ""


@attrs.define
class CourseReader:
    """Reads a table of courses."""

    desk: Desk
    table: Table
    period: When | None = None
    _stems: dict[str, str] = attrs.field(factory=dict, init=False)
    _runs: list[tuple[str, float]] = attrs.field(factory=list, init=False)

    @property
    def _tab(self) -> str:
        return self.table.grid.sheet.name

    def read(self) -> None:
        """Read every line."""
        columns = [(column, field_at(column, self.desk.mapping.columns)) for column in self.table.columns]
        by_heading = {column.heading: column for column in self.table.columns if column.heading}
        naming = [by_heading[heading] for heading in self.desk.mapping.title if heading in by_heading]
        naming = naming or [column for column, field in columns if field == "course"]
        for row in self.table.lines:
            cells = self.table.grid.rows[row]
            name = next((cell for column in naming if words(cell := cells.get(column.number))), None)
            if name is None:
                self.desk.keep_line_aside(self.table.grid, row, "nothing names the course")
                continue
            found = [
                (column, field, cell) for column, field in columns if (cell := cells.get(column.number)) and words(cell)
            ]
            self._line(row, name, [one for one in found if one[2] is not name])
        self._propose_series()
        self._compare_with_headlines()

    def _use(self, cell: Cell) -> None:
        self.desk.ledger(self._tab).book([cell], "record")

    def _line(self, row: int, name: Cell, found: Sequence[tuple[Column, str, Cell]]) -> None:
        self._use(name)
        title, scheduling = parted(words(name))
        trainers = read_parties("", self.desk.names)
        texts = {"duration": "", "wanted": "", "objective": "", "ref": "", "due": ""}
        for column, field, cell in found:
            if field == "trainers":
                trainers = read_parties(words(cell), self.desk.names, one=True)
                self._book_trainers(cell, trainers.people)
            elif field in texts and not texts[field]:
                texts[field] = words(cell)
                self._use(cell)
            if field == "duration" and is_number(words(cell)):
                self._ask_unit(cell, column)
        self.desk.name_parties(trainers.named)
        made = self.desk.draft(
            OfferCourse,
            self._tab,
            row,
            "course",
            ref=texts["ref"],
            label=title,
            aims=texts["wanted"] or texts["objective"],
            duration=texts["duration"],
            trainers=trainers.named,
            scheduling=scheduling or texts["due"],
            period=self.period,
        )
        self._stems[title] = f"{self._tab}!{name.address}"
        self._counts(row, title, made, found)
        self._beside(row, name, made, found)
        if is_cut(words(name)):
            self._ask_cut(name)

    def _book_trainers(self, cell: Cell, people: bool) -> None:
        if people:
            reason = "it names a person, and a person is never stored as a trainer"
            self.desk.keep_aside(self.table.grid, [cell], cell.address, reason)
        else:
            self._use(cell)

    def _ask_unit(self, cell: Cell, column: Column) -> None:
        self.desk.ask(
            "duration-without-unit",
            "No unit stands with {n} duration{s}: kept as published.",
            f"{self._tab}!{cell.address}",
            "Write the unit into the cell, such as 0.5 day.",
            f"{self.table.place} {column.number}",
        )

    def _ask_cut(self, cell: Cell) -> None:
        where = f"{self._tab}!{cell.address}"
        self.desk.cut.append(where)
        mend = "Look the whole text up in the original and write it into the cell."
        self.desk.ask("text-cut", "The text ends in the middle in {n} cell{s}.", where, mend, where)

    def _counts(self, row: int, title: str, made: str, found: Sequence[tuple[Column, str, Cell]]) -> None:
        for column, field, cell in found:
            number = number_of(words(cell))
            if field not in ("runs", "delegates") or number is None:
                continue
            self._use(cell)
            self.desk.draft(
                RecordFigure,
                self._tab,
                row,
                f"figure-{column_letters(column.number)}",
                name=f"{' '.join(column.heading.split())}: {title}",
                value=words(cell),
                n=number,
                period=self.period,
                links=(Link("arose-from", made),),
            )
            if field == "runs":
                self._runs.append((f"{self._tab}!{cell.address}", number))

    def _beside(self, row: int, name: Cell, made: str, found: Sequence[tuple[Column, str, Cell]]) -> None:
        for column, field, cell in found:
            if field in ("progress", "comment"):
                self._use(cell)
                sort = "progress" if field == "progress" else "comment"
                part = f"{sort}-{column_letters(column.number)}"
                self.desk.draft(WriteNote, self._tab, row, part, about=(made,), sort=sort, text=words(cell))
        if name.comment.strip():
            part = f"remark-{column_letters(name.column)}"
            text = name.comment.strip()
            self.desk.draft(WriteNote, self._tab, row, part, about=(made,), sort="comment", text=text)

    def _propose_series(self) -> None:
        """Propose courses as one series where one's title is another's with `update` or the like behind it."""
        titles = {folded(title): place for title, place in self._stems.items()}
        for title, place in titles.items():
            match = list(_STEM.finditer(title))
            if not match or match[-1].end() != len(title):
                continue
            other = titles.get(title[: match[-1].start()].strip())
            if other:
                self.desk.ask(
                    "course-series",
                    "Two courses whose titles differ only by a word such as update: perhaps one series.",
                    other,
                    "Say so on the courses if they are; nothing is joined.",
                    place,
                )
                self.desk.ask("course-series", "", place, "", place)

    def _compare_with_headlines(self) -> None:
        """Ask where the table covers fewer events than the headline says were held."""
        held = sum(number for _, number in self._runs)
        for where, number, what in self.desk.headlines:
            if self._runs and _EVENTS.search(what) and not _NOT_ALL.search(what) and abs(number - held) > 1e-9:
                self.desk.ask(
                    "events-uncovered",
                    f"The table covers {shown(held)} of the {shown(number)} events that the headline tells.",
                    where,
                    "Look up the missing lines in the original; nothing is filled in.",
                    where,
                )
