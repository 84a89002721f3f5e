"""The exporter contract: a right exporter passes it, and each of two wrong ones fails where it is wrong."""

from itertools import count

import pytest

from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.reports import Document
from lif_core.serial.plain import to_wire
from lif_core.testing import ExporterContract

_TURNS = count()
_LIVERPOOL: list[Framework] = []


@pytest.fixture(autouse=True)
def _known(liverpool: FrameworkHistory) -> None:
    _LIVERPOOL[:] = [liverpool.newest]


class TestPlain(ExporterContract):
    def make(self, document: Document) -> bytes:
        return repr(to_wire(document)).encode()

    def framework(self) -> Framework:
        return _LIVERPOOL[0]


class Restless(TestPlain):
    __test__ = False

    def make(self, document: Document) -> bytes:
        return super().make(document) + str(next(_TURNS)).encode()


class Leaking(TestPlain):
    __test__ = False

    def make(self, document: Document) -> bytes:
        from lif_core.testing import canaries

        told = " ".join(str(one) for record in canaries.planted(self.framework()) for one in (to_wire(record),))
        return super().make(document) + told.encode()


def test_one_that_makes_another_file_each_time_fails() -> None:
    with pytest.raises(AssertionError):
        Restless().test_the_same_document_gives_the_same_bytes()


def test_one_that_says_more_than_the_document_fails() -> None:
    with pytest.raises(AssertionError):
        Leaking().test_nothing_above_the_clearance_is_in_a_file("gap-list", "public")
