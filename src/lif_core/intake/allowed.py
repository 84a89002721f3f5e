"""Allowed: columns that identify people and are taken in all the same, because a role answers for it with a reason.

They go into one extra field that the framework declares, and nowhere else; what does not fit refuses the whole import.
"""

from collections.abc import Container, Iterable, Mapping

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.intake.desk import Desk, Draft
from lif_core.intake.grid import words
from lif_core.intake.layout import Layout, Table
from lif_core.intake.mapping import Allowed
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.names import Names
from lif_core.intake.pairing import lines_of, main_of
from lif_core.intake.table_cells import field_at


def check_allowed(given: SheetMapping, layouts: Iterable[Layout], framework: Names) -> None:
    """Check that every column that is allowed stands in the file, and goes into a field that is there for it.

    Raises:
        InvalidData: tells everything that stands against it.
    """
    headings = {column.heading for layout in layouts for table in layout.tables for column in table.columns}
    problems = [
        problem
        for heading, allowed in given.allowed.items()
        for problem in (*_heading(heading, headings), *_field(allowed, framework), *_role(allowed, framework))
    ]
    if problems:
        raise InvalidData(problems)


def _heading(heading: str, headings: Container[str]) -> Iterable[Problem]:
    if heading not in headings:
        says = "The mapping allows a column that is not in the file."
        yield Problem("allowed.no-such-column", says, "Write its heading as it stands there.", "allowed")


def _field(allowed: Allowed, framework: Names) -> Iterable[Problem]:
    fields = framework.items("extra")
    field = fields.get(allowed.into)
    if field is None:
        yield Problem(
            code="allowed.no-such-field",
            says="A column that identifies people goes only into an extra field of the framework; this is none.",
            mend="Declare it in a layer, [extra.its-id], with a disclosure level; then name it with `into`.",
            where="allowed",
            found=allowed.into,
            nearest=nearest(allowed.into, fields),
        )
    elif field.type != "text" or not field.disclosure:
        yield Problem(
            code="allowed.field-does-not-fit",
            says="The field for a column that identifies people holds text and says who may read it.",
            mend='Give it type = "text" and a disclosure level in its layer.',
            where="allowed",
            found=allowed.into,
        )


def _role(allowed: Allowed, framework: Names) -> Iterable[Problem]:
    if framework.find_role(allowed.by) is None:
        yield Problem(
            code="allowed.no-such-role",
            says="Only a role of the framework can allow a column that identifies people.",
            mend="Name the role with `by`, by its id or its words.",
            where="allowed",
            found=allowed.by,
            nearest=nearest(allowed.by, framework.items("role")),
        )


def take_allowed(desk: Desk, table: Table) -> None:
    """Put the cells of allowed columns into the records of their lines. What has no record stays refused.

    Raises:
        InvalidData: the field is none of the type of record that a line became.
    """
    columns = {
        column.number: allowed
        for column in table.columns
        if (allowed := desk.mapping.allowed.get(column.heading)) and field_at(column, desk.mapping.columns) == "refused"
    }
    if not columns:
        return
    mains = {line: main_of(drafts) for line, drafts in lines_of(desk.drafts).items()}
    taken: dict[str, Draft] = {}
    for row in table.lines:
        draft = mains.get((table.grid.sheet.name, row))
        if draft is not None:
            taken[draft.request.handle] = _with_cells(desk, table, draft, columns)
    desk.drafts = [taken.get(draft.request.handle, draft) for draft in desk.drafts]
    for allowed in columns.values():
        desk.notices.append(f"A column that identifies people is stored as {allowed.into}: {allowed.by} allowed it.")


def _with_cells(desk: Desk, table: Table, draft: Draft, columns: Mapping[int, Allowed]) -> Draft:
    extra = dict(draft.request.extra)
    for number, allowed in columns.items():
        cell = table.grid.rows[draft.row].get(number)
        if cell is None or not words(cell):
            continue
        if not desk.extra(allowed.into, words(cell), draft.request.type):
            raise InvalidData([_not_of(allowed, draft.request.type)])
        extra[allowed.into] = words(cell)
        desk.ledger(draft.tab).admit(cell)
    return attrs.evolve(draft, request=attrs.evolve(draft.request, extra=extra))


def _not_of(allowed: Allowed, record_type: str) -> Problem:
    return Problem(
        code="allowed.field-does-not-fit",
        says=f"The field for a column that identifies people is no field of a {record_type}, which its lines become.",
        mend=f"Add {record_type!r} to `on` of the field in its layer, or leave the column refused.",
        where="allowed",
        found=allowed.into,
    )
