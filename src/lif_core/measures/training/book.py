"""Book: what is on record of training, gathered once for a view, without what was taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import attrs

from lif_core.records import Attendance, Course, Session
from lif_core.values.rates import Rate
from lif_core.values.when import Between, When
from lif_core.view.kinds import kind_of, standing
from lif_core.view.once import once
from lif_core.view.register import Register
from lif_core.view.shelf import Shelf
from lif_core.view.view import View

By = Literal["all", "course", "agency", "group"]
"""What counts are told for: everything together, or apart by course, agency or role group."""

Count = Literal["booked", "attended", "did_not_attend", "cancelled", "cancelled_late", "walked_in", "certificates"]
"""A count of an attendance."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Stated:
    """A rate, and how much of what it should rest on nobody told.

    Attributes:
        rate: the rate with its name, n and N.
        sessions: of how many sessions it is, 0 where only sums of several are known and nobody said of how many.
        unknown: how many more sessions were held of which not all of it was told.
    """

    rate: Rate
    sessions: int = 0
    unknown: int = 0

    def __str__(self) -> str:
        return f"{self.rate.printed(suppress=False)}{self.beside}"

    @property
    def beside(self) -> str:
        """What has to stand beside it where it does not rest on everything; empty where it does."""
        if not self.unknown:
            return ""
        more = "1 more session" if self.unknown == 1 else f"{self.unknown} more sessions"
        return f"; of {more} not all was told"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Book:
    """What is on record of training, without what was taken back.

    Attributes:
        courses: the courses by id.
        sessions: the sessions by id, cancelled ones left out.
        held: ids of the sessions that were held by the day of the view.
        held_of: the same by course, in order.
        cells: attendances by the session they are of.
        sums: attendances that are sums of several sessions.
    """

    courses: Mapping[str, Course]
    sessions: Mapping[str, Session]
    held: frozenset[str]
    held_of: Mapping[str, list[str]]
    cells: Mapping[str, list[Attendance]]
    sums: tuple[Attendance, ...]


class Sessions(NamedTuple):
    """The sessions by id, the ids of those held, and the same by course, in order."""

    every: Mapping[str, Session]
    held: frozenset[str]
    held_of: Mapping[str, list[str]]


class _Told(NamedTuple):
    """Attendances by the session they are of, and those that are sums of several."""

    cells: Mapping[str, list[Attendance]]
    sums: tuple[Attendance, ...]


@once
def book_of(view: View) -> Book:
    """Gather what is on record of training."""
    sessions, told = sessions_of(view), _told_of(view)
    return Book(
        courses=courses_of(view),
        sessions=sessions.every,
        held=sessions.held,
        held_of=sessions.held_of,
        cells=told.cells,
        sums=told.sums,
    )


@once
def courses_of(view: View) -> Mapping[str, Course]:
    """Give the courses by id."""
    return {one.id: one for one in standing(view, Course)}


@once
def sessions_of(view: View) -> Sessions:
    """Gather the sessions, cancelled ones left out."""
    every = {one.id: one for one in standing(view, Session)}
    held = frozenset(one.id for one in every.values() if was_held(view, one))
    held_of: dict[str, list[str]] = {}
    for id in sorted(held):
        held_of.setdefault(every[id].course, []).append(id)
    return Sessions(every, held, held_of)


@once
def _told_of(view: View) -> _Told:
    cells: dict[str, list[Attendance]] = {}
    sums = []
    for one in standing(view, Attendance):
        if one.session:
            cells.setdefault(one.session, []).append(one)
        elif one.period is not None:
            sums.append(one)
    return _Told(cells, tuple(sorted(sums, key=lambda one: one.id)))


def of_sessions_since(view: View, day: date) -> View:
    """Give a view of the same records, but of attendance only that of sessions since a day, and the sums of several.

    Of ten years of attendance one year is held.
    """
    register, sessions = view.register, sessions_of(view).every
    kept = {""} | {id for id, one in sessions.items() if one.on is None or one.on.last is None or one.on.last >= day}

    def since(record_type: str) -> Shelf:
        if record_type != "attendance":
            return register.shelf(record_type)
        return Shelf(record_type, (one for one in register.passing(record_type) if one.session in kept))

    held = {field.name: getattr(view, field.name) for field in attrs.fields(View)}
    return View(**held | {"register": Register(fetch=since)})


@once
def agencies_that_came(view: View) -> frozenset[str]:
    """Tell the agencies, by id or by the words for them, of which an attendance is on record."""
    came = (one.agency for one in standing(view, Attendance))
    return frozenset({agency.named for agency in came if agency is not None})


def was_held(view: View, session: Session) -> bool:
    """Tell whether a session was held by the day of the view: its day is past, or its status says so."""
    if session.on is not None and session.on.is_certain and session.on.last is not None:
        return session.on.last <= view.day
    return session.state in kind_of(view, session).done


def lies_in(when: When | None, period: Between | None) -> bool:
    """Tell whether all of a time lies in a period; without a period, every time does."""
    if period is None:
        return True
    if when is None or not when.is_certain or when.first is None or when.last is None:
        return False
    return period.first <= when.first and when.last <= period.last
