"""Nothing above a clearance is in any byte of a file: parts, names of parts, properties, comments, hidden columns."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lif_core.hooks import Plugins
from lif_core.reports.catalogue import REPORTS
from lif_core.testing import canaries
from lif_export_office import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("audience", ["public", "practitioners", "agencies", "partnership"])
@pytest.mark.parametrize("offer", OFFERS)
def test_nothing_above_the_clearance_is_in_a_file(offer, name, audience, liverpool, planted_report):
    with ZipFile(BytesIO(OFFERS[offer].make(planted_report(name, audience)))) as package:
        parts = [*package.namelist(), *(package.read(part) for part in package.namelist())]
    heard = canaries.heard(parts)
    assert audience in heard
    assert heard & canaries.above(liverpool, audience) == set()


def test_properties_tell_nothing_at_all(planted_report):
    for offer in OFFERS.values():
        with ZipFile(BytesIO(offer.make(planted_report("thread", "review-team")))) as package:
            told = [package.read(part) for part in package.namelist() if part.startswith("docProps/")]
        assert canaries.heard(told) == set()


def test_the_host_finds_the_exporters():
    found = Plugins().offers("lif_exporters")
    assert {"xlsx", "docx"} <= set(found)
