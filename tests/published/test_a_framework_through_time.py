"""Devon's framework run through its life on dates that pages print, under the edition in force on each of them.

The pages of Devon print no day of a notification in the summer of 2018, so the months of Bexley's review stand for the
window there; which edition rules in it hangs on the day on which an area's own arrangements began. Nor do they print
the days of any one rapid review: those of January 2024 (3 and 4 January) are ours, to count Devon's day numbers from.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.framework import Framework
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.testing import MemoryStorage
from lif_core.values.reading import read_when

WINDOW = [
    ("devon", "wt2018"),  # began in September 2018
    ("liverpool", "wt2015"),  # began in September 2019
    ("sutton", "wt2015 wt2018"),  # nobody says when: both are told
]


def read(examples: Path, slug: str) -> dict[str, Any]:
    return json.loads((examples / f"{slug}.json").read_text(encoding="utf-8"))


def said(published: dict[str, Any]) -> dict[str, str]:
    return {entry["event"]: entry["as_published"] for entry in published["dates"]}


def framework(layer: str) -> Framework:
    return compose(layers_for([layer], Plugins())).newest


@pytest.fixture
def devon() -> Partnership:
    history = compose(layers_for(["devon"], Plugins()))
    return Partnership(history, MemoryStorage(), settings=Settings(id="devon", by="business-manager"))


@pytest.mark.parametrize(("layer", "edition"), WINDOW)
def test_in_the_window_the_area_decides_the_review_and_the_day_the_notification(
    examples: Path, layer: str, edition: str
) -> None:
    """Bexley's dates: an incident of March 2017, published in September 2018."""
    dates = said(read(examples, "review_bexley_john"))
    incident, published = read_when(dates["incident"]), read_when(dates["published"])
    rules = framework(layer)

    assert rules.regime("notification", incident).regimes == ("wt2015",)
    assert rules.regime("review", incident).regimes == ("wt2015",)
    assert rules.regime("notification", published).regimes == ("wt2018",)
    assert rules.regime("review", published).regimes == tuple(edition.split())
    assert rules.regime("board-review", published).regimes == ("wt2015",)  # what a board began stays under its edition


@pytest.mark.parametrize(("layer", "edition"), WINDOW)
def test_an_old_review_carries_the_new_duty_to_notify(examples: Path, layer: str, edition: str) -> None:
    """A serious case review whose incident became known in September 2018 is notified to the Panel."""
    aware = said(read(examples, "review_bexley_john"))["published"]
    lif = Partnership(
        compose(layers_for([layer], Plugins())), MemoryStorage(), settings=Settings(id="window", by="business-manager")
    )
    with lif.work(on=date(2018, 9, 30)) as work:
        review = work.start_review("serious-case-review", label="In the window", happened={"aware": aware})
    now = lif.as_of(date(2018, 10, 31))
    rules = {deadline.rule.id for deadline in now.deadlines(review.id) if deadline.last}
    assert "notify-panel-of-incident-before-serious-case-review" in rules
    assert "notify-ofsted-of-incident" not in rules


def test_devon_from_its_beginning_to_its_newer_page(devon: Partnership, examples: Path) -> None:
    """Child A (2020) under the 2018 edition; the year 2023/24 under two; rapid reviews by both pages of Devon."""
    child_a = read(examples, "review_devon_child_a")
    with devon.work(on=date(2021, 1, 4), why="Entered from the published page") as work:
        review = work.start_review(
            "local-child-safeguarding-practice-review",
            label="Child A",
            subjects=child_a["pseudonyms"],
            method=child_a["methodology"],
            happened={"incident": "summer 2020"},
        )
        for reason in child_a["decision_reasons"]:
            work.write_note(reason, about=review)
    then = devon.as_of(date(2021, 1, 4))
    assert then.regime("review", read_when("2020")).regimes == ("wt2018",)
    (no_clock,) = [one for one in then.deadlines(review.id) if one.rule.id == "local-review-publication"]
    assert no_clock.status == "no-anchor"  # nobody printed when it was decided, so nobody is told that it was late

    year = read(examples, "local_devon_rapid_reviews_2023_24")
    with devon.work(on=date(2024, 4, 1), why="Entered from the published summary") as work:
        for name, value in year["funnel"].items():
            work.record_figure(name.replace("_", " "), value=str(value), n=value, period="April 2023 to March 2024")
        work.record_figure("average timeliness", value=year["average_timeliness"], period="April 2023 to March 2024")
        rapid = work.start_review(
            "rapid-review", happened={"notification-sent": date(2024, 1, 3), "received-by-unit": date(2024, 1, 4)}
        )
    now = devon.as_of(date(2024, 4, 1))
    assert now.regime("notification", read_when("April 2023 to March 2024")).regimes == ("wt2018", "wt2023")
    figures = {figure.name: figure.value for figure in now.list("figure")}  # type: ignore[attr-defined]
    assert (figures["rapid reviews"], figures["average timeliness"]) == ("4", "12 days late")
    older = {one.rule.id: one.last for one in now.deadlines(rapid.id)}
    assert older["rapid-review"] == date(2024, 1, 24)  # the Panel's 15 working days from the notification
    assert older["rapid-review-result-out"] == date(2024, 1, 25)  # Devon's day 16, the receipt being day 1
    assert "devon-huddle" not in older

    newer = {one.rule.id: one.last for one in devon.as_of(date(2026, 11, 23)).deadlines(rapid.id)}
    assert newer["devon-huddle"] == date(2024, 1, 23)  # day 14
    assert newer["devon-summaries"] == date(2024, 1, 17)  # day 10
    assert newer["rapid-review"] == older["rapid-review"]
