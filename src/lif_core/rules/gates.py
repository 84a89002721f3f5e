"""Gates: what must be true before a record may enter a state."""

from collections.abc import Iterator

from lif_core.errors import Problem
from lif_core.framework.shape import Gate, Kind
from lif_core.records.record import Record
from lif_core.view.facts import holds
from lif_core.view.register import type_name
from lif_core.view.view import View


def unmet(view: View, record: Record, kind: Kind, state: str) -> Iterator[Problem]:
    """Tell every condition in front of `state` that a record does not meet on the day of the view.

    Source:
        Working Together (2015), ch. 4, principle 8: improvement is sustained by regular monitoring and follow-up.
        Our reading: what nobody has shown may not be called closed. Not verified.
    """
    gate_id = kind.gates.get(state)
    if gate_id is None:
        return
    for requirement in view.framework.all(Gate)[gate_id].requires:
        if not holds(view, record, requirement.condition):
            yield Problem(
                code=f"gate.{gate_id}",
                says=f"{type_name(record).replace('-', ' ').capitalize()} cannot be {state.replace('-', ' ')} yet.",
                mend=str(requirement.mend),
                where=record.id,
                expected=str(requirement.condition),
            )
