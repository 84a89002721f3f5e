"""Plan tables: the sheets of an action plan on which people work: their own headings first where they have any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from lif_core.records import Action
from lif_core.records.intake import SheetTable
from lif_core.reports.action_rows import ActionRows, columns_for, plan_columns
from lif_core.reports.document import Block, Cell, Column, Paragraph, Section
from lif_core.reports.form import Form
from lif_core.reports.imported import Imported, grouped
from lif_core.reports.telling import Teller

REPORT = "action-plan"

_SAME = ("ref", "finding", "recommendation", "action", "progress", "evidence")
"""Columns of ours that say nothing more where the tracker has a column of its own for the same."""


@attrs.frozen
class PlanTables:
    """Lays an action plan out in sheets.

    Attributes:
        teller: says things, and remembers what was shown.
        rows: tells what an action says under our own headings.
    """

    teller: Teller
    rows: ActionRows

    def sections(self, actions: Sequence[Action]) -> tuple[Section, ...]:
        """Give one sheet for each table that was taken in, under its own headings; the rest under ours.

        Where one table was taken in, the rest stands below its lines: a plan of one sheet stays a plan of one sheet.
        """
        imported = Imported(self.teller, self.rows)
        groups = list(grouped(imported, actions))
        title = self.teller.words(REPORT)
        if not groups:
            return (Section(name=REPORT, title=title, blocks=(Paragraph(self.teller.words("no-actions")),)),)
        tables = [table for table, _ in groups if table is not None]
        if len(tables) == 1:
            groups = [(tables[0], [action for _, some in groups for action in some])]
        return tuple(self._sections(imported, groups, title))

    def _sections(
        self, imported: Imported, groups: Sequence[tuple[SheetTable | None, Sequence[Action]]], title: str
    ) -> Iterator[Section]:
        for number, (table, actions) in enumerate(groups):
            own = len(groups) == 1 or table is None
            name = REPORT if own else f"{REPORT}-{number + 1}"
            block = self._block(
                Form(teller=self.teller, report=REPORT, tables=len(groups)), name, imported, table, actions
            )
            yield Section(name=name, title=title if own or table is None else table.sheet, blocks=(block,))

    def _block(
        self, form: Form, name: str, imported: Imported, table: SheetTable | None, actions: Sequence[Action]
    ) -> Block:
        hers = imported.columns(table) if table else ()
        names = ours_beside(table, plan_columns(self.teller.view.framework, actions))
        ours = columns_for(self.teller, names)
        columns = (*hers, *(attrs.evolve(column, added=bool(hers)) for column in ours))
        told = [
            (action.id, (*self._hers(imported, table, action), *self.rows.plan_row(action, names)))
            for action in actions
        ]
        if self.teller.inside:
            return form.table(name, columns, told)
        return self.teller.table(name, columns, [cells for _, cells in told])

    def _hers(self, imported: Imported, table: SheetTable | None, action: Action) -> tuple[Cell, ...]:
        return imported.cells(action, table) if table else ()


def ours_beside(table: SheetTable | None, ours: Iterable[str]) -> tuple[str, ...]:
    """Tell which of our columns stand beside those of a table, by name."""
    fields = {column.field for column in table.columns} if table else set()
    return tuple(name for name in ours if name not in _SAME or name not in fields)


def cells_now(teller: Teller, report: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Cell]]:
    """Tell what the rows of records would say if they went out now: by record and name of the column.

    Args:
        teller: says things, for whom and in which language the sheet was made.
        report: name of the report that they stood in.
        ids: ids of the records; what is no action of the view is left out.
    """
    rows = ActionRows(teller)
    imported = Imported(teller, rows)
    every = plan_columns(teller.view.framework)
    only = imported.tables[0] if len(imported.tables) == 1 else None
    found: dict[str, Mapping[str, Cell]] = {}
    for id in ids:
        action = teller.view.register.get(id)
        if not isinstance(action, Action):
            continue
        place = imported.place(action)
        table = place.table if place else only
        hers: tuple[Column, ...] = imported.columns(table) if table else ()
        cells = imported.cells(action, table) if table else ()
        told = {column.name: cell for column, cell in zip(hers, cells, strict=True)}
        ours = rows.plan_row(action, every) if report == REPORT else rows.row(action, every)
        found[id] = {**told, **dict(zip(every, ours, strict=True))}
    return found
