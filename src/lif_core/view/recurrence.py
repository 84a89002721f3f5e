"""Recurrence: a theme that came back after what was done about it was closed. Learning did not hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from lif_core.framework.shape import Recurrence
from lif_core.records import Action, Finding, Record
from lif_core.values.spans import Span, add
from lif_core.values.when import When
from lif_core.view.kinds import is_withdrawn, kind_of
from lif_core.view.once import once
from lif_core.view.view import View

WINDOW = Span(24, "months")
"""The window where a framework says none. Source: domain.md 10, practice; not verified."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Return:
    """One return of a theme: a finding on it, within the window after actions on it were closed.

    Attributes:
        theme: id of the theme.
        finding: the later finding.
        found: the day of that finding.
        closed: the action on the theme that was closed last before it.
        on: the day on which that action was closed.
        more: how many further actions on the theme were closed within the window before it.
    """

    theme: str
    finding: Finding
    found: date
    closed: Action
    on: date
    more: int = 0


def day_of(view: View, finding: Finding) -> date | None:
    """Tell the day a finding belongs to: its own first one, or the first of its reviews."""
    own = [when.first for when in finding.happened.values() if when.first is not None]
    if own:
        return min(own)
    reviews = (view.register.get(review) for review in finding.reviews)
    days = [when.first for review in reviews if review for when in review.happened.values() if when.first is not None]
    return min(days, default=None)


def done_on(view: View, record: Record) -> When | None:
    """Tell when a record last reached the first of the statuses that stand for done of which a day is known."""
    for state in kind_of(view, record).done:
        reached = record.happened.get(state)
        if reached is not None and reached.last is not None:
            return reached
    return None


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


@once  # every closed action and every finding of a view may ask for it
def returns(view: View) -> tuple[Return, ...]:
    """Tell every theme that came back within the framework's window after an action on it was closed.

    Each finding is told once for each theme of it, with the action that was closed last before it.

    Source:
        The window is a local choice; 24 months where the framework says nothing else. Not verified.
    """
    closed = _closed_by_theme(view)
    window = _window(view)
    return tuple(
        told for found, finding in _dated_findings(view) for told in _returns_in(finding, found, closed, window)
    )


def _returns_in(
    finding: Finding, found: date, closed: Mapping[str, list[tuple[date, Action]]], window: Span
) -> Iterator[Return]:
    for theme in finding.themes:
        ending = closed.get(theme, [])
        last = bisect_left(ending, found, key=lambda pair: pair[0])
        first = bisect_left(ending, found, hi=last, key=lambda pair: add(window, pair[0]))
        if first < last:
            on, action = ending[last - 1]
            yield Return(theme=theme, finding=finding, found=found, closed=action, on=on, more=last - first - 1)


def returned_to(view: View, record: Record) -> bool:
    """Tell whether a theme came back with a finding, or after an action was closed."""
    if isinstance(record, Finding):
        return record.id in _returned(view)
    done = done_on(view, record)
    if not isinstance(record, Action) or done is None or done.last is None:
        return False
    later, end = _days_by_theme(view), min(add(_window(view), done.last), view.day)
    return any(
        bisect_right(days, end) > bisect_right(days, done.last)
        for theme in themes_of(view, record)
        if (days := later.get(theme))
    )


@once
def _returned(view: View) -> frozenset[str]:
    return frozenset(one.finding.id for one in returns(view))


@once
def _days_by_theme(view: View) -> Mapping[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day, finding in _dated_findings(view):
        for theme in finding.themes:
            found.setdefault(theme, []).append(day)
    return {theme: sorted(days) for theme, days in found.items()}


def _dated_findings(view: View) -> Iterator[tuple[date, Finding]]:
    for finding in view.register.of_type("finding"):
        if (
            isinstance(finding, Finding)
            and finding.themes
            and finding.sort == "gap"
            and not is_withdrawn(view, finding)
        ):
            day = day_of(view, finding)
            if day is not None and day <= view.day:
                yield day, finding


def _closed_by_theme(view: View) -> Mapping[str, list[tuple[date, Action]]]:
    found: dict[str, list[tuple[date, Action]]] = {}
    for action in view.register.of_type("action"):
        done = done_on(view, action) if isinstance(action, Action) and not is_withdrawn(view, action) else None
        if isinstance(action, Action) and done is not None and done.last is not None:
            for theme in themes_of(view, action):
                found.setdefault(theme, []).append((done.last, action))
    for dated in found.values():
        dated.sort(key=lambda pair: (pair[0], pair[1].id))
    return found


def _window(view: View) -> Span:
    found = view.framework.all(Recurrence).get("standard")
    return found.window if found else WINDOW
