"""Take-up: how many of the places there were somebody came to."""

import attrs

from lif_core.measures.training.book import Stated, book_of
from lif_core.measures.training.counting import lines
from lif_core.values.rates import Rate
from lif_core.values.when import Between
from lif_core.view.kinds import name_of
from lif_core.view.view import View

NAME = "Take-up of places"


@attrs.frozen(weakref_slot=False, kw_only=True)
class OfCourse:
    """A rate of one course: its id, what people call it, and the rate."""

    course: str
    name: str = attrs.field(repr=False)
    stated: Stated

    def __str__(self) -> str:
        return f"{self.name}: {self.stated}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class TakeUp:
    """The take-up of a period.

    Attributes:
        all: of everything that was held.
        by_course: course by course, by name.
    """

    all: Stated
    by_course: tuple[OfCourse, ...]

    def __str__(self) -> str:
        return str(self.all)


def take_up(view: View, period: Between | None = None) -> TakeUp:
    """Tell how many came of how many could have: attended / places, of what was held by the day of the view.

    Who came without a booking counts as come, so take-up may exceed 1. A session of which nobody told the places, or
    how many came, is not in it; how many there are is told beside it.
    """
    book = book_of(view)
    by_course = []
    for course, stated in _stated(view, period, "course").items():
        known = book.courses.get(course)
        by_course.append(OfCourse(course=course, name=name_of(view, known) if known else "", stated=stated))
    every = _stated(view, period, "all").get("")
    return TakeUp(
        all=every or Stated(rate=Rate(NAME, 0, 0)),
        by_course=tuple(sorted(by_course, key=lambda one: (one.name, one.course))),
    )


def _stated(view: View, period: Between | None, by: str) -> dict[str, Stated]:
    sums: dict[str, list[int]] = {}
    for line in lines(view, period, ("attended",), "course" if by == "course" else "all"):
        held = sums.setdefault(line.key, [0, 0, 0, 0])
        if line.counts and line.places is not None:
            held[0] += line.counts[0]
            held[1] += line.places
            held[2] += line.sessions
        else:
            held[3] += 1
    return {
        key: Stated(rate=Rate(NAME, came, places), sessions=sessions, unknown=unknown)
        for key, (came, places, sessions, unknown) in sums.items()
    }
