"""Needs: what has to be learnt, weighted by theme; what has no course, and which courses nobody asked for."""

import attrs

from lif_core.measures.training.book import courses_of
from lif_core.records import Course, Need, Record
from lif_core.view.kinds import is_finished, is_open
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class ThemeNeeds:
    """How much a theme weighs among what has to be learnt.

    Attributes:
        theme: id of the theme, empty for needs of no theme.
        name: what people call it.
        weight: the weights of its needs together.
        needs: ids of its needs, the heaviest first.
        findings: how many findings on the theme they come from.
        without_course: how many of the needs no course meets.
    """

    theme: str
    name: str = attrs.field(repr=False)
    weight: int
    needs: tuple[str, ...]
    findings: int
    without_course: int

    def __str__(self) -> str:
        count = f"{len(self.needs)} {'need' if len(self.needs) == 1 else 'needs'}"
        found = f"from {self.findings} {'finding' if self.findings == 1 else 'findings'}"
        none = f", {self.without_course} without a course" if self.without_course else ""
        return f"{self.name or 'No theme'}: weight {self.weight}, {count} {found}{none}"


def open_needs(view: View) -> tuple[Need, ...]:
    """Give the needs that are not met yet, the heaviest first."""
    found = [one for one in view.register.of_type(Need) if is_open(view, one)]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.id)))


def themes_of_need(view: View, need: Need) -> frozenset[str]:
    """Tell the themes of a need: its own, and those of what it comes from, up to the findings."""
    themes = set(need.themes)
    for source in need.sources:
        for record in _with_findings(view, source):
            themes |= set(record.themes)
    return frozenset(themes)


def _with_findings(view: View, record_id: str) -> list[Record]:
    """Give a record, and the findings (and what leads to them) that it answers."""
    found: dict[str, Record] = {}
    waiting = [record_id]
    while waiting:
        record = view.register.get(waiting.pop())
        if record is None or record.id in found:
            continue
        found[record.id] = record
        waiting += [*getattr(record, "findings", ()), *getattr(record, "answers", ())]
    return list(found.values())


def needs_by_theme(view: View) -> tuple[ThemeNeeds, ...]:
    """Tell how much each theme weighs among the needs that are not met: the sum of their weights, the heaviest first.

    A need of several themes counts under each: the themes together may weigh more than the needs do.
    """
    found: dict[str, list[Need]] = {}
    for need in open_needs(view):
        for theme in themes_of_need(view, need) or {""}:
            found.setdefault(theme, []).append(need)
    told = [_of_theme(view, theme, needs) for theme, needs in found.items()]
    return tuple(sorted(told, key=lambda one: (-one.weight, one.name, one.theme)))


def _of_theme(view: View, theme: str, needs: list[Need]) -> ThemeNeeds:
    findings = {
        record.id
        for need in needs
        for source in need.sources
        for record in _with_findings(view, source)
        if record.id.split("/")[1] == "finding" and (not theme or theme in record.themes)
    }
    known = bool(theme) and view.framework.has("theme", theme)
    return ThemeNeeds(
        theme=theme,
        name=view.framework.item("theme", theme).words if known else theme,
        weight=sum(need.weight for need in needs),
        needs=tuple(need.id for need in needs),
        findings=len(findings),
        without_course=sum(not courses_meeting(view, need) for need in needs),
    )


def courses_meeting(view: View, need: Need) -> tuple[Course, ...]:
    """Give the courses on offer that meet a need: those that answer it, or answer what it comes from."""
    return tuple(one for one in courses_for(view, need) if is_offered(view, one))


def courses_for(view: View, need: Need) -> tuple[Course, ...]:
    """Give every course that answers a need, or what it comes from: also retired and past ones."""
    courses = courses_of(view)
    asked = (need.id, *need.sources)
    found = {one.id for id in asked for one in view.register.sources(id, Course) if id in one.answers}
    return tuple(courses[one] for one in sorted(found) if one in courses)


def is_offered(view: View, course: Course) -> bool:
    """Tell whether a course is on offer on the day of the view: not taken back, not retired, its year not over."""
    return not is_finished(view, course) and not (course.period is not None and course.period.is_past(view.day))


def needs_without_course(view: View) -> tuple[Need, ...]:
    """Give the needs that are not met and that no course meets, the heaviest first."""
    return tuple(one for one in open_needs(view) if not courses_meeting(view, one))


def courses_without_need(view: View) -> tuple[Course, ...]:
    """Give the courses on offer that nobody asked for: no need, finding, recommendation or action, and no level."""
    found = []
    for course in courses_of(view).values():
        asked = any(one in view.register for one in course.answers) or course.levels
        if not asked and is_offered(view, course) and not _asked_through_sources(view, course):
            found.append(course)
    return tuple(sorted(found, key=lambda one: (str(one.label or ""), one.id)))


def _asked_through_sources(view: View, course: Course) -> bool:
    """Whether it was made from something, such as an action that was turned into a course."""
    return any(link.kind in ("arose-from", "converted-to") for link in course.links)
