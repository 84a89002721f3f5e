"""Samples: the commits and rows that the contract of a storage writes, the longest and the oddest text among them."""

import hashlib
from collections.abc import Iterable
from typing import Any

from lif_core.hooks.ports import Head, Row, StoredCommit

TEXTS = (
    "Penderfynwyd gan y bwrdd diogelu plant: tŷ, ŵyr, llythyr, gwên, “wedi’i gwblhau” – 100%",
    "information sharing; NULL'\"\\ %_{}[] \t\n",
    "🧒🏽 e\u0301 é ﬁ İ ß \u202e \ufeff 漢字 עברית",
    " ",
    "",
)
"""Text that storages are known to fold, trim, collate or cut."""

ALIKE = ("A", "a", "a ", " a", "á", "a\u0301", "ss", "ß", "fi", "ﬁ", "I", "i", "İ", "ı", "1", "01", "１", "%", "_", "*")
"""Texts of which storages are known to take one for another."""

LONGEST_ID = 1_000
"""Most bytes of an id in UTF-8 that every storage keeps."""
LONGEST_NAME = LONGEST_ID + 10
"""Most bytes of the name of a key in UTF-8: `to:`, `theme:` or `owner:` and an id."""
LONGEST_VALUE = 100_000
"""Most characters of the value of a key, each of up to four bytes."""
LONGEST_FINGERPRINT = 64
"""Most characters, all of them ASCII, of the name that a document is kept under."""


def commit_after(head: Head, touches: Iterable[str] = (), body: bytes = b"{}") -> StoredCommit:
    """Give a commit that may stand right behind `head`; its link is made of what it follows and says."""
    link = hashlib.sha256(head.link.encode() + body).hexdigest()
    return StoredCommit(head.position + 1, link, tuple(touches), body)


def row_of(number: int, position: int = 1, body: bytes = b"{}", **keys: str) -> Row:
    """Give a row of an invented action."""
    return Row(f"demo/action/{number:08d}", "action", position, "2024-05-14", keys, body)


def end_of(commit: StoredCommit) -> Head:
    """Tell where a journal ends whose last commit this is."""
    return Head(commit.position, commit.link)


def rows_of(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Give rows so that they compare, whatever mapping holds their keys."""
    return [(row.id, row.type, row.position, row.until, dict(row.keys), row.body) for row in rows]


def long_ids() -> list[str]:
    """Give ids up to the longest, in order: they part early and late, some where only code points tell the order."""
    begun = "demo/action/"
    shared = [begun + "a" * (length - len(begun)) for length in (100, 255, 256, 399, 511, 767, LONGEST_ID - 4)]
    ends = ("", "A", "b", "z", "é", "ŷ", "\uffff", "\U0001f600")
    found = {one + end for one in shared for end in ends}
    found |= {begun + "ŷ" * 493 + end for end in ("", "a", "ŷ")}
    found |= {begun + "\U0001f600" * 247, begun + "\uffff" * 329}
    return sorted(found)
