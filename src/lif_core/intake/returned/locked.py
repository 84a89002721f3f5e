"""Locked: what a cell that was written over asks of the record behind it, where the sheet is the partnership's own."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from lif_core.intake.parties import read_parties
from lif_core.intake.returned.edits import Edit
from lif_core.intake.statuses import Statuses
from lif_core.records import Action, Finding, Intake, Priority, Recommendation, Record
from lif_core.rules.requests import Amend, Move, Request
from lif_core.values.sent import normal
from lif_core.view.kinds import kind_of
from lif_core.view.register import type_name
from lif_core.view.view import View

WHY = "The returned sheet says so."

LOCKED = ("ref", "action", "due", "status", "lead", "wanted", "measure", "recommendation", "finding", "objective")
"""Fields that a cell can change though it was not to be written in; all others follow from what else is known."""

_OF_SOURCES = ("ref", "due", "status", "recommendation", "finding")
"""Of these, what a recommendation or finding has; that it has no target date is said where one is written over."""

_TEXTS = {"action": "text", "wanted": "wanted", "measure": "how_measured", "ref": "ref"}
_SOURCES: Mapping[str, type[Record]] = {
    "recommendation": Recommendation,
    "finding": Finding,
    "objective": Priority,
}


def locked_fields(record: Record) -> tuple[str, ...]:
    """Tell the fields that a cell can change in the row of a record, though it was not to be written in."""
    return LOCKED if isinstance(record, Action) else _OF_SOURCES


def field_of_record(record: Record, field: str, stands: str) -> str:
    """Tell the field that a column tells of a record.

    What a line recommends, or what was learnt, can stand under a heading of actions: there it is that field.

    Args:
        record: the record of the row.
        field: what its column tells of an action.
        stands: what stands in the cell.
    """
    own = isinstance(record, Recommendation | Finding) and field == "action" and stands.endswith(normal(record.text))
    return type_name(record) if own and stands else field


@attrs.frozen(slots=False)
class Locked:
    """Turns what was written over into requests.

    Attributes:
        view: the records as they stand.
    """

    view: View

    def request(self, record: Record, field: str, edit: Edit) -> Request | str | None:
        """Give what a cell asks; the code of a question where it cannot be told; None where it says nothing new."""
        if field in _TEXTS:
            return self._text(record, field, edit)
        if field in _SOURCES:
            return self.source(record, edit, _SOURCES[field])
        if field == "status":
            return self.status(record, edit)
        return self.lead(record, edit) if isinstance(record, Action) else "not-a-field"

    def _text(self, record: Record, field: str, edit: Edit) -> Request | None:
        text = edit.text
        if field == "action":
            text = _unnumbered(record, text)
        elif field == "ref":
            text = text.rstrip(".)")
        name = _TEXTS[field]
        return None if text == getattr(record, name) else Amend(record.id, {name: text}, why=WHY)

    def status(self, record: Record, edit: Edit) -> Request | str | None:
        """Move the record to the status that a word means."""
        kind, state = kind_of(self.view, record), self._statuses(type_name(record)).read(edit.text, {}).state
        if state == record.state:
            return None
        if not state or not kind.may_move(record.state, state):
            return "status-unclear"
        return Move(record.id, state, why=WHY)

    def _statuses(self, record_type: str) -> Statuses:
        """Give the reader of status words: as the framework reads them, and as the trackers did that were taken in."""
        if record_type not in self._by_type:
            self._by_type[record_type] = Statuses.of(self.view.framework, record_type, self._known)
        return self._by_type[record_type]

    @cached_property
    def _by_type(self) -> dict[str, Statuses]:
        return {}

    @cached_property
    def _known(self) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for intake in self.view.register.of_type("intake"):
            if isinstance(intake, Intake) and not intake.undone:
                for table in intake.tables:
                    known |= table.status
        return known

    def lead(self, record: Action, edit: Edit) -> Request | str | None:
        """Set the leads that a cell names."""
        read = read_parties(edit.text, self.view.framework)
        if read.people or not read.named:
            return "lead-unclear"
        leads: tuple[Any, ...] = read.named
        if len(leads) == 1:
            leads = (attrs.evolve(leads[0], first=True),)
        return None if leads == record.leads else Amend(record.id, {"leads": leads}, why=WHY)

    def source(self, record: Record, edit: Edit, wanted: type[Record]) -> Request | str | None:
        """Set the words of the one recommendation, finding or priority that a cell tells."""
        above: list[Record] = [record]
        if isinstance(record, Action):
            above = [found for id in record.answers if (found := self.view.register.get(id)) is not None]
        for one in list(above):
            behind = one.findings if isinstance(one, Recommendation) else ()
            above += [found for id in behind if (found := self.view.register.get(id)) is not None]
        ids = {one.id for one in above if isinstance(one, wanted)}
        if len(ids) != 1:
            return "not-a-field"
        text = _unnumbered(record, edit.text) if isinstance(record, wanted) else edit.text
        return Amend(ids.pop(), {"text": text}, why=WHY)


def _unnumbered(record: Record, text: str) -> str:
    """Give the text of a record without its number, which some sheets write before it."""
    return text.removeprefix(f"{record.ref}. ") if record.ref else text
