"""Files beside the store: theirs who owns them, whole, and a sentence where they cannot be written."""

import errno
import stat
from pathlib import Path

import pytest

from lif_core import Partnership, Settings
from lif_core.errors import StorageAway, StorageFull
from lif_core.partnership.books.files import not_written, sync_folder, write_new
from lif_core.testing import MemoryStorage


def test_a_new_file_is_its_owners(tmp_path: Path) -> None:
    write_new(tmp_path / "new", [b"one\n", b"two\n"])
    sync_folder(tmp_path)
    assert (tmp_path / "new").read_bytes() == b"one\ntwo\n"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_what_stands_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "old", [b"new"])
    assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.parametrize(("number", "told"), [(errno.ENOSPC, StorageFull), (errno.EACCES, StorageAway)])
def test_it_is_told_what_hinders(tmp_path: Path, number: int, told: type[Exception]) -> None:
    assert type(not_written(tmp_path, OSError(number, "x"))) is told


def test_nothing_is_removed_where_the_list_cannot_be_written(liverpool, tmp_path: Path) -> None:
    lif = Partnership(
        liverpool, MemoryStorage(), settings=Settings(id="demo", by="qa-officer"), folder=tmp_path / "nowhere"
    )
    with lif.work() as work:
        note = work.write_note("Stays")
    with pytest.raises(StorageAway, match="cannot be written"):
        lif.redact(note.id, ["text"], why="x")
    assert lif.as_of().show(note.id).text == "Stays"
