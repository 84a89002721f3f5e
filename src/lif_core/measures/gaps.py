"""Gaps: what is missing, and what would mend it. Accepted ones need a reason and an end; none is hidden."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.shape import EvidenceSort, Level
from lif_core.framework.shape import GapRule as FrameworkRule
from lif_core.records import AcceptedGap, Action, Finding, Recommendation, Record, Review
from lif_core.values.saying import how_read, plain_day
from lif_core.view.deadlines import deadlines_of, name_of
from lif_core.view.facts import (
    answers_to,
    by_lead,
    done_on,
    evaluations_of,
    evidence_for,
    has_expired,
    holds,
    is_done,
    is_open,
    is_sustained,
    is_withdrawn,
    next_check,
    only_training,
    overdue_milestones,
)
from lif_core.view.recurrence import returns
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
    name: str
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
    """

    open: tuple[Gap, ...]
    older: tuple[Gap, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    baseline: date | None = None

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
            lines.append(
                f"{len(self.older)} older gaps began before {plain_day(self.baseline)}: `lif gaps --older` lists them."
            )
        lines += [str(accepted) for accepted in self.accepted]
        return "\n".join(lines) if lines else "No gaps."


GapRule = Callable[[View], Iterable[Gap]]
"""Looks at a view and tells the gaps it sees."""


def gaps(view: View, rules: Mapping[str, GapRule] | None = None) -> Gaps:
    """Tell what is missing on the day of a view.

    Args:
        view: what to look at.
        rules: further rules by gap code, such as those of plug-ins.
    """
    found = [gap for rule in (*RULES, *(rules or {}).values(), _of_framework) for gap in rule(view)]
    found.sort(key=lambda gap: LEVELS.index(gap.level))
    accepted = _accepted(view)
    still, taken = [], []
    for gap in found:
        by = accepted.get((gap.code, gap.record)) or accepted.get((gap.code, ""))
        if by is not None:
            taken.append(Accepted(gap=gap, by=by))
        else:
            still.append(gap)
    older = [gap for gap in still if view.baseline and gap.since and gap.since < view.baseline]
    return Gaps(
        open=tuple(gap for gap in still if gap not in older) if older else tuple(still),
        older=tuple(older),
        accepted=tuple(taken),
        baseline=view.baseline,
    )


def _accepted(view: View) -> dict[tuple[str, str], AcceptedGap]:
    found: dict[tuple[str, str], AcceptedGap] = {}
    for one in view.register.of_type("accepted-gap"):
        if isinstance(one, AcceptedGap) and not (one.until is None or one.until.is_past(view.day)):
            for record_id in one.about or ("",):
                found[one.gap, record_id] = one
    return found


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
            yield from _date(view, action)


def _lead(view: View, action: Action) -> Iterator[Gap]:
    if not action.leads and not action.lead_role:
        mend = "Name one lead agency or role."
        yield _gap(view, action, "action-without-lead", "high", "Nobody leads it.", mend)


def several_leads(view: View) -> Iterator[Gap]:
    """Tell the actions that name several leads and none of them first, done or not: nobody answers for them alone."""
    for action in _actions(view):
        if len(action.leads) > 1 and not any(lead.first for lead in action.leads) and not is_withdrawn(view, action):
            says = f"{_number(len(action.leads))} leads are named, none first."
            yield _gap(view, action, "action-without-first-lead", "medium", says, "Say which of them leads.")


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def _date(view: View, action: Action) -> Iterator[Gap]:
    due = action.due
    if due is None or due.reading == "undated":
        said = f" Its date reads {due.said!r}." if due and due.said else ""
        yield _gap(view, action, "action-without-date", "high", f"No target date.{said}", "Agree a date.")
    elif due.reading == "ambiguous":
        says = f"Its target date can be read in more than one way: {how_read(due)}."
        yield _gap(view, action, "action-date-ambiguous", "medium", says, "Say which day is meant.")
    elif not due.is_certain:
        says = f"Its target date hangs on a condition: {how_read(due)}."
        yield _gap(view, action, "action-date-conditional", "low", says, "Say whether the condition was met.")
    elif due.is_past(view.day) and due.last is not None:
        days = (view.day - due.last).days
        says = f"{days} {'day' if days == 1 else 'days'} past its target date ({how_read(due)})."
        mend = "Report progress, or propose another date with a reason."
        yield _gap(view, action, "action-overdue", "high", says, mend, due.last)
    for milestone in overdue_milestones(view, action):
        says = f"A milestone has passed: {how_read(milestone.due)}."
        yield _gap(view, action, "milestone-overdue", "medium", says, "Say when it was reached.", milestone.due.last)


def closed_actions(view: View) -> Iterator[Gap]:
    """Tell what is missing of actions that are called done: evidence, an evaluation by another, a later check."""
    for action in _actions(view):
        if not is_done(view, action) or is_withdrawn(view, action):
            continue
        done = done_on(view, action)
        since = done.last if done is not None else None
        yield from _evidence(view, action, since)
        yield from _evaluation(view, action, since)
        check = next_check(view, action)
        if check is not None and check < view.day and not is_sustained(view, action):
            says = f"It was to be checked again by {plain_day(check)}, and nobody has."
            mend = "Check whether the improvement held, and record the evaluation."
            yield _gap(view, action, "action-not-checked-again", "high", says, mend, check)


def _evidence(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evidence = evidence_for(view, action)
    if not evidence:
        says, mend = "Closed, and no evidence is on record.", "Record evidence; a report of doing is not evidence."
        yield _gap(view, action, "closed-without-evidence", "high", says, mend, since)
        return
    weakest = min(view.framework.all(EvidenceSort).values(), key=lambda sort: sort.rank, default=None)
    if weakest is not None and all(one.sort == weakest.id for one in evidence):
        says = "Closed on the word of its own lead only."
        mend = "Add a document, data, an observation, or what children and families say."
        yield _gap(view, action, "closed-on-self-report", "medium", says, mend, since)


def _evaluation(view: View, action: Action, since: date | None) -> Iterator[Gap]:
    evaluations = evaluations_of(view, action)
    if not evaluations:
        says, mend = (
            "Closed, and nobody has said what changed.",
            "Ask for an evaluation by somebody other than the lead.",
        )
        yield _gap(view, action, "closed-without-evaluation", "high", says, mend, since)
    elif all(by_lead(action, one) for one in evaluations):
        says, mend = "Evaluated only by its own lead.", "Ask somebody else to evaluate it."
        yield _gap(view, action, "evaluated-by-own-lead", "medium", says, mend, since)


def findings(view: View) -> Iterator[Gap]:
    """Tell the findings that nothing answers, or training only."""
    for finding in view.register.of_type("finding"):
        if not isinstance(finding, Finding) or finding.sort != "gap" or is_withdrawn(view, finding):
            continue
        if not answers_to(view, finding):
            mend = "Make a recommendation, plan an action, or say why neither is needed."
            yield _gap(view, finding, "finding-without-response", "high", "Nothing answers it.", mend)
        elif only_training(view, finding):
            says, mend = "Only training answers it.", "Ask what would make the right thing easier to do."
            yield _gap(view, finding, "answered-by-training-only", "medium", says, mend)


def recommendations(view: View) -> Iterator[Gap]:
    """Tell the recommendations to which nobody replied and no action answers."""
    for one in view.register.of_type("recommendation"):
        if not isinstance(one, Recommendation) or not is_open(view, one):
            continue
        if not one.replies and not answers_to(view, one):
            says, mend = "No reply and no action.", "Ask whom it is addressed to for a reply, or plan an action."
            yield _gap(view, one, "recommendation-without-response", "high", says, mend)


def expired_evidence(view: View) -> Iterator[Gap]:
    """Tell the evidence that may no longer be relied on and that nothing newer revises."""
    revised = {getattr(one, "revises", "") for one in view.register.of_type("evidence")}
    for one in view.register.of_type("evidence"):
        if one.id not in revised and has_expired(one, view.day):  # type: ignore[arg-type]
            expires = one.expires  # type: ignore[attr-defined]
            says, mend = f"Expired: {how_read(expires)}.", "Gather it again, or say what stands in its place."
            yield _gap(view, one, "evidence-expired", "medium", says, mend, expires.last)


def reviews(view: View) -> Iterator[Gap]:
    """Tell the reviews past a deadline, and the holds that nobody has looked at again."""
    for review in view.register.of_type("review"):
        for deadline in deadlines_of(view, review):
            if deadline.status == "overdue" and deadline.last is not None:
                says = f"{deadline.days} days past a deadline. {deadline}"
                mend = "Do what is owed, and record why it is late."
                yield _gap(view, review, "review-past-deadline", "high", says, mend, deadline.last)
        for hold in review.holds if isinstance(review, Review) else ():
            if hold.until is None and hold.review_by is not None and hold.review_by.is_past(view.day):
                says = f"A hold was to be looked at again: {how_read(hold.review_by)}."
                yield _gap(
                    view, review, "hold-not-reviewed", "medium", says, "Look at it, and lift it or say until when."
                )


def themes(view: View) -> Iterator[Gap]:
    """Tell the themes that came back after an action on them was closed."""
    for one in returns(view):
        words = view.framework.item("theme", one.theme).words
        says = (
            f"Learning did not hold: {words!r} came back on {plain_day(one.found)}, "
            f"after {name_of(view, one.closed)} was closed on {plain_day(one.on)}."
        )
        mend = "Look at why what was done did not last before planning the same again."
        yield _gap(view, one.finding, "theme-came-back", "high", says, mend, one.found, one.closed.id)


def _of_framework(view: View) -> Iterator[Gap]:
    for code, rule in view.framework.all(FrameworkRule).items():
        for record_type in rule.on:
            for record in view.register.of_type(record_type):
                if holds(view, record, rule.when):
                    yield _gap(view, record, code, rule.level, str(rule.says), str(rule.mend))


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


CODES = (
    "finding-without-response",
    "answered-by-training-only",
    "recommendation-without-response",
    "action-without-lead",
    "action-without-first-lead",
    "action-without-date",
    "action-date-ambiguous",
    "action-date-conditional",
    "action-overdue",
    "milestone-overdue",
    "closed-without-evidence",
    "closed-on-self-report",
    "closed-without-evaluation",
    "evaluated-by-own-lead",
    "action-not-checked-again",
    "evidence-expired",
    "review-past-deadline",
    "hold-not-reviewed",
    "theme-came-back",
)
"""Codes of the gaps that this module tells."""
