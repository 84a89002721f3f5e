"""Languages: the words a layer leaves out in a language that it says it speaks."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from lif_core.errors import Problem
from lif_core.framework.framework import Framework
from lif_core.framework.origins import Origin
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import Item, Wording, key_of
from lif_core.values.labels import Label

_NAMES = {"en": "English", "cy": "Welsh"}


def missing_words(framework: Framework) -> Iterator[Problem]:
    """Tell each label that its layer gives in one language only, although the layer declares both.

    A layer answers for its own words: what a layer above it said in English alone is no fault of its.
    """
    bilingual = {
        document.layer.id
        for document in framework.documents
        if document.layer and "cy" in _declared(document.layer.heading.get("languages"))
    }
    if not bilingual:
        return
    for table in framework.tables:
        for item in framework.items(table).values():
            for path, label in _labels(item):
                origin = framework.origin(table, item.id, *path, "en" if label.en else "cy")
                if origin.layer in bilingual:
                    yield from _missing(f"{table}.{item.id}", label, origin)


def _missing(said: str, label: Label, origin: Origin) -> Iterator[Problem]:
    for language, words in (("en", label.en), ("cy", label.cy)):
        if not words:
            name = _NAMES[language]
            says = f"{said} has words without {name}, and its layer says that it speaks {name}."
            mend = f'Write {{ en = "...", cy = "..." }}, or take {language!r} out of languages.'
            yield Problem("framework.missing-language", says, mend, origin.place, expected=language)


def _declared(said: object) -> Sequence[object]:
    return said if isinstance(said, list) else ()


def _labels(item: Item) -> Iterator[tuple[KeyPath, Label]]:
    """Tell every label of an item with its key path; a wording is a label itself."""
    if isinstance(item, Wording):
        yield (), Label(item.en, item.cy)
        return
    yield from _within(item, ())


def _within(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Label]]:
    if isinstance(value, Label):
        yield path, value
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _within(one, (*path, place))
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if not field.metadata.get("inner"):
                yield from _within(getattr(value, field.name), (*path, key_of(field.name)))
