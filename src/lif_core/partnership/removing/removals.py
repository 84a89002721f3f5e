"""Removals: what the commits of a journal say was removed for good."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from lif_core.hooks.ports import StoredCommit
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.removing.redactions import Redaction

REMOVES = b'"kind":"redact"'  # as every commit that removes something spells it

_Removal = tuple[datetime, Collection[str]]


def journal_says(books: Books, several: Sequence[Redaction]) -> Callable[[Redaction], bool]:
    """Give what tells whether the journal says that something was removed.

    What was removed before that, and said anew since, is not what the list speaks of. Most records were not written
    since, so that the commit which last changed them says it: those commits are read once, for all of them.
    """
    with books.lock:
        positions = {row.position for row in books.storage.load(ids=[one.record for one in several])}
        firsts = (next(iter(books.storage.commits(position - 1)), None) for position in sorted(positions))
        last = _removals(stored for stored in firsts if stored is not None)

    def says(one: Redaction) -> bool:
        if _covers(last.get(one.record, ()), one):
            return True
        with books.lock:
            return _covers(_removals(books.storage.history(one.record)).get(one.record, ()), one)

    return says


def _removals(commits: Iterable[StoredCommit]) -> dict[str, list[_Removal]]:
    """Tell by record what commits removed for good, and when."""
    found: dict[str, list[_Removal]] = {}
    for commit in (sealed_in(stored).commit for stored in commits if REMOVES in stored.body):
        for change in commit.changes:
            if change.kind == "redact":
                found.setdefault(change.record, []).append((commit.at, change.set.keys()))
    return found


def _covers(removals: Iterable[_Removal], one: Redaction) -> bool:
    removed = {field for at, fields in removals if one.at is None or at >= one.at for field in fields}
    return removed.issuperset(one.fields)


def removed_since(books: Books, position: int) -> tuple[str, ...]:
    """Tell the ids of records of which the commits behind a position removed something for good, each once."""
    commits = (commit for _, commit in books.commits(position))
    changes = (change for commit in commits for change in commit.changes)
    return tuple(dict.fromkeys(change.record for change in changes if change.kind == "redact"))
