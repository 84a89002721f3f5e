"""Erasing: values of a record are removed for good, from every commit and from the record as it stands."""

from collections.abc import Sequence

import attrs

from lif_core.errors import Refused, UnknownName
from lif_core.hooks.ports import Head, Row, StoredCommit
from lif_core.journal.chain import Sealed, decode, encode, link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.redaction import redact as redacted
from lif_core.partnership.books import Books
from lif_core.partnership.receipt import Receipt
from lif_core.partnership.rows import entries_of, folded, row_gone, row_of
from lif_core.partnership.writing import announced
from lif_core.records import TYPES
from lif_core.values.identifiers import type_of


def redact(books: Books, record_id: str, fields: Sequence[str], *, by: str, why: str) -> Receipt:
    """Remove values of one record for good; see `Partnership.redact`."""
    with books.lock:
        memory = books.memory()
        stored = list(books.storage.history(record_id))
        if not stored:
            raise UnknownName(record_id, "record", ())
        _known(record_id, fields)
        cleaned = [(one, redacted(decode(one.body), record_id, fields)) for one in stored]
        position = memory.head.position + 1
        framework = books.framework(books.today)
        books.storage.keep(framework.fingerprint, framework.document)
        change = Change(record=record_id, kind="redact", set=dict.fromkeys(fields), on=books.today)
        commit = Commit(
            at=books.now(),
            by=by or books.settings.by,
            why=why,
            framework=framework.fingerprint,
            changes=(change,),
        )
        sealed = seal(commit, books.salts)
        last = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
        row = _row(record_id, position, [*cleaned, (last, sealed)])
        replaced = [attrs.evolve(one, body=encode(clean)) for one, clean in cleaned]
        books.storage.erase(last, memory.head, replaced, [row])
        books.remember(memory.after(Head(position, last.link), [row]))
        return announced(books, commit, last)


def _known(record_id: str, fields: Sequence[str]) -> None:
    """Refuse names that are no field of the record, so that nobody believes something removed that still stands."""
    known = {field.name for field in attrs.fields(TYPES[type_of(record_id)])} - {"id"}
    unknown = [field for field in fields if field.partition(".")[0] not in known]
    if unknown:
        raise Refused(UnknownName(field, "field", known).as_problem(record_id) for field in unknown)


def _row(record_id: str, position: int, commits: Sequence[tuple[StoredCommit, Sealed]]) -> Row:
    entries = [
        entry
        for stored, sealed in commits
        for entry in entries_of(sealed, stored.position)
        if entry.change.record == record_id
    ]
    until = max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    return row_gone(record_id, position, until) if record is None else row_of(record, position, until)
