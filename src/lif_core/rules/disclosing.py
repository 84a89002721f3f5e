"""Disclosing: a record is as narrow as the narrowest record it hangs on, and whoever makes it wider is told."""

from collections.abc import Iterable, Iterator

from lif_core.framework.framework import Framework
from lif_core.records import Record
from lif_core.view.register import Register, pointers
from lif_core.view.view import View


def narrowest(framework: Framework, register: Register, named: Iterable[str]) -> str:
    """Tell the level of the narrowest of some records, empty where none has one that the framework knows.

    Args:
        framework: knows the levels.
        register: knows the records.
        named: ids of the records.
    """
    levels = {source.disclosure for one in named if (source := register.get(one)) is not None}
    known = framework.items("disclosure")
    return max((level for level in levels if level in known), key=framework.disclosure, default="")


def wider(framework: Framework, level: str, least: str) -> Iterator[str]:
    """Tell that a record is marked wider than the narrowest record it hangs on, where it is."""
    known = framework.items("disclosure")
    if least and level in known and framework.disclosure(level) < framework.disclosure(least):
        yield f"It is marked {level}, wider than {least}, the narrowest record it hangs on."


def widened(view: View, before: Record, after: Record) -> Iterator[str]:
    """Tell that a change marks a record wider than the narrowest record it hangs on."""
    if before.disclosure != after.disclosure:
        least = narrowest(view.framework, view.register, (target for _, target in pointers(after)))
        yield from wider(view.framework, after.disclosure, least)
