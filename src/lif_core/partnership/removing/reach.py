"""Reach: what removing something for good takes away, and what it does not reach, told beforehand too.

It takes values from commits. It does not reach the files that left, cells that imports kept aside, nor the same words
in other records: each of these is told, so that somebody can go after it.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import attrs

from lif_core.errors import InvalidData
from lif_core.hooks.ports import StoredCommit
from lif_core.journal.sealed import Sealed
from lif_core.measures.search import says, texts_of
from lif_core.partnership.books.aside import Aside, AsideFile
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.books.searching import ever_said
from lif_core.values.words import folded

ENOUGH = 12
"""Letters that a text has to have before it is looked for elsewhere: shorter ones stand anywhere."""


@attrs.frozen(weakref_slot=False)
class Going:
    """One value that is about to go.

    Attributes:
        field: the field, or the entry of a map, such as `happened.sent`; `commit.why` for the reason of a commit.
        position: the commit it stands in.
        value: what stands there.
    """

    field: str
    position: int
    value: Any = attrs.field(repr=False)


def going(pairs: Sequence[tuple[StoredCommit, Sealed, Sealed]], reason: str) -> Iterator[Going]:
    """Tell the values that go, in the order in which they were written.

    Args:
        pairs: each commit of a record, as it stands and as it is to stand.
        reason: what the reason of a commit is called as a field.
    """
    for stored, before, after in pairs:
        if before.commit.why != after.commit.why:
            yield Going(reason, stored.position, before.commit.why)
        for one, other in zip(before.commit.changes, after.commit.changes, strict=True):
            for field in one.set.keys() - other.set.keys():
                yield Going(field, stored.position, one.set[field])


def counted(values: Sequence[Going]) -> tuple[tuple[str, int], ...]:
    """Tell the fields that go, each with the number of commits in which it was said."""
    commits: dict[str, set[int]] = {}
    for one in values:
        commits.setdefault(one.field, set()).add(one.position)
    return tuple((field, len(commits[field])) for field in sorted(commits))


def texts_in(values: Sequence[Going]) -> Iterator[str]:
    """Give every text that goes, ids among them."""
    for one in values:
        yield from (text for _, text in says(one.value, ""))


def words_of(seen: Memory, record_id: str, fields: Sequence[str]) -> list[str]:
    """Give the texts that are about to go, as the record says them now, which are long enough to be looked for."""
    record = seen.register.get(record_id)
    wanted = _tops(fields)
    texts = texts_of(record) if record is not None else ()
    return [text for place, text in texts if place.partition(".")[0] in wanted and len(text) >= ENOUGH]


def also_said(books: Books, words: Sequence[str], record_id: str, fields: Sequence[str]) -> Iterator[str]:
    """Tell in which records the journal says the same words elsewhere: what was asked to go may stand in several.

    Args:
        books: the partnership's.
        words: the texts.
        record_id: the record of which they go.
        fields: the fields of it from which they go.
    """
    gone = _tops(fields)
    found = (said for text in words for said in ever_said(books, text))
    elsewhere = (said for said in found if said.record != record_id or said.field.partition(".")[0] not in gone)
    yield from dict.fromkeys(said.record for said in elsewhere if said.record)


def kept_aside(books: Books, stored: Sequence[StoredCommit], words: Sequence[str]) -> tuple[str, ...]:
    """Tell the imported files of which cells are kept aside that may hold what goes.

    Args:
        books: the partnership's.
        stored: the commits of the record: those of an import touch its receipt.
        words: texts that are looked for in what is kept aside.
    """
    if books.folder is None:
        return ()
    touched = {id for one in stored for id in one.touches}
    try:
        files = Aside(books.folder, books.settings.aside_days).list()
    except InvalidData as error:  # nobody can tell what such a file holds
        return tuple(problem.where for problem in error.problems)
    return tuple(dict.fromkeys(one.file for one in files if one.intake in touched or _holds(one, words)))


def _holds(one: AsideFile, words: Sequence[str]) -> bool:
    held = folded(one.path.read_text(encoding="utf-8", errors="replace")) if words else ""
    return any(_in_json(text) in held for text in words)


def _in_json(text: str) -> str:
    """Spell a text as it stands within a string of JSON."""
    import json

    return folded(json.dumps(text, ensure_ascii=False)[1:-1])


def _tops(fields: Sequence[str]) -> Collection[str]:
    return {field.partition(".")[0] for field in fields}
