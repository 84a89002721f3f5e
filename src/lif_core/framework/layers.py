"""Layers: documents composed into the frameworks of a partnership, one for each stretch of time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import attrs

from lif_core.errors import InvalidFramework, Problem
from lif_core.framework.alone import alone
from lif_core.framework.checking import meaning
from lif_core.framework.documents import Document, shown
from lif_core.framework.framework import Extensions, Framework
from lif_core.framework.merging import HEAD, Entry, Key, Merge
from lif_core.framework.misfits import Misfit
from lif_core.framework.order import Order, in_order
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import TABLES, DeadlineRule, Heading, Item
from lif_core.framework.stored import document_of, documents_in, fingerprint_of
from lif_core.framework.structuring import read_item


@attrs.frozen(weakref_slot=False, eq=False)
class FrameworkHistory:
    """The frameworks of a partnership through time; the simple case is `compose(documents).on(day)`.

    Attributes:
        editions: first day and framework of each stretch of time, the earliest first; never empty.
    """

    editions: tuple[tuple[date, Framework], ...]

    def on(self, day: date) -> Framework:
        """Give the framework that rules on `day`; before the first one the first is read, as nobody held another."""
        place = bisect_right([since for since, _ in self.editions], day)
        return self.editions[max(place - 1, 0)][1]

    @property
    def newest(self) -> Framework:
        """The framework of the last stretch of time."""
        return self.editions[-1][1]

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, the uppermost layer first."""
        return self.newest.documents

    @property
    def fingerprint(self) -> str:
        """SHA-256 over what all documents say."""
        return fingerprint_of(self.documents)

    @property
    def document(self) -> bytes:
        """All documents as one JSON document, from which `from_document` makes the history again."""
        return document_of(self.documents)

    @classmethod
    def from_document(cls, document: bytes, extensions: Extensions | None = None) -> "FrameworkHistory":
        """Make a history again from what `document` gave.

        Raises:
            InvalidFramework: the bytes are no such document, or what they say is not valid.
        """
        return compose(documents_in(document), extensions)


def compose(
    layers: "Iterable[Document | FrameworkHistory | Framework]", extensions: Extensions | None = None
) -> FrameworkHistory:
    """Compose documents into the frameworks of a partnership.

    Order does not matter: layers say themselves what informs them. A document given twice counts once. What was
    composed before may stand among the documents and stands for its own.

    Raises:
        InvalidFramework: tells everything that is wrong with any of them, each with file, line and key path.
    """
    known = extensions or Extensions()
    documents = tuple(_once(layers))
    broken = [problem for document in documents for problem in document.problems]
    whole = [document for document in documents if document.layer is not None]
    if not documents:
        broken.append(_nothing())
    order = in_order(whole) if len(whole) == len(documents) else ()
    if not isinstance(order, Order):
        raise InvalidFramework(_told([*broken, *order, *alone(whole, known)]))
    editions = tuple(_editions(order, known, broken))
    if broken:
        raise InvalidFramework(_told(broken))
    return FrameworkHistory(editions)


def _nothing() -> Problem:
    return Problem("framework.empty", "No layer was given.", "Give at least one layer, such as england.")


def _once(layers: "Iterable[Document | FrameworkHistory | Framework]") -> Iterator[Document]:
    seen: set[tuple[str, str]] = set()
    for given in layers:
        for document in (given,) if isinstance(given, Document) else given.documents:
            key = ("", document.canonical) if document.layer else (document.name, document.text)
            if key not in seen:
                seen.add(key)
                yield document


def _told(problems: Iterable[Problem]) -> Sequence[Problem]:
    """Tell each problem once: the same fault stands in every stretch of time it lasts."""
    return tuple(dict.fromkeys(problems))


def _editions(order: Order, extensions: Extensions, problems: list[Problem]) -> Iterator[tuple[date, Framework]]:
    for since in sorted({begin for begin, _ in order.documents}):
        ruling = [(begin, document) for begin, document in order.documents if begin <= since]
        yield since, _edition(ruling, order.above, extensions, problems)


def _edition(
    ruling: Sequence[tuple[date, Document]],
    above: Mapping[str, frozenset[str]],
    extensions: Extensions,
    problems: list[Problem],
) -> Framework:
    merge = Merge(above, {**TABLES, **extensions.tables})
    for _, batch in groupby(ruling, key=lambda pair: (pair[1].layer.id if pair[1].layer else "", pair[0])):
        merge.lay([document for _, document in batch])
    found = [*merge.problems, *merge.disputes()]
    made = _Items(merge, {**TABLES, **extensions.tables})
    framework = Framework(
        documents=tuple(document for _, document in ruling),
        heading=made.heading,
        extensions=extensions,
        tables=made.tables,
        beside=made.beside,
        entries=merge.entries,
    )
    problems += [*found, *made.problems, *meaning(framework, made.broken | merge.faulty | merge.disputed)]
    return framework


class _Items:
    """Makes items of merged plain data, keeping every complaint with the place of the value that does not fit.

    An item that does not fit is made of what can be read of it, so that the rest can still be checked; the framework
    is refused in any case.
    """

    def __init__(self, merge: Merge, shapes: Mapping[str, type[Item]]) -> None:
        self.problems: list[Problem] = []
        self.broken: set[Key] = set()
        self.tables: dict[str, dict[str, Item]] = {table: {} for table in shapes}
        self.beside: dict[str, tuple[DeadlineRule, ...]] = {}
        self.heading = Heading()
        for entry in merge.entries.values():
            if entry.table:
                self._entry(entry, shapes[entry.table])
        head = merge.entries.get(HEAD)
        made = self._made(head, Heading, head.layer) if head else None
        if isinstance(made, Heading):
            self.heading = made

    def _entry(self, entry: Entry, shape: type[Item]) -> None:
        made = self._made(entry, shape, entry.layer)
        if made is not None:
            self.tables[entry.table][entry.id] = made
        tightened = (self._made(entry, shape, layer) for layer in entry.beside)
        rules = tuple(rule for rule in tightened if isinstance(rule, DeadlineRule))
        if rules:
            self.beside[entry.id] = rules

    def _made(self, entry: Entry, shape: type[Item], layer: str) -> Item | None:
        data = entry.beside[layer].data if layer in entry.beside else entry.data
        made = read_item(shape, data, id=entry.id, layer=layer, retired=entry.retired)
        if isinstance(made, Item):
            return made
        self.problems += [_problem(entry, layer, path, misfit, data) for path, misfit in made]
        self.broken.add((entry.table, entry.id))
        rest = {key: value for key, value in data.items() if key not in {path[0] for path, _ in made if path}}
        readable = read_item(shape, rest, id=entry.id, layer=layer, retired=entry.retired)
        return readable if isinstance(readable, Item) else None


def _problem(entry: Entry, layer: str, path: KeyPath, misfit: Misfit, data: object) -> Problem:
    origin = entry.spot(path, layer).origin
    value: object = data
    for key in path:
        try:
            value = value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            value = None
    found = shown(value) if value is not None and path else None
    return Problem(
        f"framework.{misfit.code}", misfit.says, misfit.mend, origin.place, found, misfit.expected, misfit.nearest
    )
