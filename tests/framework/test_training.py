"""Training: what five areas charge, and how five schemes of levels stand beside one another, is said in text alone.

Amounts and notices: the charging pages of Leeds, Wirral, Greenwich, Plymouth, Cambridgeshire and Peterborough.
"""

from collections.abc import Callable

import pytest

from lif_core.errors import InvalidFramework
from lif_core.framework.documents import Document
from lif_core.framework.framework import Framework
from lif_core.framework.items.training import Occasion
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.shape import Charge, Instrument, TrainingLevel

Layer = Callable[..., Document]

AREAS = """
[body.council]
sort = "statutory-partner"
[body.school-place]
label = "A school"
part-of = "schools"
sort = "relevant-agency"
[body.schools]
sort = "relevant-agency"
[body.charity]
part-of = "small-third-sector"
sort = "outside"
[body.small-third-sector]
sort = "outside"
[body.firm]
sort = "outside"

[charge.leeds]
label = "Leeds, half a day"
length = "half-day"
place = 35
no-show = 35
free-for = ["statutory-partner", "small-third-sector"]

[charge.wirral]
label = "Wirral, a full day"
length = "full-day"
place = 0
no-show = 90
notice = "3 working days"
prices = [{ for = "schools", place = "full-cost" }]

[charge.greenwich]
label = "Greenwich, a full day"
length = "full-day"
place = 0
notice = "2 days"
late-cancellation = 80
prices = [{ for = "outside", place = 100 }]

[charge.plymouth]
label = "Plymouth"
place = 60
notice = "14 days"
late-cancellation = "full-cost"
substitutes = true

[charge.cambridgeshire]
label = "Cambridgeshire and Peterborough, a full day"
length = "full-day"
place = 0
prices = [{ for = ["outside"], place = 150 }, { for = ["schools", "trainees"], place = 50 }]

[charge.more-closely]
label = "Free for agencies of every sort, but not for schools"
place = 40
free-for = ["statutory-partner", "relevant-agency", "small-third-sector"]
not-free-for = "trainees"
prices = [{ for = "schools", place = "full-cost" }, { for = "charity", place = 5 }, { for = "outside", place = 80 }]

[role-group.trainees]
label = "Those in training"

[calendar.c]
from = 2024
to = 2026
days = [{ day = 2025-05-26, name = "Spring bank holiday" }]
"""


@pytest.fixture(scope="module")
def areas(layer: Layer) -> Framework:
    return compose([layer("a", AREAS)]).newest


@pytest.mark.parametrize(
    ("charge", "occasion", "body", "group", "amount"),
    [
        ("leeds", "place", "council", "", 0),
        ("leeds", "no-show", "council", "", 35),  # everyone pays for not coming
        ("leeds", "place", "charity", "", 0),
        ("leeds", "place", "firm", "", 35),
        ("leeds", "not-completed", "council", "", None),  # charged since 2021; the amount was not read
        ("wirral", "place", "council", "", 0),
        ("wirral", "place", "school-place", "", None),  # full cost, whatever that comes to
        ("wirral", "no-show", "school-place", "", 90),
        ("greenwich", "place", "firm", "", 100),
        ("greenwich", "place", "council", "", 0),
        ("greenwich", "late-cancellation", "firm", "", 80),
        ("plymouth", "late-cancellation", "council", "", 60),
        ("cambridgeshire", "place", "firm", "", 150),
        ("cambridgeshire", "place", "council", "trainees", 50),
        ("cambridgeshire", "place", "nobody-known", "", 0),
        ("more-closely", "place", "council", "", 0),
        (
            "more-closely",
            "place",
            "school-place",
            "",
            None,
        ),  # the full cost: schools are named, agencies only as a sort
        ("more-closely", "place", "small-third-sector", "", 0),  # named itself; outside is a sort
        ("more-closely", "place", "charity", "", 5),  # named itself, and free only as part of another
        ("more-closely", "place", "firm", "", 80),
        ("more-closely", "place", "council", "trainees", 40),  # excepted from what is free: what all the others pay
    ],
)
def test_what_is_to_be_paid_follows_from_who_pays(
    areas: Framework, charge: str, occasion: Occasion, body: str, group: str, amount: float | None
) -> None:
    assert areas.all(Charge)[charge].amount(occasion, areas.standing(body, group)) == amount


def test_a_body_stands_for_all_it_is_part_of(areas: Framework) -> None:
    assert areas.standing("school-place", "trainees") == ("school-place", "trainees", "schools", "relevant-agency")
    assert areas.standing("") == ()
    assert areas.standing("", "trainees") == ("trainees",)


def test_schemes_stand_beside_one_another_with_their_own_times(liverpool: FrameworkHistory) -> None:
    levels = liverpool.newest.all(TrainingLevel)
    schemes = {level.scheme for level in levels.values()}
    assert {"groups-2010", "intercollegiate", "schools"} <= schemes
    lead = levels["school-lead"]
    assert (str(lead.refresh), str(lead.update)) == ("2 years", "1 year")
    assert (str(levels["health-3"].refresh), levels["health-3"].hours) == ("3 years", 8)
    assert [level.rank for level in levels.values() if level.scheme == "groups-2010"] == list(range(1, 9))


def test_an_instrument_says_when_it_asks_and_whom(liverpool: FrameworkHistory) -> None:
    before, right_after, weeks_later = liverpool.newest.all(Instrument)["three-stages"].time_points
    assert (before.before, str(right_after), right_after.after) == (True, "Right after", None)
    assert (str(weeks_later.after), str(weeks_later.until), weeks_later.by) == ("6 weeks", "8 weeks", "managers")


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ('[charge.c]\nplace = -1', "order", "charge.c.place"),
        ('[charge.c]\nprices = [{ for = "outside", no-show = -1 }]', "order", "charge.c.prices"),
        ('[charge.c]\nplace = "much"', "wrong-type", "charge.c.place"),
        ('[charge.c]\nfree-for = ["everybody"]', "unknown-name", "charge.c.free-for"),
        ('[charge.c]\nprices = [{ for = "charities", place = 3 }]', "unknown-name", "charge.c.prices"),
        ('[charge.c]\nnot-free-for = "charities"', "unknown-name", "charge.c.not-free-for"),
        ('[charge.c]\nfree-for = "outside"\nnot-free-for = "outside"', "paid-and-free", "charge.c.free-for"),
        (
            '[charge.c]\nfree-for = "outside"\nprices = [{ for = "outside", place = 3 }]',
            "paid-and-free",
            "charge.c.free-for",
        ),
        ('[charge.c]\nlength = "week"', "unknown-word", "charge.c.length"),
        ('[role-group.g]\nlevels = ["l"]', "unknown-name", "role-group.g.levels"),
        ('[instrument.i]\ntime-points = [{ label = "x", by = "g" }]', "unknown-name", "instrument.i.time-points"),
        ('[instrument.i]\ntime-points = [3]', "wrong-type", "instrument.i.time-points"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_with_its_place(layer: Layer, text: str, code: str, key: str) -> None:
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", text)])
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.split(", ")[2]) == (f"framework.{code}", key)
