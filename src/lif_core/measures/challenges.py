"""Challenges: what was asked or disputed, by whom, whether it was answered, on what that rests, how far it went."""

from datetime import date
from typing import Literal

import attrs

from lif_core.measures.ladder import Raised, raised_challenges
from lif_core.measures.returns import who_is
from lif_core.records import Challenge, Party
from lif_core.rules.told_twice import answered_on, has_answer, settled_on
from lif_core.values.saying import how_read, plain_day
from lif_core.values.when import When
from lif_core.view.answering import answer_owed, is_unanswered
from lif_core.view.kinds import is_finished, kind_of, name_of, standing
from lif_core.view.view import View

Answered = Literal["overdue", "open", "settled-without-answer", "answered-without-evidence", "answered"]
"""Where a challenge stands: no answer and past its day, no answer yet, nothing more is waited for though nobody ever
answered it, an answer that rests on nothing, an answer."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Challenged:
    """One challenge and what became of it.

    Attributes:
        record: id of the challenge.
        name: what people call it.
        kind: id of its kind.
        what: words for its kind.
        by: who put it.
        to: to whom it was put.
        on: when.
        owed: by when an answer is owed, None where nobody said.
        stands: where it stands on the day of the view.
        days: days it is past its day, 0 where it is not.
        answered: when it was answered; None where it was not, or nobody knows the day.
        rests_on: ids of what the answer rests on.
        raised: to whom it was raised, in words, the first first.
        ladder: the step of the framework's ladders that it has reached; None where it is on none.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    kind: str
    what: str
    by: str = attrs.field(repr=False)
    to: tuple[str, ...] = attrs.field(default=(), repr=False)
    on: When | None = None
    owed: When | None = None
    stands: Answered
    days: int = 0
    answered: When | None = None
    rests_on: tuple[str, ...] = ()
    raised: tuple[str, ...] = attrs.field(default=(), repr=False)
    ladder: Raised | None = None
    sentence: str = attrs.field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.stands in ("overdue", "open")

    def __str__(self) -> str:
        return self.sentence


_ORDER: dict[Answered, int] = {
    "overdue": 0,
    "open": 1,
    "settled-without-answer": 2,
    "answered-without-evidence": 3,
    "answered": 4,
}


def challenges(view: View, *, to: str = "", kind: str = "") -> tuple[Challenged, ...]:
    """Tell every challenge: those past their day first, the oldest of them first.

    Args:
        view: what to look at.
        to: only those put or raised to the body or role with this id.
        kind: only those of the kind with this id, such as questions of the scrutineer.
    """
    steps = {one.record: one for one in raised_challenges(view)}
    found = [_told(view, one, steps.get(one.id)) for one in standing(view, Challenge) if _fits(one, to, kind)]
    return tuple(sorted(found, key=_order))


def _fits(one: Challenge, to: str, kind: str) -> bool:
    asked = {party.named for party in (*one.to, *(step.to for step in one.raised))}
    return (not to or to in asked) and (not kind or one.kind == kind)


def _order(one: Challenged) -> tuple[int, date, str]:
    day = one.owed.last if one.owed is not None and one.owed.last else date.max
    return _ORDER[one.stands], day, one.record


def open_challenges(view: View) -> tuple[Challenged, ...]:
    """Tell the challenges that wait for an answer, or whose answer is not settled yet: what an agenda lists."""
    return tuple(one for one in challenges(view) if not is_finished(view, view.register[one.record]))


def _told(view: View, one: Challenge, step: Raised | None) -> Challenged:
    owed = answer_owed(view, one)
    stands, days = _stands(view, one, owed)
    return Challenged(
        record=one.id,
        name=name_of(view, one),
        kind=one.kind,
        what=kind_of(view, one).words,
        by=_party(view, one.by),
        to=tuple(_party(view, party) for party in one.to),
        on=one.on,
        owed=owed,
        stands=stands,
        days=days,
        answered=answered_on(kind_of(view, one), one),
        rests_on=one.rests_on,
        raised=tuple(_party(view, step.to) for step in one.raised),
        ladder=step,
        sentence=_sentence(view, one, owed, stands, days, step),
    )


def _party(view: View, party: Party | None) -> str:
    return who_is(view, party.named) if party is not None and party.named else ""


def _stands(view: View, one: Challenge, owed: When | None) -> tuple[Answered, int]:
    if not is_unanswered(view, one):
        if not has_answer(one):
            return "settled-without-answer", 0
        return ("answered" if one.rests_on or not one.answer else "answered-without-evidence"), 0
    if owed is not None and owed.is_past(view.day) and owed.last is not None:
        return "overdue", (view.day - owed.last).days
    return "open", 0


def _sentence(view: View, one: Challenge, owed: When | None, stands: Answered, days: int, step: Raised | None) -> str:
    name = name_of(view, one)
    put = f" put to {', '.join(_party(view, party) for party in one.to)}" if one.to else ""
    raised = "".join(f", raised to {_party(view, at.to)} on {how_read(at.on)}" for at in one.raised)
    if stands == "settled-without-answer":
        ended = settled_on(kind_of(view, one), one)
        on = f" on {how_read(ended)}" if ended is not None else ""
        return f"{name}:{put}{raised}, {one.state.replace('-', ' ')}{on} without an answer.".replace(":,", ":")
    if stands in ("answered", "answered-without-evidence"):
        day = answered_on(kind_of(view, one), one)
        on = f" on {how_read(day)}" if day is not None else ", on a day that is not known"
        rests = "" if stands == "answered" else "; the answer rests on nothing that is on record"
        return f"{name}:{put}{raised}, answered{on}{rests}.".replace(":,", ":")
    by = f", an answer was owed by {how_read(owed)}" if owed is not None else ", no day is set for an answer"
    late = f", {days} {'day' if days == 1 else 'days'} ago" if stands == "overdue" else ""
    return f"{name}:{put}{raised}{by}{late}{_next(view, step)}.".replace(":,", ":")


def _next(view: View, step: Raised | None) -> str:
    if step is None:
        return ""
    if step.to and not step.told and step.since is not None:
        return f"; it is to be raised to {who_is(view, step.to)} since {plain_day(step.since)}"
    if step.next_to and step.next_on is not None:
        return f"; next it goes to {who_is(view, step.next_to)}, on {plain_day(step.next_on)}"
    return ""
