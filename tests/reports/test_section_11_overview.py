"""The overview of a section 11 audit."""

from datetime import date

import pytest

from lif_core.errors import Refused
from lif_core.records.returned import Answer
from lif_core.reports.document import Chart, Paragraph
from lif_core.reports.section_11_overview import section_11_overview

DAY = date(2025, 3, 20)


@pytest.fixture
def audited(history):
    """An audit that three agencies were asked for; two returned, and a finding came of it."""
    from lif_core import Partnership, Settings
    from lif_core.hooks import Plugins
    from lif_core.testing import MemoryStorage

    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example"), plugins=Plugins(entry_points=()))
    with lif.work(by="qa-officer", on=date(2025, 2, 1), why="Audit") as work:
        audit = work.start_review("section-11-audit", ref="S11")
        for agency, grades in (("police", ("Green", "Red")), ("schools", ("Green", "Amber")), ("probation", ())):
            answers = [
                Answer(to=to, grade=grade) for to, grade in zip(("Leadership", "Training"), grades, strict=False)
            ]
            one = work.ask_return(
                kind="section-11", about=audit, agency=agency, due=date(2025, 2, 28), answers=answers, ref=agency
            )
            if grades:
                work.move(one, "returned", when=date(2025, 2, 20))
        work.record_finding("Training is not recorded", from_=audit, ref="F9")
    return lif


def test_who_returned_and_who_did_not(audited):
    section = section_11_overview(audited.as_of(DAY)).section("audit-1")
    assert section.blocks[0].figures[0].value == "67% (2 of 3)"
    assert {row[0].value: row[3].value for row in section.tables[0].rows} == {
        "Probation": "Overdue",
        "Police": "Returned",
        "Schools": "Returned",
    }


def test_grades_by_standard_are_counted_and_drawn(audited):
    section = section_11_overview(audited.as_of(DAY)).section("audit-1")
    grades = next(table for table in section.tables if table.name == "audit-1-grades")
    told = {row[0].value: [cell.value for cell in row[1:4]] for row in grades.rows}
    assert [column.heading for column in grades.columns][1:4] == ["Green", "Amber", "Red"]
    assert told == {"All together": [2, 1, 1], "Leadership": [2, 0, 0], "Training": [0, 1, 1]}
    assert any(isinstance(block, Chart) for block in section.blocks)


def test_what_each_agency_says_stands_side_by_side_inside_only(audited):
    section = section_11_overview(audited.as_of(DAY)).section("audit-1")
    table = next(one for one in section.tables if one.name == "audit-1-agencies")
    assert [column.heading for column in table.columns][1:3] == ["Police", "Schools"]
    assert [[cell.value for cell in row][:3] for row in table.rows] == [
        ["Leadership", "Green", "Green"],
        ["Training", "Red", "Amber"],
    ]


def test_none_on_record_is_one_sentence(year):
    document = section_11_overview(year.as_of(DAY))
    assert document.sections[0].blocks == (Paragraph("No section 11 audit is on record."),)


def test_what_is_no_review_is_refused(year):
    action = next(year.as_of(DAY).register.of_type("action"))
    with pytest.raises(Refused, match="Only a review is an audit"):
        section_11_overview(year.as_of(DAY), audit=action.id)
