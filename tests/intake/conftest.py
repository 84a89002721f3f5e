"""A small framework, a board that takes files in, and a maker of workbooks."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs
import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.intake.cells import Area, Cell, Sheet, Workbook
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.plan import IntakePlan, plan
from lif_core.partnership import Partnership
from lif_core.partnership.writing.work import begin
from lif_core.records import Record
from lif_core.testing.memory import MemoryStorage
from lif_core.view.register import Register
from lif_import_sheets import read_workbook

FRAMEWORK = """\
layer = "small"
label = "A small framework"
[action.standard]
path = "planned > in-progress > done > checked > sustained"
also = ["planned > done", "planned > waiting", "waiting > in-progress", "done > in-progress", "any > withdrawn"]
done = ["done", "checked", "sustained"]
finished = ["sustained", "withdrawn"]
withdrawn = ["withdrawn"]
[recommendation.standard]
path = "made > accepted > implemented > closed"
also = ["any > withdrawn"]
done = ["implemented", "closed"]
[finding.standard]
path = "recorded > agreed > closed"
[priority.standard]
path = "set > met > closed"
[course.standard]
path = "planned > offered > retired"
[figure.standard]
path = "published > corrected"
[note.standard]
path = "written"
[evidence.standard]
path = "given"
[review.multi-agency-audit]
label = "Multi-agency audit"
path = "planned > under-way > reported > closed"
[review.local-review]
label = "Local child safeguarding practice review"
aliases = ["LCSPR", "LSCPR"]
path = "decided > published > closed"
[review.serious-case-review]
label = "Serious case review"
path = "decided > closed"
events = ["published"]
[review.other]
aliases = ["Partnership review"]
label = "Other review"
path = "open > closed"
[status-words.action]
on = "action"
words."fully achieved" = "done"
words."complete" = "done"
words."completed" = "done"
words."in progress" = "in-progress"
words."on track" = "in-progress"
words."ongoing" = "in-progress"
words."not started" = "planned"
[body.nhs-england]
label = "NHS England"
sort = "national"
[role.chair]
label = "Chair"
[role.director]
label = "Director of Children's Services"
aliases = ["DCS"]
[taxonomy.practice]
label = "Practice"
[theme.information-sharing]
label = "Information sharing"
taxonomy = "practice"
[disclosure.public]
label = "Public"
rank = 0
[disclosure.partnership]
label = "Partnership"
rank = 4
[extra.as-published-status]
label = "Status as published"
on = ["action", "recommendation"]
type = "text"
[extra.as-published-kind]
on = ["review"]
type = "text"
[extra.as-published-line]
on = ["review"]
type = "text"
[extra.as-published-date]
on = ["review"]
type = "text"
[extra.court-number]
label = "Number of the court's case"
on = ["action"]
type = "text"
disclosure = "partnership"
[extra.open-to-all]
on = ["action"]
type = "text"
[extra.as-published-rag]
label = "RAG as published"
on = ["action", "recommendation"]
type = "text"
"""

DAY = date(2026, 1, 5)


@attrs.define
class Board:
    """A partnership in memory that takes workbooks in."""

    lif: Partnership

    @property
    def framework(self):
        return self.lif.as_of(DAY).framework

    @property
    def register(self) -> Register:
        return self.lif.as_of(DAY).register

    def plan(
        self, book: Workbook | Path, mapping: SheetMapping | None = None, as_kind: str | None = None
    ) -> IntakePlan:
        workbook = book if isinstance(book, Workbook) else read_workbook(book)
        return plan(workbook, framework=self.framework, register=self.register, mapping=mapping, as_kind=as_kind)

    def take(
        self, book: Workbook | Path, mapping: SheetMapping | None = None, as_kind: str | None = None
    ) -> IntakePlan:
        """Plan and write, with the receipt."""
        planned = self.plan(book, mapping, as_kind)
        with begin(self.lif.books, by="chair", why="Import", on=DAY) as work:
            if planned.requests:
                work.apply((*planned.requests, planned.filing()))
        return planned

    def records(self, record_type: str) -> list[Record]:
        """The records of a type in the order in which they were made."""
        return sorted(self.register.of_type(record_type), key=lambda record: record.id)


@pytest.fixture(scope="session")
def small_framework():
    return compose([read_document(FRAMEWORK, "small.toml")])


@pytest.fixture
def board(small_framework) -> Board:
    return Board(Partnership(small_framework, MemoryStorage()))


@pytest.fixture(scope="session")
def new_board(small_framework) -> Callable[[], Board]:
    return lambda: Board(Partnership(small_framework, MemoryStorage()))


def sheet_of(
    name: str,
    rows: Sequence[Sequence[object]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: bool = False,
    hidden_rows: frozenset[int] = frozenset(),
    looks: Mapping[tuple[int, int], Mapping[str, object]] | None = None,
) -> Sheet:
    looks = looks or {}
    cells = []
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            more = looks.get((number, column), {})
            if value not in (None, "") or more:
                cells.append(Cell(number, column, value if value != "" else None, **more))
    return Sheet(name, tuple(cells), tuple(Area(*area) for area in merged), hidden, hidden_rows, len(rows))


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    """Makes a sheet of rows of values; `looks` gives comment, fill, struck by place."""
    return sheet_of


@pytest.fixture(scope="session")
def book() -> Callable[..., Workbook]:
    """Makes a workbook: of sheets, or of the rows of its only one."""

    def make(
        *sheets: Sheet, rows: Sequence[Sequence[object]] = (), name: str = "tracker.xlsx", **more: object
    ) -> Workbook:
        made = sheets or (sheet_of("Sheet1", rows, **more),)
        return Workbook(
            name, hashlib.sha256(repr([attrs.astuple(one) for one in made]).encode()).hexdigest(), tuple(made)
        )

    return make
