"""Each layer of the examples passes the contract of a layer."""

from collections.abc import Iterable

import pytest

from lif_core.framework.documents import Document, read_document
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.testing import LayerContract


class OfExamples(LayerContract):
    def make(self) -> Iterable[Document]:
        return layers_for([self.layer], Plugins())


class TestLeeds(OfExamples):
    layer = "leeds"


class TestDevon(OfExamples):
    layer = "devon"


class TestWirral(OfExamples):
    layer = "wirral"


class TestSutton(OfExamples):
    layer = "sutton"


class TestSouthTees(OfExamples):
    layer = "south-tees"


class TestCumbria(OfExamples):
    layer = "cumbria"


class TestWestmorlandAndFurness(OfExamples):
    layer = "westmorland-and-furness"


class TestCambridgeshireAndPeterborough(OfExamples):
    layer = "cambridgeshire-and-peterborough"


class TestChurchOfEngland(OfExamples):
    layer = "church-of-england"


class TestEngland(OfExamples):
    layer = "england"


class TestLiverpool(OfExamples):
    layer = "liverpool"


class Unsourced(LayerContract):
    __test__ = False

    def make(self) -> Iterable[Document]:
        text = 'layer = "x"\n[review.r]\nlabel = "R"\npath = "a > b"\n[deadline.d]\nsays = "Do it"\n'
        return [read_document(f'{text}within = "3 days"\nafter = "r.a"\nmet-by = "r.b"\n', "x.toml")]


def test_a_number_without_a_source_breaks_the_contract() -> None:
    with pytest.raises(AssertionError, match="has no source"):
        Unsourced().test_every_number_names_its_source()
