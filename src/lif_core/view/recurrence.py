"""Recurrence: a theme that came back after what was done about it was closed. Learning did not hold."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import attrs

from lif_core.framework.shape import Recurrence
from lif_core.records import Action, Finding, Record
from lif_core.values.spans import Span, add
from lif_core.view.register import type_name
from lif_core.view.view import View

WINDOW = Span(24, "months")
"""The window where a framework says none. Source: domain.md 10, practice; not verified."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Return:
    """One return of a theme.

    Attributes:
        theme: id of the theme.
        closed: the action that was closed on it.
        on: the day on which it was closed.
        finding: the later finding on the same theme.
        found: the day of that finding.
    """

    theme: str
    closed: Action
    on: date
    finding: Finding
    found: date


def day_of(view: View, finding: Finding) -> date | None:
    """Tell the day a finding belongs to: its own, or the latest of its reviews."""
    own = [when.first for when in finding.happened.values() if when.first is not None]
    if own:
        return min(own)
    reviews = (view.register.get(review) for review in finding.reviews)
    days = [when.first for review in reviews if review for when in review.happened.values() if when.first is not None]
    return min(days, default=None)


def themes_of(view: View, action: Action) -> frozenset[str]:
    """Tell the themes of an action: its own and those of what it answers, through recommendations to findings."""
    themes = set(action.themes)
    for answered in action.answers:
        themes |= _themes_above(view, view.register.get(answered))
    return frozenset(themes)


def _themes_above(view: View, record: Record | None) -> set[str]:
    if record is None:
        return set()
    above = (view.register.get(finding) for finding in getattr(record, "findings", ()))
    return set(record.themes).union(*(set(one.themes) for one in above if one))


def returns(view: View) -> Iterator[Return]:
    """Tell every theme that came back within the framework's window after an action on it was closed.

    Source:
        The window is a local choice; 24 months where the framework says nothing else. Not verified.
    """
    later = _findings_by_theme(view)
    for action in view.register.of_type("action"):
        if isinstance(action, Action):
            yield from _after(view, action, later)


def returned_to(view: View, record: Record) -> Iterator[Return]:
    """Tell the returns that a closed action, or a finding, is part of."""
    if type_name(record) == "finding":
        yield from (one for one in returns(view) if one.finding.id == record.id)
    elif isinstance(record, Action):
        yield from _after(view, record, _findings_by_theme(view))


@lru_cache(maxsize=4)  # every closed action of a view asks for it
def _findings_by_theme(view: View) -> dict[str, list[tuple[date, Finding]]]:
    found: dict[str, list[tuple[date, Finding]]] = {}
    for finding in view.register.of_type("finding"):
        if isinstance(finding, Finding) and finding.themes and finding.sort == "gap":
            day = day_of(view, finding)
            for theme in finding.themes if day is not None else ():
                found.setdefault(theme, []).append((day, finding))  # type: ignore[arg-type]
    for dated in found.values():
        dated.sort(key=lambda pair: pair[0])
    return found


def _after(view: View, action: Action, later: dict[str, list[tuple[date, Finding]]]) -> Iterator[Return]:
    kind = view.framework.kind("action", action.kind)
    closing = [when.last for state in kind.done if (when := action.happened.get(state)) is not None and when.last]
    if not closing:
        return
    closed = min(closing)
    recurrence = view.framework.all(Recurrence).get("standard")
    end = add(recurrence.window if recurrence else WINDOW, closed)
    for theme in sorted(themes_of(view, action)):
        for day, finding in later.get(theme, ()):
            if closed < day <= min(end, view.day):
                yield Return(theme=theme, closed=action, on=closed, finding=finding, found=day)
