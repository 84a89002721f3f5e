"""Steps: which status a record goes to when something happens to it, as the path of its kind says.

A framework calls its states what it likes. What they stand for is told by its lists: `waiting` for somebody outside,
`done`, `finished`, `withdrawn`. So a return is chased, taken or answered by what a state stands for, not by its name.
"""

from collections.abc import Collection

from lif_core.framework.shape import Kind


def waiting_step(kind: Kind, state: str) -> str:
    """Tell the further waiting state that a record goes to when it is chased or raised; empty where it stays."""
    return _first(kind, state, set(kind.waiting) - {state})


def waiting_steps(kind: Kind) -> tuple[str, ...]:
    """Tell the states in which somebody is waited for who was asked again, or further up."""
    return tuple(state for state in kind.waiting if state != kind.initial)


def settling_step(kind: Kind, state: str) -> str:
    """Tell the state that a record goes to when what was waited for has come; empty where none follows."""
    return _first(kind, state, _settled(kind))


def settling_steps(kind: Kind) -> tuple[str, ...]:
    """Tell the states that follow at once when what was waited for has come."""
    settled = _settled(kind)
    following = (one for state in kind.waiting or (kind.initial,) for one in kind.moves.get(state, ()))
    return tuple(dict.fromkeys(one for one in following if one in settled))


def _settled(kind: Kind) -> frozenset[str]:
    return frozenset(kind.done or set(kind.states) - set(kind.waiting)) - set(kind.withdrawn)


def is_waited_for(kind: Kind, state: str) -> bool:
    """Tell whether a record in this state still waits for somebody."""
    if kind.waiting:
        return state in kind.waiting
    return not (state in kind.done or state in kind.withdrawn or kind.is_finished(state))


def _first(kind: Kind, state: str, wanted: Collection[str]) -> str:
    return next((one for one in kind.moves.get(state, ()) if one in wanted), "")
