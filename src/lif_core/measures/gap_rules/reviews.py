"""Gaps of reviews and of what is relied on: deadlines passed, holds nobody looked at again, evidence that expired."""

from collections.abc import Iterator
from functools import partial

from lif_core.measures.gap import Gap, gap_of
from lif_core.serial.glances import Seen
from lif_core.values.saying import how_read
from lif_core.view.deadlines import Deadline, deadlines_in
from lif_core.view.facts import has_expired
from lif_core.view.kinds import meanings
from lif_core.view.view import View


def reviews(view: View) -> Iterator[Gap]:
    """Tell the reviews past a deadline, and the holds that nobody has looked at again."""
    means = meanings(view.framework, "review")
    for deadline in deadlines_in(view, "review", ("overdue", "no-anchor")):
        if deadline.last is not None:
            tells, mend = partial(_passed, deadline), "Do it now, and record why it is late."
            yield gap_of(view, deadline.seen, "review-past-deadline", "high", tells, mend, deadline.last)
        elif deadline.reckoning.anchor is not None:  # it happened, and was written down so that no day can be told
            tells, mend = partial(_passed, deadline), "Say on which day it was."
            yield gap_of(view, deadline.seen, "deadline-without-day", "high", tells, mend)
    for review in view.register.glances("review"):
        for hold in () if means[review.kind, review.state].finished else review.holds:
            if hold.until is None and hold.review_by is not None and hold.review_by.is_past(view.day):
                says = f"A hold was to be reviewed by {how_read(hold.review_by)}, and no review of it is on record."
                mend = "Decide whether it still stands: lift it, or say until when it goes on."
                yield gap_of(view, review, "hold-not-reviewed", "medium", says, mend, hold.review_by.last)


def _passed(deadline: Deadline) -> str:
    return f"{deadline.sentence[:1].upper()}{deadline.sentence[1:]}"


def expired_evidence(view: View) -> Iterator[Gap]:
    """Tell the evidence that may no longer be relied on and that nothing newer revises."""
    means = meanings(view.framework, "evidence")
    standing = [one for one in view.register.glances("evidence") if not means[one.kind, one.state].withdrawn]
    revised = {one.revises for one in standing}
    for one in standing:
        if one.expires is not None and one.id not in revised and has_expired(one, view.day):
            tells, mend = partial(_expired, one), "Gather it again, or say what stands in its place."
            yield gap_of(view, one, "evidence-expired", "medium", tells, mend, one.expires.last)


def _expired(evidence: Seen) -> str:
    return f"It could be relied on until {how_read(evidence.expires)}, and that day has passed."
