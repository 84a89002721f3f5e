"""What may go is told; what stands under a hold stays, with everything that hangs together with it."""

from datetime import date

import attrs
import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.measures.retention import retention
from lif_core.records import Action, Evidence, Finding, Intake, Review
from lif_core.records.parts import Hold
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

LAYER = """
layer = "here"
[review.standard]
label = "Review"
path = "open > closed"
finished = ["closed"]
[action.standard]
label = "Action"
path = "planned > done"
finished = ["done"]
done = ["done"]
[finding.standard]
label = "Finding"
path = "recorded > closed"
finished = ["closed"]
[evidence.standard]
label = "Evidence"
path = "recorded > closed"
finished = ["closed"]
[intake.standard]
label = "Import"
path = "filed"
finished = ["filed"]
[hold.criminal]
label = "Criminal proceedings"
[retention.reviews]
of = ["review", "finding", "evidence"]
keep = "6 years"
[retention.actions]
of = ["action"]
keep = "3 years"
[retention.long-actions]
of = ["action"]
keep = "4 years"
[retention.kept-aside]
of = ["intake"]
keep = "90 days"
"""
TODAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def framework():
    return compose([read_document(LAYER, "here.toml")]).on(TODAY)


def on(year: int) -> When:
    return When.on(date(year, 3, 4))


def chain(year: int, *holds: Hold, number: int = 1):
    review = Review(id=f"x/review/{number}", state="closed", ref="A", happened={"closed": on(year)}, holds=holds)
    finding = Finding(id=f"x/finding/{number}", state="closed", reviews=(review.id,), happened={"closed": on(year)})
    action = Action(id=f"x/action/{number}", state="done", answers=(finding.id,), happened={"done": on(year)})
    evidence = Evidence(id=f"x/evidence/{number}", state="closed", shows=(action.id,), happened={"closed": on(year)})
    return review, finding, action, evidence


def told(framework, *records, day: date = TODAY):
    return retention(View(framework=framework, register=Register(records), day=day))


def test_what_was_kept_long_enough_is_told_with_its_rule(framework) -> None:
    kept = told(framework, *chain(2015))
    assert [(one.record, one.rule, one.until) for one in kept] == [
        ("x/action/1", "long-actions", date(2019, 3, 4)),
        ("x/evidence/1", "reviews", date(2021, 3, 4)),
        ("x/finding/1", "reviews", date(2021, 3, 4)),
        ("x/review/1", "reviews", date(2021, 3, 4)),
    ]
    assert all(one.may_go for one in kept)
    assert str(kept[-1]) == (
        "Review A: kept for 6 years after Wednesday 4 March 2015, which ended on Thursday 4 March 2021; it may go."
    )


def test_the_last_day_of_keeping_still_keeps(framework) -> None:
    review = chain(2018)[0]
    assert told(framework, review, day=date(2024, 3, 4)) == ()
    assert len(told(framework, review, day=date(2024, 3, 5))) == 1


def test_what_is_open_or_has_no_day_or_no_rule_stays(framework) -> None:
    review = chain(2010)[0]
    assert told(framework, attrs.evolve(review, state="open")) == ()
    assert told(framework, attrs.evolve(review, happened={})) == ()
    assert told(framework, Intake(id="x/intake/1", state="filed", happened={"filed": on(2010)})) == ()


@pytest.mark.parametrize("until", [None, When("until the inquest", reading="undated"), on(2030)])
def test_a_hold_outranks_the_rule_for_the_whole_thread(framework, until: When | None) -> None:
    hold = Hold(kind="criminal", since=on(2012), until=until)
    others = chain(2010, number=2)
    held = [one for one in told(framework, *chain(2010, hold), *others) if one.held_by]
    assert {one.record for one in held} == {"x/review/1", "x/finding/1", "x/action/1", "x/evidence/1"}
    assert {one.held_by for one in held} == {"x/review/1"}
    assert not any(one.may_go for one in held)
    assert "it stays while the hold on Review A stands" in str(held[0])
    assert sum(one.may_go for one in told(framework, *chain(2010, hold), *others)) == 4


def test_a_hold_that_ended_keeps_nothing(framework) -> None:
    ended = Hold(kind="criminal", since=on(2011), until=on(2013))
    assert all(one.may_go for one in told(framework, *chain(2010, ended)))


def test_what_held_records_point_at_stays_too(framework) -> None:
    review, finding, action, _ = chain(2010, Hold(kind="criminal", since=on(2012)))
    shared = Finding(id="x/finding/9", state="closed", happened={"closed": on(2009)})
    kept = told(framework, review, finding, attrs.evolve(action, answers=(finding.id, shared.id)), shared)
    assert {one.record: one.held_by for one in kept}["x/finding/9"] == review.id
