"""Training plan and evaluation, on the figures that a published quarter mixed up."""

from datetime import date

import pytest

from lif_core import Partnership, Settings
from lif_core.hooks import Plugins
from lif_core.reports.document import Chart, KeyFigures
from lif_core.reports.training_evaluation import training_evaluation
from lif_core.reports.training_plan import training_plan
from lif_core.testing import MemoryStorage

DAY = date(2025, 3, 20)


def rows(document, section: str, number: int = 0) -> list[list]:
    return [[cell.value for cell in row] for row in document.section(section).tables[number].rows]


@pytest.fixture
def plan(year):
    return training_plan(year.as_of(DAY))


def test_needs_are_weighed_and_met_or_not(plan):
    assert [row[:3] for row in rows(plan, "needs-by-theme")] == [
        ["Information sharing", 3, 1],
        ["Voice and daily life of the child", 1, 1],
    ]
    assert "met by Course Sharing what we know" in rows(plan, "needs-by-theme")[0][3]
    assert plan.section("needs-without-course").blocks[0].items == ("Training need TN2: Asking about fathers",)
    assert plan.section("courses-without-need").blocks[0].items == ("Course Introduction to neglect",)


def test_weights_are_drawn_with_words_for_them(plan):
    (drawn,) = [block for block in plan.section("needs-by-theme").blocks if isinstance(block, Chart)]
    assert drawn.alternative == (
        "Weight of what has to be learnt, by theme. Information sharing: 3; Voice and daily life of the child: 1."
    )


def test_sessions_ahead_and_those_who_wait(plan):
    assert rows(plan, "courses-and-sessions")[0][3:6] == [date(2025, 5, 6), 20, "Police"]
    assert rows(plan, "waiting-lists")[0][:3] == ["Course Sharing what we know", 4, date(2025, 5, 6)]


def test_take_up_and_attendance_keep_their_names_and_round_half_up(year):
    document = training_evaluation(year.as_of(DAY))
    assert rows(document, "take-up")[:2] == [
        ["Course Introduction to neglect", "78% (31 of 40)", ""],
        ["Course Sharing what we know", "83% (231 of 280)", ""],
    ]
    shares = {row[0]: row[1] for row in rows(document, "who-came")}
    assert shares["Attendance, those without a booking counted in"] == "96% (262 of 273)"
    assert shares["Attendance of those registered"] == "93% (253 of 273)"


def test_what_nobody_asked_is_said_and_not_claimed(year):
    told = rows(training_evaluation(year.as_of(DAY)), "what-it-changed")
    assert told[0][2:] == ["Nobody asked", "Not known", "Nobody asked later", "Not evaluated"]


def test_small_numbers_stay_inside(year):
    """Nobody outside learns how many of how many it was, where few were."""
    document = training_evaluation(year.as_of(DAY, audience="public"))
    (figures,) = [block for block in document.section("non-attendance").blocks if isinstance(block, KeyFigures)]
    assert not any(isinstance(one.value, int) and 0 < one.value < 5 for one in figures.figures)


def test_only_the_time_that_is_asked_for(year):
    document = training_evaluation(year.as_of(DAY), since=date(2025, 3, 11))
    assert [row[0] for row in rows(document, "take-up")][:1] == ["Course Introduction to neglect"]
    assert "Covers 11 Mar 2025 to 20 Mar 2025." in [b.text for b in document.section("training-covers").blocks]


def test_what_is_hidden_cannot_be_worked_out_from_the_sum(history):
    """Three came to one course: the course beside it is hidden too, as the sum of both stands above them."""
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example"), plugins=Plugins(entry_points=()))
    with lif.work(by="qa-officer", on=DAY, why="Counts") as work:
        for label, came, places in (("police", 20, 40), ("education-service", 3, 30), ("childrens-services", 15, 32)):
            course = work.offer_course(label=label, disclosure="public")
            session = work.plan_session(
                course=course, on=date(2025, 3, 10), places=places, state="held", disclosure="public"
            )
            work.record_attendance(session=session, agency=label, attended=came, disclosure="public")
    document = training_evaluation(lif.as_of(DAY, audience="public"))
    taken = [row[1] for row in rows(document, "take-up")]
    assert taken.count("not shown") >= 2 or "not shown" in str(document.section("take-up").blocks[0])
    came = [row[1] for row in rows(document, "by-agency")]
    assert sum(not isinstance(one, int) for one in came) >= 2
    assert [row[1] for row in rows(document, "what-it-changed")].count("not shown") >= 2
