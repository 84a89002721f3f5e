"""Unread: tables of JSON that are read when somebody first asks for what is in them.

Whoever looks for one change among the thousand of a commit asks for the values of that one, and for no salt at all.
"""

import json
from collections.abc import ItemsView, Iterator, Mapping
from typing import Any

try:
    import msgspec
except ImportError:  # the extra `fast` is not installed
    msgspec = None  # type: ignore[assignment, unused-ignore]

UNREAD = "unread"
"""Metadata key of fields that hold a table which is read when it is first asked for."""


def loads(body: bytes) -> Any:
    """Read JSON bytes that this library wrote itself, as plain data.

    Raises:
        ValueError: they are no JSON.
    """
    if msgspec is None:
        return json.loads(body)
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(body)  # which says what is wrong, or is more lenient


class Unread(Mapping[str, Any]):
    """A table that is read when it is first asked for.

    Args:
        body: its JSON, in UTF-8, which was seen to be such.

    Raises:
        ValueError: it is no table.
    """

    __slots__ = ("_held",)

    def __init__(self, body: Any) -> None:
        self._held: Any = bytes(body)
        if self._held[:1] != b"{":
            raise ValueError("This is no table.")

    def _read(self) -> dict[str, Any]:
        held = self._held
        if held.__class__ is bytes:
            self._held = held = loads(held)
        return held  # type: ignore[no-any-return]

    def __getitem__(self, key: str) -> Any:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def items(self) -> ItemsView[str, Any]:
        """Give what is in it, as a `dict` does."""
        return self._read().items()
