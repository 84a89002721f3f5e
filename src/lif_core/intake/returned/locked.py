"""Locked: what a cell that was written over asks of the record behind it, where the sheet is the partnership's own."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import attrs

from lif_core.intake.parties import read_parties
from lif_core.intake.returned.edits import Edit
from lif_core.intake.statuses import Statuses
from lif_core.records import Action, Finding, Intake, Priority, Recommendation, Record
from lif_core.rules.requests import Amend, Move, Request
from lif_core.view.kinds import kind_of
from lif_core.view.view import View

WHY = "The returned sheet says so."

LOCKED = ("ref", "action", "due", "status", "lead", "wanted", "measure", "recommendation", "finding", "objective")
"""Fields that a cell can change though it was not to be written in; all others follow from what else is known."""

_TEXTS = {"action": "text", "wanted": "wanted", "measure": "how_measured", "ref": "ref"}
_SOURCES: Mapping[str, type[Record]] = {
    "recommendation": Recommendation,
    "finding": Finding,
    "objective": Priority,
}


@attrs.frozen(slots=False)
class Locked:
    """Turns what was written over into requests.

    Attributes:
        view: the records as they stand.
    """

    view: View

    def request(self, record: Action, field: str, edit: Edit) -> Request | str | None:
        """Give what a cell asks; the code of a question where it cannot be told; None where it says nothing new."""
        if field in _TEXTS:
            return self._text(record, field, edit)
        if field in _SOURCES:
            return self.source(record, edit, _SOURCES[field])
        return _READERS[field](self, record, edit)

    def _text(self, record: Action, field: str, edit: Edit) -> Request | None:
        text = edit.text
        if field == "action" and record.ref and text.startswith(f"{record.ref}. "):
            text = text.removeprefix(f"{record.ref}. ")
        elif field == "ref":
            text = text.rstrip(".)")
        name = _TEXTS[field]
        return None if text == getattr(record, name) else Amend(record.id, {name: text}, why=WHY)

    def status(self, record: Action, edit: Edit) -> Request | str | None:
        """Move the record to the status that a word means."""
        kind, state = kind_of(self.view, record), self._statuses.read(edit.text, {}).state
        if state == record.state:
            return None
        if not state or not kind.may_move(record.state, state):
            return "status-unclear"
        return Move(record.id, state, why=WHY)

    @cached_property
    def _statuses(self) -> Statuses:
        """Reads status words as the framework does, and as the trackers did that were taken in."""
        known: dict[str, str] = {}
        for intake in self.view.register.of_type("intake"):
            if isinstance(intake, Intake) and not intake.undone:
                for table in intake.tables:
                    known |= table.status
        return Statuses.of(self.view.framework, "action", known)

    def lead(self, record: Action, edit: Edit) -> Request | str | None:
        """Set the leads that a cell names."""
        read = read_parties(edit.text, self.view.framework)
        if read.people or not read.named:
            return "lead-unclear"
        leads: tuple[Any, ...] = read.named
        if len(leads) == 1:
            leads = (attrs.evolve(leads[0], first=True),)
        return None if leads == record.leads else Amend(record.id, {"leads": leads}, why=WHY)

    def source(self, record: Action, edit: Edit, wanted: type[Record]) -> Request | str | None:
        """Set the words of the one recommendation, finding or priority that a cell tells."""
        above = [found for id in record.answers if (found := self.view.register.get(id)) is not None]
        for one in list(above):
            behind = one.findings if isinstance(one, Recommendation) else ()
            above += [found for id in behind if (found := self.view.register.get(id)) is not None]
        ids = {one.id for one in above if isinstance(one, wanted)}
        if len(ids) != 1:
            return "not-a-field"
        return Amend(ids.pop(), {"text": edit.text}, why=WHY)


_READERS: Mapping[str, Callable[[Locked, Action, Edit], Request | str | None]] = {
    "status": Locked.status,
    "lead": Locked.lead,
}
