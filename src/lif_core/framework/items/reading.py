"""Readers and words: for whom something is written, up to which level, and in which words."""

from datetime import date

from lif_core.framework.items.bodies import DatedName
from lif_core.framework.items.item import Item, item, one_or_many
from lif_core.values.labels import Label, Language
from lif_core.values.spans import Span
from lif_core.values.years import YearBegin


@item
class Audience(Item):
    """Somebody who reads, and up to which level.

    Attributes:
        clearance: the disclosure level up to which they read.
    """

    clearance: str


@item
class DisclosureLevel(Item):
    """A step of the disclosure ladder: 0 is public, higher is narrower.

    Attributes:
        rank: its place: 0 is public.
        marking: what stands at the head of pages of this level.
    """

    rank: int
    marking: Label | None = None


@item
class Wording(Item):
    """The words for a concept, or a fixed phrase.

    Attributes:
        en: in English.
        cy: in Welsh.
    """

    en: str = ""
    cy: str | None = None


@item
class Charter(Item):
    """The framework itself, as a document that the partnership owns: `[framework.standard]`.

    Attributes:
        names: what it was called when; its label is what it is called now.
        purpose: what it is for, a sentence each.
        owner: the body or role that owns it.
        endorsed_by: bodies that endorse it, in their order.
        reviewed: how often it is looked at again.
    """

    names: tuple[DatedName, ...] = ()
    purpose: tuple[Label, ...] = ()
    owner: str = ""
    endorsed_by: tuple[str, ...] = one_or_many()
    reviewed: Span | None = None


@item
class Principle(Item):
    """A principle that the framework holds to; its label says it.

    Attributes:
        section: the heading under which it stands in the framework's document; left out, among the principles.
    """

    section: Label | None = None


@item
class Checklist(Item):
    """What a report has to hold, item by item.

    Attributes:
        of: the duties it fulfils.
        asks: what it asks for, in order.
        answered_by: for each of these, the part of our report that answers it; empty for what no register can tell.
    """

    of: tuple[str, ...] = one_or_many()
    asks: tuple[Label, ...]
    answered_by: tuple[str, ...] = ()


@item
class Heading(Item):
    """What the heads of all layers say together.

    Attributes:
        area_start: when the arrangements of the local area began.
        calendar: whose days off count.
        languages: the languages its layers declare.
        reporting_year: when the year begins that a yearly report covers, such as 04-01; else on 1 January.
    """

    area_start: date | None = None
    calendar: str = ""
    languages: tuple[Language, ...] = ("en",)
    reporting_year: YearBegin = YearBegin()
