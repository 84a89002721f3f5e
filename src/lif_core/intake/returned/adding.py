"""Adding: a row that was not sent, in a sheet of the partnership's own: an action that was typed below the plan."""

from datetime import date

from lif_core.intake.identifiers import identifies
from lif_core.intake.parties import read_parties
from lif_core.intake.returned.edits import held
from lif_core.intake.returned.proposing import field_of
from lif_core.intake.returned.sheets import Line, ReturnedTable
from lif_core.rules.requests import PlanAction
from lif_core.values.reading import read_when
from lif_core.values.sent import Held, normal
from lif_core.view.view import View

FEWEST = 2
"""A row with fewer cells is no action: a remark below the table, a sum."""

_TAKEN = frozenset({"ref", "wanted", "measure", "due", "lead"})


def new_action(table: ReturnedTable, line: Line, view: View) -> PlanAction | None:
    """Give the action that a row asks for; None where it names none, or holds what no action can.

    It has to say what is to be done and one thing more. What it says in columns that follow from other records, such
    as a status or evidence, would be lost: such a row is kept aside whole.
    """
    said = _said(table, line)
    text = normal(said.pop("action", None))
    if not text or len(said) + 1 < FEWEST or line.beyond or any(identifies(str(one)) for one in (text, *said.values())):
        return None
    if not said.keys() <= _TAKEN:
        return None
    leads = read_parties(normal(said.get("lead")), view.framework)
    if leads.people:
        return None
    due = said.get("due")
    named = leads.named
    return PlanAction(
        text,
        due=read_when(due if type(due) is date else normal(due)) if due is not None else None,
        lead=named[0] if len(named) == 1 else None,
        leads=named if len(named) > 1 else (),
        ref=normal(said.get("ref")),
        wanted=normal(said.get("wanted")),
        how_measured=normal(said.get("measure")),
    )


def _said(table: ReturnedTable, line: Line) -> dict[str, Held]:
    """Tell what a row says by field; the first column of a field counts, as in a row that was sent."""
    found: dict[str, Held] = {}
    for column, value in zip(table.mark.columns, line.cells, strict=True):
        if normal(value):
            found.setdefault(field_of(column), held(value))
    return found
