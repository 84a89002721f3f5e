"""Rolling over: a return of the next cycle begins with the answers of the last one, each marked as carried over."""

from typing import Any, Literal

import attrs

from lif_core.framework.shape import GradeScale
from lif_core.measures.audits.grades import merit_of
from lif_core.records import Answer, Link, Return
from lif_core.records.parts import LinkKind
from lif_core.rules.requests import AskReturn
from lif_core.values.words import folded
from lif_core.view.view import View

BEFORE: LinkKind = "repeats"
"""The kind of link by which a return says which one it begins from."""

Fate = Literal["carried-over", "confirmed", "better", "worse", "changed", "new", "no-longer-asked"]
"""What became of an answer: nobody has looked at it again; looked at and the same; another grade, better or worse;
other words or numbers; asked for the first time; not asked any more."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Rolled:
    """One answer of a return beside that of the cycle before.

    Attributes:
        to: what was asked.
        before: the grade of the cycle before.
        now: the grade now.
        fate: what became of it.
    """

    to: str = attrs.field(repr=False)
    before: str = ""
    now: str = ""
    fate: Fate


def roll_over(last: Return, **given: Any) -> AskReturn:
    """Give the request for the return of the next cycle, which begins with the answers of the last one.

    Args:
        last: the return of the last cycle.
        **given: what differs: `about`, `due`, `period`, `as_at` and whatever else `AskReturn` takes.

    Source:
        Essex lets agencies carry forward scores and evidence to the next cycle of section 11. Local; verified.
    """
    answers = tuple(attrs.evolve(one, carried=True) for one in last.answers)
    links = (Link(BEFORE, last.id), *given.pop("links", ()))
    kept = {"kind": last.kind, "agency": last.agency or (), "to": last.to or ()}
    return AskReturn(**{**kept, **given, "answers": answers, "links": links})


def rolled(view: View, one: Return, before: Return | None = None, scale: str = "") -> tuple[Rolled, ...]:
    """Tell what became of each answer since the cycle before.

    Args:
        view: what to look at.
        one: the return.
        before: the one of the cycle before; left out, the one it began from.
        scale: id of the scale that says which grade is better; left out, the one that has the grades of both.
    """
    earlier = before or _before(view, one)
    was = {folded(answer.to): answer for answer in (earlier.answers if earlier is not None else ())}
    now = {folded(answer.to): answer for answer in one.answers}
    told = [_rolled(view, was.get(to), answer, scale) for to, answer in now.items()]
    told += [Rolled(to=answer.to, before=answer.grade, fate="no-longer-asked") for to, answer in was.items()
             if to not in now]  # fmt: skip
    return tuple(told)


def _before(view: View, one: Return) -> Return | None:
    named = (view.register.get(link.to) for link in one.links if link.kind == BEFORE)
    return next((found for found in named if isinstance(found, Return)), None)


def _rolled(view: View, was: Answer | None, now: Answer, scale: str) -> Rolled:
    if was is None:
        return Rolled(to=now.to, now=now.grade, fate="new")
    return Rolled(to=now.to, before=was.grade, now=now.grade, fate=_fate(view, was, now, scale))


def _fate(view: View, was: Answer, now: Answer, scale: str) -> Fate:
    if attrs.evolve(now, carried=False) == attrs.evolve(was, carried=False):
        return "carried-over" if now.carried else "confirmed"
    if folded(now.grade) == folded(was.grade):
        return "changed"
    ways = {_way(one, was.grade, now.grade) for one in _scales(view, scale)} - {None}
    way = ways.pop() if len(ways) == 1 else None
    return way or "changed"


def _scales(view: View, scale: str) -> list[GradeScale]:
    scales = view.framework.all(GradeScale)
    return [scales[scale]] if scale in scales else list(scales.values())


def _way(scale: GradeScale, was: str, now: str) -> Literal["better", "worse"] | None:
    before, after = merit_of(scale, was), merit_of(scale, now)
    if before is None or after is None or before == after:
        return None
    return "better" if after > before else "worse"
