"""Erasing: values of records are removed for good, from every commit and from the records as they stand.

What was removed is put on a list beside the store (`redactions`), which `reapply` goes through after a restore: a dump
or backup made before does not know of it. The list tells what was carried out from what was only meant: only what was
carried out is ever removed again, and not while a hold keeps it. What was erased still stands in the copies that went
out before: the receipt names every file of which `leaving` recorded that it showed the record.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache

import attrs

from lif_core.errors import InvalidData, LifError, Problem, Refused, StorageError
from lif_core.hooks.ports import Storage
from lif_core.journal.chain import fingerprint
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.removing.carrying_out import (
    REASON,
    Done,
    Plan,
    copies_showing,
    despite_holds,
    planned,
    reasons_lost,
    removed,
    see_rows_build,
    told,
)
from lif_core.partnership.removing.holding import Held, holds
from lif_core.partnership.removing.reach import Going, also_said, counted, going, kept_aside, texts_in, words_of
from lif_core.partnership.removing.reasons import names_repeated
from lif_core.partnership.removing.redactions import Redactions
from lif_core.partnership.removing.removals import REMOVES, journal_says
from lif_core.partnership.writing.again import anew
from lif_core.partnership.writing.committing import fit_to_write
from lif_core.partnership.writing.receipt import Receipt
from lif_core.partnership.writing.work import writer

TRIES = 20  # how often it is tried anew when others wrote in between


def redact(
    books: Books,
    record_id: str,
    fields: Sequence[str],
    *,
    by: str,
    why: str,
    despite_hold: bool = False,
    dry_run: bool = False,
) -> Receipt:
    """Remove values of one record for good; see `Partnership.redact`.

    Whether a hold keeps the record is looked at as it stands when it is removed, as `retain` does it.
    """
    by = writer(books, by, books.framework(books.today))
    if not why.strip() and not dry_run:
        mend = "Give a reason that does not repeat what is removed."
        raise InvalidData([Problem("redact.no-reason", "It is not said why.", mend, record_id)])

    def once() -> Receipt:
        seen = books.memory()
        plan = planned(books, {record_id: fields})
        held = _held_in(books, plan, seen)
        if held and not despite_hold:
            raise Refused([_held(record_id, held[0])])
        values = _going(plan)
        _see_no_name(books, record_id, why, values)
        words = words_of(seen, record_id, fields)
        aside = kept_aside(books, plan.before.stored, words)
        if dry_run:
            receipt = _foretold(books, plan, seen)
        else:
            reviews = tuple(dict.fromkeys(one.review for one in held))
            receipt = remove(books, record_id, fields, by=by, why=why, seen=seen, despite=reviews)
        also, shared = tuple(also_said(books, words, record_id, fields)), tuple(_also_reasons(plan))
        warned = (*receipt.warnings, *shared)
        return attrs.evolve(receipt, removed=counted(values), also_said=also, aside=aside, warnings=warned)

    return anew(once, TRIES)


def _foretold(books: Books, plan: "Plan", seen: Memory) -> Receipt:
    """Give the receipt of a redaction that is only tried."""
    see_rows_build(plan)
    copies = copies_showing(books, plan.after.entries, plan.before.stored[0].position)
    return Receipt(position=None, fingerprint=fingerprint(seen.head.link), copies=copies)


def _going(plan: "Plan") -> list[Going]:
    pairs = zip(plan.before.pairs, plan.after.pairs, strict=True)
    return list(going([(stored, sealed, clean) for (stored, sealed), (_, clean) in pairs], REASON))


def _also_reasons(plan: "Plan") -> Iterator[str]:
    """Tell of which records besides a reason goes that was given for several at once."""
    for stored, others in reasons_lost(plan):
        named = [id for id in others if id not in plan.after.entries]
        if named:
            yield (
                f"Commit {stored.position} gave its reason for {', '.join(named)} too: it goes from their history "
                "as well."
            )


def _held_in(books: Books, plan: "Plan", seen: Memory) -> list[Held]:
    """Tell what a hold keeps of what would go: a record, or another whose history shows a reason that goes."""
    shared = (id for _, others in reasons_lost(plan) for id in others)
    return list(holds(books, seen).on([*plan.after.entries, *shared]))


def _see_no_name(books: Books, record_id: str, why: str, values: Sequence[Going]) -> None:
    """Refuse a reason that repeats a name which is removed: the reason stays.

    Raises:
        Refused: tells the words of the reason by their place, not what they are.
    """
    found = names_repeated(why, texts_in(values), books.framework(books.today))
    if found:
        which = f"word {found[0]}" if len(found) == 1 else f"words {', '.join(map(str, found))}"
        says = f"The reason repeats what looks like a name in what is to be removed ({which}), and a reason stays."
        mend = (
            "Say why, not whom, in other words: such as the request or the rule it goes back to. Nothing was removed."
        )
        raise Refused([Problem("redact.reason-names", says, mend, record_id)])


def _held(record_id: str, held: Held) -> Problem:
    keeps = "this record" if held.record == record_id else f"{held.record}, for which the same reason was given"
    says = f"A hold on {held.review} keeps {keeps}: a court, a coroner or an inquiry may need what it says."
    mend = "Ask whoever placed the hold. Where it is to be removed all the same, say so: --despite-hold, despite_hold."
    return Problem("redact.held", says, mend, record_id)


def remove(
    books: Books,
    record_id: str,
    fields: Sequence[str],
    *,
    by: str,
    why: str,
    seen: Memory,
    despite: tuple[str, ...] = (),
) -> Receipt:
    """Remove values of one record for good, whatever holds say; see `remove_all`."""
    return remove_all(books, {record_id: fields}, by=by, why=why, seen=seen, despite=despite)


def remove_all(
    books: Books,
    wanted: Mapping[str, Sequence[str]],
    *,
    by: str,
    why: str,
    seen: Memory,
    despite: tuple[str, ...] = (),
) -> Receipt:
    """Remove values of records for good, in one commit, whatever holds say, while nobody wrote since `seen`.

    Args:
        books: the partnership's.
        wanted: the fields that go, by the id of their record.
        by: id of the role that does it.
        why: the reason.
        seen: what was known of the store when it was decided.
        despite: ids of the reviews whose hold is set aside; the commit and the list say so.

    Raises:
        Conflict: somebody wrote since; nothing was removed.
        UnknownName: there is no such record.
        Refused: under one of the names nothing is removed.
    """
    with books.lock:
        fit_to_write(books)
        plan = planned(books, wanted, despite)
        see_rows_build(plan)
        done = _listed(books, plan, by=by, why=despite_holds(why, despite), seen=seen)
    return told(books, done)  # plug-ins may ask for records while they hear of it, from threads of their own


def _listed(books: Books, plan: Plan, *, by: str, why: str, seen: Memory) -> Done:
    """Remove what is planned: before it is on the list as meant, after as done; off it where nothing was removed.

    Whatever breaks it off, even a process that is killed, leaves no line because of which something would be removed
    later: what is only meant is never carried out but by whoever asks for it again.
    """
    if books.folder is None:
        return removed(books, plan, by=by, why=why, seen=seen)
    listed = Redactions(books.folder)
    listed.begin(plan.several)
    try:
        done = removed(books, plan, by=by, why=why, seen=seen)
    except BaseException:
        with suppress(LifError):  # where nobody can tell, it stays as meant; the journal says later what became of it
            says = journal_says(books, plan.several)  # of each: another process may have removed one of them meanwhile
            carried_out = {one: says(one) for one in plan.several}
            listed.add(*(one for one, is_done in carried_out.items() if is_done))
            listed.take_off(*(one for one, is_done in carried_out.items() if not is_done))
        raise
    try:
        listed.add(*plan.several)
    except StorageError as error:  # it is removed: the journal says so, and the list when it is next looked at
        return attrs.evolve(done, unfinished=done.unfinished or error)
    return done


def removed_in(storage: Storage) -> Callable[[str], Collection[str]]:
    """Give what tells by the id of a record which of its fields were ever removed for good.

    The journal is gone through once, when this is first asked.
    """

    @cache
    def every() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for commit in (sealed_in(one).commit for one in storage.commits() if REMOVES in one.body):
            for change in commit.changes:
                if change.kind == "redact":
                    found.setdefault(change.record, set()).update(change.set)
        return found

    return lambda record_id: every().get(record_id, ())
