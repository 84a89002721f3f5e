"""Indicators, year by year, with their n and N."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.measures.indicators import INDICATORS
from lif_core.reports.document import Chart
from lif_core.reports.indicators_page import indicators_page
from lif_core.reports.telling import Asked

DAY = date(2025, 3, 28)


@pytest.fixture
def made(year):
    return indicators_page(year.as_of(DAY), years=2)


def rows(document, section: str) -> dict[str, list]:
    return {row[0].value: [cell.value for cell in row[1:]] for row in document.section(section).tables[0].rows}


def test_every_indicator_is_told_by_year_with_what_it_counts(made):
    told = rows(made, "indicators-by-year")
    assert len(told) == len(INDICATORS)
    headings = [column.heading for column in made.section("indicators-by-year").tables[0].columns]
    assert headings[1:3] == ["2023-24", "2024-25, so far"]
    assert set(rows(made, "what-is-counted")) == set(told)


def test_a_share_has_both_its_numbers(made):
    told = rows(made, "indicators-by-year")
    assert told["Open actions past their target date"][1] == "0% (0 of 1)"
    assert told["Returns that came"][1] == "0% (0 of 2)"


def test_how_far_it_went_is_drawn_too(made):
    assert rows(made, "how-far")["2024-25"] == ["not recorded", 1, 1, 0]
    assert any(isinstance(block, Chart) for block in made.section("how-far").blocks)


def test_small_numbers_are_not_shown_outside(year):
    document = indicators_page(year.as_of(DAY, audience="public"), years=1)
    told = [cell for values in rows(document, "indicators-by-year").values() for cell in values]
    assert not any("(1 of" in str(cell) or "(2 of" in str(cell) for cell in told)


@pytest.mark.parametrize("years", ["many", "-1", 0, 21, "9" * 5000])
def test_years_that_no_page_could_tell_are_refused(year, years):
    with pytest.raises(Refused, match="1 to 20 reporting years"):
        indicators_page(year.as_of(DAY), years=years)


def test_left_out_five_years_are_told_in_welsh_too(year):
    document = indicators_page(year.as_of(DAY), Asked(language="cy"))
    assert len(document.section("indicators-by-year").tables[0].columns) == 7
