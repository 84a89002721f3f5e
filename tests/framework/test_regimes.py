"""Regimes: which edition rules, on the days on which real editions began, and where a day is not known."""

from collections.abc import Callable
from datetime import date

import pytest

from lif_core.framework.documents import Document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import compose
from lif_core.values.when import Between, When

Layer = Callable[..., Document]


@pytest.fixture
def framework(sample: tuple[Document, ...]) -> Framework:
    return compose(sample).on(date(2025, 6, 1))


@pytest.mark.parametrize(
    ("of", "day", "regimes"),
    [
        ("review", date(2019, 8, 31), ("wt2015",)),
        ("review", date(2019, 9, 1), ("wt2018",)),
        ("notification", date(2019, 3, 1), ("wt2018",)),
        ("review", date(2013, 4, 15), ("wt2013",)),
        ("review", date(2011, 4, 15), ()),
        ("review", date(2023, 12, 15), ("wt2023",)),
        ("publication", date(2023, 12, 15), ()),
    ],
)
def test_the_regime_is_asked_for_each_thing(framework: Framework, of: str, day: date, regimes: tuple[str, ...]) -> None:
    """A review of March 2019 is an SCR under WT2015 under WT2018's notification: the area began in September."""
    assert framework.regime(of, day).regimes == regimes


def test_no_edition_is_ever_stretched_backwards(framework: Framework) -> None:
    """What is before the first edition held says so."""
    assert framework.regime("review", date(2011, 5, 1)).why == "No edition held for 2011."


def test_an_imprecise_day_gives_every_regime_possible(framework: Framework) -> None:
    """March 2015 lies on both sides of 26 March 2015; so do two readings of an ambiguous date."""
    march = When("March 2015", date(2015, 3, 1), date(2015, 3, 31), "month")
    assert framework.regime("review", march).regimes == ("wt2013", "wt2015")
    readings = (Between(date(2014, 9, 23), date(2014, 9, 23)), Between(date(2023, 9, 1), date(2023, 9, 30)))
    assert framework.regime("review", When("Sept 23", reading="ambiguous", options=readings)).regimes == (
        "wt2013",
        "wt2018",
    )
    decade = When("2010s", date(2010, 1, 1), date(2020, 1, 1), "range")
    assert framework.regime("review", decade).regimes == ("wt2013", "wt2015", "wt2018")
    assert framework.regime("review", When("?", reading="undated")).regimes == ()


def test_without_the_areas_start_day_both_regimes_are_possible(sample: tuple[Document, ...]) -> None:
    """Nobody guesses when an area's new arrangements began."""
    england = compose(sample).on(date(2020, 1, 1))
    assert england.regime("review", date(2019, 3, 1)).regimes == ("wt2015", "wt2018")
    assert england.regime("review", date(2018, 3, 1)).regimes == ("wt2015",)
    assert england.regime("review", date(2024, 3, 1)).regimes == ("wt2023",)


def test_a_regime_that_ends_leaves_a_gap_and_does_not_fall_through(layer: Layer) -> None:
    """Its end is the first day on which it no longer rules."""
    text = "[regime.r]\nbegins = { review = 2020-01-01 }\nends = { review = 2021-01-01 }\n"
    framework = compose([layer("a", text)]).newest
    assert framework.regime("review", date(2020, 12, 31)).is_certain
    assert framework.regime("review", date(2021, 1, 1)).regimes == ()


def test_a_kind_or_a_deadline_may_be_asked_for_too(framework: Framework) -> None:
    """They are turned into their subject."""
    assert framework.regime("rapid-review", date(2019, 10, 1)).regimes == ("wt2018",)
