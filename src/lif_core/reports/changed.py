"""Changed: what changed since a meeting: what it was, what it is now, who said so and why.

Values are told from the two views only, never from the journal: what a record said before it was cleared for these
readers, or before it was redacted, is in neither view.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from lif_core.journal.change import Change, Commit
from lif_core.records import Party, Record
from lif_core.reports.document import Block
from lif_core.reports.telling import Teller
from lif_core.values.labels import Label
from lif_core.values.when import When
from lif_core.view.view import View

Changes = Iterable[tuple[Commit, Change]]
"""Changes with the commits they stand in, in the order of writing."""

_TOLD = {
    "state": "status",
    "due": "target-date",
    "leads": "lead-agency",
    "lead_role": "lead-role",
    "text": "its-words",
    "label": "its-words",
    "themes": "theme",
    "disclosure": "disclosure",
}
"""Fields whose values are told, with the phrase for each; of others it is told that they changed."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Since:
    """What stood at the last meeting, and what was written after it.

    Attributes:
        view: the view of that day, for the same audience.
        changes: what was written since, in order.
    """

    view: View
    changes: tuple[tuple[Commit, Change], ...] = attrs.field(default=(), repr=False)


def changed_table(teller: Teller, since: Since, name: str = "changes") -> Block:
    """Give the table of what changed: when, which record, what it was and is, who and why."""
    columns = (
        teller.column("when", 13, "day"),
        teller.column("what", 40),
        teller.column("changed-field", 16),
        teller.column("was", 30),
        teller.column("is-now", 30),
        teller.column("by", 18),
        teller.column("why", 30),
    )
    seen = [(commit, change) for commit, change in since.changes if change.record in teller.view.register]
    last = _last_by_field(seen)
    told = [
        (
            change.on, teller.name(record), _field(teller, field), *_values(teller, since.view, record, field),
            teller.body(commit.by), _why(teller, commit),
        )
        for (id, field), (commit, change) in last.items()
        if (record := teller.view.register.get(id)) is not None and _differs(since.view, record, field)
    ]  # fmt: skip
    return teller.table(name, columns, told, nothing="nothing-changed")


def _last_by_field(changes: Changes) -> Mapping[tuple[str, str], tuple[Commit, Change]]:
    """Tell for each field of each record who changed it last; a new record is one line, whatever it says."""
    found: dict[tuple[str, str], tuple[Commit, Change]] = {}
    for commit, change in changes:
        fields = [""] if change.kind == "create" else _told_fields(change)
        for field in fields:
            if (change.record, "") not in found:
                found[change.record, field] = (commit, change)
    return found


def _told_fields(change: Change) -> list[str]:
    """Tell which fields of a change are told; where none is, that something else changed."""
    own = dict.fromkeys(field.partition(".")[0] for field in change.set)
    return [field for field in own if field in _TOLD] or ["other"]


def _field(teller: Teller, field: str) -> str:
    return teller.words("new-record") if not field else teller.words(_TOLD.get(field, "other-details"))


def _differs(before: View, record: Record, field: str) -> bool:
    if field in ("", "other"):
        return True
    was = before.register.get(record.id)
    return was is None or getattr(was, field, None) != getattr(record, field, None)


def _values(teller: Teller, before: View, record: Record, field: str) -> tuple[str, str]:
    if field in ("", "other"):
        return "", getattr(record, "text", "") if not field else ""
    was = before.register.get(record.id)
    return (_said(teller, was, field) if was is not None else ""), _said(teller, record, field)


def _said(teller: Teller, record: Record, field: str) -> str:
    if field == "state":
        return teller.status(record)
    return "; ".join(_one(teller, field, value) for value in _many(getattr(record, field, None)))


def _many(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        yield from value
    elif value:
        yield value


def _one(teller: Teller, field: str, value: Any) -> str:
    if isinstance(value, When):
        return teller.read(value)
    if isinstance(value, Party):
        return teller.party(value)
    if isinstance(value, Label):
        return teller.label(value)
    tables = {"themes": "theme", "disclosure": "disclosure", "lead_role": "role"}
    return teller.item(tables[field], str(value)) if field in tables else str(value)


def _why(teller: Teller, commit: Commit) -> str:
    """Tell the reason of a commit, where these readers see everything that it is the reason of."""
    return commit.why if all(record in teller.view.register for record in commit.touches) else ""
