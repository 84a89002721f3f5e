"""Framework: how a partnership works on one day, looked up by name. `layers.compose` makes it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

import attrs

from lif_core.errors import InvalidFramework, Problem, SeveralFit, UnknownName
from lif_core.framework.documents import Document, canonical, read_document, written
from lif_core.framework.expressions import Check, Condition, Name, compiled
from lif_core.framework.facts import FACTS, Fact, fields_of, literals_of
from lif_core.framework.merging import HEAD, Entry, Key
from lif_core.framework.origins import Explanation, Origin
from lif_core.framework.places import KeyPath
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
    EvidenceSort,
    ExtraField,
    Heading,
    Item,
    Kind,
    Regime,
    Suspension,
    Theme,
    Weekday,
    Wording,
)
from lif_core.framework.words import plain, words_of
from lif_core.records import TYPES
from lif_core.values.labels import Label, Language
from lif_core.values.when import When
from lif_core.values.workdays import Calendar
from lif_core.values.years import Year

STANDARD = "standard"
"""The kind of a record type whose kinds nobody distinguishes."""
FORMAT = 1
"""The format of the documents that `Framework.document` gives."""
_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = re.compile(r'"[^"]*"|[^."]+')  # of a key path: a key in quotes may hold dots and blanks
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


@attrs.frozen(weakref_slot=False)
class RegimeAnswer:
    """Which editions rule a thing on a day.

    Attributes:
        regimes: ids of the regimes; several where the day is imprecise, none where no edition is held.
        why: one sentence that says so.
    """

    regimes: tuple[str, ...]
    why: str

    @property
    def is_certain(self) -> bool:
        """Whether exactly one regime rules."""
        return len(self.regimes) == 1

    def __str__(self) -> str:
        return self.why


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
        asked = self._regimes.get(subject)
        if not asked:
            return RegimeAnswer((), f"No edition that is held speaks of {subject}.")
        days = _days(when, asked)
        if not days:
            return RegimeAnswer((), f"No day is known, so nobody can tell which edition rules the {subject}.")
        found = self.ruling(subject, when)
        labels = " or ".join(self._tables["regime"][id].words for id in found)
        told = days[0].isoformat() if len(set(days)) == 1 else f"{days[0].isoformat()} to {days[-1].isoformat()}"
        if not found:
            return RegimeAnswer((), f"No edition held for {days[0].year}.")
        verb = "rules" if len(found) == 1 else "may rule"
        return RegimeAnswer(found, f"{labels} {verb} the {subject} ({told}).")

    def ruling(self, of: str, when: When | date) -> tuple[str, ...]:
        """Tell the ids of the regimes that `regime` would tell, without the words."""
        asked = self._regimes.get(self._subject(of))
        days = _days(when, asked) if asked else ()
        if not asked or not days:
            return ()
        if len(days) == 1:
            return tuple(self._ruling(asked, days[0]))
        return tuple(dict.fromkeys(id for day in days for id in self._ruling(asked, day)))

    def _subject(self, of: str) -> str:
        if of in self._regimes:
            return of
        deadline = self._tables["deadline"].get(of)
        if isinstance(deadline, DeadlineRule):
            return deadline.subject or "review"
        return "review" if self.has("review", of) else of

    @cached_property
    def _regimes(self) -> Mapping[str, Sequence["_Reign"]]:
        """By subject, the stretches in which regimes rule it, the earliest first."""
        found: dict[str, list[_Reign]] = {}
        for regime in self.all(Regime).values():
            known = [day for day in regime.begins.values() if isinstance(day, date)]
            for subject, begin in regime.begins.items():
                day = self._begin(begin)
                possibly = day or min(known, default=date.min)
                end = regime.ends.get(subject)
                reign = _Reign(regime.id, possibly, day is not None, self._begin(end) if end else None)
                found.setdefault(subject, []).append(reign)
        return {subject: sorted(reigns, key=lambda one: (one.begins, one.regime)) for subject, reigns in found.items()}

    def _begin(self, said: object) -> date | None:
        return self.heading.area_start if said == "area-start" else said if isinstance(said, date) else None

    def _ruling(self, reigns: Sequence["_Reign"], day: date) -> list[str]:
        """Tell which regimes can rule on a day: the newest begun, and those before it where its begin is not known."""
        found = []
        for reign in reversed(reigns):
            if reign.begins <= day and (reign.ends is None or day < reign.ends):
                found.append(reign.regime)
                if reign.certain:
                    break
        return found[::-1]

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
            self._names[record_type] = self._names_of(record_type)
        return self._names[record_type]

    @cached_property
    def _names(self) -> dict[str, Mapping[str, Name]]:
        return {}

    def _names_of(self, record_type: str) -> Mapping[str, Name]:
        facts = dict(fields_of(record_type)) if record_type in TYPES else {}
        for fact in (*FACTS, *self.extensions.facts):
            if not fact.on or record_type in fact.on:
                facts[fact.name] = fact
        found = {name: self._name(record_type, fact) for name, fact in facts.items()}
        kinds = self.kinds(record_type)
        if kinds:
            states = dict.fromkeys(state for kind in kinds.values() for state in kind.states)
            found["state"] = Name("text", tuple(states) or None)
            found["kind"] = Name("text", tuple(kinds))
        events = dict.fromkeys(event for kind in kinds.values() for event in (*kind.states, *kind.events))
        for event in events:
            found[f"happened.{event}"] = found[f"planned.{event}"] = Name("day")
        return {**found, **self._extra_names(record_type)}

    def _name(self, record_type: str, fact: Fact) -> Name:
        if fact.type == "grade":
            ranked = sorted(self.all(EvidenceSort).values(), key=lambda sort: sort.rank)
            return Name("grade", order=tuple(sort.id for sort in ranked))
        known = tuple(self._tables.get(fact.names, {})) if fact.names else ()
        if fact.names == "body":
            known = (*known, *self._tables["role"])
        literal = literals_of(record_type, fact.name) if record_type in TYPES else None
        return Name(fact.type, known or literal or None)

    def _extra_names(self, record_type: str) -> Mapping[str, Name]:
        fields = (field for field in self.all(ExtraField).values() if record_type in field.on)
        return {f"extra.{field.id}": Name(field.type) for field in fields}

    # -- where settings come from ------------------------------------------------------------------------------

    def explain(self, key: str) -> Explanation:
        """Tell who set a setting, who changed it and why.

        Args:
            key: such as `deadline.rapid-review.within`, `review.rapid-review`, or `area-start`.

        Raises:
            UnknownName: there is no such setting.
        """
        from lif_core.framework.explaining import explained, heading_unset, settings_of

        unset = None if self._is_heading(key) else heading_unset(key)
        if unset is not None:
            return unset
        entry, path = self._entry(key)
        shape = self._shapes[entry.table] if entry.table else Heading
        found = explained(entry, path, shape)
        if found is None:
            known = (written((entry.table, entry.id, one)) for one in settings_of(shape))
            raise UnknownName(key, "setting", [*self._keys_of(entry), *known])
        return found

    def _is_heading(self, key: str) -> bool:
        return HEAD in self._entries and (key,) in self._entries[HEAD].origins

    def origin(self, table: str, id: str, *path: str | int, layer: str = "") -> Origin:
        """Tell where an item, or the value at a key path within it, was set last; `layer` for a rule it set beside."""
        return self._entries[table, self.item(table, id).id].spot(path, layer).origin

    def _entry(self, key: str) -> tuple[Entry, KeyPath]:
        short = key.partition(":")[2] or key
        parts = tuple(part.strip('"') for part in _KEYS.findall(short))
        if len(parts) >= 2 and (parts[0], parts[1]) in self._entries:
            return self._entries[parts[0], parts[1]], parts[2:]
        if parts and HEAD in self._entries and parts in self._entries[HEAD].origins:
            return self._entries[HEAD], parts
        named = [entry for (_, id), entry in self._entries.items() if parts and id == parts[0]]
        if len(named) == 1:
            return named[0], parts[1:]
        known = [f"{table}.{id}" for table, id in self._entries if table]
        whole = written(parts[:2]) if len(parts) > 2 else short
        raise UnknownName(whole, "setting", [*known, *(written(path) for path in self._entries[HEAD].origins)])

    def _keys_of(self, entry: Entry) -> list[str]:
        return [written((entry.table, entry.id, *path)) for path in entry.origins]


@attrs.frozen(weakref_slot=False)
class _Reign:
    """That a regime rules a subject from a day; `certain` is false where only the earliest such day is known."""

    regime: str
    begins: date
    certain: bool
    ends: date | None


def fingerprint_of(documents: Sequence[Document]) -> str:
    """Tell the SHA-256 over what documents say."""
    import hashlib  # brings in OpenSSL, for which only a writer has to wait

    said = canonical(sorted(document.canonical for document in documents))
    return hashlib.sha256(said.encode()).hexdigest()


def document_of(documents: Sequence[Document]) -> bytes:
    """Write documents as one JSON document."""
    layers = [{"name": document.name, "text": document.text} for document in documents]
    return canonical({"format": FORMAT, "layers": layers}).encode()


def documents_in(document: bytes) -> tuple[Document, ...]:
    """Read the documents that `document_of` wrote.

    Raises:
        InvalidFramework: the bytes are no such document.
    """
    try:
        found = json.loads(document)
        if found["format"] != FORMAT:
            raise ValueError("another format")
        return tuple(read_document(str(layer["text"]), str(layer["name"])) for layer in found["layers"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidFramework(
            [
                Problem(
                    "framework.not-a-document",
                    "What the journal kept is no framework of this format.",
                    "Restore the backup, or use the version that wrote it.",
                )
            ]
        ) from None


def _days(when: When | date, reigns: Sequence[_Reign]) -> list[date]:
    """Tell the days to ask for: the ends of the stretch meant, and each day between on which a regime begins."""
    if isinstance(when, date):
        return [when]
    if when.first is not None and when.first == when.last and not when.options:
        return [when.first]
    stretches = [(one.first, one.last) for one in when.options]
    if when.first and when.last:
        stretches.append((when.first, when.last))
    begins = [day for reign in reigns for day in (reign.begins, reign.ends) if day]
    days = {day for first, last in stretches for day in (first, last, *(one for one in begins if first < one < last))}
    return sorted(days)


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


__all__ = ["FORMAT", "KINDS", "STANDARD", "Extensions", "Framework", "RegimeAnswer"]
