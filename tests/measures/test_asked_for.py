"""What a kind asks for: a chain of signatures in its order, and fields that are to be filled in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.measures.gaps import gaps
from lif_core.records import Action, Decision, Party, Record
from lif_core.rules.gates import unmet
from lif_core.values.when import When
from lif_core.view.signing import next_to_sign, signatures, signed_by
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
A = "demo/action/1"
LAYER = """
layer = "sutton-like"
informed-by = ["liverpool"]
[change.action.standard]
signs-off = ["learning-and-improvement-group", "quality-assurance-group"]
gates = { sustained = "both-signed" }
needs = ["wanted", "how-measured", "extra.cost"]
because = "Owned by one sub-group, endorsed by the other"
[gate.both-signed]
label = "Both groups have signed it off"
requires = [{ condition = "signed-off", mend = "Bring it to both groups, one after the other." }]
[extra.cost]
label = "What it costs"
on = ["action"]
type = "number"
[gap.with-the-second-group]
on = ["action"]
when = "next-to-sign = quality-assurance-group and signed-by = learning-and-improvement-group"
says = "It lies with the second group"
mend = "Put it on their agenda."
"""


@pytest.fixture(scope="module")
def framework(liverpool: FrameworkHistory) -> Framework:
    return compose([liverpool, read_document(LAYER, "sutton-like.toml")]).newest


def on(*ymd: int) -> When:
    return When.on(date(*ymd))


def action(**given: Any) -> Action:
    return Action(id=A, **{"state": "done", "happened": {"done": on(2024, 5, 1)}, **given})


def signed(number: int, day: When | None, **given: Any) -> Decision:
    by = Party(body=("learning-and-improvement-group", "quality-assurance-group")[number - 1])
    values = {"kind": "sign-off", "state": "signed", "about": (A,), "by": by, "on": day, **given}
    return Decision(id=f"demo/decision/{number}", **values)


FIRST, SECOND = signed(1, on(2024, 5, 10)), signed(2, on(2024, 5, 20))


@pytest.mark.parametrize(
    ("records", "by"),
    [
        ((), 0),
        ((FIRST,), 1),
        ((FIRST, SECOND), 2),
        ((SECOND,), 0),  # the second does not sign before the first
        ((FIRST, signed(2, on(2024, 5, 9))), 1),  # nor on an earlier day
        ((FIRST, signed(2, None)), 2),  # a day nobody wrote down is taken on trust
        ((FIRST, signed(2, on(2024, 5, 20), state="declined")), 1),
        ((signed(1, on(2024, 5, 10), state="reversed"), SECOND), 0),
        ((signed(1, on(2024, 5, 10), kind="standard", state="made"),), 0),  # another decision about it signs nothing
        ((FIRST, signed(2, on(2024, 6, 20))), 1),  # not yet on the day of the view
    ],
)
def test_a_chain_is_signed_in_its_order(see: See, framework: Framework, records: tuple[Record, ...], by: int) -> None:
    view = see(DAY, action(), *records, framework=framework)
    chain = ("learning-and-improvement-group", "quality-assurance-group")
    assert signed_by(view, action()) == chain[:by]
    assert next_to_sign(view, action()) == ("", *chain[::-1])[2 - by]
    told = [gap.code for gap in gaps(view) if "sign" in gap.code or "second" in gap.code]
    assert told == [["closed-without-sign-off"], ["closed-without-sign-off", "with-the-second-group"], []][by]
    kind = framework.kind("action", "standard")
    assert [one.code for one in unmet(view, action(), kind, "sustained")] == ["gate.both-signed"] * (by < 2)


def test_a_role_of_a_body_signs_for_it(see: See, framework: Framework) -> None:
    one = action(signs_off=("safeguarding-partners",))
    by_role = signed(1, on(2024, 5, 10), by=Party(role="lead-safeguarding-partner"))
    assert [s.is_given for s in signatures(see(DAY, one, by_role, framework=framework), one)] == [True]


def test_what_was_taken_up_again_has_to_be_signed_again(see: See, framework: Framework) -> None:
    """Signed, found not to hold, done again: neither signature counts any more."""
    happened = {"done": on(2024, 5, 1), "not-sustained": on(2024, 5, 25)}
    again = action(state="not-sustained", happened=happened)
    assert signed_by(see(DAY, again, FIRST, SECOND, framework=framework), again) == ()


def test_the_gap_names_who_has_signed_and_who_is_next(see: See, framework: Framework) -> None:
    view = see(DAY, action(ref="3.2"), FIRST, framework=framework)
    (gap,) = [gap for gap in gaps(view) if gap.code == "closed-without-sign-off"]
    assert str(gap) == (
        "Action 3.2: It counts as closed, and Quality Assurance Group has not signed it off, as Learning and "
        "Improvement Sub Group did on 10 May 2024. Bring it to Quality Assurance Group, and record the decision."
    )


def test_fields_that_a_kind_needs_are_told_where_they_are_empty(see: See, framework: Framework) -> None:
    view = see(DAY, action(wanted="Children are seen alone"), framework=framework)
    told = [gap.says for gap in gaps(view) if gap.code == "field-not-filled-in"]
    assert told == ['Nothing stands under "How measured".', 'Nothing stands under "What it costs".']
    full = action(wanted="x", how_measured="x", extra={"cost": 0})
    assert not [gap for gap in gaps(see(DAY, full, framework=framework)) if gap.code == "field-not-filled-in"]
