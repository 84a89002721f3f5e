"""Saying: what a request has to say, so that whoever meets its record later can tell what it is."""

from collections.abc import Mapping
from typing import Any

import attrs

from lif_core.errors import Problem
from lif_core.rules.requests import Create

_NO_WORDS = ("kind", "state", "disclosure", "handle")
"""Fields that say of which sort a record is, and nothing of what it is."""

SAYS: Mapping[str, tuple[str, str]] = {
    "decision": ("question", "A decision says what was decided."),
    "priority": ("text", "A priority says what it is."),
    "finding": ("text", "A finding says what was learnt."),
    "recommendation": ("text", "A recommendation says what should change."),
    "action": ("text", "An action says what is to be done."),
    "evidence": ("text", "Evidence says what it is, or what it shows."),
    "evaluation": ("of", "An evaluation says what was evaluated."),
    "measure": ("definition", "A measure says what is measured."),
    "figure": ("name", "A figure says what it is a figure of."),
    "return": ("agency", "A return says who is asked."),
    "need": ("text", "A need says what has to be learnt."),
    "course": ("label", "A course has a name."),
    "session": ("course", "A session says of which course it is."),
    "attendance": ("session", "Attendance says at which session."),
    "feedback": ("session", "Feedback says of which session it is."),
    "acknowledgement": ("product", "An acknowledgement says of which product it is."),
    "challenge": ("question", "A challenge says what is asked."),
    "consultation": ("question", "A consultation says what people are asked."),
    "meeting": ("body", "A meeting says of which body it is."),
    "note": ("text", "A note says something."),
}
"""What the records of a type are there to say, by the field it stands in first, and as a sentence.

A review or a product of some kind says enough by its kind; imports and exports are made by others.
"""

MUST: Mapping[tuple[str, str], str] = {
    ("StartReview", "kind"): "where the framework has no kind `standard`",
    ("RecordAttendance", "session"): "with counts, or `period`",
    ("AcceptGap", "gap"): "yes",
    ("AcceptGap", "why"): "yes",
    ("AcceptGap", "until"): "yes",
    ("Move", "why"): "where the kind asks for a reason, here or for the block",
    ("Reschedule", "why"): "here or for the block",
    ("Withdraw", "why"): "here or for the block",
    ("HandOver", "why"): "here or for the block",
    ("TakeReturn", "as_at"): "with `headcount`, where the return does not say it yet",
    ("AnswerChallenge", "answer"): "yes",
    ("EscalateChallenge", "to"): "yes",
    ("EscalateChallenge", "why"): "here or for the block",
    ("TellHeard", "you_said"): "or `we_did`",
    ("TellHeard", "we_did"): "or `you_said`",
}
"""What a request is refused without, though it can be built without it, by its class and field: where it is needed."""


def nothing(request: Create) -> tuple[Problem, ...]:
    """Tell of a record that would be made and say nothing at all: what it says by default counts for nothing."""
    if request.type not in SAYS or any(_is_said(request, field) for field in attrs.fields(type(request))):
        return ()
    field, says = SAYS[request.type]
    return (Problem("says-nothing", says, f"Give it as `{field}`.", request.type),)


def _is_said(request: Create, field: "attrs.Attribute[Any]") -> bool:
    held = getattr(request, field.name)
    return field.name not in _NO_WORDS and held is not None and held != field.default and held not in ("", (), [], {})
