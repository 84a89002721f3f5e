"""Sutton's framework run through its life, from the board's reviews of 2013 to the partnership's of 2024.

Every day below is printed by the page of the example named beside it, as it is printed there. Sutton itself prints the
days of Child V only; for the years before, reviews of other areas stand in for what its board would have entered:

- Baby V (Hampshire): report of October 2013, published 2014: the edition of 2013
- Children G to K (Coventry): decided in March 2015, on either side of the change of editions; published 11 July 2016
- James (Thurrock): published on 1 December 2016: the edition of 2015
- John (Bexley): incident of March 2017, published September 2018: within the window of 2018 to 2019
- Child D (Merton): report of February 2020, begun by a board and finished after it
- Child V (Sutton): report of August 2021, learning event on 17 March 2022: the edition of 2018
- Vamp (Merton): report of July 2024: the edition of 2023

The two days on which its groups sign an action off, and the check again of 20 September 2022 with who made it and what
it found, are ours: no page prints any.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Refused, Settings, compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.testing import MemoryStorage
from lif_core.values.reading import read_when

SCR, LCSPR = "serious-case-review", "local-child-safeguarding-practice-review"
Printed = Callable[[str, str], str]


@pytest.fixture
def printed(examples: Path) -> Printed:
    """Gives the words in which a page prints the day of an event."""

    def of(slug: str, event: str) -> str:
        page: dict[str, Any] = json.loads((examples / f"{slug}.json").read_text(encoding="utf-8"))
        if slug.startswith("register"):
            line = next(line for line in page["lines"] if event in line)
            return str(line.rpartition("\u2013 ")[2])
        return str(next(entry["as_published"] for entry in page["dates"] if entry["event"] == event))

    return of


@pytest.fixture
def lif() -> Partnership:
    history = compose(layers_for(["sutton"], Plugins()))
    return Partnership(history, MemoryStorage(), settings=Settings(id="sutton", by="business-manager"))


LIFE = [
    # kind, page, what it calls the days by our events, deadlines of the edition in force, when some of them end
    (SCR, "review_hampshire_baby_v", {"published": "published"},
     {"serious-case-review-copy-2013"}, {"serious-case-review-kept-public": date(2015, 12, 31)}),
    (SCR, "review_coventry_children_g_to_k", {"decided": "decision to hold SCR", "published": "published"},
     {"serious-case-review-copy-2015", "serious-case-review-decision-told"},
     {"serious-case-review-copy-2015": date(2016, 6, 30), "serious-case-review-kept-public": date(2017, 7, 11)}),
    (SCR, "review_thurrock_james", {"published": "published"},
     {"serious-case-review-copy-2015"}, {"serious-case-review-kept-public": date(2017, 12, 1)}),
    (SCR, "review_bexley_john", {"aware": "incident", "published": "published"},
     {"notify-ofsted-of-incident", "serious-case-review-copy-2015"},
     {"notify-ofsted-of-incident": date(2017, 4, 7), "serious-case-review-kept-public": date(2019, 9, 30)}),
    (SCR, "register_merton_reviews", {"published": "Child D"},
     {"serious-case-review-copy-2015"}, {"serious-case-review-kept-public": date(2021, 2, 28)}),
    (LCSPR, "review_sutton_child_v", {"published": "overview report"},
     {"local-review-copy"}, {"local-review-kept-public": date(2022, 8, 31)}),
    (LCSPR, "register_merton_reviews", {"published": "Vamp"},
     {"local-review-copy"}, {"local-review-kept-public": date(2025, 7, 31)}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "page", "days", "rules", "ends"), LIFE, ids=[f"{one[1]}-{one[0]}" for one in LIFE])
def test_each_review_runs_under_the_edition_of_its_days(
    lif: Partnership,
    printed: Printed,
    kind: str,
    page: str,
    days: dict[str, str],
    rules: set[str],
    ends: dict[str, date],
) -> None:
    happened = {event: _day(printed(page, name)) for event, name in days.items()}
    with lif.work(on=date(2024, 8, 1), why="Entered from the published page") as work:
        review = work.start_review(kind, happened=happened)
    told = {one.rule.id: one for one in lif.as_of(date(2024, 9, 1)).deadlines(review.id)}
    assert rules <= set(told)
    copies = {"serious-case-review-copy-2013", "serious-case-review-copy-2015", "local-review-copy"}
    assert copies & set(told) == copies & rules  # of the three editions of one duty only that of its day
    assert {id: told[id].last for id in ends} == ends
    assert all(told[id].rule.source for id in ends)


def _day(words: str) -> Any:
    """The words as they stand; a line of the register says what it lists before the day."""
    said = words.removeprefix("SCR Child D report ").removeprefix("Aug_2021 ")
    return "Aug 2021" if words.startswith("Aug_2021") else said.split(" report ")[-1]


def test_the_window_leaves_both_editions_open_where_nobody_says_when_the_area_began(
    lif: Partnership, printed: Printed
) -> None:
    """John's months under Sutton, which prints no day on which its arrangements began."""
    framework = lif.framework(date(2018, 10, 1))
    incident, published = (_when(printed("review_bexley_john", event)) for event in ("incident", "published"))
    assert framework.regime("notification", incident).regimes == ("wt2015",)
    assert framework.regime("notification", published).regimes == ("wt2018",)
    assert framework.regime("review", published).regimes == ("wt2015", "wt2018")
    decided = _when(printed("review_coventry_children_g_to_k", "decision to hold SCR"))
    assert framework.regime("review", decided).regimes == ("wt2013", "wt2015")


def _when(words: str) -> Any:
    return read_when(words)


def test_an_action_of_child_v_is_held_and_signed_off_by_both_groups(
    lif: Partnership, printed: Printed, examples: Path
) -> None:
    """From the second finding to an improvement that held, through the chain that Sutton's two groups make."""
    page = json.loads((examples / "review_sutton_child_v.json").read_text(encoding="utf-8"))
    _, second, _ = page["findings"]
    event = "17 March 2022"
    assert event.replace(" ", "th ", 1) in printed("review_sutton_child_v", "learning event (with Child T)")
    with lif.work(on=date(2021, 9, 1), why="The overview report") as work:
        review = work.start_review(LCSPR, label="Child V", happened={"published": "Aug 2021"})
        finding = work.record_finding(second["text"], from_=review, themes=["criminal-exploitation"])
        for text in second["recommendations"]:
            work.recommend(text, findings=finding)
        action = work.plan_action(
            page["learning_event"]["title"], answers=finding, lead="childrens-services", due=event, strength="training"
        )
    with lif.work(on=date(2022, 3, 17), why="The learning event") as work:
        work.move(action, "done")
        work.give_evidence(page["learning_event"]["attendance_as_published"], shows=action, sort="document")
    with lif.work(on=date(2022, 9, 20), why="Checked again") as work:
        work.evaluate(
            action, by="independent-scrutineer", judgement="Used in supervision", outcome="held", on=date(2022, 9, 20)
        )
        work.move(action, "checked")
    with pytest.raises(Refused) as refused, lif.work(on=date(2022, 9, 21), why="Too early") as work:
        work.move(action, "sustained")
    (problem,) = refused.value.problems
    assert (problem.code, problem.expected) == ("gate.held-and-signed", "signed-off")
    (gap,) = [one for one in lif.as_of(date(2022, 9, 21)).gaps() if one.code == "closed-without-sign-off"]
    assert "Learning and Improvement Subgroup has not signed it off" in gap.says

    for day, body in ((date(2022, 10, 4), "Learning and Improvement Subgroup"), (date(2022, 11, 8), "QA Group")):
        with lif.work(on=day, why="Meeting") as work:
            work.record_decision("Signed off?", kind="sign-off", state="signed", about=action, by=body, on=day)
    with lif.work(on=date(2022, 11, 8), why="Both groups have signed it off") as work:
        work.move(action, "sustained")
    assert [one.state for one in lif.as_of(date(2022, 11, 8)).list("action")] == ["sustained"]
