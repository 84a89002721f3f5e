"""Who must do what, and what each owes now."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.reports.responsibilities_page import responsibilities_page
from lif_core.reports.telling import Asked

DAY = date(2025, 3, 20)


def test_a_body_has_its_duties_and_what_it_owes_now(year):
    document = responsibilities_page(year.as_of(DAY), body="police")
    owes, musts = document.sections[0].tables
    assert "S1" in next(str(row[0].value) for row in owes.rows)
    assert {row[3].value for row in owes.rows} >= {"Overdue"}
    assert musts.rows
    assert document.sections[0].title == "Police"


def test_everybody_who_owes_something_has_a_part(year):
    titles = [section.title for section in responsibilities_page(year.as_of(DAY)).sections]
    assert {"Police", "Schools"} <= set(titles)


def test_it_is_told_in_welsh(year):
    english, welsh = (
        responsibilities_page(year.as_of(DAY), Asked(language=language), body="police") for language in ("en", "cy")
    )
    assert welsh.title == "Pwy sy'n gorfod gwneud beth"
    for one, other in zip(english.tables, welsh.tables, strict=True):
        assert [a.heading for a, b in zip(one.columns, other.columns, strict=True) if a.heading == b.heading] == []


def test_a_body_that_nobody_knows_is_refused(year):
    with pytest.raises(Refused, match="polcie"):
        responsibilities_page(year.as_of(DAY), body="polcie")
