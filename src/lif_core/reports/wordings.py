"""Wordings: which phrases a framework may say in its own words, by name, and what it says that nothing ever shows."""

from collections.abc import Iterable, Iterator

from lif_core.errors import nearest
from lif_core.framework.documents import Document
from lif_core.framework.facts import fields_of
from lif_core.framework.framework import Framework
from lif_core.framework.shape import KINDS
from lif_core.records import TYPES
from lif_core.reports.framework_phrases import FRAMEWORK_PHRASES
from lif_core.reports.phrases import PHRASES

TABLES = ("text", "wording")
"""The tables in which a framework says phrases in its own words."""


def names_of_phrases(framework: Framework) -> frozenset[str]:
    """Tell every name under which `[text.NAME]` or `[wording.NAME]` changes what is printed.

    Fixed phrases, those of the framework's own document with `framework-` before them, the states of its kinds, their
    events with `event-` before them, and fields that a kind may ask to be filled in.
    """
    kinds = [(id, kind) for table in KINDS for id, kind in framework.kinds(table).items()]
    states = {state for _, kind in kinds for state in kind.states}
    events = {f"event-{event}" for _, kind in kinds for event in kind.happenings}
    of_kinds = {f"event-{id}.{event}" for id, kind in kinds for event in kind.happenings}
    fields = {name for record_type in TYPES for name in fields_of(record_type)}
    own = {f"framework-{key}" for key in FRAMEWORK_PHRASES}
    return frozenset({*PHRASES, *own, *states, *events, *of_kinds, *fields})


def said_for_nothing(framework: Framework, documents: Iterable[Document]) -> Iterator[str]:
    """Tell each phrase of some documents that no document ever shows, with the nearest one that is shown."""
    names = names_of_phrases(framework)
    for document in documents:
        for statement in document.layer.statements if document.layer is not None else ():
            if statement.table in TABLES and statement.id not in names:
                near = nearest(statement.id, names)
                hint = f" Did you mean {near!r}?" if near else ""
                yield (
                    f"{document.where(statement.path)}: nothing that is printed has a phrase of this name, so it "
                    f"changes nothing.{hint} docs/reference/phrases.md lists them."
                )
