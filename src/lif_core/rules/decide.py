"""Decide: what a request would write, or everything that stands in its way."""

from lif_core.rules.case import Case
from lif_core.rules.changing import change
from lif_core.rules.creating import create
from lif_core.rules.proposal import Proposal
from lif_core.rules.requests import Create, Request

__all__ = ["Case", "decide"]


def decide(case: Case, request: Request) -> Proposal:
    """Tell what a request would write.

    Raises:
        Refused: with everything that stands in its way.
    """
    return create(case, request) if isinstance(request, Create) else change(case, request)
