"""Deadlines of many records at once: the day and the status told at once are those that the reckoning comes to."""

from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Hold, Review
from lif_core.testing.strategies import whens
from lif_core.values.when import When
from lif_core.view import deadlines as room
from lif_core.view.deadlines import Deadline, deadlines_in, deadlines_of
from lif_core.view.register import Register
from lif_core.view.view import View

EVENTS = ("incident", "aware", "notification-sent", "sent", "decided", "published", "open", "withdrawn")
KINDS = ("rapid-review", "local-child-safeguarding-practice-review", "serious-case-review", "section-11-audit", "other")
dates = st.dates(date(2004, 1, 1), date(2031, 12, 31)).map(When.on) | whens()
holds = st.builds(Hold, kind=st.just("criminal"), since=dates, until=st.none() | dates)
reviews = st.builds(
    Review,
    id=st.integers(1, 9).map("demo/review/{}".format),
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(["open", "sent", "closed", "published", "withdrawn"]),
    happened=st.dictionaries(st.sampled_from(EVENTS), dates, max_size=6),
    planned=st.dictionaries(st.sampled_from(EVENTS), dates, max_size=2),
    holds=st.lists(holds, max_size=1).map(tuple),
)


def told(one: Any) -> tuple[object, ...]:
    ruling = one.reckoning
    assert (one.first, one.last) == (ruling.first, ruling.last)
    return one.record, one.rule.id, one.rule.layer, one.first, one.last, one.status, one.days, one.met, str(one)


@given(
    several=st.lists(reviews, max_size=5, unique_by=lambda one: one.id),
    day=st.dates(date(2006, 1, 1), date(2030, 1, 1)),
)
@settings(max_examples=120)
def test_the_quick_way_comes_to_what_the_reckoning_comes_to(
    liverpool: FrameworkHistory, several: list[Review], day: date
) -> None:
    view = View(framework=liverpool.on(day), register=Register(several), day=day)
    at_once = sorted(map(told, deadlines_in(view, "review")), key=itemgetter(0))
    in_order = sorted(several, key=attrgetter("id"))
    one_by_one = [told(one) for review in in_order for one in deadlines_of(view, review)]
    reckoned = [
        told(Deadline(view, review, beside, *found))
        for review in in_order
        for beside in view.framework.deadlines_begun_by("review", review.kind)
        if (found := room._reckoned(view, review, beside)) is not None
    ]
    assert at_once == one_by_one == reckoned
