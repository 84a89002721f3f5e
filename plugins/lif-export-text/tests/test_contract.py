"""Each exporter of this distribution passes the contract."""

from email import message_from_bytes
from email.policy import default

import pytest

from lif_core.testing import ExporterContract
from lif_export_text import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


class OfText(ExporterContract):
    name: str

    @pytest.fixture(autouse=True)
    def _known(self, liverpool):
        self._framework = liverpool

    def make(self, document):
        return OFFERS[self.name].make(document)

    def framework(self):
        return self._framework


class TestMarkdown(OfText):
    name = "md"


class TestCsv(OfText):
    name = "csv"


class TestHtml(OfText):
    name = "html"


class TestMail(OfText):
    name = "eml"

    def parts(self, made):
        mail = message_from_bytes(made, policy=default)
        return [made, *(str(part.get_content()) for part in mail.walk() if not part.is_multipart())]
