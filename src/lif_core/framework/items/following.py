"""Following: how learning is sorted, followed up and kept."""

from collections.abc import Mapping
from typing import Literal

import attrs

from lif_core.framework.expressions import Condition
from lif_core.framework.items.bodies import DatedName
from lif_core.framework.items.item import Item, item, one_or_many
from lif_core.values.labels import Label
from lif_core.values.spans import Span

Level = Literal["high", "medium", "low"]
"""How much a gap weighs."""


@item
class Strength(Item):
    """How strong an action is, and when it is checked again.

    Attributes:
        rank: the higher, the stronger.
        check_again: how long after it was done it is checked again, once for each.
        only_tells: whether such an action only tells people what to do: reminds, trains, circulates.
    """

    rank: int
    check_again: tuple[Span, ...] = ()
    only_tells: bool = False


@item
class EvidenceSort(Item):
    """A sort of evidence: the higher its rank, the stronger.

    Attributes:
        rank: its place, the weakest lowest.
    """

    rank: int


@item
class GapRule(Item):
    """What is missing where a condition holds, and what would mend it.

    Attributes:
        on: record types it looks at.
        when: the condition.
        level: how much it weighs.
        says: one sentence: what is missing.
        mend: one sentence: what would mend it.
    """

    on: tuple[str, ...] = one_or_many()
    when: Condition
    level: Level = "medium"
    says: Label
    mend: Label


@item
class Recurrence(Item):
    """How long after closure a theme that returns counts as having come back.

    Attributes:
        window: how long.
    """

    window: Span


@item
class SmallNumbers(Item):
    """From which number on a count may be shown to everybody: what lies below `below` could point at a person.

    Attributes:
        below: the smallest number that may be shown.
    """

    below: int


@item
class GradeScale(Item):
    """Grades in their order, which end is the better one, and in words what each grade asks.

    Attributes:
        grades: the grades, in their order.
        better: which end is the better one.
        descriptors: by grade, what it asks.
    """

    grades: tuple[str, ...]
    better: Literal["higher", "lower"] = "higher"
    descriptors: Mapping[str, Label] = attrs.field(factory=dict)


@item
class StatusWords(Item):
    """What the status words of imported sheets mean: `words_` (key `words`) gives a state for each.

    Attributes:
        on: record type whose status they are.
        words_: by word as the sheet has it, the state it stands for.
    """

    on: str
    words_: Mapping[str, str]


@item
class HoldKind(Item):
    """A reason for which something waits, such as criminal proceedings."""


@item
class ExtraField(Item):
    """A typed field of its own on records of some types.

    Attributes:
        on: record types that have it.
        type: what it holds.
        unit: what a number is counted in.
        least: smallest number that can stand there.
        most: largest number that can stand there.
        disclosure: level below which it is not shown; empty for that of its record.
    """

    on: tuple[str, ...] = one_or_many()
    type: Literal["text", "number", "day", "yes-no"]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    disclosure: str = ""


@item
class Retention(Item):
    """How long something is kept.

    Attributes:
        of: record types and kinds.
        keep: how long, from the last day on which something happened; a hold outranks it.
    """

    of: tuple[str, ...] = one_or_many()
    keep: Span


@item
class Theme(Item):
    """A theme findings are sorted by; `names` are what it was called when.

    Attributes:
        names: what it was called when.
        taxonomy: the list it belongs to.
        maps_to: themes of other lists that mean the same.
    """

    names: tuple[DatedName, ...] = ()
    taxonomy: str = ""
    maps_to: tuple[str, ...] = one_or_many()


@item
class Taxonomy(Item):
    """A list of themes that belong together.

    Attributes:
        sort: what sort of themes: harm, practice, system, sector.
    """

    sort: str = ""
