"""The storage of the page passes the contract it speaks of."""

import re
import sys
from pathlib import Path
from types import ModuleType

PAGE = Path(__file__).with_name("write-a-storage.md")
MODULE, TEST, USE = "## The module", "## The test", "## Using it"


def written(begin: str, end: str) -> str:
    """Give the Python of the page between two headings."""
    part = PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    return "\n".join(re.findall(r"```python\n(.*?)```", part, re.DOTALL))


plugin = ModuleType("lif_storage_json")
sys.modules["lif_storage_json"] = plugin
exec(compile(written(MODULE, USE), str(PAGE), "exec"), plugin.__dict__)

TestJsonStorage = plugin.TestJsonStorage


def test_the_plug_in_fits_the_hooks():
    """A host that registers it finds the storage by its scheme."""
    from lif_core.hooks import Plugins

    plugins = Plugins(entry_points=())
    plugins.register(plugin, "json")
    assert plugins.for_scheme("json:///srv/store.json").make is plugin.open_store
