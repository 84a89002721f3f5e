"""Attendances per head: how often staff came, set beside how many there are. One person may count several times."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import attrs

from lif_core.measures.training.attendance import named
from lif_core.measures.training.counting import lines, lines_of_group
from lif_core.measures.training.staff import in_post
from lif_core.values.saying import plain_day
from lif_core.values.when import Between
from lif_core.view.view import View

NAME = "Attendances per head"


@attrs.frozen(weakref_slot=False, kw_only=True)
class PerHead:
    """How often staff of an agency came, set beside how many there are.

    Attributes:
        agency: id of the agency, or the words for it.
        group: id of the role group, empty for all staff.
        name: what people call it.
        attendances: how often somebody came; who came twice counts twice.
        staff: staff in post; None where the agency reported none on one day.
        day: the day on which staff were counted.
        unknown: of how many more sessions, or sums of several, it was not all told how many came; of a role group also
            those that the agency told as a whole only.
    """

    agency: str
    group: str
    name: str = attrs.field(repr=False)
    attendances: int
    staff: int | None = None
    day: date | None = None
    unknown: int = 0

    def each(self, places: int = 2) -> Decimal | None:
        """Tell the attendances for each member of staff, rounded half up; None where there is no staff to tell it of.

        It may exceed 1, as one person may come several times. It is no share of staff, and no coverage.
        """
        if not self.staff:
            return None
        return (Decimal(self.attendances) / self.staff).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def __str__(self) -> str:
        each = self.each()
        more = "1 more session" if self.unknown == 1 else f"{self.unknown} more sessions"
        beside = f"; of {more} not all was told" if self.unknown else ""
        if each is None or self.day is None:
            return f"{self.name}: {self.attendances} attendances; staff in post not reported{beside}"
        above = ", more than 1 as one person may come several times" if each > 1 else ""
        return (
            f"{self.name}: {each} attendances per head ({self.attendances} attendances, {self.staff} staff in post "
            f"on {plain_day(self.day)}){above}{beside}"
        )


def attendances_per_head(view: View, period: Between | None = None, group: str = "") -> tuple[PerHead, ...]:
    """Tell how often staff of each agency came in a period, for each member of staff that it last reported.

    Args:
        view: what to look at.
        period: of which time; left out, of all of it.
        group: only of this role group, by id; left out, of all staff.
    """
    came: dict[str, int] = {}
    unknown: dict[str, int] = {}
    every = (
        lines_of_group(view, period, ("attended",), group) if group else lines(view, period, ("attended",), "agency")
    )
    for line in every:
        if line.counts or not group:
            came[line.key] = came.get(line.key, 0) + (line.counts[0] if line.counts else 0)
        unknown[line.key] = unknown.get(line.key, 0) + (not line.counts)
    told = []
    for agency, attendances in came.items():
        name = ", ".join(filter(None, (named(view, agency, "agency"), named(view, group, "group"))))
        count = in_post(view, agency, group)
        told.append(
            PerHead(
                agency=agency,
                group=group,
                name=name,
                attendances=attendances,
                staff=count.in_post if count else None,
                day=count.day if count else None,
                unknown=unknown.get(agency, 0),
            )
        )
    return tuple(sorted(told, key=lambda one: (one.name, one.agency)))
