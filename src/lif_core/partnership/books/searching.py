"""Searching: where a term was ever said, also where it no longer stands: what a request for access asks for."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.measures.search import plainly, says
from lif_core.partnership.books.books import Books


@attrs.frozen(weakref_slot=False, kw_only=True)
class Said:
    """One place of the journal where a term stands.

    Attributes:
        record: id of the record; empty where it is the reason of the commit itself.
        field: the field that the change sets, and the place in it; `why` for the reason of a commit.
        position: the commit.
        written: the day it was written (UTC).
        by: the role that wrote it.
        text: the whole text that stands there.
    """

    record: str
    field: str
    position: int
    written: date
    by: str
    text: str = attrs.field(repr=False)


def ever_said(books: Books, term: str) -> Iterator[Said]:
    """Tell every place of the journal where a term stands: what was said, changed or taken back since is there too.

    What was redacted is not: it is gone. What imports kept aside, and files that went out, are not in the journal.

    Raises:
        ValueError: the term is empty.
    """
    wanted = plainly(term)
    for position, commit in books.commits():
        written = commit.at.date()
        places = [("", place or "why", text) for place, text in says(commit.why, wanted)]
        places += [
            (change.record, place, text) for change in commit.changes for place, text in says(change.set, wanted)
        ]
        for record, place, text in places:
            yield Said(record=record, field=place, position=position, written=written, by=commit.by, text=text)
