"""Origins: what a line comes from: the priority it answers, the review it was made in, the finding beside it."""

import re
from collections.abc import Mapping
from functools import cached_property

import attrs

from lif_core.intake.cells import column_letters
from lif_core.intake.grid import words
from lif_core.intake.table_cells import Line, TableCells
from lif_core.rules.requests import RecordFinding, SetPriority
from lif_core.values.words import folded

_PRIORITY = re.compile(
    r"(?:[A-Za-z&]{2,10} )?(?:strategic |key |our |shared )?(?:priority|objective|theme|aim|"
    r"goal)\b(?: theme| area| objective)?\s*"
    r"(\d{1,2}[a-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[:.–-]?\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@attrs.define(slots=False)
class OriginReader:
    """Reads what the lines of a table come from. What several lines share is made once.

    Attributes:
        table: its cells.
        plan: the title of the plan that they stand in.
    """

    table: TableCells
    plan: str = ""
    _priorities: dict[tuple[str, str], str] = attrs.field(factory=dict, init=False)
    _findings: dict[str, str] = attrs.field(factory=dict, init=False)

    def priority(self, line: Line) -> str:
        """The objective or priority that a line answers: its column's, else the banner's above it."""
        found = self.table.cells(line.row, "objective")
        if found:
            cell = found[0][1]
            self.table.use(cell for _, cell in found)
            return self._set_priority(
                words(cell), "", cell.row, f"objective-{column_letters(cell.column)}", self._plan_words(line.row)
            )
        if self.table.columns.get("objective"):
            return ""
        for above, text in reversed(self.table.layout.banners):
            match = _PRIORITY.fullmatch(text) if above < line.row else None
            if match:
                return self._set_priority(match[2].strip(), match[1], above, "priority", self.plan)
        return ""

    def _plan_words(self, row: int) -> str:
        banner = next(
            (text for above, text in reversed(self.table.layout.banners) if above < row and _PRIORITY.fullmatch(text)),
            "",
        )
        return "\n".join(part for part in (self.plan, banner) if part)

    def _set_priority(self, text: str, ref: str, row: int, part: str, plan: str) -> str:
        made = self._priorities.get((ref, text), "")
        if not made:
            made = self.table.desk.draft(SetPriority, self.table.tab, row, part, ref=ref, text=text, plan=plan)
            self._priorities[ref, text] = made
        return made

    def settle(self, line: Line) -> None:
        """Settle the review that a line comes from, or the words for where it comes from."""
        line.review, line.source = self._source(line)

    def _source(self, line: Line) -> tuple[str, str]:
        """The review a line comes from: its id where the register knows it, else the words."""
        told = self.table.desk.mapping.review
        for _, cell in self.table.cells(line.row, "source"):
            record = self._review_called(words(cell))
            if record:
                self.table.use([cell])
                return record, ""
            if self.table.columns.get("finding") and words(cell):
                self.table.use([cell])
                return told, words(cell)
            self.table.desk.ask(
                "source-unknown",
                "The review or plan named on {n} line{s} is not on record: the words are kept aside.",
                self.table.where(cell),
                'Record the review first, or name the one they come from: review = "its id".',
            )
        return told, ""

    def _review_called(self, said: str) -> str:
        reviews = self._reviews
        return reviews.get(folded(said), "")

    @cached_property
    def _reviews(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for review in self.table.desk.register.of_type("review"):
            for called in (review.ref, str(review.label or "")):
                if called:
                    found.setdefault(folded(called), review.id)
        return found

    def learnt(self, line: Line) -> str:
        """The finding that a line of actions names beside them."""
        found = [(column, cell) for column, cell in self.table.cells(line.row, "finding") if cell is not line.naming]
        self.settle(line)
        if not found or not words(found[0][1]):
            return ""
        self.table.use(cell for _, cell in found)
        text = "\n".join(words(cell) for _, cell in found)
        return self._record_finding(line, text, found[0][1].row, f"finding-{column_letters(found[0][0].number)}")

    def _record_finding(self, line: Line, text: str, row: int, part: str) -> str:
        made = self._findings.get(text, "")
        if not made:
            made = self.table.desk.draft(
                RecordFinding,
                self.table.tab,
                row,
                part,
                text=text,
                source=line.source,
                from_=(line.review,) if line.review else (),
                themes=line.themes,
            )
            self._findings[text] = made
        return made
