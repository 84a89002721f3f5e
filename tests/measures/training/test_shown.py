"""Small rates are not shown to an audience, nor what would let anybody work them out."""

from datetime import date

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.suppression import shows_small
from lif_core.measures.training.attendance import WITH_WALK_INS, WITHOUT_WALK_INS, attendance
from lif_core.measures.training.shown import has_small, shown, shown_attendance, shown_counts
from lif_core.records import Attendance, Session
from lif_core.values.rates import Rate
from lif_core.values.when import When

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


def _told(see, audience: str, **counts: int):
    session = Session(id="demo/session/1", state="held", on=When.on(date(2024, 5, 1)), places=200)
    told = Attendance(id="demo/attendance/1", state="reported", session=session.id, **counts)
    view = see(DAY, session, told, audience=audience)
    return view, attendance(view)


def test_no_share_stands_alone_from_which_a_small_one_could_be_worked_out(see):
    """100 had booked, 16 cancelled and 82 of them came: whoever is told that knows that 2 did not come."""
    counts = {"booked": 100, "attended": 92, "did_not_attend": 2, "cancelled": 16, "cancelled_late": 0, "walked_in": 10}
    view, told = _told(see, "agencies", **counts)
    assert all(set(may.rates.values()) == {None} for may in shown_attendance(view, told).values())
    view, told = _told(see, "partnership", **counts)
    assert None not in {rate for may in shown_attendance(view, told).values() for rate in may.rates.values()}


def test_the_few_who_walked_in_are_not_told_by_two_shares(see):
    counts = {"booked": 100, "attended": 62, "did_not_attend": 20, "cancelled": 20, "cancelled_late": 0, "walked_in": 2}
    view, told = _told(see, "agencies", **counts)
    assert told[0].share(WITH_WALK_INS).rate.n - told[0].share(WITHOUT_WALK_INS).rate.n == 2
    assert set(shown_attendance(view, told)[WITH_WALK_INS].rates.values()) == {None}


def test_counts_beside_their_sum(see):
    assert list(shown_counts(see(DAY, audience="agencies"), {"a": 100, "b": 80, "c": 3}).values()) == [100, None, None]
    assert shown_counts(see(DAY), {"a": 100, "c": 3}) == {"a": 100, "c": 3}


def test_whoever_works_on_the_records_sees_what_is_small(see):
    """One rule says who does, for training as for every other measure."""
    for audience in ("", "partnership", "scrutineer"):
        view = see(DAY, audience=audience)
        assert shows_small(view)
        assert shown(view, RATES).rates == RATES
        assert not has_small(view, 1)
    assert has_small(see(DAY, audience="public"), 30, 1)
