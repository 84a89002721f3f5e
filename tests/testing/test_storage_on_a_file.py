"""What the contract says of files: the storage of the page is right, and each way to spoil it breaks one promise."""

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lif_core.errors import NewerFormat, NotAStore, StorageError, UnsafePlace
from lif_core.hooks.ports import Head, Row, Storage, StoredCommit
from lif_core.testing import Address, StorageContract

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-storage.md"
MODULE, _, _ = PAGE.read_text(encoding="utf-8").partition("## The test")

page = sys.modules["page_of_a_storage"] = ModuleType("page_of_a_storage")
exec(compile("\n".join(re.findall(r"```python\n(.*?)```", MODULE, re.DOTALL)), str(PAGE), "exec"), page.__dict__)
JsonStorage: Any = page.JsonStorage


class LeavesOldBytes(JsonStorage):
    def erase(
        self, commit: StoredCommit, expect: Head, replacements: Sequence[StoredCommit], rows: Sequence[Row]
    ) -> None:
        if replacements:
            shutil.copyfile(self._path, self._path.with_suffix(".old"))
        super().erase(commit, expect, replacements, rows)


class LeavesHalfOfTheOldBytes(JsonStorage):
    def _write(self, state: object) -> None:
        before = self._path.read_bytes() if self._path.exists() else b""
        super()._write(state)
        self._path.with_suffix(".free").write_bytes(before[len(before) // 2 :])


class TakesAnyFile(JsonStorage):
    def _read(self) -> Any:
        try:
            return super()._read()
        except NotAStore:
            if self._path.read_bytes().startswith(b"{"):
                raise
            return page.State()


class TakesWhatIsLeft(JsonStorage):
    def _read(self) -> Any:
        try:
            return super()._read()
        except NotAStore:
            if not self._path.read_bytes().startswith(b"{"):
                raise
            return page.State()


class ReadsNewerFormats(JsonStorage):
    def _read(self) -> Any:
        try:
            return super()._read()
        except NewerFormat:
            return page.CONVERTER.loads(self._path.read_text(encoding="utf-8"), page.State)


class Backing(JsonStorage):
    """A right one that makes backups."""

    def backup(self, target: str) -> None:
        path = Address("", target).file()
        if path.exists():
            raise UnsafePlace(f"There is a file at {path} already; it was left as it is. Name another one.")
        with self._alone():
            shutil.copyfile(self._path, path)


class Overwrites(Backing):
    def backup(self, target: str) -> None:
        Address("", target).file().unlink(missing_ok=True)
        super().backup(target)


class OverwritesWhatIsNoStore(Backing):
    def backup(self, target: str) -> None:
        path = Address("", target).file()
        if path.exists() and not path.read_bytes().startswith(b"{"):
            path.unlink()
        super().backup(target)


PROMISES = [
    "test_an_erasure_changes_bodies_and_nothing_else",
    "test_an_erasure_leaves_documents_and_other_rows",
    "test_erased_bytes_stand_in_no_file",
    "test_what_was_acknowledged_is_there_after_reopening",
    "test_a_backup_overwrites_nothing",
    "test_a_file_that_is_no_store_is_refused_and_left",
    "test_a_file_that_was_cut_off_is_refused_and_left",
    "test_a_store_of_a_newer_format_is_refused_and_left",
]


def broken(kind: Any, folder: Path) -> list[str]:
    """Tell which promises a storage breaks, of those that one process can try."""

    class Contract(StorageContract):
        def make(self, tmp_path: Path) -> Storage:
            made: Storage = kind(self.address(tmp_path).file())
            return made

        def address(self, tmp_path: Path) -> Address:
            return Address("page_of_a_storage:open_store", f"json://{tmp_path}/store.json")

        def raise_format(self, tmp_path: Path) -> bool:
            path = self.address(tmp_path).file()
            path.write_text(path.read_text(encoding="utf-8").replace('"format": 1', '"format": 2'), encoding="utf-8")
            return True

    found = []
    for promise in PROMISES:
        (folder / promise).mkdir()
        try:
            getattr(Contract(), promise)(folder / promise)
        except pytest.skip.Exception:
            assert promise == "test_a_backup_overwrites_nothing"
        except (AssertionError, StorageError, pytest.fail.Exception):
            found.append(promise)
    return found


@pytest.mark.parametrize("right", [JsonStorage, Backing])
def test_the_storage_of_the_page_breaks_none(right: Any, tmp_path: Path) -> None:
    assert broken(right, tmp_path) == []


@pytest.mark.parametrize(
    ("wrong", "promise"),
    [
        (LeavesOldBytes, "test_erased_bytes_stand_in_no_file"),
        (LeavesHalfOfTheOldBytes, "test_erased_bytes_stand_in_no_file"),
        (TakesAnyFile, "test_a_file_that_is_no_store_is_refused_and_left"),
        (TakesWhatIsLeft, "test_a_file_that_was_cut_off_is_refused_and_left"),
        (ReadsNewerFormats, "test_a_store_of_a_newer_format_is_refused_and_left"),
        (Overwrites, "test_a_backup_overwrites_nothing"),
        (OverwritesWhatIsNoStore, "test_a_backup_overwrites_nothing"),
    ],
)
def test_each_way_to_spoil_it_breaks_one(wrong: Any, promise: str, tmp_path: Path) -> None:
    assert broken(wrong, tmp_path) == [promise]
