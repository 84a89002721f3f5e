"""Lines: what one line of a table of recommendations, actions or findings becomes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.desk import Desk
from lif_core.intake.grid import Grid, words
from lif_core.intake.headings import NAMING
from lif_core.intake.histories import done_on, entries, heading_date
from lif_core.intake.layout import Column, Table
from lif_core.intake.parties import Parties, read_parties
from lif_core.intake.statuses import folded, is_cut
from lif_core.records.parts import Link, Milestone, Party
from lif_core.rules.requests import GiveEvidence, PlanAction, Recommend, RecordFinding, SetPriority, WriteNote
from lif_core.values.reading import dates_within, order_of, read_when
from lif_core.values.when import When

_NUMBERED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?)[.)]\s+(?=\S)")
_PRIORITY = re.compile(
    r"(?:[A-Za-z&]{2,10} )?(?:strategic |key |our |shared )?(?:priority|objective|theme|aim|"
    r"goal)\b(?: theme| area| objective)?\s*"
    r"(\d{1,2}[a-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[:.–-]?\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_PIECES = re.compile(r"\s*\n\s*|;\s+")


def field_at(column: Column, columns: Mapping[str, str]) -> str:
    """Tell the field of a column under a mapping: by its heading, by its letter where it has none."""
    if column.heading:
        return columns.get(column.heading, "aside")
    return columns.get(column_letters(column.number), "aside")


@attrs.define(slots=False)
class TableReader:
    """Reads the lines of one table.

    Attributes:
        desk: where everything is gathered.
        table: the table.
        kind: what one line becomes.
    """

    desk: Desk
    table: Table
    kind: str
    plan: str = ""
    _above: dict[int, Cell] = attrs.field(factory=dict, init=False)
    _made: dict[tuple[str, str], str] = attrs.field(factory=dict, init=False)

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.table.grid

    @property
    def tab(self) -> str:
        """Name of the sheet."""
        return self.grid.sheet.name

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """Columns by field, in order."""
        found: dict[str, list[Column]] = {}
        for column in self.table.columns:
            found.setdefault(field_at(column, self.desk.mapping.columns), []).append(column)
        return found

    @cached_property
    def naming(self) -> Sequence[Column]:
        """The columns whose text makes a line into a record: the first that has any counts."""
        by_heading = {column.heading: column for column in self.table.columns if column.heading}
        told = [by_heading[heading] for heading in self.desk.mapping.title if heading in by_heading]
        if told:
            return told
        wanted: tuple[str, ...] = NAMING
        if self.kind != "finding":
            wanted = ("action", "recommendation") if "action" in self.kind else ("recommendation", "action")
        return [column for field in wanted for column in self.columns.get(field, ())]

    @cached_property
    def filled(self) -> frozenset[int]:
        """Numbers of the columns whose blanks mean "as above"."""
        headings = set(self.desk.mapping.fill_down)
        return frozenset(column.number for column in self.table.columns if column.heading in headings)

    @cached_property
    def day_first(self) -> bool | None:
        """Whether the day comes first in the dates of this table: as the mapping says, or as its dates prove."""
        if self.desk.mapping.day_first is not None:
            return self.desk.mapping.day_first
        numbers = [column.number for column in self.columns.get("due", ())]
        return order_of(words(self.grid.rows[row].get(number)) for row in self.table.lines for number in numbers)

    @cached_property
    def numbered(self) -> bool:
        """Whether the texts of this table begin with numbers of their own: `1. Ensure ...`."""
        if self.columns.get("ref"):
            return False
        texts = [text for row in self.table.lines if (text := self._naming_text(row))]
        return bool(texts) and sum(bool(_NUMBERED.match(text)) for text in texts) * 2 >= len(texts)

    # ---- reading ----

    def read(self) -> None:
        """Read every line."""
        for row in self.table.lines:
            self._fill(row)
            naming = self._naming_cell(row)
            if naming is None:
                where = (
                    " or ".join(f"column {column_letters(column.number)}" for column in self.naming)
                    or "a naming column"
                )
                self.desk.keep_line_aside(self.grid, row, f"nothing stands under {where}, which names the record")
                self._ask_unnamed(row)
            elif naming.row != row and not self._is_own(row):
                self.desk.keep_line_aside(
                    self.grid, row, "it continues the merged line above and names nothing of its own"
                )
            else:
                self._line(row, naming)

    def _fill(self, row: int) -> None:
        for number in self.filled:
            cell = self.grid.at(row, number)
            if cell is not None and words(cell):
                self._above[number] = cell

    def _at(self, row: int, number: int) -> Cell | None:
        cell = self.grid.at(row, number)
        if (cell is None or not words(cell)) and number in self.filled:
            return self._above.get(number, cell)
        return cell

    def _is_own(self, row: int) -> bool:
        """Tell whether a line has a naming cell of its own, or one that a mapping fills down."""
        return any(column.number in self.filled for column in self.naming)

    def _naming_cell(self, row: int) -> Cell | None:
        return next((cell for column in self.naming if (cell := self._at(row, column.number)) and words(cell)), None)

    def _naming_text(self, row: int) -> str:
        return words(self._naming_cell(row))

    def _ask_unnamed(self, row: int) -> None:
        headings = [column.heading for column in self.naming]
        others = [
            column.heading
            for field in ("wanted", "recommendation", "finding")
            for column in self.columns.get(field, ())
        ]
        offered = ", ".join(f'"{" ".join(heading.split())}"' for heading in [*headings, *others][:3] if heading)
        self.desk.ask(
            "line-unnamed",
            "Nothing stands in the column that names the record on {n} line{s}: kept aside whole.",
            f"{self.tab}!{row}",
            f"Say in the mapping file whose text may stand for it: title = [{offered}].",
            self.table.place,
        )

    def cells(self, row: int, field: str) -> list[tuple[Column, Cell]]:
        """Give the cells of a line that stand under the headings of a field and hold something."""
        found = ((column, self._at(row, column.number)) for column in self.columns.get(field, ()))
        return [(column, cell) for column, cell in found if cell is not None and (words(cell) or cell.comment)]

    def text(self, row: int, field: str) -> str:
        """Give the text of a line under a field, and book its cells as used."""
        found = self.cells(row, field)
        self._use(cell for _, cell in found)
        return "\n".join(words(cell) for _, cell in found if words(cell))

    def _use(self, cells: Iterable[Cell]) -> None:
        self.desk.ledger(self.tab).book(cells, "record")

    def _where(self, cell: Cell) -> str:
        return self.desk.address(self.grid, cell)

    # ---- one line ----

    def _line(self, row: int, naming: Cell) -> None:
        line = _Line(row, naming)
        self._use([naming])
        self._look_at_texts(row)
        line.text, line.ref = self._text_and_ref(row, naming)
        line.themes = self._themes(row)
        if self.kind == "finding":
            line.main = self._finding(line, words(naming))
        else:
            priority = self._priority(row)
            finding = self._learnt(line)
            recommendation = self._recommendation(line, finding)
            line.main = recommendation
            if "action" in self.kind:
                line.main = self._action(line, [recommendation or finding, priority])
            else:
                self._status_only(line)
        self._notes(line)
        self._evidence(line)
        self._ask_about_line(line)

    def _text_and_ref(self, row: int, naming: Cell) -> tuple[str, str]:
        text = words(naming)
        ref = self.text(row, "ref").strip()
        if self.numbered and (match := _NUMBERED.match(text)):
            return text[match.end() :], match[1]
        return text, ref[:-1] if ref.endswith((".", ")")) else ref

    def _look_at_texts(self, row: int) -> None:
        for cell in self.grid.rows[row].values():
            if is_cut(words(cell)):
                self.desk.cut.append(self._where(cell))

    def _themes(self, row: int) -> tuple[str, ...]:
        found: list[str] = []
        for _, cell in self.cells(row, "theme"):
            pieces = [piece for piece in re.split(r"\s*[;,\n/]\s*", words(cell)) if piece]
            whole = self.desk.names.find_theme(words(cell))
            known = [whole] if whole else [self.desk.names.find_theme(piece) for piece in pieces]
            if known and all(known):
                found.extend(theme for theme in known if theme)
                self._use([cell])
            elif words(cell):
                self.desk.ask(
                    "theme-unknown",
                    "The framework does not know the theme on {n} line{s}: kept aside.",
                    self._where(cell),
                    "Add the words as an alias of a theme to a layer, or a theme of its own.",
                )
        return tuple(dict.fromkeys(found))

    def _once(self, sort: str, identity: str) -> str:
        return self._made.get((sort, identity), "")

    def _priority(self, row: int) -> str:
        """The objective or priority that a line answers: its column's, else the banner's above it."""
        found = self.cells(row, "objective")
        if found:
            cell = found[0][1]
            self._use(cell for _, cell in found)
            return self._set_priority(
                words(cell), "", cell.row, f"objective-{column_letters(cell.column)}", self._plan_words(row)
            )
        if self.columns.get("objective"):
            return ""
        for above, text in reversed(self.table.banners):
            match = _PRIORITY.fullmatch(text) if above < row else None
            if match:
                return self._set_priority(match[2].strip(), match[1], above, "priority", self.plan)
        return ""

    def _plan_words(self, row: int) -> str:
        banner = next(
            (text for above, text in reversed(self.table.banners) if above < row and _PRIORITY.fullmatch(text)), ""
        )
        return "\n".join(part for part in (self.plan, banner) if part)

    def _set_priority(self, text: str, ref: str, row: int, part: str, plan: str) -> str:
        made = self._once("priority", f"{ref} {text}")
        if not made:
            made = self.desk.draft(SetPriority, self.tab, row, part, ref=ref, text=text, plan=plan)
            self._made["priority", f"{ref} {text}"] = made
        return made

    def _source(self, line: "_Line") -> tuple[str, str]:
        """The review a line comes from: its id where the register knows it, else the words."""
        told = self.desk.mapping.review
        for _, cell in self.cells(line.row, "source"):
            record = self._review_called(words(cell))
            if record:
                self._use([cell])
                return record, ""
            if self.columns.get("finding") and words(cell):
                self._use([cell])
                return told, words(cell)
            self.desk.ask(
                "source-unknown",
                "The review or plan named on {n} line{s} is not on record: the words are kept aside.",
                self._where(cell),
                'Record the review first, or name the one they come from: review = "its id".',
            )
        return told, ""

    def _review_called(self, said: str) -> str:
        reviews = self._reviews
        return reviews.get(" ".join(said.split()).casefold(), "")

    @cached_property
    def _reviews(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for review in self.desk.register.of_type("review"):
            for called in (review.ref, str(review.label or "")):
                if called:
                    found.setdefault(" ".join(called.split()).casefold(), review.id)
        return found

    def _learnt(self, line: "_Line") -> str:
        """The finding that a line of actions names beside them."""
        found = [(column, cell) for column, cell in self.cells(line.row, "finding") if cell is not line.naming]
        line.review, line.source = self._source(line)
        if not found or not words(found[0][1]):
            return ""
        self._use(cell for _, cell in found)
        text = "\n".join(words(cell) for _, cell in found)
        return self._record_finding(line, text, found[0][1].row, f"finding-{column_letters(found[0][0].number)}")

    def _record_finding(self, line: "_Line", text: str, row: int, part: str) -> str:
        made = self._once("finding", text)
        if not made:
            made = self.desk.draft(
                RecordFinding,
                self.tab,
                row,
                part,
                text=text,
                source=line.source,
                from_=(line.review,) if line.review else (),
                themes=line.themes,
            )
            self._made["finding", text] = made
        return made

    def _finding(self, line: "_Line", text: str) -> str:
        line.review, line.source = self._source(line)
        return self.desk.draft(
            RecordFinding,
            self.tab,
            line.row,
            "finding",
            ref=line.ref,
            text=line.text,
            source=line.source,
            from_=(line.review,) if line.review else (),
            themes=line.themes,
        )

    def _recommendation(self, line: "_Line", finding: str) -> str:
        """The recommendation of a line: its own column's, or the line's text where nothing else names it."""
        if "recommendation" not in self.kind:
            return ""
        has_actions = bool(self.columns.get("action")) and "action" in self.kind
        found = self.cells(line.row, "recommendation")
        text, ref = line.text, line.ref
        if has_actions:
            if not found or not words(found[0][1]):
                return ""
            self._use(cell for _, cell in found)
            text, ref = "\n".join(words(cell) for _, cell in found), ""
            if cell_is_same := found[0][1] is line.naming:
                text = line.text
            made = self._once("recommendation", text)
            if made and not cell_is_same:
                return made
        to = self._parties(line, "to")
        made = self.desk.draft(
            Recommend,
            self.tab,
            found[0][1].row if has_actions else line.row,
            "recommendation",
            ref=ref,
            text=text,
            findings=(finding,) if finding else (),
            from_=(line.review,) if line.review else (),
            to=to.named,
            themes=line.themes,
            planned=self._offered_planned(line),
            extra=self._status_extra(line) if "action" not in self.kind else {},
            state=line.state if "action" not in self.kind else "",
        )
        self._made["recommendation", text] = made
        return made

    def _offered_planned(self, line: "_Line") -> Mapping[str, When]:
        if "action" in self.kind or self.desk.mapping.answers.get(self._where(line.naming)) != "set":
            return {}
        days = [when for when in dates_within(line.text) if when.is_certain]
        states = self.desk.names.kind("recommendation", "standard").states
        return {"implemented": days[0]} if len(days) == 1 and "implemented" in states else {}

    def _action(self, line: "_Line", answers: Sequence[str]) -> str:
        leads = self._parties(line, "lead")
        to = self._parties(line, "to") if "recommendation" not in self.kind else Parties()
        named = leads.named or to.named
        due, milestones = self._due(line)
        extra = self._status_extra(line)
        happened = self._done(line)
        return self.desk.draft(
            PlanAction,
            self.tab,
            line.row,
            "action",
            ref=line.ref,
            text=line.text,
            answers=tuple(one for one in answers if one),
            lead=named[0] if len(named) == 1 else None,
            leads=named if len(named) > 1 else (),
            due=due,
            milestones=milestones,
            wanted=self.text(line.row, "wanted"),
            how_measured=self.text(line.row, "measure"),
            themes=line.themes,
            state=line.state,
            extra=extra,
            happened=happened,
            links=(Link("arose-from", line.review),) if line.review and not any(answers) else (),
        )

    # ---- parties ----

    def _parties(self, line: "_Line", field: str) -> Parties:
        if not self.columns.get(field):
            return Parties()
        found = [(column, cell) for column, cell in self.cells(line.row, field) if words(cell)]
        if not found:
            self._ask_blank_party(line, field)
            return Parties()
        named: list[Party] = []
        for column, cell in found:
            read = read_parties(
                words(cell), self.desk.names, one=self.desk.mapping.answers.get(self._where(cell)) == "one"
            )
            named.extend(party for party in read.named if party not in named)
            self._book_parties(column, cell, read)
        self.desk.name_parties(named)
        return Parties(tuple(named))

    def _book_parties(self, column: Column, cell: Cell, read: Parties) -> None:
        where = self._where(cell)
        if read.people:
            reason = "it names a person, and a person is never a lead"
            self.desk.keep_aside(self.grid, [cell], cell.address, reason)
            left = "" if read.named else "The lead is left open. "
            self.desk.ask(
                "lead-person",
                "A person is named where a body or role should stand, in {n} cell{s}.",
                where,
                f"{left}Write the agency or the role in their place.",
                left,
            )
            return
        self._use([cell])
        if read.parted:
            self.desk.ask(
                "lead-and",
                'Names joined by "and" in {n} cell{s} were read as separate parties.',
                where,
                f'Where it is one name, say so in the mapping file: answers."{where}" = "one".',
                where,
            )

    def _ask_blank_party(self, line: "_Line", field: str) -> None:
        column = self.columns[field][0]
        where = f"{self.tab}!{column_letters(column.number)}{line.row}"
        if field == "lead":
            says, mend = "No lead is named on {n} line{s}: the cell is empty.", "Name the lead agency or role."
            code = "lead-blank"
        else:
            says, mend = (
                "No addressee is named on {n} line{s}: the cell is empty.",
                "Say whom the recommendation is for.",
            )
            code = "addressee-blank"
        self.desk.ask(code, says, where, mend)

    # ---- dates ----

    def _when(self, column: Column, cell: Cell, text: str = "") -> When:
        value = cell.value
        if text or not isinstance(value, int | float | date | datetime) or isinstance(value, bool):
            value = text or words(cell)
        return read_when(
            value, day_first=self.day_first, heading=column.heading, epoch_1904=self.desk.workbook.epoch_1904
        )

    def _due(self, line: "_Line") -> tuple[When | None, tuple[Milestone, ...]]:
        found = [(column, cell) for column, cell in self.cells(line.row, "due") if words(cell)]
        if not found:
            return self._offered_due(line), ()
        self._use(cell for _, cell in found)
        column, cell = found[0]
        when = self._when(column, cell)
        milestones: tuple[Milestone, ...] = ()
        if len(found) > 1:
            return when, tuple(Milestone(due=self._when(*other)) for other in found[1:])
        pieces = [piece for piece in _PIECES.split(words(cell)) if piece]
        dated = [(piece, self._when(column, cell, piece)) for piece in pieces] if len(pieces) > 1 else []
        if len(dated) > 1 and all(one.is_dated for _, one in dated):
            milestones = tuple(Milestone(text=piece, due=one) for piece, one in dated)
            when = max((one for _, one in dated), key=lambda one: (one.last or date.min, one.first or date.min))
        elif len(when.parts) > 1:
            milestones = tuple(Milestone(due=When(when.said, part.first, part.last, "range")) for part in when.parts)
            when = max((milestone.due for milestone in milestones), key=lambda one: one.last or date.min)
        self._ask_about_date(cell, when)
        return when, milestones

    def _offered_due(self, line: "_Line") -> When | None:
        days = [when for when in dates_within(line.text) if when.is_certain]
        answer = self.desk.mapping.answers.get(self._where(line.naming))
        return days[0] if len(days) == 1 and answer == "set" else None

    def _ask_about_date(self, cell: Cell, when: When) -> None:
        where = self._where(cell)
        if when.reading == "undated":
            self.desk.ask(
                "date-undated",
                "No day can be told from {n} date{s}: the words are kept, nothing falls due by them.",
                where,
                "Give a day, a month or a year, or what it waits for.",
            )
        elif when.reading == "ambiguous":
            self.desk.ask(
                "date-ambiguous",
                "More than one reading is possible of {n} date{s}: no day is set.",
                where,
                "Say in the mapping file which comes first: day_first = true, or write the month as a word.",
            )
        elif when.reading == "condition":
            self.desk.ask(
                "date-conditional",
                "A condition hangs on {n} date{s}: not overdue while nobody says whether it came about.",
                where,
                "Say whether the condition came about, and give the date without it.",
            )

    def _done(self, line: "_Line") -> Mapping[str, When]:
        """When it was done: from its column where the status says done too; reported elsewhere, it is proposed."""
        statuses = self.desk.statuses("action")
        first_done = statuses.done[0] if statuses.done else ""
        happened: dict[str, When] = {}
        for column, cell in self.cells(line.row, "done"):
            self._use([cell])
            when = self._when(column, cell)
            if not words(cell) or not first_done:
                continue
            if when.is_certain and (line.state in statuses.done or self._is_answered(cell)):
                line.state = line.state or first_done
                happened[first_done] = when
            else:
                self._propose_done(cell)
        for field in ("wanted", "measure"):
            for _, cell in self.cells(line.row, field):
                reported = done_on(words(cell)) if line.state not in statuses.done and first_done else None
                if reported is None:
                    continue
                if self._is_answered(cell):
                    line.state = first_done
                    happened[first_done] = reported
                else:
                    self._propose_done(cell)
        return happened

    def _is_answered(self, cell: Cell) -> bool:
        return self.desk.mapping.answers.get(self._where(cell)) == "set"

    def _propose_done(self, cell: Cell) -> None:
        where = self._where(cell)
        self.desk.ask(
            "completion-reported",
            "A completion is reported with its day in {n} cell{s}: proposed, not set.",
            where,
            f'If it was done that day, say so in the mapping file: answers."{where}" = "set".',
            where,
        )

    # ---- status ----

    def _status_only(self, line: "_Line") -> None:
        """Recommendations without actions: whatever else stands in their line has nowhere to go and is kept aside."""

    def _status_extra(self, line: "_Line") -> Mapping[str, str]:
        record_type = "action" if "action" in self.kind else "recommendation"
        extra: dict[str, str] = {}
        for column in self.columns.get("status", ())[:1]:
            extra |= self._status(line, column, record_type)
        for _, cell in self.cells(line.row, "rag"):
            published = self.desk.extra("as-published-rag", words(cell))
            if published:
                self._use([cell])
                extra |= published
        if self._is_struck(line):
            extra_state = self.desk.mapping.struck
            if extra_state in self.desk.statuses(record_type).states:
                line.state = extra_state
        return extra

    def _is_struck(self, line: "_Line") -> bool:
        if not line.naming.struck:
            return False
        self.desk.ask(
            "line-struck",
            "Struck through: {n} line{s}, imported as any other.",
            f"{self.tab}!{line.row}",
            'If it means that they were withdrawn, say so in the mapping file: struck = "withdrawn".',
        )
        return True

    def _status(self, line: "_Line", column: Column, record_type: str) -> Mapping[str, str]:
        cell = self._at(line.row, column.number)
        statuses = self.desk.statuses(record_type)
        if cell is not None and words(cell):
            status = statuses.read(words(cell), self.table.key)
            line.state = status.state
            extra = self.desk.extra("as-published-status", words(cell))
            if extra or status.state:
                self._use([cell])
            if not status.state:
                self._ask_status(self._where(cell), folded(words(cell)))
            return extra
        where = f"{self.tab}!{column_letters(column.number)}{line.row}"
        painted = self.grid.painted.get((line.row, column.number)) or (cell if cell is not None and cell.fill else None)
        if painted is not None and painted.fill not in ("FFFFFF", ""):
            return self._status_by_colour(line, painted, record_type, where)
        self.desk.ask(
            "status-blank",
            "No status stands on {n} line{s}: not rated, which is neither red nor not started.",
            where,
            "Say how they stand; until then they count as open.",
        )
        return {}

    def _ask_status(self, where: str, group: str) -> None:
        self.desk.ask(
            "status-unknown",
            "No key explains the status of {n} line{s}: stored as published, counted as open.",
            where,
            f'Say what the words of {where} mean, in the mapping file under [status]: "the words" = "done".',
            group,
        )

    def _status_by_colour(self, line: "_Line", cell: Cell, record_type: str, where: str) -> Mapping[str, str]:
        said = self.desk.mapping.fills.get(cell.fill, "")
        status = self.desk.statuses(record_type).read(said, self.table.key) if said else None
        self._use([cell])
        if status is not None and status.state:
            line.state = status.state
        else:
            self.desk.ask(
                "status-colour",
                "No key explains the fill colour that is the status of {n} line{s}: counted as open.",
                where,
                f'Say what the colour stands for, in the mapping file: fills.{cell.fill} = "Complete".',
                cell.fill,
            )
        return self.desk.extra("as-published-status", said or f"colour {cell.fill}")

    # ---- notes, evidence, questions ----

    def _notes(self, line: "_Line") -> None:
        for field, sort in (("progress", "progress"), ("comment", "comment")):
            for column, cell in self.cells(line.row, field):
                if not words(cell):
                    continue
                self._use([cell])
                self._progress(line, column, words(cell), sort)
        for number, cell in self.grid.rows[line.row].items():
            fate = self.desk.ledger(self.tab).fate(cell)
            if not cell.comment.strip() or fate not in (None, "record"):
                continue
            written = self.table.by_number.get(number)
            field = field_at(written, self.desk.mapping.columns) if written else "aside"
            if field in ("refused", "people", "aside"):
                continue
            self._use([cell])
            sort = "progress" if field == "progress" else "comment"
            self._write(line, cell.comment.strip(), sort, None, f"remark-{column_letters(number)}")

    def _progress(self, line: "_Line", column: Column, text: str, sort: str) -> None:
        part = f"{sort}-{column_letters(column.number)}"
        history = entries(text)
        if not history:
            self._write(line, text, sort, heading_date(column.heading), part)
            return
        for number, (said, entry) in enumerate(history, start=1):
            when = read_when(said, day_first=self.day_first, heading=column.heading)
            self._write(line, entry, sort, when, f"{part}-{number}")
        undated = any(not read_when(said, day_first=self.day_first).is_dated for said, _ in history)
        if undated:
            self.desk.ask(
                "history-without-year",
                "The year is missing from dated entries in {n} progress cell{s}: the words are kept.",
                f"{self.tab}!{column_letters(column.number)}{line.row}",
                "Write the year into the entries, or leave them as they are.",
            )

    def _write(self, line: "_Line", text: str, sort: str, on: When | None, part: str) -> None:
        if line.main:
            self.desk.draft(WriteNote, self.tab, line.row, part, about=(line.main,), sort=sort, text=text, on=on)

    def _evidence(self, line: "_Line") -> None:
        for column, cell in self.cells(line.row, "evidence"):
            if words(cell) and line.main:
                self._use([cell])
                part = f"evidence-{column_letters(column.number)}"
                self.desk.draft(GiveEvidence, self.tab, line.row, part, shows=(line.main,), text=words(cell))

    def _ask_about_line(self, line: "_Line") -> None:
        where = self._where(line.naming)
        answered = self.desk.mapping.answers.get(where)
        if self.kind != "finding" and not any(words(cell) for _, cell in self.cells(line.row, "due")) and not answered:
            days = [when for when in dates_within(line.text) if when.is_certain or when.reading == "condition"]
            if days:
                self.desk.ask(
                    "date-in-text",
                    "A date is named in {n} text{s}: offered as the date it is wanted by, not set.",
                    where,
                    f'To set it, say in the mapping file: answers."{where}" = "set"; to leave it: "leave".',
                    where,
                )
        if is_cut(words(line.naming)):
            self.desk.ask_or_add(
                "text-cut",
                "The text ends in the middle in {n} cell{s}.",
                where,
                "Look the whole text up in the original and write it into the cell.",
                "Its text also ends in the middle.",
            )
        for number, cell in self.grid.rows[line.row].items():
            if cell is line.naming or number not in self.table.by_number:
                continue
            if any(text.rstrip().endswith("?") for text in words(cell).splitlines()):
                self.desk.remark(self._where(cell), "A question is left standing in a cell")


@attrs.define
class _Line:
    row: int
    naming: Cell
    text: str = ""
    ref: str = ""
    state: str = ""
    main: str = ""
    review: str = ""
    source: str = ""
    themes: tuple[str, ...] = ()
