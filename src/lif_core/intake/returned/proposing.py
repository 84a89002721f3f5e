"""Proposing: what the edited cells of a row ask of the register, or what has to be asked about them.

What an agency writes into the open columns becomes a change by the framework's rules. What somebody wrote over becomes
one only where the sheet is the partnership's own: an agency cannot change the words of an action by unlocking a cell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import attrs

from lif_core.intake.identifiers import identifies
from lif_core.intake.returned.asking import Asking
from lif_core.intake.returned.edits import Edit, Row
from lif_core.intake.returned.locked import Locked, field_of_record, locked_fields
from lif_core.records import Action, Evidence, Finding, Note, Party, Recommendation, Record
from lif_core.records.fields import LONGEST
from lif_core.rules.requests import GiveEvidence, Request, Reschedule, WriteNote
from lif_core.values.reading import read_when
from lif_core.values.sent import Held, normal, summed
from lif_core.values.when import When
from lif_core.view.kinds import is_open
from lif_core.view.view import View

UPDATE, DATE, REASON, LINK = "your-update", "proposed-date", "update-reason", "evidence-link"
"""The columns that are written in."""
RETURNED = "returned"
"""Key of what a returned sheet made: fingerprint of the sheet, sender, and column."""

Now = Mapping[str, Mapping[str, Held]]
"""What the rows of records would say if they went out now: by record and name of the column."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Proposed:
    """What some cells of one row ask of the register, all or nothing.

    Attributes:
        record: id of the record of the row.
        field: what of it they are about, such as `due`.
        says: what they want it to be, to see whether two sheets agree.
        requests: what is asked.
        cells: the cells that ask it.
    """

    record: str
    field: str
    says: str = attrs.field(repr=False)
    requests: tuple[Request, ...] = attrs.field(repr=False)
    cells: tuple[Edit, ...]


@attrs.frozen(kw_only=True, slots=False)
class Proposing:
    """Turns edited cells into proposals and questions.

    Attributes:
        view: the records as they stand.
        now: what the rows would say if they went out now.
        asking: takes the questions.
        fingerprint: that of the sheet.
        sender: who sent the sheet back.
        own: whether it is the partnership's own, so that what was written over counts too.
        why: the reason given for the whole import, empty where none was.
        disputed: by record and field, what several sheets answer differently.
        sent_due: tells of a record the column that told its target date when the sheet was sent, and the cell's sum.
    """

    view: View
    now: Now
    asking: Asking
    fingerprint: str
    sender: Party
    own: bool
    why: str = attrs.field(default="", repr=False)
    disputed: frozenset[tuple[str, str]] = frozenset()
    sent_due: Callable[[str], tuple[str, int] | None] = attrs.field(default=lambda _: None, repr=False)

    def of(self, row: Row) -> Iterator[Proposed]:
        """Tell what a row proposes; asks about the rest. A cell that is neither says what is on record already."""
        self.asking.ask("several-lines", row.clashes)
        self.asking.ask("column-gone", row.gone)
        if not row.edits:
            return
        record = self.view.register.get(row.record)
        if not isinstance(record, Action | Recommendation | Finding):
            self.asking.ask("record-gone", row.edits)
            return
        edits = list(self._storable(row.edits))
        by_column = {edit.column: edit for edit in edits}
        reason = by_column.get(REASON)
        found = self._one_a_field(
            (
                *self._update(record, by_column.get(UPDATE)),
                *self._date(record, by_column.get(DATE), reason),
                *self._links(record, by_column.get(LINK)),
                *(one for edit in edits if not edit.open for one in self._locked(record, edit, reason)),
            )
        )
        used = {edit.column for one in found for edit in one.cells}
        if reason is not None and REASON not in used and not self._is_spent(record, reason):
            self.asking.ask("reason-alone", [reason])
        yield from found

    def _one_a_field(self, found: Iterable[Proposed]) -> list[Proposed]:
        """Join what several cells of a row say of one field; asks where they, or several sheets, disagree."""
        told: dict[str, Proposed] = {}
        for one in found:
            before = told.get(one.field)
            if (one.record, one.field) in self.disputed:
                self.asking.ask("several-answers", one.cells)
            elif before is None:
                told[one.field] = one
            elif before.says == one.says:
                told[one.field] = attrs.evolve(before, cells=tuple(dict.fromkeys((*before.cells, *one.cells))))
            else:
                self.asking.ask("several-lines", [edit for edit in one.cells if edit not in before.cells])
        return list(told.values())

    def _is_spent(self, record: Record, reason: Edit) -> bool:
        """Whether a reason was asked about already, or is on record already."""
        moved = record.rescheduled if isinstance(record, Action) else ()
        return self.asking.has(reason) or any(normal(one.why) == normal(reason.text) for one in moved)

    def _storable(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        for edit in edits:
            if identifies(edit.text):
                self.asking.ask("identifies", [edit])
            elif len(edit.text) > LONGEST:
                self.asking.ask("too-long", [edit])
            else:
                yield edit

    def _mark(self, column: str) -> Mapping[str, str]:
        return {RETURNED: f"{self.fingerprint}/{self.sender.named}/{column}"}

    def _answered(self, record: Record, column: str) -> Note | None:
        """Give the note that was taken in before from this sender for this cell of this sheet."""
        key = self._mark(column)[RETURNED]
        return next((note for note in self._notes(record) if note.keys.get(RETURNED) == key), None)

    def _notes(self, record: Record) -> Sequence[Note]:
        return self.view.register.sources(record.id, "note")

    # -- the open columns ----------------------------------------------------------------------------------------

    def _update(self, record: Record, edit: Edit | None) -> Iterator[Proposed]:
        if edit is None or any(normal(note.text) == normal(edit.text) for note in self._notes(record)):
            return
        if self._answered(record, UPDATE) is not None:
            self.asking.ask("answered-before", [edit])
            return
        yield self._note(record, UPDATE, edit.text, edit)

    def _note(self, record: Record, column: str, text: str, edit: Edit) -> Proposed:
        request = WriteNote(
            about=(record.id,), sort="progress", text=text, by=self.sender, on=self.view.day, keys=self._mark(column)
        )
        field = f"{column} of {self.sender.named}"
        return Proposed(record=record.id, field=field, says=normal(text), requests=(request,), cells=(edit,))

    def _date(self, record: Record, edit: Edit | None, reason: Edit | None) -> Iterator[Proposed]:
        """Propose another target date, with the cell that tells why."""
        if edit is None:
            return
        cells = (edit, reason) if reason is not None else (edit,)
        if not isinstance(record, Action):
            self.asking.ask("no-target-date", cells)
            return
        when = _when(edit.value)
        if not when.is_certain:
            self.asking.ask("date-unclear", cells)
        elif record.due is not None and (record.due.first, record.due.last) == (when.first, when.last):
            return
        elif not is_open(self.view, record):
            self.asking.ask("record-closed", cells)
        elif self._due_moved(record):
            self.asking.ask("changed-both", cells)
        elif reason is None and not (self.own and self.why):
            self.asking.ask("reason-missing", cells)
        else:
            request = Reschedule(record.id, when, why=reason.text if reason is not None else self.why)
            says = f"{when.first} {when.last}"
            yield Proposed(record=record.id, field="due", says=says, requests=(request,), cells=cells)

    def _due_moved(self, record: Action) -> bool:
        """Whether the target date was moved here since the sheet was sent."""
        sent = self.sent_due(record.id)
        if sent is None:
            return False
        column, base = sent
        return summed(normal(self.now.get(record.id, {}).get(column))) != base

    def _links(self, record: Record, edit: Edit | None) -> Iterator[Proposed]:
        if edit is None:
            return
        known = {normal(one.where) for one in self._evidence(record)}
        fresh = [line for line in map(str.strip, edit.text.splitlines()) if line and normal(line) not in known]
        if not fresh:
            return
        requests = tuple(
            GiveEvidence(shows=(record.id,), where=line, owner=self.sender, on=self.view.day, keys=self._mark(LINK))
            for line in fresh
        )
        field = f"{LINK} of {self.sender.named}"
        yield Proposed(record=record.id, field=field, says=normal(edit.text), requests=requests, cells=(edit,))

    def _evidence(self, record: Record) -> Sequence[Evidence]:
        return self.view.register.sources(record.id, "evidence")

    # -- what was written over -----------------------------------------------------------------------------------

    def _locked(self, record: Record, edit: Edit, reason: Edit | None) -> Iterator[Proposed]:
        stands = self.now.get(record.id, {}).get(edit.column)
        if _same(edit.value, stands):
            return
        if summed(normal(stands)) != edit.sent:
            self.asking.ask("changed-both", [edit])
            return
        if not edit.text:
            self.asking.ask("blanked", [edit])
            return
        field = field_of_record(record, field_of(edit.column), normal(stands))
        added = _added(edit, stands) if field in ("progress", "comment") else ""
        if added:
            yield self._note(record, edit.column, added, edit)
        elif field not in locked_fields(record):
            self.asking.ask("not-a-field", [edit])
        elif not self.own:
            self.asking.ask("locked-cell", [edit])
        elif field == "due":
            yield from self._date(record, edit, reason)
        else:
            yield from self._amended(record, field, edit)

    def _amended(self, record: Record, field: str, edit: Edit) -> Iterator[Proposed]:
        found = self._fields.request(record, field, edit)
        if isinstance(found, str):
            self.asking.ask(found, [edit])
        elif found is not None:
            yield Proposed(record=record.id, field=field, says=normal(edit.text), requests=(found,), cells=(edit,))

    @cached_property
    def _fields(self) -> Locked:
        return Locked(self.view)


_OURS = {"target-date": "due", "lead-agency": "lead", "how-measured": "measure"}
"""Columns of ours that are called otherwise than the field of a tracker that says the same."""


def field_of(column: str) -> str:
    """Tell which field a column tells: `her:due:F` and `target-date` both tell `due`."""
    if column.startswith("her:"):
        return column.removeprefix("her:").rpartition(":")[0]
    return _OURS.get(column, column)


def _when(value: Held) -> When:
    return When.on(value) if type(value) is date else read_when(value if value is not None else "")


def _same(value: Held, stands: Held) -> bool:
    """Tell whether two cells say the same, also where one holds a day and the other its words."""
    if normal(value) == normal(stands):
        return True
    if type(value) is date or type(stands) is date:
        day, other = (value, stands) if type(value) is date else (stands, value)
        return isinstance(other, str) and read_when(other).exact == day
    return False


def _added(edit: Edit, stands: Held) -> str:
    """Tell what was written before or behind what stood in a cell; empty where what stood there was changed."""
    text, before = normal(edit.text), normal(stands)
    if before and text.startswith(before):
        return text.removeprefix(before).strip(" ;,.-–\n")
    if before and text.endswith(before):
        return text.removesuffix(before).strip(" ;,-–\n")
    return "" if before else text
