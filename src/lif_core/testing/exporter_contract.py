"""Exporter contract: an exporter is right when it passes. Subclass it, say how a file is made, and run pytest."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

import pytest

from lif_core.errors import Refused
from lif_core.framework.framework import Framework
from lif_core.reports import Document
from lif_core.reports.catalogue import REPORTS
from lif_core.testing import canaries, documents


class ExporterContract(ABC):
    """What every exporter has to hold.

    Example:
        class TestXlsx(ExporterContract):
            def make(self, document): return to_xlsx(document)
            def framework(self): return liverpool()
            def parts(self, made): return unzipped(made)

    Attributes:
        version: version of the contract; a test that is added raises it.
    """

    version = 1

    @abstractmethod
    def make(self, document: Document) -> bytes:
        """Make the file of a document.

        Raises:
            Refused: it has nothing of what this exporter writes, such as days for a calendar; then nothing leaves.
        """

    @abstractmethod
    def framework(self) -> Framework:
        """Give a framework with a disclosure ladder, audiences and kinds, such as that of England."""

    def parts(self, made: bytes) -> Iterable[bytes | str]:
        """Give everything in a file that somebody could read: unpacked, decoded; left out, its bytes."""
        return (made,)

    def test_everything_a_block_can_be_is_written(self) -> None:
        """No kind of block, cell or column is too much for it."""
        assert self.make(documents.document_of_everything())

    def test_the_same_document_gives_the_same_bytes(self) -> None:
        """A file that is made again can be compared by its hash."""
        document = documents.document_of_everything()
        assert self.make(document) == self.make(document)

    @pytest.mark.parametrize("audience", ["public", "practitioners", "agencies", "partnership"])
    @pytest.mark.parametrize("report", REPORTS)
    def test_nothing_above_the_clearance_is_in_a_file(self, report: str, audience: str) -> None:
        """Canaries planted at every level: those above the audience's are in no part of the file."""
        framework = self.framework()
        try:
            told = self.parts(self.make(documents.planted_report(framework, report, audience)))
        except Refused as refused:
            told = (str(refused),)
        assert canaries.heard(told) & canaries.above(framework, audience) == set()
