"""Agenda parts: returns, challenges, products, consultations and meetings to come stand in their places."""

from datetime import date

import pytest

from lif_core import Partnership, Settings
from lif_core.hooks import Plugins
from lif_core.records import Hold
from lif_core.reports.agenda import agenda, items_of
from lif_core.reports.document import Heading, Paragraph, Table
from lif_core.reports.minutes import minutes
from lif_core.testing import MemoryStorage
from lif_core.values.when import When

DAY = date(2024, 6, 20)
GROUP = "quality-assurance-group"


@pytest.fixture(scope="module")
def now(history):
    lif = Partnership(
        history,
        MemoryStorage(),
        settings=Settings(id="example", by="business-manager"),
        plugins=Plugins(entry_points=()),
    )
    with lif.work(on=date(2024, 5, 1)) as work:
        review = work.start_review("rapid-review", ref="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        work.ask_returns(["police", "schools"], "rapid-review-summary", about=review, due=date(2024, 6, 10))
        work.ask_returns("police", "section-11", due=date(2024, 6, 1))
        finding = work.record_finding("Not shared", from_=review)
        out = work.write_product(
            "newsletter", ref="N1", draws_on=finding, audience=["partnership"], to=["police", "schools"]
        )
        work.move(out, "published")
        work.acknowledge(out, agency="police", use="Read")
        work.write_product("newsletter", ref="N2", draws_on=finding, audience=["public"])
        work.raise_challenge("Why so late?", by="independent-scrutineer", to="police", due=date(2024, 6, 10))
        work.escalate_challenge(next(iter(work.view.register.of_type("challenge"))), to="executive", why="No answer")
        asked = work.consult("What should change?", opens=date(2024, 5, 1), closes=date(2024, 6, 30))
        work.write_note("More of it", about=asked)
        work.plan_action("Late one", ref="A1", lead="police", due=date(2024, 5, 2), group=GROUP)
        work.plan_action("Later one", ref="A2", lead="police", due=date(2024, 7, 5), group=GROUP)
        work.place_hold(review, Hold(kind="criminal", since=When.on(date(2024, 5, 1))))
        work.place_hold(review, Hold(kind="coronial", since=When.on(date(2024, 7, 1))))
        work.record_need("How to share", from_=finding)
        for day in (date(2024, 6, 20), date(2024, 7, 10), date(2024, 8, 10)):
            work.call_meeting(GROUP, on=day)
    return lif.as_of(DAY)


def table(document, section: str, name: str) -> list[dict[str, object]]:
    (found,) = [one for one in document.section(section).tables if one.name == name]
    return [dict(zip([c.name for c in found.columns], [cell.value for cell in row], strict=True)) for row in found.rows]


def test_live_reviews_say_who_has_not_returned(now) -> None:
    document = agenda(now, body=GROUP)
    (row,) = table(document, "live-reviews", "live-reviews")
    assert row["not-returned-by"] == "Police (Overdue, 10 days); Schools (Overdue, 10 days)"
    (other,) = table(document, "live-reviews", "returns")
    assert (other["what"], other["agency"]) == ("Section 11 self-assessment", "Police (Overdue, 19 days)")


def test_holds_are_told_that_stand_on_the_day_and_none_that_is_still_to_begin(now) -> None:
    (row,) = table(agenda(now, body=GROUP), "live-reviews", "live-reviews")
    assert row["holds"] == "Criminal investigation or proceedings: Until not said"


def test_products_to_approve_have_numbers_and_what_stands_in_their_way(now) -> None:
    document = agenda(now, body=GROUP)
    (row,) = table(document, "products", "to-approve")
    assert row["number"] == "9.1"
    assert "wider than" in row["not-met"]
    (used,) = table(document, "products", "handed-on")
    assert (used["arrived"], used["use-reported"], used["not-said-yet"]) == ("1 of 2", "1 of 2", "Schools")
    assert Paragraph("Dissemination confirmed: 1 of 2.") in document.section("products").blocks


def test_challenges_consultations_and_needs_are_told(now) -> None:
    document = agenda(now, body=GROUP)
    (row,) = table(document, "challenge", "challenges")
    assert (row["put-by"], row["standing"], row["raised-to"]) == (
        "Independent scrutineer", "Overdue, 10 days", "Executive, 1 May 2024",
    )  # fmt: skip
    (asked,) = table(document, "voice", "consultations")
    assert (asked["comments"], asked["held-comments"]) == (1, 1)
    every = [str(cell.value) for one in document.tables for row in one.rows for cell in row]
    assert any("What should change?" in one for one in every)
    assert not any("More of it" in one for one in every)  # a comment that is held stands in no paper
    told = [row["note"] for row in table(document, "training", "training")]
    assert "No course meets this need" in told


def test_the_forward_plan_tells_what_falls_due_by_each_meeting(now) -> None:
    blocks = agenda(now, body=GROUP).section("forward-plan").blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "By the meeting of 10 Jul 2024", "By the meeting of 10 Aug 2024",
    ]  # fmt: skip
    first = next(block for block in blocks if isinstance(block, Table))
    assert any("Later one" in str(row[0].value) for row in first.rows)


def test_numbers_are_the_same_whoever_asks_and_follow_from_the_view_alone(now) -> None:
    items = items_of(now, body=GROUP)
    assert items == items_of(now, body=GROUP)
    document = agenda(now, body=GROUP)
    printed = {
        cell.value
        for one in document.tables
        for row in one.rows
        for column, cell in zip(one.columns, row, strict=True)
        if column.name == "number" and cell.value
    }
    assert {item.number for item in items} == printed


def test_the_minutes_shell_has_a_row_for_each_item_and_columns_to_write_in(now) -> None:
    meeting = next(one for one in now.register.of_type("meeting") if one.on.exact == DAY)
    document = minutes(now, meeting=meeting.id)  # its papers have not been made: only what may arise
    assert [section.name for section in document.sections] == ["meeting", "there", "arising", "minutes"]
    assert all(one.is_form for one in document.tables[1:])
