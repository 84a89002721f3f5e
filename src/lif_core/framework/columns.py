"""Columns: what an action plan can show of an action, and what a kind of action may ask to be filled in."""

PLAN = (
    "ref", "from", "finding", "recommendation", "action", "lead-agency", "lead-role", "signed-off-by", "target-date",
    "first-target-date", "status", "rag", "progress", "evidence", "evaluation", "check-again-on", "gap",
)  # fmt: skip
"""The columns of an action plan where no kind of action says which it shows."""

FURTHER = ("wanted", "how-measured", "milestones", "strength", "confidence", "group", "themes")
"""Columns that a kind of action may show beside them; an extra field is one too, as `extra.cost`."""
