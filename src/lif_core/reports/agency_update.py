"""Agency update: the sheet that goes to one agency: its live actions, with the columns in which it answers."""

from collections.abc import Sequence

from lif_core.errors import Problem, Refused
from lif_core.records import Action
from lif_core.reports.action_plan import read_me
from lif_core.reports.action_rows import ActionRows, actions_of, columns_for
from lif_core.reports.document import Block, Document, Section, Table
from lif_core.reports.form import Form, ids_of
from lif_core.reports.telling import Asked, Teller
from lif_core.view.kinds import is_open
from lif_core.view.view import View
from lif_core.view.who import body_of, body_of_role, known_body

SHOWN = ("ref", "from", "recommendation", "action", "lead-agency", "lead-role", "target-date", "first-target-date",
         "status", "rag", "progress", "gap")  # fmt: skip
"""The columns an agency gets, in their order; the ones it fills in stand behind them."""


def agency_update(view: View, asked: Asked | None = None, *, body: str) -> Document:
    """Build the update sheet of one agency: the live actions it leads, alone or with others.

    Args:
        view: what to report on, made for the audience that the sheet goes to.
        asked: language, fingerprint, further gap rules.
        body: the agency, by id, name or an earlier name.

    Raises:
        Refused: the framework knows no such body, or the view is not made for any audience: this sheet leaves.
    """
    _made_for_somebody(view)
    teller = Teller(view, asked)
    agency = known_body(view.framework, body)
    actions = [one for one in actions_of(teller) if is_open(view, one) and leads(view, one, agency)]
    rows = ActionRows(teller)
    called = teller.body(agency)
    table = _table(teller, actions, rows, agency)
    sheets = (
        read_me(teller, actions, form=teller.inside),
        Section(name="agency-update", title=teller.words("your-actions"), blocks=(table,)),
    )
    hidden = ids_of([table]) if isinstance(table, Table) else ()
    return teller.document("agency-update", teller.words("agency-update", body=called), sheets, "a3-landscape", hidden)


def _table(teller: Teller, actions: Sequence[Action], rows: ActionRows, agency: str) -> Block:
    columns = columns_for(teller, SHOWN)
    caption = teller.words("actions-of", body=teller.body(agency))
    told = [(action.id, rows.row(action, SHOWN)) for action in actions]
    if not teller.inside or not told:
        shown = [cells for _, cells in told]
        return teller.table("agency-update", columns, shown, caption=caption, nothing="nothing-to-update")
    return Form(teller=teller, report="agency-update", body=agency).table(
        "agency-update", columns, told, caption=caption
    )


def _made_for_somebody(view: View) -> None:
    if not view.audience:
        says = "A sheet that goes to an agency has to be made for an audience, and nobody was named."
        mend = "Make the view with audience='agencies', or with another audience that the agency belongs to."
        raise Refused([Problem(code="report.audience-missing", says=says, mend=mend, where="audience")])


def leads(view: View, action: Action, body: str) -> bool:
    """Tell whether a body is among the leads of an action, itself or through one of its roles."""
    of_leads = {body_of(view.framework, party) for party in action.leads}
    return body in of_leads or body_of_role(view.framework, action.lead_role) == body
