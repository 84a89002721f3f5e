"""Returns: agencies are asked, many at once; asked again; and what they send back is taken."""

from typing import Any

import attrs

from lif_core.errors import Problem, Refused
from lif_core.records import Acknowledgement, Record, Return
from lif_core.rules.amending import changed, day_given, named, refuse
from lif_core.rules.case import Case, plainly, refuse_any
from lif_core.rules.creating import create
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import AskReturn, AskReturns, Chase, TakeReturn
from lif_core.rules.steps import is_waited_for, settling_step, waiting_step
from lif_core.rules.taking import several
from lif_core.serial.plain import Wire, to_wire

_SHARED = ("kind", "ref", "about", "to", "period", "as_at", "due", "text", "disclosure", "themes")


def ask_returns(case: Case, request: AskReturns) -> Proposal:
    """Tell what asking many agencies for the same would write: one return each.

    Raises:
        Refused: with everything that stands in the way of any of them; nobody is asked then.
    """
    agencies = tuple(dict.fromkeys(several(request.agencies)))
    if not agencies:
        raise refuse("return.nobody-asked", "Nobody is named who is to be asked.", "Name agencies with `agencies`.")
    shared = {name: getattr(request, name) for name in _SHARED}
    kind = _initial(case, request.kind)
    if kind and request.when is not None:
        shared["happened"] = {kind: request.when}
    asked = together(case, [AskReturn(agency=agency, **shared) for agency in agencies])
    return _each_once(asked)


def _each_once(asked: Proposal) -> Proposal:
    """Leave out what would ask an agency twice, named by two of its names."""
    seen, twice = set[str](), set[str]()
    for one in asked.records:
        assert isinstance(one, Return)
        name = one.agency.named if one.agency is not None else ""
        (twice if name in seen else seen).add(one.id if name in seen else name)
    return attrs.evolve(
        asked,
        records=tuple(one for one in asked.records if one.id not in twice),
        changes=tuple(change for change in asked.changes if change.record not in twice),
    )


def _initial(case: Case, said: str) -> str:
    framework = case.view.framework
    return framework.kind("return", framework.find("return", said) or said if said else "standard").initial


def together(case: Case, asked: list[Any]) -> Proposal:
    """Tell what several creating requests would write, each beside the others.

    Raises:
        Refused: with the problems of all of them, each told once.
    """
    proposals, problems = [], dict[Problem, None]()
    for one in asked:
        try:
            proposals.append(create(case, one))
        except Refused as refused:
            problems |= dict.fromkeys(refused.problems)
    refuse_any(list(problems))
    return Proposal().then(proposals)


def chase(case: Case, request: Chase) -> Proposal:
    """Tell what asking again would write: the day, kept with each record, and the status that says so.

    Raises:
        Refused: one of them has come already, or is nothing that could be chased; nothing is written then.
    """
    proposals, problems = [], list[Problem]()
    given = several(request.records)
    if not given:
        raise refuse("chase.nothing", "Nothing is named that is to be asked for again.", "Name returns by their ids.")
    for one in given:
        try:
            proposals.append(_chased(case, one, request.when))
        except Refused as refused:
            problems += refused.problems
    refuse_any(problems)
    return Proposal().then(proposals)


def _chased(case: Case, given: str | Record, when: Any) -> Proposal:
    record, kind = named(case, given, Return, Acknowledgement)
    assert isinstance(record, Return | Acknowledgement)
    if not is_waited_for(kind, record.state):
        says = f"It is {plainly(record.state)}: there is nothing to ask for again."
        raise refuse("chase.has-come", says, "Take it off the list.", record.id)
    taker = case.taker(record.id)
    state = waiting_step(kind, record.state)
    day = day_given(case, taker, record, state or record.state, when)
    refuse_any(taker.problems)
    chased = [*to_wire(record.chased), day]
    return changed(case, record, {"chased": chased}, state, day)


def take_return(case: Case, request: TakeReturn) -> Proposal:
    """Tell what taking a return would write.

    Raises:
        Refused: it has come already, or counts are given without the one day on which they hold.
    """
    record, kind = named(case, request.record, Return)
    state = settling_step(kind, record.state)
    if not is_waited_for(kind, record.state) or not state:
        says = f"It is {plainly(record.state)} already."
        raise refuse("return.has-come", says, "Amend it where something in it is to be corrected.", record.id)
    taker = case.taker(record.id)
    values: dict[str, Wire] = {
        name: taker.wire(Return, name, held)
        for name in ("answers", "headcount", "as_at", "text")
        if (held := getattr(request, name)) not in (None, "", ())
    }
    if values.get("headcount") and not values.get("as_at") and record.as_at is None:
        taker.problems.append(
            Problem(
                code="return.no-day-of-counts",
                says="Staff in post and in date are counted on one day, and no day is given.",
                mend="Give it with `as_at`.",
                where=record.id,
            )
        )
    day = day_given(case, taker, record, state, request.when)
    refuse_any(taker.problems)
    return changed(case, record, values, state, day)
