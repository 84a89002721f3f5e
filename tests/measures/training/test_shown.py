"""Small rates are not shown to an audience, nor what would let anybody work them out."""

from datetime import date

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.training.shown import shown
from lif_core.values.rates import Rate

DAY = date(2024, 6, 3)
RATES = {"a": Rate("Take-up", 20, 40), "b": Rate("Take-up", 3, 30), "c": Rate("Take-up", 15, 32)}


def test_the_partnership_sees_everything(see):
    told = shown(see(DAY), RATES)
    assert told.rates == RATES
    assert told.total


def test_an_audience_does_not(see):
    told = shown(see(DAY, audience="agencies"), RATES)
    assert told.rates["b"] is None
    assert sum(one is None for one in told.rates.values()) >= 2 or not told.total


def test_more_than_there_were_places(see):
    told = shown(see(DAY, audience="agencies"), {"a": Rate("Take-up", 40, 30), "b": Rate("Take-up", 20, 30)})
    assert told.rates == {"a": Rate("Take-up", 40, 30), "b": Rate("Take-up", 20, 30)}


RATE = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Rate("Take-up", min(pair), max(pair)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.dictionaries(st.sampled_from("abcdef"), RATE, max_size=6))
def test_what_is_shown_is_never_small_and_one_alone_is_never_hidden_beside_its_total(see, rates):
    told = shown(attrs.evolve(see(DAY), audience="agencies"), rates)
    assert not any(one.is_small(5) for one in told.rates.values() if one is not None)
    if any(one is None for one in told.rates.values()):
        assert not told.total
