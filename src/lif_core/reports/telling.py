"""Telling: what every report needs to say things: words, names as at the day, dates as read, colours, the marking.

A teller belongs to one document and remembers which records it showed: the marking and the record of what left
follow from that.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from lif_core.framework.shape import Body, DisclosureLevel, ExtraField
from lif_core.measures.gaps import Gap, GapRule
from lif_core.measures.suppression import shows_small
from lif_core.records import Party, Product, Record
from lif_core.reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Dated,
    Document,
    Footer,
    Page,
    Paragraph,
    Section,
    Table,
)
from lif_core.reports.phrases import phrase
from lif_core.reports.state_words import STATE_WORDS
from lif_core.reports.welsh_sentences import welsh_event, welsh_gap, welsh_reckoning
from lif_core.values.labels import Label, Language
from lif_core.values.saying import how_read, plain_day
from lif_core.values.when import When
from lif_core.view.facts import holds
from lif_core.view.kinds import words_of
from lif_core.view.reckoning import Reckoning, event_words
from lif_core.view.register import type_name
from lif_core.view.view import View
from lif_core.view.width import is_cleared, narrowest_source

COLOURS = frozenset({"red", "amber", "green", "blue", "grey", "yellow", "white", "purple"})
"""Colour words that have a letter and a name in the catalogue; any other (such as `3`) is its own letter."""
NAME = 60
"""How many characters of its own words stand for the name of a record that nobody named."""
INSIDE = "agencies"
"""The disclosure level of those who work on their part of the records; who may read less gets no keys."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Asked:
    """What is asked of any report beside its view.

    Attributes:
        language: the language of the document.
        fingerprint: fingerprint of the journal that the view was made from.
        whose: name of the partnership whose records they are.
        gap_rules: further gap rules, such as those of plug-ins.
    """

    language: Language = "en"
    fingerprint: str = ""
    whose: str = ""
    gap_rules: Mapping[str, GapRule] = attrs.field(factory=dict, repr=False)


class Teller:
    """Says things for one document, and remembers what it showed.

    Args:
        view: what is reported on.
        asked: language, fingerprint, further gap rules.
    """

    def __init__(self, view: View, asked: Asked | None = None) -> None:
        self.view = view
        self.asked = asked or Asked()
        self.language: Language = self.asked.language
        self._shown: dict[str, None] = {}
        self._levels: set[str] = set()

    # -- words ---------------------------------------------------------------------------------------------------

    def words(self, key: str, **parts: object) -> str:
        """Tell a fixed phrase, in the words of the partnership where it has its own."""
        return phrase(self.view.framework, key, self.language, **parts)

    def label(self, label: Label | None, default: str = "") -> str:
        """Tell a label in the language of the document."""
        return label.in_(self.language) if label is not None else default

    def item(self, table: str, id: str) -> str:
        """Tell what the framework calls an item; the id in plain letters where it no longer has it."""
        if not id:
            return ""
        if not self.view.framework.has(table, id):
            return id.replace("-", " ")
        found = self.view.framework.item(table, id)
        return self.label(found.label, found.words)

    def body(self, id: str) -> str:
        """Tell what a body or role was called on the day of the view."""
        framework = self.view.framework
        if not framework.has("body", id):
            return self.item("role", id)
        body = framework.item("body", id)
        for name in body.names if isinstance(body, Body) else ():
            if (name.since or date.min) <= self.view.day <= (name.until or date.max):
                return self.label(name.label)
        return self.label(body.label, body.words)

    def named(self, named: str, default: str = "") -> str:
        """Tell a body or role by its id; words as they stand where the framework knows neither."""
        framework = self.view.framework
        return self.body(named) if framework.has("body", named) or framework.has("role", named) else named or default

    def party(self, party: Party | None) -> str:
        """Tell a body or role; its words as they stood where the framework knows neither."""
        if party is None:
            return ""
        return self.body(party.body or party.role) if party.body or party.role else party.said

    def parties(self, parties: Iterable[Party]) -> str:
        """Tell several bodies or roles, the one that leads first where one does."""
        told = sorted(parties, key=lambda party: not party.first)
        if len(told) > 1 and told[0].first:
            return "; ".join([f"{self.party(told[0])} ({self.words('leads')})", *map(self.party, told[1:])])
        return "; ".join(map(self.party, told))

    def status(self, record: Record) -> str:
        """Tell the status of a record in the partnership's word for it."""
        return self.state(record.state)

    def state(self, state: str) -> str:
        """Tell a status in the partnership's word for it."""
        framework = self.view.framework
        if state and (framework.has("wording", state) or framework.has("text", state)):
            return self.label(framework.wording(state))
        known = f"state-{state}"
        return self.words(known) if known in STATES else state.replace("-", " ").capitalize()

    def gap(self, gap: Gap) -> tuple[str, str]:
        """Tell what is missing and what would mend it."""
        return welsh_gap(self.view.framework, gap) if self.language == "cy" else (gap.says, gap.mend)

    def event(self, event: str) -> str:
        """Tell an event."""
        return welsh_event(self.view.framework, event) if self.language == "cy" else event_words(event)

    def reckoning(self, reckoning: Reckoning) -> str:
        """Tell how a day was worked out."""
        return welsh_reckoning(self.view.framework, reckoning) if self.language == "cy" else str(reckoning)

    def themes(self, ids: Iterable[str]) -> str:
        """Tell themes by their names."""
        return ", ".join(self.item("theme", id) for id in ids)

    def name(self, record: Record) -> str:
        """Tell what people call a record, and remember that it was shown."""
        self.shows(record)
        called = self.label(record.label) or record.ref
        record_type = type_name(record)
        kind = self.view.framework.kind(record_type, record.kind)
        words = self.words(f"type-{record_type}") if record.kind == "standard" else self.label(kind.label, kind.words)
        agency = self.party(getattr(record, "agency", None)) if record_type in ("return", "acknowledgement") else ""
        words = f"{words} ({agency})" if agency else words
        if not called and (own := words_of(record, NAME)):
            return f"{words} \u201c{own}\u201d"
        return f"{words} {called}".strip()

    def entry(self, record: Record) -> str:
        """Tell a record with its own words: what people call it, then what it says."""
        self.shows(record)
        own = str(getattr(record, "text", ""))
        called = self.label(record.label) or record.ref
        return f"{self.name(record)}: {own}" if own and called else own or self.name(record)

    def extra(self, record: Record, id: str) -> str:
        """Tell the text of an extra field, where these readers may see it: a field can be narrower than its record."""
        field, value = self.view.framework.all(ExtraField).get(id), record.extra.get(id)
        if field is None or not isinstance(value, str) or not value:
            return ""
        if field.disclosure and self.view.audience:
            framework = self.view.framework
            if framework.disclosure(field.disclosure) > framework.clearance(self.view.audience):
                return ""
        self._levels.update({field.disclosure} - {""})
        return value

    # -- days and colours ----------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """Tell a day."""
        return plain_day(day, self.language)

    def read(self, when: When | None) -> str:
        """Tell a date with how it was read."""
        return how_read(when, self.language) if when is not None else ""

    def when(self, when: When | None) -> Cell:
        """Give the cell of a date: a real day where one is certain, with its words where they said otherwise."""
        if when is None:
            return Cell()
        if not when.is_certain or when.last is None:
            return Cell(self.read(when))
        same = self.read(when) in (plain_day(when.last, self.language), when.said) and when.exact is not None
        return Cell(when.last, note="" if same else self.words("as-written", said=" ".join(when.said.split())))

    def colour(self, record: Record) -> Cell:
        """Give the cell of a record's colour: the letter, the colour word, and what it means as a note."""
        colours = self.view.framework.colours(type_name(record))
        for one in colours.first_that_fits if colours else ():
            if holds(self.view, record, one.when):
                return Cell(self.letter(one.colour), colour=one.colour, note=self.label(one.means))
        return Cell()

    def letter(self, colour: str) -> str:
        """Tell the letter of a colour."""
        return self.words(f"letter-{colour}") if colour in COLOURS else colour

    def colour_word(self, colour: str) -> str:
        """Tell the name of a colour."""
        return self.words(f"colour-{colour}") if colour in COLOURS else colour

    # -- building ------------------------------------------------------------------------------------------------

    def column(
        self, name: str, width: int = 16, kind: ColumnKind = "text", *, heading: str = "", locked: bool = True
    ) -> Column:
        """Give a column headed by the phrase of its name, or by `heading`."""
        return Column(name=name, heading=heading or self.words(name), kind=kind, width=width, locked=locked)

    def table(
        self, name: str, columns: Iterable[Column], rows: Iterable[Iterable[Cell | str | int | date | None]],
        *, caption: str = "", nothing: str = "nothing", total: bool = False,
    ) -> Block:  # fmt: skip
        """Give a table, or one plain sentence (the phrase `nothing`) where it would have no row."""
        told = tuple(tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows)
        if not told:
            return Paragraph(self.words(nothing))
        return Table(name=name, columns=tuple(columns), rows=told, caption=caption, total=total)

    @property
    def inside(self) -> bool:
        """Whether the audience works on its part of the records: it may get their keys, and what was read of them."""
        framework, audience = self.view.framework, self.view.audience
        if not audience or not framework.has("disclosure", INSIDE):
            return not audience
        return framework.clearance(audience) >= framework.disclosure(INSIDE)

    @property
    def shows_small(self) -> bool:
        """Whether the audience may see sums that are small, as every measure tells them."""
        return shows_small(self.view)

    # -- what was shown ------------------------------------------------------------------------------------------

    def shows(self, *records: Record | str) -> None:
        """Remember that something of these records is shown."""
        self._shown.update(dict.fromkeys(one if isinstance(one, str) else one.id for one in records))

    def marking(self) -> str:
        """Tell the marking of the narrowest record shown; where none is shown, that of the audience's clearance.

        A paper that shows nothing yet is filled in by hand: it is marked as what its readers may write into it.
        """
        framework = self.view.framework
        shown = [record for id in self._shown if (record := self.view.register.get(id)) is not None]
        levels = framework.all(DisclosureLevel)
        if shown:
            told = {record.disclosure for record in shown} | self._levels | self._of_sources(shown)
            narrowest = max(told, key=framework.disclosure)
        else:
            limit = framework.clearance(self.view.audience) if self.view.audience else None
            within = [id for id, level in levels.items() if limit is None or level.rank <= limit]
            narrowest = max(within, key=framework.disclosure, default="")
        level = levels.get(narrowest)
        return self.label(level.marking, level.words) if level else ""

    def _of_sources(self, shown: Iterable[Record]) -> set[str]:
        """Tell the levels of what products draw on that no role cleared: a paper is no wider than these."""
        framework, register, levels = self.view.framework, self.view.register, set[str]()
        for product in shown:
            if isinstance(product, Product):
                level = narrowest_source(framework, register, product)
                if framework.has("disclosure", level) and not is_cleared(framework, product, level):
                    levels.add(level)
        return levels

    def audience(self) -> str:
        """Tell for whom the document is made."""
        audience, framework = self.view.audience, self.view.framework
        if not audience:
            return self.words("for-own-work")
        table = "audience" if framework.has("audience", audience) else "disclosure"
        return self.words("for-audience", audience=self.item(table, audience))

    def document(
        self,
        name: str,
        title: str,
        sections: Iterable[Section],
        page: Page = "a4-portrait",
        hidden: Iterable[Section] = (),
        dates: Iterable[Dated] = (),
    ) -> Document:
        """Put a document together; the marking is told last, when everything has been shown."""
        parts = tuple(sections)
        marking, fingerprint = self.marking(), self.asked.fingerprint
        footer = Footer(
            as_at=self.words("as-at", day=self.day(self.view.day)),
            marking=marking,
            fingerprint=self.words("fingerprint", fingerprint=fingerprint) if fingerprint else "",
            page=self.words("page-of", page="{page}", pages="{pages}"),
        )
        return Document(
            name=name,
            title=title,
            as_at=self.view.day,
            audience=self.audience(),
            clearance=self.view.audience,
            marking=marking,
            fingerprint=fingerprint,
            footer=footer,
            sections=parts,
            hidden=tuple(hidden),
            whose=self.asked.whose,
            records=tuple(self._shown),
            language=self.language,
            page=page,
            dates=tuple(dates),
        )


STATES = frozenset(f"state-{state}" for state in STATE_WORDS)
"""The states for which the catalogue has words of its own; what others are called follows from their id."""
