"""Owed: what others owe by a day somebody set: returns, answers, acknowledgements, and the end of a consultation."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import attrs

from lif_core.measures.returns import is_in
from lif_core.records import Acknowledgement, Challenge, Consultation, Party, Product, Record, Return
from lif_core.values.when import When
from lif_core.view.answering import is_unanswered
from lif_core.view.kinds import is_done, is_finished, is_withdrawn, kind_of
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
    for record_type, tell in _TELLING.items():
        for record in view.register.of_type(record_type):
            if not is_withdrawn(view, record):
                yield from tell(view, record)


def _return(view: View, one: Return) -> Iterator[Owed]:
    if not is_in(kind_of(view, one), one) and one.due is not None:
        yield Owed(record=one, sort="return", by=one.due, who=_names(one.agency))


def _answer(view: View, one: Challenge) -> Iterator[Owed]:
    if one.due is not None and is_unanswered(view, one):
        last = one.raised[-1].to if one.raised else None
        yield Owed(record=one, sort="answer", by=one.due, who=_names(last) or _names(*one.to))


def _acknowledgement(view: View, one: Product) -> Iterator[Owed]:
    if one.due is None or not is_done(view, one):
        return
    every: list[Acknowledgement] = view.register.sources(one.id, "acknowledgement")
    said = {ack.agency.named for ack in every if ack.agency is not None and not _waits(view, ack)}
    asked = dict.fromkeys([*_names(*one.to), *sorted(name for ack in every for name in _names(ack.agency))])
    waited_for = tuple(name for name in asked if name not in said)
    if waited_for:
        yield Owed(record=one, sort="acknowledgement", by=one.due, who=waited_for)


def _waits(view: View, one: Acknowledgement) -> bool:
    return one.state in kind_of(view, one).waiting and not is_withdrawn(view, one)


def _consultation(view: View, one: Consultation) -> Iterator[Owed]:
    ended = one.closes is not None and one.closes.is_past(view.day)
    if one.closes is not None and not ended and not is_finished(view, one):
        yield Owed(record=one, sort="consultation closes", by=one.closes, who=_names(*one.asked))


def _names(*parties: Party | None) -> tuple[str, ...]:
    return tuple(party.named for party in parties if party is not None and party.named)


_TELLING: Mapping[str, Callable[[View, Any], Iterator[Owed]]] = {
    "return": _return,
    "challenge": _answer,
    "product": _acknowledgement,
    "consultation": _consultation,
}
