"""Floor 1, records: frozen nouns of the field, valid when built; no clock, no files."""

from collections.abc import Mapping

from lif_core.records.action import Action
from lif_core.records.challenge import Challenge, Consultation, Heard, Raised
from lif_core.records.evidence import Evaluation, Evidence, Figure, Measure
from lif_core.records.export import Export
from lif_core.records.finding import Finding, Priority, Recommendation
from lif_core.records.intake import Intake
from lif_core.records.meeting import AgendaItem, Meeting
from lif_core.records.note import AcceptedGap, Note
from lif_core.records.parts import Criterion, Hold, Link, Milestone, Override, Party, Reading, Reply, Rescheduled
from lif_core.records.product import Acknowledgement, Product, Section
from lif_core.records.record import Record, Scalar
from lif_core.records.returned import Answer, Headcount, Return
from lif_core.records.review import Decision, Review
from lif_core.records.training import Attendance, Course, Feedback, Need, Score, Session

TYPES: Mapping[str, type[Record]] = {
    "review": Review,
    "decision": Decision,
    "priority": Priority,
    "finding": Finding,
    "recommendation": Recommendation,
    "action": Action,
    "evidence": Evidence,
    "evaluation": Evaluation,
    "measure": Measure,
    "figure": Figure,
    "return": Return,
    "need": Need,
    "course": Course,
    "session": Session,
    "attendance": Attendance,
    "feedback": Feedback,
    "product": Product,
    "acknowledgement": Acknowledgement,
    "challenge": Challenge,
    "consultation": Consultation,
    "meeting": Meeting,
    "note": Note,
    "accepted-gap": AcceptedGap,
    "intake": Intake,
    "export": Export,
}
"""Record classes by record type: the word that stands in ids, in the framework's tables and on the command line."""

__all__ = [
    "TYPES",
    "AcceptedGap",
    "Acknowledgement",
    "Action",
    "AgendaItem",
    "Answer",
    "Attendance",
    "Challenge",
    "Consultation",
    "Course",
    "Criterion",
    "Decision",
    "Evaluation",
    "Evidence",
    "Export",
    "Feedback",
    "Figure",
    "Finding",
    "Headcount",
    "Heard",
    "Hold",
    "Intake",
    "Link",
    "Measure",
    "Meeting",
    "Milestone",
    "Need",
    "Note",
    "Override",
    "Party",
    "Priority",
    "Product",
    "Raised",
    "Reading",
    "Recommendation",
    "Record",
    "Reply",
    "Rescheduled",
    "Return",
    "Review",
    "Scalar",
    "Score",
    "Section",
    "Session",
]
