"""Sample: some of the actions that are called done, drawn by chance in a way that anybody can repeat.

Whoever knows the seed and the register draws the same sample: each record is placed by the hash of seed and id, and the
first are taken. So neither the order of the records nor what else is on record decides, and adding a record never
changes how those that were there stand to one another.
"""

import hashlib
from collections.abc import Mapping
from typing import Literal

import attrs

from lif_core.errors import Problem, Refused, nearest
from lif_core.records import Action
from lif_core.view.kinds import fell_back, is_done, is_finished, is_withdrawn
from lif_core.view.view import View

Of = Literal["closed"]
"""What is drawn from: `closed`, the actions that are called done or whose improvement was found not to hold."""

DRAWN: tuple[Of, ...] = ("closed",)
"""Everything that can be drawn from."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Sample:
    """A sample that was drawn.

    Attributes:
        of: what it was drawn from.
        seed: the seed it was drawn with.
        n: how many were asked for.
        drawn: ids of the records drawn, in the order in which they were.
        population: how many there were to draw from.
        left_out: how many records of the type were not drawn from, by the reason.
    """

    of: Of
    seed: str
    n: int
    drawn: tuple[str, ...]
    population: int
    left_out: Mapping[str, int]

    def __str__(self) -> str:
        rest = "; ".join(f"{count} {why}" for why, count in self.left_out.items() if count)
        beside = f" Not drawn from: {rest}." if rest else ""
        return f"{len(self.drawn)} of {self.population} {self.of} actions, drawn with the seed {self.seed!r}.{beside}"


def sample(view: View, of: str = "closed", *, n: int = 10, seed: str) -> Sample:
    """Draw a sample.

    Args:
        view: what to draw from.
        of: what is drawn from.
        n: how many; all of them where there are fewer.
        seed: any words; the same words draw the same sample.

    Raises:
        Refused: nothing of that name can be drawn from, none is asked for, or there is no seed.
    """
    problems = []
    if of not in DRAWN:
        says = f"Nothing called {of[:60]!r} can be drawn from."
        problems.append(Problem("sample.of", says, f"It can be: {', '.join(DRAWN)}.", nearest=nearest(of, DRAWN)))
    if n < 1:
        problems.append(Problem("sample.n", "A sample holds one or more.", "Say how many to draw."))
    if not seed.strip():
        problems.append(Problem("sample.no-seed", "A sample is drawn with a seed.", "Give any word as the seed."))
    if problems:
        raise Refused(problems)
    closed, left_out = _closed(view)
    drawn = sorted(closed, key=lambda one: (_place(seed, one.id), one.id))[:n]
    ids = tuple(one.id for one in drawn)
    return Sample(of="closed", seed=seed, n=n, drawn=ids, population=len(closed), left_out=left_out)


def _place(seed: str, id: str) -> str:
    return hashlib.sha256(f"{seed}\n{id}".encode("utf-8", "surrogatepass")).hexdigest()


def _closed(view: View) -> tuple[list[Action], Mapping[str, int]]:
    closed, withdrawn, live = [], 0, 0
    for action in view.register.of_type(Action):
        if is_withdrawn(view, action):
            withdrawn += 1
        elif is_done(view, action) or fell_back(view, action) or is_finished(view, action):
            closed.append(action)
        else:
            live += 1
    return closed, {"still to be done": live, "taken back": withdrawn}
