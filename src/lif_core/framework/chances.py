"""Chances: what can be told of a condition before there is any record: where it always or never holds."""

from collections.abc import Iterator, Mapping, Sequence

from lif_core.framework.expressions import All, Condition, Either, Not, Otherwise, Test, Tree
from lif_core.framework.shape import Kind

Chance = bool | None
"""True where it holds in any case, False where it never does, None where it depends on the record."""
_YES = ("yes", "true")


def chance(tree: Tree, kind: Kind, state: str) -> Chance:
    """Tell whether a condition holds for every record of a kind in a state, for none, or for some."""
    if isinstance(tree, Otherwise):
        return True
    if isinstance(tree, Not):
        below = chance(tree.of, kind, state)
        return None if below is None else not below
    if isinstance(tree, All):
        return _all([chance(one, kind, state) for one in tree.of])
    if isinstance(tree, Either):
        none = _all([None if (one := chance(below, kind, state)) is None else not one for below in tree.of])
        return None if none is None else not none
    return _chance_of_test(tree, kind, state)


def fallen_through(chain: Sequence[Condition], kinds: Mapping[str, Kind]) -> Iterator[tuple[Kind, str]]:
    """Tell each kind and state in which a record can fit none of the conditions of a chain."""
    for kind in kinds.values():
        for state in kind.states:
            if not any(chance(one.tree, kind, state) for one in chain):
                yield kind, state


def can_pass(requires: Sequence[Condition], kind: Kind, state: str) -> bool:
    """Tell whether a record can meet every condition of a gate in at least one state that leads to `state`."""
    before = [one for one in kind.states if kind.may_move(one, state)]
    return not before or any(all(chance(one.tree, kind, held) is not False for one in requires) for held in before)


def _all(several: Sequence[Chance]) -> Chance:
    return False if False in several else None if None in several else True


def _chance_of_test(test: Test, kind: Kind, state: str) -> Chance:
    if test.name in ("state", "kind"):
        value = state if test.name == "state" else kind.id
        if test.sign == "has":
            return True
        return (value in test.values) == (test.sign in ("=", "in"))
    stands_for = {
        "done": state in kind.done,
        "finished": kind.is_finished(state),
        "sustained": state in kind.sustained,
        "withdrawn": state in kind.withdrawn,
        "waiting": state in kind.waiting,
    }
    if test.name not in stands_for:
        return None
    held = stands_for[test.name]
    if test.sign in ("is", "has"):
        return held
    return (held == (test.values[0] in _YES)) == (test.sign == "=")
