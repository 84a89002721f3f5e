"""Products: headings are those of their kind, and none is wider than its narrowest source unless a role clears it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core import Partnership, Refused
from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Finding, Hold, Product, Section
from lif_core.values.when import When
from lif_core.view.clearance import cleared
from lif_core.view.register import Register
from lif_core.view.view import View
from lif_core.view.width import narrowest_source, reach_of, width_of

DAY = date(2024, 5, 14)
LEVELS = ("public", "region", "practitioners", "agencies", "partnership", "review-team")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def finding(lif: Partnership) -> Finding:
    with lif.work(by="qa-officer", on=DAY) as work:
        review = work.start_review("rapid-review", ref="2024-A", happened={"notification-sent": DAY})
        return work.record_finding("Not shared", from_=review, disclosure="agencies")


def test_headings_are_put_as_the_framework_words_them_and_missing_ones_are_told(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        one = work.write_product(
            "Seven-minute briefing", draws_on=finding, sections=[Section(heading="BACKGROUND:", text="words")]
        )
    assert (one.sections[0].heading, one.audience) == ("Background", ("practitioners",))
    told = " ".join(work.receipt.warnings)
    assert "Nothing is written yet under: Safeguarding concerns: why it matters; The incident" in told
    assert "Background" not in told


def test_an_unknown_heading_is_refused_with_the_nearest(lif: Partnership, finding) -> None:
    sections = [Section(heading="Backgrund", text="a"), Section(heading="Findings"), Section(heading="findings")]
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.write_product("seven-minute-briefing", draws_on=finding, sections=sections)
    assert codes(refused) == ["product.unknown-heading", "product.heading-twice"]
    assert refused.value.problems[0].nearest == "Background"


def test_a_kind_without_headings_takes_any(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        one = work.write_product("newsletter", draws_on=finding, sections=[Section(heading="Anything", text="a")])
    assert one.sections[0].heading == "Anything"


def test_a_product_is_no_wider_than_its_narrowest_source(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        one = work.write_product("newsletter", draws_on=finding)
    assert one.disclosure == "agencies"  # as narrow as its source
    for attempt in (
        lambda work: work.write_product("newsletter", draws_on=finding, disclosure="public"),
        lambda work: work.amend(one, {"disclosure": "practitioners"}),
        lambda work: work.move(one, "published"),  # its audience, practitioners, is wider than its source
    ):
        with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
            attempt(work)
        assert codes(refused) == ["product.wider-than-source"]


def test_a_role_clears_it_again_and_what_it_was_cleared_from_is_kept(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        one = work.write_product("newsletter", draws_on=finding)
        one = work.amend(one, {"cleared_by": "independent-scrutineer", "disclosure": "practitioners"})
        assert one.cleared_from == "agencies"
        assert work.move(one, "published").state == "published"
    for values, code in (
        ({"cleared_by": "nobody-known"}, "unknown-name"),
        ({"cleared_from": "public"}, "product.cleared-from"),
    ):
        with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
            work.amend(one, values)
        assert codes(refused)[0] == code
    with pytest.raises(Refused), lif.work(by="qa-officer", on=DAY) as work:
        work.amend(one, {"cleared_by": None})


def test_a_hold_on_the_review_behind_it_refuses_publication(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        work.place_hold("2024-A", Hold(kind="criminal", since=When.on(DAY)))
        one = work.write_product("newsletter", draws_on=finding, audience=["agencies"])
    with pytest.raises(Refused) as refused, lif.work(by="qa-officer", on=DAY) as work:
        work.move(one, "published")
    assert codes(refused) == ["product.source-held"]
    with lif.work(by="qa-officer", on=date(2024, 6, 2)) as work:
        work.lift_hold("2024-A", "criminal", date(2024, 6, 1))
        assert work.move(one, "published").state == "published"


def test_agencies_are_asked_once_and_what_they_say_fills_in_what_was_asked(lif: Partnership, finding) -> None:
    with lif.work(by="qa-officer", on=DAY) as work:
        one = work.write_product("newsletter", draws_on=finding, audience=["agencies"], to=["police", "schools"])
        with pytest.raises(Refused) as refused:
            work.ask_acknowledgements(one)
        assert codes(refused) == ["acknowledgement.not-out"]
        work.move(one, "published")
        asked = work.ask_acknowledgements(one)
        assert [(ack.agency.body, ack.state) for ack in asked] == [("police", "asked"), ("schools", "asked")]
        with pytest.raises(Refused) as refused:
            work.ask_acknowledgements(one)
        assert codes(refused) == ["acknowledgement.nobody"]
        said = work.acknowledge(one, agency="Police", reach=20, of=30, use="Team meeting")
        assert (said.id, said.state, said.reach, said.use) == (asked[0].id, "confirmed", 20, "Team meeting")
        fresh = work.acknowledge(one, agency="probation", on=DAY)
        assert (fresh.state, fresh.id in {ack.id for ack in asked}) == ("confirmed", False)
        with pytest.raises(Refused) as refused:
            work.acknowledge(one, agency="schools", reach=30, of=20)
        assert codes(refused) == ["acknowledgement.reach"]
    told = lif.as_of(DAY).products()[0]
    assert (told.confirmed.n, told.confirmed.of, told.used.n) == (2, 3, 1)


@given(st.sampled_from(LEVELS), st.lists(st.sampled_from(LEVELS), max_size=3), st.sampled_from(("", *LEVELS)))
def test_law_no_audience_sees_a_product_of_a_source_it_may_not_see_unless_it_was_cleared_for_that(
    liverpool: FrameworkHistory, own: str, sources: list[str], cleared_from: str
) -> None:
    framework = liverpool.on(DAY)
    findings = [Finding(id=f"demo/finding/{n}", disclosure=level) for n, level in enumerate(sources)]
    product = Product(
        id="demo/product/1",
        disclosure=own,
        draws_on=tuple(one.id for one in findings),
        cleared_by="independent-scrutineer" if cleared_from else "",
        cleared_from=cleared_from,
    )
    register = Register([*findings, product])
    narrowest = narrowest_source(framework, register, product)
    rank = framework.disclosure
    assert narrowest == max(sources, key=rank, default="")
    for audience in LEVELS:
        seen = product.id in cleared(register, framework, audience)
        covers = bool(cleared_from) and (not sources or rank(narrowest) <= rank(cleared_from))
        needed = max([rank(own), *([] if covers else map(rank, sources))])
        assert seen == (needed <= rank(audience))
    view = View(framework=framework, register=register, day=DAY)
    assert width_of(view, product).wider == (reach_of(framework, register, product) > rank(own))
