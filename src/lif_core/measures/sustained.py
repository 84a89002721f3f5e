"""Sustained: what became of an action after it was done. Evidence, evaluation by another, checked again, held or not.

Nothing here moves an action. Where an improvement did not hold, a request is made ready that reopens it, with the
reason; a person commits it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Literal

import attrs

from lif_core.errors import Problem, Refused
from lif_core.framework.shape import Kind
from lif_core.records import Action, Evaluation
from lif_core.rules.decide import Case, decide
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import Move
from lif_core.values.saying import how_read, plain_day
from lif_core.view.facts import checks_due, checks_made, evaluations_of, evidence_for, strongest
from lif_core.view.independence import Independence, independence
from lif_core.view.kinds import fell_back, is_done, is_sustained, is_withdrawn, kind_of, name_of
from lif_core.view.recurrence import done_on
from lif_core.view.view import View

Stage = Literal[
    "did-not-hold",
    "not-sustained",
    "no-evidence",
    "not-evaluated",
    "check-overdue",
    "not-told",
    "held",
    "check-ahead",
    "no-schedule",
    "sustained",
]
"""Where an action stands after it was done. `did-not-hold`: the last check says so, and it still counts as done.
`not-sustained`: it fell back and nobody has taken it up again. `not-told`: it was checked as often as it was to be, and
the last check does not say whether it held. `held`: everything was checked and it held; nobody has called it sustained.
`no-schedule`: the framework does not say when it is to be checked again."""

STAGES: tuple[Stage, ...] = Stage.__args__  # type: ignore[attr-defined]
"""Every stage, those that ask most for somebody first."""

_LEAST_FIRST: tuple[Independence | Literal[""], ...] = ("", "nobody", "lead", "same-body", "another")
HELD, FAILED = ("held", "improved"), ("did-not-hold", "worse")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Check:
    """One check again.

    Attributes:
        due: by when the framework asks for it, None for one made beyond what it asks for.
        made: id of the evaluation that made it, empty while nobody has.
        on: when it was made.
        outcome: what it found; empty where it does not say.
        by: who made it, as to its independence; empty while nobody has.
        early: whether it was made before half of the time to its due day had passed.
    """

    due: date | None = None
    made: str = ""
    on: date | None = None
    outcome: str = ""
    by: Independence | Literal[""] = ""
    early: bool = False


@attrs.frozen(weakref_slot=False, kw_only=True)
class Life:
    """What became of one action after it was done.

    Attributes:
        action: its id.
        name: what people call it.
        lead: who leads it, as named.
        group: id of the sub-group that follows it up.
        stage: where it stands.
        done: the day it was done, None where nobody said.
        evidence: how many pieces of evidence stand for it.
        strongest: the strongest sort among them that has not expired, empty where there is none.
        evaluated_by: who evaluated it, the most independent of all.
        checks: every check, made and owed.
        next_check: the first day a check is owed that nobody has made.
    """

    action: str
    name: str = attrs.field(repr=False)
    lead: tuple[str, ...] = ()
    group: str = ""
    stage: Stage
    done: date | None = None
    evidence: int = 0
    strongest: str = ""
    evaluated_by: Independence | Literal[""] = ""
    checks: tuple[Check, ...] = ()
    next_check: date | None = None

    @property
    def says(self) -> str:
        """Where it stands, in one sentence."""
        return _SAYS[self.stage](self)

    def __str__(self) -> str:
        return f"{self.name}: {self.says}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Proposed:
    """What is proposed for one action; nothing is written until somebody commits the request.

    Attributes:
        life: what became of the action.
        request: what would be asked of the register: `work.apply([proposed.request])`.
        proposal: what that would write, None where something stands in its way.
        refused: what stands in its way.
    """

    life: Life
    request: Move
    proposal: Proposal | None = None
    refused: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        return f"{self.life} Proposed: move it to {self.request.to.replace('-', ' ')!r}."


def sustained(view: View) -> tuple[Life, ...]:
    """Tell what became of every action that was done, those that ask most for somebody first."""
    found = [life for action in view.register.of_type(Action) if (life := life_of(view, action)) is not None]
    order = {stage: place for place, stage in enumerate(STAGES)}
    return tuple(sorted(found, key=lambda one: (order[one.stage], one.next_check or one.done or date.max, one.action)))


def life_of(view: View, action: Action) -> Life | None:
    """Tell what became of one action after it was done; None while it is not, or where it was taken back."""
    back = fell_back(view, action)
    if not (back or is_done(view, action)) or is_withdrawn(view, action):
        return None
    when, evidence, held = done_on(view, action), evidence_for(view, action), is_sustained(view, action)
    by = {one.id: independence(view.framework, action, one) for one in evaluations_of(view, action)}
    done, made = when.last if when is not None else None, checks_made(view, action)
    checks = tuple(_checks(checks_due(view, action), made, by, done))
    owed = next((one.due for one in checks if not one.made), None) if not held else None
    who: Independence | Literal[""] = max(by.values(), key=_LEAST_FIRST.index, default="")
    stage: Stage = "not-sustained" if back else _stage(view.day, held, bool(evidence), who, checks, owed)
    return Life(
        action=action.id,
        name=name_of(view, action),
        lead=tuple(party.named for party in action.leads) or ((action.lead_role,) if action.lead_role else ()),
        group=action.group,
        stage=stage,
        done=done,
        evidence=len(evidence),
        strongest=strongest(view, action) or "",
        evaluated_by=who,
        checks=checks,
        next_check=owed,
    )


def _checks(
    owed: Sequence[date], made: Sequence[Evaluation], by: Mapping[str, Independence], done: date | None
) -> Iterator[Check]:
    for due, one in zip_longest(owed, made):
        if one is None:
            yield Check(due=due)
            continue
        on = one.on.first if one.on is not None else None
        early = on is not None and due is not None and done is not None and (on - done) * 2 < due - done
        yield Check(due=due, made=one.id, on=on, outcome=one.outcome, by=by[one.id], early=early)


def _stage(day: date, held: bool, evidence: bool, by: str, checks: Sequence[Check], owed: date | None) -> Stage:
    last = next((one.outcome for one in reversed(checks) if one.made), "")
    if last in FAILED:
        return "did-not-hold"
    if held:
        return "sustained"
    if not evidence:
        return "no-evidence"
    if by != "another":
        return "not-evaluated"
    if not checks:
        return "no-schedule"
    if owed is not None:
        return "check-overdue" if owed < day else "check-ahead"
    return "held" if last in HELD else "not-told"


def _since(life: Life) -> str:
    return f"Done on {plain_day(life.done)}" if life.done else "Done on a day not known"


def _last(life: Life) -> Check:
    return [one for one in life.checks if one.made][-1]


def _checked(life: Life) -> str:
    last = _last(life)
    when = f"Checked again on {plain_day(last.on)}" if last.on else "Checked again"
    early = ", sooner than was asked" if last.early else ""
    by = {"same-body": ", by the lead's own body", "lead": ", by its own lead", "nobody": ", by nobody named"}
    return f"{when}{by.get(last.by, '')}{early}"


def _not_evaluated(life: Life) -> str:
    if not life.evaluated_by:
        return f"{_since(life)}, with evidence, and nobody has evaluated it."
    by = {"same-body": "another part of the lead's own body", "lead": "its own lead", "nobody": "nobody named"}
    return f"{_since(life)}, and only {by[life.evaluated_by]} has evaluated it."


def _ahead(life: Life) -> str:
    assert life.next_check is not None
    made = [one for one in life.checks if one.made]
    told = f"{_checked(life)}" if made else _since(life)
    return f"{told}; to be checked again by {plain_day(life.next_check)}."


_SAYS: Mapping[Stage, Callable[[Life], str]] = {
    "did-not-hold": lambda life: f"{_checked(life)}, and it did not hold; it still counts as done.",
    "not-sustained": lambda life: "It did not hold, and nobody has taken it up again.",
    "no-evidence": lambda life: f"{_since(life)}, and no evidence is on record.",
    "not-evaluated": _not_evaluated,
    "check-overdue": lambda life: f"{_ahead(life)[:-1]}, and that day has passed.",
    "not-told": lambda life: f"{_checked(life)}; whether it held was not said.",
    "held": lambda life: f"{_checked(life)}, and it held; nobody has called it sustained yet.",
    "check-ahead": _ahead,
    "no-schedule": lambda life: f"{_since(life)}; the framework does not say when it is to be checked again.",
    "sustained": lambda life: f"{_since(life)}, and sustained.",
}


# --- what is proposed -------------------------------------------------------------------------------------------------


def proposed(view: View, by: str = "") -> tuple[Proposed, ...]:
    """Give what is proposed: reopen what did not hold, take up what fell back, call sustained what held to the last.

    Each holds the request for `work.apply`; where a gate or the framework stands in its way, what that is.

    Args:
        view: what to look at.
        by: id of the role that would commit it.
    """
    moves = ((life, _move(view, life)) for life in sustained(view))
    return tuple(_decided(view, life, move, by) for life, move in moves if move is not None)


def to_decide(view: View, group: str = "") -> tuple[Proposed, ...]:
    """Give what stands on the next agenda of a sub-group: its own actions and those that no group follows up."""
    return tuple(one for one in proposed(view, group) if not group or one.life.group in (group, ""))


def reopening(view: View, action: Action) -> Move | None:
    """Give the request that reopens an action whose improvement did not hold; None where nothing is to be reopened."""
    life = life_of(view, action)
    if life is None or life.stage not in ("did-not-hold", "not-sustained"):
        return None
    return _move(view, life)


def _move(view: View, life: Life) -> Move | None:
    if life.stage not in _TO:
        return None
    action = view.register[life.action]
    to = _TO[life.stage](kind_of(view, action), action.state)
    return Move(record=life.action, to=to, why=_why(view, life)) if to else None


def _why(view: View, life: Life) -> str:
    if life.stage == "not-sustained":
        return "Taken up again, as the improvement did not hold."
    last = _last(life)
    evaluation = view.register[last.made]
    named = f" ({name_of(view, evaluation)})" if evaluation.ref or evaluation.label else ""
    on = how_read(evaluation.on) if isinstance(evaluation, Evaluation) and evaluation.on else "a day not told"
    found = "it did not hold" if life.stage == "did-not-hold" else "it held"
    return f"Checked again on {on}{named}: {found}."


def _reopened(kind: Kind, state: str) -> str:
    """Tell the state for what did not hold: one that only done states lead to, else the first that is open."""
    following = _open(kind, state)
    fallen = (one for one in following if {s for s, then in kind.moves.items() if one in then} <= set(kind.done))
    return next(fallen, next(iter(following), ""))


def _taken_up(kind: Kind, state: str) -> str:
    return next(iter(_open(kind, state)), "")


def _open(kind: Kind, state: str) -> list[str]:
    closed = {*kind.done, *kind.withdrawn, *kind.finished}
    return [one for one in kind.moves.get(state, ()) if one not in closed]


def _towards_sustained(kind: Kind, state: str) -> str:
    """Tell the next step of the shortest way from a state to one that stands for sustained."""
    ways, seen = [(one, one) for one in kind.moves.get(state, ()) if one in kind.done], {state}
    for step, at in ways:
        if at in kind.sustained:
            return step
        if at not in seen:
            seen.add(at)
            ways += [(step, one) for one in kind.moves.get(at, ()) if one in kind.done]
    return ""


_TO: Mapping[Stage, Callable[[Kind, str], str]] = {
    "did-not-hold": _reopened,
    "not-sustained": _taken_up,
    "held": _towards_sustained,
}


def _decided(view: View, life: Life, move: Move, by: str) -> Proposed:
    case = Case(view=view, by=by, mint=lambda record_type: f"new/{record_type}/0")
    try:
        return Proposed(life=life, request=move, proposal=decide(case, move))
    except Refused as refused:
        return Proposed(life=life, request=move, refused=tuple(refused.problems))
