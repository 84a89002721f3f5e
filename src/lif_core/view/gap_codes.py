"""Gap codes: the names of the gaps that `measures/gaps` tells, known here to the rules that accept one for now."""

CODES = (
    "finding-without-response",
    "answered-by-training-only",
    "recommendation-without-response",
    "action-without-lead",
    "action-without-first-lead",
    "action-without-date",
    "action-date-ambiguous",
    "action-date-conditional",
    "action-overdue",
    "milestone-overdue",
    "closed-without-evidence",
    "closed-on-self-report",
    "closed-without-evaluation",
    "evaluated-by-own-lead",
    "action-not-checked-again",
    "action-did-not-hold",
    "evidence-expired",
    "review-past-deadline",
    "hold-not-reviewed",
    "theme-came-back",
)
"""Codes of the gaps that the library tells; those of a framework are the ids of its table `gap`."""
