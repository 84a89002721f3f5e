"""As of: every measure of improvement is one call away, and says what the measure says."""

from datetime import date

from lif_core import Partnership
from lif_core.measures.change import changes
from lif_core.measures.indicators import funnel, indicators
from lif_core.measures.portfolio import portfolio
from lif_core.measures.recurring import recurred
from lif_core.measures.sustained import proposed, sustained
from lif_core.records import Reading

DAY = date(2024, 5, 14)


def test_each_call_is_its_measure(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        done = {"done": date(2024, 1, 9)}
        action = work.plan_action("Huddle", lead="police", state="done", happened=done, ref="3.2")
        work.define_measure("Files on time", of=action, better="more", baseline=Reading(n=6, of=20))
        work.evaluate(action, by="schools", on=date(2024, 4, 9), outcome="did-not-hold")
    now = lif.as_of(DAY)
    assert now.sustained() == sustained(now)
    assert [one.life.stage for one in now.proposed("qa-officer")] == [one.life.stage for one in proposed(now)]
    assert now.measured() == now.measured(action.id) == now.measured(action) == changes(now)
    assert now.recurred() == recurred(now) == ()
    assert now.portfolio(1) == portfolio(now, 1)
    assert now.indicators(2, ["actions-overdue"]) == indicators(now, 2, ["actions-overdue"])
    assert now.funnel(2) == funnel(now, 2)
    assert now.advise({"notification.1": "no"}).weighed[0].called == "not-called-for"
