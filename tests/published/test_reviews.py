"""Published reviews, entered as a developer would: what they say comes out, and what they do not say is not made up."""

import csv
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


def test_a_list_of_published_reviews_is_taken_in_as_printed(examples: Path, tmp_path: Path) -> None:
    """Merton's list: eight reviews, of which two were the partnership's own; what is printed twice is asked."""
    printed = read(examples, "register_merton_reviews")
    (tmp_path / "partnership.toml").write_text(
        'id = "published"\nname = "As published"\nlayers = ["england"]\nby = "qa-officer"\n', encoding="utf-8"
    )
    register = tmp_path / "register.csv"
    with register.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([line] for line in printed["lines"])
    day = date(2026, 11, 22)
    with Partnership.open(tmp_path) as lif:
        imported = lif.import_(register, as_kind="review", on=day)
        reviews = sorted(lif.as_of(day).list("review"), key=lambda review: review.id)
        assert lif.import_(register, as_kind="review", on=day).intake == ""

    assert (imported.read.total.lines, imported.read.total.titles, imported.read.created) == (8, 2, {"review": 8})
    assert [question.code for question in imported.questions] == ["review-dates"]
    kinds = ["local-child-safeguarding-practice-review"] * 5 + ["serious-case-review"] + ["other-review"] * 2
    assert [review.kind for review in reviews] == kinds
    told = [entry["published"] for entry in printed["parsed_by_us"]]
    published = [review.happened.get("published") for review in reviews]
    assert [when.first.isoformat()[:7] if when else None for when in published] == [*told[:6], None, told[7]]
    assert [entry["pseudonym"] for entry in printed["parsed_by_us"][:5]] == [
        str(review.label) for review in reviews[:5]
    ]
    assert "LSCPR" in str(reviews[4].extra["as-published-kind"])
    assert str(reviews[6].label) == "Eddie"
    assert reviews[6].subjects == ("Child E",)  # type: ignore[attr-defined]
