"""Around: what stands around a record: the evidence for it, its evaluations, what answers it.

All rules ask one `Around` for each view (`around_of`). It gives glances
(`lif_core.serial.glances`): for what computes, and hands none of them out. The functions of `facts` give the records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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


_NOTHING = {""}  # what records revise that revise nothing


class Around:
    """What stands around the records of one view."""

    def __init__(self, view: View) -> None:
        self._shelf, self._framework, self._day = view.register.shelf, view.framework, view.day
        self._answers: dict[str, Sequence[Seen]] = {}

    # -- evidence --------------------------------------------------------------------------------------------------

    def evidence(self, record: Seen) -> Sequence[Seen]:
        """Give the evidence that shows something about a record, but what was taken back or newer evidence revises."""
        means, found = self._of_evidence, self._shows(record.id)
        if not found:
            return ()
        found = [one for one in found if not means[one.kind, one.state].withdrawn]
        revised = {one.revises for one in found}
        return found if revised == _NOTHING else [one for one in found if one.id not in revised]

    @cached_property
    def _shows(self) -> Finder:
        return self._shelf("evidence").naming("shows")

    @cached_property
    def _of_evidence(self) -> Meanings:
        return meanings(self._framework, "evidence")

    # -- evaluations -----------------------------------------------------------------------------------------------

    def evaluations(self, record: Seen) -> Sequence[Seen]:
        """Give the evaluations of a record, but what was taken back or is planned and has said nothing yet."""
        means, found, day = self._of_evaluations, self._evaluated(record.id), self._day
        if not found:
            return ()
        return [
            one
            for one in found
            if not (its := means[one.kind, one.state]).withdrawn and (its.done or _has_said(one, day))
        ]

    @cached_property
    def _evaluated(self) -> Finder:
        return self._shelf("evaluation").naming("of")

    @cached_property
    def _of_evaluations(self) -> Meanings:
        return meanings(self._framework, "evaluation")

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
        owed = checks_owed(self._framework, action.strength) if done is not None and done.last is not None else ()
        if not owed or done is None or done.last is None:
            return None
        count = len(self.checks(action, done) if made is None else made)
        return add_at_most(owed[count], done.last) if len(owed) > count else None

    # -- answers ---------------------------------------------------------------------------------------------------

    def answers(self, record: Seen) -> Sequence[Seen]:
        """Give the actions, courses and recommendations that answer a finding or the like, none of them taken back."""
        found = self._answers.get(record.id)
        if found is None:
            means, several = self._means, self._answering(record.id)
            found = [one for one in several if not means[type_name(one)][one.kind, one.state].withdrawn]
            self._answers[record.id] = found
        return found

    def _answering(self, record_id: str) -> Iterator[Seen]:
        for naming, linking in self._answering_shelves:
            named = naming(record_id) or ()
            yield from named
            for one in linking(record_id) or ():
                if one not in named and any(link.kind == "arose-from" and link.to == record_id for link in one.links):
                    yield one

    def only_training(self, record: Seen, answers: Sequence[Seen] | None = None) -> bool:
        """Tell whether everything that answers it (or the answers given) is training."""
        found = self.answers(record) if answers is None else answers
        return bool(found) and all(_is_training(below) for one in found for below in (self.answers(one) or [one]))

    @cached_property
    def _answering_shelves(self) -> Sequence[tuple[Finder, Finder]]:
        shelves = [(self._shelf(record_type), field) for record_type, field in _ANSWERING.items()]
        return [(shelf.naming(field), shelf.naming("links")) for shelf, field in shelves if len(shelf)]

    @cached_property
    def _means(self) -> Mapping[str, Meanings]:
        return {record_type: meanings(self._framework, record_type) for record_type in _ANSWERING}


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
