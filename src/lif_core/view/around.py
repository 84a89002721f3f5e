"""Around: what stands around a record: the evidence for it, its evaluations, what answers it.

All rules ask one `Around` for each view (`around_of`). It gives glances
(`lif_core.serial.glances`): for what computes, and hands none of them out. The functions of `facts` give the records.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from lif_core.framework.framework import STANDARD, Framework
from lif_core.framework.shape import Strength
from lif_core.serial.glances import Seen
from lif_core.values.spans import Span, add_at_most
from lif_core.values.when import When
from lif_core.view.kinds import Meanings, meanings
from lif_core.view.once import once
from lif_core.view.register import type_name
from lif_core.view.view import View

Finder = Callable[[str], Sequence[Seen] | None]

_ANSWERING = {"action": "answers", "course": "answers", "recommendation": "findings"}
"""What can answer a finding, recommendation or priority, and the field in which it says so."""


class Around:
    """What stands around the records of one view."""

    def __init__(self, view: View) -> None:
        self._shelf, self._framework, self._day = view.register.shelf, view.framework, view.day
        self._answers: dict[str, Sequence[Seen]] = {}
        self._checks: dict[str, tuple[Span, ...]] = {}

    # -- evidence --------------------------------------------------------------------------------------------------

    def evidence(self, record: Seen) -> Sequence[Seen]:
        """Give the evidence that shows something about a record, but what was taken back or newer evidence revises."""
        return self._shows.get(record.id, ())

    @cached_property
    def _shows(self) -> Mapping[str, Sequence[Seen]]:
        means = meanings(self._framework, "evidence")
        found: dict[str, list[Seen]] = {}
        revising: dict[str, None] = {}
        for one in self._shelf("evidence"):
            if not means[one.kind, one.state].withdrawn:
                for shown in one.shows:
                    found.setdefault(shown, []).append(one)
                if one.revises:
                    revising |= dict.fromkeys(one.shows)
        for id in revising:
            revised = {one.revises for one in found[id]}
            found[id] = [one for one in found[id] if one.id not in revised]
        return found

    # -- evaluations -----------------------------------------------------------------------------------------------

    def evaluations(self, record: Seen) -> Sequence[Seen]:
        """Give the evaluations of a record, but what was taken back or is planned and has said nothing yet."""
        return self._evaluated.get(record.id, ())

    @cached_property
    def _evaluated(self) -> Mapping[str, Sequence[Seen]]:
        means, day = meanings(self._framework, "evaluation"), self._day
        found: dict[str, list[Seen]] = {}
        for one in self._shelf("evaluation"):
            its = means[one.kind, one.state]
            if not its.withdrawn and (its.done or _has_said(one, day)):
                for evaluated in one.of:
                    found.setdefault(evaluated, []).append(one)
        return found

    def checks(self, action: Seen, done: When | None) -> Sequence[Seen]:
        """Give the evaluations that were made after an action was done, oldest first."""
        return checks_among(self.evaluations(action), done)

    def next_check(self, action: Seen, done: When | None, made: Sequence[Seen] | None = None) -> date | None:
        """Tell the day of the first check again that nobody has made yet, of an action that counts as done.

        Args:
            action: the action.
            done: when it was done.
            made: the checks made since, where the caller has asked for them.
        """
        owed = self._owed(action.strength) if done is not None and done.last is not None else ()
        if not owed or done is None or done.last is None:
            return None
        count = len(self.checks(action, done) if made is None else made)
        return add_at_most(owed[count], done.last) if len(owed) > count else None

    def _owed(self, strength: str) -> tuple[Span, ...]:
        found = self._checks.get(strength)
        if found is None:
            found = self._checks[strength] = checks_owed(self._framework, strength)
        return found

    # -- answers ---------------------------------------------------------------------------------------------------

    def answers(self, record: Seen) -> Sequence[Seen]:
        """Give the actions, courses and recommendations that answer a finding or the like, none of them taken back."""
        found = self._answers.get(record.id)
        if found is None:
            found = self._answers[record.id] = self._answering(record.id)
        return found

    def _answering(self, record_id: str) -> Sequence[Seen]:
        found: list[Seen] = []
        for means, naming, linking in self._answering_shelves:
            named = naming(record_id)
            if named:
                found += [one for one in named if not means[one.kind, one.state].withdrawn]
            for one in linking(record_id) or ():
                arose = any(link.kind == "arose-from" and link.to == record_id for link in one.links)
                if arose and one not in (named or ()) and not means[one.kind, one.state].withdrawn:
                    found.append(one)
        return found

    def only_training(self, record: Seen, answers: Sequence[Seen] | None = None) -> bool:
        """Tell whether everything that answers it (or the answers given) is training."""
        found = self.answers(record) if answers is None else answers
        return bool(found) and all(_is_training(below) for one in found for below in (self.answers(one) or [one]))

    @cached_property
    def _answering_shelves(self) -> Sequence[tuple[Meanings, Finder, Finder]]:
        shelves = [(type, self._shelf(type), field) for type, field in _ANSWERING.items()]
        return [
            (meanings(self._framework, type), shelf.naming(field), shelf.naming("links"))
            for type, shelf, field in shelves
            if len(shelf)
        ]


@once
def around_of(view: View) -> Around:
    """Give what stands around the records of a view: one for all rules that ask it."""
    return Around(view)


def _has_said(one: Seen, day: date) -> bool:
    on = one.on
    made = on is not None and on.first is not None and on.first <= day
    return bool(made or one.outcome or one.readings or one.judgement)  # the words last: they have to be read


def _is_training(one: Seen) -> bool:
    return type_name(one) == "course" or getattr(one, "strength", "") == "training"


def checks_among(evaluations: Sequence[Seen], done: When | None) -> Sequence[Seen]:
    """Give those of an action's evaluations that were made after it was done, oldest first."""
    if not evaluations or done is None or done.last is None:
        return ()
    since = done.last
    made = [one for one in evaluations if one.on is not None and one.on.first and one.on.first > since]
    return sorted(made, key=lambda one: one.on.first) if len(made) > 1 else made


@lru_cache(maxsize=256)
def checks_owed(framework: Framework, strength: str) -> tuple[Span, ...]:
    """Tell how long after it was done an action of some strength is to be checked again, by the standard for none."""
    found = framework.all(Strength).get(strength or STANDARD)
    return found.check_again if found else ()
