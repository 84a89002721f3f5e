"""Properties of a file tell nothing; that nothing above a clearance stands in any part is in the contract."""

from io import BytesIO
from zipfile import ZipFile

from lif_core.hooks import Plugins
from lif_core.testing import canaries
from lif_export_office import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


def test_properties_tell_nothing_at_all(planted_report):
    for offer in OFFERS.values():
        with ZipFile(BytesIO(offer.make(planted_report("thread", "review-team")))) as package:
            told = [package.read(part) for part in package.namelist() if part.startswith("docProps/")]
        assert canaries.heard(told) == set()


def test_the_host_finds_the_exporters():
    found = Plugins().offers("lif_exporters")
    assert {"xlsx", "docx"} <= set(found)
