"""A calendar of England from the library `holidays`, our oracle."""

from datetime import date

import holidays
import pytest

from lif_core.values.workdays import Calendar


@pytest.fixture(scope="session")
def oracle() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2031))


@pytest.fixture(scope="session")
def england(oracle: holidays.HolidayBase) -> Calendar:
    return Calendar(
        id="england", label="England", first=date(2005, 1, 1), last=date(2030, 12, 31), days_off=dict(oracle.items())
    )
