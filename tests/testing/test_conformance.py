"""The report says what was kept, what was broken and what nobody tried."""

import contextlib
import json
from pathlib import Path

import pytest

from lif_core.errors import StorageError
from lif_core.hooks.ports import Storage
from lif_core.testing import MemoryStorage, StorageContract
from lif_core.testing.conformance import VARIABLE


class Forgets(MemoryStorage):
    def close(self) -> None:
        """Stay open."""


def tried(storage: type[MemoryStorage], promises: list[str], tmp_path: Path) -> type[StorageContract]:
    class Contract(StorageContract):
        def make(self, tmp_path: Path) -> Storage:
            return storage()

    for promise in promises:
        with contextlib.suppress(AssertionError, StorageError, pytest.skip.Exception, pytest.fail.Exception):
            getattr(Contract(), promise)(tmp_path)
    return Contract


KEPT = ["test_it_is_a_storage", "test_a_new_store_is_empty"]
BROKEN = "test_closing_twice_does_nothing_and_a_closed_store_says_so"
SKIPPED = "test_a_kill_loses_nothing_that_was_acknowledged"


def test_a_report_tells_level_capabilities_and_what_was_skipped(tmp_path: Path) -> None:
    report = tried(MemoryStorage, [*KEPT, SKIPPED], tmp_path).conformance.report()
    assert report == {
        "level": "one-process",
        "capabilities": [],
        "kept": sorted(KEPT),
        "broken": [],
        "skipped": {SKIPPED: "This storage gives no address by which another process could open it."},
    }


def test_a_broken_promise_leaves_no_level(tmp_path: Path) -> None:
    report = tried(Forgets, [*KEPT, BROKEN], tmp_path).conformance.report()
    assert (report["level"], report["broken"]) == ("none", [BROKEN])


def test_the_file_holds_every_storage_that_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "conformance.json"
    monkeypatch.setenv(VARIABLE, str(path))
    tried(MemoryStorage, KEPT, tmp_path)
    written = json.loads(path.read_text())
    assert (written["contract"], written["version"]) == ("storage", StorageContract.version)
    ((name, report),) = written["storages"].items()
    assert name.endswith("Contract")
    assert report["kept"] == sorted(KEPT)
    others = {"contract": "storage", "version": StorageContract.version, "storages": {"other.Test": {"level": "none"}}}
    path.write_text(json.dumps(others))
    tried(MemoryStorage, KEPT, tmp_path)
    assert set(json.loads(path.read_text())["storages"]) == {"other.Test", name}
    path.write_text(json.dumps({**others, "version": StorageContract.version - 1}))
    tried(MemoryStorage, KEPT, tmp_path)
    assert set(json.loads(path.read_text())["storages"]) == {name}  # what another version found is let go
