"""Dumping: a whole register out as lines of JSON, from which `loading` makes a store with an equal fingerprint.

    {"dump": 1, "partnership": "liverpool", "marking": "...", "position": 214, "link": "7f3a..."}
    {"framework": "FINGERPRINT", "document": {...}}          each framework that a commit was decided under
    {"commit": {...}, "position": 1, "link": "..."}          each commit, verbatim

The quarantine of imports is no part of it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lif_core.errors import InvalidData, Problem
from lif_core.framework.framework import Framework
from lif_core.hooks.ports import Storage
from lif_core.journal.chain import fingerprint
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import sealed_in
from lif_core.serial.plain import canonical

FORMAT = 1
"""The form of a dump."""


def dump(books: Books, day: date | None = None) -> Iterator[str]:
    """Give everything that a partnership's journal holds, as lines of JSON, in clear.

    What others write in the meantime is not in it: the head that the first line names is where it ends.

    Args:
        books: the partnership's.
        day: the day whose framework says the marking; left out, today.
    """
    whose = {"partnership": books.settings.id, "marking": marking(books.framework(day or books.today))}
    yield from lines_of(books.storage, whose)


def lines_of(storage: Storage, whose: Mapping[str, str]) -> Iterator[str]:
    """Give everything that a store holds as the lines of a dump: what it held at one moment, while others write.

    Args:
        storage: the store.
        whose: `partnership` and `marking` of the dump's head.
    """
    head = storage.head()
    at = {"position": head.position, "link": head.link, "fingerprint": fingerprint(head.link)}
    yield _line({"dump": FORMAT, **whose, **at})
    told: set[str] = set()
    for stored in storage.commits():
        if stored.position > head.position:
            return
        framework = sealed_in(stored).commit.framework
        if framework and framework not in told:
            told.add(framework)
            document = storage.kept(framework)
            if document is not None:
                yield _line({"framework": framework, "document": _document(framework, document)})
        body = json.loads(stored.body)
        yield _line({"commit": body, "position": stored.position, "link": stored.link})


def _document(name: str, document: bytes) -> Any:
    """Read a framework document as plain data.

    Raises:
        InvalidData: somebody altered it.
    """
    try:
        return json.loads(document)
    except (ValueError, RecursionError):  # its message quotes what stands there
        raise InvalidData([another_framework(name)]) from None


def another_framework(name: str) -> Problem:
    """Tell that a framework that commits name by its fingerprint is not what stands in the store."""
    return Problem(
        code="journal.another-framework",
        says="A framework that commits were decided under is gone, or is no longer what its fingerprint names.",
        mend="The store was altered by hand: restore the last backup whose fingerprint you hold.",
        where=name[:16],
    )


def _line(plain: Mapping[str, Any]) -> str:
    """Write one line; its first key says what it is."""
    inside = (f"{_spelt(key)}:{_spelt(value)}" for key, value in plain.items())
    return f"{{{','.join(inside)}}}"


def _spelt(plain: Any) -> str:
    return canonical(plain).decode("utf-8", "surrogatepass")


def marking(framework: Framework) -> str:
    """Tell the marking of the narrowest disclosure level: a dump holds records of every level."""
    from lif_core.framework.shape import DisclosureLevel

    levels = framework.all(DisclosureLevel).values()
    narrowest = max(levels, key=lambda level: level.rank, default=None)
    return str(narrowest.marking or narrowest.words) if narrowest else ""
