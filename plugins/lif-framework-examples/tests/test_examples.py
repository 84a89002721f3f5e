"""What is told apart in eight places is told apart by their layers: each fact asked of the framework."""

import tomllib
from collections.abc import Callable
from datetime import date

import pytest

import lif_framework_examples as plugin
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.framework.shape import Body, Charge, Charter, DeadlineRule, Instrument, Matrix
from lif_core.hooks import Offer
from lif_core.values.spans import Span

One = Callable[[str], Framework]
Through = Callable[[str], FrameworkHistory]


def test_each_layer_is_offered_by_its_name_with_its_files() -> None:
    for offer in plugin.lif_layers():
        assert isinstance(offer, Offer)
        assert {tomllib.loads(text)["layer"] for _, text in offer.make()} == {offer.name}
        assert offer.summary
    with pytest.raises(KeyError):
        plugin.layer("atlantis")


def test_leeds_has_its_own_kinds_and_a_group_called_rag(framework: One) -> None:
    leeds = framework("leeds")
    assert {"appreciative-inquiry", "best-practice-review", "learning-lessons-review"} <= set(leeds.kinds("review"))
    assert leeds.find("review", "Appreciative Inquiry") == "appreciative-inquiry"
    assert leeds.find_body("RAG") == "case-review-group"
    assert leeds.item("body", "case-review-group").words == "Review Advisory Group"
    assert leeds.full_id("body", "case-review-group") == "england:body.case-review-group"  # relabelled, never renamed
    three = leeds.all(Instrument)["outcomes-based-accountability"]
    assert [str(question) for question in three.questions][:2] == ["How much did we do?", "How well did we do it?"]
    charges, partner, firm = leeds.all(Charge), leeds.standing("police"), {"outside"}
    assert [charges[id].amount("place", firm) for id in ("half-day", "full-day")] == [35, 50]
    assert [charges[id].amount("place", partner) for id in ("half-day", "full-day")] == [0, 0]
    assert [charges[id].amount("no-show", partner) for id in ("half-day", "full-day")] == [35, 50]


def test_devon_counts_from_receipt_in_two_dated_editions(history: Through) -> None:
    devon = history("devon")
    older, newer = devon.on(date(2024, 1, 1)), devon.on(date(2026, 11, 23))
    assert older.item("deadline", "rapid-review-result-out").retired is None
    assert not older.has("deadline", "devon-huddle")
    assert newer.item("deadline", "rapid-review-result-out").retired is not None
    huddle = newer.item("deadline", "devon-huddle")
    assert isinstance(huddle, DeadlineRule)
    assert (huddle.anchor, huddle.span, huddle.counts_first_day) == (
        "rapid-review.received-by-unit", Span(14, "working-days"), True,
    )  # fmt: skip
    assert newer.item("deadline", "rapid-review").source is not None  # the statutory rule stands beside


def test_wirral_chooses_by_a_matrix_and_marks_it_as_not_verified(framework: One) -> None:
    wirral = framework("wirral")
    (matrix,) = wirral.all(Matrix).values()
    assert [choice.kind for choice in matrix.choices] == ["serious-case-review", "critical-incident-review"]
    assert matrix.source is not None
    assert not matrix.source.verified
    assert wirral.find("review", "Critical Incident Review") == "critical-incident-review"
    charge, schools = wirral.all(Charge)["full-day"], wirral.standing("schools")
    assert (charge.amount("place"), charge.amount("no-show"), str(charge.notice)) == (0, 90, "3 working days")
    assert charge.amount("place", schools) is None  # full cost: what that comes to is told nowhere


def test_in_sutton_one_body_owns_and_another_endorses(framework: One) -> None:
    (charter,) = framework("sutton").all(Charter).values()
    assert (charter.owner, charter.endorsed_by) == ("learning-and-improvement-group", ("quality-assurance-group",))
    assert framework("sutton").kind("action", "standard").signs_off == (charter.owner, *charter.endorsed_by)


def test_south_tees_has_four_statutory_partners(framework: One) -> None:
    bodies = framework("south-tees").all(Body).values()
    assert len([body for body in bodies if body.sort == "statutory-partner"]) == 4
    assert framework("south-tees").all(Body)["executive"].quorum == 4


def test_cumbria_ends_with_two_successors_and_the_framework_has_another_name(history: Through) -> None:
    through = history("westmorland-and-furness")
    before, after = through.on(date(2025, 3, 31)), through.on(date(2025, 4, 1))
    assert before.layers == ("england", "cumbria")
    gone = after.all(Body)["cumbria-partnership"]
    assert gone.in_use(date(2025, 3, 31))
    assert not gone.in_use(date(2025, 4, 1))
    assert gone.successor == ("westmorland-and-furness-partnership", "cumberland-partnership")
    assert [one.all(Charter)["standard"].words for one in (before, after)] == [
        "Learning and Improvement Framework", "Learning and Practice Improvement Framework",
    ]  # fmt: skip


def test_cambridgeshire_asks_staff_beside_agencies_and_charges_by_who_pays(framework: One) -> None:
    area = framework("cambridgeshire-and-peterborough")
    assert area.find_body("QEG") == "quality-assurance-group"
    assert {"cambridgeshire-partnership", "peterborough-partnership"} <= set(area.all(Body))
    survey = area.all(Instrument)["section-11-survey"]
    assert (survey.of, survey.scale) == (("return",), "section-11")
    charge = area.all(Charge)["full-day"]
    payers = ("public", "non-contributing-agencies", "police")
    assert [charge.amount("place", area.standing(one)) for one in payers] == [150, 50, 0]


def test_the_church_of_england_needs_nothing_of_england(framework: One) -> None:
    church = framework("church-of-england")
    assert church.layers == ("church-of-england",)
    assert [str(rule.span) for rule in church.all(DeadlineRule).values()] == ["2 months", "3 months", "12 months"]
