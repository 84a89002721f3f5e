"""Committing: what a block proposed becomes one commit, or is refused where others wrote the same records first."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

import attrs

from lif_core.errors import Conflict, InvalidData, Problem, Refused
from lif_core.framework.framework import Framework
from lif_core.hooks.offers import Committed
from lif_core.hooks.ports import Head, Row, StoredCommit
from lif_core.journal.chain import fingerprint, link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.journal.sealed import encode
from lif_core.partnership.books.begun import note_begun
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import instant_of
from lif_core.partnership.books.memory import Memory, journal_of
from lif_core.partnership.books.rows import folded, row_gone, row_of
from lif_core.partnership.copies.loading import broken_off
from lif_core.partnership.writing.receipt import Receipt
from lif_core.records import Record
from lif_core.rules.proposal import Proposal
from lif_core.serial.plain import to_wire
from lif_core.view.register import pointers

Still = Callable[[Memory], None]
"""Given what is known of the store right before something is written, raises where what that rests on has changed."""

_CLOCKS_DIFFER = timedelta(minutes=10)
_TRIES = 20  # how often a commit is tried anew when others, whose records it does not touch, wrote in between


def write(
    books: Books,
    proposal: Proposal,
    *,
    seen: Memory,
    framework: Framework,
    by: str,
    why: str,
    actor: str,
    still: Sequence[Still] = (),
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
        still: asked right before it is written, where others wrote since the work began: what it rests on besides the
            records that it changes.

    Raises:
        Conflict: somebody else changed one of the records in the meantime; nothing was written.
        InvalidData: a change entered late does not fit with what is recorded after it.
    """
    if not proposal.changes:
        return nothing(books, proposal)
    commit = Commit(
        at=books.now(),
        by=by,
        actor=actor,
        why="; ".join(dict.fromkeys(reason for reason in (why, *proposal.reasons) if reason)),
        framework=framework.fingerprint,
        changes=proposal.changes,
    )
    with books.lock:  # a storage is used by one thread at a time
        books.storage.keep(framework.fingerprint, framework.document)
        stored = _appended(books, commit, seen, [partial(_no_target_gone, books, seen, proposal.records), *still])
        if stored.position == 1 and books.folder is not None:
            note_begun(books.folder, books.storage)
    return announced(books, commit, stored, proposal.warnings)


def fit_to_write(books: Books) -> None:
    """Refuse to write where it could not be taken back; asked of a store once, when it is first written to.

    Raises:
        Refused: a copy was half restored into the store, so that what is written would stand in the place of the rest;
            it holds the records of another partnership; or it is not the one with which this register began.
    """
    if books.is_fit:
        return
    if books.folder is not None:
        note_begun(books.folder, books.storage)
    if books.storage.head() == Head():
        return  # a copy may yet be restored into it, before the first commit is written: asked again then
    if broken_off(books.storage):
        says = "A copy was being restored into this store, and that was broken off: what came after is missing."
        raise Refused([Problem("store.half-restored", says, "Restore the same copy again, which goes on there.")])
    ids = next((stored.touches for stored in books.storage.commits() if stored.touches), ())
    others = {id.partition("/")[0] for id in ids} - {books.settings.id}
    if others:
        says = f"This store holds the records of {min(others)!r}, and partnership.toml says {books.settings.id!r}."
        mend = "Set `id` back, or name another store. What a partnership is called is its `name`."
        raise Refused([Problem("store.another", says, mend, "partnership.toml")])
    books.is_fit = True


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


def _appended(books: Books, commit: Commit, seen: Memory, still: Sequence[Still]) -> StoredCommit:
    for _ in range(_TRIES):
        fit_to_write(books)
        memory = books.memory()
        sealed = seal(attrs.evolve(commit, at=stamped(books, commit.at, memory.head)), books.salts)
        _no_clash(books, seen, memory, commit)
        for holds in still if memory.head != seen.head else ():
            holds(memory)
        position = memory.head.position + 1
        rows = _rows(books, sealed.commit, memory, position)
        stored = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
        try:
            books.storage.append(stored, memory.head, rows)
        except Conflict:
            continue
        books.remember(memory.after(Head(position, stored.link), rows))
        books.stamp = (stored.link, sealed.commit.at)
        return stored
    raise Conflict(seen.head.position, books.storage.head().position)


def stamped(books: Books, at: datetime, head: Head) -> datetime:
    """Tell the instant that a commit behind `head` says: never a little before the last one.

    Of two processes that write at once the second may have looked at the clock first, and two machines' clocks differ:
    over midnight, what was written last would seem to have been written the day before. A clock that was wrong by more
    was put right; what it said stays as it was told.
    """
    if books.stamp is not None and books.stamp[0] == head.link:
        before = books.stamp[1]
    else:
        last = next(iter(books.storage.commits(head.position - 1)), None) if head.position else None
        before = instant_of(last) if last is not None else at
    return before if at < before <= at + _CLOCKS_DIFFER else at


def _no_clash(books: Books, seen: Memory, now: Memory, commit: Commit) -> None:
    """Refuse to write over what somebody else wrote since the work began.

    Raises:
        Conflict: names the record, what was expected and found, and who wrote in between.
    """
    if seen.head == now.head:
        return
    for record_id in commit.touches:
        if seen.marks.get(record_id) != now.marks.get(record_id):
            raise _written_since(books, seen, now, record_id)


def _written_since(books: Books, seen: Memory, now: Memory, record_id: str) -> Conflict:
    before, after = seen.marks.get(record_id), now.marks.get(record_id)
    found = after.position if after else 0
    by = next((one.by for position, one in books.commits(found - 1) if position == found), None)
    return Conflict(before.position if before else 0, found, record_id, by)


def _no_target_gone(books: Books, seen: Memory, records: Sequence[Record], now: Memory) -> None:
    """Refuse to point at a record that somebody else took back since the work began.

    Raises:
        Conflict: names that record, and who took it back.
    """
    for record in records:
        before = seen.register.get(record.id)
        old = {target for _, target in pointers(before)} if before is not None else set()
        for target in {target for _, target in pointers(record)} - old:
            if target in seen.register and target not in now.register:
                raise _written_since(books, seen, now, target)


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
    if not _can_be_kept(record.ref):
        raise InvalidData([_no_text(record_id)])
    return row_of(record, position, until, recorded)


def _can_be_kept(text: str) -> bool:
    """Tell whether every storage keeps a text by which it searches: NUL and half a letter are kept by few."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _no_text(record_id: str) -> Problem:
    says = "What this record is to be called holds a sign that is no text."
    return Problem("ref.no-text", says, "Write its ref anew, by hand.", record_id)


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
