"""How independent of its lead whoever evaluated an action is: one answer for gates, gaps, indicators and papers."""

from datetime import date

import pytest

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Action, Evaluation, Party
from lif_core.view.independence import Independence, by_another, independence

DAY = date(2024, 6, 1)
POLICE = Party(body="police")


def led_by(*leads: Party) -> Action:
    return Action(id="demo/action/1", leads=leads)


def made_by(by: Party | None) -> Evaluation:
    return Evaluation(id="demo/evaluation/1", by=by)


@pytest.mark.parametrize(
    ("by", "how"),
    [
        (Party(body="schools"), "another"),
        (POLICE, "lead"),
        (None, "nobody"),
        (Party(), "nobody"),
        (Party(said="the scrutineer"), "another"),
        (Party(role="quality-assurance-officer", body="police"), "lead"),
    ],
)
def test_who_evaluated(liverpool: FrameworkHistory, by: Party | None, how: Independence) -> None:
    assert independence(liverpool.on(DAY), led_by(POLICE), made_by(by)) == how
    assert by_another(liverpool.on(DAY), led_by(POLICE), made_by(by)) == (how == "another")


def test_another_part_of_the_leads_body_and_a_role_of_it_are_the_same_body(liverpool: FrameworkHistory) -> None:
    framework = liverpool.on(DAY)
    part = next(id for id, body in framework.items("body").items() if getattr(body, "part_of", "") == "executive")
    assert independence(framework, led_by(Party(body="executive")), made_by(Party(body=part))) == "same-body"
    role = next(id for id, one in framework.items("role").items() if getattr(one, "body", ""))
    led = led_by(Party(body=getattr(framework.item("role", role), "body", "")))
    assert independence(framework, led, made_by(Party(role=role))) == "same-body"


def test_a_role_that_leads_is_the_lead(liverpool: FrameworkHistory) -> None:
    action = Action(id="demo/action/1", lead_role="qa-officer")
    assert independence(liverpool.on(DAY), action, made_by(Party(role="qa-officer"))) == "lead"
