"""Briefings and summaries: as written, or a draft of what is on record under the headings of the framework."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.reports.document import Bullets, Paragraph
from lif_core.reports.learning_paper import learning_summary, seven_minute_briefing
from lif_core.reports.telling import Asked

DAY = date(2025, 3, 20)


def said(document) -> dict[str, str]:
    return {
        section.title: " | ".join(
            item for block in section.blocks
            for item in (block.items if isinstance(block, Bullets) else (block.text,))
        )
        for section in document.sections
    }  # fmt: skip


def test_a_product_stands_as_it_was_written(year):
    told = said(seven_minute_briefing(year.as_of(DAY), of="B1"))
    assert told["Background"] == "Why we share."
    assert told["Findings"] == "We did not."
    about = told["Seven-minute briefing Sharing what we know"]
    assert "Cleared by: Quality assurance officer." in about
    assert "10 Apr 2025" in about


def test_a_draft_stands_under_the_headings_of_the_framework(year):
    document = learning_summary(year.as_of(DAY), of="2024-01")
    told = said(document)
    headings = ["What happened", "What we learnt", "What we ask you to do", "Questions for your team"]
    assert [title for title in told if title in headings] == headings
    assert told["What happened"] == "To be written."
    assert "Agencies did not share what each knew." in told["What we learnt"]
    assert "School nurses asked every child." in told["What we learnt"]
    assert "Share what is known every week" in told["What we ask you to do"]
    assert "Who calls the meeting" in told["Questions for your team"]
    assert "Nobody has cleared it" in told["About this paper"]


def test_what_no_heading_asks_for_is_not_lost(year):
    told = said(learning_summary(year.as_of(DAY), of="F1"))
    assert "Each waited for another to call." in told["Also on record"]


def test_all_seven_headings_of_a_briefing_in_both_languages(year):
    for language, first, last in (
        ("en", "Background", "Implementing change: questions for your team"),
        ("cy", "Cefndir", "Rhoi newid ar waith: cwestiynau i'ch tîm"),
    ):
        document = seven_minute_briefing(year.as_of(DAY), Asked(language=language), of="F1")
        titles = [section.title for section in document.sections if section.name.startswith("part-")]
        assert (len(titles), titles[0], titles[-1]) == (7, first, last)


def test_without_any_product_the_headings_are_there_to_be_filled_in(year):
    document = learning_summary(year.as_of(DAY))
    assert document.sections[1].blocks == (Paragraph("To be written.", form=True),)


def test_what_a_reader_may_not_see_is_not_found_either(year):
    with pytest.raises(Refused, match="No record of this view is called so"):
        learning_summary(year.as_of(DAY, audience="practitioners"), of="F1")


def test_a_briefing_is_made_of_nothing_else(year):
    with pytest.raises(Refused, match="made of a product, a finding or a review"):
        seven_minute_briefing(year.as_of(DAY), of="2024-017")
