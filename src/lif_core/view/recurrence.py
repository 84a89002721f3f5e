"""Recurrence: a theme that came back after what was done about it was closed. Learning did not hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import NamedTuple

import attrs

from lif_core.framework.shape import Recurrence
from lif_core.records import Action, Finding
from lif_core.serial.glances import Seen, whole
from lif_core.values.spans import Span, add_at_most
from lif_core.values.when import When
from lif_core.view.kinds import meaning_of, meanings
from lif_core.view.once import once
from lif_core.view.register import type_name
from lif_core.view.view import View

WINDOW = Span(24, "months")
"""The window where a framework says none. Our own choice, not verified: no published document was found to say one."""


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
    _finding: Seen = attrs.field(eq=whole)
    found: date
    _closed: Seen = attrs.field(eq=whole)
    on: date
    more: int = 0

    @property
    def seen(self) -> Seen:
        """The later finding, or a glance of it."""
        return self._finding

    @property
    def seen_closed(self) -> Seen:
        """The action that was closed last before it, or a glance of it."""
        return self._closed

    @property
    def after(self) -> str:
        """Id of the action that was closed last before it."""
        return str(self._closed.id)

    @property
    def finding(self) -> Finding:
        """The later finding."""
        finding: Finding = whole(self._finding)
        return finding

    @property
    def closed(self) -> Action:
        """The action on the theme that was closed last before it."""
        action: Action = whole(self._closed)
        return action


def day_of(view: View, finding: Seen) -> date | None:
    """Tell the day a finding belongs to: its own first one, or the first of its reviews."""
    return first_day(finding) or min(
        (day for id in finding.reviews if (review := view.register.glance(id)) and (day := first_day(review))),
        default=None,
    )


def first_day(record: Seen) -> date | None:
    """Tell the first day on which something happened to a record, None where no such day is known."""
    return min((when.first for when in record.happened.values() if when.first is not None), default=None)


def done_on(view: View, record: Seen) -> When | None:
    """Tell when a record last reached the first of the statuses that stand for done of which a day is known."""
    return reached(record.happened, meaning_of(view, record).dones)


def reached(happened: Mapping[str, When], states: Iterable[str]) -> When | None:
    """Tell when the first of some statuses of which a day is known was reached."""
    for state in states:
        when = happened.get(state)
        if when is not None and when.last is not None:
            return when
    return None


def themes_of(view: View, action: Seen) -> frozenset[str]:
    """Tell the themes of an action: its own and those of what it answers, through recommendations to findings."""
    return _Themes(view).of(action)


class _Themes(dict[str, frozenset[str]]):
    """The themes of what can be answered, by id: a finding's own, a recommendation's and those of its findings."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._glance = view.register.glance

    def __missing__(self, record_id: str) -> frozenset[str]:
        record = self._glance(record_id)
        above = record.findings if record is not None and type_name(record) == "recommendation" else ()
        several = (one.themes for one in (record, *map(self._glance, above)) if one is not None)
        self[record_id] = found = frozenset[str]().union(*several)
        return found

    def of(self, action: Seen) -> frozenset[str]:
        """Tell the themes of an action: its own and those of what it answers."""
        answers = action.answers
        if len(answers) == 1 and not action.themes:
            return self[answers[0]]
        return frozenset(action.themes).union(*map(self.__getitem__, answers))


class Closed(NamedTuple):
    """The closed actions on one theme, the earliest first.

    Attributes:
        days: the day on which each was closed.
        until: the last day on which the theme, if it comes back, came back after that one.
        actions: the actions, or glances of them.
    """

    days: list[date]
    until: list[date]
    actions: list[Seen]

    def before(self, day: date) -> range:
        """Tell the places of those that were closed before a day and not longer before it than the window."""
        last = bisect_left(self.days, day)
        return range(bisect_left(self.until, day, hi=last), last)


@once  # every closed action and every finding of a view may ask for it
def returns(view: View) -> tuple[Return, ...]:
    """Tell every theme that came back within the framework's window after an action on it was closed.

    Each finding is told once for each theme of it, with the action that was closed last before it.

    Source:
        The window is a local choice; 24 months where the framework says nothing else. Not verified.
    """
    closed = closed_by_theme(view)
    return tuple(told for found, finding in _dated_findings(view) for told in _returns_in(finding, found, closed))


def _returns_in(finding: Seen, found: date, closed: Mapping[str, Closed]) -> Iterator[Return]:
    for theme in finding.themes:
        on_it = closed.get(theme)
        before = on_it.before(found) if on_it else None
        if on_it and before:
            on, action = on_it.days[before[-1]], on_it.actions[before[-1]]
            yield Return(theme=theme, finding=finding, found=found, closed=action, on=on, more=len(before) - 1)


def returned_to(view: View, record: Seen) -> bool:
    """Tell whether a theme came back with a finding, or after an action was closed."""
    its_type = type_name(record)
    if its_type == "finding":
        return record.id in _returned(view)
    done = done_on(view, record)
    if its_type != "action" or done is None or done.last is None:
        return False
    later, end = _days_by_theme(view), min(add_at_most(window_of(view), done.last), view.day)
    return any(
        bisect_right(days, end) > bisect_right(days, done.last)
        for theme in themes_of(view, record)
        if (days := later.get(theme))
    )


@once
def _returned(view: View) -> frozenset[str]:
    closed = closed_by_theme(view)
    return frozenset(finding.id for found, finding in _dated_findings(view) if any(_returns_in(finding, found, closed)))


@once
def _days_by_theme(view: View) -> Mapping[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day, finding in _dated_findings(view):
        for theme in finding.themes:
            found.setdefault(theme, []).append(day)
    return {theme: sorted(days) for theme, days in found.items()}


def _dated_findings(view: View) -> Iterator[tuple[date, Seen]]:
    means = meanings(view.framework, "finding")
    for finding in view.register.glances("finding"):
        if finding.themes and finding.sort == "gap" and not means[finding.kind, finding.state].withdrawn:
            day = day_of(view, finding)
            if day is not None and day <= view.day:
                yield day, finding


@once
def closed_by_theme(view: View) -> Mapping[str, Closed]:
    """Tell by theme the actions on it that were closed, and until when each looks out for the theme to come back."""
    means, ends, themes = meanings(view.framework, "action"), Ends(window_of(view)), _Themes(view)
    found: dict[str, list[tuple[date, str, Seen]]] = {}
    for action in view.register.glances("action"):
        its = means[action.kind, action.state]
        done = None if its.withdrawn else reached(action.happened, its.dones)
        if done is not None and done.last is not None:
            for theme in themes.of(action):
                found.setdefault(theme, []).append((done.last, action.id, action))
    return {theme: _closed(sorted(dated, key=itemgetter(0, 1)), ends) for theme, dated in found.items()}


def _closed(dated: list[tuple[date, str, Seen]], ends: "Ends") -> Closed:
    days = [day for day, _, _ in dated]
    return Closed(days, [ends[day] for day in days], [action for _, _, action in dated])


class Ends(dict[date, date]):
    """The last day of a window, by the day on which it begins; each is worked out once."""

    def __init__(self, window: Span) -> None:
        super().__init__()
        self._window = window

    def __missing__(self, day: date) -> date:
        self[day] = end = add_at_most(self._window, day)
        return end


def window_of(view: View) -> Span:
    """Tell for how long after an action was closed a theme that comes back is one that came back."""
    found = view.framework.all(Recurrence).get("standard")
    return found.window if found else WINDOW
