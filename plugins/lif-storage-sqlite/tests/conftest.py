"""Fixtures of the SQLite storage: things to write, and a disk that fails when told to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from lif_core.hooks import Head, Row, StoredCommit
from lif_storage_sqlite import SqliteStorage


class Writer:
    """Appends commits one behind the other: commit 7 says b"7" and puts row 7 to b"7"."""

    def commit(self, position: int, body: bytes | None = None) -> StoredCommit:
        return StoredCommit(position, f"{position:064x}", (self.id(position),), body or b"%d" % position)

    def head(self, position: int) -> Head:
        return Head(position, f"{position:064x}") if position else Head()

    def id(self, position: int) -> str:
        return f"demo/action/{position:06d}"

    def row(self, position: int, body: bytes | None = None, **keys: str) -> Row:
        return Row(self.id(position), "action", position, "2024-05-14", keys, body or b"%d" % position)

    def append(self, store: SqliteStorage, count: int, after: int = 0) -> None:
        for position in range(after + 1, after + count + 1):
            store.append(self.commit(position), self.head(position - 1), [self.row(position, state="open")])

    def whole(self, store: SqliteStorage) -> int:
        """See that commits and rows agree and none is half there; tell how many there are."""
        positions = [commit.position for commit in store.commits()]
        assert positions == list(range(1, len(positions) + 1))
        assert [row.id for row in store.load()] == [self.id(position) for position in positions]
        assert [row.id for row in store.load(keys={"state": "open"})] == [self.id(position) for position in positions]
        for position in positions[-2:]:
            assert [commit.position for commit in store.history(self.id(position))] == [position]
        assert store.head() == self.head(len(positions))
        return len(positions)


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lif.db"


class Disk(apsw.VFS):
    """A file system that answers what `fault` raises, from the n-th call of a sort on."""

    def __init__(self) -> None:
        super().__init__("failing", "")
        self.sort = ""
        self.left = 0
        self.fault: Callable[[], Exception] = apsw.IOError

    def fail(self, sort: str, after: int, fault: Callable[[], Exception]) -> None:
        """Let calls of a sort ("xWrite", "xSync") fail when `after` of them went well; "" lets all go well."""
        self.sort, self.left, self.fault = sort, after, fault

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return File(self, name, flags)

    def called(self, sort: str) -> None:
        if sort == self.sort:
            if self.left <= 0:
                raise self.fault()
            self.left -= 1


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.called("xWrite")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.called("xSync")
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.called("xTruncate")
        super().xTruncate(size)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()
