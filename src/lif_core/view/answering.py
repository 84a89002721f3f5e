"""Answering: whether a challenge still waits for its answer, and by when that is owed."""

from lif_core.records import Challenge
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.kinds import is_done, is_finished, is_withdrawn, kind_of
from lif_core.view.view import View


def is_unanswered(view: View, challenge: Challenge) -> bool:
    """Tell whether a challenge waits for an answer: its status says so, or there is none yet."""
    if is_finished(view, challenge) or is_withdrawn(view, challenge) or is_done(view, challenge):
        return False
    waiting = kind_of(view, challenge).waiting
    return challenge.state in waiting if waiting else not challenge.answer


def answer_owed(view: View, challenge: Challenge) -> When | None:
    """Tell by when an answer is owed: the day it was asked for by, else the first deadline of the framework."""
    if challenge.due is not None:
        return challenge.due
    days = [one.last for one in deadlines_of(view, challenge) if one.last is not None and one.status != "not-owed"]
    return When.on(min(days)) if days else None
