"""Gaps of training: what has to be learnt and is not taught, who was not there, and what nobody asked afterwards.

What is missing of several sessions of one course is told once, for the course: a chair has a minute for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from lif_core.framework.shape import Level
from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.measures.training.book import Book, book_of, of_sessions_since, sessions_of
from lif_core.measures.training.effect import effects
from lif_core.measures.training.needs import courses_without_need, needs_without_course, open_needs
from lif_core.measures.training.reach import of_need
from lif_core.records import Course, Feedback, Need, Record, Session
from lif_core.values.saying import plain_day
from lif_core.values.when import Between
from lif_core.view.kinds import standing
from lif_core.view.once import once
from lif_core.view.view import View

SETTLED = timedelta(days=28)
"""So long after a session attendance and feedback are on record. Our reading, not verified."""
LATER = timedelta(days=122)
"""So long after a session somebody has asked what it changed: three months, and a month to write it down."""
LOOKED_AT = timedelta(days=366)
"""How far back sessions are looked at: what was not asked within a year is not asked any more."""
LATE = 3
"""A session without a date is late once this many quarters of its year are over."""


@once
def _last_year(view: View) -> View:
    """Give the view without the attendance of sessions that nobody is asked about any more."""
    return of_sessions_since(view, view.day - LOOKED_AT)


def training_needs(view: View) -> Iterator[Gap]:
    """Tell the needs that no course meets, and those whose training did not reach an agency they name."""
    for need in needs_without_course(view):
        level: Level = "high" if need.weight > 1 else "medium"
        weight = f" It weighs {need.weight}." if need.weight > 1 else ""
        says = f"No course meets it.{weight}"
        mend = "Plan a course, name the one that meets it, or say how else it is met."
        yield gap_of(view, need, "need-without-course", level, says, mend, begun(view, need) or _asked_on(view, need))
    yearly = Between(view.day - LOOKED_AT, view.day)
    for need in open_needs(view):
        missing = of_need(_last_year(view), need, yearly)
        if missing.held and missing.agencies and not missing.unknown:
            named = missing.words[: len(missing.agencies)]
            says = f"{_count(missing.held, 'session')} held in the last year, and nobody came from {_listed(named)}."
            mend = "Ask what keeps their staff away, and offer them places."
            yield gap_of(view, need, "agency-not-reached", "medium", says, mend, None, *missing.agencies)


def _asked_on(view: View, need: Need) -> date | None:
    """Tell the day from which what a need comes from is known."""
    above = (view.register.get(one) for one in need.sources)
    days = [day for one in above if one is not None and (day := begun(view, one)) is not None]
    return min(days, default=None)


def courses_nobody_asked_for(view: View) -> Iterator[Gap]:
    """Tell the courses that nobody asked for, once for each programme; only where needs are recorded at all."""
    if next(standing(view, Need), None) is None:
        return
    programmes: dict[str, list[Course]] = {}
    for course in courses_without_need(view):
        programmes.setdefault(course.period.said if course.period else "", []).append(course)
    for several in programmes.values():
        first, *others = several
        count = f"Neither it nor {_count(len(others), 'further course')} of its programme answers" if others else ""
        says = f"{count or 'It answers'} {'any' if others else 'no'} need on record."
        mend = "Say which need each meets, or ask whether it is still wanted."
        yield gap_of(view, first, "course-without-need", "low", says, mend, None, *(one.id for one in others))


def training_sessions(view: View) -> Iterator[Gap]:
    """Tell the sessions without a date late in their year, without attendance, and without feedback, by course."""
    if not sessions_of(view).every:
        return  # and nobody has to read the attendances of none
    book = book_of(_last_year(view))
    undated: dict[str, list[Session]] = {}
    silent: dict[str, list[Session]] = {}
    unasked: dict[str, list[Session]] = {}
    asked = {one.session for one in standing(view, Feedback)}
    for id, session in sorted(book.sessions.items()):
        day = session.on.last if session.on and session.on.is_certain else None
        if id not in book.held and (session.on is None or not session.on.is_dated):
            if _is_late(view, book.courses.get(session.course)):
                undated.setdefault(session.course, []).append(session)
        elif day is not None and view.day - LOOKED_AT <= day <= view.day - SETTLED:
            if not _is_told(book, session, day):
                silent.setdefault(session.course, []).append(session)
            elif id not in asked and any(one.attended for one in book.cells.get(id, ())):
                unasked.setdefault(session.course, []).append(session)
    for several in undated.values():
        says = f"{_count(len(several), 'session')} planned without a date, and most of the year is over."
        mend = "Set the dates, or say that it is not held this year."
        yield _of_course(view, book, several, "session-without-date", "medium", says, mend)
    for several in silent.values():
        says = f"Nobody has told who came on {_days(several)}."
        mend = "Ask for the counts by agency and role group."
        yield _of_course(view, book, several, "session-without-attendance", "medium", says, mend)
    for several in unasked.values():
        says = f"Nobody who came on {_days(several)} was asked for feedback."
        mend = "Ask before, right after and weeks later; a code drawn at random pairs the answers."
        yield _of_course(view, book, several, "training-without-feedback", "low", says, mend)


def _of_course(
    view: View, book: Book, several: Sequence[Session], code: str, level: Level, says: str, mend: str
) -> Gap:
    about: Record = book.courses.get(several[0].course) or several[0]
    days = [one.on.last for one in several if one.on and one.on.is_certain and one.on.last]
    return gap_of(view, about, code, level, says, mend, min(days, default=None), *(one.id for one in several))


def _is_told(book: Book, session: Session, day: date) -> bool:
    """Whether somebody told who came: to the session, or in a sum of its time."""
    if any(one.attended is not None for one in book.cells.get(session.id, ())):
        return True
    return any(
        one.attended is not None
        and one.course in ("", session.course)
        and one.period is not None
        and one.period.first is not None
        and one.period.last is not None
        and one.period.first <= day <= one.period.last
        for one in book.sums
    )


def _is_late(view: View, course: Course | None) -> bool:
    """Whether most of the year of a course is over: its own, else the partnership's reporting year."""
    its = course.period if course else None
    if its is not None and its.is_certain and its.first is not None and its.last is not None:
        first, last = its.first, its.last
    else:
        first, last, _ = view.framework.reporting_year(view.day)
    return first + (last - first) * LATE // 4 <= view.day


def training_effect(view: View) -> Iterator[Gap]:
    """Tell the courses of which only is known how those who came found them."""
    if not sessions_of(view).held:
        return
    settled = Between(view.day - LOOKED_AT, view.day - LATER)
    for one in effects(_last_year(view), settled):
        if one.levels == (1,):
            says = "It was judged only by how those who came found it."
            mend = "Ask weeks later, or their managers, what they do differently; evaluate what it changed in practice."
            yield gap_of(view, view.register[one.about], "training-judged-by-reaction-only", "medium", says, mend)


def _days(sessions: Iterable[Session]) -> str:
    days = sorted(one.on.last for one in sessions if one.on and one.on.last)
    shown = [plain_day(day) for day in days[:4]]
    more = len(days) - len(shown)
    return _listed([*shown, _count(more, "further day")] if more else shown)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _count(n: int, one: str) -> str:
    return f"1 {one}" if n == 1 else f"{n} {one}s"
