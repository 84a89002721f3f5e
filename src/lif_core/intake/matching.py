"""Matching: which lines of a file stand in the register already, and what of them has changed.

A match is exact or it is asked. A line is known by its own number and its words; where only one of them changed, by the
other. A line that is no longer in the file is told and never taken away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from lif_core.intake.desk import PART_KEY, SHEET_KEY, Desk, Draft
from lif_core.records import TYPES
from lif_core.records.parts import Link, Party
from lif_core.records.record import Record
from lif_core.rules.requests import Amend, Create, Move, PlanAction, Reschedule

Line = tuple[str, int]
_MAIN = ("action", "course", "recommendation", "finding", "figure", "review", "priority")
"""Record types by which a line is known, the first that it has."""
_SPELT = {("finding", "from_"): "reviews", ("recommendation", "from_"): "reviews"}
_SILENT = frozenset(
    {"handle", "keys", "kind", "disclosure", "state", "lead", "leads", "happened", "planned", "extra", "due"}
)
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


def match(desk: Desk, *, again: bool = False) -> Matched:
    """Compare the drafts of a desk with its register.

    Args:
        desk: holds the drafts, the register and the answers.
        again: whether this very file was read in this very way before; then nothing is changed, only completed.
    """
    return _Matcher(desk, again).match()


def _words(one: Create | Record) -> str:
    """The words a record is known by: its text, its name, or what it is called."""
    said = getattr(one, "text", "") or getattr(one, "name", "") or str(one.label or "")
    return " ".join(said.split())


def _identity(one: Create | Record, record_type: str) -> tuple[str, ...]:
    """What a record is known by: number and words."""
    if record_type != "figure":
        return (record_type, one.ref, _words(one))
    period, body = getattr(one, "period", None), getattr(one, "body", None)
    named = body.named if isinstance(body, Party) else ""
    return (record_type, one.ref, _words(one), str(period or ""), named)


@attrs.define
class _Old:
    """A line as the register knows it."""

    place: Line
    key: str
    records: list[Record] = attrs.field(factory=list)

    @property
    def main(self) -> Record:
        return min(self.records, key=lambda record: _rank(_type(record)))


def _type(record: Record) -> str:
    return record.id.split("/")[1]


def _rank(record_type: str) -> int:
    return _MAIN.index(record_type) if record_type in _MAIN else len(_MAIN)


@attrs.define(slots=False)
class _Matcher:
    desk: Desk
    again: bool
    result: Matched = attrs.field(factory=Matched, init=False)

    def match(self) -> Matched:
        old, new = self._old_lines(), self._new_lines()
        pairs = self._paired(old, new)
        self._apply(old, new, pairs)
        taken = set(pairs.values())
        for key, line in old.items():
            if key not in taken and _rank(_type(line.main)) < len(_MAIN):
                self.result.missing.append(line.main.id)
        return self.result

    # ---- lines ----

    def _old_lines(self) -> dict[str, _Old]:
        prefix = f"{self.desk.stem}/"
        found: dict[str, _Old] = {}
        for record_type in TYPES:
            for record in self.desk.register.of_type(record_type):
                key = record.keys.get(SHEET_KEY, "")
                tab, slash, row = key[len(prefix) :].rpartition("/")
                if key.startswith(prefix) and slash and row.isdigit():
                    found.setdefault(key, _Old((tab, int(row)), key)).records.append(record)
        return found

    def _new_lines(self) -> dict[Line, list[Draft]]:
        found: dict[Line, list[Draft]] = {}
        for draft in self.desk.drafts:
            found.setdefault((draft.tab, draft.row), []).append(draft)
        return found

    def _paired(self, old: Mapping[str, _Old], new: Mapping[Line, Sequence[Draft]]) -> dict[Line, str]:
        """Pair lines of the file with lines of the register: new place by old key."""
        pairs: dict[Line, str] = {}
        mains = {line: min(drafts, key=lambda draft: _rank(draft.request.type)) for line, drafts in new.items()}
        left = dict(old)

        def take(line: Line, key: str) -> None:
            pairs[line] = key
            left.pop(key)

        def by(of: Any, lines: Iterable[_Old]) -> dict[Any, list[_Old]]:
            index: dict[Any, list[_Old]] = defaultdict(list)
            for one in lines:
                index[of(one)].append(one)
            return index

        def identity(one: _Old) -> Any:
            return (one.place[0], _identity(one.main, _type(one.main)))

        in_place = {(one.place, identity(one)): one for one in left.values()}
        for line, draft in mains.items():
            here = in_place.get((line, (line[0], _identity(draft.request, draft.request.type))))
            if here is not None:
                take(line, here.key)
        exact = by(identity, reversed(left.values()))
        for line, draft in mains.items():
            alike = exact.get((line[0], _identity(draft.request, draft.request.type)))
            if line not in pairs and alike:
                take(line, alike.pop().key)
        by_ref = by(lambda one: (one.place[0], _type(one.main), one.main.ref), left.values())
        new_refs: dict[Any, list[Line]] = defaultdict(list)
        for line, draft in mains.items():
            if line not in pairs and draft.request.ref:
                new_refs[line[0], draft.request.type, draft.request.ref].append(line)
        for ref, lines in new_refs.items():
            if len(lines) == 1 and len(by_ref.get(ref, ())) == 1:
                take(lines[0], by_ref[ref][0].key)
        anywhere = by(lambda one: _identity(one.main, _type(one.main)), left.values())
        places = {one.place: one for one in left.values()}
        for line, draft in mains.items():
            if line in pairs:
                continue
            moved = [one for one in anywhere.get(_identity(draft.request, draft.request.type), ()) if one.key in left]
            here = places.get(line)
            if len(moved) == 1:
                take(line, moved[0].key)
            elif here is not None and here.key in left and _type(here.main) == draft.request.type:
                self._same_place(line, draft, here, take)
        return pairs

    def _same_place(self, line: Line, draft: Draft, here: _Old, take: Any) -> None:
        """Decide on a line with other words where another one stood: its like in all else, answered, or asked."""
        where = f"{line[0]}!{line[1]}"
        answer = self.desk.mapping.answers.get(where)
        changes = self._differences(draft.request, here.main)
        words = {"text", "label", "name"}
        if answer == "same" or (answer != "new" and set(changes) <= words and self._says_more(draft.request)):
            take(line, here.key)
        elif answer != "new" and not (draft.request.ref and here.main.ref and draft.request.ref != here.main.ref):
            self.result.asked.append(line)
            self.desk.ask(
                "line-changed",
                "Other words than before stand on {n} line{s}: changed, or new? Kept aside until somebody says.",
                where,
                f'Say so in the mapping file: answers."{where}" = "same" or "new".',
            )

    def _says_more(self, request: Create) -> bool:
        """Whether a line says anything beside its words, by which it could be known."""
        told = (
            getattr(request, name, None) for name in ("leads", "lead", "due", "wanted", "how_measured", "to", "period")
        )
        return any(one not in (None, "", ()) for one in told)

    # ---- records ----

    def _apply(self, old: Mapping[str, _Old], new: Mapping[Line, Sequence[Draft]], pairs: Mapping[Line, str]) -> None:
        by_identity = self._by_identity(old)
        used: set[str] = set()
        found: list[tuple[Draft, Record | None]] = []
        asked = set(self.result.asked)
        for line, drafts in new.items():
            if line in asked:
                continue
            key = pairs.get(line, "")
            for draft in drafts:
                record = self._standing(draft, old.get(key), by_identity, used)
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

    def _by_identity(self, old: Mapping[str, _Old]) -> Mapping[Any, list[Record]]:
        found: dict[Any, list[Record]] = defaultdict(list)
        for line in old.values():
            for record in line.records:
                record_type = _type(record)
                if record_type in ("priority", "finding", "recommendation", "review"):
                    found[line.place[0], _identity(record, record_type)].append(record)
        return found

    def _standing(
        self, draft: Draft, line: _Old | None, by_identity: Mapping[Any, list[Record]], used: set[str]
    ) -> Record | None:
        """Give the record that a draft stands for in the register."""
        record_type = draft.request.type
        held = (
            [record for record in line.records if _type(record) == record_type and record.id not in used]
            if line
            else []
        )
        if record_type == "note":
            same = [record for record in held if _words(record) == _words(draft.request)]
            if same or draft.part.rpartition("-")[2].isdigit():
                return same[0] if same else None
        in_part = [record for record in held if record.keys.get(PART_KEY) == draft.part]
        alike = by_identity.get((draft.tab, _identity(draft.request, record_type)), ())
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
        self.result.requests.append(attrs.evolve(request, **values))
        self.result.made.append(draft)

    def _compare(self, draft: Draft, record: Record) -> None:
        request, before = draft.request, len(self.result.requests)
        changes = {} if self.again else self._differences(request, record)
        if not self.again:
            self._compare_due(request, record, changes)
            self._compare_state(draft, record)
        if changes:
            self.result.requests.append(Amend(record=record.id, set=changes, why=_WHY))
        if len(self.result.requests) > before:
            self.result.changed[record.id] = None
        else:
            self.result.same[request.type] = self.result.same.get(request.type, 0) + 1

    def _differences(self, request: Create, record: Record) -> dict[str, Any]:
        """Tell what a line says of a record otherwise than the register, by field. A blank is no change."""
        changes: dict[str, Any] = {}
        for field in attrs.fields(type(request)):
            given = getattr(request, field.name)
            if field.name in _SILENT or given is None or given == "" or given == () or given == {}:
                continue
            name = _SPELT.get((request.type, field.name), field.name)
            said = self._resolved(given)
            if said is not None and not _agree(said, getattr(record, name)):
                changes[name] = said
        if isinstance(request, PlanAction):
            others: Any = request.leads
            leads = tuple(lead for lead in (request.lead, *others) if isinstance(lead, Party))
            if leads and not _agree(leads, getattr(record, "leads", ())):
                changes["leads"] = leads if len(leads) > 1 else (attrs.evolve(leads[0], first=True),)
        for table in ("extra", "happened", "planned"):
            for key, value in dict(getattr(request, table)).items():
                if getattr(record, table).get(key) != value:
                    changes[f"{table}.{key}"] = value
        return changes

    def _resolved(self, given: Any) -> Any:
        """Give a value with ids for handles; None where it points at something that is only being made."""
        if not isinstance(given, tuple):
            return given
        known = self.result.known
        resolved = [
            known.get(one, one) if isinstance(one, str)
            else attrs.evolve(one, to=known.get(one.to, one.to)) if isinstance(one, Link)
            else one
            for one in given
        ]  # fmt: skip
        pointing = (one.to if isinstance(one, Link) else one for one in resolved)
        return None if any(isinstance(one, str) and one.startswith("#") for one in pointing) else tuple(resolved)

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
                f"keys.{name}": value for name, value in draft.request.keys.items() if record.keys.get(name) != value
            }
            if moved:
                self.result.requests.append(
                    Amend(record=record.id, set=moved, why="Its line stands elsewhere in the sheet.")
                )
                self.result.moved[record.id] = None


def _agree(said: Any, standing: Any) -> bool:
    if isinstance(said, tuple) and said and isinstance(said[0], Party):
        return [_party(one) for one in said] == [_party(one) for one in standing]
    if isinstance(said, Party):
        return isinstance(standing, Party) and _party(said) == _party(standing)
    if isinstance(said, str) and not isinstance(standing, str):
        return said == str(standing or "")
    return bool(said == standing)


def _party(party: Party) -> tuple[str, str]:
    return (party.body or party.role or party.said, party.role)
