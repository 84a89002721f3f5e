"""Record: what every record has. Kinds differ by data: `kind`, `state` and `themes` are framework ids."""

from collections.abc import Mapping
from typing import Any

import attrs

from lif_core.records.fields import named, named_many
from lif_core.records.parts import Link
from lif_core.values.labels import Label
from lif_core.values.when import When

Scalar = str | int | float | bool | None
"""What a typed extra field may hold on the wire."""


class Nothing(dict[str, Any]):
    """An empty map into which nothing can be put: thousands of records share one, as most of their maps are empty."""

    __slots__ = ()

    def _refused(self, *_: object, **__: object) -> Any:
        raise TypeError("A record never changes: make another one with the values set.")

    __setitem__ = setdefault = update = __ior__ = _refused

    def __reduce__(self) -> tuple[type["Nothing"], tuple[()]]:
        return Nothing, ()


NOTHING = Nothing()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Record:
    """What every record has.

    Attributes:
        id: namespaced opaque id, such as `liverpool/action/01j8q3xk7d2kf`.
        ref: what people call it, such as `2024-017`; searched, not unique.
        label: words for it, where there are any.
        kind: id of its kind in the framework table of its type.
        state: id of one of its kind's states.
        disclosure: id of its disclosure level.
        themes: ids of framework themes.
        happened: what happened when, by event id; a state that was reached is an event too, the first
            one on the day that was given when it was made.
        planned: what is planned for when, by event id.
        links: links to other records beyond those its own fields name.
        keys: keys of other systems and of imported sheets, by the name of their source.
        extra: typed extra fields by their framework id.
    """

    id: str
    ref: str = ""
    label: Label | None = None
    kind: str = "standard"
    state: str = ""
    disclosure: str = named("disclosure", "partnership")
    themes: tuple[str, ...] = named_many("theme")
    happened: Mapping[str, When] = attrs.field(default=NOTHING)
    planned: Mapping[str, When] = attrs.field(default=NOTHING)
    links: tuple[Link, ...] = ()
    keys: Mapping[str, str] = attrs.field(default=NOTHING)
    extra: Mapping[str, Scalar] = attrs.field(default=NOTHING)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"
