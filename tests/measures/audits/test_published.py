"""Audits of Solihull, and of Cambridgeshire and Peterborough, as published: what they tell, and what they do not."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lif_core import Partnership, Settings
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks import Plugins
from lif_core.measures.audits import beside_survey, compared, graded, taken_up
from lif_core.measures.audits.survey import Beside
from lif_core.records import Answer, Figure, Link, Party, Record, Return, Review
from lif_core.testing import MemoryStorage
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2020, 6, 1)


def read(examples: Path, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((examples / f"{slug}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def solihull(lif: Partnership, examples: Path) -> Partnership:
    """Give a partnership into which Solihull's table of two years was entered."""
    published = read(examples, "audit_solihull_maca_2016_17")
    with lif.work(by="qa-officer", on=date(2017, 9, 1)) as work:
        first = work.start_review("multi-agency-audit", label="2015/16", ref="2015/16")
        again = work.start_review("multi-agency-audit", label="2016/17", ref="2016/17")
        for theme in published["themes"]:
            earlier = work.record_finding(theme["theme"], from_=first)
            work.record_finding(
                theme["improving"], from_=again, sort="good-practice", links=[Link("arose-from", earlier.id)]
            )
            work.record_finding(theme["continue_with"], from_=again, links=[Link("repeats", earlier.id)])
    return lif


def test_solihull_every_theme_improves_and_is_still_to_go_on_with(solihull: Partnership) -> None:
    now = solihull.as_of(date(2017, 9, 2))
    first, again = now.show("2015/16"), now.show("2016/17")
    assert isinstance(first, Review)
    assert isinstance(again, Review)
    found = taken_up(now, first, again)
    assert [one.became for one in found] == ["both"] * 5
    assert [one.name.removeprefix('Finding "').rstrip('"') for one in found] == [
        "Record keeping and logistics of multi-agency meetings",
        "Timeliness of feedback from referrals",
        "Use of the thresholds guidance",
        "Consent for referrals to be clarified",
        "Voice of the child",
    ]
    assert all(len(one.improving) == len(one.to_go_on_with) == 1 for one in found)


def test_solihull_tells_nothing_in_numbers(solihull: Partnership) -> None:
    now = solihull.as_of(date(2017, 9, 2))
    first, again = now.show("2015/16"), now.show("2016/17")
    assert isinstance(first, Review)
    assert isinstance(again, Review)
    (found,) = compared(now, first, again)
    assert (found.verdict, found.cuts) == ("not-told", ())
    assert "nothing can be told in numbers" in found.why


def test_what_a_later_audit_does_not_mention_is_said_so(solihull: Partnership) -> None:
    now = solihull.as_of(date(2017, 9, 2))
    again = now.show("2016/17")
    assert isinstance(again, Review)
    assert {one.became for one in taken_up(now, again, again)} == {"nothing-said"}


@pytest.fixture
def cambridgeshire(see: See, examples: Path) -> tuple[Beside, ...]:
    """Give the section 11 audit of 2020 beside the survey of the staff."""
    published = read(examples, "audit_cambs_peterborough_s11_2020")
    returned, replies = {"Twenty six": 26}[published["returned_self_assessments"]], published["survey_replies"]
    audit = Review(id="cambs/review/1", kind="section-11-audit", state="reported")
    records: list[Record] = [audit]
    answers: list[list[Answer]] = [[] for _ in range(returned)]
    for number, result in enumerate(published["results"], 1):
        green = [n for n in range(returned + 1) if round(100 * n / returned) == int(result["agency_green"].rstrip("%"))]
        assert len(green) == 1  # 100% of 26 is 26, 88% of 26 can only be 23
        for place, held in enumerate(answers):  # the three others are not published: no grade is made up for them
            held.append(Answer(to=result["topic"], grade="green" if place < green[0] else ""))
        if result["survey"] is not None:
            records.append(
                Figure(
                    id=f"cambs/figure/{number}",
                    state="published",
                    name=result["topic"],
                    value=result["survey"],
                    of=replies,
                    links=(Link("arose-from", audit.id),),
                )
            )
    records += [
        Return(
            id=f"cambs/return/{place:02}",
            kind="standard",
            state="returned",
            about=(audit.id,),
            agency=Party(said=f"Agency {place}"),
            answers=tuple(held),
        )
        for place, held in enumerate(answers)
    ]
    view = see(DAY, *records)
    together = graded(view, audit)[0]
    assert (together.scale, together.ungraded) == ("section-11", 3)
    return beside_survey(view, audit)


def test_cambridgeshire_all_agencies_and_nearly_all_their_staff_say_the_same(
    cambridgeshire: tuple[Beside, ...],
) -> None:
    referrals = cambridgeshire[0]
    assert referrals.question == "MASH referrals"
    assert referrals.rated is not None
    assert str(referrals.rated) == "Green: 100% (26 of 26)"
    assert (referrals.printed, referrals.replies, referrals.staff) == ("99%", 457, None)
    assert referrals.verdict == "alike"
    assert str(referrals) == (
        "MASH referrals: 100% of agencies (26 of 26) rate themselves green, 99% of their staff of 457 who replied say "
        "so: -1 point, no more than chance."
    )


def test_cambridgeshire_nobody_published_what_staff_say_of_escalation(cambridgeshire: tuple[Beside, ...]) -> None:
    escalation = cambridgeshire[1]
    assert escalation.question == "Resolving Professional Difference (Escalation)"
    assert escalation.rated is not None
    assert escalation.rated.printed(suppress=False) == "Green: 88% (23 of 26)"
    assert (escalation.verdict, escalation.staff, escalation.printed) == ("staff-not-asked", None, "")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_solihull_as_its_sheet_was_taken_in(liverpool: FrameworkHistory, examples: Path, ending: str) -> None:
    """The two-level table itself, imported, tells the same as the records entered by hand."""
    lif = Partnership(liverpool, MemoryStorage(), settings=Settings(id="demo"), plugins=Plugins())
    lif.import_(examples / f"audit_solihull_maca_2016_17_table.{ending}", by="qa-officer", on=date(2024, 5, 14))
    now = lif.as_of(date(2024, 5, 14))
    reviews = [one for one in now.list("review") if isinstance(one, Review)]
    first, again = sorted(reviews, key=lambda one: str(one.label))
    assert [one.became for one in taken_up(now, first, again)] == ["both"] * 5
    assert compared(now, first, again)[0].verdict == "not-told"
