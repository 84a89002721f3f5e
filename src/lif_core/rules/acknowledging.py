"""Acknowledging: agencies are asked what became of a product, and what they say fills in what was asked."""

from typing import Any

import attrs

from lif_core.records import Acknowledgement, Product
from lif_core.rules import told_twice
from lif_core.rules.amending import changed, named, refuse
from lif_core.rules.case import Case, refuse_any
from lif_core.rules.creating import create, given_of
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import Acknowledge, AskAcknowledgements
from lif_core.rules.returns import together
from lif_core.rules.steps import is_waited_for, settling_step
from lif_core.rules.taking import several
from lif_core.serial.plain import Wire
from lif_core.view.kinds import is_done, is_withdrawn, kind_of


def ask_acknowledgements(case: Case, request: AskAcknowledgements) -> Proposal:
    """Tell what asking agencies about a product would write: one acknowledgement each.

    Raises:
        Refused: the product is not out yet, or nobody is left to be asked.
    """
    product, kind = named(case, request.product, Product)
    if kind.done and not is_done(case.view, product):
        says = f"It is {product.state.replace('-', ' ')}, and has not gone out yet."
        raise refuse("acknowledgement.not-out", says, "Publish it first, then ask who received it.", product.id)
    asked = {one.agency.named for one in _of(case, product.id) if one.agency is not None}
    wanted = request.agencies if several(request.agencies) else product.to
    fresh = [one for one in several(wanted) if _name(case, one) not in asked]
    if not fresh:
        says = "Nobody is left to be asked about it."
        raise refuse("acknowledgement.nobody", says, "Name agencies, or address the product to some.", product.id)
    happened = {} if request.when is None else {_initial(case): request.when}
    state = _initial(case)
    return together(case, [Acknowledge(product=product, agency=one, happened=happened, state=state) for one in fresh])


def _initial(case: Case) -> str:
    return case.view.framework.kind("acknowledgement", "standard").initial


def _name(case: Case, given: Any) -> str:
    taker = case.taker("")
    plain = taker.wire(Acknowledgement, "agency", given) or {}
    return str(plain.get("body") or plain.get("role") or plain.get("said") or "")


def _of(case: Case, product: str) -> list[Acknowledgement]:
    found = case.view.register.sources(product, Acknowledgement)
    return [one for one in found if one.product == product and not is_withdrawn(case.view, one)]


def acknowledge(case: Case, request: Acknowledge) -> Proposal:
    """Tell what an acknowledgement would write: it fills in the one that the agency was asked for, where there is one.

    Raises:
        Refused: with everything that stands in its way.
    """
    kind = case.view.framework.kind("acknowledgement", request.kind or "standard")
    if not several(request.agency) or (request.state and request.state in kind.waiting):
        return create(case, request)  # nobody has said anything yet
    taker = case.taker("acknowledgement")
    product = taker.wire(Acknowledgement, "product", request.product)
    refuse_any(taker.problems)
    open_ones = [
        one
        for one in _of(case, product)
        if one.agency is not None
        and one.agency.named == _name(case, request.agency)
        and is_waited_for(kind_of(case.view, one), one.state)
    ]
    if not open_ones:
        return create(case, _confirmed(case, request, kind.waiting))
    return _filled(case, min(open_ones, key=lambda one: one.id), request)


def _confirmed(case: Case, request: Acknowledge, waiting: tuple[str, ...]) -> Acknowledge:
    kind = case.view.framework.kind("acknowledgement", request.kind or "standard")
    state = request.state or (settling_step(kind, kind.initial) if kind.initial in waiting else "")
    told_as_event = bool(request.happened.get(state))
    on = case.view.day if request.on is None and not told_as_event else request.on
    return attrs.evolve(request, state=state, on=on)


def _filled(case: Case, one: Acknowledgement, request: Acknowledge) -> Proposal:
    taker = case.taker(one.id)
    given = given_of(request).items()
    said = {name: held for name, held in given if name not in ("product", "agency", "state", "kind")}
    values: dict[str, Wire] = {name: taker.wire(Acknowledgement, name, held) for name, held in said.items()}
    kind = kind_of(case.view, one)
    state = request.state or settling_step(kind, one.state)
    happened: dict[str, Wire] = values.pop("happened", None) or {}
    values |= {f"happened.{event}": day for event, day in happened.items()} | {"state": state}
    if not values.get("on") and not happened.get(state):
        values["on"] = taker.wire(Acknowledgement, "on", case.view.day)
    if not taker.problems:
        told_twice.follow(taker, "acknowledgement", values, kind, one)
    refuse_any(taker.problems)
    day = values.get("on")
    return changed(case, one, {key: held for key, held in values.items() if key != "state"}, state, day)
