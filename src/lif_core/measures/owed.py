"""Owed: what others owe by a day somebody set: returns, answers, acknowledgements, and the end of a consultation."""

from collections.abc import Iterator
from itertools import chain
from typing import Literal

import attrs

from lif_core.measures.returns import is_in
from lif_core.records import Acknowledgement, Challenge, Consultation, Party, Product, Record, Return
from lif_core.values.when import When
from lif_core.view.answering import is_unanswered
from lif_core.view.kinds import is_done, is_finished, is_withdrawn, kind_of, standing
from lif_core.view.view import View

Sort = Literal["return", "answer", "acknowledgement", "consultation closes"]
"""What is owed, or comes to its end."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Owed:
    """One thing that somebody owes by a day.

    Attributes:
        record: the record it hangs on.
        sort: what is owed.
        by: by when, None where nobody said.
        who: who owes it: ids, or the words as they stood.
    """

    record: Record
    sort: Sort
    by: When | None
    who: tuple[str, ...]


def owed(view: View) -> Iterator[Owed]:
    """Tell what is owed on the day of a view; a deadline of the framework is told by `due` itself."""
    return chain(_returns(view), _answers(view), _acknowledgements(view), _consultations(view))


def _returns(view: View) -> Iterator[Owed]:
    for one in standing(view, Return):
        if not is_in(kind_of(view, one), one) and one.due is not None:
            yield Owed(record=one, sort="return", by=one.due, who=_names(one.agency))


def _answers(view: View) -> Iterator[Owed]:
    for one in standing(view, Challenge):
        if one.due is not None and is_unanswered(view, one):
            last = one.raised[-1].to if one.raised else None
            yield Owed(record=one, sort="answer", by=one.due, who=_names(last) or _names(*one.to))


def _acknowledgements(view: View) -> Iterator[Owed]:
    for one in standing(view, Product):
        if one.due is None or not is_done(view, one):
            continue
        every = view.register.sources(one.id, Acknowledgement)
        said = {ack.agency.named for ack in every if ack.agency is not None and not _waits(view, ack)}
        asked = dict.fromkeys([*_names(*one.to), *sorted(name for ack in every for name in _names(ack.agency))])
        waited_for = tuple(name for name in asked if name not in said)
        if waited_for:
            yield Owed(record=one, sort="acknowledgement", by=one.due, who=waited_for)


def _waits(view: View, one: Acknowledgement) -> bool:
    return one.state in kind_of(view, one).waiting and not is_withdrawn(view, one)


def _consultations(view: View) -> Iterator[Owed]:
    for one in standing(view, Consultation):
        ended = one.closes is not None and one.closes.is_past(view.day)
        if one.closes is not None and not ended and not is_finished(view, one):
            yield Owed(record=one, sort="consultation closes", by=one.closes, who=_names(*one.asked))


def _names(*parties: Party | None) -> tuple[str, ...]:
    return tuple(party.named for party in parties if party is not None and party.named)
