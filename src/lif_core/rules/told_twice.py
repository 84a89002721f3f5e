"""Told twice: days that stand in a field of a record and as an event of its path. The event is the truth.

Deadlines, gates and histories rest on events, so the field follows: whoever tells one of the two tells the other with
it, and a request in which they disagree is refused. Of asking again the field says more, as it keeps every day: the
event is one of them. Records that were written before may hold one of the two alone, or two that disagree; whoever
reads them asks here, so that every measure and paper tells the same day.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lif_core.errors import Problem
from lif_core.framework.shape import Kind
from lif_core.records import Acknowledgement, Challenge, Record, Return
from lif_core.rules.steps import settling_steps, waiting_steps
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.when import When

# --- reading ----------------------------------------------------------------------------------------------------------


def has_answer(one: Challenge) -> bool:
    """Tell whether anything was ever answered to a challenge: its words may have been removed for good since."""
    return bool(one.answer.strip() or one.answered is not None or one.answered_by is not None or one.rests_on)


def answered_on(kind: Kind, one: Challenge) -> When | None:
    """Tell when a challenge was answered; None where it was not, or on a day that nobody knows."""
    return _told(settling_steps(kind), one, one.answered) if has_answer(one) else None


def settled_on(kind: Kind, one: Challenge) -> When | None:
    """Tell when a challenge came to its end, answered or not; None where nobody knows."""
    return one.happened.get(one.state) or _told(settling_steps(kind), one, None)


def acknowledged_on(kind: Kind, one: Acknowledgement) -> When | None:
    """Tell when an agency said what became of a product; None where nobody knows."""
    return _told(settling_steps(kind), one, one.on)


def asked_again(kind: Kind, one: Return | Acknowledgement) -> tuple[When, ...]:
    """Tell when something was asked for again: every day that was kept, and that of the status where it is none."""
    apart = [
        when
        for state in waiting_steps(kind)
        if (when := one.happened.get(state)) is not None and not any(_same(when, other) for other in one.chased)
    ]
    return (*one.chased, *apart) if apart else one.chased


def _told(states: tuple[str, ...], one: Record, field: When | None) -> When | None:
    days = [one.happened[state] for state in states if state in one.happened]
    if not days or (field is not None and any(_same(field, when) for when in days)):
        return field
    return max(days, key=lambda when: when.last or date.min)


def _same(one: When, other: When) -> bool:
    """Tell whether two days are the same, however they were said; where none can be told, whether the words are."""
    if one.first is None and other.first is None:
        return one.said == other.said
    return (one.first, one.last) == (other.first, other.last)


# --- writing ----------------------------------------------------------------------------------------------------------


def follow(taker: Taker, record_type: str, values: dict[str, Wire], kind: Kind, before: Record | None = None) -> None:
    """Tell the other one of two days where a request tells one; where it tells both, they have to agree.

    Args:
        taker: takes what stands in its way.
        record_type: type of the record.
        values: what the request sets, by field; the other day is added.
        kind: kind of the record.
        before: the record as it stands, None where it is made.
    """
    state = str(values.get("state") or (before.state if before is not None else ""))
    told = _Told(values, before, made=before is None)
    if record_type == "challenge":
        _one(taker, told, "on", _event(told, (kind.initial,), state))
        _one(taker, told, "answered", _event(told, settling_steps(kind), state), _is_answered)
    elif record_type == "acknowledgement":
        _one(taker, told, "on", _event(told, settling_steps(kind), state), lambda now: state not in kind.waiting)
    if record_type in ("return", "acknowledgement"):
        _many(taker, told, "chased", _event(told, waiting_steps(kind), state))


class _Told:
    """What a request sets, over the record as it stands."""

    def __init__(self, values: dict[str, Wire], before: Record | None, *, made: bool) -> None:
        self.values, self._made = values, made
        self._before: Mapping[str, Any] = to_wire(before) if before is not None else {}

    def sets(self, field: str) -> bool:
        return field in self.values

    def sets_event(self, event: str) -> bool:
        return f"happened.{event}" in self.values or event in _map(self.values.get("happened"))

    def now(self, field: str) -> Any:
        return self.values[field] if field in self.values else self._before.get(field)

    def was(self, event: str) -> Any:
        return _map(self._before.get("happened")).get(event)

    def event(self, event: str) -> Any:
        key = f"happened.{event}"
        if key in self.values:
            return self.values[key]
        return _map(self.values.get("happened")).get(event) if self.sets_event(event) else self.was(event)

    def set_event(self, event: str, day: Wire) -> None:
        if self._made or "happened" in self.values:
            self.values["happened"] = {**_map(self.values.get("happened")), event: day}
        else:
            self.values[f"happened.{event}"] = day


def _map(held: Any) -> Mapping[str, Any]:
    return held if isinstance(held, Mapping) else {}


def _event(told: _Told, states: tuple[str, ...], state: str) -> str:
    """Tell which event stands for the day of a field: that of the status, else one that happened, else the first."""
    set_now = [one for one in states if told.sets_event(one)]
    happened = (one for one in states if told.was(one))
    return set_now[-1] if set_now else state if state in states else next(happened, states[0] if states else "")


def _is_answered(told: _Told) -> bool:
    return any(told.now(field) for field in ("answer", "answered", "answered_by", "rests_on"))


def _one(taker: Taker, told: _Told, field: str, event: str, has: Callable[[_Told], bool] = lambda told: True) -> None:
    if not event or not (told.sets(field) or told.sets_event(event)):
        return
    if told.sets(field) and told.sets_event(event):
        if not _agree(told.now(field), told.event(event)):
            taker.problems.append(_disagree(taker, field, event))
    elif not told.sets(field):
        if has(told):
            told.values[field] = told.event(event)
    elif has(told):
        told.set_event(event, told.now(field))


def _many(taker: Taker, told: _Told, field: str, event: str) -> None:
    if not event or not (told.sets(field) or told.sets_event(event)):
        return
    days, day = list(told.now(field) or ()), told.event(event)
    if told.sets(field) and (any(_agree(one, day) for one in days) or not (days or day)):
        return
    if told.sets(field) and told.sets_event(event):
        taker.problems.append(_disagree(taker, field, event))
    elif told.sets(field):
        if day or days:
            told.set_event(event, days[-1] if days else None)
    elif day and not any(_agree(one, day) for one in days):
        was = told.was(event) if not told.sets("state") else None  # a move is one more time, a day told again corrects
        kept = [one for one in days if not (was and _agree(one, was))]
        told.values[field] = [*kept, day]
    elif not day and told.was(event):
        told.values[field] = [one for one in days if not _agree(one, told.was(event))]


def _agree(one: Any, other: Any) -> bool:
    if not one or not other:
        return not one and not other
    return one == other or _same(from_wire(When, one), from_wire(When, other))


def _disagree(taker: Taker, field: str, event: str) -> Problem:
    return Problem(
        code="date.told-twice",
        says=f"The day is told twice, by {field!r} and by 'happened.{event}', and the two disagree.",
        mend="Give it once: the other follows by itself.",
        where=taker.where,
    )
