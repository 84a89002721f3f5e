"""Framework: how a partnership works on one day, looked up by name. `layers.compose` makes it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

import attrs

from lif_core.errors import SeveralFit, UnknownName
from lif_core.framework.documents import Document
from lif_core.framework.expressions import Check, Condition, Name, compiled
from lif_core.framework.facts import Fact
from lif_core.framework.merging import Entry, Key
from lif_core.framework.names import names_of
from lif_core.framework.origins import Explanation, Origin
from lif_core.framework.regimes import RegimeAnswer, Reign, answer, reigns_of, ruling
from lif_core.framework.shape import (
    KINDS,
    TABLES,
    Audience,
    Body,
    CalendarDay,
    CalendarDays,
    Colours,
    DeadlineRule,
    DisclosureLevel,
    Heading,
    Item,
    Kind,
    Regime,
    Suspension,
    Theme,
    Weekday,
    Wording,
)
from lif_core.framework.stored import document_of, fingerprint_of
from lif_core.framework.words import plain, words_of
from lif_core.values.labels import Label, Language
from lif_core.values.when import When
from lif_core.values.workdays import Calendar
from lif_core.values.years import Year

STANDARD = "standard"
"""The kind of a record type whose kinds nobody distinguishes."""
_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NO_KINDS: Mapping[str, Kind] = MappingProxyType({})
_STANDARD_KIND = Kind(id=STANDARD)
Sort = TypeVar("Sort", bound=Item)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Extensions:
    """What plug-ins add to the language of frameworks.

    Attributes:
        tables: further tables, each with the class of its items.
        facts: further facts that conditions may ask for.
    """

    tables: Mapping[str, type[Item]] = attrs.field(factory=dict)
    facts: tuple[Fact, ...] = ()

    @cached_property
    def computed(self) -> Mapping[str, Callable[[Any, Any], object]]:
        """By its name, how each further fact is computed."""
        return {fact.name: fact.compute for fact in self.facts if fact.compute is not None}


@attrs.define(slots=False, eq=False, repr=False, kw_only=True)
class Framework:
    """How a partnership works, on one day. Treat it as frozen; two are equal where their fingerprints are.

    Attributes:
        documents: the documents it is made of, the uppermost first.
        heading: what their heads say together.
        extensions: what plug-ins added to the language.
    """

    documents: tuple[Document, ...]
    heading: Heading
    extensions: Extensions
    _tables: Mapping[str, Mapping[str, Item]]
    _beside: Mapping[str, tuple[DeadlineRule, ...]]
    _entries: Mapping[Key, Entry]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Framework) and self.fingerprint == other.fingerprint)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:  # of less than the fingerprint, which costs a walk over every document
        return hash(frozenset(self.layers))

    def __repr__(self) -> str:
        return f"<Framework {' over '.join(reversed(self.layers))}, {self.fingerprint[:8]}>"

    # -- what it is made of ------------------------------------------------------------------------------------

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of its tables, those of plug-ins too."""
        return tuple(self._tables)

    @property
    def layers(self) -> tuple[str, ...]:
        """Ids of its layers, the uppermost first."""
        return tuple(dict.fromkeys(document.layer.id for document in self.documents if document.layer))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over what its layers say (64 hexadecimal digits); remarks and the order of keys do not count."""
        return fingerprint_of(self.documents)

    @cached_property
    def document(self) -> bytes:
        """All its layers as one JSON document, from which `FrameworkHistory.from_document` makes it again."""
        return document_of(self.documents)

    # -- items -------------------------------------------------------------------------------------------------

    def items(self, table: str) -> Mapping[str, Item]:
        """Give the items of a table by id, the retired ones too.

        Raises:
            UnknownName: there is no such table.
        """
        if table not in self._tables:
            raise UnknownName(table, "table", self._tables)
        return self._tables[table]

    def item(self, table: str, id: str) -> Item:
        """Give one item by its id, in short (`rapid-review`) or in full (`england:review.rapid-review`).

        Raises:
            UnknownName: there is no such table or item.
        """
        items = self.items(table)
        if id in items:
            return items[id]
        layer, colon, rest = id.partition(":")
        short = rest.removeprefix(f"{table}.")
        if colon and short in items and layer == items[short].layer:
            return items[short]
        raise UnknownName(id, table.replace("-", " "), items)

    def has(self, table: str, id: str) -> bool:
        """Tell whether a table has an item."""
        return id in self._tables.get(table, {})

    def said_by(self, table: str, id: str) -> tuple[str, ...]:
        """Tell the layers that say something of an item: the one that added it first, then those that changed it."""
        entry = self._entries[table, self.item(table, id).id]
        return tuple(dict.fromkeys((entry.layer, *(spot.layer for spot in entry.changed))))

    def full_id(self, table: str, id: str) -> str:
        """Tell the full id of an item: the layer that added it, its table, its id."""
        return f"{self.item(table, id).layer}:{table}.{id}"

    def all(self, sort: type[Sort]) -> Mapping[str, Sort]:
        """Give the items of the one table that holds items of a class, such as `Body`, by id."""
        if sort not in self._sorted:
            table = next(table for table, shape in self._shapes.items() if shape is sort)
            items = {id: item for id, item in self._tables[table].items() if isinstance(item, sort)}
            self._sorted[sort] = MappingProxyType(items)
        return cast(Mapping[str, Sort], self._sorted[sort])

    @cached_property
    def _sorted(self) -> dict[type[Item], Mapping[str, Item]]:
        return {}

    @cached_property
    def _shapes(self) -> Mapping[str, type[Item]]:
        return {**TABLES, **self.extensions.tables}

    # -- kinds and their states --------------------------------------------------------------------------------

    def kinds(self, record_type: str) -> Mapping[str, Kind]:
        """Give the kinds of a record type by id; empty where the framework names none."""
        return self._kinds.get(record_type, _NO_KINDS)

    @cached_property
    def _kinds(self) -> Mapping[str, Mapping[str, Kind]]:
        kinds = {
            table: {id: kind for id, kind in items.items() if isinstance(kind, Kind)}
            for table, items in self._tables.items()
        }
        return {table: MappingProxyType(_on_their_way(several)) for table, several in kinds.items() if several}

    def kind(self, record_type: str, id: str) -> Kind:
        """Give one kind; for a record type without kinds, or a name it lacks, its `standard`.

        Raises:
            UnknownName: it has kinds, neither this one nor a standard one.
        """
        kinds = self._kinds.get(record_type)
        if not kinds:
            return _STANDARD_KIND
        kind = kinds.get(id) or kinds.get(STANDARD)
        if kind is not None:
            return kind
        raise UnknownName(id, f"{record_type} kind", kinds)

    # -- regimes -----------------------------------------------------------------------------------------------

    def regime(self, of: str, when: When | date) -> RegimeAnswer:
        """Tell which edition of law and guidance rules a thing at a time.

        Args:
            of: the subject (`review`, `notification`, `publication`), a deadline, or a kind of record.
            when: the day that decides it; several regimes are told where it is imprecise.
        """
        subject = self._subject(of)
        return answer(subject, self._reigns.get(subject, ()), when, self.all(Regime))

    def ruling(self, of: str, when: When | date) -> tuple[str, ...]:
        """Tell the ids of the regimes that `regime` would tell, without the words."""
        return ruling(self._reigns.get(self._subject(of), ()), when)

    def _subject(self, of: str) -> str:
        if of in self._reigns:
            return of
        deadline = self._tables["deadline"].get(of)
        if isinstance(deadline, DeadlineRule):
            return deadline.subject or "review"
        return "review" if self.has("review", of) else of

    @cached_property
    def _reigns(self) -> Mapping[str, Sequence[Reign]]:
        return reigns_of(self.all(Regime).values(), self.heading.area_start)

    # -- deadlines and calendars -------------------------------------------------------------------------------

    def deadline_rules(self, id: str) -> tuple[DeadlineRule, ...]:
        """Give the rules of one deadline: the upper one first, then those that layers below set beside it.

        Raises:
            UnknownName: there is no such deadline.
        """
        upper = self.item("deadline", id)
        assert isinstance(upper, DeadlineRule)
        return (upper, *self._beside.get(upper.id, ()))

    def deadline_rules_for(self, kind: str) -> tuple[DeadlineRule, ...]:
        """Give every rule whose clock starts at, or is met by, an event of a kind."""
        return self._rules_by_kind.get(kind, ())

    def deadlines_begun_by(self, record_type: str, kind: str) -> tuple[tuple[DeadlineRule, ...], ...]:
        """Give, by deadline, the rules whose clock starts at an event of one kind of a record type."""
        key = (record_type, kind)
        if key not in self._begun:
            begun: dict[str, list[DeadlineRule]] = {}
            for rule in self.deadline_rules_for(kind):
                *its_type, its_kind, _ = rule.anchor.split(".")
                if its_kind == kind and its_type in ([], [record_type]):
                    begun.setdefault(rule.id, []).append(rule)
            self._begun[key] = tuple(map(tuple, begun.values()))
        return self._begun[key]

    @cached_property
    def _begun(self) -> dict[tuple[str, str], tuple[tuple[DeadlineRule, ...], ...]]:
        return {}

    @cached_property
    def _rules_by_kind(self) -> Mapping[str, tuple[DeadlineRule, ...]]:
        found: dict[str, list[DeadlineRule]] = {}
        for id in self._tables["deadline"]:
            for rule in self.deadline_rules(id):
                for kind in dict.fromkeys(event.split(".")[-2] for event in (rule.anchor, rule.met_by) if "." in event):
                    found.setdefault(kind, []).append(rule)
        return {kind: tuple(rules) for kind, rules in found.items()}

    def suspensions_of(self, deadline: str) -> tuple[Suspension, ...]:
        """Give every stretch of time in which a deadline does not run."""
        return tuple(one for one in self.all(Suspension).values() if deadline in one.of)

    @property
    def area_start(self) -> date | None:
        """The day on which the arrangements of the local area began, where a layer says it."""
        return self.heading.area_start

    def standing(self, body: str, group: str = "") -> tuple[str, ...]:
        """Tell all that a body is, the closest first: itself, every body it is part of, how each is to the partnership.

        Args:
            body: id of a body; another word stands for itself alone.
            group: id of a role group, told behind the body itself.
        """
        bodies = self.all(Body)
        found: dict[str, None] = {}
        sorts: dict[str, None] = {}
        while body and body not in found:
            found[body] = None
            if group:
                found[group] = None
            if body not in bodies:
                break
            sorts[bodies[body].sort] = None
            body = bodies[body].part_of
        return tuple(dict.fromkeys((*found, *([group] if group else ()), *sorts)))

    def crosswalk(self, theme: str, taxonomy: str = "") -> tuple[str, ...]:
        """Tell the themes of other lists that mean what a theme means: those it maps to, and those that map to it.

        Args:
            theme: id of the theme.
            taxonomy: id of the one list asked for; left out, every list but its own.
        """
        themes = self.all(Theme)
        if theme not in themes:
            return ()
        back = (id for id, one in themes.items() if theme in one.maps_to)
        every = (id for id in dict.fromkeys((*themes[theme].maps_to, *back)) if id in themes)
        own = themes[theme].taxonomy
        return tuple(
            id for id in every if (themes[id].taxonomy == taxonomy if taxonomy else themes[id].taxonomy != own)
        )

    def reporting_year(self, day: date) -> Year:
        """Tell the year of yearly reports in which a day lies: its first and last day, and what it is called."""
        return self.heading.reporting_year.year(day)

    def calendar(self, id: str = "") -> Calendar:
        """Give a calendar of working days; without a name, the one that the framework names.

        Raises:
            UnknownName: there is no such calendar.
        """
        wanted = id or self.heading.calendar
        if wanted not in self._calendars:
            self.item("calendar", wanted)
        return self._calendars[self.item("calendar", wanted).id]

    @cached_property
    def _calendars(self) -> Mapping[str, Calendar]:
        added = self.all(CalendarDay).values()
        return {
            id: _calendar(days, [day for day in added if day.calendar == id])
            for id, days in self.all(CalendarDays).items()
        }

    # -- names people use --------------------------------------------------------------------------------------

    def find_body(self, text: str) -> str | None:
        """Tell the body that words name: by id, label, alias or an earlier name; case and spaces do not count.

        None where they name no body, and where they name several: `misnamed` tells which of the two.
        """
        return self._found_by_words("body", text)

    def find_role(self, text: str) -> str | None:
        """Tell the role that words name, as `find_body` does."""
        return self._found_by_words("role", text)

    def find_theme(self, text: str) -> str | None:
        """Tell the theme that words name, as `find_body` does."""
        return self._found_by_words("theme", text)

    def find(self, table: str, text: str) -> str | None:
        """Tell the item of any table that words name, as `find_body` does."""
        return self._found_by_words(table, text)

    def _found_by_words(self, table: str, text: str) -> str | None:
        if text in self.items(table):
            return text
        found = self._all_by_words(table, text)
        return found[0] if len(found) == 1 else None

    def misnamed(self, text: str, *tables: str, sort: str = "", known: Iterable[str] = ()) -> UnknownName:
        """Tell why `find` gave nothing for words in any of some tables: nothing is called so, or several things are.

        Args:
            text: the words.
            tables: the tables they were looked up in.
            sort: what they should have named; left out, an item of these tables.
            known: names that fit; left out, the ids in these tables.
        """
        said = sort or " or ".join(table.replace("-", " ") for table in tables)
        several = next((ids for table in tables if len(ids := self._all_by_words(table, text)) > 1), ())
        if several:
            return SeveralFit(text, said, several)
        return UnknownName(text, said, known or [id for table in tables for id in self.items(table)])

    def _all_by_words(self, table: str, text: str) -> tuple[str, ...]:
        if table not in self._words:
            self._words[table] = words_of(self.items(table))
        return self._words[table].get(plain(text), ())

    @cached_property
    def _words(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {}

    # -- readers, words, colours -------------------------------------------------------------------------------

    def clearance(self, audience: str) -> int:
        """Tell how far an audience may read, as the rank of its level; a level's own name is an audience too.

        Raises:
            UnknownName: there is no such audience or level.
        """
        if audience in self._tables["audience"]:
            found = self.item("audience", audience)
            assert isinstance(found, Audience)
            return self.disclosure(found.clearance)
        if audience in self._tables["disclosure"]:
            return self.disclosure(audience)
        raise UnknownName(audience, "audience", (*self._tables["audience"], *self._tables["disclosure"]))

    def disclosure(self, level: str) -> int:
        """Tell the rank of a disclosure level: 0 is public, higher is narrower.

        Raises:
            UnknownName: there is no such level.
        """
        found = self.item("disclosure", level)
        assert isinstance(found, DisclosureLevel)
        return found.rank

    def wording(self, concept: str, default: str = "") -> Label:
        """Give the words for a concept or fixed phrase; where nobody set any, `default` or the concept's own name."""
        for table in ("wording", "text"):
            found = self._tables[table].get(concept)
            if isinstance(found, Wording):
                return Label(found.en or default, found.cy)
        return Label(default or concept.replace("-", " "))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the layers declare."""
        return self.heading.languages

    def colours(self, record_type: str) -> Colours | None:
        """Give the colours of a record type, None where it has none."""
        found = self._tables["colours"].get(record_type)
        return found if isinstance(found, Colours) else None

    # -- conditions --------------------------------------------------------------------------------------------

    def check(self, condition: Condition, record_type: str) -> Check:
        """Give a condition made ready to be asked of records of a type."""
        key = (record_type, condition.text)
        if key not in self._checks:
            self._checks[key] = compiled(condition.tree, self.names(record_type))
        return self._checks[key]

    @cached_property
    def _checks(self) -> dict[tuple[str, str], Check]:
        return {}

    def names(self, record_type: str) -> Mapping[str, Name]:
        """Tell what a condition about a record type may name, with the type of each and the words it can have."""
        if record_type not in self._names:
            self._names[record_type] = names_of(self, record_type)
        return self._names[record_type]

    @cached_property
    def _names(self) -> dict[str, Mapping[str, Name]]:
        return {}

    # -- where settings come from ------------------------------------------------------------------------------

    def explain(self, key: str) -> Explanation:
        """Tell who set a setting, who changed it and why.

        Args:
            key: such as `deadline.rapid-review.within`, `review.rapid-review`, or `area-start`.

        Raises:
            UnknownName: there is no such setting.
        """
        from lif_core.framework.explaining import explain

        return explain(self._entries, key, self._shapes)

    def origin(self, table: str, id: str, *path: str | int, layer: str = "") -> Origin:
        """Tell where an item, or the value at a key path within it, was set last; `layer` for a rule it set beside."""
        return self._entries[table, self.item(table, id).id].spot(path, layer).origin


def _calendar(days: CalendarDays, added: Sequence[CalendarDay]) -> Calendar:
    off = {one.day: str(one.name) for one in days.days} | {one.day: str(one.name) for one in added}
    years = [day.year for day in off]
    return Calendar(
        id=days.id,
        label=days.words,
        first=date(days.from_ or min(years, default=1), 1, 1),
        last=date(days.to or max(years, default=9999), 12, 31),
        days_off=off,
        weekend=tuple(_WEEK.index(day) for day in days.weekend),
    )


_WAY = ("path", "also", "finished", "done", "sustained", "withdrawn", "waiting", "reasons")


def _on_their_way(kinds: Mapping[str, Kind]) -> Mapping[str, Kind]:
    """Give kinds in which those that say no path go the way of their table's `standard`, if there is one."""
    standard = kinds.get(STANDARD)
    if standard is None:
        return kinds
    way = {name: getattr(standard, name) for name in _WAY}
    return {id: kind if kind.path.states else attrs.evolve(kind, **way) for id, kind in kinds.items()}


__all__ = ["KINDS", "STANDARD", "Extensions", "Framework"]
