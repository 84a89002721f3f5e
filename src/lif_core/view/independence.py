"""Independence: how independent of its lead whoever evaluated an action is. One answer for gates, gaps and papers."""

from functools import lru_cache
from typing import Literal

from lif_core.framework.framework import Framework
from lif_core.framework.shape import Body
from lif_core.records.parts import Party
from lif_core.serial.glances import Seen
from lif_core.view.who import body_of

Independence = Literal["another", "same-body", "lead", "nobody"]
"""`another` body; another part of the lead's own body, or a role of it; the lead itself; nobody who was named."""


def independence(framework: Framework, record: Seen, evaluation: Seen) -> Independence:
    """Tell how independent of its lead the evaluation of a record is.

    Source:
        That somebody other than the lead evaluates is the usual rule of scrutiny; that another part of the same body
        is the same body is our reading of it. Local; not verified.
    """
    by: Party | None = evaluation.by
    if by is None or not by.named:
        return "nobody"
    leads: tuple[Party, ...] = getattr(record, "leads", ())
    if lead_role := getattr(record, "lead_role", ""):
        leads = (*leads, Party(role=lead_role))
    names = _names(by)
    if any(not names.isdisjoint(_names(lead)) for lead in leads):
        return "lead"
    above = _above(framework, body_of(framework, by))
    return "same-body" if any(body_of(framework, lead) in above for lead in leads) else "another"


def by_another(framework: Framework, record: Seen, evaluation: Seen) -> bool:
    """Tell whether an evaluation was made by somebody of another body than any lead of a record."""
    return independence(framework, record, evaluation) == "another"


def _names(party: Party) -> set[str]:
    return {party.named, party.body, party.role} - {""}


@lru_cache(maxsize=512)
def _above(framework: Framework, body: str) -> frozenset[str]:
    """Tell a body and every body that it is part of."""
    bodies, found = framework.all(Body), set[str]()
    while body and body not in found:
        found.add(body)
        body = bodies[body].part_of if body in bodies else ""
    return frozenset(found)
