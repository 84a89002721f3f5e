"""Every figure of law and guidance: what it is, where it comes from, and whether anybody read it there."""

import re

import pytest

READ, RECALLED = True, False

FIGURES = {
    "notify-ofsted-of-incident": ("5 working days", READ),
    "notify-panel-of-incident-before-serious-case-review": ("5 working days", READ),
    "notify-panel-of-incident": ("5 working days", READ),
    "tell-partners-of-incident": ("5 working days", READ),
    "rapid-review": ("15 working days", READ),
    "serious-case-review-decision": ("1 month", RECALLED),
    "serious-case-review-decision-told": ("5 working days", RECALLED),
    "no-serious-case-review-told": ("14 days", READ),
    "serious-case-review-completion": ("6 months", RECALLED),
    "serious-case-review-copy-2013": ("1 week", RECALLED),
    "serious-case-review-copy-2015": ("7 working days", RECALLED),
    "serious-case-review-kept-public": ("12 months", READ),
    "local-review-publication": ("6 months", RECALLED),
    "local-review-copy": ("7 working days", RECALLED),
    "local-review-kept-public": ("1 year", READ),
    "inspection-statement": ("70 working days", READ),
    "joint-inspection-statement": ("70 working days", RECALLED),
    "priority-action-draft-plan": ("20 working days", READ),
    "priority-action-final-plan": ("70 working days", READ),
    "joint-inspection-fieldwork": ("10 working days", READ),
    "domestic-homicide-review-decision": ("1 month", RECALLED),
    "domestic-homicide-review-report": ("6 months", RECALLED),
    "domestic-homicide-review-kept-public": ("12 months", READ),
}
"""Each deadline shipped, its figure, and whether somebody read it in a source or recalls it."""


@pytest.fixture(scope="session")
def deadlines(england):
    return england["deadline"]


def figure(rule):
    (span,) = [rule[key] for key in ("within", "at-least", "every") if key in rule]
    return span


def test_the_figures_are_these_and_no_others(deadlines):
    assert {id: (figure(rule), rule["source"]["verified"]) for id, rule in deadlines.items()} == FIGURES


def test_what_is_read_says_where_it_can_be_read(deadlines):
    for id, rule in deadlines.items():
        if rule["source"]["verified"]:
            assert rule["source"]["url"].startswith("http"), id


def test_each_figure_names_source_authority_and_who_owes_it(deadlines):
    for id, rule in deadlines.items():
        source = rule["source"]
        assert source["title"], id
        assert source["authority"] in ("statute", "regulations", "guidance", "panel", "local"), id
        assert rule["owed"]["by"], id
        assert rule["holds"] in ("pause", "explain", "none"), id


def test_regulations_stay_regulations_and_the_panel_is_no_guidance(deadlines):
    authorities = {id: rule["source"]["authority"] for id, rule in deadlines.items()}
    assert authorities["rapid-review"] == "panel"
    assert authorities["no-serious-case-review-told"] == "panel"
    assert authorities["local-review-copy"] == authorities["local-review-kept-public"] == "regulations"
    assert authorities["domestic-homicide-review-kept-public"] == "local"


def test_the_rapid_review_counts_from_the_notification_sent(deadlines):
    rule = deadlines["rapid-review"]
    assert rule["after"] == "rapid-review.notification-sent"
    assert rule["met-by"] == "rapid-review.sent"
    assert "counts-first-day" not in rule


def test_a_serious_case_review_is_met_by_completing_it_not_by_publishing(deadlines):
    assert deadlines["serious-case-review-completion"]["met-by"] == "serious-case-review.completed"


def test_both_figures_for_telling_the_panel_stand(deadlines):
    told, refused = deadlines["serious-case-review-decision-told"], deadlines["no-serious-case-review-told"]
    assert (told["within"], refused["within"]) == ("5 working days", "14 days")
    assert told["met-by"] == refused["met-by"]


@pytest.mark.parametrize(
    "table", ["duty", "recurrence", "strength", "evidence-sort", "taxonomy", "regime", "retention"]
)
def test_everything_that_binds_or_counts_has_a_source(england, table):
    for id, item in england[table].items():
        assert item["source"]["title"], id
        assert isinstance(item["source"]["verified"], bool), id


def test_a_figure_within_a_duty_is_one_that_was_read_or_says_that_it_was_not(england):
    counted = {
        id: duty
        for id, duty in england["duty"].items()
        if re.search(r"\d+(th| (days|months|September))", duty["label"])
    }
    assert {id: duty["source"]["verified"] for id, duty in counted.items()} == {
        "yearly-report": READ,
        "yearly-report-copy": RECALLED,
        "yearly-report-by-september": RECALLED,
        "notify-death-of-care-leaver": RECALLED,
    }


def test_what_local_practice_suggests_never_claims_to_be_verified(england):
    for table in ("recurrence", "strength", "evidence-sort", "retention"):
        assert not any(item["source"]["verified"] for item in england[table].values())


def test_nothing_is_said_of_the_edition_nobody_has_read(england):
    assert set(england["regime"]) == {"wt2013", "wt2015", "wt2018", "wt2023"}
    used = {regime for table in england.values() for item in table.values() for regime in item.get("under", [])}
    assert used <= set(england["regime"])
