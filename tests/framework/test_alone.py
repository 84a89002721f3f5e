"""Alone: a layer whose parents are missing, or run in a circle, still has its own faults told."""

from collections.abc import Callable

import pytest

from lif_core.errors import InvalidFramework
from lif_core.framework.alone import alone
from lif_core.framework.documents import Document
from lif_core.framework.layers import compose

Layer = Callable[..., Document]
WRONG = """reporting-year = "soon"
[themes.x]
[theme.x]
labell = "X"
[change.review.y]
path = "a > > b"
because = "Ours"
[deadline.d]
within = "3 wd"
"""
TOLD = [
    ("framework.wrong-type", "reporting-year"), ("framework.unknown-table", "themes.x"),
    ("framework.unknown-key", "theme.x.labell"), ("framework.bad-path", "change.review.y.path"),
    ("framework.missing-key", "deadline.d"), ("framework.wrong-type", "deadline.d.within"),
]  # fmt: skip


def test_what_does_not_fit_its_shape_is_told_without_the_layers_above(layer: Layer) -> None:
    """Names are not asked for: they may stand above."""
    document = layer("a", WRONG, "missing")
    assert [(one.code, one.where.split(", ")[2]) for one in alone([document])] == TOLD
    right = layer("b", '[change.review.y]\nlabel = "Y"\n[theme.z]\nmaps-to = "elsewhere"\n', "missing")
    assert list(alone([right])) == []


@pytest.mark.parametrize("parent", ["missing", "a"])
def test_composing_tells_it_beside_what_keeps_the_layers_apart(layer: Layer, parent: str) -> None:
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", WRONG, parent)])
    first, *rest = refused.value.problems
    assert first.code in ("framework.missing-layer", "framework.circle")
    assert [one.code for one in rest] == [code for code, _ in TOLD]


def test_a_right_layer_has_nothing_told_alone(sample: tuple[Document, ...]) -> None:
    assert list(alone(sample)) == []
