"""Setting back: what an import changed in a record stands again as it stood before, its status too.

No path of a kind leads backwards, and none has to: nothing happened that would be told by a move. Only taking an import
back asks for this; people move records along their path.
"""

import attrs

from lif_core.records import Record
from lif_core.rules.amending import changed, named
from lif_core.rules.case import Case, refuse_any, unknown_state
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import Amend


@attrs.frozen(weakref_slot=False, kw_only=True)
class SetBack(Amend):
    """Set values of a record back to what they were, the status among them."""


def set_back(case: Case, request: SetBack) -> Proposal:
    """Tell what setting a record back would write.

    Raises:
        Refused: the record is not there, its kind no longer knows the status, or a value does not fit any more.
    """
    record, kind = named(case, request.record, Record)
    taker = case.taker(record.id)
    values = {key: taker.wire(type(record), key, given) for key, given in request.set.items() if key != "state"}
    if "state" in request.set:
        state = str(request.set["state"] or "") or kind.initial
        if state not in kind.states and kind.states:
            taker.problems.append(unknown_state(record.id, kind, state))
        values["state"] = state
    refuse_any(taker.problems)
    proposal = changed(case, record, values)
    return attrs.evolve(proposal, reasons=(request.why,)) if request.why else proposal
