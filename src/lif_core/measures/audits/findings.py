"""Findings: what a later audit says of what an earlier one found: it gets better, it goes on, both, or nothing."""

from typing import Literal

import attrs

from lif_core.records import Finding, Review
from lif_core.view.kinds import is_withdrawn, name_of
from lif_core.view.view import View

Became = Literal["improving", "to-go-on-with", "both", "nothing-said"]
"""What became of a finding: the later audit sees it improve, asks to go on with it, says both, or says nothing."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class TakenUp:
    """What a later audit says of one finding of an earlier one.

    Attributes:
        finding: id of the earlier finding.
        name: what people call it.
        improving: ids of later findings of good practice that hang on it.
        to_go_on_with: ids of later findings that say it again.
        became: the two together.
    """

    finding: str
    name: str = attrs.field(repr=False)
    improving: tuple[str, ...] = ()
    to_go_on_with: tuple[str, ...] = ()
    became: Became = "nothing-said"


def taken_up(view: View, first: Review, again: Review) -> tuple[TakenUp, ...]:
    """Tell of each thing that an audit found to improve what the later audit says of it, in words, not numbers.

    A later finding hangs on an earlier one by a link. That it is both improving and to go on with is no contradiction:
    nothing in numbers is said by either.
    """
    later = {one.id: one for one in _of(view, again)}
    found = []
    for one in sorted(_of(view, first), key=lambda one: one.id):
        if one.sort != "gap":
            continue
        hanging = [later[id] for id in dict.fromkeys(_linked(view, one)) if id in later]
        better = tuple(sorted(other.id for other in hanging if other.sort == "good-practice"))
        still = tuple(sorted(other.id for other in hanging if other.sort == "gap"))
        became: Became = "both" if better and still else "improving" if better else "nothing-said"
        if still and not better:
            became = "to-go-on-with"
        name = name_of(view, one)
        found.append(TakenUp(finding=one.id, name=name, improving=better, to_go_on_with=still, became=became))
    return tuple(found)


def _of(view: View, review: Review) -> list[Finding]:
    every = view.register.sources(review.id, Finding)
    return [one for one in every if review.id in one.reviews and not is_withdrawn(view, one)]


def _linked(view: View, finding: Finding) -> list[str]:
    return [one.source for one in view.register.pointing_at(finding.id) if one.field in ("repeats", "arose-from")]
