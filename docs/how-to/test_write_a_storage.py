"""The storage of the page passes the contract it speaks of."""

import importlib
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest

PAGE = Path(__file__).with_name("write-a-storage.md")
MODULE, TEST, USE = "## The module", "## The test", "## Using it"


def written(begin: str, end: str) -> str:
    """Give the Python of the page between two headings."""
    part = PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    return "\n".join(re.findall(r"```python\n(.*?)```", part, re.DOTALL))


SOURCES = tempfile.TemporaryDirectory(prefix="lif-page-")  # a folder that other processes import it from too
SOURCE = Path(SOURCES.name, "lif_storage_json", "__init__.py")
SOURCE.parent.mkdir()
SOURCE.write_text(written(MODULE, TEST), encoding="utf-8")

sys.path.insert(0, SOURCES.name)
plugin = importlib.import_module("lif_storage_json")

test: dict[str, object] = {"__name__": "test_contract"}
exec(compile(written(TEST, USE), str(PAGE), "exec"), test)
TestJsonStorage = test["TestJsonStorage"]


@pytest.fixture(autouse=True)
def _found_by_other_processes(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([SOURCES.name, *filter(None, [os.environ.get("PYTHONPATH")])]))


def test_the_plug_in_fits_the_hooks():
    """A host that registers it finds the storage by its scheme."""
    from lif_core.hooks import Plugins

    plugins = Plugins(entry_points=())
    plugins.register(plugin, "json")
    assert plugins.for_scheme("json:///srv/store.json").make is plugin.open_store


def test_the_page_tells_the_limits_that_the_contract_tries():
    """The table and the samples say the same numbers."""
    from lif_core.records import TYPES
    from lif_core.testing import StorageContract, samples

    page = PAGE.read_text(encoding="utf-8")
    assert f"| {samples.LONGEST_ID:,} bytes in UTF-8 | `partnership/type/opaque`" in page
    assert f"| the name of a key | {samples.LONGEST_NAME:,} bytes in UTF-8 |" in page
    assert f"| the value of a key | {samples.LONGEST_VALUE:,} characters |" in page
    assert f"| the name of a document | {samples.LONGEST_FINGERPRINT} ASCII characters |" in page
    assert f"| `type` | {max(map(len, TYPES))} characters today |" in page
    assert f"The contract has version {StorageContract.version}." in page
    assert f"`lif_core.testing.StorageContract`, version {StorageContract.version})" in PAGE.with_name(
        "choose-a-storage.md"
    ).read_text(encoding="utf-8")
