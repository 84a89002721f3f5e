"""Facts: what conditions may ask of a record beyond its fields, computed on the day of a view.

`framework/facts.py` declares them with their types; a test holds the two lists equal.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from lif_core.framework.expressions import Condition, Lookup
from lif_core.framework.framework import Framework
from lif_core.framework.shape import EvidenceSort
from lif_core.records import Evaluation, Evidence, Record
from lif_core.serial.glances import Seen, whole
from lif_core.values.spans import add_at_most
from lif_core.view.around import around_of, checks_owed
from lif_core.view.deadlines import deadlines_of
from lif_core.view.independence import by_another
from lif_core.view.kinds import (
    fell_back,
    is_done,
    is_finished,
    is_open,
    is_sustained,
    is_withdrawn,
    kind_of,
    meaning_of,
)
from lif_core.view.recurrence import done_on, reached, returned_to
from lif_core.view.register import type_name
from lif_core.view.signing import is_signed_off, next_to_sign, signed_by
from lif_core.view.view import View

Fact = Callable[[View, Any], object]


def holds(view: View, record: Seen, condition: Condition) -> bool:
    """Tell whether a condition of the framework holds for a record on the day of a view."""
    check = view.framework.check(condition, type_name(record))
    return check(looking_up(view, record))


def looking_up(view: View, record: Seen) -> Lookup:
    """Give what conditions ask: a function from the name of a field or fact to its value."""

    def look(name: str) -> object:
        fact = FACTS.get(name) or view.framework.extensions.computed.get(name)
        if fact is not None:
            return fact(view, record)
        table, dot, entry = name.partition(".")
        if dot:
            return getattr(record, table).get(entry)
        value = getattr(record, name.replace("-", "_"), None)
        if isinstance(value, tuple) and value and hasattr(value[0], "named"):
            return tuple(party.named for party in value)
        return getattr(value, "named", value)

    return look


def days_late(view: View, record: Seen) -> int:
    """Tell how many days it is late: past its target date, or past the deadline that is missed longest."""
    if type_name(record) == "action":
        due = record.due
        if due is None or not due.is_past(view.day) or not is_open(view, record) or fell_back(view, record):
            return 0
        late_by: int = (view.day - due.last).days
        return late_by
    asked = _asked_days_late(view, record) if type_name(record) in _ASKED else 0
    late = [deadline.days or 0 for deadline in deadlines_of(view, record) if deadline.status == "overdue"]
    return max([asked, *late])


_ASKED = ("return", "challenge")
"""What somebody is asked for by a day of its own."""


def _asked_days_late(view: View, record: Seen) -> int:
    """Tell how many days what was asked for is overdue, while it is still waited for."""
    due, kind = record.due, kind_of(view, record)
    waited = record.state in kind.waiting if kind.waiting else is_open(view, record)
    return (view.day - due.last).days if waited and due is not None and due.is_past(view.day) and due.last else 0


def overdue_milestones(view: View, action: Seen) -> list[Any]:
    """Give the milestones of an action that have passed unreached, while the action is open."""
    if not is_open(view, action):
        return []
    return [one for one in action.milestones if one.reached is None and one.due.is_past(view.day)]


def evidence_for(view: View, record: Record) -> list[Evidence]:
    """Give the evidence that shows something about a record, without what was taken back or newer evidence revises."""
    return [whole(one) for one in around_of(view).evidence(record)]


def evaluations_of(view: View, record: Record) -> list[Evaluation]:
    """Give the evaluations of a record, without what was taken back or is planned and has said nothing yet."""
    return [whole(one) for one in around_of(view).evaluations(record)]


def has_expired(evidence: Seen, day: date) -> bool:
    """Tell whether evidence may no longer be relied on."""
    return evidence.expires is not None and evidence.expires.is_past(day)


def strongest(view: View, record: Seen) -> str | None:
    """Tell the strongest sort among its evidence that has not expired."""
    order = sort_ranks(view.framework)
    sorts = [
        one.sort for one in around_of(view).evidence(record) if one.sort in order and not has_expired(one, view.day)
    ]
    return max(sorts, key=order.__getitem__, default=None)


@lru_cache(maxsize=8)  # asked for each closed action
def sort_ranks(framework: Framework) -> Mapping[str, int]:
    """Tell the rank of each sort of evidence, the weakest first."""
    sorts = sorted(framework.all(EvidenceSort).items(), key=lambda item: item[1].rank)
    return {id: sort.rank for id, sort in sorts}


def checks_due(view: View, action: Seen) -> list[date]:
    """Tell the days on which an action that was done is to be checked again: by its strength, else by the standard."""
    done = done_on(view, action)
    if done is None or done.last is None or not is_done(view, action):
        return []
    return [add_at_most(span, done.last) for span in checks_owed(view.framework, action.strength)]


def checks_made(view: View, action: Record) -> list[Evaluation]:
    """Give the evaluations that were made after an action was done, oldest first."""
    return [whole(one) for one in around_of(view).checks(action, done_on(view, action))]


def next_check(view: View, action: Seen) -> date | None:
    """Tell the day of the first check again that nobody has made yet; None where nothing more is owed."""
    means = meaning_of(view, action)
    if means.finished or not means.done:
        return None
    return around_of(view).next_check(action, reached(action.happened, means.dones))


def answers_to(view: View, record: Record) -> list[Record]:
    """Give what answers a finding, recommendation or priority: actions, courses, recommendations, not taken back."""
    return [whole(one) for one in around_of(view).answers(record)]


def only_training(view: View, record: Seen, answers: Sequence[Seen] | None = None) -> bool:
    """Tell whether everything that answers it (or the answers given) is training."""
    return around_of(view).only_training(record, answers)


def _age(view: View, record: Seen) -> int | None:
    dated = [when.first for when in record.happened.values() if when.first]
    return (view.day - min(dated)).days if dated else None


def _held(view: View, review: Seen) -> bool:
    return any(hold.stands_on(view.day) for hold in review.holds)


FACTS: Mapping[str, Fact] = {
    "done": is_done,
    "finished": is_finished,
    "sustained": is_sustained,
    "withdrawn": is_withdrawn,
    "waiting": lambda view, record: record.state in kind_of(view, record).waiting,
    "held": _held,
    "signed-off": is_signed_off,
    "signed-by": signed_by,
    "next-to-sign": next_to_sign,
    "late": lambda view, record: days_late(view, record) > 0,
    "days-late": days_late,
    "age-days": _age,
    "has-date": lambda view, record: record.due is not None and record.due.is_dated,
    "has-lead": lambda view, record: bool(getattr(record, "leads", ()) or record.lead_role),
    "has-response": lambda view, record: bool(around_of(view).answers(record)) or bool(getattr(record, "replies", ())),
    "only-training": only_training,
    "overdue-milestone": lambda view, record: bool(overdue_milestones(view, record)),
    "moved-count": lambda view, record: len(record.rescheduled),
    "has-evidence": lambda view, record: bool(around_of(view).evidence(record)),
    "evidence-strength": strongest,
    "expired-evidence": lambda view, record: any(
        has_expired(one, view.day) for one in around_of(view).evidence(record)
    ),
    "has-evaluation": lambda view, record: bool(around_of(view).evaluations(record)),
    "evaluated-by-another": lambda view, record: any(
        by_another(view.framework, record, one) for one in around_of(view).evaluations(record)
    ),
    "evaluated-by-lead": lambda view, record: (
        bool(found := around_of(view).evaluations(record))
        and not any(by_another(view.framework, record, one) for one in found)
    ),
    "checked-again": lambda view, record: bool(around_of(view).checks(record, done_on(view, record))),
    "check-again-due": lambda view, record: (day := next_check(view, record)) is not None and day <= view.day,
    "theme-returned": lambda view, record: returned_to(view, record),
}
"""How each fact is computed, by the name that conditions call it."""
