"""Alone: what is wrong with documents by themselves, where they cannot be laid over the layers they build on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lif_core.errors import Problem, nearest
from lif_core.framework.documents import Document, Statement, shown
from lif_core.framework.framework import Extensions
from lif_core.framework.misfits import Misfit
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import TABLES, Heading, Item
from lif_core.framework.structuring import read_item


def alone(documents: Iterable[Document], extensions: Extensions | None = None) -> Iterator[Problem]:
    """Tell what does not fit its shape: unknown tables and keys, wrong types, small languages that cannot be read.

    What names mean is told only when the layers are there that hold them.
    """
    tables = {**TABLES, **(extensions or Extensions()).tables}
    for document in documents:
        if document.layer is None:
            continue
        heading = {key: value for key, value in document.layer.heading.items() if key != "label"}
        yield from _misfits(document, Heading, heading, ())
        for statement in document.layer.statements:
            shape = tables.get(statement.table)
            if shape is None:
                yield _unknown_table(document, statement, tables)
            elif statement.operation in ("add", "change"):
                yield from _of_statement(document, shape, statement)


def _of_statement(document: Document, shape: type[Item], statement: Statement) -> Iterator[Problem]:
    changes = statement.operation == "change"
    keys = {key: value for key, value in statement.keys.items() if not (changes and key == "because")}
    for problem in _misfits(document, shape, keys, statement.path):
        if not (changes and problem.code == "framework.missing-key"):  # what a change leaves out stands above
            yield problem


def _misfits(document: Document, shape: type[Item], keys: Mapping[str, Any], at: KeyPath) -> Iterator[Problem]:
    made = read_item(shape, keys)
    for path, misfit in made if isinstance(made, tuple) else ():
        yield _problem(document, misfit, (*at, *path), _value(keys, path))


def _problem(document: Document, misfit: Misfit, path: KeyPath, value: object) -> Problem:
    found = shown(value) if value is not None else None
    place = document.where(path)
    return Problem(f"framework.{misfit.code}", misfit.says, misfit.mend, place, found, misfit.expected, misfit.nearest)


def _value(keys: Any, path: KeyPath) -> object:
    for key in path:
        try:
            keys = keys[key]
        except (KeyError, IndexError, TypeError):
            return None
    return keys if path else None


def _unknown_table(document: Document, statement: Statement, tables: Mapping[str, type[Item]]) -> Problem:
    says = f"A framework has no table {statement.table!r}."
    mend = "Correct the word in the heading, or install the plug-in that brings it."
    near = nearest(statement.table, tables)
    place = document.where(statement.path)
    return Problem("framework.unknown-table", says, mend, place, statement.table, nearest=near)
