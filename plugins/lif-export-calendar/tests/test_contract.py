"""The exporter of this distribution passes the contract."""

import pytest
from icalendar import Calendar

from lif_core.testing import ExporterContract
from lif_export_calendar import dates


class TestCalendar(ExporterContract):
    @pytest.fixture(autouse=True)
    def _known(self, liverpool):
        self._framework = liverpool

    def make(self, document):
        return dates(document)

    def framework(self):
        return self._framework

    def parts(self, made):
        """Give the bytes, and every value with its lines unfolded and its signs unescaped."""
        told = [str(value) for part in Calendar.from_ical(made).walk() for _, value in part.property_items()]
        return [made, *told]
