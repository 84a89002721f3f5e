"""Matching: which lines of a file stand in the register already, and what of them has changed.

A match is exact or it is asked. A line is known by its own number and its words; where only one of them changed, by the
other. A line that is no longer in the file is told and never taken away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from lif_core.intake.desk import Desk, Draft
from lif_core.intake.differences import differences
from lif_core.intake.pairing import Known, Line, Pairing, lines_of, said_of, type_of, words_of
from lif_core.records.intake import PART_KEY
from lif_core.records.record import Record
from lif_core.rules.requests import Amend, Create, Move, Reschedule

_WHY = "The imported sheet says so."


@attrs.define
class Matched:
    """What came of the comparison.

    Attributes:
        requests: what to ask of the register: first what is made, then what is changed.
        made: drafts that are made.
        changed: ids of records whose fields change.
        same: how many records stand as the file says, by type.
        moved: ids of records whose line stands elsewhere now.
        missing: ids of records whose line is gone.
        asked: lines of which nobody can say whether they are new.
        known: id by handle, of what stands already.
    """

    requests: list[Any] = attrs.field(factory=list)
    made: list[Draft] = attrs.field(factory=list)
    changed: dict[str, None] = attrs.field(factory=dict)
    same: dict[str, int] = attrs.field(factory=dict)
    moved: dict[str, None] = attrs.field(factory=dict)
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
        used: set[str] = set()
        found: list[tuple[Draft, Record | None]] = []
        asked = set(self.result.asked)
        for line, drafts in new.items():
            if line in asked:
                continue
            key = pairs.get(line, "")
            for draft in drafts:
                record = self._standing(draft, old.get(key), by_said, used)
                if record is not None:
                    used.add(record.id)
                    self.result.known[f"#{draft.request.handle}"] = record.id
                found.append((draft, record))
        for draft, record in found:
            if record is None:
                self._make(draft)
            else:
                self._compare(draft, record)
        self._move_keys(found)

    def _by_said(self, old: Mapping[str, Known]) -> Mapping[Any, list[Record]]:
        found: dict[Any, list[Record]] = defaultdict(list)
        for line in old.values():
            for record in line.records:
                record_type = type_of(record)
                if record_type in ("priority", "finding", "recommendation", "review"):
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
        if changes:
            self.result.requests.append(Amend(record=record.id, set=changes, why=_WHY))
        if len(self.result.requests) > before:
            self.result.changed[record.id] = None
        else:
            self.result.same[request.type] = self.result.same.get(request.type, 0) + 1

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

    def _move_keys(self, found: Iterable[tuple[Draft, Record | None]]) -> None:
        """Note where the line of a record stands now."""
        for draft, record in found:
            if record is None or self.again:
                continue
            moved = {
                f"keys.{name}": value for name, value in self.desk.keys(draft).items() if record.keys.get(name) != value
            }
            if moved:
                self.result.requests.append(
                    Amend(record=record.id, set=moved, why="Its line stands elsewhere in the sheet.")
                )
                self.result.moved[record.id] = None
