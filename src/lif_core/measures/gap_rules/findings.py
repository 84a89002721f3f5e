"""Gaps of findings and recommendations: what nothing answers, what training only answers, what came back."""

from collections.abc import Iterator

from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.records import Finding, Recommendation
from lif_core.values.saying import plain_day
from lif_core.view.facts import answers_to, only_training
from lif_core.view.kinds import is_open, is_withdrawn, name_of
from lif_core.view.recurrence import returns
from lif_core.view.view import View


def findings(view: View) -> Iterator[Gap]:
    """Tell the findings that nothing answers, or training only."""
    for finding in view.register.of_type("finding"):
        if not isinstance(finding, Finding) or finding.sort != "gap" or is_withdrawn(view, finding):
            continue
        answers, since = answers_to(view, finding), begun(view, finding)
        if not answers and is_open(view, finding):
            mend = "Make a recommendation, plan an action, or say why neither is needed."
            yield gap_of(
                view,
                finding,
                "finding-without-response",
                "high",
                "No recommendation and no action answers it.",
                mend,
                since,
            )
        elif only_training(view, finding, answers):
            says, mend = "Only training answers it.", "Ask what would make the right thing easier to do."
            yield gap_of(view, finding, "answered-by-training-only", "medium", says, mend, since)


def recommendations(view: View) -> Iterator[Gap]:
    """Tell the recommendations to which nobody replied and no action answers."""
    for one in view.register.of_type("recommendation"):
        if not isinstance(one, Recommendation) or not is_open(view, one):
            continue
        if all(reply.stance == "no-reply" for reply in one.replies) and not answers_to(view, one):
            says, mend = (
                "Nobody has replied to it, and no action answers it.",
                "Ask whom it is addressed to for a reply, or plan an action.",
            )
            since = begun(view, one)
            yield gap_of(view, one, "recommendation-without-response", "high", says, mend, since)


def themes(view: View) -> Iterator[Gap]:
    """Tell the themes that came back after an action on them was closed."""
    for one in returns(view):
        words = view.framework.item("theme", one.theme).words
        more = f" and {one.more} more before it" if one.more else ""
        says = (
            f"Learning did not hold: {words} came back on {plain_day(one.found)}, "
            f"after {name_of(view, one.closed)} was closed on {plain_day(one.on)}{more}."
        )
        mend = "Look at why what was done did not last before planning the same again."
        yield gap_of(view, one.finding, "theme-came-back", "high", says, mend, one.found, one.closed.id)
