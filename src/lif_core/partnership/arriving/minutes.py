"""Minutes: what was decided at a meeting comes back by number and is written as one commit, or not at all."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import attrs

from lif_core.errors import Conflict, InvalidData, Problem, Refused
from lif_core.intake.minuted import Minuted
from lif_core.intake.minutes import MinutesRead, read_minutes
from lif_core.measures.meetings import KEY, Quorum, day_of, quorum
from lif_core.partnership.arriving.importing import read_file
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.writing.receipt import Receipt
from lif_core.partnership.writing.work import begin
from lif_core.records import Action, Meeting
from lif_core.values.saying import plain_day


@attrs.frozen(weakref_slot=False, kw_only=True)
class MinutesTaken:
    """What came back from a meeting.

    Attributes:
        meeting: id of the meeting.
        decided: numbers under which something was decided and written.
        kept: numbers whose words are kept as they stand, and which move nothing.
        empty: numbers under which nothing was written: they stay open.
        unchanged: numbers that said what is on record already.
        actions: ids of the actions that arose.
        quorum: whether the group could decide with those who were there.
        notices: sentences about what should be looked at.
        written: the receipt; None for a dry run.
    """

    meeting: str
    decided: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    quorum: Quorum
    notices: tuple[str, ...] = ()
    written: Receipt | None = None

    def __str__(self) -> str:
        lines = [f"Decided: {', '.join(self.decided) or 'nothing'}."]
        if self.kept:
            lines.append(f"Kept in words, and nothing moves: {', '.join(self.kept)}.")
        if self.empty:
            lines.append(f"Nothing was written under {', '.join(self.empty)}: these stay open.")
        if self.unchanged:
            lines.append(f"On record already: {', '.join(self.unchanged)}.")
        if self.actions:
            count = len(self.actions)
            lines.append(f"{count} {'action' if count == 1 else 'actions'} arose.")
        lines += [str(self.quorum), *(f"Look at: {notice}" for notice in self.notices)]
        return "\n".join(lines)


def take_minutes(
    books: Books, path: Path, *, by: str = "", on: date | None = None, dry_run: bool = False
) -> MinutesTaken:
    """Take the minutes of a meeting back, as one commit with the meeting as its reason.

    Args:
        books: the partnership's.
        path: the file: the workbook or the paper that was made with the meeting's papers.
        by: id of the role that writes; left out, the one in the settings.
        on: the day on which it takes effect; left out, the day of the meeting, or today where that lies ahead.
        dry_run: tell what would be written, and write nothing.

    Raises:
        InvalidData: the file belongs to no meeting of this partnership, or was made before its papers were made again.
        Refused: something in it cannot be; all of it is told, and nothing was written.
        PluginError: no plug-in reads such files.
    """
    read = read_minutes(read_file(books, path))
    seen = books.memory()
    meeting = _meeting(seen, read)
    day = day_of(meeting)
    why = _reason(books, meeting)
    effect = on or min(day or books.today, books.today)
    with begin(books, by=by, why=why, on=effect, dry_run=dry_run, seen=seen, looks_at_words=False) as work:
        found = work.view.register.get(meeting.id)
        if not isinstance(found, Meeting):
            says = "The meeting is not on record yet on the day on which its minutes would take effect."
            raise InvalidData([Problem("minutes.too-early", says, "Give a later day with `on`.", meeting.id)])
        work.rests_on(partial(_nothing_decided, seen, meeting))
        plan = Minuted(work.view, found, read, day or effect)
        requests = plan.requests()
        places = plan.places
        try:
            touched = work.apply(requests)
        except Refused as refused:
            raise Refused(_placed(refused.problems, places)) from None
        arose = tuple(
            one.id for one in touched if isinstance(one, Action) and KEY in one.keys and one.id not in plan.old
        )
        warnings = work.proposal.warnings
    return MinutesTaken(
        meeting=meeting.id,
        decided=tuple(plan.decided),
        kept=tuple(plan.kept),
        empty=tuple(plan.empty),
        unchanged=tuple(plan.unchanged),
        actions=arose,
        quorum=quorum(work.view, found.body, plan.present),
        notices=tuple(dict.fromkeys((*plan.notices, *warnings))),
        written=None if dry_run else work.receipt,
    )


def _nothing_decided(seen: Memory, meeting: Meeting, now: Memory) -> None:
    """See that nobody took minutes of this meeting in since: what was decided would be on record twice."""
    for record_type in ("decision", "action", "note"):
        for one in now.register.of_type(record_type):
            ours = getattr(one, "meeting", "") == meeting.id or KEY in one.keys
            if ours and one.id not in seen.register:
                raise Conflict(seen.head.position, now.marks[one.id].position, one.id)


def _meeting(seen: Memory, read: MinutesRead) -> Meeting:
    meeting = seen.register.get(read.meeting)
    if not isinstance(meeting, Meeting):
        says = "The file belongs to no meeting of this partnership."
        mend = "Look whether it was sent by another partnership; `lif list meeting` lists the meetings there are."
        raise InvalidData([Problem("minutes.other-meeting", says, mend, read.name)])
    if read.pack != meeting.pack[:16]:
        says = (
            "The papers of this meeting were made again after these minutes: the numbers may mean something else now."
        )
        mend = "Fill in the minutes that were made with the newest papers."
        raise InvalidData([Problem("minutes.older-papers", says, mend, read.name)])
    return meeting


def _reason(books: Books, meeting: Meeting) -> str:
    day = day_of(meeting)
    framework = books.framework(day or books.today)
    words = framework.item("body", meeting.body).words if framework.has("body", meeting.body) else meeting.body
    return f"{words}, {plain_day(day)}" if day else words


def _placed(problems: tuple[Problem, ...], places: Mapping[int, str]) -> list[Problem]:
    """Tell with each problem the number in the minutes instead of the number of the request."""
    told = []
    for problem in problems:
        number, _, rest = problem.where.removeprefix("request ").partition(", ")
        place = places.get(int(number), "") if number.isdecimal() else ""
        told.append(attrs.evolve(problem, where=", ".join(part for part in (place, rest) if part)))
    return told
