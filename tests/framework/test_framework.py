"""Framework: kinds, deadlines, calendars, names people use, readers and words."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from lif_core.errors import InvalidFramework, UnknownName
from lif_core.framework.documents import Document
from lif_core.framework.facts import Fact
from lif_core.framework.framework import Extensions, Framework
from lif_core.framework.layers import compose
from lif_core.framework.shape import Colours, Item

Layer = Callable[..., Document]
TODAY = date(2025, 6, 1)


@pytest.fixture
def framework(sample: tuple[Document, ...]) -> Framework:
    return compose(sample).on(TODAY)


# -- kinds, deadlines, calendars -----------------------------------------------------------------------------------


def test_rules_are_found_by_the_kind_whose_events_they_count_from(framework: Framework) -> None:
    """The upper rule and the one beside it."""
    assert [rule.layer for rule in framework.deadline_rules_for("rapid-review")] == ["england", "liverpool"]
    assert framework.deadline_rules_for("serious-case-review") == ()


def test_a_kind_falls_back_to_standard_and_else_is_unknown(framework: Framework) -> None:
    """With the nearest name."""
    assert framework.kind("action", "whatever").id == "standard"
    with pytest.raises(UnknownName) as unknown:
        framework.kind("review", "rapid-reviw")
    assert unknown.value.nearest == "rapid-review"
    kind = framework.kind("review", "rapid-review")
    assert kind.may_move("open", "withdrawn")
    assert not kind.may_move("open", "met")
    assert kind.is_finished("closed")
    assert framework.kind("review", "practice-learning-review").is_finished("closed")
    assert not framework.kind("review", "practice-learning-review").is_finished("referred")


def test_the_calendar_holds_its_days_and_those_added(layer: Layer, sample: tuple[Document, ...]) -> None:
    """A proclaimed day is one line of a layer."""
    day = '[calendar-day.coronation]\ncalendar = "england-and-wales"\nday = 2025-05-08\nname = "Proclaimed"\n'
    framework = compose([*sample, layer("more", day, "liverpool", since="2025-01-01")]).newest
    calendar = framework.calendar()
    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2025, 12, 31))
    assert not calendar.is_working(date(2024, 5, 6))
    assert not calendar.is_working(date(2025, 5, 8))
    with pytest.raises(UnknownName):
        framework.calendar("scotland")


# -- themes --------------------------------------------------------------------------------------------------------


def test_themes_of_several_lists_are_found_in_one_another(layer: Layer) -> None:
    """From the local list to the Panel's and back; dated names are found too."""
    text = (
        "[taxonomy.ours]\n[taxonomy.panel]\n"
        '[theme.curiosity]\ntaxonomy = "ours"\nmaps-to = ["critical", "leadership"]\n'
        'names = [{ label = "Respectful uncertainty", until = 2019-12-31 }]\n'
        '[theme.escalation]\ntaxonomy = "ours"\nmaps-to = "critical"\n'
        '[theme.critical]\ntaxonomy = "panel"\n[theme.leadership]\ntaxonomy = "panel"\n'
    )
    framework = compose([layer("a", text)]).newest
    assert framework.crosswalk("curiosity") == ("critical", "leadership")
    assert framework.crosswalk("critical", "ours") == ("curiosity", "escalation")
    assert framework.crosswalk("critical", "panel") == framework.crosswalk("nothing") == ()
    assert framework.find_theme("respectful uncertainty") == "curiosity"


# -- years ----------------------------------------------------------------------------------------------------------


def test_the_reporting_year_is_what_the_layer_says_else_the_calendars(layer: Layer) -> None:
    """Norfolk reported from July to June under the 2018 guidance, Devon from April to March."""
    top = layer("top", 'reporting-year = "04-01"')
    assert compose([layer("a")]).newest.reporting_year(TODAY).label == "2025"
    devon = compose([top, layer("devon", "", "top")]).newest
    assert devon.reporting_year(date(2024, 3, 31)) == (date(2023, 4, 1), date(2024, 3, 31), "2023-24")
    norfolk = compose([top, layer("norfolk", 'reporting-year = "1 July to 30 June"', "top")]).newest
    assert norfolk.reporting_year(date(2019, 7, 1)).label == "2019-20"
    assert str(norfolk.explain("reporting-year")).count("1 July to 30 June") == 1


@pytest.mark.parametrize("said", ['"soon"', '"02-29"', '"1 April to 30 June"', "4", "2024-04-01"])
def test_a_reporting_year_that_is_none_is_told_with_its_line(layer: Layer, said: str) -> None:
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", f"reporting-year = {said}")])
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("framework.wrong-type", "a.toml, line 2, reporting-year")


# -- names, readers, words -----------------------------------------------------------------------------------------


def test_bodies_are_found_by_the_words_people_use(framework: Framework) -> None:
    """Case, hyphens and spaces do not count."""
    assert framework.find_body("the  PANEL") == "panel"
    assert framework.find_body("Safeguarding Partners ") == "safeguarding-partners"
    assert framework.find_body("national panel") == "panel"
    assert framework.find_body("") is None
    assert framework.find_body("Ofsted") is None


def test_items_are_found_in_short_and_in_full_and_else_unknown(framework: Framework) -> None:
    """The full id names the layer that added it."""
    assert framework.item("review", "england:review.rapid-review").id == "rapid-review"
    for wrong in ("liverpool:review.rapid-review", "rapid-revue", ""):
        with pytest.raises(UnknownName):
            framework.item("review", wrong)
    with pytest.raises(UnknownName) as unknown:
        framework.items("reviews")
    assert unknown.value.nearest == "review"


def test_audiences_have_the_rank_of_their_level(layer: Layer) -> None:
    """A level's own name is an audience too."""
    text = "[disclosure.public]\nrank = 0\n[disclosure.agencies]\nrank = 3\n[audience.board]\nclearance = 'agencies'\n"
    framework = compose([layer("a", text)]).newest
    assert (framework.clearance("board"), framework.clearance("public"), framework.disclosure("agencies")) == (3, 0, 3)
    with pytest.raises(UnknownName):
        framework.clearance("press")


def test_wordings_fall_back_to_the_concept(layer: Layer) -> None:
    """In both languages where given."""
    framework = compose(
        [layer("a", "languages = ['en', 'cy']\n[wording.finding]\nen = 'Learning point'\ncy = 'Pwynt dysgu'\n")]
    ).newest
    assert framework.wording("finding").in_("cy") == "Pwynt dysgu"
    assert str(framework.wording("target-date")) == "target date"
    assert framework.languages == ("en", "cy")


# -- conditions ----------------------------------------------------------------------------------------------------


def test_conditions_are_made_ready_once_and_asked_of_many(framework: Framework) -> None:
    """The colours of the sample."""
    colours = framework.colours("action")
    assert isinstance(colours, Colours)
    checks = [framework.check(colour.when, "action") for colour in colours.first_that_fits]
    assert checks[0] is framework.check(colours.first_that_fits[0].when, "action")
    late = {"state": "open", "late": True}.get
    assert [check(late) for check in checks] == [False, True, True]


def test_plug_ins_bring_tables_and_facts(layer: Layer) -> None:
    """Both through `extensions`, checked as our own."""

    @attrs.frozen(kw_only=True)
    class Badge(Item):
        """A badge."""

        points: int

    extensions = Extensions(tables={"badge": Badge}, facts=(Fact("has-badge", "yes-no", "whether it has a badge"),))
    text = "[badge.gold]\npoints = 3\n[gap.g]\non = 'action'\nwhen = 'not has-badge'\nsays = 'x'\nmend = 'y'\n"
    framework = compose([layer("a", text)], extensions).newest
    badge = framework.item("badge", "gold")
    assert isinstance(badge, Badge)
    assert badge.points == 3
    assert framework.names("action")["has-badge"].type == "yes-no"
