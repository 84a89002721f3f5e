"""Plan: the training plan of a period: what has to be learnt, what meets it, which sessions, and what is missing."""

from collections.abc import Collection, Iterator
from datetime import date

import attrs

from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import Sessions, courses_of, lies_in, sessions_of
from lif_core.measures.training.needs import (
    courses_for,
    courses_without_need,
    is_offered,
    open_needs,
    themes_of_need,
)
from lif_core.records import Course, Figure, Need, Session
from lif_core.values.saying import say_between
from lif_core.values.when import Between
from lif_core.view.kinds import name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class PlannedCourse:
    """A course of the plan.

    Attributes:
        course: its id.
        name: what people call it.
        levels: ids of the training levels it satisfies.
        audience: role groups it is for, as people call them.
        answers: ids of what it answers.
        dates: the days of its sessions in the period that have one, in order.
        held: how many of these are past.
        undated: how many sessions are planned without a date.
        places: places of all of them together, as far as they were told.
        places_unknown: of how many sessions nobody told the places.
        scheduling: what was said of its dates, as published.
        published: figures of it as published, such as `Delegates 68`; they are no attendance of ours.
    """

    course: str
    name: str = attrs.field(repr=False)
    levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    held: int = 0
    undated: int = 0
    places: int = 0
    places_unknown: int = 0
    scheduling: str = attrs.field(default="", repr=False)
    published: tuple[str, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        told = [f"{len(self.dates)} dated ({self.held} held)" if self.dates else ""]
        told += [f"{self.undated} without a date" if self.undated else ""]
        told += [f"{self.places} places" if self.places else ""]
        told += [f"places of {self.places_unknown} not told" if self.places_unknown else ""]
        told += [" ".join(self.scheduling.split())]
        told += [f"as published: {', '.join(self.published)}" if self.published else ""]
        return f"{self.name}: {', '.join(filter(None, told)) or 'no session planned'}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class PlannedNeed:
    """A need of the plan.

    Attributes:
        need: its id.
        name: what people call it.
        weight: how much it weighs.
        themes: ids of its themes, those of what it comes from too.
        audience: role groups that need it, as people call them.
        agencies: whose staff need it, as people call them.
        courses: ids of the courses of the plan that meet it.
        elsewhere: ids of courses on offer that meet it and do not belong to the plan's period.
    """

    need: str
    name: str = attrs.field(repr=False)
    weight: int = 1
    themes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} (weight {self.weight})"


@attrs.frozen(weakref_slot=False, kw_only=True)
class TrainingPlan:
    """The training plan of a period.

    Attributes:
        period: the period; None for no end and no beginning.
        needs: what has to be learnt, the heaviest first.
        courses: the courses on offer in the period, by name.
        unmet: ids of the needs that no course meets.
        unasked: ids of the courses that nobody asked for.
    """

    period: Between | None
    needs: tuple[PlannedNeed, ...]
    courses: tuple[PlannedCourse, ...]
    unmet: tuple[str, ...]
    unasked: tuple[str, ...]

    @property
    def without_session(self) -> tuple[str, ...]:
        """Ids of the courses that have no session in the period, dated or not, and of whose dates nothing is said."""
        return tuple(one.course for one in self.courses if not one.dates and not one.undated and not one.scheduling)

    def __str__(self) -> str:
        called = {one.course: one for one in self.courses}
        when = f", {say_between(self.period)}" if self.period else ""
        lines = [f"Training plan{when}: {len(self.needs)} needs, {len(self.courses)} courses"]
        for need in self.needs:
            lines.append(f"{need}")
            lines += [f"  {called[one]}" for one in need.courses if one in called]
            if not need.courses:
                lines.append("  met outside this time" if need.elsewhere else "  no course meets it")
        met = {one for need in self.needs for one in need.courses}
        others = [one for one in self.courses if one.course not in met]
        lines += ["Further courses"] if others and self.needs else []
        unasked = self.unasked if self.needs else ()  # where no need is on record, that says nothing of a course
        lines += [f"  {one}{' (nobody asked for it)' if one.course in unasked else ''}" for one in others]
        return "\n".join(lines)


def training_plan(view: View, period: Between | None = None) -> TrainingPlan:
    """Tell the training plan of a period: needs by weight, what meets them, sessions dated and undated, and gaps.

    A course belongs to the plan where its own year meets the period, or a session of it lies in the period or has no
    date yet; a course that says no year and has no session belongs to every plan.

    Args:
        view: what to look at.
        period: which time it is for; left out, all that is on record.
    """
    known = sessions_of(view)
    sessions: dict[str, list[Session]] = {}
    for session in known.every.values():
        sessions.setdefault(session.course, []).append(session)
    planned = [
        _course(view, known, course, sessions.get(course.id, []), period)
        for course in courses_of(view).values()
        if _belongs(course, sessions.get(course.id, []), period)
    ]
    planned.sort(key=lambda one: (one.name, one.course))
    belonging = {one.course for one in planned}
    needs = tuple(_need(view, one, belonging) for one in open_needs(view))
    return TrainingPlan(
        period=period,
        needs=needs,
        courses=tuple(planned),
        unmet=tuple(one.need for one in needs if not one.courses and not one.elsewhere),
        unasked=tuple(one.id for one in courses_without_need(view) if one.id in belonging),
    )


def _belongs(course: Course, sessions: list[Session], period: Between | None) -> bool:
    if period is None:
        return True
    its = course.period
    if its is not None and its.is_certain and its.first is not None and its.last is not None:
        return its.first <= period.last and period.first <= its.last
    return not sessions or any(one.on is None or not one.on.is_certain or lies_in(one.on, period) for one in sessions)


def _course(
    view: View, known: Sessions, course: Course, sessions: list[Session], period: Between | None
) -> PlannedCourse:
    dated = [one for one in sessions if one.on and one.on.is_certain and lies_in(one.on, period)]
    undated = [one for one in sessions if one.on is None or not one.on.is_certain]
    both = [*dated, *undated]
    return PlannedCourse(
        course=course.id,
        name=name_of(view, course),
        levels=course.levels,
        audience=tuple(named(view, one, "group") for one in course.audience),
        answers=course.answers,
        dates=tuple(sorted(one.on.first for one in dated if one.on and one.on.first)),
        held=sum(one.id in known.held for one in dated),
        undated=len(undated),
        places=sum(one.places or 0 for one in both),
        places_unknown=sum(one.places is None for one in both),
        scheduling=course.scheduling,
        published=tuple(_published(view, course)),
    )


def _published(view: View, course: Course) -> Iterator[str]:
    """Tell the figures that were published of a course: what is counted, and the value as printed."""
    for one in sorted(view.register.sources(course.id, Figure), key=lambda one: one.id):
        what = one.name.removesuffix(str(course.label or "")).rstrip(": ")
        yield f"{what} {one.value}".strip()


def _need(view: View, need: Need, belonging: Collection[str]) -> PlannedNeed:
    courses = courses_for(view, need)
    return PlannedNeed(
        need=need.id,
        name=name_of(view, need),
        weight=need.weight,
        themes=tuple(sorted(themes_of_need(view, need))),
        audience=tuple(named(view, one, "group") for one in need.audience),
        agencies=tuple(named(view, one.named, "agency") for one in need.agencies),
        courses=tuple(one.id for one in courses if one.id in belonging),
        elsewhere=tuple(one.id for one in courses if one.id not in belonging and is_offered(view, one)),
    )
