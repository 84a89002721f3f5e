"""Item: what every item of a framework has."""

from datetime import date
from typing import Any, Literal, cast

import attrs

from lif_core.values.labels import Label
from lif_core.values.sources import Source

May = Literal["fixed", "tighten", "extend", "open"]
"""How far a layer below may change an item: only its words; only more strictly; lists may only grow; freely."""


item = attrs.frozen(weakref_slot=False, kw_only=True, eq=False, repr=False)
"""Makes the class of a table's items; what is compared and shown stands once, in `Item`: making it costs time."""


def one_or_many() -> Any:
    """Give a field that may be written as one id or as a list of ids."""
    return attrs.field(default=(), metadata={"said": "one or many"})


def years(default: int) -> Any:
    """Give a field that may be written as a year or as a day of that year."""
    return attrs.field(default=default, metadata={"said": "year"})


Begin = date | Literal["area-start"]
"""A day, or the day on which the arrangements of the local area began."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Retirement:
    """That an item is no longer used; it stays readable for old records.

    Attributes:
        since: first day on which it is no longer used; None for always.
        successor: id of the item that takes its place, or empty.
        because: why, or empty.
    """

    since: date | None = None
    successor: str = ""
    because: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Item:
    """What every item of a framework has.

    Attributes:
        id: its short id, such as `rapid-review`.
        layer: id of the layer that added it; of a tightened deadline the layer that tightened it.
        label: words for it.
        aliases: other words people use for it.
        under: ids of the regimes under which it is used; empty for all.
        may: how far a layer below may change it; left out, `tighten` where its source is law, else `open`.
        source: where it comes from.
        note: a remark for those who read the framework.
        since: first day on which it is used.
        until: last day on which it is used.
        retired: when and why it went out of use, None while it is in use.
    """

    id: str = attrs.field(default="", metadata={"inner": True})
    layer: str = attrs.field(default="", metadata={"inner": True})
    label: Label | None = None
    aliases: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    may: May | None = None
    source: Source | None = None
    note: str = ""
    since: date | None = None
    until: date | None = None
    retired: Retirement | None = attrs.field(default=None, metadata={"inner": True})

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), self.id, self.layer))

    def __repr__(self) -> str:
        told = (f"{name}={value!r}" for name, value in _values(self).items() if value)
        return f"{type(self).__name__}({', '.join(told)})"

    @property
    def words(self) -> str:
        """Its English words, its id in plain letters where nobody gave it any."""
        return str(self.label) if self.label else self.id.replace("-", " ").capitalize()

    def in_use(self, day: date) -> bool:
        """Tell whether it is used on `day`."""
        gone = self.retired is not None and (self.retired.since is None or self.retired.since <= day)
        begun = self.since is None or self.since <= day
        return begun and not gone and (self.until is None or day <= self.until)


def _values(item_: object) -> dict[str, object]:
    return {field.name: getattr(item_, field.name) for field in attrs.fields(cast(Any, type(item_)))}
