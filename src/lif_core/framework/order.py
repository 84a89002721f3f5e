"""Order: which layer lies above which (C3 over `informed-by`), and from which day each document rules."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.documents import Document, Layer


@attrs.frozen(weakref_slot=False, kw_only=True)
class Order:
    """Layers in their order.

    Attributes:
        documents: the documents, the uppermost first, each with the first day on which it rules.
        above: by layer, every layer it builds on, directly or through others.
    """

    documents: tuple[tuple[date, Document], ...]
    above: Mapping[str, frozenset[str]]


def in_order(documents: Sequence[Document]) -> Order | tuple[Problem, ...]:
    """Put documents into order, or tell every layer that is missing, circular or of two minds about its parents."""
    parents = _parents(documents)
    problems = (*_missing(documents, parents), *_circles(documents, parents))
    if problems:
        return problems
    line = _line(documents, parents)
    if isinstance(line, Problem):
        return (line,)
    begins = _begins(line, documents, parents)
    rank = {layer: place for place, layer in enumerate(line)}
    ordered = sorted(
        ((begins[document.canonical], document) for document in documents),
        key=lambda pair: (rank[_of(pair[1]).id], pair[0], pair[1].canonical),
    )
    return Order(documents=tuple(ordered), above={layer: frozenset(_above(layer, parents)) for layer in line})


def _of(document: Document) -> Layer:
    assert document.layer is not None  # documents without a layer were told as problems before
    return document.layer


def _parents(documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    """Tell, by layer, the layers it builds on: those of its earliest document first."""
    found: dict[str, dict[str, None]] = {}
    for document in sorted(documents, key=lambda one: (_of(one).since or date.min, one.canonical)):
        found.setdefault(_of(document).id, {}).update(dict.fromkeys(_of(document).informed_by))
    return {layer: tuple(found[layer]) for layer in sorted(found)}


def _above(layer: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents[layer])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return found


def _missing(documents: Sequence[Document], parents: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for document in documents:
        for parent in _of(document).informed_by:
            if parent not in parents:
                yield Problem(
                    "framework.missing-layer",
                    f"The layer {_of(document).id!r} builds on {parent!r}, which is not here.",
                    "Install or add that layer, or correct its name.",
                    document.where(("informed-by",)),
                    parent,
                    ", ".join(parents),
                    nearest(parent, [layer for layer in parents if layer != _of(document).id]),
                )


def _circles(documents: Sequence[Document], parents: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Tell each circle once, as the row of its layers."""
    told: set[frozenset[str]] = set()
    for layer in parents:
        circle = _circle(layer, parents)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            document = next(one for one in documents if _of(one).id == layer)
            yield Problem(
                "framework.circle",
                f"These layers build on one another in a circle: {' -> '.join((*circle, layer))}.",
                "Take one name out of one of their informed-by lists.",
                document.where(("informed-by",)),
            )


def _circle(layer: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Tell the shortest way from a layer through its parents back to itself; empty where there is none."""
    waiting: list[tuple[str, ...]] = [(layer,)]
    seen: set[str] = set()
    for way in waiting:
        for parent in parents.get(way[-1], ()):
            if parent == layer:
                return way
            if parent not in seen:
                seen.add(parent)
                waiting.append((*way, parent))
    return ()


def _line(documents: Sequence[Document], parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | Problem:
    """Tell all layers, the uppermost first, as C3 has it; layers on which nothing builds stand by since and name."""
    informing = {parent for several in parents.values() for parent in several}
    first = {layer: _first(layer, documents) for layer in parents}
    leaves = sorted((one for one in parents if one not in informing), key=lambda one: (first[one], one), reverse=True)
    found: dict[str, tuple[str, ...]] = {}
    for layer in sorted(parents, key=lambda one: (len(_above(one, parents)), one)):
        nearest_ones = _without_roundabouts(parents[layer], parents)
        below = _merged([*(found[one] for one in nearest_ones), nearest_ones])
        if below is None:
            return _two_minds(layer, documents)
        found[layer] = (layer, *below)
    whole = _merged([found[leaf] for leaf in leaves])
    if whole is None:
        return _two_minds(leaves[0], documents)
    return tuple(reversed(whole))


def _without_roundabouts(several: Sequence[str], parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Leave out parents that another parent builds on: `["england", "north-west"]` means north-west over england."""
    through = {layer for parent in several for layer in _above(parent, parents)}
    return tuple(parent for parent in several if parent not in through)


def _merged(lines: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Merge lines as C3 does: the first head that stands in no tail comes next; None where there is no such head."""
    left = [list(line) for line in lines if line]
    merged: list[str] = []
    while left:
        tails = {layer for line in left for layer in line[1:]}
        head = next((line[0] for line in left if line[0] not in tails), None)
        if head is None:
            return None
        merged.append(head)
        left = [rest for line in left if (rest := [layer for layer in line if layer != head])]
    return tuple(merged)


def _two_minds(layer: str, documents: Sequence[Document]) -> Problem:
    document = next(one for one in documents if _of(one).id == layer)
    return Problem(
        "framework.two-orders",
        f"Above {layer!r}, layers name the same parents in opposite orders.",
        "Give the informed-by lists one order.",
        document.where(("informed-by",)),
    )


def _first(layer: str, documents: Sequence[Document]) -> date:
    return min(_of(one).since or date.min for one in documents if _of(one).id == layer)


def _begins(
    line: Sequence[str], documents: Sequence[Document], parents: Mapping[str, tuple[str, ...]]
) -> dict[str, date]:
    """Tell from which day each document rules: its own `since`, but not before the layers it builds on."""
    earliest: dict[str, date] = {}
    begins: dict[str, date] = {}
    for layer in line:
        floor = max((earliest[parent] for parent in parents[layer]), default=date.min)
        for document in documents:
            if _of(document).id == layer:
                begins[document.canonical] = max(_of(document).since or date.min, floor)
                earliest[layer] = min(earliest.get(layer, date.max), begins[document.canonical])
    return begins
