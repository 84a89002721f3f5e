"""The newsletter: key findings with what is done about them."""

from datetime import date

from lif_core.reports.document import Bullets, Heading, Paragraph
from lif_core.reports.newsletter import newsletter

DAY = date(2025, 3, 20)


def test_key_findings_stand_under_their_theme_with_what_is_done(year):
    blocks = newsletter(year.as_of(DAY)).section("key-findings").blocks
    assert blocks[0] == Heading("Information sharing")
    assert blocks[1] == Bullets(
        (
            "Agencies did not share what each knew.",
            "What is done about it: Share what is known every week",
            "What is done about it: Revise national guidance on huddles",
        ),
        (0, 1, 1),
    )


def test_it_tells_what_changed_what_to_read_and_what_is_to_come(year):
    document = newsletter(year.as_of(DAY))
    told = {section.name: [item for b in section.blocks if isinstance(b, Bullets) for item in b.items]
            for section in document.sections}  # fmt: skip
    assert told["good-practice"] == ["School nurses asked every child."]
    assert told["what-changed"] == ["Fewer missed calls"]
    assert told["to-read"] == ["Seven-minute briefing Sharing what we know"]
    assert told["training-ahead"] == ["6 May 2025: Course Sharing what we know"]
    assert told["have-your-say"] == ["What should we ask of schools? (Until 14 Apr 2025)"]


def test_practitioners_get_what_they_may_see(year):
    document = newsletter(year.as_of(DAY, audience="practitioners"))
    assert document.section("key-findings").blocks == (Paragraph("No new finding is on record."),)
    assert document.marking == "OFFICIAL: for practitioners"


def test_only_what_is_new_since_the_last_one(year):
    document = newsletter(year.as_of(DAY), since=date(2025, 3, 13))
    assert document.section("to-read").blocks == (Paragraph("No learning products are on record."),)
    assert document.section("what-changed").blocks == (Bullets(("Fewer missed calls",)),)
