"""Laws of shipped layers: whoever is named as setting a value sets it, and words never move an id."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lif_framework_england
import lif_framework_examples
from lif_core.errors import UnknownName
from lif_core.framework.documents import Document, read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.merging import HEAD
from lif_core.framework.origins import Explanation

BUILT_ON = {
    "liverpool": ("england", "north-west"), "leeds": ("england",), "sutton": ("england",), "south-tees": ("england",),
    "wirral": ("england", "north-west"), "devon": ("england",), "cumbria": ("england",),
    "westmorland-and-furness": ("england", "cumbria"), "church-of-england": (),
}  # fmt: skip


def documents_of(*names: str) -> list[Document]:
    shipped = {**dict.fromkeys(lif_framework_england.LAYERS, lif_framework_england.layer)}
    shipped |= dict.fromkeys(lif_framework_examples.LAYERS, lif_framework_examples.layer)
    return [read_document(text, file) for name in names for file, text in shipped[name](name)]


def explained(framework: Framework) -> Iterator[tuple[str, Explanation]]:
    """Tell every setting that a framework can explain."""
    for entry in framework._entries.values():
        for path in entry.origins:
            if all(isinstance(key, str) for key in path):
                name = ".".join((*(part for part in (entry.table, entry.id) if (entry.table, entry.id) != HEAD), *path))
                yield name, framework.explain(name)


def value_of(framework: Framework | None, key: str) -> str | None:
    try:
        told = framework.explain(key) if framework else None
    except UnknownName:
        return None
    return told.value if told and told.set_by else None


@pytest.mark.parametrize("layer", BUILT_ON)
def test_a_value_that_a_layer_is_said_to_set_is_not_there_without_it(layer: str) -> None:
    """Take the layer away: the value is gone, or what it was before; or the layer said what stood there already."""
    whole = compose(documents_of(*BUILT_ON[layer], layer)).newest
    above = compose(documents_of(*BUILT_ON[layer])).newest if BUILT_ON[layer] else None
    ours = [(key, told) for key, told in explained(whole) if (told.changes or (told.set_by,))[-1].layer == layer]
    assert ours
    for key, told in ours:
        before = value_of(above, key)
        said = {origin.value for origin in (told.set_by, *told.changes) if origin.layer != layer}
        assert before is None or before in said, key
        assert before != told.value or told.value in said, key


@pytest.mark.parametrize("layer", ["liverpool", "church-of-england"])
def test_the_line_that_is_named_says_it(layer: str) -> None:
    """File and line hold an end of the key."""
    documents = documents_of(*BUILT_ON[layer], layer)
    lines = {document.name: document.text.splitlines() for document in documents}
    for _, told in explained(compose(documents).newest):
        for origin in (told.set_by, *told.changes):
            said = lines[origin.file][origin.line - 1]
            assert any(key in said for key in origin.key.split(".")[-2:]), origin


@settings(max_examples=25)
@given(st.data())
def test_relabelling_never_changes_an_id(liverpool: FrameworkHistory, data: st.DataObject) -> None:
    """Whatever words an item is given, ids, full ids and everything else stay."""
    framework = liverpool.newest
    table = data.draw(st.sampled_from(["review", "body", "role", "theme", "product", "duty", "deadline", "audience"]))
    id = data.draw(st.sampled_from(sorted(framework.items(table))))
    words = data.draw(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20))
    text = f'layer = "x"\ninformed-by = ["liverpool"]\n[relabel.{table}.{id}]\nen = "{words}"\n'
    after = compose([liverpool, read_document(text, "x.toml")]).newest
    assert {one: list(after.items(one)) for one in after.tables} == {
        one: list(framework.items(one)) for one in framework.tables
    }
    assert after.full_id(table, id) == framework.full_id(table, id)
    assert str(getattr(after.item(table, id), "says", None) or after.item(table, id).label) == words
