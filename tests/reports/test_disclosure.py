"""Nothing leaves above the clearance asked for: words planted at every level are heard below it in no document."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from lif_core.framework.shape import DisclosureLevel
from lif_core.journal.change import Change, Commit
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.changed import Since
from lif_core.reports.document import Document
from lif_core.testing import canaries

DAY = date(2025, 3, 20)
AUDIENCES = ("public", "region", "practitioners", "agencies", "partnership", "review-team")
GIVEN = {
    "agency-update": {"body": "police"},
    "thread": {"record": "canary/action/public-0"},
    "minutes": {"meeting": "canary/meeting/LEVEL-0"},
}
"""What reports are asked for; LEVEL stands for the level of those who read."""

OF_NO_RECORD = ("framework",)
"""Reports that are made from the framework alone, and show no record."""


@pytest.fixture(scope="module")
def planted(liverpool):
    return canaries.planted(liverpool)


def texts(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from texts(one)
    elif attrs.has(type(held)):
        for field in attrs.fields(type(held)):
            yield from texts(getattr(held, field.name))


def made(name: str, liverpool, planted, audience: str) -> Document:
    view = canaries.view_of(liverpool, planted, audience, DAY)
    given = {key: value.replace("LEVEL", audience) for key, value in GIVEN.get(name, {}).items()}
    return REPORTS[name].make(view, **given)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_above_the_clearance_is_heard(name: str, audience: str, liverpool, planted):
    document = made(name, liverpool, planted, audience)
    heard = canaries.heard(texts(document))
    assert audience in heard or name in OF_NO_RECORD  # so that silence would be noticed
    assert heard & canaries.above(liverpool, audience) == set()
    assert canaries.heard([repr(document)]) == set()


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_shown_is_told_and_marked(name: str, liverpool, planted):
    for audience in AUDIENCES:
        document = made(name, liverpool, planted, audience)
        told = {record.disclosure for record in planted if record.id in document.records}
        heard = canaries.heard(texts(document))
        assert heard <= told
        if name in OF_NO_RECORD:
            assert (told, document.marking) == (set(), "PUBLIC")
            continue
        level = liverpool.all(DisclosureLevel)[max(told, key=liverpool.disclosure)]
        assert document.marking == str(level.marking)


def test_a_change_tells_no_more_than_the_two_views(liverpool, planted):
    """Neither what a commit said of records out of sight, nor what a record said before it was cleared."""
    seen, unseen = "canary/action/public-0", "canary/action/review-team-0"
    at = datetime(2025, 3, 1, tzinfo=UTC)
    secret = Commit(
        at=at,
        by="qa-officer",
        why="canary.review-team.why.",
        changes=(
            Change(record=seen, kind="amend", set={"text": "canary.review-team.earlier.", "state": "done"}, on=DAY),
            Change(record=unseen, kind="amend", set={"text": "canary.review-team.text."}, on=DAY),
        ),
    )
    view = canaries.view_of(liverpool, planted, "public", DAY)
    since = Since(view=view, changes=tuple((secret, change) for change in secret.changes))
    document = REPORTS["sub-group-agenda"].make(view, since=since)
    assert canaries.heard(texts(document)) == {"public"}


def test_an_extra_field_can_be_narrower_than_its_record(liverpool):
    from lif_core.records import Action

    extra = {"as-published-status": "Category 2"}
    action = Action(id="x/action/1", ref="1", text="Huddle", state="planned", disclosure="public", extra=extra)
    for audience, told, marking in (
        ("public", "Planned", "PUBLIC"),
        ("agencies", "Planned (as published: Category 2)", "OFFICIAL-SENSITIVE: partner agencies"),
    ):
        document = REPORTS["action-plan"].make(canaries.view_of(liverpool, (action,), audience, DAY))
        assert told in [cell.value for cell in document.section("action-plan").tables[0].rows[0]]
        assert document.marking == marking


def test_a_paper_with_a_reading_is_as_narrow_as_the_measure_that_it_names(liverpool):
    from lif_core.records import Action, Evaluation, Measure, Reading

    action = Action(id="x/action/1", ref="1", text="Huddle", state="done", disclosure="public")
    for level, marking in (("public", "PUBLIC"), ("agencies", "OFFICIAL-SENSITIVE: partner agencies")):
        measure = Measure(id="x/measure/1", ref="M1", disclosure=level)
        for named in ("x/measure/1", "m1"):
            evaluation = Evaluation(
                id="x/evaluation/1", of=(action.id,), state="completed", disclosure="public",
                readings=(Reading(measure=named, n=10, of=20),),
            )  # fmt: skip
            view = canaries.view_of(liverpool, (action, evaluation, measure), "agencies", DAY)
            document = REPORTS["action-plan"].make(view)
            assert "10 of 20" in set(texts(document))
            assert document.marking == marking
            assert measure.id in document.records


def test_small_numbers_stay_inside(liverpool):
    """In the plan, in every paper and in every measure alike: see also test_small_numbers.py."""
    from lif_core.records import Action, Evaluation, Reading

    action = Action(id="x/action/1", ref="1", text="Huddle", state="done", disclosure="public")
    evaluation = Evaluation(
        id="x/evaluation/1", of=(action.id,), state="completed", readings=(Reading(n=3, of=20),), disclosure="public"
    )
    outside = ("public", "region", "practitioners", "agencies")
    for audience in AUDIENCES:
        view = canaries.view_of(liverpool, (action, evaluation), audience, DAY)
        plan = REPORTS["action-plan"].make(view).section("action-plan").tables[0]
        number = [column.name for column in plan.columns].index("evaluation")
        assert plan.rows[0][number].value == ("not shown" if audience in outside else "3 of 20")
