"""Carrying out: what is to go from some records, and the one commit that takes it from everything ever written of them.

Nothing here asks about holds, nor keeps the list beside the store: see `erasing`, `retaining` and `reapplying`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from lif_core.errors import Conflict, InvalidData, Problem, Refused, StorageError, UnknownName
from lif_core.hooks.ports import Head, Row, StoredCommit
from lif_core.journal.chain import link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import MAPS, DoesNotFold, Entry, fold, stands_at
from lif_core.journal.redaction import redact_each, set_whole
from lif_core.journal.sealed import Sealed, encode
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.rows import altered, entries_of, folded, row_gone, row_of
from lif_core.partnership.leaving.exports import left
from lif_core.partnership.removing.redactions import Redaction
from lif_core.partnership.writing.committing import announced, stamped
from lif_core.partnership.writing.receipt import Receipt, went_out
from lif_core.records import TYPES, Export
from lif_core.values.identifiers import type_of

REASON = "commit.why"
"""What stands for the reasons that were given for the commits of a record; these may touch other records too."""

STAYS = frozenset({"id", "kind", "state", "disclosure"})
"""Fields that are never removed: ids of the framework, without which nobody could tell who may see what is left."""

_TICK = timedelta(microseconds=1)


@attrs.frozen
class Said:
    """What the journal says of some records.

    Attributes:
        pairs: the commits that touch one of them, in order, each read once.
        entries: the changes of each record, in the order of writing.
    """

    pairs: Sequence[tuple[StoredCommit, Sealed]] = attrs.field(repr=False)
    entries: Mapping[str, list[Entry]] = attrs.field(repr=False)

    @classmethod
    def of(cls, pairs: Sequence[tuple[StoredCommit, Sealed]], ids: Iterable[str]) -> "Said":
        """Tell the entries of records by the commits that touch them."""
        found: dict[str, list[Entry]] = {id: [] for id in ids}
        for stored, sealed in pairs:
            for entry in entries_of(sealed, stored.position):
                if entry.change.record in found:
                    found[entry.change.record].append(entry)
        return cls(pairs, found)

    @property
    def stored(self) -> list[StoredCommit]:
        """The commits as they are stored."""
        return [stored for stored, _ in self.pairs]


@attrs.frozen
class Plan:
    """What is to be removed, each record once, and what the journal says of it now and is to say."""

    several: tuple[Redaction, ...]
    before: Said
    after: Said


def planned(books: Books, wanted: Mapping[str, Sequence[str]], despite: tuple[str, ...] = ()) -> Plan:
    """Plan a redaction.

    Raises:
        UnknownName: there is no such record.
        Refused: under one of the names nothing is removed.
    """
    before = said(books, wanted)
    for record_id, fields in wanted.items():
        if not before.entries[record_id]:
            raise UnknownName(record_id, "record", ())
        _known(record_id, fields, before.entries[record_id])
    at = _instant(books, before)
    named = ((record_id, tuple(dict.fromkeys(fields))) for record_id, fields in wanted.items())
    several = tuple(Redaction(record_id, fields, books.today, at, despite) for record_id, fields in named)
    return Plan(several, before, cleaned(several, before))


def said(books: Books, ids: Iterable[str]) -> Said:
    """Read what the journal says of some records."""
    with books.lock:
        found = {stored.position: stored for id in ids for stored in books.storage.history(id)}
    stored = [found[position] for position in sorted(found)]
    return Said.of([(one, sealed_in(one)) for one in stored], ids)


def cleaned(several: Sequence[Redaction], before: Said) -> Said:
    """Give what the journal is to say; what was said behind the instant of a redaction stays."""
    by_record = {one.record: one for one in several}
    pairs = [(stored, _clean(sealed, by_record)) for stored, sealed in before.pairs]
    return Said.of(pairs, before.entries)


def _clean(sealed: Sealed, by_record: Mapping[str, Redaction]) -> Sealed:
    meant = [by_record[id] for id in sealed.commit.touches if id in by_record and _is_meant(by_record[id], sealed)]
    if not meant:
        return sealed
    fields = {one.record: one.fields for one in meant}
    return redact_each(sealed, fields, reason=any(REASON in one.fields for one in meant))


def _is_meant(one: Redaction, sealed: Sealed) -> bool:
    return one.at is None or sealed.commit.at <= one.at


def _instant(books: Books, before: Said) -> datetime:
    """Tell the instant of a redaction: now, and after all that was written of its records, whatever clocks say."""
    return max([books.now(), *(sealed.commit.at + _TICK for _, sealed in before.pairs)])


def see_rows_build(plan: Plan) -> None:
    """See that a record is left over of each, before anything is written anywhere.

    Raises:
        InvalidData: without these fields one is no record, or the store does not lead to every commit of it.
    """
    for record_id, entries in plan.after.entries.items():
        try:
            folded(record_id, entries)
        except DoesNotFold:
            raise InvalidData([altered(record_id)]) from None


def reasons_lost(plan: "Plan") -> Iterator[tuple[StoredCommit, tuple[str, ...]]]:
    """Give the commits of which the reason goes, with the records for which it was given."""
    for (stored, sealed), (_, clean) in zip(plan.before.pairs, plan.after.pairs, strict=True):
        if sealed.commit.why != clean.commit.why:
            yield stored, sealed.commit.touches


def despite_holds(why: str, reviews: Sequence[str]) -> str:
    """Put before a reason which holds were set aside."""
    if not reviews:
        return why
    return f"Despite the hold{'s' if len(reviews) > 1 else ''} on {', '.join(reviews)}: {why}"


@attrs.frozen
class Done:
    """A redaction that was written: its commit, the records, the first commit of any of them, and what is owed."""

    commit: Commit
    stored: StoredCommit = attrs.field(repr=False)
    records: Collection[str]
    since: int
    unfinished: StorageError | None = None


def removed(books: Books, plan: Plan, *, by: str, why: str, seen: Memory) -> Done:
    """Remove what is planned, while nobody wrote since `seen` was looked at."""
    memory = books.memory()
    if seen.head != memory.head:
        raise Conflict(seen.head, memory.head, plan.several[0].record)
    position = memory.head.position + 1
    framework = books.framework(books.today)
    books.storage.keep(framework.fingerprint, framework.document)
    at = max([books.now(), *(one.at for one in plan.several if one.at)])
    commit = Commit(
        at=stamped(books, at, memory.head),
        by=by or books.settings.by,
        why=why,
        framework=framework.fingerprint,
        changes=tuple(change for one in plan.several for change in _changes(books, plan, one)),
    )
    sealed = seal(commit, books.salts)
    last = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
    fresh = Said.of([(last, sealed)], plan.after.entries)
    rows = [_row(id, position, [*entries, *fresh.entries[id]]) for id, entries in plan.after.entries.items()]
    pairs = zip(plan.before.pairs, plan.after.pairs, strict=True)
    bodies = [(stored, encode(clean)) for (stored, sealed), (_, clean) in pairs if clean is not sealed]
    replaced = [attrs.evolve(stored, body=body) for stored, body in bodies if body != stored.body]
    unfinished = _erased(books, last, memory.head, replaced, rows)
    books.remember(memory.after(Head(position, last.link), rows))
    return Done(commit, last, plan.after.entries.keys(), plan.before.stored[0].position, unfinished)


def _changes(books: Books, plan: Plan, one: Redaction) -> Iterator[Change]:
    """Give the changes that say what went of a record, and those that say anew what stays."""
    entries = plan.before.entries[one.record]
    on = max(books.today, min(entry.change.on for entry in entries))  # or the day it begins, where entered ahead
    yield Change(record=one.record, kind="redact", set=dict.fromkeys(one.fields), on=on)
    yield from _said_again(one, entries)
    yield from _said_since(one, plan.after)


def _said_since(one: Redaction, after: Said) -> Iterator[Change]:
    """Say anew what was said since in the fields of a redaction that is made up for, as after a restore."""
    entries = after.entries[one.record]
    since = {stored.position for stored, sealed in after.pairs if not _is_meant(one, sealed)}
    said = {key for entry in entries if entry.sequence[0] in since for key in entry.change.set}
    said = {key for key in said if not {key, key.partition(".")[0]}.isdisjoint(one.fields)}
    if said:
        state = fold(entries, one.record) or {}
        again = {key: held for key in sorted(said) if (held := stands_at(state, key)) is not None}
        last = max(entry.change.on for entry in entries if not said.isdisjoint(entry.change.set))
        yield Change(record=one.record, kind="amend", set=again, on=last)


def _said_again(one: Redaction, entries: Sequence[Entry]) -> Iterator[Change]:
    """Say the other entries of a map again, each on its own, where one that goes was set together with them.

    A map that one change set whole has one commitment, so that it goes as a whole. What it said besides holds from
    the day it said it.
    """
    for entry in entries:
        change = entry.change
        for name in [name for name in change.set if set_whole(name, change.set[name], one.fields)]:
            until = [other for other in entries if other.change.on <= change.on]
            held = (fold(until, one.record) or {}).get(name) or {}
            every = sorted(_ever_said(name, entries))  # a map set whole also takes away what it leaves out
            again = {f"{name}.{key}": held.get(key) for key in every if f"{name}.{key}" not in one.fields}
            if again:
                yield Change(record=one.record, kind="amend", set=again, on=change.on)


def _row(record_id: str, position: int, entries: Sequence[Entry]) -> Row:
    until = max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    recorded = entries[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)


def _erased(
    books: Books, last: StoredCommit, expect: Head, replaced: Sequence[StoredCommit], rows: Sequence[Row]
) -> StorageError | None:
    """Let the storage erase; tell what it says where it has written and could not yet remove every old byte."""
    try:
        books.storage.erase(last, expect, replaced, rows)
    except StorageError as error:
        behind = books.storage.commits(expect.position)  # others may have written behind it
        if next((one.link for one in behind), None) != last.link:
            raise
        return error
    return None


def told(books: Books, done: Done) -> Receipt:
    """Tell plug-ins, and whoever removed it what went out before."""
    receipt = announced(books, done.commit, done.stored)
    copies = copies_showing(books, done.records, done.since)
    if done.unfinished is not None:  # written and heard of; what went out is told all the same
        raise StorageError("\n".join([str(done.unfinished), *map(went_out, copies)])) from done.unfinished
    return attrs.evolve(receipt, copies=copies)


def copies_showing(books: Books, records: Collection[str], since: int | None = None) -> tuple[Export, ...]:
    """Tell the files that left and showed one of some records, each once, the oldest first; see `leaving.copies_of`.

    Args:
        books: the partnership's.
        records: ids of the records.
        since: the position of the first commit that touches one of them; left out, it is looked for.
    """
    memory = books.memory()
    marks = memory.stock("export").marks
    every = list(left(memory))
    made = _first(books, records) if since is None and any(one.whole for one in every) else since or 0
    found = [one for one in every if not _apart(one.shown, records) or (one.whole and marks[one.id].position > made)]
    return tuple(sorted(found, key=lambda one: marks[one.id].position))


def _first(books: Books, records: Iterable[str]) -> int:
    with books.lock:
        firsts = (next(iter(books.storage.history(id)), None) for id in records)
        return min((one.position for one in firsts if one is not None), default=0)


def _apart(some: Iterable[str], others: Collection[str]) -> bool:
    return not any(id in others for id in some)


def _known(record_id: str, fields: Sequence[str], entries: Sequence[Entry]) -> None:
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
        elif dot and entry not in (ever := _ever_said(name, entries)):
            problems.append(UnknownName(field, "field", [f"{name}.{one}" for one in ever]).as_problem(record_id))
    if problems:
        raise Refused(problems)


def _stays(record_id: str, name: str) -> Problem:
    says = f"The {name} of a record is never removed: without it nobody could tell what is left, or who may see it."
    return Problem("redact.stays", says, "Leave it out, or change it first with `lif apply`.", record_id, found=name)


def _ever_said(name: str, entries: Sequence[Entry]) -> set[str]:
    """Tell every entry that a map of a record ever had."""
    found: set[str] = set()
    for entry in entries:
        for key, value in entry.change.set.items():
            field, dot, inner = key.partition(".")
            if field == name:
                found.update([inner] if dot else value or ())
    return found
