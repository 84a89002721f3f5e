"""Decide: what a request would write, or everything that stands in its way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from lif_core.errors import InvalidData, Problem, Refused, UnknownName, nearest
from lif_core.framework.framework import STANDARD
from lif_core.framework.shape import Kind
from lif_core.journal.change import Change, ChangeKind
from lif_core.journal.fold import apply
from lif_core.records import TYPES, Record
from lif_core.records.fields import TO, metadata
from lif_core.rules.gates import unmet
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import (
    AcceptGap,
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
from lif_core.rules.taking import Taker, several
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.identifiers import Mint
from lif_core.values.saying import plain_day
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of, event_words
from lif_core.view.gap_codes import CODES
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
    values = {name: taker.wire(record_class, name, given) for name, given in _given(request).items()}
    _lead(taker, request, values)
    kind = _kind(case, taker, record_type, request.kind)
    if kind is not None:
        if "kind" in values:
            values["kind"] = kind.id
        _begin(taker, values, kind, request.state)
        _events(taker, values, kind)
    if isinstance(request, AcceptGap):
        _acceptance(case, taker, request, values)
    warnings = _disclose(case, taker, values, record_class)
    _told(taker.problems)
    record_id = case.mint(record_type)
    record = _built(record_class, {"id": record_id, **values})
    _in_order(case.view, record)
    warnings += (*_retired(case, kind), *_ahead(case, record), *_unknown_gap(case, request))
    return _proposal(record, "create", values, case.view.day, warnings)


def _given(request: Create) -> dict[str, Any]:
    """Tell what a request says by field of the record; what it leaves out is not there."""
    held = {
        _SPELT.get((request.type, field.name), field.name): getattr(request, field.name)
        for field in attrs.fields(type(request))
        if field.name not in _NOT_FIELDS
    }
    return {name: given for name, given in held.items() if not _says_nothing(given)}


def _says_nothing(given: Any) -> bool:
    return given is None or (isinstance(given, str | tuple | list | Mapping) and not given)


def _lead(taker: Taker, request: Create, values: dict[str, Wire]) -> None:
    """Put the one lead before the other leads, and say that it leads."""
    if not isinstance(request, PlanAction) or _says_nothing(request.lead):
        return
    named = [one for one in taker.wire(TYPES["action"], "leads", request.lead) or [] if isinstance(one, dict)]
    if len(named) != 1:
        taker.problems.append(
            Problem("action.one-lead", "`lead` names one lead.", "Name several of whom none is first with `leads`.")
        )
        return
    first = {key: held for key, held in named[0].items() if key != "first"}
    others = [one for one in values.get("leads") or () if {**one, "first": True} != {**first, "first": True}]
    values["leads"] = [{**first, "first": True}, *others]


def _kind(case: Case, taker: Taker, record_type: str, said: str) -> Kind | None:
    """Give the kind that is named by its id, label or alias; the standard one where none is named."""
    framework = case.view.framework
    kinds = framework.kinds(record_type)
    named = said or STANDARD
    found = named if named in kinds or not kinds else framework.find(record_type, named)
    if found is None:
        taker.problems.append(UnknownName(named[:120], f"{record_type} kind", kinds).as_problem(taker.where))
        return None
    return framework.kind(record_type, found)


def _begin(taker: Taker, values: dict[str, Wire], kind: Kind, state: str) -> None:
    values["state"] = state or kind.initial
    if values["state"] not in kind.states and (state or kind.states):
        taker.problems.append(_unknown_state(taker.where, kind, state))
    if not values["state"]:
        del values["state"]


def _events(taker: Taker, values: Mapping[str, Wire], kind: Kind) -> None:
    """Check that what happened, or is planned, can happen to records of this kind."""
    named = [key for table in ("happened", "planned") for key in values.get(table) or ()]
    named += [entry for key in values for table, _, entry in (key.partition("."),) if table in ("happened", "planned")]
    for event in dict.fromkeys(one for one in named if one):
        if kind.happenings and event not in kind.happenings:
            problem = UnknownName(event[:120], f"event of {kind.words}", kind.happenings).as_problem(taker.where)
            taker.problems.append(problem)


def _acceptance(case: Case, taker: Taker, request: AcceptGap, values: Mapping[str, Wire]) -> None:
    """A gap is accepted only by its code, with a reason, and until a day that can be told and still lies ahead."""
    for given, code, says, mend in (
        (request.gap, "gap-missing", "It is not said which gap is accepted.", "Name it by its code with `gap`."),
        (request.why, "reason-missing", "A gap is accepted only with a reason.", "Give it with `why`."),
        (request.until, "end-missing", "A gap is accepted only until some day.", "Give the last day with `until`."),
    ):
        if _says_nothing(given):
            taker.problems.append(Problem(code, says, mend, taker.where))
    until = values.get("until")
    if until and not (when := from_wire(When, until)).is_certain:
        says = "The last day on which the gap is accepted cannot be told from what was given."
        taker.problems.append(Problem("end-missing", says, "Give one day.", taker.where))
    elif until and when.is_past(case.view.day):
        says = "The last day on which the gap is accepted has passed already."
        taker.problems.append(Problem("end-passed", says, "Give a day that lies ahead.", taker.where))


def _unknown_gap(case: Case, request: Create) -> tuple[str, ...]:
    known = {*CODES, *case.view.framework.items("gap")}
    if not isinstance(request, AcceptGap) or request.gap in known:
        return ()
    near = nearest(request.gap, known)
    hint = f" Did you mean {near!r}?" if near else " Where a plug-in tells it, all is well."
    return (f"No gap of the library or the framework is called {request.gap[:120]!r}.{hint}",)


def _retired(case: Case, kind: Kind | None) -> tuple[str, ...]:
    if kind is None or kind.retired is None or kind.in_use(case.view.day):
        return ()
    successor = f" Now it is called {kind.retired.successor}." if kind.retired.successor else ""
    return (f"{kind.words} is no longer used on this day.{successor} It was recorded all the same.",)


def _ahead(case: Case, record: Record) -> tuple[str, ...]:
    """Tell of days that are said to have happened and lie ahead."""
    day = case.view.day
    ahead = [event for event, when in record.happened.items() if when.is_certain and when.first and when.first > day]
    return tuple(
        f"{event_words(event).capitalize()} is said to have happened on a day that lies ahead: plan it instead."
        for event in ahead
    )


def _disclose(case: Case, taker: Taker, values: dict[str, Wire], record_class: type[Record]) -> tuple[str, ...]:
    """Give a record the level of the narrowest record it hangs on, where nobody gave it one; warn where it is wider."""
    framework, register = case.view.framework, case.view.register
    if taker.problems:
        return ()
    named = [one for field in metadata(record_class, TO) for one in several(values.get(field))]
    named += [link["to"] for link in values.get("links") or () if isinstance(link, dict) and "to" in link]
    levels = {source.disclosure for one in named if (source := register.get(one)) is not None}
    known = framework.items("disclosure")
    narrowest = max((level for level in levels if level in known), key=framework.disclosure, default="")
    if not narrowest:
        return ()
    given = values.setdefault("disclosure", narrowest)
    if framework.disclosure(given) < framework.disclosure(narrowest):
        return (f"It is marked {given}, wider than {narrowest}, the narrowest record it hangs on.",)
    return ()


# --- changing ---------------------------------------------------------------------------------------------------


def _move(case: Case, request: Move) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if request.to not in kind.states:
        taker.problems.append(_unknown_state(record.id, kind, request.to))
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
        taker.problems.extend(_too_early(record, request.to, from_wire(When, reached)))
    _told(taker.problems)
    values = {"state": request.to, f"happened.{request.to}": reached}
    after = _applied(record, values)
    _in_order(case.view, after)
    warnings = (*_decided_by(case, kind, request.to), *_ahead(case, after))
    return _proposal(after, "move", values, case.view.day, warnings)


def _no_such_move(record: Record, kind: Kind, to: str) -> Problem:
    following = kind.moves.get(record.state, ())
    return Problem(
        code="status.no-such-move",
        says=f"{kind.words} cannot go from {_plain(record.state)} to {_plain(to)}.",
        mend=f"From here it may go to: {', '.join(following)}." if following else "Nothing follows this status.",
        where=record.id,
        found=to,
        expected=", ".join(following),
    )


def _unknown_state(where: str, kind: Kind, state: str) -> Problem:
    return Problem(
        code="status.unknown",
        says=f"{kind.words} knows no status {state[:120]!r}.",
        mend=f"Its path is: {kind.path}.",
        where=where,
        found=state[:120],
        expected=", ".join(kind.states),
        nearest=nearest(state, kind.states),
    )


def _too_early(record: Record, to: str, reached: When) -> list[Problem]:
    """A state cannot be reached before the state it follows was reached."""
    before = record.happened.get(record.state)
    if before is None or before.first is None or reached.last is None or reached.last >= before.first:
        return []
    return [
        Problem(
            code="status.too-early",
            says=f"{_plain(to).capitalize()} on {_on(reached)} would lie before "
            f"{_plain(record.state)} on {_on(before)}.",
            mend="Correct the day, or the day of the status before it.",
            where=record.id,
        )
    ]


def _decided_by(case: Case, kind: Kind, state: str) -> tuple[str, ...]:
    decider = kind.decides.get(state)
    if decider is None or decider == case.by:
        return ()
    return (f"{_plain(state).capitalize()} is decided by {decider}; {case.by} records it here.",)


def _amend(case: Case, request: Amend) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    for field, mend in _NOT_AMENDED.items():
        if field in request.set:
            says = f"{field!r} cannot be set like other fields."
            taker.problems.append(Problem("amend.not-this-way", says, mend, record.id))
    values = {
        key: taker.wire(type(record), key, given) for key, given in request.set.items() if key not in _NOT_AMENDED
    }
    if "kind" in values:
        kind = _other_kind(case, taker, record, str(values["kind"] or "")) or kind
        values["kind"] = kind.id
    _events(taker, values, kind)
    _told(taker.problems)
    return _changed(case, record, values)


_NOT_AMENDED = {"state": "Move the record to another status with `move`.", "id": "Ids never change."}


def _other_kind(case: Case, taker: Taker, record: Record, said: str) -> Kind | None:
    """Give the kind that a record is to be of from now on, which must know the status that the record is in."""
    kind = _kind(case, taker, type_name(record), said)
    if kind is not None and record.state not in kind.states and kind.states:
        taker.problems.append(_unknown_state(record.id, kind, record.state))
    return kind


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
    values = {f"happened.{request.event}": taker.wire(type(record), f"happened.{request.event}", request.when)}
    if not request.event:
        taker.problems.append(Problem("event-missing", "No event is named.", "Name what happened.", record.id))
    _events(taker, values, kind)
    _told(taker.problems)
    return _changed(case, record, values)


def _place_hold(case: Case, request: PlaceHold) -> Proposal:
    record, kind = _found(case, request.record)
    taker = case.taker(record.id)
    if not hasattr(record, "holds"):
        _told([_not_for(record, "cannot be held", "Place the hold on its review.")])
    named = taker.name("hold", request.hold.kind)
    if not taker.problems and kind.holds and named not in kind.holds:
        says = f"{kind.words} knows no hold of the kind {_plain(named)!r}."
        mend = f"It knows: {', '.join(kind.holds)}."
        taker.problems.append(Problem("hold.not-of-this-kind", says, mend, record.id))
    _told(taker.problems)
    placed = to_wire(attrs.evolve(request.hold, kind=named))
    return _changed(case, record, {"holds": [*to_wire(getattr(record, "holds", ())), placed]})


def _lift_hold(case: Case, request: LiftHold) -> Proposal:
    record, _ = _found(case, request.record)
    holds = getattr(record, "holds", ())
    standing = [hold for hold in holds if hold.kind == request.kind and hold.until is None]
    if not standing:
        _told([_not_for(record, f"has no hold {request.kind[:120]!r} that stands", "`lif show` lists its holds.")])
    taker = case.taker(record.id)
    until = taker.wire(type(record), "happened.lifted", request.when)
    _told(taker.problems)
    last = from_wire(When, until).last if until else None
    if last is None or any(hold.since.first is not None and last < hold.since.first for hold in standing):
        says = "A hold is lifted on a day that can be told, and not before it began."
        _told([Problem("date.before-its-trigger", says, "Correct one of the two days.", record.id)])
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


# --- shared -----------------------------------------------------------------------------------------------------


def _found(case: Case, given: str | Record) -> tuple[Record, Kind]:
    record_id = given.id if isinstance(given, Record) else str(given)
    record = case.view.register.get(record_id)
    if record is None:
        called = list(case.view.register.called(record_id))
        if len(called) == 1:
            record = called[0]
    if record is None:
        taker = case.taker("")
        taker.wire(TYPES["note"], "about", (record_id,))
        raise Refused(taker.problems)
    return record, case.view.framework.kind(type_name(record), record.kind)


def _plain(state: str) -> str:
    return state.replace("-", " ")


def _on(when: When) -> str:
    """Tell a day for a problem: as read, as the words themselves may be anything."""
    return " to ".join(dict.fromkeys(plain_day(day) for day in (when.first, when.last) if day))


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
    fresh = tuple(one for one in _ahead(case, after) if one not in _ahead(case, record))
    return _proposal(after, "amend", kept, case.view.day, fresh)


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
                    says=f"{event_words(deadline.rule.met_by).capitalize()} on {_on(met)} lies before "
                    f"{event_words(deadline.rule.anchor)} on {_on(anchor)}.",
                    mend="Correct one of the two days.",
                    where=record.id,
                )
            )
    _told(problems)
