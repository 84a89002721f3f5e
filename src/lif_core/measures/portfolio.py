"""Portfolio: what stands out where plans are seen together: only telling people, nothing to measure, crowded dates.

These are remarks for a meeting. Those that concern one review or finding stand among its gaps too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import attrs

from lif_core.framework.shape import Strength
from lif_core.records import Action, Finding
from lif_core.serial.glances import Seen
from lif_core.values.saying import plain_day
from lif_core.view.facts import answers_to, only_training
from lif_core.view.kinds import is_open, is_withdrawn, meanings, name_of, standing
from lif_core.view.register import type_name
from lif_core.view.view import View
from lif_core.view.who import called

Sort = Literal["only-tells", "nothing-measured", "crowded-fortnight", "answered-by-training-only"]
"""What stands out: a plan that only tells people what to do, one of which nobody will know what difference it made, a
body with many dates in one fortnight, a finding that only training answers."""

MANY = 5
"""From how many dates in a fortnight on a body's dates are crowded, where nobody says another number."""
_FORTNIGHT = timedelta(days=13)
_PLAN = 2  # one action is no plan


@attrs.frozen(weakref_slot=False, kw_only=True)
class Remark:
    """Something that stands out.

    Attributes:
        sort: what stands out.
        about: id of the review, finding or body it is about.
        name: what people call it.
        actions: ids of the actions concerned.
        since: the first day it concerns, None where none is known.
        says: what stands out, in one sentence.
        ask: the question to put.
    """

    sort: Sort
    about: str
    name: str = attrs.field(repr=False)
    actions: tuple[str, ...] = ()
    since: date | None = None
    says: str = attrs.field(repr=False)
    ask: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.name}: {self.says} {self.ask}"


def portfolio(view: View, many: int = MANY) -> tuple[Remark, ...]:
    """Tell what stands out where plans are looked at together.

    Args:
        view: what to look at.
        many: from how many dates in a fortnight on a body's dates are crowded.
    """
    found = [*plans(view), *crowded(view, many), *_training_only(view)]
    order: tuple[Sort, ...] = ("only-tells", "nothing-measured", "answered-by-training-only", "crowded-fortnight")
    return tuple(sorted(found, key=lambda one: (order.index(one.sort), one.about, one.since or date.max)))


def only_tells(view: View, action: Seen) -> bool:
    """Tell whether an action only tells people what to do (reminds, trains, circulates), by its strength."""
    strength = view.framework.all(Strength).get(action.strength)
    return strength is not None and strength.only_tells


def plans(view: View) -> Iterator[Remark]:
    """Tell the reviews whose plan only tells people what to do, or says of no action how anybody will know.

    Source:
        Studies of recommendations find training and new procedures the most frequent and the weakest means
        (safetyinsights.org, a scoping review of 2023). Which strengths only tell is the framework's reading.
    """
    measured = {id for one in view.register.glances("measure") if not is_withdrawn(view, one) for id in one.of}
    for review, actions in sorted(plans_by_review(view).items()):
        if len(actions) < _PLAN:
            continue
        if all(only_tells(view, one) for one in actions):
            name, ids = name_of(view, view.register[review]), tuple(sorted(one.id for one in actions))
            says = f"All {len(actions)} actions of its plan only tell people what to do: remind, train, circulate."
            ask = "What would make the right thing easier to do?"
            yield Remark(sort="only-tells", about=review, name=name, actions=ids, says=says, ask=ask)
        if any(one.how_measured or one.wanted for one in actions):
            continue
        name, ids = name_of(view, view.register[review]), tuple(sorted(one.id for one in actions))
        if measured.isdisjoint({review, *ids}):
            says = f"Not one of the {len(actions)} actions says what should be different, or how anybody will know."
            ask = "What would children and families notice, and who will look?"
            yield Remark(sort="nothing-measured", about=review, name=name, actions=ids, says=says, ask=ask)


def plans_by_review(view: View) -> Mapping[str, list[Seen]]:
    """Give the actions (or glances of them) that answer what each review found or recommended, none taken back."""
    found: dict[str, list[Seen]] = {}
    behind, means = _Behind(view), meanings(view.framework, "action")
    for action in view.register.glances("action"):
        answers = action.answers
        if answers and not means[action.kind, action.state].withdrawn:
            reviews = behind[answers[0]] if len(answers) == 1 else frozenset().union(*map(behind.__getitem__, answers))
            for review in reviews:
                found.setdefault(review, []).append(action)
    return found


class _Behind(dict[str, frozenset[str]]):
    """The reviews that made what an action answers, through recommendations and findings, by the id of what it answers.

    Worked out once for each: several actions answer one finding.
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self._glance = view.register.glance
        self._reviews = frozenset(one.id for one in view.register.glances("review"))

    def __missing__(self, id: str) -> frozenset[str]:
        answered: Seen = self._glance(id)
        record_type = type_name(answered) if answered is not None else ""
        found = self._reviews.intersection(answered.reviews) if record_type in _FROM_REVIEWS else frozenset[str]()
        if record_type == "recommendation":
            above = (one for id in answered.findings if (one := self._glance(id)) is not None)
            found = found.union(*(self._reviews.intersection(one.reviews) for one in above))
        self[id] = found
        return found


_FROM_REVIEWS = ("finding", "recommendation")


def crowded(view: View, many: int = MANY) -> Iterator[Remark]:
    """Tell the bodies and roles with many target dates in one fortnight still ahead, each fortnight told once."""
    ahead: dict[str, list[tuple[date, str]]] = {}
    for action in view.register.glances("action"):
        day = action.due.last if action.due is not None and action.due.is_certain else None
        if day is not None and day >= view.day and is_open(view, action):
            for lead in {party.named for party in action.leads} or {action.lead_role} - {""}:
                ahead.setdefault(lead, []).append((day, action.id))
    for lead, dated in sorted(ahead.items()):
        dated.sort()
        for first, last in _fortnights([day for day, _ in dated], many):
            ids = tuple(id for day, id in dated if first <= day <= last)
            says = f"{len(ids)} target dates fall between {plain_day(first)} and {plain_day(last)}."
            ask = "Which of them matter most, and which can move?"
            name = called(view.framework, lead) or lead
            yield Remark(sort="crowded-fortnight", about=lead, name=name, actions=ids, since=first, says=says, ask=ask)


def _fortnights(days: Sequence[date], many: int) -> Iterator[tuple[date, date]]:
    """Tell the fortnights that hold at least so many days, from the first such day on, none overlapping another."""
    at = 0
    while at < len(days):
        last = days[at] + _FORTNIGHT
        after = next((place for place in range(at, len(days)) if days[place] > last), len(days))
        if after - at >= many:
            yield days[at], days[after - 1]
            at = after
        else:
            at += 1


def _training_only(view: View) -> Iterator[Remark]:
    for finding in standing(view, Finding):
        if finding.sort != "gap":
            continue
        answers = answers_to(view, finding)
        if only_training(view, finding, answers):
            yield Remark(
                sort="answered-by-training-only",
                about=finding.id,
                name=name_of(view, finding),
                actions=tuple(sorted(one.id for one in answers if isinstance(one, Action))),
                says="Only training answers it.",
                ask="What would make the right thing easier to do?",
            )
