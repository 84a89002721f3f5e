"""Memory: the reference storage. It says by being short what a storage is, and keeps nothing when it is let go."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import attrs

from lif_core.errors import Conflict, StorageError
from lif_core.hooks.ports import Head, Row, StoredCommit


class _Shelf:
    """What several handles of one store share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.commits: tuple[StoredCommit, ...] = ()
        self.rows: Mapping[str, Row] = MappingProxyType({})
        self.documents: dict[str, bytes] = {}


class MemoryStorage:
    """A storage in memory.

    Example:
        >>> store = MemoryStorage()
        >>> store.append(StoredCommit(1, "a" * 64, (), b"{}"), Head(), ())
        >>> store.another().head().position
        1
    """

    def __init__(self) -> None:
        self._shelf = _Shelf()
        self._open = True

    def another(self) -> "MemoryStorage":
        """Give one more handle of the same store, as another process would hold; open also where this is closed."""
        handle = MemoryStorage()
        handle._shelf = self._shelf
        return handle

    def head(self) -> Head:
        """Tell where the journal ends."""
        return _head(self._opened().commits)

    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        """Write one commit and the rows it leaves behind, all or nothing."""
        self.erase(commit, expect, (), rows)

    def commits(self, after: int = 0) -> Iterator[StoredCommit]:
        """Stream the commits behind position `after`, in order."""
        yield from self._opened().commits[max(after, 0) :]

    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        """Stream rows: those named by `ids`, or all of a `type`, or all; of these only those whose `keys` agree."""
        rows = self._opened().rows
        wanted = rows.keys() if ids is None else rows.keys() & set(ids)
        for row_id in sorted(wanted):
            row = rows[row_id]
            agrees = all(row.keys.get(name) == value for name, value in (keys or {}).items())
            if agrees and type in (None, row.type):
                yield row

    def history(self, id: str) -> Iterator[StoredCommit]:
        """Stream the commits that touch one record, in order."""
        for commit in self._opened().commits:
            if id in commit.touches:
                yield commit

    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        """Append `commit` and replace the bodies of earlier commits, all or nothing."""
        shelf = self._opened()
        with shelf.lock:
            found = _head(shelf.commits)
            if found != expect:
                raise Conflict(expect, found)
            if commit.position != expect.position + 1:
                raise StorageError(f"Commit {commit.position} does not follow commit {expect.position}.")
            _see_text([commit.link, *commit.touches], rows)
            commits = [*shelf.commits, commit]
            for replacement in replacements:
                if not 1 <= replacement.position <= len(shelf.commits):
                    raise StorageError(f"There is no commit {replacement.position} to replace.")
                old = commits[replacement.position - 1]
                commits[replacement.position - 1] = attrs.evolve(old, body=replacement.body)
            shelf.commits = tuple(commits)
            shelf.rows = MappingProxyType(dict(shelf.rows) | {row.id: row for row in rows})

    def strays(self) -> Iterator[str]:
        """Tell nothing: what is found by keys is found by looking at every row."""
        self._opened()
        return iter(())

    def rebuild(self, expect: Head, touches: Iterable[tuple[int, Sequence[str]]], rows: Iterable[Row]) -> None:
        """Put `rows` in the place of all rows, and tell each commit what it touches, all or nothing."""
        shelf = self._opened()
        with shelf.lock:
            found = _head(shelf.commits)
            if found != expect:
                raise Conflict(expect, found)
            fresh, commits = {row.id: row for row in rows}, list(shelf.commits)
            for position, ids in touches:
                commits[position - 1] = attrs.evolve(commits[position - 1], touches=tuple(ids))
            _see_text([id for commit in commits for id in commit.touches], tuple(fresh.values()))
            shelf.commits, shelf.rows = tuple(commits), MappingProxyType(fresh)

    def keep(self, fingerprint: str, document: bytes) -> None:
        """Keep a framework document once; a second time with the same fingerprint does nothing."""
        self._opened().documents.setdefault(fingerprint, document)

    def kept(self, fingerprint: str) -> bytes | None:
        """Give a framework document back, or None."""
        return self._opened().documents.get(fingerprint)

    def close(self) -> None:
        """Let this handle go; others of the same store stay open."""
        self._open = False

    def _opened(self) -> _Shelf:
        if not self._open:
            raise StorageError("The store was closed. Open it again.")
        return self._shelf


def _head(commits: Sequence[StoredCommit]) -> Head:
    return Head(commits[-1].position, commits[-1].link) if commits else Head()


def _see_text(texts: list[str], rows: Sequence[Row]) -> None:
    """Refuse names and ids that no file can hold."""
    for row in rows:
        texts += [row.id, row.type, row.until, *row.keys, *row.keys.values()]
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        raise StorageError("A name or id holds text that cannot be kept; nothing was written.") from error
