"""Clashing: items of one table that are called by the same words, so that nobody can tell which of them is meant."""

from collections.abc import Collection, Iterator
from functools import cache

from lif_core.errors import Problem
from lif_core.framework.framework import Framework
from lif_core.framework.origins import Origin
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import KINDS
from lif_core.framework.words import Claim, clashes
from lif_core.records import TYPES
from lif_core.records.fields import NAMES, metadata


def same_words(framework: Framework, broken: Collection[tuple[str, str]] = ()) -> Iterator[Problem]:
    """Tell each two items that the same words mean at the same time, at the place that was written later.

    What a layer calls something of its own takes the words over from an alias above it: `words_of` has names first.
    """
    for table in framework.tables:
        for claims in clashes(framework.items(table)):
            if all((table, claim.item.id) not in broken for claim in claims) and _is_named(table):
                yield from _problem(framework, table, claims)


@cache
def _is_named(table: str) -> bool:
    """Tell whether people name the items of a table by words: kinds, and what fields of records name.

    Asked last, of tables in which something clashes: it takes every class of records, which opening does not need.
    """
    return table in KINDS or any(table in metadata(one, NAMES).values() for one in TYPES.values())


def _problem(framework: Framework, table: str, claims: tuple[Claim, Claim]) -> Iterator[Problem]:
    placed = [(framework.origin(table, claim.item.id, *claim.at), claim) for claim in claims]
    (first, one), (second, other) = sorted(placed, key=lambda pair: _rank(framework, pair[0]))
    if first.layer != second.layer and _is_its_name(other.at) and not _is_its_name(one.at):
        return  # a layer below calls something of its own by a word that was one of many for something else
    yield Problem(
        "framework.same-words",
        f"{table}.{other.item.id} is called {other.words[:80]!r}, and so is {table}.{one.item.id} "
        f"({first.file}, line {first.line}): nobody can tell which of them is meant.",
        "Give one of them other words, or retire the one you do not have. Where one follows the other, say until when "
        "(until) and from when (since).",
        second.place,
    )


def _is_its_name(at: KeyPath) -> bool:
    """Tell whether words are what an item is called itself, its id or label: they come before further words."""
    return at[:1] in ((), ("label",))


def _rank(framework: Framework, origin: Origin) -> tuple[int, str, int]:
    """Tell which of two was written later: in the lower layer, else further down."""
    return framework.layers.index(origin.layer), origin.file, origin.line
