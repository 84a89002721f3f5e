"""What non-attendance costs, by the policy of the charge; what nobody can tell is counted apart, with the reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import lif_framework_england
from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.training.non_attendance import money, non_attendance
from lif_core.records import Attendance, Party, Record, Session
from lif_core.values.reading import read_when
from lif_core.values.when import Between, When
from lif_core.view.register import Register
from lif_core.view.view import View

CHARGES = """
layer = "ours"
informed-by = ["england"]

[charge.half-day]
label = "Half a day"
place = 35
no-show = 35.5
late-cancellation = 20

[charge.by-payer]
label = "By payer"
place = 0
no-show = 50
prices = [{ for = "schools", place = 80, no-show = "full-cost" }]

[charge.unread]
label = "Online check"
"""
DAY = date(2024, 6, 3)
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")


@pytest.fixture(scope="module")
def framework() -> FrameworkHistory:
    """England with the charges of one place."""
    england = [read_document(text, name) for name, text in lif_framework_england.layer("england")]
    return compose([*england, read_document(CHARGES, "ours.toml")])


@pytest.fixture
def see(framework: FrameworkHistory) -> Callable[..., View]:
    """Give the view of some records under these charges."""
    return lambda *records: View(framework=framework.on(DAY), register=Register(records), day=DAY)


def session(number: int, charge: str = "") -> Session:
    on = When.on(date(2024, 5, number))
    return Session(id=f"demo/session/{number}", state="held", on=on, charge=charge)


def gone(number: int, of: int = 1, **given: Any) -> Attendance:
    return Attendance(id=f"demo/attendance/{number}", **{"state": "reported", "session": f"demo/session/{of}", **given})


def test_each_pays_what_the_charge_says(see: Callable[..., View]) -> None:
    records: list[Record] = [
        session(1, "half-day"),
        session(2, "by-payer"),
        gone(1, agency=POLICE, did_not_attend=2, cancelled_late=1),
        gone(2, of=2, agency=POLICE, did_not_attend=1),
        gone(3, of=2, agency=SCHOOLS, did_not_attend=3),
    ]
    told = non_attendance(see(*records))
    assert {one.agency: one.amount for one in told.costs} == {"police": Decimal("141.0"), "schools": Decimal(240)}
    assert told.totals == {"pounds": Decimal("381.0")}
    assert (told.did_not_attend, told.cancelled_late, told.unpriced) == (6, 1, ())
    assert str(told.costs[0]).endswith("3 did not come, 1 cancelled late: 141 pounds")


def test_what_nobody_can_tell_says_why(see: Callable[..., View]) -> None:
    quarter = {"session": "", "period": read_when("January to March 2024")}
    told = non_attendance(
        see(
            session(1),
            session(2, "unread"),
            session(3, "by-payer"),
            session(4, "half-day"),
            gone(1, did_not_attend=1),
            gone(2, of=2, agency=POLICE, did_not_attend=2),
            gone(3, of=3, did_not_attend=3),
            gone(4, of=4, did_not_attend=4),
            gone(5, did_not_attend=5, **quarter),
        )
    )
    assert {one.why: one.n for one in told.unpriced} == {
        "no-charge": 1,
        "no-amount": 2,
        "nobody-said-whose": 3,
        "sum-of-several": 5,
    }
    assert told.totals == {"pounds": Decimal(142)}  # whoever it was, four pay the same
    assert told.did_not_attend == 15
    assert "5 more, whose cost cannot be told: only a sum of several sessions is known." in str(told)


def test_those_of_whom_nobody_said_whose_they_are_stand_apart(see: Callable[..., View]) -> None:
    told = non_attendance(
        see(session(1, "by-payer"), gone(1, did_not_attend=5), gone(2, agency=POLICE, did_not_attend=2))
    )
    assert [(one.agency, one.did_not_attend, one.amount) for one in told.costs] == [("police", 2, Decimal(100))]
    assert [(one.why, one.n) for one in told.unpriced] == [("nobody-said-whose", 3)]


def test_a_period(see: Callable[..., View]) -> None:
    view = see(session(1, "half-day"), gone(1, did_not_attend=5))
    later = Between(date(2024, 5, 2), DAY)
    assert str(non_attendance(view, later)) == "0 did not come, 0 cancelled late: no cost known."


@pytest.mark.parametrize(
    ("amount", "told"),
    [("0", "0 pounds"), ("1855.0", "1,855 pounds"), ("35.5", "35.50 pounds"), ("1E+3", "1,000 pounds")],
)
def test_money_as_people_print_it(amount: str, told: str) -> None:
    assert money(Decimal(amount), "pounds") == told
