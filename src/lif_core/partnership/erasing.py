"""Erasing: values of a record are removed for good, from every commit and from the record as it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from lif_core.hooks.ports import Head, StoredCommit
from lif_core.journal.chain import Sealed, decode, encode, link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.redaction import redact as redacted
from lif_core.partnership.memory import Memory
from lif_core.partnership.rows import entries_of, folded, row_gone, row_of

if TYPE_CHECKING:
    from lif_core.partnership.partnership import Partnership
    from lif_core.partnership.work import Receipt


def redact(partnership: "Partnership", record_id: str, fields: Sequence[str], *, by: str, why: str) -> "Receipt":
    """Remove values of one record for good; see `Partnership.redact`."""
    with partnership.lock:
        memory = partnership.memory()
        stored = list(partnership.storage.history(record_id))
        if not stored:
            memory.register[record_id]  # says that there is no such record
        cleaned = [(one, redacted(decode(one.body), record_id, fields)) for one in stored]
        position = memory.head.position + 1
        change = Change(record=record_id, kind="redact", set=dict.fromkeys(fields), on=partnership.today)
        commit = Commit(
            at=partnership.now(),
            by=by or partnership.settings.by,
            why=why,
            framework=partnership.framework(partnership.today).fingerprint,
            changes=(change,),
        )
        sealed = seal(commit, partnership.salts)
        last = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
        row = _row(record_id, memory, position, [*cleaned, (last, sealed)])
        replaced = [attrs.evolve(one, body=encode(clean)) for one, clean in cleaned]
        partnership.storage.erase(last, memory.head, replaced, [row])
        partnership.remember(memory.after(Head(position, last.link), [row]))
        return partnership.receipt(commit, last)


def _row(record_id: str, memory: Memory, position: int, commits: Sequence[tuple[StoredCommit, Sealed]]):  # type: ignore[no-untyped-def]
    entries = [
        entry
        for stored, sealed in commits
        for entry in entries_of(sealed, stored.position)
        if entry.change.record == record_id
    ]
    until = max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    return row_gone(record_id, position, until) if record is None else row_of(record, position, until)
