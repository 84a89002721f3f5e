"""Facts: what conditions may ask of a record beyond its fields, computed on the day of a view.

`framework/facts.py` declares them with their types; a test holds the two lists equal.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lif_core.framework.expressions import Condition, Lookup
from lif_core.framework.shape import EvidenceSort, Kind, Strength
from lif_core.records import Action, Evaluation, Evidence, Party, Record, Review
from lif_core.values.spans import add
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.recurrence import returned_to
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
        fact = FACTS.get(name)
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


def kind_of(view: View, record: Record) -> Kind:
    """Give the kind of a record."""
    return view.framework.kind(type_name(record), record.kind)


def is_done(view: View, record: Record) -> bool:
    """Tell whether its status stands for done."""
    return record.state in kind_of(view, record).done


def is_finished(view: View, record: Record) -> bool:
    """Tell whether its status stands for nothing more being owed."""
    return kind_of(view, record).is_finished(record.state)


def is_sustained(view: View, record: Record) -> bool:
    """Tell whether its status stands for an improvement that held."""
    return record.state in kind_of(view, record).sustained


def is_withdrawn(view: View, record: Record) -> bool:
    """Tell whether its status stands for taken back."""
    return record.state in kind_of(view, record).withdrawn


def is_open(view: View, record: Record) -> bool:
    """Tell whether something is still to be done: neither done nor finished nor taken back."""
    kind = kind_of(view, record)
    return not (record.state in kind.done or record.state in kind.withdrawn or kind.is_finished(record.state))


def days_late(view: View, record: Record) -> int:
    """Tell how many days it is late: past its target date, or past the deadline that is missed longest."""
    if isinstance(record, Action):
        due = record.due
        if due is None or not due.is_past(view.day) or not is_open(view, record):
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
    """Give the evidence that shows something about a record, without what newer evidence revises."""
    found: list[Evidence] = view.register.sources(record.id, "evidence")
    revised = {one.revises for one in found}
    return [one for one in found if one.id not in revised and record.id in one.shows]


def evaluations_of(view: View, record: Record) -> list[Evaluation]:
    """Give the evaluations of a record."""
    return [one for one in view.register.sources(record.id, "evaluation") if record.id in one.of]


def has_expired(evidence: Evidence, day: date) -> bool:
    """Tell whether evidence may no longer be relied on."""
    return evidence.expires is not None and evidence.expires.is_past(day)


def strongest(view: View, record: Record) -> str | None:
    """Tell the strongest sort among its evidence that has not expired."""
    order = {sort: item.rank for sort, item in view.framework.all(EvidenceSort).items()}
    sorts = [one.sort for one in evidence_for(view, record) if one.sort in order and not has_expired(one, view.day)]
    return max(sorts, key=order.__getitem__, default=None)


def by_lead(record: Record, evaluation: Evaluation) -> bool:
    """Tell whether an evaluation was made by a lead of the record, or by somebody not named."""
    leads = {party.named for party in getattr(record, "leads", ())}
    return evaluation.by is None or evaluation.by.named in leads


def done_on(view: View, record: Record) -> When | None:
    """Tell when a record last reached a status that stands for done."""
    reached = [when for state in kind_of(view, record).done if (when := record.happened.get(state)) is not None]
    dated = [when for when in reached if when.last is not None]
    return min(dated, key=lambda when: when.last or date.max) if dated else None


def checks_due(view: View, action: Action) -> list[date]:
    """Tell the days on which an action that was done is to be checked again, by its strength."""
    done = done_on(view, action)
    if done is None or done.last is None or not (is_done(view, action) or is_sustained(view, action)):
        return []
    strength = view.framework.all(Strength).get(action.strength)
    return [add(span, done.last) for span in strength.check_again] if strength else []


def checks_made(view: View, action: Action) -> list[Evaluation]:
    """Give the evaluations that were made after an action was done, oldest first."""
    done = done_on(view, action)
    if done is None or done.last is None:
        return []
    dated = [(one.on.first, one) for one in evaluations_of(view, action) if one.on is not None and one.on.first]
    return [one for day, one in sorted(dated, key=lambda pair: pair[0]) if day > done.last]


def next_check(view: View, action: Action) -> date | None:
    """Tell the day of the first check again that nobody has made yet."""
    made = len(checks_made(view, action))
    return checks_due(view, action)[made:][0] if len(checks_due(view, action)) > made else None


def answers_to(view: View, record: Record) -> list[Record]:
    """Give what answers a finding, recommendation or priority: recommendations, actions, courses, not taken back."""
    found = [
        answer
        for answer_type in ("recommendation", "action", "course")
        for answer in view.register.sources(record.id, answer_type)
    ]
    return [one for one in found if not is_withdrawn(view, one)]


def only_training(view: View, record: Record) -> bool:
    """Tell whether everything that answers it is training."""
    answers = answers_to(view, record)
    last = [below for one in answers for below in (answers_to(view, one) or [one])]
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
    "evaluated-by-another": lambda view, record: any(not by_lead(record, one) for one in evaluations_of(view, record)),
    "evaluated-by-lead": lambda view, record: (
        bool(evaluations_of(view, record)) and all(by_lead(record, one) for one in evaluations_of(view, record))
    ),
    "checked-again": lambda view, record: bool(checks_made(view, record)),
    "check-again-due": lambda view, record: (day := next_check(view, record)) is not None and day <= view.day,
    "theme-returned": lambda view, record: any(True for _ in returned_to(view, record)),
}
"""How each fact is computed, by the name that conditions call it."""
