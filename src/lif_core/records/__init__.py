"""Floor 1, records: frozen nouns of the field, valid when built; no clock, no files.

A class is made when it is first asked for: making all of them costs a tenth of opening a partnership, and few
of them are needed to open one or to show one record.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_ROOMS = {
    "action": ("Action",),
    "challenge": ("Challenge", "Consultation", "Heard", "Raised"),
    "evidence": ("Evaluation", "Evidence", "Figure", "Measure"),
    "export": ("Export",),
    "finding": ("Finding", "Priority", "Recommendation"),
    "intake": ("Intake",),
    "meeting": ("AgendaItem", "Meeting"),
    "note": ("AcceptedGap", "Note"),
    "parts": ("Criterion", "Hold", "Link", "Milestone", "Override", "Party", "Reading", "Reply", "Rescheduled"),
    "product": ("Acknowledgement", "Product", "Section"),
    "record": ("Record", "Scalar"),
    "returned": ("Answer", "Headcount", "Return"),
    "review": ("Decision", "Review"),
    "training": ("Attendance", "Course", "Feedback", "Need", "Score", "Session"),
}
_PLACES = {name: room for room, names in _ROOMS.items() for name in names}


class _Types(Mapping[str, "type[Record]"]):
    """Record classes by record type, each imported when it is first asked for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._types = {name: record_type for record_type, name in names.items()}

    def of(self, record_class: "type[Record]") -> str:
        """Tell the record type of a class."""
        return self._types[record_class.__name__]

    def __getitem__(self, record_type: str) -> "type[Record]":
        name = self._names[record_type]
        found: type[Record] = globals().get(name) or __getattr__(name)
        return found

    def __contains__(self, record_type: object) -> bool:
        return record_type in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


TYPES = _Types(
    {
        "review": "Review",
        "decision": "Decision",
        "priority": "Priority",
        "finding": "Finding",
        "recommendation": "Recommendation",
        "action": "Action",
        "evidence": "Evidence",
        "evaluation": "Evaluation",
        "measure": "Measure",
        "figure": "Figure",
        "return": "Return",
        "need": "Need",
        "course": "Course",
        "session": "Session",
        "attendance": "Attendance",
        "feedback": "Feedback",
        "product": "Product",
        "acknowledgement": "Acknowledgement",
        "challenge": "Challenge",
        "consultation": "Consultation",
        "meeting": "Meeting",
        "note": "Note",
        "accepted-gap": "AcceptedGap",
        "intake": "Intake",
        "export": "Export",
    }
)
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


def __getattr__(name: str) -> Any:
    """Import a class from its room when it is first asked for."""
    room: Any
    match _PLACES.get(name):
        case "action":
            from lif_core.records import action as room
        case "challenge":
            from lif_core.records import challenge as room
        case "evidence":
            from lif_core.records import evidence as room
        case "export":
            from lif_core.records import export as room
        case "finding":
            from lif_core.records import finding as room
        case "intake":
            from lif_core.records import intake as room
        case "meeting":
            from lif_core.records import meeting as room
        case "note":
            from lif_core.records import note as room
        case "parts":
            from lif_core.records import parts as room
        case "product":
            from lif_core.records import product as room
        case "record":
            from lif_core.records import record as room
        case "returned":
            from lif_core.records import returned as room
        case "review":
            from lif_core.records import review as room
        case "training":
            from lif_core.records import training as room
        case _:
            raise AttributeError(f"module 'lif_core.records' has no attribute {name!r}")
    found = getattr(room, name)
    globals()[name] = found
    return found
