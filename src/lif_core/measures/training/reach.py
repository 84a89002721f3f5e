"""Reach: whose staff did not come, of those a course or a need is for."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

import attrs

from lif_core.framework.shape import Body
from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import Book, agencies_that_came, book_of, lies_in
from lif_core.measures.training.needs import courses_meeting, open_needs
from lif_core.measures.training.staff import reported
from lif_core.records import Attendance, Course, Need
from lif_core.values.when import Between
from lif_core.view.kinds import name_of, standing
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class NotReached:
    """Whose staff did not come, of those something is for, as far as it was told.

    Agencies and role groups are told apart: who came from where may be known of a session, and what they do may not.

    Attributes:
        about: id of the need or course; empty for all training together.
        name: what people call it.
        agencies: ids of the agencies nobody is known to have come from.
        groups: ids of the role groups nobody is known to have come from.
        held: how many sessions were held.
        unknown: at how many of them nobody told whose staff came; they may have reached more agencies.
        ungrouped: at how many of them nobody told which role groups came; they may have reached more groups.
        words: agencies and groups as people call them.
    """

    about: str
    name: str = attrs.field(repr=False)
    agencies: tuple[str, ...]
    groups: tuple[str, ...]
    held: int
    unknown: int = 0
    ungrouped: int = 0
    words: tuple[str, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        what = self.name or "All training"
        if not self.held:
            return f"{what}: no session was held, so nobody was reached"
        agencies, groups = self.words[: len(self.agencies)], self.words[len(self.agencies) :]
        if not self.unknown and not self.ungrouped:
            return f"{what}: nobody came from {', '.join(self.words)}"
        told = (
            _sentence(agencies, self.unknown, self.held, "whose staff came"),
            _sentence(groups, self.ungrouped, self.held, "which role groups came"),
        )
        return f"{what}: {'; '.join(one for one in told if one)}"


def _sentence(words: Sequence[str], untold: int, held: int, what: str) -> str:
    if not words:
        return ""
    listed = ", ".join(words)
    if not untold:
        return f"nobody came from {listed}"
    says = "it is not told whether anybody came" if untold == held else "nobody is known to have come"
    return f"{says} from {listed} (at {untold} of {held} sessions nobody told {what})"


class _Came(NamedTuple):
    """Who came to some sessions: all that the agencies are, the role groups, and of how many each is not known."""

    agencies: frozenset[str]
    groups: frozenset[str]
    held: int
    unknown: int
    ungrouped: int


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
    found |= {agency.named for need in standing(view, Need) for agency in need.agencies}
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
    held = unknown = ungrouped = 0
    sessions = book.held if courses is None else [id for course in courses for id in book.held_of.get(course, ())]
    for session_id in sessions:
        if not lies_in(book.sessions[session_id].on, period):
            continue
        held += 1
        every = book.cells.get(session_id, ())
        cells = [one for one in every if one.attended]
        if not any(one.attended == 0 and one.agency is None and not one.group for one in every):  # else nobody came
            unknown += not _is_told(cells, _agency, _group)
            ungrouped += not _is_told(cells, _group, _agency)
        agencies |= {one.agency.named for one in cells if one.agency is not None}
        groups |= {one.group for one in cells if one.group}
    for one in book.sums:
        if one.attended and lies_in(one.period, period) and (courses is None or one.course in courses):
            held += one.sessions or 1
            unknown += (one.sessions or 1) if one.agency is None else 0
            ungrouped += (one.sessions or 1) if not one.group else 0
            agencies |= {one.agency.named} if one.agency is not None else set()
            groups |= {one.group} - {""}
    reached = frozenset(part for agency in agencies for part in view.framework.standing(agency))
    return _Came(reached, frozenset(groups), held, unknown, ungrouped)


def _agency(one: Attendance) -> str:
    return one.agency.named if one.agency is not None else ""


def _group(one: Attendance) -> str:
    return one.group


def _is_told(cells: Sequence[Attendance], by: Callable[[Attendance], str], beside: Callable[[Attendance], str]) -> bool:
    """Tell whether all who came to a session are told by agency, or by role group.

    They are where one count is told by it alone, or where it is told in every part of the other: where one agency says
    which role groups came and another does not, role groups are not told.
    """
    told = [one for one in cells if by(one)]
    if any(not beside(one) for one in told):
        return True
    return bool(told) and {beside(one) for one in cells} <= {beside(one) for one in told} | {""}


def _of(view: View, about: str, name: str, agencies: Iterable[str], groups: Iterable[str], came: _Came) -> NotReached:
    missing = tuple(dict.fromkeys(one for one in agencies if one not in came.agencies))
    without = tuple(one for one in groups if one not in came.groups)
    words = (*(named(view, one, "agency") for one in missing), *(named(view, one, "group") for one in without))
    return NotReached(
        about=about,
        name=name,
        agencies=missing,
        groups=without,
        held=came.held,
        unknown=came.unknown if missing else 0,
        ungrouped=came.ungrouped if without else 0,
        words=words,
    )
