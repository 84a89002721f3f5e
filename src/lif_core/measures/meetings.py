"""Meetings: when a group met last, whether it may decide, and when it is to meet next."""

from collections.abc import Iterable
from datetime import date

import attrs

from lif_core.framework.shape import Body
from lif_core.records import Decision, Meeting, Party
from lif_core.values.spans import add
from lif_core.view.kinds import is_finished, standing
from lif_core.view.view import View
from lif_core.view.who import body_of

KEY = "minutes"
"""The key under which what filled-in minutes made is known again: the meeting and the number of the row."""
AHEAD = 3
"""How many meetings a forward plan looks ahead."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class NextMeeting:
    """A meeting that lies ahead.

    Attributes:
        on: its day.
        record: id of its record; empty where it only follows from how often the group meets.
    """

    on: date
    record: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether somebody set its day."""
        return bool(self.record)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Quorum:
    """Whether a group may decide.

    Attributes:
        body: id of the group.
        needed: how many agencies must be there, 0 where the framework does not say.
        present: how many agencies were told to be there.
        sentence: all of it in one sentence.
    """

    body: str
    needed: int
    present: int
    sentence: str

    @property
    def is_met(self) -> bool | None:
        """Whether enough are there; None where the framework does not say how many that is."""
        return self.present >= self.needed if self.needed else None

    def __str__(self) -> str:
        return self.sentence


def meetings_of(view: View, body: str) -> tuple[Meeting, ...]:
    """Give the meetings of a group that were not taken back or called off, by their day."""
    every = (one for one in standing(view, Meeting) if one.body == body)
    dated = [(day, one) for one in every if (day := day_of(one)) is not None]
    return tuple(one for _, one in sorted(dated, key=lambda pair: (pair[0], pair[1].id)))


def day_of(meeting: Meeting) -> date | None:
    """Tell the day of a meeting, None where it is not known."""
    return meeting.on.first if meeting.on is not None else None


def meeting_on(view: View, body: str, day: date) -> Meeting | None:
    """Give the meeting of a group on a day, None where none is on record."""
    return next((one for one in meetings_of(view, body) if day_of(one) == day), None)


def last_meeting(view: View, body: str, before: date | None = None) -> Meeting | None:
    """Give the last meeting of a group before a day: one that was held, else one that was planned.

    Args:
        view: what to look at.
        body: id of the group.
        before: the day; left out, the day of the view.
    """
    earlier = [one for one in meetings_of(view, body) if (day_of(one) or date.max) < (before or view.day)]
    held = [one for one in earlier if is_finished(view, one)]
    return held[-1] if held else earlier[-1] if earlier else None


def next_meetings(view: View, body: str, count: int = AHEAD) -> tuple[NextMeeting, ...]:
    """Tell the next meetings of a group: those planned, then those that follow from how often it meets.

    A day that only follows from how often it meets may be no working day: it is for the group to set it.
    """
    ahead = [
        NextMeeting(on=day, record=one.id)
        for one in meetings_of(view, body)
        if (day := day_of(one)) is not None and day > view.day
    ][:count]
    item = view.framework.all(Body).get(body)
    if item is None or item.meets is None:
        return tuple(ahead)
    last = ahead[-1].on if ahead else view.day
    calendar = view.framework.calendar() if item.meets.unit == "working-days" else None
    for step in range(1, count - len(ahead) + 1):
        span = attrs.evolve(item.meets, amount=item.meets.amount * step)
        ahead.append(NextMeeting(on=add(span, last, calendar)))
    return tuple(ahead)


def quorum(view: View, body: str, present: Iterable[Party] = ()) -> Quorum:
    """Tell whether a group may decide with those who are there: agencies count, each once."""
    item = view.framework.all(Body).get(body)
    needed = item.quorum if item is not None else 0
    agencies = {agency for party in present if (agency := body_of(view.framework, party))}
    here = len(agencies)
    words = item.words if item is not None else body.replace("-", " ")
    if not needed:
        sentence = f"The framework does not say how many agencies {words} needs to decide."
    elif here >= needed:
        sentence = f"{words} may decide: {here} agencies are there, {needed} are needed."
    else:
        sentence = f"{words} may not decide: {here} of the {needed} agencies that are needed are there."
    return Quorum(body=body, needed=needed, present=here, sentence=sentence)


def number_of(decision: Decision) -> str:
    """Tell the number of the agenda under which something was decided."""
    return decision.keys.get("agenda", "") or decision.ref
