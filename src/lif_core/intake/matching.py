"""Matching: which lines of a file stand in the register already, and what of them has changed.

A match is exact or it is asked. A line is known by its own number and its words; where only one of them changed, by the
other. A line that is no longer in the file is told and never taken away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

import attrs

from lif_core.intake.desk import Desk, Draft
from lif_core.intake.differences import differences
from lif_core.intake.pairing import Known, Line, Pairing, lines_of, lost_words, said_of, type_of, words_of
from lif_core.records.intake import PART_KEY, SHEET_KEY
from lif_core.records.record import Record
from lif_core.rules.requests import Amend, Create, Move, Reschedule

_WHY = "The imported sheet says so."
_MOVED = "Its line stands elsewhere in the sheet."
_SHARED = ("priority", "finding", "recommendation", "review")
"""Types of which several lines may share one record, known by its words."""


@attrs.define
class Matched:
    """What came of the comparison.

    Attributes:
        requests: what to ask of the register: first what is made, then what is changed.
        made: drafts that are made.
        changed: ids of records whose fields change.
        same: how many records stand as the file says, by type.
        moved: ids of records whose line stands elsewhere now.
        replaced: ids of records whose line is gone, and another line stands in its place.
        missing: ids of records whose line is gone.
        asked: lines of which nobody can say whether they are new.
        known: id by handle, of what stands already.
    """

    requests: list[Any] = attrs.field(factory=list)
    made: list[Draft] = attrs.field(factory=list)
    changed: dict[str, None] = attrs.field(factory=dict)
    same: dict[str, int] = attrs.field(factory=dict)
    moved: dict[str, None] = attrs.field(factory=dict)
    replaced: dict[str, None] = attrs.field(factory=dict)
    missing: list[str] = attrs.field(factory=list)
    asked: list[Line] = attrs.field(factory=list)
    known: dict[str, str] = attrs.field(factory=dict)


def match(desk: Desk, old: Mapping[str, Known], *, again: bool = False) -> Matched:
    """Compare the drafts of a desk with its register.

    Args:
        desk: holds the drafts, the register and the answers.
        old: the lines that the register knows of this tracker, by their key.
        again: whether this very file was read in this very way before; then nothing is changed, only completed.
    """
    return _Matcher(desk, again).match(old)


@attrs.define(slots=False)
class _Matcher:
    desk: Desk
    again: bool
    result: Matched = attrs.field(factory=Matched, init=False)

    def match(self, old: Mapping[str, Known]) -> Matched:
        new = lines_of(self.desk.drafts)
        paired = Pairing.of(self.desk, new, old)
        self.result.asked = paired.asked
        self._apply(old, new, paired.pairs)
        taken = set(paired.pairs.values())
        self.result.missing = [line.main.id for key, line in old.items() if key not in taken and line.is_named]
        return self.result

    def _apply(self, old: Mapping[str, Known], new: Mapping[Line, Sequence[Draft]], pairs: Mapping[Line, str]) -> None:
        by_said = self._by_said(old)
        lost = self._lost(old)
        used: set[str] = set()
        found: list[tuple[Draft, Record | None]] = []
        asked = set(self.result.asked)
        for line, drafts in new.items():
            if line in asked:
                continue
            key = pairs.get(line, "")
            for draft in drafts:
                record = self._standing(draft, old.get(key), by_said, used) or self._perhaps_lost(draft, key, lost)
                if record is not None:
                    used.add(record.id)
                    self.result.known[f"#{draft.request.handle}"] = record.id
                found.append((draft, record))
        for draft, record in found:
            if record is None:
                self._make(draft)
            else:
                self._compare(draft, record)
        self._move_keys(found, old, pairs)

    def _by_said(self, old: Mapping[str, Known]) -> Mapping[Any, list[Record]]:
        found: dict[Any, list[Record]] = defaultdict(list)
        for line in old.values():
            for record in line.records:
                record_type = type_of(record)
                if record_type in _SHARED:
                    found[line.place[0], said_of(record, record_type)].append(record)
        return found

    def _standing(
        self, draft: Draft, line: Known | None, by_said: Mapping[Any, list[Record]], used: set[str]
    ) -> Record | None:
        """Give the record that a draft stands for in the register."""
        record_type = draft.request.type
        held = (
            [record for record in line.records if type_of(record) == record_type and record.id not in used]
            if line
            else []
        )
        if record_type == "note":
            same = [record for record in held if words_of(record) == words_of(draft.request)]
            if same or draft.part.rpartition("-")[2].isdigit():
                return same[0] if same else None
        in_part = [record for record in held if record.keys.get(PART_KEY) == draft.part]
        alike = by_said.get((draft.tab, said_of(draft.request, record_type)), ())
        free = [record for record in alike if record.id not in used]
        exact = [record for record in in_part if record in free]
        return next(iter((*exact, *free, *in_part)), None)

    def _lost(self, old: Mapping[str, Known]) -> Mapping[Any, Record]:
        """Give records whose words were removed for good.

        Those that several lines share stand under their sheet and type, notes under their line and column.
        """
        found: dict[Any, Record] = {}
        for key, line in old.items():
            for record in line.records:
                record_type = type_of(record)
                if record_type in (*_SHARED, "note") and lost_words(self.desk, record):
                    in_column = (key, _column(record.keys.get(PART_KEY, "")))
                    found[in_column if record_type == "note" else (line.place[0], record_type)] = record
        return found

    def _perhaps_lost(self, draft: Draft, key: str, lost: Mapping[Any, Record]) -> Record | None:
        """Give the record that a draft may stand for whose words were removed, so that they do not come back."""
        is_note = draft.request.type == "note"
        return lost.get((key, _column(draft.part)) if is_note else (draft.tab, draft.request.type))

    def _make(self, draft: Draft) -> None:
        request = draft.request
        known = self.result.known
        values: dict[str, Any] = {}
        for field in attrs.fields(type(request)):
            value = getattr(request, field.name)
            if isinstance(value, tuple) and any(isinstance(one, str) and one in known for one in value):
                values[field.name] = tuple(known.get(one, one) for one in value)
        if any(link.to in known for link in request.links):
            values["links"] = tuple(attrs.evolve(link, to=known.get(link.to, link.to)) for link in request.links)
        self.result.requests.append(attrs.evolve(request, keys=self.desk.keys(draft), **values))
        self.result.made.append(draft)

    def _compare(self, draft: Draft, record: Record) -> None:
        request, before = draft.request, len(self.result.requests)
        changes = {} if self.again else differences(request, record, self.result.known)
        if not self.again:
            self._compare_due(request, record, changes)
            self._compare_state(draft, record)
        self._leave_out_gone(draft, record, changes)
        if changes:
            self.result.requests.append(Amend(record=record.id, set=changes, why=_WHY))
        if len(self.result.requests) > before:
            self.result.changed[record.id] = None
        else:
            self.result.same[request.type] = self.result.same.get(request.type, 0) + 1

    def _leave_out_gone(self, draft: Draft, record: Record, changes: dict[str, Any]) -> None:
        """Leave out what was removed for good, and say so: a sheet that still says it does not bring it back."""
        gone = [field for field in changes if self.desk.is_gone(record, field)]
        for field in gone:
            del changes[field]
        if gone:
            self.desk.ask(
                "removed-for-good",
                "{n} line{s} may still say what was removed for good: left out.",
                f"{draft.tab}!{draft.row}",
                "Take it out of the sheet. What may be said all the same is said with `lif apply`.",
            )

    def _compare_due(self, request: Create, record: Record, changes: dict[str, Any]) -> None:
        due, standing = getattr(request, "due", None), getattr(record, "due", None)
        if due is None or due == standing:
            return
        if standing is None:
            changes["due"] = due
        else:
            self.result.requests.append(Reschedule(record=record.id, due=due, why=_WHY))

    def _compare_state(self, draft: Draft, record: Record) -> None:
        """Move a record where the sheet's status changed; where only the register moved on, it stays."""
        state = draft.request.state
        published = draft.request.extra.get("as-published-status")
        if not state or state == record.state or published == record.extra.get("as-published-status"):
            return
        kind = self.desk.names.kind(draft.request.type, record.kind)
        if state in kind.done and record.state in kind.done:
            return
        if kind.may_move(record.state, state):
            when = draft.request.happened.get(state)
            self.result.requests.append(Move(record=record.id, to=state, when=when, why=_WHY))
            return
        self.desk.ask(
            "status-differs",
            "The status of {n} line{s} cannot follow the one on record: left as it is.",
            f"{draft.tab}!{draft.row}",
            "Move the record by hand if the sheet is right.",
        )

    def _move_keys(
        self, found: Iterable[tuple[Draft, Record | None]], old: Mapping[str, Known], pairs: Mapping[Line, str]
    ) -> None:
        """Note where the lines of records stand now: every record of a line stays with it, and none gets into another.

        A line that is gone keeps its place while nothing else stands there: it may come back.
        """
        if self.again:
            return
        keys: dict[str, dict[str, str]] = {}
        taken = {self._key(draft.tab, draft.row) for draft, _ in found}
        for line, key in pairs.items():
            for record in old[key].records:
                keys[record.id] = {SHEET_KEY: self._key(*line)}
        for key in old.keys() - set(pairs.values()):
            if key in taken:
                aside = next(one for number in count(1) if (one := f"{key}-{number}") not in old)
                keys |= {record.id: {SHEET_KEY: aside} for record in old[key].records}
                self.result.replaced |= dict.fromkeys(record.id for record in old[key].records)
        keys |= {record.id: dict(self.desk.keys(draft)) for draft, record in found if record is not None}
        records = {record.id: record for line in old.values() for record in line.records}
        for record_id, said in keys.items():
            moved = {f"keys.{name}": key for name, key in said.items() if records[record_id].keys.get(name) != key}
            if moved:
                self.result.requests.append(Amend(record=record_id, set=moved, why=_MOVED))
                if record_id not in self.result.replaced:
                    self.result.moved[record_id] = None

    def _key(self, tab: str, row: int) -> str:
        return f"{self.desk.place(tab)}/{row}"


def _column(part: str) -> str:
    """Tell the column of a part of a line: several entries of one cell are numbered."""
    column, _, number = part.rpartition("-")
    return column if number.isdigit() else part
