"""Kinds: the regimes, what kinds of records there are, how they move, what guards a state, and how it is coloured."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import attrs

from lif_core.framework.expressions import Condition
from lif_core.framework.items.item import Begin, Item, item, one_or_many
from lif_core.framework.paths import StatePath, moves_of
from lif_core.values.labels import Label


@item
class Regime(Item):
    """An edition of the law and guidance: from when it rules what.

    Attributes:
        begins: by subject (`notification`, `review`, `publication`), the first day on which it rules.
        ends: by subject, the first day on which it no longer rules; without it, it rules until the next one begins.
    """

    begins: Mapping[str, Begin]
    ends: Mapping[str, Begin] = attrs.field(factory=dict)


@item
class Kind(Item):
    """A kind of record: its states, how they follow one another, and what they stand for.

    Attributes:
        path: the way it usually goes; the first state is the initial one.
        also: further moves.
        finished: states in which nothing more is owed.
        done: states that stand for done.
        sustained: states that stand for an improvement that held.
        withdrawn: states that stand for taken back.
        waiting: states in which somebody outside is waited for.
        decides: by state, the role or body that decides on it.
        recommends: by state, the role or body that recommends it to whoever decides.
        reasons: states that need a reason.
        outputs: what it produces.
        converts_to: kinds into which it can be turned.
        holds: kinds of hold it knows.
        gates: by state, the gate in front of it.
        criteria: what has to be weighed, as text.
        called_for_by: whether it is called for where any of its criteria is met, where all of them are, or where
            somebody weighs them: meeting them does not by itself call for it.
        events: events that happen to it beside its states.
        signs_off: bodies and roles that sign it off, in their order.
        signs: whether a decision of this kind signs off what it is about.
        needs: fields that have to be filled in, such as `wanted` or `extra.cost`; what is empty is told as missing, and
            an action plan shows them beside its usual columns.
        columns: what an action plan shows of actions of this kind, in its order; empty for all its usual columns, and
            what the kind `needs`.
    """

    path: StatePath = StatePath("", ())
    also: tuple[StatePath, ...] = ()
    finished: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    sustained: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    decides: Mapping[str, str] = attrs.field(factory=dict)
    recommends: Mapping[str, str] = attrs.field(factory=dict)
    reasons: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    converts_to: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    gates: Mapping[str, str] = attrs.field(factory=dict)
    criteria: tuple[Label, ...] = ()
    called_for_by: Literal["any", "all", "weighing"] = "weighing"
    events: tuple[str, ...] = ()
    signs_off: tuple[str, ...] = one_or_many()
    signs: bool = False
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @cached_property
    def moves(self) -> Mapping[str, tuple[str, ...]]:
        """By state, the states that may follow."""
        return moves_of(self.path, self.also)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order written."""
        return tuple(self.moves)

    @property
    def initial(self) -> str:
        """The state it begins in; empty where the kind has no states."""
        return self.states[0] if self.states else ""

    @cached_property
    def happenings(self) -> frozenset[str]:
        """Every event that can happen to it: its states and what `events` names."""
        return frozenset((*self.states, *self.events))

    def is_finished(self, state: str) -> bool:
        """Tell whether nothing more is owed in a state: as `finished` says, else where it can only be withdrawn."""
        if self.finished:
            return state in self.finished
        return state in self.states and set(self.moves[state]) <= set(self.withdrawn)

    def may_move(self, before: str, after: str) -> bool:
        """Tell whether a record of this kind may go from one state to another."""
        return after in self.moves.get(before, ())


@item
class ProductKind(Kind):
    """A kind of learning product: besides what every kind has, its headings in their order, and for whom it is.

    Attributes:
        headings: its headings, in their order.
        audience: for whom it is: audiences or disclosure levels.
    """

    headings: tuple[Label, ...] = ()
    audience: tuple[str, ...] = one_or_many()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Requirement:
    """One condition of a gate, and what would mend it where it is not met.

    Attributes:
        condition: what must be true.
        mend: what would mend it where it is not.
    """

    condition: Condition
    mend: Label


@item
class Gate(Item):
    """What must be true before a record may enter a state.

    Attributes:
        requires: the conditions; every one that is not met is told.
    """

    requires: tuple[Requirement, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Colour:
    """A colour, what it means, and when.

    Attributes:
        colour: the word for it, a letter or a number.
        means: what it means.
        when: the condition; the last line says `otherwise`.
    """

    colour: str
    means: Label
    when: Condition


@item
class Colours(Item):
    """The colours of a record type: the first that fits is shown.

    Attributes:
        first_that_fits: the colours, in the order in which they are tried.
    """

    first_that_fits: tuple[Colour, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Choice:
    """One line of a decision matrix: in which case, which kind.

    Attributes:
        where: the case, in words.
        kind: the kind that is chosen.
        where_met: kinds of decision or review whose own criteria have to call for them: then nobody is asked again.
        where_not: kinds of decision or review whose own criteria must not call for them.
    """

    where: Label
    kind: str
    where_met: tuple[str, ...] = one_or_many()
    where_not: tuple[str, ...] = one_or_many()


@item
class Matrix(Item):
    """A decision matrix: which kind of record is chosen in which case, read from the top.

    Attributes:
        on: record type whose kind is chosen.
        choices: its lines.
    """

    on: str = "review"
    choices: tuple[Choice, ...]
