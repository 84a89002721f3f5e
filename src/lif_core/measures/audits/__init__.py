"""Audits: grades of audit and re-audit, what became of findings, self-ratings beside a survey, answers rolled over."""

from lif_core.measures.audits.findings import TakenUp, taken_up
from lif_core.measures.audits.grades import Compared, Cut, Grades, compared, graded
from lif_core.measures.audits.rolling import Rolled, roll_over, rolled
from lif_core.measures.audits.survey import Beside, beside_survey

__all__ = [
    "Beside",
    "Compared",
    "Cut",
    "Grades",
    "Rolled",
    "TakenUp",
    "beside_survey",
    "compared",
    "graded",
    "roll_over",
    "rolled",
    "taken_up",
]
