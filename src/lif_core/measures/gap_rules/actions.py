"""Gaps of actions: what is missing while they are to be done, and once they are called done."""

from collections.abc import Iterator
from datetime import date

from lif_core.measures.gap import Gap, actions_of, begun, gap_of
from lif_core.records import Action
from lif_core.values.saying import how_read, plain_day
from lif_core.view.facts import (
    by_lead,
    checks_made,
    evaluations_of,
    evidence_for,
    next_check,
    overdue_milestones,
    sort_ranks,
)
from lif_core.view.kinds import fell_back, is_done, is_open, is_withdrawn
from lif_core.view.recurrence import done_on
from lif_core.view.view import View


def open_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are still to be done: a lead, a date, a date that can be relied on."""
    for action in actions_of(view):
        if is_open(view, action):
            yield from _lead(view, action)
            if not fell_back(view, action):
                yield from _date(view, action)


def _lead(view: View, action: Action) -> Iterator[Gap]:
    if not action.leads and not action.lead_role:
        mend = "Name one lead agency or role."
        yield gap_of(view, action, "action-without-lead", "high", "Nobody leads it.", mend, begun(view, action))


def several_leads(view: View) -> Iterator[Gap]:
    """Tell the actions that name several leads and none of them first, done or not: nobody answers for them alone."""
    for action in actions_of(view):
        if len(action.leads) > 1 and not any(lead.first for lead in action.leads) and not is_withdrawn(view, action):
            says = f"{_number(len(action.leads))} leads are named, and nobody says which one leads."
            yield gap_of(
                view,
                action,
                "action-without-first-lead",
                "medium",
                says,
                "Name one of them as the lead; the others stay beside it.",
                begun(view, action),
            )


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def _date(view: View, action: Action) -> Iterator[Gap]:
    due, since = action.due, begun(view, action)
    if due is None or due.reading in ("undated", "ongoing"):
        words = " ".join(due.said.split()) if due else ""
        says = f'No target date: where it should stand, it says "{words}".' if words else "No target date."
        yield gap_of(view, action, "action-without-date", "high", says, "Agree a date.", since)
    elif due.reading == "ambiguous":
        says = f"Its target date can be read in more than one way: {how_read(due)}."
        yield gap_of(view, action, "action-date-ambiguous", "medium", says, "Say which day is meant.", since)
    elif not due.is_certain:
        says = f"Its target date hangs on a condition: {how_read(due)}."
        yield gap_of(view, action, "action-date-conditional", "low", says, "Say whether the condition was met.", since)
    elif due.is_past(view.day) and due.last is not None:
        days = (view.day - due.last).days
        says = f"Its target date, {how_read(due)}, passed {days} {'day' if days == 1 else 'days'} ago."
        mend = "Report progress, or propose another date with a reason."
        yield gap_of(view, action, "action-overdue", "high", says, mend, due.last)
    for milestone in overdue_milestones(view, action):
        says = f"A step on the way was due: {how_read(milestone.due)}. Nobody has said that it was reached."
        mend = "Say when it was reached, or by when it will be."
        yield gap_of(view, action, "milestone-overdue", "medium", says, mend, milestone.due.last)


def closed_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are called done: evidence, an evaluation by another, a later check."""
    for action in actions_of(view):
        if not is_done(view, action) or is_withdrawn(view, action):
            continue
        done = done_on(view, action)
        since = done.last if done is not None else None
        yield from _evidence(view, action, since)
        yield from _evaluation(view, action, since)
        yield from _held(view, action)
        check = next_check(view, action)
        if check is not None and check < view.day:
            says = f"It was to be checked again by {plain_day(check)}, and no check is on record."
            mend = "Check whether the improvement held, and record the evaluation."
            yield gap_of(view, action, "action-not-checked-again", "high", says, mend, check)


def _held(view: View, action: Action) -> Iterator[Gap]:
    """Tell that the last check found that the improvement did not hold, while the action still counts as done."""
    last = next(iter(checks_made(view, action)[::-1]), None)
    if last is not None and last.on is not None and last.outcome in ("did-not-hold", "worse"):
        says = f"Checked again ({how_read(last.on)}), and it did not hold."
        mend = "Reopening is proposed: move it to a status that says so, with the reason."
        yield gap_of(view, action, "action-did-not-hold", "high", says, mend, last.on.last, last.id)


def _evidence(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evidence = evidence_for(view, action)
    if not evidence:
        says, mend = (
            "Closed, and no evidence is on record.",
            "Record what shows it: a document, data, an observation. A progress report is not evidence.",
        )
        yield gap_of(view, action, "closed-without-evidence", "high", says, mend, since)
        return
    weakest = next(iter(sort_ranks(view.framework)), None)
    if weakest is not None and all(one.sort == weakest for one in evidence):
        says = "Closed on the word of its own lead only."
        mend = "Add a document, data, an observation, or what children and families say."
        yield gap_of(view, action, "closed-on-self-report", "medium", says, mend, since)


def _evaluation(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evaluations = evaluations_of(view, action)
    if not evaluations:
        says, mend = (
            "Closed, and nobody has said what changed.",
            "Ask somebody other than the lead what difference it made, and record the answer.",
        )
        yield gap_of(view, action, "closed-without-evaluation", "high", says, mend, since)
    elif all(by_lead(view, action, one) for one in evaluations):
        named = all(one.by is not None for one in evaluations)
        says = (
            "Only its own lead has evaluated it."
            if named
            else "It was evaluated, and nobody other than its own lead is named as having done so."
        )
        mend = "Ask somebody else to evaluate it." if named else "Say who evaluated it, or ask somebody else to."
        yield gap_of(view, action, "evaluated-by-own-lead", "medium", says, mend, since)
