"""Local tightening: with a local layer a no-later day is never later, and an at-least day never earlier."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lif_core.errors import InvalidFramework
from lif_core.framework.documents import read_document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.records import Review
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.register import Register
from lif_core.view.view import View

UNITS = st.sampled_from(["working days", "days", "weeks", "months", "years"])
ANCHORS = st.dates(date(2018, 7, 1), date(2028, 12, 31))
SENSES = st.sampled_from(["within", "at-least"])


def upper(sense: str, counted: str, amount: int, unit: str) -> str:
    return (
        'layer = "upper"\ninformed-by = ["england"]\n[review.trial]\npath = "begun > ended > closed"\n'
        f'[deadline.trial]\nsays = "Do it"\n{sense} = "{amount} {unit}"\n{counted} = "trial.begun"\n'
        'met-by = "trial.ended"\nmay = "tighten"\n'
    )


def landing(framework: Framework, day: date, counted: str) -> date | None:
    told = {"begun": When.on(day)}
    record = Review(
        id="x/review/1", kind="trial", state="begun",
        happened=told if counted == "after" else {}, planned=told if counted == "before" else {},
    )  # fmt: skip
    (deadline,) = deadlines_of(View(framework=framework, register=Register([record]), day=day), record)
    return deadline.last


@settings(max_examples=60)
@given(SENSES, st.sampled_from(["after", "before"]), st.integers(1, 24), UNITS, st.integers(1, 24), UNITS, ANCHORS)
def test_a_local_layer_never_loosens_a_day(
    liverpool: FrameworkHistory, sense: str, counted: str, amount: int, unit: str, own: int, own_unit: str, day: date
) -> None:
    assume(sense == "within" or counted == "after")
    assume(unit not in ("months", "years") or amount <= 12)
    assume(own_unit not in ("months", "years") or own <= 12)
    above = read_document(upper(sense, counted, amount, unit), "upper.toml")
    below = read_document(
        f'layer = "low"\ninformed-by = ["upper"]\n[change.deadline.trial]\n{sense} = "{own} {own_unit}"\n'
        'because = "Executive"\n',
        "low.toml",
    )
    england = [document for document in liverpool.documents if document.layer and document.layer.id == "england"]
    try:
        local = compose([*england, above, below]).newest
    except InvalidFramework:
        return  # asks for less from whatever day: refused when it is loaded
    before = landing(compose([*england, above]).newest, day, counted)
    after = landing(local, day, counted)
    if before is None or after is None:
        assert day + timedelta(days=24 * 366) > date(2030, 12, 31)  # beyond the calendar that is held
        return
    assert after >= before if sense == "at-least" else after <= before
