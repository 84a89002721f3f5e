"""Ladder: to whom what is late is to be raised by now, and to whom next, as the framework's steps say.

An action is late once its target date has passed, a challenge once its answer is owed and has not come. A ladder says
what it is for with `of` (a record type or a kind); one that says nothing is for both.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.framework.shape import Ladder, Rung
from lif_core.records import Action, Challenge, Record
from lif_core.values.saying import plain_day
from lif_core.values.spans import add
from lif_core.view.answering import answer_owed, is_unanswered
from lif_core.view.kinds import is_open, name_of
from lif_core.view.register import type_name
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Raised:
    """How far up something that is late has come.

    Attributes:
        record: id of the action or challenge.
        name: what people call it.
        ladder: id of the ladder.
        to: id of the body or role it is to be raised to by now; empty while its first step lies ahead.
        since: the day on which that step was reached, None while the first lies ahead.
        next_to: id of who comes next; empty at the top.
        next_on: on which day, None at the top.
        told: whether it is on record that it was raised to who is named in `to`.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    ladder: str
    to: str = ""
    since: date | None = None
    next_to: str = ""
    next_on: date | None = None
    told: bool = False
    sentence: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


def raised(view: View) -> tuple[Raised, ...]:
    """Tell, for each open action past its target date, the step of each ladder that it has reached."""
    late = [one for one in view.register.of_type(Action) if _is_late(view, one)]
    return tuple(_climbed(view, [(one, day) for one in late if (day := _missed(one)) is not None]))


def raised_challenges(view: View) -> tuple[Raised, ...]:
    """Tell, for each challenge whose answer is past its day, the step of each ladder that it has reached."""
    late: list[tuple[Record, date]] = []
    for one in view.register.of_type(Challenge):
        owed = answer_owed(view, one) if is_unanswered(view, one) else None
        if owed is not None and owed.is_past(view.day) and owed.last is not None:
            late.append((one, owed.last))
    return tuple(_climbed(view, late))


def _is_late(view: View, action: Action) -> bool:
    return action.due is not None and action.due.is_past(view.day) and is_open(view, action)


def _missed(action: Action) -> date | None:
    return action.due.last if action.due is not None else None


def _climbed(view: View, late: list[tuple[Record, date]]) -> Iterator[Raised]:
    ladders = [one for one in view.framework.all(Ladder).values() if one.in_use(view.day)]
    for record, missed in late:
        for ladder in ladders:
            told = _on(view, record, missed, ladder)
            if told is not None:
                yield told


def _on(view: View, record: Record, missed: date, ladder: Ladder) -> Raised | None:
    if ladder.of and not {type_name(record), record.kind} & set(ladder.of):
        return None
    steps = sorted(_steps(view, missed, ladder), key=lambda step: step[0])
    past = [step for step in steps if step[0] <= view.day]
    ahead = [step for step in steps if step[0] > view.day]
    if not steps:
        return None
    name = name_of(view, record)
    to = past[-1][1].to if past else ""
    was_told = bool(to) and isinstance(record, Challenge) and any(one.to.named == to for one in record.raised)
    verb = "raised" if was_told else "to be raised"
    now = f"{verb} to {_named(view, past[-1][1])} since {plain_day(past[-1][0])}" if past else "late"
    then = f", to {_named(view, ahead[0][1])} on {plain_day(ahead[0][0])}" if ahead else ""
    return Raised(
        record=record.id,
        name=name,
        ladder=ladder.id,
        to=to,
        since=past[-1][0] if past else None,
        next_to=ahead[0][1].to if ahead else "",
        next_on=ahead[0][0] if ahead else None,
        told=was_told,
        sentence=f"{name}: {now}{then}. {ladder.words}.",
    )


def _steps(view: View, missed: date, ladder: Ladder) -> Iterator[tuple[date, Rung]]:
    for rung in ladder.steps:
        calendar = view.framework.calendar() if rung.after.unit == "working-days" else None
        yield add(rung.after, missed, calendar), rung


def _named(view: View, rung: Rung) -> str:
    table = "body" if view.framework.has("body", rung.to) else "role"
    return view.framework.item(table, rung.to).words
