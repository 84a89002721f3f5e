"""Stored: what storages that keep rows in a database do alike, said once.

For authors of storages: nothing here is needed to be one, and each of it is easily got wrong.
"""

import json
from collections.abc import Iterator, Mapping

from lif_core.errors import Conflict, StorageError
from lif_core.hooks.ports import Head, StoredCommit

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
    except (ValueError, TypeError):
        return {}
    return told if isinstance(told, dict) else {}


def keys_text(keys: Mapping[str, str]) -> str:
    """Write searchable values as the JSON text that `StoredKeys` reads."""
    return json.dumps(dict(keys), ensure_ascii=False)


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
