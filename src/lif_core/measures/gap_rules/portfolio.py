"""Gaps of plans and of what is relied on: plans that only tell people, nothing measured, evidence that was revised."""

from collections.abc import Iterator

from lif_core.measures.evidence_trail import superseded
from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.measures.portfolio import plans
from lif_core.view.view import View

_CODES = {"only-tells": "plan-only-tells", "nothing-measured": "plan-without-measure"}


def whole_plans(view: View) -> Iterator[Gap]:
    """Tell the reviews whose plan only tells people what to do, or of which nobody will know what it changed."""
    for one in plans(view):
        review = view.register.glance(one.about)
        mend = {"only-tells": "Ask what would make the right thing easier to do.",
                "nothing-measured": "Say what should be different, and define a measure of it."}[one.sort]  # fmt: skip
        yield gap_of(view, review, _CODES[one.sort], "medium", one.says, mend, begun(view, review), *one.actions)


def revised_evidence(view: View) -> Iterator[Gap]:
    """Tell the evaluations that rest on evidence of which there is a newer revision."""
    for one in superseded(view):
        mend = "Look at the newer revision, and say whether the judgement still stands."
        evaluation = view.register[one.evaluation]
        code = "evaluation-rests-on-revised-evidence"
        yield gap_of(view, evaluation, code, "medium", one.says, mend, None, one.evidence, *one.current)
