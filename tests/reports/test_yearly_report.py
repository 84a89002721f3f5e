"""The yearly report: every item of the checklist is answered by a part, or said not to be."""

from datetime import date

import attrs
import pytest

from lif_core.records.product import Section as Part
from lif_core.reports.document import Chart, KeyFigures, Paragraph
from lif_core.reports.yearly_report import yearly_report

DAY = date(2025, 3, 20)


@pytest.fixture
def made(year):
    return yearly_report(year.as_of(DAY))


def answers(document) -> dict[str, str]:
    return {row[0].value: row[1].value for row in document.section("answers").tables[0].rows}


def test_every_item_of_the_edition_is_answered_or_said_not_to_be(made):
    told = answers(made)
    assert len(told) == 13
    titles = {section.title for section in made.sections}
    assert all(answer in titles or answer == "NOT ANSWERED" for answer in told.values())
    unanswered = [ask for ask, answer in told.items() if answer == "NOT ANSWERED"]
    assert unanswered == [
        "The costs of the arrangements",
        "Updates to the arrangements, with their timescale",
        "The use of restraint in secure settings",
        "Signed by every lead safeguarding partner, by 30 September",
    ]
    (counted,) = [block for block in made.section("answers").blocks if isinstance(block, KeyFigures)]
    assert counted.figures[0].value == "9 of 13"


def test_an_older_year_is_asked_for_less(year):
    assert len(answers(yearly_report(year.as_of(date(2021, 3, 31))))) == 5


def test_own_words_answer_what_no_register_can_tell(year):
    with year.work(by="qa-officer", on=DAY, why="Yearly report", dry_run=True) as work:
        part = Part(heading="The costs of the arrangements", text="A shared budget of three partners.")
        work.write_product("yearly-report", sections=[part], ref="Y1")
        document = yearly_report(work.view)
    assert answers(document)["The costs of the arrangements"] == "the partnership's own words"
    own = next(section for section in document.sections if section.title == "The costs of the arrangements")
    assert own.blocks == (Paragraph("A shared budget of three partners."),)


def test_impact_tells_what_was_shown_and_by_whom(made):
    section = made.section("impact")
    table = section.tables[-1]
    row = [cell.value for cell in table.rows[0]]
    assert row[:2] == ["Action 2024-017", "Improved"]
    assert row[3] == "Schools"
    assert any(isinstance(block, Chart) for block in section.blocks)


def test_little_progress_is_listed_by_rule(year, made):
    assert made.section("little-progress").blocks[-1] == Paragraph("Nothing stands here by these rules.")
    with year.work(by="qa-officer", on=DAY, why="Plan", dry_run=True) as work:
        work.record_finding("Nobody asks about fathers", ref="F8")
        work.set_priority("Neglect", plan="Business plan", ref="P1")
        late = yearly_report(attrs.evolve(work.view, day=date(2025, 7, 20)), since=date(2025, 1, 1))
    rows = {row[0].value: row[2].value for row in late.section("little-progress").tables[0].rows}
    assert rows == {
        "Priority P1: Neglect": "No action answers this priority",
        "Finding F8: Nobody asks about fathers": "Nothing answers this finding",
        "Action 2024-017: Weekly huddle": "Overdue, 20 days",
    }


def test_recommendations_tell_what_was_decided_done_and_shown(made):
    local, wider = made.section("reviews").tables
    row = [cell.value for cell in local.rows[0]]
    assert row[0] == "Recommendation R1: Share what is known every week"
    assert "Weekly huddle" in row[2]
    assert "Fewer missed calls" in row[3]
    assert wider.rows[0][2].value == "Nothing yet"


def test_voice_tells_what_was_said(made):
    assert made.section("voice").tables[0].rows[0][1].value == "Children say they are asked twice"


def test_statutory_days_are_counted_with_their_number(year):
    later = yearly_report(year.as_of(date(2025, 3, 28)))
    (block,) = [one for one in later.section("done").blocks if isinstance(one, KeyFigures)]
    assert {one.name: one.value for one in block.figures}["Statutory days kept"] == "0% (0 of 1)"
