"""The further reports: agency update, agenda, gap list, due list, scrutineer, thread."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.partnership.leaving.publishing import since_meeting
from lif_core.reports.agency_update import agency_update
from lif_core.reports.agenda import agenda
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.document import Bullets, Paragraph
from lif_core.reports.due_list import due_list
from lif_core.reports.gap_list import gap_list
from lif_core.reports.scrutineer import scrutineer
from lif_core.reports.telling import Asked
from lif_core.reports.thread_page import thread_page

DAY = date(2025, 3, 20)


def test_every_report_has_a_name_and_a_line_about_it():
    assert all(kind.name == name and kind.summary for name, kind in REPORTS.items())


def test_an_agency_gets_its_own_live_actions_only(story):
    view = story.lif.as_of(DAY, audience="partnership")
    document = agency_update(view, body="Police")
    assert document.title == "Update from Police"
    assert [row[0].value for row in document.section("agency-update").tables[0].rows] == ["2024-2"]
    none = agency_update(view, body="childrens-services").section("agency-update")  # its one action is done
    assert none.blocks == (Paragraph("This agency leads no live action."),)


def test_an_agency_sheet_names_its_audience_and_a_body_that_is_known(now, story):
    with pytest.raises(Refused, match="nobody was named"):
        agency_update(now, body="police")
    with pytest.raises(Refused, match="Did you mean 'police'"):
        agency_update(story.lif.as_of(DAY, audience="partnership"), body="polcie")


def test_an_agenda_has_fourteen_parts_and_four_appendices(now):
    document = agenda(now, body="Learning and Improvement Sub Group")
    titles = [section.title for section in document.sections]
    assert [title.partition(".")[0] for title in titles[1:15]] == [str(number) for number in range(1, 15)]
    assert [title.partition(":")[0] for title in titles[15:]] == [f"Appendix {letter}" for letter in "ABCD"]
    assert document.title == "Agenda: Learning and Improvement Sub Group"
    assert all(section.blocks for section in document.sections)


def test_parts_of_an_agenda_with_nothing_say_so_in_one_sentence(now):
    document = agenda(now)
    assert document.section("products").blocks == (Paragraph("No learning products are on record."),)
    assert document.section("appendix-a").blocks == (
        Paragraph("No earlier meeting was named, so nothing was compared."),
    )


def test_an_agenda_tells_how_a_date_was_worked_out(now):
    live = agenda(now).section("live-reviews").tables[0]
    told = [cell.value for cell in live.rows[0]]
    assert told[:3] == ["Rapid review 2024-A", "Open", date(2024, 5, 23)]
    assert "15 working days" in told[3]
    assert "6 May" in told[3]


def test_an_agenda_tells_what_changed_since_the_last_meeting(now, story):
    commits = [commit for _, commit in story.lif.commits()]
    since = since_meeting(now, story.lif.as_of(date(2024, 6, 1)), commits)
    assert len(since.changes) == sum(len(commit.changes) for commit in commits[1:])
    table = agenda(now, since=since).section("appendix-a").tables[0]
    told = [[cell.value for cell in row] for row in table.rows]
    assert [date(2024, 6, 14), "Action 2024-017", "Target date", "31 Jul 2024", "30 Sep 2024"] in [
        row[:5] for row in told
    ]
    moved = next(row for row in told if row[2] == "Status")
    assert moved[3:5] == ["Planned", "Done"]
    assert moved[5] == "Quality assurance officer"
    assert moved[6].startswith("Done")


def test_two_meetings_are_compared_for_one_audience_only(now, story):
    with pytest.raises(Refused, match="different audiences"):
        since_meeting(now, story.lif.as_of(date(2024, 6, 1), audience="public"), ())


def test_places_kept_aside_are_given_or_told_by_the_receipts(now):
    blocks = agenda(now, aside=["Sheet1!A6:F6"]).section("appendix-d").blocks
    assert blocks[0].rows[0][1].value == "Sheet1!A6:F6"
    assert agenda(now).section("appendix-d").blocks == (Paragraph("Nothing was kept aside."),)


def test_a_gap_list_weighs_its_gaps(now):
    document = gap_list(now)
    high = document.section("high").tables[0]
    assert any("nobody has said what changed" in row[1].value for row in high.rows)
    assert document.section("accepted").blocks == (Paragraph("No gap is accepted for now."),)


def test_a_due_list_shows_the_reckoning(now):
    rows = due_list(now, within="30 days").section("overdue").tables[0].rows
    assert any("bank holiday" in row[5].value and row[4].value == "Safeguarding partners" for row in rows)


def test_a_scrutineers_sample_can_be_drawn_again(now):
    one, two = (scrutineer(now, Asked(fingerprint="7f3a")).section("sample") for _ in range(2))
    assert one == two
    assert one.blocks[0].text.startswith("1 of 1 actions")


def test_a_thread_is_told_from_its_source_down(now, story):
    block = thread_page(now, record="2024-017").sections[0].blocks[0]
    assert isinstance(block, Bullets)
    assert block.levels[:4] == (0, 1, 2, 3)
    assert block.items[0] == "Rapid review 2024-A [Open]"
    with pytest.raises(Refused, match="No record of this view"):
        thread_page(story.lif.as_of(DAY, audience="public"), record=story.huddle)
