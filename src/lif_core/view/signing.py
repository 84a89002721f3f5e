"""Signing: which bodies are to sign a record off, in which order, and which of them have."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.framework.framework import Framework
from lif_core.records import Decision, Party, Record
from lif_core.view.kinds import is_done, is_withdrawn, kind_of
from lif_core.view.view import View
from lif_core.view.who import body_of_role


@attrs.frozen(weakref_slot=False, kw_only=True)
class Signature:
    """One body of a chain, and what it said.

    Attributes:
        body: id of the body or role.
        decision: id of the decision by which it signed off, empty while it has not.
        on: when it did, None while it has not, or where no day is known.
    """

    body: str
    decision: str = ""
    on: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether it has signed off."""
        return bool(self.decision)


def chain_of(view: View, record: Record) -> tuple[str, ...]:
    """Tell who signs a record off, in their order: as the record itself says, else as its kind does."""
    own: tuple[str, ...] = getattr(record, "signs_off", ())
    return own or kind_of(view, record).signs_off


def signatures(view: View, record: Record) -> tuple[Signature, ...]:
    """Tell for each body of the chain whether it has signed the record off.

    A signature is a decision about the record, of a kind that `signs`, made by the body or by a role of it. It counts
    once those before it in the chain have signed, and no longer once the record was taken up again after it.
    """
    chain = chain_of(view, record)
    if not chain:
        return ()
    given = list(_given(view, record))
    found: list[Signature] = []
    earliest = _taken_up_again(view, record)
    for body in chain:
        fits = [
            (on, one) for on, one in given if body in _signers(view.framework, one.by) and _not_before(on, earliest)
        ]
        if not fits or (found and not found[-1].is_given):
            found.append(Signature(body=body))
            continue
        on, decision = min(fits, key=lambda pair: (pair[0] or date.max, pair[1].id))
        found.append(Signature(body=body, decision=decision.id, on=on))
        earliest = max((day for day in (earliest, on) if day), default=None)
    return tuple(found)


def is_signed_off(view: View, record: Record) -> bool:
    """Tell whether everybody who is to sign it off has; where nobody is to, nothing is missing."""
    return all(one.is_given for one in signatures(view, record))


def signed_by(view: View, record: Record) -> tuple[str, ...]:
    """Tell who of the chain has signed it off."""
    return tuple(one.body for one in signatures(view, record) if one.is_given)


def next_to_sign(view: View, record: Record) -> str:
    """Tell who is to sign it off next; empty where nobody is."""
    return next((one.body for one in signatures(view, record) if not one.is_given), "")


def _given(view: View, record: Record) -> Iterator[tuple[date | None, Decision]]:
    for one in view.register.sources(record.id, Decision):
        if record.id in one.about and kind_of(view, one).signs and is_done(view, one) and not is_withdrawn(view, one):
            day = one.on.last if one.on else None
            if day is None or day <= view.day:
                yield day, one


def _signers(framework: Framework, by: Party | None) -> frozenset[str]:
    """Tell for whom a party signs: itself, and of a role the body that it belongs to."""
    if by is None:
        return frozenset()
    return frozenset({by.body, by.role, body_of_role(framework, by.role)} - {""})


def _not_before(on: date | None, earliest: date | None) -> bool:
    return on is None or earliest is None or on >= earliest


def _taken_up_again(view: View, record: Record) -> date | None:
    """Tell when work on it began again after it had been done: what was signed before that is no longer signed."""
    kind = kind_of(view, record)
    settled = {*kind.done, *kind.sustained, *kind.finished, *kind.withdrawn}
    days = {state: when.first for state, when in record.happened.items() if when.first and state in kind.states}
    done = min((day for state, day in days.items() if state in kind.done), default=None)
    again = [day for state, day in days.items() if state not in settled and done is not None and day > done]
    return max(again, default=None)
