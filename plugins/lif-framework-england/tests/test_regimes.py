"""Which edition rules what: asked for each thing, by where and when."""

from datetime import date

import pytest

from lif_core.values.when import When

MARCH_2019 = date(2019, 3, 15)
NATIONAL, REGIONAL = "england", "north-west"


def month(year: int, number: int, last: int) -> When:
    return When(said=f"{number}/{year}", first=date(year, number, 1), last=date(year, number, last), reading="month")


def test_the_window_between_the_regulations_and_the_areas_start(liverpool):
    assert liverpool.regime("review", MARCH_2019).regimes == ("wt2015",)
    assert liverpool.regime("notification", MARCH_2019).regimes == ("wt2018",)
    assert liverpool.regime("decision", MARCH_2019).regimes == ("wt2015",)


def test_a_serious_case_review_of_the_window_is_notified_under_the_new_regime(liverpool):
    kind = liverpool.kind("review", "serious-case-review")
    assert set(liverpool.regime("serious-case-review", MARCH_2019).regimes) <= set(kind.under)
    ruled = {
        rule.id
        for rule in liverpool.deadline_rules_for("serious-case-review")
        if set(rule.under) & set(liverpool.regime(rule.id, MARCH_2019).regimes)
    }
    assert "notify-panel-of-incident-before-serious-case-review" in ruled
    assert "notify-ofsted-of-incident" not in ruled
    assert "serious-case-review-completion" in ruled
    assert "serious-case-review-copy-2015" in ruled
    assert "serious-case-review-copy-2013" not in ruled


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2013, 4, 15), "wt2013"),
        (date(2015, 3, 25), "wt2013"),
        (date(2015, 3, 26), "wt2015"),
        (date(2019, 8, 31), "wt2015"),
        (date(2019, 9, 1), "wt2018"),
        (date(2023, 12, 14), "wt2018"),
        (date(2023, 12, 15), "wt2023"),
    ],
)
def test_a_review_is_ruled_by_one_edition_a_day(liverpool, day, regime):
    assert liverpool.regime("review", day).regimes == (regime,)


@pytest.mark.parametrize("published", [date(2019, 8, 1), date(2019, 12, 2), date(2020, 6, 1)])
def test_a_boards_review_published_after_the_areas_start_stays_under_the_boards_edition(liverpool, published):
    for deadline in ("serious-case-review-copy-2015", "serious-case-review-kept-public"):
        assert liverpool.regime(deadline, published).regimes == ("wt2015",)
    assert liverpool.regime("serious-case-review", date(2019, 12, 2)).regimes == ("wt2018",)


@pytest.mark.parametrize(("day", "regime"), [(date(2018, 6, 28), "wt2015"), (date(2018, 6, 29), "wt2018")])
def test_notifications_change_everywhere_on_one_day(composed, day, regime):
    for names in ((NATIONAL,), (NATIONAL, REGIONAL), ()):
        assert composed(*names).newest.regime("notification", day).regimes == (regime,)


def test_a_decision_of_march_2015_may_fall_under_either_edition(liverpool):
    answer = liverpool.regime("decision", month(2015, 3, 31))
    assert answer.regimes == ("wt2013", "wt2015")


def test_before_the_first_edition_held_there_is_no_answer(liverpool):
    answer = liverpool.regime("review", date(2011, 5, 3))
    assert answer.regimes == ()
    assert "2011" in answer.why


def test_without_the_areas_start_both_editions_are_told_and_only_within_the_window(composed):
    england = composed("england").newest
    assert england.regime("review", date(2018, 6, 28)).regimes == ("wt2015",)
    assert england.regime("review", MARCH_2019).regimes == ("wt2015", "wt2018")
    assert england.regime("review", date(2020, 1, 6)).regimes == ("wt2018",)


def test_another_area_gives_its_own_start(composed):
    added = 'layer = "stockton"\ninformed-by = ["england"]\narea-start = 2019-04-10\n'
    stockton = composed("england", added=added).newest
    assert stockton.regime("review", date(2019, 4, 9)).regimes == ("wt2015",)
    assert stockton.regime("review", date(2019, 4, 10)).regimes == ("wt2018",)


def test_the_next_edition_is_a_file(composed):
    added = """
        layer = "next-edition"
        informed-by = ["england"]
        [regime.wt2030]
        label = "An edition yet to come"
        begins = { review = 2030-01-01, notification = 2030-01-01 }
    """
    later = composed("england", added=added).newest
    assert later.regime("review", date(2029, 12, 31)).regimes == ("wt2023",)
    assert later.regime("review", date(2030, 1, 1)).regimes == ("wt2030",)
