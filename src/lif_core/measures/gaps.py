"""Gaps: what is missing, and what would mend it. Accepted ones need a reason and an end; none is hidden."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.shape import GapRule as FrameworkRule
from lif_core.framework.shape import Level
from lif_core.records import AcceptedGap, Action, Evidence, Finding, Recommendation, Record, Review
from lif_core.values.saying import how_read, plain_day
from lif_core.view.deadlines import deadlines_of
from lif_core.view.facts import (
    answers_to,
    by_lead,
    checks_made,
    evaluations_of,
    evidence_for,
    has_expired,
    holds,
    next_check,
    only_training,
    overdue_milestones,
    sort_ranks,
)
from lif_core.view.gap_codes import CODES
from lif_core.view.kinds import fell_back, is_done, is_finished, is_open, is_withdrawn, name_of
from lif_core.view.recurrence import day_of, done_on, returns
from lif_core.view.view import View

LEVELS: tuple[Level, ...] = ("high", "medium", "low")
"""How much a gap weighs, the heaviest first."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Gap:
    """Something that is missing.

    Attributes:
        code: what sort of gap it is, such as `action-without-lead`.
        level: how much it weighs.
        record: id of the record that it is about.
        name: what people call that record.
        says: one sentence: what is missing.
        mend: one sentence: what would mend it.
        since: the day it began, None where nobody can tell.
        beside: ids of further records it is about.
    """

    code: str
    level: Level
    record: str
    name: str = attrs.field(repr=False)
    says: str = attrs.field(repr=False)
    mend: str
    since: date | None = None
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.says} {self.mend}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Accepted:
    """A gap that is accepted for now, because, until."""

    gap: Gap
    by: AcceptedGap

    def __str__(self) -> str:
        until = plain_day(self.by.until.last) if self.by.until and self.by.until.last else "a day not told"
        return f"{self.gap.name}: {self.gap.says} Accepted for now until {until}, because: {self.by.why}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Gaps:
    """The gaps of a view.

    Attributes:
        open: gaps to be mended, the heaviest first.
        older: gaps that began before the baseline day: counted, and listed when asked for.
        accepted: gaps accepted for now.
        baseline: the baseline day, None where there is none.
        unasked: codes of further rules that failed when they were asked; what they would tell is missing here.
    """

    open: tuple[Gap, ...]
    older: tuple[Gap, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    baseline: date | None = None
    unasked: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Gap]:
        return iter(self.open)

    def __len__(self) -> int:
        return len(self.open)

    def at_least(self, level: Level) -> tuple[Gap, ...]:
        """Give the open gaps of this level and heavier."""
        heavy = LEVELS[: LEVELS.index(level) + 1]
        return tuple(gap for gap in self.open if gap.level in heavy)

    def counted(self) -> dict[str, int]:
        """Count the open gaps by code, in the order in which they are told."""
        counts: dict[str, int] = {}
        for gap in self.open:
            counts[gap.code] = counts.get(gap.code, 0) + 1
        return counts

    def __str__(self) -> str:
        lines = [str(gap) for gap in self.open]
        if self.older and self.baseline:
            count = f"{len(self.older)} older {'gap' if len(self.older) == 1 else 'gaps'}"
            lines.append(f"{count} began before {plain_day(self.baseline)}: `lif gaps --older` lists them.")
        lines += [str(accepted) for accepted in self.accepted]
        lines += [f"The gap rule {code!r} failed: what it would tell is missing here." for code in self.unasked]
        return "\n".join(lines) if lines else "No gaps."


GapRule = Callable[[View], Iterable[Gap]]
"""Looks at a view and tells the gaps it sees."""


def gaps(view: View, rules: Mapping[str, GapRule] | None = None) -> Gaps:
    """Tell what is missing on the day of a view.

    Args:
        view: what to look at.
        rules: further rules by gap code, such as those of plug-ins.
    """
    found = [gap for rule in (*RULES, _of_framework) for gap in _by_record(rule(view))]
    unasked = []
    for code, rule in (rules or {}).items():
        try:
            found += _by_record(rule(view))
        except Exception:  # one rule of a plug-in must not keep a board from all others; it is told by its code
            unasked.append(code)
    found.sort(key=lambda gap: LEVELS.index(gap.level))
    accepted = _accepted(view)
    still: list[Gap] = []
    older: list[Gap] = []
    taken: list[Accepted] = []
    for gap in found:
        by = accepted.get((gap.code, gap.record)) or accepted.get((gap.code, ""))
        if by is not None:
            taken.append(Accepted(gap=gap, by=by))
        elif view.baseline is not None and gap.since is not None and gap.since < view.baseline:
            older.append(gap)
        else:
            still.append(gap)
    return Gaps(
        open=tuple(still),
        older=tuple(older),
        accepted=tuple(taken),
        baseline=view.baseline,
        unasked=tuple(unasked),
    )


def _by_record(found: Iterable[Gap]) -> list[Gap]:
    """Put what one rule tells in the order of ids, so that the same records tell the same list, however they came."""
    return sorted(found, key=lambda gap: gap.record)


def _accepted(view: View) -> dict[tuple[str, str], AcceptedGap]:
    found: dict[tuple[str, str], AcceptedGap] = {}
    for one in view.register.of_type("accepted-gap"):
        if isinstance(one, AcceptedGap) and _still_accepts(view, one):
            for record_id in one.about or ("",):
                found[one.gap, record_id] = one
    return found


def _still_accepts(view: View, one: AcceptedGap) -> bool:
    ends = one.until is not None and one.until.is_certain and not one.until.is_past(view.day)
    return ends and not is_withdrawn(view, one) and one.state != "lapsed"


def _begun(view: View, record: Record) -> date | None:
    """Tell the day from which a record is known: of what happened to it, or of the first thing it answers."""
    own = [when.first for when in record.happened.values() if when.first is not None]
    if own:
        return min(own)
    if isinstance(record, Finding):
        return day_of(view, record)
    above = (view.register.get(one) for one in (*getattr(record, "answers", ()), *getattr(record, "findings", ())))
    days = [day for one in above if one is not None and (day := _begun(view, one)) is not None]
    return min(days, default=None)


def _gap(
    view: View, record: Record, code: str, level: Level, says: str, mend: str, since: date | None = None, *beside: str
) -> Gap:
    name = name_of(view, record)
    return Gap(code=code, level=level, record=record.id, name=name, says=says, mend=mend, since=since, beside=beside)


def _actions(view: View) -> Iterator[Action]:
    return (one for one in view.register.of_type("action") if isinstance(one, Action))


def open_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are still to be done: a lead, a date, a date that can be relied on."""
    for action in _actions(view):
        if is_open(view, action):
            yield from _lead(view, action)
            if not fell_back(view, action):
                yield from _date(view, action)


def _lead(view: View, action: Action) -> Iterator[Gap]:
    if not action.leads and not action.lead_role:
        mend = "Name one lead agency or role."
        yield _gap(view, action, "action-without-lead", "high", "Nobody leads it.", mend, _begun(view, action))


def several_leads(view: View) -> Iterator[Gap]:
    """Tell the actions that name several leads and none of them first, done or not: nobody answers for them alone."""
    for action in _actions(view):
        if len(action.leads) > 1 and not any(lead.first for lead in action.leads) and not is_withdrawn(view, action):
            says = f"{_number(len(action.leads))} leads are named, and nobody says which one leads."
            yield _gap(
                view,
                action,
                "action-without-first-lead",
                "medium",
                says,
                "Name one of them as the lead; the others stay beside it.",
                _begun(view, action),
            )


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def _date(view: View, action: Action) -> Iterator[Gap]:
    due, since = action.due, _begun(view, action)
    if due is None or due.reading in ("undated", "ongoing"):
        words = " ".join(due.said.split()) if due else ""
        says = f'No target date: where it should stand, it says "{words}".' if words else "No target date."
        yield _gap(view, action, "action-without-date", "high", says, "Agree a date.", since)
    elif due.reading == "ambiguous":
        says = f"Its target date can be read in more than one way: {how_read(due)}."
        yield _gap(view, action, "action-date-ambiguous", "medium", says, "Say which day is meant.", since)
    elif not due.is_certain:
        says = f"Its target date hangs on a condition: {how_read(due)}."
        yield _gap(view, action, "action-date-conditional", "low", says, "Say whether the condition was met.", since)
    elif due.is_past(view.day) and due.last is not None:
        days = (view.day - due.last).days
        says = f"Its target date, {how_read(due)}, passed {days} {'day' if days == 1 else 'days'} ago."
        mend = "Report progress, or propose another date with a reason."
        yield _gap(view, action, "action-overdue", "high", says, mend, due.last)
    for milestone in overdue_milestones(view, action):
        says = f"A step on the way was due: {how_read(milestone.due)}. Nobody has said that it was reached."
        mend = "Say when it was reached, or by when it will be."
        yield _gap(view, action, "milestone-overdue", "medium", says, mend, milestone.due.last)


def closed_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are called done: evidence, an evaluation by another, a later check."""
    for action in _actions(view):
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
            yield _gap(view, action, "action-not-checked-again", "high", says, mend, check)


def _held(view: View, action: Action) -> Iterator[Gap]:
    """Tell that the last check found that the improvement did not hold, while the action still counts as done."""
    last = next(iter(checks_made(view, action)[::-1]), None)
    if last is not None and last.on is not None and last.outcome in ("did-not-hold", "worse"):
        says = f"Checked again ({how_read(last.on)}), and it did not hold."
        mend = "Reopening is proposed: move it to a status that says so, with the reason."
        yield _gap(view, action, "action-did-not-hold", "high", says, mend, last.on.last, last.id)


def _evidence(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evidence = evidence_for(view, action)
    if not evidence:
        says, mend = (
            "Closed, and no evidence is on record.",
            "Record what shows it: a document, data, an observation. A progress report is not evidence.",
        )
        yield _gap(view, action, "closed-without-evidence", "high", says, mend, since)
        return
    weakest = next(iter(sort_ranks(view.framework)), None)
    if weakest is not None and all(one.sort == weakest for one in evidence):
        says = "Closed on the word of its own lead only."
        mend = "Add a document, data, an observation, or what children and families say."
        yield _gap(view, action, "closed-on-self-report", "medium", says, mend, since)


def _evaluation(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evaluations = evaluations_of(view, action)
    if not evaluations:
        says, mend = (
            "Closed, and nobody has said what changed.",
            "Ask somebody other than the lead what difference it made, and record the answer.",
        )
        yield _gap(view, action, "closed-without-evaluation", "high", says, mend, since)
    elif all(by_lead(view, action, one) for one in evaluations):
        named = all(one.by is not None for one in evaluations)
        says = (
            "Only its own lead has evaluated it."
            if named
            else "It was evaluated, and nobody other than its own lead is named as having done so."
        )
        mend = "Ask somebody else to evaluate it." if named else "Say who evaluated it, or ask somebody else to."
        yield _gap(view, action, "evaluated-by-own-lead", "medium", says, mend, since)


def findings(view: View) -> Iterator[Gap]:
    """Tell the findings that nothing answers, or training only."""
    for finding in view.register.of_type("finding"):
        if not isinstance(finding, Finding) or finding.sort != "gap" or is_withdrawn(view, finding):
            continue
        answers, since = answers_to(view, finding), _begun(view, finding)
        if not answers and is_open(view, finding):
            mend = "Make a recommendation, plan an action, or say why neither is needed."
            yield _gap(
                view,
                finding,
                "finding-without-response",
                "high",
                "No recommendation and no action answers it.",
                mend,
                since,
            )
        elif only_training(view, finding, answers):
            says, mend = "Only training answers it.", "Ask what would make the right thing easier to do."
            yield _gap(view, finding, "answered-by-training-only", "medium", says, mend, since)


def recommendations(view: View) -> Iterator[Gap]:
    """Tell the recommendations to which nobody replied and no action answers."""
    for one in view.register.of_type("recommendation"):
        if not isinstance(one, Recommendation) or not is_open(view, one):
            continue
        if all(reply.stance == "no-reply" for reply in one.replies) and not answers_to(view, one):
            says, mend = (
                "Nobody has replied to it, and no action answers it.",
                "Ask whom it is addressed to for a reply, or plan an action.",
            )
            since = _begun(view, one)
            yield _gap(view, one, "recommendation-without-response", "high", says, mend, since)


def expired_evidence(view: View) -> Iterator[Gap]:
    """Tell the evidence that may no longer be relied on and that nothing newer revises."""
    every = [one for one in view.register.of_type("evidence") if isinstance(one, Evidence)]
    standing = [one for one in every if not is_withdrawn(view, one)]
    revised = {one.revises for one in standing}
    for one in standing:
        if one.expires is not None and one.id not in revised and has_expired(one, view.day):
            says = f"It could be relied on until {how_read(one.expires)}, and that day has passed."
            mend = "Gather it again, or say what stands in its place."
            yield _gap(view, one, "evidence-expired", "medium", says, mend, one.expires.last)


def reviews(view: View) -> Iterator[Gap]:
    """Tell the reviews past a deadline, and the holds that nobody has looked at again."""
    for review in view.register.of_type("review"):
        for deadline in deadlines_of(view, review):
            if deadline.status == "overdue" and deadline.last is not None:
                says = f"{deadline.sentence[:1].upper()}{deadline.sentence[1:]}"
                mend = "Do it now, and record why it is late."
                yield _gap(view, review, "review-past-deadline", "high", says, mend, deadline.last)
        holding = isinstance(review, Review) and not is_finished(view, review)
        for hold in review.holds if isinstance(review, Review) and holding else ():
            if hold.until is None and hold.review_by is not None and hold.review_by.is_past(view.day):
                says = f"A hold was to be reviewed by {how_read(hold.review_by)}, and no review of it is on record."
                mend = "Decide whether it still stands: lift it, or say until when it goes on."
                yield _gap(view, review, "hold-not-reviewed", "medium", says, mend, hold.review_by.last)


def themes(view: View) -> Iterator[Gap]:
    """Tell the themes that came back after an action on them was closed."""
    for one in returns(view):
        words = view.framework.item("theme", one.theme).words
        more = f" and {one.more} more before it" if one.more else ""
        says = (
            f"Learning did not hold: {words} came back on {plain_day(one.found)}, "
            f"after {name_of(view, one.closed)} was closed on {plain_day(one.on)}{more}."
        )
        mend = "Look at why what was done did not last before planning the same again."
        yield _gap(view, one.finding, "theme-came-back", "high", says, mend, one.found, one.closed.id)


def _of_framework(view: View) -> Iterator[Gap]:
    for code, rule in view.framework.all(FrameworkRule).items():
        for record_type in rule.on:
            for record in view.register.of_type(record_type):
                if holds(view, record, rule.when):
                    says = f"{str(rule.says).rstrip('.')}."
                    yield _gap(view, record, code, rule.level, says, str(rule.mend), _begun(view, record))


RULES: tuple[GapRule, ...] = (
    findings,
    recommendations,
    open_actions,
    several_leads,
    closed_actions,
    expired_evidence,
    reviews,
    themes,
)
"""The rules that need more than a condition; those that do not are items of the framework's table `gap`."""


def known(code: str, view: View) -> None:
    """Check that a gap code is one that some rule of the framework or of this module tells.

    Raises:
        UnknownName: no rule tells it.
    """
    codes = {*CODES, *view.framework.all(FrameworkRule)}
    if code not in codes:
        raise UnknownName(code, "gap", codes)
