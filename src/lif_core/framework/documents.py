"""Documents: one TOML file of a layer, read within bounds, with the line of every key.

Reading never raises for what a file says: what is wrong is kept in `Document.problems`, so that `compose` can tell
the faults of all files at once.
"""

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.places import KeyPath, places

LARGEST = 2_000_000
"""Bytes a document may have."""
DEEPEST = 24
"""Levels of nesting a document may have: brackets and dots of a key together."""
HEADING = ("layer", "informed-by", "since", "area-start", "calendar", "label", "languages", "reporting-year")
"""Keys that stand at the head of a document, before its first table."""
OPERATIONS = ("change", "relabel", "retire")
"""Operations named by a heading; a bare heading adds."""

Operation = Literal["add", "change", "relabel", "retire"]
"""What a statement does to its item."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Possessive, and content with a missing end, so that no text makes this scan walk the same characters twice.
_TOKEN = re.compile(
    r'#[^\n]*+|"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'{3,5})?'
    r'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?|[\[\]{}.,=\n]',
    re.DOTALL,
)
_POSITION = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Statement:
    """One heading of a document with what stands below it.

    Attributes:
        operation: what it does.
        table: the table, such as `deadline`.
        id: the item, such as `rapid-review`.
        keys: what it says, as plain data.
        path: key path of the heading in the document.
    """

    operation: Operation
    table: str
    id: str
    keys: Mapping[str, Any]
    path: KeyPath


@attrs.frozen(weakref_slot=False, kw_only=True)
class Layer:
    """What one document says.

    Attributes:
        id: name of the layer, such as `north-west`; several documents may carry one name.
        informed_by: names of the layers it builds on, the nearest first.
        since: first day on which it rules, None for always.
        heading: further keys of the head, as plain data.
        statements: what it adds, changes, relabels and retires, in the order of the document.
    """

    id: str
    informed_by: tuple[str, ...] = ()
    since: date | None = None
    heading: Mapping[str, Any] = attrs.field(factory=dict)
    statements: tuple[Statement, ...] = ()


@attrs.frozen(slots=False, kw_only=True, eq=False)
class Document:
    """A document as read.

    Attributes:
        name: what people call the file, such as `liverpool/framework.toml`.
        text: the text as it stood.
        layer: what it says; None where it cannot be read as a layer.
        problems: everything that is wrong with it by itself.
        data: what it says as plain data; None where it is no TOML.
    """

    name: str
    text: str = attrs.field(repr=False)
    layer: Layer | None = None
    problems: tuple[Problem, ...] = ()
    data: Mapping[str, Any] | None = attrs.field(default=None, repr=False)

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        """Line of each key path. Found when first asked for: who has no problem to tell needs none."""
        return {} if self.data is None else places(self.text)

    @cached_property
    def canonical(self) -> str:
        """What it says in one fixed spelling, free of comments and order."""
        return "" if self.data is None else canonical(self.data)

    def line(self, path: KeyPath) -> int:
        """Tell the line of `path`, or of the nearest key above it that has one; 1 where none has."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1

    def where(self, path: KeyPath) -> str:
        """Tell file, line and key path for a reader."""
        spelled = written(path)
        return f"{self.name}, line {self.line(path)}" + (f", {spelled}" if spelled else "")


def written(path: KeyPath) -> str:
    """Write a key path for a reader: `change.deadline.rapid-review.within`, `first-that-fits[2].when`."""
    spelled = ""
    for key in path:
        spelled += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    return spelled.removeprefix(".")


def canonical(value: object) -> str:
    """Write plain data in one fixed spelling, so that equal data give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_told)


def _as_told(value: object) -> object:
    if isinstance(value, datetime.date | datetime.time):
        return {f"({type(value).__name__})": value.isoformat()}
    raise TypeError(f"TOML has no {type(value).__name__}.")


def read_document(text: str | bytes, name: str, says: Mapping[str, Any] | None = None) -> Document:
    """Read one TOML file of a layer.

    Args:
        text: what stands in the file, UTF-8 where bytes.
        name: what people call the file; it stands in every problem.
        says: what this very text said when it was read before; left out, it is read.

    Returns:
        The document; what is wrong with it stands in its `problems`, which `compose` tells with those of all others.
    """
    decoded = _decoded(text, name)
    if isinstance(decoded, Problem):
        return Document(name=name, text="", problems=(decoded,))
    data = _parsed(decoded, name) if says is None else says
    if isinstance(data, Problem):
        return Document(name=name, text=decoded, problems=(data,))
    return _Reading(Document(name=name, text=decoded, data=data), data).document()


def _decoded(text: str | bytes, name: str) -> str | Problem:
    try:
        raw = text.encode() if isinstance(text, str) else text
        too_large = len(raw) > LARGEST
        decoded = "" if too_large else raw.decode("utf-8-sig")
    except UnicodeError:
        return Problem(
            "framework.not-utf-8", "This file is not written in UTF-8.", "Save it again with the encoding UTF-8.", name
        )
    if too_large:
        return Problem(
            "framework.too-large",
            f"This file is larger than {LARGEST // 1_000_000} MB; no framework needs so much.",
            "Check that it is the right file, or split it into several files of one layer.",
            name,
        )
    return decoded.replace("\r\n", "\n")


def _parsed(text: str, name: str) -> Mapping[str, Any] | Problem:
    line = _too_deep(text)
    if line:
        return _depth_problem(f"{name}, line {line}")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _broken(str(error), text, name)
    except (ValueError, RecursionError, OverflowError):
        return Problem(
            "framework.broken-toml",
            "This file holds a number or date that cannot be read.",
            "Look for a very long number or a date that does not exist.",
            name,
        )
    return _depth_problem(name) if _depth(data) > DEEPEST else data


def _depth_problem(where: str) -> Problem:
    return Problem(
        "framework.too-deep",
        f"Brackets or keys stand inside one another more than {DEEPEST} deep.",
        "Take brackets away: no setting of a framework needs so many.",
        where,
    )


def _too_deep(text: str) -> int:
    """Tell the line where the nesting grows too deep, 0 where it nowhere does, without parsing."""
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth = max(depth - 1, 0)
        elif sign == ".":
            dots += 1
        elif sign in "=,\n":
            dots = 0
        if depth > DEEPEST or dots > DEEPEST:
            return text.count("\n", 0, token.start()) + 1
    return 0


def _depth(data: object) -> int:
    depth, level = 0, [data]
    while level:
        depth += 1
        tables = [child for value in level if isinstance(value, dict) for child in value.values()]
        level = tables + [child for value in level if isinstance(value, list) for child in value]
    return depth


def _broken(message: str, text: str, name: str) -> Problem:
    position = _POSITION.search(message)
    said = _POSITION.sub("", message).removesuffix(" (at end of document)")
    line, column = (position.group(1), position.group(2)) if position else (str(text.count("\n") + 1), "end")
    return Problem(
        "framework.broken-toml",
        f"This is not TOML: {said}.",
        "Mend the line, or compare it with one of the shipped layers.",
        f"{name}, line {line}, column {column}",
    )


class _Reading:
    """Turns the plain data of one document into a layer, keeping every complaint."""

    def __init__(self, document: Document, data: Mapping[str, Any]) -> None:
        self._document = document
        self._data = data
        self._problems: list[Problem] = []

    def document(self) -> Document:
        heading = {key: value for key, value in self._data.items() if _is_heading(key, value)}
        tables = {key: value for key, value in self._data.items() if key not in heading}
        layer = Layer(
            id=self._layer_id(heading),
            informed_by=self._parents(heading.pop("informed-by", [])),
            since=self._since(heading.pop("since", None)),
            heading={key: value for key, value in heading.items() if key != "layer"},
            statements=tuple(self._statements(tables)),
        )
        return attrs.evolve(self._document, layer=layer if layer.id else None, problems=tuple(self._problems))

    def _layer_id(self, heading: Mapping[str, Any]) -> str:
        said = heading.get("layer")
        if said is None:
            self._say("no-layer", "This file does not say which layer it is.", (), 'Begin it with layer = "our-area".')
        elif not isinstance(said, str) or not _ID.fullmatch(said):
            self._say("bad-id", "The name of a layer is small letters, digits and hyphens.", ("layer",), found=said)
        else:
            return said
        return ""

    def _parents(self, said: object) -> tuple[str, ...]:
        if isinstance(said, list) and all(isinstance(parent, str) for parent in said):
            return tuple(dict.fromkeys(said))
        mend = 'Write informed-by = ["england"].'
        self._say("wrong-type", "The layers this one builds on are a list of names.", ("informed-by",), mend, said)
        return ()

    def _since(self, said: object) -> date | None:
        if said is None or (isinstance(said, date) and not isinstance(said, datetime.datetime)):
            return said
        self._say(
            "wrong-type",
            "The day a layer begins is a date.",
            ("since",),
            "Write since = 2024-12-31, without quotes.",
            said,
        )
        return None

    def _statements(self, tables: Mapping[str, Any]) -> Iterator[Statement]:
        for key, value in tables.items():
            if key not in OPERATIONS:
                yield from self._items("add", key, value, (key,))
            elif isinstance(value, dict):
                for table, items in value.items():
                    yield from self._items(key, table, items, (key, table))  # type: ignore[arg-type]
            else:
                self._no_table(key, (key,))

    def _items(self, operation: Operation, table: str, items: object, path: KeyPath) -> Iterator[Statement]:
        if not isinstance(items, dict):
            self._no_table(table, path)
            return
        for id, keys in items.items():
            if not isinstance(keys, dict):
                self._no_item(operation, table, id, (*path, id))
            elif not _ID.fullmatch(id):
                self._say("bad-id", "A name is small letters, digits and hyphens.", (*path, id), found=id)
            else:
                yield Statement(operation=operation, table=table, id=id, keys=keys, path=(*path, id))

    def _no_table(self, key: str, path: KeyPath) -> None:
        self._say(
            "unknown-key", f"The head of a layer has no setting {key!r}.", path, near=nearest(key, HEADING),
            expected=", ".join(HEADING),
        )  # fmt: skip

    def _no_item(self, operation: Operation, table: str, id: str, path: KeyPath) -> None:
        if operation == "add":
            says = f"Under {table!r} each thing has a name of its own; {id!r} stands there without one."
            self._say("no-item", says, path, f"Write a heading such as [{table}.some-name] above it.")
        else:
            says = f"Behind {operation!r} two names stand: what sort of thing, and which. Here only {table!r} stands."
            self._say("no-item", says, path, f"Write a heading such as [{operation}.review.{table}] above it.")

    def _say(
        self,
        code: str,
        says: str,
        path: KeyPath,
        mend: str = "Correct it in this file.",
        found: object = None,
        *,
        near: str | None = None,
        expected: str | None = None,
    ) -> None:
        self._problems.append(
            Problem(
                code=f"framework.{code}",
                says=says,
                mend=mend,
                where=self._document.where(path),
                found=None if found is None else shown(found),
                expected=expected,
                nearest=near,
            )
        )


def _is_heading(key: str, value: object) -> bool:
    """Tell a setting of the head from a table: `calendar = "england"` names one, `[calendar.england]` is one."""
    return key in HEADING and not (key == "calendar" and isinstance(value, dict))


def shown(value: object) -> str:
    """Tell a value of a framework for a reader, cut where it is long."""
    said = repr(value) if isinstance(value, str) else _plainly(value)
    return said if len(said) <= 80 else said[:77] + "..."


def shown_whole(value: object) -> str:
    """Tell a value of a framework for whoever copies it into a layer: all of it, as a document would say it."""
    if isinstance(value, str):
        plain = "'" not in value and value.isprintable()
        return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown_whole, value))}]"
    if isinstance(value, Mapping):
        said = (f"{quoted(str(key))} = {shown_whole(held)}" for key, held in value.items())
        return f"{{ {', '.join(said)} }}" if value else "{}"
    return _plainly(value)


def quoted(key: str) -> str:
    """Give a key as a document writes it: in quotes where it is more than letters, digits and hyphens."""
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        tables = any(isinstance(one, dict) for one in value)
        return f"a list of {len(value)}" if tables else ", ".join(map(_plainly, value)) or "an empty list"
    return f"a table of {len(value)}" if isinstance(value, dict) else _in_digits(value)


def _in_digits(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a very long number"
