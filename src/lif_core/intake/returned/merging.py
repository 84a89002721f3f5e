"""Merging: a file that came back becomes proposals and questions, with an account of every cell that was sent.

Base is what was sent, theirs is the file, ours is the register as it stands now. What only they changed is proposed;
what only we changed stays; what both changed is asked.
"""

from collections.abc import Iterable, Sequence

import attrs

from lif_core.intake.cells import Workbook
from lif_core.intake.returned.adding import new_action
from lif_core.intake.returned.asking import Asking
from lif_core.intake.returned.edits import Edit, Row, compared
from lif_core.intake.returned.proposing import Now, Proposed, Proposing
from lif_core.intake.returned.receipt import ReturnCount
from lif_core.intake.returned.rows import Settled, settle
from lif_core.intake.returned.sheets import Line, read_returned
from lif_core.intake.returned.written import Written, written_into
from lif_core.records import Party
from lif_core.rules.requests import PlanAction
from lif_core.values.sent import Mark, RowKey, remarked
from lif_core.view.view import View


@attrs.frozen
class Opened:
    """A file that came back, compared with what was sent.

    Attributes:
        file: its name.
        sha256: its hash.
        tables: its tables, their rows settled.
        rows: every row for which a line stands, compared.
        written: rows of sheets that only tell, into which somebody wrote.
    """

    file: str
    sha256: str
    tables: tuple[Settled, ...]
    rows: tuple[tuple[Settled, Row], ...]
    written: tuple[Written, ...] = ()

    @property
    def mark(self) -> Mark:
        """What was sent: the first of its tables tells what all have in common."""
        return self.tables[0].table.mark

    @property
    def edited(self) -> tuple[str, ...]:
        """Ids of the records whose rows were edited."""
        return tuple(row.record for _, row in self.rows if row.edits)

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records of all rows for which a line stands."""
        return tuple(row.record for _, row in self.rows)


def open_returned(workbook: Workbook) -> Opened:
    """Compare a file that came back with what was sent.

    Raises:
        InvalidData: no table of it can be known any more.
    """
    tables = settle(read_returned(workbook))
    rows = tuple((settled, row) for settled in tables for row in compared(settled))
    return Opened(workbook.name, workbook.sha256, tables, rows, written_into(workbook))


@attrs.frozen(kw_only=True)
class Merged:
    """What a file asks of the register. Nothing is done by making one.

    Attributes:
        opened: the file.
        proposals: what is proposed about rows that were sent.
        added: actions for rows that were not, with the line that asks for each.
        asking: what only a person can say.
    """

    opened: Opened
    proposals: tuple[Proposed, ...]
    added: tuple[tuple[Line, PlanAction], ...]
    asking: Asking

    def keep(self, line: Line, why: str) -> None:
        """Keep a row aside that could not become an action, with what stood in its way."""
        settled = next(one for one in self.opened.tables if line in one.strangers)
        _keep(self.asking, settled, line, why)

    def count(self, done: Iterable[Edit], created: int = 0) -> ReturnCount:
        """Account for every cell that was sent.

        Args:
            done: cells that became changes.
            created: how many rows that were not sent became actions.
        """
        tables, asked = self.opened.tables, self.asking.asked
        changed = {(edit.record, edit.column) for edit in done} - asked
        unchanged = sum(row.unchanged for _, row in self.opened.rows)
        for row in (row for _, row in self.opened.rows if row.edits):
            unchanged += sum((edit.record, edit.column) not in asked | changed for edit in row.edits)
        lines = [(settled, key, line) for settled in tables for key, line in _found(settled)]
        return ReturnCount(
            sent=sum(settled.rows * len(settled.table.mark.columns) for settled in tables),
            unchanged=unchanged,
            changed=len(changed),
            asked=len(asked),
            rows=sum(settled.rows for settled in tables),
            deleted=sum(len(settled.deleted) for settled in tables),
            added=sum(len(settled.strangers) for settled in tables),
            created=created,
            found=sum(settled.by_content for settled in tables),
            twice=sum(settled.twice for settled in tables),
            altered=sum(settled.altered for settled in tables),
            moved=sum(settled.moved for settled in tables),
            tables=sum(bool(settled.table.name) for settled in tables),
            of_tables=self.opened.mark.tables,
            beside=sum(len(line.beyond) for *_, line in lines) + sum(len(one.table.above) for one in tables),
            remarks=sum(len(_fresh_remarks(*one)) for one in lines),
        )


def merge(
    opened: Opened,
    *,
    view: View,
    now: Now,
    sender: Party,
    own: bool,
    why: str = "",
    disputed: Iterable[tuple[str, str]] = (),
) -> Merged:
    """Merge a file that came back with what stands.

    Args:
        opened: the file.
        view: the records as they stand.
        now: what the rows of edited records would say if they went out now, to whom they went out.
        sender: who sent it back.
        own: whether it is the partnership's own, so that what was written over counts too.
        why: the reason given for the whole import, empty where none was.
        disputed: by record and field, what several sheets answer differently.
    """
    asking = Asking()
    proposing = {
        settled.table.mark: Proposing(
            view=view,
            now=now,
            asking=asking,
            fingerprint=settled.table.mark.fingerprint,
            sender=sender,
            own=own,
            why=why,
            disputed=frozenset(disputed),
            sent_due=_Bases(settled).due,
        )
        for settled in opened.tables
    }
    touched = ((settled, row) for settled, row in opened.rows if not _is_untouched(row))
    proposals = [one for settled, row in touched for one in proposing[settled.table.mark].of(row)]
    added: list[tuple[Line, PlanAction]] = []
    for settled in opened.tables:
        _ask_about_rows(asking, settled)
        for line in settled.strangers:
            request = new_action(settled.table, line, view) if own and not line.altered else None
            if request is None:
                _keep(asking, settled, line)
            else:
                added.append((line, request))
    for one in opened.written:
        asking.beside("only-told", one.place, one.texts)
    return Merged(opened=opened, proposals=tuple(proposals), added=tuple(added), asking=asking)


def _is_untouched(row: Row) -> bool:
    return not (row.edits or row.clashes or row.gone)


@attrs.frozen
class _Bases:
    """What was sent of each row, where more than one cell is needed to judge an edit."""

    settled: Settled

    def due(self, record: str) -> tuple[str, int] | None:
        """Tell the column that told the target date of a record, and the sum of its cell."""
        columns = self.settled.table.mark.columns[: self.settled.table.mark.locked]
        named = [one for one in columns if one == "target-date" or one.startswith("her:due:")]
        column = "target-date" if "target-date" in named else next(iter(named), "")
        if not column:
            return None
        return column, self.settled.found[record][0].cells[columns.index(column)]


# -- what was never sent, and what is not there any more --------------------------------------------------------------


def _ask_about_rows(asking: Asking, settled: Settled) -> None:
    mark = settled.table.mark
    for key in settled.deleted:
        asking.row_gone(key.record, mark.columns, settled.table.name or key.record)
    for place, text in settled.table.above:
        asking.beside("beside-the-table", place, ((place, text),))
    for key, line in _found(settled):
        for place, text in line.beyond:
            asking.beside("beside-the-table", place, ((place, text),))
        for place, text in _fresh_remarks(settled, key, line):
            asking.beside("remark", place, ((place, text),))


def _found(settled: Settled) -> list[tuple[RowKey, Line]]:
    return [(key, line) for key, lines in settled.found.values() for line in lines]


def _fresh_remarks(settled: Settled, key: RowKey, line: Line) -> Sequence[tuple[str, str]]:
    """Give the remarks on a line that were not sent with it; all of them where any was changed."""
    if not line.remarks:
        return ()
    letters = {one for one in settled.table.letters[: settled.table.mark.locked] if one}
    sent = [text for place, text in line.remarks if _letters(place) in letters]
    fresh = [one for one in line.remarks if _letters(one[0]) not in letters]
    if sent and remarked(sent) != key.remarks:
        return line.remarks
    return fresh


def _letters(place: str) -> str:
    return place.rpartition("!")[2].rstrip("0123456789")


def _keep(asking: Asking, settled: Settled, line: Line, why: str = "") -> None:
    columns = settled.table.letters
    texts = tuple(
        (f"{line.sheet}!{letters}{line.row}", str(value))
        for letters, value in zip(columns, line.cells, strict=True)
        if value not in (None, "")
    )
    code, place = "key-altered" if line.altered else "row-new", f"{line.sheet}!{line.row}"
    asking.beside(code, place, (*texts, *line.beyond), why)
