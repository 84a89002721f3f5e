"""Parts: small values that records are made of."""

from datetime import date
from typing import Literal

import attrs

from lif_core.records.fields import named, said, tells
from lif_core.values.when import When

LinkKind = Literal["arose-from", "converted-to", "parallel-with", "supersedes", "repeats", "duplicates"]
"""How one record hangs together with another, beyond the links its own fields name."""

Stance = Literal["accepted", "accepted-in-part", "not-accepted", "unclear", "no-reply"]
"""What a body answered to a recommendation; `unclear` where it answered and its words do not say which."""


@attrs.frozen(weakref_slot=False)
class Link:
    """A link to another record: `kind` says how, `to` is its id."""

    kind: LinkKind
    to: str


@attrs.frozen(weakref_slot=False, kw_only=True)
class Party:
    """A body or role that something is asked of, owned by or reported by.

    Attributes:
        said: the words as they stood; never the name of a person.
        body: id of the body in the framework, empty where the words name none that is known.
        role: id of the role in the framework, empty where the words name none.
        first: whether this one leads where there are several.
    """

    said: str = attrs.field(default="", repr=False)
    body: str = named("body")
    role: str = named("role")
    first: bool = False

    @property
    def named(self) -> str:
        """The id of the body or role, or the words as they stood where neither is known."""
        return self.body or self.role or self.said


@attrs.frozen(weakref_slot=False, kw_only=True)
class Hold:
    """Why something may not go on for now, such as criminal or coronial proceedings.

    Attributes:
        kind: id of the hold kind in the framework.
        since: when it began.
        until: when it ended, None while it stands.
        review_by: when somebody looks at it again.
        why: reason in words.
        authority: who said so.
    """

    kind: str = named("hold")
    since: When
    until: When | None = None
    review_by: When | None = None
    why: str = said()
    authority: str = ""

    def stands_on(self, day: date) -> bool:
        """Tell whether it stands on a day: it has begun, and its end, the last day of which still counts, is not past.

        In doubt it stands: without a known day it counts as begun, and an end that nobody can tell, or that hangs on
        a condition, has not come.
        """
        has_begun = self.since.first is None or self.since.first <= day
        return has_begun and (self.until is None or not self.until.is_past(day))


@attrs.frozen(weakref_slot=False, kw_only=True)
class Milestone:
    """A step on the way of an action: what, until when, and when it was reached."""

    text: str = said()
    due: When
    reached: When | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Rescheduled:
    """A target date that was moved: what it was, when it was moved, and why."""

    was: When
    on: When
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reply:
    """What a body answered to a recommendation."""

    body: Party
    stance: Stance = "no-reply"
    why: str = said()
    on: When | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Criterion:
    """One criterion of a decision: met, not met or unclear, and why."""

    text: str = said()
    met: Literal["met", "not-met", "unclear"] = "unclear"
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reading:
    """One reading of a measure: when, n of N, or a grade of a scale.

    Attributes:
        measure: id of the measure, or words for what was measured.
        at: when.
        n: how many of them.
        of: of how many that replied or were looked at.
        grade: the grade, or the grade that `n` of them were given.
        asked: how many were asked, where not all of them replied.
    """

    measure: str = tells("measure")
    at: When | None = None
    n: int | None = None
    of: int | None = None
    grade: str = ""
    asked: int | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class Override:
    """A rule set aside for one record: which configuration key, what instead, who allowed it and why."""

    key: str
    value: str
    authority: str = ""
    why: str = said()
