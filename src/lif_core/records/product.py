"""Product and Acknowledgement: learning as it is handed on, and who says that it arrived and was used."""

import attrs

from lif_core.records.fields import counted, named, named_many, refers, refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True)
class Section:
    """One part of a learning product: its heading, of the framework's for its kind, and its text."""

    heading: str = said()
    text: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Product(Record):
    """A learning product: a briefing, a newsletter, a pack.

    It is never wider in disclosure than its narrowest source, unless a named role cleared it again.

    Attributes:
        draws_on: ids of the findings, reviews, evaluations or other records it draws on.
        sections: its text under the headings of its kind.
        audience: ids of the audiences it is written for.
        to: agencies that are asked to acknowledge it.
        due: by when they are.
        cleared_by: id of the role that cleared it for its level.
        cleared_from: id of the level its narrowest source had when that role cleared it: a source that is made
            narrower later asks for it to be cleared again.
        where: where it can be found: a pointer, never the file.
    """

    draws_on: tuple[str, ...] = refers_many()
    sections: tuple[Section, ...] = ()
    audience: tuple[str, ...] = named_many("audience")
    to: tuple[Party, ...] = ()
    due: When | None = None
    cleared_by: str = named("role")
    cleared_from: str = named("disclosure")
    where: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Acknowledgement(Record):
    """What an agency says became of a product: that it arrived, whom it reached, how it was used.

    Attributes:
        product: id of the product.
        agency: who says so.
        on: when.
        reach: how many it reached.
        of: of how many it was meant for.
        use: how it was used.
        chased: when it was asked for again.
    """

    product: str = refers("product")
    agency: Party | None = None
    on: When | None = None
    reach: int | None = counted()
    of: int | None = counted()
    use: str = said()
    chased: tuple[When, ...] = ()
