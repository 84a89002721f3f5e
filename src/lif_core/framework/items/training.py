"""Training and audit: schemes, levels, charges, instruments and tools."""

from lif_core.framework.items.item import Item, item, one_or_many
from lif_core.values.labels import Label
from lif_core.values.spans import Span


@item
class TrainingScheme(Item):
    """A scheme of training levels or groups; several are in use at once."""


@item
class TrainingLevel(Item):
    """A level or group of a scheme.

    Attributes:
        scheme: the scheme it belongs to.
        rank: its place in the scheme, the lowest first.
        within: how soon after starting in a post it is wanted.
        refresh: after how long it is wanted again.
        satisfies: levels of other schemes that it satisfies too.
    """

    scheme: str
    rank: int
    within: Span | None = None
    refresh: Span | None = None
    satisfies: tuple[str, ...] = one_or_many()


@item
class Charge(Item):
    """What is charged for training: an amount, and who is free of it."""

    amount: float
    unit: str = "pounds"
    free_for: tuple[Label, ...] = ()


@item
class Instrument(Item):
    """A way of evaluating: its questions, and when they are asked.

    Attributes:
        of: record types or kinds it evaluates.
        questions: what it asks, in order.
        time_points: when it asks, in words.
        scale: the scale of its answers.
    """

    of: tuple[str, ...] = one_or_many()
    questions: tuple[Label, ...] = ()
    time_points: tuple[Label, ...] = ()
    scale: str = ""


@item
class AuditTool(Item):
    """A tool of an audit: the kinds of review it serves, its areas of judgement, its scale."""

    of: tuple[str, ...] = one_or_many()
    areas: tuple[Label, ...] = ()
    scale: str = ""
