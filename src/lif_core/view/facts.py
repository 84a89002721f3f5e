"""Facts: what conditions may ask of a record beyond its fields, computed on the day of a view.

`framework/facts.py` declares them with their types; a test holds the two lists equal.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from lif_core.framework.expressions import Condition, Lookup
from lif_core.framework.framework import STANDARD, Framework
from lif_core.framework.shape import EvidenceSort, Role, Strength
from lif_core.records import Action, Evaluation, Evidence, Party, Record, Review
from lif_core.values.spans import Span, add
from lif_core.view.deadlines import deadlines_of
from lif_core.view.kinds import fell_back, is_done, is_finished, is_open, is_sustained, is_withdrawn, kind_of
from lif_core.view.recurrence import done_on, returned_to
from lif_core.view.register import type_name
from lif_core.view.view import View

Fact = Callable[[View, Any], object]


def holds(view: View, record: Record, condition: Condition) -> bool:
    """Tell whether a condition of the framework holds for a record on the day of a view."""
    check = view.framework.check(condition, type_name(record))
    return check(looking_up(view, record))


def looking_up(view: View, record: Record) -> Lookup:
    """Give what conditions ask: a function from the name of a field or fact to its value."""

    def look(name: str) -> object:
        fact = FACTS.get(name) or view.framework.extensions.computed.get(name)
        if fact is not None:
            return fact(view, record)
        table, dot, entry = name.partition(".")
        if dot:
            return getattr(record, table).get(entry)
        value = getattr(record, name.replace("-", "_"), None)
        if isinstance(value, tuple) and value and isinstance(value[0], Party):
            return tuple(party.named for party in value)
        return value.named if isinstance(value, Party) else value

    return look


def days_late(view: View, record: Record) -> int:
    """Tell how many days it is late: past its target date, or past the deadline that is missed longest."""
    if isinstance(record, Action):
        due = record.due
        if due is None or not due.is_past(view.day) or not is_open(view, record) or fell_back(view, record):
            return 0
        assert due.last is not None
        return (view.day - due.last).days
    late = [deadline.days or 0 for deadline in deadlines_of(view, record) if deadline.status == "overdue"]
    return max(late, default=0)


def overdue_milestones(view: View, action: Action) -> list[Any]:
    """Give the milestones of an action that have passed unreached, while the action is open."""
    if not is_open(view, action):
        return []
    return [one for one in action.milestones if one.reached is None and one.due.is_past(view.day)]


def evidence_for(view: View, record: Record) -> list[Evidence]:
    """Give the evidence that shows something about a record, without what was taken back or newer evidence revises."""
    found = [one for one in _evidence(view, record.id) if not is_withdrawn(view, one)]
    revised = {one.revises for one in found}
    return [one for one in found if one.id not in revised]


def _evidence(view: View, record_id: str) -> Iterator[Evidence]:
    for one in view.register.sources(record_id, "evidence"):
        if record_id in one.shows:
            yield one


def evaluations_of(view: View, record: Record) -> list[Evaluation]:
    """Give the evaluations of a record, without what was taken back or is planned and has said nothing yet."""
    every: list[Evaluation] = view.register.sources(record.id, "evaluation")
    return [one for one in every if record.id in one.of and not is_withdrawn(view, one) and _has_said(view, one)]


def _has_said(view: View, one: Evaluation) -> bool:
    made = one.on is not None and one.on.first is not None and one.on.first <= view.day
    return bool(made or one.judgement or one.outcome or one.readings) or is_done(view, one)


def has_expired(evidence: Evidence, day: date) -> bool:
    """Tell whether evidence may no longer be relied on."""
    return evidence.expires is not None and evidence.expires.is_past(day)


def strongest(view: View, record: Record) -> str | None:
    """Tell the strongest sort among its evidence that has not expired."""
    order = sort_ranks(view.framework)
    sorts = [one.sort for one in evidence_for(view, record) if one.sort in order and not has_expired(one, view.day)]
    return max(sorts, key=order.__getitem__, default=None)


@lru_cache(maxsize=8)  # asked for each closed action
def sort_ranks(framework: Framework) -> Mapping[str, int]:
    """Tell the rank of each sort of evidence, the weakest first."""
    sorts = sorted(framework.all(EvidenceSort).items(), key=lambda item: item[1].rank)
    return {id: sort.rank for id, sort in sorts}


@lru_cache(maxsize=8)
def _bodies_of_roles(framework: Framework) -> Mapping[str, str]:
    return {id: role.body for id, role in framework.all(Role).items() if role.body}


def by_lead(view: View, record: Record, evaluation: Evaluation) -> bool:
    """Tell whether an evaluation was made by a lead of a record, by a role of its body, or by nobody named."""
    bodies = _bodies_of_roles(view.framework)
    leads = {name for party in getattr(record, "leads", ()) for name in _names_of(party, bodies)}
    lead_role = getattr(record, "lead_role", "")
    leads |= {lead_role, bodies.get(lead_role, "")}
    return evaluation.by is None or not leads.isdisjoint(_names_of(evaluation.by, bodies))


def _names_of(party: Party, bodies: Mapping[str, str]) -> set[str]:
    return {party.named, party.body, party.role, bodies.get(party.role, "")} - {""}


def checks_due(view: View, action: Action) -> list[date]:
    """Tell the days on which an action that was done is to be checked again: by its strength, else by the standard."""
    done = done_on(view, action)
    if done is None or done.last is None or not is_done(view, action):
        return []
    return [add(span, done.last) for span in _check_again(view.framework, action.strength)]


@lru_cache(maxsize=64)
def _check_again(framework: Framework, strength: str) -> tuple[Span, ...]:
    found = framework.all(Strength).get(strength or STANDARD)
    return found.check_again if found else ()


def checks_made(view: View, action: Action) -> list[Evaluation]:
    """Give the evaluations that were made after an action was done, oldest first."""
    done = done_on(view, action)
    if done is None or done.last is None:
        return []
    dated = [(one.on.first, one) for one in evaluations_of(view, action) if one.on is not None and one.on.first]
    return [one for day, one in sorted(dated, key=lambda pair: pair[0]) if day > done.last]


def next_check(view: View, action: Action) -> date | None:
    """Tell the day of the first check again that nobody has made yet; None where nothing more is owed."""
    if is_finished(view, action):
        return None
    owed = checks_due(view, action)
    made = len(checks_made(view, action)) if owed else 0
    return owed[made] if len(owed) > made else None


_ANSWERING = frozenset({"answers", "findings", "arose-from"})


def answers_to(view: View, record: Record) -> list[Record]:
    """Give what answers a finding, recommendation or priority: recommendations, actions, courses, not taken back."""
    found = dict.fromkeys(one.source for one in view.register.pointing_at(record.id) if one.field in _ANSWERING)
    answers = (view.register[source] for source in found)
    return [one for one in answers if type_name(one) in _ANSWERS and not is_withdrawn(view, one)]


_ANSWERS = ("recommendation", "action", "course")


def only_training(view: View, record: Record, answers: list[Record] | None = None) -> bool:
    """Tell whether everything that answers it (or the answers given) is training."""
    found = answers_to(view, record) if answers is None else answers
    last = [below for one in found for below in (answers_to(view, one) or [one])]
    return bool(last) and all(type_name(one) == "course" or getattr(one, "strength", "") == "training" for one in last)


def _age(view: View, record: Record) -> int | None:
    dated = [when.first for when in record.happened.values() if when.first]
    return (view.day - min(dated)).days if dated else None


def _held(view: View, review: Review) -> bool:
    return any(
        (hold.since.first is None or hold.since.first <= view.day)
        and (hold.until is None or hold.until.last is None or hold.until.last >= view.day)
        for hold in review.holds
    )


FACTS: Mapping[str, Fact] = {
    "done": is_done,
    "finished": is_finished,
    "sustained": is_sustained,
    "withdrawn": is_withdrawn,
    "waiting": lambda view, record: record.state in kind_of(view, record).waiting,
    "held": _held,
    "late": lambda view, record: days_late(view, record) > 0,
    "days-late": days_late,
    "age-days": _age,
    "has-date": lambda view, record: record.due is not None and record.due.is_dated,
    "has-lead": lambda view, record: bool(getattr(record, "leads", ()) or record.lead_role),
    "has-response": lambda view, record: bool(answers_to(view, record)) or bool(getattr(record, "replies", ())),
    "only-training": only_training,
    "overdue-milestone": lambda view, record: bool(overdue_milestones(view, record)),
    "moved-count": lambda view, record: len(record.rescheduled),
    "has-evidence": lambda view, record: bool(evidence_for(view, record)),
    "evidence-strength": strongest,
    "expired-evidence": lambda view, record: any(has_expired(one, view.day) for one in evidence_for(view, record)),
    "has-evaluation": lambda view, record: bool(evaluations_of(view, record)),
    "evaluated-by-another": lambda view, record: any(
        not by_lead(view, record, one) for one in evaluations_of(view, record)
    ),
    "evaluated-by-lead": lambda view, record: (
        bool(found := evaluations_of(view, record)) and all(by_lead(view, record, one) for one in found)
    ),
    "checked-again": lambda view, record: bool(checks_made(view, record)),
    "check-again-due": lambda view, record: (day := next_check(view, record)) is not None and day <= view.day,
    "theme-returned": lambda view, record: returned_to(view, record),
}
"""How each fact is computed, by the name that conditions call it."""
