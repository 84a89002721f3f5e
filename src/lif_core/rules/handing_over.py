"""Handing over: the open actions of a role or agency go to another, all of them in one request."""

from collections.abc import Iterator
from typing import Any

import attrs

from lif_core.errors import Problem
from lif_core.records import Action, Party
from lif_core.rules.amending import changed, refuse
from lif_core.rules.case import Case, refuse_any
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import HandOver
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.view.kinds import is_open


def hand_over(case: Case, request: HandOver) -> Proposal:
    """Tell what handing over would write: each open action with its other leads as they were.

    Raises:
        Refused: one of the two is no body or role, no reason is given, or nothing is to be handed over.
    """
    taker = case.taker("hand-over")
    before, after = (_party(taker.wire(Action, "leads", one)) for one in (request.of, request.to))
    why = request.why or case.why
    if not why:
        says = "Actions are handed over only with a reason."
        taker.problems.append(Problem("reason-missing", says, "Give it with `why`."))
    refuse_any(taker.problems)
    if before is None or after is None or before.named == after.named:
        says = "It is not said from whom to whom, or it is the same."
        raise refuse("hand-over.whom", says, "Name one body or role with `of`, and another with `to`.")
    actions = list(_chosen(case, before))
    if not actions:
        says = "No open action is led by it."
        raise refuse("hand-over.nothing", says, "`lif list action` tells who leads what.", found_where(before))
    proposals = [changed(case, action, _values(action, before, after)) for action in actions]
    return attrs.evolve(Proposal().then(proposals), reasons=(why,))


def found_where(party: Party) -> str:
    """Tell whom a problem is about, by the id of the framework; never the words as they stood."""
    return party.body or party.role


def _party(wire: Wire) -> Party | None:
    parties: list[Any] = wire or []
    return from_wire(Party, parties[0]) if len(parties) == 1 else None


def _chosen(case: Case, before: Party) -> Iterator[Action]:
    """Give the open actions that the body or role leads, in the order of their ids."""
    for one in sorted(case.view.register.of_type(Action), key=lambda one: one.id):
        if is_open(case.view, one) and _leads(one, before):
            yield one


def _leads(action: Action, party: Party) -> bool:
    return any(_same(lead, party) for lead in action.leads) or bool(party.role and action.lead_role == party.role)


def _same(one: Party, other: Party) -> bool:
    return bool(other.body and one.body == other.body) or bool(other.role and one.role == other.role)


def _values(action: Action, before: Party, after: Party) -> dict[str, Wire]:
    leads: list[Party] = []
    for lead in action.leads:
        fresh = attrs.evolve(after, first=lead.first) if _same(lead, before) else lead
        if not any(_same(one, fresh) for one in leads):
            leads.append(fresh)
    values: dict[str, Wire] = {}
    if before.role and action.lead_role == before.role:
        values["lead_role"] = after.role or None
        if after.body and not any(_same(one, after) for one in leads):
            leads.append(attrs.evolve(after, first=not leads))
    if tuple(leads) != action.leads:
        values["leads"] = to_wire(leads)
    return values
