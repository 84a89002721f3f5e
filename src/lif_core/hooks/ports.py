"""Ports: what a storage, importer, exporter or notifier has to be, as protocols.

A storage moves bytes and never parses them. The host holds its own lock: a storage is called by one thread at a time,
but two processes (or two handles) may use one store at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

import attrs

GENESIS = "0" * 64
"""The link that an empty journal ends on."""


@attrs.frozen(weakref_slot=False)
class Head:
    """Where a journal ends.

    Attributes:
        position: number of commits, 0 for an empty store.
        link: link of the last commit (64 hexadecimal digits), `GENESIS` for an empty store.
    """

    position: int = 0
    link: str = GENESIS

    def __str__(self) -> str:
        return f"commit {self.position} ({self.link[:8]})" if self.position else "no commit"


@attrs.frozen(weakref_slot=False)
class StoredCommit:
    """One commit as a storage keeps it.

    Attributes:
        position: 1 for the first, without gaps.
        link: its link in the chain, 64 hexadecimal digits.
        touches: ids of the records it changes, so that `history` need not parse: as long as those of rows, thousands of
            them where a sheet was imported. One may stand there twice.
        body: the commit itself, opaque bytes; a megabyte and more where a sheet was imported.
    """

    position: int
    link: str
    touches: tuple[str, ...]
    body: bytes


@attrs.frozen(weakref_slot=False)
class Row:
    """One record as it stands, opaque but for what the host declares searchable.

    Attributes:
        id: id of the record, `partnership/type/opaque`: 1 to 1,000 bytes in UTF-8, never with a NUL.
        type: record type, such as `action`: small ASCII letters and hyphens.
        position: the commit that last changed it.
        until: last day (ISO) on which one of its changes takes effect.
        keys: searchable values by name, such as `{"state": "done", "ref": "2024-017"}`. A name has 1 to 1,010 bytes in
            UTF-8, a value up to 100,000 characters; a NUL in a value is kept or refused, never cut off.
        body: the record itself, opaque bytes; empty for a withdrawn record.
    """

    id: str
    type: str
    position: int
    until: str
    keys: Mapping[str, str]
    body: bytes


@runtime_checkable
class Storage(Protocol):
    """Keeps the journal and the records as they stand. Every method may raise a `StorageError`.

    A stream shows the store as it stood when its first item was asked for, whatever is written before its last; a
    stream left unfinished keeps nobody from writing. `lif_core.testing.StorageContract` holds a storage to all this;
    docs/how-to/write-a-storage.md lists how long text may be. What is longer may be refused with a `StorageError`.
    """

    def head(self) -> Head:
        """Tell where the journal ends, as other processes see it too."""

    def append(self, commit: StoredCommit, expect: Head, rows: Sequence[Row]) -> None:
        """Write one commit and the rows it leaves behind, all or nothing, durable when this returns.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageFull: no room; nothing was written.
            StorageError: the commit's position is not the one behind `expect`, or a name or id holds text that is
                no Unicode (a lone surrogate) or that the storage cannot keep; nothing was written.
        """

    def commits(self, after: int = 0) -> Iterator[StoredCommit]:
        """Stream the commits behind position `after`, in order."""

    def load(
        self, *, ids: Iterable[str] | None = None, type: str | None = None, keys: Mapping[str, str] | None = None
    ) -> Iterator[Row]:
        """Stream rows: those named by `ids`, or all of a `type`, or all; of these only those whose `keys` agree.

        Rows come in the order of the code points of their ids, as their bytes in UTF-8 do. An unknown id gives no row,
        and one that is named twice gives one.

        Args:
            ids: may be an iterator; it is read once and to its end, at the latest when the first row is asked for, and
                the caller leaves it alone until then. Of none at all there are no rows.
            type: record type.
            keys: names and values that all have to be among the row's.
        """

    def history(self, id: str) -> Iterator[StoredCommit]:
        """Stream the commits that touch one record, in order."""

    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        """Append `commit` and put `replacements` in the place of the commits at their positions, all or nothing.

        Links and touched ids of the replaced commits stay; only bodies change. Documents stay as well. When this
        returns, the bytes that were replaced (bodies of commits, bodies and keys of rows), by it or by a commit before
        it, are in no file of the store, or the storage says where they are by raising `StorageError` after having
        written.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageError: there is no commit at the position of a replacement; nothing was written.
        """

    def keep(self, fingerprint: str, document: bytes) -> None:
        """Keep a framework document, or a short note of the host's under a name of its own, once.

        A second time with the same fingerprint does nothing.

        Args:
            fingerprint: 1 to 64 ASCII characters.
            document: its bytes, perhaps none: an empty note is kept too.
        """

    def kept(self, fingerprint: str) -> bytes | None:
        """Give a framework document or a note back, or None."""

    def close(self) -> None:
        """Release files and connections; a second time does nothing.

        From here on every call, and every stream that was not begun, raises `StorageError`. A stream that was begun
        gives what is left of it or raises `StorageError`; it never just stops.
        """


@runtime_checkable
class Backs(Protocol):
    """A capability some storages have: an online, consistent copy.

    Whoever has it offers a second storage too, under the scheme of the first with `-copy` behind it (`sqlite-copy` for
    `sqlite`): it opens such a file to be read, and raises `NotAStore` for any other. Without it `lif backup` writes the
    lines of a dump.
    """

    def backup(self, target: str) -> None:
        """Write a consistent copy of the store, while others write.

        Args:
            target: path of the file. There is none of that name, and none is ever written over. `lif backup` gives a
                name that ends in `.part`, and puts the file into its place once it is recorded.

        Raises:
            UnsafePlace: there is a file of that name already.
            StorageError: the copy could not be written or does not read back.
        """


@runtime_checkable
class Rebuilds(Protocol):
    """A capability some storages have: what they keep beside the commits can be made again from these."""

    def strays(self) -> Iterator[str]:
        """Tell the ids of records of which the storage's own indexes say something else than its rows and commits."""

    def rebuild(self, expect: Head, touches: Iterable[tuple[int, Sequence[str]]], rows: Iterable[Row]) -> None:
        """Put `rows` in the place of all rows, and make every index of the storage's own again, all or nothing.

        What stood there may be damaged or gone. Commits stay as they are, but for the ids they are told to touch.

        Args:
            expect: where the journal ends.
            touches: the position of each commit, and the ids of the records it touches.
            rows: every row there is to be, each id once; the storage is not read while they are given.

        Raises:
            Conflict: the journal no longer ends at `expect`; nothing was written.
            StorageError: a row cannot be kept; nothing was written.
        """


@runtime_checkable
class Scrubs(Protocol):
    """A capability some storages have: they erase in two steps, and may owe the second one."""

    @property
    def owes(self) -> bool:
        """Whether erased bytes still stand in a file of the store, as another process held it open."""

    def scrub(self) -> None:
        """Remove what is owed.

        Raises:
            StorageError: another process still holds the file open.
        """


@runtime_checkable
class AgesOut(Protocol):
    """A capability some storages have: they know where copies of erased bytes stay until they age out."""

    @property
    def ages_out(self) -> str:
        """A sentence that says what an erasure does not reach at once, such as the server's log and its backups."""
