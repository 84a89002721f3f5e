"""Creating: what a request that makes a record would write, or everything that stands in its way."""

from collections.abc import Mapping
from typing import Any

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.shape import Kind
from lif_core.records import TYPES, Record
from lif_core.records.fields import TO, metadata
from lif_core.rules import particulars, saying
from lif_core.rules.case import (
    Case,
    ahead,
    built,
    check_events,
    converted,
    in_order,
    kind_named,
    proposed,
    refuse_any,
    unknown_state,
)
from lif_core.rules.disclosing import narrowest, wider
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import SPELT, AcceptGap, Create, PlanAction
from lif_core.rules.taking import Taker, several
from lif_core.serial.plain import Wire, from_wire
from lif_core.values.when import When
from lif_core.view.gap_codes import CODES
from lif_core.view.reckoning import event_of, event_words
from lif_core.view.register import type_name

_NOT_FIELDS = ("handle", "lead")


def create(case: Case, request: Create) -> Proposal:
    """Tell what a request that makes a record would write.

    Raises:
        Refused: with everything that stands in its way.
    """
    record_type = request.type
    record_class = TYPES[record_type]
    taker = case.taker(f"{record_type} {request.ref}".strip())
    values = {name: taker.wire(record_class, name, given) for name, given in given_of(request).items()}
    _lead(taker, request, values)
    taker.problems.extend(saying.nothing(request))
    said = particulars.kind_for(case, record_type, request.kind, values)
    kind = kind_named(case, taker, record_type, said)
    if kind is not None:
        if said:
            values["kind"] = kind.id
        _begin(taker, values, kind, request.state)
        particulars.complete(case, taker, record_type, values, kind)
        check_events(taker, values, kind)
    if isinstance(request, AcceptGap):
        _acceptance(case, taker, request, values)
    warnings = _disclose(case, taker, values, record_class)
    refuse_any(taker.problems)
    record_id = case.mint(record_type)
    record = built(record_class, {"id": record_id, **values})
    in_order(case.view, record)
    warnings += particulars.sound(case, None, record)
    warnings += (*_retired(case, kind), *ahead(case, record), *converted(case, record), *_unknown_gap(case, request))
    warnings += (*_without_beginning(case, record, kind), *taker.notes)
    return proposed(record, "create", values, case.view.day, warnings)


def given_of(request: Create) -> dict[str, Any]:
    """Tell what a request says by field of the record; what it leaves out is not there."""
    held = {
        SPELT.get((request.type, field.name), field.name): getattr(request, field.name)
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


def _begin(taker: Taker, values: dict[str, Wire], kind: Kind, state: str) -> None:
    values["state"] = state or kind.initial
    if values["state"] not in kind.states and (state or kind.states):
        taker.problems.append(unknown_state(taker.where, kind, state))
    if not values["state"]:
        del values["state"]


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


def _without_beginning(case: Case, record: Record, kind: Kind | None) -> tuple[str, ...]:
    """Say that deadlines wait for the day of a record's first status, which nobody has told.

    The day on which a record is made is not taken for it: what is entered today was decided, or referred, before.
    """
    if kind is None or not record.state or record.state != kind.initial:
        return ()
    begun = case.view.framework.deadlines_begun_by(type_name(record), kind.id)
    waiting = [rules[0] for rules in begun if any(event_of(rule.anchor) == kind.initial for rule in rules)]
    if not waiting or kind.initial in record.happened or kind.initial in record.planned:
        return ()
    what = "1 deadline counts" if len(waiting) == 1 else f"{len(waiting)} deadlines count"
    return (
        f"Nobody has said on which day it was {event_words(kind.initial)}, and {what} from that day. "
        f"Give it as `happened.{kind.initial}`, now or when it is known.",
    )


def _disclose(case: Case, taker: Taker, values: dict[str, Wire], record_class: type[Record]) -> tuple[str, ...]:
    """Give a record the level of the narrowest record it hangs on, where nobody gave it one; warn where it is wider."""
    framework, register = case.view.framework, case.view.register
    if taker.problems:
        return ()
    named = [one for field in metadata(record_class, TO) for one in several(values.get(field))]
    named += [link["to"] for link in values.get("links") or () if isinstance(link, dict) and "to" in link]
    least = narrowest(framework, register, named)
    if not least:
        return ()
    given = values.setdefault("disclosure", least)
    return tuple(wider(framework, given, least))
