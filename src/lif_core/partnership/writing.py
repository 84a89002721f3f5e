"""Writing: what a block proposed becomes one commit, or is refused where somebody else wrote the same records first."""

from collections.abc import Sequence
from datetime import date

from lif_core.errors import Conflict, InvalidData, Problem
from lif_core.framework.framework import Framework
from lif_core.hooks.offers import Committed
from lif_core.hooks.ports import Head, Row, StoredCommit
from lif_core.journal.chain import encode, fingerprint, link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.partnership.books import Books
from lif_core.partnership.memory import Memory, journal_of
from lif_core.partnership.receipt import Receipt
from lif_core.partnership.rows import folded, row_gone, row_of
from lif_core.rules.proposal import Proposal
from lif_core.serial.plain import to_wire

_TRIES = 20  # how often a commit is tried anew when others, whose records it does not touch, wrote in between


def write(
    books: Books, proposal: Proposal, *, seen: Memory, framework: Framework, by: str, why: str, actor: str
) -> Receipt:
    """Write what was proposed, as one commit.

    Args:
        books: where to write.
        proposal: what to write.
        seen: what was known of the store when the work began.
        framework: the framework it was decided under.
        by: id of the role that writes.
        why: the reason.
        actor: opaque key of whoever sits at the keyboard.

    Raises:
        Conflict: somebody else changed one of the records in the meantime; nothing was written.
        InvalidData: a change entered late does not fit with what is recorded after it.
    """
    if not proposal.changes:
        return nothing(books, proposal)
    books.storage.keep(framework.fingerprint, framework.document)
    commit = Commit(
        at=books.now(),
        by=by,
        actor=actor,
        why="; ".join(dict.fromkeys(reason for reason in (why, *proposal.reasons) if reason)),
        framework=framework.fingerprint,
        changes=proposal.changes,
    )
    with books.lock:
        stored = _appended(books, commit, seen)
    return announced(books, commit, stored, proposal.warnings)


def nothing(books: Books, proposal: Proposal) -> Receipt:
    """Give the receipt of a proposal that is not written."""
    link_ = books.memory().head.link
    return Receipt(
        position=None, fingerprint=fingerprint(link_), warnings=proposal.warnings, proposed=len(proposal.changes)
    )


def announced(books: Books, commit: Commit, stored: StoredCommit, warnings: tuple[str, ...] = ()) -> Receipt:
    """Tell plug-ins of a commit that was written, and give its receipt."""
    kinds: dict[str, str] = {}
    for change in commit.changes:
        kinds.setdefault(change.record, change.kind)  # the first says it: made and then amended is made
    event = Committed(
        partnership=books.settings.id,
        position=stored.position,
        link=stored.link,
        by=commit.by,
        records=commit.touches,
        redacted="redact" in kinds.values(),
    )
    return Receipt(
        position=stored.position,
        fingerprint=fingerprint(stored.link),
        created=tuple(record for record, kind in kinds.items() if kind == "create"),
        changed=tuple(record for record, kind in kinds.items() if kind in ("amend", "move", "redact")),
        withdrawn=tuple(record for record, kind in kinds.items() if kind == "withdraw"),
        warnings=warnings,
        unheard=tuple(str(plugin) for plugin in books.plugins.announce(event)),
    )


def _appended(books: Books, commit: Commit, seen: Memory) -> StoredCommit:
    sealed = seal(commit, books.salts)
    for _ in range(_TRIES):
        memory = books.memory()
        _no_clash(books, seen, memory, commit)
        position = memory.head.position + 1
        rows = _rows(books, commit, memory, position)
        stored = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
        try:
            books.storage.append(stored, memory.head, rows)
        except Conflict:
            continue
        books.remember(memory.after(Head(position, stored.link), rows))
        return stored
    raise Conflict(seen.head.position, books.storage.head().position)


def _no_clash(books: Books, seen: Memory, now: Memory, commit: Commit) -> None:
    """Refuse to write over what somebody else wrote since the work began.

    Raises:
        Conflict: names the record, what was expected and found, and who wrote in between.
    """
    if seen.head == now.head:
        return
    for record_id in commit.touches:
        before, after = seen.marks.get(record_id), now.marks.get(record_id)
        if before != after:
            found = after.position if after else 0
            by = next((one.by for position, one in books.commits(found - 1) if position == found), None)
            raise Conflict(before.position if before else 0, found, record_id, by)


def _rows(books: Books, commit: Commit, memory: Memory, position: int) -> list[Row]:
    """Give the row of each record that a commit touches, folded with everything recorded of it."""
    fresh: dict[str, list[Entry]] = {record_id: [] for record_id in commit.touches}
    for number, change in enumerate(commit.changes):
        fresh[change.record].append(Entry((position, number), commit.at.date(), change))
    late = [record_id for record_id, entries in fresh.items() if _is_late(memory, record_id, entries)]
    known = journal_of(books.storage, late) if late else {}
    return [_row(record_id, memory, position, fresh[record_id], known.get(record_id)) for record_id in fresh]


def _is_late(memory: Memory, record_id: str, entries: Sequence[Entry]) -> bool:
    """Tell whether something recorded of a record takes effect after one of these changes of it."""
    mark = memory.marks.get(record_id)
    return mark is not None and any(mark.until > entry.change.on.isoformat() for entry in entries)


def _row(record_id: str, memory: Memory, position: int, fresh: Sequence[Entry], known: Sequence[Entry] | None) -> Row:
    mark = memory.marks.get(record_id)
    until = max(entry.change.on for entry in fresh)
    if mark is not None:
        until = max(until, date.fromisoformat(mark.until))
        known = _standing(record_id, memory) if known is None else known
    try:
        record = folded(record_id, [*(known or ()), *fresh])
    except DoesNotFold as error:
        raise _late(record_id, str(error)) from None
    recorded = fresh[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)


def _standing(record_id: str, memory: Memory) -> list[Entry]:
    """Give a record as it stands as if one change had made it: nothing recorded of it takes effect later."""
    record = memory.register.get(record_id)
    values = to_wire(record) if record is not None else {}
    values.pop("id", None)
    made = [Entry((0, 0), date.min, Change(record=record_id, kind="create", set=values, on=date.min))]
    if record is None:
        gone = date.fromisoformat(memory.marks[record_id].until)
        made.append(Entry((0, 1), date.min, Change(record=record_id, kind="withdraw", on=gone)))
    return made


def _late(record_id: str, why: str) -> InvalidData:
    return InvalidData(
        [
            Problem(
                code="change.does-not-fit-its-day",
                says=f"A change entered late does not fit: {why}",
                mend="Give a day on which the record stands as the change expects; `lif history` tells its changes.",
                where=record_id,
            )
        ]
    )
