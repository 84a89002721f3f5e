"""Paths: the small language in which a kind says its states, `open > met | withdrawn > closed`.

`>` leads on, `|` stands between states of which one is entered, `any` is every state of the kind.
"""

import re
from collections.abc import Mapping, Sequence

import attrs

from lif_core.framework.misfits import Misfit

ANY = "any"
"""Stands for every state of the kind, in `also = ["any > withdrawn"]`."""
LONGEST = 4_000
"""Most characters of one path."""
_STATE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MEND = 'Write it as "open > met > sent | withdrawn": small letters, digits and hyphens between > and |.'


@attrs.frozen(weakref_slot=False)
class StatePath:
    """A path as written and as read.

    Attributes:
        text: the words as they stood.
        steps: the states of each step; more than one where only one of them is entered.
    """

    text: str
    steps: tuple[tuple[str, ...], ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state named, in order and once; `any` is no state."""
        return tuple(dict.fromkeys(state for step in self.steps for state in step if state != ANY))

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """Each pair of states of which the second follows the first; `any` stands as it is."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return tuple((before, after) for ones, others in pairs for before in ones for after in others)

    def __str__(self) -> str:
        return self.text


def parse_path(text: str) -> StatePath:
    """Read a path.

    Raises:
        Misfit: the words are no path.
    """
    if len(text) > LONGEST:
        raise Misfit("bad-path", "This path is too long to be one.", _MEND)
    steps = tuple(tuple(state.strip() for state in step.split("|")) for step in text.split(">"))
    for state in (state for step in steps for state in step):
        if not state:
            raise Misfit("bad-path", "Between two signs of this path no state is named.", _MEND)
        if not _STATE.fullmatch(state):
            raise Misfit("bad-path", f"{state[:60]!r} cannot be the name of a state.", _MEND)
    return StatePath(text, steps)


def moves_of(main: StatePath, also: Sequence[StatePath]) -> Mapping[str, tuple[str, ...]]:
    """Tell, for each state of a main path and its further moves, the states that may follow, in the order written."""
    states = dict.fromkeys(state for path in (main, *also) for state in path.states)
    found: dict[str, dict[str, None]] = {state: {} for state in states}
    for before, after in (move for path in (main, *also) for move in path.moves):
        for one in states if before == ANY else (before,):
            for other in states if after == ANY else (after,):
                if one != other:
                    found[one][other] = None
    return {state: tuple(following) for state, following in found.items()}
