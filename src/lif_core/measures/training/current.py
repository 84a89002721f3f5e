"""Current attendances: how many attendances are not older than their course or level allows. This is no coverage.

One person may have come twice, and may have left since; what an agency covers is for the agency to report.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import attrs

from lif_core.framework.shape import TrainingLevel
from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import book_of
from lif_core.measures.training.counting import lines
from lif_core.records import Course
from lif_core.values.spans import Span, add
from lif_core.view.view import View

NAME = "Attendances still current"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Current:
    """The attendances of one agency at courses of one level.

    Attributes:
        level: id of the training level.
        agency: id of the agency, or the words for it; empty for all together.
        name: what people call both.
        current: attendances not older than allowed on the day of the view.
        lapsed: attendances that are older.
        undated: attendances of which nobody can tell whether they are: no day, or nobody said how long they last.
    """

    level: str
    agency: str
    name: str = attrs.field(repr=False)
    current: int = 0
    lapsed: int = 0
    undated: int = 0

    def __str__(self) -> str:
        rest = f", {self.undated} of which nobody can tell" if self.undated else ""
        return f"{self.name}: {self.current} attendances still current, {self.lapsed} older{rest} (this is no coverage)"


def current_attendances(view: View, *, by_agency: bool = False) -> tuple[Current, ...]:
    """Tell how many attendances at courses of each training level are still current on the day of the view.

    What the course says of its currency rules, else what the level says of its refreshing. A level of another scheme
    that the course's level satisfies counts too.
    """
    book, levels = book_of(view), view.framework.all(TrainingLevel)
    found: dict[tuple[str, str], dict[_Standing, int]] = {}
    lasting = {id: _lasting(course, levels) for id, course in book.courses.items()}
    standings: dict[tuple[Span | None, date | None], _Standing] = {}
    for line in lines(view, None, ("attended",), "agency" if by_agency else "all"):
        session = book.sessions.get(line.session)
        if session is None or not line.counts:
            continue
        day = session.on.last if session.on and session.on.is_certain else None
        for level, lasts in lasting.get(session.course, {}).items():
            if (lasts, day) not in standings:
                standings[lasts, day] = _standing(day, lasts, view.day)
            sums, standing = found.setdefault((level, line.key), {}), standings[lasts, day]
            sums[standing] = sums.get(standing, 0) + line.counts[0]
    told = [
        Current(level=level, agency=agency, name=_name(view, level, agency), **sums)
        for (level, agency), sums in found.items()
    ]
    return tuple(sorted(told, key=lambda one: (one.name, one.level, one.agency)))


_Standing = Literal["current", "lapsed", "undated"]


def _lasting(course: Course, levels: Mapping[str, TrainingLevel]) -> dict[str, Span | None]:
    """Tell, for each level that a course gives, how long it is current."""
    found: dict[str, Span | None] = {}
    for id in course.levels:
        level = levels.get(id)
        for also in (id, *(level.satisfies if level else ())):
            other = levels.get(also)
            found.setdefault(also, course.currency or (other.refresh if other else None))
    return found


def _standing(day: date | None, lasts: Span | None, today: date) -> _Standing:
    if day is None or lasts is None or lasts.unit == "working-days":
        return "undated"
    return "current" if add(lasts, day) >= today else "lapsed"


def _name(view: View, level: str, agency: str) -> str:
    known = view.framework.has("training-level", level)
    words = view.framework.item("training-level", level).words if known else level
    return ", ".join(filter(None, (named(view, agency, "agency"), words)))
