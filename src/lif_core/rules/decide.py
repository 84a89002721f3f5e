"""Decide: what a request would write, or everything that stands in its way."""

from collections.abc import Callable, Mapping
from typing import Any

from lif_core.rules.acknowledging import acknowledge, ask_acknowledgements
from lif_core.rules.answers import answer_challenge, escalate_challenge, tell_heard
from lif_core.rules.case import Case
from lif_core.rules.changing import change
from lif_core.rules.creating import create
from lif_core.rules.handing_over import hand_over
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import (
    Acknowledge,
    AnswerChallenge,
    AskAcknowledgements,
    AskReturns,
    Chase,
    Create,
    EscalateChallenge,
    HandOver,
    Request,
    TakeReturn,
    TellHeard,
)
from lif_core.rules.returns import ask_returns, chase, take_return
from lif_core.rules.setting_back import SetBack, set_back

__all__ = ["Case", "decide"]


def decide(case: Case, request: Request) -> Proposal:
    """Tell what a request would write.

    Raises:
        Refused: with everything that stands in its way.
    """
    own = _OWN.get(type(request))
    if own is not None:
        return own(case, request)
    return create(case, request) if isinstance(request, Create) else change(case, request)


_OWN: Mapping[type, Callable[[Case, Any], Proposal]] = {
    SetBack: set_back,
    HandOver: hand_over,
    Acknowledge: acknowledge,
    AskAcknowledgements: ask_acknowledgements,
    AskReturns: ask_returns,
    Chase: chase,
    TakeReturn: take_return,
    AnswerChallenge: answer_challenge,
    EscalateChallenge: escalate_challenge,
    TellHeard: tell_heard,
}
"""Requests that do more than make one record or change one."""
