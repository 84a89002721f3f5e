"""Plan tables: the sheets of an action plan on which people work: their own headings first where they have any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from lif_core.records import Action, Finding, Recommendation, Record
from lif_core.records.intake import SheetTable
from lif_core.reports.action_rows import WITHOUT_ACTION, ActionRows, columns_for, plan_columns
from lif_core.reports.document import Block, Cell, Column, Paragraph, Section
from lif_core.reports.form import Form
from lif_core.reports.imported import Imported, grouped
from lif_core.reports.telling import Teller

REPORT = "action-plan"

_SAME = {
    **{
        name: name for name in ("ref", "finding", "recommendation", "action", "progress", "evidence", "reply", "wanted")
    },
    "how-measured": "measure",
}
"""Columns of ours that say nothing more where the tracker has a column of its own for the same, by what it holds."""


@attrs.frozen
class PlanTables:
    """Lays an action plan out in sheets.

    Attributes:
        teller: says things, and remembers what was shown.
        rows: tells what an action says under our own headings.
    """

    teller: Teller
    rows: ActionRows

    @property
    def imported(self) -> Imported:
        """The trackers that were taken in."""
        return Imported(self.teller, self.rows)

    def without_action(self, actions: Iterable[Action]) -> tuple[Record, ...]:
        """Give the lines of trackers that became a recommendation or finding, and no action of these."""
        return tuple(self.imported.without_action(actions))

    def sections(self, lines: Sequence[Record]) -> tuple[Section, ...]:
        """Give one sheet for each table that was taken in, under its own headings; the rest under ours.

        Where one table was taken in, the rest stands below its lines: a plan of one sheet stays a plan of one sheet.

        Args:
            lines: the actions, and what stands in the plan without one.
        """
        imported = self.imported
        groups = list(grouped(imported, lines))
        title = self.teller.words(REPORT)
        if not groups:
            return (Section(name=REPORT, title=title, blocks=(Paragraph(self.teller.words("no-actions")),)),)
        tables = [table for table, _ in groups if table is not None]
        if len(tables) == 1:
            groups = [(tables[0], [record for _, some in groups for record in some])]
        return tuple(self._sections(imported, groups, title))

    def _sections(
        self, imported: Imported, groups: Sequence[tuple[SheetTable | None, Sequence[Record]]], title: str
    ) -> Iterator[Section]:
        for number, (table, records) in enumerate(groups):
            own = len(groups) == 1 or table is None
            name = REPORT if own else f"{REPORT}-{number + 1}"
            block = self._block(
                Form(teller=self.teller, report=REPORT, tables=len(groups)), name, imported, table, records
            )
            yield Section(name=name, title=title if own or table is None else table.sheet, blocks=(block,))

    def _block(
        self, form: Form, name: str, imported: Imported, table: SheetTable | None, records: Sequence[Record]
    ) -> Block:
        hers = imported.columns(table) if table else ()
        names = ours_beside(table, self._names(table, records))
        ours = columns_for(self.teller, names)
        columns = (*hers, *(attrs.evolve(column, added=bool(hers)) for column in ours))
        told = [
            (record.id, (*self._hers(imported, table, record), *self.rows.line_row(record, names)))
            for record in records
        ]
        if self.teller.inside:
            return form.table(name, columns, told)
        return self.teller.table(name, columns, [cells for _, cells in told])

    def _names(self, table: SheetTable | None, records: Sequence[Record]) -> tuple[str, ...]:
        """Tell our columns: where no line is an action, those that mean something without one.

        Replies stand in our column of recommendations; where the tracker has its own, they get one beside it.
        """
        actions = [one for one in records if isinstance(one, Action)]
        names = plan_columns(self.teller.view.framework, actions) if actions else WITHOUT_ACTION
        recommends = table is not None and any(column.field == "recommendation" for column in table.columns)
        alone = any(isinstance(one, Recommendation) for one in records)
        return (*names, "reply") if recommends and alone and "reply" not in names else names

    def _hers(self, imported: Imported, table: SheetTable | None, record: Record) -> tuple[Cell, ...]:
        return imported.cells(record, table) if table else ()


def ours_beside(table: SheetTable | None, ours: Iterable[str]) -> tuple[str, ...]:
    """Tell which of our columns stand beside those of a table, by name."""
    fields = {column.field for column in table.columns} if table else set()
    return tuple(name for name in ours if _SAME.get(name) not in fields)


def cells_now(teller: Teller, report: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Cell]]:
    """Tell what the rows of records would say if they went out now: by record and name of the column.

    Args:
        teller: says things, for whom and in which language the sheet was made.
        report: name of the report that they stood in.
        ids: ids of the records; what is no line of a plan, or not in the view, is left out.
    """
    rows = ActionRows(teller)
    imported = Imported(teller, rows)
    every = plan_columns(teller.view.framework)
    only = _only(teller, imported)
    found: dict[str, Mapping[str, Cell]] = {}
    for id in ids:
        record = teller.view.register.get(id)
        if not isinstance(record, Action | Recommendation | Finding):
            continue
        place = imported.place(record)
        table = place.table if place else only
        hers: tuple[Column, ...] = imported.columns(table) if table else ()
        cells = imported.cells(record, table) if table else ()
        told = {column.name: cell for column, cell in zip(hers, cells, strict=True)}
        if isinstance(record, Action) and report != REPORT:
            ours = rows.row(record, every)
        else:
            ours = rows.line_row(record, every)
        found[id] = {**told, **dict(zip(every, ours, strict=True))}
    return found


def _only(teller: Teller, imported: Imported) -> SheetTable | None:
    """Give the one table below whose lines the rest of a plan stands; None where there are several, or none."""
    if len(imported.tables) < 2:
        return next(iter(imported.tables), None)
    actions = list(teller.view.register.of_type(Action))
    records = (*imported.without_action(actions), *actions)
    tables = [table for table, _ in grouped(imported, records) if table is not None]
    return tables[0] if len(tables) == 1 else None
