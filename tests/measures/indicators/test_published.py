"""Devon's funnel of 2023-24, and the national notifications with the year of which nothing was found."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from lif_core import Partnership
from lif_core.measures.indicators import STEPS, funnel, indicators, series
from lif_core.records import Decision, Figure, Review
from lif_core.values.reading import read_when
from lif_core.values.when import When
from lif_core.view.register import Register
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 9, 30)
YEAR = When("April 2023 - March 2024", date(2023, 4, 1), date(2024, 3, 31), "year")


def read(examples: Path, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((examples / f"{slug}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def devon(examples: Path) -> dict[str, Any]:
    return read(examples, "local_devon_rapid_reviews_2023_24")


@pytest.fixture
def counts(devon: dict[str, Any]) -> dict[str, int]:
    steps = ("discussions_held", "notifications_agreed", "rapid_reviews", "cspr")
    return {step: devon["funnel"][name] for (step, _), name in zip(STEPS, steps, strict=True)}


def test_devon_from_records(lif: Partnership, counts: dict[str, int]) -> None:
    """What was decided, notified and reviewed gives the published funnel."""
    with lif.work(by="qa-officer", on=DAY) as work:
        for number in range(counts["discussed"]):
            day = date(2023, 5, 1) + timedelta(days=30 * number)
            notified = number < counts["notified"]
            review = None
            if number < counts["rapid-reviews"]:
                review = work.start_review("rapid-review", happened={"notification-sent": day})
            work.record_decision(
                "Notify the Panel?",
                kind="notification",
                state="notified" if notified else "not-notified",
                about=review or (),
                on=day,
            )
            if number < counts["local-reviews"]:
                work.start_review("local-child-safeguarding-practice-review", happened={"decided": day})
    (found,) = [one for one in funnel(lif.as_of(DAY)) if one.year == "2023-24"]
    assert found.counts == (7, 6, 4, 1)
    assert [str(step.of_before.percent()) for step in found.steps if step.of_before] == ["86", "67", "25"]
    assert found.as_published == ()
    assert str(found).startswith("2023-24: Incidents discussed 7, Notified to the Panel 6, Rapid reviews 4, Local")


@pytest.fixture
def published(see: See, devon: dict[str, Any], counts: dict[str, int]) -> View:
    """Give Devon's figures as published: nothing is known of the single cases."""
    figures = [
        Figure(id=f"devon/figure/{step}", state="published", name=step, value=str(n), n=n, period=YEAR,
               keys={"indicator": f"funnel.{step}"}, disclosure="public")
        for step, n in counts.items()
    ]  # fmt: skip
    printed, keys = devon["average_timeliness"], {"indicator": "rapid-reviews-days-late"}
    late = Figure(id="devon/figure/late", state="published", period=YEAR, value=printed, keys=keys, disclosure="public")
    return see(DAY, *figures, late)


def test_devon_as_published_is_told_beside_and_never_mixed_with_what_is_on_record(published: View) -> None:
    (found,) = [one for one in funnel(published) if one.year == "2023-24"]
    assert found.counts == (None, 0, 0, 0)  # nobody records here what was discussed
    assert str(found).startswith("2023-24: Incidents discussed not recorded, Notified to the Panel 0")
    assert [(step.n, step.published) for step in found.as_published] == [(7, "7"), (6, "6"), (4, "4"), (1, "1")]
    assert [str(step.of_before.percent()) for step in found.as_published if step.of_before] == ["86", "67", "25"]
    (late,) = indicators(published, only=["rapid-reviews-days-late"])
    (year,) = [one for one in late.years if one.year == "2023-24"]
    assert (year.published, year.value.of, year.value.number) == (("12 days late",), 0, None)


def test_devon_for_the_public_as_it_was_published_for_the_public(published: View) -> None:
    view = View(framework=published.framework, register=published.register, day=DAY, audience="public")
    (found,) = [one for one in funnel(view) if one.year == "2023-24"]
    assert [(step.n, step.published) for step in found.as_published] == [(7, "7"), (6, "6"), (4, "4"), (1, "1")]
    assert [str(step.of_before.percent()) for step in found.as_published if step.of_before] == ["86", "67", "25"]


def test_figures_that_were_not_published_for_everybody_are_without_small_numbers(published: View) -> None:
    narrower = [attrs.evolve(one, disclosure="agencies") for one in published.register.of_type("figure")]
    view = View(framework=published.framework, register=Register(narrower), day=DAY, audience="agencies")
    (found,) = [one for one in funnel(view) if one.year == "2023-24"]
    assert [step.n for step in found.as_published] == [7, None, None, None]  # 6 beside 7 would tell of one
    assert [step.of_before for step in found.as_published] == [None, None, None, None]


def test_what_was_discussed_is_not_0_where_nobody_records_it(see: See) -> None:
    def review(number: int, *told: date) -> Review:
        happened = dict(zip(("notification-sent", "discussed"), map(When.on, told), strict=False))
        return Review(id=f"demo/review/{number}", kind="rapid-review", state="open", happened=happened)

    def discussed(*records: Review | Decision) -> list[int | None]:
        return [one.counts[0] for one in funnel(see(DAY, *records), 2)]

    before, now = date(2023, 6, 1), date(2024, 6, 1)
    assert discussed() == [None, None]
    assert discussed(review(1, before), review(2, now)) == [None, None]
    # recorded in one year, of nothing that was notified in the other
    assert discussed(review(1, before, before), review(2, now)) == [1, None]
    # what was notified this year was discussed the year before: none was discussed this year, and that is known
    assert discussed(review(1, now, before)) == [1, 0]
    # nothing happened this year, and discussions are recorded
    assert discussed(review(1, before, before)) == [1, 0]
    settled = Decision(id="demo/decision/1", kind="notification", state="not-notified", on=When.on(now))
    assert discussed(settled) == [0, 1]


@pytest.fixture
def national(see: See, examples: Path) -> View:
    """Give the national figures as they were found, year by year and part by part."""
    found = []
    for row in read(examples, "national_sin_statistics")["series"]:
        label = row["year"]
        first = date(int(label[:4]), 4, 1)
        said = row.get("label_as_published", label)
        period = When(said, first, date(first.year + 1, 3, 31), "year")
        for name, key in (("Notifications", "total"), ("Child deaths", "child_death"), ("Serious harm", "serious_harm"),
                          ("Other", "other")):  # fmt: skip
            if row.get(key) is not None:
                id = f"dfe/figure/{label}-{key}"
                found.append(
                    Figure(id=id, state="published", name=name, value=str(row[key]), n=row[key], period=period)
                )
    return see(DAY, *found)


def test_the_missing_year_is_missing_and_no_change_is_told_over_it(national: View) -> None:
    told = series(national, "notifications", ("Child deaths", "Serious harm", "Other"))
    assert [(one.year, one.n) for one in told.years] == [
        ("2018-19", 498),
        ("2019-20", 449),
        ("2020-21", 536),
        ("2021-22", None),
        ("2022-23", 456),
        ("2023-24", 405),
    ]
    assert told.missing == ("2021-22",)
    assert [one.change for one in told.years] == [None, -49, 87, None, None, -51]
    assert [one.unaccounted for one in told.years] == [None, None, 0, None, 0, 0]
    assert told.years[-1].printed == "2024 (Reporting year)"
    assert "2021-22: missing" in str(told)
    assert told.several == ()


def test_two_figures_of_one_year_that_differ_are_one_series_of_neither(national: View) -> None:
    """393 (by incident) and 456 (by report) for 2022-23 are different counts: never one series."""
    other = Figure(
        id="panel/figure/1", state="published", name="Notifications", value="393", n=393,
        period=When("2022-23", date(2022, 4, 1), date(2023, 3, 31), "year"),
    )  # fmt: skip
    view = View(framework=national.framework, register=national.register.plus([other]), day=DAY)
    told = series(view, "Notifications")
    assert told.several == ("2022-23",)
    (year,) = [one for one in told.years if one.year == "2022-23"]
    assert (year.n, year.missing, str(year)) == (None, False, "2022-23: not a number")


def test_a_period_that_is_no_reporting_year_belongs_to_none(see: See) -> None:
    half = Figure(
        id="dfe/figure/1", state="published", name="Notifications", value="1", n=1, period=read_when("April 2020")
    )
    assert series(see(DAY, half), "Notifications").years == ()
