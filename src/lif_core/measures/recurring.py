"""Recurring: a theme that came back, with both reviews and what was done between them. Learning did not hold."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from lif_core.measures.portfolio import only_tells
from lif_core.records import Action, Finding, Recommendation, Record, Review
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import plain_day
from lif_core.values.when import When
from lif_core.view.around import around_of
from lif_core.view.facts import evaluations_of, evidence_for, strongest
from lif_core.view.kinds import meanings, name_of
from lif_core.view.recurrence import Closed, Ends, Return, closed_by_theme, day_of, returns, window_of
from lif_core.view.register import type_name
from lif_core.view.view import View

NAMED = 3
"""How many of the actions closed in between a sentence names; it counts the others."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Done:
    """Something that was done about the theme before it came back.

    Attributes:
        action: id of the action.
        name: what people call it.
        on: the day it was closed.
        strength: id of its strength, empty where nobody said.
        evidence: the strongest sort of evidence for it, empty where there is none.
        outcome: what its last evaluation found, empty where there is none or it does not say.
        reviews: ids of the reviews behind what it answers, the oldest first.
    """

    action: str
    name: str = attrs.field(repr=False)
    on: date
    strength: str = ""
    evidence: str = ""
    outcome: str = ""
    reviews: tuple[str, ...] = ()


class _Closed:
    """The closed actions on one theme; what is told of one is worked out when it is asked for."""

    def __init__(self, view: View, on_it: Closed) -> None:
        self.view, self.on_it = view, on_it
        self.strengths, self.telling = [0], [0]  # how many of the first n say a strength, and only tell people
        for action in on_it.actions:
            self.strengths.append(self.strengths[-1] + bool(action.strength))
            self.telling.append(self.telling[-1] + only_tells(view, action))
        self._done: dict[int, Done] = {}

    def done(self, number: int) -> Done:
        """Tell of one of them what became of it."""
        if number not in self._done:
            self._done[number] = _done(self.view, self.on_it.days[number], whole(self.on_it.actions[number]))
        return self._done[number]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Recurred:
    """One theme that came back.

    Attributes:
        theme: id of the theme.
        finding: id of the later finding.
        found: the day of that finding.
        later: ids of the reviews of the later finding.
        count: how many actions on the theme were closed within the window before.
        only_told: whether all of these only told people what to do; None where no strength is known.
    """

    theme: str
    finding: str
    found: date
    later: tuple[str, ...] = ()
    count: int = 0
    only_told: bool | None = None
    _closed: _Closed = attrs.field(eq=False)
    _first: int = attrs.field(eq=False)

    @cached_property
    def between(self) -> tuple[Done, ...]:
        """What was closed on the theme within the window before, the earliest first."""
        return tuple(map(self._closed.done, range(self._first, self._first + self.count)))

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The ids of the reviews whose findings those actions answered, in the order in which they were closed."""
        found = dict.fromkeys(review for one in self.between for review in one.reviews)
        return tuple(review for review in found if review not in self.later)

    @property
    def words(self) -> str:
        """What the theme is called."""
        framework = self._closed.view.framework
        return framework.item("theme", self.theme).words if framework.has("theme", self.theme) else self.theme

    @property
    def says(self) -> str:
        """All of it in one sentence, with the actions closed last and the reviews behind them by name."""
        last = self._first + self.count
        named = [self._closed.done(number) for number in range(max(last - NAMED, self._first), last)]
        earlier = dict.fromkeys(id for one in named for id in one.reviews if id not in self.later)
        first = f", first found in {self._named(tuple(earlier))}" if earlier else ""
        more = f"{self.count - NAMED} more and " if self.count > NAMED else ""
        only = " All of it only told people what to do." if self.only_told else ""
        return (
            f"Learning did not hold: {self.words} came back on {plain_day(self.found)} in "
            f"{self._named(self.later or (self.finding,))}{first}. "
            f"Done in between: {more}{', '.join(map(_did, named))}.{only}"
        )

    def _named(self, ids: Sequence[str]) -> str:
        view = self._closed.view
        return " and ".join(name_of(view, view.register[id]) for id in ids)

    def __str__(self) -> str:
        return self.says

    def __repr__(self) -> str:
        return f"<{self.theme} came back on {self.found}>"


def recurred(view: View) -> tuple[Recurred, ...]:
    """Tell every theme that came back within the framework's window, the latest return first.

    Source:
        The window is a local choice; 24 months where the framework says nothing else. Not verified.
    """
    came_back, every = returns(view), closed_by_theme(view)
    closed = {theme: _Closed(view, every[theme]) for theme in {one.theme for one in came_back}}
    found = [_recurred(view, one.theme, one.finding, one.found, closed[one.theme]) for one in came_back]
    return tuple(sorted(found, key=lambda one: (-one.found.toordinal(), one.theme, one.finding)))


def still_open(view: View) -> Iterator[Return]:
    """Tell the returns of a theme on which something is left to do: what `returns` tells, without what was dealt with.

    A return was looked at where somebody evaluated its finding, decided on it or set it aside with a reason; or where,
    on that day or later, somebody decided on the action that was closed last before it, or found that it did not hold.
    A check of that action by its schedule is no look at the return. A return that nobody looked at lapses only where an
    action that answers it is done, and what came of that is known: the window after it is over, or the theme came back
    again, which is a return of its own. One that nobody looked at and nothing answers never lapses.
    """
    looked = _Looked(view)
    return (one for one in returns(view) if not looked.is_over(one))


_FAILED = ("did-not-hold", "worse", "no-change")
"""What an evaluation found of an action that made no difference, or none that lasted."""


class _Looked:
    """Who looked at the returns of one view, and what became of them."""

    def __init__(self, view: View) -> None:
        self._framework, self._day, self._around = view.framework, view.day, around_of(view)
        self._untils = Ends(window_of(view))  # until when what was done after a return may still show whether it holds
        self._decided = view.register.shelf("decision").naming("about")
        self._decisions, self._actions = meanings(view.framework, "decision"), meanings(view.framework, "action")
        self._signing = {id for id, kind in view.framework.kinds("decision").items() if kind.signs}
        self._last: dict[str, date] = {}
        for one in returns(view):
            self._last[one.theme] = max(one.found, self._last.get(one.theme, one.found))

    def is_over(self, one: Return) -> bool:
        """Tell whether nothing is left to do about a return."""
        told = self._last[one.theme] > one.found or self._untils[one.found] < self._day
        return (told and self._is_answered(one.seen)) or self._was_looked_at(one)

    def _was_looked_at(self, one: Return) -> bool:
        """A finding is only looked at after it was found; what is said of the action counts from that day on."""
        since = one.found
        its, finding, closed = self._framework.kind("finding", one.seen.kind), one.seen, one.seen_closed
        return (
            (finding.state in its.reasons and its.is_finished(finding.state))
            or bool(self._around.evaluations(finding))
            or any(self._decisions_on(finding))
            or any(made.outcome in _FAILED and _is_since(made.on, since) for made in self._around.evaluations(closed))
            or any(_is_since(_decided_on(made), since) for made in self._decisions_on(closed))
        )

    def _decisions_on(self, record: Seen) -> Iterator[Seen]:
        """Give the decisions made on a record, but those that sign it off."""
        for one in self._decided(record.id) or ():
            its = self._decisions[one.kind, one.state]
            if one.kind not in self._signing and (its.done or its.finished) and not its.withdrawn:
                yield one

    def _is_answered(self, finding: Seen) -> bool:
        answers = self._around.answers(finding)
        below = [two for one in answers if type_name(one) == "recommendation" for two in self._around.answers(one)]
        return any(type_name(one) == "action" and self._actions[one.kind, one.state].done for one in (*answers, *below))


def _is_since(when: When | None, day: date) -> bool:
    return when is not None and when.first is not None and when.first >= day


def _decided_on(decision: Seen) -> When | None:
    when: When | None = decision.on or decision.happened.get(decision.state)
    return when


def _recurred(view: View, theme: str, finding: Finding, day: date, closed: _Closed) -> Recurred:
    before = closed.on_it.before(day)
    first, last = before.start, before.stop
    known = closed.strengths[last] - closed.strengths[first]
    return Recurred(
        theme=theme,
        finding=finding.id,
        found=day,
        later=tuple(id for id in finding.reviews if isinstance(view.register.get(id), Review)),
        count=len(before),
        only_told=closed.telling[last] - closed.telling[first] == known if known else None,
        closed=closed,
        first=first,
    )


def _done(view: View, on: date, action: Action) -> Done:
    dated = sorted(evaluations_of(view, action), key=lambda one: (_last(one.on), one.id))
    return Done(
        action=action.id,
        name=name_of(view, action),
        on=on,
        strength=action.strength,
        evidence=(strongest(view, action) or "") if evidence_for(view, action) else "",
        outcome=next((one.outcome for one in reversed(dated) if one.outcome), ""),
        reviews=tuple(_reviews_above(view, action)),
    )


def _last(when: When | None) -> date:
    return (when.last if when is not None else None) or date.min


def _reviews_above(view: View, action: Action) -> list[str]:
    """Tell the reviews behind what an action answers, the oldest first."""
    found: dict[str, date] = {}
    for one in (view.register.get(id) for id in action.answers):
        for finding in _findings_of(view, one):
            for id in finding.reviews:
                if isinstance(view.register.get(id), Review):
                    found[id] = min(day_of(view, finding) or date.max, found.get(id, date.max))
    return sorted(found, key=lambda id: (found[id], id))


def _findings_of(view: View, record: Record | None) -> list[Finding]:
    if isinstance(record, Finding):
        return [record]
    if isinstance(record, Recommendation):
        above = [view.register.get(id) for id in record.findings]
        return [one for one in above if isinstance(one, Finding)]
    return []


def _did(one: Done) -> str:
    shown = one.outcome.replace("-", " ") if one.outcome else "no outcome recorded"
    return f"{one.name} (closed on {plain_day(one.on)}; {one.evidence.replace('-', ' ') or 'no evidence'}; {shown})"
