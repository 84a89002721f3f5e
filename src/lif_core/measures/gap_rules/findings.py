"""Gaps of findings and recommendations: what nothing answers, what training only answers, what came back."""

from collections.abc import Iterator
from functools import partial

from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.measures.recurring import still_open
from lif_core.values.saying import plain_day
from lif_core.view.around import around_of
from lif_core.view.kinds import meanings, name_of
from lif_core.view.recurrence import Return
from lif_core.view.view import View


def findings(view: View) -> Iterator[Gap]:
    """Tell the findings that nothing answers, or training only."""
    means, around = meanings(view.framework, "finding"), around_of(view)
    for finding in view.register.glances("finding"):
        its = means[finding.kind, finding.state]
        if finding.sort != "gap" or its.withdrawn:
            continue
        answers = around.answers(finding)
        if not answers and its.open:
            says = "No recommendation and no action answers it."
            mend = "Make a recommendation, plan an action, or say why neither is needed."
            yield gap_of(view, finding, "finding-without-response", "high", says, mend, begun(view, finding))
        elif around.only_training(finding, answers):
            says, mend = "Only training answers it.", "Ask what would make the right thing easier to do."
            yield gap_of(view, finding, "answered-by-training-only", "medium", says, mend, begun(view, finding))


def recommendations(view: View) -> Iterator[Gap]:
    """Tell the recommendations to which nobody replied and no action answers."""
    means, around = meanings(view.framework, "recommendation"), around_of(view)
    for one in view.register.glances("recommendation"):
        if not means[one.kind, one.state].open:
            continue
        if all(reply.stance == "no-reply" for reply in one.replies) and not around.answers(one):
            says, mend = (
                "Nobody has replied to it, and no action answers it.",
                "Ask whom it is addressed to for a reply, or plan an action.",
            )
            yield gap_of(view, one, "recommendation-without-response", "high", says, mend, begun(view, one))


def themes(view: View) -> Iterator[Gap]:
    """Tell the themes that came back after an action on them was closed, as long as something is left to do about it.

    A return lapses when somebody has looked at it, or when what answers it is done and the framework's window after it
    is over (or the theme came back again, which is told then). One that nobody looked at or answered never does.
    """
    mend = "Look at why what was done did not last before planning the same again: evaluate it, or decide on it."
    for one in still_open(view):
        says = partial(_came_back, view, one)
        yield gap_of(view, one.seen, "theme-came-back", "high", says, mend, one.found, one.after)


def _came_back(view: View, one: Return) -> str:
    words = view.framework.item("theme", one.theme).words
    more = f" and {one.more} more before it" if one.more else ""
    return (
        f"Learning did not hold: {words} came back on {plain_day(one.found)}, "
        f"after {name_of(view, one.closed)} was closed on {plain_day(one.on)}{more}."
    )
