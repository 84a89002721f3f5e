"""Standing: which actions stand out, and by which of a few plain reasons."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.errors import Problem
from lif_core.measures.due import Standing, of_action
from lif_core.records import Action
from lif_core.reports.action_rows import progress_of
from lif_core.reports.telling import Teller
from lif_core.rules.gates import unmet
from lif_core.view.facts import days_late, evaluations_of
from lif_core.view.independence import by_another
from lif_core.view.kinds import is_done, is_open, is_withdrawn, kind_of
from lif_core.view.view import View

MOVED_OFTEN = 2
"""From how many moves of its target date on an action stands out."""
RAISED = "raised-to-executive"
"""The event of an action that was raised to the executive."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class SignOff:
    """That an action could go on to a state that somebody signs off.

    Attributes:
        action: the action.
        state: the state it could enter.
        unmet: conditions of the gate in front of it that are not met.
    """

    action: Action
    state: str
    unmet: tuple[Problem, ...]


def days_overdue(view: View, action: Action) -> int:
    """Tell how many days an open action is past its target date, 0 where it is not."""
    return days_late(view, action)


def standing_of(view: View, action: Action) -> Standing | None:
    """Tell where the target date of an open action stands; None where nothing is to be done any more."""
    if not is_open(view, action):
        return None
    return next((one.standing for one in of_action(view, action) if one.sort == "target date"), None)


def is_not_sustained(action: Action) -> bool:
    """Tell whether it was found that the improvement did not hold, and nobody took it up again."""
    return action.state == "not-sustained"


def is_raised(view: View, action: Action) -> bool:
    """Tell whether it was raised to the executive and is still to be done."""
    return RAISED in action.happened and is_open(view, action)


def exceptions(teller: Teller, action: Action, since: date | None = None) -> Iterator[str]:
    """Tell by which reasons an action stands out, in words; none where it does not.

    Args:
        teller: says things.
        action: the action.
        since: the day of the last meeting; where told, an open action of which nothing was heard since stands out.
    """
    view = teller.view
    if is_withdrawn(view, action):
        return
    late = days_overdue(view, action)
    if late:
        yield teller.words("days-overdue", n=late)
    if any(one.sort == "milestone" and one.standing == "overdue" for one in of_action(view, action)):
        yield teller.words("milestone-passed")
    if is_open(view, action) and len(action.rescheduled) >= MOVED_OFTEN:
        yield teller.words("moved-often", n=len(action.rescheduled))
    if is_not_sustained(action):
        yield teller.words("not-sustained")
    if is_raised(view, action):
        yield teller.words("raised-on", day=teller.read(action.happened[RAISED]))
    if since is not None and is_open(view, action) and not heard_since(teller, action, since):
        yield teller.words("not-heard-since", day=teller.day(since))
    standing = standing_of(view, action)
    if standing == "no-date":
        yield teller.words("no-target-date")
    elif standing == "condition":
        yield teller.words("date-uncertain")


def heard_since(teller: Teller, action: Action, since: date) -> bool:
    """Tell whether anything was reported on an action since a day."""
    newest = next(iter(progress_of(teller, action)), None)
    day = newest.on.last if newest is not None and newest.on is not None else None
    return day is not None and day >= since


def sign_offs(view: View, action: Action) -> Iterator[SignOff]:
    """Tell the gated states that an action which is called done could enter next."""
    if not is_done(view, action) or is_withdrawn(view, action):
        return
    kind = kind_of(view, action)
    for state in kind.moves.get(action.state, ()):
        if state in kind.gates and state not in kind.withdrawn:
            yield SignOff(action=action, state=state, unmet=tuple(unmet(view, action, kind, state)))


def evaluators(teller: Teller, action: Action) -> str:
    """Tell who evaluated an action, and where it was only its own lead."""
    made = evaluations_of(teller.view, action)
    if not made:
        return teller.words("nobody")
    teller.shows(*made)
    told = "; ".join(dict.fromkeys(teller.party(one.by) or teller.words("not-said") for one in made))
    own = not any(by_another(teller.view.framework, action, one) for one in made)
    return f"{told} ({teller.words('own-lead')})" if own else told
