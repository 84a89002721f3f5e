"""Gaps: what is missing, and what would mend it. Accepted ones need a reason and an end; none is hidden."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.shape import GapRule as FrameworkRule
from lif_core.framework.shape import Level
from lif_core.measures.gap import LEVELS, Gap, GapRule
from lif_core.measures.gap_rules import RULES
from lif_core.records import AcceptedGap
from lif_core.values.saying import plain_day
from lif_core.view.gap_codes import CODES
from lif_core.view.kinds import standing
from lif_core.view.view import View

__all__ = ["LEVELS", "Accepted", "Gap", "GapRule", "Gaps", "gaps", "known"]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Accepted:
    """A gap that is accepted for now, because, until."""

    gap: Gap
    by: AcceptedGap

    def __str__(self) -> str:
        until = plain_day(self.by.until.last) if self.by.until and self.by.until.last else "a day not told"
        return f"{self.gap.name}: {self.gap.says} Accepted for now until {until}, because: {self.by.why}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Gaps:
    """The gaps of a view.

    Attributes:
        open: gaps to be mended, the heaviest first.
        older: gaps that began before the baseline day: counted, and listed when asked for.
        accepted: gaps accepted for now.
        baseline: the baseline day, None where there is none.
        unasked: codes of further rules that failed when they were asked; what they would tell is missing here.
    """

    open: tuple[Gap, ...]
    older: tuple[Gap, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    baseline: date | None = None
    unasked: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Gap]:
        return iter(self.open)

    def __len__(self) -> int:
        return len(self.open)

    def at_least(self, level: Level) -> tuple[Gap, ...]:
        """Give the open gaps of this level and heavier."""
        heavy = LEVELS[: LEVELS.index(level) + 1]
        return tuple(gap for gap in self.open if gap.level in heavy)

    def counted(self) -> dict[str, int]:
        """Count the open gaps by code, in the order in which they are told."""
        counts: dict[str, int] = {}
        for gap in self.open:
            counts[gap.code] = counts.get(gap.code, 0) + 1
        return counts

    def __str__(self) -> str:
        lines = [str(gap) for gap in self.open]
        if self.older and self.baseline:
            count = f"{len(self.older)} older {'gap' if len(self.older) == 1 else 'gaps'}"
            lines.append(f"{count} began before {plain_day(self.baseline)}: `lif gaps --older` lists them.")
        lines += [str(accepted) for accepted in self.accepted]
        lines += [f"The gap rule {code!r} failed: what it would tell is missing here." for code in self.unasked]
        return "\n".join(lines) if lines else "No gaps."


def gaps(view: View, rules: Mapping[str, GapRule] | None = None) -> Gaps:
    """Tell what is missing on the day of a view.

    Args:
        view: what to look at.
        rules: further rules by gap code, such as those of plug-ins.
    """
    found = [gap for rule in RULES for gap in _by_record(rule(view))]
    unasked = []
    for code, rule in (rules or {}).items():
        try:
            found += _by_record(rule(view))
        except Exception:  # one rule of a plug-in must not keep a board from all others; it is told by its code
            unasked.append(code)
    found.sort(key=lambda gap: _HEAVY[gap.level])
    accepted = _accepted(view)
    if not accepted and view.baseline is None:
        return Gaps(open=tuple(found), unasked=tuple(unasked))
    still: list[Gap] = []
    older: list[Gap] = []
    taken: list[Accepted] = []
    for gap in found:
        by = accepted.get((gap.code, gap.record)) or accepted.get((gap.code, ""))
        if by is not None:
            taken.append(Accepted(gap=gap, by=by))
        elif view.baseline is not None and gap.since is not None and gap.since < view.baseline:
            older.append(gap)
        else:
            still.append(gap)
    return Gaps(
        open=tuple(still),
        older=tuple(older),
        accepted=tuple(taken),
        baseline=view.baseline,
        unasked=tuple(unasked),
    )


_HEAVY = {level: place for place, level in enumerate(LEVELS)}


def _by_record(found: Iterable[Gap]) -> list[Gap]:
    """Put what one rule tells in the order of ids, so that the same records tell the same list, however they came."""
    return sorted(found, key=attrgetter("record"))


def _accepted(view: View) -> dict[tuple[str, str], AcceptedGap]:
    found: dict[tuple[str, str], AcceptedGap] = {}
    for one in standing(view, AcceptedGap):
        if _still_accepts(view, one):
            for record_id in one.about or ("",):
                found[one.gap, record_id] = one
    return found


def _still_accepts(view: View, one: AcceptedGap) -> bool:
    ends = one.until is not None and one.until.is_certain and not one.until.is_past(view.day)
    return ends and one.state != "lapsed"


def known(code: str, view: View) -> None:
    """Check that a gap code is one that some rule of the framework or of this module tells.

    Raises:
        UnknownName: no rule tells it.
    """
    codes = {*CODES, *view.framework.all(FrameworkRule)}
    if code not in codes:
        raise UnknownName(code, "gap", codes)
