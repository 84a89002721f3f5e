"""Erasing: values of a record are removed for good, from every commit and from the record as it stands.

What was removed is put on a list beside the store (`redactions`), which `reapply` goes through after a restore: a dump
or backup made before does not know of it. What was erased still stands in the copies that went out before: the receipt
names every file of which `leaving` recorded that it showed the record.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial

import attrs

from lif_core.errors import Conflict, InvalidData, Problem, Refused, StorageError, UnknownName
from lif_core.hooks.ports import Head, Row, Storage, StoredCommit
from lif_core.journal.chain import link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import MAPS, Entry, fold, stands_at
from lif_core.journal.redaction import redact as redacted
from lif_core.journal.redaction import set_whole
from lif_core.journal.sealed import Sealed, encode
from lif_core.measures.retention import held_by
from lif_core.measures.search import texts_of
from lif_core.partnership.again import anew
from lif_core.partnership.books import Books
from lif_core.partnership.commits import sealed_in
from lif_core.partnership.leaving import copies_of
from lif_core.partnership.memory import Memory
from lif_core.partnership.receipt import Receipt, went_out
from lif_core.partnership.redactions import FILE, Redaction, Redactions
from lif_core.partnership.rows import entries_of, folded, row_gone, row_of
from lif_core.partnership.searching import ever_said
from lif_core.partnership.work import writer
from lif_core.partnership.writing import announced, fit_to_write, stamped
from lif_core.records import TYPES
from lif_core.values.identifiers import type_of

REASON = "commit.why"
"""What stands for the reasons that were given for the commits of a record; these may touch other records too."""

STAYS = frozenset({"id", "kind", "state", "disclosure"})
"""Fields that are never removed: ids of the framework, without which nobody could tell who may see what is left."""

_TRIES = 20  # how often it is tried anew when others wrote in between
_TICK = timedelta(microseconds=1)


def redact(
    books: Books, record_id: str, fields: Sequence[str], *, by: str, why: str, despite_hold: bool = False
) -> Receipt:
    """Remove values of one record for good; see `Partnership.redact`.

    Whether a hold keeps the record is looked at as it stands when it is removed, as `retain` does it.
    """
    by = writer(books, by, books.framework(books.today))
    if not why.strip():
        mend = "Give a reason that does not repeat what is removed."
        raise InvalidData([Problem("redact.no-reason", "It is not said why.", mend, record_id)])

    def once() -> Receipt:
        seen = books.memory()
        review = _hold_on(books, record_id, seen)
        if review and not despite_hold:
            raise Refused([_held(record_id, review)])
        reason = f"Despite the hold on {review}: {why}" if review else why
        words = _words(seen, record_id, fields)
        receipt = remove(books, record_id, fields, by=by, why=reason, seen=seen)
        return attrs.evolve(receipt, also_said=tuple(_also_said(books, words)))

    return anew(once, _TRIES)


_ENOUGH = 12
"""Letters that a text has to have before it is looked for elsewhere: shorter ones stand anywhere."""


def _words(seen: Memory, record_id: str, fields: Sequence[str]) -> list[str]:
    """Give the texts that are about to go, as the record says them now."""
    record = seen.register.get(record_id)
    wanted = {field.partition(".")[0] for field in fields}
    texts = texts_of(record) if record is not None else ()
    return [text for place, text in texts if place.partition(".")[0] in wanted and len(text) >= _ENOUGH]


def _also_said(books: Books, words: Sequence[str]) -> Iterator[str]:
    """Tell in which records the journal still says the same words: what was asked to go may stand in several."""
    found = (said.record for text in words for said in ever_said(books, text))
    yield from dict.fromkeys(record for record in found if record)


def _hold_on(books: Books, record_id: str, seen: Memory) -> str:
    """Tell the review whose hold keeps a record, today or by what is still to take effect; empty where none does."""
    today = books.view(seen=seen)
    views = (today, attrs.evolve(today, register=seen.register))
    return next((held[record_id] for held in map(held_by, views) if record_id in held), "")


def _held(record_id: str, review: str) -> Problem:
    says = f"A hold on {review} keeps this record: a court, a coroner or an inquiry may need what it says."
    mend = "Ask whoever placed the hold. Where it is to be removed all the same, say so: --despite-hold, despite_hold."
    return Problem("redact.held", says, mend, record_id)


def remove(books: Books, record_id: str, fields: Sequence[str], *, by: str, why: str, seen: Memory) -> Receipt:
    """Remove values of one record for good, whatever holds say, while nobody wrote since `seen` was looked at.

    Raises:
        Conflict: somebody wrote since; nothing was removed.
    """
    with books.lock:
        fit_to_write(books)
        stored = list(books.storage.history(record_id))
        if not stored:
            raise UnknownName(record_id, "record", ())
        _known(record_id, fields, stored)
        one = Redaction(record_id, tuple(dict.fromkeys(fields)), books.today, _instant(books, stored))
        _rows_build(one, stored)
        done = _listed(books, one, by=by, why=why, seen=seen)
    return _told(books, done)  # plug-ins may ask for records while they hear of it, from threads of their own


@attrs.frozen
class _Done:
    """A redaction that was written: its commit, that which made the record, and what the storage still owes."""

    commit: Commit
    stored: StoredCommit = attrs.field(repr=False)
    since: int
    unfinished: StorageError | None = None


def _told(books: Books, done: _Done) -> Receipt:
    """Tell plug-ins, and whoever removed it what went out before."""
    receipt = announced(books, done.commit, done.stored)
    copies = copies_of(books, done.commit.touches[0], done.since)
    if done.unfinished is not None:  # written and heard of; what went out is told all the same
        raise StorageError("\n".join([str(done.unfinished), *map(went_out, copies)])) from done.unfinished
    return attrs.evolve(receipt, copies=copies)


def _listed(books: Books, one: Redaction, *, by: str, why: str, seen: Memory) -> _Done:
    """Remove what a line says, and put it on the list; off again where nothing was removed."""
    if books.folder is None:
        return _removed(books, one, by=by, why=why, seen=seen)
    listed = Redactions(books.folder)
    listed.add(one)  # first: what is on the list and still stands is found, what is removed and not listed is not
    try:
        return _removed(books, one, by=by, why=why, seen=seen)
    except StorageError:
        if not _is_applied(books, one):  # else nobody can tell, and the list has to
            listed.take_off(one)
        raise


def _removed(books: Books, one: Redaction, *, by: str, why: str, seen: Memory) -> _Done:
    """Remove what a line of the list names, while nobody wrote since `seen` was looked at."""
    memory = books.memory()
    if seen.head != memory.head:
        raise Conflict(seen.head, memory.head, one.record)
    record_id, fields = one.record, one.fields
    stored = list(books.storage.history(record_id))
    cleaned = _cleaned(one, stored)
    position = memory.head.position + 1
    framework = books.framework(books.today)
    books.storage.keep(framework.fingerprint, framework.document)
    change = Change(record=record_id, kind="redact", set=dict.fromkeys(fields), on=_when(books, record_id, stored))
    commit = Commit(
        at=stamped(books, max(books.now(), one.at) if one.at else books.now(), memory.head),
        by=by or books.settings.by,
        why=why,
        framework=framework.fingerprint,
        changes=(change, *_said_again(one, stored), *_said_since(one, cleaned)),
    )
    sealed = seal(commit, books.salts)
    last = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
    row = _row(record_id, position, [*cleaned, (last, sealed)])
    bodies = [(before, encode(clean)) for before, clean in cleaned]
    replaced = [attrs.evolve(before, body=body) for before, body in bodies if body != before.body]
    unfinished = _erased(books, last, memory.head, replaced, row)
    books.remember(memory.after(Head(position, last.link), [row]))
    return _Done(commit, last, stored[0].position, unfinished)


def _cleaned(one: Redaction, stored: Sequence[StoredCommit]) -> list[tuple[StoredCommit, Sealed]]:
    """Give the commits of a record without what is to go; what was said behind the instant of a redaction stays."""
    reason = REASON in one.fields
    read = ((each, sealed_in(each)) for each in stored)
    return [
        (each, redacted(sealed, one.record, one.fields, reason=reason) if _is_meant(one, sealed) else sealed)
        for each, sealed in read
    ]


def _is_meant(one: Redaction, sealed: Sealed) -> bool:
    return one.at is None or sealed.commit.at <= one.at


def _said_since(one: Redaction, cleaned: Sequence[tuple[StoredCommit, Sealed]]) -> Iterator[Change]:
    """Say anew what was said since in the fields of a redaction that is made up for, as after a restore."""
    entries = [entry for each, sealed in cleaned for entry in entries_of(sealed, each.position)]
    entries = [entry for entry in entries if entry.change.record == one.record]
    since = {each.position for each, sealed in cleaned if not _is_meant(one, sealed)}
    said = {key for entry in entries if entry.sequence[0] in since for key in entry.change.set}
    said = {key for key in said if not {key, key.partition(".")[0]}.isdisjoint(one.fields)}
    if said:
        state = fold(entries, one.record) or {}
        again = {key: held for key in sorted(said) if (held := stands_at(state, key)) is not None}
        last = max(entry.change.on for entry in entries if not said.isdisjoint(entry.change.set))
        yield Change(record=one.record, kind="amend", set=again, on=last)


def _said_again(one: Redaction, stored: Sequence[StoredCommit]) -> Iterator[Change]:
    """Say the other entries of a map again, each on its own, where one that goes was set together with them.

    A map that one change set whole has one commitment, so that it goes as a whole. What it said besides holds from
    the day it said it.
    """
    entries = _entries_of(one.record, stored)
    for entry in entries:
        change = entry.change
        for name in [name for name in change.set if set_whole(name, change.set[name], one.fields)]:
            until = [other for other in entries if other.change.on <= change.on]
            held = (fold(until, one.record) or {}).get(name) or {}
            every = sorted(_ever_said(one.record, name, stored))  # a map set whole also takes away what it leaves out
            again = {f"{name}.{key}": held.get(key) for key in every if f"{name}.{key}" not in one.fields}
            if again:
                yield Change(record=one.record, kind="amend", set=again, on=change.on)


def _rows_build(one: Redaction, stored: Sequence[StoredCommit]) -> None:
    """See that a record is left over, before anything is written anywhere.

    Raises:
        InvalidData: without these fields it is no record.
    """
    cleaned = _cleaned(one, stored)
    entries = [entry for each, sealed in cleaned for entry in entries_of(sealed, each.position)]
    folded(one.record, [entry for entry in entries if entry.change.record == one.record])


def _entries_of(record_id: str, stored: Sequence[StoredCommit]) -> list[Entry]:
    entries = [entry for one in stored for entry in entries_of(sealed_in(one), one.position)]
    return [entry for entry in entries if entry.change.record == record_id]


def _instant(books: Books, stored: Sequence[StoredCommit]) -> datetime:
    """Tell the instant of a redaction: now, and after all that was written of this record, whatever clocks say."""
    return max([books.now(), *(sealed_in(one).commit.at + _TICK for one in stored)])


def _erased(
    books: Books, last: StoredCommit, expect: Head, replaced: Sequence[StoredCommit], row: Row
) -> StorageError | None:
    """Let the storage erase; tell what it says where it has written and could not yet remove every old byte."""
    try:
        books.storage.erase(last, expect, replaced, [row])
    except StorageError as error:
        if not any(one.link == last.link for one in books.storage.history(row.id)):  # others may have written behind it
            raise
        return error
    return None


def _when(books: Books, record_id: str, stored: Sequence[StoredCommit]) -> date:
    """Tell the day on which removing takes effect: today, or the day a record begins that was entered ahead."""
    return max(books.today, min(entry.change.on for entry in _entries_of(record_id, stored)))


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
    why, found = "Removed again after a restore", []
    for one in unapplied(books):
        with books.lock:
            fit_to_write(books)
            if _is_applied(books, one):
                continue  # an earlier line of the list said more
            done = anew(partial(_again, books, one, by, why), _TRIES)
        found.append(_told(books, done))
    return tuple(found)


def _again(books: Books, one: Redaction, by: str, why: str) -> _Done:
    return _removed(books, one, by=by, why=why, seen=books.memory())


def unapplied(books: Books) -> tuple[Redaction, ...]:
    """Tell what the list of redactions names and the journal does not know to be removed: an older copy stands here.

    Raises:
        InvalidData: the list was altered by hand.
    """
    if books.folder is None:
        return ()
    listed = Redactions(books.folder).all()
    wrong = [problem for one in listed for problem in _nothing_to_remove(one)]
    if wrong:
        raise InvalidData(wrong)
    return tuple(one for one in listed if not _is_applied(books, one))


def _nothing_to_remove(one: Redaction) -> Iterator[Problem]:
    """Tell what a line of the list names that is never removed: somebody altered the list."""
    record_type = type_of(one.record)
    known = {field.name for field in attrs.fields(TYPES[record_type])} - STAYS if record_type in TYPES else set()
    for field in one.fields:
        if field != REASON and field.partition(".")[0] not in known:
            says = f"The list of redactions names {field[:40]!r}, which is never removed."
            mend = "Take the list from the last copy of the folder."
            yield Problem("redactions.broken", says, mend, f"{FILE}, {one.record}")


def _is_applied(books: Books, redaction: Redaction) -> bool:
    """Tell whether a journal says that these fields were removed; what it does not know at all needs no removing.

    What was removed before that, and said anew since, is not what the list speaks of.
    """
    with books.lock:
        commits = [sealed_in(stored).commit for stored in books.storage.history(redaction.record)]
    told = [(commit.at, change) for commit in commits for change in commit.changes if change.record == redaction.record]
    removed = {
        field
        for at, change in told
        if change.kind == "redact" and (redaction.at is None or at >= redaction.at)
        for field in change.set
    }
    return not told or removed.issuperset(redaction.fields)


def _known(record_id: str, fields: Sequence[str], stored: Sequence[StoredCommit]) -> None:
    """Refuse names under which nothing is removed, so that nobody believes something removed that still stands."""
    known = {field.name for field in attrs.fields(TYPES[type_of(record_id)])}
    problems = []
    if not fields:
        mend = "Name the fields; `lif schema TYPE` lists them."
        problems.append(Problem("redact.no-field", "It is not said what is to be removed.", mend, record_id))
    for field in dict.fromkeys(fields):
        name, dot, entry = field.partition(".")
        if field == REASON:
            continue
        if name in STAYS:
            problems.append(_stays(record_id, name))
        elif name not in known or (dot and name not in MAPS):
            problems.append(UnknownName(field, "field", known - STAYS).as_problem(record_id))
        elif dot and entry not in (ever := _ever_said(record_id, name, stored)):
            problems.append(UnknownName(field, "field", [f"{name}.{one}" for one in ever]).as_problem(record_id))
    if problems:
        raise Refused(problems)


def _stays(record_id: str, name: str) -> Problem:
    says = f"The {name} of a record is never removed: without it nobody could tell what is left, or who may see it."
    return Problem("redact.stays", says, "Leave it out, or change it first with `lif apply`.", record_id, found=name)


def _ever_said(record_id: str, name: str, stored: Sequence[StoredCommit]) -> set[str]:
    """Tell every entry that a map of a record ever had."""
    found: set[str] = set()
    for entry in _entries_of(record_id, stored):
        for key, value in entry.change.set.items():
            field, dot, inner = key.partition(".")
            if field == name:
                found.update([inner] if dot else value or ())
    return found


def _row(record_id: str, position: int, commits: Sequence[tuple[StoredCommit, Sealed]]) -> Row:
    every = [entry for stored, sealed in commits for entry in entries_of(sealed, stored.position)]
    entries = [entry for entry in every if entry.change.record == record_id]
    until = max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    recorded = entries[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)


def removed_in(storage: Storage) -> Callable[[str], Collection[str]]:
    """Give what tells by the id of a record which of its fields were ever removed for good.

    The journal is gone through once, when this is first asked.
    """

    @cache
    def every() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for commit in (sealed_in(one).commit for one in storage.commits() if _REMOVES in one.body):
            for change in commit.changes:
                if change.kind == "redact":
                    found.setdefault(change.record, set()).update(change.set)
        return found

    return lambda record_id: every().get(record_id, ())


_REMOVES = b'"kind":"redact"'  # as every commit that removes something spells it
