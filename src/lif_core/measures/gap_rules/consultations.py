"""Gaps of consultations and meetings: closed without saying what was done, comments nobody looked at, minutes open."""

from collections.abc import Iterator

from lif_core.measures.consultations import consultations as every_consultation
from lif_core.measures.gap import Gap, gap_of
from lif_core.measures.meetings import day_of, meetings_of
from lif_core.records import Meeting
from lif_core.values.saying import plain_day
from lif_core.view.kinds import is_finished, kind_of
from lif_core.view.view import View


def consultations(view: View) -> Iterator[Gap]:
    """Tell the consultations that closed without an answer, and those whose comments wait to be looked at."""
    for one in every_consultation(view):
        record = view.register[one.record]
        if one.stands not in ("closed", "answered"):
            continue
        if not any(line.we_did.strip() for line in one.heard):
            on = f" on {plain_day(one.closes)}" if one.closes else ""
            says = f"It closed{on}, and nobody has said what was done about what was said."
            mend = 'Tell it line by line: "you said, we did".'
            yield gap_of(view, record, "consultation-without-answer", "medium", says, mend, one.closes)
        if one.held:
            count = "1 comment has" if one.held == 1 else f"{one.held} comments have"
            says = f"{count} not been looked at since it closed."
            mend = "Look at each: accept it, or set it aside with the reason."
            yield gap_of(view, record, "comments-not-looked-at", "medium", says, mend, one.closes)


def meetings(view: View) -> Iterator[Gap]:
    """Tell the meetings of which nothing came back, or whose minutes the group has not agreed at its next meeting."""
    bodies = {str(one.body) for one in view.register.of_type(Meeting)}
    for body in sorted(bodies):
        held = meetings_of(view, body)
        for place, meeting in enumerate(held):
            after = held[place + 1] if place + 1 < len(held) else None
            yield from _of_meeting(view, meeting, after)


def _of_meeting(view: View, meeting: Meeting, after: Meeting | None) -> Iterator[Gap]:
    day = day_of(meeting)
    if day is None or day >= view.day:
        return
    if not is_finished(view, meeting):
        says = f"It was to be on {plain_day(day)}, and nothing came back from it."
        mend = "Take its minutes in, or record that it was called off."
        yield gap_of(view, meeting, "meeting-without-minutes", "medium", says, mend, day)
        return
    open_ = _not_agreed(view, meeting)
    met = day_of(after) if after is not None else None
    if open_ and met is not None and met < view.day and is_finished(view, after or meeting):
        says = f"The group met again on {plain_day(met)}, and the minutes of {plain_day(day)} are not agreed."
        mend = "Have the group agree them, and say so."
        yield gap_of(view, meeting, "minutes-not-agreed", "low", says, mend, met)


def _not_agreed(view: View, meeting: Meeting) -> bool:
    """Tell whether a further status follows, in which the minutes would be agreed."""
    kind = kind_of(view, meeting)
    path = kind.path.states
    return meeting.state in path and path.index(meeting.state) < len(path) - 1
