"""Fixtures of the SQLite storage: things to write, and a disk that fails when told to."""

import random
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
    """A file system that fails when told to, and remembers what a power cut would leave of its files.

    Attributes:
        lying: whether it says that it has written what still stands in its memory.
    """

    def __init__(self) -> None:
        super().__init__("failing", "")
        self.sort = ""
        self.left = 0
        self.fault: Callable[[], Exception] = apsw.IOError
        self.short = False
        self.lying = False
        self.plates: dict[str, Plate] = {}

    def fail(self, sort: str, after: int, fault: Callable[[], Exception], *, short: bool = False) -> None:
        """Let calls of a sort ("xWrite", "xSync", ...) fail when `after` of them went well; "" lets all go well.

        With `short` half of what was to be written is written before it fails.
        """
        self.sort, self.left, self.fault, self.short = sort, after, fault, short

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.plates.pop(filename, None)

    def fails(self, sort: str) -> bool:
        if sort != self.sort:
            return False
        self.left -= 1
        return self.left < 0

    def called(self, sort: str) -> None:
        if self.fails(sort):
            raise self.fault()

    def cut_power(self, folder: Path, some: random.Random) -> None:
        """Write what a power cut leaves: all that was flushed, of the rest some, in any order, some of it torn."""
        folder.mkdir()
        for path, plate in self.plates.items():
            (folder / Path(path).name).write_bytes(plate.after_a_cut(some))


class Plate:
    """What of one file is written for good, and what the disk has only taken on."""

    def __init__(self, there: bytes) -> None:
        self.there = bytearray(there)
        self.waiting: list[tuple[int, bytes | None]] = []

    def flush(self) -> None:
        for offset, data in self.waiting:
            _put(self.there, offset, data)
        self.waiting = []

    def after_a_cut(self, some: random.Random) -> bytes:
        left = bytearray(self.there)
        chance = some.choice([0.0, 0.5, 0.9, 1.0])
        for offset, data in self.waiting:
            if some.random() > chance:
                continue
            if data is not None and some.random() < 0.2:
                data = data[: some.randrange(len(data) + 1)]
            _put(left, offset, data)
        return bytes(left)


def _put(there: bytearray, offset: int, data: bytes | None) -> None:
    """Write at a place, or cut off what stands behind it."""
    if data is None:
        del there[offset:]
        return
    there.extend(bytes(max(0, offset - len(there))))
    there[offset : offset + len(data)] = data


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        held = Path(path).read_bytes() if path and Path(path).exists() else b""
        self.plate = disk.plates.setdefault(path, Plate(held)) if path else Plate(b"")

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self.disk.called("xRead")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        if self.disk.fails("xWrite"):
            if self.disk.short:
                super().xWrite(bytes(data[: len(data) // 2]), offset)
            raise self.disk.fault()
        super().xWrite(data, offset)
        self.plate.waiting.append((offset, bytes(data)))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.called("xSync")
        super().xSync(flags)
        if not self.disk.lying:
            self.plate.flush()

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.called("xTruncate")
        super().xTruncate(size)
        self.plate.waiting.append((size, None))


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()
