"""Attendance: who came, of those who were registered; each share under a name of its own, as reports mix them up.

One and the same quarter was reported as 96% and as 77% attended: with those counted in who came without a booking, of
those registered; and of the places there were. The second is take-up, and stands in `take_up`.
"""

from collections.abc import Callable, Mapping

import attrs

from lif_core.measures.training.book import By, Count, Stated, book_of
from lif_core.measures.training.counting import Sum, summed
from lif_core.values.rates import Rate
from lif_core.values.when import Between
from lif_core.view.kinds import name_of
from lif_core.view.view import View

WITH_WALK_INS = "Attendance, those without a booking counted in"
WITHOUT_WALK_INS = "Attendance of those registered"
DID_NOT_ATTEND = "Did not attend, of those registered"
CANCELLED = "Cancelled, of those registered"
CANCELLED_LATE = "Cancelled late, of those registered"

Of = Callable[[tuple[int, ...]], int]

_SHARES: dict[str, tuple[tuple[Count, ...], Of]] = {
    WITH_WALK_INS: (("booked", "attended"), lambda held: held[1]),
    WITHOUT_WALK_INS: (("booked", "attended", "walked_in"), lambda held: max(held[1] - held[2], 0)),
    DID_NOT_ATTEND: (("booked", "did_not_attend"), lambda held: held[1]),
    CANCELLED: (("booked", "cancelled"), lambda held: held[1]),
    CANCELLED_LATE: (("booked", "cancelled_late"), lambda held: held[1]),
}
"""Each share by its name: the counts it asks for, the number registered first, and what its numerator is of them."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Attended:
    """Who came, of those who were registered.

    Attributes:
        key: id of the course, agency or role group; empty for all together, or where an agency has no id.
        name: what people call it.
        attended: how many came, as far as it was told.
        walked_in: how many of them without a booking, as far as it was told.
        sessions: of how many sessions.
        unknown: of how many more nobody told who came.
        shares: the shares by name; each has its own n and N, as not everything is told of every session.
        certificates: how many certificates were given, as far as it was told.
    """

    key: str
    name: str = attrs.field(repr=False)
    attended: int
    walked_in: int
    sessions: int
    unknown: int
    shares: tuple[Stated, ...]
    certificates: int = 0

    def share(self, name: str) -> Stated:
        """Give the share of this name, such as `WITH_WALK_INS`."""
        return next(one for one in self.shares if one.rate.name == name)

    def __str__(self) -> str:
        return "\n".join(f"{self.name}: {one}" if self.name else str(one) for one in self.shares)


def attendance(view: View, period: Between | None = None, by: By = "all") -> tuple[Attended, ...]:
    """Tell who came of those who were registered, all together or apart; those apart by name.

    Args:
        view: what to look at.
        period: of which time; left out, of all of it.
        by: `all`, or apart by `course`, `agency` or `group`.
    """
    wanted: list[tuple[Count, ...]] = [
        ("attended",),
        ("walked_in",),
        ("certificates",),
        ("booked", "cancelled", "cancelled_late"),
    ]
    came, walked, given, late, *of_shares = summed(view, period, [*wanted, *(of for of, _ in _SHARES.values())], by)
    shares = dict(zip(_SHARES, of_shares, strict=True))
    told = []
    for key in came:
        _, sessions, unknown = came[key]
        stated = []
        for name, (_, of) in _SHARES.items():
            held, its_sessions, its_unknown = shares[name].get(key, Sum())
            n, whole = (of(held), held[0]) if held else (0, 0)
            if name == CANCELLED and held and late.get(key, Sum()).counts:
                n += late.get(key, Sum()).counts[2]  # late ones were told apart: all who cancelled are both together
            stated.append(Stated(rate=Rate(name, n, whole), sessions=its_sessions, unknown=its_unknown))
        told.append(
            Attended(
                key=key,
                name=named(view, key, by),
                attended=_first(came, key),
                walked_in=_first(walked, key),
                sessions=sessions,
                unknown=unknown,
                shares=tuple(stated),
                certificates=_first(given, key),
            )
        )
    return tuple(sorted(told, key=lambda one: (one.name, one.key)))


def _first(sums: Mapping[str, Sum], key: str) -> int:
    counts = sums.get(key, Sum()).counts
    return counts[0] if counts else 0


def named(view: View, key: str, by: By) -> str:
    """Tell what people call a course, agency or role group by its id; words that are no id stand for themselves."""
    if not key or by == "all":
        return ""
    if by == "course":
        course = book_of(view).courses.get(key)
        return name_of(view, course) if course else ""
    for table in ("role-group",) if by == "group" else ("body", "role"):
        if view.framework.has(table, key):
            return view.framework.item(table, key).words
    return key
