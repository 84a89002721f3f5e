"""Lines: what one line of a table of recommendations, actions or findings becomes."""

import re
from collections.abc import Sequence
from functools import cached_property

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.grid import words
from lif_core.intake.layout import Table
from lif_core.intake.leads import LeadReader
from lif_core.intake.origins import OriginReader
from lif_core.intake.parties import Parties
from lif_core.intake.ratings import RatingReader
from lif_core.intake.remarks import RemarkReader
from lif_core.intake.replies import ReplyReader
from lif_core.intake.statuses import is_cut
from lif_core.intake.table_cells import Line, TableCells
from lif_core.intake.targets import TargetReader
from lif_core.records.parts import Link
from lif_core.rules.requests import PlanAction, Recommend, RecordFinding
from lif_core.values.reading import dates_within

_NUMBERED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?)[.)]\s+(?=\S)")


@attrs.define(slots=False)
class TableReader:
    """Reads the lines of one table.

    Attributes:
        table: its cells.
        plan: the title of the plan that they stand in.
    """

    table: TableCells
    plan: str = ""
    _recommended: dict[str, str] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, desk: Desk, table: Table, kind: str, plan: str) -> "TableReader":
        """Give the reader of a table whose lines become `kind`."""
        return cls(TableCells(desk, table, kind), plan)

    @cached_property
    def origins(self) -> OriginReader:
        """Reads what a line comes from."""
        return OriginReader(self.table, self.plan)

    @cached_property
    def leads(self) -> LeadReader:
        """Reads whom a line names."""
        return LeadReader(self.table)

    @cached_property
    def replies(self) -> ReplyReader:
        """Reads what was answered to a recommendation."""
        return ReplyReader(self.table)

    @cached_property
    def targets(self) -> TargetReader:
        """Reads the dates of a line."""
        return TargetReader(self.table)

    @cached_property
    def ratings(self) -> RatingReader:
        """Reads how a line stands."""
        return RatingReader(self.table)

    @cached_property
    def remarks(self) -> RemarkReader:
        """Reads what stands beside a line."""
        return RemarkReader(self.table)

    def read(self) -> None:
        """Read every line."""
        for row in self.table.layout.lines:
            self.table.fill(row)
            naming = self.table.naming_cell(row)
            if naming is None:
                self._keep_aside(row, f"nothing stands under {self._naming_columns()}, which names the record")
                self._ask_unnamed(row)
            elif naming.row != row and not self.table.has_filled_name():
                self._keep_aside(row, "it continues the merged line above and names nothing of its own")
            else:
                self._line(row, naming)

    def _keep_aside(self, row: int, reason: str) -> None:
        self.table.desk.keep_line_aside(self.table.grid, row, reason)

    def _naming_columns(self) -> str:
        named = [f"column {column_letters(column.number)}" for column in self.table.naming]
        return " or ".join(named) or "a naming column"

    def _ask_unnamed(self, row: int) -> None:
        headings = [column.heading for column in self.table.naming]
        others = [
            column.heading
            for field in ("wanted", "recommendation", "finding")
            for column in self.table.columns.get(field, ())
        ]
        offered = ", ".join(f'"{" ".join(heading.split())}"' for heading in [*headings, *others][:3] if heading)
        self.table.desk.ask(
            "line-unnamed",
            "Nothing stands in the column that names the record on {n} line{s}: kept aside whole.",
            f"{self.table.tab}!{row}",
            f"Say in the mapping file whose text may stand for it: title = [{offered}].",
            self.table.layout.place,
        )

    def _line(self, row: int, naming: Cell) -> None:
        line = Line(row, naming)
        self.table.use([naming])
        self._look_at_texts(row)
        line.text, line.ref = self._text_and_ref(row, naming)
        line.themes = self._themes(row)
        if self.table.kind == "finding":
            line.main = self._finding(line)
        else:
            priority = self.origins.priority(line)
            finding = self.origins.learnt(line)
            recommendation = self._recommendation(line, finding)
            line.main = recommendation
            if "action" in self.table.kind:
                line.main = self._action(line, [recommendation or finding, priority])
        self.remarks.notes(line)
        self.remarks.evidence(line)
        self._ask_about_line(line)

    def _text_and_ref(self, row: int, naming: Cell) -> tuple[str, str]:
        text = words(naming)
        ref = self.table.text(row, "ref").strip()
        if self.numbered and (match := _NUMBERED.match(text)):
            return text[match.end() :], match[1]
        return text, ref[:-1] if ref.endswith((".", ")")) else ref

    @cached_property
    def numbered(self) -> bool:
        """Whether the texts of this table begin with numbers of their own: `1. Ensure ...`."""
        if self.table.columns.get("ref"):
            return False
        texts = [text for row in self.table.layout.lines if (text := self.table.naming_text(row))]
        return bool(texts) and sum(bool(_NUMBERED.match(text)) for text in texts) * 2 >= len(texts)

    def _look_at_texts(self, row: int) -> None:
        for cell in self.table.grid.rows[row].values():
            if is_cut(words(cell)):
                self.table.desk.cut.append(self.table.where(cell))

    def _themes(self, row: int) -> tuple[str, ...]:
        found: list[str] = []
        for _, cell in self.table.cells(row, "theme"):
            pieces = [piece for piece in re.split(r"\s*[;,\n/]\s*", words(cell)) if piece]
            whole = self.table.desk.names.find_theme(words(cell))
            known = [whole] if whole else [self.table.desk.names.find_theme(piece) for piece in pieces]
            if known and all(known):
                found.extend(theme for theme in known if theme)
                self.table.use([cell])
            elif words(cell):
                self.table.desk.ask(
                    "theme-unknown",
                    "The framework does not know the theme on {n} line{s}: kept aside.",
                    self.table.where(cell),
                    "Add the words as an alias of a theme to a layer, or a theme of its own.",
                )
        return tuple(dict.fromkeys(found))

    def _finding(self, line: Line) -> str:
        self.origins.settle(line)
        return self.table.desk.draft(
            RecordFinding,
            self.table.tab,
            line.row,
            "finding",
            ref=line.ref,
            text=line.text,
            source=line.source,
            from_=(line.review,) if line.review else (),
            themes=line.themes,
        )

    def _recommendation(self, line: Line, finding: str) -> str:
        """The recommendation of a line: its own column's, or the line's text where nothing else names it."""
        if "recommendation" not in self.table.kind:
            return ""
        has_actions = bool(self.table.columns.get("action")) and "action" in self.table.kind
        found = self.table.cells(line.row, "recommendation")
        text, ref = line.text, line.ref
        if has_actions:
            if not found or not words(found[0][1]):
                return ""
            self.table.use(cell for _, cell in found)
            text, ref = "\n".join(words(cell) for _, cell in found), ""
            if cell_is_same := found[0][1] is line.naming:
                text = line.text
            made = self._recommended.get(text, "")
            if made and not cell_is_same:
                return made
        to = self.leads.read(line, "to").named
        made = self.table.desk.draft(
            Recommend,
            self.table.tab,
            found[0][1].row if has_actions else line.row,
            "recommendation",
            ref=ref,
            text=text,
            findings=(finding,) if finding else (),
            from_=(line.review,) if line.review else (),
            to=to,
            replies=self.replies.read(line, to),
            themes=line.themes,
            planned=self.targets.planned(line),
            extra=self.ratings.read(line) if "action" not in self.table.kind else {},
            state=line.state if "action" not in self.table.kind else "",
        )
        self._recommended[text] = made
        return made

    def _action(self, line: Line, answers: Sequence[str]) -> str:
        leads = self.leads.read(line, "lead")
        to = self.leads.read(line, "to") if "recommendation" not in self.table.kind else Parties()
        named = leads.named or to.named
        due, milestones = self.targets.due(line)
        extra = self.ratings.read(line)
        happened = self.targets.done(line)
        return self.table.desk.draft(
            PlanAction,
            self.table.tab,
            line.row,
            "action",
            ref=line.ref,
            text=line.text,
            answers=tuple(one for one in answers if one),
            lead=named[0] if len(named) == 1 else None,
            leads=named if len(named) > 1 else (),
            due=due,
            milestones=milestones,
            wanted=self.table.text(line.row, "wanted"),
            how_measured=self.table.text(line.row, "measure"),
            themes=line.themes,
            state=line.state,
            extra=extra,
            happened=happened,
            links=(Link("arose-from", line.review),) if line.review and not any(answers) else (),
        )

    def _ask_about_line(self, line: Line) -> None:
        where = self.table.where(line.naming)
        answered = self.table.desk.mapping.answers.get(where)
        if (
            self.table.kind != "finding"
            and not any(words(cell) for _, cell in self.table.cells(line.row, "due"))
            and not answered
        ):
            days = [when for when in dates_within(line.text) if when.is_certain or when.reading == "condition"]
            if days:
                self.table.desk.ask(
                    "date-in-text",
                    "A date is named in {n} text{s}: offered as the date it is wanted by, not set.",
                    where,
                    f'To set it, say in the mapping file: answers."{where}" = "set"; to leave it: "leave".',
                    where,
                )
        if is_cut(words(line.naming)):
            self.table.desk.ask_or_add(
                "text-cut",
                "The text ends in the middle in {n} cell{s}.",
                where,
                "Look the whole text up in the original and write it into the cell.",
                "Its text also ends in the middle.",
            )
        for number, cell in self.table.grid.rows[line.row].items():
            if cell is line.naming or number not in self.table.layout.by_number:
                continue
            if any(text.rstrip().endswith("?") for text in words(cell).splitlines()):
                self.table.desk.remark(self.table.where(cell), "A question is left standing in a cell")
