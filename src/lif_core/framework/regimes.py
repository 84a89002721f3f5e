"""Regimes: which edition of law and guidance rules a subject on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs

from lif_core.framework.shape import Regime
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False)
class RegimeAnswer:
    """Which editions rule a thing on a day.

    Attributes:
        regimes: ids of the regimes; several where the day is imprecise, none where no edition is held.
        why: one sentence that says so.
    """

    regimes: tuple[str, ...]
    why: str

    @property
    def is_certain(self) -> bool:
        """Whether exactly one regime rules."""
        return len(self.regimes) == 1

    def __str__(self) -> str:
        return self.why


@attrs.frozen(weakref_slot=False)
class Reign:
    """That a regime rules a subject from a day; `certain` is false where only the earliest such day is known."""

    regime: str
    begins: date
    certain: bool
    ends: date | None


def reigns_of(regimes: Iterable[Regime], area_start: date | None) -> Mapping[str, Sequence[Reign]]:
    """Tell, by subject, the stretches in which regimes rule it, the earliest first.

    Args:
        regimes: the regimes.
        area_start: the day on which the arrangements of the local area began, None where no layer says it.
    """
    found: dict[str, list[Reign]] = {}
    for regime in regimes:
        known = [day for day in regime.begins.values() if isinstance(day, date)]
        for subject, begin in regime.begins.items():
            day = _day(begin, area_start)
            possibly = day or min(known, default=date.min)
            reign = Reign(regime.id, possibly, day is not None, _day(regime.ends.get(subject), area_start))
            found.setdefault(subject, []).append(reign)
    return {subject: sorted(reigns, key=lambda one: (one.begins, one.regime)) for subject, reigns in found.items()}


def _day(said: object, area_start: date | None) -> date | None:
    return area_start if said == "area-start" else said if isinstance(said, date) else None


def ruling(reigns: Sequence[Reign], when: When | date) -> tuple[str, ...]:
    """Tell the ids of the regimes that rule at a time: several where it is imprecise, none where none is known."""
    days = _days(when, reigns) if reigns else ()
    if len(days) == 1:
        return tuple(_ruling_on(reigns, days[0]))
    return tuple(dict.fromkeys(id for day in days for id in _ruling_on(reigns, day)))


def answer(subject: str, reigns: Sequence[Reign], when: When | date, regimes: Mapping[str, Regime]) -> RegimeAnswer:
    """Tell which regimes rule a subject at a time, in a sentence too.

    Args:
        subject: the subject, such as `review`.
        reigns: the stretches in which regimes rule it.
        when: the day that decides it, perhaps imprecise.
        regimes: the regimes by their ids.
    """
    if not reigns:
        return RegimeAnswer((), f"No edition that is held speaks of {subject}.")
    days = _days(when, reigns)
    if not days:
        return RegimeAnswer((), f"No day is known, so nobody can tell which edition rules the {subject}.")
    found = ruling(reigns, when)
    if not found:
        return RegimeAnswer((), f"No edition held for {days[0].year}.")
    told = days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()} to {days[-1].isoformat()}"
    verb = "rules" if len(found) == 1 else "may rule"
    return RegimeAnswer(found, f"{' or '.join(regimes[id].words for id in found)} {verb} the {subject} ({told}).")


def _ruling_on(reigns: Sequence[Reign], day: date) -> list[str]:
    """Tell which regimes can rule on a day: the newest begun, and those before it where its begin is not known."""
    found = []
    for reign in reversed(reigns):
        if reign.begins <= day and (reign.ends is None or day < reign.ends):
            found.append(reign.regime)
            if reign.certain:
                break
    return found[::-1]


def _days(when: When | date, reigns: Sequence[Reign]) -> list[date]:
    """Tell the days to ask for: the ends of the stretch meant, and each day between on which a regime begins."""
    if isinstance(when, date):
        return [when]
    if when.first is not None and when.first == when.last and not when.options:
        return [when.first]
    stretches = [(one.first, one.last) for one in when.options]
    if when.first and when.last:
        stretches.append((when.first, when.last))
    begins = [day for reign in reigns for day in (reign.begins, reign.ends) if day]
    days = {day for first, last in stretches for day in (first, last, *(one for one in begins if first < one < last))}
    return sorted(days)
