"""Gaps of actions: what is missing while they are to be done, and once they are called done."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.serial.glances import Seen
from lif_core.values.saying import how_read, plain_day
from lif_core.view.around import around_of, checks_among
from lif_core.view.facts import overdue_milestones, sort_ranks
from lif_core.view.independence import by_another, independence
from lif_core.view.kinds import fell_back, meanings
from lif_core.view.recurrence import reached
from lif_core.view.view import View


def open_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are still to be done: a lead, a date, a date that can be relied on."""
    means = meanings(view.framework, "action")
    for action in view.register.glances("action"):
        if means[action.kind, action.state].open:
            yield from _lead(view, action)
            if not fell_back(view, action):
                yield from _date(view, action)


def _lead(view: View, action: Seen) -> Iterator[Gap]:
    if not action.leads and not action.lead_role:
        mend = "Name one lead agency or role."
        yield gap_of(view, action, "action-without-lead", "high", "Nobody leads it.", mend, begun(view, action))


def several_leads(view: View) -> Iterator[Gap]:
    """Tell the actions that name several leads and none of them first, done or not: nobody answers for them alone."""
    means = meanings(view.framework, "action")
    for action in view.register.glances("action"):
        leads = action.leads
        if len(leads) > 1 and not any(lead.first for lead in leads) and not means[action.kind, action.state].withdrawn:
            says = f"{_number(len(leads))} leads are named, and nobody says which one leads."
            mend = "Name one of them as the lead; the others stay beside it."
            yield gap_of(view, action, "action-without-first-lead", "medium", says, mend, begun(view, action))


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def _date(view: View, action: Seen) -> Iterator[Gap]:
    due = action.due
    if due is None or due.reading in ("undated", "ongoing"):
        words = " ".join(due.said.split()) if due else ""
        says = f'No target date: where it should stand, it says "{words}".' if words else "No target date."
        yield gap_of(view, action, "action-without-date", "high", says, "Agree a date.", begun(view, action))
    elif due.reading == "ambiguous":
        says = f"Its target date can be read in more than one way: {how_read(due)}."
        since = begun(view, action)
        yield gap_of(view, action, "action-date-ambiguous", "medium", says, "Say which day is meant.", since)
    elif not due.is_certain:
        says = f"Its target date hangs on a condition: {how_read(due)}."
        since = begun(view, action)
        yield gap_of(view, action, "action-date-conditional", "low", says, "Say whether the condition was met.", since)
    elif due.is_past(view.day):
        tells, mend = partial(_passed, due, view.day), "Report progress, or propose another date with a reason."
        yield gap_of(view, action, "action-overdue", "high", tells, mend, due.last)
    for milestone in overdue_milestones(view, action):
        says = f"A step on the way was due: {how_read(milestone.due)}. Nobody has said that it was reached."
        mend = "Say when it was reached, or by when it will be."
        yield gap_of(view, action, "milestone-overdue", "medium", says, mend, milestone.due.last)


def _passed(due: Any, day: date) -> str:
    days = (day - due.last).days
    return f"Its target date, {how_read(due)}, passed {days} {'day' if days == 1 else 'days'} ago."


def closed_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are called done: evidence, an evaluation by another, a later check."""
    means, around = meanings(view.framework, "action"), around_of(view)
    weakest = next(iter(sort_ranks(view.framework)), None)
    for action in view.register.glances("action"):
        its = means[action.kind, action.state]
        if not its.done or its.withdrawn:
            continue
        done = reached(action.happened, its.dones)
        since = done.last if done is not None else None
        evaluations = around.evaluations(action)
        checks = checks_among(evaluations, done)
        without = (
            _evidence(view, action, around.evidence(action), since, weakest),
            _evaluation(view, action, evaluations, since),
            _held(view, action, checks[-1]) if checks else None,
        )
        yield from (gap for gap in without if gap is not None)
        check = None if its.finished else around.next_check(action, done, checks)
        if check is not None and check < view.day:
            tells, mend = (
                partial(_not_checked, check),
                "Check whether the improvement held, and record the evaluation.",
            )
            yield gap_of(view, action, "action-not-checked-again", "high", tells, mend, check)


def _not_checked(check: date) -> str:
    return f"It was to be checked again by {plain_day(check)}, and no check is on record."


def _held(view: View, action: Seen, last: Seen) -> Gap | None:
    """Tell that the last check found that the improvement did not hold, while the action still counts as done."""
    if last.outcome not in ("did-not-hold", "worse"):
        return None
    says = f"Checked again ({how_read(last.on)}), and it did not hold."
    mend = "Reopening is proposed: move it to a status that says so, with the reason."
    return gap_of(view, action, "action-did-not-hold", "high", says, mend, last.on.last, last.id)


def _evidence(
    view: View, action: Seen, evidence: Sequence[Seen], since: date | None, weakest: str | None
) -> Gap | None:
    if not evidence:
        says, mend = (
            "Closed, and no evidence is on record.",
            "Record what shows it: a document, data, an observation. A progress report is not evidence.",
        )
        return gap_of(view, action, "closed-without-evidence", "high", says, mend, since)
    if weakest is not None and all(one.sort == weakest for one in evidence):
        says = "Closed on the word of its own lead only."
        mend = "Add a document, data, an observation, or what children and families say."
        return gap_of(view, action, "closed-on-self-report", "medium", says, mend, since)
    return None


def _evaluation(view: View, action: Seen, evaluations: Sequence[Seen], since: date | None) -> Gap | None:
    if not evaluations:
        says, mend = (
            "Closed, and nobody has said what changed.",
            "Ask somebody other than the lead what difference it made, and record the answer.",
        )
        return gap_of(view, action, "closed-without-evaluation", "high", says, mend, since)
    if not any(by_another(view.framework, action, one) for one in evaluations):
        named = all(one.by is not None for one in evaluations)
        says = (
            "It was evaluated, and nobody other than its own lead is named as having done so."
            if not named
            else "Only its own lead has evaluated it."
            if all(independence(view.framework, action, one) == "lead" for one in evaluations)
            else "Only the body of its own lead has evaluated it."
        )
        mend = "Ask somebody else to evaluate it." if named else "Say who evaluated it, or ask somebody else to."
        return gap_of(view, action, "evaluated-by-own-lead", "medium", says, mend, since)
    return None
