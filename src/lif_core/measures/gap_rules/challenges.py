"""Gaps of challenges: no answer by its day, an answer that rests on nothing, a step of a ladder that nobody took."""

from collections.abc import Iterator

from lif_core.measures.challenges import challenges as every_challenge
from lif_core.measures.gap import Gap, gap_of
from lif_core.measures.returns import who_is
from lif_core.values.saying import how_read, plain_day
from lif_core.view.view import View


def challenges(view: View) -> Iterator[Gap]:
    """Tell the challenges past their day, those whose answer shows nothing, and those to be raised further."""
    for one in every_challenge(view):
        record = view.register[one.record]
        if one.stands == "overdue" and one.owed is not None:
            says = f"An answer was owed by {how_read(one.owed)}, and none is on record."
            mend = "Answer it, with what the answer rests on."
            yield gap_of(view, record, "challenge-unanswered", "high", says, mend, one.owed.last)
        elif one.stands == "answered-without-evidence":
            says = "It was answered, and the answer rests on nothing that is on record."
            mend = "Name the evidence, evaluation or decision that the answer rests on."
            since = one.answered.last if one.answered is not None else None
            yield gap_of(view, record, "answer-without-evidence", "medium", says, mend, since)
        step = one.ladder
        if step is not None and step.to and not step.told and step.since is not None:
            says = (
                f"It was to be raised to {who_is(view, step.to)} by {plain_day(step.since)}, and that is not on record."
            )
            mend = "Raise it, with the reason, or answer it."
            yield gap_of(view, record, "challenge-not-raised", "medium", says, mend, step.since)
