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
    """How strong an action is, and when it is checked again."""

    rank: int
    check_again: tuple[Span, ...] = ()


@item
class EvidenceSort(Item):
    """A sort of evidence: the higher its rank, the stronger."""

    rank: int


@item
class GapRule(Item):
    """What is missing where a condition holds, and what would mend it."""

    on: tuple[str, ...] = one_or_many()
    when: Condition
    level: Level = "medium"
    says: Label
    mend: Label


@item
class Recurrence(Item):
    """How long after closure a theme that returns counts as having come back."""

    window: Span


@item
class GradeScale(Item):
    """Grades in their order, which end is the better one, and in words what each grade asks."""

    grades: tuple[str, ...]
    better: Literal["higher", "lower"] = "higher"
    descriptors: Mapping[str, Label] = attrs.field(factory=dict)


@item
class StatusWords(Item):
    """What the status words of imported sheets mean: `words_` (key `words`) gives a state for each."""

    on: str
    words_: Mapping[str, str]


@item
class HoldKind(Item):
    """A reason for which something waits, such as criminal proceedings."""


@item
class ExtraField(Item):
    """A typed field of its own on records of some types."""

    on: tuple[str, ...] = one_or_many()
    type: Literal["text", "number", "day", "yes-no"]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    disclosure: str = ""


@item
class Retention(Item):
    """How long something is kept."""

    of: tuple[str, ...] = one_or_many()
    keep: Span


@item
class Theme(Item):
    """A theme findings are sorted by; `names` are what it was called when."""

    names: tuple[DatedName, ...] = ()
    taxonomy: str = ""
    maps_to: tuple[str, ...] = one_or_many()


@item
class Taxonomy(Item):
    """A list of themes that belong together."""

    sort: str = ""
