"""Training plan: what has to be learnt, what is offered for it and when, and what nobody meets or nobody asked for."""

from collections.abc import Iterator
from datetime import date

from lif_core.measures.training.coverage import PassedOver, coverage
from lif_core.measures.training.needs import (
    courses_meeting,
    courses_without_need,
    needs_by_theme,
    needs_without_course,
    open_needs,
)
from lif_core.measures.training.reach import not_reached
from lif_core.measures.training.waiting import waiting
from lif_core.records import Course, Need, Session
from lif_core.reports.document import Block, Bullets, Cell, Document, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.figures import chart, counts_as_shown, known, share
from lif_core.reports.telling import Asked, Teller
from lif_core.view.kinds import is_finished, is_withdrawn, standing
from lif_core.view.view import View


def training_plan(view: View, asked: Asked | None = None) -> Document:
    """Build the multi-agency training plan: needs by theme, courses and sessions for them, and what is left open."""
    plan = _Plan(Teller(view, asked))
    teller = plan.teller
    parts = (
        ("training-summary", plan.summary()),
        ("needs-by-theme", plan.needs()),
        ("needs-without-course", plan.unmet()),
        ("courses-and-sessions", plan.courses()),
        ("courses-without-need", plan.unasked()),
        ("waiting-lists", plan.queues()),
        ("who-is-not-reached", plan.reach()),
        ("staff-in-date", plan.covered()),
    )
    sections = [Section(name=name, title=teller.words(name), blocks=tuple(blocks)) for name, blocks in parts]
    return teller.document("training-plan", teller.words("training-plan"), sections, "a3-landscape")


class _Plan:
    """One plan being made."""

    def __init__(self, teller: Teller) -> None:
        self.teller, self._view = teller, teller.view

    def summary(self) -> Iterator[Block]:
        """Count what is needed, met, offered and planned."""
        view, teller = self._view, self.teller
        needs = open_needs(view)
        ahead = [one for one in standing(view, Session) if self._is_ahead(one)]
        courses = [one for one in standing(view, Course) if not is_finished(view, one)]
        teller.shows(*needs, *ahead, *courses)
        figures = (
            KeyFigure(teller.words("count-needs"), len(needs)),
            KeyFigure(teller.words("count-needs-without-course"), len(needs_without_course(view))),
            KeyFigure(teller.words("count-courses"), len(courses)),
            KeyFigure(teller.words("count-sessions-ahead"), len(ahead)),
            KeyFigure(teller.words("count-undated"), sum(1 for one in ahead if one.on is None or not one.on.is_dated)),
        )
        yield KeyFigures(figures)

    def _is_ahead(self, session: Session) -> bool:
        return not is_finished(self._view, session) and not (
            session.on is not None and session.on.is_past(self._view.day)
        )

    def needs(self) -> Iterator[Block]:
        """Weigh what has to be learnt by theme, then tell each need with what meets it."""
        teller, view = self.teller, self._view
        themes = needs_by_theme(view)
        columns = (
            teller.column("theme", 34),
            teller.column("weight", 10, "number"),
            teller.column("findings", 12, "number"),
            teller.column("needs", 60),
        )
        rows = []
        for one in themes:
            of_it = known(teller, one.needs)
            named = "\n".join(self._with_courses(need) for need in of_it if isinstance(need, Need))
            rows.append((self._theme(one.theme), one.weight, one.findings, named))
        yield teller.table("needs-by-theme", columns, rows, nothing="no-needs")
        drawn = chart(
            teller, "needs-chart", "needs-chart", ("theme", "weight"),
            [(self._theme(one.theme), one.weight) for one in themes],
        )  # fmt: skip
        if drawn is not None:
            yield drawn

    def _theme(self, id: str) -> str:
        return self.teller.item("theme", id) or self.teller.words("no-theme")

    def _with_courses(self, need: Need) -> str:
        teller = self.teller
        courses = ", ".join(teller.name(course) for course in courses_meeting(self._view, need))
        met = teller.words("met-by", courses=courses) if courses else teller.words("met-by-nothing")
        return f"{teller.entry(need)} [{met}]"

    def unmet(self) -> Iterator[Block]:
        """List the needs that no course meets."""
        told = tuple(self.teller.entry(one) for one in needs_without_course(self._view))
        yield Bullets(told) if told else Paragraph(self.teller.words("every-need-has-a-course"))

    def courses(self) -> Iterator[Block]:
        """List the courses on offer with their sessions, dated or not."""
        teller = self.teller
        columns = (
            teller.column("course", 34),
            teller.column("for-whom", 26),
            teller.column("levels", 26),
            teller.column("when", 22, "day"),
            teller.column("places", 10, "number"),
            teller.column("trainers", 24),
            teller.column("note", 30),
        )
        rows = [row for course in standing(self._view, Course) for row in self._rows(course)]
        yield teller.table("courses", columns, rows, nothing="no-courses")

    def _rows(self, course: Course) -> Iterator[tuple[Cell | str | int | None, ...]]:
        teller, view = self.teller, self._view
        if is_finished(view, course):
            return
        sessions = [one for one in view.register.sources(course.id, Session) if not is_withdrawn(view, one)]
        ahead = sorted((one for one in sessions if self._is_ahead(one)), key=_first)
        audience = ", ".join(teller.item("role-group", one) for one in course.audience)
        levels = ", ".join(teller.item("training-level", one) for one in course.levels)
        head = (teller.name(course), audience, levels)
        for session in ahead:
            teller.shows(session)
            in_kind = teller.words("in-kind") if session.in_kind else ""
            trainers = teller.parties(session.trainers or course.trainers)
            yield (*head, teller.when(session.on), session.places, trainers, in_kind)
        if not ahead:
            note = course.scheduling or teller.words("no-session-planned")
            yield (*head, None, None, teller.parties(course.trainers), note)

    def unasked(self) -> Iterator[Block]:
        """List the courses that nobody asked for."""
        told = tuple(self.teller.name(one) for one in courses_without_need(self._view))
        yield Bullets(told) if told else Paragraph(self.teller.words("every-course-has-a-need"))

    def queues(self) -> Iterator[Block]:
        """List who waits for what."""
        teller = self.teller
        columns = (
            teller.column("course", 40),
            teller.column("waiting-now", 14, "number"),
            teller.column("next-session", 14, "day"),
            teller.column("places-free", 14, "number"),
        )
        rows = []
        for one in waiting(self._view):
            named = known(teller, (one.course,))
            name = teller.name(named[0]) if named else teller.words("no-course-named")
            rows.append((name, one.waiting, Cell(one.next), one.free))
        if rows:
            counts_as_shown(teller, "session")
        yield teller.table("waiting", columns, rows, nothing="nobody-waits")

    def reach(self) -> Iterator[Block]:
        """List whose staff nobody came from, of those something is for."""
        teller = self.teller
        columns = (teller.column("training-for", 44), teller.column("nobody-came-from", 70), teller.column("note", 34))
        rows = []
        for one in not_reached(self._view):
            named = known(teller, (one.about,))
            whose = ", ".join((*map(teller.named, one.agencies), *(teller.item("role-group", g) for g in one.groups)))
            note = [teller.words("not-held")] if not one.held else []
            if one.unknown:
                note.append(teller.words("sessions-untold", n=one.unknown, of=one.held))
            if one.ungrouped:
                note.append(teller.words("groups-untold", n=one.ungrouped, of=one.held))
            rows.append((teller.name(named[0]) if named else teller.words("all-training"), whose, "; ".join(note)))
        if rows:
            counts_as_shown(teller, "attendance")
        yield teller.table("not-reached", columns, rows, nothing="everybody-reached")

    def covered(self) -> Iterator[Block]:
        """List how many staff are in date, where an agency counted both numbers on one day; else why it is not told."""
        teller = self.teller
        columns = (
            teller.column("agency", 30),
            teller.column("role-group", 24),
            teller.column("training-level", 24),
            teller.column("in-date", 24),
            teller.column("when", 13, "day"),
            teller.column("note", 34),
        )
        rows = []
        for one in coverage(self._view):
            teller.shows(*known(teller, (one.record,)))
            why = "; ".join(self._older(over) for over in one.passed_over) if one.rate is not None else ""
            why = teller.words(f"coverage-{one.why}") if one.why else why
            group = teller.item("role-group", one.group) or teller.words("all-staff")
            level = teller.item("training-level", one.level) or teller.words("all-training")
            rows.append((self.teller.named(one.agency), group, level, share(teller, one.rate), Cell(one.day), why))
        yield teller.table("coverage", columns, rows, nothing="no-headcounts")

    def _older(self, over: PassedOver) -> str:
        """Tell that a newer return cannot be stated, so that an older one stands."""
        teller = self.teller
        why = teller.words(f"coverage-{over.why}")
        if over.day is None:
            return teller.words("coverage-undated-return", why=why)
        return teller.words("coverage-newer-return", day=teller.day(over.day), why=why)


def _first(session: Session) -> tuple[date, str]:
    return (session.on.first if session.on is not None and session.on.first else date.max), session.id
