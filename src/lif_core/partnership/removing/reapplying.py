"""Reapplying: what was removed for good and came back with an older copy is removed again, but for what a hold keeps.

The list beside the store (`redactions`) tells what was carried out from what was only meant: only what was carried out
is ever removed again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, groupby

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.removing.carrying_out import (
    REASON,
    STAYS,
    Done,
    Plan,
    cleaned,
    despite_holds,
    removed,
    said,
    told,
)
from lif_core.partnership.removing.erasing import TRIES
from lif_core.partnership.removing.holding import Held, Holds, holds
from lif_core.partnership.removing.redactions import FILE, Listed, Redaction, Redactions
from lif_core.partnership.removing.removals import journal_says
from lif_core.partnership.writing.again import anew
from lif_core.partnership.writing.committing import fit_to_write
from lif_core.partnership.writing.receipt import Receipt
from lif_core.records import TYPES
from lif_core.values.identifiers import type_of


def reapply(books: Books, *, by: str = "") -> tuple[Receipt, ...]:
    """Remove again what the list of redactions says was removed and the journal does not know to be removed.

    To be called after a dump or backup was restored; a second time does nothing. The fingerprint is then another than
    that of the copy, by the commits that say what was removed: what went in one commit goes in one again.

    What a hold keeps stays, and `kept_again` tells it; it goes when this is called once the hold has ended. A hold
    that was set aside when it was removed is set aside again. What was only meant to be removed is never removed here.

    Args:
        books: the partnership's.
        by: id of the role that restores; left out, the one in the settings.

    Raises:
        InvalidData: the list was altered by hand; nothing was written.
    """
    found = []
    for several in _together(unapplied(books)):
        with books.lock:
            fit_to_write(books)
            done = anew(partial(_again, books, several, by), TRIES)
        if done is not None:
            found.append(told(books, done))
    return tuple(found)


def _together(several: Iterable[Redaction]) -> Iterator[list[Redaction]]:
    """Give what was removed by one commit together; on a list of an older version each stands alone."""
    for (at, _), some in groupby(several, key=lambda one: (one.at, one.despite)):
        if at is None:
            yield from ([one] for one in some)
        else:
            by_record: dict[str, Redaction] = {}
            for one in some:
                fields = (*by_record[one.record].fields, *one.fields) if one.record in by_record else one.fields
                by_record[one.record] = attrs.evolve(one, fields=tuple(dict.fromkeys(fields)))
            yield list(by_record.values())


def _again(books: Books, several: Sequence[Redaction], by: str) -> Done | None:
    """Remove again what came back together, but what a hold keeps or an earlier line removed already."""
    seen = books.memory()
    applied = _applied(books, several)
    left = [one for one in several if not applied(one)]
    held = _kept_from(books, left, seen)
    going = tuple(one for one in left if one not in held)
    if not going:
        return None
    before = said(books, [one.record for one in going])
    plan = Plan(going, before, cleaned(going, before))
    why = despite_holds("Removed again after a restore", going[0].despite)
    return removed(books, plan, by=by, why=why, seen=seen)


_Reason = tuple[datetime, list[Held]]


def _kept_from(books: Books, several: Sequence[Redaction], seen: Memory) -> dict[Redaction, Held]:
    """Tell what is not removed again as a hold keeps it that was not set aside for it."""
    if not several or not (standing := holds(books, seen)).kept:
        return {}
    found: dict[Redaction, Held] = {}
    reasons = _reasons_held(books, {one.record for one in several if REASON in one.fields}, standing)
    for one in several:
        told = reasons.get(one.record, ()) if REASON in one.fields else ()
        shared = (held for at, some in told if one.at is None or at <= one.at for held in some)
        kept = (held for held in chain(standing.on([one.record]), shared) if held.review not in one.despite)
        held = next(kept, None)
        if held is not None:
            found[one] = held
    return found


def _reasons_held(books: Books, records: Collection[str], standing: Holds) -> dict[str, list[_Reason]]:
    """Tell by record, and by the instant of each commit that gave a reason for it, what holds keep that reason for."""
    found: dict[str, list[_Reason]] = {}
    for commit in (sealed.commit for _, sealed in said(books, records).pairs):
        held = list(standing.on(commit.touches)) if commit.why else []
        for id in commit.touches if held else ():
            found.setdefault(id, []).append((commit.at, held))
    return found


def standing_again(books: Books) -> Iterator[Problem]:
    """Tell what stands in the store though it was removed for good: an older copy was put in its place.

    Raises:
        InvalidData: the list was altered by hand.
    """
    again = unapplied(books)
    held = _kept_from(books, again, books.memory())
    for one in again:
        says = f"What was removed for good on {one.on.isoformat()} stands in this store again: "
        if one in held:
            says += f"an older copy brought it back, and a hold on {held[one].review} keeps it since."
            mend = (
                f"Ask whoever placed the hold: {_to_redact(one)} --despite-hold removes it all the same. Once the hold "
                "has ended, `lif rebuild` and `lif apply` remove it by themselves."
            )
            yield Problem("redactions.held", says, mend, one.record)
        else:
            says += "a copy made before was put in its place, or removing it was broken off."
            mend = (
                "`lif rebuild` removes it again, also where `lif restore` was broken off; so does the next `lif apply`."
            )
            yield Problem("redactions.not-applied", says, mend, one.record)


def kept_again(books: Books) -> tuple[str, ...]:
    """Tell in sentences what was removed for good, came back with an older copy, and stays as a hold keeps it.

    Raises:
        InvalidData: the list was altered by hand.
    """
    held = (problem for problem in standing_again(books) if problem.code == "redactions.held")
    return tuple(f"{problem.where}: {problem.says} {problem.mend}" for problem in held)


def never_carried_out(books: Books) -> tuple[str, ...]:
    """Tell in sentences what was begun to be removed, and by the journal of this store never was.

    Raises:
        InvalidData: the list was altered by hand.
    """
    return tuple(
        f"{one.record}: removing {', '.join(one.fields)} was begun on {one.on.isoformat()}, and by the journal nothing "
        f"was removed. It does not happen by itself: ask for it again, {_to_redact(one)}."
        for one in _listed_now(books).meant
    )


def _to_redact(one: Redaction) -> str:
    return f"`lif redact {one.record} {' '.join(one.fields)} --why REASON`"


def _listed_now(books: Books) -> Listed:
    """Tell what the list says; what is there as meant and was carried out, by the journal, is put there as done.

    Whoever carries it out in another process at this moment is not disturbed: nothing is taken off.
    """
    if books.folder is None:
        return Listed()
    listed = Redactions(books.folder)
    found = listed.read()
    if found.meant:
        carried_out = journal_says(books, found.meant)
        listed.add(*filter(carried_out, found.meant))
        found = listed.read()
    return found


def unapplied(books: Books) -> tuple[Redaction, ...]:
    """Tell what was carried out and the journal does not know to be removed: an older copy stands here.

    Raises:
        InvalidData: the list was altered by hand.
    """
    done = _listed_now(books).done
    wrong = [problem for one in done for problem in _nothing_to_remove(one)]
    if wrong:
        raise InvalidData(wrong)
    applied = _applied(books, done)
    return tuple(one for one in done if not applied(one))


def _nothing_to_remove(one: Redaction) -> Iterator[Problem]:
    """Tell what a line of the list names that is never removed: somebody altered the list."""
    record_type = type_of(one.record)
    known = {field.name for field in attrs.fields(TYPES[record_type])} - STAYS if record_type in TYPES else set()
    for field in one.fields:
        if field != REASON and field.partition(".")[0] not in known:
            says = f"The list of redactions names {field[:40]!r}, which is never removed."
            mend = "Take the list from the last copy of the folder."
            yield Problem("redactions.broken", says, mend, f"{FILE}, {one.record}")


def _applied(books: Books, several: Sequence[Redaction]) -> Callable[[Redaction], bool]:
    """Give what tells whether nothing is to be removed: it was, or the journal does not know the record at all."""
    says = journal_says(books, several)

    def applied(one: Redaction) -> bool:
        if says(one):
            return True
        with books.lock:
            return next(iter(books.storage.history(one.record)), None) is None

    return applied
