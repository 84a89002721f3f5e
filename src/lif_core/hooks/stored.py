"""Stored: what storages that keep rows in a database do alike, said once.

For authors of storages: nothing here is needed to be one, and each of it is easily got wrong.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lif_core.errors import Conflict, NotAStore, StorageError
from lif_core.hooks.ports import Head, Row, StoredCommit

UNWRITABLE = "A name or id holds text that cannot be kept; nothing was written."
"""What to say where a name or id holds half a character, or another text that the database cannot hold."""


class StoredKeys(Mapping[str, str]):
    """Searchable values, read from their JSON text when first asked for: whoever opens a store asks for none.

    Args:
        text: a JSON table of text values.
    """

    __slots__ = ("_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: dict[str, str] | None = None

    def _read(self) -> dict[str, str]:
        if self._values is None:
            self._values = _table(self._text)
        return self._values

    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __repr__(self) -> str:
        return repr(self._read())


def _table(text: str) -> dict[str, str]:
    """Read a JSON table; where somebody spoilt it there is nothing in it, which `verify` finds."""
    try:
        told = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {name: value for name, value in told.items() if isinstance(value, str)}


def keys_text(keys: Mapping[str, str]) -> str:
    """Write searchable values as the JSON text that `StoredKeys` reads."""
    return json.dumps(dict(keys), ensure_ascii=False)


def head_of(position: Any, link: Any) -> Head:
    """Make the head of what a database says of the last commit.

    Raises:
        ValueError: somebody altered it: it could be no commit's.
    """
    if type(position) is not int or position < 1 or type(link) is not str or not _LINK.fullmatch(link):
        raise ValueError("This is no head.")
    return Head(position, link)


def commit_of(position: Any, link: Any, touches: Any, body: Any) -> StoredCommit:
    """Make a commit of what a database holds of it.

    A list of ids that was spoilt is read as an empty one, which `verify` finds.

    Raises:
        ValueError: somebody altered it: a value is of another sort than what was written.
    """
    if type(position) is not int or type(link) is not str or type(body) is not bytes:
        raise ValueError("This is no commit.")
    ids = touches if isinstance(touches, list | tuple) else ()
    return StoredCommit(position, link, tuple([id for id in ids if type(id) is str]), body)


def row_of(id: Any, type_: Any, position: Any, until: Any, keys: Any, body: Any) -> Row:
    """Make a row of what a database holds of it; its `keys` are JSON text, read when first asked for.

    Raises:
        ValueError: somebody altered it: a value is of another sort than what was written.
    """
    if type(id) is not str or type(type_) is not str or type(position) is not int or type(body) is not bytes:
        raise ValueError("This is no row.")
    if type(until) is not str:
        raise ValueError("This is no day.")
    date.fromisoformat(until)
    return Row(id, type_, position, until, StoredKeys(keys), body)


_LINK = re.compile("[0-9a-f]{64}")


def see_it_follows(commit: StoredCommit, expect: Head, found: Head) -> None:
    """See that a commit comes right behind the last one; to be asked where nobody else can write in between.

    Raises:
        Conflict: the journal ends elsewhere than the writer saw.
        StorageError: the commit's position is not the one behind it.
    """
    if found != expect:
        raise Conflict(expect, found)
    if commit.position != expect.position + 1:
        raise StorageError(f"Commit {commit.position} does not follow commit {expect.position}; nothing was written.")


def tables_altered(where: str) -> NotAStore:
    """Say that somebody changed the tables of a store.

    Args:
        where: where it stands, such as `at /srv/lif.db`; never a secret.
    """
    return NotAStore(
        f"The tables of the store {where} were altered by hand, or taken away. `lif rebuild` makes those again that "
        "follow from the commits; where the commits themselves are gone, restore the last backup and verify its "
        "fingerprint."
    )


def closed() -> StorageError:
    """Say that a store was closed."""
    return StorageError("The store was closed, or opened before this process split off. Open it again.")
