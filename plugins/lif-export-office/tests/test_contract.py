"""Each exporter of this distribution passes the contract."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from lif_core.testing import ExporterContract
from lif_export_office import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


class OfOffice(ExporterContract):
    name: str

    @pytest.fixture(autouse=True)
    def _known(self, liverpool):
        self._framework = liverpool

    def make(self, document):
        return OFFERS[self.name].make(document)

    def framework(self):
        return self._framework

    def parts(self, made):
        with ZipFile(BytesIO(made)) as package:
            return [*package.namelist(), *(package.read(part) for part in package.namelist())]


class TestWorkbook(OfOffice):
    name = "xlsx"


class TestPaper(OfOffice):
    name = "docx"


class TestPaperInATemplate(OfOffice):
    name = "docx"

    def make(self, document):
        own = docx.Document()
        own.add_paragraph("{{ top }}")
        own.add_paragraph("{{ everything }}")
        written = BytesIO()
        own.save(written)
        return OFFERS[self.name].fill(document, written.getvalue())
