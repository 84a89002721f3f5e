"""Decide: what a request would write, or everything that stands in its way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from lif_core.errors import InvalidData, Problem, Refused, UnknownName, nearest
from lif_core.framework.shape import Kind
from lif_core.journal.change import Change, ChangeKind
from lif_core.journal.fold import apply
from lif_core.records import TYPES, Record
from lif_core.rules.gates import unmet
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import (
    Amend,
    Create,
    LiftHold,
    Move,
    PlaceHold,
    PlanAction,
    Request,
    Reschedule,
    TellEvent,
    Withdraw,
)
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.identifiers import Mint
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of, event_words
from lif_core.view.register import type_name
from lif_core.view.view import View


@attrs.frozen(kw_only=True)
class Case:
    """What a request is decided on.

    Attributes:
        view: the framework and the records as they stand within the block.
        by: id of the role that asks.
        why: the reason given for the whole block.
        mint: gives fresh ids.
        later: tells when a record begins that is not there on the day of the view.
    """

    view: View
    by: str
    why: str = ""
    mint: Mint
    later: Callable[[str], date | None] = lambda _: None

    def taker(self, where: str) -> Taker:
        """Give a taker of values for one record."""
        return Taker(self.view.framework, self.view.register, where, [], self.later)


def decide(case: Case, request: Request) -> Proposal:
    """Tell what a request would write.

    Raises:
        Refused: with everything that stands in its way.
    """
    if isinstance(request, Create):
        return _create(case, request)
    proposal = _CHANGING[type(request)](case, request)
    reason = getattr(request, "why", "")
    return attrs.evolve(proposal, reasons=(reason,)) if reason else proposal


# --- creating ---------------------------------------------------------------------------------------------------

_SPELT = {("finding", "from_"): "reviews", ("recommendation", "from_"): "reviews"}
_NOT_FIELDS = ("handle", "lead")


def _create(case: Case, request: Create) -> Proposal:
    record_type = request.type
    record_class = TYPES[record_type]
    taker = case.taker(f"{record_type} {request.ref}".strip())
    values = {
        name: taker.wire(record_class, name, given)
        for name, given in _given(request).items()
        if given is not None and given != "" and given != () and given != {}
    }
    values |= _leads(taker, request)
    kind = _kind(case, taker, record_type, request.kind)
    if kind is not None:
        _begin(taker, values, kind, request.state)
    _disclose(case, taker, values, record_class)
    _told(taker.problems)
    record_id = case.mint(record_type)
    record = _built(record_class, {"id": record_id, **values})
    _in_order(case.view, record)
    return _proposal(record, "create", values, case.view.day)


def _given(request: Create) -> dict[str, Any]:
    return {
        _SPELT.get((request.type, field.name), field.name): getattr(request, field.name)
        for field in attrs.fields(type(request))
        if field.name not in _NOT_FIELDS
    }


def _leads(taker: Taker, request: Create) -> dict[str, Wire]:
    if not isinstance(request, PlanAction) or request.lead is None:
        return {}
    (first,) = taker.wire(TYPES["action"], "leads", (request.lead,))
    others = taker.wire(TYPES["action"], "leads", request.leads) or []
    return {"leads": [{**first, "first": True}, *others]}


def _kind(case: Case, taker: Taker, record_type: str, kind_id: str) -> Kind | None:
    kinds = case.view.framework.kinds(record_type)
    if kinds and (kind_id or "standard") not in kinds:
        taker.problems.append(UnknownName(kind_id or "standard", f"{record_type} kind", kinds).as_problem(taker.where))
        return None
    return case.view.framework.kind(record_type, kind_id)


def _begin(taker: Taker, values: dict[str, Wire], kind: Kind, state: str) -> None:
    values["state"] = state or kind.initial
    if values["state"] not in kind.states and (state or kind.states):
        taker.problems.append(_unknown_state(taker.where, kind, state))
    if not values["state"]:
        del values["state"]
    for event in values.get("happened", {}):
        if kind.happenings and event not in kind.happenings:
            problem = UnknownName(event, f"event of {kind.words}", kind.happenings).as_problem(taker.where)
            taker.problems.append(problem)


def _disclose(case: Case, taker: Taker, values: dict[str, Wire], record_class: type[Record]) -> None:
    """Give a record the level of the narrowest record it hangs on, where nobody gave it one."""
    framework, register = case.view.framework, case.view.register
    if values.get("disclosure") or taker.problems:
        return
    source_ids = [
        one for key in ("reviews", "findings", "answers", "shows", "of", "about") for one in values.get(key, ())
    ]
    levels = {source.disclosure for one in source_ids if (source := register.get(one)) is not None}
    if levels:
        values["disclosure"] = max(levels, key=framework.disclosure)


# --- changing ---------------------------------------------------------------------------------------------------


def _move(case: Case, request: Move) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if request.to not in kind.states:
        _told([_unknown_state(record.id, kind, request.to)])
    if not kind.may_move(record.state, request.to):
        taker.problems.append(_no_such_move(record, kind, request.to))
    if request.to in kind.reasons and not (request.why or case.why):
        taker.problems.append(
            Problem(
                code="reason-missing",
                says=f"The move to {request.to.replace('-', ' ')!r} asks for a reason.",
                mend="Give it with `why`.",
                where=record.id,
            )
        )
    reached = taker.wire(type(record), f"happened.{request.to}", request.when or case.view.day)
    values = {"state": request.to, f"happened.{request.to}": reached}
    after = _applied(record, values)
    taker.problems.extend(unmet(case.view, record, kind, request.to))
    taker.problems.extend(_too_early(record, kind, request.to, from_wire(When, reached)))
    _told(taker.problems)
    _in_order(case.view, after)
    return _proposal(after, "move", values, case.view.day, _decided_by(case, kind, request.to))


def _no_such_move(record: Record, kind: Kind, to: str) -> Problem:
    following = kind.moves.get(record.state, ())
    return Problem(
        code="status.no-such-move",
        says=f"{kind.words} cannot go from {record.state!r} to {to!r}.",
        mend=f"From here it may go to: {', '.join(following)}." if following else "Nothing follows this status.",
        where=record.id,
        found=to,
        expected=", ".join(following),
    )


def _unknown_state(where: str, kind: Kind, state: str) -> Problem:
    return Problem(
        code="status.unknown",
        says=f"{kind.words} knows no status {state!r}.",
        mend=f"Its path is: {kind.path}.",
        where=where,
        found=state,
        expected=", ".join(kind.states),
        nearest=nearest(state, kind.states),
    )


def _too_early(record: Record, kind: Kind, to: str, reached: When) -> list[Problem]:
    """A state cannot be reached before the state it follows was reached."""
    before = record.happened.get(record.state)
    if before is None or before.first is None or reached.last is None or reached.last >= before.first:
        return []
    return [
        Problem(
            code="status.too-early",
            says=f"{to.replace('-', ' ')!r} on {reached.said} would lie before "
            f"{record.state.replace('-', ' ')!r} on {before.said}.",
            mend="Correct the day, or the day of the status before it.",
            where=record.id,
        )
    ]


def _decided_by(case: Case, kind: Kind, state: str) -> tuple[str, ...]:
    decider = kind.decides.get(state)
    if decider is None or decider == case.by:
        return ()
    return (f"{state.replace('-', ' ').capitalize()!r} is decided by {decider}; {case.by} records it here.",)


def _amend(case: Case, request: Amend) -> Proposal:
    record, _ = _found(case, request.record)
    taker = case.taker(record.id)
    if "state" in request.set or "id" in request.set:
        field = "state" if "state" in request.set else "id"
        taker.problems.append(
            Problem(
                code="amend.not-this-way",
                says=f"{field!r} cannot be set like other fields.",
                mend="Move the record to another status with `move`." if field == "state" else "Ids never change.",
                where=record.id,
            )
        )
    values = {
        key: taker.wire(type(record), key, given) for key, given in request.set.items() if key not in ("state", "id")
    }
    _told(taker.problems)
    return _changed(case, record, values)


def _reschedule(case: Case, request: Reschedule) -> Proposal:
    record, _ = _found(case, request.record)
    taker = case.taker(record.id)
    if not hasattr(record, "rescheduled"):
        _told([_not_for(record, "has no target date that could be moved", "Amend the record instead.")])
    if not (request.why or case.why):
        taker.problems.append(
            Problem(
                code="reason-missing",
                says="A target date is moved only with a reason.",
                mend="Give it with `why`.",
                where=record.id,
            )
        )
    due = taker.wire(type(record), "due", request.due)
    _told(taker.problems)
    was = getattr(record, "due", None)
    values: dict[str, Wire] = {"due": due}
    if was is not None:
        moved = {"was": to_wire(was), "on": to_wire(When.on(case.view.day)), "why": request.why or case.why}
        values["rescheduled"] = [*to_wire(getattr(record, "rescheduled", ())), moved]
    return _changed(case, record, values)


def _tell_event(case: Case, request: TellEvent) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if kind.happenings and request.event not in kind.happenings:
        taker.problems.append(
            UnknownName(request.event, f"event of {kind.words}", kind.happenings).as_problem(record.id)
        )
    values = {f"happened.{request.event}": taker.wire(type(record), f"happened.{request.event}", request.when)}
    _told(taker.problems)
    return _changed(case, record, values)


def _place_hold(case: Case, request: PlaceHold) -> Proposal:
    record, _ = _found(case, request.record)
    taker = case.taker(record.id)
    if not hasattr(record, "holds"):
        _told([_not_for(record, "cannot be held", "Place the hold on its review.")])
    taker.name("hold", request.hold.kind)
    _told(taker.problems)
    return _changed(case, record, {"holds": [*to_wire(getattr(record, "holds", ())), to_wire(request.hold)]})


def _lift_hold(case: Case, request: LiftHold) -> Proposal:
    record, _ = _found(case, request.record)
    holds = getattr(record, "holds", ())
    standing = [hold for hold in holds if hold.kind == request.kind and hold.until is None]
    if not standing:
        _told([_not_for(record, f"has no hold {request.kind!r} that stands", "`lif show` lists its holds.")])
    taker = case.taker(record.id)
    until = taker.wire(type(record), "happened.lifted", request.when)
    values = [{**to_wire(hold), "until": until} if hold in standing else to_wire(hold) for hold in holds]
    return _changed(case, record, {"holds": values})


def _withdraw(case: Case, request: Withdraw) -> Proposal:
    record, _ = _found(case, request.record)
    if not (request.why or case.why):
        _told(
            [
                Problem(
                    code="reason-missing",
                    says="A record is taken back only with a reason.",
                    mend="Give it with `why`.",
                    where=record.id,
                )
            ]
        )
    change = Change(record=record.id, kind="withdraw", on=case.view.day)
    pointing = [pointer.source for pointer in case.view.register.pointing_at(record.id)]
    warnings = (f"{len(pointing)} records still point at {record.id}.",) if pointing else ()
    return Proposal(changes=(change,), warnings=warnings, gone=(record.id,))


_CHANGING: Mapping[type, Callable[[Case, Any], Proposal]] = {
    Move: _move,
    Amend: _amend,
    Reschedule: _reschedule,
    TellEvent: _tell_event,
    PlaceHold: _place_hold,
    LiftHold: _lift_hold,
    Withdraw: _withdraw,
}


# --- shared -----------------------------------------------------------------------------------------------------


def _found(case: Case, given: str | Record) -> tuple[Record, Kind]:
    record_id = given.id if isinstance(given, Record) else given
    record = case.view.register.get(record_id)
    if record is None:
        called = list(case.view.register.called(record_id))
        if len(called) == 1:
            record = called[0]
    if record is None:
        taker = case.taker(record_id)
        taker.wire(TYPES["note"], "about", record_id)
        _told(taker.problems)
        raise AssertionError("an unknown record is always told")
    return record, case.view.framework.kind(type_name(record), record.kind)


def _not_for(record: Record, says: str, mend: str) -> Problem:
    words = type_name(record).replace("-", " ").capitalize()
    return Problem(code="not-for-this-record", says=f"{words} {says}.", mend=mend, where=record.id)


def _told(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _applied(record: Record, values: Mapping[str, Wire]) -> Record:
    return _built(type(record), apply(to_wire(record), values))


def _built(record_class: type[Record], plain: Wire) -> Record:
    try:
        return from_wire(record_class, plain, plain["id"])
    except InvalidData as error:
        raise Refused(error.problems) from None


def _changed(case: Case, record: Record, values: Mapping[str, Wire]) -> Proposal:
    before = to_wire(record)
    after = _applied(record, values)
    if after == record:
        return Proposal(records=(record,))
    kept = {key: value for key, value in values.items() if "." in key or before.get(key) != value}
    _in_order(case.view, after)
    return _proposal(after, "amend", kept, case.view.day)


def _proposal(
    record: Record, kind: ChangeKind, values: Mapping[str, Wire], day: date, warnings: tuple[str, ...] = ()
) -> Proposal:
    change = Change(record=record.id, kind=kind, set=dict(values), on=day)
    return Proposal(changes=(change,), warnings=warnings, records=(record,))


def _in_order(view: View, record: Record) -> None:
    """Refuse a record in which what meets a deadline certainly lies before the event that the deadline counts from.

    Raises:
        Refused: names every such pair.
    """
    if not record.happened:
        return
    problems = []
    for deadline in deadlines_of(view, record):
        anchor, met = deadline.reckoning.anchor, deadline.met
        if deadline.rule.after and anchor and met and anchor.first and met.last and met.last < anchor.first:
            problems.append(
                Problem(
                    code="date.before-its-trigger",
                    says=f"{event_words(deadline.rule.met_by).capitalize()} on {met.said} lies before "
                    f"{deadline.reckoning.event} on {anchor.said}.",
                    mend="Correct one of the two days.",
                    where=record.id,
                )
            )
    _told(problems)
