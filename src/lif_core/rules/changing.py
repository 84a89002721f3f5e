"""Changing: what a request that changes a record would write, or everything that stands in its way."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from lif_core.errors import Problem, Refused
from lif_core.framework.shape import Kind
from lif_core.journal.change import Change
from lif_core.journal.fold import apply
from lif_core.records import TYPES, Export, Intake, Record
from lif_core.rules import particulars, told_twice
from lif_core.rules.case import (
    Case,
    ahead,
    built,
    check_events,
    converted,
    in_order,
    kind_named,
    plainly,
    proposed,
    refuse_any,
    too_early,
    unknown_state,
)
from lif_core.rules.gates import unmet
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import (
    Amend,
    LiftHold,
    Move,
    PlaceHold,
    Request,
    Reschedule,
    TellEvent,
    Withdraw,
)
from lif_core.rules.taking import Taker, several
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.when import When
from lif_core.view.naming import meant
from lif_core.view.register import type_name
from lif_core.view.who import called


def change(case: Case, request: Request) -> Proposal:
    """Tell what a request that changes a record would write.

    Raises:
        Refused: with everything that stands in its way.
    """
    proposal = _CHANGING[type(request)](case, request)
    reason = getattr(request, "why", "")
    return attrs.evolve(proposal, reasons=(reason,)) if reason else proposal


def _move(case: Case, request: Move) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if request.to not in kind.states:
        taker.problems.append(unknown_state(record.id, kind, request.to))
    elif not kind.may_move(record.state, request.to):
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
    given = case.view.day if request.when is None or request.when == "" else request.when
    reached = taker.wire(type(record), f"happened.{request.to}", given)
    taker.problems.extend(unmet(case.view, record, kind, request.to))
    if reached is not None:
        taker.problems.extend(too_early(record, request.to, from_wire(When, reached)))
    values = {"state": request.to, f"happened.{request.to}": reached}
    if not taker.problems:
        told_twice.follow(taker, type_name(record), values, kind, record)
    refuse_any(taker.problems)
    after = _applied(record, values)
    in_order(case.view, after)
    warnings = (*_decided_by(case, kind, request.to), *particulars.sound(case, record, after), *ahead(case, after))
    warnings += tuple(taker.notes)
    return proposed(after, "move", values, case.view.day, warnings)


def _no_such_move(record: Record, kind: Kind, to: str) -> Problem:
    following = kind.moves.get(record.state, ())
    return Problem(
        code="status.no-such-move",
        says=f"{kind.words} cannot go from {plainly(record.state)} to {plainly(to)}.",
        mend=f"From here it may go to: {', '.join(following)}." if following else "Nothing follows this status.",
        where=record.id,
        found=to,
        expected=", ".join(following),
    )


def _decided_by(case: Case, kind: Kind, state: str) -> tuple[str, ...]:
    decider = kind.decides.get(state)
    if decider is None or decider == case.by:
        return ()
    whose, by = (called(case.view.framework, id) or id for id in (decider, case.by))
    return (f"{plainly(state).capitalize()} is decided by {whose}; {by} records it here.",)


_NOT_AMENDED = {"state": "Move the record to another status with `move`.", "id": "Ids never change."}
_WHAT_LEFT = ("shown", "whole", "sha256")
"""What an export says of a file that left: it may be told later, and is never taken back."""


def _amend(case: Case, request: Amend) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    for field, mend in _NOT_AMENDED.items():
        if field in request.set:
            says = f"{field!r} cannot be set like other fields."
            taker.problems.append(Problem("amend.not-this-way", says, mend, record.id))
    if isinstance(record, Export) and any(
        _lost(getattr(record, key), request.set[key]) for key in _WHAT_LEFT if key in request.set
    ):
        says = "What a file showed, and which file it was, is not taken back after it left."
        mend = "Leave it: whoever removes something for good has to find every copy. A note can be kept beside it."
        taker.problems.append(Problem("amend.what-left", says, mend, record.id))
    values = {
        key: taker.wire(type(record), key, given) for key, given in request.set.items() if key not in _NOT_AMENDED
    }
    if "kind" in values:
        kind = _other_kind(case, taker, record, str(values["kind"] or "")) or kind
        values["kind"] = kind.id
    check_events(taker, values, kind)
    particulars.complete(case, taker, type_name(record), values, kind, record)
    refuse_any(taker.problems)
    return _changed(case, record, values, taker.notes)


def _lost(held: Any, given: Any) -> bool:
    """Tell whether something that is on record would no longer be."""
    return not set(held) <= set(several(given)) if isinstance(held, tuple) else bool(held) and given != held


def _other_kind(case: Case, taker: Taker, record: Record, said: str) -> Kind | None:
    """Give the kind that a record is to be of from now on, which must know the status that the record is in."""
    kind = kind_named(case, taker, type_name(record), said)
    if kind is not None and record.state not in kind.states and kind.states:
        taker.problems.append(unknown_state(record.id, kind, record.state))
    return kind


def _reschedule(case: Case, request: Reschedule) -> Proposal:
    record, _ = _found(case, request.record)
    taker = case.taker(record.id)
    if not hasattr(record, "rescheduled"):
        refuse_any([_not_for(record, "has no target date that could be moved", "Amend the record instead.")])
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
    refuse_any(taker.problems)
    was = getattr(record, "due", None)
    values: dict[str, Wire] = {"due": due}
    if was is not None:
        moved = {"was": to_wire(was), "on": to_wire(When.on(case.view.day)), "why": request.why or case.why}
        values["rescheduled"] = [*to_wire(getattr(record, "rescheduled", ())), moved]
    return _changed(case, record, values, taker.notes)


def _tell_event(case: Case, request: TellEvent) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    values = {f"happened.{request.event}": taker.wire(type(record), f"happened.{request.event}", request.when)}
    if not request.event:
        taker.problems.append(Problem("event-missing", "No event is named.", "Name what happened.", record.id))
    check_events(taker, values, kind)
    if not taker.problems:
        told_twice.follow(taker, type_name(record), values, kind, record)
    refuse_any(taker.problems)
    return _changed(case, record, values, taker.notes)


def _place_hold(case: Case, request: PlaceHold) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if not hasattr(record, "holds"):
        refuse_any([_not_for(record, "cannot be held", "Place the hold on its review.")])
    named = taker.name("hold", request.hold.kind)
    if not taker.problems and kind.holds and named not in kind.holds:
        says = f"{kind.words} knows no hold of the kind {plainly(named)!r}."
        mend = f"It knows: {', '.join(kind.holds)}."
        taker.problems.append(Problem("hold.not-of-this-kind", says, mend, record.id))
    refuse_any(taker.problems)
    placed = to_wire(attrs.evolve(request.hold, kind=named))
    return _changed(case, record, {"holds": [*to_wire(getattr(record, "holds", ())), placed]})


def _lift_hold(case: Case, request: LiftHold) -> Proposal:
    record, _ = _found(case, request.record)
    holds = getattr(record, "holds", ())
    standing = [hold for hold in holds if hold.kind == request.kind and hold.until is None]
    if not standing:
        refuse_any([_not_for(record, f"has no hold {request.kind[:120]!r} that stands", "`lif show` lists its holds.")])
    taker = case.taker(record.id)
    until = taker.wire(type(record), "happened.lifted", request.when)
    refuse_any(taker.problems)
    last = from_wire(When, until).last if until else None
    if last is None or any(hold.since.first is not None and last < hold.since.first for hold in standing):
        says = "A hold is lifted on a day that can be told, and not before it began."
        refuse_any([Problem("date.before-its-trigger", says, "Correct one of the two days.", record.id)])
    values = [{**to_wire(hold), "until": until} if hold in standing else to_wire(hold) for hold in holds]
    return _changed(case, record, {"holds": values})


def _withdraw(case: Case, request: Withdraw) -> Proposal:
    record, _ = _found(case, request.record)
    if isinstance(record, Intake):
        says = "This record says what an import did: while it stands the import can be taken back."
        refuse_any([Problem("withdraw.import", says, f"Take the import back: `lif undo {record.id}`.", record.id)])
    if not (request.why or case.why):
        refuse_any(
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
    pointing = {pointer.source for pointer in case.view.register.pointing_at(record.id)}
    count = "1 record still points" if len(pointing) == 1 else f"{len(pointing)} records still point"
    warnings = (f"{count} at {record.id}.",) if pointing else ()
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


def _found(case: Case, given: str | Record) -> tuple[Record, Kind]:
    record_id = given.id if isinstance(given, Record) else str(given)
    fitting = meant(case.view, record_id)
    if len(fitting) != 1:
        taker = case.taker("")
        taker.wire(TYPES["note"], "about", (record_id,))
        raise Refused(taker.problems)
    (record,) = fitting
    return record, case.view.framework.kind(type_name(record), record.kind)


def _not_for(record: Record, says: str, mend: str) -> Problem:
    words = type_name(record).replace("-", " ").capitalize()
    return Problem(code="not-for-this-record", says=f"{words} {says}.", mend=mend, where=record.id)


def _applied(record: Record, values: Mapping[str, Wire]) -> Record:
    return built(type(record), apply(to_wire(record), values))


def _changed(case: Case, record: Record, values: Mapping[str, Wire], notes: Iterable[str] = ()) -> Proposal:
    before = to_wire(record)
    after = _applied(record, values)
    if after == record:
        return Proposal(records=(record,))
    kept = {key: value for key, value in values.items() if "." in key or before.get(key) != value}
    in_order(case.view, after)
    said = (*ahead(case, record), *converted(case, record))
    fresh = tuple(one for one in (*ahead(case, after), *converted(case, after)) if one not in said)
    fresh += (*particulars.sound(case, record, after), *notes)
    return proposed(after, "amend", kept, case.view.day, fresh)
