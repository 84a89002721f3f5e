"""Finding, Recommendation and Priority: what was learnt, what should change, and what a plan set out to do."""

from typing import Literal

import attrs

from lif_core.records.fields import refers_many, said
from lif_core.records.parts import Party, Reply
from lif_core.records.record import Record

Sort = Literal["gap", "good-practice", "question"]
"""What a finding tells: something to improve, something to keep, or a question put to the partnership."""

Reach = Literal["", "local", "regional", "national"]
"""How far a recommendation reaches; empty where the source does not say."""


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Finding(Record):
    """What was learnt, and why it happened.

    Attributes:
        reviews: ids of the reviews (or decisions, figures, findings of others) it comes from; may be none yet.
        source: words for another source, such as a complaint theme or a neighbour's review.
        text: what was learnt.
        why: why it happened.
        sort: gap, good practice or question.
        agencies: whom it is about.
    """

    reviews: tuple[str, ...] = refers_many()
    source: str = said()
    text: str = said()
    why: str = said()
    sort: Sort = "gap"
    agencies: tuple[Party, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Recommendation(Record):
    """What should change, and for whom.

    Attributes:
        findings: ids of the findings it answers; may be none.
        reviews: ids of the reviews it was made in.
        text: as worded.
        form: how it is put (action, assurance, question), in words of the framework.
        reach: local, regional or national.
        to: whom it is addressed to, inside or outside the partnership.
        replies: what they answered.
    """

    findings: tuple[str, ...] = refers_many("finding")
    reviews: tuple[str, ...] = refers_many("review")
    text: str = said()
    form: str = ""
    reach: Reach = ""
    to: tuple[Party, ...] = ()
    replies: tuple[Reply, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Priority(Record):
    """What a plan set out to do; an action may answer it without any finding.

    Attributes:
        plan: name of the plan, as published.
        text: the priority or objective, as worded.
    """

    plan: str = said()
    text: str = said()
