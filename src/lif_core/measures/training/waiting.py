"""Waiting: how many wait for a course, and what lies ahead for them."""

from collections.abc import Sequence
from datetime import date

import attrs

from lif_core.measures.training.book import Book, book_of
from lif_core.records import Attendance, Session
from lif_core.values.saying import plain_day
from lif_core.view.kinds import name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Waiting:
    """Who waits for one course.

    Attributes:
        course: id of the course, empty where the sessions name none.
        name: what people call it.
        waiting: how many wait for sessions that lie ahead or have no date yet.
        left_waiting: how many still waited when their session was held, and may not have come since.
        sessions: how many sessions lie ahead, dated or not.
        undated: how many of them have no date yet.
        next: the day of the next one.
        free: how many places of those ahead nobody has booked; None where it is told of none of them.
    """

    course: str
    name: str = attrs.field(repr=False)
    waiting: int = 0
    left_waiting: int = 0
    sessions: int = 0
    undated: int = 0
    next: date | None = None
    free: int | None = None

    def __str__(self) -> str:
        if self.next:
            ahead = f"next on {plain_day(self.next)}"
        else:
            ahead = "planned without a date" if self.undated else "nothing is planned"
        free = f", {self.free} places free" if self.free is not None else ""
        left = f"; {self.left_waiting} still waited when their session was held" if self.left_waiting else ""
        return f"{self.name or 'No course named'}: {self.waiting} waiting; {ahead}{free}{left}"


def waiting(view: View) -> tuple[Waiting, ...]:
    """Tell for each course how many wait, the longest queue first; courses for which nobody waits are left out."""
    book = book_of(view)
    of: dict[str, list[Session]] = {}
    for session in book.sessions.values():
        if session.waiting_list or session.id not in book.held:
            of.setdefault(session.course, []).append(session)
    queues = [_of_course(view, book, course, several) for course, several in of.items()]
    told = (one for one in queues if one.waiting or one.left_waiting)
    return tuple(sorted(told, key=lambda one: (-one.waiting, -one.left_waiting, one.name, one.course)))


def _of_course(view: View, book: Book, course: str, sessions: list[Session]) -> Waiting:
    ahead = [one for one in sessions if one.id not in book.held]
    days = [one.on.first if one.on and one.on.is_certain else None for one in ahead]
    free = [places for one in ahead if (places := _free(one, book.cells.get(one.id, ()))) is not None]
    known = book.courses.get(course)
    return Waiting(
        course=course,
        name=name_of(view, known) if known else "",
        waiting=sum(one.waiting_list or 0 for one in ahead),
        left_waiting=sum(one.waiting_list or 0 for one in sessions if one.id in book.held),
        sessions=len(ahead),
        undated=days.count(None),
        next=min((day for day in days if day is not None), default=None),
        free=sum(free) if free else None,
    )


def _free(session: Session, cells: Sequence[Attendance]) -> int | None:
    """How many places nobody has booked; None where places or bookings were not told."""
    whole = [one.booked for one in cells if one.booked is not None and one.agency is None and not one.group]
    booked = whole or [one.booked for one in cells if one.booked is not None and not one.group]
    return max(session.places - sum(booked), 0) if session.places is not None and booked else None
