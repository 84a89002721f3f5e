"""Erasing: values of a record are removed for good, from every commit and from the record as it stands.

What was removed is put on a list beside the store (`redactions`), which `reapply` goes through after a restore: a dump
or backup made before does not know of it. What was erased still stands in the copies that went out before: the receipt
names every file of which `leaving` recorded that it showed the record.
"""

from collections.abc import Sequence
from datetime import date

import attrs

from lif_core.errors import Refused, StorageError, UnknownName
from lif_core.hooks.ports import Head, Row, StoredCommit
from lif_core.journal.chain import Sealed, decode, encode, link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.redaction import redact as redacted
from lif_core.partnership.books import Books
from lif_core.partnership.leaving import copies_of
from lif_core.partnership.receipt import Receipt, went_out
from lif_core.partnership.redactions import Redaction, Redactions
from lif_core.partnership.rows import entries_of, folded, row_gone, row_of
from lif_core.partnership.writing import announced
from lif_core.records import TYPES
from lif_core.values.identifiers import type_of

REASON = "commit.why"
"""What stands for the reasons that were given for the commits of a record; these may touch other records too."""


def redact(books: Books, record_id: str, fields: Sequence[str], *, by: str, why: str) -> Receipt:
    """Remove values of one record for good; see `Partnership.redact`."""
    with books.lock:
        memory = books.memory()
        stored = list(books.storage.history(record_id))
        if not stored:
            raise UnknownName(record_id, "record", ())
        _known(record_id, fields)
        if books.folder is not None:  # first: a list with too much on it does no harm, one with too little does
            Redactions(books.folder).add(Redaction(record_id, tuple(fields), books.today))
        reason = REASON in fields
        cleaned = [(one, redacted(decode(one.body), record_id, fields, reason=reason)) for one in stored]
        position = memory.head.position + 1
        framework = books.framework(books.today)
        books.storage.keep(framework.fingerprint, framework.document)
        change = Change(record=record_id, kind="redact", set=dict.fromkeys(fields), on=_when(books, record_id, stored))
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
        unfinished = _erased(books, last, memory.head, replaced, row)
        books.remember(memory.after(Head(position, last.link), [row]))
        receipt = announced(books, commit, last)
        copies = copies_of(books, record_id, stored[0].position)
        if unfinished is not None:  # written and heard of; what went out is told all the same
            raise StorageError("\n".join([str(unfinished), *map(went_out, copies)])) from unfinished
        return attrs.evolve(receipt, copies=copies)


def _erased(
    books: Books, last: StoredCommit, expect: Head, replaced: Sequence[StoredCommit], row: Row
) -> StorageError | None:
    """Let the storage erase; tell what it says where it has written and could not yet remove every old byte."""
    try:
        books.storage.erase(last, expect, replaced, [row])
    except StorageError as error:
        if books.storage.head() != Head(last.position, last.link):
            raise
        return error
    return None


def _when(books: Books, record_id: str, stored: Sequence[StoredCommit]) -> date:
    """Tell the day on which removing takes effect: today, or the day a record begins that was entered ahead."""
    entries = [entry for one in stored for entry in entries_of(decode(one.body), one.position)]
    return max(books.today, min(entry.change.on for entry in entries if entry.change.record == record_id))


def reapply(books: Books, *, by: str = "") -> tuple[Receipt, ...]:
    """Remove again what the list of redactions names and the journal does not know to be removed.

    To be called after a dump or backup was restored; a second time does nothing. The fingerprint is then another than
    that of the copy, by the commits that say what was removed.

    Args:
        books: the partnership's.
        by: id of the role that restores; left out, the one in the settings.

    Raises:
        InvalidData: the list was altered by hand; nothing was written.
    """
    again = unapplied(books)
    return tuple(redact(books, one.record, one.fields, by=by, why="Removed again after a restore") for one in again)


def unapplied(books: Books) -> tuple[Redaction, ...]:
    """Tell what the list of redactions names and the journal does not know to be removed: an older copy stands here.

    Raises:
        InvalidData: the list was altered by hand.
    """
    if books.folder is None:
        return ()
    return tuple(one for one in Redactions(books.folder).all() if not _is_applied(books, one))


def _is_applied(books: Books, redaction: Redaction) -> bool:
    """Tell whether a journal says that these fields were removed; what it does not know at all needs no removing."""
    commits = [decode(stored.body).commit for stored in books.storage.history(redaction.record)]
    changes = [change for commit in commits for change in commit.changes if change.record == redaction.record]
    removed = {field for change in changes if change.kind == "redact" for field in change.set}
    return not changes or removed.issuperset(redaction.fields)


def _known(record_id: str, fields: Sequence[str]) -> None:
    """Refuse names that are no field of the record, so that nobody believes something removed that still stands."""
    known = {field.name for field in attrs.fields(TYPES[type_of(record_id)])} - {"id"}
    unknown = [field for field in fields if field != REASON and field.partition(".")[0] not in known]
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
    recorded = entries[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)
