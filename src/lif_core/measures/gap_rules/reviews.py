"""Gaps of reviews and of what is relied on: deadlines passed, holds nobody looked at again, evidence that expired."""

from collections.abc import Iterator

from lif_core.measures.gap import Gap, gap_of
from lif_core.records import Evidence, Review
from lif_core.values.saying import how_read
from lif_core.view.deadlines import deadlines_of
from lif_core.view.facts import has_expired
from lif_core.view.kinds import is_finished, is_withdrawn
from lif_core.view.view import View


def reviews(view: View) -> Iterator[Gap]:
    """Tell the reviews past a deadline, and the holds that nobody has looked at again."""
    for review in view.register.of_type("review"):
        for deadline in deadlines_of(view, review):
            if deadline.status == "overdue" and deadline.last is not None:
                says = f"{deadline.sentence[:1].upper()}{deadline.sentence[1:]}"
                mend = "Do it now, and record why it is late."
                yield gap_of(view, review, "review-past-deadline", "high", says, mend, deadline.last)
        holding = isinstance(review, Review) and not is_finished(view, review)
        for hold in review.holds if isinstance(review, Review) and holding else ():
            if hold.until is None and hold.review_by is not None and hold.review_by.is_past(view.day):
                says = f"A hold was to be reviewed by {how_read(hold.review_by)}, and no review of it is on record."
                mend = "Decide whether it still stands: lift it, or say until when it goes on."
                yield gap_of(view, review, "hold-not-reviewed", "medium", says, mend, hold.review_by.last)


def expired_evidence(view: View) -> Iterator[Gap]:
    """Tell the evidence that may no longer be relied on and that nothing newer revises."""
    every = [one for one in view.register.of_type("evidence") if isinstance(one, Evidence)]
    standing = [one for one in every if not is_withdrawn(view, one)]
    revised = {one.revises for one in standing}
    for one in standing:
        if one.expires is not None and one.id not in revised and has_expired(one, view.day):
            says = f"It could be relied on until {how_read(one.expires)}, and that day has passed."
            mend = "Gather it again, or say what stands in its place."
            yield gap_of(view, one, "evidence-expired", "medium", says, mend, one.expires.last)
