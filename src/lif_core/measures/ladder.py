"""Ladder: to whom an action that is late is to be raised by now, and to whom next, as the framework's steps say."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.framework.shape import Ladder, Rung
from lif_core.records import Action
from lif_core.values.saying import plain_day
from lif_core.values.spans import add
from lif_core.view.kinds import is_open, name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Raised:
    """How far up an action that is late has come.

    Attributes:
        record: id of the action.
        name: what people call it.
        ladder: id of the ladder.
        to: id of the body or role it is to be raised to by now; empty while its first step lies ahead.
        since: the day on which that step was reached, None while the first lies ahead.
        next_to: id of who comes next; empty at the top.
        next_on: on which day, None at the top.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    ladder: str
    to: str = ""
    since: date | None = None
    next_to: str = ""
    next_on: date | None = None
    sentence: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


def raised(view: View) -> tuple[Raised, ...]:
    """Tell, for each open action past its target date, the step of each ladder that it has reached."""
    ladders = [one for one in view.framework.all(Ladder).values() if one.in_use(view.day)]
    late = [one for one in view.register.of_type("action") if isinstance(one, Action) and _is_late(view, one)]
    return tuple(told for action in late for ladder in ladders if (told := _on(view, action, ladder)) is not None)


def _is_late(view: View, action: Action) -> bool:
    return action.due is not None and action.due.is_past(view.day) and is_open(view, action)


def _on(view: View, action: Action, ladder: Ladder) -> Raised | None:
    if ladder.of and not {"action", action.kind} & set(ladder.of):
        return None
    assert action.due is not None
    assert action.due.last is not None  # what is past has a last day
    steps = sorted(_steps(view, action.due.last, ladder), key=lambda step: step[0])
    past = [step for step in steps if step[0] <= view.day]
    ahead = [step for step in steps if step[0] > view.day]
    if not steps:
        return None
    name = name_of(view, action)
    now = f"to be raised to {_named(view, past[-1][1])} since {plain_day(past[-1][0])}" if past else "late"
    then = f", to {_named(view, ahead[0][1])} on {plain_day(ahead[0][0])}" if ahead else ""
    return Raised(
        record=action.id,
        name=name,
        ladder=ladder.id,
        to=past[-1][1].to if past else "",
        since=past[-1][0] if past else None,
        next_to=ahead[0][1].to if ahead else "",
        next_on=ahead[0][0] if ahead else None,
        sentence=f"{name}: {now}{then}. {ladder.words}.",
    )


def _steps(view: View, missed: date, ladder: Ladder) -> Iterator[tuple[date, Rung]]:
    for rung in ladder.steps:
        calendar = view.framework.calendar() if rung.after.unit == "working-days" else None
        yield add(rung.after, missed, calendar), rung


def _named(view: View, rung: Rung) -> str:
    table = "body" if view.framework.has("body", rung.to) else "role"
    return view.framework.item(table, rung.to).words
