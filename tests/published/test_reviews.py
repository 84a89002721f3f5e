"""Published reviews, entered as a developer would: what they say comes out, and what they do not say is not made up."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.testing import MemoryStorage
from lif_framework_england import layer


@pytest.fixture
def lif() -> Partnership:
    documents = [read_document(text, name) for name, text in layer("england")]
    return Partnership(compose(documents), MemoryStorage(), settings=Settings(id="published", by="qa-officer"))


def read(examples: Path, slug: str) -> dict[str, Any]:
    return json.loads((examples / f"{slug}.json").read_text(encoding="utf-8"))


def test_sutton_child_v_keeps_its_chain_and_has_no_clock(lif: Partnership, examples: Path) -> None:
    """Each finding keeps its own recommendations; those of finding 3 are unknown, not none."""
    published = read(examples, "review_sutton_child_v")
    event = {entry["event"]: entry["as_published"] for entry in published["dates"]}
    with lif.work(on=date(2022, 3, 17), why="Entered from the published page") as work:
        review = work.start_review(
            "local-child-safeguarding-practice-review", label=published["title"], subjects=published["pseudonyms"]
        )
        for entry in published["findings"]:
            finding = work.record_finding(entry["text"], ref=str(entry["no"]), from_=review)
            for text in entry["recommendations"] or ():
                work.recommend(text, findings=finding)
        work.write_note(
            event["learning event (with Child T)"],
            about=review,
            on=event["learning event (with Child T)"].removeprefix("Thursday "),
        )

    now = lif.as_of(date(2022, 4, 1))
    findings = {finding.ref: finding for finding in now.list("finding")}
    answered = {ref: len(now.register.sources(finding.id, "recommendation")) for ref, finding in findings.items()}
    assert answered == {"1": 2, "2": 4, "3": 0}
    assert all(not recommendation.to for recommendation in now.list("recommendation"))
    (note,) = now.list("note")
    assert note.on is not None
    assert note.on.exact == date(2022, 3, 17)
    no_clock = [deadline for deadline in now.deadlines(review.id) if deadline.status == "no-anchor"]
    assert any("6 months" in str(deadline) and "is not known" in str(deadline) for deadline in no_clock)
    assert "finding-without-response" in now.gaps().counted()


def test_a_decision_of_march_2015_lies_under_two_editions(lif: Partnership, examples: Path) -> None:
    """Coventry's decision is printed as a month in which the guidance changed: both readings are told."""
    published = read(examples, "review_coventry_children_g_to_k")
    said = {entry["event"]: entry["as_published"] for entry in published["dates"]}
    with lif.work(on=date(2016, 7, 11), why="Entered from the published page") as work:
        review = work.start_review(
            "serious-case-review",
            label="Children G, H, I, J and K",
            subjects=published["pseudonyms"],
            happened={"decided": said["decision to hold SCR"], "published": "11th July 2016"},
        )
        for text in published["findings"]:
            work.record_finding(text, from_=review)

    now = lif.as_of(date(2016, 7, 21))
    assert len(now.show(review.id).subjects) == 5  # type: ignore[attr-defined]
    decided = now.show(review.id).happened["decided"]
    assert (decided.first, decided.last) == (date(2015, 3, 1), date(2015, 3, 31))
    assert now.regime("decision", decided).regimes == ("wt2013", "wt2015")
    assert not [deadline for deadline in now.deadlines(review.id) if "published late" in str(deadline)]
