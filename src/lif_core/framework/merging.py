"""Merging: the statements of layers laid one over another, by the seven rules, with the origin of every value."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.documents import Document, Statement, shown, written
from lif_core.framework.origins import Spot
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import DeadlineRule, Item, Retirement, Wording, labels_of
from lif_core.values.spans import Span, parse_span

HEAD = ("", "")
"""Stands for the heads of all layers, as if they were an item."""
_LOCKS = ("open", "extend", "tighten", "fixed")
_BOUND_BY_SOURCE = ("deadline", "duty")
_BINDING = ("statute", "regulations")
_WORDS = ("label", "says", "mend", "marking", "en", "cy")
_RETIRED = ("since", "successor", "because")
_HOLDS = ("none", "explain", "pause")
Key = tuple[str, str]
"""Table and id of an item."""


@attrs.define
class Beside:
    """What a layer asks for beside an item it may only tighten: the whole item as it would have it."""

    data: dict[str, Any]
    origins: dict[KeyPath, list[Spot]]


@attrs.define
class Entry:
    """An item while layers are laid over one another.

    Attributes:
        table: its table.
        id: its id.
        layer: the layer that added it.
        data: what it says, as plain data.
        origins: by key path within it, who set it: the first at the start, the one that holds at the end.
        added: where it was added.
        changed: each statement that touched it since.
        beside: by layer, what a tightening asks for beside it.
        retired: when it went out of use.
    """

    table: str
    id: str
    layer: str
    data: dict[str, Any]
    origins: dict[KeyPath, list[Spot]]
    added: Spot
    changed: list[Spot] = attrs.field(factory=list)
    beside: dict[str, Beside] = attrs.field(factory=dict)
    retired: Retirement | None = None
    retired_at: Spot | None = None

    def spot(self, path: KeyPath, layer: str = "") -> Spot:
        """Tell who set the value at `path` that holds, or the nearest key above it."""
        origins = self.beside[layer].origins if layer in self.beside else self.origins
        while path:
            if path in origins:
                return origins[path][-1]
            path = path[:-1]
        return self.added

    @property
    def lock(self) -> str:
        """How far a layer below may change it: what `may` says, else what its source does."""
        said = self.data.get("may")
        if said in _LOCKS:
            return str(said)
        return "tighten" if self.table in _BOUND_BY_SOURCE and _authority(self.data) in _BINDING else "open"

    @property
    def wants_reason(self) -> bool:
        """Whether a change has to say why."""
        return "may" in self.data or self.lock != "open"


def _authority(data: Mapping[str, Any]) -> object:
    source = data.get("source")
    return source.get("authority") if isinstance(source, dict) else None


def overlay(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay plain data over plain data: tables merge by key, everything else is replaced whole."""
    found = dict(under)
    for key, value in over.items():
        below = found.get(key)
        found[key] = overlay(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return found


class Merge:
    """Lays documents over one another, in their order, and keeps every complaint."""

    def __init__(self, above: Mapping[str, frozenset[str]], tables: Mapping[str, type[Item]]) -> None:
        self.entries: dict[Key, Entry] = {}
        self.problems: list[Problem] = []
        self.faulty: set[Key] = set()
        self._above = above
        self._tables = tables
        self._disputes: dict[tuple[Key, KeyPath], tuple[Spot, Spot]] = {}

    def lay(self, documents: Sequence[Document]) -> None:
        """Lay documents of one layer and one day over what is there: first what they add, then what they change."""
        for document in documents:
            self._head(document)
        operations = {"add": self._add, "change": self._change, "relabel": self._relabel, "retire": self._retire}
        for name, operation in operations.items():
            for document, statement in _all(documents, name):
                do = operation if statement.table in self._tables else self._unknown_table
                do(document, statement)

    def disputes(self) -> Iterator[Problem]:
        """Tell each key that two unrelated layers set differently and no layer below both decides."""
        for (key, path), spots in self._disputes.items():
            one, other = (spot.origin for spot in spots)
            yield Problem(
                "framework.dispute",
                f"{_spelled(key, path)} is {one.value} in {one.layer} and {other.value} in {other.layer}, "
                "and neither builds on the other.",
                "Decide it in a layer that builds on both.",
                other.place,
                other.value,
                one.value,
            )

    @property
    def disputed(self) -> set[Key]:
        """The items of which two unrelated layers say something differently: what they mean cannot be told."""
        return {key for key, _ in self._disputes}

    def _head(self, document: Document) -> None:
        layer = document.layer
        assert layer is not None
        heading = {key: value for key, value in layer.heading.items() if key != "label"}
        if HEAD not in self.entries:
            self.entries[HEAD] = Entry("", "", layer.id, {}, {}, _spot(document, ()))
        self._set(self.entries[HEAD], HEAD, heading, document, ())

    def _add(self, document: Document, statement: Statement) -> None:
        key = (statement.table, statement.id)
        entry = self.entries.get(key)
        origin = _spot(document, statement.path)
        if entry is not None and self._follows(origin.layer, entry.layer):
            self._say(
                "exists",
                f"{_spelled(key)} is there already: {entry.added.layer} added it.",
                f"Say [change.{statement.table}.{statement.id}] and give only the keys that differ.",
                document,
                statement.path,
            )
            return
        if entry is None:
            entry = self.entries[key] = Entry(*key, origin.layer, {}, {}, origin)
        self._set(entry, key, _worded(self._tables[statement.table], statement.keys), document, statement.path)

    def _change(self, document: Document, statement: Statement) -> None:
        entry = self._found(document, statement)
        if entry is None:
            return
        keys = _worded(self._tables[statement.table], statement.keys)
        because = keys.pop("because", "")
        origin = _spot(document, statement.path, because=because)
        if not isinstance(because, str):
            self._say(
                "wrong-type",
                "A reason is words in quotes.",
                "Put it in quotes.",
                document,
                (*statement.path, "because"),
            )
            because = ""
        if entry.wants_reason and origin.layer != entry.layer and not because:
            says = f"{_spelled((entry.table, entry.id))} is changed without a reason."
            self._say("no-reason", says, 'Add because = "who decided it, and when".', document, statement.path)
        if origin.layer == entry.layer or not self._locked(entry, keys, document, statement):
            self._set(entry, (entry.table, entry.id), keys, document, statement.path, because)
            entry.changed.append(origin)

    def _locked(self, entry: Entry, keys: dict[str, Any], document: Document, statement: Statement) -> bool:
        """Keep a change within the lock of an item; tell whether it must not be written into the item itself."""
        self._lock_not_loosened(entry, keys, document, statement)
        lock = entry.lock
        if lock == "open":
            return False
        if lock == "fixed":
            says = f"{_spelled((entry.table, entry.id))} is fixed by {entry.layer}: only its words may change."
            self._say("locked", says, "Say [relabel...], or take the change away.", document, statement.path)
            return True
        if lock == "tighten" and self._tables[entry.table] is DeadlineRule:
            self._tighten(entry, keys, document, statement)
            return True
        return not self._only_extends(entry, keys, document, statement)

    def _lock_not_loosened(
        self, entry: Entry, keys: Mapping[str, Any], document: Document, statement: Statement
    ) -> None:
        said = keys.get("may")
        if said in _LOCKS and _LOCKS.index(said) < _LOCKS.index(entry.lock):
            says = f"{_spelled((entry.table, entry.id))} may be changed only as {entry.lock!r}; this loosens the lock."
            path = (*statement.path, "may")
            self._say("loosened", says, "A layer below may make a lock stricter, never looser.", document, path)

    def _only_extends(self, entry: Entry, keys: Mapping[str, Any], document: Document, statement: Statement) -> bool:
        fits = True
        spelled = _spelled((entry.table, entry.id))
        for path, value in _leaves(keys):
            stands, before = _at(entry.data, path)
            grows = isinstance(before, list) and isinstance(value, list) and all(one in value for one in before)
            empty = value == {} and isinstance(before, dict)
            if stands and path != ("may",) and before != value and not grows and not empty:
                fits = False
                says = f"{entry.layer} lets {spelled} grow; what is there may neither shrink nor change."
                at = (*statement.path, *path)
                self._say("locked", says, "Keep what is there and add to it.", document, at, value)
        return fits

    def _tighten(self, entry: Entry, keys: dict[str, Any], document: Document, statement: Statement) -> None:
        """Keep a layer's figure beside the upper one; for each case the stricter of them will rule."""
        origin = _spot(document, statement.path)
        above = [layer for layer in entry.beside if self._follows(origin.layer, layer)]
        base = entry.beside[above[-1]].data if above else entry.data
        because = str(statement.keys.get("because", ""))
        for path, says in _looser(base, overlay(base, keys)):
            mend = "Ask for the same or for more; the upper rule holds beside it in any case."
            value = _at(keys, path)[1]
            self._say("loosened", says, mend, document, (*statement.path, *path), value)
        kept = {key: value for key, value in base.items() if key != "source"}
        data = overlay(kept, {"source": _own_source(origin.layer, because), **keys})
        tightened = Beside(data, {path: list(origins) for path, origins in entry.origins.items()})
        if origin.layer in entry.beside:
            tightened.origins = entry.beside[origin.layer].origins
        for path, value in _leaves(keys):
            spot = _spot(document, (*statement.path, *path), because=because, said=value)
            tightened.origins.setdefault(path, []).append(spot)
        tightened.origins.setdefault(("source",), []).append(_spot(document, statement.path, because=because))
        entry.beside[origin.layer] = tightened
        entry.changed.append(origin._replace(because=because))
        if keys.get("may") in _LOCKS:
            entry.data["may"] = keys["may"]

    def _relabel(self, document: Document, statement: Statement) -> None:
        entry = self._found(document, statement)
        if entry is None:
            return
        shape: type = self._tables[statement.table]
        keys = {key: value for key, value in statement.keys.items() if key != "because"}
        for name in keys:
            if name not in _WORDS:
                says = f"Relabelling changes words only, and {name[:60]!r} is more than words."
                near = nearest(name, _WORDS)
                path = (*statement.path, name)
                self._say(
                    "not-words", says, "Say [change...] for it.", document, path, expected=", ".join(_WORDS), near=near
                )
        words = {key: value for key, value in keys.items() if key in ("en", "cy")}
        rest = {key: value for key, value in keys.items() if key in _WORDS and key not in words}
        main = () if issubclass(shape, Wording) else ("says",) if "says" in labels_of(shape) else ("label",)
        because = str(statement.keys.get("because", ""))
        key = (entry.table, entry.id)
        self._set(entry, key, _worded(shape, rest), document, statement.path, because)
        self._set(entry, key, {main[0]: words} if main and words else words, document, statement.path, because, main)
        entry.changed.append(_spot(document, statement.path, because=because))

    def _retire(self, document: Document, statement: Statement) -> None:
        entry = self._found(document, statement)
        if entry is None:
            return
        keys = statement.keys
        spelled = _spelled((entry.table, entry.id))
        for key in keys:
            if key not in _RETIRED:
                path = (*statement.path, key)
                near = nearest(key, _RETIRED)
                says = f"Retiring knows no setting {key[:60]!r}."
                expected = ", ".join(_RETIRED)
                self._say("unknown-key", says, "Take it away.", document, path, expected=expected, near=near)
        since, successor, because = (keys.get(key) for key in _RETIRED)
        if not successor and not because:
            says = f"{spelled} is retired without a successor and without a reason."
            self._say("no-reason", says, "Add successor = ... or because = ...", document, statement.path)
        layer = _spot(document, ()).layer
        if layer != entry.layer and entry.lock != "open":
            says = f"{spelled} may not be retired here: {entry.layer} allows {entry.lock!r} only."
            self._say("locked", says, "Take the line away, or ask that layer.", document, statement.path)
        well_typed = isinstance(successor or "", str) and isinstance(because or "", str)
        if not well_typed or not (since is None or type(since) is date):
            says = "Retiring wants a day, a name and words."
            mend = 'Write since = 2019-09-01, successor = "some-name", because = "why".'
            self._say("wrong-type", says, mend, document, statement.path)
            return
        entry.retired = Retirement(since=since, successor=successor or "", because=because or "")
        entry.retired_at = _spot(document, statement.path, because=because or "")
        entry.changed.append(entry.retired_at)

    def _set(
        self,
        entry: Entry,
        key: Key,
        keys: Mapping[str, Any],
        document: Document,
        at: KeyPath,
        because: str = "",
        dropped: KeyPath = (),
    ) -> None:
        """Write keys into an item and remember where each stood; `dropped` keys do not stand in the document."""
        for path, value in _leaves(keys):
            there = path[len(dropped) :] if path[: len(dropped)] == dropped else path
            origin = _spot(document, (*at, *there), because=because, said=value)
            stands, before = _at(entry.data, path)
            if value == {} and isinstance(before, dict):
                continue  # tables merge by key, and an empty one names none
            earlier = entry.origins.get(path)
            if stands and earlier and before != value and not self._follows(origin.layer, earlier[-1].layer):
                self._disputes[key, path] = (earlier[-1], origin)
            elif (key, path) in self._disputes and self._decides(origin.layer, self._disputes[key, path]):
                del self._disputes[key, path]
            entry.origins.setdefault(path, []).append(origin)
            for beside in entry.beside.values():
                if path[0] in _WORDS:
                    beside.data = overlay(beside.data, _nested(path, value))
        entry.data = overlay(entry.data, keys)

    def _decides(self, layer: str, dispute: tuple[Spot, Spot]) -> bool:
        return all(self._follows(layer, origin.layer) and layer != origin.layer for origin in dispute)

    def _follows(self, layer: str, other: str) -> bool:
        """Tell whether a layer is the other one or builds on it."""
        return layer == other or other in self._above.get(layer, frozenset())

    def _found(self, document: Document, statement: Statement) -> Entry | None:
        entry = self.entries.get((statement.table, statement.id))
        if entry is None:
            known = [id for table, id in self.entries if table == statement.table]
            self._say(
                "unknown-item",
                f"There is no {_spelled((statement.table, statement.id))} above this layer.",
                "Correct the name, or add it with a bare heading.",
                document,
                statement.path,
                statement.id,
                near=nearest(statement.id, known),
            )
        return entry

    def _unknown_table(self, document: Document, statement: Statement) -> None:
        self._say(
            "unknown-table",
            f"A framework has no table {statement.table!r}.",
            "Correct the word in the heading, or install the plug-in that brings it.",
            document,
            statement.path,
            statement.table,
            near=nearest(statement.table, self._tables),
        )

    def _say(
        self,
        code: str,
        says: str,
        mend: str,
        document: Document,
        path: KeyPath,
        found: object = None,
        *,
        expected: str | None = None,
        near: str | None = None,
    ) -> None:
        told = None if found is None else shown(found)
        names = path[1:] if path[:1] in (("change",), ("relabel",), ("retire",)) else path
        if len(names) > 1:
            self.faulty.add((str(names[0]), str(names[1])))
        self.problems.append(Problem(f"framework.{code}", says, mend, document.where(path), told, expected, near))


def _all(documents: Sequence[Document], operation: str) -> Iterator[tuple[Document, Statement]]:
    for document in documents:
        for statement in document.layer.statements if document.layer else ():
            if statement.operation == operation:
                yield document, statement


def _spot(document: Document, path: KeyPath, *, because: object = "", said: object = None) -> Spot:
    return Spot(document, path, because if isinstance(because, str) else "", said)


def _spelled(key: Key, path: KeyPath = ()) -> str:
    return written((*(part for part in key if part), *path))


def _worded(shape: type, keys: Mapping[str, Any]) -> dict[str, Any]:
    """Give plain words their full form, so that a change of one language leaves the other as it is."""
    words = labels_of(shape)
    return {key: {"en": value} if key in words and isinstance(value, str) else value for key, value in keys.items()}


def _leaves(keys: Mapping[str, Any], above: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    for key, value in keys.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _nested(path: KeyPath, value: object) -> dict[str, Any]:
    for key in reversed(path):
        value = {key: value}
    assert isinstance(value, dict)
    return value


def _at(data: Mapping[str, Any], path: KeyPath) -> tuple[bool, Any]:
    """Tell whether anything stands at a key path, and what."""
    value: Any = data
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return False, None
        value = value[key]
    return True, value


def _own_source(layer: str, because: str) -> dict[str, Any]:
    return {"title": because or f"Decision of {layer}", "authority": "local", "verified": True}


def _looser(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Tell in which keys a deadline asks for less than the one above it."""
    counts_back = bool(base.get("before"))
    for key, less_is_stricter in (("within", not counts_back), ("every", True), ("at-least", False)):
        before, after = _span(base.get(key)), _span(wanted.get(key))
        if before and after and _certainly_longer(*((after, before) if less_is_stricter else (before, after))):
            yield (key,), f"{after} asks for less than the {before} of the layer above."
        if base.get(key) is None and wanted.get(key) is not None:
            yield (key,), f"The deadline above does not say {key!r}; a tightening keeps to the same sense."
    held, holds = (_HOLDS.index(one) if one in _HOLDS else 0 for one in (base.get("holds"), wanted.get("holds")))
    if holds > held:
        yield ("holds",), "A hold would stop or excuse more than the layer above allows."


def _span(said: object) -> Span | None:
    try:
        return parse_span(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _certainly_longer(one: Span, other: Span) -> bool:
    """Tell whether one span is longer than another from whatever day both run."""
    if one.unit == other.unit:
        return one.amount > other.amount
    months = {"months": 1, "years": 12}
    if one.unit in months and other.unit in months:
        return one.amount * months[one.unit] > other.amount * months[other.unit]
    return _days(one)[0] > _days(other)[1]


def _days(span: Span) -> tuple[int, int]:
    """Tell the fewest and the most days that a span can take."""
    match span.unit:
        case "working-days":
            return span.amount, span.amount * 2 + 10
        case "months":
            return span.amount * 28, span.amount * 31
        case "years":
            return span.amount * 365, span.amount * 366
        case "weeks":
            return span.amount * 7, span.amount * 7
        case _:
            return span.amount, span.amount
