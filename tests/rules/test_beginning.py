"""Beginning: the day of entry begins nothing, and what waits for the day of a first status is said at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory
from lif_core.rules.decide import Case, decide
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import Request, StartReview

LOCAL = """\
layer = "our-area"
informed-by = ["liverpool"]
[review.critical-incident-review]
label = "Critical incident review"
path = "referred > met > closed"
finished = ["closed"]
[deadline.incident-meeting]
says = "Meet about the incident"
within = "10 working days"
after = "critical-incident-review.referred"
met-by = "critical-incident-review.met"
[review.visit]
label = "Visit"
path = "asked > made"
"""
KIND = "critical-incident-review"
DAY = date(2024, 5, 1)


@pytest.fixture(scope="module")
def local(liverpool: FrameworkHistory) -> FrameworkHistory:
    return compose([liverpool, read_document(LOCAL, "our-area.toml")])


@pytest.fixture
def proposed(case: Callable[..., Case], local: FrameworkHistory) -> Callable[[Request], Proposal]:
    def decided(request: Request) -> Proposal:
        view = case().view
        seen = type(view)(framework=local.on(view.day), register=view.register, day=view.day)
        return decide(case(view=seen), request)

    return decided


def test_the_day_of_entry_is_no_day_on_which_anything_began(proposed: Callable[[Request], Proposal]) -> None:
    made = proposed(StartReview(KIND))
    assert made.records[0].happened == {}
    assert made.warnings == (
        "Nobody has said on which day it was referred, and 1 deadline counts from that day. "
        "Give it as `happened.referred`, now or when it is known.",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"happened": {"referred": DAY}},
        {"planned": {"referred": DAY}},
        {"state": "met", "happened": {"met": DAY}},
        {"kind": "visit"},
    ],
)
def test_nothing_is_said_where_the_day_is_told_or_nothing_waits_for_it(
    proposed: Callable[[Request], Proposal], given: dict[str, Any]
) -> None:
    assert proposed(StartReview(**{"kind": KIND, **given})).warnings == ()
