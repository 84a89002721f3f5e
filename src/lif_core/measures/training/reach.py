"""Reach: whose staff did not come, of those a course or a need is for."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import attrs

from lif_core.framework.shape import Body
from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import Book, agencies_that_came, book_of, lies_in, standing
from lif_core.measures.training.needs import courses_meeting, open_needs
from lif_core.measures.training.staff import reported
from lif_core.records import Course, Need
from lif_core.values.when import Between
from lif_core.view.kinds import name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class NotReached:
    """Whose staff did not come, of those something is for.

    Attributes:
        about: id of the need or course; empty for all training together.
        name: what people call it.
        agencies: ids of the agencies nobody came from.
        groups: ids of the role groups nobody came from.
        held: how many sessions were held.
        unknown: at how many of them nobody told whose staff came; they may have reached more.
        words: agencies and groups as people call them.
    """

    about: str
    name: str = attrs.field(repr=False)
    agencies: tuple[str, ...]
    groups: tuple[str, ...]
    held: int
    unknown: int = 0
    words: tuple[str, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        what = self.name or "All training"
        if not self.held:
            return f"{what}: no session was held, so nobody was reached"
        beside = f" (at {self.unknown} of {self.held} sessions nobody told whose staff came)" if self.unknown else ""
        return f"{what}: nobody came from {', '.join(self.words)}{beside}"


class _Came(NamedTuple):
    """Who came to some sessions: all that the agencies are, the role groups, and how much of it is known."""

    agencies: frozenset[str]
    groups: frozenset[str]
    held: int
    unknown: int


def not_reached(view: View, period: Between | None = None) -> tuple[NotReached, ...]:
    """Tell whose staff did not come: of all training together, then of each course held, then of each need.

    A course is for the role groups it names and for the agencies that its needs name; a need for what it names itself.
    Where an agency is part of another, its staff are reached when any part of it came.
    """
    book = book_of(view)
    told = [_together(view, book, period)]
    for course in sorted(book.courses.values(), key=lambda one: one.id):
        came = _came(view, book, period, (course.id,))
        if came.held:
            told.append(_of(view, course.id, name_of(view, course), _wanted(view, course), course.audience, came))
    for need in open_needs(view):
        told.append(of_need(view, need, period))
    return tuple(one for one in told if one.agencies or one.groups)


def of_need(view: View, need: Need, period: Between | None = None) -> NotReached:
    """Tell whose staff did not come, of those a need names."""
    came = _came(view, book_of(view), period, [course.id for course in courses_meeting(view, need)])
    wanted = [agency.named for agency in need.agencies]
    return _of(view, need.id, name_of(view, need), wanted, need.audience, came)


def agencies_known(view: View) -> tuple[str, ...]:
    """Give the agencies that training is expected to reach, by id.

    The statutory partners of the framework, whoever reported staff, whoever a need names, and whoever ever came.
    """
    found = {of.agency for of in reported(view)} | agencies_that_came(view)
    for need in standing(view, "need"):
        found |= {agency.named for agency in need.agencies} if isinstance(need, Need) else set()
    bodies = view.framework.all(Body).items()
    found |= {id for id, body in bodies if body.sort == "statutory-partner" and body.in_use(view.day)}
    return tuple(sorted(found))


def _together(view: View, book: Book, period: Between | None) -> NotReached:
    came = _came(view, book, period, None)
    return _of(view, "", "", agencies_known(view) if came.held else (), (), came)


def _wanted(view: View, course: Course) -> tuple[str, ...]:
    needs = (view.register.get(one) for one in course.answers)
    return tuple(agency.named for need in needs if isinstance(need, Need) for agency in need.agencies)


def _came(view: View, book: Book, period: Between | None, courses: Collection[str] | None) -> _Came:
    agencies: set[str] = set()
    groups: set[str] = set()
    held = unknown = 0
    sessions = book.held if courses is None else [id for course in courses for id in book.held_of.get(course, ())]
    for session_id in sessions:
        if not lies_in(book.sessions[session_id].on, period):
            continue
        held += 1
        cells = [one for one in book.cells.get(session_id, ()) if one.attended]
        unknown += not any(one.agency is not None or one.group for one in cells)
        agencies |= {one.agency.named for one in cells if one.agency is not None}
        groups |= {one.group for one in cells if one.group}
    for one in book.sums:
        if one.attended and lies_in(one.period, period) and (courses is None or one.course in courses):
            held += one.sessions or 1
            unknown += (one.sessions or 1) if one.agency is None and not one.group else 0
            agencies |= {one.agency.named} if one.agency is not None else set()
            groups |= {one.group} - {""}
    reached = frozenset(part for agency in agencies for part in view.framework.standing(agency))
    return _Came(reached, frozenset(groups), held, unknown)


def _of(view: View, about: str, name: str, agencies: Iterable[str], groups: Iterable[str], came: _Came) -> NotReached:
    missing = tuple(dict.fromkeys(one for one in agencies if one not in came.agencies))
    without = tuple(one for one in groups if one not in came.groups)
    words = (*(named(view, one, "agency") for one in missing), *(named(view, one, "group") for one in without))
    return NotReached(
        about=about, name=name, agencies=missing, groups=without, held=came.held, unknown=came.unknown, words=words
    )
