"""Rolling over: the next cycle begins with the answers of the last one, and says which nobody has looked at again."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from lif_core import Partnership
from lif_core.measures.audits.rolling import Fate, roll_over, rolled
from lif_core.records import Answer, Party, Return
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2025, 6, 3)
BEFORE = Answer(to="Escalation", grade="Amber", text="A policy is in place")
CASES: list[tuple[Fate, Answer]] = [
    ("carried-over", attrs.evolve(BEFORE, carried=True)),
    ("confirmed", BEFORE),
    ("better", attrs.evolve(BEFORE, grade="green")),
    ("worse", attrs.evolve(BEFORE, grade="Red")),
    ("changed", attrs.evolve(BEFORE, grade="Purple")),
    ("changed", attrs.evolve(BEFORE, text="A policy was agreed", carried=True)),
    ("new", Answer(to="Supervision", grade="Green")),
]


def returned(number: int, *answers: Answer) -> Return:
    return Return(id=f"demo/return/{number}", state="returned", agency=Party(body="police"), answers=answers)


@pytest.mark.parametrize(("fate", "now"), CASES)
def test_what_became_of_an_answer(see: See, fate: Fate, now: Answer) -> None:
    earlier, later = returned(1, BEFORE), returned(2, now)
    found = rolled(see(DAY, earlier, later), later, earlier)
    assert found[0].fate == fate
    assert [one.fate for one in found[1:]] == (["no-longer-asked"] if fate == "new" else [])


def test_the_next_cycle_begins_with_the_last_ones_answers(lif: Partnership) -> None:
    with lif.work(by="qa-officer", on=date(2024, 5, 14)) as work:
        last = work.ask_return(agency="police", answers=[BEFORE, Answer(to="Referral", grade="Green")])
        (asked,) = work.apply([roll_over(last, due=date(2026, 5, 1), ref="next")])
    assert isinstance(asked, Return)
    assert asked.agency == last.agency
    assert [one.carried for one in asked.answers] == [True, True]
    now = lif.as_of(date(2024, 5, 14))
    assert [(one.to, one.fate) for one in rolled(now, asked)] == [
        ("Escalation", "carried-over"),
        ("Referral", "carried-over"),
    ]
    assert [one.fate for one in rolled(now, last)] == ["new", "new"]
