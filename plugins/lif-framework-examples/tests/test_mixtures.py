"""Mixtures: a partnership builds on several shipped layers at once."""

from functools import cache
from itertools import combinations

import pytest

import lif_framework_england as england
import lif_framework_examples as examples
from lif_core.errors import InvalidFramework
from lif_core.framework.documents import Document, read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.shape import KINDS

LOCAL = sorted({*examples.LAYERS, "liverpool"})
SHIPPED = (*england.LAYERS, *examples.LAYERS)
STANDS_ALONE = {"church-of-england"}


def above(*names: str) -> list[Document]:
    """The layers of these names and all that they build on."""
    found: dict[str, list[Document]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            plugin = england if name in england.LAYERS else examples
            found[name] = [read_document(text, file) for file, text in plugin.layer(name)]
            waiting += [up for one in found[name] if one.layer for up in one.layer.informed_by]
    return [document for documents in found.values() for document in documents]


def mixed(*names: str, text: str = "") -> FrameworkHistory:
    informed = ", ".join(f'"{name}"' for name in names)
    return compose([*above(*names), read_document(f'layer = "ours"\ninformed-by = [{informed}]\n{text}', "ours.toml")])


@cache
def single(name: str) -> Framework:
    return mixed(name).newest


@pytest.mark.parametrize("name", [name for name in LOCAL if name not in STANDS_ALONE])
def test_every_local_layer_stands_over_the_region_too(name: str) -> None:
    """In either order of the two parents, where neither builds on the other."""
    newest = mixed(name, "north-west").newest
    assert newest.has("product", "learning-summary")
    assert set(single(name).kinds("review")) <= set(newest.kinds("review"))


@pytest.mark.parametrize("pair", list(combinations(SHIPPED, 2)), ids="+".join)
def test_two_layers_mix_or_it_is_told_what_they_say_differently(pair: tuple[str, str]) -> None:
    """Never anything but what the two really say differently; and what a lower layer decides is no problem."""
    try:
        framework = mixed(*pair).newest
    except InvalidFramework as refused:
        codes = {problem.code for problem in refused.problems}
        assert codes <= {"framework.dispute"}
        assert all(problem.found and problem.expected for problem in refused.problems)  # noqa: PT017
        return
    assert {*pair} <= set(framework.layers)
    alone = [single(name) for name in pair]
    for table in KINDS:
        assert {id for one in alone for id in one.kinds(table)} == set(framework.kinds(table))
